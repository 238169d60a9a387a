//! Reading households. None of these shows anything by itself: callers go through `access::reveal`.

use std::collections::HashMap;

use lianxin_domain::{
    day::Day,
    households::{Standing, StandingKind},
    people::{folded, tidy},
    places::PlaceCode,
};
use uuid::Uuid;

use super::store::At;
use crate::{
    args,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
};

macro_rules! household {
    ($where:literal) => {
        concat!(
            "SELECT h.county, h.id, h.village, h.house, h.name, h.name_key, h.pinyin, h.initials, h.members, h.state, h.since, \
             h.until, h.version FROM household h WHERE ",
            $where
        )
    };
}

const ONE: &str = household!("h.county = $1 AND h.id = $2");
const BEHIND_DOOR: &str = household!(
    "h.county = $1 AND h.village = $2 AND h.house = $3 AND h.state = 'present' ORDER BY h.id LIMIT 20"
);
const OF_VILLAGE: &str = household!(
    "h.county = $1 AND h.village = $2 AND h.state = 'present' AND h.id > $3 ORDER BY h.id LIMIT $4"
);
const SEARCH: &str = household!(
    "h.county = $1 AND h.village = $2 AND h.state = 'present' AND h.id > $3 AND (h.house LIKE $7 OR h.name_key LIKE $5 \
     OR h.pinyin LIKE $6 OR h.initials LIKE $6 OR EXISTS (SELECT 1 FROM resident r WHERE r.county = h.county \
     AND r.household = h.id AND (r.name_key LIKE $5 OR r.pinyin LIKE $6 OR r.initials LIKE $6))) ORDER BY h.id LIMIT $4"
);
const RESIDENTS: &str = "SELECT household, id, name, relation, pinyin, initials FROM resident \
     WHERE county = $1 AND household = $2 ORDER BY id";
const STANDINGS: &str = "SELECT household, kind, since, until, holder, source FROM standing \
     WHERE county = $1 AND household = $2 ORDER BY until DESC, kind, since";
const RESIDENTS_BETWEEN: &str = "SELECT r.household, r.id, r.name, r.relation, r.pinyin, r.initials FROM household h \
     JOIN resident r ON r.county = h.county AND r.household = h.id \
     WHERE h.county = $1 AND h.village = $2 AND h.id > $3 AND h.id <= $4 ORDER BY r.household, r.id";
const STANDINGS_BETWEEN: &str = "SELECT s.household, s.kind, s.since, s.until, s.holder, s.source FROM household h \
     JOIN standing s ON s.county = h.county AND s.household = h.id \
     WHERE h.county = $1 AND h.village = $2 AND h.id > $3 AND h.id <= $4 ORDER BY s.household, s.until DESC, s.kind, s.since";
const FACTS: &str = "SELECT id, household, class, since, until, sealed FROM sealed_fact \
     WHERE county = $1 AND household = $2 ORDER BY class, since, id";
const FACTS_BETWEEN: &str = "SELECT f.id, f.household, f.class, f.since, f.until, f.sealed FROM household h \
     JOIN sealed_fact f ON f.county = h.county AND f.household = h.id \
     WHERE h.county = $1 AND h.village = $2 AND h.id > $3 AND h.id <= $4 ORDER BY f.household, f.class, f.since, f.id";
const IN_HARDSHIP: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM sealed_fact \
     WHERE county = $1 AND household = $2 AND class = 'hardship' AND since <= $3 AND until > $3";
const KEY: &str = "SELECT wrapped FROM household_key WHERE county = $1 AND household = $2";
const KEYS_BETWEEN: &str = "SELECT k.household, k.wrapped FROM household h \
     JOIN household_key k ON k.county = h.county AND k.household = h.id \
     WHERE h.county = $1 AND h.village = $2 AND h.id > $3 AND h.id <= $4 ORDER BY k.household";
const EVENTS: &str = "SELECT id, at, day, actor_name, actor_unit, role, household, class, purpose FROM access_event \
     WHERE county = $1 AND village = $2 AND household IN ('', $3) AND id < $4 ORDER BY id DESC LIMIT $5";

const EVENT: &str = "SELECT id, at, day, actor_name, actor_unit, role, household, class, purpose FROM access_event \
     WHERE county = $1 AND id = $4 AND village = $2 AND household IN ('', $3)";

