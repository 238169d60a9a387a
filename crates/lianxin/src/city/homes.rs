//! The households of a village: whose home it is, who lives there, what they are to the village, what is known of them.
//! Villages are of a few surnames; people are as old as in the country; a household's age decides much of the rest.

use lianxin_domain::{
    households::{FactClass, StandingKind},
    places::PlaceCode,
};
use uuid::Uuid;

use super::{chance::Chance, names, numbers};

/// A village as far as its households depend on it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Its code.
    pub code: PlaceCode,
    /// Households that live there.
    pub households: i64,
    /// Whether it lies in a street, where people live in flats.
    pub street: bool,
    /// How hard things are there, 0..=100.
    pub difficulty: i64,
}

/// One household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its id.
    pub id: Uuid,
    /// What stands on the door.
    pub house: String,
    /// Whose home it is.
    pub name: String,
    /// How many live there, children among them.
    pub members: i64,
    /// The grown ones, the head first.
    pub people: Vec<Resident>,
    /// What they are to the village.
    pub standings: Vec<Held>,
    /// What only few may read.
    pub facts: Vec<Known>,
}

/// A grown resident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resident {
    /// An id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// To the head of the household.
    pub relation: &'static str,
}

/// A standing of somebody in the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub kind: StandingKind,
    /// Since when: `YYYY-MM-DD`.
    pub since: String,
    /// Whose it is.
    pub holder: String,
    /// Where it is written.
    pub source: &'static str,
}

/// A fact to be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Of which class.
    pub class: FactClass,
    /// Since when: `YYYY-MM-DD`.
    pub since: String,
    /// The words.
    pub text: String,
}

const HARDSHIP: &[&str] = &[
    "低保户，每月领取农村低保金",
    "脱贫户，仍在监测帮扶期",
    "防返贫监测对象：家里有人患大病，自付医药费多",
    "独居老人，子女不在身边，生活靠养老金",
    "主要劳力受伤，今年不能外出务工",
    "两个孩子同时上大学，学费有缺口",
    "房屋年久，雨季漏水，无力翻修",
];
const HEALTH: &[&str] = &[
    "高血压、冠心病，长期服药",
    "糖尿病，需定期取药",
    "脑梗后半身不便，能拄拐行走",
    "视力残疾二级，持残疾人证",
    "慢阻肺，冬天常住院",
    "膝关节手术后，出行要人陪",
];
const MONEY: &[&str] = &[
    "欠信用社贷款三万元，明年到期",
    "去年种大蒜亏损约一万五千元",
    "收入主要靠儿子在外打工寄回",
    "大棚年收入约八万元",
];
const MINOR: &[&str] = &[
    "孙女，十一岁，在镇中心小学住读，由祖父母照看",
    "孙子，七岁，父母在苏州务工",
    "女儿，初三，正在准备中考",
    "儿子，四岁，先天性听力障碍，已做人工耳蜗",
];

/// The households of a village. The same seat and chance give the same homes.
pub fn homes(seat: &Seat, chance: &Chance) -> Vec<Home> {
    let mut chance = chance.of(&format!("homes {}", seat.code));
    let clans: Vec<&'static str> = (0..chance.between(2, 4)).map(|_| names::surname(&mut chance)).collect();
    // 2024-01-01 and some minutes for each village: ids of a county sort by village.
    let place: i64 = seat.code.as_str()[6..].parse().unwrap_or(0);
    let began = 1_704_067_200_000 + place * 100_000;
    (0..seat.households).map(|n| home(seat, n, began + n * 40, &clans, &mut chance)).collect()
}

fn home(seat: &Seat, n: i64, millis: i64, clans: &[&'static str], chance: &mut Chance) -> Home {
    let clan = if chance.in_thousand(if seat.street { 250 } else { 780 }) {
        *chance.pick(clans)
    } else {
        names::surname(chance)
    };
    let born = 2026 - chance.around(56, 26).clamp(27, 93);
    let man = chance.in_thousand(if born < 1950 { 620 } else { 880 });
    let id = chance.id(millis);
    let mut people = vec![Resident {
        id: chance.id(millis + 1),
        name: names::with_surname(chance, clan, man, born),
        relation: "户主",
    }];
    family(&mut people, clan, man, born, millis, chance);
    let children = if (1962..1999).contains(&born) {
        chance.below(3) as i64
    } else {
        i64::from(chance.in_thousand(160))
    };
    let name = people[0].name.clone();
    let members = people.len() as i64 + children;
    Home {
        id,
        house: house(seat, n, chance),
        standings: standings(&people, born, chance),
        facts: facts(seat, n, members, children, born, chance),
        name,
        members,
        people,
    }
}

/// Those who live with the head.
fn family(people: &mut Vec<Resident>, clan: &str, man: bool, born: i64, millis: i64, chance: &mut Chance) {
    let mut add = |chance: &mut Chance, surname: &str, man: bool, born: i64, relation: &'static str| {
        let id = chance.id(millis + 1 + people.len() as i64);
        people.push(Resident { id, name: names::with_surname(chance, surname, man, born), relation });
    };
    if chance.in_thousand(if born < 1948 { 480 } else { 860 }) {
        let surname = names::surname(chance);
        let (surname, younger) = if man { (surname, 2) } else { (surname, -2) };
        add(chance, surname, !man, born + younger, "配偶");
    }
    if born < 1978 && chance.in_thousand(330) {
        let son = chance.in_thousand(700);
        add(chance, clan, son, born + 26, if son { "儿子" } else { "女儿" });
        if son && chance.in_thousand(620) {
            let surname = names::surname(chance);
            add(chance, surname, false, born + 27, "儿媳");
        }
    }
    if born > 1962 && chance.in_thousand(240) {
        let father = chance.in_thousand(350);
        let surname = if father { clan } else { names::surname(chance) };
        add(chance, surname, father, born - 25, if father { "父亲" } else { "母亲" });
    }
}

