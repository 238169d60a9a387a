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
const ADD_BURDEN: &str = "INSERT INTO burden_week (county, week, form, seconds, n) VALUES ($1, $2, $3, $4, 1) \
     ON CONFLICT (county, week, form, seconds) DO UPDATE SET n = burden_week.n + 1";
const ADD_FIELD_USE: &str = "INSERT INTO field_use (county, form, field, month, records, filled, read) VALUES ($1, $2, $3, $4, 1, $5, $6) \
     ON CONFLICT (county, form, field, month) DO UPDATE SET records = field_use.records + 1, \
     filled = field_use.filled + excluded.filled, read = field_use.read + excluded.read";
const BURDEN: &str = "SELECT week, seconds, CAST(SUM(n) AS BIGINT) AS n FROM burden_week \
     WHERE county >= $1 AND county < $2 AND form = $3 AND week >= $4 GROUP BY week, seconds ORDER BY week, seconds";
const FIELD_USE: &str = "SELECT field, CAST(SUM(records) AS BIGINT) AS records, CAST(SUM(filled) AS BIGINT) AS filled, \
     CAST(SUM(read) AS BIGINT) AS read FROM field_use \
     WHERE county >= $1 AND county < $2 AND form = $3 AND month >= $4 GROUP BY field ORDER BY field";

const RELEASE: &str = "INSERT INTO open_figure (county, quarter, day, body) VALUES ($1, $2, $3, $4) ON CONFLICT (county, quarter) DO NOTHING";
const RELEASED: &str =
    "SELECT quarter, body FROM open_figure WHERE county = $1 ORDER BY quarter DESC LIMIT $2";

const RELEASE_ANSWERS: &str = "INSERT INTO open_answer (county, quarter, day, body) VALUES ($1, $2, $3, $4) ON CONFLICT (county, quarter) DO NOTHING";
const ANSWERS_RELEASED: &str =
    "SELECT quarter, body FROM open_answer WHERE county = $1 ORDER BY quarter DESC LIMIT $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    SUGGEST,
    SUGGESTIONS,
    ANSWER,
    ADD_BURDEN,
    ADD_FIELD_USE,
    BURDEN,
    FIELD_USE,
    RELEASE,
    RELEASED,
    RELEASE_ANSWERS,
    ANSWERS_RELEASED,
];
/// Whole rows of what phones told, for the demo.
pub const BURDEN_WEEK: Insert =
    Insert { table: "burden_week", columns: &["county", "week", "form", "seconds", "n"], tail: "" };
/// Whole rows of what became of fields, for the demo.
pub const FIELD_USED: Insert = Insert {
    table: "field_use",
    columns: &["county", "form", "field", "month", "records", "filled", "read"],
    tail: "",
};
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[BURDEN_WEEK, FIELD_USED];

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

/// Reports of a week in a band of seconds.
#[derive(Debug, sqlx::FromRow)]
pub struct BurdenRow {
    pub week: String,
    pub seconds: i64,
    pub n: i64,
}

/// What became of a field.
#[derive(Debug, sqlx::FromRow)]
pub struct FieldRow {
    pub field: String,
    pub records: i64,
    pub filled: i64,
    pub read: i64,
}

/// Counts one report in its band.
pub async fn add_burden(
    conn: &mut Conn,
    county: &PlaceCode,
    week: &str,
    form: &str,
    band: i64,
) -> Result<()> {
    conn.run(ADD_BURDEN, &args![county, week, form, band]).await.map(|_| ())
}

/// Counts one report of a field: whether it was ever filled, whether it was ever read.
pub async fn add_field_use(
    conn: &mut Conn,
    county: &PlaceCode,
    form: &str,
    field: &str,
    month: &str,
    (filled, read): (i64, i64),
) -> Result<()> {
    conn.run(ADD_FIELD_USE, &args![county, form, field, month, filled, read]).await.map(|_| ())
}

/// Reports by week and band from a week on, in all counties of a place.
pub async fn burden(conn: &mut Conn, place: &PlaceCode, form: &str, since: &str) -> Result<Vec<BurdenRow>> {
    conn.all(BURDEN, &args![place, place.upper(), form, since]).await
}

/// What became of the fields since a month, in all counties of a place.
pub async fn field_use(conn: &mut Conn, place: &PlaceCode, form: &str, since: &str) -> Result<Vec<FieldRow>> {
    conn.all(FIELD_USE, &args![place, place.upper(), form, since]).await
}

/// A release: its quarter and what it says.
#[derive(Debug, sqlx::FromRow)]
pub struct ReleasedRow {
    pub quarter: String,
    pub body: String,
}

/// Releases a quarter, unless it was released before.
pub async fn release(
    conn: &mut Conn,
    city: &PlaceCode,
    (quarter, day): (&str, &str),
    body: &str,
) -> Result<()> {
    conn.run(RELEASE, &args![city, quarter, day, body]).await.map(|_| ())
}

/// What was released, the latest first.
pub async fn released(conn: &mut Conn, city: &PlaceCode, most: usize) -> Result<Vec<ReleasedRow>> {
    conn.all(RELEASED, &args![city, i64::try_from(most).unwrap_or(i64::MAX)]).await
}

/// Releases what was answered in a quarter, unless it was released before.
pub async fn release_answers(
    conn: &mut Conn,
    city: &PlaceCode,
    (quarter, day): (&str, &str),
    body: &str,
) -> Result<()> {
    conn.run(RELEASE_ANSWERS, &args![city, quarter, day, body]).await.map(|_| ())
}

/// What was released of answers, the latest first.
pub async fn answers_released(conn: &mut Conn, city: &PlaceCode, most: usize) -> Result<Vec<ReleasedRow>> {
    conn.all(ANSWERS_RELEASED, &args![city, i64::try_from(most).unwrap_or(i64::MAX)]).await
}
