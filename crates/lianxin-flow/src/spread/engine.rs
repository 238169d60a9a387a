//! The state of a solve: seats of agents at places, flows through the capacity nodes, potentials.
//!
//! Invariants between repairs, with `price` as *full* prices and the outside as node `root` with price 0:
//! every agent's free seats are at its cheapest places by cost plus price; `flow` lies within bounds, at the
//! upper one where the node's own price is positive and at the lower one where it is negative. Only
//! `excess` = (seats at the node + flows of its children − flow of the node) may differ from zero.

use super::problem::{index, top_down};
use super::reverse::Reverse;
use super::{Arc, FLAGS, Plan, Solution, Spread};

pub(crate) const NONE: u32 = u32::MAX;

/// One take of an agent: the arc it uses now. A vacant seat has `arc == NONE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) agent: u32,
    pub(crate) arc: u32,
    /// The arc's place with the arc's flags.
    pub(crate) bits: u32,
    pub(crate) cost: i32,
}

impl Seat {
    pub(crate) const fn vacant(agent: u32) -> Self {
        Self { agent, arc: NONE, bits: NONE, cost: 0 }
    }

    pub(crate) const fn place(self) -> u32 {
        self.bits & !FLAGS
    }

    pub(crate) const fn free(self) -> bool {
        self.bits & FLAGS == 0
    }
}

/// How to take back one step.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Undo {
    Seat { seat: u32, arc: u32 },
    Row { agent: u32, row: (u32, u32) },
    Price { node: u32, price: i64 },
    Flow { node: u32, flow: i64 },
}

#[derive(Clone, Debug)]
pub(crate) struct Engine {
    pub(crate) seats: Vec<Seat>,
    /// Per agent its first seat and how many there are; they are consecutive.
    pub(crate) rows: Vec<(u32, u32)>,
    /// Per node the first of the seats at it, linked by `next` and `prev`.
    pub(crate) head: Vec<u32>,
    pub(crate) next: Vec<u32>,
    prev: Vec<u32>,
    /// Per arc whether a seat uses it; looked at for agents with several seats only.
    held: Vec<u64>,
    pub(crate) price: Vec<i64>,
    pub(crate) flow: Vec<i64>,
    pub(crate) excess: Vec<i64>,
    /// Per node its parent, `root` for roots.
    pub(crate) parent: Vec<u32>,
    pub(crate) children: Vec<u32>,
    pub(crate) child_starts: Vec<u32>,
    pub(crate) order: Vec<u32>,
    pub(crate) objective: i64,
    /// More than can ever flow through any node, the lower bounds included.
    pub(crate) most: i64,
    pub(crate) reverse: Option<Reverse>,
    /// Nodes whose excess was changed since the last repair; may repeat.
    pub(crate) touched: Vec<u32>,
    pub(crate) journal: Option<Vec<Undo>>,
}

impl Engine {
    /// No seats yet, all prices zero.
    pub(crate) fn new(spread: &Spread) -> Self {
        let nodes = spread.places();
        let root = index(nodes);
        let parent: Vec<u32> = spread.capacities.iter().map(|node| node.parent.unwrap_or(root)).collect();
        let order = top_down(&spread.capacities).expect("a built problem has a forest");
        let mut child_starts = vec![0_u32; nodes + 2];
        for &up in &parent {
            child_starts[up as usize + 1] += 1;
        }
        for at in 0..=nodes {
            child_starts[at + 1] += child_starts[at];
        }
        let mut fill = child_starts.clone();
        let mut children = vec![0; nodes];
        for (node, &up) in (0..).zip(&parent) {
            children[fill[up as usize] as usize] = node;
            fill[up as usize] += 1;
        }
        Self {
            seats: Vec::new(),
            rows: Vec::with_capacity(spread.agents()),
            head: vec![NONE; nodes],
            next: Vec::new(),
            prev: Vec::new(),
            held: vec![0; spread.arcs().div_ceil(64)],
            price: vec![0; nodes + 1],
            flow: vec![0; nodes],
            excess: vec![0; nodes + 1],
            parent,
            children,
            child_starts,
            order,
            objective: 0,
            most: 1 + spread.capacities.iter().map(|node| node.lower).sum::<i64>(),
            reverse: None,
            touched: Vec::new(),
            journal: None,
        }
    }

    pub(crate) fn root(&self) -> u32 {
        index(self.flow.len())
    }

    /// The price of the node alone.
    pub(crate) fn own_price(&self, node: u32) -> i64 {
        self.price[node as usize] - self.price[self.parent[node as usize] as usize]
    }

    /// The nodes right under this one; under `root` there is nothing to walk, as paths end there.
    pub(crate) fn children(&self, node: u32) -> &[u32] {
        let at = node as usize;
        &self.children[self.child_starts[at] as usize..self.child_starts[at + 1] as usize]
    }

