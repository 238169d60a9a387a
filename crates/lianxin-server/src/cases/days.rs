//! The working days that all clocks go by: the State Council's announcements, as they lie in `data`.

use std::sync::LazyLock;

use lianxin_domain::cases::working::WorkingDays;

static DAYS: LazyLock<WorkingDays> = LazyLock::new(|| {
    let read = WorkingDays::parse(include_str!("../../../../data/holidays.csv"));
    read.unwrap_or_else(|bad| {
        tracing::error!(
            line = bad.line,
            text = bad.text,
            "the holidays cannot be read; only weekends are known"
        );
        WorkingDays::default()
    })
});

/// The working days of China.
pub fn working() -> &'static WorkingDays {
    &DAYS
}
