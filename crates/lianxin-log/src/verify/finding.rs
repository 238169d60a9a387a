//! What is wrong with a log.

use std::{fmt, ops::Range};

use crate::{tiles::BadTile, trust::Untrusted};

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// The first wrong entry is among these; one long if it is known exactly, empty if no entry is concerned.
    pub first: Range<u64>,
    /// So many entries from the front are proved right by a checkpoint; where the log signed two histories, by one that
    /// witnesses cosigned.
    pub proven: u64,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A checkpoint is not signed by whom it must be, or is none.
    BadSignature {
        /// Which one.
        which: Which,
        /// Why it is refused.
        why: Untrusted,
    },
    /// The log is older than a checkpoint that it once signed: an older state was put in its place.
    RolledBack {
        /// Its size.
        size: u64,
        /// The size that it once had.
        known: u64,
    },
    /// The log signed two histories that differ within their first entries.
    Forked {
        /// The number of these entries.
        size: u64,
    },
    /// Entries are missing at the end.
    CutTail {
        /// How many.
        missing: u64,
    },
    /// An entry has been replaced by another.
    Edited,
    /// Entries are missing.
    Deleted {
        /// How many in a row.
        count: u64,
    },
    /// There are entries that the log never had, or that no checkpoint holds.
    Inserted {
        /// How many in a row.
        count: u64,
    },
    /// Two entries have changed places.
    Swapped {
        /// The other one.
        with: u64,
    },
    /// The entry that belongs here stands elsewhere.
    Moved {
        /// Where.
        to: u64,
    },
    /// Entries are not what was signed, and no stored hash is left that says how.
    Rewritten,
    /// The entries are right, a stored tile is not.
    Tile(BadTile),
}

/// A checkpoint that the verifier was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The log's present one.
    Current,
    /// One of the older, by its place in the list.
    Known(usize),
}

impl Finding {
    /// A finding that concerns no entry.
    pub(super) fn nowhere(kind: Kind) -> Finding {
        Finding { kind, first: 0..0, proven: 0 }
    }
}

impl Kind {
    /// A word that does not change, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Kind::BadSignature { .. } => "bad-signature",
            Kind::RolledBack { .. } => "rolled-back",
            Kind::Forked { .. } => "forked",
            Kind::CutTail { .. } => "cut-tail",
            Kind::Edited => "edited",
            Kind::Deleted { .. } => "deleted",
            Kind::Inserted { .. } => "inserted",
            Kind::Swapped { .. } => "swapped",
            Kind::Moved { .. } => "moved",
            Kind::Rewritten => "rewritten",
            Kind::Tile(_) => "tile",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first.end.saturating_sub(self.first.start) {
            0 => {}
            1 => write!(f, "entry {}: ", self.first.start)?,
            _ => write!(f, "an entry from {} to {}: ", self.first.start, self.first.end - 1)?,
        }
        self.kind.fmt(f)?;
        if self.first.is_empty() { Ok(()) } else { write!(f, " (the first {} are proved)", self.proven) }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::BadSignature { which: Which::Current, why } => {
                write!(f, "the checkpoint is not believed: {why}")
            }
            Kind::BadSignature { which: Which::Known(at), why } => {
                write!(f, "older checkpoint {at} is not believed: {why}")
            }
            Kind::RolledBack { size, known } => {
                write!(f, "the log has {size} entries and once had {known}: an older state was restored")
            }
            Kind::Forked { size } => write!(f, "the log signed two histories of its first {size} entries"),
            Kind::CutTail { missing } => write!(f, "the last {missing} entries are missing"),
            Kind::Edited => f.write_str("it was edited"),
            Kind::Deleted { count } => write!(f, "{count} were deleted here"),
            Kind::Inserted { count } => write!(f, "{count} were inserted here"),
            Kind::Swapped { with } => write!(f, "it was swapped with {with}"),
            Kind::Moved { to } => write!(f, "the one that belongs here stands at {to}"),
            Kind::Rewritten => f.write_str("entries are not those that were signed"),
            Kind::Tile(bad) => write!(f, "the entries are right, but the stored {bad}"),
        }
    }
}

impl std::error::Error for Finding {}
