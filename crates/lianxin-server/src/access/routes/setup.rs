//! The first administrator, who proves with the start-up code that the server is theirs.

use axum::{Json, extract::State};
use lianxin_domain::access::{Grant, Right, Role};
use serde::Deserialize;
use serde_json::json;
use std::sync::PoisonError;
use utoipa::ToSchema;

use crate::{
    access::store,
    app::App,
    engine::{
        act::{Act, Actor, nothing},
        error::{Error, Result, codes},
        http::Body,
    },
    keys::random,
};

/// The first administrator.
#[derive(Deserialize, ToSchema)]
#[schema(as = FirstAdministrator)]
pub struct First {
    /// What the server printed when it started.
    code: String,
    login: String,
    name: String,
    password: String,
}

/// While no account exists: makes the code that the first administrator must give, for the console.
pub async fn announce_setup(app: &App) -> Result<Option<String>> {
    if store::count(&mut app.db.read().await?).await? > 0 {
        return Ok(None);
    }
    let code: String = random::<5>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    *app.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = Some(code.clone());
    Ok(Some(code))
}

pub async fn first(State(app): State<App>, Body(typed): Body<First>) -> Result<Json<serde_json::Value>> {
    let expected = app.setup_code.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(expected) = expected else { return Err(Error::refused(codes::SET_UP_ALREADY)) };
    if app.keys.digest("setup", typed.code.trim()) != app.keys.digest("setup", &expected) {
        return Err(Error::refused(codes::BAD_SETUP_CODE));
    }
    let city = app.city()?;
    let login = typed.login.trim().to_lowercase();
    let account =
        super::accounts::checked(&app, login, typed.name, &typed.password, String::new(), false).await?;
    let actor = Actor { account: account.id, name: account.name.clone(), ..Actor::program(&city) };
    let mut act = Act::of(&app, actor, "access.setup.first", Right::EditAccounts);
    let now = act.now();
    let tx = act.tx().await?;
    if store::count(tx).await? > 0 {
        return Err(Error::refused(codes::SET_UP_ALREADY));
    }
    store::insert(tx, &account, now).await?;
    let grants = [Grant { role: Role::Administrator, place: city.clone(), unit: None }];
    store::set_grants(tx, account.id, &grants).await?;
    act.done(&city, account.login, nothing(), ()).await?;
    *app.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    Ok(Json(json!({"ready": true})))
}

/// Makes an account without a session, for the command line and the demo.
pub async fn make_account(
    app: &App,
    login: &str,
    name: &str,
    password: &str,
    official: &str,
    grants: &[Grant],
) -> Result<()> {
    let account = super::accounts::checked(
        app,
        login.to_owned(),
        name.to_owned(),
        password,
        official.to_owned(),
        false,
    )
    .await?;
    let city = app.city()?;
    let mut act = Act::of(app, Actor::program(&city), "access.account.make", Right::EditAccounts);
    let now = act.now();
    let tx = act.tx().await?;
    store::insert(tx, &account, now).await?;
    store::set_grants(tx, account.id, grants).await?;
    act.done(&city, account.login, nothing(), ()).await?;
    Ok(())
}
