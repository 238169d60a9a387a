//! Why this one: the parts of a pair's cost, who was next, what a change would cost at least; and how the plan does as a whole.

use std::collections::HashMap;

use lianxin_flow::fair::Report;
use serde::Serialize;

use super::{
    draft::{Side, Stage},
    part::Part,
    planning::{Planned, Planning, Stop},
    scope::{Mode, Watch},
};
use crate::links::{AVOID, Parts, Subject, Tier, parts, rules::Sharing};

/// Why a pair is, or is not, in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Whether it is in the plan.
    pub planned: bool,
    /// The parts of its cost.
    pub parts: Parts,
    /// The price of the scarce side: what one more place there would save.
    pub price: i64,
    /// What forcing the pair costs at least; 0 for a pair of the plan, nothing where the cost is shared.
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
    /// Forcing it raises the objective at least by this; nothing is known of it where the cost is shared.
    pub at_least: Option<i64>,
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
    /// How the cost is shared.
    pub sharing: Sharing,
    /// What sharing adds to the least sum.
    pub price: i64,
    /// The costs of the links from the worst end.
    pub worst: i64,
    /// The tenth worst.
    pub tenth_worst: i64,
    /// What 99 of 100 links do not exceed.
    pub percentile_99: i64,
    /// What half of the links do not exceed.
    pub median: i64,
    /// Links that do not hold today.
    pub moves: u32,
    /// The limit on them.
    pub most_moves: Option<u32>,
    /// What is added to the cost of a move to keep the limit.
    pub bonus: i64,
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
        let Some(rule) = self.rules.tiers.get(&link.tier) else { return Parts::default() };
        let mut parts = parts(&self.facts, rule, link.subject, link.village, linked, repair);
        if !linked {
            parts.stay += self.bonus.get(&link.tier).copied().unwrap_or(0);
        }
        parts
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
        let shared = part.plain.is_some();
        let rival = |next: &lianxin_flow::RunnerUp| {
            let (subject, village) = part.pair(next.agent, next.place);
            Rival { subject, village, cost: next.cost, at_least: (!shared).then_some(next.at_least) }
        };
        // Where the cost is shared, who would be next is known from the least sum; who has the place is left out.
        let open = |next: &&lianxin_flow::RunnerUp| {
            !shared || part.session.places_of(next.agent).binary_search(&next.place).is_err()
        };
        let ruled = part.ruled();
        let more = if shared { 4 * RIVALS } else { RIVALS };
        let by_place = ruled.next_agents(place, more);
        let by_agent = ruled.next_places(agent, more);
        let by_place: Vec<Rival> = by_place.iter().filter(open).take(RIVALS).map(rival).collect();
        let by_agent: Vec<Rival> = by_agent.iter().filter(open).take(RIVALS).map(rival).collect();
        let (next_for_village, next_for_subject) = match part.side {
            Side::Subjects => (by_place, by_agent),
            Side::Villages => (by_agent, by_place),
        };
        Some(Why {
            planned,
            parts: self.parts_of(link),
            price: part.session.prices().get(place as usize).copied().unwrap_or_default(),
            at_least: match planned {
                true => Some(0),
                false if shared => None,
                false => part.session.at_least(agent, place),
            },
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
            let (mut at_home, mut moves) = (0, 0);
            let mut costs = Vec::with_capacity(of_tier.len());
            for link in of_tier {
                let parts = self.parts_of(*link);
                sums.add(parts);
                costs.push(parts.sum());
                moves += u32::from(!self.linked_today(*link));
                at_home += u32::from(parts.home >= AVOID);
                people.insert(link.subject);
                let counts = tier != Tier::PairedUnit || matches!(link.subject, Subject::Unit(_));
                *loads.entry(link.village).or_insert(0) += u32::from(counts);
            }
            let report = Report::of_costs(costs);
            let rule = self.rules.tiers.get(&tier);
            let shared = self.parts.iter().filter(|part| part.tier == tier);
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
                sharing: rule.map_or(Sharing::Sum, |rule| rule.sharing),
                price: shared.map(|part| part.price()).sum(),
                worst: report.worst,
                tenth_worst: report.tenth_worst,
                percentile_99: report.percentile_99,
                median: report.median,
                moves,
                most_moves: rule.and_then(|rule| rule.most_moves),
                bonus: self.bonus.get(&tier).copied().unwrap_or(0),
            });
        }
        totals
    }

    /// What each way to share the cost would give, tier by tier, under the rules and decisions of this plan.
    ///
    /// # Errors
    ///
    /// Cancelled, or a limit on moves that cannot be kept.
    pub fn compare(&self, watch: Watch<'_>) -> Result<Vec<TierTotals>, Stop> {
        let mut totals = Vec::new();
        for tier in self.rules.tiers.keys().filter(|tier| self.scope.tiers.contains(tier)) {
            for sharing in Sharing::ALL {
                let mut rules = (*self.rules).clone();
                if let Some(rule) = rules.tiers.get_mut(tier) {
                    rule.sharing = *sharing;
                }
                let mut other = Planning { rules: rules.into(), parts: Vec::new(), ..self.clone() };
                let (parts, bonus) = other.solve_tier(*tier, watch)?;
                other.parts = parts;
                other.bonus.insert(*tier, bonus);
                totals.extend(other.totals(&other.links()));
            }
        }
        Ok(totals)
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
