//! Shortest paths over the capacity nodes by reduced costs, forwards from a node and backwards to it.
//!
//! Dijkstra's algorithm over the residual graph. Its arcs: an agent moves its free seat from one place to
//! another; a node's flow into its parent grows, or shrinks. Every path ends at the root or where the
//! opposite imbalance is met, so that searches stay near where they start. One search looks at the seats of
//! every place it settles: O((k·a + k) log n) for k settled places with a arcs of the agents there.

use std::cmp::Reverse as Least;
use std::collections::BinaryHeap;

use super::{Engine, FLAGS, NONE, Spread};

/// Which way paths are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From a node with too much, along residual arcs.
    Forward,
    /// From a node with too little, against residual arcs.
    Backward,
}

/// How a node was reached: from which node, by which seat and arc (`NONE` for a tree arc).
#[derive(Clone, Copy, Debug)]
struct Via {
    node: u32,
    seat: u32,
    arc: u32,
}

/// Distances of one search; reused between searches.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    dist: Vec<i64>,
    via: Vec<Via>,
    heap: BinaryHeap<Least<(i64, u32)>>,
    /// Nodes with a distance, in the order they were first reached.
    pub(crate) reached: Vec<u32>,
    /// The nearest end seen and its distance; nothing as far as this is looked at any more.
    end: Option<u32>,
    bound: i64,
    /// Per agent with several seats the least distance, less its cost and price, of a seat it could leave or
    /// a place it could come to; only something nearer is worth another look.
    agents: Vec<i64>,
    agents_seen: Vec<u32>,
    /// For questions: a node that ends the search besides the root.
    goal: Option<u32>,
    /// For questions: only the inside is searched, and nothing as far as this.
    limit: Option<i64>,
}

const FAR: i64 = i64::MAX;

impl Search {
    pub(crate) fn new(nodes: usize) -> Self {
        Self {
            dist: vec![FAR; nodes + 1],
            via: vec![Via { node: NONE, seat: NONE, arc: NONE }; nodes + 1],
            heap: BinaryHeap::new(),
            reached: Vec::new(),
            end: None,
            bound: FAR,
            agents: Vec::new(),
            agents_seen: Vec::new(),
            goal: None,
            limit: None,
        }
    }

    /// Sets the goal of the next searches; with a limit they keep inside and end before it.
    pub(crate) fn ask(&mut self, goal: Option<u32>, limit: Option<i64>) {
        (self.goal, self.limit) = (goal, limit);
    }

    pub(crate) fn distance(&self, node: u32) -> i64 {
        self.dist[node as usize]
    }

    /// The nearest end: the root or a node with the opposite imbalance. `None` when there is no way to any;
    /// `reached` is then everything that can be reached.
    pub(crate) fn run(
        &mut self,
        spread: &Spread,
        engine: &Engine,
        from: u32,
        direction: Direction,
    ) -> Option<u32> {
        self.clear(engine);
        self.bound = self.limit.unwrap_or(FAR);
        self.dist[from as usize] = 0;
        self.reached.push(from);
        self.heap.push(Least((0, from)));
        self.outwards(spread, engine, from, 0, direction);
        while let Some(Least((dist, node))) = self.heap.pop() {
            if dist >= self.bound {
                break;
            }
            if dist > self.dist[node as usize] {
                continue;
            }
            match direction {
                Direction::Forward => self.forward(spread, engine, node, dist),
                Direction::Backward => self.backward(spread, engine, node, dist),
            }
        }
        self.end
    }

    /// Makes the path to `end` free of reduced cost, keeping all other reduced costs from falling below zero.
    pub(crate) fn reprice(&self, engine: &mut Engine, end: u32, direction: Direction) {
        let far = self.dist[end as usize];
        for &node in &self.reached {
            let nearer = far - self.dist[node as usize];
            if nearer > 0 {
                let price = engine.price[node as usize];
                let price = match direction {
                    Direction::Forward => price + nearer,
                    Direction::Backward => price - nearer,
                };
                engine.set_price(node, price);
            }
        }
    }

