//! To which units a case may be offered: those whose place contains its village.

use axum::Json;
use lianxin_domain::ids::Ref;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    cases::read,
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
