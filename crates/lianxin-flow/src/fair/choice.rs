//! What is fair.

/// Which plan is best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fairness {
    /// The least sum of costs.
    Sum,
    /// The dearest arc taken is as cheap as possible, then the least sum.
    WorstFirst,
    /// As few arcs as possible in the worst grade, then in the second worst, …, then the least sum.
    Leximin(Grades),
}

/// Grades of costs, from good to bad: the grade of a cost is the number of limits it exceeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grades(Vec<i64>);

impl Grades {
    /// Grades between these limits: up to the first is grade 0, above the last is the worst. Order and
    /// repetition do not matter.
    #[must_use]
    pub fn new(mut limits: Vec<i64>) -> Self {
        limits.sort_unstable();
        limits.dedup();
        Self(limits)
    }

    /// Limits at the greatest of these costs, at the tenth greatest, and at those that 99.9, 99, 98, 95, 90, 75 and
    /// 50 of a hundred do not exceed (nearest rank): finer towards the worst end. Given the costs of a worst-first
    /// plan, no arc need be in the worst grade and at most nine in the next, so that leximin is worst first as well
    /// and its tenth worst arc no dearer.
    #[must_use]
    pub fn towards_worst(costs: impl IntoIterator<Item = i64>) -> Self {
        let mut costs: Vec<i64> = costs.into_iter().collect();
        costs.sort_unstable();
        let share = |thousandth: usize| (costs.len() * thousandth).div_ceil(1000).saturating_sub(1);
        let shares = [500, 750, 900, 950, 980, 990, 999, 1000].map(share);
        let ranks = shares.into_iter().chain([costs.len().saturating_sub(10)]);
        Self::new(ranks.filter_map(|rank| costs.get(rank)).copied().collect())
    }

    /// The limits, ascending.
    #[must_use]
    pub fn limits(&self) -> &[i64] {
        &self.0
    }

    /// The grade of a cost, 0 being the best.
    #[must_use]
    pub fn of(&self, cost: i64) -> usize {
        self.0.partition_point(|&limit| limit < cost)
    }
}
