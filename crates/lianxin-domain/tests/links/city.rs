//! A synthetic city of any size, the same for the same seed.

use std::sync::Arc;

use lianxin_domain::{
    ids::Ref,
    links::{
        Current, Facts, Official, RuleSet, Subject, Tier, Unit, Village,
        plan::{Choice, ChoiceKind, Mode, Planned, Planning, Scope, Stop},
    },
    people::{Rank, UnitKind},
    places::PlaceCode,
};
use uuid::Uuid;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

pub fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// Counties × townships × villages, with departments, governments, stations and leaders in plausible numbers.
pub fn city(seed: u64, counties: usize, townships: usize, villages: usize) -> Facts {
    let mut dice = Dice(seed);
    let mut facts = Facts {
        as_of: "2026-07-01".parse().unwrap(),
        city: code("3708"),
        villages: vec![],
        units: vec![],
        officials: vec![],
        links: vec![],
    };
    let topics = |dice: &mut Dice| std::array::from_fn(|_| dice.roll(101) as u8);
    let unit = |facts: &mut Facts,
                dice: &mut Dice,
                kind,
                place: &PlaceCode,
                area: Vec<PlaceCode>,
                heads: &[(Rank, u64)]| {
        let n = facts.units.len() as u32;
        let name_ref = Ref { county: place.owner(), id: id(1_000_000 + u128::from(n)) };
        let strengths = topics(dice);
        facts.units.push(Unit {
            name_ref,
            name: format!("单位{n}"),
            kind,
            place: place.clone(),
            area,
            strengths,
        });
        for (rank, count) in heads {
            for _ in 0..*count {
                let m = facts.officials.len() as u32;
                let home = facts.villages[dice.roll(facts.villages.len() as u64) as usize].code.clone();
                let name_ref = Ref { county: place.owner(), id: id(u128::from(m)) };
                let skills = dice.roll(256) as u8 & dice.roll(256) as u8;
                let (name, home) = (format!("干部{m}"), Some(home));
                facts.officials.push(Official { name_ref, name, unit: n, rank: *rank, home, skills });
            }
        }
    };
    for c in 0..counties {
        for t in 0..townships {
            for v in 0..villages {
                let code = code(&format!("3708{:02}{:03}{:03}", 11 + c, t + 1, v + 1));
                let name = format!("村{c}-{t}-{v}");
                let (difficulty, needs) = (dice.roll(101) as u8, topics(&mut dice));
                facts.villages.push(Village { code, name, difficulty, needs });
            }
        }
    }
    let city = facts.city.clone();
    for _ in 0..2 {
        unit(
            &mut facts,
            &mut dice,
            UnitKind::CityDepartment,
            &city,
            vec![],
            &[(Rank::CityLeader, 1), (Rank::Staff, 9)],
        );
    }
    for c in 0..counties {
        let county = code(&format!("3708{:02}", 11 + c));
        for _ in 0..3 {
            let heads = 4 + dice.roll(20);
            unit(
                &mut facts,
                &mut dice,
                UnitKind::CountyDepartment,
                &county,
                vec![],
                &[(Rank::CountyLeader, 1), (Rank::Staff, heads)],
            );
        }
        for t in 0..townships {
            let township = code(&format!("{county}{:03}", t + 1));
            let leaders = 1 + dice.roll(villages as u64);
            unit(
                &mut facts,
                &mut dice,
                UnitKind::TownshipGovernment,
                &township,
                vec![],
                &[(Rank::TownshipLeader, leaders), (Rank::Staff, villages as u64 * 2)],
            );
            let officers = 1 + dice.roll(villages as u64 + 3);
            unit(
                &mut facts,
                &mut dice,
                UnitKind::PoliceStation,
                &county,
                vec![township],
                &[(Rank::Police, officers)],
            );
        }
    }
    facts
}

pub fn scope(place: &str, mode: Mode) -> Scope {
    Scope { place: code(place), tiers: Tier::ALL.to_vec(), mode }
}

pub fn solve(facts: &Facts, choices: Vec<Choice>) -> Result<Planning, Stop> {
    Planning::solve(
        Arc::new(facts.clone()),
        Arc::new(RuleSet::default()),
        scope("3708", Mode::Full),
        choices,
        &mut |_, _, _| true,
    )
}

pub fn choice(n: u128, kind: ChoiceKind, link: Planned) -> Choice {
    Choice { id: id(9_000_000 + n), kind, tier: link.tier, subject: link.subject, village: link.village }
}

/// The facts after a plan was published: its links hold.
pub fn published(facts: &Facts, links: &[Planned]) -> Facts {
    let mut facts = facts.clone();
    facts.links = links
        .iter()
        .zip(0..)
        .map(|(link, n)| {
            let (official, unit) = match link.subject {
                Subject::Official(o) => (Some(o), facts.officials[o as usize].unit),
                Subject::Unit(u) => (None, u),
            };
            let county = facts.villages[link.village as usize].code.owner();
            let name_ref = Ref { county, id: id(5_000_000 + n) };
            Current { name_ref, tier: link.tier, village: link.village, official, unit, since: facts.as_of }
        })
        .collect();
    facts
}
