//! Is a network really one of the special shapes?

use crate::assign::Assign;
use crate::network::{Edge, Network};
use crate::spread::{Capacity, Spread, index};

/// What a network can be asked, wherever its numbers are.
pub trait Graph {
    /// Number of nodes.
    fn nodes(&self) -> usize;
    /// Number of arcs.
    fn arcs(&self) -> usize;
    /// Supply of a node.
    fn supply(&self, node: usize) -> i64;
    /// An arc.
    fn edge(&self, arc: usize) -> Edge;
}

impl Graph for Network {
    fn nodes(&self) -> usize {
        self.supplies().len()
    }

    fn arcs(&self) -> usize {
        self.edges().len()
    }

    fn supply(&self, node: usize) -> i64 {
        self.supplies()[node]
    }

    fn edge(&self, arc: usize) -> Edge {
        self.edges()[arc]
    }
}

/// A network as the shape it has.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Many to few: agents are the nodes with supply and without arcs into them, in order; places all others
    /// but the one with demand, in order.
    Spread(Spread),
    /// One to one: rows are the agents, columns the places.
    Assign(Assign),
    /// Neither.
    General,
}

/// What a node is in the special shapes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Agent,
    Place,
    Sink,
}

/// Finds out the shape and builds it, in two passes over the arcs.
///
/// Many to few: one node takes all supply; agents have only arcs of capacity one without lower bound, to
/// different places; every place has exactly one arc out, without cost, to another place or the sink. One to
/// one: besides, every agent supplies one and every place goes straight to the sink with bounds 0 and 1.
///
/// A network whose numbers are too large for its shape is general.
#[must_use]
pub fn recognise(graph: &impl Graph) -> Shape {
    let Some((roles, numbers)) = roles(graph) else { return Shape::General };
    let agents: Vec<usize> = (0..roles.len()).filter(|&node| roles[node] == Role::Agent).collect();
    let places = roles.iter().filter(|&&role| role == Role::Place).count();
    let Some((capacities, rows)) = read_arcs(graph, &roles, &numbers, agents.len(), places) else {
        return Shape::General;
    };
    let single = agents.iter().all(|&node| graph.supply(node) == 1);
    let built = if single && capacities.iter().all(|&node| node == Capacity::new(0, 1)) {
        let mut builder = Assign::builder(index(places));
        builder.reserve(agents.len(), rows.arcs);
        rows.each(graph, &numbers, |_, arcs| {
            builder.row(arcs);
        });
        builder.build().map(Shape::Assign)
    } else {
        let mut builder = Spread::builder(capacities);
        builder.reserve(agents.len(), rows.arcs);
        rows.each(graph, &numbers, |agent, arcs| {
            builder.agent(u32::try_from(graph.supply(agents[agent])).unwrap_or(u32::MAX), arcs);
        });
        builder.build().map(Shape::Spread)
    };
    built.unwrap_or(Shape::General)
}

/// The role of every node and its number among its like.
fn roles(graph: &impl Graph) -> Option<(Vec<Role>, Vec<u32>)> {
    let mut roles = vec![Role::Place; graph.nodes()];
    let (mut sink, mut total) = (None, 0_i128);
    for (node, role) in roles.iter_mut().enumerate() {
        let supply = graph.supply(node);
        total += i128::from(supply);
        if supply < 0 {
            *role = Role::Sink;
            if sink.replace(node).is_some() {
                return None;
            }
        } else if supply > 0 {
            *role = Role::Agent;
            u32::try_from(supply).ok()?;
        }
    }
    sink?;
    let mut next = [0_u32; 2];
    let number = |role: &Role| {
        let Some(next) = next.get_mut(usize::from(*role == Role::Place)).filter(|_| *role != Role::Sink)
        else {
            return 0;
        };
        *next += 1;
        *next - 1
    };
    let numbers = roles.iter().map(number).collect();
    (total == 0).then_some((roles, numbers))
}

/// The tree of capacities from the arcs out of places, and where the arcs of each agent are; `None` when some
/// arc does not fit either shape.
fn read_arcs(
    graph: &impl Graph,
    roles: &[Role],
    numbers: &[u32],
    agents: usize,
    places: usize,
) -> Option<(Vec<Capacity>, Rows)> {
    let mut capacities = vec![None; places];
    let mut starts = vec![0_u32; agents + 1];
    let (mut in_rows, mut before, mut arcs) = (true, 0, 0);
    for arc in 0..graph.arcs() {
        let edge = graph.edge(arc);
        let (from, to) = (edge.from as usize, edge.to as usize);
        match (roles[from], roles[to]) {
            (Role::Agent, Role::Place) => {
                if edge.lower != 0 || edge.upper != 1 {
                    return None;
                }
                in_rows &= arc == arcs && edge.from >= before;
                (before, arcs) = (edge.from, arcs + 1);
                starts[numbers[from] as usize + 1] += 1;
            }
            (Role::Place, Role::Place | Role::Sink) => {
                let slot = &mut capacities[numbers[from] as usize];
                if edge.cost != 0 || edge.lower < 0 || slot.is_some() {
                    return None;
                }
                let node = Capacity::new(edge.lower, edge.upper);
                *slot = Some(if roles[to] == Role::Sink { node } else { node.under(numbers[to]) });
            }
            _ => return None,
        }
    }
    for agent in 0..agents {
        starts[agent + 1] += starts[agent];
    }
    let mut rows = Rows { starts, order: Vec::new(), arcs };
    if !in_rows {
        rows.sort(graph, roles, numbers);
    }
    Some((capacities.into_iter().collect::<Option<_>>()?, rows))
}

/// The arcs of agents, brought into rows where they are not already.
struct Rows {
    starts: Vec<u32>,
    /// Positions of the arcs in rows; empty when they stand in rows from the first arc on.
    order: Vec<u32>,
    arcs: usize,
}

impl Rows {
    fn sort(&mut self, graph: &impl Graph, roles: &[Role], numbers: &[u32]) {
        let mut fill = self.starts.clone();
        self.order = vec![0; self.arcs];
        for arc in 0..graph.arcs() {
            let from = graph.edge(arc).from as usize;
            if roles[from] == Role::Agent {
                let at = &mut fill[numbers[from] as usize];
                self.order[*at as usize] = index(arc);
                *at += 1;
            }
        }
    }

    fn edge(&self, graph: &impl Graph, at: usize) -> Edge {
        graph.edge(self.order.get(at).map_or(at, |&arc| arc as usize))
    }

    fn span(&self, agent: usize) -> std::ops::Range<usize> {
        self.starts[agent] as usize..self.starts[agent + 1] as usize
    }

    fn each(&self, graph: &impl Graph, numbers: &[u32], mut take: impl FnMut(usize, &[(u32, i64)])) {
        let mut row = Vec::new();
        for agent in 0..self.starts.len() - 1 {
            row.clear();
            row.extend(self.span(agent).map(|at| {
                let edge = self.edge(graph, at);
                (numbers[edge.to as usize], edge.cost)
            }));
            take(agent, &row);
        }
    }
}
