//! An official and a unit in full, with their villages.

use axum::Json;
use lianxin_domain::{ids::Ref, places::PlaceCode};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::Path,
    },
    links::read::{self, OfficialLink, UnitLink},
    people::{
        read::{self as people, OfficialRow, PostLine},
        routes::UnitRef,
    },
    places::store::PlaceRef,
};

/// An official in full.
#[derive(Serialize, ToSchema)]
#[schema(as = Official)]
pub struct OfficialInFull {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    post: String,
    rank: String,
    phone: String,
    unit: UnitRef,
    tier: String,
    #[schema(value_type = Vec<String>)]
    skills: Value,
    home: Option<PlaceRef>,
    joined: String,
    left: Option<String>,
    posts: Vec<PostLine>,
    links: Vec<OfficialLink>,
}

pub async fn official(mut look: Look, Path(name): Path<Ref>) -> Result<Json<OfficialInFull>> {
    let row = people::official(&mut look, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let unit = Ref { county: name.county.clone(), id: row.unit };
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    look.actor.may_unit(look.right, &place, Some(&unit))?;
    let posts = people::posts(&mut look, &name).await?;
    let links = read::of_official(&mut look, &name).await?;
    Ok(Json(in_full(&name, row, posts, links)))
}

fn in_full(name: &Ref, row: OfficialRow, posts: Vec<PostLine>, links: Vec<OfficialLink>) -> OfficialInFull {
    let home = PlaceRef { code: row.home, name: row.home_name, level: row.home_level };
    OfficialInFull {
        name_ref: name.to_string(),
        name: row.name,
        post: row.post,
        rank: row.rank,
        phone: row.phone,
        unit: UnitRef {
            name_ref: format!("{}.{}", row.county, row.unit),
            name: row.unit_name,
            kind: row.unit_kind,
        },
        tier: row.tier,
        skills: serde_json::from_str(&row.skills).unwrap_or_default(),
        home: Some(home).filter(|home| !home.name.is_empty()),
        joined: row.joined,
        left: people::ends(&row.left_on),
        posts,
        links,
    }
}

/// A unit in full.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
pub struct UnitInFull {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    kind: String,
    place: PlaceRef,
    phone: String,
    #[schema(value_type = Object)]
    strengths: Value,
    officials: i64,
    villages: i64,
    /// Townships that a station covers.
    area: Vec<PlaceRef>,
    links: Vec<UnitLink>,
}

pub async fn unit(mut look: Look, Path(name): Path<Ref>) -> Result<Json<UnitInFull>> {
    let row = people::unit(&mut look, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    look.actor.may_unit(look.right, &place, Some(&name))?;
    let area = people::area(&mut look, &name).await?;
    let links = read::of_unit(&mut look, &name).await?;
    Ok(Json(UnitInFull {
        name_ref: name.to_string(),
        name: row.name,
        kind: row.kind,
        place: PlaceRef { code: row.place, name: row.place_name, level: row.place_level },
        phone: row.phone,
        strengths: serde_json::from_str(&row.strengths).unwrap_or_default(),
        officials: row.officials,
        villages: row.villages,
        area: area.into_iter().map(|(code, name, level)| PlaceRef { code, name, level }).collect(),
        links,
    }))
}
