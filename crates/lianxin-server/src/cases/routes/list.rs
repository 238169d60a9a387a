//! Lists and the board: how cases stand, without words and households.

use std::collections::BTreeMap;

use axum::Json;
use lianxin_domain::{
    access::Role,
    cases::{
        clock::NEAR,
        words::{Office, Theme},
    },
    places::PlaceCode,
    visits::calendar::plus,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::told::Line;
use crate::{
    cases::{
        days::working,
        hands, parts,
        read::{self, LineRow, Wanted},
        sight,
    },
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::Query,
        page::{Page, Paging},
    },
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    mine: String,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<Line>>> {
    let today = look.app.clock.today();
    let (limit, [due, id]) = (asked.paging.limit(), asked.paging.after());
    let after = (due.as_str(), Uuid::try_parse(&id).unwrap_or_default());
    let (_, rows) = rows(&mut look, &asked, after, limit).await?;
    let page =
        Page::cut(rows, limit, |row| [row.due.clone(), row.id.to_string()], |row| Line::of(row, today));
    let items = page.items.into_iter().collect::<Result<Vec<Line>>>()?;
    Ok(Json(Page { items, next: page.next }))
}

/// The place that is asked about and its cases after a key; up to one more than wanted.
pub async fn rows(
    look: &mut Look,
    asked: &Asked,
    after: (&str, Uuid),
    limit: i64,
) -> Result<(PlaceCode, Vec<LineRow>)> {
    let place = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let invalid = |field: &str| Error::refused(codes::INVALID).field(field, codes::REQUIRED);
    let (stage, due_before) = match asked.state.as_str() {
        "" | "open" => ("open", None),
        "overdue" => ("open", Some(today)),
        // What is over counts, too: whoever is reminded wants one list.
        "soon" => ("open", Some(plus(working().after(today, NEAR), 1))),
        "asked" => ("asked", None),
        "finished" => ("finished", None),
        _ => return Err(invalid("state")),
    };
    if !asked.theme.is_empty() && Theme::of(&asked.theme).is_none() {
        return Err(invalid("theme"));
    }
    let theme = Theme::of(&asked.theme).map_or("", Theme::word);
    let wanted = Wanted { stage, due_before, theme, after, limit };
    let (actor, all) = (look.actor.clone(), matches!(asked.mine.as_str(), "" | "0"));
    if all && sight::whole(&actor, &place) {
        let rows = read::of_place(look, &place, &wanted).await?;
        return Ok((place, rows));
    }
    let mut rows = Vec::new();
    for hand in hands::of(look, &actor).await? {
        rows.extend(read::of_unit(look, hand.unit.id, &place, &wanted).await?);
        rows.extend(of_parts(look, hand.unit.id, &place, &wanted).await?);
        if all && hand.role == Role::Department {
            let within = if place.contains(&hand.place) { hand.place.clone() } else { place.clone() };
            rows.extend(sight::waiting(look, &hand, &within, &wanted).await?);
        }
    }
    Ok((place, merged(rows, limit)))
}

/// Cases in which it is a unit's move to answer for a part or to do it.
async fn of_parts(
    look: &mut Look,
    unit: Uuid,
    place: &PlaceCode,
    wanted: &Wanted<'_>,
) -> Result<Vec<LineRow>> {
    let mut waiting: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (county, id) in parts::waiting(look, unit).await? {
        waiting.entry(county).or_default().push(id);
    }
    let mut rows = Vec::new();
    for (county, ids) in waiting {
        rows.extend(read::of_parts(look, &county, &ids, place, wanted).await?);
    }
    Ok(rows)
}

/// The first of several units' lines, each case once.
fn merged(mut rows: Vec<LineRow>, limit: i64) -> Vec<LineRow> {
    rows.sort_by(|a, b| (&a.due, a.id).cmp(&(&b.due, b.id)));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(usize::try_from(limit).unwrap_or(50) + 1);
    rows
}

/// Unfinished cases of a place.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseBoard)]
pub struct Board {
    /// The place's code.
    place: String,
    /// In the order of the office's states.
    columns: Vec<Column>,
}

/// Those in one state of the office.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseColumn)]
pub struct Column {
    /// `received`, `accepted`, `in_progress`; `done` and `cannot` wait for the household.
    office: String,
    in_time: i64,
    overdue: i64,
}

#[derive(Deserialize)]
pub struct Where {
    #[serde(default)]
    place: String,
}

pub async fn board(mut look: Look, Query(asked): Query<Where>) -> Result<Json<Board>> {
    let place = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let actor = look.actor.clone();
    let mut counted = Vec::new();
    if sight::whole(&actor, &place) {
        counted = read::board(&mut look, &place, today).await?;
    } else {
        for hand in hands::of(&mut look, &actor).await? {
            counted.extend(sight::board(&mut look, &hand, &place, today).await?);
        }
    }
    for (office, overdue, n) in counted {
        let count = counts.entry(office).or_default();
        if overdue == 0 { count.0 += n } else { count.1 += n }
    }
    let column = |office: &Office| {
        let (in_time, overdue) = counts.get(office.word()).copied().unwrap_or_default();
        Column { office: office.word().to_owned(), in_time, overdue }
    };
    Ok(Json(Board { place: place.to_string(), columns: Office::ALL.iter().map(column).collect() }))
}
