//! Sessions in our own store: a random token in the cookie, its digest in the table, so that revoking is deleting a row.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use lianxin_domain::access::{Grant, Right, Role};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    app::App,
    args,
    engine::{
        act::Actor,
        db::Conn,
        error::{Error, Result, codes},
        http::cookie,
    },
    keys::random,
};

/// The session cookie's name.
pub const COOKIE: &str = "lianxin";
/// The cookie that marks a device on which the account signed in before.
pub const DEVICE: &str = "lianxin-device";
/// A session ends after 30 days, or 7 days without use.
const LIFE: i64 = 30 * 86_400_000;
const IDLE: i64 = 7 * 86_400_000;
/// The time of last use is written at most this often.
const SEEN_EVERY: i64 = 5 * 60_000;

const FIND: &str = "SELECT s.id, s.csrf, s.seen_at, a.id AS account, a.login, a.name, a.official, a.must_change \
     FROM session s JOIN account a ON a.id = s.account \
     WHERE s.digest = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND a.state = 'active'";
const GRANTS: &str = "SELECT role, place, unit FROM role_grant WHERE account = $1 ORDER BY place, role";
const MAKE: &str = "INSERT INTO session (digest, id, account, csrf, agent, made_at, seen_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const SEEN: &str = "UPDATE session SET seen_at = $2 WHERE digest = $1";
const EXPIRED: &str = "DELETE FROM session WHERE expires_at <= $1";
const ACCOUNT_SEEN: &str = "UPDATE account SET seen_at = $2 WHERE id = $1";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[FIND, GRANTS, MAKE, SEEN, EXPIRED, ACCOUNT_SEEN];

/// A signed-in request.
#[derive(Debug)]
pub struct Session {
    /// The session's own id, not the token.
    pub id: Uuid,
    /// What every write must carry in a header.
    pub csrf: String,
    /// The login.
    pub login: String,
    /// Whether the password must be changed first.
    pub must_change: bool,
    /// Who it is.
    pub actor: Actor,
}

#[derive(sqlx::FromRow)]
struct Found {
    id: Uuid,
    csrf: String,
    seen_at: i64,
    account: Uuid,
    login: String,
    name: String,
    official: String,
    must_change: i64,
}

/// The session of a request, if its cookie names one that lives; and a connection to go on reading with.
pub async fn of_request(app: &App, headers: &HeaderMap) -> Result<(Option<Session>, Conn)> {
    let mut conn = app.db.read().await?;
    let Some(token) = cookie(headers, COOKIE) else { return Ok((None, conn)) };
    let digest = digest(token);
    let now = app.clock.millis();
    let found: Option<Found> = conn.maybe(FIND, &args![digest.clone(), now, now - IDLE]).await?;
    let Some(found) = found else { return Ok((None, conn)) };
    let grants = grants(&mut conn, found.account).await?;
    if now - found.seen_at > SEEN_EVERY {
        tokio::spawn(note_use(app.clone(), digest, found.account));
    }
    let actor =
        Actor { account: found.account, name: found.name, official: found.official.parse().ok(), grants };
    let must_change = found.must_change != 0;
    Ok((Some(Session { id: found.id, csrf: found.csrf, login: found.login, must_change, actor }), conn))
}

impl Session {
    /// Refuses everything but one's own account until the first password is changed.
    pub fn settled(self, right: Right) -> Result<Session> {
        let first_password = self.must_change && right != Right::OwnAccount;
        if first_password { Err(Error::refused(codes::MUST_CHANGE_PASSWORD)) } else { Ok(self) }
    }
}

/// The grants of an account.
pub async fn grants(conn: &mut Conn, account: Uuid) -> Result<Vec<Grant>> {
    let rows: Vec<(String, String, String)> = conn.all(GRANTS, &args![account]).await?;
    let grant = |(role, place, unit): (String, String, String)| {
        Some(Grant { role: Role::of(&role)?, place: place.parse().ok()?, unit: unit.parse().ok() })
    };
    Ok(rows.into_iter().filter_map(grant).collect())
}

async fn note_use(app: App, digest: Vec<u8>, account: Uuid) {
    let noted: Result<()> = async {
        let now = app.clock.millis();
        let mut conn = app.db.write().await?;
        conn.run(SEEN, &args![digest, now]).await?;
        conn.run(ACCOUNT_SEEN, &args![account, now]).await?;
        conn.commit().await
    }
    .await;
    if let Err(why) = noted {
        tracing::warn!(%why, "the time of last use was not noted");
    }
}

/// Notes that an account was used without a session.
pub async fn note_account(app: App, account: Uuid) {
    let noted: Result<()> = async {
        let mut conn = app.db.write().await?;
        conn.run(ACCOUNT_SEEN, &args![account, app.clock.millis()]).await?;
        conn.commit().await
    }
    .await;
    if let Err(why) = noted {
        tracing::warn!(%why, "the time of last use was not noted");
    }
}

/// Starts a session inside a transaction and gives its token.
pub async fn start(app: &App, conn: &mut Conn, account: Uuid, agent: &str) -> Result<String> {
    let token = URL_SAFE_NO_PAD.encode(random::<32>()?);
    let csrf = URL_SAFE_NO_PAD.encode(random::<18>()?);
    let now = app.clock.millis();
    let agent: String = agent.chars().take(200).collect();
    conn.run(EXPIRED, &args![now]).await?;
    conn.run(MAKE, &args![digest(&token), app.clock.id(), account, csrf, agent, now, now, now + LIFE])
        .await?;
    conn.run(ACCOUNT_SEEN, &args![account, now]).await?;
    Ok(token)
}

/// What the table holds of a token.
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The mark of a device for an account: random id and its keyed digest.
pub fn device_mark(app: &App, device: &str, login: &str) -> String {
    let seal = app.keys.digest("device", &format!("{device} {login}"));
    format!("{device}.{}", URL_SAFE_NO_PAD.encode(&seal[..16]))
}

/// A new device's id.
pub fn new_device() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<12>()?))
}

/// The device's id when its cookie was made for this login.
pub fn known_device(app: &App, headers: &HeaderMap, login: &str) -> Option<String> {
    let mark = cookie(headers, DEVICE)?;
    let (device, _) = mark.split_once('.')?;
    (device_mark(app, device, login) == mark).then(|| device.to_owned())
}

/// A cookie that scripts cannot read; an empty value deletes it.
pub fn set_cookie(app: &App, name: &str, value: &str, seconds: i64) -> Result<HeaderValue> {
    let secure = if app.config.secure_cookies { "; Secure" } else { "" };
    let age = if value.is_empty() { 0 } else { seconds };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}
