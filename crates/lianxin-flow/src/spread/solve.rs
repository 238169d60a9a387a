//! Cold solve and repair.

use super::reverse::Reverse;
use super::{Control, Direction, Engine, Infeasible, Phase, Search, Solution, Spread, Stopped, cut};
use crate::certificate;

/// Units repaired between two reports of progress.
const REPORT_EVERY: u64 = 256;

impl Spread {
    /// The cheapest plan with its prices, certificate verified.
    ///
    /// Exact for any feasible problem. Time O(u·(m + n log n)) for u units of imbalance left by the price
    /// passes, m arcs, n nodes; in practice a search sees a few dozen nodes.
    ///
    /// # Errors
    ///
    /// A Hall set when there is no plan.
    ///
    /// # Panics
    ///
    /// If the answer's own certificate is refused, which would be a mistake in this crate.
    pub fn solve(&self) -> Result<Solution, Infeasible> {
        self.solve_with(&Control::default()).map_err(|stopped| match stopped {
            Stopped::Infeasible(why) => why,
            Stopped::Cancelled => unreachable!("nobody can cancel without a flag"),
        })
    }

    /// As [`solve`](Self::solve), watched and stoppable.
    ///
    /// # Errors
    ///
    /// [`Stopped`] when cancelled or infeasible.
    ///
    /// # Panics
    ///
    /// As [`solve`](Self::solve).
    pub fn solve_with(&self, control: &Control<'_>) -> Result<Solution, Stopped> {
        let engine = Engine::cold(self, control)?;
        control.report(Phase::Certificate, 0, 1)?;
        let solution = engine.solution(self);
        let checked = certificate::check(self, &solution.plan, &solution.prices);
        assert_eq!(checked, Ok(solution.objective), "the solver's own certificate must hold");
        control.report(Phase::Certificate, 1, 1)?;
        Ok(solution)
    }
}

impl Engine {
    /// A solved engine for this problem.
    pub(crate) fn cold(spread: &Spread, control: &Control<'_>) -> Result<Self, Stopped> {
        let mut engine = Self::new(spread);
        engine.price_passes(spread, control)?;
        engine.seat_all(spread)?;
        engine.set_flows(spread);
        let mut search = Search::new(spread.places());
        engine.repair(spread, &mut search, control)?;
        Ok(engine)
    }

    /// Sends every excess where there is room and fills every lack, by shortest paths.
    pub(crate) fn repair(
        &mut self,
        spread: &Spread,
        search: &mut Search,
        control: &Control<'_>,
    ) -> Result<(), Stopped> {
        let mut wrong = std::mem::take(&mut self.touched);
        wrong.sort_unstable();
        wrong.dedup();
        wrong.retain(|&node| node != self.root() && self.excess[node as usize] != 0);
        let total = wrong.iter().map(|&node| self.excess[node as usize].unsigned_abs()).sum();
        let mut done = 0;
        control.report(Phase::Paths, done, total)?;
        for direction in [Direction::Forward, Direction::Backward] {
            for &node in &wrong {
                while self.is_wrong(node, direction) {
                    if direction == Direction::Backward {
                        self.look_back(spread);
                    }
                    let Some(end) = search.run(spread, self, node, direction) else {
                        return Err(cut::hall_set(spread, &search.reached, direction).into());
                    };
                    search.reprice(self, end, direction);
                    search.push(spread, self, node, end, direction);
                    done += 1;
                    control.look()?;
                    if done % REPORT_EVERY == 0 {
                        control.report(Phase::Paths, done.min(total), total)?;
                    }
                }
            }
        }
        self.touched.clear();
        control.report(Phase::Paths, total, total)
    }

    /// Makes the arcs by place if they are missing.
    pub(crate) fn look_back(&mut self, spread: &Spread) {
        if self.reverse.is_none() {
            self.reverse = Some(Reverse::new(spread));
        }
    }

    fn is_wrong(&self, node: u32, direction: Direction) -> bool {
        match direction {
            Direction::Forward => self.excess[node as usize] > 0,
            Direction::Backward => self.excess[node as usize] < 0,
        }
    }
}
