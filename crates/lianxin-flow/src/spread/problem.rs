//! The problem: agents, their arcs in compressed rows, and the tree of capacities.

use super::Malformed;

/// Costs lie in `-MAX_COST..=MAX_COST`.
pub const MAX_COST: i64 = 1 << 30;

/// Lower bounds lie in `0..=MAX_LOWER`.
pub const MAX_LOWER: i64 = 1 << 31;

const BANNED: u32 = 1 << 31;
const PINNED: u32 = 1 << 30;
pub(crate) const FLAGS: u32 = BANNED | PINNED;

/// A capacity node: how many takes may pass through it, from its own arcs and from its children.
///
/// A node without a parent is a root. Arcs of agents may enter any node, inner ones as well. An upper bound
/// of `i64::MAX` means no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Least number of takes in the node's subtree.
    pub lower: i64,
    /// Greatest number of takes in the node's subtree.
    pub upper: i64,
    /// The node whose capacity this one uses as well.
    pub parent: Option<u32>,
}

impl Capacity {
    /// A root with these bounds.
    #[must_use]
    pub const fn new(lower: i64, upper: i64) -> Self {
        Self { lower, upper, parent: None }
    }

    /// The same bounds under a parent.
    #[must_use]
    pub const fn under(self, parent: u32) -> Self {
        Self { parent: Some(parent), ..self }
    }
}

/// Whether an arc is free to be taken or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArcState {
    /// Taken if that is cheapest.
    Free,
    /// Always taken.
    Pinned,
    /// Never taken.
    Banned,
}

/// An arc of an agent; the two highest bits of `bits` hold its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) bits: u32,
    pub(crate) cost: i32,
}

impl Arc {
    pub(crate) const fn place(self) -> u32 {
        self.bits & !FLAGS
    }

    pub(crate) const fn free(self) -> bool {
        self.bits & FLAGS == 0
    }

    pub(crate) const fn pinned(self) -> bool {
        self.bits & PINNED != 0
    }

    pub(crate) const fn banned(self) -> bool {
        self.bits & BANNED != 0
    }

    pub(crate) const fn state(self) -> ArcState {
        if self.banned() {
            ArcState::Banned
        } else if self.pinned() {
            ArcState::Pinned
        } else {
            ArcState::Free
        }
    }

    pub(crate) const fn with(self, state: ArcState) -> Self {
        let flag = match state {
            ArcState::Free => 0,
            ArcState::Pinned => PINNED,
            ArcState::Banned => BANNED,
        };
        Self { bits: self.place() | flag, cost: self.cost }
    }
}

/// A problem of the shape "many to few".
///
/// Agents are numbered in the order they were added, capacity nodes (places) by their position in the list
/// given to [`Spread::builder`]. Eight bytes an arc.
#[derive(Clone, Debug)]
pub struct Spread {
    pub(crate) capacities: Vec<Capacity>,
    pub(crate) takes: Vec<u32>,
    pub(crate) starts: Vec<u32>,
    pub(crate) arcs: Vec<Arc>,
}

impl Spread {
    /// Starts a problem with these capacity nodes. Parents may come before or after their children.
    #[must_use]
    pub fn builder(capacities: Vec<Capacity>) -> SpreadBuilder {
        let marks = vec![0; capacities.len()];
        let spread = Self { capacities, takes: Vec::new(), starts: vec![0], arcs: Vec::new() };
        SpreadBuilder { spread, marks, states: Vec::new(), wrong: None }
    }

    /// Number of agents, removed ones included.
    #[must_use]
    pub fn agents(&self) -> usize {
        self.takes.len()
    }

    /// Number of capacity nodes.
    #[must_use]
    pub fn places(&self) -> usize {
        self.capacities.len()
    }

    /// Number of arcs of all agents.
    #[must_use]
    pub fn arcs(&self) -> usize {
        self.arcs.len()
    }

    /// All capacity nodes.
    #[must_use]
    pub fn capacities(&self) -> &[Capacity] {
        &self.capacities
    }

    /// How many places this agent takes.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    #[must_use]
    pub fn take(&self, agent: u32) -> u32 {
        self.takes[agent as usize]
    }

    /// Sum of all takes.
    #[must_use]
    pub fn total_take(&self) -> i64 {
        self.takes.iter().map(|&take| i64::from(take)).sum()
    }

    /// The arcs of an agent in the order given: place, cost, state.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    pub fn arcs_of(&self, agent: u32) -> impl ExactSizeIterator<Item = (u32, i64, ArcState)> + '_ {
        self.row(agent).iter().map(|arc| (arc.place(), i64::from(arc.cost), arc.state()))
    }

    /// Cost and state of the arc from this agent to this place; `None` when there is none.
    #[must_use]
    pub fn arc(&self, agent: u32, place: u32) -> Option<(i64, ArcState)> {
        if agent as usize >= self.agents() {
            return None;
        }
        let arc = self.arcs[self.find(agent, place)?];
        Some((i64::from(arc.cost), arc.state()))
    }

    pub(crate) fn span(&self, agent: u32) -> std::ops::Range<usize> {
        self.starts[agent as usize] as usize..self.starts[agent as usize + 1] as usize
    }

    pub(crate) fn row(&self, agent: u32) -> &[Arc] {
        &self.arcs[self.span(agent)]
    }

    /// Position of the arc in `arcs`.
    pub(crate) fn find(&self, agent: u32, place: u32) -> Option<usize> {
        let span = self.span(agent);
        self.arcs[span.clone()].iter().position(|arc| arc.place() == place).map(|at| span.start + at)
    }

    /// Appends an agent; the caller has checked the arcs.
    pub(crate) fn push(&mut self, take: u32, arcs: &[(u32, i64)]) -> u32 {
        self.arcs.extend(arcs.iter().map(|&(place, cost)| Arc { bits: place, cost: narrow(cost) }));
        self.starts.push(index(self.arcs.len()));
        self.takes.push(take);
        index(self.takes.len() - 1)
    }
}

