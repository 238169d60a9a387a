//! What can be done with a case, by whom, and why it may not be possible.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    life::Handler,
    money::Cost,
    words::{CannotReason, Resident, StopReason},
};
use crate::{day::Day, ids::Ref};

/// What waits for somebody's word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Pending {
    /// Nothing does.
    #[default]
    Nothing,
    /// Another unit is asked to take it on.
    Transfer {
        /// The unit.
        to: Ref,
    },
    /// A second reader of another unit is asked whether it really cannot be solved.
    SecondReader {
        /// The reason.
        reason: CannotReason,
        /// The unit that proposes it.
        unit: Ref,
        /// The unit that has taken the reading up: it alone reads what the household said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reader: Option<Ref>,
    },
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// The account; nil for a resident and for the clock.
    pub account: Uuid,
    /// In whose name.
    pub side: Side,
}

/// In whose name somebody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of a unit.
    Unit(Ref),
    /// Staff who take down a resident's word from paper or a call.
    Listener,
    /// The resident.
    Resident,
    /// Time itself.
    Clock,
}

/// What can be done with a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A unit takes it on.
    Accept,
    /// Work begins.
    Begin,
    /// The clock stops.
    Stop {
        /// Why.
        reason: StopReason,
    },
    /// The clock goes on.
    Resume,
    /// Another unit is asked to take it on.
    Offer {
        /// The unit.
        to: Ref,
    },
    /// It takes it on.
    TakeOver,
    /// It does not.
    SendBack,
    /// The office says that it is done.
    Done,
    /// The office says that it cannot be solved.
    Cannot {
        /// Why.
        reason: CannotReason,
    },
    /// Another unit takes the second reading up.
    TakeReading,
    /// The second reader's word.
    SecondRead {
        /// Whether it really cannot be solved.
        agree: bool,
    },
    /// The household is asked: by slip, call or visit.
    Ask,
    /// What the household says: `solved`, `partly` or `not_solved`.
    Answer {
        /// Its word.
        word: Resident,
    },
    /// It is stated that the household cannot be reached.
    Silence,
    /// The time is over: the next rung takes it.
    Escalate,
    /// Another unit is asked to do a part of it.
    Invite {
        /// The unit.
        to: Ref,
        /// Its name.
        #[serde(default)]
        name: String,
        /// By when.
        by: Day,
    },
    /// It takes its part on.
    Join,
    /// It does not.
    Decline,
    /// Its part is done.
    PartDone,
    /// It gives its part back undone.
    HandBack,
    /// The owner takes back what was not taken on, or was not done by its day.
    Withdraw {
        /// The unit.
        to: Ref,
    },
    /// The owner names one of its officials who works on it, or none.
    Handler {
        /// Who.
        handler: Option<Handler>,
    },
    /// The owner says what it costs.
    Cost {
        /// How much, and from where.
        #[serde(flatten)]
        cost: Cost,
    },
}

/// Why an act is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Both keys are turned.
    Finished,
    /// Not in this state.
    NotNow,
    /// Another unit owns it.
    NotYours,
    /// It waits for somebody's word first.
    Waits,
    /// Whoever closed it cannot take down what the household says of it, nor read it a second time.
    Concerned,
    /// That is not a word of the household.
    NotAWord,
    /// The household has not been asked often or long enough.
    TooEarly,
    /// The seven days are over.
    TooLate,
    /// There is nobody above the city.
    NobodyAbove,
    /// Another unit's part is under way.
    PartsOpen,
    /// As many units as may have a part at one time have one, or this one has it already.
    TooMany,
}
