//! People's sheets: reading rosters, the template, the problem workbook.

mod problems;
mod read;
mod template;

pub use problems::{Mark, problem_workbook};
pub use read::{Progress, read_roster};
pub use template::template;
