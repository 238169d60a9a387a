//! Claims that there is no answer, in the numbers of any shape.

use crate::assign::Shortage;
use crate::network::Cut;
use crate::spread::Infeasible;

/// Why there is no answer, as a plan file says it: a Hall set, a shortage or a violated cut.
///
/// Written as one line `i`, then `h NODE` and `a AGENT` for the members of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is wrong.
    pub kind: ClaimKind,
    /// Places, columns or nodes, ascending.
    pub nodes: Vec<u32>,
    /// Agents or rows, ascending; none for a cut.
    pub agents: Vec<u32>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// `i alone AGENT TAKE ALLOWED PINNED`: this agent alone cannot.
    Alone {
        /// The agent.
        agent: u32,
        /// How many places it takes.
        take: u32,
        /// How many it may take.
        allowed: u32,
        /// How many it must take.
        pinned: u32,
    },
    /// `i room NEED ROOM`: more must go there than there is room for, or leave than can.
    Room {
        /// What must.
        need: i128,
        /// What can.
        room: i128,
    },
    /// `i lack NEED HAVE`: lower bounds ask for more than can come.
    Lack {
        /// What must come.
        need: i128,
        /// What can.
        have: i128,
    },
}

impl Claim {
    /// The claim about a many-to-few problem; `None` where its numbers cannot be of one.
    #[must_use]
    pub fn infeasible(&self) -> Option<Infeasible> {
        let (places, agents) = (self.nodes.clone(), self.agents.clone());
        Some(match self.kind {
            ClaimKind::Alone { agent, take, allowed, pinned } => {
                Infeasible::Agent { agent, take, allowed, pinned }
            }
            ClaimKind::Room { need, room } => Infeasible::TooFewPlaces {
                agents,
                places,
                need: i64::try_from(need).ok()?,
                room: i64::try_from(room).ok()?,
            },
            ClaimKind::Lack { need, have } => Infeasible::TooFewAgents {
                places,
                agents,
                need: i64::try_from(need).ok()?,
                have: i64::try_from(have).ok()?,
            },
        })
    }

    /// The claim about a one-to-one problem; `None` where it is of another kind.
    #[must_use]
    pub fn shortage(&self) -> Option<Shortage> {
        let own = Shortage { rows: self.agents.clone(), columns: self.nodes.clone() };
        (Self::from(&own).kind == self.kind).then_some(own)
    }

    /// The claim about a general network; `None` where it is of another kind.
    #[must_use]
    pub fn cut(&self) -> Option<Cut> {
        match self.kind {
            ClaimKind::Room { need, room } => Some(Cut { nodes: self.nodes.clone(), need, room }),
            _ => None,
        }
    }

    pub(super) fn head(&self) -> String {
        match self.kind {
            ClaimKind::Alone { agent, take, allowed, pinned } => {
                format!("i alone {agent} {take} {allowed} {pinned}")
            }
            ClaimKind::Room { need, room } => format!("i room {need} {room}"),
            ClaimKind::Lack { need, have } => format!("i lack {need} {have}"),
        }
    }

    /// A claim without members from the words of its first line.
    pub(super) fn read_head(words: &[&str]) -> Option<Self> {
        let number = |at: usize| words.get(at)?.parse().ok();
        let kind = match words {
            ["alone", agent, take, allowed, pinned] => ClaimKind::Alone {
                agent: agent.parse().ok()?,
                take: take.parse().ok()?,
                allowed: allowed.parse().ok()?,
                pinned: pinned.parse().ok()?,
            },
            ["room", _, _] => ClaimKind::Room { need: number(1)?, room: number(2)? },
            ["lack", _, _] => ClaimKind::Lack { need: number(1)?, have: number(2)? },
            _ => return None,
        };
        Some(Self { kind, nodes: Vec::new(), agents: Vec::new() })
    }
}

impl From<&Infeasible> for Claim {
    fn from(why: &Infeasible) -> Self {
        match why {
            &Infeasible::Agent { agent, take, allowed, pinned } => Self {
                kind: ClaimKind::Alone { agent, take, allowed, pinned },
                nodes: Vec::new(),
                agents: Vec::new(),
            },
            Infeasible::TooFewPlaces { agents, places, need, room } => Self {
                kind: ClaimKind::Room { need: (*need).into(), room: (*room).into() },
                nodes: places.clone(),
                agents: agents.clone(),
            },
            Infeasible::TooFewAgents { places, agents, need, have } => Self {
                kind: ClaimKind::Lack { need: (*need).into(), have: (*have).into() },
                nodes: places.clone(),
                agents: agents.clone(),
            },
        }
    }
}

impl From<&Shortage> for Claim {
    fn from(why: &Shortage) -> Self {
        let count = |list: &[u32]| i128::from(crate::spread::index(list.len()));
        Self {
            kind: ClaimKind::Room { need: count(&why.rows), room: count(&why.columns) },
            nodes: why.columns.clone(),
            agents: why.rows.clone(),
        }
    }
}

impl From<&Cut> for Claim {
    fn from(why: &Cut) -> Self {
        Self {
            kind: ClaimKind::Room { need: why.need, room: why.room },
            nodes: why.nodes.clone(),
            agents: Vec::new(),
        }
    }
}
