//! Reading a register of households.

use calamine::DataRef;
use lianxin_domain::{
    households::import::{MemberRow, Register},
    people::{Field, Origin, Problem, ProblemCode, Sheet, compact},
};

use super::labels::WORDS;
use crate::{
    Refusal,
    cells::{self, Wrong},
    fields::Fields,
    guard::Limits,
    reading::{self, Tell},
    rows::Row,
};

/// Reads a workbook of households: a row for each, or a row for each member. `tell` is called every thousand rows and
/// answers whether to go on. Problems of cells and sheets stand in the register. Never panics.
pub fn read_register(bytes: &[u8], limits: &Limits, tell: Tell<'_>) -> Result<Register, Refusal> {
    let mut rows = Vec::new();
    let mut take = |sheet: &Sheet, at: Origin, row: &Row<'_>, problems: &mut Vec<Problem>| {
        let found = member(sheet, at, row, problems);
        let counted = found.is_some();
        rows.extend(found);
        counted
    };
    let (sheets, problems) = reading::read(bytes, limits, &WORDS, &mut take, tell)?;
    Ok(Register { sheets, rows, problems })
}

fn member(sheet: &Sheet, at: Origin, row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<MemberRow> {
    let mut fields = Fields { words: &WORDS, sheet, row, at, problems };
    let main = if sheet.columns.contains_key(&Field::Name) { Field::Name } else { Field::Head };
    if fields.says_nothing(main) {
        return None;
    }
    let read = MemberRow {
        at,
        code: fields.read(Field::Code, cells::name_number),
        county: fields.text(Field::County),
        township: fields.text(Field::Township),
        village: fields.text(Field::Village),
        house: fields.read(Field::House, cells::name_number),
        head: fields.text(Field::Head),
        members: fields.read(Field::Members, cells::whole),
        list: fields.text(Field::MemberList),
        person: fields.text(Field::Name),
        relation: compact(&fields.text(Field::Relation)),
        born: fields.read(Field::Born, born),
        phone: fields.read(Field::Phone, cells::name_number),
        elder: fields.text(Field::Elder),
        thriving: fields.text(Field::Thriving),
        hardship: fields.text(Field::Hardship),
        health: fields.text(Field::Illness),
        money: fields.text(Field::Money),
        minors: fields.text(Field::Minors),
    };
    if row.broken > 0 {
        fields.problems.push(Problem::of_row(at, ProblemCode::ErrorCell));
    }
    Some(read)
}

/// An age or a day of birth; a serial number of days becomes the day.
fn born(cell: &DataRef<'_>) -> Result<String, Wrong> {
    match cell {
        DataRef::DateTime(_) => cells::text(cell),
        DataRef::Float(number) if *number > 5_000.0 && *number < 80_000.0 => {
            Ok(cells::day(cell)?.map(|day| day.to_string()).unwrap_or_default())
        }
        _ => cells::name_number(cell),
    }
}
