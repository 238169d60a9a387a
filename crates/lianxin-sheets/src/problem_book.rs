//! The problem workbook: the office's own file with what is wrong in it marked.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::DataRef;
use lianxin_domain::people::Severity;
use rust_xlsxwriter::{Format, Note, Workbook, Worksheet};

use crate::{
    Unwritable,
    book::{self, Formats},
    cells,
    guard::{Limits, guard},
    header::{self, TOP},
    rows::{self, Book, Merges, Row, Rows},
    vocabulary::Vocabulary,
};

/// Rows up to which the whole file is given back.
const SMALL: u64 = 2_000;
/// The narrowest and the widest column of the file given back, in letters.
const WIDTHS: (usize, usize) = (6, 48);
/// Comments that one workbook gets; Excel grows slow beyond.
const MOST_NOTES: usize = 5_000;

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
pub(crate) fn marked(
    bytes: &[u8],
    marks: &[Mark],
    limits: &Limits,
    words: &Vocabulary,
) -> Result<Vec<u8>, Unwritable> {
    let unreadable = |why: crate::Refusal| Unwritable(why.detail().en);
    let size = guard(bytes, limits).map_err(unreadable)?;
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut writing = Writing {
            words,
            formats: Formats::new(),
            whole: size.rows <= SMALL,
            notes: 0,
            marks: by_row(marks),
        };
        let mut workbook = book::new()?;
        list(&mut workbook, marks, &writing.formats)?;
        let mut source = rows::open(bytes).map_err(unreadable)?;
        for (name, _) in rows::sheets(&source) {
            if writing.whole || writing.marks.keys().any(|(sheet, _)| *sheet == name) {
                writing.sheet(&mut workbook, &mut source, &name)?;
            }
        }
        Ok(workbook.save_to_buffer()?)
    }));
    written.unwrap_or_else(|_| Err(Unwritable("the file could not be read again".to_owned())))
}

type ByRow<'m> = HashMap<(&'m str, u32), Vec<&'m Mark>>;

fn by_row(marks: &[Mark]) -> ByRow<'_> {
    let mut rows: ByRow<'_> = HashMap::new();
    for mark in marks.iter().filter(|mark| mark.row > 0) {
        rows.entry((&mark.sheet, mark.row)).or_default().push(mark);
    }
    rows
}

/// The sheet that lists all problems.
fn list(workbook: &mut Workbook, marks: &[Mark], formats: &Formats) -> Result<(), Unwritable> {
    let sheet = book::sheet(workbook, "问题清单", marks.len())?;
    let columns = [
        ("程度", 8.0),
        ("工作表", 18.0),
        ("行", 8.0),
        ("列", 6.0),
        ("内容", 24.0),
        ("问题", 48.0),
        ("怎样改", 52.0),
    ];
    for (column, (label, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, label, &formats.header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, mark) in (1..).zip(marks) {
        let (severity, format) = match mark.severity {
            Severity::Error => ("错误", &formats.error),
            Severity::Warning => ("提醒", &formats.warning),
        };
        sheet.write_string_with_format(row, 0, severity, format)?;
        sheet.write_string_with_format(row, 1, book::fitting(&mark.sheet), &formats.text)?;
        match mark.row {
            0 => sheet.write_blank(row, 2, &formats.number)?,
            n => sheet.write_number_with_format(row, 2, n, &formats.number)?,
        };
        for (column, text) in (3..).zip([&mark.column, &mark.value, &mark.detail, &mark.mend]) {
            sheet.write_string_with_format(row, column, book::fitting(text), &formats.text)?;
        }
    }
    book::print_ready(sheet, (0, 0))
}

struct Writing<'m> {
    words: &'m Vocabulary,
    formats: Formats,
    whole: bool,
    notes: usize,
    marks: ByRow<'m>,
}