fn house(seat: &Seat, n: i64, chance: &mut Chance) -> String {
    if seat.street {
        // Six floors of two flats in four entrances to a house.
        let (house, entrance, floor, flat) = (n / 48 + 1, n / 12 % 4 + 1, n / 2 % 6 + 1, n % 2 + 1);
        return format!("{house}号楼{entrance}单元{floor}0{flat}");
    }
    let group = n / 60 + 1;
    let extra = if chance.in_thousand(30) { "东户" } else { "" };
    format!("{group}组{}号{extra}", n % 60 + 1)
}

fn standings(people: &[Resident], born: i64, chance: &mut Chance) -> Vec<Held> {
    let mut held = Vec::new();
    let mut add = |chance: &mut Chance, kind: StandingKind, least: i64, most: i64, source: &'static str| {
        let since = format!("{}-{:02}-01", chance.between(least, most), chance.between(1, 12));
        held.push(Held { kind, since, holder: people[0].name.clone(), source });
    };
    if born < 1962 {
        if chance.in_thousand(115) {
            add(chance, StandingKind::OldPartyMember, born + 24, 1994, "村党支部党员名册");
        }
        if chance.in_thousand(36) {
            add(chance, StandingKind::OldOfficial, born + 35, 2012, "乡镇老干部登记表");
        }
        if chance.in_thousand(14) {
            add(chance, StandingKind::OldModel, born + 30, 2010, "县总工会劳模名录");
        }
    }
    if born > 1958 && chance.in_thousand(42) {
        add(chance, StandingKind::Thriving, 2019, 2025, "村委会推荐，村民代表会议通过");
    }
    held
}

fn facts(seat: &Seat, n: i64, members: i64, children: i64, born: i64, chance: &mut Chance) -> Vec<Known> {
    let mut facts = Vec::new();
    let place: usize = seat.code.as_str()[6..].parse().unwrap_or(0);
    if chance.in_thousand(820) {
        let text = numbers::phone(200_000 + place * 1_300 + n as usize);
        facts.push(Known { class: FactClass::Contact, since: "2024-01-01".into(), text });
    }
    let hard = 22 + seat.difficulty.unsigned_abs() / 2 + if born < 1950 { 30 } else { 0 };
    if chance.in_thousand(hard) {
        let since = format!("{}-{:02}-01", chance.between(2020, 2025), chance.between(1, 12));
        facts.push(Known { class: FactClass::Hardship, since, text: (*chance.pick(HARDSHIP)).into() });
    }
    if chance.in_thousand(if born < 1958 { 60 } else { 14 }) {
        facts.push(Known {
            class: FactClass::Health,
            since: "2025-03-01".into(),
            text: (*chance.pick(HEALTH)).into(),
        });
    }
    if chance.in_thousand(9) {
        facts.push(Known {
            class: FactClass::Money,
            since: "2025-06-01".into(),
            text: (*chance.pick(MONEY)).into(),
        });
    }
    if children > 0 && members > 2 && chance.in_thousand(50) {
        facts.push(Known {
            class: FactClass::Minor,
            since: "2025-09-01".into(),
            text: (*chance.pick(MINOR)).into(),
        });
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn village(code: &str, street: bool) -> Vec<Home> {
        let seat = Seat { code: code.parse().unwrap(), households: 600, street, difficulty: 50 };
        homes(&seat, &Chance::new(7))
    }

    #[test]
    fn the_same_seed_gives_the_same_village_and_another_village_is_another() {
        assert_eq!(village("370811002001", false), village("370811002001", false));
        assert_ne!(village("370811002001", false)[0].name, village("370811002002", false)[0].name);
    }

    #[test]
    fn a_village_is_what_villages_are() {
        for street in [false, true] {
            let homes = village("370811002001", street);
            let with = |kind| {
                homes.iter().filter(|home| home.standings.iter().any(|held| held.kind == kind)).count()
            };
            assert!(
                (6..60).contains(&with(StandingKind::OldPartyMember)),
                "{}",
                with(StandingKind::OldPartyMember)
            );
            assert!((5..50).contains(&with(StandingKind::Thriving)));
            let hard =
                homes.iter().filter(|home| home.facts.iter().any(|fact| fact.class == FactClass::Hardship));
            assert!((10..70).contains(&hard.count()));
            let mut houses: Vec<&str> = homes.iter().map(|home| home.house.as_str()).collect();
            houses.sort_unstable();
            houses.dedup();
            assert_eq!(houses.len(), homes.len(), "every door has its own number");
            assert!(
                homes
                    .iter()
                    .all(|home| home.members >= home.people.len() as i64 && home.name == home.people[0].name)
            );
            assert!(homes.is_sorted_by_key(|home| home.id), "ids go up, so that inserts append");
        }
    }

    #[test]
    fn telephones_are_nobodys() {
        let homes = village("370811002001", false);
        let phones =
            homes.iter().flat_map(|home| &home.facts).filter(|fact| fact.class == FactClass::Contact);
        assert!(phones.into_iter().all(|fact| fact.text.starts_with("100") && fact.text.len() == 11));
    }
}
