//! The shapes of a difference between today's people and a roster: one change each, with before and after.

use serde::{Deserialize, Serialize};

use super::{OfficialRecord, Origin, UnitRecord, VillageRecord};
use crate::ids::Ref;

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// New on the roster.
    Joined,
    /// Another unit, post or rank.
    Moved,
    /// The same post, other facts.
    Changed,
    /// No longer on the roster.
    Left,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: &[ChangeKind] =
        &[ChangeKind::Joined, ChangeKind::Moved, ChangeKind::Changed, ChangeKind::Left];

    /// The word of storage and the API.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Joined => "joined",
            ChangeKind::Moved => "moved",
            ChangeKind::Changed => "changed",
            ChangeKind::Left => "left",
        }
    }
}

/// One change of one record of kind `T`; `before` is none for what is new, `after` for what goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// What it does.
    pub kind: ChangeKind,
    /// The row that says so; none for what the workbook does not mention.
    pub at: Option<Origin>,
    /// The record of today that it changes; none for what is new and for village profiles.
    pub of: Option<Ref>,
    /// The record of today.
    pub before: Option<T>,
    /// The record as it is to be, whole.
    pub after: Option<T>,
}

/// What a roster changes: apply units first, then officials, then villages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New (`Joined`) and changed (`Changed`) units; units never leave by a roster.
    pub units: Vec<Change<UnitRecord>>,
    /// Officials, in the order joined, moved, changed, left, and of the workbook within.
    pub officials: Vec<Change<OfficialRecord>>,
    /// New and changed village profiles.
    pub villages: Vec<Change<VillageRecord>>,
    /// Officials in the workbook who stay as they are.
    pub same: usize,
}

impl Difference {
    /// How many officials change in one way.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.officials.iter().filter(|change| change.kind == kind).count()
    }
}
