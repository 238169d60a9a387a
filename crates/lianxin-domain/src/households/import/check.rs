//! From rows to households: whose they are, where they lie, what they say, what is wrong.

use std::collections::{BTreeMap, HashMap};

use super::{
    FactsOf, Incoming, MemberRow, Person, Register,
    list::{Listed, listed},
    matching::house_key,
    says,
};
use crate::{
    day::Day,
    households::{FactClass, StandingKind},
    people::{
        Field, Found, Gazetteer, Origin, Problem, ProblemCode, name_key, person_name, phone, usual_name,
    },
    places::{Level, PlaceCode},
};

/// The households of a workbook and all that is wrong in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Households, in the order of the workbook.
    pub households: Vec<Incoming>,
    /// Problems of reading and checking, by sheet and row.
    pub problems: Vec<Problem>,
}

/// Resolves a register within a place.
pub fn check(register: &Register, places: &Gazetteer, within: &PlaceCode, today: Day) -> Checked {
    let mut checking = Checking {
        register,
        places,
        within,
        today,
        problems: register.problems.clone(),
        unknown_ages: BTreeMap::new(),
    };
    let groups = checking.groups();
    let households: Vec<Incoming> = groups.iter().filter_map(|group| checking.household(group)).collect();
    checking.ages();
    let households = checking.once(households);
    let mut problems = checking.problems;
    problems.sort_by_key(|problem| problem.at);
    Checked { households, problems }
}

/// The rows of one household.
struct Group<'r> {
    rows: Vec<&'r MemberRow>,
    /// Each row is a member.
    by_member: bool,
}

struct Checking<'r> {
    register: &'r Register,
    places: &'r Gazetteer,
    within: &'r PlaceCode,
    today: Day,
    problems: Vec<Problem>,
    /// Grandchildren without an age, by sheet: the first row and how many.
    unknown_ages: BTreeMap<u16, (Origin, usize)>,
}

