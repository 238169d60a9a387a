//! Where the exact finish starts: every agent at its cheapest places, flows by the signs of the prices.

use super::problem::index;
use super::{Arc, Engine, Infeasible, NONE, Seat, Spread};

/// Cost plus price, crowd and position of an arc.
type Key = (i64, i64, u32);

impl Engine {
    /// Seats every agent by the current prices.
    pub(crate) fn seat_all(&mut self, spread: &Spread) -> Result<(), Infeasible> {
        self.seats.reserve(spread.takes.iter().map(|&take| take as usize).sum());
        let mut keys = Vec::new();
        for agent in 0..index(spread.agents()) {
            let take = spread.takes[agent as usize];
            self.seat_agent(agent, take);
            self.choose(spread, agent, &mut keys)?;
        }
        Ok(())
    }

    /// Puts the agent's vacant seats on its pinned arcs and then on the cheapest free ones; among equally
    /// cheap ones those that have more room left.
    fn choose(&mut self, spread: &Spread, agent: u32, keys: &mut Vec<Key>) -> Result<(), Infeasible> {
        let seats = self.seats_of(agent);
        if seats.len() == 1
            && let Some(arc) = self.cheapest(spread, agent)
        {
            self.place_seat(spread, seats.start, arc);
            return Ok(());
        }
        if seats.is_empty() && spread.row(agent).iter().all(|arc| !arc.pinned()) {
            return Ok(());
        }
        keys.clear();
        for (at, &arc) in spread.span(agent).zip(spread.row(agent)) {
            if arc.pinned() {
                keys.push((i64::MIN, 0, index(at)));
            } else if arc.free() {
                keys.push((self.reduced(arc), self.crowd(spread, arc), index(at)));
            }
        }
        let pinned = keys.iter().filter(|key| key.0 == i64::MIN).count();
        if keys.len() < seats.len() || pinned > seats.len() {
            return Err(alone(spread, agent));
        }
        if seats.len() < keys.len() {
            keys.select_nth_unstable(seats.len());
        }
        keys.truncate(seats.len());
        keys.sort_unstable();
        for (seat, &(_, _, arc)) in seats.zip(keys.iter()) {
            self.place_seat(spread, seat, arc);
        }
        Ok(())
    }

    /// The cheapest free arc of an agent without pins.
    fn cheapest(&self, spread: &Spread, agent: u32) -> Option<u32> {
        let mut best: Key = (i64::MAX, 0, NONE);
        for (at, &arc) in spread.span(agent).zip(spread.row(agent)) {
            if arc.pinned() {
                return None;
            }
            if arc.free() {
                let key = self.reduced(arc);
                if key < best.0 {
                    best = (key, self.crowd(spread, arc), index(at));
                } else if key == best.0 {
                    best = best.min((key, self.crowd(spread, arc), index(at)));
                }
            }
        }
        (best.2 != NONE).then_some(best.2)
    }

    /// How little room is left at a place while agents are being seated.
    fn crowd(&self, spread: &Spread, arc: Arc) -> i64 {
        let place = arc.place();
        let bounds = spread.capacities[place as usize];
        let load = self.excess[place as usize];
        let over = if load < bounds.lower { 0 } else { i64::from(load >= bounds.upper) + 1 };
        (over << 40) + load
    }

    /// Brings the agent's seats in line with its take, pins, bans and costs, moving as few as possible.
    pub(crate) fn settle_agent(&mut self, spread: &Spread, agent: u32) -> Result<(), Infeasible> {
        self.fit_take(spread, agent);
        for seat in self.seats_of(agent) {
            self.refresh_seat(spread, seat);
            let Seat { arc, .. } = self.seats[seat as usize];
            if arc != NONE && spread.arcs[arc as usize].banned() {
                self.place_seat(spread, seat, NONE);
            }
        }
        for at in spread.span(agent) {
            if spread.arcs[at].pinned() && !self.holds(at) {
                let seat = self.spare_seat(agent).ok_or_else(|| alone(spread, agent))?;
                self.place_seat(spread, seat, index(at));
            }
        }
        for seat in self.seats_of(agent) {
            if self.seats[seat as usize].arc == NONE {
                let (_, arc) = self.cheapest_left(spread, agent).ok_or_else(|| alone(spread, agent))?;
                self.place_seat(spread, seat, arc);
            }
        }
        while let (Some(worst), Some(best)) = (self.dearest_seat(agent), self.cheapest_left(spread, agent))
            && best.0 < worst.0
        {
            self.place_seat(spread, worst.1, best.1);
        }
        Ok(())
    }

