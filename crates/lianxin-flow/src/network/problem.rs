//! The general network and its answers.

use std::fmt;

/// Supplies and bounds lie in `-MAX_FLOW..=MAX_FLOW`.
pub const MAX_FLOW: i64 = 1 << 40;

/// Costs lie in `-MAX_EDGE_COST..=MAX_EDGE_COST`.
pub const MAX_EDGE_COST: i64 = 1 << 31;

/// An arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it starts.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Least flow.
    pub lower: i64,
    /// Greatest flow.
    pub upper: i64,
    /// Cost of a unit of flow.
    pub cost: i64,
}

/// Nodes with supplies (negative for demands) and arcs between them.
#[derive(Clone, Debug)]
pub struct Network {
    supplies: Vec<i64>,
    edges: Vec<Edge>,
}

impl Network {
    /// A network; nodes are numbered from zero, parallel arcs are allowed.
    ///
    /// # Errors
    ///
    /// The first mistake found.
    pub fn new(supplies: Vec<i64>, edges: Vec<Edge>) -> Result<Self, Misshapen> {
        if supplies.len() >= 1 << 27 || !supplies.iter().all(|supply| (-MAX_FLOW..=MAX_FLOW).contains(supply))
        {
            return Err(Misshapen::TooLarge);
        }
        let sum: i128 = supplies.iter().map(|&supply| i128::from(supply)).sum();
        if sum != 0 {
            return Err(Misshapen::Unbalanced { sum });
        }
        for (arc, edge) in edges.iter().enumerate() {
            let nodes = supplies.len();
            let whole = (edge.from as usize) < nodes && (edge.to as usize) < nodes;
            let bounds = -MAX_FLOW <= edge.lower && edge.lower <= edge.upper && edge.upper <= MAX_FLOW;
            if !whole || !bounds || !(-MAX_EDGE_COST..=MAX_EDGE_COST).contains(&edge.cost) {
                return Err(Misshapen::Edge { arc });
            }
        }
        Ok(Self { supplies, edges })
    }

    /// The supply of every node.
    #[must_use]
    pub fn supplies(&self) -> &[i64] {
        &self.supplies
    }

    /// All arcs.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
}

/// An optimal flow with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The flow of every arc.
    pub flows: Vec<i64>,
    /// One potential per node: `cost + potential(from) - potential(to)` is not above zero on an arc above
    /// its lower bound and not below zero on an arc below its upper one.
    pub potentials: Vec<i64>,
    /// The cost of the flow.
    pub objective: i128,
}

/// A proof that there is no flow: from these nodes more must leave than can (Hoffman 1960).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The nodes, ascending.
    pub nodes: Vec<u32>,
    /// Their supplies and the lower bounds of the arcs into them.
    pub need: i128,
    /// The upper bounds of the arcs out of them.
    pub room: i128,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} must leave {} nodes and {} can", self.need, self.nodes.len(), self.room)
    }
}

impl std::error::Error for Cut {}

/// Why something is not a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misshapen {
    /// Too many nodes, or a supply beyond [`MAX_FLOW`].
    TooLarge,
    /// The supplies do not sum to zero.
    Unbalanced {
        /// Their sum.
        sum: i128,
    },
    /// An arc between unknown nodes, with empty bounds, or beyond [`MAX_FLOW`] or [`MAX_EDGE_COST`].
    Edge {
        /// The arc.
        arc: usize,
    },
}

impl fmt::Display for Misshapen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "too many nodes or too great a supply"),
            Self::Unbalanced { sum } => write!(f, "the supplies sum to {sum} instead of zero"),
            Self::Edge { arc } => {
                write!(f, "arc {arc} has unknown nodes, empty bounds or a number too great")
            }
        }
    }
}

impl std::error::Error for Misshapen {}
