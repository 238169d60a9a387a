//! By its slip a household lets a seat see a class of its facts until a day, and takes that back.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::Method,
};
use lianxin_domain::{access::Right, ids::Ref};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::resident::{Token, household, missing, slip};
use crate::{
    App,
    access::outsider::Outsider,
    cases::read::SlipRow,
    engine::{
        act::{Act, Actor},
        db::Conn,
        error::{Error, Result},
        http::Body,
        verb::Verb,
    },
    households::{
        grants,
        routes::{GrantGiven, Grants, give, grants_of},
        store::At,
    },
};

/// By the slip, without an account.
pub fn verbs() -> Vec<Verb> {
    let open = |name, path, doc| (Method::POST, name, path, doc);
    let (method, name, path, doc) = open(
        "cases.resident.grants",
        "/resident/grants",
        "What the household lets others see, by the slip's token.",
    );
    let list = Verb::open(method, name, path, doc, list).takes::<Token>().gives::<Grants>();
    let (method, name, path, doc) = open(
        "cases.resident.grant",
        "/resident/grant",
        "Let the police of the village or a department see a class of one's facts until a day.",
    );
    let give = Verb::open(method, name, path, doc, give_).takes::<Give>().gives::<Grants>();
    let (method, name, path, doc) =
        open("cases.resident.grant_end", "/resident/grant-end", "Take that back.");
    let end = Verb::open(method, name, path, doc, take_back).takes::<TakeBack>().gives::<Grants>();
    vec![list, give, end]
}

/// What the household lets somebody see.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentGrant)]
pub struct Give {
    token: String,
    #[serde(flatten)]
    given: GrantGiven,
}

/// What it takes back.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentGrantEnd)]
pub struct TakeBack {
    token: String,
    id: Uuid,
}

async fn at(conn: &mut Conn, slip: &SlipRow) -> Result<At> {
    let (row, id) = household(conn, slip).await?;
    Ok(At { village: row.village.parse().map_err(Error::internal)?, id })
}

async fn told(app: &App, conn: &mut Conn, at: &At) -> Result<Grants> {
    grants_of(conn, at, app.clock.today()).await
}

pub async fn list(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Token>,
) -> Result<Json<Grants>> {
    let mut conn = app.db.read().await?;
    let slip = slip(&app, from, &mut conn, sent.token()).await?;
    let at = at(&mut conn, &slip).await?;
    Ok(Json(told(&app, &mut conn, &at).await?))
}

pub async fn give_(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Give>,
) -> Result<Json<Grants>> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(&app, actor, "cases.resident.grant", Right::OwnAccount);
    let slip = slip(&app, from, &mut app.db.read().await?, &sent.token).await?;
    let at = at(act.tx().await?, &slip).await?;
    give(&mut act, &at, &sent.given, ("slip", None)).await?;
    let told = told(&app, act.tx().await?, &at).await?;
    let name = Ref { county: at.county(), id: at.id };
    Ok(Json(act.done(&at.village, &name, json!({}), told).await?.answer))
}

pub async fn take_back(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<TakeBack>,
) -> Result<Json<Grants>> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(&app, actor, "cases.resident.grant_end", Right::OwnAccount);
    let slip = slip(&app, from, &mut app.db.read().await?, &sent.token).await?;
    let today = act.today();
    let at = at(act.tx().await?, &slip).await?;
    if !grants::end(act.tx().await?, &at, sent.id, today).await? {
        return Err(missing());
    }
    let told = told(&app, act.tx().await?, &at).await?;
    let name = Ref { county: at.county(), id: at.id };
    Ok(Json(act.done(&at.village, &name, json!({"grant": sent.id}), told).await?.answer))
}
