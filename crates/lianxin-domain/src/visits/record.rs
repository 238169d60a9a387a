//! What a phone sends: a visit, the withdrawal of one, a promise kept.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{day::Day, ids::Ref, people::words::words, places::PlaceCode};

words! {
    /// How one met.
    How {
        /// In the home or the village.
        InPerson = "in_person", "入户";
        /// By telephone.
        Phone = "phone", "电话";
        /// At a meeting of villagers.
        Meeting = "meeting", "座谈";
        /// Working together.
        Work = "work", "一起劳动";
    }
}

words! {
    /// Which of the "three elders, three households, three togethers" a visit was. Only the last three are ever asked.
    Did {
        /// An old party member's household.
        OldPartyMember = "old_party_member", "老党员";
        /// A former village official's household.
        OldOfficial = "old_official", "老干部";
        /// A former model worker's household.
        OldModel = "old_model", "老模范";
        /// A household in hardship.
        Hardship = "hardship", "困难户";
        /// A household that thrives.
        Thriving = "thriving", "致富户";
        /// A household with a grievance; known from its own open case, never stored.
        Grievance = "grievance", "上访户";
        /// Eating together.
        Eat = "eat", "同吃";
        /// Staying overnight.
        Stay = "stay", "同住";
        /// Working together.
        Work = "work", "同劳动";
    }
}

impl Did {
    /// Whether a phone may say it; everything else is derived.
    pub fn is_asked(self) -> bool {
        matches!(self, Did::Eat | Did::Stay | Did::Work)
    }
}

/// A sentence in the resident's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The words.
    pub words: String,
    /// The resident agreed that others who may see the household read it.
    #[serde(default)]
    pub consent: bool,
    /// The resident agreed that it is quoted without a name.
    #[serde(default)]
    pub quotable: bool,
}

/// A need that was raised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewNeed {
    /// Made on the phone.
    pub id: Uuid,
    /// The words.
    pub words: String,
}

/// A promise that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPromise {
    /// Made on the phone.
    pub id: Uuid,
    /// The words.
    pub words: String,
    /// The last day on which it is kept in time.
    pub due: Day,
}

/// One contact. Without a household it was with the village as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewVisit {
    /// The village.
    pub village: PlaceCode,
    /// The household.
    #[serde(default)]
    pub household: Option<Uuid>,
    /// The day.
    pub day: Day,
    /// How one met.
    pub how: How,
    /// What was done together.
    #[serde(default)]
    pub did: Vec<Did>,
    /// Who came along.
    #[serde(default)]
    pub with: Vec<Ref>,
    /// What was said.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// What was asked for.
    #[serde(default)]
    pub needs: Vec<NewNeed>,
    /// What was promised.
    #[serde(default)]
    pub promises: Vec<NewPromise>,
    /// Earlier promises that are kept now.
    #[serde(default)]
    pub kept: Vec<Uuid>,
    /// The visit that this one corrects.
    #[serde(default)]
    pub corrects: Option<Uuid>,
    /// When the phone stored it, in milliseconds by its own clock.
    #[serde(default)]
    pub at: i64,
}

/// Takes back one's own visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The village.
    pub village: PlaceCode,
    /// The visit.
    pub visit: Uuid,
    /// Why.
    pub reason: String,
}

/// Says that a promise is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseKept {
    /// The village.
    pub village: PlaceCode,
    /// The promise.
    pub promise: Uuid,
    /// Since when.
    pub day: Day,
}
