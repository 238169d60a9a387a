//! The SQL of oversight.

use lianxin_domain::places::PlaceCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const SUGGEST: &str = "INSERT INTO suggestion (county, id, kind, text, page, contact, account, at, state, answer, answered_by, answered_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', '', '', 0)";
const SUGGESTIONS: &str = "SELECT county, id, kind, text, page, contact, account, at, state, answer, answered_by, answered_at FROM suggestion \
     WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
const ANSWER: &str = "UPDATE suggestion SET state = $3, answer = $4, answered_by = $5, answered_at = $6 WHERE county = $1 AND id = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[SUGGEST, SUGGESTIONS, ANSWER];
/// This area has no multi-row insert.
pub const INSERTS: &[Insert] = &[];

/// A complaint, suggestion or thanks.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Suggestion {
    #[serde(skip)]
    pub county: String,
    pub id: Uuid,
    /// `complaint`, `suggestion` or `thanks`.
    pub kind: String,
    pub text: String,
    /// The page on which it was written.
    pub page: String,
    /// How to answer, if they said.
    pub contact: String,
    /// The account's name, or empty when it came without signing in.
    pub account: String,
    pub at: i64,
    /// `open`, `answered` or `closed`.
    pub state: String,
    pub answer: String,
    pub answered_by: String,
    pub answered_at: i64,
}

/// Stores what somebody said: county, id, kind, text, page, contact, account, at.
pub async fn suggest(conn: &mut Conn, row: &[Value]) -> Result<()> {
    conn.run(SUGGEST, row).await.map(|_| ())
}

/// What was said, the newest first, up to one more than `limit`.
pub async fn suggestions(conn: &mut Conn, state: &str, before: Uuid, limit: i64) -> Result<Vec<Suggestion>> {
    conn.all(SUGGESTIONS, &args![state, before, limit + 1]).await
}

/// Answers or closes; gives whether there was one.
pub async fn answer(
    conn: &mut Conn,
    county: &PlaceCode,
    id: Uuid,
    state: &str,
    answer: &str,
    by: &str,
    at: i64,
) -> Result<bool> {
    Ok(conn.run(ANSWER, &args![county, id, state, answer, by, at]).await? > 0)
}
