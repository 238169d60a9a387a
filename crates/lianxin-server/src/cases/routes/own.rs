//! What came of it, for the official who heard it and for the first secretary of the village: how it stands, not who answered.
//! And what was addressed to the police of the village by its own household, for its police officer: that, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use lianxin_domain::{
    access::{Class, Role},
    cases::clock::NEAR,
    day::Day,
    ids::Ref,
    links::Tier,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    show::{Step, step},
    told::Line,
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        days::working,
        police,
        read::{self, LineRow},
        row::MatterRow,
    },
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
    },
    households::{read as households, routes::purpose},
    links::scope,
    people::read as people,
};

/// Milliseconds of the year that is told.
const YEAR: i64 = 366 * 24 * 3600 * 1000;
/// Cases that are told at the most.
const MOST: usize = 200;

/// Cases that one brought, those that one works on, and those of the villages in which one is first secretary.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCases)]
pub struct Own {
    /// The last changed first, 200 at the most.
    items: Vec<OwnCase>,
}

/// A case of one's own.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCase)]
pub struct OwnCase {
    #[serde(flatten)]
    line: Line,
    /// Whether one heard it oneself.
    brought: bool,
    /// Whether one is named as the one who works on it.
    handler: bool,
    /// When it last changed, in milliseconds.
    changed_at: i64,
    /// The need that it took on; none of what was said at the counter.
    need: Option<Uuid>,
    /// The day from which on its last day is near: two working days before; none while the clock stands.
    #[schema(value_type = Option<String>)]
    remind_from: Option<Day>,
}

pub async fn list(mut look: Look) -> Result<Json<Own>> {
    let official = look.actor.official.clone().ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let (today, since) = (look.app.clock.today(), look.app.clock.millis() - YEAR);
    let villages = held(&mut look, &official, Tier::FirstSecretary, today).await?;
    let mut rows = read::brought(&mut look, &official, since).await?;
    rows.extend(read::handled(&mut look, &official, since).await?);
    for (county, villages) in &villages {
        rows.extend(read::of_villages(&mut look, county, since, villages).await?);
    }
    rows.sort_by(|a, b| (b.changed_at, a.id).cmp(&(a.changed_at, b.id)));
    let mut told = BTreeSet::new();
    rows.retain(|row| told.insert(row.id));
    rows.truncate(MOST);
    let case = |row: LineRow| {
        let (brought, changed_at, need) = (row.brought == Some(official.id), row.changed_at, row.need);
        let handler = row.handler == Some(official.id);
        let due = (row.stage == "open").then(|| row.due.parse::<Day>().ok().and_then(Day::ends)).flatten();
        let remind_from = due.map(|due| working().before(due, NEAR));
        Ok(OwnCase { line: Line::of(row, today)?, brought, handler, changed_at, need, remind_from })
    };
    Ok(Json(Own { items: rows.into_iter().map(case).collect::<Result<Vec<OwnCase>>>()? }))
}

/// The villages that an official holds in a tier today, by county.
async fn held(
    conn: &mut Conn,
    official: &Ref,
    tier: Tier,
    today: Day,
) -> Result<BTreeMap<PlaceCode, Vec<String>>> {
    let mut villages: BTreeMap<PlaceCode, Vec<String>> = BTreeMap::new();
    for own in scope::own_scope(conn, official, today).await? {
        if own.held.iter().any(|held| held.tier == tier) {
            villages.entry(own.village.owner()).or_default().push(own.village.to_string());
        }
    }
    Ok(villages)
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// A case with what was asked for.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCaseShown)]
pub struct Shown {
    #[serde(flatten)]
    line: Line,
    /// What is asked for.
    words: String,
    /// Whose matter it is; none for the village as a whole.
    door: Option<Door>,
    /// What was done, the latest first: by units, without persons.
    steps: Vec<Step>,
}

/// A household's head and what stands on its door.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseDoor)]
pub struct Door {
    name: String,
    house: String,
}

pub async fn show(mut look: Look, Path(name): Path<Ref>, Query(asked): Query<Asked>) -> Result<Json<Shown>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (official, today) = (look.actor.official.clone().ok_or_else(missing)?, look.app.clock.today());
    let line = read::lines(&mut look, &name.county, &[name.id]).await?.pop().ok_or_else(missing)?;
    let own = scope::own_scope(&mut look, &official, today).await?;
    let here = own.iter().find(|own| own.village.as_str() == line.village).ok_or_else(missing)?;
    let secretary = here.held.iter().any(|held| held.tier == Tier::FirstSecretary);
    let heard = line.brought == Some(official.id) && here.sees_households();
    if secretary || heard { told(look, &name, line, &official, &asked).await } else { Err(missing()) }
}

