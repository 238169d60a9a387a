//! The rows of 干部.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use super::{
    Incoming, dates,
    units::{phone, sheet_county, spoken_places},
};
use crate::{
    day::Day,
    people::{
        Field, Found, Gazetteer, Gender, OfficialRecord, OfficialRow, Origin, Present, Problem, ProblemCode,
        Rank, Roster, Severity, UnitKey, UnitKind, UnitRecord,
        name::{name_key, person_name, person_spoken, usual},
        numbers::id_facts,
        spoken_words,
        unit_names::{Meant, UnitNames},
    },
    places::PlaceCode,
};

/// Longest texts that the table takes, in characters.
const LONGEST: &[(Field, usize)] =
    &[(Field::Name, 40), (Field::Unit, 60), (Field::Post, 60), (Field::StaffNo, 40), (Field::Home, 120)];

/// What a row of an official is checked against.
pub struct Setting<'a> {
    roster: &'a Roster,
    places: &'a Gazetteer,
    units: UnitNames<'a>,
    counties: Vec<Option<PlaceCode>>,
    today: Day,
    digest: &'a dyn Fn(&str) -> [u8; 32],
    told: HashSet<(Origin, Option<Field>)>,
    rows_told: HashSet<Origin>,
    meant: RefCell<HashMap<(Option<PlaceCode>, String), Meant>>,
    homes: RefCell<HashMap<(PlaceCode, String), Found>>,
}

impl<'a> Setting<'a> {
    /// Units are those of the workbook and those of today.
    pub fn new(
        roster: &'a Roster,
        places: &'a Gazetteer,
        present: &Present,
        units: &[Incoming<UnitRecord>],
        today: Day,
        digest: &'a dyn Fn(&str) -> [u8; 32],
    ) -> Setting<'a> {
        let mut known: HashMap<UnitKey, (UnitKind, String)> = HashMap::new();
        let held = present.units.iter().map(|unit| &unit.record);
        for unit in held.chain(units.iter().map(|unit| &unit.record)) {
            known.insert(unit.key.clone(), (unit.kind, unit.name.clone()));
        }
        let mut known: Vec<_> = known.into_iter().map(|(key, (kind, name))| (key, kind, name)).collect();
        known.sort_by(|a, b| a.0.cmp(&b.0));
        let sheets = 0..u16::try_from(roster.sheets.len()).unwrap_or(u16::MAX);
        let counties = sheets.map(|sheet| sheet_county(roster, places, Origin { sheet, row: 0 })).collect();
        let units = UnitNames::new(places, known);
        let wrong = roster.problems.iter().filter(|problem| problem.severity() == Severity::Error);
        Setting {
            roster,
            places,
            units,
            counties,
            today,
            digest,
            told: roster.problems.iter().map(|problem| (problem.at, problem.field)).collect(),
            rows_told: wrong.map(|problem| problem.at).collect(),
            meant: RefCell::default(),
            homes: RefCell::default(),
        }
    }
}

/// Resolves all officials of a workbook.
pub fn check(setting: &Setting<'_>, problems: &mut Vec<Problem>) -> Vec<Incoming<OfficialRecord>> {
    let mut inferred: HashMap<u16, usize> = HashMap::new();
    let mut officials = Vec::with_capacity(setting.roster.officials.len());
    for row in &setting.roster.officials {
        let found = problems.len();
        let record = one(setting, row, problems);
        let sound = problems[found..].iter().all(|problem| problem.severity() != Severity::Error)
            && !setting.rows_told.contains(&row.at);
        if let Some(record) = record.filter(|_| sound) {
            if row.rank.is_empty() {
                *inferred.entry(row.at.sheet).or_default() += 1;
            }
            officials.push(Incoming { at: row.at, record });
        }
    }
    problems.extend(inferred.into_iter().map(|(sheet, count)| {
        Problem::of_row(Origin { sheet, row: 0 }, ProblemCode::RankInferred).with("count", count)
    }));
    officials
}

