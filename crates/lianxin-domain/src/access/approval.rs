//! What nobody may look at alone. Somebody asks, others of other units agree, and the agreement holds for a while: to look at
//! one household in an emergency, at what is written about its minors, to take the names of more than fifty persons home, or,
//! for an inspector, by order. Who asks never agrees, nor does anybody of the same unit.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::words::words;

/// The most persons of one file that leaves without an agreement.
pub const PERSONS_WITHOUT: i64 = 50;
/// What was granted within these days counts as a habit.
pub const HABIT_DAYS: i64 = 30;
/// Emergencies of one account within [`HABIT_DAYS`] after which it may ask for no more.
pub const HABIT_OF_ACCOUNT: i64 = 3;
/// The same for a whole unit.
pub const HABIT_OF_UNIT: i64 = 10;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

words! {
    /// What is asked for.
    Kind {
        /// One household in an emergency ("break-glass").
        Glass = "glass", "紧急查阅";
        /// What is written about the minors of one household.
        Minor = "minor", "查看未成年人信息";
        /// A file with the names of more than fifty persons.
        Export = "export", "导出具名资料";
        /// A household's record, by an inspector's order.
        Order = "order", "按令核查";
    }
}

impl Kind {
    /// How many must agree.
    pub fn needs(self) -> usize {
        match self {
            Kind::Glass | Kind::Order => 1,
            Kind::Minor | Kind::Export => 2,
        }
    }

    /// Whether somebody of this role may agree. An inspector looks into offices: the auditor alone lets him.
    pub fn agreed_by(self, role: Role) -> bool {
        match self {
            Kind::Order => role == Role::Auditor,
            Kind::Glass | Kind::Minor | Kind::Export => {
                matches!(role, Role::ProgrammeOffice | Role::Township | Role::Department)
            }
        }
    }

    /// How long an agreement holds, in milliseconds.
    pub fn holds(self) -> i64 {
        match self {
            Kind::Glass => 30 * MINUTE,
            Kind::Minor => DAY,
            Kind::Export | Kind::Order => 7 * DAY,
        }
    }

    /// How long the question waits for an answer, in milliseconds.
    pub fn waits(self) -> i64 {
        match self {
            Kind::Glass => DAY,
            Kind::Minor | Kind::Export | Kind::Order => 7 * DAY,
        }
    }
}

words! {
    /// How it stands.
    State {
        /// Somebody has yet to answer.
        Waiting = "waiting", "待同意";
        /// It may be done now.
        Granted = "granted", "已同意";
        /// Somebody said no.
        Refused = "refused", "不同意";
        /// Nobody answered in time, or the agreement is over.
        Over = "over", "已过期";
    }
}

/// Somebody's yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// The account.
    pub account: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// Yes.
    pub agrees: bool,
    /// When, in milliseconds.
    pub at: i64,
}

/// A question as it was asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What for.
    pub kind: Kind,
    /// The account that asked.
    pub account: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// When, in milliseconds.
    pub at: i64,
}

/// Why a voice does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHeard {
    /// Nobody agrees to what he asked for himself.
    Own,
    /// Somebody of the unit that asked, or of one that has agreed already.
    SameUnit,
    /// It waits for no answer any more.
    Settled,
}

/// How a question stands after these voices, and until when (milliseconds; 0 where that means nothing). One no settles it.
pub fn stands(question: Question<'_>, voices: &[Voice<'_>], now: i64) -> (State, i64) {
    if voices.iter().any(|voice| !voice.agrees) {
        return (State::Refused, 0);
    }
    let needs = question.kind.needs();
    if voices.len() < needs {
        let end = question.at.saturating_add(question.kind.waits());
        return if now < end { (State::Waiting, end) } else { (State::Over, end) };
    }
    let last = voices.iter().map(|voice| voice.at).max().unwrap_or(question.at);
    let end = last.saturating_add(question.kind.holds());
    if now < end { (State::Granted, end) } else { (State::Over, end) }
}

/// Whether one more voice may be heard.
pub fn may_speak(
    question: Question<'_>,
    voices: &[Voice<'_>],
    account: &str,
    unit: &str,
    now: i64,
) -> Result<(), NotHeard> {
    if stands(question, voices, now).0 != State::Waiting {
        return Err(NotHeard::Settled);
    }
    if account == question.account {
        return Err(NotHeard::Own);
    }
    let same = |one: &str| !unit.is_empty() && one == unit;
    if same(question.unit) || voices.iter().any(|voice| same(voice.unit) || voice.account == account) {
        return Err(NotHeard::SameUnit);
    }
    Ok(())
}

/// Whether emergencies have become a habit of the account or its unit, by what was granted within [`HABIT_DAYS`] or still may be.
pub fn is_habit(of_account: i64, of_unit: i64) -> bool {
    of_account >= HABIT_OF_ACCOUNT || of_unit >= HABIT_OF_UNIT
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: i64 = 1_000_000;

    fn question(kind: Kind) -> Question<'static> {
        Question { kind, account: "a", unit: "u", at: ASKED }
    }

    fn yes(account: &'static str, unit: &'static str, at: i64) -> Voice<'static> {
        Voice { account, unit, agrees: true, at }
    }

    #[test]
    fn as_many_agree_as_the_kind_needs_and_it_ends() {
        for kind in Kind::ALL.iter().copied() {
            let asked = question(kind);
            let all = [yes("b", "v", ASKED + 5), yes("c", "w", ASKED + 9)];
            let enough = &all[..kind.needs()];
            let last = enough.last().unwrap().at;
            assert_eq!(stands(asked, &enough[1..], ASKED).0, State::Waiting, "{kind:?}");
            assert_eq!(stands(asked, &enough[1..], ASKED + kind.waits()).0, State::Over, "{kind:?}");
            assert_eq!(stands(asked, enough, last), (State::Granted, last + kind.holds()), "{kind:?}");
            assert_eq!(stands(asked, enough, last + kind.holds()).0, State::Over, "{kind:?}");
            let no = Voice { agrees: false, ..all[0] };
            assert_eq!(stands(asked, &[no], ASKED + 6).0, State::Refused, "{kind:?}");
        }
    }

    #[test]
    fn only_others_of_other_units_are_heard() {
        let asked = question(Kind::Export);
        let one = [yes("b", "v", ASKED)];
        assert_eq!(may_speak(asked, &[], "a", "v", ASKED), Err(NotHeard::Own));
        assert_eq!(may_speak(asked, &[], "b", "u", ASKED), Err(NotHeard::SameUnit));
        assert_eq!(may_speak(asked, &one, "c", "v", ASKED), Err(NotHeard::SameUnit));
        assert_eq!(may_speak(asked, &one, "b", "w", ASKED), Err(NotHeard::SameUnit));
        assert_eq!(may_speak(asked, &one, "c", "w", ASKED), Ok(()));
        assert_eq!(
            may_speak(asked, &[one[0], yes("c", "w", ASKED)], "d", "x", ASKED),
            Err(NotHeard::Settled)
        );
    }

    #[test]
    fn what_is_granted_often_is_a_habit() {
        assert!(!is_habit(HABIT_OF_ACCOUNT - 1, HABIT_OF_UNIT - 1));
        assert!(is_habit(HABIT_OF_ACCOUNT, 0) && is_habit(0, HABIT_OF_UNIT));
    }
}
