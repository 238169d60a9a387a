//! One request's hands: `Look` reads, `Act` writes. Both know who asks and what the verb needs; an `Act` can only end in a
//! `Done`, which writes the audit line and commits with the rows.

use std::ops::{Deref, DerefMut};

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use lianxin_domain::{
    access::{Grant, Right, Target, decide, may_anywhere},
    day::Day,
    ids::Ref,
    places::PlaceCode,
};
use serde::Serialize;
use serde_json::{Value as Json_, json};
use uuid::Uuid;

use super::{
    db::{Conn, Insert},
    error::{Error, Result, codes},
    value::Value,
    verb::Called,
};
use crate::{access::sessions, app::App, args};

/// Who asks.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account; nil for the program itself (command line, start-up).
    pub account: Uuid,
    /// What audit lines show.
    pub name: String,
    /// The official that the account belongs to.
    pub official: Option<Ref>,
    /// What the account may do where.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The program itself, acting for whoever runs its commands on the server's own machine.
    pub fn program(city: &PlaceCode) -> Actor {
        use lianxin_domain::access::Role;
        let grant = |role: &Role| Grant { role: *role, place: city.clone(), unit: None };
        Actor {
            account: Uuid::nil(),
            name: "command line".into(),
            official: None,
            grants: Role::ALL.iter().map(grant).collect(),
        }
    }

    /// Refuses, as if it did not exist, what lies outside the right's reach.
    pub fn may(&self, right: Right, place: &PlaceCode) -> Result<()> {
        self.may_unit(right, place, None)
    }

    /// The same for what belongs to a unit.
    pub fn may_unit(&self, right: Right, place: &PlaceCode, unit: Option<&Ref>) -> Result<()> {
        let allowed = decide(&self.grants, right, Target { place, unit });
        if allowed { Ok(()) } else { Err(Error::refused(codes::NOT_FOUND)) }
    }

    /// The widest jurisdiction in which the right is held; absent rights are as if the verb did not exist.
    pub fn widest(&self, right: Right) -> Result<PlaceCode> {
        let holds = |grant: &&Grant| may_anywhere(std::slice::from_ref(*grant), right);
        let widest = self.grants.iter().filter(holds).map(|g| &g.place).min_by_key(|p| p.as_str().len());
        widest.cloned().ok_or_else(|| Error::refused(codes::NOT_FOUND))
    }

    /// The place asked for when it lies within the right's reach, or the widest one there is.
    pub fn place_or_widest(&self, right: Right, asked: Option<&str>) -> Result<PlaceCode> {
        match asked.filter(|text| !text.is_empty()) {
            None => self.widest(right),
            Some(text) => {
                let place: PlaceCode = text.parse().map_err(|_| Error::refused(codes::NOT_FOUND))?;
                self.may(right, &place)?;
                Ok(place)
            }
        }
    }
}

/// A reading request.
pub struct Look {
    /// The program.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// What the verb asks for.
    pub right: Right,
    conn: Conn,
}

impl Look {
    /// Refuses what lies outside the verb's right.
    pub fn may(&self, place: &PlaceCode) -> Result<()> {
        self.actor.may(self.right, place)
    }

    /// The place asked for, or the widest that the actor may see.
    pub fn place_or_widest(&self, asked: Option<&str>) -> Result<PlaceCode> {
        self.actor.place_or_widest(self.right, asked)
    }
}

impl Deref for Look {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Look {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl FromRequestParts<App> for Look {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Look> {
        let called = Called::of(parts)?;
        let (session, conn) = sessions::of_request(app, &parts.headers).await?;
        let session = session.ok_or_else(|| Error::refused(codes::SIGNED_OUT))?;
        let actor = session.settled(called.right)?.actor;
        actor.widest(called.right)?;
        Ok(Look { app: app.clone(), actor, right: called.right, conn })
    }
}

/// A writing request: a transaction that is opened at its first statement.
pub struct Act {
    /// The program.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// What the verb asks for.
    pub right: Right,
    /// The version that the caller last saw (`If-Match`).
    pub seen: Option<i64>,
    verb: &'static str,
    conn: Option<Conn>,
}

impl Act {
    /// An act of the program itself or of a job that was started by `actor`.
    pub fn of(app: &App, actor: Actor, verb: &'static str, right: Right) -> Act {
        Act { app: app.clone(), actor, right, seen: None, verb, conn: None }
    }

    /// Refuses what lies outside the verb's right.
    pub fn may(&self, place: &PlaceCode) -> Result<()> {
        self.actor.may(self.right, place)
    }

