//! Sealed complaints: filed, listed without what they say, opened, answered.

use lianxin_domain::{
    cases::sealed::Standing,
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

macro_rules! complaint {
    ($where:literal) => {
        concat!(
            "SELECT c.county, c.id, c.village, c.township, COALESCE(p.name, '') AS township_name, c.about, c.level, c.way, c.key, c.accused, \
             c.words, c.day, c.answer, c.answered_on FROM complaint c \
             LEFT JOIN place p ON p.code = c.township AND p.until = '9999-12-31' WHERE ",
            $where
        )
    };
}

const OF_PLACE: &str = complaint!(
    "c.county >= $1 AND c.county < $2 AND c.village >= $3 AND c.village < $4 AND c.id < $5 ORDER BY c.id DESC LIMIT $6"
);
const ONE: &str = complaint!("c.county = $1 AND c.id = $2");
const BY_RECEIPT: &str = complaint!("c.receipt = $1");
const NAMES_OF: &str = "SELECT o.name, u.name AS unit FROM official o JOIN unit u ON u.id = o.unit \
     WHERE o.county = $1 AND o.id = $2 AND u.until = '9999-12-31'";
const ANSWER: &str =
    "UPDATE complaint SET answer = $3, answered_on = $4 WHERE county = $1 AND id = $2 AND answered_on = ''";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_PLACE, ONE, BY_RECEIPT, NAMES_OF, ANSWER];

/// Complaints.
pub const COMPLAINT: Insert = Insert {
    table: "complaint",
    columns: &[
        "county",
        "id",
        "village",
        "township",
        "about",
        "level",
        "way",
        "key",
        "accused",
        "words",
        "receipt",
        "day",
        "answer",
        "answered_on",
    ],
    tail: "",
};

/// A complaint.
#[derive(Debug, sqlx::FromRow)]
pub struct ComplaintRow {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub township: String,
    pub township_name: String,
    pub about: String,
    pub level: String,
    pub way: String,
    pub key: Vec<u8>,
    pub accused: Vec<u8>,
    pub words: Vec<u8>,
    pub day: String,
    pub answer: String,
    pub answered_on: String,
}

/// What is filed, sealed already.
pub struct Filed<'a> {
    /// Its name.
    pub name: &'a Ref,
    /// The village.
    pub village: &'a PlaceCode,
    /// `official` or `body`.
    pub about: &'a str,
    /// At which level they stand.
    pub level: Standing,
    /// `slip`, `open` or `paper`.
    pub way: &'a str,
    /// Its wrapped key.
    pub key: Vec<u8>,
    /// Whom it is about, sealed.
    pub accused: Vec<u8>,
    /// What it says, sealed.
    pub words: Vec<u8>,
    /// The receipt's digest.
    pub receipt: Vec<u8>,
    /// The day.
    pub day: Day,
}

/// Files one.
pub async fn file(conn: &mut Conn, filed: Filed<'_>) -> Result<()> {
    let township = filed.village.at(Level::Township).unwrap_or_else(|| filed.village.clone());
    let row: Vec<Value> = args![
        &filed.name.county,
        filed.name.id,
        filed.village,
        &township,
        filed.about,
        filed.level.word(),
        filed.way,
        filed.key,
        filed.accused,
        filed.words,
        filed.receipt,
        filed.day,
        "",
        "",
    ]
    .to_vec();
    conn.insert(&COMPLAINT, &[row]).await
}

/// Those of a place, the latest first, before an id; one more than wanted.
pub async fn of_place(
    conn: &mut Conn,
    place: &PlaceCode,
    before: Uuid,
    limit: i64,
) -> Result<Vec<ComplaintRow>> {
    let county = match place.level() {
        Level::City => place.clone(),
        _ => place.owner(),
    };
    conn.all(OF_PLACE, &args![&county, county.upper(), place, place.upper(), before, limit + 1]).await
}

/// One of them.
pub async fn one(conn: &mut Conn, name: &Ref) -> Result<Option<ComplaintRow>> {
    conn.maybe(ONE, &args![&name.county, name.id]).await
}

/// The one of a receipt, by its digest.
pub async fn by_receipt(conn: &mut Conn, digest: Vec<u8>) -> Result<Option<ComplaintRow>> {
    conn.maybe(BY_RECEIPT, &args![digest]).await
}

/// Answers; gives whether nobody had answered yet.
pub async fn answer(conn: &mut Conn, name: &Ref, words: &str, today: Day) -> Result<bool> {
    Ok(conn.run(ANSWER, &args![&name.county, name.id, words, today]).await? > 0)
}

/// The names of an official and of his unit.
pub async fn names_of(conn: &mut Conn, official: &Ref) -> Result<Vec<String>> {
    let found: Vec<(String, String)> = conn.all(NAMES_OF, &args![&official.county, official.id]).await?;
    Ok(found.into_iter().flat_map(|(name, unit)| [name, unit]).collect())
}
