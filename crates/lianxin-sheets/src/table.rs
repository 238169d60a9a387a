//! Any table as a workbook.

use crate::{Unwritable, book};

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
    let formats = book::Formats::new();
    let mut workbook = book::new()?;
    for table in tables {
        let sheet = book::sheet(&mut workbook, &table.name, table.rows.len())?;
        for (column, (label, width)) in (0..).zip(&table.columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, book::fitting(label), &formats.header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (number, row) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(text) => {
                        sheet.write_string_with_format(number, column, book::fitting(text), &formats.text)?;
                    }
                    Cell::Number(value) => {
                        sheet.write_number_with_format(number, column, *value, &formats.number)?;
                    }
                    Cell::Empty => {}
                }
            }
        }
        book::print_ready(sheet, (0, 0))?;
    }
    Ok(workbook.save_to_buffer()?)
}
