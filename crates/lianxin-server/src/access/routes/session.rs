//! Signing in and out, and one's own account.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use lianxin_domain::access::{Grant, Right, may_anywhere};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::{
        passwords,
        sessions::{self, COOKIE, DEVICE, set_cookie},
        store::{self, SessionLine},
        throttle::Try,
    },
    app::App,
    engine::{
        act::{Act, Actor, Done, Look, nothing},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
        page::Page,
    },
    places::store::{self as places, PlaceRef},
};

/// Who is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct Shown {
    signed_in: bool,
    /// No account exists yet: the first administrator must be made.
    setup_needed: bool,
    /// Every write carries it in `x-csrf-token`.
    csrf: Option<String>,
    account: Option<OwnAccount>,
    grants: Vec<GrantShown>,
    /// The rights held anywhere.
    may: Vec<&'static str>,
    /// The official that the account belongs to.
    official: Option<String>,
    city: Option<PlaceRef>,
    /// The people of this installation are made up.
    synthetic: bool,
}

/// One's own account.
#[derive(Serialize, ToSchema)]
pub struct OwnAccount {
    id: Uuid,
    login: String,
    name: String,
    must_change_password: bool,
}

/// A grant with its place's name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Grant)]
pub struct GrantShown {
    /// The role.
    pub role: String,
    /// Its jurisdiction.
    pub place: PlaceRef,
    /// The unit, for a department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<GrantUnit>,
}

/// The unit that a grant is limited to.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantUnit {
    /// Its ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    /// Its name.
    pub name: String,
}

pub async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Json<Shown>> {
    let (session, mut conn) = sessions::of_request(&app, &headers).await?;
    let city = match app.city() {
        Ok(code) => places::find(&mut conn, &code, app.clock.today()).await?,
        Err(_) => None,
    };
    let mut shown = Shown {
        signed_in: false,
        setup_needed: false,
        csrf: None,
        account: None,
        grants: vec![],
        may: vec![],
        official: None,
        city,
        synthetic: app.setting("synthetic") == "yes",
    };
    let Some(session) = session else {
        shown.setup_needed = store::count(&mut conn).await? == 0;
        return Ok(Json(shown));
    };
    shown.signed_in = true;
    shown.csrf = Some(session.csrf);
    shown.may = may(&session.actor);
    shown.official = session.actor.official.as_ref().map(ToString::to_string);
    shown.grants = named(&mut conn, &app, &session.actor.grants).await?;
    shown.account = Some(OwnAccount {
        id: session.actor.account,
        login: session.login,
        name: session.actor.name,
        must_change_password: session.must_change,
    });
    Ok(Json(shown))
}

fn may(actor: &Actor) -> Vec<&'static str> {
    let held = Right::ALL.iter().filter(|right| may_anywhere(&actor.grants, **right));
    held.map(|right| right.word()).collect()
}

/// Grants with the names of their places.
pub async fn named(conn: &mut Conn, app: &App, grants: &[Grant]) -> Result<Vec<GrantShown>> {
    let mut shown = Vec::new();
    for grant in grants {
        let known = places::find(conn, &grant.place, app.clock.today()).await?;
        shown.push(GrantShown {
            role: grant.role.word().to_owned(),
            place: known.unwrap_or_else(|| PlaceRef::unnamed(&grant.place)),
            unit: match &grant.unit {
                Some(unit) => {
                    Some(GrantUnit { name_ref: unit.to_string(), name: store::unit_name(conn, unit).await? })
                }
                None => None,
            },
        });
    }
    Ok(shown)
}

/// What is typed to sign in.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    login: String,
    password: String,
}

/// What a new session's page needs for its first write.
#[derive(Serialize, ToSchema)]
pub struct Started {
    signed_in: bool,
}

