//! Sheets of open matters: reading them as offices keep them, the template, the marked workbook.

mod labels;
mod read;
mod template;

pub use read::read_docket;
pub use template::template;

use crate::{Unwritable, guard::Limits, people::Mark, problem_book};

/// Rows of one workbook.
pub const MOST: usize = 10_000;

/// The file that came in with its problems marked.
pub fn problem_workbook(bytes: &[u8], marks: &[Mark], limits: &Limits) -> Result<Vec<u8>, Unwritable> {
    problem_book::marked(bytes, marks, limits, &labels::WORDS)
}
