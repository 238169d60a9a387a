//! People's sheets: reading rosters, the template, the problem workbook.

mod header;
mod labels;
mod problems;
mod read;
mod roster_book;
mod template;
mod typed;

pub use problems::{Mark, problem_workbook};
pub use read::{Progress, read_roster};
pub use roster_book::{RosterSheet, Typed, roster_workbook};
pub use template::template;
