//! Damped price passes: prices that leave few nodes outside their bounds.

use super::parts::each;
use super::problem::index;
use super::{Arc, Control, Engine, MAX_COST, Phase, Spread, Stopped};

/// At most so many passes.
const PASSES: u64 = 10;

/// A unit of imbalance costs the exact finish about as much as looking at this many arcs.
const ARCS_PER_UNIT: i64 = 20_000;

/// Fewer agents are not worth a thread.
const AGENTS_PER_THREAD: usize = 8_000;

/// Steps are counted in 1/1024 of a price.
const FINE: i64 = 1024;

/// No price is moved beyond this; sums over a whole tree stay within 64 bits.
const FARTHEST: i64 = 1 << 36;

impl Engine {
    /// Moves the prices towards balance. Any prices would do; good ones leave less to repair.
    ///
    /// A subgradient method (Held, Wolfe and Crowder 1974): every pass lets all agents choose, then raises
    /// the prices of overfull nodes and lowers those of underfull ones in proportion, in ever smaller steps.
    /// O(arcs) a pass; ends when a pass no longer saves more than it costs.
    pub(crate) fn price_passes(&mut self, spread: &Spread, control: &Control<'_>) -> Result<(), Stopped> {
        let mut passes = Passes::new(self, spread);
        let (mut best, mut before) = ((i64::MAX, self.price.clone()), i64::MAX);
        for pass in 0..PASSES {
            control.report(Phase::Prices, pass, PASSES)?;
            passes.count(self, spread, control.threads);
            let wrong = passes.shift(self, spread);
            if wrong < best.0 {
                best.0 = wrong;
                best.1.copy_from_slice(&passes.used);
            }
            let worth = before.min(i64::MAX / ARCS_PER_UNIT).saturating_sub(wrong);
            if wrong > before {
                passes.step /= 2;
            } else if worth.saturating_mul(ARCS_PER_UNIT) < i64::from(index(spread.arcs())) {
                break;
            }
            passes.step = passes.step * 4 / 5;
            before = wrong;
        }
        self.price = best.1;
        control.report(Phase::Prices, PASSES, PASSES)
    }
}

struct Passes {
    /// Price of the node alone.
    own: Vec<i64>,
    /// The full prices the last counts are for, and the same in few bits for speed.
    used: Vec<i64>,
    short: Vec<i32>,
    counts: Vec<i64>,
    /// Nodes without children under each node, itself if it has none.
    leaves: Vec<i64>,
    /// What a unit too much or too little moves the price of a leaf by, in `1 / FINE`.
    step: i64,
}

impl Passes {
    fn new(engine: &Engine, spread: &Spread) -> Self {
        let nodes = spread.places();
        let mut leaves = vec![0; nodes + 1];
        for &node in engine.order.iter().rev() {
            let at = node as usize;
            leaves[at] = leaves[at].max(1);
            leaves[engine.parent[at] as usize] += leaves[at];
        }
        Self {
            own: vec![0; nodes],
            used: engine.price.clone(),
            short: vec![0; nodes],
            counts: vec![0; nodes],
            step: first_step(spread, leaves[nodes]),
            leaves,
        }
    }

    /// Lets every agent choose by the current prices; every thread counts a share of the agents.
    fn count(&mut self, engine: &Engine, spread: &Spread, threads: usize) {
        for (short, &price) in self.short.iter_mut().zip(&engine.price) {
            let most = MAX_COST - 1;
            *short = i32::try_from(price.clamp(-most, most)).unwrap_or_default();
        }
        let threads = threads.clamp(1, 1 + spread.agents() / AGENTS_PER_THREAD);
        let share = spread.agents().div_ceil(threads);
        let shares: Vec<_> = (0..threads)
            .map(|at| {
                index((at * share).min(spread.agents()))..index(((at + 1) * share).min(spread.agents()))
            })
            .collect();
        let short = &self.short;
        let counts = each(&shares, threads, |agents| count(engine, spread, short, agents.clone()));
        self.counts.fill(0);
        for share in counts {
            for (sum, count) in self.counts.iter_mut().zip(share) {
                *sum += count;
            }
        }
    }

