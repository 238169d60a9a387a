//! Links: tiers, rules, plans and the proof of both coverages.
//!
//! `facts` as of a day → `rules` and `cost` → `plan` (optimal, certified, explained) → `proof` of what holds → `snapshot`, which
//! anyone can check.

pub mod cost;
pub mod facts;
pub mod plan;
pub mod proof;
pub mod rules;
pub mod snapshot;
mod tier;

pub use cost::{AVOID, KEEP, Parts, Subject, parts};
pub use facts::{Current, Facts, Official, Unit, Village, skill_bits};
pub use rules::{Demand, RuleSet, Sharing, TierRule};
pub use tier::Tier;
