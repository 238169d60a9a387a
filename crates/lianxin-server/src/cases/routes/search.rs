//! Search in what cases are called, and, for a purpose, in the words of those that are one's task: each case found by its words
//! is a look of which its household is told.

use std::collections::BTreeMap;

use axum::Json;
use lianxin_domain::{
    access::Class,
    cases::grams::{grams, holds},
    day::Day,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::told::Line;
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        hands, read,
        row::MatterRow,
        search::{self, Kind},
        sight,
    },
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::Query,
        page::Paging,
    },
    households::routes::purpose,
    places::store as places,
};

/// Characters that can be looked for.
const LONGEST: usize = 30;
/// Cases that are looked at for a page.
const LOOKED_AT: i64 = 100;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    q: String,
    /// `title` or `words`.
    #[serde(default, rename = "in")]
    part: String,
    #[serde(default)]
    purpose: String,
    #[serde(flatten)]
    paging: Paging,
}

/// Cases that were found.
#[derive(Serialize, ToSchema)]
pub struct CasesFound {
    /// The latest first.
    items: Vec<Line>,
    next: Option<String>,
}

pub async fn search(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CasesFound>> {
    let place = look.place_or_widest(Some(&asked.place))?;
    let kind = match asked.part.as_str() {
        "" | "title" => Kind::Title,
        "words" => Kind::Words,
        _ => return Err(Error::refused(codes::INVALID).field("in", codes::REQUIRED)),
    };
    let q = |code| Error::refused(codes::INVALID).with("least", 2).field("q", code);
    if grams(&asked.q).is_empty() {
        return Err(q(codes::TOO_SHORT));
    }
    if asked.q.chars().count() > LONGEST {
        return Err(q(codes::TOO_LONG));
    }
    let wanted = purpose(&asked.purpose);
    let purpose = if kind == Kind::Words { Some(wanted?) } else { None };
    let (limit, [after]) = (asked.paging.limit(), asked.paging.after());
    let before = Uuid::try_parse(&after).unwrap_or(Uuid::max());
    let (actor, today) = (look.actor.clone(), look.app.clock.today());
    let counties = counties(&mut look, &place, today).await?;
    let may = search::find(&mut look, kind, (&place, &counties), &asked.q, (before, LOOKED_AT)).await?;
    let hands = hands::of(&mut look, &actor).await?;
    let rows = whole(&mut look, &may.cases).await?;
    let (mut found, mut seen, mut by) = (Vec::new(), Vec::new(), None);
    let mut last = None;
    for row in rows {
        if found.len() as i64 == limit {
            break;
        }
        last = Some(row.id);
        let village = row.village()?;
        let village_county = village.owner();
        if !place.contains(&village)
            || !holds(if kind == Kind::Title { &row.title } else { &row.words }, &asked.q)
        {
            continue;
        }
        let case = row.case()?;
        if !sight::seen(&actor, &hands, &village, &case) {
            continue;
        }
        if kind == Kind::Words {
            let Some(hand) = hands.iter().find(|hand| hand.place.contains(&village) && hand.has_task(&case))
            else {
                continue;
            };
            by = by.or(Some(hand));
            seen.push(Seen { village, household: row.household, class: Class::Talks });
        }
        found.push((village_county, row.id));
    }
    let next = if found.len() as i64 == limit { last } else { may.rest };
    let mut items = Vec::new();
    for (county, ids) in by_county(&found) {
        items.extend(read::lines(&mut look, &county, &ids).await?);
    }
    items.sort_by_key(|line| std::cmp::Reverse(line.id));
    let items = items.into_iter().map(|row| Line::of(row, today)).collect::<Result<Vec<Line>>>()?;
    let next = next.map(|id| crate::engine::page::cursor(&[id.to_string()]));
    let answer = CasesFound { items, next };
    let (Some(purpose), Some(hand)) = (purpose, by) else { return Ok(Json(answer)) };
    let by = Looker { actor: &actor, unit: &hand.name, role: hand.role, purpose: purpose.as_str() };
    Ok(Json(reveal(&look.app, &by, &seen, answer).await?))
}

/// The county of a place, or those of a city.
async fn counties(conn: &mut Conn, place: &PlaceCode, today: Day) -> Result<Vec<PlaceCode>> {
    if place.level() != Level::City {
        return Ok(vec![place.owner()]);
    }
    let all = places::children(conn, place, today).await?;
    all.iter().map(|county| county.code.parse().map_err(Error::internal)).collect()
}

fn by_county(cases: &[(PlaceCode, Uuid)]) -> BTreeMap<PlaceCode, Vec<Uuid>> {
    let mut all: BTreeMap<PlaceCode, Vec<Uuid>> = BTreeMap::new();
    for (county, id) in cases {
        all.entry(county.clone()).or_default().push(*id);
    }
    all
}

/// These cases, the latest first.
async fn whole(conn: &mut Conn, cases: &[(PlaceCode, Uuid)]) -> Result<Vec<MatterRow>> {
    let mut rows = Vec::new();
    for (county, ids) in by_county(cases) {
        rows.extend(read::whole(conn, &county, &ids).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    Ok(rows)
}
