//! What a plan and a proof start from: villages, units, officials and links as of one day, in dense arrays.

use serde::{Deserialize, Serialize};

use super::Tier;
use crate::{
    day::Day,
    ids::Ref,
    people::{Rank, Topic, UnitKind},
    places::PlaceCode,
};

/// A weight of 0 to 100 for each topic, in the order of [`Topic::ALL`].
pub type Weights8 = [u8; 8];

/// Everything as of one day. Indices into the lists name things inside a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day.
    pub as_of: Day,
    /// The city.
    pub city: PlaceCode,
    /// Villages by code.
    pub villages: Vec<Village>,
    /// Units.
    pub units: Vec<Unit>,
    /// Officials on the roster.
    pub officials: Vec<Official>,
    /// Links that hold.
    pub links: Vec<Current>,
}

/// A village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Village {
    /// Its code.
    pub code: PlaceCode,
    /// Its name.
    pub name: String,
    /// 0 (easy) to 100 (hardest).
    pub difficulty: u8,
    /// What it needs, by topic.
    pub needs: Weights8,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its full name.
    pub name_ref: Ref,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: UnitKind,
    /// Where it has its office and how far it reaches.
    pub place: PlaceCode,
    /// The townships that a station covers.
    pub area: Vec<PlaceCode>,
    /// What it is strong in, by topic.
    pub strengths: Weights8,
}

/// An official.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// Their full name.
    pub name_ref: Ref,
    /// Their name.
    pub name: String,
    /// Index of their unit.
    pub unit: u32,
    /// The rank of their post.
    pub rank: Rank,
    /// Their home village or township.
    pub home: Option<PlaceCode>,
    /// Bit `n` is set when they know topic `n` of [`Topic::ALL`].
    pub skills: u8,
}

/// A link that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// Its full name.
    pub name_ref: Ref,
    /// Its tier.
    pub tier: Tier,
    /// Index of the village.
    pub village: u32,
    /// Index of the official; none where the unit itself is paired.
    pub official: Option<u32>,
    /// Index of the unit.
    pub unit: u32,
    /// Since when.
    pub since: Day,
}

impl Facts {
    /// The official's unit.
    pub fn unit_of(&self, official: u32) -> &Unit {
        &self.units[self.officials[official as usize].unit as usize]
    }

    /// The villages' index range within a place: villages are sorted by code, so that a place is a range.
    pub fn villages_in(&self, place: &PlaceCode) -> std::ops::Range<usize> {
        let upper = place.upper();
        let first = self.villages.partition_point(|v| v.code.as_str() < place.as_str());
        first..self.villages.partition_point(|v| v.code.as_str() < upper.as_str())
    }

    /// The index of a village.
    pub fn village(&self, code: &PlaceCode) -> Option<u32> {
        let found = self.villages.binary_search_by(|village| village.code.cmp(code)).ok()?;
        u32::try_from(found).ok()
    }
}

/// The bit set of some topics.
pub fn skill_bits(topics: impl IntoIterator<Item = Topic>) -> u8 {
    topics.into_iter().fold(0, |bits, topic| bits | 1 << topic as u8)
}
