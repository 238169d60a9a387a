//! When the rules cannot be met: the named group (Hall 1935) and what would really help, tried before it is said.

use std::collections::HashSet;

use lianxin_flow::Infeasible as Hall;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    draft::{Draft, Side},
    part::{Part, Stuck},
    planning::Planning,
    scope::Choice,
};
use crate::links::{
    RuleSet, Subject, Tier,
    rules::{Reach, Sharing},
};

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasible {
    /// The tier.
    pub tier: Tier,
    /// Too few villages for the people, or too few people for the villages.
    pub kind: Lack,
    /// How many links the group must have.
    pub need: i64,
    /// How many it can have.
    pub have: i64,
    /// The people of the group.
    pub people: Vec<Subject>,
    /// The villages of the group (indices).
    pub villages: Vec<u32>,
    /// Decisions that exclude each other, where it is they that leave no plan: without any one of them there is one.
    pub conflict: Vec<Choice>,
    /// What would help: each was tried by solving the tier again.
    pub relax: Vec<Relax>,
}

/// What there is too little of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Too few villages that these people may get.
    TooFewPlaces,
    /// Too few people whom these villages may get.
    TooFewPeople,
    /// The limit on moves cannot be kept: `need` moves at least, `have` are allowed.
    TooFewMoves,
}

/// A change of the rules that makes a plan possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Relax {
    /// `raise_most`, `lower_least`, `widen_reach` or `drop_choices`.
    pub code: &'static str,
    /// Where in the rule set; for choices, empty.
    pub rule_path: String,
    /// What it is now.
    pub from: Value,
    /// What it would have to be.
    pub to: Value,
}

impl Infeasible {
    /// A limit on moves below what any plan needs.
    pub(super) fn too_many_moves(tier: Tier, most: i64, least: i64) -> Infeasible {
        let raise = Relax {
            code: "raise_moves",
            rule_path: format!("tiers.{}.most_moves", tier.word()),
            from: json!(most),
            to: json!(least),
        };
        Infeasible {
            tier,
            kind: Lack::TooFewMoves,
            need: least,
            have: most,
            people: Vec::new(),
            villages: Vec::new(),
            conflict: Vec::new(),
            relax: vec![raise],
        }
    }
}

/// A smallest set of decisions under which this problem has no plan, by leaving out one after the other (deletion filter:
/// Chinneck and Dravnieks 1991); empty when there is none without any decision either.
fn conflict(draft: &Draft, choices: &[Choice]) -> Vec<Choice> {
    let draft = Draft { sharing: Sharing::Sum, ..draft.clone() };
    let possible = |choices: &[Choice]| Part::solve(draft.clone(), choices).is_ok();
    let here = |c: &&Choice| {
        draft.subjects.iter().any(|(subject, ..)| *subject == c.subject)
            && draft.villages.iter().any(|(village, ..)| *village == c.village)
    };
    let mut left: Vec<Choice> = choices.iter().filter(here).copied().collect();
    if left.is_empty() || left.len() > MOST_TRIED || !possible(&[]) {
        return Vec::new();
    }
    let mut at = 0;
    while at < left.len() {
        let mut without = left.clone();
        without.remove(at);
        if possible(&without) {
            at += 1;
        } else {
            left = without;
        }
    }
    left
}

/// More decisions than this in one network are not searched for a conflict.
const MOST_TRIED: usize = 300;

/// Names a network's Hall set in people and villages.
pub(super) fn name(planning: &Planning, stuck: Stuck) -> Infeasible {
    let subjects =
        |list: &[u32]| list.iter().filter_map(|n| stuck.subjects.get(*n as usize)).copied().collect();
    let villages =
        |list: &[u32]| list.iter().filter_map(|n| stuck.villages.get(*n as usize)).copied().collect();
    let by_people = stuck.side == Side::Subjects;
    let (agents, places, need, have, short_of_places) = match &stuck.why {
        Hall::Agent { agent, take, allowed, pinned } => {
            let (need, have) = if pinned > take { (*pinned, *take) } else { (*take, *allowed) };
            (vec![*agent], vec![], i64::from(need), i64::from(have), true)
        }
        Hall::TooFewPlaces { agents, places, need, room } => {
            (agents.clone(), places.clone(), *need, *room, true)
        }
        Hall::TooFewAgents { places, agents, need, have } => {
            (agents.clone(), places.clone(), *need, *have, false)
        }
    };
    let (people, villages) = match by_people {
        true => (subjects(&agents), villages(&places)),
        false => (subjects(&places), villages(&agents)),
    };
    let kind = if short_of_places == by_people { Lack::TooFewPlaces } else { Lack::TooFewPeople };
    let conflict = conflict(&stuck.draft, &planning.choices_of(stuck.tier, stuck.draft.stage));
    let relax = Vec::new();
    let mut named = Infeasible { tier: stuck.tier, kind, need, have, people, villages, conflict, relax };
    named.relax = relaxations(planning, &named);
    named
}

