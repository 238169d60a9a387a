//! What was reached where: households, weeks, promises, from the city to the village. Numbers of places only, never of an
//! official; small ones are withheld (`way`).

use axum::Json;
use lianxin_domain::{
    day::Day,
    places::{Level, PlaceCode},
    visits::calendar,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    figures::{Figure, Figures, PlaceFigures, Week},
    read,
    way::Way,
};
use crate::{
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Paging, cursor},
    },
    places::store::{self as places, PlaceRef},
};

/// What was reached in a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reach {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    quarter: String,
    /// Quarters that have something to show, the latest first.
    quarters: Vec<String>,
    now: Figures,
    children: Vec<PlaceFigures>,
    /// The last 52 weeks; none for a village.
    weeks: Vec<Week>,
}

/// Villages with households that were not met.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unmet {
    place: PlaceRef,
    quarter: String,
    /// The villages of one township.
    items: Vec<PlaceFigures>,
    /// Pass it as `after` for the next township.
    next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    quarter: String,
    #[serde(default)]
    after: String,
}

/// `GET /reach/{code}`
pub(super) async fn reach(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Reach>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place = find(&mut look, &code, today).await?;
    let quarter = quarter(&asked.quarter, today)?;
    let mut quarters = read::quarters(&mut look, &code).await?;
    let present = calendar::quarter(today);
    if !quarters.contains(&present) {
        quarters.insert(0, present);
    }
    let way = Way::load(&mut look, &code, &quarter, today).await?;
    let (now, children) = way.figures();
    Ok(Json(Reach {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        weeks: if place.level == "village" { Vec::new() } else { way.weeks() },
        place,
        quarter,
        quarters,
        now,
        children,
    }))
}

/// `GET /reach/{code}/unmet`
pub(super) async fn unmet(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Unmet>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place = find(&mut look, &code, today).await?;
    let quarter = quarter(&asked.quarter, today)?;
    let townships: Vec<PlaceCode> = match code.level() {
        Level::City | Level::County => read::townships(&mut look, &code).await?,
        _ => code.at(Level::Township).into_iter().collect(),
    };
    let [after] = (Paging { after: Some(asked.after), limit: None }).after();
    let last = townships.last().cloned();
    // A township in which everybody was met has nothing to show.
    for township in townships.into_iter().filter(|township| township.as_str() > after.as_str()) {
        let mut items = Way::load(&mut look, &township, &quarter, today).await?.figures().1;
        items.retain(|one| one.place.code.starts_with(code.as_str()));
        items.retain(|one| one.figures.households.unmet != Figure::new(0, false));
        if !items.is_empty() {
            let next = (Some(&township) != last.as_ref()).then(|| cursor(&[township.to_string()]));
            return Ok(Json(Unmet { place, quarter, items, next }));
        }
    }
    Ok(Json(Unmet { place, quarter, items: Vec::new(), next: None }))
}

async fn find(conn: &mut Conn, code: &PlaceCode, today: Day) -> Result<PlaceRef> {
    places::find(conn, code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))
}

/// The quarter asked for, or the present one.
fn quarter(asked: &str, today: Day) -> Result<String> {
    let sound = |text: &str| {
        let (year, part) = text.split_once('Q')?;
        (year.len() == 4 && year.parse::<u16>().is_ok() && matches!(part, "1" | "2" | "3" | "4"))
            .then_some(())
    };
    match asked {
        "" => Ok(calendar::quarter(today)),
        text if sound(text).is_some() => Ok(text.to_owned()),
        _ => Err(Error::refused(codes::INVALID).field("quarter", codes::BAD_QUARTER)),
    }
}
