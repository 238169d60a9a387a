//! The rows of 村情.

use std::collections::HashMap;

use super::{
    Incoming,
    units::{phone, sheet_county, spoken_places},
};
use crate::{
    people::{
        Field, Found, Gazetteer, Origin, Present, Problem, ProblemCode, Roster, VillageRecord, VillageRow,
        name::person_name,
    },
    places::{Level, PlaceCode},
};

/// Resolves the village profiles of a workbook.
pub fn check(
    roster: &Roster,
    places: &Gazetteer,
    present: &Present,
    problems: &mut Vec<Problem>,
) -> Vec<Incoming<VillageRecord>> {
    let today: HashMap<&PlaceCode, &VillageRecord> =
        present.villages.iter().map(|v| (&v.village, v)).collect();
    let mut seen: HashMap<PlaceCode, Origin> = HashMap::new();
    let mut villages = Vec::new();
    for row in &roster.villages {
        let Some(code) = village(roster, places, row, problems) else { continue };
        if let Some(first) = seen.insert(code.clone(), row.at) {
            let twice =
                roster.problem(row.at, Field::Village, &places.path(&code), ProblemCode::VillageTwice);
            problems.push(twice.with("other", roster.spoken(first)));
            continue;
        }
        let record = record(roster, row, code.clone(), today.get(&code).copied(), problems);
        villages.push(Incoming { at: row.at, record });
    }
    villages
}

fn village(
    roster: &Roster,
    places: &Gazetteer,
    row: &VillageRow,
    problems: &mut Vec<Problem>,
) -> Option<PlaceCode> {
    let names = format!("{}{}{}", row.county, row.township, row.village);
    let (field, text) =
        if row.code.is_empty() { (Field::Village, names) } else { (Field::Code, row.code.clone()) };
    if text.is_empty() {
        problems.push(roster.problem(row.at, Field::Village, "", ProblemCode::Missing));
        return None;
    }
    let (code, other) = match places.find(&text, sheet_county(roster, places, row.at).as_ref()) {
        Found::Place(code) if code.level() == Level::Village => return Some(code),
        Found::Many(codes) => (ProblemCode::PlaceAmbiguous, spoken_places(places, &codes)),
        _ => (ProblemCode::VillageUnknown, String::new()),
    };
    problems.push(roster.problem(row.at, field, &text, code).with("other", other));
    None
}

fn record(
    roster: &Roster,
    row: &VillageRow,
    village: PlaceCode,
    old: Option<&VillageRecord>,
    problems: &mut Vec<Problem>,
) -> VillageRecord {
    let mut within = |field: Field, value: Option<i64>, most: i64, kept: Option<i64>| match value {
        Some(value) if !(0..=most).contains(&value) => {
            let wrong = roster.problem(row.at, field, &value.to_string(), ProblemCode::OutOfRange);
            problems.push(wrong.with("least", 0).with("most", most));
            value.clamp(0, most)
        }
        Some(value) => value,
        None => kept.unwrap_or(0),
    };
    let difficulty = within(Field::Difficulty, row.difficulty, 100, old.map(|v| v.difficulty));
    let households = within(Field::Households, row.households, 100_000, old.map(|v| v.households));
    let residents = within(Field::Residents, row.residents, 1_000_000, old.map(|v| v.residents));
    let mut needs = old.map(|v| v.needs.clone()).unwrap_or_default();
    for (&topic, &weight) in &row.needs {
        needs.insert(topic, within(Field::need(topic), Some(weight), 100, None));
    }
    let said = |text: String, old: Option<&String>| {
        if text.is_empty() { old.cloned().unwrap_or_default() } else { text }
    };
    let contact_phone = phone(roster, row.at, Field::ContactPhone, &row.contact_phone, problems);
    VillageRecord {
        village,
        difficulty,
        households,
        residents,
        needs,
        contact_name: said(person_name(&row.contact_name), old.map(|v| &v.contact_name)),
        contact_phone: said(contact_phone, old.map(|v| &v.contact_phone)),
    }
}
