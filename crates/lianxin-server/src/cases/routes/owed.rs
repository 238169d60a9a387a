//! Answers owed to households. A unit reads what is asked of it: of which look, not by which household, unless the household
//! asks for its copy, a correction or its erasure.

use std::collections::BTreeSet;

use axum::Json;
use lianxin_domain::{
    access::{Class, Grant, Role},
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;

use super::text;
use crate::{
    access::reveal::{Seen, reveal},
    cases::{
        hands,
        owed::{self, OwedRow},
    },
    engine::{
        act::{Act, Actor, Done, Look, nothing},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
    },
    households::routes::{Staff, purpose},
    places::store as places,
};

/// What one's unit owes.
#[derive(Serialize, ToSchema)]
pub struct OwedAnswers {
    /// By the last day, 200 at the most of each unit's name.
    items: Vec<OwedAnswer>,
}

/// An answer that is owed.
#[derive(Serialize, ToSchema)]
pub struct OwedAnswer {
    #[serde(rename = "ref")]
    name_ref: String,
    /// `why` somebody looked, or the wish for a `copy`, to `correct` or to `erase`.
    kind: String,
    /// The unit that owes it.
    unit: String,
    /// Of `why`: when it was looked, in milliseconds.
    looked_at: Option<i64>,
    /// Of `why`: who looked.
    looker: String,
    /// Of `why`: the class of data.
    class: String,
    /// Of `why`: the purpose that was given.
    purpose: String,
    asked_on: String,
    due: String,
    overdue: bool,
}

/// An answer that is owed, with what the household says.
#[derive(Serialize, ToSchema)]
pub struct OwedWhole {
    #[serde(flatten)]
    owed: OwedAnswer,
    /// What the household says itself.
    words: String,
    /// The household's ref; none where it asks why.
    household: Option<String>,
    /// What was answered; empty while it is owed.
    answer: String,
}

#[derive(Deserialize)]
pub struct Purpose {
    #[serde(default)]
    purpose: String,
}

/// The answer.
#[derive(Deserialize, ToSchema)]
#[schema(as = AnswerWhy)]
pub struct Answer {
    /// In plain words, in 5 to 1000 characters: the household reads them.
    words: String,
}

pub async fn list(mut look: Look) -> Result<Json<OwedAnswers>> {
    let (actor, today) = (look.actor.clone(), look.app.clock.today());
    let (mut seen, mut items) = (BTreeSet::new(), Vec::new());
    for (place, names) in scopes(&mut look, &actor).await? {
        for row in owed::of_units(&mut look, &place, &names).await? {
            if seen.insert(row.id) {
                items.push(told(row, today));
            }
        }
    }
    items.sort_by(|a, b| (&a.due, &a.name_ref).cmp(&(&b.due, &b.name_ref)));
    Ok(Json(OwedAnswers { items }))
}

fn told(row: OwedRow, today: Day) -> OwedAnswer {
    let why = row.kind == "why";
    OwedAnswer {
        name_ref: format!("{}.{}", row.county, row.id),
        unit: row.unit,
        looked_at: why.then_some(row.event_at),
        looker: row.looker,
        class: row.class,
        purpose: row.purpose,
        asked_on: row.asked_on,
        overdue: row.due < today.to_string(),
        due: row.due,
        kind: row.kind,
    }
}

/// One that is the caller's unit's to answer.
async fn mine(conn: &mut Conn, actor: &Actor, name: &Ref) -> Result<(OwedRow, PlaceCode)> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let row = owed::one(conn, name).await?.ok_or_else(missing)?;
    let village: PlaceCode = row.village.parse().map_err(Error::internal)?;
    let own = scopes(conn, actor).await?;
    let own = own.iter().any(|(place, names)| place.contains(&village) && names.contains(&row.unit));
    if own { Ok((row, village)) } else { Err(missing()) }
}

pub async fn show(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<Purpose>,
) -> Result<Json<OwedWhole>> {
    let (actor, right, today) = (look.actor.clone(), look.right, look.app.clock.today());
    let (row, village) = mine(&mut look, &actor, &name).await?;
    let (words, answer, id) = (row.words.clone(), row.answer.clone(), row.household);
    let owed = OwedWhole { owed: told(row, today), words, household: None, answer };
    if owed.owed.kind == "why" {
        return Ok(Json(owed));
    }
    let owed = OwedWhole { household: Some(format!("{}.{id}", name.county)), ..owed };
    let purpose = purpose(&asked.purpose)?;
    let staff = Staff::of(&mut look, &actor, right, &village).await?;
    let by = staff.looker(&actor, &purpose);
    let seen = Seen { village, household: Some(id), class: Class::Talks };
    Ok(Json(reveal(&look.app, &by, &[seen], owed).await?))
}

pub async fn answer(mut act: Act, Path(name): Path<Ref>, Body(said): Body<Answer>) -> Result<Done<Json_>> {
    let (actor, today) = (act.actor.clone(), act.today());
    let tx = act.tx().await?;
    let (row, village) = mine(tx, &actor, &name).await?;
    let words = text::said("words", &said.words, 5, 1000)?;
    if !owed::answer(tx, &name, &words, (&actor.name, &row.unit), today).await? {
        return Err(Error::refused(codes::ANSWERED));
    }
    act.done(&village, &name, json!({"kind": row.kind}), nothing()).await
}

/// Where an account answers, and under which names its units are known to households: those in whose name it acts, and for
/// township staff the township itself.
async fn scopes(conn: &mut Conn, actor: &Actor) -> Result<Vec<(PlaceCode, Vec<String>)>> {
    let mut scopes: Vec<(PlaceCode, Vec<String>)> = Vec::new();
    for hand in hands::of(conn, actor).await? {
        scopes.push((hand.place, vec![hand.name]));
    }
    let staff = |grant: &&Grant| grant.role == Role::Township;
    for grant in actor.grants.iter().filter(staff) {
        let mut names = Vec::new();
        for place in [Some(grant.place.clone()), grant.place.at(Level::Township)].into_iter().flatten() {
            names.extend(places::latest(conn, &place).await?.map(|place| place.name));
        }
        scopes.push((grant.place.clone(), names));
    }
    Ok(scopes)
}
