//! What a file of visits says, read in bulk. What was said without consent never leaves the database here, nor does anything
//! that is sealed.

use std::collections::HashMap;

use lianxin_domain::{
    places::{Level, PlaceCode},
    visits::Span,
};
use uuid::Uuid;

use crate::{
    args,
    engine::{ask::Among, db::Conn, error::Result},
};

const COUNTS: &str = "SELECT village, CAST(COUNT(*) AS BIGINT) AS n FROM visit \
     WHERE county = $1 AND village >= $2 AND village < $3 AND day >= $4 AND day <= $5 GROUP BY village ORDER BY village";
// The place's own code begins the order of its villages: the one lower bound is where the page begins.
const PAGE: &str = "SELECT id, village, household, day, how, did, state FROM visit \
     WHERE county = $1 AND village < $2 AND day >= $3 AND day <= $4 AND (village, day, id) > ($5, $6, $7) \
     ORDER BY village, day, id LIMIT $8";
const PERSONS: &str = "SELECT CAST(COUNT(DISTINCT household) AS BIGINT) AS n FROM visit \
     WHERE county = $1 AND village >= $2 AND village < $3 AND day >= $4 AND day <= $5";
const NAMES: &str = "SELECT code, name FROM place WHERE code >= $1 AND code < $2 ORDER BY code, since";
const OFFICIALS: Among = Among {
    sql: "SELECT o.visit, f.name FROM visit_official o JOIN official f ON f.county = o.official_county AND f.id = o.official \
          WHERE o.county = $1 AND o.visit IN ({ids}) ORDER BY o.visit, o.official",
    before: 1,
};
const HOMES: Among = Among {
    sql: "SELECT id, village, house, name FROM household WHERE county = $1 AND state <> 'erased' AND id IN ({ids})",
    before: 1,
};
const STATEMENTS_OF: Among = Among {
    sql: "SELECT visit, words, quotable FROM statement WHERE county = $1 AND consent = 1 AND visit IN ({ids}) \
          ORDER BY visit, n",
    before: 1,
};
const NEEDS: Among = Among {
    sql: "SELECT visit, words FROM need WHERE county = $1 AND state = 'open' AND visit IN ({ids}) ORDER BY visit, id",
    before: 1,
};
const PROMISES: Among = Among {
    sql: "SELECT visit, words, due, state FROM promise WHERE county = $1 AND visit IN ({ids}) ORDER BY visit, due, id",
    before: 1,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[COUNTS, PERSONS, PAGE, NAMES];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[OFFICIALS, HOMES, STATEMENTS_OF, NEEDS, PROMISES];

/// A visit.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub id: Uuid,
    pub village: String,
    pub household: Option<Uuid>,
    pub day: String,
    pub how: String,
    pub did: String,
    pub state: String,
}

/// Who lives behind a door.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Home {
    pub id: Uuid,
    pub village: String,
    pub house: String,
    pub name: String,
}

/// A statement that was made with consent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Said {
    pub visit: Uuid,
    pub words: String,
    pub quotable: i64,
}

/// A promise.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Promised {
    pub visit: Uuid,
    pub words: String,
    pub due: String,
    pub state: String,
}

/// How many visits there were in each village of a place.
pub async fn counts(conn: &mut Conn, place: &PlaceCode, span: Span) -> Result<Vec<(String, i64)>> {
    let args = args![&place.owner(), place, place.upper(), span.from, span.to];
    conn.all(COUNTS, &args).await
}

/// How many households its visits name.
pub async fn persons(conn: &mut Conn, place: &PlaceCode, span: Span) -> Result<i64> {
    let args = args![&place.owner(), place, place.upper(), span.from, span.to];
    conn.one::<(i64,)>(PERSONS, &args).await.map(|(n,)| n)
}

/// The visits of a place by village and day, after one of them.
pub async fn page(
    conn: &mut Conn,
    place: &PlaceCode,
    span: Span,
    after: Option<&Row>,
    limit: i64,
) -> Result<Vec<Row>> {
    let (village, day, id) = match after {
        Some(row) => (row.village.as_str(), row.day.as_str(), row.id),
        None => (place.as_str(), "", Uuid::nil()),
    };
    let args = args![&place.owner(), place.upper(), span.from, span.to, village, day, id, limit];
    conn.all(PAGE, &args).await
}

/// The last names of the villages of a place and of their townships, also of those that are no more.
pub async fn names(conn: &mut Conn, place: &PlaceCode) -> Result<HashMap<String, String>> {
    let within = place.at(Level::Township).unwrap_or_else(|| place.clone());
    let names: Vec<(String, String)> = conn.all(NAMES, &args![&within, within.upper()]).await?;
    Ok(names.into_iter().collect())
}

/// Who came: visit, name.
pub async fn officials(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    conn.among(&OFFICIALS, &args![county], visits).await
}

/// Households that are not erased.
pub async fn homes(conn: &mut Conn, county: &PlaceCode, households: &[Uuid]) -> Result<Vec<Home>> {
    conn.among(&HOMES, &args![county], households).await
}

/// What was said with consent.
pub async fn said(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<Said>> {
    conn.among(&STATEMENTS_OF, &args![county], visits).await
}

/// What was asked for: visit, words.
pub async fn needs(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    conn.among(&NEEDS, &args![county], visits).await
}

/// What was promised.
pub async fn promises(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<Promised>> {
    conn.among(&PROMISES, &args![county], visits).await
}
