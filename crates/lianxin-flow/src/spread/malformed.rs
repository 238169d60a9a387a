//! What is not a problem, or not a change of one.

use std::fmt;

use super::{MAX_COST, MAX_LOWER};

/// Why something is not a problem, or not a change of this problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// There is no agent of this number.
    NoSuchAgent {
        /// The number.
        agent: u32,
    },
    /// There is no capacity node of this number.
    NoSuchPlace {
        /// The number.
        place: u32,
    },
    /// The agent has no arc to the place.
    NoSuchArc {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The agent has two arcs to the place.
    DoubleArc {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// A cost beyond [`MAX_COST`].
    CostTooLarge {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
        /// The cost.
        cost: i64,
    },
    /// Lower bound negative, above the upper bound, or beyond [`MAX_LOWER`].
    Bounds {
        /// The capacity node.
        place: u32,
        /// Its lower bound.
        lower: i64,
        /// Its upper bound.
        upper: i64,
    },
    /// The parents of this node lead back to it.
    Cycle {
        /// The capacity node.
        place: u32,
    },
    /// More than 2^30 capacity nodes.
    TooLarge,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchAgent { agent } => write!(f, "there is no agent {agent}"),
            Self::NoSuchPlace { place } => write!(f, "there is no place {place}"),
            Self::NoSuchArc { agent, place } => write!(f, "agent {agent} has no arc to place {place}"),
            Self::DoubleArc { agent, place } => write!(f, "agent {agent} has two arcs to place {place}"),
            Self::CostTooLarge { agent, place, cost } => {
                write!(f, "cost {cost} from agent {agent} to place {place} is beyond {MAX_COST}")
            }
            Self::Bounds { place, lower, upper } => {
                write!(
                    f,
                    "bounds {lower}..{upper} of place {place} are not an interval from 0..={MAX_LOWER} up"
                )
            }
            Self::Cycle { place } => write!(f, "the parents of place {place} lead back to it"),
            Self::TooLarge => write!(f, "more capacity nodes than can be numbered"),
        }
    }
}

impl std::error::Error for Malformed {}
