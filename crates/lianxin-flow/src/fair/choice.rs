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

    /// So many limits, evenly spaced between the least and the greatest of these costs.
    #[must_use]
    pub fn even(costs: impl IntoIterator<Item = i64>, limits: u32) -> Self {
        let range = costs.into_iter().fold(None, |range: Option<(i64, i64)>, cost| match range {
            None => Some((cost, cost)),
            Some((least, most)) => Some((least.min(cost), most.max(cost))),
        });
        let (least, most) = range.unwrap_or((0, 0));
        let parts = i64::from(limits) + 1;
        Self::new((1..parts).map(|part| least + (most - least) * part / parts).collect())
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
