//! What the program costs its users: how long a record takes, in bands and without names, and which fields nobody fills or
//! reads. Said by the phones once a week; the office reads it and changes the form, not the people.

use std::collections::BTreeMap;

use axum::Json;
use lianxin_domain::{
    access::Right,
    day::Day,
    oversight::{LEAST, bands},
    places::{Level, PlaceCode},
    visits::calendar,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::store;
use crate::{
    engine::{
        act::{Act, Done, Look, nothing},
        error::{Error, Result, codes},
        http::{Body, Path, Query},
    },
    places::store::{self as places, PlaceRef},
};

/// Weeks that the page looks back.
const WEEKS: i64 = 26;

/// What one phone says of one week.
#[derive(Deserialize, ToSchema)]
pub(super) struct Told {
    /// `visit`.
    form: String,
    /// `2026-W27`.
    week: String,
    /// The median seconds of a record.
    seconds: i64,
    /// Field to how many records filled it: 0 or 1 for "this week, ever".
    #[serde(default)]
    fields: BTreeMap<String, i64>,
    /// Field to whether it was looked at.
    #[serde(default)]
    read: BTreeMap<String, i64>,
}

/// `POST /burden`
pub(super) async fn tell(mut act: Act, Body(told): Body<Told>) -> Result<Done<Value>> {
    let known = bands::fields(&told.form);
    let Some(known) = known else {
        return Err(Error::refused(codes::INVALID)
            .with("name", &told.form)
            .field("form", codes::UNKNOWN_FORM));
    };
    if let Some(strange) =
        told.fields.keys().chain(told.read.keys()).find(|name| !known.contains(&name.as_str()))
    {
        return Err(Error::refused(codes::INVALID)
            .with("name", strange)
            .field("fields", codes::UNKNOWN_FORM));
    }
    let day = week_day(&told.week, act.today())
        .ok_or_else(|| Error::refused(codes::INVALID).field("week", codes::BAD_WEEK))?;
    let home = act.actor.official.as_ref().map(|official| official.county.clone());
    let county = home.map_or_else(|| act.actor.widest(act.right).map(|place| place.owner()), Ok)?;
    let month = day.to_string()[..7].to_owned();
    let one =
        |counts: &BTreeMap<String, i64>, name: &str| i64::from(counts.get(name).is_some_and(|n| *n > 0));
    let band = bands::band(told.seconds.clamp(0, 86_400));
    let conn = act.tx().await?;
    store::add_burden(conn, &county, &told.week, &told.form, band).await?;
    for name in known.iter().filter(|name| told.fields.contains_key(**name) || told.read.contains_key(**name))
    {
        let counts = (one(&told.fields, name), one(&told.read, name));
        store::add_field_use(conn, &county, &told.form, name, &month, counts).await?;
    }
    act.done(&county, "", nothing(), json!({})).await
}

/// The Thursday of a week of the last year, which says its month; none of anything else.
fn week_day(week: &str, today: Day) -> Option<Day> {
    let weeks = (0..=52).map(|ago| calendar::plus(today, -7 * ago));
    let day = weeks.into_iter().find(|day| calendar::week(*day) == week)?;
    Some(calendar::plus(day, 3 - i64::from(day.date().weekday().to_monday_zero_offset())))
}

/// How many reports lie in a band of seconds.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
struct Band {
    /// From so many seconds on, up to the next band.
    seconds: i64,
    n: i64,
}

/// One week's reports.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct BurdenWeek {
    week: String,
    starts: String,
    /// Reports; none when there are too few to show.
    n: Option<i64>,
    withheld: bool,
    /// The band of the median and of the slowest tenth.
    median: Option<i64>,
    slow: Option<i64>,
}

/// What became of one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct FieldUse {
    field: String,
    records: i64,
    filled: i64,
    read: i64,
}

/// What a form costs in a place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Burden {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    form: String,
    /// Reports of the last 26 weeks; none when there are too few to show.
    n: Option<i64>,
    withheld: bool,
    bands: Vec<Band>,
    median: Option<i64>,
    slow: Option<i64>,
    weeks: Vec<BurdenWeek>,
    fields: Vec<FieldUse>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    form: String,
}

/// `GET /burden/{code}`
pub(super) async fn burden(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Burden>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place = places::find(&mut look, &code, today).await?;
    let place = place.filter(|_| matches!(code.level(), Level::City | Level::County));
    let place = place.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let form = if asked.form.is_empty() { "visit".to_owned() } else { asked.form };
    let known = bands::fields(&form).ok_or_else(|| {
        Error::refused(codes::INVALID).with("name", &form).field("form", codes::UNKNOWN_FORM)
    })?;
    let monday = calendar::plus(today, -i64::from(today.date().weekday().to_monday_zero_offset()));
    let labels: Vec<Day> = (0..WEEKS).rev().map(|ago| calendar::plus(monday, -7 * ago)).collect();
    let first = labels.first().copied().unwrap_or(monday);
    let rows = store::burden(&mut look, &code, &form, &calendar::week(first)).await?;
    let mut by_week: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    let mut all: BTreeMap<i64, i64> = BTreeMap::new();
    for row in rows {
        *all.entry(row.seconds).or_default() += row.n;
        by_week.entry(row.week).or_default().push((row.seconds, row.n));
    }
    let all: Vec<(i64, i64)> =
        bands::BANDS.into_iter().map(|band| (band, all.get(&band).copied().unwrap_or(0))).collect();
    let total: i64 = all.iter().map(|(_, n)| n).sum();
    let enough = total >= LEAST;
    let seen = store::field_use(&mut look, &code, &form, &first.to_string()[..7]).await?;
    let field = |name: &&str| {
        let of = seen.iter().find(|row| row.field == **name);
        let (records, filled, read) = of.map_or((0, 0, 0), |row| (row.records, row.filled, row.read));
        FieldUse { field: (*name).to_owned(), records, filled, read }
    };
    Ok(Json(Burden {
        ancestors: places::ancestors(&mut look, &code).await?,
        place,
        n: (total == 0 || enough).then_some(total),
        withheld: total > 0 && !enough,
        bands: all.iter().filter(|_| enough).map(|(seconds, n)| Band { seconds: *seconds, n: *n }).collect(),
        median: bands::percentile(&all, 50).filter(|_| enough),
        slow: bands::percentile(&all, 90).filter(|_| enough),
        weeks: labels.into_iter().map(|day| week(day, &by_week)).collect(),
        fields: if enough { known.iter().map(field).collect() } else { Vec::new() },
        form,
    }))
}

fn week(monday: Day, by_week: &BTreeMap<String, Vec<(i64, i64)>>) -> BurdenWeek {
    let label = calendar::week(monday);
    let counts = by_week.get(&label).map_or(&[][..], Vec::as_slice);
    let n: i64 = counts.iter().map(|(_, n)| n).sum();
    let enough = n >= LEAST;
    BurdenWeek {
        week: label,
        starts: monday.to_string(),
        n: (n == 0 || enough).then_some(n),
        withheld: n > 0 && !enough,
        median: bands::percentile(counts, 50).filter(|_| enough),
        slow: bands::percentile(counts, 90).filter(|_| enough),
    }
}

/// The right of those who tell: whoever writes records down.
pub(super) const TELLS: Right = Right::RecordVisits;
