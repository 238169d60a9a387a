//! ISO weeks and quarters of a day, written so that their text sorts like time.

use crate::day::Day;

/// The ISO 8601 week: `2026-W27`.
pub fn week(day: Day) -> String {
    let week = day.date().iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The quarter: `2026Q3`.
pub fn quarter(day: Day) -> String {
    format!("{:04}Q{}", day.date().year(), (day.date().month() - 1) / 3 + 1)
}

/// So many days later, or earlier when negative; stays within the calendar.
pub fn plus(day: Day, days: i64) -> Day {
    let span = jiff::Span::new().try_days(days).ok();
    span.and_then(|span| day.date().checked_add(span).ok()).map_or(day, Day::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_quarters_of_days() {
        let cases = [
            ("2026-07-01", "2026-W27", "2026Q3"),
            ("2026-06-30", "2026-W27", "2026Q2"),
            ("2026-01-01", "2026-W01", "2026Q1"),
            ("2027-01-01", "2026-W53", "2027Q1"),
            ("2024-12-30", "2025-W01", "2024Q4"),
            ("2023-01-01", "2022-W52", "2023Q1"),
        ];
        for (text, in_week, in_quarter) in cases {
            let day: Day = text.parse().unwrap();
            assert_eq!((week(day).as_str(), quarter(day).as_str()), (in_week, in_quarter), "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_months_and_stop_at_the_end_of_time() {
        let day: Day = "2026-03-01".parse().unwrap();
        assert_eq!(plus(day, -1).to_string(), "2026-02-28");
        assert_eq!(plus(day, 400).to_string(), "2027-04-05");
        assert_eq!(plus(Day::NEVER, 1), Day::NEVER);
    }
}