pub async fn start(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(typed): Body<SignIn>,
) -> Result<Response> {
    let login = typed.login.trim().to_lowercase();
    let device = sessions::known_device(&app, &headers, &login);
    let attempt = Try { login: &login, device: device.as_deref(), address: from.ip() };
    let now = app.clock.millis();
    app.throttle.allow(&attempt, now)?;
    let account = store::by_login(&mut app.db.read().await?, &login).await?;
    let usable = account.filter(|account| account.state == "active");
    let hash = usable.as_ref().map(|account| account.password.clone());
    let right = passwords::matches(&app, &typed.password, hash).await?;
    let Some(account) = usable.filter(|_| right) else {
        app.throttle.failed(&attempt, now);
        return Err(Error::refused(codes::WRONG_PASSWORD));
    };
    app.throttle.succeeded(&attempt);
    let mark = match &device {
        Some(device) => sessions::device_mark(&app, device, &login),
        None => sessions::device_mark(&app, &sessions::new_device()?, &login),
    };
    let token = begin(&app, &headers, account).await?;
    let cookies = AppendHeaders([
        (header::SET_COOKIE, set_cookie(&app, COOKIE, &token, 30 * 86_400)?),
        (header::SET_COOKIE, set_cookie(&app, DEVICE, &mark, 400 * 86_400)?),
    ]);
    Ok((cookies, Json(Started { signed_in: true })).into_response())
}

async fn begin(app: &App, headers: &HeaderMap, account: store::Account) -> Result<String> {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let grants = sessions::grants(&mut app.db.read().await?, account.id).await?;
    let actor =
        Actor { account: account.id, name: account.name, official: account.official.parse().ok(), grants };
    let place = actor.widest(Right::OwnAccount)?;
    let mut act = Act::of(app, actor, "access.session.start", Right::OwnAccount);
    let token = sessions::start(app, act.tx().await?, account.id, agent).await?;
    Ok(act.done(&place, account.login, nothing(), token).await?.answer)
}

pub async fn end(headers: HeaderMap, mut act: Act) -> Result<Response> {
    let app = act.app.clone();
    let place = act.actor.widest(act.right)?;
    let (session, _) = sessions::of_request(&app, &headers).await?;
    let account = act.actor.account;
    if let Some(session) = session {
        store::end_session(act.tx().await?, account, session.id).await?;
    }
    let done = act.done(&place, account, nothing(), nothing()).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, set_cookie(&app, COOKIE, "", 0)?)]), done).into_response())
}

/// A change of one's own password.
#[derive(Deserialize, ToSchema)]
pub struct NewPassword {
    old: String,
    new: String,
}

pub async fn password(
    headers: HeaderMap,
    mut act: Act,
    Body(typed): Body<NewPassword>,
) -> Result<Done<serde_json::Value>> {
    let app = act.app.clone();
    let (session, mut conn) = sessions::of_request(&app, &headers).await?;
    let session = session.ok_or_else(|| Error::refused(codes::SIGNED_OUT))?;
    let missing = || Error::refused(codes::NOT_FOUND);
    let account = store::by_id(&mut conn, act.actor.account).await?.ok_or_else(missing)?;
    drop(conn);
    if !passwords::matches(&app, &typed.old, Some(account.password)).await? {
        return Err(Error::refused(codes::INVALID).field("old", codes::WRONG_PASSWORD));
    }
    let hash = passwords::hash(&app, &typed.new, &account.login).await?;
    let tx = act.tx().await?;
    store::set_password(tx, account.id, &hash, false).await?;
    store::end_other_sessions(tx, account.id, session.id).await?;
    let place = act.actor.widest(act.right)?;
    act.done(&place, account.login, nothing(), json!({})).await
}

pub async fn list(mut look: Look) -> Result<Json<Page<SessionLine>>> {
    let account = look.actor.account;
    let items = store::sessions(&mut look, account).await?;
    Ok(Json(Page { items, next: None }))
}

pub async fn revoke(mut act: Act, Path(id): Path<Uuid>) -> Result<Done<serde_json::Value>> {
    let account = act.actor.account;
    if store::end_session(act.tx().await?, account, id).await? == 0 {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    let place = act.actor.widest(act.right)?;
    act.done(&place, id, nothing(), nothing()).await
}
