//! Rows bid for columns: cheap, and leaves few rows for the exact finish.

use super::Assign;

pub(super) const NONE: u32 = u32::MAX;

/// Prices and who has what. Every row that has a column has a cheapest one; a column without a row is free.
pub(super) struct State {
    pub(super) price: Vec<i64>,
    pub(super) owner: Vec<u32>,
    pub(super) column: Vec<u32>,
    /// What the row pays for its column, without the price.
    pub(super) cost: Vec<i32>,
}

/// Bids per row on average before the rest is left to shortest paths.
const BIDS_PER_ROW: usize = 6;

impl State {
    /// Runs the auction and gives the rows left without a column, ascending.
    pub(super) fn auction(assign: &Assign) -> (Self, Vec<u32>) {
        let mut state = Self {
            price: vec![0; assign.columns()],
            owner: vec![NONE; assign.columns()],
            column: vec![NONE; assign.rows()],
            cost: vec![0; assign.rows()],
        };
        let mut waiting: Vec<u32> = (0..crate::spread::index(assign.rows())).rev().collect();
        let mut left = Vec::new();
        let mut budget = assign.rows() * BIDS_PER_ROW;
        while let Some(row) = waiting.pop() {
            if budget == 0 {
                left.push(row);
                continue;
            }
            budget -= 1;
            match state.bid(assign, row) {
                Bid::Taken => {}
                Bid::Displaced(other) => waiting.push(other),
                Bid::Nothing => left.push(row),
            }
        }
        left.sort_unstable();
        (state, left)
    }

    /// Takes the cheapest column and raises its price until the next best is as cheap. Where that would not
    /// raise it, a column with an owner stays with it.
    fn bid(&mut self, assign: &Assign, row: u32) -> Bid {
        let (mut best, mut second) = ((i64::MAX, NONE, 0), (i64::MAX, NONE, 0));
        for &(column, cost) in assign.arcs_of(row) {
            let sum = i64::from(cost) + self.price[column as usize];
            if sum < second.0 {
                second = (sum, column, cost);
                if sum < best.0 {
                    std::mem::swap(&mut best, &mut second);
                }
            }
        }
        if best.1 == NONE {
            return Bid::Nothing;
        }
        let mut chosen = best;
        if second.1 != NONE && best.0 == second.0 && self.owner[best.1 as usize] != NONE {
            chosen = second;
        }
        let (_, column, cost) = chosen;
        let other = self.owner[column as usize];
        let raise = if second.1 == NONE { 0 } else { second.0 - best.0 };
        if other != NONE && raise == 0 {
            return Bid::Nothing;
        }
        self.price[column as usize] += raise;
        self.give(row, column, cost);
        if other == NONE {
            return Bid::Taken;
        }
        self.column[other as usize] = NONE;
        Bid::Displaced(other)
    }

    pub(super) fn give(&mut self, row: u32, column: u32, cost: i32) {
        self.owner[column as usize] = row;
        self.column[row as usize] = column;
        self.cost[row as usize] = cost;
    }
}

enum Bid {
    Taken,
    Displaced(u32),
    Nothing,
}
