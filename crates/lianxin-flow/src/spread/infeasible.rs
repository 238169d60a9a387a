//! Why there is no plan: a Hall set that can be checked from the problem alone.

use std::fmt;

/// A proof that no plan exists (Hall 1935; for bounds Hoffman 1960).
/// [`check_infeasible`](crate::certificate::check_infeasible) verifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Infeasible {
    /// One agent alone cannot: it takes more places than it may, or is pinned to more than it takes.
    Agent {
        /// The agent.
        agent: u32,
        /// How many places it takes.
        take: u32,
        /// How many arcs it has that are not banned.
        allowed: u32,
        /// How many arcs are pinned.
        pinned: u32,
    },
    /// These agents need more takes in these places than the places have room for.
    TooFewPlaces {
        /// The agents that cannot all do without these places, ascending.
        agents: Vec<u32>,
        /// The capacity nodes, ascending.
        places: Vec<u32>,
        /// How many takes must fall on them.
        need: i64,
        /// How many they can hold.
        room: i64,
    },
    /// These places need more takes than the agents who may take them can give.
    TooFewAgents {
        /// The capacity nodes, ascending.
        places: Vec<u32>,
        /// The agents that may take any of them, ascending.
        agents: Vec<u32>,
        /// How many takes the lower bounds ask for.
        need: i64,
        /// How many there can be at the very most.
        have: i64,
    },
}

impl fmt::Display for Infeasible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agent { agent, take, allowed, pinned } => {
                write!(f, "agent {agent} takes {take} places, may take {allowed} and is pinned to {pinned}")
            }
            Self::TooFewPlaces { agents, places, need, room } => {
                let (agents, places) = (agents.len(), places.len());
                write!(f, "{agents} agents need {need} takes in {places} places with room for {room}")
            }
            Self::TooFewAgents { places, agents, need, have } => {
                let (agents, places) = (agents.len(), places.len());
                write!(f, "{places} places need {need} takes of {agents} agents who can give {have}")
            }
        }
    }
}

impl std::error::Error for Infeasible {}
