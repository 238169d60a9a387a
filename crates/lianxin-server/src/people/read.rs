//! Reading units and officials for screens.

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{db::Conn, error::Result},
};

macro_rules! official_line {
    ($from:literal, $where:literal) => {
        concat!(
            "SELECT o.county, o.id, o.name, o.name_key, o.post, o.rank, o.tier, o.place, p.name AS place_name, \
             p.level AS place_level, u.id AS unit, u.name AS unit_name, u.kind AS unit_kind, \
             (SELECT COUNT(*) FROM link l WHERE l.official = o.id AND l.until = '9999-12-31') AS villages FROM ",
            $from,
            " JOIN unit u ON u.county = o.county AND u.id = o.unit \
             JOIN place p ON p.code = o.place AND p.until = '9999-12-31' WHERE o.left_on = '9999-12-31' AND ",
            $where
        )
    };
}

const LIST: &str = official_line!(
    "official o",
    "o.place >= $1 AND o.place < $2 AND (o.place, o.name_key, o.id) > ($3, $4, $5) ORDER BY o.place, o.name_key, o.id LIMIT $6"
);
const LIST_OF_TIER: &str = official_line!(
    "official o",
    "o.tier = $7 AND o.place >= $1 AND o.place < $2 AND (o.place, o.name_key, o.id) > ($3, $4, $5) \
     ORDER BY o.place, o.name_key, o.id LIMIT $6"
);
const LIST_OF_UNIT: &str = official_line!(
    "official o",
    "o.unit = $7 AND o.place >= $1 AND o.place < $2 AND (o.place, o.name_key, o.id) > ($3, $4, $5) \
     ORDER BY o.name_key, o.id LIMIT $6"
);
const LIST_UNLINKED: &str = official_line!(
    "unlinked x JOIN official o ON o.county = x.county AND o.id = x.official",
    "x.place >= $1 AND x.place < $2 AND (x.place, x.official) > ($3, $4) ORDER BY x.place, x.official LIMIT $5"
);
const BY_NAME: &str = official_line!(
    "official o",
    "o.place >= $1 AND o.place < $2 AND o.name_key >= $3 AND o.name_key < $4 AND (o.name_key, o.id) > ($5, $6) \
     ORDER BY o.name_key, o.id LIMIT $7"
);
const BY_SOUND: &str = official_line!(
    "(SELECT i.id FROM official i WHERE i.left_on = '9999-12-31' AND i.initials >= $3 AND i.initials < $4 \
     UNION SELECT s.id FROM official s WHERE s.left_on = '9999-12-31' AND s.pinyin >= $3 AND s.pinyin < $4) heard \
     JOIN official o ON o.id = heard.id",
    "o.place >= $1 AND o.place < $2 AND (o.name_key, o.id) > ($5, $6) ORDER BY o.name_key, o.id LIMIT $7"
);
const SHOW: &str = "SELECT o.county, o.id, o.name, o.post, o.rank, o.phone, o.home, o.skills, o.joined, o.left_on, o.place, o.tier, \
     u.id AS unit, u.name AS unit_name, u.kind AS unit_kind, COALESCE(h.name, '') AS home_name, COALESCE(h.level, '') AS home_level \
     FROM official o JOIN unit u ON u.county = o.county AND u.id = o.unit \
     LEFT JOIN place h ON h.code = o.home AND h.until = '9999-12-31' WHERE o.county = $1 AND o.id = $2";
const POSTS: &str = "SELECT p.since, p.until, p.title, p.rank, u.name AS unit FROM post p \
     JOIN unit u ON u.county = p.county AND u.id = p.unit WHERE p.county = $1 AND p.official = $2 ORDER BY p.since DESC LIMIT 200";
const UNITS: &str = "SELECT u.county, u.id, u.name, u.kind, u.place, p.name AS place_name, p.level AS place_level, \
     (SELECT COUNT(*) FROM official o WHERE o.unit = u.id AND o.left_on = '9999-12-31') AS officials, \
     (SELECT COUNT(*) FROM link l WHERE l.unit = u.id AND l.until = '9999-12-31' AND l.official IS NULL) AS villages \
     FROM (SELECT county, id, name, kind, place FROM unit WHERE until = '9999-12-31' AND place >= $1 AND place < $2 \
     AND (kind = $3 OR $3 = '') AND name LIKE $4 AND (place, name, id) > ($5, $6, $7) ORDER BY place, name, id LIMIT $8) u \
     JOIN place p ON p.code = u.place AND p.until = '9999-12-31' ORDER BY u.place, u.name, u.id";
const UNIT: &str = "SELECT u.county, u.id, u.name, u.kind, u.place, p.name AS place_name, p.level AS place_level, u.strengths, u.phone, \
     (SELECT COUNT(*) FROM official o WHERE o.unit = u.id AND o.left_on = '9999-12-31') AS officials, \
     (SELECT COUNT(*) FROM link l WHERE l.unit = u.id AND l.until = '9999-12-31' AND l.official IS NULL) AS villages \
     FROM unit u JOIN place p ON p.code = u.place AND p.until = '9999-12-31' WHERE u.county = $1 AND u.id = $2";
