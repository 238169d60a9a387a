//! Checking fairest plans.
//!
//! The stages' costs and prices are compared as lists, the first stage first. Duality holds for lists as it
//! does for numbers (lexicographic duality: Isermann 1982): where every agent takes its least lists of cost
//! plus full price, a node whose list of prices is above zero is full and one whose list is below zero is at
//! its lower bound, no plan has a lesser list of sums.

use super::{Refusal, check_infeasible};
use crate::fair::{Fairness, Proof};
use crate::spread::{ArcState, Plan, Spread};

/// Verifies that the plan is a plan of this problem and that the proof shows it to be a fairest one; gives
/// its sum of costs.
///
/// O((arcs + places) · stages).
///
/// # Errors
///
/// The first thing found wrong.
pub fn check_fair(spread: &Spread, fairness: &Fairness, plan: &Plan, proof: &Proof) -> Result<i64, Refusal> {
    let limits = match fairness {
        Fairness::Leximin(grades) => grades.limits(),
        Fairness::Sum | Fairness::WorstFirst => &[],
    };
    let shaped = plan.agents() == spread.agents()
        && proof.prices.len() == limits.len() + 1
        && proof.prices.iter().all(|prices| prices.len() == spread.places());
    if !shaped {
        return Err(Refusal::Shape);
    }
    let most = match fairness {
        Fairness::WorstFirst => worst(spread, plan, proof)?,
        Fairness::Sum | Fairness::Leximin(_) => None,
    };
    let lists = Lists { limits, prices: &proof.prices, most };
    let loads = lists.check_agents(spread, plan)?;
    lists.check_nodes(spread, loads)?;
    let cost = |(agent, place)| spread.arc(agent, place).map_or(0, |arc| i128::from(arc.0));
    i64::try_from(plan.pairs().map(cost).sum::<i128>()).map_err(|_| Refusal::Shape)
}

/// The worst cost of a worst-first plan, proved to be the least; `None` where nothing is taken.
fn worst(spread: &Spread, plan: &Plan, proof: &Proof) -> Result<Option<i64>, Refusal> {
    let dearest = plan.pairs().filter_map(|(agent, place)| spread.arc(agent, place)).map(|arc| arc.0).max();
    if dearest != proof.worst {
        return Err(Refusal::Shape);
    }
    let Some(worst) = dearest else { return Ok(None) };
    match &proof.no_better {
        None => {
            let agents = (0_u32..).take(spread.agents());
            let pinned = agents
                .flat_map(|agent| spread.arcs_of(agent))
                .any(|(_, cost, state)| state == ArcState::Pinned && cost == worst);
            if pinned { Ok(Some(worst)) } else { Err(Refusal::NoConflict) }
        }
        Some(hall) => {
            let mut builder = Spread::builder(spread.capacities().to_vec());
            for agent in (0_u32..).take(spread.agents()) {
                let arcs: Vec<(u32, i64)> =
                    spread.arcs_of(agent).map(|(place, cost, _)| (place, cost)).collect();
                builder.agent(spread.take(agent), &arcs);
                for (place, cost, state) in spread.arcs_of(agent) {
                    if state == ArcState::Pinned {
                        builder.pin(agent, place);
                    } else if state == ArcState::Banned || cost >= worst {
                        builder.ban(agent, place);
                    }
                }
            }
            let below = builder.build().map_err(|_| Refusal::Shape)?;
            check_infeasible(&below, hall).map(|()| Some(worst))
        }
    }
}

/// The lists of costs and prices.
struct Lists<'a> {
    /// Ascending; a stage for each, the greatest first, and one more for the sum.
    limits: &'a [i64],
    prices: &'a [Vec<i64>],
    /// Free arcs above this are as good as banned.
    most: Option<i64>,
}

