//! The officials of a unit.

use lianxin_domain::{
    day::Day,
    people::{Rank, Topic, UnitKind},
    places::{Level, PlaceCode},
};

use super::{
    chance::Chance,
    names, numbers,
    places::{Land, PlaceRow},
    posts,
    units::Unit,
};

/// One official.
#[derive(Clone, Debug)]
pub struct Person {
    /// Number among all, from 0.
    pub n: usize,
    /// Name.
    pub name: String,
    /// Whether a man.
    pub man: bool,
    /// Title of the post.
    pub post: &'static str,
    /// Rank.
    pub rank: Rank,
    /// Identity number; not everyone's is known.
    pub id_number: Option<String>,
    /// Skills.
    pub skills: Vec<Topic>,
    /// Home: a village of the city, or a text.
    pub home: Home,
    /// Day of joining.
    pub joined: Day,
}

/// Where a person comes from.
#[derive(Clone, Debug)]
pub enum Home {
    /// This village.
    Village(PlaceCode),
    /// Somewhere else.
    Elsewhere(&'static str),
    /// Nobody said.
    Unsaid,
}

const ELSEWHERE: &[&str] = &[
    "山东省菏泽市郓城县",
    "山东省泰安市",
    "河南省商丘市",
    "江苏省徐州市沛县",
    "山东省临沂市",
    "安徽省宿州市",
    "山东省枣庄市滕州市",
];

/// The officials of a unit, its leaders first; `next` is the number of the first.
pub fn officials(unit: &Unit, land: &Land, chance: &Chance, next: usize) -> Vec<Person> {
    let mut chance = chance.of(&unit.name);
    let county = unit.owner();
    let near: Vec<&PlaceRow> = match county.level() {
        Level::County => land.villages(&county),
        _ => Vec::new(),
    };
    let all: Vec<&PlaceRow> = if near.is_empty() { land.villages(&land.city.code) } else { Vec::new() };
    let count = unit.leaders + unit.people;
    (0..count)
        .map(|n| {
            let (post, rank) = post(unit, n, &mut chance);
            let homes = if near.is_empty() { &all } else { &near };
            one(unit, next + n, post, rank, homes, &mut chance)
        })
        .collect()
}

fn post(unit: &Unit, n: usize, chance: &mut Chance) -> (&'static str, Rank) {
    let city = unit.place.code.level() == Level::City;
    match unit.kind {
        UnitKind::PoliceStation => (posts::police(n), Rank::Police),
        UnitKind::TownshipGovernment if n < unit.leaders => {
            let all = posts::township(unit.place.name.ends_with("街道"));
            (all[n.min(all.len() - 1)], Rank::TownshipLeader)
        }
        UnitKind::TownshipGovernment => posts::township_staff(chance, n - unit.leaders),
        _ if n < unit.leaders => {
            let all = posts::leaders(&unit.bare);
            (all[n.min(all.len() - 1)], if city { Rank::CityLeader } else { Rank::CountyLeader })
        }
        _ => posts::department(chance, &unit.bare, n - unit.leaders, unit.people),
    }
}

fn one(
    unit: &Unit,
    n: usize,
    post: &'static str,
    rank: Rank,
    homes: &[&PlaceRow],
    chance: &mut Chance,
) -> Person {
    let leader = !matches!(rank, Rank::Staff | Rank::Police);
    let born = if leader { chance.between(1966, 1988) } else { chance.between(1967, 2000) };
    let man = chance.in_thousand(if unit.kind == UnitKind::PoliceStation { 860 } else { 610 });
    let (month, day) = (chance.between(1, 12), chance.between(1, 28));
    // Nobody joins later than 2024, so that the workbook is sound on every later day.
    let joined = (born + chance.between(22, 34)).min(2024);
    let date =
        jiff::civil::Date::new(joined as i16, chance.between(1, 12) as i8, chance.between(1, 28) as i8);
    let known = chance.in_thousand(600);
    Person {
        n,
        name: names::name(chance, man, born),
        man,
        post,
        rank,
        id_number: known.then(|| numbers::id_number(n, (born, month, day), man)),
        skills: skills(unit, chance),
        home: home(homes, chance),
        joined: date.map_or(Day::NEVER, Day::from),
    }
}

fn skills(unit: &Unit, chance: &mut Chance) -> Vec<Topic> {
    let mut skills: Vec<Topic> = Vec::new();
    for &(topic, weight) in &unit.strengths {
        if chance.in_thousand(weight.unsigned_abs() * 7) {
            skills.push(topic);
        }
    }
    if chance.in_thousand(220) {
        skills.push(*chance.pick(Topic::ALL));
    }
    skills.sort_unstable();
    skills.dedup();
    skills
}

fn home(homes: &[&PlaceRow], chance: &mut Chance) -> Home {
    match chance.below(100) {
        0..76 if !homes.is_empty() => Home::Village(chance.pick(homes).code.clone()),
        76..90 => Home::Elsewhere(chance.pick::<&str>(ELSEWHERE)),
        _ => Home::Unsaid,
    }
}
