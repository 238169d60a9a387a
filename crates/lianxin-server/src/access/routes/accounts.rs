//! Accounts and their grants. An administrator gives grants only within their own jurisdiction.

use axum::Json;
use lianxin_domain::access::{Grant, Right, Role, Target, decide};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::session::{GrantShown, GrantUnit};
use crate::{
    access::{
        passwords,
        store::{self, Account, NamedGrant},
    },
    app::App,
    engine::{
        act::{Act, Actor, Done, Look, Versioned, nothing},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
    },
    places::store::PlaceRef,
};

/// An account on screen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct Shown {
    id: Uuid,
    login: String,
    name: String,
    state: String,
    must_change_password: bool,
    official: Option<String>,
    last_seen_at: Option<i64>,
    grants: Vec<GrantShown>,
    version: i64,
}

impl Shown {
    /// Fills in the names of the units that grants are limited to.
    async fn named(mut self, conn: &mut Conn) -> Result<Shown> {
        for unit in self.grants.iter_mut().filter_map(|grant| grant.unit.as_mut()) {
            if let Ok(name) = unit.name_ref.parse() {
                unit.name = store::unit_name(conn, &name).await?;
            }
        }
        Ok(self)
    }

    fn new(account: Account, grants: &[NamedGrant]) -> Shown {
        let own = grants.iter().filter(|grant| grant.account == account.id);
        Shown {
            id: account.id,
            login: account.login,
            name: account.name,
            state: account.state,
            must_change_password: account.must_change != 0,
            official: Some(account.official).filter(|official| !official.is_empty()),
            last_seen_at: Some(account.seen_at).filter(|at| *at > 0),
            grants: own.map(shown_grant).collect(),
            version: account.version,
        }
    }
}

fn shown_grant(grant: &NamedGrant) -> GrantShown {
    let unnamed = grant.place.parse().ok().map(|code| PlaceRef::unnamed(&code));
    let place = unnamed.map(|place| PlaceRef { name: grant.name.clone(), ..place });
    GrantShown {
        role: grant.role.clone(),
        place: place.unwrap_or_default(),
        unit: Some(grant.unit.clone())
            .filter(|unit| !unit.is_empty())
            .map(|name_ref| GrantUnit { name: String::new(), name_ref }),
    }
}

/// What a list of accounts is asked for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<Shown>>> {
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let rows = store::list(&mut look, &after, &asked.q, limit).await?;
    let span = (rows.first().map(|a| a.login.clone()), rows.last().map(|a| a.login.clone()));
    let grants = match span {
        (Some(first), Some(last)) => store::grants_between(&mut look, &first, &last).await?,
        _ => vec![],
    };
    let page = Page::cut(rows, limit, |a| [a.login.clone()], |account| Shown::new(account, &grants));
    let mut named = Vec::with_capacity(page.items.len());
    for account in page.items {
        named.push(account.named(&mut look).await?);
    }
    Ok(Json(Page { items: named, next: page.next }))
}

async fn find(conn: &mut Conn, actor: &Actor, id: Uuid) -> Result<(Account, Vec<NamedGrant>)> {
    let account = store::by_id(conn, id).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let grants = store::grants_between(conn, &account.login, &account.login).await?;
    let within = |grant: &NamedGrant| {
        grant.place.parse().is_ok_and(|place| actor.may(Right::EditAccounts, &place).is_ok())
    };
    if !grants.iter().all(within) {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    Ok((account, grants))
}

/// Refuses an account that is not under the actor's administration.
pub async fn governed(conn: &mut Conn, actor: &Actor, id: Uuid) -> Result<()> {
    find(conn, actor, id).await.map(|_| ())
}

pub async fn show(mut look: Look, Path(id): Path<Uuid>) -> Result<Versioned<Shown>> {
    let actor = look.actor.clone();
    let (account, grants) = find(&mut look, &actor, id).await?;
    Ok(Versioned(account.version, Shown::new(account, &grants).named(&mut look).await?))
}

/// A grant as asked for.
#[derive(Deserialize, ToSchema)]
pub struct GrantAsked {
    role: String,
    place: String,
    unit: Option<String>,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewAccount)]
pub struct New {
    login: String,
    name: String,
    /// A first password, to be changed at the first sign-in.
    password: String,
    grants: Vec<GrantAsked>,
    official: Option<String>,
}

fn parsed(actor: &Actor, asked: Vec<GrantAsked>) -> Result<Vec<Grant>> {
    let parse = |asked: GrantAsked| {
        let role = Role::of(&asked.role)
            .ok_or_else(|| Error::refused(codes::INVALID).field("grants.role", codes::REQUIRED))?;
        let unknown = || Error::refused(codes::UNKNOWN_PLACE).with("code", &asked.place);
        let place = asked.place.parse().map_err(|_| unknown())?;
        let target = Target { place: &place, unit: None };
        if !decide(&actor.grants, Right::EditAccounts, target) {
            return Err(Error::refused(codes::OUTSIDE_JURISDICTION));
        }
        let unit = match asked.unit.filter(|unit| !unit.is_empty()) {
            Some(unit) => Some(unit.parse().map_err(|_| Error::refused(codes::NOT_FOUND))?),
            None => None,
        };
        Ok(Grant { role, place, unit })
    };
    let mut grants = asked.into_iter().map(parse).collect::<Result<Vec<_>>>()?;
    grants.dedup_by(|a, b| a.role == b.role && a.place == b.place);
    if grants.is_empty() {
        return Err(Error::refused(codes::INVALID).field("grants", codes::REQUIRED));
    }
    Ok(grants)
}

