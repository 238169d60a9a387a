//! The SQL of imports.

use lianxin_domain::{ids::Ref, places::PlaceCode};
use uuid::Uuid;

use super::Kind;
use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const MAKE: &str = "INSERT INTO import (county, id, place, file_name, state, refusal, counts, made_by, made_at, committed_at, kind) \
     VALUES ($1, $2, $3, $4, 'reading', '', '{}', $5, $6, 0, $7)";
const SET: &str = "UPDATE import SET state = $3, refusal = $4, counts = $5 WHERE county = $1 AND id = $2";
const SET_COMMITTED: &str =
    "UPDATE import SET state = $3, counts = $4, committed_at = $5 WHERE county = $1 AND id = $2";
const SHOW: &str = "SELECT county, id, place, file_name, state, refusal, counts, made_by, made_at, committed_at, kind FROM import \
     WHERE county = $1 AND id = $2";
const LIST: &str = "SELECT county, id, place, file_name, state, refusal, counts, made_by, made_at, committed_at, kind FROM import \
     WHERE id < $1 AND place >= $2 AND place < $3 AND kind = $5 ORDER BY id DESC LIMIT $4";
const PROBLEMS: &str = "SELECT n, severity, sheet, row_no, col, field, value, code, args FROM import_problem \
     WHERE county = $1 AND import = $2 AND n > $3 ORDER BY n LIMIT $4";
const PROBLEMS_OF: &str = "SELECT n, severity, sheet, row_no, col, field, value, code, args FROM import_problem \
     WHERE county = $1 AND import = $2 AND n > $3 AND severity = $5 ORDER BY n LIMIT $4";
const CHANGES: &str = "SELECT n, what, kind, name, unit, subject, before, after FROM import_change \
     WHERE county = $1 AND import = $2 AND what = $3 AND kind = $4 AND n > $5 ORDER BY n LIMIT $6";
const ALL_CHANGES: &str = "SELECT n, what, kind, name, unit, subject, before, after FROM import_change \
     WHERE county = $1 AND import = $2 AND n > $3 ORDER BY n LIMIT $4";
const SET_SUBJECT: &str =
    "UPDATE import_change SET subject = $4 WHERE county = $1 AND import = $2 AND n = $3";
const CLEAR_CHANGES: &str = "DELETE FROM import_change WHERE county = $1 AND import = $2";
const CLEAR_PROBLEMS: &str = "DELETE FROM import_problem WHERE county = $1 AND import = $2";
const HOUSEHOLDS: &str = "SELECT n, kind, village, household, sealed FROM import_household \
     WHERE county = $1 AND import = $2 AND n > $3 ORDER BY n LIMIT $4";
const VILLAGES: &str =
    "SELECT DISTINCT village FROM import_household WHERE county = $1 AND import = $2 ORDER BY village";
const HOUSEHOLDS_OF: &str = "SELECT n, kind, village, household, sealed FROM import_household \
     WHERE county = $1 AND import = $2 AND n > $3 AND kind = $5 ORDER BY n LIMIT $4";
const RESEAL: &str = "UPDATE import_household SET sealed = $4 WHERE county = $1 AND import = $2 AND n = $3";
const CLEAR_HOUSEHOLDS: &str = "DELETE FROM import_household WHERE county = $1 AND import = $2";
const VISITED: &str = "SELECT COUNT(*) AS n FROM visit WHERE county = $1 AND household = $2";
const STRANDED: &str =
    "UPDATE import SET state = 'discarded' WHERE state IN ('reading', 'committing', 'undoing')";

/// New problems.
pub const PROBLEM: Insert = Insert {
    table: "import_problem",
    columns: &[
        "county", "import", "n", "severity", "sheet", "row_no", "col", "field", "value", "code", "args",
    ],
    tail: "",
};
/// New changes.
pub const CHANGE: Insert = Insert {
    table: "import_change",
    columns: &["county", "import", "n", "what", "kind", "name", "unit", "subject", "before", "after"],
    tail: "",
};

/// New changes of households, each sealed with the household's key.
pub const HOUSEHOLD: Insert = Insert {
    table: "import_household",
    columns: &["county", "import", "n", "kind", "village", "household", "sealed"],
    tail: "",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    MAKE,
    SET,
    SET_COMMITTED,
    SHOW,
    LIST,
    PROBLEMS,
    PROBLEMS_OF,
    CHANGES,
    ALL_CHANGES,
    SET_SUBJECT,
    CLEAR_CHANGES,
    CLEAR_PROBLEMS,
    HOUSEHOLDS,
    HOUSEHOLDS_OF,
    VILLAGES,
    RESEAL,
    CLEAR_HOUSEHOLDS,
    VISITED,
    STRANDED,
];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[PROBLEM, CHANGE, HOUSEHOLD];

/// An import as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ImportRow {
    pub county: String,
    pub id: Uuid,
    pub place: String,
    pub file_name: String,
    pub state: String,
    /// JSON of why the whole file was refused, or empty.
    pub refusal: String,
    /// JSON of [`super::preview::Counts`].
    pub counts: String,
    pub made_by: String,
    pub made_at: i64,
    pub committed_at: i64,
    /// `roster`, `households` or `cases`.
    pub kind: String,
}

/// A problem as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProblemRow {
    pub n: i64,
    pub severity: String,
    pub sheet: String,
    pub row_no: i64,
    pub col: String,
    pub field: String,
    pub value: String,
    pub code: String,
    pub args: String,
}

