//! The rows of 单位.

use std::collections::{BTreeMap, HashMap};

use super::Incoming;
use crate::{
    people::{
        Field, Found, Gazetteer, Origin, Present, Problem, ProblemCode, Roster, UnitKey, UnitKind,
        UnitRecord, UnitRow, numbers, spoken_words,
        text::{folded, parts},
        unit_names::unit_name_key,
    },
    places::{Level, PlaceCode},
};

/// Resolves the units of a workbook.
pub fn check(
    roster: &Roster,
    places: &Gazetteer,
    present: &Present,
    problems: &mut Vec<Problem>,
) -> Vec<Incoming<UnitRecord>> {
    let today: HashMap<&UnitKey, &UnitRecord> =
        present.units.iter().map(|u| (&u.record.key, &u.record)).collect();
    let mut seen: HashMap<UnitKey, Origin> = HashMap::new();
    let mut units = Vec::new();
    for row in &roster.units {
        let Some(mut unit) = one(roster, places, row, problems) else { continue };
        if let Some(first) = seen.insert(unit.key.clone(), row.at) {
            let twice = roster.problem(row.at, Field::Unit, &row.name, ProblemCode::UnitTwice);
            problems.push(twice.with("other", roster.spoken(first)));
            continue;
        }
        if let Some(old) = today.get(&unit.key) {
            keep_unsaid(&mut unit, old);
        }
        units.push(Incoming { at: row.at, record: unit });
    }
    areas(roster, places, present, &units, problems);
    units
}

fn one(
    roster: &Roster,
    places: &Gazetteer,
    row: &UnitRow,
    problems: &mut Vec<Problem>,
) -> Option<UnitRecord> {
    if row.name.is_empty() {
        problems.push(roster.problem(row.at, Field::Unit, "", ProblemCode::Missing));
        return None;
    }
    let county = sheet_county(roster, places, row.at);
    let place = place(roster, places, row, county.as_ref(), problems)?;
    let kind = kind(roster, row, &place, problems)?;
    let fits = match kind {
        UnitKind::CityDepartment => place.level() == Level::City,
        UnitKind::CountyDepartment => place.level() == Level::County,
        UnitKind::TownshipGovernment => place.level() == Level::Township,
        UnitKind::PoliceStation => matches!(place.level(), Level::County | Level::Township),
    };
    if !fits {
        let level = match kind {
            UnitKind::CityDepartment => "市",
            UnitKind::CountyDepartment => "县（市、区）",
            UnitKind::TownshipGovernment => "乡镇（街道）",
            UnitKind::PoliceStation => "县（市、区）或乡镇（街道）",
        };
        let wrong = roster.problem(row.at, Field::Place, &row.place, ProblemCode::PlaceLevel);
        problems.push(wrong.with("kind", kind.zh()).with("level", level));
        return None;
    }
    let (strengths, unknown) = spoken_words::strengths(&row.strengths);
    if !unknown.is_empty() {
        let text = unknown.join("、");
        problems.push(roster.problem(row.at, Field::Strengths, &text, ProblemCode::SkillUnknown));
    }
    let area = area(roster, places, row, kind, &place, problems)?;
    let phone = phone(roster, row.at, Field::Phone, &row.phone, problems);
    let key = UnitKey { name_key: unit_name_key(&row.name, &place, places), place };
    Some(UnitRecord { key, name: row.name.clone(), kind, strengths, phone, area })
}

/// The county that a sheet is about, by its name.
pub fn sheet_county(roster: &Roster, places: &Gazetteer, at: Origin) -> Option<PlaceCode> {
    let name = roster.sheet_name(at);
    if folded(name).starts_with("市直") {
        return places.codes(Level::City).into_iter().next();
    }
    match places.find(name, None) {
        Found::Place(code) | Found::Partly(code) if code.level() == Level::County => Some(code),
        _ => None,
    }
}

fn place(
    roster: &Roster,
    places: &Gazetteer,
    row: &UnitRow,
    county: Option<&PlaceCode>,
    problems: &mut Vec<Problem>,
) -> Option<PlaceCode> {
    let text = if row.place.is_empty() { row.name.as_str() } else { row.place.as_str() };
    let found = match places.find(text, county) {
        Found::Partly(code) if row.place.is_empty() => Found::Place(code),
        Found::Nowhere if row.place.is_empty() => match (county, folded(text).starts_with('市')) {
            (Some(county), _) => Found::Place(county.clone()),
            (None, true) => places.codes(Level::City).into_iter().next().map_or(Found::Nowhere, Found::Place),
            _ => Found::Nowhere,
        },
        found => found,
    };
    let (code, other) = match found {
        Found::Place(code) => return Some(code),
        Found::Many(codes) => (ProblemCode::PlaceAmbiguous, spoken_places(places, &codes)),
        _ => (ProblemCode::PlaceUnknown, String::new()),
    };
    problems.push(roster.problem(row.at, Field::Place, text, code).with("other", other));
    None
}

