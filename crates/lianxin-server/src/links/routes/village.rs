//! A village's page, and an official's own villages.

use axum::Json;
use lianxin_domain::{
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::Path,
    },
    links::read::{self, VillageLink, Who},
    people::{read as people, routes::UnitRef},
    places::store::{self as places, PlaceName, PlaceRef, Profile},
};

/// A village.
#[derive(Serialize, ToSchema)]
#[schema(as = Village)]
pub struct Shown {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    profile: Profile,
    links: Vec<VillageLink>,
    ended: Vec<VillageLink>,
    names: Vec<PlaceName>,
    /// The village that it was merged into.
    successor: Option<PlaceRef>,
    since: String,
    until: Option<String>,
}

pub async fn show(mut look: Look, Path(code): Path<PlaceCode>) -> Result<Json<Shown>> {
    look.may(&code)?;
    let missing = || Error::refused(codes::NOT_FOUND);
    if code.level() != Level::Village {
        return Err(missing());
    }
    let latest = places::latest(&mut look, &code).await?.ok_or_else(missing)?;
    let successor = match latest.successor.parse::<PlaceCode>() {
        Ok(successor) => places::latest(&mut look, &successor).await?,
        Err(_) => None,
    };
    let as_place = |row: places::Latest| PlaceRef { code: row.code, name: row.name, level: row.level };
    Ok(Json(Shown {
        ancestors: places::ancestors(&mut look, &code).await?,
        profile: places::profile(&mut look, &code).await?.unwrap_or_default(),
        links: read::of_village(&mut look, &code).await?,
        ended: read::ended_of_village(&mut look, &code).await?,
        names: places::names(&mut look, &code).await?,
        successor: successor.map(as_place),
        since: latest.since.clone(),
        until: people::ends(&latest.until),
        place: as_place(latest),
    }))
}

/// One's own villages.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnVillages)]
pub struct Own {
    official: Who,
    villages: Vec<OwnVillage>,
}

/// One of one's own villages.
#[derive(Serialize, ToSchema)]
pub struct OwnVillage {
    tier: String,
    village: PlaceRef,
    path: String,
    since: String,
    document: String,
    profile: Profile,
    /// Who else is linked to it.
    others: Vec<VillageLink>,
}

pub async fn own(mut look: Look) -> Result<Json<Own>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let name: Ref = look.actor.official.clone().ok_or_else(missing)?;
    let row = people::official(&mut look, &name).await?.ok_or_else(missing)?;
    let unit = UnitRef {
        name_ref: format!("{}.{}", row.county, row.unit),
        name: row.unit_name,
        kind: row.unit_kind,
    };
    let official = Who {
        name_ref: name.to_string(),
        name: row.name,
        post: row.post,
        rank: row.rank,
        phone: row.phone,
        unit,
    };
    let mut villages = Vec::new();
    for link in read::of_official(&mut look, &name).await?.into_iter().filter(|link| link.until.is_none()) {
        let Ok(code) = link.village.code.parse::<PlaceCode>() else { continue };
        let mut others = read::of_village(&mut look, &code).await?;
        others.retain(|other| other.who.as_ref().is_none_or(|who| who.name_ref != official.name_ref));
        villages.push(OwnVillage {
            tier: link.tier,
            profile: places::profile(&mut look, &code).await?.unwrap_or_default(),
            village: link.village,
            path: link.path,
            since: link.since,
            document: link.document,
            others,
        });
    }
    Ok(Json(Own { official, villages }))
}
