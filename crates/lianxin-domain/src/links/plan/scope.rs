//! What is planned, and what people decided beforehand.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    links::{Subject, Tier},
    places::PlaceCode,
};

/// How a plan treats today's links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The best plan, with today's links as one part of the cost.
    Full,
    /// As few moves as possible, then the best.
    Repair,
}

/// What a plan is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The villages, and the units whose people are planned, lie in this place.
    pub place: PlaceCode,
    /// The tiers.
    pub tiers: Vec<Tier>,
    /// How today's links are treated.
    pub mode: Mode,
}

/// Must or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    /// This link must be in the plan.
    Pin,
    /// This link must not be in the plan.
    Ban,
}

/// A decision that the plan has to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: Uuid,
    /// Must or must not.
    pub kind: ChoiceKind,
    /// The tier.
    pub tier: Tier,
    /// Who.
    pub subject: Subject,
    /// Index of the village.
    pub village: u32,
}

/// How far a solve is; answering `false` stops it.
pub type Watch<'a> = &'a mut dyn FnMut(Tier, usize, usize) -> bool;
