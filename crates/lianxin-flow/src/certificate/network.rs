//! Checking flows of general networks, their potentials and violated cuts.

use super::Refusal;
use crate::network::{Cut, Network};

/// Verifies flows and potentials of a network; gives the cost.
///
/// With `reduced = cost + potential(from) - potential(to)`, an arc above its lower bound must have none
/// above zero, an arc below its upper bound none below.
///
/// O(arcs + nodes), 128-bit sums.
///
/// # Errors
///
/// The first thing found wrong.
pub fn check_network(network: &Network, flows: &[i64], potentials: &[i64]) -> Result<i128, Refusal> {
    let supplies = network.supplies();
    if flows.len() != network.edges().len() || potentials.len() != supplies.len() {
        return Err(Refusal::Shape);
    }
    let mut balance: Vec<i128> = supplies.iter().map(|&supply| i128::from(supply)).collect();
    let (mut cost, mut proved) = (0_i128, 0_i128);
    for (arc, (edge, &flow)) in network.edges().iter().zip(flows).enumerate() {
        if flow < edge.lower || flow > edge.upper {
            return Err(Refusal::Flow { arc });
        }
        let (from, to) = (edge.from as usize, edge.to as usize);
        let reduced = i128::from(edge.cost) + i128::from(potentials[from]) - i128::from(potentials[to]);
        if reduced > 0 && flow > edge.lower || reduced < 0 && flow < edge.upper {
            return Err(Refusal::Reduced { arc });
        }
        balance[from] -= i128::from(flow);
        balance[to] += i128::from(flow);
        cost += i128::from(edge.cost) * i128::from(flow);
        proved += reduced * i128::from(if reduced < 0 { edge.upper } else { edge.lower });
    }
    if let Some((node, _)) = (0_u32..).zip(&balance).find(|(_, left)| **left != 0) {
        return Err(Refusal::Balance { node });
    }
    for (&supply, &potential) in supplies.iter().zip(potentials) {
        proved -= i128::from(supply) * i128::from(potential);
    }
    if cost == proved { Ok(cost) } else { Err(Refusal::Gap { cost, proved }) }
}

/// Verifies that more must leave a set of nodes than can: no flow exists.
///
/// # Errors
///
/// What is wrong with the claim.
pub fn check_cut(network: &Network, cut: &Cut) -> Result<(), Refusal> {
    let mut inside = vec![false; network.supplies().len()];
    let mut need = 0_i128;
    for &node in &cut.nodes {
        let mark = inside.get_mut(node as usize).ok_or(Refusal::Shape)?;
        if std::mem::replace(mark, true) {
            return Err(Refusal::Shape);
        }
        need += i128::from(network.supplies()[node as usize]);
    }
    let mut room = 0_i128;
    for edge in network.edges() {
        match (inside[edge.from as usize], inside[edge.to as usize]) {
            (true, false) => room += i128::from(edge.upper),
            (false, true) => need += i128::from(edge.lower),
            _ => {}
        }
    }
    if (cut.need, cut.room) != (need, room) {
        let narrow = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
        return Err(Refusal::Count { need: narrow(need), room: narrow(room) });
    }
    if need > room { Ok(()) } else { Err(Refusal::NoConflict) }
}
