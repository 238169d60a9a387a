//! Single records, and one's own rhythm.

use std::collections::BTreeMap;

use axum::{Json, response::IntoResponse};
use lianxin_domain::{
    access::Right,
    day::Day,
    ids::Ref,
    visits::{Did, How, NewNeed, NewPromise, NewVisit, PromiseKept, Statement, Withdrawal, calendar},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    export, read,
    record::{self, Outcome, Push, Record},
    recorder,
};
use crate::{
    engine::{
        act::{Act, Done, Look},
        error::{Error, Result, codes},
        http::{Body, Path},
        verb::Verb,
    },
    links::scope,
};

/// The verbs of visits.
pub fn verbs() -> Vec<Verb> {
    let mut verbs = of_records();
    verbs.extend(export::verbs());
    verbs
}

fn of_records() -> Vec<Verb> {
    use Right::{OwnVillages, RecordVisits};
    vec![
        Verb::post(
            "visits.visit.record",
            "/visits",
            RecordVisits,
            "Record a visit; the id is the caller's.",
            record_visit,
        )
        .takes::<VisitBody>()
        .gives::<Recorded>(),
        Verb::post(
            "visits.visit.withdraw",
            "/visits/{ref}/withdraw",
            RecordVisits,
            "Take back one's own visit.",
            withdraw,
        )
        .takes::<Withdraw>()
        .gives::<Recorded>(),
        Verb::post(
            "visits.promise.keep",
            "/promises/{ref}/keep",
            RecordVisits,
            "Say that a promise is kept.",
            keep,
        )
        .takes::<Keep>()
        .gives::<Recorded>(),
        Verb::get(
            "visits.rhythm.show",
            "/me/rhythm",
            OwnVillages,
            "One's own visits by week, for oneself alone.",
            rhythm,
        )
        .gives::<Rhythm>(),
    ]
}

/// A visit; see the kind `visit` of a push.
#[derive(Deserialize, ToSchema)]
#[schema(as = VisitBody)]
pub struct VisitBody {
    /// A UUIDv7 of the caller's.
    pub id: Uuid,
    /// The village's code.
    #[schema(value_type = String)]
    pub village: lianxin_domain::places::PlaceCode,
    /// The household's id; none for the village as a whole.
    #[serde(default)]
    pub household: Option<Uuid>,
    /// The day.
    #[schema(value_type = String)]
    pub day: Day,
    /// `in_person`, `phone`, `meeting` or `work`.
    #[schema(value_type = String)]
    pub how: How,
    /// `eat`, `stay`, `work`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub did: Vec<Did>,
    /// Refs of officials who came along.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub with: Vec<Ref>,
    /// What was said: `words`, `consent`, `quotable`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub statements: Vec<Statement>,
    /// What was asked for: `id`, `words`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub needs: Vec<NewNeed>,
    /// What was promised: `id`, `words`, `due`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub promises: Vec<NewPromise>,
    /// Ids of promises that are kept now.
    #[serde(default)]
    pub kept: Vec<Uuid>,
    /// The visit that this one corrects.
    #[serde(default)]
    pub corrects: Option<Uuid>,
    /// The phone's clock, in milliseconds.
    #[serde(default)]
    pub at: i64,
}

/// What became of a record.
#[derive(Serialize, ToSchema)]
pub struct Recorded {
    /// Its ref.
    #[serde(rename = "ref")]
    name_ref: String,
    /// `created` or `duplicate`.
    outcome: String,
}

/// Takes back a visit.
#[derive(Deserialize, ToSchema)]
pub struct Withdraw {
    /// A UUIDv7 of the caller's.
    id: Uuid,
    /// The visit's village.
    #[schema(value_type = String)]
    village: lianxin_domain::places::PlaceCode,
    /// Why.
    reason: String,
}

/// Says that a promise is kept.
#[derive(Deserialize, ToSchema)]
pub struct Keep {
    /// A UUIDv7 of the caller's.
    id: Uuid,
    /// The promise's village.
    #[schema(value_type = String)]
    village: lianxin_domain::places::PlaceCode,
    /// Since when.
    #[schema(value_type = String)]
    day: Day,
}

/// The caller as an official; without one there is nothing to record.
pub fn author(actor: &crate::engine::act::Actor) -> Result<Ref> {
    actor.official.clone().ok_or_else(|| Error::refused(codes::NOT_FOUND))
}

