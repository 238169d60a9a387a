//! The optimum by trying everything.

use lianxin_flow::{ArcState, Spread};

/// The cheapest cost of any plan; `None` when there is no plan.
pub fn optimum(spread: &Spread) -> Option<i64> {
    least(spread, |costs| costs.iter().sum())
}

/// The least value of the costs taken over all plans; `None` when there is no plan.
pub fn least<T: Ord>(spread: &Spread, value: impl Fn(&[i64]) -> T) -> Option<T> {
    let mut best = None;
    try_agent(spread, 0, &mut Vec::new(), &mut vec![0; spread.places()], &mut |costs| {
        let value = value(costs);
        if best.as_ref().is_none_or(|best| value < *best) {
            best = Some(value);
        }
    });
    best
}

fn try_agent(
    spread: &Spread,
    agent: u32,
    costs: &mut Vec<i64>,
    loads: &mut Vec<i64>,
    found: &mut impl FnMut(&[i64]),
) {
    if agent as usize == spread.agents() {
        if fits(spread, loads) {
            found(costs);
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
        let before = costs.len();
        for (_, arc) in arcs.iter().enumerate().filter(|&(at, _)| taken(at)) {
            loads[arc.0 as usize] += 1;
            costs.push(arc.1);
        }
        try_agent(spread, agent + 1, costs, loads, found);
        costs.truncate(before);
        for (_, arc) in arcs.iter().enumerate().filter(|&(at, _)| taken(at)) {
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
