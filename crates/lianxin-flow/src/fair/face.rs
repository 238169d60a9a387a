//! The problem that has exactly the optimal plans of another.

use crate::spread::{ArcState, MAX_LOWER, Spread, index};

impl Spread {
    /// Keeps those plans only that are optimal, `prices` being optimal prices of this problem.
    ///
    /// O(arcs log arcs of an agent).
    pub(super) fn keep_optimal(&mut self, prices: &[i64]) {
        let full = self.full_prices(prices);
        let mut sums = Vec::new();
        for agent in 0..index(self.agents()) {
            let span = self.span(agent);
            let pinned = self.row(agent).iter().filter(|arc| arc.pinned()).count();
            let open = self.takes[agent as usize] as usize - pinned;
            sums.clear();
            let free = self.row(agent).iter().filter(|arc| arc.free());
            sums.extend(free.map(|arc| i64::from(arc.cost) + full[arc.place() as usize]));
            let threshold = match open.checked_sub(1) {
                None => i64::MIN,
                Some(last) => *sums.select_nth_unstable(last).1,
            };
            for arc in &mut self.arcs[span] {
                if arc.free() {
                    let sum = i64::from(arc.cost) + full[arc.place() as usize];
                    match sum.cmp(&threshold) {
                        std::cmp::Ordering::Less => *arc = arc.with(ArcState::Pinned),
                        std::cmp::Ordering::Greater => *arc = arc.with(ArcState::Banned),
                        std::cmp::Ordering::Equal => {}
                    }
                }
            }
        }
        for (node, &price) in self.capacities.iter_mut().zip(prices) {
            if price > 0 {
                node.lower = node.upper.min(MAX_LOWER);
            } else if price < 0 {
                node.upper = node.lower;
            }
        }
    }

    /// The same problem with other costs.
    pub(super) fn with_costs(&self, cost: impl Fn(i64) -> i32) -> Self {
        let mut other = self.clone();
        for arc in &mut other.arcs {
            arc.cost = cost(arc.cost.into());
        }
        other
    }

    /// Bans every free arc dearer than this.
    pub(super) fn ban_above(&mut self, most: i64) {
        for arc in &mut self.arcs {
            if arc.free() && i64::from(arc.cost) > most {
                *arc = arc.with(ArcState::Banned);
            }
        }
    }
}
