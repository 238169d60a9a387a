//! People: units and officials, their posts, skills and tiers.

pub(crate) mod words;

pub use words::{Rank, Topic, UnitKind};
