//! What publishing a plan would change: who starts, who ends, how many stay.

use std::collections::HashSet;

use super::planning::{Planned, Planning};
use crate::links::{Subject, Tier};

/// The difference between a plan and the links that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Links to be made.
    pub start: Vec<Planned>,
    /// Links to be ended: positions in the facts' links.
    pub end: Vec<u32>,
    /// Links that stay.
    pub keep: u32,
}

impl Planning {
    /// Compares the plan with the links that hold for the plan's tiers, place and people.
    pub fn moves(&self, links: &[Planned]) -> Moves {
        let planned: HashSet<Planned> = links.iter().copied().collect();
        let ground = self.ground(Tier::PairedUnit);
        let here = self.facts.villages_in(&self.scope.place);
        let mut moves = Moves::default();
        let mut stay: HashSet<Planned> = HashSet::new();
        for (link, position) in self.facts.links.iter().zip(0..) {
            let ours = ground.rule(link.tier).is_some()
                && self.scope.tiers.contains(&link.tier)
                && here.contains(&(link.village as usize))
                && ground.in_scope(&self.facts.units[link.unit as usize]);
            if !ours {
                continue;
            }
            let subject = link.official.map_or(Subject::Unit(link.unit), Subject::Official);
            let own = Planned { tier: link.tier, subject, village: link.village };
            if planned.contains(&own) && stay.insert(own) {
                moves.keep += 1;
            } else {
                moves.end.push(position);
            }
        }
        moves.start = links.iter().filter(|link| !stay.contains(link)).copied().collect();
        moves
    }
}
