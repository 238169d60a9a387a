//! Heads and houses of a village for its police officer: that, and nothing more, for a purpose. Nobody is looked for: the list is
//! paged by the register's order.

use axum::Json;
use lianxin_domain::{
    access::{Class, Role},
    links::Tier,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::scope;
use crate::{
    access::reveal::{Looker, Seen, reveal},
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Page, Paging},
    },
    households::read::{self, HouseholdRow},
    links::scope::own_scope,
    people::read as people,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
    #[serde(flatten)]
    paging: Paging,
}

/// A head and a house.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdDoor)]
pub struct Door {
    house: String,
    name: String,
}

pub async fn list(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Page<Door>>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (actor, today) = (look.actor.clone(), look.app.clock.today());
    let official = actor.official.clone().ok_or_else(missing)?;
    let own = own_scope(&mut look, &official, today).await?;
    let polices = |tier: Tier| tier == Tier::PoliceLiaison;
    if !own.iter().any(|own| own.village == code && own.held.iter().any(|held| polices(held.tier))) {
        return Err(missing());
    }
    let purpose = scope::purpose(&asked.purpose)?;
    let (limit, [after]) = (asked.paging.limit(), asked.paging.after());
    let after = Uuid::try_parse(&after).unwrap_or_default();
    let rows = read::search(&mut look, &code, "", after, limit).await?;
    let door = |row: HouseholdRow| Door { house: row.house, name: row.name };
    let page = Page::cut(rows, limit, |row| [row.id.to_string()], door);
    let unit = people::official(&mut look, &official).await?.map(|row| row.unit_name).unwrap_or_default();
    let by = Looker { actor: &actor, unit: &unit, role: Role::Official, purpose: purpose.as_str() };
    let seen = Seen { village: code, household: None, class: Class::Roster };
    reveal(&look.app, &by, &[seen], Json(page)).await
}
