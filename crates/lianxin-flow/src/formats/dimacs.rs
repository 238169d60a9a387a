//! The DIMACS minimum-cost-flow format (first implementation challenge, 1991).

use super::FormatError;
use crate::network::{Edge, Network};

/// Reads `p min`, `n` and `a` lines; nodes are numbered from zero in the result.
///
/// # Errors
///
/// The first line not understood, or what makes it no network.
pub fn read_dimacs(text: &str) -> Result<Network, FormatError> {
    let mut supplies: Option<Vec<i64>> = None;
    let mut edges = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let wrong = || FormatError::Line { line };
        let mut words = content.split_ascii_whitespace();
        let kind = words.next().unwrap_or("c");
        if kind == "c" {
            continue;
        }
        if kind == "p" {
            if words.next() != Some("min") || supplies.is_some() {
                return Err(wrong());
            }
            let nodes =
                words.next().and_then(|word| word.parse().ok()).filter(|&nodes: &usize| nodes < 1 << 27);
            supplies = Some(vec![0; nodes.ok_or_else(wrong)?]);
            continue;
        }
        let numbers: Vec<i64> =
            words.map(str::parse).collect::<Result<_, _>>().map_err(|_| FormatError::Line { line })?;
        let supplies = supplies.as_mut().ok_or_else(wrong)?;
        let node = |number: i64| u32::try_from(number - 1).map_err(|_| FormatError::Line { line });
        match (kind, &numbers[..]) {
            ("n", &[at, supply]) => {
                *supplies.get_mut(node(at)? as usize).ok_or_else(wrong)? = supply;
            }
            ("a", &[from, to, lower, upper, cost]) => {
                edges.push(Edge { from: node(from)?, to: node(to)?, lower, upper, cost });
            }
            _ => return Err(wrong()),
        }
    }
    Ok(Network::new(supplies.ok_or(FormatError::Unknown)?, edges)?)
}