    pub(crate) fn seats_of(&self, agent: u32) -> std::ops::Range<u32> {
        let (first, count) = self.rows[agent as usize];
        first..first + count
    }

    pub(crate) fn holds(&self, arc: usize) -> bool {
        self.held[arc / 64] & (1 << (arc % 64)) != 0
    }

    /// Cost plus full price of an arc.
    pub(crate) fn reduced(&self, arc: Arc) -> i64 {
        i64::from(arc.cost) + self.price[arc.place() as usize]
    }

    /// Gives the agent new vacant seats; its old ones, if any, are vacant and forgotten.
    pub(crate) fn seat_agent(&mut self, agent: u32, take: u32) {
        let first = index(self.seats.len());
        if self.rows.len() <= agent as usize {
            self.rows.push((first, 0));
        }
        if let Some(journal) = &mut self.journal {
            journal.push(Undo::Row { agent, row: self.rows[agent as usize] });
        }
        self.rows[agent as usize] = (first, take);
        self.most += i64::from(take);
        for _ in 0..take {
            self.seats.push(Seat::vacant(agent));
            self.next.push(NONE);
            self.prev.push(NONE);
        }
    }

    /// Room for the arcs of agents added later.
    pub(crate) fn grow(&mut self, arcs: usize) {
        self.held.resize(arcs.div_ceil(64), 0);
    }

    /// Puts a seat on another arc (`NONE` for no arc), keeping excess and objective.
    pub(crate) fn place_seat(&mut self, spread: &Spread, seat: u32, arc: u32) {
        let at = seat as usize;
        let old = self.seats[at];
        if let Some(journal) = &mut self.journal {
            journal.push(Undo::Seat { seat, arc: old.arc });
        }
        if old.arc != NONE {
            let place = old.place() as usize;
            self.unlink(seat, place);
            self.held[old.arc as usize / 64] &= !(1 << (old.arc % 64));
            self.excess[place] -= 1;
            self.touched.push(old.place());
            self.objective -= i64::from(old.cost);
        }
        if arc == NONE {
            self.seats[at] = Seat::vacant(old.agent);
            return;
        }
        let Arc { bits, cost } = spread.arcs[arc as usize];
        self.seats[at] = Seat { agent: old.agent, arc, bits, cost };
        let place = self.seats[at].place() as usize;
        self.link(seat, place);
        self.held[arc as usize / 64] |= 1 << (arc % 64);
        self.excess[place] += 1;
        self.touched.push(self.seats[at].place());
        self.objective += i64::from(cost);
    }

    /// Takes over cost and flags of the arc the seat is on.
    pub(crate) fn refresh_seat(&mut self, spread: &Spread, seat: u32) {
        let Seat { arc, cost, .. } = self.seats[seat as usize];
        if arc != NONE {
            let new = spread.arcs[arc as usize];
            self.objective += i64::from(new.cost) - i64::from(cost);
            self.seats[seat as usize].bits = new.bits;
            self.seats[seat as usize].cost = new.cost;
        }
    }

    pub(crate) fn set_flow(&mut self, node: u32, flow: i64) {
        let at = node as usize;
        let more = flow - self.flow[at];
        if more == 0 {
            return;
        }
        if let Some(journal) = &mut self.journal {
            journal.push(Undo::Flow { node, flow: self.flow[at] });
        }
        self.flow[at] = flow;
        self.excess[at] -= more;
        self.excess[self.parent[at] as usize] += more;
        self.touched.push(node);
        self.touched.push(self.parent[at]);
    }

    pub(crate) fn set_price(&mut self, node: u32, price: i64) {
        let at = node as usize;
        if let Some(journal) = &mut self.journal {
            journal.push(Undo::Price { node, price: self.price[at] });
        }
        self.price[at] = price;
    }

    pub(crate) fn solution(&self, spread: &Spread) -> Solution {
        let mut plan = Plan::with_room(spread.agents(), self.seats.len());
        for agent in 0..index(spread.agents()) {
            for seat in self.seats_of(agent) {
                plan.add(self.seats[seat as usize].place());
            }
            plan.close();
        }
        Solution { plan, prices: self.own_prices(), objective: self.objective }
    }

    pub(crate) fn own_prices(&self) -> Vec<i64> {
        (0..self.root()).map(|node| self.own_price(node)).collect()
    }

    fn link(&mut self, seat: u32, place: usize) {
        let head = self.head[place];
        self.next[seat as usize] = head;
        self.prev[seat as usize] = NONE;
        if head != NONE {
            self.prev[head as usize] = seat;
        }
        self.head[place] = seat;
    }

    fn unlink(&mut self, seat: u32, place: usize) {
        let (next, prev) = (self.next[seat as usize], self.prev[seat as usize]);
        if next != NONE {
            self.prev[next as usize] = prev;
        }
        if prev == NONE {
            self.head[place] = next;
        } else {
            self.next[prev as usize] = next;
        }
    }
}
