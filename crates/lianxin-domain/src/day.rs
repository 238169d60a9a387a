//! A business day in UTC+8, written `YYYY-MM-DD`; `Day::NEVER` stands for "no end" in storage.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Serialize};

/// A civil date of the programme. Ordered; its text form sorts like the dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The end of what has no end yet.
    pub const NEVER: Day = Day(jiff::civil::date(9999, 12, 31));

    /// The day on which an instant (milliseconds since 1970 UTC) falls in China (UTC+8).
    pub fn of_millis(millis: i64) -> Day {
        let at = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH);
        Day(Offset::constant(8).to_datetime(at).date())
    }

    /// The civil date.
    pub fn date(self) -> Date {
        self.0
    }

    /// The text of storage and the API: `None` for [`Day::NEVER`].
    pub fn ends(self) -> Option<Day> {
        (self != Day::NEVER).then_some(self)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day(date)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;
    fn try_from(text: String) -> Result<Day, NotADay> {
        text.parse()
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let strict = text.len() == 10 && text.as_bytes()[4] == b'-';
        text.parse().ok().filter(|_| strict).map(Day).ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is not a day of the form `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADay(pub String);

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a day like 2026-07-20", self.0)
    }
}

impl std::error::Error for NotADay {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_falls_on_the_day_of_china() {
        assert_eq!(Day::of_millis(1_342_713_600_000).to_string(), "2012-07-20");
        assert_eq!(Day::of_millis(1_342_713_599_999).to_string(), "2012-07-19");
    }

    #[test]
    fn only_whole_dates_are_days() {
        for bad in ["", "2012-7-20", "2012-02-30", "20120720", "2012-07-20T00:00"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }
}
