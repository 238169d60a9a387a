//! Why somebody looks: said before anything is shown, and shown to the household.

use std::{fmt, str::FromStr};

use crate::people::tidy;

/// A purpose in plain words, 2 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose(String);

impl Purpose {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is no purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPurpose {
    /// Fewer than two characters.
    Missing,
    /// More than 200 characters.
    TooLong,
}

impl FromStr for Purpose {
    type Err = BadPurpose;
    fn from_str(text: &str) -> Result<Purpose, BadPurpose> {
        let text = tidy(text);
        match text.chars().count() {
            0..=1 => Err(BadPurpose::Missing),
            2..=200 => Ok(Purpose(text)),
            _ => Err(BadPurpose::TooLong),
        }
    }
}

impl fmt::Display for BadPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadPurpose::Missing => "a purpose has at least two characters",
            BadPurpose::TooLong => "a purpose has at most 200 characters",
        })
    }
}

impl std::error::Error for BadPurpose {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_says_something() {
        for (text, expected) in [
            ("", Err(BadPurpose::Missing)),
            (" \u{200b} x ", Err(BadPurpose::Missing)),
            ("走访", Ok("走访")),
            ("　核对 户册 ", Ok("核对 户册")),
        ] {
            let purpose = text.parse::<Purpose>();
            assert_eq!(purpose.as_ref().map(Purpose::as_str).map_err(|why| *why), expected, "{text:?}");
        }
        assert!("访".repeat(200).parse::<Purpose>().is_ok());
        assert_eq!("访".repeat(201).parse::<Purpose>(), Err(BadPurpose::TooLong));
    }
}
