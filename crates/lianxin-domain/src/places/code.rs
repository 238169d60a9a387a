//! Codes of places (GB/T 2260 + GB/T 10114) without trailing zeros: a place lies in another when its code begins
//! with the other's.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How high a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 市
    City,
    /// 县 (市、区)
    County,
    /// 乡镇 (街道)
    Township,
    /// 村 (社区)
    Village,
}

impl Level {
    /// The word of storage and the API.
    pub fn word(self) -> &'static str {
        match self {
            Level::City => "city",
            Level::County => "county",
            Level::Township => "township",
            Level::Village => "village",
        }
    }
}

/// A place's code: 4 (city), 6 (county), 9 (township) or 12 (village) digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(String);

impl PlaceCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the number of digits says.
    pub fn level(&self) -> Level {
        match self.0.len() {
            4 => Level::City,
            6 => Level::County,
            9 => Level::Township,
            _ => Level::Village,
        }
    }

    /// Whether `other` is this place or lies in it.
    pub fn contains(&self, other: &PlaceCode) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The next place up; `None` for a city.
    pub fn parent(&self) -> Option<PlaceCode> {
        let end = match self.level() {
            Level::City => return None,
            Level::County => 4,
            Level::Township => 6,
            Level::Village => 9,
        };
        Some(PlaceCode(self.0[..end].to_owned()))
    }

    /// The code of the place of `level` that this one lies in (itself included); `None` when it stands above that level.
    pub fn at(&self, level: Level) -> Option<PlaceCode> {
        let end = match level {
            Level::City => 4,
            Level::County => 6,
            Level::Township => 9,
            Level::Village => 12,
        };
        self.0.get(..end).map(|digits| PlaceCode(digits.to_owned()))
    }

    /// The county that owns this place's records: its own six digits, or the city's four for the city itself.
    pub fn owner(&self) -> PlaceCode {
        self.at(Level::County).unwrap_or_else(|| self.clone())
    }

    /// The least text above every code in this place: `code >= self AND code < self.upper()` is containment.
    pub fn upper(&self) -> String {
        format!("{}:", self.0)
    }
}

impl FromStr for PlaceCode {
    type Err = NotAPlaceCode;
    fn from_str(text: &str) -> Result<PlaceCode, NotAPlaceCode> {
        let fits = matches!(text.len(), 4 | 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| PlaceCode(text.to_owned())).ok_or_else(|| NotAPlaceCode(text.to_owned()))
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> String {
        code.0
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = NotAPlaceCode;
    fn try_from(text: String) -> Result<PlaceCode, NotAPlaceCode> {
        text.parse()
    }
}

/// The text has not 4, 6, 9 or 12 digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPlaceCode(pub String);

impl fmt::Display for NotAPlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a place code of 4, 6, 9 or 12 digits", self.0)
    }
}

impl std::error::Error for NotAPlaceCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containment_is_by_prefix() {
        let code = |text: &str| text.parse::<PlaceCode>().unwrap();
        let village = code("370811002001");
        for above in ["3708", "370811", "370811002", "370811002001"] {
            assert!(code(above).contains(&village), "{above}");
        }
        assert!(!code("370812").contains(&village));
        assert_eq!(village.owner(), code("370811"));
        assert_eq!(code("3708").owner(), code("3708"));
        assert!("370811002001" < village.upper().as_str() && village.upper().as_str() < "370811002002");
    }
}
