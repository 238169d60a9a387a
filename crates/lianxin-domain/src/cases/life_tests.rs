//! The life of a case, by story and by chance.

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    act::{Act, Doer, Pending, Refusal, Side},
    clock::allowed,
    counts::{counted, raised},
    life::Case,
    money::Cost,
    parts::{KEPT, Part, UNITS},
    words::{CannotReason, Funds, Matter, Office, PartState, Resident, Rung, StopReason},
    working::WorkingDays,
};
use crate::{day::Day, ids::Ref, visits::calendar::plus};

pub fn unit(n: u128) -> Ref {
    Ref { county: "370811".parse().unwrap(), id: Uuid::from_u128(n) }
}

pub fn of(n: u128) -> Doer {
    Doer { account: Uuid::from_u128(n * 100), side: Side::Unit(unit(n)) }
}

pub fn resident() -> Doer {
    Doer { account: Uuid::nil(), side: Side::Resident }
}

fn listener(account: u128) -> Doer {
    Doer { account: Uuid::from_u128(account), side: Side::Listener }
}

pub fn clock() -> Doer {
    Doer { account: Uuid::nil(), side: Side::Clock }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Acts one after the other on one day.
pub fn lived(case: &Case, today: &str, acts: &[(Doer, Act)]) -> Result<Case, Refusal> {
    let days = WorkingDays::default();
    acts.iter().try_fold(case.clone(), |case, (by, act)| case.after(by, act, day(today), &days))
}

pub fn new() -> Case {
    Case::taken_in(allowed(Matter::Ordinary, false), day("2026-07-01"))
}

pub fn done() -> Case {
    lived(&new(), "2026-07-02", &[(of(1), Act::Accept), (of(1), Act::Begin), (of(1), Act::Done)]).unwrap()
}

pub fn says(word: Resident) -> (Doer, Act) {
    (resident(), Act::Answer { word })
}

#[test]
fn done_alone_finishes_nothing_and_the_residents_word_does() {
    let done = done();
    assert!(!done.finished() && !done.open());
    let solved = lived(&done, "2026-07-03", &[(of(1), Act::Ask), says(Resident::Solved)]).unwrap();
    assert!(solved.finished());
}

#[test]
fn not_solved_comes_back_one_rung_higher_with_half_the_time() {
    let back = lived(&done(), "2026-07-03", &[says(Resident::NotSolved)]).unwrap();
    assert_eq!(
        (back.office, back.rung, back.round, back.owner.clone()),
        (Office::Received, Rung::County, 2, None)
    );
    assert_eq!(back.clock.allowed, 7);
    let partly = lived(&done(), "2026-07-03", &[says(Resident::Partly)]).unwrap();
    assert_eq!(
        (partly.office, partly.rung, partly.owner),
        (Office::InProgress, Rung::Township, Some(unit(1)))
    );
}

#[test]
fn the_last_word_within_seven_days_counts() {
    let solved = lived(&done(), "2026-07-03", &[says(Resident::Solved)]).unwrap();
    let back = lived(&solved, "2026-07-10", &[says(Resident::NotSolved)]).unwrap();
    assert!(back.open() && back.rung == Rung::County);
    let again = lived(&back, "2026-07-10", &[says(Resident::Solved)]).unwrap();
    assert!(again.finished());
    assert_eq!(lived(&again, "2026-07-11", &[says(Resident::NotSolved)]), Err(Refusal::TooLate));
}

#[test]
fn cannot_needs_a_second_reader_of_another_unit_and_a_contest_goes_up_to_the_city() {
    let no = Act::Cannot { reason: CannotReason::NoFunds };
    let asked = lived(&new(), "2026-07-02", &[(of(1), Act::Accept), (of(1), no.clone())]).unwrap();
    let agree = Act::SecondRead { agree: true };
    for own in [agree.clone(), Act::TakeReading] {
        assert_eq!(lived(&asked, "2026-07-02", &[(of(1), own)]), Err(Refusal::Concerned));
    }
    assert_eq!(lived(&asked, "2026-07-02", &[(of(2), agree.clone())]), Err(Refusal::NotYours));
    let taken = lived(&asked, "2026-07-02", &[(of(2), Act::TakeReading)]).unwrap();
    assert_eq!(lived(&taken, "2026-07-02", &[(of(3), Act::TakeReading)]), Err(Refusal::NotNow));
    assert_eq!(lived(&taken, "2026-07-02", &[(of(3), agree.clone())]), Err(Refusal::NotYours));
    assert_eq!(lived(&asked, "2026-07-02", &[(of(1), Act::Done)]), Err(Refusal::Waits));
    let mut case = lived(&taken, "2026-07-02", &[(of(2), agree.clone())]).unwrap();
    for rung in [Rung::County, Rung::City] {
        case = lived(&case, "2026-07-03", &[says(Resident::NotSolved)]).unwrap();
        assert_eq!((case.rung, case.open()), (rung, true));
        let again =
            [(of(3), Act::Accept), (of(3), no.clone()), (of(4), Act::TakeReading), (of(4), agree.clone())];
        case = lived(&case, "2026-07-03", &again).unwrap();
    }
    assert!(!case.finished());
    assert!(
        lived(&case, "2026-07-03", &[says(Resident::NotSolved)]).unwrap().finished(),
        "contested, and said so"
    );
}

#[test]
fn silence_is_stated_after_two_tries_and_fifteen_days_and_never_by_the_office_alone() {
    let twice = lived(&done(), "2026-07-03", &[(of(1), Act::Ask), (listener(7), Act::Ask)]).unwrap();
    assert_eq!(lived(&twice, "2026-09-01", &[(clock(), Act::Silence)]), Err(Refusal::TooEarly), "on one day");
    let alone = lived(&twice, "2026-07-10", &[(of(1), Act::Ask), (of(2), Act::Ask)]).unwrap();
    assert_eq!(alone, twice, "that the office asked again is its word alone");
    assert_eq!(lived(&alone, "2026-12-01", &[(clock(), Act::Silence)]), Err(Refusal::TooEarly));
    let asked = lived(&alone, "2026-07-10", &[(listener(7), Act::Ask)]).unwrap();
    assert_eq!(lived(&asked, "2026-07-24", &[(clock(), Act::Silence)]), Err(Refusal::TooEarly));
    assert_eq!(lived(&asked, "2026-07-25", &[(listener(100), Act::Silence)]), Err(Refusal::Concerned));
    let silent = lived(&asked, "2026-07-25", &[(clock(), Act::Silence)]).unwrap();
    assert!(silent.finished());
    let heard = lived(&silent, "2026-12-01", &[says(Resident::NotSolved)]).unwrap();
    assert!(heard.open(), "whoever is heard at last is heard");
}

#[test]
fn a_word_on_paper_is_taken_down_by_somebody_else_than_whoever_closed() {
    let word = Act::Answer { word: Resident::Solved };
    assert_eq!(lived(&done(), "2026-07-03", &[(listener(100), word.clone())]), Err(Refusal::Concerned));
    assert!(lived(&done(), "2026-07-03", &[(listener(9), word)]).unwrap().finished());
}

#[test]
fn a_transfer_waits_for_the_unit_that_is_asked() {
    let offered =
        lived(&new(), "2026-07-02", &[(of(1), Act::Accept), (of(1), Act::Offer { to: unit(2) })]).unwrap();
    assert_eq!(lived(&offered, "2026-07-02", &[(of(3), Act::TakeOver)]), Err(Refusal::NotYours));
    let back = lived(&offered, "2026-07-02", &[(of(2), Act::SendBack)]).unwrap();
    assert_eq!((back.owner, back.pending), (Some(unit(1)), Pending::Nothing));
    let taken = lived(&offered, "2026-07-02", &[(of(2), Act::TakeOver)]).unwrap();
    assert_eq!(lived(&taken, "2026-07-02", &[(of(1), Act::Done)]), Err(Refusal::NotYours));
}

#[test]
fn what_is_late_goes_up_by_itself() {
    assert_eq!(lived(&new(), "2026-07-22", &[(clock(), Act::Escalate)]), Err(Refusal::TooEarly));
    let up = lived(&new(), "2026-07-23", &[(clock(), Act::Escalate)]).unwrap();
    assert_eq!((up.rung, up.spent, up.round), (Rung::County, 16, 1));
}

#[test]
fn what_is_handled_together_is_closed_together_and_each_household_says_its_own_word() {
    let days = WorkingDays::default();
    let follower = new().follows(&done(), day("2026-07-02"), &days);
    assert_eq!((follower.office, follower.closed_by), (Office::Done, done().closed_by));
    assert!(!follower.finished() && follower.clock.since.is_none());
    let solved = lived(&done(), "2026-07-03", &[says(Resident::Solved)]).unwrap();
    let own = new().follows(&solved, day("2026-07-03"), &days);
    assert!(!own.finished(), "the word of one household is not another's");
    let back = lived(&own, "2026-07-04", &[says(Resident::NotSolved)]).unwrap();
    assert_eq!((back.rung, back.open()), (Rung::County, true));
    assert_eq!(new().follows(&new(), day("2026-07-02"), &days), new());
    assert_eq!(solved.follows(&done(), day("2026-07-04"), &days), solved);
}

fn acts() -> impl Strategy<Value = (Doer, Act, i64)> {
    let doers = prop_oneof![
        6 => (1u128..6).prop_map(of), 2 => Just(resident()), 2 => (1u128..4).prop_map(|n| listener(n * 100)), 1 => Just(clock()),
    ];
    let said = [Resident::Solved, Resident::Partly, Resident::NotSolved];
    let words = prop_oneof![9 => proptest::sample::select(said.to_vec()), 1 => proptest::sample::select(Resident::ALL)];
    let acts = prop_oneof![
        3 => Just(Act::Accept),
        1 => Just(Act::Begin),
        1 => Just(Act::Stop { reason: StopReason::Season }),
        1 => Just(Act::Resume),
        1 => (1u128..4).prop_map(|n| Act::Offer { to: unit(n) }),
        1 => Just(Act::TakeOver),
        1 => Just(Act::SendBack),
        3 => Just(Act::Done),
        1 => Just(Act::Cannot { reason: CannotReason::Court }),
        1 => Just(Act::TakeReading),
        1 => proptest::bool::ANY.prop_map(|agree| Act::SecondRead { agree }),
        1 => Just(Act::Ask),
        4 => words.prop_map(|word| Act::Answer { word }),
        1 => Just(Act::Silence),
        1 => Just(Act::Escalate),
        4 => (1u128..6, 0i64..20).prop_map(|(n, later)| Act::Invite { to: unit(n), name: String::new(), by: plus(day("2026-01-05"), later) }),
        4 => Just(Act::Join),
        1 => Just(Act::Decline),
        2 => Just(Act::PartDone),
        1 => Just(Act::HandBack),
        2 => (1u128..6).prop_map(|n| Act::Withdraw { to: unit(n) }),
        1 => Just(Act::Handler { handler: None }),
        1 => Just(Act::Cost { cost: Cost { planned: None, spent: None, funds: Funds::Nothing } }),
    ];
    (doers, acts, 0i64..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    /// No path finishes a case without the resident's word or a stated silence in this very round; clocks never run backward; a
    /// case that is open belongs to somebody or waits to be taken on; rounds and rungs never sink. The office never says that it is
    /// done while another unit's part is under way, and what has closed leaves no part behind at which a unit still has to work.
    #[test]
    fn no_path_finishes_without_the_resident(steps in proptest::collection::vec(acts(), 1..60)) {
        let days = WorkingDays::default();
        let (mut today, mut case) = (day("2026-01-05"), Case::taken_in(5, day("2026-01-05")));
        let (mut used, mut heard, mut apart) = (0, false, false);
        let (mut sums, mut clocks) = (raised(), 0);
        for (by, act, later) in steps {
            today = plus(today, later);
            let Ok(next) = case.after(&by, &act, today, &days) else { continue };
            if next.open() != case.open() {
                (heard, apart) = (false, false);
            }
            apart |= act == Act::Ask && by.side == Side::Listener;
            prop_assert!(act != Act::Silence || apart, "the office alone asked: {case:?}");
            heard |= matches!((&act, &by.side), (Act::Answer { .. }, Side::Resident | Side::Listener) | (Act::Silence, Side::Listener | Side::Clock));
            prop_assert!(!next.finished() || heard, "{act:?} by {by:?}: {case:?} to {next:?}");
            prop_assert!(next.used_on(today, &days) >= used);
            prop_assert!(next.round >= case.round && next.rung >= case.rung);
            // Only what came back and is then said to be solved after all has been closed by nobody's work.
            let owned = matches!(next.office, Office::Accepted | Office::InProgress | Office::Cannot);
            prop_assert!(!owned || next.owner.is_some());
            let under_way = |case: &Case| case.parts.iter().any(|part| part.state == PartState::Open);
            let says_done = matches!(act, Act::Done | Act::Cannot { .. });
            prop_assert!(!says_done || !under_way(&case), "{act:?} by {by:?}: {case:?}");
            prop_assert!(next.open() || !next.parts.iter().any(Part::waits), "{act:?} by {by:?}: {case:?} to {next:?}");
            // Nobody but its own unit makes a part done or under way, and the owner has none.
            for part in &next.parts {
                let was = case.parts.iter().find(|was| was.unit == part.unit).map(|was| was.state);
                let said = matches!(part.state, PartState::Open | PartState::Done | PartState::Refused | PartState::Back);
                prop_assert!(!said || was == Some(part.state) || by.side == Side::Unit(part.unit.clone()));
                prop_assert!(!part.waits() || next.owner.as_ref() != Some(&part.unit));
            }
            prop_assert!(next.parts.iter().filter(|part| part.waits()).count() <= UNITS && next.parts.len() <= KEPT);
            let by_act = counted(&case, &act, &next, today, &days);
            sums.iter_mut().zip(by_act.now).zip(by_act.before).for_each(|((sum, now), before)| *sum += now + before);
            let [_, finished, solved, partly, not, silent, cannot, reopened, _, kept, late] = sums;
            prop_assert_eq!(finished, i64::from(next.finished()));
            prop_assert_eq!(solved + partly + not + silent, finished);
            prop_assert_eq!(cannot, i64::from(next.finished() && next.office == Office::Cannot));
            prop_assert_eq!(reopened, i64::from(next.round) - 1);
            prop_assert!(kept + late >= clocks, "a clock that ended has ended");
            clocks = kept + late;
            used = next.used_on(today, &days);
            case = next;
        }
    }
}
