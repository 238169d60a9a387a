//! Amounts of money in yuan and cents, exact: counted in cents, written as decimals, never as fractions of two.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::words::Funds;

/// The most that a case may cost: ten thousand million yuan.
pub const MOST: Yuan = Yuan(1_000_000_000_000);

/// An amount, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Yuan(i64);

/// What a case costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// What it is meant to cost.
    #[serde(default)]
    pub planned: Option<Yuan>,
    /// What was spent so far.
    #[serde(default)]
    pub spent: Option<Yuan>,
    /// Where the money comes from.
    pub funds: Funds,
}

/// Not an amount: digits with up to two after the point, no sign, at most [`MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotYuan;

impl Yuan {
    /// An amount of cents from nothing to [`MOST`].
    pub fn of_cents(cents: i64) -> Option<Yuan> {
        (0..=MOST.0).contains(&cents).then_some(Yuan(cents))
    }

    /// In cents.
    pub fn cents(self) -> i64 {
        self.0
    }
}

impl fmt::Display for NotYuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an amount in yuan")
    }
}

impl std::error::Error for NotYuan {}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl FromStr for Yuan {
    type Err = NotYuan;

    fn from_str(text: &str) -> Result<Yuan, NotYuan> {
        let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || whole.len() > 11 || part.is_some_and(|part| !digits(part) || part.len() > 2) {
            return Err(NotYuan);
        }
        let whole: i64 = whole.parse().map_err(|_| NotYuan)?;
        let part: i64 = match part {
            Some(one) if one.len() == 1 => one.parse::<i64>().map_err(|_| NotYuan)? * 10,
            Some(two) => two.parse().map_err(|_| NotYuan)?,
            None => 0,
        };
        Yuan::of_cents(whole * 100 + part).ok_or(NotYuan)
    }
}

impl TryFrom<String> for Yuan {
    type Error = NotYuan;

    fn try_from(text: String) -> Result<Yuan, NotYuan> {
        text.parse()
    }
}

impl From<Yuan> for String {
    fn from(yuan: Yuan) -> String {
        yuan.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, cents) in
            [("0", 0), ("12", 1200), ("0.1", 10), ("0.07", 7), ("1234567.89", 123_456_789), ("007.50", 750)]
        {
            let yuan: Yuan = text.parse().unwrap();
            assert_eq!(yuan.cents(), cents, "{text}");
            assert_eq!(yuan.to_string().parse::<Yuan>().unwrap(), yuan);
        }
        for wrong in
            ["", ".", "1.", ".5", "-1", "+1", "1.234", "1,000", "1e3", "１２", "NaN", "10000000000.01"]
        {
            assert_eq!(wrong.parse::<Yuan>(), Err(NotYuan), "{wrong}");
        }
        assert_eq!("10000000000".parse::<Yuan>().unwrap(), MOST);
        assert_eq!(Yuan(105).to_string(), "1.05");
    }
}
