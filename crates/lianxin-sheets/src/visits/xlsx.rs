//! A workbook of one sheet: what it is, who took it home and why, then the table with real dates under a frozen header.

use rust_xlsxwriter::{ExcelDateTime, Workbook, Worksheet};

use super::{
    file::Head,
    row::{Cell, Column, Tongue, VisitRow, columns},
};
use crate::{
    Unwritable,
    book::{self, Formats},
};

/// The row of the labels, under the title and the line about its origin.
const HEADER: u32 = 2;

/// A workbook being written.
pub struct Xlsx {
    book: Workbook,
    formats: Formats,
    columns: Vec<&'static Column>,
    tongue: Tongue,
    next: u32,
}

impl Xlsx {
    /// Begins with title and header.
    pub fn begin(head: &Head) -> Result<Xlsx, Unwritable> {
        let (formats, columns, tongue) = (Formats::new(), columns(head.named), head.tongue());
        let mut book = book::new()?;
        let name = if head.chinese { "走访" } else { "Visits" };
        let sheet = book::sheet(&mut book, name, head.rows)?;
        above(sheet, head, &columns, &formats)?;
        Ok(Xlsx { book, formats, columns, tongue, next: HEADER + 1 })
    }

    /// Adds rows.
    pub fn add(&mut self, rows: &[VisitRow]) -> Result<(), Unwritable> {
        let sheet = self.book.worksheet_from_index(0)?;
        for row in rows {
            for (n, column) in (0..).zip(&self.columns) {
                put(sheet, (self.next, n), &(column.cell)(row, self.tongue), self.tongue, &self.formats)?;
            }
            self.next += 1;
        }
        Ok(())
    }

    /// The whole workbook.
    pub fn end(mut self) -> Result<Vec<u8>, Unwritable> {
        Ok(self.book.save_to_buffer()?)
    }
}

fn above(
    sheet: &mut Worksheet,
    head: &Head,
    columns: &[&'static Column],
    formats: &Formats,
) -> Result<(), Unwritable> {
    let Head { place, span, by, purpose, mark, .. } = head;
    let (title, origin) = if head.chinese {
        let synthetic =
            if head.synthetic { "　　合成数据：人员均为虚构，仅供演示" } else { "" };
        (
            format!("{place}走访记录（{} 至 {}）", span.from, span.to),
            format!(
                "导出人：{by}　　事由：{purpose}　　追溯码：{mark}　　本次导出已记入查阅记录，住户可以查看{synthetic}"
            ),
        )
    } else {
        let synthetic = if head.synthetic { " Synthetic people, for show only." } else { "" };
        (
            format!("Visits in {place}, {} to {}", span.from, span.to),
            format!(
                "Taken home by {by} for: {purpose}. Mark {mark}. Written down; residents can see it.{synthetic}"
            ),
        )
    };
    let last = columns.len() as u16 - 1;
    sheet.merge_range(0, 0, 0, last, &book::fitting(&title), &formats.title)?;
    sheet.set_row_height(0, 30)?;
    sheet.merge_range(1, 0, 1, last, &book::fitting(&origin), &formats.subtitle)?;
    for (n, column) in (0..).zip(columns) {
        sheet.set_column_width(n, column.width)?;
        let label = if head.chinese { column.zh } else { column.en };
        sheet.write_string_with_format(HEADER, n, label, &formats.header)?;
    }
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    book::print_ready(sheet, (0, HEADER))?;
    if head.named {
        sheet.set_footer(format!("&L{} {mark}&C&P / &N", by.replace('&', "&&")));
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    tongue: Tongue,
    formats: &Formats,
) -> Result<(), Unwritable> {
    match cell {
        Cell::Text(text) => {
            let mut fitting = book::fitting(text);
            if fitting.chars().count() < text.chars().filter(|c| !c.is_control() || *c == '\n').count() {
                fitting += if tongue == Tongue::Chinese {
                    "……（单元格放不下，全文见 CSV）"
                } else {
                    "… (cut: the whole text is in the CSV)"
                };
            }
            sheet.write_string_with_format(row, column, fitting, &formats.text)?;
        }
        Cell::Int(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.number)?;
        }
        Cell::Day(day) => {
            let date = day.date();
            let at = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8)?;
            sheet.write_datetime_with_format(row, column, &at, &formats.day)?;
        }
    }
    Ok(())
}
