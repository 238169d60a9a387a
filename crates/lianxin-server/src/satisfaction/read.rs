//! Reading draws, frames, calls and figures. Answers are read by [`answers`] only, for `figures`.

use lianxin_domain::{ids::Ref, places::PlaceCode, satisfaction::Frame};
use uuid::Uuid;

use crate::{
    args,
    engine::{db::Conn, error::Result},
};

macro_rules! draw {
    ($where:literal) => {
        concat!(
            "SELECT county, id, name, place, frame, since, until, strata, aim, state, units, completes, drawn, statement, \
             commitment, first, second, made_by, made_by_name, witness, made_at, committed_at, drawn_at, closed_month, \
             released_month, reason, version FROM draw WHERE ",
            $where
        )
    };
}

const ONE: &str = draw!("county = $1 AND id = $2");
const LIST: &str = draw!("place >= $1 AND place < $2 AND id < $3 ORDER BY id DESC LIMIT $4");
const OPEN: &str = draw!("state = 'drawn' ORDER BY id LIMIT 50");
const CLOSED: &str =
    draw!("state = 'closed' AND closed_month < $1 AND place >= $2 AND place < $3 ORDER BY id LIMIT 50");
const ALL: &str = "SELECT village, id, '' AS cut FROM household \
     WHERE county = $1 AND village >= $2 AND village < $3 AND state = 'present' ORDER BY village, id";
/// `cut`: the tier in which the last visit was made; of several on that day, the last by name.
const REACHED: &str = "SELECT h.village, h.id, SUBSTR(MAX(v.day || v.tier), 11) AS cut FROM visit v JOIN household h ON h.county = v.county AND h.id = v.household \
     WHERE v.county = $1 AND v.village >= $2 AND v.village < $3 AND v.day >= $4 AND v.day <= $5 AND v.state = 'stands' \
     AND v.how = 'in_person' AND h.state = 'present' GROUP BY h.village, h.id ORDER BY h.village, h.id";
/// `cut`: the kind of the case that was closed last.
const CLOSED_CASES: &str = "SELECT h.village, h.id, SUBSTR(MAX(m.finished_on || m.kind), 11) AS cut FROM matter m JOIN household h ON h.county = m.county AND h.id = m.household \
     WHERE m.county = $1 AND m.village >= $2 AND m.village < $3 AND m.finished_on >= $4 AND m.finished_on <= $5 \
     AND m.stage = 'finished' AND h.state = 'present' GROUP BY h.village, h.id ORDER BY h.village, h.id";
const LAST_CASE: &str = "SELECT title FROM matter WHERE county = $1 AND household = $2 AND finished_on >= $3 AND finished_on <= $4 \
     AND stage = 'finished' ORDER BY finished_on DESC, id DESC LIMIT 1";
const LAST_VISIT: &str = "SELECT official_county, official, official_name, day FROM visit \
     WHERE county = $1 AND household = $2 AND day >= $3 AND day <= $4 AND state = 'stands' AND how = 'in_person' \
     ORDER BY day DESC, id DESC LIMIT 1";
const FRAME: &str =
    "SELECT stratum, village, units FROM draw_frame WHERE county = $1 AND draw = $2 ORDER BY n";
const SIZES: &str = "SELECT village, CAST(SUM(length(units)) AS BIGINT) AS bytes FROM draw_frame \
     WHERE county = $1 AND draw = $2 GROUP BY village ORDER BY village";
const DRAWN: &str = "SELECT household FROM draw_unit WHERE county = $1 AND draw = $2 ORDER BY n";
const UNIT: &str = "SELECT n, household, village, official, official_name, visit_day, state, attempts, held_by, held_until, stratum \
     FROM draw_unit WHERE county = $1 AND draw = $2 AND n = $3";
const HELD: &str = "SELECT n, household, village, official, official_name, visit_day, state, attempts, held_by, held_until, stratum \
     FROM draw_unit WHERE county = $1 AND draw = $2 AND held_by = $3 AND held_until > $4 LIMIT 1";
const DUE: &str = "SELECT n, household, village, official, official_name, visit_day, state, attempts, held_by, held_until, stratum \
     FROM draw_unit WHERE county = $1 AND draw = $2 AND state = 'waiting' AND due <= $3 AND held_until <= $3 \
     AND village >= $4 AND village < $5 ORDER BY due, n LIMIT 200";
const WAITING: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM draw_unit \
     WHERE county = $1 AND draw = $2 AND state = 'waiting' AND village >= $3 AND village < $4";
