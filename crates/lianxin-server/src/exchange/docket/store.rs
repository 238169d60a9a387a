//! The SQL of what a sheet of open matters would become.

use lianxin_domain::ids::Ref;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::Result,
    },
};

macro_rules! rows {
    ($where:literal) => {
        concat!(
            "SELECT n, kind, sheet, row_no, village, household, matter, known, version, made, sealed FROM import_matter \
             WHERE county = $1 AND import = $2 AND n > $3 ",
            $where,
            " ORDER BY n LIMIT $4"
        )
    };
}

const ROWS: &str = rows!("");
const ROWS_OF: &str = rows!("AND kind = $5");
const VILLAGES: &str = "SELECT DISTINCT village FROM import_matter WHERE county = $1 AND import = $2 AND village <> '' ORDER BY village";
/// `$4`: whether what looks alike is taken in, too.
const MADE: &str = "UPDATE import_matter SET sealed = $3, made = CASE WHEN kind = 'new' OR (kind = 'alike' AND $4 = 1) THEN 1 ELSE 0 END \
     WHERE county = $1 AND import = $2";
const EMPTY: &str = "UPDATE import_matter SET made = 0 WHERE county = $1 AND import = $2";
const ACTED: Among = Among {
    sql: "UPDATE import_matter SET kind = 'acted', made = 1 WHERE county = $1 AND import = $2 AND matter IN ({ids})",
    before: 2,
};
const CLEAR: &str = "DELETE FROM import_matter WHERE county = $1 AND import = $2";
const KEY_OF: &str = "SELECT wrapped FROM import_key WHERE county = $1 AND import = $2";
const DROP_KEY: &str = "DELETE FROM import_key WHERE county = $1 AND import = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[ROWS, ROWS_OF, VILLAGES, MADE, EMPTY, CLEAR, KEY_OF, DROP_KEY];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[ACTED];

/// What rows would become.
pub const MATTER: Insert = Insert {
    table: "import_matter",
    columns: &[
        "county",
        "import",
        "n",
        "kind",
        "sheet",
        "row_no",
        "village",
        "household",
        "matter",
        "known",
        "version",
        "made",
        "sealed",
    ],
    tail: "",
};
/// Keys of previews.
pub const KEY: Insert = Insert { table: "import_key", columns: &["county", "import", "wrapped"], tail: "" };

/// A row as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MatterChange {
    pub n: i64,
    /// `new`, `alike`, `same`, `over`, `acted` for what an undo had to leave, or `named` for a village that the sheet names.
    pub kind: String,
    pub sheet: String,
    pub row_no: i64,
    pub village: String,
    pub household: Option<Uuid>,
    /// The case that it becomes.
    pub matter: Option<Uuid>,
    /// The case that is there already, or looks alike.
    pub known: Option<Uuid>,
    pub version: i64,
    pub made: i64,
    /// What it says, while it is a preview.
    pub sealed: Vec<u8>,
}

/// Rows after the `after`-th, up to `limit`; of one kind if told.
pub async fn rows(
    conn: &mut Conn,
    name: &Ref,
    kind: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<MatterChange>> {
    let mut args = args![&name.county, name.id, after, limit].to_vec();
    if kind.is_empty() {
        return conn.all(ROWS, &args).await;
    }
    args.push(kind.into());
    conn.all(ROWS_OF, &args).await
}

/// The villages that a sheet is about.
pub async fn villages(conn: &mut Conn, name: &Ref) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn.all(VILLAGES, &args![&name.county, name.id]).await?;
    Ok(rows.into_iter().map(|(village,)| village).collect())
}

/// Notes what was taken in, and forgets what the rows said.
pub async fn made(conn: &mut Conn, name: &Ref, alike: bool) -> Result<()> {
    conn.run(MADE, &args![&name.county, name.id, Vec::<u8>::new(), alike]).await?;
    drop_key(conn, name).await
}

/// Notes what was taken back: all but what somebody has acted upon.
pub async fn undone(conn: &mut Conn, name: &Ref, left: &[Uuid]) -> Result<()> {
    conn.run(EMPTY, &args![&name.county, name.id]).await?;
    for ids in left.chunks(500) {
        conn.run_among(&ACTED, &args![&name.county, name.id], ids).await?;
    }
    Ok(())
}

/// Forgets a preview.
pub async fn clear(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(CLEAR, &args![&name.county, name.id]).await?;
    drop_key(conn, name).await
}

/// The wrapped key of a preview.
pub async fn key(conn: &mut Conn, name: &Ref) -> Result<Option<Vec<u8>>> {
    let row: Option<(Vec<u8>,)> = conn.maybe(KEY_OF, &args![&name.county, name.id]).await?;
    Ok(row.map(|(wrapped,)| wrapped))
}

async fn drop_key(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(DROP_KEY, &args![&name.county, name.id]).await.map(|_| ())
}
