//! The SQL of places.

use lianxin_domain::{day::Day, places::PlaceCode};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const FIND: &str = "SELECT code, name, level FROM place WHERE code = $1 AND since <= $2 AND until > $2";
const LATEST: &str = "SELECT code, name, level, since, until, successor FROM place WHERE code = $1 ORDER BY since DESC LIMIT 1";
const CHILDREN: &str =
    "SELECT code, name, level FROM place WHERE parent = $1 AND until > $2 AND since <= $2 ORDER BY code";
const NAMES: &str = "SELECT name, since, until, document FROM place WHERE code = $1 ORDER BY since DESC";
const ABOVE: &str = "SELECT code, name, level FROM place WHERE code IN ($1, $2, $3, $4) AND until = '9999-12-31' ORDER BY level, code";
const BY_NAME: &str = "SELECT code, name, level FROM place WHERE until = '9999-12-31' AND code >= $1 AND code < $2 \
     AND (name LIKE $3 OR pinyin LIKE $4) ORDER BY code LIMIT $5";
const BY_INITIALS: &str = "SELECT code, name, level FROM place WHERE until = '9999-12-31' AND initials >= $1 AND initials < $2 \
     AND code >= $3 AND code < $4 ORDER BY initials, code LIMIT $5";
const BY_CODE: &str = "SELECT code, name, level FROM place WHERE until = '9999-12-31' AND code >= $1 AND code < $2 ORDER BY code LIMIT $3";
const ALL_AS_OF: &str = "SELECT code, name, level FROM place WHERE since <= $1 AND until > $1 AND code >= $2 AND code < $3 ORDER BY code";
const PROFILE: &str = "SELECT difficulty, households, residents, needs, contact_name, contact_phone \
     FROM village_profile WHERE county = $1 AND village = $2";
const PROFILES: &str = "SELECT village, difficulty, households, residents, needs, contact_name, contact_phone FROM village_profile \
     WHERE county >= $1 AND county < $2 AND village >= $1 AND village < $2 ORDER BY village";
const DROP_PROFILE: &str = "DELETE FROM village_profile WHERE county = $1 AND village = $2";
const CLOSE: &str =
    "UPDATE place SET until = $3, successor = $4 WHERE county = $1 AND code = $2 AND until = '9999-12-31'";
const REOPENED: &str = "DELETE FROM place WHERE county = $1 AND code = $2 AND since = $3";
const OUTLINE: &str = "SELECT source, geojson FROM outline WHERE county = $1";
const SET_OUTLINE: &str = "INSERT INTO outline (county, source, geojson) VALUES ($1, $2, $3) \
     ON CONFLICT (county) DO UPDATE SET source = excluded.source, geojson = excluded.geojson";

/// New places.
pub const PLACE: Insert = Insert {
    table: "place",
    columns: &[
        "county",
        "code",
        "since",
        "until",
        "name",
        "level",
        "parent",
        "pinyin",
        "initials",
        "successor",
        "document",
    ],
    tail: "",
};
/// New or changed profiles.
pub const SET_PROFILE: Insert = Insert {
    table: "village_profile",
    columns: &[
        "county",
        "village",
        "difficulty",
        "households",
        "residents",
        "needs",
        "contact_name",
        "contact_phone",
    ],
    tail: "ON CONFLICT (county, village) DO UPDATE SET difficulty = excluded.difficulty, households = excluded.households, \
           residents = excluded.residents, needs = excluded.needs, contact_name = excluded.contact_name, \
           contact_phone = excluded.contact_phone",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    FIND,
    LATEST,
    CHILDREN,
    NAMES,
    ABOVE,
    BY_NAME,
    BY_INITIALS,
    BY_CODE,
    ALL_AS_OF,
    PROFILE,
    PROFILES,
    DROP_PROFILE,
    CLOSE,
    REOPENED,
    OUTLINE,
    SET_OUTLINE,
];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[PLACE, SET_PROFILE];

/// A place by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema, sqlx::FromRow)]
pub struct PlaceRef {
    /// Its code: 4, 6, 9 or 12 digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `city`, `county`, `township` or `village`.
    pub level: String,
}

impl PlaceRef {
    /// A place of which only the code is known.
    pub fn unnamed(code: &PlaceCode) -> PlaceRef {
        PlaceRef { code: code.to_string(), name: code.to_string(), level: code.level().word().to_owned() }
    }
}

/// One name of a place and when it held.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct PlaceName {
    /// The name.
    pub name: String,
    /// Since when.
    pub since: String,
    /// Until when; `9999-12-31` while it holds.
    pub until: String,
    /// The document that decided it.
    pub document: String,
}

/// A place's last row.
#[derive(Debug, sqlx::FromRow)]
pub struct Latest {
    /// Its code.
    pub code: String,
    /// Its last name.
    pub name: String,
    /// Its level.
    pub level: String,
    /// Since when the row holds.
    pub since: String,
    /// Until when the row holds.
    pub until: String,
    /// The village that it was merged into, or empty.
    pub successor: String,
}

/// What a village is like.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Profile {
    /// 0 (easy) to 100 (hardest).
    pub difficulty: i64,
    /// Households.
    pub households: i64,
    /// Residents.
    pub residents: i64,
    /// Topic to weight, 0 to 100.
    #[schema(value_type = Object)]
    pub needs: Json,
    /// The village's public contact.
    pub contact_name: String,
    /// And how to reach them.
    pub contact_phone: String,
}

#[derive(sqlx::FromRow)]
struct ProfileRow {
    difficulty: i64,
    households: i64,
    residents: i64,
    needs: String,
    contact_name: String,
    contact_phone: String,
}