    /// The name of the verb, for what is recorded together with others' acts.
    pub fn verb(&self) -> &'static str {
        self.verb
    }

    /// The transaction.
    pub async fn tx(&mut self) -> Result<&mut Conn> {
        if self.conn.is_none() {
            self.conn = Some(self.app.db.write().await?);
        }
        self.conn.as_mut().ok_or_else(|| Error::internal("opened above"))
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        self.app.clock.id()
    }

    /// Now, in milliseconds.
    pub fn now(&self) -> i64 {
        self.app.clock.millis()
    }

    /// Today in China.
    pub fn today(&self) -> Day {
        self.app.clock.today()
    }

    /// Refuses a write upon a version that is no longer the present one.
    pub fn unchanged(&self, version: i64) -> Result<()> {
        match self.seen {
            Some(seen) if seen != version => Err(Error::refused(codes::CHANGED_MEANWHILE)),
            _ => Ok(()),
        }
    }

    /// Writes the audit line and commits: what was done is durable when this returns.
    pub async fn done<T>(
        mut self,
        place: &PlaceCode,
        subject: impl ToString,
        detail: Json_,
        answer: T,
    ) -> Result<Done<T>> {
        let line = audit_line(&self.app, &self.actor, self.verb, place, subject, &detail);
        self.tx().await?.insert(&AUDIT, &[line]).await?;
        if let Some(conn) = self.conn.take() {
            conn.commit().await?;
        }
        Ok(Done { status: StatusCode::OK, etag: None, answer })
    }
}

/// Audit lines.
pub const AUDIT: Insert = Insert {
    table: "audit",
    columns: &["county", "id", "at", "day", "actor", "actor_name", "verb", "place", "subject", "detail"],
    tail: "",
};

/// One audit line.
pub fn audit_line(
    app: &App,
    actor: &Actor,
    verb: &str,
    place: &PlaceCode,
    subject: impl ToString,
    detail: &Json_,
) -> Vec<Value> {
    let (id, now, today) = (app.clock.id(), app.clock.millis(), app.clock.today());
    let (account, name) = (actor.account.to_string(), actor.name.as_str());
    let (subject, detail) = (subject.to_string(), detail.to_string());
    args![place.owner().as_str(), id, now, today, account, name, verb, place, subject, detail].to_vec()
}

impl FromRequestParts<App> for Act {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Act> {
        let called = Called::of(parts)?;
        let session = sessions::looked_up(app, &parts.headers).await?;
        let session = session.ok_or_else(|| Error::refused(codes::SIGNED_OUT))?;
        if header(&parts.headers, "x-csrf-token") != Some(session.csrf.as_str()) {
            return Err(Error::refused(codes::CSRF));
        }
        let session = session.settled(called.right)?;
        session.actor.widest(called.right)?;
        let seen =
            header(&parts.headers, "if-match").and_then(|tag| tag.trim_matches(['"', 'v']).parse().ok());
        Ok(Act { seen, ..Act::of(app, session.actor, called.name, called.right) })
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// What a write answers, once it is committed.
#[derive(Debug)]
pub struct Done<T> {
    status: StatusCode,
    etag: Option<i64>,
    /// The answer.
    pub answer: T,
}

impl<T> Done<T> {
    /// The answer of an act whose audit line and rows a shared transaction has committed.
    pub(crate) fn shared(answer: T) -> Done<T> {
        Done { status: StatusCode::OK, etag: None, answer }
    }

    /// 201: something new has a name now.
    pub fn created(mut self) -> Done<T> {
        self.status = StatusCode::CREATED;
        self
    }

    /// 202: the rest goes on in a job.
    pub fn accepted(mut self) -> Done<T> {
        self.status = StatusCode::ACCEPTED;
        self
    }

    /// Names the version that the next write must have seen.
    pub fn version(mut self, version: i64) -> Done<T> {
        self.etag = Some(version);
        self
    }
}

impl<T: Serialize> IntoResponse for Done<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.answer)).into_response();
        if let Some(tag) = self.etag {
            tagged(&mut response, tag);
        }
        response
    }
}

/// A read that can be edited: its version goes along as the ETag.
pub struct Versioned<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        tagged(&mut response, self.0);
        response
    }
}

fn tagged(response: &mut Response, version: i64) {
    if let Ok(value) = HeaderValue::from_str(&format!("\"v{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
}

/// The answer of a write that has nothing to say.
pub fn nothing() -> Json_ {
    json!({})
}