const LOOKER: &str = "SELECT account FROM access_event WHERE county = $1 AND id = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    ONE,
    BEHIND_DOOR,
    OF_VILLAGE,
    SEARCH,
    RESIDENTS,
    STANDINGS,
    RESIDENTS_BETWEEN,
    STANDINGS_BETWEEN,
    FACTS,
    FACTS_BETWEEN,
    IN_HARDSHIP,
    KEY,
    KEYS_BETWEEN,
    EVENTS,
    EVENT,
    LOOKER,
];

/// A household's row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HouseholdRow {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub house: String,
    pub name: String,
    pub name_key: String,
    pub pinyin: String,
    pub initials: String,
    pub members: i64,
    /// `present`, `gone` or `erased`.
    pub state: String,
    pub since: String,
    pub until: String,
    pub version: i64,
}

impl HouseholdRow {
    /// Where it lies.
    pub fn at(&self) -> Result<At> {
        Ok(At { village: self.village.parse().map_err(Error::internal)?, id: self.id })
    }

    /// Its ref.
    pub fn name_ref(&self) -> String {
        format!("{}.{}", self.county, self.id)
    }
}

/// A grown resident.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ResidentRow {
    pub household: Uuid,
    pub id: Uuid,
    pub name: String,
    pub relation: String,
    pub pinyin: String,
    pub initials: String,
}

/// A standing.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StandingRow {
    pub household: Uuid,
    pub kind: String,
    pub since: String,
    pub until: String,
    pub holder: String,
    pub source: String,
}

/// A sealed fact.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FactRow {
    pub id: Uuid,
    pub household: Uuid,
    pub class: String,
    pub since: String,
    pub until: String,
    pub sealed: Vec<u8>,
}

/// A household with its residents and standings.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Its row.
    pub row: HouseholdRow,
    /// Who lives there, minors apart.
    pub residents: Vec<ResidentRow>,
    /// Its standings, those that hold first.
    pub standings: Vec<StandingRow>,
}

/// Somebody looked.
#[derive(Debug, sqlx::FromRow)]
pub struct EventRow {
    pub id: Uuid,
    pub at: i64,
    pub day: String,
    pub actor_name: String,
    pub actor_unit: String,
    pub role: String,
    /// Empty: the whole village was looked at.
    pub household: String,
    pub class: String,
    pub purpose: String,
}

/// The households behind a door of a village.
pub async fn behind_door(conn: &mut Conn, village: &PlaceCode, house: &str) -> Result<Vec<HouseholdRow>> {
    conn.all(BEHIND_DOOR, &args![&village.owner(), village, house]).await
}