const OUTCOMES: &str = "SELECT substr(village, 1, 6) AS place, state, outcome, CAST(COUNT(*) AS BIGINT) AS n, \
     CAST(SUM(attempts) AS BIGINT) AS attempts FROM draw_unit WHERE county = $1 AND draw = $2 \
     GROUP BY substr(village, 1, 6), state, outcome ORDER BY substr(village, 1, 6), state, outcome";
const ANSWERS: &str = "SELECT sealed FROM draw_answer WHERE county = $1 AND draw = $2 ORDER BY id";
const FIGURES: &str = "SELECT kind, subject, measure, month, answers, share, low, high, like_share, like_low, like_high \
     FROM draw_figure WHERE county = $1 AND draw = $2 AND kind = 'place' AND subject >= $3 AND subject < $4 ORDER BY subject, measure";
const OWN: &str = "SELECT f.kind, f.subject, f.measure, f.month, f.answers, f.share, f.low, f.high, f.like_share, f.like_low, f.like_high \
     FROM draw_figure f WHERE f.subject = $1 AND f.kind = 'official' ORDER BY f.month DESC, f.draw DESC, f.measure LIMIT 60";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    ONE,
    LIST,
    OPEN,
    CLOSED,
    ALL,
    REACHED,
    CLOSED_CASES,
    LAST_CASE,
    LAST_VISIT,
    FRAME,
    SIZES,
    DRAWN,
    UNIT,
    HELD,
    DUE,
    WAITING,
    OUTCOMES,
    ANSWERS,
    FIGURES,
    OWN,
];

/// A draw.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DrawRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub place: String,
    /// A word of `Frame`.
    pub frame: String,
    pub since: String,
    pub until: String,
    /// A word of `Strata`.
    pub strata: String,
    /// JSON: the aim, and the share expected to answer.
    pub aim: String,
    /// `draft`, `committed`, `drawn`, `closed`, `released` or `withdrawn`.
    pub state: String,
    pub units: i64,
    pub completes: i64,
    pub drawn: i64,
    pub statement: String,
    pub commitment: Vec<u8>,
    /// Shown to nobody before the second secret is known.
    pub first: Vec<u8>,
    pub second: String,
    pub made_by: String,
    pub made_by_name: String,
    pub witness: String,
    pub made_at: i64,
    pub committed_at: i64,
    pub drawn_at: i64,
    pub closed_month: String,
    pub released_month: String,
    pub reason: String,
    pub version: i64,
}

impl DrawRow {
    /// Its ref.
    pub fn name_ref(&self) -> String {
        format!("{}.{}", self.county, self.id)
    }
}

/// One who was drawn.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UnitRow {
    pub n: i64,
    pub household: Uuid,
    pub village: String,
    pub official: String,
    pub official_name: String,
    pub visit_day: String,
    pub state: String,
    pub attempts: i64,
    pub held_by: String,
    pub held_until: i64,
    /// Of the statement's strata, from 0.
    pub stratum: i64,
}

/// How calling goes in a county.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OutcomeRow {
    pub place: String,
    pub state: String,
    pub outcome: String,
    pub n: i64,
    pub attempts: i64,
}

/// A released figure.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FigureRow {
    pub kind: String,
    pub subject: String,
    pub measure: String,
    pub month: String,
    pub answers: i64,
    pub share: i64,
    pub low: i64,
    pub high: i64,
    pub like_share: i64,
    pub like_low: i64,
    pub like_high: i64,
}

/// One draw.
pub async fn draw(conn: &mut Conn, name: &Ref) -> Result<Option<DrawRow>> {
    conn.maybe(ONE, &args![&name.county, name.id]).await
}

/// Draws within a place, the latest first.
pub async fn draws(conn: &mut Conn, within: &PlaceCode, before: Uuid, limit: i64) -> Result<Vec<DrawRow>> {
    conn.all(LIST, &args![within, within.upper(), before, limit + 1]).await
}

/// Draws that are being called.
pub async fn open(conn: &mut Conn) -> Result<Vec<DrawRow>> {
    conn.all(OPEN, &[]).await
}

/// Draws within a place that were closed before a month and are not released.
pub async fn closed(conn: &mut Conn, within: &PlaceCode, month: &str) -> Result<Vec<DrawRow>> {
    conn.all(CLOSED, &args![month, within, within.upper()]).await
}