fn relaxations(planning: &Planning, stuck: &Infeasible) -> Vec<Relax> {
    let mut found = Vec::new();
    for (relax, rules) in candidates(&planning.rules, stuck) {
        let tried = Planning { rules: rules.into(), ..planning.clone() };
        if feasible(&tried, stuck.tier) {
            found.push(relax);
        }
    }
    let people: HashSet<Subject> = stuck.people.iter().copied().collect();
    let villages: HashSet<u32> = stuck.villages.iter().copied().collect();
    let touches =
        |c: &&Choice| c.tier == stuck.tier && (people.contains(&c.subject) || villages.contains(&c.village));
    let touching: Vec<_> = planning.choices.iter().filter(touches).map(|choice| choice.id).collect();
    if !touching.is_empty() {
        let mut tried = planning.clone();
        tried.choices.retain(|choice| !touching.contains(&choice.id));
        if feasible(&tried, stuck.tier) {
            found.push(Relax {
                code: "drop_choices",
                rule_path: String::new(),
                from: json!(touching),
                to: json!([]),
            });
        }
    }
    found
}

fn candidates(rules: &RuleSet, stuck: &Infeasible) -> Vec<(Relax, RuleSet)> {
    let Some(rule) = rules.tiers.get(&stuck.tier) else { return Vec::new() };
    let mut found = Vec::new();
    let mut offer =
        |code, field: &str, from: Value, to: Value, change: &dyn Fn(&mut super::super::TierRule)| {
            let mut changed = rules.clone();
            if let Some(rule) = changed.tiers.get_mut(&stuck.tier) {
                change(rule);
            }
            let rule_path = format!("tiers.{}.{field}", stuck.tier.word());
            found.push((Relax { code, rule_path, from, to }, changed));
        };
    let gap = (stuck.need - stuck.have).max(1);
    let spread =
        |over: usize| u32::try_from((gap + over.max(1) as i64 - 1) / over.max(1) as i64).unwrap_or(1);
    match stuck.kind {
        Lack::TooFewPlaces => {
            if let Some(most) = rule.per_village.most {
                let to = most + spread(stuck.villages.len());
                offer("raise_most", "per_village.most", json!(most), json!(to), &|rule| {
                    rule.per_village.most = Some(to)
                });
            }
            let least = rule.per_official.least;
            if least > 0 {
                let to = least - 1;
                offer("lower_least", "per_official.least", json!(least), json!(to), &|rule| {
                    rule.per_official.least = to
                });
            }
        }
        Lack::TooFewMoves => {}
        Lack::TooFewPeople => {
            let most = rule.per_official.most;
            let to = most + spread(stuck.people.len());
            offer("raise_most", "per_official.most", json!(most), json!(to), &|rule| {
                rule.per_official.most = to
            });
            let least = rule.per_village.least;
            if least > 0 {
                let to = least - 1;
                offer("lower_least", "per_village.least", json!(least), json!(to), &|rule| {
                    rule.per_village.least = to
                });
            }
        }
    }
    let wider = match rule.reach {
        Reach::OwnTownship | Reach::StationArea | Reach::OwnPlace => Some(Reach::OwnCounty),
        Reach::OwnCounty => Some(Reach::Anywhere),
        Reach::Anywhere => None,
    };
    if let Some(to) = wider {
        offer("widen_reach", "reach", json!(rule.reach), json!(to), &|rule| rule.reach = to);
    }
    found
}

/// Whether a tier has a plan at all (the first stage, for paired units).
fn feasible(planning: &Planning, tier: Tier) -> bool {
    let ground = planning.ground(tier);
    let Some(rule) = ground.rule(tier) else { return true };
    let draft = if tier == Tier::PairedUnit { ground.units(rule) } else { ground.direct(tier, rule) };
    let choices = planning.choices_of(tier, draft.stage);
    draft.components().into_iter().all(|draft| Part::solve(draft, &choices).is_ok())
}
