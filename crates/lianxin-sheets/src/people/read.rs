//! Reading a roster.

use lianxin_domain::people::{Origin, Problem, Roster, Sheet};

use super::{labels::WORDS, typed};
use crate::{
    Refusal,
    guard::Limits,
    reading::{self, Tell},
    rows::Row,
};

/// Reads a workbook of units, officials and villages. `tell` is called every thousand rows and answers whether to go on.
/// Problems of cells and sheets stand in the roster; a file that cannot be read at all is refused. Never panics.
pub fn read_roster(bytes: &[u8], limits: &Limits, tell: Tell<'_>) -> Result<Roster, Refusal> {
    let mut roster = Roster::default();
    let mut take = |sheet: &Sheet, at: Origin, row: &Row<'_>, problems: &mut Vec<Problem>| {
        typed::add(&mut roster, sheet, at, row, problems)
    };
    let (sheets, problems) = reading::read(bytes, limits, &WORDS, &mut take, tell)?;
    Ok(Roster { sheets, problems, ..roster })
}
