//! Writing units and officials, and reading them as of a day for plans and proofs.

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const UNITS_AS_OF: &str = "SELECT county, id, place, name, kind, strengths FROM unit WHERE since <= $1 AND until > $1 ORDER BY place, id";
const AREAS: &str = "SELECT county, unit, place FROM unit_area ORDER BY county, unit, place";
const OFFICIALS_AS_OF: &str = "SELECT o.county, o.id, o.name, p.unit, p.rank, o.home, o.skills FROM official o \
     JOIN post p ON p.county = o.county AND p.official = o.id AND p.since <= $1 AND p.until > $1 \
     WHERE o.joined <= $1 AND o.left_on > $1 ORDER BY o.place, o.id";
const PRESENT_OFFICIALS: &str = "SELECT o.county, o.id, o.staff_no, o.id_digest, o.name, o.name_key, o.pinyin, o.initials, o.gender, \
     o.phone, o.home, o.skills, o.unit, o.post, o.rank, o.joined, p.since FROM official o \
     JOIN post p ON p.county = o.county AND p.official = o.id AND p.until = '9999-12-31' \
     WHERE o.left_on = '9999-12-31' AND o.place >= $1 AND o.place < $2 ORDER BY o.county, o.id";
const PRESENT_UNITS: &str = "SELECT county, id, place, name, name_key, kind, strengths, phone FROM unit WHERE until = '9999-12-31' \
     ORDER BY county, id";
const LEAVE: &str = "UPDATE official SET left_on = $3 WHERE county = $1 AND id = $2";
const CLOSE_POST: &str =
    "UPDATE post SET until = $3 WHERE county = $1 AND official = $2 AND until = '9999-12-31'";
const REOPEN_POST: &str =
    "UPDATE post SET until = '9999-12-31' WHERE county = $1 AND official = $2 AND until = $3";
const DROP_POST: &str = "DELETE FROM post WHERE county = $1 AND official = $2 AND since = $3";
const DROP_OFFICIAL: &str = "DELETE FROM official WHERE county = $1 AND id = $2";
const DROP_POSTS: &str = "DELETE FROM post WHERE county = $1 AND official = $2";
const DROP_UNIT: &str = "DELETE FROM unit WHERE county = $1 AND id = $2";
const CLEAR_AREA: &str = "DELETE FROM unit_area WHERE county = $1 AND unit = $2";
const LEFT_ON: &str = "SELECT id FROM official WHERE county = $1 AND name_key = $2 AND staff_no = $3 AND left_on = $4 ORDER BY id LIMIT 1";
const JOINED: &str = "SELECT joined FROM official WHERE county = $1 AND id = $2";
const CLOSE_UNIT: &str = "UPDATE unit SET until = $3 WHERE county = $1 AND id = $2";

/// New or changed officials.
pub const OFFICIAL: Insert = Insert {
    table: "official",
    columns: &[
        "county",
        "id",
        "staff_no",
        "id_digest",
        "name",
        "name_key",
        "pinyin",
        "initials",
        "gender",
        "phone",
        "home",
        "skills",
        "unit",
        "place",
        "post",
        "rank",
        "tier",
        "joined",
        "left_on",
    ],
    tail: "ON CONFLICT (county, id) DO UPDATE SET staff_no = excluded.staff_no, id_digest = excluded.id_digest, \
           name = excluded.name, name_key = excluded.name_key, pinyin = excluded.pinyin, initials = excluded.initials, \
           gender = excluded.gender, phone = excluded.phone, home = excluded.home, skills = excluded.skills, unit = excluded.unit, \
           place = excluded.place, post = excluded.post, rank = excluded.rank, tier = excluded.tier, left_on = excluded.left_on",
};
/// New posts; a second change on one day replaces the first.
pub const POST: Insert = Insert {
    table: "post",
    columns: &["county", "official", "since", "until", "unit", "title", "rank"],
    tail: "ON CONFLICT (county, official, since) DO UPDATE SET until = excluded.until, unit = excluded.unit, title = excluded.title, \
           rank = excluded.rank",
};
/// New or changed units.
pub const UNIT: Insert = Insert {
    table: "unit",
    columns: &["county", "id", "place", "name", "name_key", "kind", "strengths", "phone", "since", "until"],
    tail: "ON CONFLICT (county, id) DO UPDATE SET place = excluded.place, name = excluded.name, name_key = excluded.name_key, \
           kind = excluded.kind, strengths = excluded.strengths, phone = excluded.phone, until = excluded.until",
};
/// What a station covers.
pub const UNIT_AREA: Insert = Insert {
    table: "unit_area",
    columns: &["county", "unit", "place"],
    tail: "ON CONFLICT (county, unit, place) DO NOTHING",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    UNITS_AS_OF,
    AREAS,
    OFFICIALS_AS_OF,
    PRESENT_OFFICIALS,
    PRESENT_UNITS,
    LEAVE,
    CLOSE_POST,
    REOPEN_POST,
    DROP_POST,
    DROP_OFFICIAL,
    DROP_POSTS,
    DROP_UNIT,
    CLEAR_AREA,
    LEFT_ON,
    JOINED,
    CLOSE_UNIT,
];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[OFFICIAL, POST, UNIT, UNIT_AREA];