/// A change as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChangeRow {
    pub n: i64,
    /// `unit`, `official` or `village`.
    pub what: String,
    pub kind: String,
    pub name: String,
    pub unit: String,
    /// The ref of what it changes; for what is new, of what it became once committed.
    pub subject: String,
    pub before: String,
    pub after: String,
}

/// A change of a household as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HouseholdChange {
    pub n: i64,
    pub kind: String,
    /// Where the household lies, or is to lie.
    pub village: String,
    pub household: Uuid,
    pub sealed: Vec<u8>,
}

/// Adds an import that is being read.
pub async fn make(
    conn: &mut Conn,
    kind: Kind,
    name: &Ref,
    place: &PlaceCode,
    file_name: &str,
    by: &str,
    at: i64,
) -> Result<()> {
    conn.run(MAKE, &args![&name.county, name.id, place, file_name, by, at, kind.word()]).await.map(|_| ())
}

/// Sets state, refusal and counts.
pub async fn set(conn: &mut Conn, name: &Ref, state: &str, refusal: &str, counts: &str) -> Result<()> {
    conn.run(SET, &args![&name.county, name.id, state, refusal, counts]).await.map(|_| ())
}

/// Sets the state after a commit or undo.
pub async fn set_committed(conn: &mut Conn, name: &Ref, state: &str, counts: &str, at: i64) -> Result<()> {
    conn.run(SET_COMMITTED, &args![&name.county, name.id, state, counts, at]).await.map(|_| ())
}

/// One import.
pub async fn show(conn: &mut Conn, name: &Ref) -> Result<Option<ImportRow>> {
    conn.maybe(SHOW, &args![&name.county, name.id]).await
}

/// Imports of a kind for places within one, the newest first, up to one more than `limit`.
pub async fn list(
    conn: &mut Conn,
    kind: Kind,
    within: &PlaceCode,
    before: Uuid,
    limit: i64,
) -> Result<Vec<ImportRow>> {
    conn.all(LIST, &args![before, within, within.upper(), limit + 1, kind.word()]).await
}

/// Problems by sheet and row after the `after`-th, up to one more than `limit`; of one severity if told.
pub async fn problems(
    conn: &mut Conn,
    name: &Ref,
    severity: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<ProblemRow>> {
    let mut args = args![&name.county, name.id, after, limit + 1].to_vec();
    if severity.is_empty() {
        return conn.all(PROBLEMS, &args).await;
    }
    args.push(severity.into());
    conn.all(PROBLEMS_OF, &args).await
}

/// Changes of one kind after the `after`-th, up to one more than `limit`.
pub async fn changes(
    conn: &mut Conn,
    name: &Ref,
    what: &str,
    kind: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<ChangeRow>> {
    conn.all(CHANGES, &args![&name.county, name.id, what, kind, after, limit + 1]).await
}

/// All changes after the `after`-th, up to `limit`.
pub async fn all_changes(conn: &mut Conn, name: &Ref, after: i64, limit: i64) -> Result<Vec<ChangeRow>> {
    conn.all(ALL_CHANGES, &args![&name.county, name.id, after, limit]).await
}

/// Notes what a change became.
pub async fn set_subject(conn: &mut Conn, name: &Ref, n: i64, subject: &str) -> Result<()> {
    conn.run(SET_SUBJECT, &args![&name.county, name.id, n, subject]).await.map(|_| ())
}

/// Forgets the changes, before they are written anew.
pub async fn clear_changes(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(CLEAR_CHANGES, &args![&name.county, name.id]).await.map(|_| ())
}

/// Forgets the problems: they quote the workbook.
pub async fn clear_problems(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(CLEAR_PROBLEMS, &args![&name.county, name.id]).await.map(|_| ())
}

/// Changes of households after the `after`-th, up to `limit`; of one kind if told.
pub async fn households(
    conn: &mut Conn,
    name: &Ref,
    kind: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<HouseholdChange>> {
    let mut args = args![&name.county, name.id, after, limit].to_vec();
    if kind.is_empty() {
        return conn.all(HOUSEHOLDS, &args).await;
    }
    args.push(kind.into());
    conn.all(HOUSEHOLDS_OF, &args).await
}

/// The villages in which households change.
pub async fn villages(conn: &mut Conn, name: &Ref) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn.all(VILLAGES, &args![&name.county, name.id]).await?;
    Ok(rows.into_iter().map(|(village,)| village).collect())
}

/// Replaces what is kept of a change.
pub async fn reseal(conn: &mut Conn, name: &Ref, n: i64, sealed: Vec<u8>) -> Result<()> {
    conn.run(RESEAL, &args![&name.county, name.id, n, sealed]).await.map(|_| ())
}

/// Forgets the changes of households.
pub async fn clear_households(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(CLEAR_HOUSEHOLDS, &args![&name.county, name.id]).await.map(|_| ())
}

/// Whether somebody wrote down a visit to a household.
pub async fn visited(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<bool> {
    let (n,): (i64,) = conn.one(VISITED, &args![county, household]).await?;
    Ok(n > 0)
}

/// Discards what a stopped server left half done: nothing of it was committed.
pub async fn discard_stranded(conn: &mut Conn) -> Result<u64> {
    conn.run(STRANDED, &[]).await
}
