//! A workbook: a sheet of what the report says, then a sheet for each part that has tables.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};

use super::{Cell, Report, Section};
use crate::{
    Unwritable,
    book::{self, Formats, fitting, letters},
};

/// The width of the sheet of words.
const WORDS: f64 = 96.0;

/// The workbook.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, Unwritable> {
    let mut book = book::new()?;
    let formats = Formats::new();
    words(&mut book, report, &formats)?;
    for part in report.parts.iter().filter(|part| !part.tables.is_empty()) {
        tables(&mut book, report, part, &formats)?;
    }
    Ok(book.save_to_buffer()?)
}

/// What the report says, on a sheet of one wide column.
fn words(book: &mut Workbook, report: &Report, formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(book, if report.chinese { "说明" } else { "Report" }, 0)?;
    let wrapped =
        Format::new().set_font_name("宋体").set_font_size(11).set_text_wrap().set_align(FormatAlign::Top);
    let heading = wrapped.clone().set_font_name("黑体").set_font_size(13);
    sheet.set_column_width(0, WORDS)?;
    sheet.write_string_with_format(0, 0, fitting(&report.title), &formats.title)?;
    sheet.write_string_with_format(1, 0, fitting(&report.subtitle), &formats.subtitle)?;
    sheet.write_string_with_format(2, 0, fitting(&report.made), &formats.subtitle)?;
    let mut row = 3;
    for part in &report.parts {
        sheet.write_string_with_format(row, 0, fitting(&part.heading), &heading)?;
        row += 1;
        for paragraph in &part.paragraphs {
            sheet.write_string_with_format(row, 0, fitting(paragraph), &wrapped)?;
            sheet.set_row_height(row, height(paragraph))?;
            row += 1;
        }
    }
    book::print_ready(sheet, (0, 0))
}

/// Points for a paragraph in the wide column.
fn height(text: &str) -> f64 {
    18.0 * (letters(text) as f64 / (WORDS - 4.0)).ceil().max(1.0)
}

/// The tables of a part, one under the other.
fn tables(book: &mut Workbook, report: &Report, part: &Section, formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(book, &part.heading, 0)?;
    let columns = part.tables.iter().map(|table| table.head.len()).max().unwrap_or(1);
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
    let widest = |column: usize| {
        let wanted = part.tables.iter().filter_map(|table| table.letters().get(column).copied());
        wanted.max().unwrap_or_default().clamp(10, 40) as f64 + 2.0
    };
    let mut widths: Vec<f64> = (0..=usize::from(last)).map(widest).collect();
    // The report's name stands over all columns.
    let title_of = format!("{} {}", report.title, report.subtitle);
    widths[0] += (letters(&title_of) as f64 * 1.6 - widths.iter().sum::<f64>()).max(0.0);
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    title(sheet, 0, last, &title_of, &formats.title)?;
    let mut row = 1;
    for table in &part.tables {
        title(sheet, row, last, &table.caption, &formats.subtitle)?;
        row += 1;
        for (n, label) in (0..).zip(&table.head) {
            sheet.write_string_with_format(row, n, fitting(label), &formats.header)?;
        }
        row += 1;
        for cells in &table.rows {
            for (n, cell) in (0..).zip(cells) {
                put(sheet, (row, n), cell, formats)?;
            }
            row += 1;
        }
        row += 1;
    }
    book::print_ready(sheet, (0, 0))
}

fn title(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), Unwritable> {
    match last {
        0 => sheet.write_string_with_format(row, 0, fitting(text), format)?,
        last => sheet.merge_range(row, 0, row, last, &fitting(text), format)?,
    };
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), Unwritable> {
    match cell {
        Cell::Number(n) => sheet.write_number_with_format(row, column, *n as f64, &formats.number)?,
        Cell::Share(tenths) => {
            let percent = formats.number.clone().set_num_format("0.0%");
            sheet.write_number_with_format(row, column, *tenths as f64 / 1000.0, &percent)?
        }
        Cell::Text(text) => sheet.write_string_with_format(row, column, fitting(text), &formats.text)?,
        Cell::Withheld | Cell::Nothing => {
            sheet.write_string_with_format(row, column, cell.text(), &formats.number)?
        }
    };
    Ok(())
}
