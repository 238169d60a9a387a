//! The session itself: changes applied all or nothing.

use super::{Change, Delta, Moved, Rejected};
use crate::certificate::{self, Refusal};
use crate::spread::{
    Arc, ArcState, Capacity, Control, Engine, Infeasible, MAX_COST, Malformed, NONE, Search, Solution,
    Spread, Stopped, Undo, bounds_hold, index,
};

/// A problem with its optimal plan and prices, kept optimal through changes.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) spread: Spread,
    pub(super) engine: Engine,
    search: Search,
    batch: Batch,
}

/// The changes in hand.
#[derive(Clone, Debug, Default)]
struct Batch {
    /// How to take back what was changed in the problem, last first.
    back: Vec<Back>,
    /// Agents and nodes that must be brought in line.
    agents: Vec<u32>,
    nodes: Vec<u32>,
}

/// How to take back one change of the problem.
#[derive(Clone, Debug)]
enum Back {
    Arc { agent: u32, at: usize, arc: Arc },
    Bounds { place: u32, capacity: Capacity },
    Added,
    Take { agent: u32, take: u32 },
}

impl Session {
    /// Solves the problem and keeps it.
    ///
    /// # Errors
    ///
    /// A Hall set when there is no plan.
    ///
    /// # Panics
    ///
    /// If the plan's own certificate is refused, which would be a mistake in this crate.
    pub fn new(spread: Spread) -> Result<Self, Infeasible> {
        Self::new_with(spread, &Control::default()).map_err(|stopped| match stopped {
            Stopped::Infeasible(why) => why,
            Stopped::Cancelled => unreachable!("nobody can cancel without a flag"),
        })
    }

    /// As [`new`](Self::new), watched and stoppable.
    ///
    /// # Errors
    ///
    /// [`Stopped`] when cancelled or infeasible.
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    pub fn new_with(spread: Spread, control: &Control<'_>) -> Result<Self, Stopped> {
        let mut engine = Engine::cold(&spread, control)?;
        engine.look_back(&spread);
        let search = Search::new(spread.places());
        let session = Self { spread, engine, search, batch: Batch::default() };
        let checked = session.verify();
        assert_eq!(checked, Ok(session.objective()), "the solver's own certificate must hold");
        Ok(session)
    }

    /// The problem as it is now.
    #[must_use]
    pub const fn problem(&self) -> &Spread {
        &self.spread
    }

    /// The cost of the plan.
    #[must_use]
    pub const fn objective(&self) -> i64 {
        self.engine.objective
    }

    /// A copy of plan and prices. O(agents + places).
    #[must_use]
    pub fn solution(&self) -> Solution {
        self.engine.solution(&self.spread)
    }

    /// The places of an agent, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    #[must_use]
    pub fn places_of(&self, agent: u32) -> Vec<u32> {
        let seats = self.engine.seats_of(agent);
        let mut places: Vec<u32> = seats.map(|seat| self.engine.seats[seat as usize].place()).collect();
        places.sort_unstable();
        places
    }

