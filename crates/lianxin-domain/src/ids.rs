//! Names of records: a UUIDv7 with the county that owns it, written `county.uuid`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::places::PlaceCode;

/// A record's full name: the county (or the city, for what belongs to the city itself) that owns it, and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ref {
    /// The owning county's code (6 digits), or the city's (4).
    pub county: PlaceCode,
    /// The record's UUIDv7.
    pub id: Uuid,
}

impl FromStr for Ref {
    type Err = NotARef;
    fn from_str(text: &str) -> Result<Ref, NotARef> {
        let parsed = text.split_once('.').and_then(|(county, id)| {
            let county: PlaceCode = county.parse().ok()?;
            let id = Uuid::try_parse(id).ok().filter(|_| id.len() == 36)?;
            (county.as_str().len() <= 6).then_some(Ref { county, id })
        });
        parsed.ok_or(NotARef)
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.county, self.id.hyphenated())
    }
}

impl From<Ref> for String {
    fn from(name: Ref) -> String {
        name.to_string()
    }
}

impl TryFrom<String> for Ref {
    type Error = NotARef;
    fn try_from(text: String) -> Result<Ref, NotARef> {
        text.parse()
    }
}

/// The text is not of the form `county.uuid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARef;

impl fmt::Display for NotARef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a reference of the form county.uuid")
    }
}

impl std::error::Error for NotARef {}
