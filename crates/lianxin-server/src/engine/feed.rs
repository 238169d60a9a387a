//! The feed of changes that phones follow: a number per county whose order is the order of commits. It is bumped last in the
//! writing transaction, so its row lock makes the next writer wait for this commit (a sequence would lose late commits).

use lianxin_domain::places::PlaceCode;
use uuid::Uuid;

use super::{
    ask::Ask,
    db::{Conn, Engine, Insert, Rows},
    error::Result,
    value::Value,
};
use crate::args;

const BUMP: &str = "INSERT INTO change_counter (county, n) VALUES ($1, $2) \
     ON CONFLICT (county) DO UPDATE SET n = change_counter.n + excluded.n RETURNING n";
const TURN: &str = "INSERT INTO change_counter (county, n) VALUES ($1, 0) \
     ON CONFLICT (county) DO UPDATE SET n = change_counter.n";
const REACHED: &str = "SELECT n FROM change_counter WHERE county = $1";
const OF_VILLAGE: &str = "SELECT n, entity, id, op FROM change \
     WHERE county = $1 AND village = $2 AND n > $3 ORDER BY n LIMIT $4";

/// New lines of the feed.
const CHANGE: Insert =
    Insert { table: "change", columns: &["county", "n", "entity", "id", "village", "op"], tail: "" };

/// The number of a county, when it is known beforehand.
const COUNTER: Insert = Insert {
    table: "change_counter",
    columns: &["county", "n"],
    tail: "ON CONFLICT (county) DO UPDATE SET n = excluded.n",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[BUMP, TURN, REACHED, OF_VILLAGE];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[CHANGE, COUNTER];

/// What changed: an entity (`household`, `visit`, `need`, `promise`), its id, the village whose followers are told.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The kind of record.
    pub entity: &'static str,
    /// The record.
    pub id: Uuid,
    /// The village in which it lies.
    pub village: PlaceCode,
    /// Whether it is gone; otherwise it is new or different.
    pub gone: bool,
}

/// A line of the feed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    /// Its number within the county.
    pub n: i64,
    /// The kind of record.
    pub entity: String,
    /// The record.
    pub id: Uuid,
    /// `put` or `gone`.
    pub op: String,
}

/// Takes the county's turn at once instead of at the end: what is read from here on cannot be changed by another writer of
/// the county before this commit. Several counties in the order of their codes. SQLite has one writer, whose turn it is.
pub async fn turn(conn: &mut Conn, county: &PlaceCode) -> Result<()> {
    if conn.engine() == Engine::Postgres {
        conn.run(TURN, &args![county]).await?;
    }
    Ok(())
}

/// Adds lines of one county. Call it last in the transaction: from here to the commit no other writer of the county passes.
pub async fn note(conn: &mut Conn, county: &PlaceCode, changed: &[Changed]) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let count = changed.len() as i64;
    let (last,): (i64,) = conn.one(BUMP, &args![county, count]).await?;
    conn.insert(&CHANGE, &rows(county, last - count, changed)).await
}

fn rows(county: &PlaceCode, after: i64, changed: &[Changed]) -> Vec<Vec<Value>> {
    let row = |(one, n): (&Changed, i64)| {
        let op = if one.gone { "gone" } else { "put" };
        args![county, n, one.entity, one.id, &one.village, op].to_vec()
    };
    changed.iter().zip(after + 1..).map(row).collect()
}

/// Asks how far a county has come; after [`turn`] the answer holds until the commit.
pub fn asked(county: &PlaceCode) -> Ask {
    Ask::of(REACHED, &args![county])
}

/// The rows that [`note`] would write, after a number that was asked in the county's turn.
pub fn lines(county: &PlaceCode, after: i64, changed: &[Changed]) -> Vec<Rows> {
    if changed.is_empty() {
        return vec![];
    }
    let counter = args![county, after + changed.len() as i64].to_vec();
    vec![(COUNTER, vec![counter]), (CHANGE, rows(county, after, changed))]
}

/// Passes over numbers that no line will have: what was written in bulk before anybody followed the county.
pub async fn skip(conn: &mut Conn, county: &PlaceCode, count: i64) -> Result<()> {
    let _: (i64,) = conn.one(BUMP, &args![county, count]).await?;
    Ok(())
}

/// The last number of a county that this reader can see; 0 before the first.
pub async fn reached(conn: &mut Conn, county: &PlaceCode) -> Result<i64> {
    let found: Option<(i64,)> = conn.maybe(REACHED, &args![county]).await?;
    Ok(found.map_or(0, |(n,)| n))
}

/// Lines of one village after `n`, up to `limit`.
pub async fn of_village(conn: &mut Conn, village: &PlaceCode, n: i64, limit: i64) -> Result<Vec<Line>> {
    conn.all(OF_VILLAGE, &args![&village.owner(), village, n, limit]).await
}
