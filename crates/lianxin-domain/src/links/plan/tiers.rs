//! From facts and rules to the problem of each tier.

use std::collections::{HashMap, HashSet};

use super::{
    apportion::apportion,
    draft::{Draft, Stage},
    scope::{Choice, ChoiceKind, Mode, Scope},
};
use crate::{
    links::{
        Facts, RuleSet, Subject, Tier, TierRule, Unit, parts,
        rules::{Reach, Sharing},
    },
    places::Level,
};

/// What the problems are made from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub facts: &'a Facts,
    pub rules: &'a RuleSet,
    pub scope: &'a Scope,
    pub choices: &'a [Choice],
    pub today: &'a Today,
    /// Added to the cost of every pair that is not linked today, to keep a limit on moves.
    pub bonus: i64,
}

/// Today's links by tier, for continuity and for those who stay.
#[derive(Clone, Debug, Default)]
pub struct Today {
    linked: HashSet<(Tier, Subject, u32)>,
    of: HashMap<(Tier, Subject), Vec<u32>>,
}

impl Today {
    pub fn new(facts: &Facts) -> Today {
        let mut today = Today::default();
        for link in &facts.links {
            let subject = link.official.map_or(Subject::Unit(link.unit), Subject::Official);
            if today.linked.insert((link.tier, subject, link.village)) {
                today.of.entry((link.tier, subject)).or_default().push(link.village);
            }
        }
        today
    }

    /// Whether anybody is linked in a tier.
    pub fn any(&self, tier: Tier) -> bool {
        self.of.keys().any(|(known, _)| *known == tier)
    }

    /// Whether a pair is linked today.
    pub fn holds(&self, tier: Tier, subject: Subject, village: u32) -> bool {
        self.linked.contains(&(tier, subject, village))
    }

    fn of(&self, tier: Tier, subject: Subject) -> &[u32] {
        self.of.get(&(tier, subject)).map(Vec::as_slice).unwrap_or_default()
    }
}

