//! Reading a workbook sheet by sheet and row by row; what a row becomes is the caller's.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lianxin_domain::people::{Origin, Problem, ProblemCode, Sheet, SheetKind, letters};

use crate::{
    Refusal,
    guard::{Limits, guard},
    header::{self, Header, TOP},
    rows::{self, Book, Merges, Row, Rows},
    vocabulary::{Vocabulary, is_instructions},
};

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub done: u64,
    /// Rows of all sheets.
    pub total: u64,
}

/// Called every thousand rows; answers whether to go on.
pub type Tell<'p> = &'p mut dyn FnMut(Progress) -> bool;
/// Takes a row of a known sheet, adds what is wrong with it; answers whether it held anything.
pub type Take<'p> = &'p mut dyn FnMut(&Sheet, Origin, &Row<'_>, &mut Vec<Problem>) -> bool;

/// Reads a workbook; its sheets and what was wrong with cells and sheets. A file that cannot be read at all, or has no
/// sheet of this kind, is refused. Never panics.
pub fn read(
    bytes: &[u8],
    limits: &Limits,
    words: &Vocabulary,
    take: Take<'_>,
    tell: Tell<'_>,
) -> Result<(Vec<Sheet>, Vec<Problem>), Refusal> {
    let size = guard(bytes, limits)?;
    let mut reading =
        Reading { words, take, sheets: vec![], problems: vec![], done: 0, total: size.rows, tell };
    // The parser is not ours: a panic of it is a damaged file to us.
    let read = catch_unwind(AssertUnwindSafe(|| reading.workbook(bytes)));
    read.unwrap_or(Err(Refusal::Damaged { part: String::new() }))?;
    let (sheets, problems) = (reading.sheets, reading.problems);
    let known = |sheet: &Sheet| !matches!(sheet.kind, SheetKind::Instructions | SheetKind::Unknown);
    if !sheets.iter().any(known) {
        return Err(Refusal::NotARoster {
            sheets: sheets.into_iter().map(|sheet| sheet.name).take(20).collect(),
        });
    }
    Ok((sheets, problems))
}

struct Reading<'p> {
    words: &'p Vocabulary,
    take: Take<'p>,
    sheets: Vec<Sheet>,
    problems: Vec<Problem>,
    done: u64,
    total: u64,
    tell: Tell<'p>,
}

impl Reading<'_> {
    fn workbook(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut book = rows::open(bytes)?;
        self.tick()?;
        for (n, (name, visible)) in rows::sheets(&book).into_iter().enumerate() {
            let Ok(index) = u16::try_from(n) else { break };
            self.sheet(&mut book, index, name, visible)?;
        }
        self.tick()
    }

    fn tick(&mut self) -> Result<(), Refusal> {
        let on = (self.tell)(Progress { done: self.done, total: self.total.max(self.done) });
        if on { Ok(()) } else { Err(Refusal::Cancelled) }
    }

    fn sheet(&mut self, book: &mut Book<'_>, index: u16, name: String, visible: bool) -> Result<(), Refusal> {
        let merges = Merges::of(book, &name);
        let mut sheet =
            Sheet { name, kind: SheetKind::Unknown, header_row: 0, columns: Default::default(), rows: 0 };
        let whole = Origin { sheet: index, row: 0 };
        let Some(mut rows) = Rows::of(book, &sheet.name, &merges)? else {
            sheet.kind = SheetKind::Instructions;
            self.sheets.push(sheet);
            return Ok(());
        };
        let top = top(&mut rows)?;
        self.done += top.len() as u64;
        let Some(header) = header::find(&top, &merges, self.words) else {
            let silent = is_instructions(&sheet.name) || !visible || top.is_empty();
            sheet.kind = if silent { SheetKind::Instructions } else { SheetKind::Unknown };
            if !silent {
                let skipped = Problem::of_row(whole, ProblemCode::SheetSkipped).with("sheet", &sheet.name);
                self.problems.push(skipped);
            }
            self.sheets.push(sheet);
            return Ok(());
        };
        self.header(&mut sheet, header, whole);
        self.body(&mut sheet, index, top, rows)?;
        if sheet.rows == 0 {
            self.problems.push(Problem::of_row(whole, ProblemCode::SheetEmpty).with("sheet", &sheet.name));
        }
        self.sheets.push(sheet);
        Ok(())
    }

    fn header(&mut self, sheet: &mut Sheet, header: Header, whole: Origin) {
        for (label, column, taken) in header.doubles {
            let mut double = Problem::of_row(whole, ProblemCode::HeaderTwice).with("other", letters(taken));
            (double.column, double.value) = (letters(column), label);
            self.problems.push(double);
        }
        if !header.ignored.is_empty() {
            let mut ignored = Problem::of_row(whole, ProblemCode::ColumnIgnored);
            ignored.value = header::spoken(&header.ignored);
            self.problems.push(ignored);
        }
        (sheet.kind, sheet.header_row, sheet.columns) = (header.kind, header.last_row, header.columns);
    }

    fn body<'a>(
        &mut self,
        sheet: &mut Sheet,
        index: u16,
        top: Vec<Row<'a>>,
        mut rows: Rows<'a, '_>,
    ) -> Result<(), Refusal> {
        let mut take = |reading: &mut Self, row: &Row<'a>| {
            if row.number > sheet.header_row {
                let at = Origin { sheet: index, row: row.number };
                let counted = (reading.take)(sheet, at, row, &mut reading.problems);
                sheet.rows += u32::from(counted);
            }
        };
        top.iter().for_each(|row| take(self, row));
        let mut row = Row::default();
        while rows.next_into(&mut row)? {
            take(self, &row);
            self.done += 1;
            if self.done.is_multiple_of(1000) {
                self.tick()?;
            }
        }
        Ok(())
    }
}

fn top<'a>(rows: &mut Rows<'a, '_>) -> Result<Vec<Row<'a>>, Refusal> {
    let mut top = Vec::new();
    let mut row = Row::default();
    while top.len() < TOP && rows.next_into(&mut row)? {
        top.push(row.clone());
    }
    Ok(top)
}
