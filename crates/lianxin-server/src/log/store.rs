//! What the log writes.

use lianxin_domain::places::PlaceCode;
use lianxin_log::{Tile, hash::Hash, tiles};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const FIRST: &str = "INSERT INTO log_state (id, size, turn) VALUES (1, 0, 0) ON CONFLICT (id) DO NOTHING";
const STATE: &str = "SELECT size, turn FROM log_state WHERE id = 1";
const TAKE: &str = "UPDATE log_state SET size = $1, turn = turn + 1 WHERE id = 1 AND turn = $2";
const PASS: &str = "UPDATE log_state SET turn = turn + 1 WHERE id = 1";
const FORGET: &str = "DELETE FROM log_secret WHERE county = $1 AND owner = $2";
const TILE: &str = "SELECT hashes FROM log_tile WHERE level = $1 AND place = $2";
const LAST: &str = "SELECT size, at, note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
const AT_SIZE: &str = "SELECT size, at, note FROM log_checkpoint WHERE size = $1";
const THIN: &str = "DELETE FROM log_checkpoint WHERE at < $1 \
     AND NOT EXISTS (SELECT 1 FROM log_cosignature c WHERE c.size = log_checkpoint.size) \
     AND EXISTS (SELECT 1 FROM log_checkpoint l WHERE l.at / 3600000 = log_checkpoint.at / 3600000 \
       AND l.size = (SELECT MIN(m.size) FROM log_checkpoint m WHERE m.size > log_checkpoint.size))";
const WITNESSES: &str = "SELECT name, vkey, since FROM log_witness ORDER BY name";
const ADD_WITNESS: &str = "INSERT INTO log_witness (name, vkey, since) VALUES ($1, $2, $3)";
const DROP_WITNESS: &str = "DELETE FROM log_witness WHERE name = $1";
const COSIGN: &str = "INSERT INTO log_cosignature (witness, size, at, line) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (witness, size) DO UPDATE SET at = excluded.at, line = excluded.line";
const COSIGNED: &str = "SELECT witness, size, at, line FROM log_cosignature WHERE size = $1 ORDER BY witness";
const LATEST_COSIGNED: &str = "SELECT c.witness, c.size, c.at, c.line FROM log_cosignature c WHERE NOT EXISTS \
     (SELECT 1 FROM log_cosignature d WHERE d.witness = c.witness AND d.size > c.size) ORDER BY c.witness";

/// Secrets by whom they belong to.
pub const SECRETS: Among = Among {
    sql: "SELECT county, owner, id, secret FROM log_secret WHERE county = $1 AND owner IN ({ids})",
    before: 1,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    FIRST,
    STATE,
    TAKE,
    PASS,
    FORGET,
    TILE,
    LAST,
    AT_SIZE,
    THIN,
    WITNESSES,
    ADD_WITNESS,
    DROP_WITNESS,
    COSIGN,
    COSIGNED,
    LATEST_COSIGNED,
];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[SECRETS];

const ENTRY: Insert = Insert {
    table: "log_entry",
    columns: &["n", "source", "county", "id", "secret", "about", "entry"],
    tail: "",
};
const SECRET: Insert =
    Insert { table: "log_secret", columns: &["county", "owner", "id", "secret"], tail: "" };
const TILES: Insert = Insert {
    table: "log_tile",
    columns: &["level", "place", "hashes"],
    tail: "ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes",
};
const CHECKPOINT: Insert = Insert { table: "log_checkpoint", columns: &["size", "at", "note"], tail: "" };
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[ENTRY, SECRET, TILES, CHECKPOINT];

/// How far the log has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct State {
    /// Entries.
    pub size: i64,
    /// Appends and erasures so far.
    pub turn: i64,
}

/// A signed checkpoint.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Checkpoint {
    /// Entries.
    pub size: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// The note.
    pub note: String,
}

/// A secret.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Secret {
    /// Its county.
    pub county: String,
    /// A household, or a month.
    pub owner: String,
    /// Its name in entries' rows.
    pub id: Uuid,
    /// 32 random bytes.
    pub secret: Vec<u8>,
}

/// Another office that cosigns.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Witness {
    /// The name of its key.
    pub name: String,
    /// Its public key.
    pub vkey: String,
    /// Since when, in milliseconds.
    pub since: i64,
}

/// A cosignature.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Cosignature {
    /// The witness.
    pub witness: String,
    /// Of the checkpoint with so many entries.
    pub size: i64,
    /// When it signed, in seconds.
    pub at: i64,
    /// The signature line.
    pub line: String,
}

