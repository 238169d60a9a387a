//! Checking plans, prices and Hall sets of the many-to-few problem.
//!
//! Linear programming duality: for prices p per capacity node, with P the sum of p up to the root, the sum of
//! every agent's cheapest `cost + P`, less `p·upper` where p > 0 and `p·lower` where p < 0, is never more than
//! any plan's cost. A plan of that very cost is therefore optimal. (Hoffman's circulation theorem, 1960, for
//! the infeasible side.)

use super::Refusal;
use crate::spread::{ArcState, Capacity, Infeasible, Plan, Spread};

/// Verifies that the plan is a plan of this problem and that the prices prove it cheapest; gives its cost.
///
/// O(arcs + places), 128-bit sums.
///
/// # Errors
///
/// The first thing found wrong.
pub fn check(spread: &Spread, plan: &Plan, prices: &[i64]) -> Result<i64, Refusal> {
    if plan.agents() != spread.agents() || prices.len() != spread.places() {
        return Err(Refusal::Shape);
    }
    let tree = Tree::new(spread.capacities())?;
    let full = tree.full_prices(prices);
    let mut loads = vec![0_i64; spread.places()];
    let mut row = Row::default();
    let (mut cost, mut proved) = (0_i128, 0_i128);
    for agent in 0..plan.agents() {
        let agent = u32::try_from(agent).map_err(|_| Refusal::Shape)?;
        row.check(spread, agent, plan.places_of(agent), &full)?;
        cost += row.cost;
        proved += row.proved;
        for &place in plan.places_of(agent) {
            loads[place as usize] += 1;
        }
    }
    tree.sum_up(&mut loads);
    for (place, ((&load, bounds), &price)) in (0_u32..).zip(loads.iter().zip(spread.capacities()).zip(prices))
    {
        if load < bounds.lower || load > bounds.upper {
            return Err(Refusal::Bounds { place, load });
        }
        if price > 0 && load < bounds.upper || price < 0 && load > bounds.lower {
            return Err(Refusal::Price { place });
        }
        let bound = if price > 0 { bounds.upper } else { bounds.lower };
        proved -= i128::from(price) * i128::from(bound);
    }
    if cost != proved {
        return Err(Refusal::Gap { cost, proved });
    }
    i64::try_from(cost).map_err(|_| Refusal::Shape)
}

/// Verifies from the problem alone that there is no plan.
///
/// O(arcs + places).
///
/// # Errors
///
/// What is wrong with the claim.
pub fn check_infeasible(spread: &Spread, claim: &Infeasible) -> Result<(), Refusal> {
    match claim {
        &Infeasible::Agent { agent, take, allowed, pinned } => {
            check_alone(spread, agent, (take, allowed, pinned))
        }
        Infeasible::TooFewPlaces { agents, places, need, room } => {
            let set = Set::new(spread, places)?;
            let (shares, sum) = set.shares(spread, |share| share.0);
            let (true_need, true_room) = (sum + set.lowers_in, set.uppers_out);
            set.compare(agents, &shares, (*need, *room), (true_need, true_room))
        }
        Infeasible::TooFewAgents { places, agents, need, have } => {
            let set = Set::new(spread, places)?;
            let (shares, sum) = set.shares(spread, |share| share.1);
            let (true_need, true_have) = (set.lowers_out, sum + set.uppers_in);
            set.compare(agents, &shares, (*need, *have), (true_need, true_have))
        }
    }
}

fn check_alone(spread: &Spread, agent: u32, claim: (u32, u32, u32)) -> Result<(), Refusal> {
    if agent as usize >= spread.agents() {
        return Err(Refusal::Shape);
    }
    let (mut allowed, mut pinned) = (0, 0);
    for (_, _, state) in spread.arcs_of(agent) {
        allowed += u32::from(state != ArcState::Banned);
        pinned += u32::from(state == ArcState::Pinned);
    }
    let take = spread.take(agent);
    if claim != (take, allowed, pinned) {
        return Err(Refusal::Count { need: take.into(), room: allowed.into() });
    }
    if allowed < take || pinned > take { Ok(()) } else { Err(Refusal::NoConflict) }
}

/// The checker's own reading of the tree: children before parents.
struct Tree {
    order: Vec<u32>,
    parent: Vec<Option<u32>>,
}

impl Tree {
    fn new(capacities: &[Capacity]) -> Result<Self, Refusal> {
        let parent: Vec<_> = capacities.iter().map(|node| node.parent).collect();
        let mut waiting = vec![0_u32; parent.len()];
        for &up in parent.iter().flatten() {
            *waiting.get_mut(up as usize).ok_or(Refusal::Shape)? += 1;
        }
        let mut order: Vec<u32> =
            (0..).zip(&waiting).filter(|(_, children)| **children == 0).map(|(node, _)| node).collect();
        let mut at = 0;
        while at < order.len() {
            if let Some(up) = parent[order[at] as usize] {
                waiting[up as usize] -= 1;
                if waiting[up as usize] == 0 {
                    order.push(up);
                }
            }
            at += 1;
        }
        if order.len() < parent.len() { Err(Refusal::Shape) } else { Ok(Self { order, parent }) }
    }

