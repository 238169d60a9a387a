//! To which units a case may be offered: those whose place contains its village; and which officials its owner may name.

use axum::Json;
use lianxin_domain::{cases::Refusal, ids::Ref};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    cases::{hands, read, work},
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::Path,
    },
};

/// Units in charge of a case's village.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseUnits)]
pub struct Units {
    /// By kind and name, 300 at the most.
    items: Vec<Unit>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseUnit)]
pub struct Unit {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    /// `city_department`, `county_department`, `township_government` or `police_station`.
    kind: String,
}

pub async fn list(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Units>> {
    let row = read::one(&mut look, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let village = row.village()?;
    look.may(&village)?;
    let mut items = Vec::new();
    for row in read::units_of(&mut look, &village).await? {
        items.push(Unit { name_ref: row.name_ref()?.to_string(), name: row.name, kind: row.kind });
    }
    Ok(Json(Units { items }))
}

/// Officials of the unit that owns a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseOfficials)]
pub struct Officials {
    /// By name, 300 at the most.
    items: Vec<Official>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseOfficial)]
pub struct Official {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    post: String,
}

pub async fn officials(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Officials>> {
    let row = read::one(&mut look, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let (village, actor, case) = (row.village()?, look.actor.clone(), row.case()?);
    look.may(&village)?;
    let hands = hands::at(&mut look, &actor, &village).await?;
    let own = hands.into_iter().find(|hand| case.owner.as_ref() == Some(&hand.unit));
    let unit = own.ok_or_else(|| work::refused(Refusal::NotYours))?.unit;
    let mut items = Vec::new();
    if let Some(unit) = read::unit(&mut look, &unit).await? {
        for row in read::officials(&mut look, &unit).await? {
            items.push(Official {
                name_ref: format!("{}.{}", row.county, row.id),
                name: row.name,
                post: row.post,
            });
        }
    }
    Ok(Json(Officials { items }))
}