/// Collects agents, pins and bans; mistakes are reported by [`build`](Self::build).
#[derive(Clone, Debug)]
pub struct SpreadBuilder {
    spread: Spread,
    /// Per place the last agent (counted from one) with an arc to it.
    marks: Vec<u32>,
    states: Vec<(u32, u32, ArcState)>,
    wrong: Option<Malformed>,
}

impl SpreadBuilder {
    /// Makes room for this many agents and arcs.
    pub fn reserve(&mut self, agents: usize, arcs: usize) -> &mut Self {
        self.spread.takes.reserve(agents);
        self.spread.starts.reserve(agents);
        self.spread.arcs.reserve(arcs);
        self
    }

    /// Adds an agent that takes exactly `take` different places of these `(place, cost)` arcs, and returns
    /// its number. Among equally cheap plans the order of the arcs may decide.
    pub fn agent(&mut self, take: u32, arcs: &[(u32, i64)]) -> u32 {
        let agent = index(self.spread.agents());
        self.spread.arcs.reserve(arcs.len());
        for &(place, cost) in arcs {
            match self.marks.get_mut(place as usize) {
                None => self.refuse(Malformed::NoSuchPlace { place }),
                Some(mark) if *mark == agent + 1 => self.refuse(Malformed::DoubleArc { agent, place }),
                Some(mark) => {
                    *mark = agent + 1;
                    match i32::try_from(cost) {
                        Ok(cost) if i64::from(cost).abs() <= MAX_COST => {
                            self.spread.arcs.push(Arc { bits: place, cost });
                        }
                        _ => self.refuse(Malformed::CostTooLarge { agent, place, cost }),
                    }
                }
            }
        }
        self.spread.push(take, &[])
    }

    /// Makes the agent always take this place.
    pub fn pin(&mut self, agent: u32, place: u32) -> &mut Self {
        self.states.push((agent, place, ArcState::Pinned));
        self
    }

    /// Keeps the agent from taking this place. The last word on a pair counts.
    pub fn ban(&mut self, agent: u32, place: u32) -> &mut Self {
        self.states.push((agent, place, ArcState::Banned));
        self
    }

    /// The problem.
    ///
    /// # Errors
    ///
    /// The first mistake found in capacities, arcs, pins and bans.
    pub fn build(mut self) -> Result<Spread, Malformed> {
        check_capacities(&self.spread.capacities)?;
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        for (agent, place, state) in self.states {
            if agent as usize >= self.spread.agents() {
                return Err(Malformed::NoSuchAgent { agent });
            }
            let at = self.spread.find(agent, place).ok_or(Malformed::NoSuchArc { agent, place })?;
            self.spread.arcs[at] = self.spread.arcs[at].with(state);
        }
        Ok(self.spread)
    }

    fn refuse(&mut self, why: Malformed) {
        self.wrong.get_or_insert(why);
    }
}

fn check_capacities(capacities: &[Capacity]) -> Result<(), Malformed> {
    if capacities.len() >= PINNED as usize {
        return Err(Malformed::TooLarge);
    }
    for (place, &Capacity { lower, upper, parent }) in (0..).zip(capacities) {
        if !bounds_hold(lower, upper) {
            return Err(Malformed::Bounds { place, lower, upper });
        }
        if let Some(place) = parent.filter(|&parent| parent as usize >= capacities.len()) {
            return Err(Malformed::NoSuchPlace { place });
        }
    }
    top_down(capacities).map(|_| ())
}

pub(crate) fn bounds_hold(lower: i64, upper: i64) -> bool {
    (0..=MAX_LOWER.min(upper)).contains(&lower)
}

/// The nodes with every parent before its children.
pub(crate) fn top_down(capacities: &[Capacity]) -> Result<Vec<u32>, Malformed> {
    let mut children = vec![Vec::new(); capacities.len()];
    let mut order = Vec::with_capacity(capacities.len());
    for (place, capacity) in (0_u32..).zip(capacities) {
        match capacity.parent {
            None => order.push(place),
            Some(parent) => children[parent as usize].push(place),
        }
    }
    let mut at = 0;
    while at < order.len() {
        let place = order[at] as usize;
        order.append(&mut children[place]);
        at += 1;
    }
    match children.iter().flatten().next() {
        None => Ok(order),
        Some(&place) => Err(Malformed::Cycle { place }),
    }
}

fn narrow(cost: i64) -> i32 {
    i32::try_from(cost).expect("costs are checked against MAX_COST")
}

pub(crate) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than 2^32 agents, places and arcs")
}
