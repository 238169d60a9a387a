//! The numbers of cases as they are told of a place, the columns that they are made of, and how far their shares may be off.

use lianxin_domain::{
    cases::counts::Counts,
    oversight::{
        Part,
        apart::{self, Beside, Range},
        outcomes::Outcomes,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::figures::Figure;

/// The numbers of a place in a quarter.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct CaseNumbers {
    pub(super) raised: Figure,
    /// Both keys turned; a case that a household's last word opened again is not among them.
    pub(super) finished: Figure,
    /// Of those finished: the household says so.
    pub(super) solved: Figure,
    /// Of those finished: could not be solved, read by a second unit.
    pub(super) cannot: Figure,
    /// Clocks that ended: the office had done its part, or time took the case up.
    pub(super) clocks: Figure,
    /// Of those: in time.
    pub(super) kept: Figure,
    /// The household said that it is not solved, or only partly.
    pub(super) reopened: Figure,
    /// Of those raised: confirmed by a person to have been there before.
    pub(super) recurred: Figure,
    /// The rest of those finished; none where one of them is too small, or would give a small one away.
    pub(super) outcomes: Option<OutcomeNumbers>,
    /// How far the share of those solved may be off; none where it is withheld.
    pub(super) solved_range: Option<ShareRange>,
    /// The same of the clocks kept.
    pub(super) kept_range: Option<ShareRange>,
}

/// What became of those finished that households do not call solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutcomeNumbers {
    /// Partly solved, the household says.
    pub(super) partly: i64,
    /// Not solved, the household says.
    pub(super) not_solved: i64,
    /// Asked twice and long ago, and never heard.
    pub(super) silent: i64,
}

/// A share in tenths of a percent, with the range in which it may lie by chance (95 %; Wilson 1927).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareRange {
    pub(super) at: i64,
    pub(super) low: i64,
    pub(super) high: i64,
    /// Beside the place above: `higher`, `lower`, or `not_apart` where the ranges overlap; none of the place asked for.
    pub(super) beside: Option<String>,
}

/// A column: its number, and what it is a part of.
pub(super) type Column = fn(&Counts) -> Part;

/// The columns of [`CaseNumbers`], in its order.
pub(super) const COLUMNS: [Column; 8] = [
    |c| Part::of(c[0]),
    |c| Part::of(c[1]),
    |c| Part { n: c[2], of: Some(c[1]) },
    |c| Part { n: c[6], of: Some(c[1]) },
    |c| Part::of(c[9] + c[10]),
    |c| Part { n: c[9], of: Some(c[9] + c[10]) },
    |c| Part::of(c[7]),
    |c| Part { n: c[8], of: Some(c[0]) },
];

const FINISHED: usize = 1;
const SOLVED: usize = 2;
/// The columns from which the sum of all other outcomes follows.
pub(super) const SUM: [usize; 2] = [FINISHED, SOLVED];

/// Which columns and outcomes of a place are withheld.
pub(super) struct Hidden {
    pub(super) columns: Vec<bool>,
    pub(super) outcomes: bool,
}

impl Hidden {
    /// A place's outcomes beside those solved.
    pub(super) fn outcomes(counts: &Counts, sum_shown: bool) -> Outcomes {
        Outcomes { others: [counts[3], counts[4], counts[5]], sum_shown }
    }
}

impl CaseNumbers {
    /// A place's numbers, without what is withheld.
    pub(super) fn of(counts: &Counts, hidden: &Hidden, above: Option<&CaseNumbers>) -> CaseNumbers {
        let figure = |n: usize| Figure::new(COLUMNS[n](counts).n, hidden.columns[n]);
        let mut told = CaseNumbers {
            raised: figure(0),
            finished: figure(FINISHED),
            solved: figure(SOLVED),
            cannot: figure(3),
            clocks: figure(4),
            kept: figure(5),
            reopened: figure(6),
            recurred: figure(7),
            outcomes: (!hidden.outcomes).then_some(OutcomeNumbers {
                partly: counts[3],
                not_solved: counts[4],
                silent: counts[5],
            }),
            ..CaseNumbers::default()
        };
        told.solved_range =
            range(told.solved, told.finished, above.and_then(|above| above.solved_range.as_ref()));
        told.kept_range = range(told.kept, told.clocks, above.and_then(|above| above.kept_range.as_ref()));
        told
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        let nothing = Figure::new(0, false);
        self.raised == nothing && self.finished == nothing && self.clocks == nothing
    }
}

fn range(part: Figure, whole: Figure, above: Option<&ShareRange>) -> Option<ShareRange> {
    let own = apart::range(part.n?, whole.n?)?;
    let beside = |above: &ShareRange| -> Beside {
        apart::beside(own, Range { at: above.at, low: above.low, high: above.high })
    };
    let beside = above.map(|above| beside(above).word().to_owned());
    Some(ShareRange { at: own.at, low: own.low, high: own.high, beside })
}
