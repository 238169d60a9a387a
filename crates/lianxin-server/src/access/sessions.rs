//! Sessions in our own store: a random token in the cookie, its digest in the table, so that revoking is deleting a row.

use std::{collections::HashMap, sync::LazyLock};

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
        ask::Among,
        db::Conn,
        error::{Error, Result, codes},
        http::cookie,
        together::{Together, same},
    },
    keys::random,
    record,
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

const FIND: Among = Among {
    sql: "SELECT s.digest, s.id, s.csrf, s.seen_at, a.id AS account, a.login, a.name, a.official, a.must_change, \
     COALESCE(g.role, '') AS role, COALESCE(g.place, '') AS place, COALESCE(g.unit, '') AS unit \
     FROM session s JOIN account a ON a.id = s.account LEFT JOIN role_grant g ON g.account = a.id \
     WHERE s.digest IN ({ids}) AND s.expires_at > $1 AND s.seen_at > $2 AND a.state = 'active' ORDER BY g.place, g.role",
    before: 2,
};
/// [`FIND`] for one session: every request asks it, so its text is made once.
static FIND_ONE: LazyLock<String> = LazyLock::new(|| FIND.sql(1));
const GRANTS: &str = "SELECT role, place, unit FROM role_grant WHERE account = $1 ORDER BY place, role";
const MAKE: &str = "INSERT INTO session (digest, id, account, csrf, agent, made_at, seen_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const SEEN: &str = "UPDATE session SET seen_at = $2 WHERE digest = $1";
const EXPIRED: &str = "DELETE FROM session WHERE expires_at <= $1";
const ACCOUNT_SEEN: &str = "UPDATE account SET seen_at = $2 WHERE id = $1";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[GRANTS, MAKE, SEEN, EXPIRED, ACCOUNT_SEEN];

/// Every statement about keys of this file, for the walk.
pub const AMONG: &[Among] = &[FIND];

/// Where look-ups wait for each other: requests that come at the same time are answered by one statement. Each is read
/// after its request came, so that what was revoked before is never served.
pub type LookUps = Together<Vec<u8>, Option<Session>>;
/// Look-ups of one statement.
const AT_ONCE: usize = 200;

/// A signed-in request.
#[derive(Clone, Debug)]
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

record! {
    struct Found {
        digest: Vec<u8>,
        id: Uuid,
        csrf: String,
        seen_at: i64,
        account: Uuid,
        login: String,
        name: String,
        official: String,
        must_change: i64,
        role: String,
        place: String,
        unit: String,
    }
}

/// The session of a request, if its cookie names one that lives; and a connection to go on reading with.
pub async fn of_request(app: &App, headers: &HeaderMap) -> Result<(Option<Session>, Conn)> {
    let session = looked_up(app, headers).await?;
    Ok((session, app.db.read().await?))
}

/// The session of a request, if its cookie names one that lives.
pub async fn looked_up(app: &App, headers: &HeaderMap) -> Result<Option<Session>> {
    let Some(token) = cookie(headers, COOKIE) else { return Ok(None) };
    let (digest, now) = (digest(token), app.clock.millis());
    if let Some(found) = app.db.near(&FIND_ONE, &args![now, now - IDLE, digest.clone()]) {
        return Ok(sessions(app, now, found?).remove(&digest));
    }
    app.look_ups.leave(digest, || drop(tokio::spawn(look_up(app.clone())))).await
}

async fn look_up(app: App) {
    let _at_work = app.look_ups.at_work();
    loop {
        let mut n = 0;
        let waiting = app.look_ups.take(|_| {
            n += 1;
            n <= AT_ONCE
        });
        if waiting.is_empty() {
            return;
        }
        let (digests, answers): (Vec<Vec<u8>>, Vec<_>) = waiting.into_iter().unzip();
        match find(&app, &digests).await {
            Ok(found) => {
                for (digest, answer) in digests.iter().zip(answers) {
                    let _ = answer.send(Ok(found.get(digest).cloned()));
                }
            }
            Err(why) => answers.into_iter().for_each(|answer| drop(answer.send(Err(same(&why))))),
        }
    }
}

async fn find(app: &App, digests: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, Session>> {
    let now = app.clock.millis();
    let mut conn = app.db.read().await?;
    let rows: Vec<Found> = conn.among(&FIND, &args![now, now - IDLE], digests).await?;
    drop(conn);
    Ok(sessions(app, now, rows))
}

fn sessions(app: &App, now: i64, rows: Vec<Found>) -> HashMap<Vec<u8>, Session> {
    let mut sessions: HashMap<Vec<u8>, Session> = HashMap::new();
    for row in rows {
        let grant = grant(&row.role, &row.place, &row.unit);
        let session = sessions.entry(row.digest.clone()).or_insert_with(|| {
            if now - row.seen_at > SEEN_EVERY {
                tokio::spawn(note_use(app.clone(), row.digest, row.account));
            }
            let official = row.official.parse().ok();
            let actor = Actor { account: row.account, name: row.name, official, grants: vec![] };
            let must_change = row.must_change != 0;
            Session { id: row.id, csrf: row.csrf, login: row.login, must_change, actor }
        });
        session.actor.grants.extend(grant);
    }
    sessions
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
    Ok(rows.iter().filter_map(|(role, place, unit)| grant(role, place, unit)).collect())
}

fn grant(role: &str, place: &str, unit: &str) -> Option<Grant> {
    Some(Grant { role: Role::of(role)?, place: place.parse().ok()?, unit: unit.parse().ok() })
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
