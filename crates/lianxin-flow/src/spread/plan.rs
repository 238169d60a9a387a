//! The answer: which places each agent takes, and the prices that prove it.

/// Which places each agent takes, ascending. Not known to be right until the
/// [checker](crate::certificate::check) says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Plan {
    /// A plan of the places of agent 0, 1, 2, ….
    #[must_use]
    pub fn from_rows<R: AsRef<[u32]>>(rows: impl IntoIterator<Item = R>) -> Self {
        let mut plan = Self { starts: vec![0], places: Vec::new() };
        for row in rows {
            plan.places.extend_from_slice(row.as_ref());
            plan.close();
        }
        plan
    }

    pub(crate) fn with_room(agents: usize, takes: usize) -> Self {
        let mut starts = Vec::with_capacity(agents + 1);
        starts.push(0);
        Self { starts, places: Vec::with_capacity(takes) }
    }

    pub(crate) fn add(&mut self, place: u32) {
        self.places.push(place);
    }

    /// Ends the row of the current agent.
    pub(crate) fn close(&mut self) {
        let from = self.starts.last().map_or(0, |&start| start as usize);
        self.places[from..].sort_unstable();
        self.starts.push(super::problem::index(self.places.len()));
    }

    /// Number of agents.
    #[must_use]
    pub fn agents(&self) -> usize {
        self.starts.len() - 1
    }

    /// The places of an agent, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    #[must_use]
    pub fn places_of(&self, agent: u32) -> &[u32] {
        let agent = agent as usize;
        &self.places[self.starts[agent] as usize..self.starts[agent + 1] as usize]
    }

    /// Every pair of agent and place, by agent.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..super::problem::index(self.agents()))
            .flat_map(|agent| self.places_of(agent).iter().map(move |&place| (agent, place)))
    }
}

/// An optimal plan with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The places of every agent.
    pub plan: Plan,
    /// One price per capacity node: positive only where the node is full, negative only where it is at its
    /// lower bound.
    pub prices: Vec<i64>,
    /// The sum of the costs of all arcs taken.
    pub objective: i64,
}

impl Solution {
    /// The places of an agent, ascending.
    ///
    /// # Panics
    ///
    /// If there is no such agent.
    #[must_use]
    pub fn places_of(&self, agent: u32) -> &[u32] {
        self.plan.places_of(agent)
    }
}

impl super::Spread {
    /// The full price of every node: the sum of the prices from the node up to its root.
    ///
    /// # Panics
    ///
    /// If there are fewer prices than nodes.
    #[must_use]
    pub fn full_prices(&self, prices: &[i64]) -> Vec<i64> {
        let mut full = prices.to_vec();
        for place in super::problem::top_down(&self.capacities).expect("a built problem has a forest") {
            if let Some(parent) = self.capacities[place as usize].parent {
                full[place as usize] += full[parent as usize];
            }
        }
        full
    }
}
