//! Independent parts: agents and places that share no arc and no capacity fall apart and are solved apart.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::problem::index;
use super::{Capacity, Control, Infeasible, Plan, Solution, Spread, Stopped};

/// A problem of its own inside another, and what its numbers are there.
#[derive(Clone, Debug)]
pub struct Part {
    /// The problem.
    pub problem: Spread,
    /// Number of each of its agents in the whole, ascending.
    pub agents: Vec<u32>,
    /// Number of each of its capacity nodes in the whole, ascending.
    pub places: Vec<u32>,
}

impl Spread {
    /// The independent parts, in the order of their first place; agents without arcs come last, each alone.
    ///
    /// Banned arcs do not join. O(arcs), with union-find (Tarjan and van Leeuwen 1984).
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut roots = Roots((0..index(self.places())).collect());
        for (place, node) in (0..).zip(&self.capacities) {
            if let Some(parent) = node.parent {
                roots.join(place, parent);
            }
        }
        for agent in 0..index(self.agents()) {
            let mut places = self.row(agent).iter().filter(|arc| !arc.banned()).map(|arc| arc.place());
            if let Some(first) = places.next() {
                places.for_each(|place| roots.join(first, place));
            }
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut part_of = vec![u32::MAX; self.places()];
        let mut number = vec![0; self.places()];
        for place in 0..index(self.places()) {
            let root = roots.find(place) as usize;
            if part_of[root] == u32::MAX {
                part_of[root] = index(parts.len());
                parts.push(Part::empty());
            }
            part_of[place as usize] = part_of[root];
            let part = &mut parts[part_of[root] as usize];
            number[place as usize] = index(part.places.len());
            part.places.push(place);
        }
        for part in &mut parts {
            let node = |&place: &u32| {
                let node = self.capacities[place as usize];
                Capacity { parent: node.parent.map(|parent| number[parent as usize]), ..node }
            };
            part.problem.capacities = part.places.iter().map(node).collect();
        }
        for agent in 0..index(self.agents()) {
            let open = self.row(agent).iter().find(|arc| !arc.banned());
            let at = open.map_or(parts.len(), |arc| part_of[arc.place() as usize] as usize);
            if at == parts.len() {
                parts.push(Part::empty());
            }
            let part = &mut parts[at];
            part.agents.push(agent);
            for &arc in self.row(agent).iter().filter(|arc| !arc.banned()) {
                let mut own = arc;
                own.bits = number[arc.place() as usize] | (arc.bits & super::FLAGS);
                part.problem.arcs.push(own);
            }
            part.problem.push(self.takes[agent as usize], &[]);
        }
        parts
    }

    /// As [`solve`](Self::solve), each independent part by itself, on as many threads as `control` says.
    ///
    /// The answer is the same at any number of threads. Progress is not reported.
    ///
    /// # Errors
    ///
    /// [`Stopped`] when cancelled or infeasible; the Hall set is that of the first part without a plan.
    ///
    /// # Panics
    ///
    /// As [`solve`](Self::solve).
    pub fn solve_parts(&self, control: &Control<'_>) -> Result<Solution, Stopped> {
        let parts = self.parts();
        // Progress is told to one thread only, so that it need not be shared.
        let cancel = control.cancel;
        let solved = each(&parts, control.threads, |part| {
            part.problem.solve_with(&Control { cancel, progress: None, threads: 1 })
        });
        // An agent that cannot be served at all is named first: it would blur every other Hall set.
        let alone = |stopped: &Stopped| matches!(stopped, Stopped::Infeasible(Infeasible::Agent { .. }));
        if let Some(at) = solved.iter().position(|answer| answer.as_ref().is_err_and(alone))
            && let Err(Stopped::Infeasible(why)) = &solved[at]
        {
            return Err(Stopped::Infeasible(parts[at].outside(self, why.clone())));
        }
        let mut rows = vec![Vec::new(); self.agents()];
        let mut prices = vec![0; self.places()];
        let mut objective = 0;
        for (part, answer) in parts.iter().zip(solved) {
            let solution = answer.map_err(|stopped| match stopped {
                Stopped::Infeasible(why) => Stopped::Infeasible(part.outside(self, why)),
                Stopped::Cancelled => Stopped::Cancelled,
            })?;
            objective += solution.objective;
            for (own, &agent) in (0..).zip(&part.agents) {
                let places = solution.places_of(own).iter();
                rows[agent as usize] = places.map(|&place| part.places[place as usize]).collect();
            }
            for (&place, &price) in part.places.iter().zip(&solution.prices) {
                prices[place as usize] = price;
            }
        }
        Ok(Solution { plan: Plan::from_rows(rows), prices, objective })
    }
}

impl Part {
    fn empty() -> Self {
        let problem = Spread { capacities: Vec::new(), takes: Vec::new(), starts: vec![0], arcs: Vec::new() };
        Self { problem, agents: Vec::new(), places: Vec::new() }
    }

    /// A Hall set of the part in the numbers of the whole.
    fn outside(&self, whole: &Spread, why: Infeasible) -> Infeasible {
        let agents_of =
            |list: Vec<u32>| list.into_iter().map(|agent| self.agents[agent as usize]).collect::<Vec<u32>>();
        let places_of =
            |list: Vec<u32>| list.into_iter().map(|place| self.places[place as usize]).collect::<Vec<u32>>();
        match why {
            Infeasible::Agent { agent, .. } => super::start::alone(whole, self.agents[agent as usize]),
            Infeasible::TooFewPlaces { agents, places, need, room } => {
                Infeasible::TooFewPlaces { agents: agents_of(agents), places: places_of(places), need, room }
            }
            Infeasible::TooFewAgents { places, agents, need, have } => {
                Infeasible::TooFewAgents { places: places_of(places), agents: agents_of(agents), need, have }
            }
        }
    }
}

/// What `work` gives for each item, in their order, on so many threads.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                while let Some((at, item)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    items.get(at).map(|item| (at, item))
                } {
                    let answer = work(item);
                    done.lock().expect("no thread panics while it holds the list").push((at, answer));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics while it holds the list");
    done.sort_unstable_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, answer)| answer).collect()
}

/// Union by path halving; the smaller number is the root.
struct Roots(Vec<u32>);

impl Roots {
    fn find(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            self.0[at as usize] = self.0[self.0[at as usize] as usize];
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
