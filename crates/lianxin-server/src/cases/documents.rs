//! Files of cases, in pieces. Names and bytes are sealed: with the household's key, so that its erasure destroys them, or, where
//! a case is of no one household, with a key of the file's own. A file that is taken away leaves a line without name and bytes.

use lianxin_domain::{cases::files::FileKind, day::Day, ids::Ref, places::PlaceCode};
use uuid::Uuid;

use super::row::MatterRow;
use crate::{
    App, args,
    engine::{
        db::{Conn, Insert},
        error::{Error, Result, codes},
    },
    households::{facts, read as households, seal::HouseholdKey},
};

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

const OF: &str = "SELECT county, id, matter, key, name, kind, size, added_by, added_name, unit, added_on, taken_name, taken_on \
     FROM case_document WHERE county = $1 AND matter = $2 ORDER BY id LIMIT 200";
const ONE: &str = "SELECT county, id, matter, key, name, kind, size, added_by, added_name, unit, added_on, taken_name, taken_on \
     FROM case_document WHERE county = $1 AND matter = $2 AND id = $3";
const PIECES: &str = "SELECT bytes FROM case_chunk WHERE county = $1 AND document = $2 ORDER BY n";
const HELD: &str =
    "SELECT COUNT(*) AS n FROM case_document WHERE county = $1 AND matter = $2 AND taken_on = ''";
const TAKE: &str = "UPDATE case_document SET key = $3, name = $3, taken_name = $4, taken_on = $5 WHERE county = $1 AND id = $2";
const DROP: &str = "DELETE FROM case_chunk WHERE county = $1 AND document = $2";
const FORGET_PIECES: &str = "DELETE FROM case_chunk WHERE county = $1 AND document IN (SELECT d.id FROM case_document d \
     JOIN matter m ON m.county = d.county AND m.id = d.matter WHERE m.county = $1 AND m.household = $2)";
const FORGET: &str = "DELETE FROM case_document WHERE county = $1 \
     AND matter IN (SELECT id FROM matter WHERE county = $1 AND household = $2)";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF, ONE, PIECES, HELD, TAKE, DROP, FORGET_PIECES, FORGET];

/// Files.
pub const DOCUMENT: Insert = Insert {
    table: "case_document",
    columns: &[
        "county",
        "id",
        "matter",
        "key",
        "name",
        "kind",
        "size",
        "added_by",
        "added_name",
        "unit",
        "added_on",
        "taken_name",
        "taken_on",
    ],
    tail: "",
};
/// Their pieces.
pub const CHUNK: Insert =
    Insert { table: "case_chunk", columns: &["county", "document", "n", "bytes"], tail: "" };

/// A file as it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DocumentRow {
    pub county: String,
    pub id: Uuid,
    pub matter: Uuid,
    pub key: Vec<u8>,
    pub name: Vec<u8>,
    pub kind: String,
    pub size: i64,
    pub added_by: String,
    pub added_name: String,
    pub unit: String,
    pub added_on: String,
    pub taken_name: String,
    pub taken_on: String,
}

/// A file to be added.
pub struct New<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: &'a str,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The account, its name and its unit's.
    pub by: (&'a str, &'a str, &'a str),
    /// Today.
    pub today: Day,
}

/// Files of a case, in the order in which they were added.
pub async fn of(conn: &mut Conn, name: &Ref) -> Result<Vec<DocumentRow>> {
    conn.all(OF, &args![&name.county, name.id]).await
}

/// One of them.
pub async fn one(conn: &mut Conn, name: &Ref, id: Uuid) -> Result<Option<DocumentRow>> {
    conn.maybe(ONE, &args![&name.county, name.id, id]).await
}

/// How many a case has that were not taken away.
pub async fn held(conn: &mut Conn, name: &Ref) -> Result<i64> {
    let (n,): (i64,) = conn.one(HELD, &args![&name.county, name.id]).await?;
    Ok(n)
}