async fn record_visit(act: Act, Body(sent): Body<VisitBody>) -> Result<axum::response::Response> {
    let id = sent.id;
    let name = Ref { county: sent.village.owner(), id };
    let visit = NewVisit {
        village: sent.village,
        household: sent.household,
        day: sent.day,
        how: sent.how,
        did: sent.did,
        with: sent.with,
        statements: sent.statements,
        needs: sent.needs,
        promises: sent.promises,
        kept: sent.kept,
        corrects: sent.corrects,
        at: sent.at,
    };
    one(act, name, id, Record::Visit(visit)).await
}

async fn withdraw(
    act: Act,
    Path(name): Path<Ref>,
    Body(sent): Body<Withdraw>,
) -> Result<axum::response::Response> {
    let withdrawal = Withdrawal { village: sent.village, visit: name.id, reason: sent.reason };
    one(act, name, sent.id, Record::Withdrawal(withdrawal)).await
}

async fn keep(act: Act, Path(name): Path<Ref>, Body(sent): Body<Keep>) -> Result<axum::response::Response> {
    let kept = PromiseKept { village: sent.village, promise: name.id, day: sent.day };
    one(act, name, sent.id, Record::Kept(kept)).await
}

async fn one(act: Act, name: Ref, id: Uuid, record: Record) -> Result<axum::response::Response> {
    let push = Push {
        author: author(&act.actor)?,
        actor: act.actor.clone(),
        device: None,
        verb: act.verb(),
        subject: name.to_string(),
        records: vec![(id, record)],
    };
    let outcome = recorder::push(&act.app, push.clone()).await?.pop();
    let recorded = |word: &str| Recorded { name_ref: name.to_string(), outcome: word.to_owned() };
    match outcome.ok_or_else(|| Error::internal("one record, one outcome"))? {
        Outcome::Created => Ok(Done::shared(recorded("created")).created().into_response()),
        Outcome::Duplicate => Ok(Done::shared(recorded("duplicate")).into_response()),
        Outcome::Rejected(why) => Err(why),
        Outcome::Conflict(id) => {
            let stored = record::stored(&act.app, &push, id).await?;
            Err(Error::refused(codes::OTHER_CONTENT).extra("stored", stored))
        }
    }
}

/// One's own visits by week.
#[derive(Serialize, ToSchema)]
pub struct Rhythm {
    /// The last 26 weeks, the oldest first.
    weeks: Vec<RhythmWeek>,
}

/// A week.
#[derive(Serialize, ToSchema)]
pub struct RhythmWeek {
    /// `2026-W27`
    week: String,
    /// Own visits.
    visits: i64,
}

async fn rhythm(mut look: Look) -> Result<Json<Rhythm>> {
    let name = author(&look.actor)?;
    let today = look.app.clock.today();
    let since = calendar::plus(today, -7 * 25);
    let mut weeks: BTreeMap<String, i64> =
        (0..26).map(|n| (calendar::week(calendar::plus(since, 7 * n)), 0)).collect();
    let known = scope::authors_of(look.ask(vec![scope::authors(&[name.id])]).await?.take()?);
    let villages = known.into_values().flat_map(|author| author.links.into_keys());
    let counties: std::collections::BTreeSet<_> = villages.map(|village| village.owner()).collect();
    for county in counties {
        for (week, n) in read::rhythm(&mut look, &county, &name, calendar::plus(since, -7)).await? {
            if let Some(sum) = weeks.get_mut(&week) {
                *sum += n;
            }
        }
    }
    let weeks = weeks.into_iter().map(|(week, visits)| RhythmWeek { week, visits }).collect();
    Ok(Json(Rhythm { weeks }))
}

/// A record of a push, or why it cannot be read.
pub fn parsed(kind: &str, body: Value) -> Result<Record> {
    let read = match kind {
        "visit" => serde_json::from_value(body).map(Record::Visit),
        "withdrawal" => serde_json::from_value(body).map(Record::Withdrawal),
        "promise_kept" => serde_json::from_value(body).map(Record::Kept),
        _ => return Err(Error::refused(codes::UNKNOWN_KIND).with("kind", kind)),
    };
    read.map_err(|why| Error::refused(codes::MALFORMED).with("why", why))
}
