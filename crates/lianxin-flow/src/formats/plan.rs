//! Plan files: a plan and its certificate as text.
//!
//! | line | says |
//! | --- | --- |
//! | `s OBJECTIVE` | the sum of costs claimed |
//! | `x AGENT PLACE` | a pair of a many-to-few or one-to-one plan |
//! | `f ARC FLOW` | a flow of a general network |
//! | `p NODE PRICE` | a price or potential; for fair plans of the last stage |
//! | `w WORST` | a worst-first plan and its worst cost; why none is better is the claim |
//! | `l LIMIT` | a leximin plan and a limit between its grades |
//! | `q STAGE NODE PRICE` | leximin: a price of an earlier stage, 0 being that of the worst grade |
//! | `i KIND NUMBER …` | a [claim](Claim) that there is no answer |
//! | `h NODE`, `a AGENT` | members of the claim's set |
//! | `c …` | a comment |
//!
//! Numbers count from zero; prices and flows of zero may be left out.

use std::fmt::Write;

use super::{Claim, FormatError};
use crate::fair::{Fair, Fairness, Grades, Proof};

/// What a plan file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFile {
    /// The objective claimed; `None` where the file claims that there is no answer.
    pub objective: Option<i128>,
    /// Agent and place, or row and column.
    pub pairs: Vec<(u32, u32)>,
    /// Arc and flow.
    pub flows: Vec<(u32, i64)>,
    /// Place, column or node and its price or potential.
    pub prices: Vec<(u32, i64)>,
    /// The worst cost of a worst-first plan.
    pub worst: Option<i64>,
    /// The limits between the grades of a leximin plan.
    pub limits: Vec<i64>,
    /// Stage, place and price of a leximin plan's stages before the last.
    pub stages: Vec<(u32, u32, i64)>,
    /// Why there is no answer, or none better than the worst.
    pub claim: Option<Claim>,
}

impl PlanFile {
    /// The file of a fair plan.
    #[must_use]
    pub fn of_fair(fairness: &Fairness, fair: &Fair) -> Self {
        let mut file = Self {
            objective: Some(fair.objective.into()),
            pairs: fair.plan.pairs().collect(),
            worst: fair.proof.worst,
            claim: fair.proof.no_better.as_ref().map(Claim::from),
            ..Self::default()
        };
        if let Fairness::Leximin(grades) = fairness {
            file.limits = grades.limits().to_vec();
        }
        for (stage, prices) in (0_u32..).zip(&fair.proof.prices) {
            let prices = (0_u32..).zip(prices.iter().copied());
            if stage as usize + 1 == fair.proof.prices.len() {
                file.prices = prices.collect();
            } else {
                file.stages.extend(prices.map(|(place, price)| (stage, place, price)));
            }
        }
        file
    }

    /// Which fairness the file claims, and its proof for this many places; `None` when the file speaks of
    /// others, or of two kinds of fairness.
    #[must_use]
    pub fn fairness(&self, places: usize) -> Option<(Fairness, Proof)> {
        let last = self.price_list(places)?;
        if let Some(worst) = self.worst {
            let no_better = match &self.claim {
                Some(claim) => Some(claim.infeasible()?),
                None => None,
            };
            let plain = self.limits.is_empty() && self.stages.is_empty();
            let proof = Proof { worst: Some(worst), no_better, prices: vec![last] };
            return plain.then_some((Fairness::WorstFirst, proof));
        }
        let grades = Grades::new(self.limits.clone());
        let mut prices = vec![vec![0; places]; grades.limits().len()];
        for &(stage, place, price) in &self.stages {
            *prices.get_mut(stage as usize)?.get_mut(place as usize)? = price;
        }
        prices.push(last);
        let fairness = if self.limits.is_empty() { Fairness::Sum } else { Fairness::Leximin(grades) };
        Some((fairness, Proof { worst: None, no_better: None, prices }))
    }

    /// The prices as a list of this length; `None` when one is beyond it.
    #[must_use]
    pub fn price_list(&self, length: usize) -> Option<Vec<i64>> {
        spell_out(&self.prices, length)
    }

    /// The flows as a list of this length; `None` when one is beyond it.
    #[must_use]
    pub fn flow_list(&self, length: usize) -> Option<Vec<i64>> {
        spell_out(&self.flows, length)
    }
}

/// The text of a plan file.
#[must_use]
pub fn write_plan(file: &PlanFile) -> String {
    let mut text = String::new();
    let mut line = |words: std::fmt::Arguments<'_>| {
        writeln!(text, "{words}").expect("writing to a string cannot fail");
    };
    if let Some(objective) = file.objective {
        line(format_args!("s {objective}"));
    }
    if let Some(worst) = file.worst {
        line(format_args!("w {worst}"));
    }
    for limit in &file.limits {
        line(format_args!("l {limit}"));
    }
    if let Some(claim) = &file.claim {
        line(format_args!("{}", claim.head()));
        for (letter, list) in [('h', &claim.nodes), ('a', &claim.agents)] {
            for member in list {
                line(format_args!("{letter} {member}"));
            }
        }
    }
    for (agent, place) in &file.pairs {
        line(format_args!("x {agent} {place}"));
    }
    for (letter, list) in [('f', &file.flows), ('p', &file.prices)] {
        for (at, value) in list.iter().filter(|pair| pair.1 != 0) {
            line(format_args!("{letter} {at} {value}"));
        }
    }
    for (stage, place, price) in file.stages.iter().filter(|stage| stage.2 != 0) {
        line(format_args!("q {stage} {place} {price}"));
    }
    text
}

/// Reads a plan file.
///
/// # Errors
///
/// The first line not understood.
pub fn read_plan(text: &str) -> Result<PlanFile, FormatError> {
    let mut file = PlanFile::default();
    for (line, content) in (1..).zip(text.lines()) {
        let words: Vec<&str> = content.split_ascii_whitespace().collect();
        if words.first().is_none_or(|&word| word == "c") {
            continue;
        }
        read_line(&mut file, &words).ok_or(FormatError::Line { line })?;
    }
    Ok(file)
}

fn read_line(file: &mut PlanFile, words: &[&str]) -> Option<()> {
    match *words {
        ["s", objective] => file.objective = Some(objective.parse().ok()?),
        ["x", agent, place] => file.pairs.push((agent.parse().ok()?, place.parse().ok()?)),
        ["f", arc, flow] => file.flows.push((arc.parse().ok()?, flow.parse().ok()?)),
        ["p", node, price] => file.prices.push((node.parse().ok()?, price.parse().ok()?)),
        ["w", worst] => file.worst = Some(worst.parse().ok()?),
        ["l", limit] => file.limits.push(limit.parse().ok()?),
        ["q", stage, place, price] => {
            file.stages.push((stage.parse().ok()?, place.parse().ok()?, price.parse().ok()?));
        }
        ["i", ref head @ ..] if file.claim.is_none() => file.claim = Some(Claim::read_head(head)?),
        ["h", node] => file.claim.as_mut()?.nodes.push(node.parse().ok()?),
        ["a", agent] => file.claim.as_mut()?.agents.push(agent.parse().ok()?),
        _ => return None,
    }
    Some(())
}

fn spell_out(list: &[(u32, i64)], length: usize) -> Option<Vec<i64>> {
    let mut all = vec![0; length];
    for &(at, value) in list {
        *all.get_mut(at as usize)? = value;
    }
    Some(all)
}