fn kind(roster: &Roster, row: &UnitRow, place: &PlaceCode, problems: &mut Vec<Problem>) -> Option<UnitKind> {
    if row.kind.is_empty() {
        return Some(match place.level() {
            _ if row.name.ends_with("派出所") => UnitKind::PoliceStation,
            Level::City => UnitKind::CityDepartment,
            Level::County => UnitKind::CountyDepartment,
            _ => UnitKind::TownshipGovernment,
        });
    }
    let kind = spoken_words::unit_kind(&row.kind);
    if kind.is_none() {
        problems.push(roster.problem(row.at, Field::Kind, &row.kind, ProblemCode::UnitKindUnknown));
    }
    kind
}

fn area(
    roster: &Roster,
    places: &Gazetteer,
    row: &UnitRow,
    kind: UnitKind,
    place: &PlaceCode,
    problems: &mut Vec<Problem>,
) -> Option<Vec<PlaceCode>> {
    if kind != UnitKind::PoliceStation {
        return Some(Vec::new());
    }
    let mut area = Vec::new();
    for part in parts(&row.area) {
        let (code, other) = match places.find(part, Some(&place.owner())) {
            Found::Place(code) if code.level() >= Level::Township => {
                area.push(code);
                continue;
            }
            Found::Many(codes) => (ProblemCode::PlaceAmbiguous, spoken_places(places, &codes)),
            _ => (ProblemCode::PlaceUnknown, String::new()),
        };
        problems.push(roster.problem(row.at, Field::Area, part, code).with("other", other));
        return None;
    }
    if area.is_empty() && place.level() == Level::Township {
        area.push(place.clone());
    }
    if area.is_empty() {
        problems.push(roster.problem(row.at, Field::Area, &row.name, ProblemCode::AreaMissing));
        return None;
    }
    area.sort();
    area.dedup();
    Some(area)
}

/// Empty cells keep what is known.
fn keep_unsaid(unit: &mut UnitRecord, old: &UnitRecord) {
    if unit.strengths.is_empty() {
        unit.strengths.clone_from(&old.strengths);
    }
    if unit.phone.is_empty() {
        unit.phone.clone_from(&old.phone);
    }
}

/// Overlaps and gaps between the stations' areas.
fn areas(
    roster: &Roster,
    places: &Gazetteer,
    present: &Present,
    units: &[Incoming<UnitRecord>],
    problems: &mut Vec<Problem>,
) {
    let mut stations: BTreeMap<PlaceCode, &str> = BTreeMap::new();
    for unit in units {
        for code in &unit.record.area {
            if let Some(other) = stations.insert(code.clone(), &unit.record.name) {
                let twice = roster.problem(unit.at, Field::Area, &places.path(code), ProblemCode::AreaTwice);
                problems.push(twice.with("other", other));
            }
        }
    }
    if stations.is_empty() {
        return;
    }
    let held = present.units.iter().flat_map(|unit| &unit.record.area);
    let covered: Vec<&PlaceCode> = stations.keys().chain(held).collect();
    let open: Vec<String> = places
        .codes(Level::Township)
        .into_iter()
        .filter(|township| covered.iter().all(|code| !code.contains(township) && !township.contains(code)))
        .map(|township| places.path(&township))
        .collect();
    if let (false, Some(first)) = (open.is_empty(), units.iter().find(|unit| !unit.record.area.is_empty())) {
        let at = Origin { row: 0, ..first.at };
        let shown = open.iter().take(10).cloned().collect::<Vec<_>>().join("、");
        let mut gap = Problem::of_row(at, ProblemCode::AreaUncovered).with("count", open.len());
        gap.value = shown;
        problems.push(gap);
    }
}

/// Several places as text.
pub fn spoken_places(places: &Gazetteer, codes: &[PlaceCode]) -> String {
    let mut text = codes.iter().take(4).map(|code| places.path(code)).collect::<Vec<_>>().join("、");
    if codes.len() > 4 {
        text.push('…');
    }
    text
}

/// A telephone number, or empty with a problem when the text is none.
pub fn phone(roster: &Roster, at: Origin, field: Field, text: &str, problems: &mut Vec<Problem>) -> String {
    if text.is_empty() || matches!(text, "无" | "-" | "—" | "/") {
        return String::new();
    }
    numbers::phone(text).unwrap_or_else(|| {
        problems.push(roster.problem(at, field, text, ProblemCode::PhoneBad));
        String::new()
    })
}