/// A unit as of a day.
#[derive(Debug, sqlx::FromRow)]
pub struct UnitAsOf {
    pub county: String,
    pub id: Uuid,
    pub place: String,
    pub name: String,
    pub kind: String,
    pub strengths: String,
}

/// An official as of a day, with the unit and rank of the post then held.
#[derive(Debug, sqlx::FromRow)]
pub struct OfficialAsOf {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub unit: Uuid,
    pub rank: String,
    pub home: String,
    pub skills: String,
}

/// An official of today, whole, for comparing with a roster.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PresentOfficial {
    pub county: String,
    pub id: Uuid,
    pub staff_no: String,
    pub id_digest: String,
    pub name: String,
    pub name_key: String,
    pub pinyin: String,
    pub initials: String,
    pub gender: String,
    pub phone: String,
    pub home: String,
    pub skills: String,
    pub unit: Uuid,
    pub post: String,
    pub rank: String,
    /// Since when they are on the roster.
    pub joined: String,
    /// Since when they hold the post.
    pub since: String,
}

/// A unit of today, whole.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PresentUnit {
    pub county: String,
    pub id: Uuid,
    pub place: String,
    pub name: String,
    pub name_key: String,
    pub kind: String,
    pub strengths: String,
    pub phone: String,
}

/// Units as of a day, by place.
pub async fn units_as_of(conn: &mut Conn, day: Day) -> Result<Vec<UnitAsOf>> {
    conn.all(UNITS_AS_OF, &args![day]).await
}

/// What stations cover: county, unit, place.
pub async fn areas(conn: &mut Conn) -> Result<Vec<(String, Uuid, String)>> {
    conn.all(AREAS, &[]).await
}

/// Officials as of a day.
pub async fn officials_as_of(conn: &mut Conn, day: Day) -> Result<Vec<OfficialAsOf>> {
    conn.all(OFFICIALS_AS_OF, &args![day]).await
}

/// The officials of today whose units lie in a place.
pub async fn present_officials(conn: &mut Conn, within: &PlaceCode) -> Result<Vec<PresentOfficial>> {
    conn.all(PRESENT_OFFICIALS, &args![within, within.upper()]).await
}

/// All units of today.
pub async fn present_units(conn: &mut Conn) -> Result<Vec<PresentUnit>> {
    conn.all(PRESENT_UNITS, &[]).await
}

/// Ends an official's time on the roster; [`Day::NEVER`] takes it back.
pub async fn leave(conn: &mut Conn, name: &Ref, on: Day) -> Result<()> {
    conn.run(LEAVE, &args![&name.county, name.id, on]).await.map(|_| ())
}

/// Ends the present post.
pub async fn close_post(conn: &mut Conn, name: &Ref, on: Day) -> Result<()> {
    conn.run(CLOSE_POST, &args![&name.county, name.id, on]).await.map(|_| ())
}

/// Takes back the end of the post that ended on a day.
pub async fn reopen_post(conn: &mut Conn, name: &Ref, ended: Day) -> Result<()> {
    conn.run(REOPEN_POST, &args![&name.county, name.id, ended]).await.map(|_| ())
}

/// Removes the post that began on a day.
pub async fn drop_post(conn: &mut Conn, name: &Ref, since: Day) -> Result<()> {
    conn.run(DROP_POST, &args![&name.county, name.id, since]).await.map(|_| ())
}

/// Removes an official who should never have been added (undo of an import).
pub async fn drop_official(conn: &mut Conn, name: &Ref) -> Result<()> {
    conn.run(DROP_POSTS, &args![&name.county, name.id]).await?;
    conn.run(DROP_OFFICIAL, &args![&name.county, name.id]).await.map(|_| ())
}

/// Removes a unit that should never have been added (undo of an import).
pub async fn drop_unit(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<()> {
    conn.run(CLEAR_AREA, &args![county, id]).await?;
    conn.run(DROP_UNIT, &args![county, id]).await.map(|_| ())
}

/// Forgets what a station covers, before it is written anew.
pub async fn clear_area(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<()> {
    conn.run(CLEAR_AREA, &args![county, id]).await.map(|_| ())
}

/// Ends a unit.
pub async fn close_unit(conn: &mut Conn, county: &PlaceCode, id: Uuid, on: Day) -> Result<()> {
    conn.run(CLOSE_UNIT, &args![county, id, on]).await.map(|_| ())
}

/// The official of a county who left on a day, by name and staff number.
pub async fn left_on(
    conn: &mut Conn,
    county: &PlaceCode,
    name_key: &str,
    staff_no: &str,
    on: Day,
) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = conn.maybe(LEFT_ON, &args![county, name_key, staff_no, on]).await?;
    Ok(found.map(|(id,)| id))
}

/// Since when an official is on the roster.
pub async fn joined(conn: &mut Conn, name: &Ref) -> Result<Day> {
    let (joined,): (String,) = conn.one(JOINED, &args![&name.county, name.id]).await?;
    joined.parse().map_err(crate::engine::error::Error::internal)
}
