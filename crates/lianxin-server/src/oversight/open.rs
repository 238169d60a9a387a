//! The page for everybody: what was released, without an account, a cookie or a question.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    release::{self, OpenQuarter},
    store,
};
use crate::{
    app::App,
    engine::error::{Error, Result, codes},
    places::store::{self as places, PlaceRef},
};

/// Requests of one address in a quarter of an hour.
pub(super) const PER_ADDRESS: u32 = 300;

/// What the public is told of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenFigures {
    city: PlaceRef,
    /// The latest first, eight at the most.
    quarters: Vec<OpenQuarter>,
    /// The quarter that is released next.
    next: String,
    /// The day on which it is.
    next_day: String,
}

/// `GET /open/cases`
pub(super) async fn cases(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
) -> Result<Json<OpenFigures>> {
    app.throttle.flood(&format!("open {}", from.ip()), PER_ADDRESS, app.clock.millis())?;
    let (code, today) = (app.city()?, app.clock.today());
    let mut conn = app.db.read().await?;
    let city =
        places::find(&mut conn, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let rows = store::released(&mut conn, &code, release::TOLD).await?;
    let quarters: Vec<OpenQuarter> =
        rows.iter().map(|row| serde_json::from_str(&row.body)).collect::<serde_json::Result<_>>()?;
    let (next, next_day) = release::next(today)?;
    Ok(Json(OpenFigures { city, quarters, next, next_day: next_day.to_string() }))
}
