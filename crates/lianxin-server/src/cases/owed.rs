//! Answers that are owed to households: asked, read, given. Nothing is changed once it is answered.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
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

const OF_HOUSEHOLD: &str = "SELECT county, id, kind, village, household, event, event_at, looker, unit, class, purpose, words, asked_on, \
     due, answer, answered_by, answered_unit, answered_on FROM owed_answer WHERE county = $1 AND household = $2 \
     ORDER BY id DESC LIMIT 300";
const ONE: &str = "SELECT county, id, kind, village, household, event, event_at, looker, unit, class, purpose, words, asked_on, due, \
     answer, answered_by, answered_unit, answered_on FROM owed_answer WHERE county = $1 AND id = $2";
const OWED: Among = Among {
    sql: "SELECT county, id, kind, village, household, event, event_at, looker, unit, class, purpose, words, asked_on, due, answer, \
          answered_by, answered_unit, answered_on FROM owed_answer WHERE county >= $1 AND county < $2 AND village >= $3 \
          AND village < $4 AND answered_on = '' AND unit IN ({ids}) ORDER BY due, id LIMIT 200",
    before: 4,
};
const ANSWER: &str = "UPDATE owed_answer SET answer = $3, answered_by = $4, answered_unit = $5, answered_on = $6 \
     WHERE county = $1 AND id = $2 AND answered_on = ''";
const FORGET: &str = "DELETE FROM owed_answer WHERE county = $1 AND household = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_HOUSEHOLD, ONE, ANSWER, FORGET];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[OWED];

/// What is asked.
pub const OWE: Insert = Insert {
    table: "owed_answer",
    columns: &[
        "county",
        "id",
        "kind",
        "village",
        "household",
        "event",
        "event_at",
        "looker",
        "unit",
        "class",
        "purpose",
        "words",
        "asked_on",
        "due",
        "answer",
        "answered_by",
        "answered_unit",
        "answered_on",
    ],
    tail: "ON CONFLICT (county, household, event) DO NOTHING",
};
/// An answer that is owed or was given.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OwedRow {
    pub county: String,
    pub id: Uuid,
    pub kind: String,
    pub village: String,
    pub household: Uuid,
    pub event: Option<Uuid>,
    pub event_at: i64,
    pub looker: String,
    pub unit: String,
    pub class: String,
    pub purpose: String,
    pub words: String,
    pub asked_on: String,
    pub due: String,
    pub answer: String,
    pub answered_by: String,
    pub answered_unit: String,
    pub answered_on: String,
}

/// What a household asks.
pub struct Asked<'a> {
    /// Its name.
    pub name: &'a Ref,
    /// `why`, `copy`, `correct` or `erase`.
    pub kind: &'a str,
    /// The village.
    pub village: &'a PlaceCode,
    /// Who asks.
    pub household: Uuid,
    /// The look of which it asks why: its id, instant, account's name, class and purpose.
    pub event: Option<(Uuid, i64, &'a str, &'a str, &'a str)>,
    /// Who owes the answer.
    pub unit: &'a str,
    /// What it says itself.
    pub words: &'a str,
    /// The day, and the last one in time.
    pub days: (Day, Day),
}

/// Adds what a household asks; of one look only once.
pub async fn owe(conn: &mut Conn, asked: &Asked<'_>) -> Result<()> {
    let (event, at, looker, class, purpose) =
        asked.event.map_or((None, 0, "", "", ""), |(id, at, by, class, why)| (Some(id), at, by, class, why));
    let row = args![
        &asked.name.county,
        asked.name.id,
        asked.kind,
        asked.village,
        asked.household,
        event,
        at,
        looker,
        asked.unit,
        class,
        purpose,
        asked.words,
        asked.days.0,
        asked.days.1,
        "",
        "",
        "",
        "",
    ];
    conn.insert(&OWE, &[row.to_vec()]).await
}

/// What a household asked, the latest first, 300 at the most.
pub async fn of_household(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<Vec<OwedRow>> {
    conn.all(OF_HOUSEHOLD, &args![county, household]).await
}

/// One of them.
pub async fn one(conn: &mut Conn, name: &Ref) -> Result<Option<OwedRow>> {
    conn.maybe(ONE, &args![&name.county, name.id]).await
}

/// What units of these names owe within a place, by the last day, 200 at the most.
pub async fn of_units(conn: &mut Conn, place: &PlaceCode, units: &[String]) -> Result<Vec<OwedRow>> {
    let county = match place.level() {
        Level::City => place.clone(),
        _ => place.owner(),
    };
    let before: Vec<Value> = args![&county, county.upper(), place, place.upper()].to_vec();
    conn.among(&OWED, &before, units).await
}

/// Answers; gives whether nobody had answered yet.
pub async fn answer(conn: &mut Conn, name: &Ref, words: &str, by: (&str, &str), today: Day) -> Result<bool> {
    Ok(conn.run(ANSWER, &args![&name.county, name.id, words, by.0, by.1, today]).await? > 0)
}

/// Forgets what a household asked.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    conn.run(FORGET, &args![county, household]).await.map(|_| ())
}
