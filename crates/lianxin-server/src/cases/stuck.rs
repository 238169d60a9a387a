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

/// `$1` and `$2` county from and below, `$3` and `$4` township from and below, `$5` a day or instant, `$6` and `$7` the last
/// line's key, `$8` how many.
macro_rules! stuck {
    ($where:literal) => {
        concat!(
            "SELECT m.county, m.id, m.township, COALESCE(p.name, '') AS township_name, m.theme, m.office, m.resident, m.rung, \
             m.owner_name, m.pending, m.parts, m.parts_due, m.due FROM matter m LEFT JOIN place p ON p.code = m.township AND p.until = '9999-12-31' \
             WHERE m.county >= $1 AND m.county < $2 AND m.township >= $3 AND m.township < $4 AND ",
            $where,
            " AND (m.due, m.id) > ($6, $7) ORDER BY m.due, m.id LIMIT $8"
        )
    };
}
macro_rules! counted {
    ($where:literal) => {
        concat!(
            "SELECT COUNT(*) AS n FROM (SELECT m.id FROM matter m WHERE m.county >= $1 AND m.county < $2 AND m.township >= $3 \
             AND m.township < $4 AND ",
            $where,
            " LIMIT $6) counted"
        )
    };
}

const LATE: &str = stuck!("m.stage = 'open' AND m.merged_into IS NULL AND m.due < $5");
const UNCLAIMED: &str = stuck!(
    "m.stage = 'open' AND m.merged_into IS NULL AND m.office = 'received' AND m.rung IN ('county', 'city') AND m.raised <= $5"
);
const READING: &str = stuck!(
    "m.stage = 'open' AND m.merged_into IS NULL AND m.turn IS NULL AND m.office IN ('accepted', 'in_progress') AND m.raised <= $5"
);
const PART: &str = stuck!("m.stage = 'open' AND m.merged_into IS NULL AND m.parts_due < $5");
const UNASKED: &str = stuck!("m.stage = 'asked' AND m.resident = 'unasked' AND m.changed_at < $5");
const LATE_N: &str = counted!("m.stage = 'open' AND m.merged_into IS NULL AND m.due < $5");
const UNCLAIMED_N: &str = counted!(
    "m.stage = 'open' AND m.merged_into IS NULL AND m.office = 'received' AND m.rung IN ('county', 'city') AND m.raised <= $5"
);
const READING_N: &str = counted!(
    "m.stage = 'open' AND m.merged_into IS NULL AND m.turn IS NULL AND m.office IN ('accepted', 'in_progress') AND m.raised <= $5"
);
const PART_N: &str = counted!("m.stage = 'open' AND m.merged_into IS NULL AND m.parts_due < $5");
const UNASKED_N: &str = counted!("m.stage = 'asked' AND m.resident = 'unasked' AND m.changed_at < $5");

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] =
    &[LATE, UNCLAIMED, READING, PART, UNASKED, LATE_N, UNCLAIMED_N, READING_N, PART_N, UNASKED_N];

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
        let county = match place.level() {
            Level::City => place.clone(),
            _ => place.owner(),
        };
        let bound = match self.kind {
            Kind::Unasked => Value::from(self.changed_before),
            _ => Value::from(self.today),
        };
        let mut args = args![&county, county.upper(), place, place.upper()].to_vec();
        args.push(bound);
        args
    }
}

/// Cases of a place that are stuck, by their last day; one more than wanted.
pub async fn of_place(conn: &mut Conn, place: &PlaceCode, wanted: &Wanted<'_>) -> Result<Vec<StuckRow>> {
    let sql = match wanted.kind {
        Kind::Late => LATE,
        Kind::Unclaimed => UNCLAIMED,
        Kind::Reading => READING,
        Kind::Part => PART,
        Kind::Unasked => UNASKED,
    };
    let mut args = wanted.place(place);
    args.extend(args![wanted.after.0, wanted.after.1, wanted.limit + 1]);
    conn.all(sql, &args).await
}

/// How many there are, up to a thousand.
pub async fn count(conn: &mut Conn, place: &PlaceCode, wanted: &Wanted<'_>) -> Result<i64> {
    let sql = match wanted.kind {
        Kind::Late => LATE_N,
        Kind::Unclaimed => UNCLAIMED_N,
        Kind::Reading => READING_N,
        Kind::Part => PART_N,
        Kind::Unasked => UNASKED_N,
    };
    let mut args = wanted.place(place);
    args.push(COUNTED.into());
    let (n,): (i64,) = conn.one(sql, &args).await?;
    Ok(n)
}
