//! Reading a roster.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lianxin_domain::people::{Origin, Problem, ProblemCode, Roster, Sheet, SheetKind, letters};

use super::{
    header::{self, Header, TOP},
    labels::is_instructions,
    typed,
};
use crate::{
    Refusal,
    guard::{Limits, guard},
    rows::{self, Book, Merges, Row, Rows},
};

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub done: u64,
    /// Rows of all sheets.
    pub total: u64,
}

/// Reads a workbook of units, officials and villages. `progress` is called every thousand rows and answers whether to go
/// on. Problems of cells and sheets stand in the roster; a file that cannot be read at all is refused. Never panics.
pub fn read_roster(
    bytes: &[u8],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Roster, Refusal> {
    let size = guard(bytes, limits)?;
    let mut reading = Reading { roster: Roster::default(), done: 0, total: size.rows, progress };
    // The parser is not ours: a panic of it is a damaged file to us.
    let read = catch_unwind(AssertUnwindSafe(|| reading.workbook(bytes)));
    read.unwrap_or(Err(Refusal::Damaged { part: String::new() }))?;
    let roster = reading.roster;
    let known = [SheetKind::Officials, SheetKind::Units, SheetKind::Villages];
    if !roster.sheets.iter().any(|sheet| known.contains(&sheet.kind)) {
        return Err(Refusal::NotARoster {
            sheets: roster.sheets.into_iter().map(|sheet| sheet.name).take(20).collect(),
        });
    }
    Ok(roster)
}

struct Reading<'p> {
    roster: Roster,
    done: u64,
    total: u64,
    progress: &'p mut dyn FnMut(Progress) -> bool,
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
        let on = (self.progress)(Progress { done: self.done, total: self.total.max(self.done) });
        if on { Ok(()) } else { Err(Refusal::Cancelled) }
    }

    fn sheet(&mut self, book: &mut Book<'_>, index: u16, name: String, visible: bool) -> Result<(), Refusal> {
        let merges = Merges::of(book, &name);
        let mut sheet =
            Sheet { name, kind: SheetKind::Unknown, header_row: 0, columns: Default::default(), rows: 0 };
        let whole = Origin { sheet: index, row: 0 };
        let Some(mut rows) = Rows::of(book, &sheet.name, &merges)? else {
            sheet.kind = SheetKind::Instructions;
            self.roster.sheets.push(sheet);
            return Ok(());
        };
        let top = top(&mut rows)?;
        self.done += top.len() as u64;
        let Some(header) = header::find(&top, &merges) else {
            let silent = is_instructions(&sheet.name) || !visible || top.is_empty();
            sheet.kind = if silent { SheetKind::Instructions } else { SheetKind::Unknown };
            if !silent {
                let skipped = Problem::of_row(whole, ProblemCode::SheetSkipped).with("sheet", &sheet.name);
                self.roster.problems.push(skipped);
            }
            self.roster.sheets.push(sheet);
            return Ok(());
        };
        self.header(&mut sheet, header, whole);
        self.body(&mut sheet, index, top, rows)?;
        if sheet.rows == 0 {
            self.roster
                .problems
                .push(Problem::of_row(whole, ProblemCode::SheetEmpty).with("sheet", &sheet.name));
        }
        self.roster.sheets.push(sheet);
        Ok(())
    }

    fn header(&mut self, sheet: &mut Sheet, header: Header, whole: Origin) {
        for (label, column, taken) in header.doubles {
            let mut double = Problem::of_row(whole, ProblemCode::HeaderTwice).with("other", letters(taken));
            (double.column, double.value) = (letters(column), label);
            self.roster.problems.push(double);
        }
        if !header.ignored.is_empty() {
            let mut ignored = Problem::of_row(whole, ProblemCode::ColumnIgnored);
            ignored.value = header::spoken(&header.ignored);
            self.roster.problems.push(ignored);
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
                let counted = typed::add(&mut reading.roster, sheet, at, row);
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
