//! Working days: Monday to Friday, changed by the holidays and made-up days that the State Council announces for a year
//! (国务院办公厅关于部分节假日安排的通知). Of a year that is not announced yet only the weekends are known.

use std::{collections::BTreeMap, ops::Bound};

use jiff::civil::Weekday;

use crate::{day::Day, visits::calendar::plus};

/// What differs from Monday to Friday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Whether one works on the day.
    changed: BTreeMap<Day, bool>,
}

/// A line of the calendar that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

impl WorkingDays {
    /// Reads `day,what` lines after a heading: a day is `off` although it lies in the week, or is made up for by `work`.
    pub fn parse(text: &str) -> Result<WorkingDays, BadLine> {
        let mut changed = BTreeMap::new();
        for (n, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let bad = || BadLine { line: n + 1, text: line.to_owned() };
            let (day, what) = line.trim().split_once(',').ok_or_else(bad)?;
            let works = match what {
                "work" => true,
                "off" => false,
                _ => return Err(bad()),
            };
            if changed.insert(day.parse::<Day>().map_err(|_| bad())?, works).is_some() {
                return Err(bad());
            }
        }
        Ok(WorkingDays { changed })
    }

    /// The last year of which a holiday is known.
    pub fn known_until(&self) -> Option<i16> {
        self.changed.keys().next_back().map(|day| day.date().year())
    }

    /// Whether offices work on a day.
    pub fn works(&self, day: Day) -> bool {
        self.changed.get(&day).copied().unwrap_or_else(|| !is_weekend(day))
    }

    /// The day on which so many working days are over: the day itself does not count (“within three working days”).
    pub fn after(&self, day: Day, count: i64) -> Day {
        let (mut at, mut left) = (day, count);
        while left > 0 {
            let next = plus(at, 1);
            if next == at {
                break;
            }
            at = next;
            left -= i64::from(self.works(at));
        }
        at
    }

    /// The first day on which no more than so many working days are left until another one.
    pub fn before(&self, day: Day, count: i64) -> Day {
        let (mut at, mut left) = (day, count);
        loop {
            left -= i64::from(self.works(at));
            let earlier = plus(at, -1);
            if left < 0 || earlier == at {
                return at;
            }
            at = earlier;
        }
    }

    /// How many working days lie after one day and up to another; 0 when the other is earlier. Years take no longer than a week:
    /// whole weeks have five, and what differs is looked up.
    pub fn between(&self, from: Day, to: Day) -> i64 {
        if to <= from {
            return 0;
        }
        let days = i64::from((to.date() - from.date()).get_days());
        let rest = (1..=days % 7).filter(|n| !is_weekend(plus(from, *n))).count() as i64;
        let changed = self.changed.range((Bound::Excluded(from), Bound::Included(to)));
        let differs = changed.map(|(day, works)| i64::from(*works) - i64::from(!is_weekend(*day)));
        days / 7 * 5 + rest + differs.sum::<i64>()
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_china() -> WorkingDays {
        WorkingDays::parse(include_str!("../../../../data/holidays.csv")).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_holidays_and_days_made_up_for() {
        let days = of_china();
        for (text, works) in [
            ("2026-07-03", true),
            ("2026-07-04", false),
            ("2026-02-14", true),
            ("2026-02-18", false),
            ("2026-10-07", false),
            ("2026-10-10", true),
        ] {
            assert_eq!(days.works(day(text)), works, "{text}");
        }
        assert_eq!(days.known_until(), Some(2026));
    }

    #[test]
    fn days_between_are_those_that_one_counts() {
        let (days, start) = (of_china(), day("2024-12-20"));
        for from in 0..20 {
            let from = plus(start, from * 13);
            let (mut at, mut counted) = (from, 0);
            assert_eq!((days.between(from, from), days.between(from, plus(from, -3))), (0, 0));
            for _ in 0..500 {
                at = plus(at, 1);
                counted += i64::from(days.works(at));
                assert_eq!(days.between(from, at), counted, "{from} to {at}");
            }
        }
    }

    #[test]
    fn a_clock_set_before_a_holiday_ends_after_it() {
        let days = of_china();
        for (from, count, due) in [
            ("2026-09-30", 3, "2026-10-10"),
            ("2026-07-03", 1, "2026-07-06"),
            ("2026-07-04", 1, "2026-07-06"),
            ("2026-07-01", 0, "2026-07-01"),
        ] {
            assert_eq!(days.after(day(from), count), day(due), "{count} after {from}");
            assert_eq!(days.between(day(from), day(due)), count);
        }
        assert_eq!(days.between(day("2026-07-10"), day("2026-07-01")), 0);
        for (due, first) in
            [("2026-07-08", "2026-07-06"), ("2026-07-06", "2026-07-02"), ("2026-10-09", "2026-09-30")]
        {
            assert_eq!(days.before(day(due), 2), day(first), "two working days before {due}");
            assert_eq!(days.between(day(first), day(due)), 2);
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let bad = |text: &str| WorkingDays::parse(text).unwrap_err().line;
        assert_eq!(bad("day,what\n2026-01-01,off\n2026-13-01,off"), 3);
        assert_eq!(bad("day,what\n2026-01-01,free"), 2);
        assert_eq!(bad("day,what\n2026-01-01,off\n2026-01-01,work"), 3);
    }
}
