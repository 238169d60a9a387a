//! The figures of a place as they are shown, and the columns that they are made of.

use lianxin_domain::oversight::Part;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::Sums;
use crate::places::store::PlaceRef;

/// A number, unless it is withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Figure {
    /// The number; none when it is withheld.
    pub n: Option<i64>,
    /// Whether it is withheld: too small, or it would give a small one away.
    pub withheld: bool,
}

impl Figure {
    pub(super) fn new(n: i64, withheld: bool) -> Figure {
        Figure { n: (!withheld).then_some(n), withheld }
    }
}

/// Households of a kind: how many there are, how many were reached in the quarter, how many were not.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Share {
    pub(super) there: Figure,
    pub(super) reached: Figure,
    pub(super) unmet: Figure,
}

/// Households reached by officials of each tier.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct ByTier {
    pub(super) contact_point: Figure,
    pub(super) paired_unit: Figure,
    pub(super) first_secretary: Figure,
    pub(super) township_charge: Figure,
}

/// Households of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct ByKind {
    pub(super) old_party_member: Share,
    pub(super) old_official: Share,
    pub(super) old_model: Share,
    pub(super) hardship: Share,
    pub(super) thriving: Share,
}

/// The figures of a place in a quarter.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Figures {
    pub(super) households: Share,
    /// Households reached by leaders.
    pub(super) by_leaders: Figure,
    pub(super) tiers: ByTier,
    pub(super) kinds: ByKind,
    /// Promises still open that were due before this week.
    pub(super) overdue: Figure,
    /// Needs still open; villages only.
    pub(super) needs: Option<Figure>,
}

/// A place right below the one asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceFigures {
    pub(super) place: PlaceRef,
    pub(super) figures: Figures,
}

/// One week of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Week {
    /// `2026-W27`.
    pub(super) week: String,
    /// Its Monday.
    pub(super) starts: String,
    pub(super) visits: Figure,
    pub(super) by_leaders: Figure,
    pub(super) in_person: Figure,
    pub(super) phone: Figure,
    pub(super) meeting: Figure,
    pub(super) work: Figure,
    pub(super) eat: Figure,
    pub(super) stay: Figure,
    pub(super) statements: Figure,
    pub(super) needs: Figure,
    pub(super) promises: Figure,
    /// Promises due in this week, without those withdrawn.
    pub(super) due: Figure,
    /// Those of them that are kept.
    pub(super) kept: Figure,
}

/// A column of the figures: its number, and what it is a part of.
pub(super) type Column = fn(&Sums) -> Part;

/// The columns of [`Figures`], in its order: reached and there of all households, by whom, by kind, promises.
pub(super) const COLUMNS: [Column; 18] = [
    |s| Part { n: s.reached[0], of: Some(s.there[0]) },
    |s| Part::of(s.there[0]),
    |s| Part::of(s.reached[1]),
    |s| Part::of(s.reached[2]),
    |s| Part::of(s.reached[3]),
    |s| Part::of(s.reached[4]),
    |s| Part::of(s.reached[5]),
    |s| Part { n: s.reached[6], of: Some(s.there[1]) },
    |s| Part::of(s.there[1]),
    |s| Part { n: s.reached[7], of: Some(s.there[2]) },
    |s| Part::of(s.there[2]),
    |s| Part { n: s.reached[8], of: Some(s.there[3]) },
    |s| Part::of(s.there[3]),
    |s| Part { n: s.reached[9], of: Some(s.there[4]) },
    |s| Part::of(s.there[4]),
    |s| Part { n: s.reached[10], of: Some(s.there[5]) },
    |s| Part::of(s.there[5]),
    |s| Part::of(s.overdue),
];

impl Figures {
    /// From the columns' figures of one place.
    pub(super) fn of(columns: &[Figure], needs: Option<Figure>) -> Figures {
        let share = |at: usize| Share::of(columns[at], columns[at + 1]);
        Figures {
            households: share(0),
            by_leaders: columns[2],
            tiers: ByTier {
                contact_point: columns[3],
                paired_unit: columns[4],
                first_secretary: columns[5],
                township_charge: columns[6],
            },
            kinds: ByKind {
                old_party_member: share(7),
                old_official: share(9),
                old_model: share(11),
                hardship: share(13),
                thriving: share(15),
            },
            overdue: columns[17],
            needs,
        }
    }
}

impl Share {
    fn of(reached: Figure, there: Figure) -> Share {
        let unmet = match (reached.n, there.n) {
            (Some(reached), Some(there)) => Figure::new((there - reached).max(0), false),
            _ => Figure::new(0, true),
        };
        Share { there, reached, unmet }
    }
}
