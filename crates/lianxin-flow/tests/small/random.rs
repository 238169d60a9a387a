//! A small generator of random numbers and problems, fixed for ever by its seed.

use lianxin_flow::{Capacity, Spread};

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.next() % u64::try_from(to - from + 1).unwrap()).unwrap()
    }

    pub fn index(&mut self, below: usize) -> u32 {
        u32::try_from(self.within(0, i64::try_from(below).unwrap() - 1)).unwrap()
    }

    pub fn chance(&mut self, percent: i64) -> bool {
        self.within(1, 100) <= percent
    }

    /// A tree of up to `most` capacity nodes; bounds tight enough to matter.
    pub fn capacities(&mut self, most: usize, greatest: i64) -> Vec<Capacity> {
        let nodes = 1 + self.index(most) as usize;
        let mut capacities: Vec<Capacity> = (0..nodes)
            .map(|at| {
                let lower = if self.chance(60) { 0 } else { self.within(0, greatest / 2) };
                let upper =
                    if self.chance(15) { i64::MAX } else { self.within(lower, lower.max(1) + greatest / 2) };
                let node = Capacity::new(lower, upper);
                if at > 0 && self.chance(40) { node.under(self.index(at)) } else { node }
            })
            .collect();
        // Parents may come after their children.
        if self.chance(50) {
            capacities.reverse();
            for node in &mut capacities {
                node.parent = node.parent.map(|parent| u32::try_from(nodes).unwrap() - 1 - parent);
            }
        }
        capacities
    }

    /// Some places with costs; small costs make ties, large ones do not.
    pub fn arcs(&mut self, places: usize, dearest: i64) -> Vec<(u32, i64)> {
        let mut arcs = Vec::new();
        for place in 0..u32::try_from(places).unwrap() {
            if self.chance(60) {
                arcs.push((place, self.within(-2, dearest)));
            }
        }
        let turn = self.index(arcs.len().max(1)) as usize;
        arcs.rotate_left(turn);
        arcs
    }

    pub fn take(&mut self, arcs: usize) -> u32 {
        let most = if self.chance(60) { 1 } else { self.index(4) as usize };
        u32::try_from(most.min(arcs)).unwrap()
    }

    /// One or the other of the two kinds below.
    pub fn problem(&mut self) -> Spread {
        if self.chance(50) { self.spread() } else { self.crowded() }
    }

    /// A problem of at most 6 agents and 6 places.
    pub fn spread(&mut self) -> Spread {
        let mut builder = Spread::builder(self.capacities(6, 5));
        let places = builder.clone().build().unwrap().places();
        let dearest = if self.chance(50) { 5 } else { 1000 };
        for _ in 0..=self.index(6) {
            let arcs = self.arcs(places, dearest);
            let take = if self.chance(2) { 3 } else { self.take(arcs.len()) };
            let agent = builder.agent(take, &arcs);
            for (place, _) in arcs {
                if self.chance(6) {
                    builder.pin(agent, place);
                } else if self.chance(8) {
                    builder.ban(agent, place);
                }
            }
        }
        builder.build().unwrap()
    }

    /// A problem in which agents stand in each other's way: few places, most of them above one, nearly every
    /// arc there, costs that differ.
    pub fn crowded(&mut self) -> Spread {
        let places = 2 + self.index(3) as usize;
        let agents = 3 + self.index(4);
        let seats = i64::from(agents) / i64::try_from(places).unwrap() + 1;
        let mut capacities: Vec<Capacity> = (0..places)
            .map(|_| Capacity::new(self.within(0, seats - 1), self.within(seats - 1, seats + 1).max(1)))
            .collect();
        if self.chance(40) {
            let bus = u32::try_from(places).unwrap();
            capacities.push(Capacity::new(self.within(0, 2), self.within(2, 2 * seats)));
            for node in &mut capacities[..2] {
                node.parent = Some(bus);
            }
        }
        let mut builder = Spread::builder(capacities);
        for _ in 0..agents {
            let mut arcs = Vec::new();
            for place in 0..u32::try_from(places).unwrap() {
                if self.chance(90) {
                    arcs.push((place, self.within(0, 20)));
                }
            }
            let take = if self.chance(20) { 2 } else { 1 };
            builder.agent(take.min(u32::try_from(arcs.len()).unwrap()), &arcs);
        }
        builder.build().unwrap()
    }
}
