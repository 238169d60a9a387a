//! From rows to matters: where they are, what they are about, since when, in whose hands, what is wrong.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Docket, MatterRow, Progress, says,
    wording::{TITLE, title_of, without_name, without_numbers},
};
use crate::{
    cases::words::{Matter, Theme},
    day::Day,
    ids::Ref,
    people::{
        Field, Found, Gazetteer, Meant, Origin, Problem, ProblemCode, UnitKey, UnitKind, UnitNames,
        person_name,
    },
    places::{Level, PlaceCode},
    visits::calendar::plus,
};

/// The most characters of what is asked for.
const WORDS: usize = 2000;
/// Days before today in which a matter may have been taken in.
const BACK: i64 = 3653;
/// Days within which a wish for a last day lies.
const WITHIN: i64 = 3 * 366;

/// A unit of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its ref.
    pub id: Ref,
    /// Where it stands and how its name is compared.
    pub key: UnitKey,
    /// Its kind.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
}

/// A matter that can be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Where it stands.
    pub at: Origin,
    /// The village.
    pub village: PlaceCode,
    /// Whose matter it is, as written.
    pub head: String,
    /// Behind which door, as written.
    pub house: String,
    /// Whose matter it is, once found.
    pub household: Option<Uuid>,
    /// A title without numbers and without the name of whose matter it is.
    pub title: String,
    /// What is asked for, without numbers.
    pub words: String,
    /// What it is about.
    pub theme: Theme,
    /// What kind of work it is.
    pub kind: Matter,
    /// Whether it is urgent.
    pub urgent: bool,
    /// The day on which it was taken in.
    pub raised: Day,
    /// By when it is wanted.
    pub wanted_by: Option<Day>,
    /// The unit that the sheet says handles it.
    pub handler: Option<Ref>,
    /// That unit's name.
    pub handler_name: String,
    /// How far it has come.
    #[serde(with = "word")]
    pub progress: Progress,
}

mod word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Progress;

    pub fn serialize<S: Serializer>(progress: &Progress, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(progress.word())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Progress, D::Error> {
        let word = String::deserialize(from)?;
        Progress::of(&word).ok_or_else(|| D::Error::custom("no word of progress"))
    }
}

/// A row that is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stray {
    /// It names a case of ours by its number.
    Ours(Origin, Ref),
    /// It is over already.
    Over(Origin),
}

/// The matters of a workbook and all that is wrong in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Matters, in the order of the workbook.
    pub rows: Vec<Incoming>,
    /// Rows that are passed over.
    pub strays: Vec<Stray>,
    /// Problems of reading and checking, by sheet and row.
    pub problems: Vec<Problem>,
    /// The villages that the sheet names, also in rows that cannot be taken in: whose people stand in it.
    pub named: BTreeSet<PlaceCode>,
}

/// Resolves a sheet of matters within a place. `ours`: those of its numbers that are cases of the place.
pub fn check(
    docket: &Docket,
    places: &Gazetteer,
    units: &[Unit],
    within: &PlaceCode,
    ours: &HashSet<Ref>,
    today: Day,
) -> Checked {
    let named = units.iter().map(|unit| (unit.key.clone(), unit.kind, unit.name.clone()));
    let mut checking = Checking {
        docket,
        places,
        names: UnitNames::new(places, named),
        units,
        within,
        today,
        problems: docket.problems.clone(),
        inferred: BTreeMap::new(),
        undated: BTreeMap::new(),
        over: BTreeMap::new(),
        named: BTreeSet::new(),
    };
    let (mut rows, mut strays) = (Vec::new(), Vec::new());
    for row in &docket.rows {
        if let Some(name) = row.number.parse::<Ref>().ok().filter(|name| ours.contains(name)) {
            strays.push(Stray::Ours(row.at, name));
        } else if says::progress(&row.progress) == Some(Progress::Over) {
            checking.named.extend(checking.found(row).ok());
            checking.over.entry(row.at.sheet).or_default().push(row.at.row);
            strays.push(Stray::Over(row.at));
        } else {
            rows.extend(checking.matter(row));
        }
    }
    checking.told_by_sheet();
    let (mut problems, named) = (checking.problems, checking.named);
    problems.sort_by_key(|problem| problem.at);
    Checked { rows, strays, problems, named }
}

struct Checking<'r> {
    docket: &'r Docket,
    places: &'r Gazetteer,
    names: UnitNames<'r>,
    units: &'r [Unit],
    within: &'r PlaceCode,
    today: Day,
    problems: Vec<Problem>,
    /// Counts by sheet.
    inferred: BTreeMap<u16, usize>,
    undated: BTreeMap<u16, usize>,
    over: BTreeMap<u16, Vec<u32>>,
    named: BTreeSet<PlaceCode>,
}

