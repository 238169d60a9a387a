//! The verbs of exchange.

use crate::engine::verb::Verb;

/// All of them.
pub fn verbs() -> Vec<Verb> {
    vec![]
}