/// One household, also when it is gone or erased.
pub async fn one(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<Option<HouseholdRow>> {
    conn.maybe(ONE, &args![county, id]).await
}

/// One household with its residents and standings.
pub async fn whole(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<Option<Whole>> {
    let Some(row) = one(conn, county, id).await? else { return Ok(None) };
    let residents = conn.all(RESIDENTS, &args![county, id]).await?;
    Ok(Some(Whole { row, residents, standings: standings(conn, county, id).await? }))
}

/// The standings of a household, those that hold first.
pub async fn standings(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<Vec<StandingRow>> {
    conn.all(STANDINGS, &args![county, id]).await
}

/// Households of a village that are present, in the order of the register, after one, with residents and standings.
pub async fn of_village(conn: &mut Conn, village: &PlaceCode, after: Uuid, limit: i64) -> Result<Vec<Whole>> {
    let rows: Vec<HouseholdRow> =
        conn.all(OF_VILLAGE, &args![&village.owner(), village, after, limit]).await?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(vec![]) };
    let between = args![&village.owner(), village, after, last];
    let residents: Vec<ResidentRow> = conn.all(RESIDENTS_BETWEEN, &between).await?;
    let mut residents = grouped(residents, |r| r.household);
    let mut standings = standings_between(conn, village, after, last).await?;
    let whole = |row: HouseholdRow| Whole {
        residents: residents.remove(&row.id).unwrap_or_default(),
        standings: standings.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// The standings of the households of a village with ids after `after` up to `last`, by household.
pub async fn standings_between(
    conn: &mut Conn,
    village: &PlaceCode,
    after: Uuid,
    last: Uuid,
) -> Result<HashMap<Uuid, Vec<StandingRow>>> {
    let between = args![&village.owner(), village, after, last];
    Ok(grouped(conn.all(STANDINGS_BETWEEN, &between).await?, |row: &StandingRow| row.household))
}

/// The facts of the households of a village with ids after `after` up to `last`.
pub async fn facts_between(
    conn: &mut Conn,
    village: &PlaceCode,
    after: Uuid,
    last: Uuid,
) -> Result<Vec<FactRow>> {
    conn.all(FACTS_BETWEEN, &args![&village.owner(), village, after, last]).await
}

fn grouped<T>(rows: Vec<T>, of: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut groups = HashMap::<Uuid, Vec<T>>::new();
    for row in rows {
        groups.entry(of(&row)).or_default().push(row);
    }
    groups
}

/// Households of a village whose house number, name, pinyin or initials, or a resident's, fit; up to one more than `limit`.
pub async fn search(
    conn: &mut Conn,
    village: &PlaceCode,
    q: &str,
    after: Uuid,
    limit: i64,
) -> Result<Vec<HouseholdRow>> {
    let house: String = tidy(q).chars().filter(|c| !matches!(c, '%' | '_')).collect();
    let q = folded(q);
    let mut args = args![&village.owner(), village, after, limit + 1].to_vec();
    if q.is_empty() {
        return conn.all(OF_VILLAGE, &args).await;
    }
    let sound = if q.is_ascii() { format!("{q}%") } else { "\u{1}".to_owned() };
    args.extend(args![format!("%{q}%"), sound, format!("%{house}%")]);
    conn.all(SEARCH, &args).await
}

/// The facts of a household, by class.
pub async fn facts(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<Vec<FactRow>> {
    conn.all(FACTS, &args![county, id]).await
}

/// Whether a hardship fact of that day exists; its text stays sealed.
pub async fn in_hardship(conn: &mut Conn, county: &PlaceCode, id: Uuid, day: Day) -> Result<bool> {
    let (n,): (i64,) = conn.one(IN_HARDSHIP, &args![county, id, day]).await?;
    Ok(n > 0)
}

/// What a visit of a day called upon, as words of `did`.
pub async fn did_on(conn: &mut Conn, county: &PlaceCode, id: Uuid, day: Day) -> Result<Vec<&'static str>> {
    let known = standings(conn, county, id).await?;
    let dated = known.iter().filter_map(|row| {
        let kind = StandingKind::of(&row.kind)?;
        Some(Standing { kind, since: row.since.parse().ok()?, until: row.until.parse().ok()? })
    });
    let dated: Vec<Standing> = dated.collect();
    let in_hardship = in_hardship(conn, county, id, day).await?;
    Ok(lianxin_domain::households::did_of(&dated, day, in_hardship))
}

/// A household's wrapped key; none once it is erased.
pub async fn key(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<Option<Vec<u8>>> {
    let found: Option<(Vec<u8>,)> = conn.maybe(KEY, &args![county, id]).await?;
    Ok(found.map(|(wrapped,)| wrapped))
}

/// The wrapped keys of the households of a village with ids after `after` up to `last`.
pub async fn keys_between(
    conn: &mut Conn,
    village: &PlaceCode,
    after: Uuid,
    last: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>> {
    conn.all(KEYS_BETWEEN, &args![&village.owner(), village, after, last]).await
}

/// Who looked at a household or at all households of its village, the latest first.
pub async fn events(conn: &mut Conn, at: &At, before: Uuid, limit: i64) -> Result<Vec<EventRow>> {
    conn.all(EVENTS, &args![&at.county(), &at.village, at.id.to_string(), before, limit + 1]).await
}

/// The account that looked.
pub async fn looker(conn: &mut Conn, county: &PlaceCode, event: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = conn.maybe(LOOKER, &args![county, event]).await?;
    Ok(row.map(|(account,)| account))
}

/// One look at a household or at all households of its village.
pub async fn event(conn: &mut Conn, at: &At, id: Uuid) -> Result<Option<EventRow>> {
    conn.maybe(EVENT, &args![&at.county(), &at.village, at.id.to_string(), id]).await
}
