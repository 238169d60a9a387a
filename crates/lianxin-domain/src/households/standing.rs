//! Public standings of a household, each with its days, and what a visit on a day was a visit to.

use serde::{Deserialize, Serialize};

use super::FactClass;
use crate::{day::Day, people::words::words};

words! {
    /// A public standing. Hardship is a sealed fact instead, and a grievance is never stored.
    StandingKind {
        /// An old party member lives here.
        OldPartyMember = "old_party_member", "老党员";
        /// An old village official.
        OldOfficial = "old_official", "老干部";
        /// An old model worker.
        OldModel = "old_model", "老模范";
        /// The household does well and can show others how.
        Thriving = "thriving", "致富户";
    }
}

/// A standing and when it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which one.
    pub kind: StandingKind,
    /// Its first day.
    pub since: Day,
    /// The first day on which it no longer holds.
    pub until: Day,
}

/// Which elders and households a visit of a day called upon: the words of `did` that follow from what is known, in their
/// order. `in_hardship`: a hardship fact of that day exists.
pub fn did_of(standings: &[Standing], day: Day, in_hardship: bool) -> Vec<&'static str> {
    let holds = |kind: StandingKind| {
        standings.iter().any(|one| one.kind == kind && one.since <= day && day < one.until)
    };
    let elders = [StandingKind::OldPartyMember, StandingKind::OldOfficial, StandingKind::OldModel];
    let mut did: Vec<&'static str> =
        elders.into_iter().filter(|kind| holds(*kind)).map(StandingKind::word).collect();
    if in_hardship {
        did.push(FactClass::Hardship.word());
    }
    if holds(StandingKind::Thriving) {
        did.push(StandingKind::Thriving.word());
    }
    did
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(kind: StandingKind, since: &str, until: &str) -> Standing {
        Standing { kind, since: since.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn a_visit_is_what_the_household_was_on_its_day() {
        use StandingKind::{OldModel, OldPartyMember, Thriving};
        let known = [
            standing(OldModel, "2020-01-01", "9999-12-31"),
            standing(OldPartyMember, "2026-07-01", "9999-12-31"),
            standing(Thriving, "2024-01-01", "2026-06-30"),
        ];
        for (day, in_hardship, did) in [
            ("2019-12-31", false, &[][..]),
            ("2020-01-01", false, &["old_model"]),
            ("2026-06-29", true, &["old_model", "hardship", "thriving"]),
            ("2026-06-30", false, &["old_model"]),
            ("2026-07-01", true, &["old_party_member", "old_model", "hardship"]),
        ] {
            assert_eq!(did_of(&known, day.parse().unwrap(), in_hardship), did, "{day}");
        }
    }

    #[test]
    fn a_grievance_is_no_standing() {
        assert!(StandingKind::of("grievance").is_none() && StandingKind::of("hardship").is_none());
    }
}
