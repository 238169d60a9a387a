//! A run that can be kept and checked: every network's plan with its prices, verified against the problems made anew from
//! the input.

use std::sync::Arc;

use lianxin_flow::{Plan, certificate};
use serde::{Deserialize, Serialize};

use super::{
    draft::{Side, Stage},
    planning::{Planning, Stop},
    scope::{Choice, Scope},
};
use crate::links::{Facts, RuleSet, Subject, Tier};

/// What a run was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The facts.
    pub facts: Facts,
    /// The rules.
    pub rules: RuleSet,
    /// What was planned.
    pub scope: Scope,
    /// The decisions that it had to keep.
    pub choices: Vec<Choice>,
}

/// What a run answered: one entry for each independent network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// The sum of all costs.
    pub objective: i64,
    /// The networks.
    pub parts: Vec<PartOutput>,
}

/// A network's plan and prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOutput {
    /// The tier.
    pub tier: Tier,
    /// The stage.
    pub stage: Stage,
    /// Which side takes.
    pub side: Side,
    /// Who, in the order of the network.
    pub subjects: Vec<Subject>,
    /// Which villages, in the order of the network.
    pub villages: Vec<u32>,
    /// For each taker, what it takes: positions on the other side.
    pub chosen: Vec<Vec<u32>>,
    /// One price for each place on the other side.
    pub prices: Vec<i64>,
    /// The sum of its costs.
    pub objective: i64,
}

impl Planning {
    /// What this plan was given.
    pub fn input(&self) -> Input {
        Input {
            facts: (*self.facts).clone(),
            rules: (*self.rules).clone(),
            scope: self.scope.clone(),
            choices: self.choices.clone(),
        }
    }

    /// What this plan answers, with its certificate.
    pub fn output(&self) -> Output {
        let part = |part: &Arc<super::part::Part>| PartOutput {
            tier: part.tier,
            stage: part.stage,
            side: part.side,
            subjects: part.subjects.clone(),
            villages: part.villages.clone(),
            chosen: (0..part.session.problem().agents() as u32)
                .map(|agent| part.session.places_of(agent))
                .collect(),
            prices: part.session.prices(),
            objective: part.session.objective(),
        };
        Output { objective: self.objective(), parts: self.parts.iter().map(part).collect() }
    }
}

/// Solves the input anew and checks that the kept answer is an optimal plan of the very same networks: each kept plan against
/// the kept prices, by the solver's own checker, which trusts neither.
///
/// # Errors
///
/// What does not fit.
pub fn check(input: Input, output: &Output) -> Result<i64, String> {
    let planning = Planning::solve(
        input.facts.into(),
        input.rules.into(),
        input.scope,
        input.choices,
        &mut |_, _, _| true,
    );
    let planning = planning.map_err(|stop| match stop {
        Stop::Cancelled => "cancelled".to_owned(),
        Stop::Stuck(stuck) => format!("the input has no plan: {:?}", stuck.kind),
    })?;
    if planning.objective() != output.objective {
        return Err(format!("the objective is {}, not {}", planning.objective(), output.objective));
    }
    let mut sum = 0;
    for kept in &output.parts {
        let same = |part: &&Arc<super::part::Part>| {
            (part.tier, part.stage, part.side) == (kept.tier, kept.stage, kept.side)
                && part.subjects == kept.subjects
        };
        let Some(part) = planning.parts.iter().find(same) else {
            return Err(format!("{:?} {:?}: the input makes no such network", kept.tier, kept.stage));
        };
        let checked =
            certificate::check(part.session.problem(), &Plan::from_rows(&kept.chosen), &kept.prices);
        let objective = checked.map_err(|refusal| format!("{:?} {:?}: {refusal}", kept.tier, kept.stage))?;
        if objective != kept.objective {
            return Err(format!(
                "{:?} {:?}: the objective is {objective}, not {}",
                kept.tier, kept.stage, kept.objective
            ));
        }
        sum += objective;
    }
    if sum == output.objective {
        Ok(sum)
    } else {
        Err(format!("the parts add up to {sum}, not {}", output.objective))
    }
}