impl Writing<'_> {
    fn sheet(
        &mut self,
        workbook: &mut Workbook,
        source: &mut Book<'_>,
        name: &str,
    ) -> Result<(), Unwritable> {
        let unreadable = |why: crate::Refusal| Unwritable(why.detail().en);
        let merges = Merges::of(source, name);
        let Some(mut rows) = Rows::of(source, name, &merges).map_err(unreadable)? else { return Ok(()) };
        let mut top = Vec::new();
        let mut row = Row::default();
        while top.len() < TOP && rows.next_into(&mut row).map_err(unreadable)? {
            top.push(row.clone());
        }
        let header = header::find(&top, &merges, self.words).map_or(0, |header| header.last_row);
        let sheet = workbook.add_worksheet();
        let taken = name == "问题清单";
        sheet.set_name(book::sheet_name(&if taken {
            format!("{name}（原）")
        } else {
            name.to_owned()
        }))?;
        let widths = widths(&top, header);
        for (column, letters) in &widths {
            sheet.set_column_width(*column, *letters as f64 + 2.0)?;
        }
        let mut out = Out { sheet, next: 0, header, number_column: width(&top), widths };
        for row in &top {
            self.row(&mut out, name, row)?;
        }
        while rows.next_into(&mut row).map_err(unreadable)? {
            self.row(&mut out, name, &row)?;
        }
        book::print_ready(out.sheet, (0, 0))
    }

    fn row(&mut self, out: &mut Out<'_>, name: &str, row: &Row<'_>) -> Result<(), Unwritable> {
        let marks = self.marks.get(&(name, row.number)).cloned().unwrap_or_default();
        if !self.whole && marks.is_empty() && row.number > out.header {
            return Ok(());
        }
        let at = if self.whole { row.number - 1 } else { out.next };
        out.next = at + 1;
        let format = if row.number == out.header { &self.formats.header } else { &self.formats.text };
        let mut lines = 1;
        for cell in row.cells.iter().filter(|cell| !(self.whole && cell.carried)) {
            copy(out.sheet, at, cell.column, &cell.value, format)?;
            // A title above the header lies over many columns.
            if let Some(width) = out.widths.get(&cell.column).filter(|_| row.number >= out.header) {
                lines = long(&cell.value).div_ceil(*width).max(lines);
            }
        }
        if lines > 1 {
            out.sheet.set_row_height(at, 16.0 * lines.min(20) as f64)?;
        }
        if !self.whole && row.number >= out.header.max(1) {
            let label =
                if row.number == out.header { "原行号".to_owned() } else { row.number.to_string() };
            out.sheet.write_string_with_format(at, out.number_column, label, &self.formats.header)?;
        }
        for mark in &marks {
            let column = column_of(&mark.column).unwrap_or(0);
            let format =
                if mark.severity == Severity::Error { &self.formats.error } else { &self.formats.warning };
            match row.cell(column) {
                Some(cell) => copy(out.sheet, at, column, &cell.value, format)?,
                None => {
                    out.sheet.write_blank(at, column, format)?;
                }
            }
        }
        self.note(out.sheet, at, &marks)
    }

    /// One comment per marked cell, with all that is wrong there.
    fn note(&mut self, sheet: &mut Worksheet, at: u32, marks: &[&Mark]) -> Result<(), Unwritable> {
        let mut texts: HashMap<u16, String> = HashMap::new();
        for mark in marks {
            let text = texts.entry(column_of(&mark.column).unwrap_or(0)).or_default();
            text.push_str(&format!("{}\n→ {}\n", mark.detail, mark.mend));
        }
        let mut texts: Vec<(u16, String)> = texts.into_iter().collect();
        texts.sort();
        for (column, text) in texts {
            if self.notes >= MOST_NOTES {
                break;
            }
            self.notes += 1;
            let text: String = text.trim_end().chars().take(1_000).collect();
            let note =
                Note::new(text).set_author("连心").add_author_prefix(false).set_width(280).set_height(110);
            sheet.insert_note(at, column, &note)?;
        }
        Ok(())
    }
}

struct Out<'w> {
    sheet: &'w mut Worksheet,
    next: u32,
    header: u32,
    number_column: u16,
    widths: HashMap<u16, usize>,
}

/// The first column to the right of everything in the first rows.
fn width(top: &[Row<'_>]) -> u16 {
    top.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or(0)
}

/// The longest text of each column in the first rows, without titles above the header.
fn widths(top: &[Row<'_>], header: u32) -> HashMap<u16, usize> {
    let mut widest = HashMap::new();
    for cell in top.iter().filter(|row| row.number >= header).flat_map(|row| &row.cells) {
        let one = widest.entry(cell.column).or_insert(WIDTHS.0);
        *one = long(&cell.value).clamp(*one, WIDTHS.1);
    }
    widest
}

/// How long a value is, in letters.
fn long(value: &DataRef<'_>) -> usize {
    book::letters(&cells::text(value).unwrap_or_else(|(_, text)| text))
}

/// Writes a value as it was: numbers as numbers, everything else as text that no program takes for a formula.
fn copy(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &DataRef<'_>,
    format: &Format,
) -> Result<(), Unwritable> {
    match value {
        DataRef::Float(number) if number.abs() < 1e15 => {
            sheet.write_number_with_format(row, column, *number, format)?;
        }
        DataRef::String(text) => {
            sheet.write_string_with_format(row, column, book::fitting(text), format)?;
        }
        DataRef::SharedString(text) => {
            sheet.write_string_with_format(row, column, book::fitting(text), format)?;
        }
        other => {
            let text = cells::text(other).unwrap_or_else(|(_, text)| text);
            sheet.write_string_with_format(row, column, book::fitting(&text), format)?;
        }
    }
    Ok(())
}

fn column_of(letters: &str) -> Option<u16> {
    let all = letters.bytes().map(|b| b.is_ascii_uppercase().then(|| u32::from(b - b'A') + 1));
    let number = all.take(4).try_fold(0u32, |n, letter| letter.map(|letter| n * 26 + letter))?;
    u16::try_from(number.checked_sub(1)?).ok().filter(|&column| column < rows::MOST_COLUMNS)
}
