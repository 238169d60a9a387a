//! How the costs of a plan are shared.

use crate::spread::{Plan, Spread};

/// The costs of a plan's arcs, looked at from the worst end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The dearest arc taken.
    pub worst: i64,
    /// The tenth dearest, or the cheapest where there are fewer.
    pub tenth_worst: i64,
    /// The least cost that 99 of 100 arcs do not exceed (nearest rank).
    pub percentile_99: i64,
    /// The least cost that half of the arcs do not exceed (nearest rank).
    pub median: i64,
    /// The sum.
    pub sum: i64,
    /// How many arcs are taken.
    pub takes: usize,
}

impl Report {
    /// The report of a plan of this problem. O(arcs + takes).
    ///
    /// # Panics
    ///
    /// If the plan is of another problem.
    #[must_use]
    pub fn of(spread: &Spread, plan: &Plan) -> Self {
        let cost = |(agent, place)| spread.arc(agent, place).expect("the plan takes arcs of the problem").0;
        Self::of_costs(plan.pairs().map(cost).collect())
    }

    /// The report of these costs. O(takes).
    #[must_use]
    pub fn of_costs(mut costs: Vec<i64>) -> Self {
        let takes = costs.len();
        if takes == 0 {
            return Self::default();
        }
        let mut at = |rank: usize| *costs.select_nth_unstable(rank).1;
        let share = |percent: usize| (takes * percent).div_ceil(100).saturating_sub(1);
        Self {
            worst: at(takes - 1),
            tenth_worst: at(takes.saturating_sub(10)),
            percentile_99: at(share(99)),
            median: at(share(50)),
            sum: costs.iter().sum(),
            takes,
        }
    }
}
