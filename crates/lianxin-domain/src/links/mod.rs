//! Links: tiers, rules, plans and the proof of both coverages.

mod tier;

pub use tier::Tier;
