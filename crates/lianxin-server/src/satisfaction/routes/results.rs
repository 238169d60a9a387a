//! Released figures. Nothing here reads an answer.

use axum::Json;
use lianxin_domain::{
    ids::Ref,
    places::PlaceCode,
    satisfaction::{Interval, Measure, Order, in_order},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::shown::{self, DrawLine, Rates, rated};
use crate::{
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
    },
    places::store::{self as places, PlaceRef},
    satisfaction::read::{self, DrawRow, FigureRow},
};

/// Draws among which the last released one is looked for.
const LOOKED_AT: i64 = 100;

/// A figure with its interval, as shares.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SatisfactionFigure)]
pub struct Figure {
    /// `took_place`, `listened` or `satisfied`.
    measure: String,
    share: f64,
    low: f64,
    high: f64,
    /// The same drawn towards the neighbours', the more the fewer answers there are.
    like_share: f64,
    like_low: f64,
    like_high: f64,
}

/// A place with its figures; without any when fewer than five answered, or when they would tell a neighbour's.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceFigures {
    place: PlaceRef,
    answers: Option<i64>,
    figures: Vec<Figure>,
}

/// What can be said of the order of places by a measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureOrder {
    measure: String,
    /// Whether every two of the places are apart. Where they are not, no order is given at all.
    told: bool,
    /// How many pairs of places overlap.
    overlapping: usize,
    /// How many pairs there are.
    pairs: usize,
}

/// Released figures of a place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SatisfactionResults)]
pub struct Results {
    /// None while nothing is released.
    draw: Option<DrawLine>,
    /// All draws of which figures are released.
    released: Vec<ReleasedDraw>,
    place: PlaceRef,
    own: Option<PlaceFigures>,
    /// The places right below, in the order of their codes.
    below: Vec<PlaceFigures>,
    orders: Vec<FigureOrder>,
    /// How many of those drawn answered.
    rates: Option<Rates>,
}

/// A released draw.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleasedDraw {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    month: String,
}

#[derive(Deserialize)]
pub struct Asked {
    draw: Option<String>,
}

/// The released draws that speak of a place: those of itself, of what it lies in, and of what lies in it.
async fn released(conn: &mut Conn, code: &PlaceCode) -> Result<Vec<DrawRow>> {
    let city = code.at(lianxin_domain::places::Level::City).unwrap_or_else(|| code.clone());
    let rows = read::draws(conn, &city, Uuid::max(), LOOKED_AT).await?;
    let of = |row: &DrawRow| row.place.parse::<PlaceCode>().is_ok_and(|own| own.contains(code));
    Ok(rows.into_iter().filter(|row| row.state == "released" && of(row)).collect())
}

pub async fn show(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Results>> {
    look.may(&code)?;
    let missing = || Error::refused(codes::NOT_FOUND);
    let last = places::latest(&mut look, &code).await?.ok_or_else(missing)?;
    let today = look.app.clock.today();
    let place = PlaceRef { name: last.name, ..PlaceRef::unnamed(&code) };
    let rows = released(&mut look, &code).await?;
    let row = match asked.draw.as_deref().filter(|text| !text.is_empty()) {
        Some(name) => Some(rows.iter().find(|row| row.name_ref() == name).cloned().ok_or_else(missing)?),
        None => rows.first().cloned(),
    };
    let listed = |row: &DrawRow| ReleasedDraw {
        name_ref: row.name_ref(),
        name: row.name.clone(),
        month: row.released_month.clone(),
    };
    let mut results = Results {
        draw: None,
        released: rows.iter().map(listed).collect(),
        place: place.clone(),
        own: None,
        below: vec![],
        orders: vec![],
        rates: None,
    };
    let Some(row) = row else { return Ok(Json(results)) };
    let name: Ref = row.name_ref().parse().map_err(|_| Error::internal("a draw's name"))?;
    let figures = read::figures(&mut look, &name, &code).await?;
    let below = places::children(&mut look, &code, today).await?;
    results.own = Some(of_place(place, &figures));
    // Villages are never told apart: a draw gives each of them one or two answers.
    let below = below.into_iter().filter(|place| place.level != "village");
    results.below = below.map(|place| of_place(place, &figures)).collect();
    results.orders = Measure::ALL.iter().filter_map(|measure| order(*measure, &results.below)).collect();
    results.rates = Some(rated(&read::outcomes(&mut look, &name).await?));
    results.draw = Some(shown::line(&mut look, &row).await?);
    Ok(Json(results))
}

fn share(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

fn figure(row: &FigureRow) -> Figure {
    Figure {
        measure: row.measure.clone(),
        share: share(row.share),
        low: share(row.low),
        high: share(row.high),
        like_share: share(row.like_share),
        like_low: share(row.like_low),
        like_high: share(row.like_high),
    }
}

fn of_place(place: PlaceRef, rows: &[FigureRow]) -> PlaceFigures {
    let own: Vec<&FigureRow> = rows.iter().filter(|row| row.subject == place.code).collect();
    PlaceFigures {
        answers: own.first().map(|row| row.answers),
        figures: own.into_iter().map(figure).collect(),
        place,
    }
}

/// Whether places can be put in an order by a measure; none of fewer than two.
fn order(measure: Measure, places: &[PlaceFigures]) -> Option<FigureOrder> {
    let own = places.iter().filter_map(|place| place.figures.iter().find(|f| f.measure == measure.word()));
    let intervals: Vec<Interval> = own.map(|f| Interval { at: f.share, low: f.low, high: f.high }).collect();
    let pairs = intervals.len() * intervals.len().saturating_sub(1) / 2;
    let overlapping = match in_order(&intervals) {
        Order::Told(_) => 0,
        Order::Refused(pairs) => pairs.len(),
    };
    let order =
        FigureOrder { measure: measure.word().to_owned(), told: overlapping == 0, overlapping, pairs };
    (pairs > 0).then_some(order)
}

/// What was answered about one's own visits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnSatisfaction)]
pub struct OwnResults {
    months: Vec<OwnMonth>,
}

/// A month's figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnMonth {
    month: String,
    answers: i64,
    figures: Vec<Figure>,
}

pub async fn own(mut look: Look) -> Result<Json<OwnResults>> {
    let official = look.actor.official.clone().ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let rows = read::own(&mut look, &official).await?;
    let months = rows.chunk_by(|a, b| a.month == b.month && a.answers == b.answers).map(|group| OwnMonth {
        month: group[0].month.clone(),
        answers: group[0].answers,
        figures: group.iter().map(figure).collect(),
    });
    Ok(Json(OwnResults { months: months.collect() }))
}
