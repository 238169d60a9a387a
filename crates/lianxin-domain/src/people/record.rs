//! What the tables hold of units, officials and villages, and what is compared with a roster.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Rank, Topic, UnitKind};
use crate::{day::Day, ids::Ref, places::PlaceCode};

/// What names a unit within the city, before and after it has an id: its place and its name's key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitKey {
    /// The unit's place: city, county or township.
    pub place: PlaceCode,
    /// Its name's key, without spaces, brackets and the name of its county.
    pub name_key: String,
}

/// A unit, as the table holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// Place and name key.
    pub key: UnitKey,
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Strengths, weights 0..=100.
    pub strengths: BTreeMap<Topic, i64>,
    /// Telephone, or empty.
    pub phone: String,
    /// Codes of the townships that a police station covers, sorted.
    pub area: Vec<PlaceCode>,
}

/// An official's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// 男
    Male,
    /// 女
    Female,
}

impl Gender {
    /// The word of storage and the API.
    pub fn word(self) -> &'static str {
        match self {
            Gender::Male => "male",
            Gender::Female => "female",
        }
    }

    /// The one of a word, in the roster's or storage's language.
    pub fn of(text: &str) -> Option<Gender> {
        match text {
            "男" | "男性" | "male" => Some(Gender::Male),
            "女" | "女性" | "female" => Some(Gender::Female),
            _ => None,
        }
    }
}

/// An official, as the table holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialRecord {
    /// The unit.
    pub unit: UnitKey,
    /// The unit's name, to be shown.
    pub unit_name: String,
    /// Name, as it is written.
    pub name: String,
    /// What the name is compared and found by.
    pub name_key: String,
    /// Pinyin without tones, lower case, no spaces: `zengxiaoming`.
    pub pinyin: String,
    /// Initials: `zxm`.
    pub initials: String,
    /// Gender, when known.
    pub gender: Option<Gender>,
    /// Staff number, or empty.
    pub staff_no: String,
    /// Keyed digest of the identity number in hex, or empty.
    pub id_digest: String,
    /// Telephone, digits and `-`, or empty.
    pub phone: String,
    /// Home place, of any level.
    pub home: Option<PlaceCode>,
    /// Skills, sorted, each once.
    pub skills: Vec<Topic>,
    /// Title of the post.
    pub post: String,
    /// Rank of the post.
    pub rank: Rank,
    /// Day of joining; none when nobody said.
    pub joined: Option<Day>,
}

impl OfficialRecord {
    /// The county (or city) that owns the record: that of the unit's place.
    pub fn county(&self) -> PlaceCode {
        self.unit.place.owner()
    }
}

/// A village's profile, as the table holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageRecord {
    /// The village.
    pub village: PlaceCode,
    /// Difficulty, 0..=100.
    pub difficulty: i64,
    /// Households.
    pub households: i64,
    /// Residents.
    pub residents: i64,
    /// Needs, 0..=100 per topic.
    pub needs: BTreeMap<Topic, i64>,
    /// Public contact, or empty.
    pub contact_name: String,
    /// The contact's telephone, or empty.
    pub contact_phone: String,
}

/// An official of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentOfficial {
    /// The record's name in the database.
    pub id: Ref,
    /// What it holds.
    pub record: OfficialRecord,
}

/// A unit of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentUnit {
    /// The record's name in the database.
    pub id: Ref,
    /// What it holds.
    pub record: UnitRecord,
}

/// Everything of today that a roster is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Present {
    /// Units.
    pub units: Vec<PresentUnit>,
    /// Officials who have not left.
    pub officials: Vec<PresentOfficial>,
    /// Village profiles.
    pub villages: Vec<VillageRecord>,
}