/// The households of a county that lie in a place: all that are present, or those that within some days were called upon in
/// person, or had a case that was closed; each with the tier of its last visit or the kind of its last case.
pub async fn households(
    conn: &mut Conn,
    county: &PlaceCode,
    within: &PlaceCode,
    frame: Frame,
    days: (&str, &str),
) -> Result<Vec<(String, Uuid, String)>> {
    let sql = match frame {
        Frame::All => return conn.all(ALL, &args![county, within, within.upper()]).await,
        Frame::Reached => REACHED,
        Frame::Cases => CLOSED_CASES,
    };
    conn.all(sql, &args![county, within, within.upper(), days.0, days.1]).await
}

/// The title of a household's case that was closed last within some days.
pub async fn last_case(
    conn: &mut Conn,
    county: &PlaceCode,
    household: Uuid,
    days: (&str, &str),
) -> Result<Option<String>> {
    let row: Option<(String,)> = conn.maybe(LAST_CASE, &args![county, household, days.0, days.1]).await?;
    Ok(row.map(|(title,)| title))
}

/// The last visit in person to a household within some days: whose (ref and name) and on which day.
pub async fn last_visit(
    conn: &mut Conn,
    county: &PlaceCode,
    household: Uuid,
    days: (&str, &str),
) -> Result<Option<(String, String, String)>> {
    let row: Option<(String, Uuid, String, String)> =
        conn.maybe(LAST_VISIT, &args![county, household, days.0, days.1]).await?;
    Ok(row.map(|(county, official, name, day)| (format!("{county}.{official}"), name, day)))
}

/// A draw's frame: stratum, village, ids.
pub async fn frame(conn: &mut Conn, name: &Ref) -> Result<Vec<(String, String, Vec<u8>)>> {
    conn.all(FRAME, &args![&name.county, name.id]).await
}

/// How many households of the frame each village has.
pub async fn sizes(conn: &mut Conn, name: &Ref) -> Result<Vec<(String, i64)>> {
    let rows: Vec<(String, i64)> = conn.all(SIZES, &args![&name.county, name.id]).await?;
    Ok(rows.into_iter().map(|(village, bytes)| (village, bytes / 16)).collect())
}

/// Those drawn, for the replay's file only.
pub async fn drawn(conn: &mut Conn, name: &Ref) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = conn.all(DRAWN, &args![&name.county, name.id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// One who was drawn.
pub async fn unit(conn: &mut Conn, draw: &Ref, n: i64) -> Result<Option<UnitRow>> {
    conn.maybe(UNIT, &args![&draw.county, draw.id, n]).await
}

/// Who is in an account's hands.
pub async fn held(conn: &mut Conn, draw: &Ref, account: Uuid, now: i64) -> Result<Option<UnitRow>> {
    conn.maybe(HELD, &args![&draw.county, draw.id, account.to_string(), now]).await
}

/// Who can be called now within a place, two hundred at most.
pub async fn due(conn: &mut Conn, draw: &Ref, now: i64, within: &PlaceCode) -> Result<Vec<UnitRow>> {
    conn.all(DUE, &args![&draw.county, draw.id, now, within, within.upper()]).await
}

/// How many within a place are not called to the end.
pub async fn waiting(conn: &mut Conn, draw: &Ref, within: &PlaceCode) -> Result<i64> {
    let (n,): (i64,) = conn.one(WAITING, &args![&draw.county, draw.id, within, within.upper()]).await?;
    Ok(n)
}

/// How calling goes, by county.
pub async fn outcomes(conn: &mut Conn, draw: &Ref) -> Result<Vec<OutcomeRow>> {
    conn.all(OUTCOMES, &args![&draw.county, draw.id]).await
}

/// The sealed answers of a draw.
pub async fn answers(conn: &mut Conn, draw: &Ref) -> Result<Vec<Vec<u8>>> {
    let rows: Vec<(Vec<u8>,)> = conn.all(ANSWERS, &args![&draw.county, draw.id]).await?;
    Ok(rows.into_iter().map(|(sealed,)| sealed).collect())
}

/// The released figures of a draw about places within one.
pub async fn figures(conn: &mut Conn, draw: &Ref, within: &PlaceCode) -> Result<Vec<FigureRow>> {
    conn.all(FIGURES, &args![&draw.county, draw.id, within, within.upper()]).await
}

/// An official's own released figures.
pub async fn own(conn: &mut Conn, official: &Ref) -> Result<Vec<FigureRow>> {
    conn.all(OWN, &args![official.to_string()]).await
}
