//! The one-to-one problem and its answers.

use std::fmt;

use crate::spread::{MAX_COST, Malformed, index};

/// Rows with arcs to columns, in compressed rows of eight bytes an arc.
#[derive(Clone, Debug)]
pub struct Assign {
    columns: u32,
    starts: Vec<u32>,
    arcs: Vec<(u32, i32)>,
}

impl Assign {
    /// Starts a problem with so many columns.
    #[must_use]
    pub fn builder(columns: u32) -> AssignBuilder {
        AssignBuilder {
            assign: Self { columns, starts: vec![0], arcs: Vec::new() },
            marks: vec![0; columns as usize],
            wrong: None,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of columns.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns as usize
    }

    /// Number of arcs.
    #[must_use]
    pub fn arcs(&self) -> usize {
        self.arcs.len()
    }

    /// Columns and costs of a row, in the order given.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn row(&self, row: u32) -> impl ExactSizeIterator<Item = (u32, i64)> + '_ {
        self.arcs_of(row).iter().map(|&(column, cost)| (column, i64::from(cost)))
    }

    pub(super) fn arcs_of(&self, row: u32) -> &[(u32, i32)] {
        &self.arcs[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }
}

/// Collects rows; mistakes are reported by [`build`](Self::build).
#[derive(Clone, Debug)]
pub struct AssignBuilder {
    assign: Assign,
    /// Per column the last row (counted from one) with an arc to it.
    marks: Vec<u32>,
    wrong: Option<Malformed>,
}

impl AssignBuilder {
    /// Makes room for this many rows and arcs.
    pub fn reserve(&mut self, rows: usize, arcs: usize) -> &mut Self {
        self.assign.starts.reserve(rows);
        self.assign.arcs.reserve(arcs);
        self
    }

    /// Adds a row with `(column, cost)` arcs and returns its number.
    pub fn row(&mut self, arcs: &[(u32, i64)]) -> u32 {
        let row = index(self.assign.rows());
        for &(column, cost) in arcs {
            let wrong = match self.marks.get_mut(column as usize) {
                None => Some(Malformed::NoSuchPlace { place: column }),
                Some(mark) if *mark == row + 1 => Some(Malformed::DoubleArc { agent: row, place: column }),
                Some(mark) => {
                    *mark = row + 1;
                    None
                }
            };
            let narrow = i32::try_from(cost).ok().filter(|_| (-MAX_COST..=MAX_COST).contains(&cost));
            let dear = Malformed::CostTooLarge { agent: row, place: column, cost };
            if let Some(wrong) = wrong.or_else(|| narrow.is_none().then_some(dear)) {
                self.wrong.get_or_insert(wrong);
            }
            self.assign.arcs.push((column, narrow.unwrap_or(0)));
        }
        self.assign.starts.push(index(self.assign.arcs.len()));
        row
    }

    /// The problem.
    ///
    /// # Errors
    ///
    /// The first mistake in the arcs; its agent is the row, its place the column.
    pub fn build(self) -> Result<Assign, Malformed> {
        self.wrong.map_or(Ok(self.assign), Err)
    }
}

/// An optimal assignment with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The column of every row.
    pub columns: Vec<u32>,
    /// One price per column.
    pub prices: Vec<i64>,
    /// The sum of the costs.
    pub objective: i64,
}

/// A proof that there is no assignment: these rows have arcs to these columns only, and are more (Hall 1935).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// The rows, ascending.
    pub rows: Vec<u32>,
    /// All columns they have arcs to, ascending.
    pub columns: Vec<u32>,
}

impl fmt::Display for Shortage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows can only take {} columns", self.rows.len(), self.columns.len())
    }
}

impl std::error::Error for Shortage {}
