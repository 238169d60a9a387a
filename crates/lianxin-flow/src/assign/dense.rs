//! One to one where every row can have every column: a sparse core, priced out against the whole matrix.

use super::{Assign, Assignment};
use crate::certificate;
use crate::spread::{MAX_COST, Malformed, index};

/// A full matrix of costs, row by row.
#[derive(Clone, Debug)]
pub struct Dense {
    rows: usize,
    columns: usize,
    costs: Vec<i32>,
}

/// Arcs of a row in the first core.
const CORE: usize = 12;
/// Arcs a row gains in a round at most.
const GAIN: usize = 8;

impl Dense {
    /// A matrix of so many columns; every row takes one.
    ///
    /// # Errors
    ///
    /// When the costs do not fill whole rows, there are more rows than columns, or a cost is beyond
    /// [`MAX_COST`].
    pub fn new(columns: usize, costs: Vec<i32>) -> Result<Self, Malformed> {
        let rows = costs.len().checked_div(columns).unwrap_or(0);
        if rows * columns != costs.len() || rows > columns || columns >= u32::MAX as usize {
            return Err(Malformed::TooLarge);
        }
        if let Some(at) = costs.iter().position(|&cost| i64::from(cost).abs() > MAX_COST) {
            let (agent, place) = (index(at / columns), index(at % columns));
            return Err(Malformed::CostTooLarge { agent, place, cost: costs[at].into() });
        }
        Ok(Self { rows, columns, costs })
    }

    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The costs of a row.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, row: u32) -> &[i32] {
        &self.costs[row as usize * self.columns..(row as usize + 1) * self.columns]
    }

    /// The cheapest assignment with its prices, certificate verified against the whole matrix. There always is
    /// one.
    ///
    /// A core of the cheapest arcs of every row is solved; every arc of the matrix that its prices would let
    /// save something joins the core (column generation: Ford and Fulkerson 1958), until there is none. Usually
    /// two to four rounds of O(rows · columns) besides the solves.
    ///
    /// # Panics
    ///
    /// If the answer's own certificate is refused, which would be a mistake in this crate.
    #[must_use]
    pub fn solve(&self) -> Assignment {
        let mut core = self.first_core();
        let mut budget = GAIN;
        loop {
            let grown = match self.sparse(&core).solve() {
                Ok(answer) => {
                    if !self.price_out(&mut core, &answer.prices, budget) {
                        let checked = certificate::check_dense(self, &answer.columns, &answer.prices);
                        assert_eq!(checked, Ok(answer.objective), "the solver's own certificate must hold");
                        return answer;
                    }
                    true
                }
                Err(short) => self.widen(&mut core, &short.rows, &short.columns),
            };
            assert!(grown, "a full matrix has an assignment");
            budget *= 2;
        }
    }

    /// The cheapest columns of every row, in one scan that keeps the cheapest so far.
    fn first_core(&self) -> Vec<Vec<u32>> {
        let most = CORE.min(self.columns);
        let cheapest = |row: u32| {
            // Equally cheap columns in an order of the row's own, so that rows alike do not all want the same.
            let turn = row.wrapping_mul(0x9E37_79B9);
            let mut best: Vec<(i32, u32, u32)> = Vec::with_capacity(most + 1);
            let mut worst = i32::MAX;
            for (column, &cost) in (0_u32..).zip(self.row(row)) {
                if cost <= worst {
                    let key = (cost, column.wrapping_mul(0x85EB_CA6B) ^ turn, column);
                    best.insert(best.partition_point(|other| *other < key), key);
                    best.truncate(most);
                    if best.len() == most {
                        worst = best[most - 1].0;
                    }
                }
            }
            best.into_iter().map(|key| key.2).collect()
        };
        (0..index(self.rows)).map(cheapest).collect()
    }

    fn sparse(&self, core: &[Vec<u32>]) -> Assign {
        let mut builder = Assign::builder(index(self.columns));
        builder.reserve(self.rows, core.iter().map(Vec::len).sum());
        let mut arcs = Vec::new();
        for (row, columns) in (0..).zip(core) {
            let costs = self.row(row);
            arcs.clear();
            arcs.extend(columns.iter().map(|&column| (column, i64::from(costs[column as usize]))));
            builder.row(&arcs);
        }
        builder.build().expect("the core is part of the matrix")
    }

    /// Adds the arcs that would save something at these prices; `false` when there are none.
    fn price_out(&self, core: &mut [Vec<u32>], prices: &[i64], most: usize) -> bool {
        let mut grown = false;
        let mut better: Vec<(i64, u32)> = Vec::new();
        for (row, columns) in (0..).zip(core) {
            let costs = self.row(row);
            let sum = |column: usize| i64::from(costs[column]) + prices[column];
            let least = columns.iter().map(|&column| sum(column as usize)).min().unwrap_or(i64::MAX);
            better.clear();
            better.extend((0..self.columns).map(|at| (sum(at), index(at))).filter(|&(sum, _)| sum < least));
            if most < better.len() {
                better.select_nth_unstable(most);
                better.truncate(most);
            }
            columns.extend(better.iter().map(|&(_, column)| column));
            grown |= !better.is_empty();
        }
        grown
    }

    /// Gives rows that are too many for their columns the cheapest of the other columns.
    fn widen(&self, core: &mut [Vec<u32>], rows: &[u32], columns: &[u32]) -> bool {
        let mut others: Vec<u32> =
            (0..index(self.columns)).filter(|column| columns.binary_search(column).is_err()).collect();
        let most = CORE.max(rows.len() - columns.len()).min(others.len());
        for &row in rows {
            let costs = self.row(row);
            if most < others.len() {
                others.select_nth_unstable_by_key(most, |&column| (costs[column as usize], column));
            }
            core[row as usize].extend(&others[..most]);
        }
        most > 0
    }
}
