//! The two-minute script: what is asked, what came of a call, and what an answer counts for.

use serde::{Deserialize, Serialize};

use crate::people::words::words;

words! {
    /// Who can be drawn.
    Frame {
        /// Households that records say were called upon.
        Reached = "reached", "走访过的户";
        /// Households with a case that was closed.
        Cases = "cases", "有办结事项的户";
        /// All households.
        All = "all", "全部农户";
    }
}

words! {
    /// What a frame is cut by, so that each part is drawn from on its own.
    Strata {
        /// County.
        County = "county", "县";
        /// Township.
        Township = "township", "乡镇";
        /// County, and the tier of whoever called last: of those reached.
        Tier = "tier", "联系层级";
        /// County, and how simple or complex the case was that was closed last: of cases.
        Kind = "kind", "事项类别";
    }
}

impl Strata {
    /// Whether a frame can be cut so.
    pub fn fits(self, frame: Frame) -> bool {
        match self {
            Strata::County | Strata::Township => true,
            Strata::Tier => frame == Frame::Reached,
            Strata::Kind => frame == Frame::Cases,
        }
    }
}

words! {
    /// What came of an attempt.
    Outcome {
        /// Answered to the end.
        Completed = "completed", "完成";
        /// Hung up in the middle.
        BrokenOff = "broken_off", "中途挂断";
        /// Does not want to answer: never called again.
        Refused = "refused", "拒绝";
        /// Nobody answered, or engaged.
        NotReached = "not_reached", "未接通";
        /// The number is another's, or does not exist.
        WrongNumber = "wrong_number", "号码不对";
        /// No number is known.
        NoNumber = "no_number", "没有号码";
        /// Does not live there any more.
        Moved = "moved", "已搬走";
        /// Reached, and not able to answer: ill, hard of hearing, no common language.
        Unable = "unable", "无法作答";
    }
}

words! {
    /// An answer to a question of yes or no.
    Heard {
        /// Yes.
        Yes = "yes", "是";
        /// Partly, or not sure.
        Partly = "partly", "说不准";
        /// No.
        No = "no", "否";
    }
}

words! {
    /// What figures are made of.
    Measure {
        /// The visit took place (of a frame of all: somebody called within the year).
        TookPlace = "took_place", "确有走访";
        /// They were listened to.
        Listened = "listened", "认真听了";
        /// They are content: four or five of five.
        Satisfied = "satisfied", "满意";
    }
}

/// Attempts after which a household that was not reached is left alone.
pub const ATTEMPTS: u32 = 6;

/// What a resident answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Did this visit take place?
    pub took_place: Heard,
    /// Did they listen?
    pub listened: Heard,
    /// From 1, not at all content, to 5, very.
    pub satisfied: u8,
}

impl Answers {
    /// Whether the answers say yes to a measure. Only a plain yes does.
    pub fn says(self, measure: Measure) -> bool {
        match measure {
            Measure::TookPlace => self.took_place == Heard::Yes,
            Measure::Listened => self.listened == Heard::Yes,
            Measure::Satisfied => self.satisfied >= 4,
        }
    }
}

/// Whether a household is called again after its so-many-th attempt with this outcome.
pub fn again(outcome: Outcome, attempts: u32) -> bool {
    outcome == Outcome::NotReached && attempts < ATTEMPTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_final_and_nobody_is_called_for_ever() {
        for outcome in Outcome::ALL {
            assert_eq!(again(*outcome, 1), *outcome == Outcome::NotReached, "{outcome:?}");
            assert!(!again(*outcome, ATTEMPTS), "{outcome:?}");
        }
    }

    #[test]
    fn only_a_plain_yes_counts() {
        let answers = |took_place, satisfied| Answers { took_place, listened: Heard::Partly, satisfied };
        assert!(
            answers(Heard::Yes, 4).says(Measure::TookPlace)
                && answers(Heard::Yes, 4).says(Measure::Satisfied)
        );
        let unsure = answers(Heard::Partly, 3);
        assert!(Measure::ALL.iter().all(|measure| !unsure.says(*measure)));
    }
}
