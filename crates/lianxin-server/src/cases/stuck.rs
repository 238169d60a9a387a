//! Reading what is stuck: by reference, township and state, never by title, words or household.

use lianxin_domain::{
    day::Day,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use crate::{
    args,
    engine::{db::Conn, error::Result, value::Value},
};

/// Cases that are counted at the most, of each kind.
const COUNTED: i64 = 1000;

/// Why a case is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Past its last day.
    Late,
    /// Gone up, and taken on by nobody.
    Unclaimed,
    /// It waits for a second reader.
    Reading,
    /// Another unit's part is past its day.
    Part,
    /// The office has done its part, and nobody has asked the household.
    Unasked,
}

impl Kind {
    /// All of them.
    pub const ALL: &'static [Kind] = &[Kind::Late, Kind::Unclaimed, Kind::Reading, Kind::Part, Kind::Unasked];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Late => "late",
            Kind::Unclaimed => "unclaimed",
            Kind::Reading => "reading",
            Kind::Part => "part",
            Kind::Unasked => "unasked",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// Of each kind, in the order of [`Kind::ALL`]: cases of a place (`$1` and `$2`), by their last day; `$3` a day or instant, where one matters, `$4` and
/// `$5` the last line's key, `$6` how many.
macro_rules! stuck {
    ($within:literal, $($where:literal),*) => {
        [$(concat!(
            "SELECT k.county, k.id, l.township, COALESCE(p.name, '') AS township_name, l.theme, l.office, l.resident, l.rung, \
             l.owner_name, l.pending, l.parts, l.parts_due, l.due FROM (SELECT m.county, m.id, m.due FROM matter m WHERE ",
            $within, " AND ", $where, " AND (m.due, m.id) > ($4, $5) ORDER BY m.due, m.id LIMIT $6) k \
             JOIN matter l ON l.county = k.county AND l.id = k.id \
             LEFT JOIN place p ON p.code = l.township AND p.until = '9999-12-31' ORDER BY k.due, k.id"
        )),*]
    };
}
/// How many there are; `$4` the most that is counted.
macro_rules! counted {
    ($within:literal, $($where:literal),*) => {
        [$(concat!(
            "SELECT COUNT(*) AS n FROM (SELECT m.id FROM matter m WHERE ", $within, " AND ", $where, " LIMIT $4) counted"
        )),*]
    };
}
/// What is asked of each kind, in a place. The second bound of `parts_due` is that of its index, which is not taken without.
macro_rules! kinds {
    ($how:ident, $within:literal) => {
        $how!(
            $within,
            "m.stage = 'open' AND m.merged_into IS NULL AND m.due < $3",
            "m.stage = 'open' AND m.merged_into IS NULL AND m.office = 'received' AND m.rung IN ('county', 'city') \
             AND $3 <> ''",
            "m.stage = 'open' AND m.merged_into IS NULL AND m.turn IS NULL AND m.office IN ('accepted', 'in_progress') \
             AND $3 <> ''",
            "m.stage = 'open' AND m.merged_into IS NULL AND m.parts_due < $3 AND m.parts_due < '9999-12-31'",
            "m.stage = 'asked' AND m.resident = 'unasked' AND m.changed_at < $3"
        )
    };
}

/// A city's by villages, as no index of theirs leads SQLite away from the kind's own.
const OF_CITY: [&str; 5] = kinds!(stuck, "m.village >= $1 AND m.village < $2");
const OF_COUNTY: [&str; 5] = kinds!(stuck, "m.county = $1 AND m.county < $2");
const OF_TOWNSHIP: [&str; 5] = kinds!(stuck, "m.county = $1 AND m.township = $2");
const CITY_N: [&str; 5] = kinds!(counted, "m.village >= $1 AND m.village < $2");
const COUNTY_N: [&str; 5] = kinds!(counted, "m.county = $1 AND m.county < $2");
const TOWNSHIP_N: [&str; 5] = kinds!(counted, "m.county = $1 AND m.township = $2");

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] =
    [OF_CITY, OF_COUNTY, OF_TOWNSHIP, CITY_N, COUNTY_N, TOWNSHIP_N].as_flattened();

/// A case that is stuck.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StuckRow {
    pub county: String,
    pub id: Uuid,
    pub township: String,
    pub township_name: String,
    pub theme: String,
    pub office: String,
    pub resident: String,
    pub rung: String,
    pub owner_name: String,
    pub pending: String,
    pub parts: String,
    pub parts_due: String,
    pub due: String,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Why it is stuck.
    pub kind: Kind,
    /// Today.
    pub today: Day,
    /// The instant before which it last changed, where that is what matters.
    pub changed_before: i64,
    /// The last line's last day and id.
    pub after: (&'a str, Uuid),
    /// Lines.
    pub limit: i64,
}

impl Wanted<'_> {
    fn place(&self, place: &PlaceCode) -> Vec<Value> {
        let bound = match self.kind {
            Kind::Unasked => Value::from(self.changed_before),
            _ => Value::from(self.today),
        };
        let (from, to) = match place.level() {
            Level::City | Level::County => (place.clone(), place.upper()),
            Level::Township | Level::Village => (place.owner(), place.to_string()),
        };
        let mut args = args![&from, to].to_vec();
        args.push(bound);
        args
    }

    /// The statement of the kind, by the place's level.
    fn of(&self, place: &PlaceCode, all: [[&'static str; 5]; 3]) -> &'static str {
        let [city, county, township] = all;
        let level = match place.level() {
            Level::City => city,
            Level::County => county,
            Level::Township | Level::Village => township,
        };
        match self.kind {
            Kind::Late => level[0],
            Kind::Unclaimed => level[1],
            Kind::Reading => level[2],
            Kind::Part => level[3],
            Kind::Unasked => level[4],
        }
    }
}

/// Cases of a place that are stuck, by their last day; one more than wanted.
pub async fn of_place(conn: &mut Conn, place: &PlaceCode, wanted: &Wanted<'_>) -> Result<Vec<StuckRow>> {
    let sql = wanted.of(place, [OF_CITY, OF_COUNTY, OF_TOWNSHIP]);
    let mut args = wanted.place(place);
    args.extend(args![wanted.after.0, wanted.after.1, wanted.limit + 1]);
    conn.all(sql, &args).await
}

/// How many there are, up to a thousand.
pub async fn count(conn: &mut Conn, place: &PlaceCode, wanted: &Wanted<'_>) -> Result<i64> {
    let sql = wanted.of(place, [CITY_N, COUNTY_N, TOWNSHIP_N]);
    let mut args = wanted.place(place);
    args.push(COUNTED.into());
    let (n,): (i64,) = conn.one(sql, &args).await?;
    Ok(n)
}