    /// Sends as much as fits along the path between `from` and `end`: one unit where agents move.
    pub(crate) fn push(
        &self,
        spread: &Spread,
        engine: &mut Engine,
        from: u32,
        end: u32,
        direction: Direction,
    ) {
        let amount = self.amount(spread, engine, from, end, direction);
        let mut node = end;
        while node != from {
            let Via { node: other, seat, arc } = self.via[node as usize];
            if seat == NONE {
                let (child, sign) = tree_step(engine, other, node, direction);
                engine.set_flow(child, engine.flow[child as usize] + sign * amount);
            } else {
                engine.place_seat(spread, seat, arc);
            }
            node = other;
        }
    }

    fn amount(&self, spread: &Spread, engine: &Engine, from: u32, end: u32, direction: Direction) -> i64 {
        let mut amount = engine.excess[from as usize].abs();
        if end != engine.root() {
            amount = amount.min(engine.excess[end as usize].abs());
        }
        let mut node = end;
        while node != from {
            let Via { node: other, seat, .. } = self.via[node as usize];
            if seat != NONE {
                return 1;
            }
            let (child, sign) = tree_step(engine, other, node, direction);
            let flow = engine.flow[child as usize];
            let room = engine.ceiling(spread, child) - flow;
            amount = amount.min(if sign > 0 { room } else { flow - spread.capacities[child as usize].lower });
            node = other;
        }
        amount
    }

    fn clear(&mut self, engine: &Engine) {
        for &node in &self.reached {
            self.dist[node as usize] = FAR;
        }
        for &agent in &self.agents_seen {
            self.agents[agent as usize] = FAR;
        }
        self.agents.resize(engine.rows.len(), FAR);
        self.reached.clear();
        self.agents_seen.clear();
        self.heap.clear();
        self.end = None;
    }

    fn is_end(&self, engine: &Engine, node: u32, direction: Direction) -> bool {
        let excess = engine.excess[node as usize];
        node == engine.root()
            || self.goal == Some(node)
            || match direction {
                Direction::Forward => excess < 0,
                Direction::Backward => excess > 0,
            }
    }

    /// Notes a way to a node that is nearer than the bound.
    fn reach(
        &mut self,
        spread: &Spread,
        engine: &Engine,
        (node, dist): (u32, i64),
        via: Via,
        direction: Direction,
    ) {
        let old = self.dist[node as usize];
        if dist >= old {
            return;
        }
        if old == FAR {
            self.reached.push(node);
        }
        self.dist[node as usize] = dist;
        self.via[node as usize] = via;
        if self.is_end(engine, node, direction) {
            (self.end, self.bound) = (Some(node), dist);
            return;
        }
        self.heap.push(Least((dist, node)));
        self.outwards(spread, engine, node, dist, direction);
    }

    fn reach_by_tree(
        &mut self,
        spread: &Spread,
        engine: &Engine,
        (node, dist): (u32, i64),
        from: u32,
        direction: Direction,
    ) {
        if dist < self.bound && (self.limit.is_none() || node != engine.root()) {
            let via = Via { node: from, seat: NONE, arc: NONE };
            self.reach(spread, engine, (node, dist), via, direction);
        }
    }

    /// The step to the parent, taken as soon as a node is reached: most paths end at the root, and knowing
    /// one early spares looking further.
    fn outwards(&mut self, spread: &Spread, engine: &Engine, node: u32, dist: i64, direction: Direction) {
        let at = node as usize;
        let parent = engine.parent[at];
        let own = engine.price[at] - engine.price[parent as usize];
        let (open, dist) = match direction {
            Direction::Forward => (engine.flow[at] < engine.ceiling(spread, node), dist - own),
            Direction::Backward => (engine.flow[at] > spread.capacities[at].lower, dist + own),
        };
        if open {
            self.reach_by_tree(spread, engine, (parent, dist), node, direction);
        }
    }