impl Checking<'_> {
    fn matter(&mut self, row: &MatterRow) -> Option<Incoming> {
        let (village, wording) = (self.village(row), self.wording(row));
        let raised = self.raised(row);
        let kind = self.kind(row);
        let urgent = self.urgent(row);
        let progress = self.progress(row);
        let (title, words) = wording?;
        let theme = self.theme(row, &format!("{title}{words}"));
        let (village, raised) = (village?, raised?);
        let handler = self.handler(row, &village);
        let (handler, handler_name) = handler.map(|(id, name)| (Some(id), name)).unwrap_or_default();
        Some(Incoming {
            at: row.at,
            head: row.head.clone(),
            house: row.house.clone(),
            household: None,
            wanted_by: self.deadline(row, raised),
            village,
            title,
            words,
            theme,
            kind,
            urgent,
            raised,
            handler,
            handler_name,
            progress,
        })
    }

    fn tell(&mut self, row: &MatterRow, field: Field, value: &str, code: ProblemCode) -> &mut Problem {
        self.problems.push(self.docket.problem(row.at, field, value, code));
        self.problems.last_mut().expect("just pushed")
    }

    /// The village, or what is wrong with it.
    fn village(&mut self, row: &MatterRow) -> Option<PlaceCode> {
        match self.found(row) {
            Ok(village) => {
                self.named.insert(village.clone());
                Some(village)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// The village by its code or names; the sheet may be called after it.
    fn found(&self, row: &MatterRow) -> Result<PlaceCode, Problem> {
        let names = format!("{}{}{}", row.county, row.township, row.village);
        let (field, text) = match (row.code.is_empty(), row.village.is_empty()) {
            (false, _) => (Field::Code, row.code.clone()),
            (true, false) => (Field::Village, names),
            (true, true) => (Field::Village, format!("{names}{}", self.docket.sheet_name(row.at))),
        };
        let (code, other) = match self.places.find(&text, Some(self.within)) {
            Found::Place(place) if place.level() == Level::Village => {
                if self.within.contains(&place) {
                    return Ok(place);
                }
                (ProblemCode::VillageOutside, String::new())
            }
            Found::Many(codes) => {
                let paths: Vec<String> = codes.iter().take(4).map(|code| self.places.path(code)).collect();
                (ProblemCode::PlaceAmbiguous, paths.join("、"))
            }
            _ => (ProblemCode::VillageUnknown, String::new()),
        };
        Err(self.docket.problem(row.at, field, &text, code).with("other", other))
    }

    /// Title and words, each made of the other where only one is given.
    fn wording(&mut self, row: &MatterRow) -> Option<(String, String)> {
        let field = if row.words.is_empty() { Field::Matter } else { Field::Words };
        if row.title.is_empty() && row.words.is_empty() {
            let field = if self.docket.has(row.at, Field::Matter) { Field::Matter } else { Field::Words };
            self.tell(row, field, "", ProblemCode::Missing);
            return None;
        }
        let (title, in_title) = without_numbers(&row.title);
        let (words, in_words) = without_numbers(&row.words);
        if in_title {
            self.tell(row, Field::Matter, &row.title, ProblemCode::NumbersRemoved);
        }
        if in_words {
            self.tell(row, Field::Words, &row.words, ProblemCode::NumbersRemoved);
        }
        let words = match (words.is_empty(), title.chars().count() > TITLE) {
            (true, _) => title.clone(),
            (false, true) if !words.contains(&title) => format!("{title}\n{words}"),
            (false, _) => words,
        };
        let length = words.chars().count();
        if length > WORDS {
            let long = self.tell(row, field, &words, ProblemCode::TooLong);
            long.args
                .extend([("count".to_owned(), length.to_string()), ("most".to_owned(), WORDS.to_string())]);
            return None;
        }
        let title = title_of(if title.is_empty() { &words } else { &title });
        let (title, named) = without_name(&title, &person_name(&row.head));
        if named {
            let field = if row.title.is_empty() { Field::Words } else { Field::Matter };
            self.tell(row, field, &row.title, ProblemCode::NameInTitle);
        }
        let short = title.chars().count().min(length);
        if short < 2 {
            let told = self.tell(row, field, &words, ProblemCode::MatterShort);
            told.args.extend([("count".to_owned(), short.to_string()), ("least".to_owned(), "2".to_owned())]);
            return None;
        }
        Some((title, words))
    }

    fn raised(&mut self, row: &MatterRow) -> Option<Day> {
        match row.raised {
            Some(day) if day <= self.today && day >= plus(self.today, -BACK) => Some(day),
            Some(day) => {
                self.tell(row, Field::Raised, &day.to_string(), ProblemCode::RaisedImpossible);
                None
            }
            // What cannot be read was told where it was read.
            None if row.raised_said => None,
            None => {
                *self.undated.entry(row.at.sheet).or_default() += 1;
                Some(self.today)
            }
        }
    }

    fn deadline(&mut self, row: &MatterRow, raised: Day) -> Option<Day> {
        let day = row.deadline?;
        if day >= raised && day <= plus(self.today, WITHIN) {
            return Some(day);
        }
        self.tell(row, Field::Deadline, &day.to_string(), ProblemCode::DeadlineIgnored);
        None
    }

    /// The theme; offices put it into the column of kinds, too.
    fn theme(&mut self, row: &MatterRow, said: &str) -> Theme {
        let written =
            if row.theme.is_empty() && says::kind(&row.kind).is_none() { &row.kind } else { &row.theme };
        if written.is_empty() || says::theme(written).is_none() && says::kind(written).is_some() {
            *self.inferred.entry(row.at.sheet).or_default() += 1;
            return says::theme_of(said).unwrap_or(Theme::Other);
        }
        if let Some(theme) = says::theme(written) {
            return theme;
        }
        let theme = says::theme_of(said).unwrap_or(Theme::Other);
        let field = if row.theme.is_empty() { Field::MatterKind } else { Field::Theme };
        self.tell(row, field, written, ProblemCode::ThemeUnknown)
            .args
            .insert("other".to_owned(), theme.zh().to_owned());
        theme
    }

    fn kind(&mut self, row: &MatterRow) -> Matter {
        let known = says::kind(&row.kind).or_else(|| says::kind(&row.theme));
        if known.is_none()
            && !row.kind.is_empty()
            && !row.theme.is_empty()
            && says::theme(&row.kind).is_none()
        {
            self.tell(row, Field::MatterKind, &row.kind, ProblemCode::MatterKindUnknown);
        }
        known.unwrap_or(Matter::Ordinary)
    }

    fn urgent(&mut self, row: &MatterRow) -> bool {
        says::urgent(&row.urgent).unwrap_or_else(|| {
            self.tell(row, Field::Urgent, &row.urgent, ProblemCode::UrgentUnknown);
            false
        })
    }

    fn progress(&mut self, row: &MatterRow) -> Progress {
        says::progress(&row.progress).unwrap_or_else(|| {
            self.tell(row, Field::Progress, &row.progress, ProblemCode::ProgressUnknown);
            Progress::Received
        })
    }

    /// The unit in charge of the village that the sheet means.
    fn handler(&mut self, row: &MatterRow, village: &PlaceCode) -> Option<(Ref, String)> {
        if row.handler.is_empty() || says::is_nobody(&row.handler) {
            return None;
        }
        if says::is_own(&row.handler) {
            let own =
                |unit: &&Unit| unit.kind == UnitKind::TownshipGovernment && unit.key.place.contains(village);
            return self.units.iter().find(own).map(|unit| (unit.id.clone(), unit.name.clone()));
        }
        let hint = match self.names.find(&row.handler, Some(&village.owner())) {
            Meant::One(n) if self.units[n].key.place.contains(village) => {
                return Some((self.units[n].id.clone(), self.units[n].name.clone()));
            }
            Meant::One(_) => {
                self.tell(row, Field::Handler, &row.handler, ProblemCode::HandlerOutside);
                return None;
            }
            Meant::Many(_) => ("（有几个单位叫这个名称）".to_owned(), " (several units go by it)".to_owned()),
            Meant::Nobody(Some(n)) => {
                let name = &self.units[n].name;
                (format!("（是不是“{name}”？）"), format!(" (is it {name}?)"))
            }
            Meant::Nobody(None) => Default::default(),
        };
        let told = self.tell(row, Field::Handler, &row.handler, ProblemCode::HandlerUnknown);
        told.args.extend([("hint".to_owned(), hint.0), ("hint_en".to_owned(), hint.1)]);
        None
    }

    /// What is told once for a sheet.
    fn told_by_sheet(&mut self) {
        let whole = |sheet| Origin { sheet, row: 0 };
        for (sheet, count) in std::mem::take(&mut self.inferred) {
            self.problems
                .push(Problem::of_row(whole(sheet), ProblemCode::ThemeInferred).with("count", count));
        }
        for (sheet, count) in std::mem::take(&mut self.undated) {
            self.problems
                .push(Problem::of_row(whole(sheet), ProblemCode::RaisedMissing).with("count", count));
        }
        for (sheet, rows) in std::mem::take(&mut self.over) {
            let count = rows.len();
            let first: BTreeSet<u32> = rows.into_iter().take(20).collect();
            let named: Vec<String> = first.iter().map(|row| format!("第{row}行")).collect();
            let mut told = Problem::of_row(whole(sheet), ProblemCode::MattersFinished).with("count", count);
            told.value = named.join("、");
            self.problems.push(told);
        }
    }
}
