//! Rosters written in the shape in which offices keep them: a title, a header, rows, units in merged cells.

use lianxin_domain::day::Day;
use rust_xlsxwriter::{ExcelDateTime, Workbook, Worksheet};

use crate::{
    Unwritable,
    book::{self, Formats},
};

/// A cell as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// Text, never taken for a number, date or formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A date with a date's format.
    Day(Day),
    /// Nothing.
    Empty,
}

/// One sheet of a roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RosterSheet {
    /// Its name.
    pub name: String,
    /// The title over the table.
    pub title: String,
    /// The line under the title.
    pub subtitle: String,
    /// Labels of the columns, each with its width in characters; none for a sheet of text only.
    pub columns: Vec<(String, f64)>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Typed>>,
    /// Merged cells: column, first and last index of `rows`; the value stands in the first row.
    pub merges: Vec<(u16, usize, usize)>,
}

/// The rows above the first row of data.
const ABOVE: u32 = 3;

/// Rosters as a workbook, a sheet each.
pub fn roster_workbook(sheets: Vec<RosterSheet>) -> Result<Vec<u8>, Unwritable> {
    let formats = Formats::new();
    let mut workbook = book::new()?;
    for sheet in sheets {
        one(&mut workbook, &sheet, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn one(workbook: &mut Workbook, sheet: &RosterSheet, formats: &Formats) -> Result<(), Unwritable> {
    // Merged cells of several rows cannot be written row by row.
    let rows = if sheet.merges.is_empty() { sheet.rows.len() } else { 0 };
    let out = book::sheet(workbook, &sheet.name, rows)?;
    let last = u16::try_from(sheet.columns.len().max(6) - 1).unwrap_or(u16::MAX);
    out.merge_range(0, 0, 0, last, &book::fitting(&sheet.title), &formats.title)?;
    out.set_row_height(0, 30)?;
    out.merge_range(1, 0, 1, last, &book::fitting(&sheet.subtitle), &formats.subtitle)?;
    for (column, (label, width)) in (0..).zip(&sheet.columns) {
        out.set_column_width(column, *width)?;
        out.write_string_with_format(2, column, label, &formats.header)?;
    }
    for (row, cells) in (ABOVE..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            put(out, row, column, cell, formats)?;
        }
    }
    for &(column, first, end) in &sheet.merges {
        let value = sheet.rows.get(first).and_then(|row| row.get(usize::from(column)));
        if let (Some(Typed::Text(text)), true) = (value, end > first) {
            let at = |index: usize| u32::try_from(index).unwrap_or(0) + ABOVE;
            out.merge_range(at(first), column, at(end), column, &book::fitting(text), &formats.text)?;
        }
    }
    out.set_freeze_panes(ABOVE, 0)?;
    book::print_ready(out, (0, 2))
}

fn put(
    out: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Typed,
    formats: &Formats,
) -> Result<(), Unwritable> {
    match cell {
        Typed::Text(text) => {
            out.write_string_with_format(row, column, book::fitting(text), &formats.text)?;
        }
        Typed::Number(number) => {
            out.write_number_with_format(row, column, *number, &formats.number)?;
        }
        Typed::Day(day) => {
            let date = day.date();
            let (year, month, day) = (date.year(), date.month(), date.day());
            let at = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8)?;
            out.write_datetime_with_format(row, column, &at, &formats.day)?;
        }
        Typed::Empty => {}
    }
    Ok(())
}
