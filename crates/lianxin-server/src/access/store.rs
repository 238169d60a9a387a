//! The SQL of accounts, grants and audit lines.

use lianxin_domain::{access::Grant, ids::Ref, places::PlaceCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const COUNT: &str = "SELECT COUNT(*) AS count FROM account";
const BY_LOGIN: &str = "SELECT id, login, name, password, state, must_change, official, seen_at, version FROM account WHERE login = $1";
const BY_ID: &str = "SELECT id, login, name, password, state, must_change, official, seen_at, version FROM account WHERE id = $1";
const LIST: &str = "SELECT id, login, name, password, state, must_change, official, seen_at, version FROM account \
     WHERE login > $1 AND (login LIKE $2 OR name LIKE $2) ORDER BY login LIMIT $3";
const INSERT: &str = "INSERT INTO account (id, login, name, password, state, must_change, official, seen_at, made_at, version) \
     VALUES ($1, $2, $3, $4, 'active', $5, $6, 0, $7, 1)";
const UPDATE: &str = "UPDATE account SET name = $2, state = $3, version = version + 1 WHERE id = $1";
const PASSWORD: &str =
    "UPDATE account SET password = $2, must_change = $3, version = version + 1 WHERE id = $1";
const TOUCH: &str = "UPDATE account SET version = version + 1 WHERE id = $1";
const CLEAR_GRANTS: &str = "DELETE FROM role_grant WHERE account = $1";
const GRANT: Insert =
    Insert { table: "role_grant", columns: &["account", "role", "place", "unit"], tail: "" };
const GRANTS_OF: &str = "SELECT g.account, g.role, g.place, g.unit, COALESCE(p.name, '') AS name \
     FROM role_grant g LEFT JOIN place p ON p.code = g.place AND p.until = '9999-12-31' \
     JOIN account a ON a.id = g.account WHERE a.login >= $1 AND a.login <= $2 ORDER BY g.place, g.role";
const UNIT_NAME: &str = "SELECT name FROM unit WHERE county = $1 AND id = $2";
const OTHER_ADMINISTRATORS: &str = "SELECT COUNT(*) AS count FROM role_grant g JOIN account a ON a.id = g.account \
     WHERE g.role = 'administrator' AND a.state = 'active' AND a.id <> $1";
const END_SESSIONS: &str = "DELETE FROM session WHERE account = $1";
const END_OTHERS: &str = "DELETE FROM session WHERE account = $1 AND id <> $2";
const END_SESSION: &str = "DELETE FROM session WHERE account = $1 AND id = $2";
const SESSIONS: &str =
    "SELECT id, agent, made_at, seen_at FROM session WHERE account = $1 ORDER BY seen_at DESC LIMIT 100";
const AUDIT: &str = "SELECT id, at, actor_name, verb, place, subject, detail FROM audit \
     WHERE id < $1 AND place >= $2 AND place < $3 ORDER BY id DESC LIMIT $4";
const AUDIT_OF_VERB: &str = "SELECT id, at, actor_name, verb, place, subject, detail FROM audit \
     WHERE verb = $5 AND id < $1 AND place >= $2 AND place < $3 ORDER BY id DESC LIMIT $4";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    COUNT,
    BY_LOGIN,
    BY_ID,
    LIST,
    INSERT,
    UPDATE,
    PASSWORD,
    TOUCH,
    CLEAR_GRANTS,
    GRANTS_OF,
    UNIT_NAME,
    OTHER_ADMINISTRATORS,
    END_SESSIONS,
    END_OTHERS,
    END_SESSION,
    SESSIONS,
    AUDIT,
    AUDIT_OF_VERB,
];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[GRANT];

/// An account as stored; the hash stays inside the server.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// The login, in lower case.
    pub login: String,
    /// The name on screens.
    pub name: String,
    /// The password's hash (PHC string).
    pub password: String,
    /// `active` or `disabled`.
    pub state: String,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: i64,
    /// The official's ref, or empty.
    pub official: String,
    /// When it was last used, in milliseconds; 0 for never.
    pub seen_at: i64,
    /// Grows with every change.
    pub version: i64,
}

/// A grant with the place's name, for lists.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NamedGrant {
    /// The account.
    pub account: Uuid,
    /// The role's word.
    pub role: String,
    /// The place's code.
    pub place: String,
    /// The unit's ref, or empty.
    pub unit: String,
    /// The place's name.
    pub name: String,
}

/// A session in the list of its owner.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct SessionLine {
    /// Its id.
    pub id: Uuid,
    /// The browser, as it called itself.
    pub agent: String,
    /// When it began, in milliseconds.
    pub made_at: i64,
    /// When it was last used, in milliseconds.
    pub seen_at: i64,
}

