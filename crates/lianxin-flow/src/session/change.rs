//! The changes a session takes and what it answers.

use std::fmt;

use crate::spread::{Infeasible, Malformed};

/// One change of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The agent always takes the place, even if it was banned.
    Pin {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The agent takes the place only if that is cheapest; nothing happens to an arc that is not pinned.
    Unpin {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The agent never takes the place, even if it was pinned.
    Ban {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The agent may take the place again; nothing happens to an arc that is not banned.
    Unban {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The arc's cost.
    Cost {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
        /// The new cost.
        cost: i64,
    },
    /// The bounds of a capacity node.
    Bounds {
        /// The capacity node.
        place: u32,
        /// The new lower bound.
        lower: i64,
        /// The new upper bound.
        upper: i64,
    },
    /// A new agent, numbered after all others.
    AddAgent {
        /// How many places it takes.
        take: u32,
        /// Place and cost of its arcs.
        arcs: Vec<(u32, i64)>,
    },
    /// The agent takes nothing any more and loses its pins; its number stays.
    RemoveAgent {
        /// The agent.
        agent: u32,
    },
    /// How many places the agent takes.
    Take {
        /// The agent.
        agent: u32,
        /// The new number.
        take: u32,
    },
}

/// What a batch of changes did to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    /// The agents whose places changed, ascending.
    pub moved: Vec<Moved>,
    /// The objective before the changes.
    pub objective_before: i64,
    /// The objective after them.
    pub objective_after: i64,
}

/// An agent whose places changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The agent.
    pub agent: u32,
    /// Its places before, ascending.
    pub before: Vec<u32>,
    /// Its places after, ascending.
    pub after: Vec<u32>,
}

/// Why changes were not applied. The session is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// A change names what is not there, or breaks a limit.
    Malformed(Malformed),
    /// With the changes there is no plan. The Hall set speaks of the changed problem.
    Infeasible(Infeasible),
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => why.fmt(f),
            Self::Infeasible(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for Rejected {}

impl From<Malformed> for Rejected {
    fn from(why: Malformed) -> Self {
        Self::Malformed(why)
    }
}

impl From<Infeasible> for Rejected {
    fn from(why: Infeasible) -> Self {
        Self::Infeasible(why)
    }
}