impl<'a> Ground<'a> {
    pub fn rule(&self, tier: Tier) -> Option<&'a TierRule> {
        self.rules.tiers.get(&tier).filter(|rule| rule.enabled)
    }

    /// Whether a unit's people are planned here.
    pub fn in_scope(&self, unit: &Unit) -> bool {
        self.scope.place.contains(&unit.place)
    }

    /// The officials of a tier that are planned here.
    pub fn officials(&self, tier: Tier) -> Vec<u32> {
        let belongs = |(official, index): (&crate::links::Official, u32)| {
            let unit = self.facts.unit_of(index);
            (self.in_scope(unit) && self.rules.tier_of(official.rank, unit.kind) == Some(tier))
                .then_some(index)
        };
        self.facts.officials.iter().zip(0..).filter_map(belongs).collect()
    }

    /// The villages that somebody may get, as index ranges within the plan's place.
    fn reach(&self, rule: &TierRule, unit: &Unit) -> Vec<std::ops::Range<usize>> {
        let places = match rule.reach {
            Reach::Anywhere => vec![self.facts.city.clone()],
            Reach::OwnPlace => vec![unit.place.clone()],
            Reach::OwnTownship => vec![unit.place.at(Level::Township).unwrap_or_else(|| unit.place.clone())],
            Reach::OwnCounty => vec![unit.place.at(Level::County).unwrap_or_else(|| unit.place.clone())],
            Reach::StationArea if unit.area.is_empty() => vec![unit.place.clone()],
            Reach::StationArea => unit.area.clone(),
        };
        let planned = self.facts.villages_in(&self.scope.place);
        let within = |place| {
            let range = self.facts.villages_in(place);
            range.start.max(planned.start)..range.end.min(planned.end)
        };
        places.iter().map(within).filter(|range| !range.is_empty()).collect()
    }

    /// Cost of a pair.
    pub fn cost(&self, tier: Tier, rule: &TierRule, subject: Subject, village: u32) -> i64 {
        let linked = self.today.holds(tier, subject, village);
        let bonus = if linked { 0 } else { self.bonus };
        parts(self.facts, rule, subject, village, linked, self.scope.mode == Mode::Repair).sum() + bonus
    }

    /// How the cost of a tier is shared; a repair moves as few as it can and shares nothing else.
    fn sharing(&self, rule: &TierRule) -> Sharing {
        if self.scope.mode == Mode::Repair { Sharing::Sum } else { rule.sharing }
    }

    /// Villages that people decided for somebody.
    fn pinned(&self, tier: Tier, subject: Subject) -> impl Iterator<Item = u32> + '_ {
        let own = move |c: &&Choice| c.kind == ChoiceKind::Pin && c.tier == tier && c.subject == subject;
        self.choices.iter().filter(own).map(|choice| choice.village)
    }

    /// Links of people from outside the plan's place, who stay, by village of the plan.
    fn outsiders(&self, tier: Tier, of_units: bool) -> HashMap<u32, u32> {
        let planned = self.facts.villages_in(&self.scope.place);
        let mut counts = HashMap::new();
        for link in
            self.facts.links.iter().filter(|link| link.tier == tier && link.official.is_none() == of_units)
        {
            let here = planned.contains(&(link.village as usize));
            if here && !self.in_scope(&self.facts.units[link.unit as usize]) {
                *counts.entry(link.village).or_insert(0) += 1;
            }
        }
        counts
    }

    /// The tier's problem when officials are linked to villages in one step.
    pub fn direct(&self, tier: Tier, rule: &TierRule) -> Draft {
        let people: Vec<(Subject, &Unit)> =
            self.officials(tier).into_iter().map(|n| (Subject::Official(n), self.facts.unit_of(n))).collect();
        let bounds = (rule.per_official.least, rule.per_official.most);
        let takes = vec![bounds; people.len()];
        let outsiders = self.outsiders(tier, false);
        let most = |village: u32| {
            rule.per_village
                .most
                .map(|most| most.saturating_sub(outsiders.get(&village).copied().unwrap_or(0)))
        };
        let least = |village: u32| {
            rule.per_village.least.saturating_sub(outsiders.get(&village).copied().unwrap_or(0))
        };
        self.draft(tier, rule, Stage::Direct, people, takes, least, most)
    }

    #[expect(clippy::too_many_arguments, reason = "the eight facts of a problem, used in two places")]
    fn draft(
        &self,
        tier: Tier,
        rule: &TierRule,
        stage: Stage,
        people: Vec<(Subject, &Unit)>,
        takes: Vec<(u32, u32)>,
        least: impl Fn(u32) -> u32,
        most: impl Fn(u32) -> Option<u32>,
    ) -> Draft {
        let planned = self.facts.villages_in(&self.scope.place);
        let first = planned.start as u32;
        let villages = planned.clone().map(|n| n as u32);
        let bound = |village: u32| {
            let least = least(village);
            (village, least, most(village).map(|most| most.max(least)))
        };
        let mut pairs = Vec::with_capacity(people.len());
        for (subject, unit) in &people {
            let mut row: Vec<(u32, i64)> = Vec::new();
            for village in self.reach(rule, unit).into_iter().flatten() {
                row.push((village as u32 - first, self.cost(tier, rule, *subject, village as u32)));
            }
            for village in
                self.pinned(tier, *subject).filter(|village| planned.contains(&(*village as usize)))
            {
                if !row.iter().any(|(known, _)| *known == village - first) {
                    row.push((village - first, self.cost(tier, rule, *subject, village)));
                }
            }
            pairs.push(row);
        }
        let subjects =
            people.iter().zip(takes).map(|((subject, _), (least, most))| (*subject, least, most)).collect();
        Draft {
            tier,
            stage,
            subjects,
            villages: villages.map(bound).collect(),
            pairs,
            even: rule.even && stage == Stage::Direct,
            sharing: self.sharing(rule),
        }
    }

    /// Stage one of paired units: units to villages, each unit as many as its share.
    pub fn units(&self, rule: &TierRule) -> Draft {
        let tier = Tier::PairedUnit;
        let mut heads: HashMap<u32, u32> = HashMap::new();
        for official in self.officials(tier) {
            *heads.entry(self.facts.officials[official as usize].unit).or_insert(0) += 1;
        }
        let mut units: Vec<u32> = heads.keys().copied().collect();
        units.sort_unstable();
        let shares = self.shares(rule, &units, &heads);
        let mean = shares.iter().map(|share| u64::from(*share)).sum::<u64>();
        let room = self.village_room(rule, &units, &shares, mean);
        let outsiders = self.outsiders(tier, true);
        let people = units.iter().map(|n| (Subject::Unit(*n), &self.facts.units[*n as usize])).collect();
        let takes = shares.iter().map(|share| (*share, *share)).collect();
        let least = |village: u32| {
            rule.per_village.least.saturating_sub(outsiders.get(&village).copied().unwrap_or(0))
        };
        let most = |village: u32| {
            let county = self.facts.villages[village as usize].code.owner();
            Some(room.get(&county).copied().unwrap_or(u32::MAX).max(least(village)))
        };
        self.draft(tier, rule, Stage::Units, people, takes, least, most)
    }

    /// How many villages each unit takes. A county's units together take at least so many as cover its villages; units of
    /// the city come on top. In a repair, a unit keeps as many as it has, unless it has fewer than its share by need.
    fn shares(&self, rule: &TierRule, units: &[u32], heads: &HashMap<u32, u32>) -> Vec<u32> {
        let per = u64::from(rule.officials_per_village.unwrap_or(10).max(1));
        let mut shares = vec![0; units.len()];
        let mut by_county: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, unit) in units.iter().enumerate() {
            let place = &self.facts.units[*unit as usize].place;
            by_county.entry(&place.as_str()[..place.as_str().len().min(6)]).or_default().push(n);
        }
        for (county, members) in by_county {
            let size = |n: &usize| heads[&units[*n]];
            let sizes: Vec<u32> = members.iter().map(size).collect();
            let reach = |n: &usize| {
                self.reach(rule, &self.facts.units[units[*n] as usize])
                    .into_iter()
                    .map(|r| r.len() as u32)
                    .sum()
            };
            let most: Vec<u32> = members.iter().map(|n| size(n).min(reach(n))).collect();
            let all: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
            let wanted = (all + per / 2) / per;
            let must = match county.parse() {
                Ok(place) if county.len() == 6 => {
                    self.facts.villages_in(&place).len() as u64 * u64::from(rule.per_village.least)
                }
                _ => 0,
            };
            for (n, share) in members.iter().zip(apportion(&sizes, &most, wanted.max(must))) {
                shares[*n] = self.kept(units[*n], share, heads[&units[*n]]);
            }
        }
        shares
    }

    /// In a repair: what the unit has today, within what it can have.
    fn kept(&self, unit: u32, share: u32, heads: u32) -> u32 {
        if self.scope.mode != Mode::Repair {
            return share;
        }
        let planned = self.facts.villages_in(&self.scope.place);
        let today = self.today.of(Tier::PairedUnit, Subject::Unit(unit));
        let has = today.iter().filter(|village| planned.contains(&(**village as usize))).count() as u32;
        if has == 0 { share } else { has.min(heads) }
    }

    /// The most units of a village, by county: what an even spread of the county's own units and of the city's gives, and one
    /// more for choice.
    fn village_room(
        &self,
        rule: &TierRule,
        units: &[u32],
        shares: &[u32],
        all: u64,
    ) -> HashMap<crate::places::PlaceCode, u32> {
        let mut own: HashMap<crate::places::PlaceCode, u64> = HashMap::new();
        let mut of_city = 0u64;
        for (unit, share) in units.iter().zip(shares) {
            let place = &self.facts.units[*unit as usize].place;
            match place.level() {
                Level::City => of_city += u64::from(*share),
                _ => *own.entry(place.owner()).or_insert(0) += u64::from(*share),
            }
        }
        let total = self.facts.villages_in(&self.scope.place).len().max(1) as u64;
        let mut room = HashMap::new();
        for village in &self.facts.villages[self.facts.villages_in(&self.scope.place)] {
            let county = village.code.owner();
            room.entry(county.clone()).or_insert_with(|| {
                let here = self.facts.villages_in(&county).len().max(1) as u64;
                let even =
                    own.get(&county).copied().unwrap_or(0).div_ceil(here) + of_city.div_ceil(total) + 1;
                let most = rule.per_village.most.map_or(u64::MAX, u64::from);
                u32::try_from(even.min(most).min(all.max(1))).unwrap_or(u32::MAX)
            });
        }
        room
    }

    /// Stage two of paired units: a unit's officials over its villages, loads as even as can be.
    pub fn within(&self, rule: &TierRule, unit: u32, officials: &[u32], villages: &[u32]) -> Draft {
        let tier = Tier::PairedUnit;
        let bounds = (
            rule.per_official.least.min(villages.len() as u32),
            rule.per_official.most.min(villages.len() as u32),
        );
        let row = |official: &u32| {
            let subject = Subject::Official(*official);
            villages
                .iter()
                .zip(0..)
                .map(|(village, n)| (n, self.cost(tier, rule, subject, *village)))
                .collect()
        };
        Draft {
            tier,
            stage: Stage::Within(unit),
            subjects: officials.iter().map(|n| (Subject::Official(*n), bounds.0, bounds.1)).collect(),
            villages: villages.iter().map(|village| (*village, 0, None)).collect(),
            pairs: officials.iter().map(row).collect(),
            even: true,
            sharing: self.sharing(rule),
        }
    }
}
