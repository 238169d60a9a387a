//! One row of a sheet as the row of a roster.

use std::collections::BTreeMap;

use lianxin_domain::people::{
    Field, IdNumber, OfficialRow, Origin, Problem, ProblemCode, Roster, Sheet, SheetKind, Topic, UnitRow,
    VillageRow, compact,
};

use super::labels::WORDS;
use crate::{cells, fields::Fields, rows::Row};

/// Adds a row to the roster; answers whether it held anything.
pub fn add(
    roster: &mut Roster,
    sheet: &Sheet,
    at: Origin,
    row: &Row<'_>,
    problems: &mut Vec<Problem>,
) -> bool {
    let mut fields = Fields { words: &WORDS, sheet, row, at, problems };
    if fields.says_nothing(main(sheet)) {
        return false;
    }
    match sheet.kind {
        SheetKind::Officials => roster.officials.push(official(&mut fields)),
        SheetKind::Units => roster.units.push(unit(&mut fields)),
        SheetKind::Villages => roster.villages.push(village(&mut fields)),
        SheetKind::Households | SheetKind::Matters | SheetKind::Instructions | SheetKind::Unknown => {
            return false;
        }
    }
    if row.broken > 0 {
        fields.problems.push(Problem::of_row(at, ProblemCode::ErrorCell));
    }
    true
}

/// The field without which a row says nothing.
fn main(sheet: &Sheet) -> Field {
    match sheet.kind {
        SheetKind::Officials => Field::Name,
        SheetKind::Units => Field::Unit,
        _ if sheet.columns.contains_key(&Field::Code) => Field::Code,
        _ => Field::Village,
    }
}

fn official(fields: &mut Fields<'_, '_>) -> OfficialRow {
    OfficialRow {
        at: fields.at,
        name: fields.text(Field::Name),
        gender: fields.text(Field::Gender),
        unit: compact(&fields.text(Field::Unit)),
        county: fields.text(Field::County),
        post: fields.text(Field::Post),
        rank: fields.text(Field::Rank),
        phone: fields.text(Field::Phone),
        id_number: IdNumber(fields.read(Field::IdNumber, cells::id_number)),
        staff_no: fields.read(Field::StaffNo, cells::name_number),
        home: fields.text(Field::Home),
        skills: fields.text(Field::Skills),
        joined: fields.read(Field::Joined, cells::day),
    }
}

fn unit(fields: &mut Fields<'_, '_>) -> UnitRow {
    UnitRow {
        at: fields.at,
        name: compact(&fields.text(Field::Unit)),
        kind: fields.text(Field::Kind),
        place: if fields.sheet.columns.contains_key(&Field::Place) {
            fields.read(Field::Place, cells::name_number)
        } else {
            fields.text(Field::County) + &fields.text(Field::Township)
        },
        area: fields.text(Field::Area),
        strengths: fields.text(Field::Strengths),
        phone: fields.text(Field::Phone),
    }
}

fn village(fields: &mut Fields<'_, '_>) -> VillageRow {
    let mut needs = BTreeMap::new();
    for &topic in Topic::ALL {
        if let Some(weight) = fields.read(Field::need(topic), cells::whole) {
            needs.insert(topic, weight);
        }
    }
    VillageRow {
        at: fields.at,
        code: fields.read(Field::Code, cells::name_number),
        county: fields.text(Field::County),
        township: fields.text(Field::Township),
        village: fields.text(Field::Village),
        difficulty: fields.read(Field::Difficulty, cells::whole),
        households: fields.read(Field::Households, cells::whole),
        residents: fields.read(Field::Residents, cells::whole),
        contact_name: fields.text(Field::ContactName),
        contact_phone: fields.text(Field::ContactPhone),
        needs,
    }
}
