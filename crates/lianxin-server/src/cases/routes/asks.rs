//! What a household asks by its slip, or on paper: why somebody read its record, its copy, a correction, its erasure.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
};
use lianxin_domain::{access::Right, day::Day, ids::Ref, places::Level, visits::calendar::plus};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    resident::{ResidentPage, household, matter, missing, page, slip},
    text,
};
use crate::{
    App,
    access::outsider::Outsider,
    cases::{
        owed::{self, Asked, OwedRow},
        police,
    },
    engine::{
        act::{Act, Actor, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::{read as households, store::At},
    places::store as places,
};

/// Days within which a unit answers.
pub const TO_ANSWER: i64 = 15;
/// Questions of one household that may be open at once.
const OPEN: usize = 50;

/// Of which look.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentWhy)]
pub struct Why {
    token: String,
    /// The look's id, as `readers` told it.
    event: Uuid,
}

/// What is wished.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentRequest)]
pub struct Request {
    token: String,
    /// `copy`, `correct` or `erase`.
    kind: String,
    /// What is wrong, or why, in up to 500 characters; needed for `correct`.
    #[serde(default)]
    words: String,
}

/// What the household asked, and what it was answered.
#[derive(Serialize, ToSchema)]
pub struct ResidentAsked {
    /// The latest first.
    items: Vec<ResidentQuestion>,
}

/// A question.
#[derive(Serialize, ToSchema)]
pub struct ResidentQuestion {
    /// `why`, `copy`, `correct` or `erase`.
    pub kind: String,
    /// Of `why`: the look's id.
    pub event: Option<String>,
    /// Who owes the answer.
    pub unit: String,
    pub words: String,
    pub asked_on: String,
    /// The last day for the answer.
    pub due: String,
    /// Empty until it is answered.
    pub answer: String,
    pub answered_on: Option<String>,
}

/// A question as the household sees it.
pub fn question(row: OwedRow) -> ResidentQuestion {
    ResidentQuestion {
        kind: row.kind,
        event: row.event.map(|id| id.to_string()),
        unit: row.unit,
        words: row.words,
        asked_on: row.asked_on,
        due: row.due,
        answer: row.answer,
        answered_on: Some(row.answered_on).filter(|day| !day.is_empty()),
    }
}

pub async fn why(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Why>,
) -> Result<Json<ResidentAsked>> {
    let event = sent.event;
    ask(&app, from, &sent.token, "why", Some(event), "").await
}

pub async fn request(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Request>,
) -> Result<Json<ResidentAsked>> {
    let kind = ["copy", "correct", "erase"].into_iter().find(|kind| *kind == sent.kind);
    let kind = kind.ok_or_else(|| Error::refused(codes::INVALID).field("kind", codes::REQUIRED))?;
    let words = text::said("words", &sent.words, if kind == "correct" { 2 } else { 0 }, 500)?;
    ask(&app, from, &sent.token, kind, None, &words).await
}

/// Whether the police of the village may know of the case.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentAddress)]
pub struct Address {
    token: String,
    /// Says so, or takes it back.
    police: bool,
}

pub async fn address(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Address>,
) -> Result<Json<ResidentPage>> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(&app, actor, "cases.resident.address", Right::OwnAccount);
    let slip = slip(&app, from, &mut app.db.read().await?, &sent.token).await?;
    let tx = act.tx().await?;
    let (name, row) = matter(tx, &slip).await?;
    let case = row.case()?;
    if sent.police && case.finished() {
        return Err(Error::refused(codes::CASE_FINISHED));
    }
    police::address(tx, &name.county, name.id, sent.police).await?;
    let told = page(&app, tx, &slip, (&name, &row), &case).await?;
    Ok(Json(act.done(&row.village()?, &name, json!({"police": sent.police}), told).await?.answer))
}

async fn ask(
    app: &App,
    from: SocketAddr,
    token: &str,
    kind: &'static str,
    event: Option<Uuid>,
    words: &str,
) -> Result<Json<ResidentAsked>> {
    let verb = if kind == "why" { "cases.resident.why" } else { "cases.resident.request" };
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(app, actor, verb, Right::OwnAccount);
    let slip = slip(app, from, &mut app.db.read().await?, token).await?;
    let (today, name) =
        (act.today(), Ref { county: slip.county.parse().map_err(Error::internal)?, id: act.id() });
    let tx = act.tx().await?;
    let (row, own) = household(tx, &slip).await?;
    let at = At { village: row.village.parse().map_err(Error::internal)?, id: own };
    owed_from(tx, &name, &at, (kind, event, words), today).await?;
    let items = owed::of_household(tx, &name.county, own).await?.into_iter().map(question).collect();
    Ok(Json(act.done(&at.village, &name, json!({}), ResidentAsked { items }).await?.answer))
}

/// What a household wrote on paper, entered by staff.
#[derive(Deserialize, ToSchema)]
#[schema(as = HouseholdAskedOnPaper)]
pub struct OnPaper {
    /// `why`, `copy`, `correct` or `erase`.
    kind: String,
    /// Of `why`: the look's id.
    #[serde(default)]
    event: Option<Uuid>,
    /// What is wrong, or why, in up to 500 characters; needed for `correct`.
    #[serde(default)]
    words: String,
}

/// What is owed to the household for it.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdAskTaken)]
pub struct Taken {
    /// Who owes the answer.
    unit: String,
    /// The last day for the answer.
    due: String,
}

/// Of a household without a telephone: written down by somebody else than who looked.
pub async fn taken_down(
    mut act: Act,
    Path(of): Path<Ref>,
    Body(asked): Body<OnPaper>,
) -> Result<Done<Taken>> {
    let kind = ["why", "copy", "correct", "erase"].into_iter().find(|kind| *kind == asked.kind);
    let kind = kind.ok_or_else(|| Error::refused(codes::INVALID).field("kind", codes::REQUIRED))?;
    let words = text::said("words", &asked.words, if kind == "correct" { 2 } else { 0 }, 500)?;
    let event = match kind {
        "why" => {
            Some(asked.event.ok_or_else(|| Error::refused(codes::INVALID).field("event", codes::REQUIRED))?)
        }
        _ => None,
    };
    let (actor, today, name) =
        (act.actor.clone(), act.today(), Ref { county: of.county.clone(), id: act.id() });
    let row = households::one(act.tx().await?, &of.county, of.id).await?;
    let row = row.filter(|row| row.state != "erased").ok_or_else(missing)?;
    let at = At { village: row.village.parse().map_err(Error::internal)?, id: of.id };
    act.may(&at.village)?;
    let tx = act.tx().await?;
    if let Some(event) = event
        && households::looker(tx, &of.county, event).await? == Some(actor.account.to_string())
    {
        return Err(Error::refused(codes::CASE_CONCERNED));
    }
    let unit = owed_from(tx, &name, &at, (kind, event, &words), today).await?;
    let told = Taken { unit, due: plus(today, TO_ANSWER).to_string() };
    Ok(act.done(&at.village, &name, json!({"kind": kind}), told).await?.created())
}

/// Owes an answer to a household; gives who owes it.
async fn owed_from(
    tx: &mut Conn,
    name: &Ref,
    at: &At,
    (kind, event, words): (&'static str, Option<Uuid>, &str),
    today: Day,
) -> Result<String> {
    let known = owed::of_household(tx, &name.county, at.id).await?;
    let same = |row: &OwedRow| row.answered_on.is_empty() && row.kind == kind && row.event == event;
    if known.iter().any(same) || (event.is_some() && known.iter().any(|row| row.event == event)) {
        return Err(Error::refused(codes::ASKED_ALREADY));
    }
    if known.iter().filter(|row| row.answered_on.is_empty()).count() >= OPEN {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", OPEN));
    }
    let look = match event {
        Some(id) => Some(households::event(tx, at, id).await?.ok_or_else(missing)?),
        None => None,
    };
    let unit = match &look {
        Some(look) => look.actor_unit.clone(),
        None => {
            let township = at.village.at(Level::Township).unwrap_or_else(|| at.village.clone());
            places::latest(tx, &township).await?.map(|place| place.name).unwrap_or_default()
        }
    };
    let asked = Asked {
        name,
        kind,
        village: &at.village,
        household: at.id,
        event: look.as_ref().map(|look| {
            (look.id, look.at, look.actor_name.as_str(), look.class.as_str(), look.purpose.as_str())
        }),
        unit: &unit,
        words,
        days: (today, plus(today, TO_ANSWER)),
    };
    owed::owe(tx, &asked).await?;
    Ok(unit)
}
