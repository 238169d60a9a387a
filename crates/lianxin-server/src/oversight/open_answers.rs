//! What the public is told of residents' answers to random callbacks: figures that were released to offices in the quarter, of the
//! city and its counties, with their intervals. They are copied once, when the quarter is over, and nothing is made here: each is
//! one of the released figures, whose blocks of five and more answers nothing cuts. Officials and townships are not among them.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
};
use lianxin_domain::{
    access::Right,
    ids::Ref,
    places::{Level, PlaceCode},
    satisfaction::{Interval, Measure, Order, in_order},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    open::PER_ADDRESS,
    release::{self, TOLD},
    resolution::{label, number},
    store,
};
use crate::{
    app::App,
    engine::{
        act::{Act, Actor, nothing},
        db::Conn,
        error::{Error, Result, codes},
    },
    places::store::{self as places, PlaceRef},
    satisfaction::read::{self, DrawRow, FigureRow, OutcomeRow},
};

/// Draws among which a quarter's are looked for.
const LOOKED_AT: i64 = 500;

/// What residents answered, as the public is told it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenAnswers {
    city: PlaceRef,
    /// The latest first, eight at the most; quarters without a released draw are left out.
    quarters: Vec<AnswerQuarter>,
    /// The quarter that is released next.
    next: String,
    /// The day on which it is.
    next_day: String,
}

/// A quarter that is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerQuarter {
    /// `2026Q3`.
    quarter: String,
    /// The day of its release.
    day: String,
    /// The draws whose figures offices were told in the quarter.
    draws: Vec<OpenDraw>,
}

/// A draw, as the public is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenDraw {
    /// Who was asked: `reached`, `cases` or `all`.
    frame: String,
    /// The first day that was asked about; empty for all households.
    since: String,
    /// The last one.
    until: String,
    /// Households drawn by chance.
    drawn: i64,
    /// Of those: answered.
    completed: i64,
    own: Answered,
    /// The counties of a draw of the city, by code.
    below: Vec<Answered>,
    /// What can be said of their order.
    orders: Vec<AnswerOrder>,
}

/// What was answered in a place; without figures where they are withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Answered {
    code: String,
    name: String,
    /// Answers; none where they are withheld.
    answers: Option<i64>,
    figures: Vec<AnswerShare>,
}

/// A share in tenths of a percent, with its interval (95 %).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerShare {
    /// `took_place`, `listened` or `satisfied`.
    measure: String,
    at: i64,
    low: i64,
    high: i64,
}

/// Whether places can be put in an order by a measure: only if no two intervals overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerOrder {
    measure: String,
    told: bool,
    /// Pairs of places that overlap.
    overlapping: i64,
    pairs: i64,
}