    /// Moves the prices against the imbalance of the counts, and tells how great it was.
    fn shift(&mut self, engine: &mut Engine, spread: &Spread) -> i64 {
        self.used.copy_from_slice(&engine.price);
        let mut wrong = 0;
        for &node in engine.order.iter().rev() {
            let at = node as usize;
            let (count, price) = (self.counts[at], self.own[at]);
            if let Some(sum) = self.counts.get_mut(engine.parent[at] as usize) {
                *sum += count;
            }
            let bounds = spread.capacities[at];
            let over = match price {
                1.. => count - bounds.upper,
                0 => (count - bounds.upper).max(0) + (count - bounds.lower).min(0),
                _ => count - bounds.lower,
            };
            wrong += over.abs();
            let moved = price + over.saturating_mul(self.step) / (FINE * self.leaves[at]);
            let moved = moved.clamp(-FARTHEST, FARTHEST);
            // A price stops at zero on its way to the other sign: there any count within bounds is right.
            self.own[at] = if price.signum() * moved.signum() < 0 { 0 } else { moved };
        }
        for &node in &engine.order {
            let above = engine.price[engine.parent[node as usize] as usize];
            engine.price[node as usize] = above + self.own[node as usize];
        }
        wrong
    }
}

/// How many of these agents come to each place.
fn count(engine: &Engine, spread: &Spread, short: &[i32], agents: std::ops::Range<u32>) -> Vec<i64> {
    let mut counts = vec![0; spread.places()];
    let mut keys = Vec::new();
    for agent in agents {
        let row = spread.row(agent);
        match spread.takes[agent as usize] {
            0 => {}
            1 => {
                if let Some(place) = cheapest(short, row) {
                    counts[place as usize] += 1;
                }
            }
            take => count_several(engine, row, take as usize, &mut keys, &mut counts),
        }
    }
    counts
}

fn count_several(engine: &Engine, row: &[Arc], take: usize, keys: &mut Vec<(i64, u32)>, counts: &mut [i64]) {
    keys.clear();
    let open = row.iter().filter(|arc| !arc.banned());
    keys.extend(open.map(|&arc| {
        let key = if arc.pinned() { i64::MIN } else { engine.reduced(arc) };
        (key, arc.place())
    }));
    if take < keys.len() {
        keys.select_nth_unstable(take);
        keys.truncate(take);
    }
    for &(_, place) in keys.iter() {
        counts[place as usize] += 1;
    }
}

fn cheapest(prices: &[i32], row: &[Arc]) -> Option<u32> {
    let mut best = (i32::MAX, None);
    for &arc in row {
        if arc.free() {
            let key = arc.cost + prices[arc.bits as usize];
            if key < best.0 {
                best = (key, Some(arc.bits));
            }
        } else if arc.pinned() {
            return Some(arc.place());
        }
    }
    best.1
}

/// About what moves one agent away from a leaf: the mean gap between an agent's best and second best cost,
/// shared among the agents of a leaf.
fn first_step(spread: &Spread, leaves: i64) -> i64 {
    let every = (spread.agents() / 1000).max(1);
    let (mut sum, mut gaps) = (0_i64, 0_i64);
    for agent in (0..index(spread.agents())).step_by(every) {
        let (mut best, mut second) = (i64::MAX, i64::MAX);
        for arc in spread.row(agent) {
            let cost = i64::from(arc.cost);
            second = second.min(cost.max(best));
            best = best.min(cost);
        }
        if second < i64::MAX {
            (sum, gaps) = (sum + second - best, gaps + 1);
        }
    }
    (sum / gaps.max(1) * FINE * leaves.min(1 << 20) / spread.total_take().max(1)).max(FINE)
}