/// What one append stores, all or nothing.
#[derive(Default)]
pub struct Append {
    /// New entries.
    pub entries: Vec<Vec<Value>>,
    /// New secrets.
    pub secrets: Vec<Secret>,
    /// Tiles that are new or wider.
    pub tiles: Vec<(Tile, Vec<Hash>)>,
}

/// How far the log is; nothing before its first entry.
pub async fn state(conn: &mut Conn) -> Result<State> {
    let found: Option<State> = conn.maybe(STATE, &[]).await?;
    Ok(found.unwrap_or(State { size: 0, turn: 0 }))
}

/// Makes the row that says how far the log is.
pub async fn first(conn: &mut Conn) -> Result<()> {
    conn.run(FIRST, &[]).await.map(|_| ())
}

/// Appends unless somebody else appended or erased since `state` was read; says whether it did.
pub async fn append(conn: &mut Conn, state: State, append: &Append, checkpoint: &Checkpoint) -> Result<bool> {
    if conn.run(TAKE, &args![checkpoint.size, state.turn]).await? != 1 {
        return Ok(false);
    }
    let secret = |s: &Secret| args![&s.county, &s.owner, s.id, s.secret.clone()].to_vec();
    conn.insert(&SECRET, &append.secrets.iter().map(secret).collect::<Vec<_>>()).await?;
    conn.insert(&ENTRY, &append.entries).await?;
    let tile = |(tile, hashes): &(Tile, Vec<Hash>)| {
        let (level, place) = (i64::from(tile.level), tile.index.cast_signed());
        args![level, place, tiles::to_bytes(hashes).to_vec()].to_vec()
    };
    conn.insert(&TILES, &append.tiles.iter().map(tile).collect::<Vec<_>>()).await?;
    let signed = args![checkpoint.size, checkpoint.at, &checkpoint.note].to_vec();
    conn.insert(&CHECKPOINT, &[signed]).await?;
    Ok(true)
}

/// Destroys a household's secret. It takes the log's turn, so that whoever is appending begins again without the secret.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    first(conn).await?;
    conn.run(PASS, &[]).await?;
    conn.run(FORGET, &args![county, household.to_string()]).await.map(|_| ())
}

/// The stored bytes of a tile.
pub async fn tile(conn: &mut Conn, level: u8, place: u64) -> Result<Option<Vec<u8>>> {
    let found: Option<(Vec<u8>,)> = conn.maybe(TILE, &args![i64::from(level), place.cast_signed()]).await?;
    Ok(found.map(|(hashes,)| hashes))
}

/// The newest checkpoint.
pub async fn last(conn: &mut Conn) -> Result<Option<Checkpoint>> {
    conn.maybe(LAST, &[]).await
}

/// The checkpoint of a size.
pub async fn at_size(conn: &mut Conn, size: u64) -> Result<Option<Checkpoint>> {
    conn.maybe(AT_SIZE, &args![size.cast_signed()]).await
}

/// Of the checkpoints older than a time keeps the last of each hour, and those that were cosigned.
pub async fn thin(conn: &mut Conn, before: i64) -> Result<u64> {
    conn.run(THIN, &args![before]).await
}

/// All witnesses.
pub async fn witnesses(conn: &mut Conn) -> Result<Vec<Witness>> {
    conn.all(WITNESSES, &[]).await
}

/// A new witness.
pub async fn add_witness(conn: &mut Conn, name: &str, vkey: &str, since: i64) -> Result<()> {
    conn.run(ADD_WITNESS, &args![name, vkey, since]).await.map(|_| ())
}

/// Asks a witness no more; says whether there was one.
pub async fn drop_witness(conn: &mut Conn, name: &str) -> Result<bool> {
    Ok(conn.run(DROP_WITNESS, &args![name]).await? == 1)
}

/// A cosignature.
pub async fn cosign(conn: &mut Conn, new: &Cosignature) -> Result<()> {
    conn.run(COSIGN, &args![&new.witness, new.size, new.at, &new.line]).await.map(|_| ())
}

/// The cosignatures of one checkpoint.
pub async fn cosigned(conn: &mut Conn, size: i64) -> Result<Vec<Cosignature>> {
    conn.all(COSIGNED, &args![size]).await
}

/// The newest cosignature of each witness.
pub async fn latest_cosigned(conn: &mut Conn) -> Result<Vec<Cosignature>> {
    conn.all(LATEST_COSIGNED, &[]).await
}
