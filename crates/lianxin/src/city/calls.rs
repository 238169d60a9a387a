//! A year of visits to a village: who went when to whom, what was said, asked for and promised, and what became of it.
//!
//! A visit is planned as a [`Slot`] of a few bytes, so that a county's year can be put in order of time; what was said is drawn
//! from the slot's own seed when it is written out. Leaders go first, early in a quarter, and mostly to elders and to
//! households in hardship; nobody is called upon for the third time in a month; some homes nobody has met yet.

use std::collections::HashMap;

use lianxin_domain::{
    day::Day,
    households::FactClass,
    ids::Ref,
    links::Tier,
    visits::{Did, How, NewNeed, NewPromise, NewVisit, Statement, calendar},
};
use uuid::Uuid;

use super::{
    chance::Chance,
    homes::{Home, Seat},
    talk,
};

/// An official who is linked to the village.
#[derive(Clone, Debug)]
pub struct Linked {
    /// Who.
    pub who: Ref,
    /// The name.
    pub name: String,
    /// In which tier.
    pub tier: Tier,
    /// Whether a leader.
    pub leader: bool,
}

/// A village with its households and officials, and the year to fill.
pub struct Ground<'a> {
    /// The village.
    pub seat: &'a Seat,
    /// Its households.
    pub homes: &'a [Home],
    /// Its officials.
    pub people: &'a [Linked],
    /// The last day.
    pub today: Day,
}

/// One visit that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Minutes before the end of the last day, negative: slots sort by time.
    pub minutes: i32,
    /// Which village of those planned together.
    pub village: u32,
    /// Which official of the village.
    pub official: u16,
    /// Which household; none for the village as a whole.
    pub home: Option<u16>,
    /// What everything else of it is drawn from.
    pub seed: u64,
}

/// A visit as its official sends it, and which of its promises are kept on which day.
pub struct Written {
    /// Its id.
    pub id: Uuid,
    /// What is sent.
    pub visit: NewVisit,
    /// Promises and the day on which they are kept.
    pub kept: Vec<(Uuid, Day)>,
}

const DAY: i32 = 24 * 60;
/// Days that are planned.
const YEAR: i64 = 364;

/// The visits of a village: `per_ten` for ten households, in order of time.
pub fn slots(ground: &Ground<'_>, village: u32, per_ten: i64, chance: &Chance) -> Vec<Slot> {
    let mut chance = chance.of(&format!("calls {}", ground.seat.code));
    let weights: Vec<(u16, u32)> =
        ground.people.iter().enumerate().map(|(n, one)| (n as u16, weight(one.tier))).collect();
    if weights.is_empty() || ground.homes.is_empty() {
        return Vec::new();
    }
    let special: Vec<u16> =
        (0..ground.homes.len()).filter(|n| is_special(&ground.homes[*n])).map(|n| n as u16).collect();
    // Some homes are far out, or nobody has opened the door yet.
    let closed: Vec<bool> = ground.homes.iter().map(|_| chance.in_thousand(140)).collect();
    let mut met: HashMap<(u16, i32), u8> = HashMap::new();
    let count = ground.homes.len() as i64 * per_ten / 10;
    let mut slots: Vec<Slot> = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let official = *chance.weighted(&weights);
        let who = &ground.people[usize::from(official)];
        let days = days_ago(who.leader, ground.today, &mut chance);
        let minute = chance.between(8 * 60, 19 * 60) as i32;
        let whole = who.tier == Tier::PoliceLiaison || chance.in_thousand(70);
        let home =
            if whole { None } else { home(who.leader, &special, &closed, days, &mut met, &mut chance) };
        let minutes = -(days as i32) * DAY - DAY + minute;
        slots.push(Slot { minutes, village, official, home, seed: chance.next() });
    }
    slots.sort_unstable();
    slots
}

fn weight(tier: Tier) -> u32 {
    match tier {
        Tier::ContactPoint => 9,
        Tier::PairedUnit => 20,
        Tier::FirstSecretary => 110,
        Tier::TownshipCharge => 34,
        Tier::PoliceLiaison => 5,
    }
}

fn is_special(home: &Home) -> bool {
    !home.standings.is_empty() || home.facts.iter().any(|fact| fact.class == FactClass::Hardship)
}

