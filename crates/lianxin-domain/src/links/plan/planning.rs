//! A plan in memory: solved, certified, changed while the user looks.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    draft::{Draft, Stage},
    part::{Part, Stuck},
    scope::{Choice, Scope, Watch},
    tiers::{Ground, Today},
};
use crate::links::{Facts, RuleSet, Subject, Tier, TierRule};

/// A solved plan.
#[derive(Clone)]
pub struct Planning {
    pub(super) facts: Arc<Facts>,
    pub(super) rules: Arc<RuleSet>,
    pub(super) scope: Scope,
    pub(super) choices: Vec<Choice>,
    pub(super) today: Arc<Today>,
    pub(super) parts: Vec<Arc<Part>>,
}

/// Why there is no plan.
#[derive(Debug)]
pub enum Stop {
    /// Somebody stopped it.
    Cancelled,
    /// The rules cannot be met; see [`super::Infeasible`].
    Stuck(Box<super::Infeasible>),
}

/// A link that a plan proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Planned {
    /// The tier.
    pub tier: Tier,
    /// An official, or a unit that is paired itself.
    pub subject: Subject,
    /// Index of the village.
    pub village: u32,
}

impl Planning {
    /// Solves every tier of the scope. The certificate of every part is verified on the way.
    ///
    /// Tiers fall apart into independent networks (townships, stations, counties); paired units are solved in two stages,
    /// each exactly: units to villages, then each unit's officials to its villages.
    ///
    /// # Errors
    ///
    /// Cancelled, or the named group that cannot be served.
    pub fn solve(
        facts: Arc<Facts>,
        rules: Arc<RuleSet>,
        scope: Scope,
        choices: Vec<Choice>,
        watch: Watch<'_>,
    ) -> Result<Planning, Stop> {
        let today = Arc::new(Today::new(&facts));
        let mut planning = Planning { facts, rules, scope, choices, today, parts: Vec::new() };
        let mut tiers = planning.scope.tiers.clone();
        tiers.sort_unstable();
        tiers.dedup();
        for tier in tiers {
            let parts = planning.solve_tier(tier, watch)?;
            planning.parts.extend(parts);
        }
        Ok(planning)
    }

    /// What the problems of this plan are made from.
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            facts: &self.facts,
            rules: &self.rules,
            scope: &self.scope,
            choices: &self.choices,
            today: &self.today,
        }
    }

    /// Solves one tier anew.
    pub(super) fn solve_tier(&self, tier: Tier, watch: Watch<'_>) -> Result<Vec<Arc<Part>>, Stop> {
        let ground = self.ground();
        let Some(rule) = ground.rule(tier) else { return Ok(Vec::new()) };
        let draft = if tier == Tier::PairedUnit { ground.units(rule) } else { ground.direct(tier, rule) };
        let choices: Vec<Choice> = self.choices_of(tier, draft.stage);
        let mut parts = self.solve_all(tier, draft.components(), &choices, watch)?;
        if tier == Tier::PairedUnit {
            let drafts = self.within_all(rule, &parts);
            let choices = self.choices_of(tier, Stage::Within(0));
            parts.extend(self.solve_all(tier, drafts, &choices, watch)?);
        }
        Ok(parts)
    }

    fn solve_all(
        &self,
        tier: Tier,
        drafts: Vec<Draft>,
        choices: &[Choice],
        watch: Watch<'_>,
    ) -> Result<Vec<Arc<Part>>, Stop> {
        let total = drafts.len();
        let mut parts = Vec::with_capacity(total);
        for (n, draft) in drafts.into_iter().enumerate() {
            if !watch(tier, n, total) {
                return Err(Stop::Cancelled);
            }
            let part = Part::solve(draft, choices).map_err(|stuck| self.named(*stuck))?;
            parts.push(Arc::new(part));
        }
        Ok(parts)
    }

    /// The second stage: the officials of every unit over the villages that the first stage gave it.
    fn within_all(&self, rule: &TierRule, stage_one: &[Arc<Part>]) -> Vec<Draft> {
        let mut villages: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (subject, village) in stage_one.iter().flat_map(|part| part.pairs()) {
            if let Subject::Unit(unit) = subject {
                villages.entry(unit).or_default().push(village);
            }
        }
        let officials = self.by_unit();
        let ground = self.ground();
        let draft = |(unit, mut villages): (u32, Vec<u32>)| {
            villages.sort_unstable();
            ground.within(rule, unit, officials.get(&unit).map(Vec::as_slice).unwrap_or_default(), &villages)
        };
        villages.into_iter().map(draft).collect()
    }

    /// The officials of paired units, by unit.
    pub(super) fn by_unit(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut officials: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for official in self.ground().officials(Tier::PairedUnit) {
            officials.entry(self.facts.officials[official as usize].unit).or_default().push(official);
        }
        officials
    }

    /// The choices that a stage has to keep: a pin of a paired unit's official pins the unit in the first stage.
    pub(super) fn choices_of(&self, tier: Tier, stage: Stage) -> Vec<Choice> {
        let of_tier = self.choices.iter().filter(|choice| choice.tier == tier).copied();
        let seen_by = |choice: Choice| match (stage, choice.subject) {
            (Stage::Units, Subject::Official(official)) => {
                let unit = self.facts.officials[official as usize].unit;
                (choice.kind == super::ChoiceKind::Pin)
                    .then_some(Choice { subject: Subject::Unit(unit), ..choice })
            }
            (Stage::Direct | Stage::Within(_), Subject::Unit(_)) => None,
            _ => Some(choice),
        };
        let mut seen: Vec<Choice> = of_tier.filter_map(seen_by).collect();
        let mut pairs = std::collections::HashSet::new();
        seen.retain(|choice| {
            pairs.insert((choice.subject, choice.village, choice.kind == super::ChoiceKind::Pin))
        });
        seen
    }

    /// Names the group that a network could not serve, with what would help.
    pub(super) fn named(&self, stuck: Stuck) -> Stop {
        Stop::Stuck(Box::new(super::infeasible::name(self, stuck)))
    }

    /// The facts.
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The rules.
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// What is planned.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The decisions that the plan keeps.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The sum of all costs.
    pub fn objective(&self) -> i64 {
        self.parts.iter().map(|part| part.session.objective()).sum()
    }

    /// All links of the plan, sorted.
    pub fn links(&self) -> Vec<Planned> {
        let of = |part: &Arc<Part>| {
            let tier = part.tier;
            part.pairs().into_iter().map(move |(subject, village)| Planned { tier, subject, village })
        };
        let mut links: Vec<Planned> = self.parts.iter().flat_map(of).collect();
        links.sort_unstable();
        links
    }
}
