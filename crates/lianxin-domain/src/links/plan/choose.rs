//! Pins and bans on a solved plan: only what they touch is solved again, from where it stands.

use std::{collections::BTreeSet, sync::Arc};

use lianxin_flow::{ArcState, Change};
use uuid::Uuid;

use super::{
    draft::Stage,
    part::Part,
    planning::{Planned, Planning, Stop},
    scope::{Choice, ChoiceKind},
};
use crate::links::{Subject, Tier};

/// What a choice did to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The objective before.
    pub objective_before: i64,
    /// The objective after.
    pub objective_after: i64,
    /// Links that are no longer in the plan.
    pub gone: Vec<Planned>,
    /// Links that are new in the plan.
    pub come: Vec<Planned>,
}

impl Planning {
    /// Adds a pin or ban. The plan is unchanged when it cannot be kept.
    ///
    /// # Errors
    ///
    /// The named group that cannot be served with it.
    pub fn choose(&mut self, choice: Choice) -> Result<Effect, Stop> {
        let mut next = self.clone();
        next.choices
            .retain(|c| (c.tier, c.subject, c.village) != (choice.tier, choice.subject, choice.village));
        next.choices.push(choice);
        self.adopt(next, choice)
    }

    /// What a pin of this pair would do, exactly; the plan stays as it is.
    ///
    /// # Errors
    ///
    /// As [`Planning::choose`].
    pub fn what_if(&self, link: Planned) -> Result<Effect, Stop> {
        let Planned { tier, subject, village } = link;
        let pin = Choice { id: Uuid::nil(), kind: ChoiceKind::Pin, tier, subject, village };
        self.clone().choose(pin)
    }

    /// Takes a pin or ban back; `None` when there is none of that id.
    ///
    /// # Errors
    ///
    /// As [`Planning::choose`]: taking a pin back can leave a ban that cannot be kept.
    pub fn unchoose(&mut self, id: Uuid) -> Result<Option<Effect>, Stop> {
        let Some(choice) = self.choices.iter().find(|choice| choice.id == id).copied() else {
            return Ok(None);
        };
        let mut next = self.clone();
        next.choices.retain(|choice| choice.id != id);
        self.adopt(next, choice).map(Some)
    }

    fn adopt(&mut self, mut next: Planning, choice: Choice) -> Result<Effect, Stop> {
        if choice.tier == Tier::PairedUnit {
            next.rework_paired(choice)?;
        } else if !next.rework(Stage::Direct, choice.subject, choice) {
            next.renew(choice.tier)?;
        }
        let effect = self.effect(&next);
        *self = next;
        Ok(effect)
    }

    /// Brings one arc in line with the choices, warm; `false` when the tier has to be solved anew: whoever has a second pin may
    /// take more than the rules say, which only a cold solve decides.
    fn rework(&mut self, stage: Stage, subject: Subject, choice: Choice) -> bool {
        if self.limited(choice.tier).is_some() {
            return false;
        }
        let choices = self.choices_of(choice.tier, stage);
        let same =
            |kind| choices.iter().any(|c| (c.subject, c.village, c.kind) == (subject, choice.village, kind));
        let (pinned, banned) = (same(ChoiceKind::Pin), same(ChoiceKind::Ban));
        let found = self.parts.iter_mut().find(|part| {
            part.tier == choice.tier
                && part.stage == stage
                && part.has(subject)
                && part.has_village(choice.village)
        });
        let Some(part) = found.filter(|part| part.evenest) else { return false };
        let Some((agent, place)) = part.arc(subject, choice.village) else { return false };
        let problem = part.ruled().problem();
        let pinned_before =
            problem.arcs_of(agent).filter(|(at, _, state)| *at != place && *state == ArcState::Pinned);
        if pinned_before.count() > 0 || problem.arc(agent, place).is_none() {
            return false;
        }
        let changes: Vec<Change> = match (pinned, banned) {
            (true, _) => vec![Change::Pin { agent, place }],
            (_, true) => vec![Change::Ban { agent, place }],
            _ => vec![Change::Unpin { agent, place }, Change::Unban { agent, place }],
        };
        let applied = Arc::make_mut(part).apply(&changes);
        debug_assert!(
            !applied || part.session.verify().is_ok(),
            "a warm answer is certified like a cold one"
        );
        applied
    }

    /// Solves a tier anew.
    fn renew(&mut self, tier: Tier) -> Result<(), Stop> {
        let (parts, bonus) = self.solve_tier(tier, &mut |_, _, _| true)?;
        self.parts.retain(|part| part.tier != tier);
        self.parts.extend(parts);
        self.bonus.insert(tier, bonus);
        Ok(())
    }

    /// Paired units: first the units, then the officials of every unit whose villages changed, then the choice itself.
    fn rework_paired(&mut self, choice: Choice) -> Result<(), Stop> {
        let tier = Tier::PairedUnit;
        let unit = match choice.subject {
            Subject::Unit(unit) => unit,
            Subject::Official(official) => self.facts.officials[official as usize].unit,
        };
        let before = self.unit_pairs();
        if !self.rework(Stage::Units, Subject::Unit(unit), choice) {
            return self.renew(tier);
        }
        let after = self.unit_pairs();
        let mut changed: BTreeSet<u32> = before.symmetric_difference(&after).map(|(unit, _)| *unit).collect();
        if matches!(choice.subject, Subject::Official(_))
            && !self.rework(Stage::Within(unit), choice.subject, choice)
        {
            changed.insert(unit);
        }
        let Some(rule) = self.rules.clone().tiers.get(&tier).cloned() else { return Ok(()) };
        let officials = self.by_unit();
        let choices = self.choices_of(tier, Stage::Within(0));
        for unit in changed {
            let villages: Vec<u32> =
                after.range((unit, 0)..=(unit, u32::MAX)).map(|(_, village)| *village).collect();
            let people = officials.get(&unit).map(Vec::as_slice).unwrap_or_default();
            let draft = self.ground(tier).within(&rule, unit, people, &villages);
            self.parts.retain(|part| part.stage != Stage::Within(unit) || part.tier != tier);
            for draft in draft.components() {
                let part = Part::solve(draft, &choices).map_err(|stuck| self.named(*stuck))?;
                self.parts.push(Arc::new(part));
            }
        }
        Ok(())
    }

    /// The pairs of units and villages.
    fn unit_pairs(&self) -> BTreeSet<(u32, u32)> {
        let of_units = self.parts.iter().filter(|part| part.stage == Stage::Units);
        let unit = |(subject, village)| match subject {
            Subject::Unit(unit) => Some((unit, village)),
            Subject::Official(_) => None,
        };
        of_units.flat_map(|part| part.pairs()).filter_map(unit).collect()
    }

    /// What differs between this plan and the next one.
    fn effect(&self, next: &Planning) -> Effect {
        let fresh = |own: &Planning, other: &Planning| -> BTreeSet<Planned> {
            let new = own.parts.iter().filter(|part| !other.parts.iter().any(|old| Arc::ptr_eq(part, old)));
            let of = |part: &Arc<Part>| {
                let tier = part.tier;
                part.pairs().into_iter().map(move |(subject, village)| Planned { tier, subject, village })
            };
            new.flat_map(of).collect()
        };
        let (old, new) = (fresh(self, next), fresh(next, self));
        Effect {
            objective_before: self.objective(),
            objective_after: next.objective(),
            gone: old.difference(&new).copied().collect(),
            come: new.difference(&old).copied().collect(),
        }
    }
}