/// `GET /open/satisfaction`
pub(super) async fn satisfaction(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
) -> Result<Json<OpenAnswers>> {
    app.throttle.flood(&format!("open {}", from.ip()), PER_ADDRESS, app.clock.millis())?;
    let (code, today) = (app.city()?, app.clock.today());
    let mut conn = app.db.read().await?;
    let city =
        places::find(&mut conn, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let rows = store::answers_released(&mut conn, &code, TOLD).await?;
    let quarters: Vec<AnswerQuarter> =
        rows.iter().map(|row| serde_json::from_str(&row.body)).collect::<serde_json::Result<_>>()?;
    let (next, next_day) = release::next(today)?;
    Ok(Json(OpenAnswers { city, quarters, next, next_day: next_day.to_string() }))
}

/// Releases what is due: each quarter since the last release in which offices were told of a draw; gives how many.
pub async fn tick(app: &App) -> Result<usize> {
    let (city, today) = (app.city()?, app.clock.today());
    let last = release::last(today)?;
    let mut conn = app.db.read().await?;
    let known = store::answers_released(&mut conn, &city, TOLD).await?;
    let since = known.iter().filter_map(|row| number(&row.quarter)).max().map_or(0, |quarter| quarter + 1);
    let since = since.max((last + 1).saturating_sub(TOLD));
    let draws = read::draws(&mut conn, &city, Uuid::max(), LOOKED_AT).await?;
    let mut due = Vec::new();
    for quarter in (since..=last).map(label) {
        let mut told = Vec::new();
        for row in draws.iter().filter(|row| row.state == "released" && of_quarter(row) == quarter) {
            told.extend(draw(&mut conn, row).await?);
        }
        if !told.is_empty() {
            due.push(AnswerQuarter { quarter, day: today.to_string(), draws: told });
        }
    }
    drop(conn);
    if !due.is_empty() {
        write(app, &city, &due).await?;
    }
    Ok(due.len())
}

/// The quarter in which offices were told.
fn of_quarter(row: &DrawRow) -> String {
    let (year, month) = row.released_month.split_once('-').unwrap_or_default();
    format!("{year}Q{}", month.parse::<usize>().unwrap_or_default().div_ceil(3))
}

/// A draw of the city or of a county; none of a township, and none of which nothing may be told.
async fn draw(conn: &mut Conn, row: &DrawRow) -> Result<Option<OpenDraw>> {
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    if place.level() > Level::County {
        return Ok(None);
    }
    let name: Ref = row.name_ref().parse().map_err(|_| Error::internal("a draw's name"))?;
    let figures = read::figures(conn, &name, &place).await?;
    let named = places::latest(conn, &place).await?.map(|last| last.name).unwrap_or_default();
    let own = answered(place.as_str(), named, &figures);
    if own.figures.is_empty() {
        return Ok(None);
    }
    let mut below = Vec::new();
    if place.level() == Level::City {
        let day = row.until.parse().map_err(Error::internal)?;
        let counties = places::children(conn, &place, day).await?;
        below.extend(counties.into_iter().map(|county| answered(&county.code, county.name, &figures)));
    }
    let outcomes = read::outcomes(conn, &name).await?;
    let sum = |of: fn(&&OutcomeRow) -> bool| outcomes.iter().filter(of).map(|row| row.n).sum();
    Ok(Some(OpenDraw {
        frame: row.frame.clone(),
        since: row.since.clone(),
        until: row.until.clone(),
        drawn: sum(|_| true),
        completed: sum(|row| row.state == "done" && row.outcome == "completed"),
        orders: Measure::ALL.iter().filter_map(|measure| order(*measure, &below)).collect(),
        own,
        below,
    }))
}

fn answered(code: &str, name: String, rows: &[FigureRow]) -> Answered {
    let own: Vec<&FigureRow> = rows.iter().filter(|row| row.subject == code).collect();
    let share = |row: &&FigureRow| AnswerShare {
        measure: row.measure.clone(),
        at: row.share / 1000,
        low: row.low / 1000,
        high: row.high / 1000,
    };
    Answered {
        code: code.to_owned(),
        name,
        answers: own.first().map(|row| row.answers),
        figures: own.iter().map(share).collect(),
    }
}

fn order(measure: Measure, places: &[Answered]) -> Option<AnswerOrder> {
    let own = places.iter().filter_map(|place| place.figures.iter().find(|f| f.measure == measure.word()));
    let part = |tenths: i64| tenths as f64 / 1000.0;
    let intervals: Vec<Interval> =
        own.map(|f| Interval { at: part(f.at), low: part(f.low), high: part(f.high) }).collect();
    let pairs = intervals.len() * intervals.len().saturating_sub(1) / 2;
    let overlapping = match in_order(&intervals) {
        Order::Told(_) => 0,
        Order::Refused(pairs) => pairs.len(),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let told = overlapping == 0;
    let (measure, overlapping) = (measure.word().to_owned(), count(overlapping));
    (pairs > 0).then(|| AnswerOrder { measure, told, overlapping, pairs: count(pairs) })
}

async fn write(app: &App, city: &PlaceCode, due: &[AnswerQuarter]) -> Result<()> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(city) };
    let mut act = Act::of(app, actor, "oversight.open.release", Right::OwnAccount);
    for one in due {
        let body = serde_json::to_string(one)?;
        store::release_answers(act.tx().await?, city, (&one.quarter, &one.day), &body).await?;
    }
    let quarters: Vec<&str> = due.iter().map(|one| one.quarter.as_str()).collect();
    act.done(city, "", json!({"answers": quarters}), nothing()).await?;
    Ok(())
}