fn one(setting: &Setting<'_>, row: &OfficialRow, problems: &mut Vec<Problem>) -> Option<OfficialRecord> {
    lengths(setting.roster, row, problems);
    let name = name(setting, row, problems);
    let unit = unit(setting, row, problems);
    let identity = identity(setting, row, problems);
    let joined = row.joined.and_then(|day| match dates::joined(setting.roster, row.at, day, setting.today) {
        Ok(day) => Some(day),
        Err(problem) => {
            problems.push(problem);
            None
        }
    });
    let (skills, unknown) = spoken_words::topics(&row.skills);
    if !unknown.is_empty() {
        problems.push(setting.roster.problem(
            row.at,
            Field::Skills,
            &unknown.join("、"),
            ProblemCode::SkillUnknown,
        ));
    }
    let phone = phone(setting.roster, row.at, Field::Phone, &row.phone, problems);
    let (key, kind, unit_name) = unit?;
    let rank = rank(setting.roster, row, *kind, unit_name, problems)?;
    let home = home(setting, row, key, problems);
    let (name, (id_digest, gender)) = (name?, identity?);
    let spoken = person_spoken(&name);
    Some(OfficialRecord {
        unit: key.clone(),
        unit_name: unit_name.clone(),
        name_key: name_key(&name),
        name,
        pinyin: spoken.pinyin,
        initials: spoken.initials,
        gender,
        staff_no: row.staff_no.clone(),
        id_digest,
        phone,
        home,
        skills,
        post: row.post.clone(),
        rank,
        joined,
    })
}

fn lengths(roster: &Roster, row: &OfficialRow, problems: &mut Vec<Problem>) {
    for &(field, most) in LONGEST {
        let text = match field {
            Field::Name => &row.name,
            Field::Unit => &row.unit,
            Field::Post => &row.post,
            Field::StaffNo => &row.staff_no,
            _ => &row.home,
        };
        let count = text.chars().count();
        if count > most {
            let start: String = text.chars().take(20).chain(['…']).collect();
            let long = roster.problem(row.at, field, &start, ProblemCode::TooLong);
            problems.push(long.with("count", count).with("most", most));
        }
    }
}

fn name(setting: &Setting<'_>, row: &OfficialRow, problems: &mut Vec<Problem>) -> Option<String> {
    let roster = setting.roster;
    let name = person_name(&row.name);
    if name_key(&name).is_empty() {
        if !setting.told.contains(&(row.at, Some(Field::Name))) {
            problems.push(roster.problem(row.at, Field::Name, &row.name, ProblemCode::Missing));
        }
        return None;
    }
    if !usual(&name) {
        problems.push(roster.problem(row.at, Field::Name, &name, ProblemCode::NameOdd));
    }
    Some(name)
}

fn unit<'s>(
    setting: &'s Setting<'_>,
    row: &OfficialRow,
    problems: &mut Vec<Problem>,
) -> Option<&'s (UnitKey, UnitKind, String)> {
    let roster = setting.roster;
    if row.unit.is_empty() {
        if !setting.told.contains(&(row.at, Some(Field::Unit))) {
            problems.push(roster.problem(row.at, Field::Unit, "", ProblemCode::Missing));
        }
        return None;
    }
    let county = match setting.places.find(&row.county, None) {
        Found::Place(code) if !row.county.is_empty() => Some(code.owner()),
        _ => setting.counties.get(usize::from(row.at.sheet)).cloned().flatten(),
    };
    let key = (county, row.unit.clone());
    let mut meant = setting.meant.borrow_mut();
    let meant =
        meant.entry(key).or_insert_with_key(|(county, text)| setting.units.find(text, county.as_ref()));
    match meant {
        Meant::One(n) => Some(setting.units.unit(*n)),
        Meant::Many(all) => {
            let names = all.iter().take(4).map(|&n| spoken_unit(setting, n)).collect::<Vec<_>>().join("、");
            let many = roster.problem(row.at, Field::Unit, &row.unit, ProblemCode::UnitAmbiguous);
            problems.push(many.with("count", all.len()).with("other", names));
            None
        }
        Meant::Nobody(nearest) => {
            let mut none = roster.problem(row.at, Field::Unit, &row.unit, ProblemCode::UnitUnknown);
            if let Some(n) = *nearest {
                let name = &setting.units.unit(n).2;
                none = none.with("hint", format!("，是不是“{name}”？"));
                none = none.with("hint_en", format!("; is “{name}” meant?"));
            }
            problems.push(none);
            None
        }
    }
}

