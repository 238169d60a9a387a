//! A plan in memory: solved, certified, changed while the user looks.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

use lianxin_flow::limit::{Trial, Unlimited, within};

use super::{
    draft::{Draft, Stage},
    part::{Part, Stuck},
    scope::{Choice, Mode, Scope, Watch},
    tiers::{Ground, Today},
};
use crate::links::{Facts, KEEP, RuleSet, Subject, Tier, TierRule};

/// A solved plan.
#[derive(Clone)]
pub struct Planning {
    pub(super) facts: Arc<Facts>,
    pub(super) rules: Arc<RuleSet>,
    pub(super) scope: Scope,
    pub(super) choices: Vec<Choice>,
    pub(super) today: Arc<Today>,
    pub(super) parts: Vec<Arc<Part>>,
    /// What keeps each tier's limit on moves.
    pub(super) bonus: BTreeMap<Tier, i64>,
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
        let (parts, bonus) = (Vec::new(), BTreeMap::new());
        let mut planning = Planning { facts, rules, scope, choices, today, parts, bonus };
        let mut tiers = planning.scope.tiers.clone();
        tiers.sort_unstable();
        tiers.dedup();
        for tier in tiers {
            let (parts, bonus) = planning.solve_tier(tier, watch)?;
            planning.parts.extend(parts);
            planning.bonus.insert(tier, bonus);
        }
        Ok(planning)
    }

    /// What the problems of a tier are made from.
    pub(super) fn ground(&self, tier: Tier) -> Ground<'_> {
        Ground {
            facts: &self.facts,
            rules: &self.rules,
            scope: &self.scope,
            choices: &self.choices,
            today: &self.today,
            bonus: self.bonus.get(&tier).copied().unwrap_or(0),
        }
    }

    /// The limit on a tier's moves, where there is one and something to move from.
    pub(super) fn limited(&self, tier: Tier) -> Option<i64> {
        let most = self.rules.tiers.get(&tier)?.most_moves?;
        (self.scope.mode == Mode::Full && self.today.any(tier)).then_some(most.into())
    }

    /// Solves one tier anew; the bonus for staying that keeps its limit on moves comes with it.
    pub(super) fn solve_tier(&self, tier: Tier, watch: Watch<'_>) -> Result<(Vec<Arc<Part>>, i64), Stop> {
        let Some(most) = self.limited(tier) else { return Ok((self.solve_at(tier, 0, watch)?, 0)) };
        let trial = |bonus: i64| {
            let parts = self.solve_at(tier, bonus, watch)?;
            let pairs = parts.iter().flat_map(|part| part.pairs());
            let moves = pairs.filter(|(subject, village)| !self.today.holds(tier, *subject, *village));
            let moves = moves.count() as i64;
            let sum: i64 = parts.iter().map(|part| part.session.objective()).sum();
            Ok(Trial { cost: sum - bonus * moves, moves, plan: parts })
        };
        match within(most, KEEP, trial) {
            Ok(limited) => Ok((limited.best.plan, limited.bonus)),
            Err(Unlimited::Failed(stop)) => Err(stop),
            Err(Unlimited::TooFew { least }) => {
                Err(Stop::Stuck(Box::new(super::Infeasible::too_many_moves(tier, most, least))))
            }
        }
    }

    fn solve_at(&self, tier: Tier, bonus: i64, watch: Watch<'_>) -> Result<Vec<Arc<Part>>, Stop> {
        let ground = Ground { bonus, ..self.ground(tier) };
        let Some(rule) = ground.rule(tier) else { return Ok(Vec::new()) };
        let draft = if tier == Tier::PairedUnit { ground.units(rule) } else { ground.direct(tier, rule) };
        let choices: Vec<Choice> = self.choices_of(tier, draft.stage);
        let mut parts = self.solve_all(tier, draft.components(), &choices, watch)?;
        if tier == Tier::PairedUnit {
            let drafts = self.within_all(ground, rule, &parts);
            let choices = self.choices_of(tier, Stage::Within(0));
            parts.extend(self.solve_all(tier, drafts, &choices, watch)?);
        }
        Ok(parts)
    }

    /// Solves independent problems on all cores; the answer does not depend on how many there are.
    fn solve_all(
        &self,
        tier: Tier,
        drafts: Vec<Draft>,
        choices: &[Choice],
        watch: Watch<'_>,
    ) -> Result<Vec<Arc<Part>>, Stop> {
        let total = drafts.len();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(total);
        let waiting = Mutex::new(drafts.into_iter().enumerate());
        let stop = AtomicBool::new(!watch(tier, 0, total));
        let mut cancelled = stop.load(Ordering::Relaxed);
        let mut solved: BTreeMap<usize, Arc<Part>> = BTreeMap::new();
        let mut stuck: BTreeMap<usize, Box<Stuck>> = BTreeMap::new();
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..threads {
                let sender = sender.clone();
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                let stop = &stop;
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed)
                        && let Some((at, draft)) = next()
                        && sender.send((at, Part::solve(draft, choices))).is_ok()
                    {}
                });
            }
            drop(sender);
            for (at, answer) in receiver {
                match answer {
                    Ok(part) => drop(solved.insert(at, Arc::new(part))),
                    Err(why) => drop(stuck.insert(at, why)),
                }
                cancelled |= !watch(tier, solved.len(), total);
                // Problems are taken in their order, so the first that is stuck is known whoever stops.
                stop.fetch_or(cancelled || !stuck.is_empty(), Ordering::Relaxed);
            }
        });
        match stuck.into_values().next() {
            _ if cancelled => Err(Stop::Cancelled),
            Some(why) => Err(self.named(*why)),
            None => Ok(solved.into_values().collect()),
        }
    }

    /// The second stage: the officials of every unit over the villages that the first stage gave it.
    fn within_all(&self, ground: Ground<'_>, rule: &TierRule, stage_one: &[Arc<Part>]) -> Vec<Draft> {
        let mut villages: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (subject, village) in stage_one.iter().flat_map(|part| part.pairs()) {
            if let Subject::Unit(unit) = subject {
                villages.entry(unit).or_default().push(village);
            }
        }
        let officials = self.by_unit();
        let draft = |(unit, mut villages): (u32, Vec<u32>)| {
            villages.sort_unstable();
            ground.within(rule, unit, officials.get(&unit).map(Vec::as_slice).unwrap_or_default(), &villages)
        };
        villages.into_iter().map(draft).collect()
    }

    /// The officials of paired units, by unit.
    pub(super) fn by_unit(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut officials: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for official in self.ground(Tier::PairedUnit).officials(Tier::PairedUnit) {
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