    /// As many seats as the agent takes, on the cheapest of its old places.
    fn fit_take(&mut self, spread: &Spread, agent: u32) {
        let take = spread.takes[agent as usize];
        if self.rows.get(agent as usize).is_some_and(|row| row.1 == take) {
            return;
        }
        let mut arcs = Vec::new();
        if (agent as usize) < self.rows.len() {
            for seat in self.seats_of(agent) {
                let Seat { arc, .. } = self.seats[seat as usize];
                let taken = spread.arcs[arc as usize];
                let key = if taken.pinned() { i64::MIN } else { self.reduced(taken) };
                arcs.push((key, arc));
                self.place_seat(spread, seat, NONE);
            }
        }
        arcs.sort_unstable();
        self.seat_agent(agent, take);
        for (seat, &(_, arc)) in self.seats_of(agent).zip(&arcs) {
            self.place_seat(spread, seat, arc);
        }
    }

    /// A vacant seat, or else the free one with the greatest cost plus price.
    fn spare_seat(&self, agent: u32) -> Option<u32> {
        let vacant = self.seats_of(agent).find(|&seat| self.seats[seat as usize].arc == NONE);
        vacant.or_else(|| self.dearest_seat(agent).map(|(_, seat)| seat))
    }

    /// The free seat with the greatest cost plus price, and that sum.
    pub(crate) fn dearest_seat(&self, agent: u32) -> Option<(i64, u32)> {
        self.seats_of(agent)
            .map(|seat| (self.seats[seat as usize], seat))
            .filter(|(taken, _)| taken.arc != NONE && taken.free())
            .map(|(taken, seat)| (i64::from(taken.cost) + self.price[taken.place() as usize], seat))
            .max()
    }

    /// The free arc not in use with the least cost plus price, and that sum.
    pub(crate) fn cheapest_left(&self, spread: &Spread, agent: u32) -> Option<(i64, u32)> {
        spread
            .span(agent)
            .zip(spread.row(agent))
            .filter(|&(at, arc)| arc.free() && !self.holds(at))
            .map(|(at, &arc)| (self.reduced(arc), index(at)))
            .min()
    }

    /// Sets every flow to what its price asks for: the bound of its price's sign, or else as near to what
    /// comes in as the bounds allow.
    pub(crate) fn set_flows(&mut self, spread: &Spread) {
        for at in (0..self.order.len()).rev() {
            self.conform_flow(spread, self.order[at]);
        }
    }

    /// The same for one node whose bounds changed.
    pub(crate) fn conform_flow(&mut self, spread: &Spread, node: u32) {
        let bounds = spread.capacities[node as usize];
        let upper = self.ceiling(spread, node);
        let own = self.own_price(node);
        let flow = if own > 0 {
            upper
        } else if own < 0 {
            bounds.lower
        } else {
            (self.flow[node as usize] + self.excess[node as usize]).clamp(bounds.lower, upper)
        };
        self.set_flow(node, flow);
    }

    /// The upper bound, or in its place, where no load can reach it, just beyond any load: a positive price
    /// there is left over from an earlier bound, and the lack it makes brings it down to zero.
    pub(crate) fn ceiling(&self, spread: &Spread, node: u32) -> i64 {
        spread.capacities[node as usize].upper.min(self.most)
    }
}

/// What keeps an agent from being seated at all.
pub(crate) fn alone(spread: &Spread, agent: u32) -> Infeasible {
    let count = |wanted: fn(Arc) -> bool| index(spread.row(agent).iter().filter(|&&arc| wanted(arc)).count());
    Infeasible::Agent {
        agent,
        take: spread.takes[agent as usize],
        allowed: count(|arc| !arc.banned()),
        pinned: count(Arc::pinned),
    }
}