impl From<ProfileRow> for Profile {
    fn from(row: ProfileRow) -> Profile {
        Profile {
            difficulty: row.difficulty,
            households: row.households,
            residents: row.residents,
            needs: serde_json::from_str(&row.needs).unwrap_or_default(),
            contact_name: row.contact_name,
            contact_phone: row.contact_phone,
        }
    }
}

/// A profile with its village's code.
#[derive(Debug, sqlx::FromRow)]
pub struct VillageProfile {
    /// The village's code.
    pub village: String,
    /// 0 to 100.
    pub difficulty: i64,
    /// Households.
    pub households: i64,
    /// Residents.
    pub residents: i64,
    /// JSON object: topic to weight.
    pub needs: String,
    /// The village's public contact.
    pub contact_name: String,
    /// And how to reach them.
    pub contact_phone: String,
}

/// A place as of a day.
pub async fn find(conn: &mut Conn, code: &PlaceCode, day: Day) -> Result<Option<PlaceRef>> {
    conn.maybe(FIND, &args![code, day]).await
}

/// The last row of a place, ended or not.
pub async fn latest(conn: &mut Conn, code: &PlaceCode) -> Result<Option<Latest>> {
    conn.maybe(LATEST, &args![code]).await
}

/// The places right below one, by code.
pub async fn children(conn: &mut Conn, code: &PlaceCode, day: Day) -> Result<Vec<PlaceRef>> {
    conn.all(CHILDREN, &args![code, day]).await
}

/// The names of a place, the latest first.
pub async fn names(conn: &mut Conn, code: &PlaceCode) -> Result<Vec<PlaceName>> {
    conn.all(NAMES, &args![code]).await
}

/// The places above one, from the city down, without itself.
pub async fn ancestors(conn: &mut Conn, code: &PlaceCode) -> Result<Vec<PlaceRef>> {
    let above: Vec<String> =
        std::iter::successors(code.parent(), PlaceCode::parent).map(|place| place.to_string()).collect();
    let at = |n: usize| above.get(n).cloned().unwrap_or_default();
    let mut places: Vec<PlaceRef> = conn.all(ABOVE, &args![at(0), at(1), at(2), at(3)]).await?;
    places.sort_by_key(|place| place.code.len());
    Ok(places)
}

/// Places within `within` whose name, pinyin, initials or code fits.
pub async fn search(conn: &mut Conn, within: &PlaceCode, q: &str, limit: i64) -> Result<Vec<PlaceRef>> {
    let q: String = q.trim().to_lowercase().chars().filter(|c| !matches!(c, '%' | '_')).collect();
    if q.is_empty() {
        return conn.all(BY_CODE, &args![within, within.upper(), limit]).await;
    }
    if q.bytes().all(|b| b.is_ascii_digit()) {
        let code = if q.starts_with(within.as_str()) { q } else { within.to_string() };
        return conn.all(BY_CODE, &args![code.clone(), format!("{code}:"), limit]).await;
    }
    let mut found: Vec<PlaceRef> = Vec::new();
    if q.is_ascii() {
        let initials = args![q.as_str(), format!("{q}{{"), within, within.upper(), limit];
        found = conn.all(BY_INITIALS, &initials).await?;
    }
    let pinyin = if q.is_ascii() { format!("{q}%") } else { "\u{1}".to_owned() };
    let named: Vec<PlaceRef> =
        conn.all(BY_NAME, &args![within, within.upper(), format!("%{q}%"), pinyin, limit]).await?;
    found.extend(named);
    let mut seen = std::collections::HashSet::new();
    found.retain(|place| seen.insert(place.code.clone()));
    found.truncate(usize::try_from(limit).unwrap_or(50));
    Ok(found)
}

/// All places within one as of a day, by code.
pub async fn all_as_of(conn: &mut Conn, within: &PlaceCode, day: Day) -> Result<Vec<PlaceRef>> {
    conn.all(ALL_AS_OF, &args![day, within, within.upper()]).await
}

/// What a village is like.
pub async fn profile(conn: &mut Conn, village: &PlaceCode) -> Result<Option<Profile>> {
    let row: Option<ProfileRow> = conn.maybe(PROFILE, &args![&village.owner(), village]).await?;
    Ok(row.map(Profile::from))
}

/// What the villages within a place are like, by code.
pub async fn profiles(conn: &mut Conn, within: &PlaceCode) -> Result<Vec<VillageProfile>> {
    conn.all(PROFILES, &args![within, within.upper()]).await
}

/// Forgets a village's profile.
pub async fn drop_profile(conn: &mut Conn, village: &PlaceCode) -> Result<()> {
    conn.run(DROP_PROFILE, &args![&village.owner(), village]).await.map(|_| ())
}

/// Ends a village's present row on a day, and the day a new row begins with another name or not at all.
pub async fn close(conn: &mut Conn, village: &PlaceCode, on: Day, successor: &str) -> Result<u64> {
    conn.run(CLOSE, &args![&village.owner(), village, on, successor]).await
}

/// Removes a row that began on a day: a second change on the same day replaces the first.
pub async fn remove_since(conn: &mut Conn, village: &PlaceCode, since: Day) -> Result<u64> {
    conn.run(REOPENED, &args![&village.owner(), village, since]).await
}

/// The outlines and their source.
pub async fn outline(conn: &mut Conn, city: &PlaceCode) -> Result<Option<(String, String)>> {
    conn.maybe(OUTLINE, &args![city]).await
}

/// Replaces the outlines.
pub async fn set_outline(conn: &mut Conn, city: &PlaceCode, source: &str, geojson: &str) -> Result<()> {
    conn.run(SET_OUTLINE, &args![city, source, geojson]).await.map(|_| ())
}