    fn full_prices(&self, prices: &[i64]) -> Vec<i128> {
        let mut full: Vec<i128> = prices.iter().map(|&price| i128::from(price)).collect();
        for &node in self.order.iter().rev() {
            if let Some(up) = self.parent[node as usize] {
                full[node as usize] += full[up as usize];
            }
        }
        full
    }

    fn sum_up(&self, loads: &mut [i64]) {
        for &node in &self.order {
            if let Some(up) = self.parent[node as usize] {
                loads[up as usize] += loads[node as usize];
            }
        }
    }
}

/// One agent's part of both sums.
#[derive(Default)]
struct Row {
    cost: i128,
    proved: i128,
}

impl Row {
    fn check(&mut self, spread: &Spread, agent: u32, places: &[u32], full: &[i128]) -> Result<(), Refusal> {
        (self.cost, self.proved) = (0, 0);
        let wrong = Refusal::Places { agent };
        if places.len() != spread.take(agent) as usize || places.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(wrong);
        }
        let mut found = 0;
        let (mut dearest, mut cheapest) = (None, None);
        for (place, cost, state) in spread.arcs_of(agent) {
            let taken = places == [place] || places.len() > 1 && places.binary_search(&place).is_ok();
            let sum = i128::from(cost) + full[place as usize];
            match (taken, state) {
                (true, ArcState::Banned) => return Err(Refusal::Ban { agent, place }),
                (false, ArcState::Pinned) => return Err(Refusal::Pin { agent, place }),
                (true, ArcState::Free) if dearest.is_none_or(|(most, _)| sum > most) => {
                    dearest = Some((sum, place));
                }
                (false, ArcState::Free) if cheapest.is_none_or(|(least, _)| sum < least) => {
                    cheapest = Some((sum, place));
                }
                _ => {}
            }
            if taken {
                found += 1;
                self.cost += i128::from(cost);
                self.proved += sum;
            }
        }
        if found != places.len() {
            return Err(wrong);
        }
        match (dearest, cheapest) {
            (Some((most, place)), Some((least, other))) if most > least => {
                Err(Refusal::Cheaper { agent, place, other })
            }
            _ => Ok(()),
        }
    }
}

/// A set of capacity nodes with the bounds of the tree arcs that cross its border.
struct Set {
    inside: Vec<bool>,
    lowers_in: i128,
    uppers_in: i128,
    lowers_out: i128,
    uppers_out: i128,
}

impl Set {
    fn new(spread: &Spread, places: &[u32]) -> Result<Self, Refusal> {
        let mut inside = vec![false; spread.places()];
        for &place in places {
            let mark = inside.get_mut(place as usize).ok_or(Refusal::Shape)?;
            if std::mem::replace(mark, true) {
                return Err(Refusal::Shape);
            }
        }
        let mut set = Self { inside, lowers_in: 0, uppers_in: 0, lowers_out: 0, uppers_out: 0 };
        for (at, bounds) in spread.capacities().iter().enumerate() {
            let above = bounds.parent.is_some_and(|up| set.inside[up as usize]);
            match (set.inside[at], above) {
                (true, false) => {
                    set.lowers_out += i128::from(bounds.lower);
                    set.uppers_out += i128::from(bounds.upper);
                }
                (false, true) => {
                    set.lowers_in += i128::from(bounds.lower);
                    set.uppers_in += i128::from(bounds.upper);
                }
                _ => {}
            }
        }
        Ok(set)
    }

    /// The agents whose share of the set is not zero, and the sum; a share is least and most takes inside.
    fn shares(&self, spread: &Spread, pick: fn((i64, i64)) -> i64) -> (Vec<u32>, i128) {
        let (mut agents, mut sum) = (Vec::new(), 0);
        for agent in (0_u32..).take(spread.agents()) {
            let take = i64::from(spread.take(agent));
            let (mut allowed, mut pinned) = ([0_i64; 2], [0_i64; 2]);
            for (place, _, state) in spread.arcs_of(agent) {
                let side = usize::from(self.inside[place as usize]);
                allowed[side] += i64::from(state != ArcState::Banned);
                pinned[side] += i64::from(state == ArcState::Pinned);
            }
            let share = pick((pinned[1].max(take - allowed[0]), allowed[1].min(take - pinned[0])));
            if share > 0 {
                agents.push(agent);
            }
            sum += i128::from(share);
        }
        (agents, sum)
    }

    fn compare(
        &self,
        agents: &[u32],
        found: &[u32],
        claim: (i64, i64),
        truth: (i128, i128),
    ) -> Result<(), Refusal> {
        let most = i128::from(i64::MAX);
        let truth = (truth.0, truth.1.min(most));
        if agents != found {
            return Err(Refusal::Shape);
        }
        if (i128::from(claim.0), i128::from(claim.1)) != truth {
            let narrow = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
            return Err(Refusal::Count { need: narrow(truth.0), room: narrow(truth.1) });
        }
        if truth.0 > truth.1 { Ok(()) } else { Err(Refusal::NoConflict) }
    }
}
