//! People's sheets: reading rosters, the template, the problem workbook.

mod labels;
mod read;
mod roster_book;
mod template;
mod typed;

pub use read::read_roster;
pub use roster_book::{RosterSheet, Typed, roster_workbook};
pub use template::template;

use crate::{Unwritable, guard::Limits, problem_book};
pub use crate::{problem_book::Mark, reading::Progress};

/// The file that came in with its problems marked.
pub fn problem_workbook(bytes: &[u8], marks: &[Mark], limits: &Limits) -> Result<Vec<u8>, Unwritable> {
    problem_book::marked(bytes, marks, limits, &labels::WORDS)
}
