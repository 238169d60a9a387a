//! Links: tiers, rules, plans and the proof of both coverages.