impl<'r> Checking<'r> {
    fn groups(&mut self) -> Vec<Group<'r>> {
        let mut groups: Vec<Group<'r>> = Vec::new();
        for row in &self.register.rows {
            let by_member = self.register.has(row.at, Field::Name);
            let last = groups.last_mut().filter(|last| last.by_member && by_member);
            match last.filter(|last| same_household(last, row)) {
                Some(last) => last.rows.push(row),
                None if by_member && row.head.is_empty() && !says::is_head(&row.relation) => {
                    let alone = self.register.problem(
                        row.at,
                        Field::Relation,
                        &row.relation,
                        ProblemCode::MemberAlone,
                    );
                    self.problems.push(alone);
                }
                None => groups.push(Group { rows: vec![row], by_member }),
            }
        }
        groups
    }

    fn household(&mut self, group: &Group<'_>) -> Option<Incoming> {
        let first = group.rows[0];
        let village = self.village(group)?;
        let name = self.head(group)?;
        let members = group.rows.iter().find_map(|row| row.members);
        if members.is_some_and(|n| !(1..=40).contains(&n)) {
            let odd = self.register.problem(
                first.at,
                Field::Members,
                &members.unwrap_or_default().to_string(),
                ProblemCode::OutOfRange,
            );
            self.problems.push(odd.with("least", 1).with("most", 40));
        }
        let people = people(group);
        let mut facts = self.facts(group);
        let (residents, minors) = self.grown(first.at, &people);
        if !minors.is_empty() {
            let more = facts.remove(&FactClass::Minor).filter(|text| !text.is_empty());
            let all: Vec<String> = minors.into_iter().chain(more).collect();
            facts.insert(FactClass::Minor, all.join("；"));
        }
        let listed = people.len() as i64;
        if let Some(told) = members.filter(|told| listed > 1 && *told != listed) {
            let differ = self.register.problem(first.at, Field::Members, "", ProblemCode::MembersDiffer);
            self.problems.push(differ.with("count", told).with("listed", listed));
        }
        let members = members.filter(|n| (1..=40).contains(n)).or((listed > 1).then_some(listed));
        let residents = (!people.is_empty()).then_some(residents);
        let house = group.rows.iter().map(|row| row.house.as_str()).find(|house| !house.is_empty());
        let house: String = house.unwrap_or_default().chars().take(40).collect();
        let standings = self.standings(group);
        Some(Incoming { at: first.at, village, house, name, members, residents, standings, facts })
    }

    /// The village by its code or names; the sheet may be called after it.
    fn village(&mut self, group: &Group<'_>) -> Option<PlaceCode> {
        let first = group.rows[0];
        let said = |text: fn(&MemberRow) -> &str| {
            group.rows.iter().map(|row| text(row)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let code = said(|row| &row.code);
        let names =
            format!("{}{}{}", said(|row| &row.county), said(|row| &row.township), said(|row| &row.village));
        let sheet = self.register.sheet_name(first.at).to_owned();
        let (field, text) = match (code.is_empty(), said(|row| &row.village).is_empty()) {
            (false, _) => (Field::Code, code.to_owned()),
            (true, false) => (Field::Village, names),
            (true, true) => (Field::Village, format!("{names}{sheet}")),
        };
        let (code, other) = match self.places.find(&text, Some(self.within)) {
            Found::Place(place) if place.level() == Level::Village => {
                if self.within.contains(&place) {
                    return Some(place);
                }
                (ProblemCode::VillageOutside, String::new())
            }
            Found::Many(codes) => {
                let paths: Vec<String> = codes.iter().take(4).map(|code| self.places.path(code)).collect();
                (ProblemCode::PlaceAmbiguous, paths.join("、"))
            }
            _ => (ProblemCode::VillageUnknown, String::new()),
        };
        self.problems.push(self.register.problem(first.at, field, &text, code).with("other", other));
        None
    }

    fn head(&mut self, group: &Group<'_>) -> Option<String> {
        let first = group.rows[0];
        let head = group.rows.iter().map(|row| row.head.as_str()).find(|head| !head.is_empty());
        let is_head = |row: &&&MemberRow| says::is_head(&row.relation);
        let head = head.or_else(|| group.rows.iter().find(is_head).map(|row| row.person.as_str()));
        let name = person_name(head.unwrap_or_default());
        let field = if self.register.has(first.at, Field::Head) { Field::Head } else { Field::Name };
        if name.is_empty() {
            self.problems.push(self.register.problem(first.at, field, "", ProblemCode::Missing));
            return None;
        }
        let length = name.chars().count();
        if length > 30 {
            let long = self.register.problem(first.at, field, &name, ProblemCode::TooLong);
            self.problems.push(long.with("count", length).with("most", 30));
            return None;
        }
        if !usual_name(&name) {
            self.problems.push(self.register.problem(first.at, field, &name, ProblemCode::NameOdd));
        }
        Some(name)
    }

    /// Those of age; and those who are not, each as a text that will be sealed.
    fn grown(&mut self, at: Origin, people: &[Listed]) -> (Vec<Person>, Vec<String>) {
        let (mut grown, mut minors) = (Vec::new(), Vec::new());
        for person in people {
            let minor = match says::age(&person.born, self.today) {
                Some(age) => age < 18,
                None if says::is_grandchild(&person.relation) => {
                    self.unknown_ages.entry(at.sheet).or_insert((at, 0)).1 += 1;
                    true
                }
                None => false,
            };
            if minor {
                let told: Vec<&str> = [&person.relation, &person.born]
                    .into_iter()
                    .map(String::as_str)
                    .filter(|t| !t.is_empty())
                    .collect();
                let told =
                    if told.is_empty() { String::new() } else { format!("（{}）", told.join("，")) };
                minors.push(format!("{}{told}", person.name));
            } else {
                grown.push(Person { name: person.name.clone(), relation: person.relation.clone() });
            }
        }
        (grown, minors)
    }

    fn ages(&mut self) {
        for (_, (at, count)) in std::mem::take(&mut self.unknown_ages) {
            let whole = Origin { row: 0, ..at };
            self.problems.push(Problem::of_row(whole, ProblemCode::AgeUnknown).with("count", count));
        }
    }

    fn standings(&mut self, group: &Group<'_>) -> BTreeMap<StandingKind, Option<String>> {
        let mut standings: BTreeMap<StandingKind, Option<String>> = BTreeMap::new();
        for row in &group.rows {
            let holder = if group.by_member { person_name(&row.person) } else { String::new() };
            match says::elders(&row.elder) {
                says::Elders::Nothing => {}
                says::Elders::None => {
                    for kind in
                        [StandingKind::OldPartyMember, StandingKind::OldOfficial, StandingKind::OldModel]
                    {
                        standings.entry(kind).or_insert(None);
                    }
                }
                says::Elders::Some(kinds) => {
                    standings.extend(kinds.into_iter().map(|kind| (kind, Some(holder.clone()))))
                }
                says::Elders::Unknown => {
                    let odd =
                        self.register.problem(row.at, Field::Elder, &row.elder, ProblemCode::ElderUnknown);
                    self.problems.push(odd);
                }
            }
            match says::yes(&row.thriving) {
                Some(true) => {
                    standings.insert(StandingKind::Thriving, Some(String::new()));
                }
                Some(false) => {
                    standings.entry(StandingKind::Thriving).or_insert(None);
                }
                None => {}
            }
        }
        standings
    }

    fn facts(&mut self, group: &Group<'_>) -> FactsOf {
        let mut facts = FactsOf::new();
        for row in &group.rows {
            if !row.phone.is_empty()
                && says::fact(FactClass::Contact, &row.phone).is_some_and(|t| !t.is_empty())
            {
                match phone(&row.phone) {
                    Some(number) => self.add(&mut facts, FactClass::Contact, group, row, &number),
                    None => {
                        let bad =
                            self.register.problem(row.at, Field::Phone, &row.phone, ProblemCode::PhoneBad);
                        self.problems.push(bad);
                    }
                }
            }
            let texts = [
                (FactClass::Hardship, &row.hardship),
                (FactClass::Health, &row.health),
                (FactClass::Money, &row.money),
                (FactClass::Minor, &row.minors),
            ];
            for (class, text) in texts {
                if let Some(text) = says::fact(class, text) {
                    self.add(&mut facts, class, group, row, &text);
                }
            }
        }
        facts
    }

    /// Adds a text to a class: with the member's name where the row is a member's, once where cells were merged.
    fn add(&self, facts: &mut FactsOf, class: FactClass, group: &Group<'_>, row: &MemberRow, text: &str) {
        let held = facts.entry(class).or_default();
        let own = group.by_member && group.rows.len() > 1 && !says::is_head(&row.relation);
        let own = own && matches!(class, FactClass::Contact | FactClass::Health);
        let line = if own { format!("{}：{text}", person_name(&row.person)) } else { text.to_owned() };
        if text.is_empty() || held.split('\n').any(|known| known == line || known == text) {
            return;
        }
        if !held.is_empty() {
            held.push('\n');
        }
        held.push_str(&line);
    }

    /// Each household once; a second row of the same one is an error.
    fn once(&mut self, households: Vec<Incoming>) -> Vec<Incoming> {
        let mut seen: HashMap<(PlaceCode, String, String), Origin> = HashMap::new();
        let mut kept = Vec::new();
        for household in households {
            let key = (household.village.clone(), name_key(&household.name), house_key(&household.house));
            match seen.get(&key) {
                Some(first) => {
                    let field =
                        if self.register.has(household.at, Field::Head) { Field::Head } else { Field::Name };
                    let twice = self.register.problem(
                        household.at,
                        field,
                        &household.name,
                        ProblemCode::HouseholdTwice,
                    );
                    self.problems.push(twice.with("other", self.register.spoken(*first)));
                }
                None => {
                    seen.insert(key, household.at);
                    kept.push(household);
                }
            }
        }
        kept
    }
}

/// Whether a member's row goes on with the household above.
fn same_household(group: &Group<'_>, row: &MemberRow) -> bool {
    if says::is_head(&row.relation) || row.at.sheet != group.rows[0].at.sheet {
        return false;
    }
    let same = |said: &str, text: fn(&MemberRow) -> &str, key: fn(&str) -> String| {
        let before = group.rows.iter().map(|row| text(row)).find(|text| !text.is_empty());
        said.is_empty() || before.is_none_or(|before| key(before) == key(said))
    };
    same(&row.head, |row| &row.head, name_key)
        && same(&row.house, |row| &row.house, house_key)
        && same(&row.village, |row| &row.village, str::to_owned)
        && same(&row.code, |row| &row.code, str::to_owned)
}

/// Everybody of a household, the head first where the list leaves the head out.
fn people(group: &Group<'_>) -> Vec<Listed> {
    let mut people: Vec<Listed> = Vec::new();
    for row in &group.rows {
        if group.by_member {
            let name = person_name(&row.person);
            if !name.is_empty() {
                people.push(Listed { name, relation: row.relation.clone(), born: row.born.clone() });
            }
        } else {
            people.extend(listed(&row.list));
        }
    }
    let head = group.rows.iter().map(|row| person_name(&row.head)).find(|head| !head.is_empty());
    if let Some(head) = head.filter(|_| !people.is_empty())
        && people.iter().all(|person| name_key(&person.name) != name_key(&head))
    {
        people.insert(0, Listed { name: head, relation: "户主".to_owned(), born: String::new() });
    }
    people
}
