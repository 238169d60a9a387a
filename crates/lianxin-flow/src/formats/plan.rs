//! Plan files: a plan and its certificate as text.
//!
//! One line each: `s OBJECTIVE`, then for many-to-few and one-to-one problems `x AGENT PLACE` per pair and
//! `p PLACE PRICE`, for general networks `f ARC FLOW` and `p NODE POTENTIAL`. Numbers count from zero;
//! prices and flows of zero may be left out; `c` lines are comments.

use std::fmt::Write;

use super::FormatError;

/// What a plan file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFile {
    /// The objective claimed.
    pub objective: i128,
    /// Agent and place, or row and column.
    pub pairs: Vec<(u32, u32)>,
    /// Arc and flow.
    pub flows: Vec<(u32, i64)>,
    /// Place, column or node and its price or potential.
    pub prices: Vec<(u32, i64)>,
}

impl PlanFile {
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
    let mut text = format!("s {}\n", file.objective);
    let mut line = |letter: char, at: u32, value: i64| {
        writeln!(text, "{letter} {at} {value}").expect("writing to a string cannot fail");
    };
    for &(agent, place) in &file.pairs {
        line('x', agent, place.into());
    }
    for (letter, list) in [('f', &file.flows), ('p', &file.prices)] {
        for &(at, value) in list.iter().filter(|pair| pair.1 != 0) {
            line(letter, at, value);
        }
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
        ["s", objective] => file.objective = objective.parse().ok()?,
        ["x", agent, place] => file.pairs.push((agent.parse().ok()?, place.parse().ok()?)),
        ["f", arc, flow] => file.flows.push((arc.parse().ok()?, flow.parse().ok()?)),
        ["p", node, price] => file.prices.push((node.parse().ok()?, price.parse().ok()?)),
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