/// How many days before the last one. Leaders begin a quarter; around New Year and in the great heat fewer go.
fn days_ago(leader: bool, today: Day, chance: &mut Chance) -> i64 {
    let mut days = chance.between(0, YEAR);
    for _ in 0..3 {
        let day = calendar::plus(today, -days).date();
        let late_in_quarter = (day.month() - 1) % 3 == 2;
        let quiet = day.month() == 2 || day.month() == 8;
        if !(leader && late_in_quarter && chance.in_thousand(700) || quiet && chance.in_thousand(400)) {
            break;
        }
        days = chance.between(0, YEAR);
    }
    days
}

/// A household that may be called upon on that day.
fn home(
    leader: bool,
    special: &[u16],
    closed: &[bool],
    days: i64,
    met: &mut HashMap<(u16, i32), u8>,
    chance: &mut Chance,
) -> Option<u16> {
    for _ in 0..4 {
        let to_special = !special.is_empty() && chance.in_thousand(if leader { 720 } else { 340 });
        let at = if to_special { *chance.pick(special) } else { chance.below(closed.len() as u64) as u16 };
        let times = met.entry((at, (days / 30) as i32)).or_insert(0);
        if !closed[usize::from(at)] && *times < 2 {
            *times += 1;
            return Some(at);
        }
    }
    None
}

/// Writes a planned visit out.
pub fn written(ground: &Ground<'_>, slot: &Slot) -> Written {
    let mut chance = Chance::new(slot.seed);
    let days = i64::from((-slot.minutes - 1) / DAY);
    let day = calendar::plus(ground.today, -days);
    let at = millis(ground.today) + i64::from(slot.minutes) * 60_000 + chance.below(60_000) as i64;
    let who = &ground.people[usize::from(slot.official)];
    let id = chance.id(at);
    let how = how(slot.home.is_some(), &mut chance);
    let mut visit = NewVisit {
        village: ground.seat.code.clone(),
        household: slot.home.map(|home| ground.homes[usize::from(home)].id),
        day,
        how,
        did: did(who.tier, how, &mut chance),
        with: with(ground, slot.official, &mut chance),
        statements: said(ground.seat.street, slot.home.is_some(), day, &mut chance),
        needs: Vec::new(),
        promises: Vec::new(),
        kept: Vec::new(),
        corrects: None,
        at,
    };
    let mut kept = Vec::new();
    let matter = talk::matter(&mut chance, ground.seat.street);
    let asked = chance.in_thousand(125);
    if asked {
        visit.needs.push(NewNeed { id: chance.id(at + 1), words: matter.need.into() });
    }
    if chance.in_thousand(if asked { 640 } else { 12 }) {
        let due = calendar::plus(day, chance.between(matter.days.0, matter.days.1));
        let id = chance.id(at + 2);
        visit.promises.push(NewPromise { id, words: matter.promise.into(), due });
        kept.extend(kept_on(day, due, &mut chance).filter(|on| *on <= ground.today).map(|on| (id, on)));
    }
    Written { id, visit, kept }
}

/// Midnight after a day, in milliseconds.
fn millis(day: Day) -> i64 {
    let midnight = calendar::plus(day, 1).date().to_datetime(jiff::civil::Time::midnight());
    let at = jiff::tz::Offset::constant(8).to_timestamp(midnight);
    at.map_or(0, jiff::Timestamp::as_millisecond)
}

fn how(at_home: bool, chance: &mut Chance) -> How {
    let all: &[(How, u32)] = if at_home {
        &[(How::InPerson, 80), (How::Phone, 13), (How::Work, 7)]
    } else {
        &[(How::Meeting, 72), (How::InPerson, 20), (How::Work, 8)]
    };
    *chance.weighted(all)
}

fn did(tier: Tier, how: How, chance: &mut Chance) -> Vec<Did> {
    let lives_there = tier == Tier::FirstSecretary;
    let mut did = Vec::new();
    if how == How::Phone {
        return did;
    }
    if chance.in_thousand(if lives_there { 110 } else { 35 }) {
        did.push(Did::Eat);
    }
    if chance.in_thousand(if lives_there { 50 } else { 5 }) {
        did.push(Did::Stay);
    }
    if how == How::Work {
        did.push(Did::Work);
    }
    did
}