/// Seals a file and adds it.
pub async fn add(app: &App, conn: &mut Conn, row: &MatterRow, new: &New<'_>) -> Result<()> {
    let county: PlaceCode = row.county.parse().map_err(Error::internal)?;
    let (key, own) = match row.household {
        Some(household) => {
            let known = households::one(conn, &county, household).await?;
            if known.is_none_or(|known| known.state == "erased") {
                return Err(Error::refused(codes::NOT_FOUND));
            }
            (facts::key(app, conn, &county, household).await?, Vec::new())
        }
        None => HouseholdKey::fresh(&app.keys, &county, new.id)?,
    };
    let (account, by, unit) = new.by;
    let name = key.seal_as(NAME, new.id, new.name)?;
    let size = i64::try_from(new.bytes.len()).map_err(Error::internal)?;
    let line = args![
        &county,
        new.id,
        row.id,
        own,
        name,
        new.kind.word(),
        size,
        account,
        by,
        unit,
        new.today,
        "",
        "",
    ];
    conn.insert(&DOCUMENT, &[line.to_vec()]).await?;
    for (n, piece) in new.bytes.chunks(PIECE).enumerate() {
        let sealed = key.seal_bytes(&bound(n, new.bytes.len()), new.id, piece)?;
        let n = i64::try_from(n).map_err(Error::internal)?;
        conn.insert(&CHUNK, &[args![&county, new.id, n, sealed].to_vec()]).await?;
    }
    Ok(())
}

/// What a file's name is sealed as.
const NAME: &str = "document name";

/// What a piece is sealed as: its number and the length of the whole, so that none is left out, added or put elsewhere.
fn bound(n: usize, length: usize) -> String {
    format!("document {n} of {length}")
}

/// The key of a file; none once its household is erased.
async fn key(
    app: &App,
    conn: &mut Conn,
    row: &MatterRow,
    document: &DocumentRow,
) -> Result<Option<HouseholdKey>> {
    let county: PlaceCode = row.county.parse().map_err(Error::internal)?;
    let (of, wrapped) = match row.household {
        _ if !document.key.is_empty() => (document.id, Some(document.key.clone())),
        Some(household) => (household, households::key(conn, &county, household).await?),
        None => return Ok(None),
    };
    wrapped.map(|wrapped| HouseholdKey::unwrap(&app.keys, &county, of, &wrapped)).transpose()
}

/// What a file is called; nothing once it was taken away.
pub async fn name(app: &App, conn: &mut Conn, row: &MatterRow, document: &DocumentRow) -> Result<String> {
    if document.name.is_empty() {
        return Ok(String::new());
    }
    match key(app, conn, row, document).await? {
        Some(key) => key.open_as(NAME, document.id, &document.name),
        None => Ok(String::new()),
    }
}

/// A file's bytes, whole or not at all.
pub async fn bytes(app: &App, conn: &mut Conn, row: &MatterRow, document: &DocumentRow) -> Result<Vec<u8>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let length = usize::try_from(document.size).map_err(Error::internal)?;
    let key = key(app, conn, row, document).await?.ok_or_else(missing)?;
    let pieces: Vec<(Vec<u8>,)> = conn.all(PIECES, &args![&document.county, document.id]).await?;
    let mut whole = Vec::with_capacity(length);
    for (n, (piece,)) in pieces.iter().enumerate() {
        whole.extend(key.open_bytes(&bound(n, length), document.id, piece)?);
    }
    if whole.len() == length { Ok(whole) } else { Err(Error::internal("a file is not whole")) }
}

/// Takes a file away: the line stays, without key, name and bytes.
pub async fn take(conn: &mut Conn, document: &DocumentRow, by: &str, today: Day) -> Result<()> {
    conn.run(DROP, &args![&document.county, document.id]).await?;
    conn.run(TAKE, &args![&document.county, document.id, Vec::new(), by, today]).await.map(|_| ())
}

/// Forgets all files of a household's cases.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    for sql in [FORGET_PIECES, FORGET] {
        conn.run(sql, &args![county, household]).await?;
    }
    Ok(())
}
