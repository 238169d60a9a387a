//! What is counted of cases, by quarter and by each cut: what an act adds, so that the sums stand in the act's own transaction. What a
//! household takes back by its last word is taken out of the quarter in which it was counted: the last word counts.

use super::{
    Act, Case,
    words::{Office, Resident},
    working::WorkingDays,
};
use crate::day::Day;

/// The counts, in the order of the roll-up's columns.
pub const NAMES: [&str; 11] = [
    "raised",
    "finished",
    "solved",
    "partly",
    "not_solved",
    "silent",
    "cannot",
    "reopened",
    "recurred",
    "kept",
    "late",
];

/// So many of each.
pub type Counts = [i64; NAMES.len()];

/// Adds `times` some counts to a sum.
pub fn gather(sum: &mut Counts, counts: &Counts, times: i64) {
    sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n * times);
}

const FINISHED: usize = 1;
const CANNOT: usize = 6;
const REOPENED: usize = 7;
/// Where a recurrence is counted: a person confirms it, no act does.
pub const RECURRED: usize = 8;
/// Where it is counted that the office was in time.
pub const KEPT: usize = 9;
/// Where it is counted that the time was over.
pub const LATE: usize = 10;

/// What a new case counts.
pub fn raised() -> Counts {
    let mut counts = Counts::default();
    counts[0] = 1;
    counts
}

/// What an act upon a case counts today, and what it changes of the day on which the case was finished before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// In the quarter of the act.
    pub now: Counts,
    /// In the quarter in which it was finished before.
    pub before: Counts,
}

/// The counts of an act.
pub fn counted(before: &Case, act: &Act, after: &Case, today: Day, days: &WorkingDays) -> Counted {
    let mut counted = Counted::default();
    let (was, is) = (finish(before), finish(after));
    if was != is {
        // Finished otherwise than before: it stays in its quarter.
        let same = before.finished() && after.finished();
        let new = if same { &mut counted.before } else { &mut counted.now };
        add(new, is, 1);
        add(&mut counted.before, was, -1);
    }
    counted.now[REOPENED] += i64::from(after.round > before.round);
    let late = before.clock.overdue(today, days);
    let ends = before.open() && !after.open() && !matches!(act, Act::Answer { .. });
    counted.now[KEPT] += i64::from(ends && !late);
    counted.now[LATE] += i64::from((ends && late) || *act == Act::Escalate);
    counted
}

/// What a case counts that is finished by these two words.
pub fn of_finish(resident: Resident, office: Office) -> Counts {
    let mut counts = Counts::default();
    add(&mut counts, outcome(resident).map(|column| (column, office == Office::Cannot)), 1);
    counts
}

/// How a case is finished: the column of the household's word, and whether it could not be solved.
fn finish(case: &Case) -> Option<(usize, bool)> {
    let column = outcome(case.resident).filter(|_| case.finished())?;
    Some((column, case.office == Office::Cannot))
}

fn outcome(resident: Resident) -> Option<usize> {
    Some(match resident {
        Resident::Solved => 2,
        Resident::Partly => 3,
        Resident::NotSolved => 4,
        Resident::Silent => 5,
        Resident::Unasked | Resident::Asked => return None,
    })
}

fn add(counts: &mut Counts, finish: Option<(usize, bool)>, by: i64) {
    if let Some((column, cannot)) = finish {
        counts[FINISHED] += by;
        counts[column] += by;
        counts[CANNOT] += i64::from(cannot) * by;
    }
}
