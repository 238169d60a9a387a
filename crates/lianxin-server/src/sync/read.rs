//! What a phone may keep, read in bulk: villages, households, promises, needs, visits; by village for a first download, by
//! id for what changed.

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use uuid::Uuid;

use super::cursor::Fill;
use crate::{
    args,
    engine::{ask::Among, db::Conn, error::Result},
};

const VILLAGES: &str = "SELECT DISTINCT p.code, p.name, t.name AS township, c.name AS county_name, \
     COALESCE(v.contact_name, '') AS contact_name, COALESCE(v.contact_phone, '') AS contact_phone, \
     COALESCE(h.households, 0) AS households FROM link l JOIN place p ON p.code = l.village AND p.since <= $3 AND p.until > $3 \
     JOIN place t ON t.code = p.parent AND t.since <= $3 AND t.until > $3 \
     JOIN place c ON c.code = t.parent AND c.since <= $3 AND c.until > $3 \
     LEFT JOIN village_profile v ON v.county = l.county AND v.village = l.village \
     LEFT JOIN household_count h ON h.county = l.county AND h.place = l.village \
     WHERE l.official = $1 AND l.official_county = $2 AND l.since <= $3 AND l.until > $3 ORDER BY p.code";

macro_rules! household_rows {
    ($where:literal) => {
        concat!(
            "SELECT id, village, house, name, pinyin, initials, members, state FROM household WHERE county = $1 AND ",
            $where
        )
    };
}
macro_rules! visit_rows {
    ($where:literal) => {
        concat!(
            "SELECT id, village, household, day, how, did, official, official_county, official_name, state, corrects, received \
             FROM visit WHERE county = $1 AND ",
            $where
        )
    };
}
macro_rules! promise_rows {
    ($where:literal) => {
        concat!(
            "SELECT id, visit, village, household, words, due, state, official_county, official, official_name, kept_on \
             FROM promise WHERE county = $1 AND ",
            $where
        )
    };
}
macro_rules! need_rows {
    ($where:literal) => {
        concat!(
            "SELECT id, visit, village, household, words, state, raised FROM need WHERE county = $1 AND ",
            $where
        )
    };
}

const HOUSEHOLDS: &str =
    household_rows!("village = $2 AND id > $3 AND state = 'present' ORDER BY id LIMIT $4");
const VISITS: &str =
    visit_rows!("village = $2 AND day >= $3 AND (day, id) < ($4, $5) ORDER BY day DESC, id DESC LIMIT $6");
const PROMISES: &str = promise_rows!(
    "village = $2 AND (state = 'open' OR state = 'kept' AND kept_on >= $3) AND id > $4 ORDER BY id LIMIT $5"
);
const NEEDS: &str = need_rows!("village = $2 AND state = 'open' AND id > $3 ORDER BY id LIMIT $4");

