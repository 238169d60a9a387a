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

    /// Limits at the greatest of these costs and at those that 99, 98, 95, 90, 75 and 50 of a hundred do not
    /// exceed (nearest rank): finer towards the worst end. Given the costs of a worst-first plan, no arc need be
    /// in the worst grade, and leximin is worst first as well.
    #[must_use]
    pub fn towards_worst(costs: impl IntoIterator<Item = i64>) -> Self {
        let mut costs: Vec<i64> = costs.into_iter().collect();
        costs.sort_unstable();
        let at = |percent: usize| costs.get((costs.len() * percent).div_ceil(100).saturating_sub(1));
        Self::new([50, 75, 90, 95, 98, 99, 100].into_iter().filter_map(at).copied().collect())
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
