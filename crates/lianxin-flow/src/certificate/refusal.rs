//! Why a checker says no.

use std::fmt;

/// Why an answer is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The answer's lists do not have the problem's lengths, or are not in order.
    Shape,
    /// The agent's places are not as many as it takes, not different, or not among its arcs.
    Places {
        /// The agent.
        agent: u32,
    },
    /// A pinned arc is not taken.
    Pin {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// A banned arc is taken.
    Ban {
        /// The agent.
        agent: u32,
        /// The place.
        place: u32,
    },
    /// The takes at a capacity node are outside its bounds.
    Bounds {
        /// The capacity node.
        place: u32,
        /// Takes in its subtree.
        load: i64,
    },
    /// A positive price where there is room, or a negative one above the lower bound.
    Price {
        /// The capacity node.
        place: u32,
    },
    /// The agent takes a place although another is cheaper at these prices.
    Cheaper {
        /// The agent.
        agent: u32,
        /// The place it takes.
        place: u32,
        /// The place it should take.
        other: u32,
    },
    /// The plan costs more than the prices prove.
    Gap {
        /// Cost of the plan.
        cost: i128,
        /// What the prices prove.
        proved: i128,
    },
    /// The numbers of a Hall set are not what the problem says.
    Count {
        /// What must fall on the places.
        need: i64,
        /// What can.
        room: i64,
    },
    /// The flow of an arc is outside its bounds.
    Flow {
        /// The arc.
        arc: usize,
    },
    /// More or less leaves a node than its supply.
    Balance {
        /// The node.
        node: u32,
    },
    /// An arc's flow does not go with its reduced cost.
    Reduced {
        /// The arc.
        arc: usize,
    },
    /// The Hall set is right but not a contradiction.
    NoConflict,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => write!(f, "the answer does not have the shape of the problem"),
            Self::Places { agent } => write!(f, "the places of agent {agent} are not ones it can take"),
            Self::Pin { agent, place } => write!(f, "agent {agent} is pinned to place {place}"),
            Self::Ban { agent, place } => write!(f, "agent {agent} is banned from place {place}"),
            Self::Bounds { place, load } => write!(f, "{load} takes at place {place} are outside its bounds"),
            Self::Price { place } => write!(f, "the price of place {place} is not backed by its bounds"),
            Self::Cheaper { agent, place, other } => {
                write!(f, "agent {agent} takes place {place} although {other} is cheaper")
            }
            Self::Gap { cost, proved } => write!(f, "the plan costs {cost}, the prices prove {proved}"),
            Self::Count { need, room } => write!(f, "the counts should be {need} and {room}"),
            Self::Flow { arc } => write!(f, "the flow of arc {arc} is outside its bounds"),
            Self::Balance { node } => write!(f, "what leaves node {node} is not its supply"),
            Self::Reduced { arc } => write!(f, "the flow of arc {arc} does not go with its reduced cost"),
            Self::NoConflict => write!(f, "the set is no contradiction"),
        }
    }
}

impl std::error::Error for Refusal {}