fn with(ground: &Ground<'_>, official: u16, chance: &mut Chance) -> Vec<Ref> {
    if !chance.in_thousand(90) {
        return Vec::new();
    }
    let own = &ground.people[usize::from(official)];
    let other = chance.pick(ground.people);
    let fits = other.who != own.who && other.tier != Tier::PoliceLiaison && own.tier != Tier::PoliceLiaison;
    if fits { vec![other.who.clone()] } else { Vec::new() }
}

fn said(street: bool, at_home: bool, day: Day, chance: &mut Chance) -> Vec<Statement> {
    let count = *chance.weighted(&[(0, 38), (1, 46), (2, 16)]);
    let mut said: Vec<Statement> = Vec::new();
    for _ in 0..count {
        let words =
            if at_home { talk::statement(chance, street, day.date().month()) } else { talk::meeting(chance) };
        let consent = chance.in_thousand(700);
        let quotable = consent && chance.in_thousand(450);
        if said.iter().all(|one| one.words != words) {
            said.push(Statement { words: words.into(), consent, quotable });
        }
    }
    said
}

/// Most promises are kept in time, some late, some not at all.
fn kept_on(day: Day, due: Day, chance: &mut Chance) -> impl Iterator<Item = Day> {
    let length = (1..=60).find(|days| calendar::plus(day, *days) >= due).unwrap_or(60);
    let on = match chance.below(100) {
        0..74 => Some(calendar::plus(day, chance.between(1, length))),
        74..86 => Some(calendar::plus(due, chance.between(1, 25))),
        _ => None,
    };
    on.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::homes::homes;

    fn with_village(test: impl FnOnce(&Ground<'_>)) {
        let seat =
            Seat { code: "370811002001".parse().unwrap(), households: 200, street: false, difficulty: 50 };
        let homes = homes(&seat, &Chance::new(7));
        let mut ids = Chance::new(1);
        let people: Vec<Linked> = Tier::ALL
            .iter()
            .map(|tier| Linked {
                who: Ref { county: "370811".parse().unwrap(), id: ids.id(0) },
                name: "张三".into(),
                tier: *tier,
                leader: *tier == Tier::ContactPoint,
            })
            .collect();
        test(&Ground { seat: &seat, homes: &homes, people: &people, today: "2026-07-01".parse().unwrap() });
    }

    #[test]
    fn the_same_seed_gives_the_same_year() {
        with_village(|ground| {
            let (a, b) = (slots(ground, 0, 30, &Chance::new(7)), slots(ground, 0, 30, &Chance::new(7)));
            assert_eq!(a, b);
            assert_eq!(a.len(), 600);
            let (one, two) = (written(ground, &a[40]), written(ground, &b[40]));
            assert_eq!((one.id, one.visit, one.kept), (two.id, two.visit, two.kept));
        });
    }

    #[test]
    fn what_is_sent_can_be_taken() {
        use lianxin_domain::visits::{PromiseKept, check_kept, check_visit};
        with_village(|ground| {
            for slot in slots(ground, 0, 60, &Chance::new(7)) {
                let Written { id, visit, kept } = written(ground, &slot);
                let who = &ground.people[usize::from(slot.official)];
                assert!(
                    slot.home.is_none() || who.tier != Tier::PoliceLiaison,
                    "the police see no household"
                );
                for (promise, day) in kept {
                    assert!(day >= visit.day && visit.promises.iter().any(|one| one.id == promise));
                    let kept = PromiseKept { village: visit.village.clone(), promise, day };
                    check_kept(kept, ground.today).expect("sound");
                }
                check_visit(visit, id, &who.who, ground.today).expect("sound");
            }
        });
    }

    #[test]
    fn nobody_is_called_upon_a_third_time_in_a_month_and_some_never() {
        with_village(|ground| {
            let mut times: HashMap<(u16, i32), u32> = HashMap::new();
            let mut met: Vec<u16> = Vec::new();
            for slot in slots(ground, 0, 60, &Chance::new(7)) {
                let days = (-slot.minutes - 1) / DAY;
                met.extend(slot.home);
                if let Some(home) = slot.home {
                    *times.entry((home, days / 30)).or_default() += 1;
                }
            }
            assert!(times.values().all(|n| *n <= 2));
            met.sort_unstable();
            met.dedup();
            assert!((120..200).contains(&met.len()), "{}", met.len());
        });
    }
}