    fn forward(&mut self, spread: &Spread, engine: &Engine, node: u32, dist: i64) {
        let at = node as usize;
        let price = engine.price[at];
        for &child in engine.children(node) {
            if engine.flow[child as usize] > spread.capacities[child as usize].lower {
                let down = dist + engine.price[child as usize] - price;
                self.reach_by_tree(spread, engine, (child, down), node, Direction::Forward);
            }
        }
        let mut seat = engine.head[at];
        while seat != NONE && dist < self.bound {
            self.leave(spread, engine, seat, dist - price);
            seat = engine.next[seat as usize];
        }
    }

    /// Whether an agent with several seats is worth another look at this distance.
    fn nearer(&mut self, agent: u32, base: i64) -> bool {
        let best = &mut self.agents[agent as usize];
        if base >= *best {
            return false;
        }
        if *best == FAR {
            self.agents_seen.push(agent);
        }
        *best = base;
        true
    }

    /// Where else the agent of this seat could sit.
    fn leave(&mut self, spread: &Spread, engine: &Engine, seat: u32, dist: i64) {
        let taken = engine.seats[seat as usize];
        if !taken.free() {
            return;
        }
        let base = dist - i64::from(taken.cost);
        let several = engine.rows[taken.agent as usize].1 > 1;
        if several && !self.nearer(taken.agent, base) {
            return;
        }
        let span = spread.span(taken.agent);
        for (at, arc) in span.clone().zip(&spread.arcs[span]) {
            if arc.bits & FLAGS != 0 || several && engine.holds(at) {
                continue;
            }
            let dist = base + i64::from(arc.cost) + engine.price[arc.bits as usize];
            if dist < self.bound {
                let via = Via { node: taken.bits, seat, arc: super::problem::index(at) };
                self.reach(spread, engine, (arc.bits, dist), via, Direction::Forward);
            }
        }
    }

    fn backward(&mut self, spread: &Spread, engine: &Engine, node: u32, dist: i64) {
        let at = node as usize;
        let base = dist + engine.price[at];
        for &child in engine.children(node) {
            if engine.flow[child as usize] < engine.ceiling(spread, child) {
                let up = base - engine.price[child as usize];
                self.reach_by_tree(spread, engine, (child, up), node, Direction::Backward);
            }
        }
        let reverse = engine.reverse.as_ref().expect("made before the first backward search");
        for (agent, cost) in reverse.at(node) {
            if dist >= self.bound {
                return;
            }
            self.arrive(spread, engine, node, agent, base + i64::from(cost));
        }
    }

    /// From where the agent of this arc could come.
    fn arrive(&mut self, spread: &Spread, engine: &Engine, node: u32, agent: u32, base: i64) {
        let seats = engine.seats_of(agent);
        if seats.len() > 1 {
            let here = seats.clone().any(|seat| engine.seats[seat as usize].place() == node);
            if here || !self.nearer(agent, base) {
                return;
            }
        }
        for seat in seats {
            let taken = engine.seats[seat as usize];
            if !taken.free() || taken.bits == node {
                continue;
            }
            let dist = base - i64::from(taken.cost) - engine.price[taken.bits as usize];
            if dist < self.bound && dist < self.dist[taken.bits as usize] {
                let arc = spread.find(agent, node).expect("the place lists the agent by its arc");
                let via = Via { node, seat, arc: super::problem::index(arc) };
                self.reach(spread, engine, (taken.bits, dist), via, Direction::Backward);
            }
        }
    }
}

/// The child whose flow into its parent a step between two tree neighbours changes, and its sign.
fn tree_step(engine: &Engine, nearer: u32, farther: u32, direction: Direction) -> (u32, i64) {
    let (tail, head) = match direction {
        Direction::Forward => (nearer, farther),
        Direction::Backward => (farther, nearer),
    };
    if tail != engine.root() && engine.parent[tail as usize] == head { (tail, 1) } else { (head, -1) }
}