/// Cases that are addressed to the police.
#[derive(Serialize, ToSchema)]
#[schema(as = PoliceCases)]
pub struct Addressed {
    /// The last changed first, 200 at the most.
    items: Vec<Line>,
}

pub async fn police_list(mut look: Look) -> Result<Json<Addressed>> {
    let official = look.actor.official.clone().ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let (today, since) = (look.app.clock.today(), look.app.clock.millis() - YEAR);
    let mut rows = Vec::new();
    for (county, villages) in held(&mut look, &official, Tier::PoliceLiaison, today).await? {
        let ids = police::addressed(&mut look, &county, since, &villages).await?;
        rows.extend(read::lines(&mut look, &county, &ids).await?);
    }
    rows.sort_by(|a, b| (b.changed_at, a.id).cmp(&(a.changed_at, b.id)));
    rows.truncate(MOST);
    let items = rows.into_iter().map(|row| Line::of(row, today)).collect::<Result<_>>()?;
    Ok(Json(Addressed { items }))
}

pub async fn police_show(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<Asked>,
) -> Result<Json<Shown>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (official, today) = (look.actor.official.clone().ok_or_else(missing)?, look.app.clock.today());
    let line = read::lines(&mut look, &name.county, &[name.id]).await?.pop().ok_or_else(missing)?;
    let villages = held(&mut look, &official, Tier::PoliceLiaison, today).await?;
    let here = villages.get(&name.county).is_some_and(|villages| villages.contains(&line.village));
    if !here || !police::is_addressed(&mut look, &name.county, name.id).await? {
        return Err(missing());
    }
    told(look, &name, line, &official, &asked).await
}

/// A case's words, whose matter it is and what was done, each look with its events. What the household answered the office is the
/// office's to read.
async fn told(
    mut look: Look,
    name: &Ref,
    line: LineRow,
    official: &Ref,
    asked: &Asked,
) -> Result<Json<Shown>> {
    let purpose = purpose(&asked.purpose)?;
    let (actor, today) = (look.actor.clone(), look.app.clock.today());
    let row: MatterRow = read::one(&mut look, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let home = match row.household {
        Some(id) => households::one(&mut look, &name.county, id).await?.filter(|row| row.state != "erased"),
        None => None,
    };
    let mut steps =
        read::steps(&mut look, name).await?.into_iter().map(step).collect::<Result<Vec<Step>>>()?;
    steps.iter_mut().for_each(Step::without_persons);
    let village = row.village()?;
    let of = |class| Seen { village: village.clone(), household: row.household, class };
    let mut seen = vec![of(Class::Talks)];
    if home.is_some() {
        seen.push(of(Class::Roster));
    }
    let door = home.map(|home| Door { name: home.name, house: home.house });
    let shown = Shown { line: Line::of(line, today)?, words: row.words.clone(), door, steps };
    let unit = people::official(&mut look, official).await?.map(|row| row.unit_name).unwrap_or_default();
    let by = Looker { actor: &actor, unit: &unit, role: Role::Official, purpose: purpose.as_str() };
    Ok(Json(reveal(&look.app, &by, &seen, shown).await?))
}