const AREA: &str = "SELECT a.place, p.name, p.level FROM unit_area a JOIN place p ON p.code = a.place AND p.until = '9999-12-31' \
     WHERE a.county = $1 AND a.unit = $2 ORDER BY a.place";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] =
    &[LIST, LIST_OF_TIER, LIST_OF_UNIT, LIST_UNLINKED, BY_NAME, BY_SOUND, SHOW, POSTS, UNITS, UNIT, AREA];

/// An official in a list.
#[derive(Debug, sqlx::FromRow)]
pub struct OfficialLine {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub post: String,
    pub rank: String,
    pub tier: String,
    pub place: String,
    pub place_name: String,
    pub place_level: String,
    pub unit: Uuid,
    pub unit_name: String,
    pub unit_kind: String,
    pub villages: i64,
}

/// An official in full.
#[derive(Debug, sqlx::FromRow)]
pub struct OfficialRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub post: String,
    pub rank: String,
    pub phone: String,
    pub home: String,
    pub skills: String,
    pub joined: String,
    pub left_on: String,
    pub place: String,
    pub tier: String,
    pub unit: Uuid,
    pub unit_name: String,
    pub unit_kind: String,
    pub home_name: String,
    pub home_level: String,
}

/// A post that an official holds or held.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct PostLine {
    /// Since when.
    pub since: String,
    /// Until when; `9999-12-31` while it is held.
    pub until: String,
    /// Its title.
    pub title: String,
    /// Its rank.
    pub rank: String,
    /// The unit's name.
    pub unit: String,
}

/// A unit in a list.
#[derive(Debug, sqlx::FromRow)]
pub struct UnitLine {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub place: String,
    pub place_name: String,
    pub place_level: String,
    pub officials: i64,
    pub villages: i64,
}

/// A unit in full.
#[derive(Debug, sqlx::FromRow)]
pub struct UnitRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub place: String,
    pub place_name: String,
    pub place_level: String,
    pub strengths: String,
    pub phone: String,
    pub officials: i64,
    pub villages: i64,
}

/// Which officials a list holds.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The tier's word, or empty.
    pub tier: String,
    /// The unit, if one.
    pub unit: Option<Uuid>,
    /// Only officials without a link.
    pub unlinked: bool,
    /// A name's beginning, pinyin or initials.
    pub q: String,
}

/// The sort key after which a list goes on: place, name key, id.
pub type After = (String, String, Uuid);

/// Officials within a place, up to one more than `limit`.
pub async fn officials(
    conn: &mut Conn,
    place: &PlaceCode,
    wanted: &Wanted,
    after: After,
    limit: i64,
) -> Result<Vec<OfficialLine>> {
    if !wanted.q.is_empty() {
        return search(conn, place, &wanted.q, after, limit).await;
    }
    let (in_place, name_key, id) = after;
    if wanted.unlinked {
        return conn.all(LIST_UNLINKED, &args![place, place.upper(), in_place, id, limit + 1]).await;
    }
    let mut args = args![place, place.upper(), in_place, name_key, id, limit + 1].to_vec();
    let sql = match (wanted.unit, wanted.tier.is_empty()) {
        (Some(unit), _) => {
            args.push(unit.into());
            LIST_OF_UNIT
        }
        (_, false) => {
            args.push(wanted.tier.as_str().into());
            LIST_OF_TIER
        }
        _ => LIST,
    };
    conn.all(sql, &args).await
}

async fn search(
    conn: &mut Conn,
    place: &PlaceCode,
    q: &str,
    after: After,
    limit: i64,
) -> Result<Vec<OfficialLine>> {
    let key = q.to_lowercase();
    let end = format!("{key}\u{10ffff}");
    let range = args![place, place.upper(), key.as_str(), end, after.1, after.2, limit + 1];
    conn.all(if key.is_ascii() { BY_SOUND } else { BY_NAME }, &range).await
}

/// One official.
pub async fn official(conn: &mut Conn, name: &Ref) -> Result<Option<OfficialRow>> {
    conn.maybe(SHOW, &args![&name.county, name.id]).await
}

/// The posts of an official, the latest first.
pub async fn posts(conn: &mut Conn, name: &Ref) -> Result<Vec<PostLine>> {
    conn.all(POSTS, &args![&name.county, name.id]).await
}

/// Units within a place, up to one more than `limit`.
pub async fn units(
    conn: &mut Conn,
    place: &PlaceCode,
    kind: &str,
    q: &str,
    after: After,
    limit: i64,
) -> Result<Vec<UnitLine>> {
    let pattern = format!("%{}%", q.replace(['%', '_'], ""));
    conn.all(UNITS, &args![place, place.upper(), kind, pattern, after.0, after.1, after.2, limit + 1]).await
}

/// One unit.
pub async fn unit(conn: &mut Conn, name: &Ref) -> Result<Option<UnitRow>> {
    conn.maybe(UNIT, &args![&name.county, name.id]).await
}

/// The townships that a station covers: code, name, level.
pub async fn area(conn: &mut Conn, name: &Ref) -> Result<Vec<(String, String, String)>> {
    conn.all(AREA, &args![&name.county, name.id]).await
}

/// The text of an end: none while there is none.
pub fn ends(until: &str) -> Option<String> {
    (until != Day::NEVER.to_string()).then(|| until.to_owned())
}