/// An audit line.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct AuditLine {
    /// Its id.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// Who.
    #[serde(rename = "actor")]
    pub actor_name: String,
    /// Which verb.
    pub verb: String,
    /// The place concerned.
    pub place: String,
    /// What it was done to.
    pub subject: String,
    /// Particulars, as JSON text.
    pub detail: String,
}

/// How many accounts there are.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    let (count,): (i64,) = conn.one(COUNT, &[]).await?;
    Ok(count)
}

/// The account of a login.
pub async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<Account>> {
    conn.maybe(BY_LOGIN, &args![login]).await
}

/// The account of an id.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Account>> {
    conn.maybe(BY_ID, &args![id]).await
}

/// Accounts by login, up to one more than `limit`.
pub async fn list(conn: &mut Conn, after: &str, q: &str, limit: i64) -> Result<Vec<Account>> {
    let pattern = format!("%{}%", q.replace(['%', '_'], ""));
    conn.all(LIST, &args![after, pattern, limit + 1]).await
}

/// The grants of all accounts whose logins lie between two.
pub async fn grants_between(conn: &mut Conn, first: &str, last: &str) -> Result<Vec<NamedGrant>> {
    conn.all(GRANTS_OF, &args![first, last]).await
}

/// A unit's name; empty when there is no such unit.
pub async fn unit_name(conn: &mut Conn, unit: &Ref) -> Result<String> {
    let found: Option<(String,)> = conn.maybe(UNIT_NAME, &args![&unit.county, unit.id]).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

/// Adds an account.
pub async fn insert(conn: &mut Conn, account: &Account, now: i64) -> Result<()> {
    let row = args![
        account.id,
        account.login.as_str(),
        account.name.as_str(),
        account.password.as_str(),
        account.must_change,
        account.official.as_str(),
        now,
    ];
    conn.run(INSERT, &row).await.map(|_| ())
}

/// Changes name and state.
pub async fn update(conn: &mut Conn, id: Uuid, name: &str, state: &str) -> Result<()> {
    conn.run(UPDATE, &args![id, name, state]).await.map(|_| ())
}

/// Sets a password's hash.
pub async fn set_password(conn: &mut Conn, id: Uuid, hash: &str, must_change: bool) -> Result<()> {
    conn.run(PASSWORD, &args![id, hash, must_change]).await.map(|_| ())
}

/// Replaces an account's grants.
pub async fn set_grants(conn: &mut Conn, id: Uuid, grants: &[Grant]) -> Result<()> {
    conn.run(CLEAR_GRANTS, &args![id]).await?;
    let unit = |grant: &Grant| grant.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows: Vec<_> = grants.iter().map(|g| args![id, g.role.word(), &g.place, unit(g)].to_vec()).collect();
    conn.insert(&GRANT, &rows).await?;
    conn.run(TOUCH, &args![id]).await.map(|_| ())
}

/// Whether another active administrator would remain without this account.
pub async fn another_administrator(conn: &mut Conn, id: Uuid) -> Result<bool> {
    let (count,): (i64,) = conn.one(OTHER_ADMINISTRATORS, &args![id]).await?;
    Ok(count > 0)
}

/// Ends all sessions of an account.
pub async fn end_sessions(conn: &mut Conn, account: Uuid) -> Result<u64> {
    conn.run(END_SESSIONS, &args![account]).await
}

/// Ends all sessions of an account but one.
pub async fn end_other_sessions(conn: &mut Conn, account: Uuid, keep: Uuid) -> Result<u64> {
    conn.run(END_OTHERS, &args![account, keep]).await
}

/// Ends one session of an account.
pub async fn end_session(conn: &mut Conn, account: Uuid, session: Uuid) -> Result<u64> {
    conn.run(END_SESSION, &args![account, session]).await
}

/// The sessions of an account, the latest used first.
pub async fn sessions(conn: &mut Conn, account: Uuid) -> Result<Vec<SessionLine>> {
    conn.all(SESSIONS, &args![account]).await
}

/// Audit lines of a place, the newest first, up to one more than `limit`.
pub async fn audit(
    conn: &mut Conn,
    place: &PlaceCode,
    verb: &str,
    before: Uuid,
    limit: i64,
) -> Result<Vec<AuditLine>> {
    if verb.is_empty() {
        return conn.all(AUDIT, &args![before, place, place.upper(), limit + 1]).await;
    }
    conn.all(AUDIT_OF_VERB, &args![before, place, place.upper(), limit + 1, verb]).await
}
