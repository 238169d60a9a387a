//! What the public is told: once for each quarter, when it is over and the households' last words are in. A release is never
//! changed: nobody can subtract today's numbers from yesterday's.

use std::time::Duration;

use lianxin_domain::{
    access::Right,
    cases::{life::SAY_AGAIN, words::Cut},
    day::Day,
    places::PlaceCode,
    visits::calendar::plus,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    case_numbers::{CaseNumbers, OutcomeNumbers, ShareRange},
    case_way::Way,
    figures::Figure,
    open_answers,
    resolution::{label, number},
    store,
};
use crate::{
    App,
    cases::tally,
    engine::{
        act::{Act, Actor, nothing},
        error::{Error, Result},
    },
};

/// Quarters that are told at the most.
pub(super) const TOLD: usize = 8;
/// Days after a quarter's last one: its last week may end three days later, and a household may say its word again.
const WAIT: i64 = 3 + SAY_AGAIN + 4;

/// The numbers of a place in a quarter, as the public is told them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenNumbers {
    raised: Figure,
    /// Both keys turned: the office's and the household's.
    finished: Figure,
    /// Of those finished: the household says so.
    solved: Figure,
    /// The rest of those finished; none where it is withheld.
    outcomes: Option<OutcomeNumbers>,
    /// Clocks that ended, and those of them that were kept.
    clocks: Figure,
    kept: Figure,
    solved_range: Option<ShareRange>,
    kept_range: Option<ShareRange>,
}

/// A county, as the public is told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenPlace {
    code: String,
    name: String,
    figures: OpenNumbers,
}

/// A quarter that is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenQuarter {
    /// `2026Q3`.
    quarter: String,
    /// The day of its release.
    day: String,
    city: OpenNumbers,
    /// In the order of their codes.
    counties: Vec<OpenPlace>,
}

impl OpenNumbers {
    fn of(told: CaseNumbers) -> OpenNumbers {
        OpenNumbers {
            raised: told.raised,
            finished: told.finished,
            solved: told.solved,
            outcomes: told.outcomes,
            clocks: told.clocks,
            kept: told.kept,
            solved_range: told.solved_range,
            kept_range: told.kept_range,
        }
    }
}

/// The day from which a quarter may be released.
fn from_day(quarter: usize) -> Result<Day> {
    let next = quarter + 1;
    let first: Day =
        format!("{:04}-{:02}-01", next / 4, next % 4 * 3 + 1).parse().map_err(Error::internal)?;
    Ok(plus(first, WAIT))
}

/// The last quarter that may be released on a day.
pub(super) fn last(today: Day) -> Result<usize> {
    let mut quarter = number(&tally::quarter(today)).unwrap_or_default();
    while quarter > 0 && from_day(quarter)? > today {
        quarter -= 1;
    }
    Ok(quarter)
}

/// The next quarter to be released, and the day of its release.
pub(super) fn next(today: Day) -> Result<(String, Day)> {
    let next = last(today)? + 1;
    Ok((label(next), from_day(next)?))
}

/// Releases what is due: each quarter since the last release in which there was anything; gives how many.
pub async fn tick(app: &App) -> Result<usize> {
    let (city, today) = (app.city()?, app.clock.today());
    let last = last(today)?;
    let mut conn = app.db.read().await?;
    let known = store::released(&mut conn, &city, TOLD).await?;
    let since = known.iter().filter_map(|row| number(&row.quarter)).max().map_or(0, |quarter| quarter + 1);
    let since = since.max((last + 1).saturating_sub(TOLD));
    let mut due = Vec::new();
    if since <= last {
        let way = Way::load(&mut conn, &city, Cut::Theme, (&label(since), &label(last)), today).await?;
        due.extend((since..=last).map(label).filter_map(|quarter| quarter_of(&way, quarter, today)));
    }
    drop(conn);
    if !due.is_empty() {
        write(app, &city, &due).await?;
    }
    Ok(due.len())
}

fn quarter_of(way: &Way, quarter: String, today: Day) -> Option<OpenQuarter> {
    let (now, counties) = way.of(&quarter);
    let counties = counties.into_iter().map(|(place, figures)| OpenPlace {
        code: place.code,
        name: place.name,
        figures: OpenNumbers::of(figures),
    });
    (!now.is_empty()).then(|| OpenQuarter {
        day: today.to_string(),
        city: OpenNumbers::of(now),
        counties: counties.collect(),
        quarter,
    })
}

async fn write(app: &App, city: &PlaceCode, due: &[OpenQuarter]) -> Result<()> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(city) };
    let mut act = Act::of(app, actor, "oversight.open.release", Right::OwnAccount);
    for one in due {
        store::release(act.tx().await?, city, (&one.quarter, &one.day), &serde_json::to_string(one)?).await?;
    }
    let quarters: Vec<&str> = due.iter().map(|one| one.quarter.as_str()).collect();
    act.done(city, "", json!({"quarters": quarters}), nothing()).await?;
    Ok(())
}

/// What is counted of cases, and what was answered.
async fn both(app: &App) -> Result<usize> {
    Ok(tick(app).await? + open_answers::tick(app).await?)
}

/// Every hour until it is ended.
pub async fn hourly(app: App, mut end: tokio::sync::oneshot::Receiver<()>) {
    loop {
        match both(&app).await {
            Ok(0) => {}
            Ok(quarters) => tracing::info!(quarters, "figures released"),
            Err(why) => tracing::warn!(%why, "figures could not be released; tried again in an hour"),
        }
        if tokio::time::timeout(Duration::from_secs(3600), &mut end).await.is_ok() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_released_two_weeks_after_it() {
        for (today, quarter) in [
            ("2026-07-14", "2026Q1"),
            ("2026-07-15", "2026Q2"),
            ("2026-10-01", "2026Q2"),
            ("2027-01-14", "2026Q3"),
            ("2027-01-15", "2026Q4"),
        ] {
            let last = last(today.parse().expect("a day")).expect("a quarter");
            assert_eq!(label(last), quarter, "{today}");
        }
        let (quarter, day) = next("2026-07-20".parse().expect("a day")).expect("a quarter");
        assert_eq!((quarter.as_str(), day.to_string().as_str()), ("2026Q3", "2026-10-15"));
    }
}
