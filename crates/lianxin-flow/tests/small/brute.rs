//! The optimum by trying everything.

use lianxin_flow::{ArcState, Spread};

/// The cheapest cost of any plan; `None` when there is no plan.
pub fn optimum(spread: &Spread) -> Option<i64> {
    let mut loads = vec![0; spread.places()];
    let mut best = None;
    try_agent(spread, 0, 0, &mut loads, &mut best);
    best
}

fn try_agent(spread: &Spread, agent: u32, cost: i64, loads: &mut Vec<i64>, best: &mut Option<i64>) {
    if agent as usize == spread.agents() {
        if best.is_none_or(|best| cost < best) && fits(spread, loads) {
            *best = Some(cost);
        }
        return;
    }
    let arcs: Vec<_> = spread.arcs_of(agent).collect();
    for subset in 0_u32..1 << arcs.len() {
        if subset.count_ones() != spread.take(agent) {
            continue;
        }
        let taken = |at: usize| subset & (1 << at) != 0;
        let allowed = arcs.iter().enumerate().all(|(at, arc)| match arc.2 {
            ArcState::Free => true,
            ArcState::Pinned => taken(at),
            ArcState::Banned => !taken(at),
        });
        if !allowed {
            continue;
        }
        let chosen: Vec<_> =
            arcs.iter().enumerate().filter(|&(at, _)| taken(at)).map(|(_, arc)| arc).collect();
        for arc in &chosen {
            loads[arc.0 as usize] += 1;
        }
        try_agent(spread, agent + 1, cost + chosen.iter().map(|arc| arc.1).sum::<i64>(), loads, best);
        for arc in &chosen {
            loads[arc.0 as usize] -= 1;
        }
    }
}

fn fits(spread: &Spread, loads: &[i64]) -> bool {
    let mut sums = vec![0; loads.len()];
    for (at, &load) in loads.iter().enumerate() {
        let mut node = Some(at);
        while let Some(place) = node {
            sums[place] += load;
            node = spread.capacities()[place].parent.map(|parent| parent as usize);
        }
    }
    sums.iter().zip(spread.capacities()).all(|(&sum, bounds)| bounds.lower <= sum && sum <= bounds.upper)
}
