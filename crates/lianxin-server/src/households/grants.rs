//! What households let others see: the police of their village or one unit, a class of facts, until a day.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use super::store::At;
use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::Result,
    },
};

macro_rules! grant {
    ($where:literal) => {
        concat!(
            "SELECT g.county, g.id, g.household, g.village, g.seat, g.unit_name, g.class, g.since, g.until, g.way, h.house, h.name \
             FROM household_grant g JOIN household h ON h.county = g.county AND h.id = g.household WHERE ",
            $where
        )
    };
}

const OF_HOUSEHOLD: &str =
    grant!("g.county = $1 AND g.household = $2 ORDER BY g.until DESC, g.id DESC LIMIT 200");
const OF_UNIT: &str = grant!(
    "g.unit = $1 AND g.until > $2 AND h.state = 'present' AND h.village = g.village ORDER BY g.until, g.id LIMIT 200"
);
const OF_POLICE: Among = Among {
    sql: grant!(
        "g.county = $1 AND g.seat = 'police' AND g.until > $2 AND h.state = 'present' AND h.village = g.village \
         AND g.village IN ({ids}) ORDER BY g.until, g.id LIMIT 200"
    ),
    before: 2,
};
const END: &str =
    "UPDATE household_grant SET until = $4 WHERE county = $1 AND household = $2 AND id = $3 AND until > $4";
const DEPARTMENTS: &str = "SELECT county, id, name FROM unit WHERE place IN ($1, $2) AND until = '9999-12-31' \
     AND kind IN ('city_department', 'county_department') ORDER BY kind, name, id LIMIT 300";
/// Forgets them with the household.
pub const DROP: &str = "DELETE FROM household_grant WHERE county = $1 AND household = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_HOUSEHOLD, OF_UNIT, END, DEPARTMENTS, DROP];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[OF_POLICE];

/// New grants.
pub const GRANT: Insert = Insert {
    table: "household_grant",
    columns: &[
        "county",
        "id",
        "household",
        "village",
        "seat",
        "unit_county",
        "unit",
        "unit_name",
        "class",
        "since",
        "until",
        "way",
        "entered_by",
    ],
    tail: "",
};

/// What is kept of a grant.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct GrantRow {
    pub county: String,
    pub id: Uuid,
    pub household: Uuid,
    pub village: String,
    pub seat: String,
    pub unit_name: String,
    pub class: String,
    pub since: String,
    pub until: String,
    pub way: String,
    pub house: String,
    pub name: String,
}

/// To whom: the police of the village, or a unit and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The police of the village.
    Police,
    /// A unit.
    Unit(Ref, String),
}

/// A grant as it is given.
pub struct New<'a> {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub seat: &'a Seat,
    /// The word of the class.
    pub class: &'a str,
    /// From today until this day.
    pub days: (Day, Day),
    /// `paper` or `slip`.
    pub way: &'a str,
    /// The account that wrote it down; none for a slip.
    pub by: Option<Uuid>,
}

/// Writes a grant down.
pub async fn give(conn: &mut Conn, at: &At, new: &New<'_>) -> Result<()> {
    let (seat, county, unit, name) = match new.seat {
        Seat::Police => ("police", String::new(), None, ""),
        Seat::Unit(unit, name) => ("department", unit.county.to_string(), Some(unit.id), name.as_str()),
    };
    let by = new.by.map(|account| account.to_string()).unwrap_or_default();
    let row = args![
        &at.county(),
        new.id,
        at.id,
        &at.village,
        seat,
        county,
        unit,
        name,
        new.class,
        new.days.0,
        new.days.1,
        new.way,
        by,
    ];
    conn.insert(&GRANT, &[row.to_vec()]).await
}

/// Takes one back; gives whether it held.
pub async fn end(conn: &mut Conn, at: &At, id: Uuid, today: Day) -> Result<bool> {
    Ok(conn.run(END, &args![&at.county(), at.id, id, today]).await? > 0)
}

/// Those of a household, those that hold longest first.
pub async fn of_household(conn: &mut Conn, at: &At) -> Result<Vec<GrantRow>> {
    conn.all(OF_HOUSEHOLD, &args![&at.county(), at.id]).await
}

/// Those of a unit that hold.
pub async fn of_unit(conn: &mut Conn, unit: &Ref, today: Day) -> Result<Vec<GrantRow>> {
    conn.all(OF_UNIT, &args![unit.id, today]).await
}

/// Those of the police of these villages of a county that hold.
pub async fn of_police(
    conn: &mut Conn,
    county: &PlaceCode,
    today: Day,
    villages: &[String],
) -> Result<Vec<GrantRow>> {
    conn.among(&OF_POLICE, &args![county, today], villages).await
}

/// Departments in charge of a village, to which its households may let something be seen: ref and name.
pub async fn departments(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<(String, String)>> {
    let at = |level| village.at(level).map_or_else(String::new, |place| place.to_string());
    let rows: Vec<(String, Uuid, String)> =
        conn.all(DEPARTMENTS, &args![at(Level::City), at(Level::County)]).await?;
    Ok(rows.into_iter().map(|(county, id, name)| (format!("{county}.{id}"), name)).collect())
}
