//! The proof of both coverages as of a day: counted in one pass over the facts, with every counterexample.

use std::collections::{BTreeMap, HashSet};

use super::{
    facts::Facts,
    rules::{Demand, RuleSet},
    tier::Tier,
};
use crate::places::{Level, PlaceCode};

/// One tier's counts in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Villages.
    pub villages: u32,
    /// Villages with at least one link of the tier.
    pub served: u32,
    /// Villages with fewer links than demanded.
    pub short: u32,
    /// Links: of units for paired units, of officials otherwise.
    pub links: u32,
    /// Officials of the tier on the roster of the place's units; in a village, those linked to it.
    pub officials: u32,
    /// Those of them who have a link.
    pub linked: u32,
}

/// Both coverages of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Officials on the roster.
    pub officials: u32,
    /// Those who have a link: coverage one holds when they are all.
    pub linked: u32,
    /// Villages.
    pub villages: u32,
    /// Those that have what every tier demands: coverage two holds when they are all.
    pub covered: u32,
    /// Tier by tier, in the order of [`Tier::ALL`].
    pub tiers: [Count; 5],
}

/// A village that is short of a tier: a counterexample of coverage two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Short {
    /// Index of the village.
    pub village: u32,
    /// The tier.
    pub tier: Tier,
    /// How many links are missing.
    pub missing: u32,
}

/// What holds as of a day, and what does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Every place from the city to the villages.
    pub places: BTreeMap<PlaceCode, Cover>,
    /// Officials without a link: the counterexamples of coverage one.
    pub unlinked: Vec<u32>,
    /// Villages short of a tier: the counterexamples of coverage two.
    pub short: Vec<Short>,
}

/// The tier of every official under a rule set.
pub fn tiers(facts: &Facts, rules: &RuleSet) -> Vec<Option<Tier>> {
    let kind = |official: &super::facts::Official| facts.units[official.unit as usize].kind;
    facts.officials.iter().map(|official| rules.tier_of(official.rank, kind(official))).collect()
}

/// Proves both coverages. `tiers` names each official's tier, in their order.
pub fn prove(facts: &Facts, tiers: &[Option<Tier>], demand: &Demand) -> Proof {
    let mut proof = Proof::default();
    let (linked, per_village) = count_links(facts);
    for (index, village) in facts.villages.iter().enumerate() {
        let mut cover = Cover { villages: 1, covered: 1, ..Cover::default() };
        for tier in Tier::ALL {
            let links = per_village[index][*tier as usize];
            let least = demand.get(tier).copied().unwrap_or(0);
            let missing = least.saturating_sub(links.counted);
            let count = &mut cover.tiers[*tier as usize];
            *count = Count {
                villages: 1,
                served: u32::from(links.counted > 0),
                short: u32::from(missing > 0),
                links: links.counted,
                officials: links.officials,
                linked: links.officials,
            };
            cover.officials += links.officials;
            if missing > 0 {
                cover.covered = 0;
                proof.short.push(Short { village: index as u32, tier: *tier, missing });
            }
        }
        cover.linked = cover.officials;
        for above in above(&village.code) {
            let sum = proof.places.entry(above).or_default();
            sum.villages += 1;
            sum.covered += cover.covered;
            for (sum, own) in sum.tiers.iter_mut().zip(cover.tiers) {
                sum.villages += 1;
                sum.served += own.served;
                sum.short += own.short;
                sum.links += own.links;
            }
        }
        proof.places.insert(village.code.clone(), cover);
    }
    for (index, official) in facts.officials.iter().enumerate() {
        let unit = &facts.units[official.unit as usize];
        let has = linked.contains(&(index as u32));
        if !has {
            proof.unlinked.push(index as u32);
        }
        for place in std::iter::once(unit.place.clone()).chain(above(&unit.place)) {
            let sum = proof.places.entry(place).or_default();
            sum.officials += 1;
            sum.linked += u32::from(has);
            if let Some(tier) = tiers.get(index).copied().flatten() {
                sum.tiers[tier as usize].officials += 1;
                sum.tiers[tier as usize].linked += u32::from(has);
            }
        }
    }
    proof
}

/// The places above one, from the city down.
fn above(code: &PlaceCode) -> impl Iterator<Item = PlaceCode> + '_ {
    let own = code.level();
    [Level::City, Level::County, Level::Township]
        .into_iter()
        .filter(move |level| *level < own)
        .filter_map(|level| code.at(level))
}

#[derive(Clone, Copy, Default)]
struct VillageLinks {
    counted: u32,
    officials: u32,
}

fn count_links(facts: &Facts) -> (HashSet<u32>, Vec<[VillageLinks; 5]>) {
    let mut linked = HashSet::with_capacity(facts.officials.len());
    let mut per_village = vec![[VillageLinks::default(); 5]; facts.villages.len()];
    for link in &facts.links {
        let here = &mut per_village[link.village as usize][link.tier as usize];
        let of_unit = link.official.is_none();
        here.counted += u32::from(of_unit == (link.tier == Tier::PairedUnit));
        if let Some(official) = link.official {
            here.officials += 1;
            linked.insert(official);
        }
    }
    (linked, per_village)
}

impl Cover {
    /// Whether every official has a link.
    pub fn one_holds(&self) -> bool {
        self.officials == self.linked
    }

    /// Whether every village has what is demanded.
    pub fn two_holds(&self) -> bool {
        self.villages == self.covered
    }
}