impl Lists<'_> {
    fn cost(&self, stage: usize, cost: i64) -> i128 {
        match self.limits.len().checked_sub(stage + 1) {
            Some(at) => i128::from(cost > self.limits[at]),
            None => cost.into(),
        }
    }

    /// Every agent takes what it should, at its least lists; gives the takes at each node's own arcs.
    fn check_agents(&self, spread: &Spread, plan: &Plan) -> Result<Vec<i64>, Refusal> {
        let full: Vec<Vec<i128>> = self.prices.iter().map(|prices| full_prices(spread, prices)).collect();
        let list = |place: u32, cost: i64| {
            let sum = |(stage, full): (usize, &Vec<i128>)| self.cost(stage, cost) + full[place as usize];
            full.iter().enumerate().map(sum).collect::<Vec<i128>>()
        };
        let mut loads = vec![0_i64; spread.places()];
        for agent in (0_u32..).take(spread.agents()) {
            let places = plan.places_of(agent);
            let wrong = Refusal::Places { agent };
            if places.len() != spread.take(agent) as usize || places.windows(2).any(|pair| pair[0] >= pair[1])
            {
                return Err(wrong);
            }
            let (mut found, mut dearest, mut cheapest) = (0, None, None);
            for (place, cost, state) in spread.arcs_of(agent) {
                let taken = places.binary_search(&place).is_ok();
                let shut = state == ArcState::Banned
                    || state == ArcState::Free && self.most.is_some_and(|most| cost > most);
                match (taken, state) {
                    (true, _) if shut => return Err(Refusal::Ban { agent, place }),
                    (false, ArcState::Pinned) => return Err(Refusal::Pin { agent, place }),
                    (true, ArcState::Free) => dearest = dearest.max(Some((list(place, cost), place))),
                    (false, ArcState::Free) if !shut => {
                        let next = (list(place, cost), place);
                        if cheapest.as_ref().is_none_or(|least| next < *least) {
                            cheapest = Some(next);
                        }
                    }
                    _ => {}
                }
                found += usize::from(taken);
                loads[place as usize] += i64::from(taken);
            }
            if found != places.len() {
                return Err(wrong);
            }
            if let (Some((most, place)), Some((least, other))) = (dearest, cheapest)
                && most > least
            {
                return Err(Refusal::Cheaper { agent, place, other });
            }
        }
        Ok(loads)
    }

    fn check_nodes(&self, spread: &Spread, mut loads: Vec<i64>) -> Result<(), Refusal> {
        for (place, up) in upwards(spread) {
            if let Some(up) = up {
                loads[up as usize] += loads[place as usize];
            }
        }
        for ((place, bounds), &load) in (0_u32..).zip(spread.capacities()).zip(&loads) {
            if load < bounds.lower || load > bounds.upper {
                return Err(Refusal::Bounds { place, load });
            }
            let first = self.prices.iter().map(|prices| prices[place as usize]).find(|&price| price != 0);
            let backed = match first {
                Some(1..) => load == bounds.upper,
                Some(_) => load == bounds.lower,
                None => true,
            };
            if !backed {
                return Err(Refusal::Price { place });
            }
        }
        Ok(())
    }
}

/// The nodes with their parents, children before parents; a built problem has no cycle.
fn upwards(spread: &Spread) -> Vec<(u32, Option<u32>)> {
    let parent = |place: u32| spread.capacities()[place as usize].parent;
    let depth = |place: u32| std::iter::successors(parent(place), |&up| parent(up)).count();
    let mut nodes: Vec<u32> = (0_u32..).take(spread.places()).collect();
    nodes.sort_by_cached_key(|&place| std::cmp::Reverse(depth(place)));
    nodes.into_iter().map(|place| (place, parent(place))).collect()
}

fn full_prices(spread: &Spread, prices: &[i64]) -> Vec<i128> {
    let mut full: Vec<i128> = prices.iter().map(|&price| price.into()).collect();
    for (place, up) in upwards(spread).into_iter().rev() {
        if let Some(up) = up {
            full[place as usize] += full[up as usize];
        }
    }
    full
}
