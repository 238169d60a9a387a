//! Which days a roster may speak of.

use crate::{
    day::Day,
    people::{Field, Origin, Problem, ProblemCode, Roster},
};

/// Days that a person on the roster may have joined: from 1940 to two months after today.
pub fn joined(roster: &Roster, at: Origin, day: Day, today: Day) -> Result<Day, Problem> {
    let first = Day::from(jiff::civil::date(1940, 1, 1));
    let last = today.date().checked_add(jiff::Span::new().days(60)).map_or(today, Day::from);
    if (first..=last).contains(&day) {
        return Ok(day);
    }
    Err(roster.problem(at, Field::Joined, &day.to_string(), ProblemCode::DateOutOfRange))
}
