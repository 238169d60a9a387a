//! Classes of sealed facts and the one rule about who may be shown them.

use serde::{Deserialize, Serialize};

use crate::{access::Class, links::Tier, people::words::words};

words! {
    /// What a sealed fact is about. These facts are encrypted at rest and shown one class at a time.
    FactClass {
        /// How to reach the household.
        Contact = "contact", "联系方式";
        /// What it lacks.
        Hardship = "hardship", "困难情况";
        /// Illness and disability.
        Health = "health", "健康";
        /// Income and debts.
        Money = "money", "收支";
        /// Children and what concerns them.
        Minor = "minor", "未成年人";
    }
}

impl FactClass {
    /// Whether a household may let others see it. What is written about minors is not the household's to give away.
    pub fn grantable(self) -> bool {
        self != FactClass::Minor
    }

    /// The class that access events name.
    pub fn class(self) -> Class {
        match self {
            FactClass::Contact => Class::Contact,
            FactClass::Hardship => Class::Hardship,
            FactClass::Health => Class::Health,
            FactClass::Money => Class::Money,
            FactClass::Minor => Class::Minor,
        }
    }
}

/// How somebody stands to a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach<'a> {
    /// Staff whose jurisdiction the village lies in.
    Staff,
    /// An official, by the tiers of today's own links to the village.
    Linked(&'a [Tier]),
}

/// What is answered to somebody who wants to see a class of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Shown, once the access event is durable.
    Shown,
    /// Two persons must approve it first.
    NeedsApproval,
    /// For them the household does not exist.
    Unknown,
}

/// Whether a class of facts is shown: a link other than the police's is needed, and minors' data need two persons' approval.
pub fn verdict(reach: Reach<'_>, class: FactClass) -> Verdict {
    let knows = match reach {
        Reach::Staff => true,
        Reach::Linked(tiers) => tiers.iter().any(|tier| *tier != Tier::PoliceLiaison),
    };
    match (knows, class) {
        (false, _) => Verdict::Unknown,
        (true, FactClass::Minor) => Verdict::NeedsApproval,
        (true, _) => Verdict::Shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_shown_what() {
        use FactClass::{Contact, Hardship, Health, Minor, Money};
        use Tier::{FirstSecretary, PoliceLiaison};
        let police: &[Tier] = &[PoliceLiaison];
        let both: &[Tier] = &[PoliceLiaison, FirstSecretary];
        let cases = [
            (Reach::Staff, &[Contact, Hardship, Health, Money][..], Verdict::Shown),
            (Reach::Staff, &[Minor], Verdict::NeedsApproval),
            (Reach::Linked(&[FirstSecretary]), &[Contact, Hardship, Health, Money], Verdict::Shown),
            (Reach::Linked(&[FirstSecretary]), &[Minor], Verdict::NeedsApproval),
            (Reach::Linked(both), &[Contact, Hardship, Health, Money], Verdict::Shown),
            (Reach::Linked(police), FactClass::ALL, Verdict::Unknown),
            (Reach::Linked(&[]), FactClass::ALL, Verdict::Unknown),
        ];
        for (reach, classes, expected) in cases {
            for class in classes {
                assert_eq!(verdict(reach, *class), expected, "{reach:?} {class:?}");
            }
        }
    }

    #[test]
    fn every_tier_but_the_police_knows_the_households() {
        for tier in Tier::ALL {
            let known = verdict(Reach::Linked(&[*tier]), FactClass::Contact) == Verdict::Shown;
            assert_eq!(known, *tier != Tier::PoliceLiaison, "{tier:?}");
        }
    }

    #[test]
    fn no_fact_is_about_a_grievance() {
        assert!(FactClass::of("grievance").is_none() && FactClass::of("talks").is_none());
    }
}
