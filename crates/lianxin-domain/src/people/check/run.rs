//! The whole check, sheet by sheet.

use std::collections::BTreeSet;

use super::{doubles, officials, present, units, villages};
use crate::{
    day::Day,
    people::{
        Gazetteer, OfficialRecord, Origin, Present, Problem, ProblemCode, Roster, UnitRecord, VillageRecord,
    },
};

/// How many problems a workbook may have before the rest is left out.
const MOST_PROBLEMS: usize = 20_000;

/// A record with the row that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming<T> {
    /// Where the row stands.
    pub at: Origin,
    /// What it says.
    pub record: T,
}

/// A roster whose rows are resolved. Rows with errors are left out of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Units of the workbook.
    pub units: Vec<Incoming<UnitRecord>>,
    /// Officials of the workbook.
    pub officials: Vec<Incoming<OfficialRecord>>,
    /// Village profiles of the workbook.
    pub villages: Vec<Incoming<VillageRecord>>,
    /// Rows of officials whose rank was inferred from unit and post.
    pub inferred_ranks: BTreeSet<Origin>,
    /// All problems, of reading too, by sheet and row.
    pub problems: Vec<Problem>,
}

/// Checks a whole roster against the city's places and today's people. `today` bounds dates; `digest` is the
/// installation's keyed digest of an identity number (18 characters, upper case). Deterministic.
pub fn check(
    roster: &Roster,
    places: &Gazetteer,
    present: &Present,
    today: Day,
    digest: impl Fn(&str) -> [u8; 32],
) -> Checked {
    let mut problems = roster.problems.clone();
    let units = units::check(roster, places, present, &mut problems);
    let villages = villages::check(roster, places, present, &mut problems);
    let setting = officials::Setting::new(roster, places, present, &units, today, &digest);
    let mut officials = officials::check(&setting, &mut problems);
    doubles::check(roster, &mut officials, &mut problems);
    present::check(roster, places, present, &mut officials, &mut problems);
    if roster.officials.is_empty() {
        problems.push(Problem::of_row(Origin::default(), ProblemCode::NoOfficials));
    }
    problems.sort_by_key(|problem| (problem.at, problem.field, problem.code));
    if problems.len() > MOST_PROBLEMS {
        problems.sort_by_key(|problem| problem.severity());
        problems.truncate(MOST_PROBLEMS);
        problems.push(
            Problem::of_row(Origin::default(), ProblemCode::TooManyProblems).with("count", MOST_PROBLEMS),
        );
        problems.sort_by_key(|problem| (problem.at, problem.field, problem.code));
    }
    let said: BTreeSet<Origin> =
        roster.officials.iter().filter(|r| r.rank.is_empty()).map(|r| r.at).collect();
    Checked { units, officials, villages, inferred_ranks: said, problems }
}
