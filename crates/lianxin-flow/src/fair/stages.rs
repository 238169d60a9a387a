//! Stage after stage, each an exact solve on the plans that the stages before left over.

use super::{Fairness, Grades, Report};
use crate::certificate;
use crate::spread::{Control, Engine, Infeasible, Plan, Spread, Stopped, index};

/// The problem that is left when all but the last stage are done.
#[derive(Clone, Debug)]
pub struct Narrowed {
    /// The same agents, places, arcs and costs; arcs pinned or banned and bounds closed so that every plan of
    /// it is as fair as can be. Its cheapest plan is the answer.
    pub problem: Spread,
    /// The proof so far, without the prices of the last stage.
    pub proof: Proof,
}

/// Why a plan is the fairest. [`check_fair`](crate::certificate::check_fair) verifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Worst first: the least worst cost; `None` where nothing is taken, and for the other choices.
    pub worst: Option<i64>,
    /// Worst first: why there is no plan below the worst; `None` where an agent is pinned to that cost.
    pub no_better: Option<Infeasible>,
    /// One list of prices per capacity node for each stage, compared in this order; the last for the sum.
    pub prices: Vec<Vec<i64>>,
}

/// A fairest plan with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fair {
    /// The places of every agent.
    pub plan: Plan,
    /// The sum of the costs of all arcs taken.
    pub objective: i64,
    /// Why it is the fairest.
    pub proof: Proof,
    /// How its costs are shared.
    pub report: Report,
}

impl Spread {
    /// The fairest plan, certificate verified.
    ///
    /// As many exact solves as there are stages: one for the sum, about log₂(different costs) more for worst
    /// first, one more per limit for leximin.
    ///
    /// # Errors
    ///
    /// [`Stopped`] when cancelled or infeasible.
    ///
    /// # Panics
    ///
    /// If the answer's own certificate is refused, which would be a mistake in this crate.
    pub fn solve_fair(&self, fairness: &Fairness, control: &Control<'_>) -> Result<Fair, Stopped> {
        let Narrowed { problem, mut proof } = narrow(self, fairness, control)?;
        let solution = problem.solve_with(control)?;
        proof.prices.push(solution.prices);
        let checked = certificate::check_fair(self, fairness, &solution.plan, &proof);
        assert_eq!(checked, Ok(solution.objective), "the solver's own certificate must hold");
        let report = Report::of(self, &solution.plan);
        Ok(Fair { plan: solution.plan, objective: solution.objective, proof, report })
    }
}

/// Does all stages but the last. For [`Fairness::Sum`] that is the problem itself.
///
/// # Errors
///
/// [`Stopped`] when cancelled or infeasible.
pub fn narrow(spread: &Spread, fairness: &Fairness, control: &Control<'_>) -> Result<Narrowed, Stopped> {
    match fairness {
        Fairness::Sum => {
            let proof = Proof { worst: None, no_better: None, prices: Vec::new() };
            Ok(Narrowed { problem: spread.clone(), proof })
        }
        Fairness::WorstFirst => worst_first(spread, control),
        Fairness::Leximin(grades) => leximin(spread, grades, control),
    }
}

fn leximin(spread: &Spread, grades: &Grades, control: &Control<'_>) -> Result<Narrowed, Stopped> {
    let mut face = spread.clone();
    let mut prices = Vec::new();
    for &limit in grades.limits().iter().rev() {
        let counted = face.with_costs(|cost| i32::from(cost > limit));
        let own = Engine::cold(&counted, control)?.own_prices();
        let mut kept = counted;
        kept.keep_optimal(&own);
        face.adopt(&kept);
        prices.push(own);
    }
    Ok(Narrowed { problem: face, proof: Proof { worst: None, no_better: None, prices } })
}

/// Bisection over the different costs between what every agent must pay and what the cheapest sum pays.
fn worst_first(spread: &Spread, control: &Control<'_>) -> Result<Narrowed, Stopped> {
    let flat = |most: i64| {
        let mut problem = spread.clone();
        problem.ban_above(most);
        problem.with_costs(|_| 0)
    };
    let plain = Engine::cold(spread, control)?.solution(spread);
    let dearest = plain.plan.pairs().filter_map(|(agent, place)| Some(spread.arc(agent, place)?.0)).max();
    let Some(dearest) = dearest else {
        let proof = Proof { worst: None, no_better: None, prices: Vec::new() };
        return Ok(Narrowed { problem: spread.clone(), proof });
    };
    let pinned = spread.arcs.iter().filter(|arc| arc.pinned()).map(|arc| i64::from(arc.cost)).max();
    let floor = pinned.unwrap_or(i64::MIN);
    let mut costs: Vec<i64> =
        spread.arcs.iter().filter(|arc| arc.free()).map(|arc| arc.cost.into()).collect();
    costs.retain(|&cost| cost > floor && cost < dearest);
    costs.extend(pinned.filter(|&cost| cost < dearest));
    costs.sort_unstable();
    costs.dedup();
    let (mut low, mut high, mut worst, mut why) = (0, costs.len(), dearest, None);
    while low < high {
        let middle = usize::midpoint(low, high);
        match Engine::cold(&flat(costs[middle]), control) {
            Ok(_) => (high, worst) = (middle, costs[middle]),
            Err(Stopped::Infeasible(hall)) => (low, why) = (middle + 1, Some(hall)),
            Err(Stopped::Cancelled) => return Err(Stopped::Cancelled),
        }
    }
    if why.is_none() && pinned != Some(worst) {
        // No cost below was tried, or there is none: the proof is that without the worst there is no plan.
        why = match Engine::cold(&flat(worst - 1), control) {
            Err(Stopped::Infeasible(hall)) => Some(hall),
            Err(Stopped::Cancelled) => return Err(Stopped::Cancelled),
            Ok(_) => unreachable!("a plan without the worst cost would have a smaller worst"),
        };
    }
    let mut problem = spread.clone();
    problem.ban_above(worst);
    let no_better = if pinned == Some(worst) { None } else { why };
    Ok(Narrowed { problem, proof: Proof { worst: Some(worst), no_better, prices: Vec::new() } })
}

impl Spread {
    /// Takes over arc states and bounds, keeping the costs.
    fn adopt(&mut self, other: &Self) {
        for (arc, from) in self.arcs.iter_mut().zip(&other.arcs) {
            *arc = arc.with(from.state());
        }
        self.capacities.clone_from(&other.capacities);
        debug_assert_eq!(index(self.agents()), index(other.agents()));
    }
}