    /// The agents at a capacity node by its own arcs, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn agents_at(&self, place: u32) -> Vec<u32> {
        let mut agents = Vec::new();
        let mut seat = self.engine.head[place as usize];
        while seat != NONE {
            agents.push(self.engine.seats[seat as usize].agent);
            seat = self.engine.next[seat as usize];
        }
        agents.sort_unstable();
        agents
    }

    /// One price per capacity node, as in [`Solution::prices`].
    #[must_use]
    pub fn prices(&self) -> Vec<i64> {
        self.engine.own_prices()
    }

    /// Checks plan and prices against the problem: O(arcs + places). Gives the objective.
    ///
    /// # Errors
    ///
    /// What the [checker](certificate::check) refuses, which would be a mistake in this crate.
    pub fn verify(&self) -> Result<i64, Refusal> {
        let solution = self.solution();
        certificate::check(&self.spread, &solution.plan, &solution.prices)
    }

    /// Applies all changes and re-solves, or none. Only the problem after the last change need be feasible.
    ///
    /// # Errors
    ///
    /// Why they cannot be applied; the session is then as it was before.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Delta, Rejected> {
        self.apply_with(changes, &Control::default())
            .map(|delta| delta.expect("nobody can cancel without a flag"))
    }

    /// As [`apply`](Self::apply), watched and stoppable; `None` when cancelled, with the session as it was.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    pub fn apply_with(
        &mut self,
        changes: &[Change],
        control: &Control<'_>,
    ) -> Result<Option<Delta>, Rejected> {
        let objective_before = self.objective();
        self.batch = Batch::default();
        self.engine.journal = Some(Vec::new());
        let done = self.change_all(changes).map_err(Some).and_then(|()| self.re_solve(control));
        let journal = self.engine.journal.take().unwrap_or_default();
        match done {
            Ok(()) => Ok(Some(self.delta(&journal, objective_before))),
            Err(why) => {
                self.take_back(&journal, objective_before);
                why.map_or(Ok(None), Err)
            }
        }
    }

    fn change_all(&mut self, changes: &[Change]) -> Result<(), Rejected> {
        changes.iter().try_for_each(|change| self.change(change)).map_err(Rejected::Malformed)
    }

    fn re_solve(&mut self, control: &Control<'_>) -> Result<(), Option<Rejected>> {
        let mut agents = std::mem::take(&mut self.batch.agents);
        agents.sort_unstable();
        agents.dedup();
        for &agent in &agents {
            self.engine.settle_agent(&self.spread, agent).map_err(|why| Some(why.into()))?;
        }
        for &node in &self.batch.nodes {
            self.engine.conform_flow(&self.spread, node);
        }
        self.engine.repair(&self.spread, &mut self.search, control).map_err(|stopped| match stopped {
            Stopped::Infeasible(why) => Some(why.into()),
            Stopped::Cancelled => None,
        })
    }

    fn change(&mut self, change: &Change) -> Result<(), Malformed> {
        match *change {
            Change::Pin { agent, place } => self.set_state(agent, place, None, ArcState::Pinned),
            Change::Ban { agent, place } => self.set_state(agent, place, None, ArcState::Banned),
            Change::Unpin { agent, place } => {
                self.set_state(agent, place, Some(ArcState::Pinned), ArcState::Free)
            }
            Change::Unban { agent, place } => {
                self.set_state(agent, place, Some(ArcState::Banned), ArcState::Free)
            }
            Change::Cost { agent, place, cost } => {
                let (at, arc) = self.find(agent, place)?;
                let narrow = i32::try_from(cost).ok().filter(|_| within(cost));
                let cost = narrow.ok_or(Malformed::CostTooLarge { agent, place, cost })?;
                self.set_arc(agent, at, Arc { cost, ..arc });
                Ok(())
            }
            Change::Bounds { place, lower, upper } => self.set_bounds(place, lower, upper),
            Change::AddAgent { take, ref arcs } => self.add_agent(take, arcs),
            Change::RemoveAgent { agent } => {
                self.known(agent)?;
                for at in self.spread.span(agent) {
                    if self.spread.arcs[at].pinned() {
                        self.set_arc(agent, at, self.spread.arcs[at].with(ArcState::Free));
                    }
                }
                self.set_take(agent, 0)
            }
            Change::Take { agent, take } => self.set_take(agent, take),
        }
    }

    fn known(&self, agent: u32) -> Result<(), Malformed> {
        if (agent as usize) < self.spread.agents() { Ok(()) } else { Err(Malformed::NoSuchAgent { agent }) }
    }

    fn find(&self, agent: u32, place: u32) -> Result<(usize, Arc), Malformed> {
        self.known(agent)?;
        let at = self.spread.find(agent, place).ok_or(Malformed::NoSuchArc { agent, place })?;
        Ok((at, self.spread.arcs[at]))
    }

    fn set_state(
        &mut self,
        agent: u32,
        place: u32,
        only_from: Option<ArcState>,
        state: ArcState,
    ) -> Result<(), Malformed> {
        let (at, arc) = self.find(agent, place)?;
        if only_from.is_none_or(|from| arc.state() == from) {
            self.set_arc(agent, at, arc.with(state));
        }
        Ok(())
    }

    fn set_arc(&mut self, agent: u32, at: usize, arc: Arc) {
        let old = std::mem::replace(&mut self.spread.arcs[at], arc);
        self.batch.back.push(Back::Arc { agent, at, arc: old });
        self.batch.agents.push(agent);
        self.echo(agent, arc);
    }

    fn set_take(&mut self, agent: u32, take: u32) -> Result<(), Malformed> {
        self.known(agent)?;
        let old = std::mem::replace(&mut self.spread.takes[agent as usize], take);
        self.batch.back.push(Back::Take { agent, take: old });
        self.batch.agents.push(agent);
        Ok(())
    }

    fn set_bounds(&mut self, place: u32, lower: i64, upper: i64) -> Result<(), Malformed> {
        let node = self.spread.capacities.get_mut(place as usize).ok_or(Malformed::NoSuchPlace { place })?;
        if !bounds_hold(lower, upper) {
            return Err(Malformed::Bounds { place, lower, upper });
        }
        self.batch.back.push(Back::Bounds { place, capacity: *node });
        self.batch.nodes.push(place);
        (node.lower, node.upper) = (lower, upper);
        self.engine.most += lower;
        Ok(())
    }

    fn add_agent(&mut self, take: u32, arcs: &[(u32, i64)]) -> Result<(), Malformed> {
        let agent = index(self.spread.agents());
        let mut places: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
        places.sort_unstable();
        if let Some(pair) = places.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Malformed::DoubleArc { agent, place: pair[0] });
        }
        for &(place, cost) in arcs {
            if place as usize >= self.spread.places() {
                return Err(Malformed::NoSuchPlace { place });
            }
            if !within(cost) {
                return Err(Malformed::CostTooLarge { agent, place, cost });
            }
        }
        self.spread.push(take, arcs);
        self.engine.grow(self.spread.arcs());
        self.batch.back.push(Back::Added);
        self.batch.agents.push(agent);
        for at in self.spread.span(agent) {
            self.echo(agent, self.spread.arcs[at]);
        }
        Ok(())
    }

    fn echo(&mut self, agent: u32, arc: Arc) {
        if let Some(reverse) = &mut self.engine.reverse {
            reverse.set(agent, arc);
        }
    }

    fn delta(&self, journal: &[Undo], objective_before: i64) -> Delta {
        let mut before: Vec<(u32, u32, u32)> = Vec::new();
        for undo in journal {
            if let &Undo::Seat { seat, arc } = undo {
                before.push((self.engine.seats[seat as usize].agent, seat, arc));
            }
        }
        // The first entry of a seat tells where it was; a stable sort keeps it first.
        before.sort_by_key(|&(agent, seat, _)| (agent, seat));
        before.dedup_by_key(|&mut (agent, seat, _)| (agent, seat));
        let mut moved = Vec::new();
        for seats in before.chunk_by(|left, right| left.0 == right.0) {
            let agent = seats[0].0;
            let after = self.places_of(agent);
            let mut places: Vec<u32> = self
                .engine
                .seats_of(agent)
                .filter(|&seat| seats.iter().all(|&(_, touched, _)| touched != seat))
                .map(|seat| self.engine.seats[seat as usize].place())
                .chain(seats.iter().filter(|old| old.2 != NONE).map(|old| self.place_of_arc(old.2)))
                .collect();
            places.sort_unstable();
            if places != after {
                moved.push(Moved { agent, before: places, after });
            }
        }
        Delta { moved, objective_before, objective_after: self.objective() }
    }

    fn place_of_arc(&self, arc: u32) -> u32 {
        self.spread.arcs[arc as usize].place()
    }

    /// Undoes the batch: the solver's steps, then the problem's changes, each last first.
    fn take_back(&mut self, journal: &[Undo], objective: i64) {
        for &undo in journal.iter().rev() {
            match undo {
                Undo::Seat { seat, arc } => self.engine.place_seat(&self.spread, seat, arc),
                Undo::Row { agent, row } => self.engine.rows[agent as usize] = row,
                Undo::Price { node, price } => self.engine.set_price(node, price),
                Undo::Flow { node, flow } => self.engine.set_flow(node, flow),
            }
        }
        let back = std::mem::take(&mut self.batch.back);
        for step in back.iter().rev() {
            match *step {
                Back::Arc { agent, at, arc } => {
                    self.spread.arcs[at] = arc;
                    self.echo(agent, arc);
                }
                Back::Bounds { place, capacity } => self.spread.capacities[place as usize] = capacity,
                Back::Take { agent, take } => self.spread.takes[agent as usize] = take,
                Back::Added => self.take_back_agent(),
            }
        }
        for step in &back {
            if let Back::Arc { agent, .. } = *step
                && (agent as usize) < self.spread.agents()
            {
                for seat in self.engine.seats_of(agent) {
                    self.engine.refresh_seat(&self.spread, seat);
                }
            }
        }
        self.engine.touched.clear();
        self.engine.objective = objective;
    }

    fn take_back_agent(&mut self) {
        let agent = self.spread.agents() - 1;
        let span = self.spread.span(index(agent));
        if let Some(reverse) = &mut self.engine.reverse {
            for arc in &self.spread.arcs[span.clone()] {
                reverse.forget(index(agent), arc.place());
            }
        }
        self.spread.arcs.truncate(span.start);
        self.spread.starts.truncate(agent + 1);
        self.spread.takes.truncate(agent);
        self.engine.rows.truncate(agent);
        self.engine.grow(span.start);
    }
}

fn within(cost: i64) -> bool {
    (-MAX_COST..=MAX_COST).contains(&cost)
}