const THESE_HOUSEHOLDS: Among = Among { sql: household_rows!("id IN ({ids})"), before: 1 };
const THESE_VISITS: Among = Among { sql: visit_rows!("id IN ({ids})"), before: 1 };
const THESE_PROMISES: Among = Among { sql: promise_rows!("id IN ({ids})"), before: 1 };
const THESE_NEEDS: Among = Among { sql: need_rows!("id IN ({ids})"), before: 1 };
const RESIDENTS: Among = Among {
    sql: "SELECT household, id, name, relation, pinyin, initials FROM resident WHERE county = $1 AND household IN ({ids}) \
          ORDER BY household, id",
    before: 1,
};
const STANDINGS: Among = Among {
    sql: "SELECT household, kind, holder, since, source FROM standing WHERE county = $1 AND since <= $2 AND until > $2 \
          AND household IN ({ids}) ORDER BY household, kind, since",
    before: 2,
};
const LAST: Among = Among {
    sql: "SELECT household, MAX(last_day) AS last_day FROM household_reach WHERE county = $1 AND household IN ({ids}) \
          GROUP BY household",
    before: 1,
};
const BY: Among = Among {
    sql: "SELECT o.visit, o.official_county, o.official, COALESCE(f.name, '') AS name FROM visit_official o \
          LEFT JOIN official f ON f.county = o.official_county AND f.id = o.official \
          WHERE o.county = $1 AND o.visit IN ({ids}) ORDER BY o.visit, o.official",
    before: 1,
};
const STATEMENTS_OF: Among = Among {
    sql: "SELECT visit, n, words, consent, quotable FROM statement WHERE county = $1 AND visit IN ({ids}) ORDER BY visit, n",
    before: 1,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[VILLAGES, HOUSEHOLDS, VISITS, PROMISES, NEEDS];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[
    THESE_HOUSEHOLDS,
    THESE_VISITS,
    THESE_PROMISES,
    THESE_NEEDS,
    RESIDENTS,
    STANDINGS,
    LAST,
    BY,
    STATEMENTS_OF,
];

/// A village's public side.
#[derive(Debug, sqlx::FromRow)]
pub struct VillageRow {
    pub code: String,
    pub name: String,
    pub township: String,
    pub county_name: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub households: i64,
}

/// A household's door.
#[derive(Debug, sqlx::FromRow)]
pub struct HouseholdRow {
    pub id: Uuid,
    pub village: String,
    pub house: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub members: i64,
    pub state: String,
}

/// A grown resident.
#[derive(Debug, sqlx::FromRow)]
pub struct ResidentRow {
    pub household: Uuid,
    pub id: Uuid,
    pub name: String,
    pub relation: String,
    pub pinyin: String,
    pub initials: String,
}

/// A public standing that holds today.
#[derive(Debug, sqlx::FromRow)]
pub struct StandingRow {
    pub household: Uuid,
    pub kind: String,
    pub holder: String,
    pub since: String,
    pub source: String,
}

/// A visit.
#[derive(Debug, sqlx::FromRow)]
pub struct VisitRow {
    pub id: Uuid,
    pub village: String,
    pub household: Option<Uuid>,
    pub day: String,
    pub how: String,
    pub did: String,
    pub official: Uuid,
    pub official_county: String,
    pub official_name: String,
    pub state: String,
    pub corrects: Option<Uuid>,
    pub received: i64,
}

/// A promise.
#[derive(Debug, sqlx::FromRow)]
pub struct PromiseRow {
    pub id: Uuid,
    pub visit: Uuid,
    pub village: String,
    pub household: Option<Uuid>,
    pub words: String,
    pub due: String,
    pub state: String,
    pub official_county: String,
    pub official: Uuid,
    pub official_name: String,
    pub kept_on: String,
}

/// A need.
#[derive(Debug, sqlx::FromRow)]
pub struct NeedRow {
    pub id: Uuid,
    pub visit: Uuid,
    pub village: String,
    pub household: Option<Uuid>,
    pub words: String,
    pub state: String,
    pub raised: String,
}

/// Whose a visit is.
#[derive(Debug, sqlx::FromRow)]
pub struct ByRow {
    pub visit: Uuid,
    pub official_county: String,
    pub official: Uuid,
    pub name: String,
}

/// What was said.
#[derive(Debug, sqlx::FromRow)]
pub struct StatementRow {
    pub visit: Uuid,
    pub n: i64,
    pub words: String,
    pub consent: i64,
    pub quotable: i64,
}

/// The villages to which an official is linked on a day.
pub async fn villages(conn: &mut Conn, official: &Ref, day: Day) -> Result<Vec<VillageRow>> {
    conn.all(VILLAGES, &args![official.id, &official.county, day]).await
}

/// The next households of a village.
pub async fn households(
    conn: &mut Conn,
    village: &PlaceCode,
    fill: &Fill,
    limit: i64,
) -> Result<Vec<HouseholdRow>> {
    conn.all(HOUSEHOLDS, &args![&village.owner(), village, fill.after.unwrap_or_default(), limit]).await
}

/// The next promises of a village: open, or kept since a day.
pub async fn promises(
    conn: &mut Conn,
    village: &PlaceCode,
    since: Day,
    fill: &Fill,
    limit: i64,
) -> Result<Vec<PromiseRow>> {
    conn.all(PROMISES, &args![&village.owner(), village, since, fill.after.unwrap_or_default(), limit]).await
}

/// The next open needs of a village.
pub async fn needs(conn: &mut Conn, village: &PlaceCode, fill: &Fill, limit: i64) -> Result<Vec<NeedRow>> {
    conn.all(NEEDS, &args![&village.owner(), village, fill.after.unwrap_or_default(), limit]).await
}

/// The next visits of a village since a day, the newest first.
pub async fn visits(
    conn: &mut Conn,
    village: &PlaceCode,
    since: Day,
    fill: &Fill,
    limit: i64,
) -> Result<Vec<VisitRow>> {
    let day = if fill.day.is_empty() { Day::NEVER.to_string() } else { fill.day.clone() };
    let id = fill.after.unwrap_or(Uuid::max());
    conn.all(VISITS, &args![&village.owner(), village, since, day, id, limit]).await
}

macro_rules! these {
    ($($(#[$doc:meta])* $name:ident = $sql:ident: $row:ty;)+) => { $(
        $(#[$doc])*
        pub async fn $name(conn: &mut Conn, county: &PlaceCode, ids: &[Uuid]) -> Result<Vec<$row>> {
            conn.among(&$sql, &args![county], ids).await
        }
    )+ };
}

these! {
    /// These households.
    these_households = THESE_HOUSEHOLDS: HouseholdRow;
    /// These visits.
    these_visits = THESE_VISITS: VisitRow;
    /// These promises.
    these_promises = THESE_PROMISES: PromiseRow;
    /// These needs.
    these_needs = THESE_NEEDS: NeedRow;
    /// Who lives in these households.
    residents = RESIDENTS: ResidentRow;
    /// The last day on which somebody came to these households.
    last_days = LAST: (Uuid, String);
    /// Whose these visits are.
    by = BY: ByRow;
    /// What was said in these visits.
    statements = STATEMENTS_OF: StatementRow;
}

/// The public standings of these households that hold on a day.
pub async fn standings(
    conn: &mut Conn,
    county: &PlaceCode,
    day: Day,
    ids: &[Uuid],
) -> Result<Vec<StandingRow>> {
    conn.among(&STANDINGS, &args![county, day], ids).await
}