/// A new account's row, when login, name and password will do.
pub async fn checked(
    app: &App,
    login: String,
    name: String,
    password: &str,
    official: String,
    must_change: bool,
) -> Result<Account> {
    let name = name.trim().to_owned();
    let login_fits = (2..=64).contains(&login.len())
        && login.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    for (field, missing) in [("login", !login_fits), ("name", name.is_empty() || name.len() > 200)] {
        if missing {
            return Err(Error::refused(codes::INVALID).field(field, codes::REQUIRED));
        }
    }
    if store::by_login(&mut app.db.read().await?, &login).await?.is_some() {
        return Err(Error::refused(codes::LOGIN_TAKEN).field("login", codes::LOGIN_TAKEN));
    }
    let password = passwords::hash(app, password, &login).await?;
    let id = app.clock.id();
    let must_change = i64::from(must_change);
    Ok(Account {
        id,
        login,
        name,
        password,
        state: "active".into(),
        must_change,
        official,
        seen_at: 0,
        version: 1,
    })
}

pub async fn make(mut act: Act, Body(new): Body<New>) -> Result<Done<Shown>> {
    let grants = parsed(&act.actor, new.grants)?;
    let login = new.login.trim().to_lowercase();
    let official = new.official.unwrap_or_default();
    let account = checked(&act.app, login, new.name, &new.password, official, true).await?;
    let now = act.now();
    let tx = act.tx().await?;
    store::insert(tx, &account, now).await?;
    store::set_grants(tx, account.id, &grants).await?;
    finish(act, account.id, json!({"grants": grants})).await.map(Done::created)
}

/// A change of an account.
#[derive(Deserialize, ToSchema)]
#[schema(as = EditAccount)]
pub struct Edit {
    name: Option<String>,
    /// `active` or `disabled`; disabling ends its sessions.
    state: Option<String>,
}

pub async fn edit(mut act: Act, Path(id): Path<Uuid>, Body(edit): Body<Edit>) -> Result<Done<Shown>> {
    let actor = act.actor.clone();
    let (account, _) = find(act.tx().await?, &actor, id).await?;
    act.unchanged(account.version)?;
    let state = edit.state.unwrap_or(account.state);
    let name =
        edit.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or(account.name);
    if !matches!(state.as_str(), "active" | "disabled") {
        return Err(Error::refused(codes::INVALID).field("state", codes::REQUIRED));
    }
    let tx = act.tx().await?;
    store::update(tx, id, &name, &state).await?;
    if state == "disabled" {
        keep_an_administrator(tx, id).await?;
        store::end_sessions(tx, id).await?;
    }
    finish(act, id, json!({"state": state})).await
}

async fn keep_an_administrator(conn: &mut Conn, without: Uuid) -> Result<()> {
    let remains = store::another_administrator(conn, without).await?;
    if remains { Ok(()) } else { Err(Error::refused(codes::LAST_ADMINISTRATOR)) }
}

/// Grants that replace the present ones.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewGrants)]
pub struct Grants {
    grants: Vec<GrantAsked>,
}

pub async fn grant(mut act: Act, Path(id): Path<Uuid>, Body(new): Body<Grants>) -> Result<Done<Shown>> {
    let actor = act.actor.clone();
    let grants = parsed(&actor, new.grants)?;
    let (account, _) = find(act.tx().await?, &actor, id).await?;
    act.unchanged(account.version)?;
    let tx = act.tx().await?;
    if !grants.iter().any(|grant| grant.role == Role::Administrator) {
        keep_an_administrator(tx, id).await?;
    }
    store::set_grants(tx, id, &grants).await?;
    finish(act, id, json!({"grants": grants})).await
}

/// A first password, to be changed at the next sign-in.
#[derive(Deserialize, ToSchema)]
pub struct SetPassword {
    new: String,
}

pub async fn password(
    mut act: Act,
    Path(id): Path<Uuid>,
    Body(typed): Body<SetPassword>,
) -> Result<Done<serde_json::Value>> {
    let actor = act.actor.clone();
    let (account, _) = find(&mut act.app.db.read().await?, &actor, id).await?;
    let hash = passwords::hash(&act.app, &typed.new, &account.login).await?;
    let tx = act.tx().await?;
    store::set_password(tx, id, &hash, true).await?;
    store::end_sessions(tx, id).await?;
    let place = act.actor.widest(act.right)?;
    act.done(&place, account.login, nothing(), nothing()).await
}

pub async fn sign_out(mut act: Act, Path(id): Path<Uuid>) -> Result<Done<serde_json::Value>> {
    let actor = act.actor.clone();
    let (account, _) = find(act.tx().await?, &actor, id).await?;
    let ended = store::end_sessions(act.tx().await?, id).await?;
    let place = act.actor.widest(act.right)?;
    act.done(&place, account.login, json!({"ended": ended}), json!({"ended": ended})).await
}

async fn finish(mut act: Act, id: Uuid, detail: serde_json::Value) -> Result<Done<Shown>> {
    let actor = act.actor.clone();
    let (account, grants) = find(act.tx().await?, &actor, id).await?;
    let place = act.actor.widest(act.right)?;
    let version = account.version;
    let shown = Shown::new(account.clone(), &grants).named(act.tx().await?).await?;
    act.done(&place, account.login, detail, shown).await.map(|done| done.version(version))
}
