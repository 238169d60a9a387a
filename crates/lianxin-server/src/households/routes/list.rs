//! The households of a village.

use axum::Json;
use lianxin_domain::{
    access::Class,
    day::Day,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{scope, show::Standing};
use crate::{
    access::reveal::{Seen, reveal},
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Page, Paging},
    },
    households::read::{self, HouseholdRow},
    places::store as places,
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    paging: Paging,
}

/// A household in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdLine)]
pub struct Line {
    #[serde(rename = "ref")]
    name_ref: String,
    house: String,
    name: String,
    members: i64,
    /// The standings that hold today.
    standings: Vec<Standing>,
    since: String,
}

pub async fn list(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Page<Line>>> {
    look.may(&code)?;
    let missing = || Error::refused(codes::NOT_FOUND);
    if code.level() != Level::Village || places::latest(&mut look, &code).await?.is_none() {
        return Err(missing());
    }
    let purpose = scope::purpose(&asked.purpose)?;
    let limit = asked.paging.limit();
    let [after] = asked.paging.after();
    let after = Uuid::try_parse(&after).unwrap_or_default();
    let rows = read::search(&mut look, &code, &asked.q, after, limit).await?;
    let today = look.app.clock.today();
    let mut standings = match rows.last() {
        Some(last) => read::standings_between(&mut look, &code, after, last.id).await?,
        None => Default::default(),
    };
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let own = standings.remove(&row.id).unwrap_or_default();
            (row, own)
        })
        .collect();
    let key = |(row, _): &(HouseholdRow, _)| [row.id.to_string()];
    let page = Page::cut(lines, limit, key, |(row, standings)| line(row, standings, today));
    let (actor, right) = (look.actor.clone(), look.right);
    let staff = scope::Staff::of(&mut look, &actor, right, &code).await?;
    let seen = Seen { village: code, household: None, class: Class::Roster };
    reveal(&look.app, &staff.looker(&actor, &purpose), &[seen], Json(page)).await
}

fn line(row: HouseholdRow, standings: Vec<read::StandingRow>, today: Day) -> Line {
    let standings: Vec<Standing> = standings.into_iter().map(Standing::from).collect();
    Line {
        name_ref: row.name_ref(),
        house: row.house,
        name: row.name,
        members: row.members,
        standings: standings.into_iter().filter(|standing| standing.holds(today)).collect(),
        since: row.since,
    }
}
