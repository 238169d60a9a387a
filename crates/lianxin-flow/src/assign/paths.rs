//! The exact finish: shortest augmenting paths over the columns by reduced costs.

use std::cmp::Reverse as Least;
use std::collections::BinaryHeap;

use super::auction::{NONE, State};
use super::{Assign, Assignment, Shortage};
use crate::certificate;

impl Assign {
    /// The cheapest assignment with its prices, certificate verified.
    ///
    /// O(rows · (arcs + columns log columns)) at the worst; rows left over by the auction pay it, and usually
    /// see a few dozen columns each.
    ///
    /// # Errors
    ///
    /// A Hall set when there is no assignment.
    ///
    /// # Panics
    ///
    /// If the answer's own certificate is refused, which would be a mistake in this crate.
    pub fn solve(&self) -> Result<Assignment, Shortage> {
        let (mut state, left) = State::auction(self);
        let mut search = Search::new(self.columns());
        for row in left {
            search.augment(self, &mut state, row)?;
        }
        let objective = state.cost.iter().map(|&cost| i64::from(cost)).sum();
        let assignment = Assignment { columns: state.column, prices: state.price, objective };
        let checked = certificate::check_assign(self, &assignment.columns, &assignment.prices);
        assert_eq!(checked, Ok(objective), "the solver's own certificate must hold");
        Ok(assignment)
    }
}

const FAR: i64 = i64::MAX;

struct Search {
    dist: Vec<i64>,
    /// The row that reaches the column, and at what cost.
    via: Vec<(u32, i32)>,
    reached: Vec<u32>,
    heap: BinaryHeap<Least<(i64, u32)>>,
    /// Distance of the nearest column without an owner.
    bound: i64,
}

impl Search {
    fn new(columns: usize) -> Self {
        Self {
            dist: vec![FAR; columns],
            via: vec![(NONE, 0); columns],
            reached: Vec::new(),
            heap: BinaryHeap::new(),
            bound: FAR,
        }
    }

    fn augment(&mut self, assign: &Assign, state: &mut State, row: u32) -> Result<(), Shortage> {
        for &column in &self.reached {
            self.dist[column as usize] = FAR;
        }
        self.reached.clear();
        self.heap.clear();
        self.bound = FAR;
        let sums =
            assign.arcs_of(row).iter().map(|&(column, cost)| i64::from(cost) + state.price[column as usize]);
        let least = sums.min().unwrap_or(0);
        self.relax(assign, state, row, -least);
        while let Some(Least((dist, column))) = self.heap.pop() {
            if dist > self.dist[column as usize] {
                continue;
            }
            let owner = state.owner[column as usize];
            if owner == NONE {
                self.take(state, column, row);
                return Ok(());
            }
            let base = dist - i64::from(state.cost[owner as usize]) - state.price[column as usize];
            self.relax(assign, state, owner, base);
        }
        Err(self.shortage(state, row))
    }

    fn relax(&mut self, assign: &Assign, state: &State, row: u32, base: i64) {
        for &(column, cost) in assign.arcs_of(row) {
            let at = column as usize;
            let dist = base + i64::from(cost) + state.price[at];
            if dist < self.bound && dist < self.dist[at] {
                if self.dist[at] == FAR {
                    self.reached.push(column);
                }
                if state.owner[at] == NONE {
                    self.bound = dist;
                }
                self.dist[at] = dist;
                self.via[at] = (row, cost);
                self.heap.push(Least((dist, column)));
            }
        }
    }

    /// Raises the prices of all columns nearer than the end, then hands columns along the path to `start`.
    fn take(&self, state: &mut State, end: u32, start: u32) {
        let far = self.dist[end as usize];
        for &column in &self.reached {
            state.price[column as usize] += (far - self.dist[column as usize]).max(0);
        }
        let mut column = end;
        loop {
            let (row, cost) = self.via[column as usize];
            let before = state.column[row as usize];
            state.give(row, column, cost);
            if row == start {
                return;
            }
            column = before;
        }
    }

    fn shortage(&self, state: &State, row: u32) -> Shortage {
        let mut columns = self.reached.clone();
        columns.sort_unstable();
        let mut rows: Vec<u32> = columns.iter().map(|&column| state.owner[column as usize]).collect();
        rows.push(row);
        rows.sort_unstable();
        Shortage { rows, columns }
    }
}
