//! Questions that leave the plan as it is: what forcing a pair would cost, and who would be next.

use super::Session;
use crate::spread::{ArcState, Direction, Search};

/// What it would cost to force a pair that is not in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// A lower bound that the prices give for free.
    pub at_least: i64,
    /// The exact increase of the objective; `None` when forcing the pair leaves no plan.
    pub exact: Option<i64>,
}

/// A pair that is not in the plan, and the least its forcing would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunnerUp {
    /// The agent.
    pub agent: u32,
    /// The place.
    pub place: u32,
    /// The cost of the arc.
    pub cost: i64,
    /// Forcing the pair raises the objective by no less than this.
    pub at_least: i64,
}

impl Session {
    /// What forcing the agent to the place would cost beyond today's objective: zero for a pair in the plan;
    /// `None` when there is no such arc, or all places of the agent are pinned.
    ///
    /// A ban on the pair is disregarded, and both numbers may then be negative. Does not change the plan. One to
    /// three shortest-path searches per place of the agent.
    #[must_use]
    pub fn what_if(&self, agent: u32, place: u32) -> Option<WhatIf> {
        let (cost, _) = self.spread.arc(agent, place)?;
        if self.engine.seats_of(agent).any(|seat| self.engine.seats[seat as usize].place() == place) {
            return Some(WhatIf { at_least: 0, exact: Some(0) });
        }
        let entry = cost + self.engine.price[place as usize];
        let at_least = self.rise(agent, entry)?;
        let mut search = Search::new(self.spread.places());
        let exact = self
            .engine
            .seats_of(agent)
            .map(|seat| self.engine.seats[seat as usize])
            .filter(|taken| taken.free())
            .filter_map(|taken| {
                let left = i64::from(taken.cost) + self.engine.price[taken.place() as usize];
                Some(entry - left + self.way(&mut search, place, taken.place())?)
            })
            .min();
        Some(WhatIf { at_least, exact })
    }

    /// The lower bound of [`what_if`](Self::what_if) alone, in O(arcs of the agent).
    #[must_use]
    pub fn at_least(&self, agent: u32, place: u32) -> Option<i64> {
        let (cost, _) = self.spread.arc(agent, place)?;
        if self.engine.seats_of(agent).any(|seat| self.engine.seats[seat as usize].place() == place) {
            return Some(0);
        }
        self.rise(agent, cost + self.engine.price[place as usize])
    }

    /// The agents not at the place that would be cheapest to bring there, cheapest first, at most `most`.
    ///
    /// # Panics
    ///
    /// If there is no such place.
    #[must_use]
    pub fn next_agents(&self, place: u32, most: usize) -> Vec<RunnerUp> {
        let reverse = self.engine.reverse.as_ref().expect("a session keeps its arcs by place");
        let price = self.engine.price[place as usize];
        let next = reverse.at(place).filter_map(|(agent, cost)| {
            let here = |seat: u32| self.engine.seats[seat as usize].place() == place;
            if self.engine.seats_of(agent).any(here) {
                return None;
            }
            let at_least = self.rise(agent, i64::from(cost) + price)?;
            Some(RunnerUp { agent, place, cost: cost.into(), at_least })
        });
        cheapest(next.collect(), most)
    }

    /// The places the agent does not have that would be cheapest to give it, cheapest first, at most `most`.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    #[must_use]
    pub fn next_places(&self, agent: u32, most: usize) -> Vec<RunnerUp> {
        let mine = self.places_of(agent);
        let next = self.spread.arcs_of(agent).filter_map(|(place, cost, state)| {
            if state == ArcState::Banned || mine.binary_search(&place).is_ok() {
                return None;
            }
            let at_least = self.rise(agent, cost + self.engine.price[place as usize])?;
            Some(RunnerUp { agent, place, cost, at_least })
        });
        cheapest(next.collect(), most)
    }

    /// What the agent loses at least by an arc of this cost plus price in place of its dearest.
    fn rise(&self, agent: u32, entry: i64) -> Option<i64> {
        self.engine.dearest_seat(agent).map(|(dearest, _)| entry - dearest)
    }

    /// The shortest way, by reduced costs, for one more at `from` and one less at `to`, inside or over the
    /// outside.
    fn way(&self, search: &mut Search, from: u32, to: u32) -> Option<i64> {
        let root = self.engine.root();
        search.ask(Some(to), None);
        let out = match search.run(&self.spread, &self.engine, from, Direction::Forward)? {
            end if end == to => return Some(search.distance(to)),
            _ => search.distance(root),
        };
        search.ask(Some(from), None);
        let back = match search.run(&self.spread, &self.engine, to, Direction::Backward)? {
            end if end == from => return Some(search.distance(from)),
            _ => search.distance(root),
        };
        search.ask(Some(to), Some(out + back));
        let inside = search.run(&self.spread, &self.engine, from, Direction::Forward);
        Some(inside.map_or(out + back, |_| search.distance(to)))
    }
}

fn cheapest(mut next: Vec<RunnerUp>, most: usize) -> Vec<RunnerUp> {
    next.sort_unstable_by_key(|pair| (pair.at_least, pair.agent, pair.place));
    next.truncate(most);
    next
}
