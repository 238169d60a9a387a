//! Why this one: the parts of a pair's cost, who was next, what a change would cost at least; and how the plan does as a whole.

use std::collections::HashMap;

use serde::Serialize;

use super::{
    draft::{Side, Stage},
    part::Part,
    planning::{Planned, Planning},
    scope::Mode,
};
use crate::links::{AVOID, Parts, Subject, Tier, parts};

/// Why a pair is, or is not, in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Whether it is in the plan.
    pub planned: bool,
    /// The parts of its cost.
    pub parts: Parts,
    /// The price of the scarce side: what one more place there would save.
    pub price: i64,
    /// What forcing the pair costs at least; 0 for a pair of the plan.
    pub at_least: Option<i64>,
    /// Others for the village, the cheapest to bring first.
    pub next_for_village: Vec<Rival>,
    /// Other villages for the subject, the cheapest to give first.
    pub next_for_subject: Vec<Rival>,
}

/// A pair that could have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Who.
    pub subject: Subject,
    /// Where.
    pub village: u32,
    /// The pair's own cost.
    pub cost: i64,
    /// Forcing it raises the objective at least by this.
    pub at_least: i64,
}

/// How a tier does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierTotals {
    /// The tier.
    pub tier: Tier,
    /// The sum of its costs.
    pub objective: i64,
    /// Links of officials, and for paired units of units too.
    pub links: u32,
    /// People who are linked.
    pub agents: u32,
    /// Villages that are linked.
    pub villages: u32,
    /// The sums of the parts.
    pub parts: Parts,
    /// Links that count for a village: of units for paired units, of officials otherwise.
    pub counted: u32,
    /// Fewest links of a linked village.
    pub least: u32,
    /// Most links of a village.
    pub most: u32,
    /// Links of officials to their home village, which nothing else could avoid.
    pub at_home: u32,
}

/// A village and how well it is served in a tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Index of the village.
    pub village: u32,
    /// The mean cost of its links.
    pub cost: i64,
    /// How many they are.
    pub links: u32,
}

/// How many rivals an explanation names.
const RIVALS: usize = 5;

impl Planning {
    /// The parts of a pair's cost under this plan's rules.
    pub fn parts_of(&self, link: Planned) -> Parts {
        let linked = self.today.holds(link.tier, link.subject, link.village);
        let repair = self.scope.mode == Mode::Repair;
        match self.rules.tiers.get(&link.tier) {
            Some(rule) => parts(&self.facts, rule, link.subject, link.village, linked, repair),
            None => Parts::default(),
        }
    }

    /// Whether a pair is linked today.
    pub fn linked_today(&self, link: Planned) -> bool {
        self.today.holds(link.tier, link.subject, link.village)
    }

    fn part_with(&self, tier: Tier, subject: Subject, village: u32) -> Option<&Part> {
        let paired = tier == Tier::PairedUnit;
        let fits = |part: &&std::sync::Arc<Part>| {
            let stage_fits = match part.stage {
                Stage::Units => matches!(subject, Subject::Unit(_)),
                Stage::Within(_) => matches!(subject, Subject::Official(_)),
                Stage::Direct => !paired,
            };
            part.tier == tier && stage_fits && part.has(subject) && part.has_village(village)
        };
        self.parts.iter().find(fits).map(|part| &**part)
    }

    /// Explains a pair; `None` when the two can never meet under the rules.
    pub fn why(&self, link: Planned) -> Option<Why> {
        let part = self.part_with(link.tier, link.subject, link.village)?;
        let (agent, place) = part.arc(link.subject, link.village)?;
        let planned = part.session.places_of(agent).contains(&place);
        let rival = |next: &lianxin_flow::RunnerUp| {
            let (subject, village) = part.pair(next.agent, next.place);
            Rival { subject, village, cost: next.cost, at_least: next.at_least }
        };
        let by_place: Vec<Rival> = part.session.next_agents(place, RIVALS).iter().map(rival).collect();
        let by_agent: Vec<Rival> = part.session.next_places(agent, RIVALS).iter().map(rival).collect();
        let (next_for_village, next_for_subject) = match part.side {
            Side::Subjects => (by_place, by_agent),
            Side::Villages => (by_agent, by_place),
        };
        Some(Why {
            planned,
            parts: self.parts_of(link),
            price: part.session.prices().get(place as usize).copied().unwrap_or_default(),
            at_least: if planned { Some(0) } else { part.session.at_least(agent, place) },
            next_for_village,
            next_for_subject,
        })
    }

    /// How each tier does, in the order of the tiers.
    pub fn totals(&self, links: &[Planned]) -> Vec<TierTotals> {
        let mut totals = Vec::new();
        for of_tier in links.chunk_by(|a, b| a.tier == b.tier) {
            let tier = of_tier[0].tier;
            let mut sums = Parts::default();
            let mut loads: HashMap<u32, u32> = HashMap::new();
            let mut people = std::collections::HashSet::new();
            let mut at_home = 0;
            for link in of_tier {
                let parts = self.parts_of(*link);
                sums.add(parts);
                at_home += u32::from(parts.home >= AVOID);
                people.insert(link.subject);
                let counts = tier != Tier::PairedUnit || matches!(link.subject, Subject::Unit(_));
                *loads.entry(link.village).or_insert(0) += u32::from(counts);
            }
            totals.push(TierTotals {
                tier,
                objective: sums.sum(),
                links: of_tier.len() as u32,
                agents: people.len() as u32,
                villages: loads.len() as u32,
                parts: sums,
                counted: loads.values().sum(),
                least: loads.values().copied().min().unwrap_or(0),
                most: loads.values().copied().max().unwrap_or(0),
                at_home,
            });
        }
        totals
    }

    /// The villages that a tier serves worst: the highest mean cost of their links first.
    pub fn worst(&self, links: &[Planned], tier: Tier, most: usize) -> Vec<Served> {
        let mut sums: HashMap<u32, (i64, u32)> = HashMap::new();
        for link in links.iter().filter(|link| link.tier == tier) {
            let sum = sums.entry(link.village).or_insert((0, 0));
            sum.0 += self.parts_of(*link).sum();
            sum.1 += 1;
        }
        let mut served: Vec<Served> = sums
            .into_iter()
            .map(|(village, (sum, links))| Served { village, cost: sum / i64::from(links.max(1)), links })
            .collect();
        served.sort_by_key(|s| (std::cmp::Reverse(s.cost), s.village));
        served.truncate(most);
        served
    }
}