fn spoken_unit(setting: &Setting<'_>, n: usize) -> String {
    let (key, _, name) = setting.units.unit(n);
    format!("{name}（{}）", setting.places.name(&key.place.owner()))
}

/// The digest and gender; none with a problem when the number is wrong.
fn identity(
    setting: &Setting<'_>,
    row: &OfficialRow,
    problems: &mut Vec<Problem>,
) -> Option<(String, Option<Gender>)> {
    let said = Gender::of(&row.gender);
    let number = row.id_number.0.to_ascii_uppercase();
    if number.is_empty() {
        return Some((String::new(), said));
    }
    let facts = match id_facts(&number) {
        Ok(facts) => facts,
        Err(code) => {
            let wrong = setting.roster.problem(row.at, Field::IdNumber, &number, code);
            problems.push(wrong.with("count", number.chars().count()));
            return None;
        }
    };
    if said.is_some_and(|said| said != facts.gender) {
        problems.push(setting.roster.problem(
            row.at,
            Field::Gender,
            &row.gender,
            ProblemCode::GenderMismatch,
        ));
    }
    let digest = (setting.digest)(&number);
    let hex = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some((hex, Some(facts.gender)))
}

fn rank(
    roster: &Roster,
    row: &OfficialRow,
    kind: UnitKind,
    unit: &str,
    problems: &mut Vec<Problem>,
) -> Option<Rank> {
    if row.rank.is_empty() {
        return Some(spoken_words::rank_of_post(&row.post, kind));
    }
    let Some(rank) = spoken_words::rank(&row.rank, kind) else {
        problems.push(roster.problem(row.at, Field::Rank, &row.rank, ProblemCode::RankUnknown));
        return None;
    };
    let odd = match rank {
        Rank::CityLeader => kind != UnitKind::CityDepartment,
        Rank::CountyLeader => matches!(kind, UnitKind::PoliceStation | UnitKind::CityDepartment),
        Rank::TownshipLeader => kind != UnitKind::TownshipGovernment,
        _ => false,
    };
    if odd {
        let odd = roster.problem(row.at, Field::Rank, &row.rank, ProblemCode::RankUnitOdd);
        problems.push(odd.with("unit", unit));
    }
    Some(rank)
}

fn home(
    setting: &Setting<'_>,
    row: &OfficialRow,
    unit: &UnitKey,
    problems: &mut Vec<Problem>,
) -> Option<PlaceCode> {
    if row.home.is_empty() {
        return None;
    }
    let mut homes = setting.homes.borrow_mut();
    let key = (unit.place.owner(), row.home.clone());
    let found = homes.entry(key).or_insert_with_key(|(county, text)| setting.places.find(text, Some(county)));
    let (place, problem) = match found {
        Found::Place(code) => (Some(code.clone()), None),
        Found::Elsewhere => (None, None),
        Found::Partly(code) => {
            (Some(code.clone()), Some((ProblemCode::HomePartly, setting.places.path(code))))
        }
        Found::Many(codes) => {
            (None, Some((ProblemCode::HomeAmbiguous, spoken_places(setting.places, codes))))
        }
        Found::Nowhere => (None, Some((ProblemCode::HomeUnknown, String::new()))),
    };
    if let Some((code, other)) = problem {
        problems.push(setting.roster.problem(row.at, Field::Home, &row.home, code).with("other", other));
    }
    place
}
