//! A case's clock: working days used of those allowed. It stops only for a stated reason and never runs backward.

use serde::{Deserialize, Serialize};

use super::{words::Matter, working::WorkingDays};
use crate::day::Day;

/// Working days within which a case must be taken on.
pub const TO_ACCEPT: i64 = 2;
/// Working days before a last day from which on whoever's turn it is is reminded.
pub const NEAR: i64 = 2;
/// Working days for a matter that came back, by its first limit: half of it, and at least this many.
const AT_LEAST_AGAIN: i64 = 2;
/// Days after the last try in which a resident may answer before it is silence.
pub const TO_ANSWER: i64 = 15;

/// Working days allowed for a kind of matter.
pub fn allowed(matter: Matter, urgent: bool) -> i64 {
    match (matter, urgent) {
        (Matter::Question, false) => 5,
        (Matter::Ordinary, false) => 15,
        (Matter::Complex, false) => 60,
        (Matter::Question, true) => 1,
        (Matter::Ordinary, true) => 3,
        (Matter::Complex, true) => 15,
    }
}

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Working days allowed.
    pub allowed: i64,
    /// Working days used before it last started.
    pub used: i64,
    /// The day on which it last started; none while it stands.
    pub since: Option<Day>,
}

impl Clock {
    /// A clock that starts on a day.
    pub fn start(allowed: i64, day: Day) -> Clock {
        Clock { allowed, used: 0, since: Some(day) }
    }

    /// A clock for a matter that comes back: half of the time, as it is known already.
    pub fn again(self, day: Day) -> Clock {
        Clock::start((self.allowed / 2).max(AT_LEAST_AGAIN), day)
    }

    /// Working days used up to a day.
    pub fn used_on(self, today: Day, days: &WorkingDays) -> i64 {
        self.used + self.since.map_or(0, |since| days.between(since, today))
    }

    /// Stops it.
    pub fn stopped(self, today: Day, days: &WorkingDays) -> Clock {
        Clock { used: self.used_on(today, days), since: None, ..self }
    }

    /// Starts it again.
    pub fn resumed(self, today: Day) -> Clock {
        Clock { since: self.since.or(Some(today)), ..self }
    }

    /// The last day in time; none while it stands.
    pub fn due(self, days: &WorkingDays) -> Option<Day> {
        self.since.map(|since| days.after(since, (self.allowed - self.used).max(0)))
    }

    /// Whether the time is over.
    pub fn overdue(self, today: Day, days: &WorkingDays) -> bool {
        self.used_on(today, days) > self.allowed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::visits::calendar::plus;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_stop_moves_the_last_day_by_what_was_stood_still() {
        let days = WorkingDays::default();
        let clock = Clock::start(5, day("2026-07-06"));
        assert_eq!(clock.due(&days), Some(day("2026-07-13")));
        let stopped = clock.stopped(day("2026-07-08"), &days);
        assert_eq!((stopped.used, stopped.due(&days)), (2, None));
        let resumed = stopped.resumed(day("2026-07-20"));
        assert_eq!(resumed.due(&days), Some(day("2026-07-23")));
        assert!(!resumed.overdue(day("2026-07-23"), &days) && resumed.overdue(day("2026-07-24"), &days));
        assert_eq!(clock.again(day("2026-08-03")).allowed, 2);
    }

    proptest! {
        #[test]
        fn what_is_used_never_grows_less(acts in proptest::collection::vec((0i64..9, proptest::bool::ANY), 1..30)) {
            let days = WorkingDays::default();
            let (mut today, mut clock) = (day("2026-01-05"), Clock::start(15, day("2026-01-05")));
            let mut used = 0;
            for (later, stop) in acts {
                today = plus(today, later);
                clock = if stop { clock.stopped(today, &days) } else { clock.resumed(today) };
                let now = clock.used_on(today, &days);
                prop_assert!(now >= used && clock.used <= now);
                used = now;
            }
        }
    }
}
