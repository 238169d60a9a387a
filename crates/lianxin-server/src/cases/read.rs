//! Reading cases. Words and households leave this room by `routes::show` alone, through `access::reveal`.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use super::row::MatterRow;
use crate::{
    args,
    engine::{
        ask::Among,
        db::Conn,
        error::{Error, Result},
        value::Value,
    },
};

/// A whole case.
macro_rules! row {
    ($where:literal) => {
        concat!(
            "SELECT county, id, village, household, title, words, theme, heard, kind, urgent, wanted_by, office, resident, rung, owner_county, \
             owner, owner_name, allowed, used, since, spent, due, round, pending, closed_by, asked_on, asked_tries, answered, stage, \
             raised, version, finished_on, merged_into, recurrence_of, parts, handler_county, handler, handler_name, cost_planned, \
             cost_spent, funds FROM matter WHERE ",
            $where
        )
    };
}

const ONE: &str = row!("county = $1 AND id = $2");
const OVERDUE: &str = row!(
    "stage = 'open' AND due < $1 AND rung <> 'city' AND merged_into IS NULL AND (due, id) > ($2, $3) \
     ORDER BY due, id LIMIT $4"
);
const LONG_ASKED: &str = row!(
    "resident = 'asked' AND stage = 'asked' AND asked_on <= $1 AND asked_tries >= 2 \
     AND (asked_on, id) > ($2, $3) ORDER BY asked_on, id LIMIT $4"
);

macro_rules! line {
    ($where:expr) => {
        concat!(
            "SELECT m.county, m.id, m.village, COALESCE(p.name, '') AS village_name, m.title, m.theme, m.kind, m.urgent, m.office, \
             m.resident, m.rung, m.owner_name, m.turn, m.pending, m.stage, m.due, m.round, m.raised, m.version, m.changed_at, \
             m.brought, m.need, m.parts, m.handler, m.cost_planned, m.cost_spent, m.funds FROM matter m LEFT JOIN place p ON p.code = m.village AND p.until = '9999-12-31' WHERE ",
            $where
        )
    };
}

pub(super) use line;

/// `$1` stage, `$2` an upper bound of the last day, `$3` theme or nothing, `$4` and `$5` the last line's key, `$6` how many. For one
/// theme there are statements of their own, as it has an order of its own.
macro_rules! list {
    ($theme:literal, $within:literal) => {
        line!(concat!(
            "m.stage = $1 AND m.due < $2 AND ",
            $theme,
            " AND (m.merged_into IS NULL OR m.stage <> 'open') AND (m.due, m.id) > ($4, $5) AND ",
            $within,
            " ORDER BY m.due, m.id LIMIT $6"
        ))
    };
}
/// Of all themes, and of one.
macro_rules! lists {
    ($within:literal) => {
        [list!("($3 = '' OR m.theme = $3)", $within), list!("m.theme = $3", $within)]
    };
}
/// By villages, as no index of theirs leads SQLite away from the one that gives the order.
const OF_CITY: [&str; 2] = lists!("m.village >= $7 AND m.village < $8");
const OF_COUNTY: [&str; 2] = lists!("m.county = $7");
const OF_TOWNSHIP: [&str; 2] = lists!("m.county = $7 AND m.township = $8");
const OF_VILLAGE: [&str; 2] = lists!("m.county = $7 AND m.village = $8");
const OF_UNIT: [&str; 2] = lists!("m.turn = $7 AND m.village >= $8 AND m.village < $9");
/// Cases of a county in which a unit has a part, by their ids.
const OF_PARTS: Among = Among {
    sql: line!(
        "m.stage = $1 AND m.due < $2 AND ($3 = '' OR m.theme = $3) AND m.merged_into IS NULL AND (m.due, m.id) > ($4, $5) \
         AND m.village >= $7 AND m.village < $8 AND m.county = $9 AND m.id IN ({ids}) ORDER BY m.due, m.id LIMIT $6"
    ),
    before: 9,
};
const OF_VILLAGES: Among = Among {
    sql: line!(
        "m.county = $1 AND m.changed_at > $2 AND m.village IN ({ids}) ORDER BY m.changed_at DESC, m.id LIMIT 200"
    ),
    before: 2,
};
const WHOLE: Among = Among { sql: row!("county = $1 AND id IN ({ids}) ORDER BY id DESC"), before: 1 };
const LINES: Among = Among { sql: line!("m.county = $1 AND m.id IN ({ids}) ORDER BY m.id DESC"), before: 1 };
const BROUGHT: &str = line!(
    "m.brought = $1 AND m.brought_county = $2 AND m.changed_at > $3 ORDER BY m.changed_at DESC, m.id LIMIT 200"
);
const HANDLED: &str = line!(
    "m.handler = $1 AND m.handler_county = $2 AND m.changed_at > $3 ORDER BY m.changed_at DESC, m.id LIMIT 200"
);
macro_rules! board {
    ($from:literal) => {
        concat!(
            "SELECT d.office, CAST(CASE WHEN d.due < $1 THEN 1 ELSE 0 END AS BIGINT) AS overdue, CAST(SUM(d.n) AS BIGINT) AS n FROM ",
            $from,
            " GROUP BY d.office, CASE WHEN d.due < $1 THEN 1 ELSE 0 END ORDER BY d.office, overdue"
        )
    };
}

/// `$1` today.
const BOARD: &str = board!("matter_due d WHERE d.county = $2 AND d.place = $3");
/// By its counties.
const BOARD_OF_CITY: &str = board!(
    "(SELECT DISTINCT code FROM place WHERE level = 'county' AND code >= $2 AND code < $3) c \
     JOIN matter_due d ON d.county = c.code AND d.place = c.code"
);
const BOARD_OF_VILLAGE: &str = "SELECT office, CAST(CASE WHEN due < $3 THEN 1 ELSE 0 END AS BIGINT) AS overdue, COUNT(*) AS n FROM matter \
     WHERE county = $1 AND village = $2 AND stage IN ('open', 'asked') AND (merged_into IS NULL OR stage <> 'open') \
     GROUP BY office, CASE WHEN due < $3 THEN 1 ELSE 0 END ORDER BY office, overdue";
const MEMBERS: &str = row!("county = $1 AND merged_into = $2 ORDER BY id LIMIT 200");
const NEED: &str = "SELECT n.village, n.household, n.words, n.state, v.official_county, v.official, v.tier FROM need n \
     JOIN visit v ON v.county = n.county AND v.id = n.visit WHERE n.county = $1 AND n.id = $2";
const OF_NEED: &str = "SELECT id FROM matter WHERE county = $1 AND need = $2";
const UNIT: &str =
    "SELECT county, id, name, kind, place FROM unit WHERE county = $1 AND id = $2 AND until = '9999-12-31'";
const GOVERNMENT: &str = "SELECT county, id, name, kind, place FROM unit \
     WHERE place = $1 AND until = '9999-12-31' AND kind = 'township_government' ORDER BY name, id LIMIT 1";
const UNITS_OF: &str = "SELECT county, id, name, kind, place FROM unit WHERE place IN ($1, $2, $3) AND until = '9999-12-31' \
     ORDER BY kind, name, id LIMIT 300";
const OFFICIAL: &str =
    "SELECT name FROM official WHERE county = $1 AND id = $2 AND unit = $3 AND left_on = '9999-12-31'";
const OFFICIALS: &str = "SELECT county, id, name, post FROM official WHERE left_on = '9999-12-31' AND place = $1 AND unit = $2 \
     ORDER BY name_key, id LIMIT 300";
const STEPS: &str = "SELECT n, at, day, act, by_name, unit, words, detail FROM case_step \
     WHERE county = $1 AND matter = $2 ORDER BY n DESC LIMIT 200";
const PROMISED: &str = "SELECT p.words, p.due, p.state, p.kept_on, p.official_name FROM matter m \
     JOIN need n ON n.county = m.county AND n.id = m.need JOIN promise p ON p.county = n.county AND p.visit = n.visit \
     WHERE m.county = $1 AND m.id = $2 AND p.state <> 'withdrawn' ORDER BY p.due, p.id LIMIT 20";
const WORDS: &str = "SELECT day, word, reason, call_me, private FROM resident_word \
     WHERE county = $1 AND matter = $2 ORDER BY id DESC LIMIT 20";
const NEAR: &str = "SELECT id, title, words, stage, raised, owner FROM matter WHERE county = $1 AND village = $2 AND changed_at > $3 \
     AND raised >= $4 AND id <> $5 ORDER BY changed_at DESC, id LIMIT 500";
const SLIP: &str = "SELECT county, matter, household, digest FROM slip WHERE digest = $1 AND expires > $2";
const BY_CODE: &str = "SELECT county, matter, household, digest FROM slip \
     WHERE county = $1 AND short_code = $2 AND expires > $3 ORDER BY digest LIMIT 1";
const WORKED: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM case_step \
     WHERE county = $1 AND matter = $2 AND by_account = $3 AND unit <> ''";
const PRINTED: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM slip WHERE county = $1 AND matter = $2 AND made_by = $3";
const OF_HOUSEHOLD: &str = row!("county = $1 AND household = $2 ORDER BY id DESC");

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    ONE,
    OVERDUE,
    LONG_ASKED,
    OF_CITY[0],
    OF_CITY[1],
    OF_COUNTY[0],
    OF_COUNTY[1],
    OF_TOWNSHIP[0],
    OF_TOWNSHIP[1],
    OF_VILLAGE[0],
    OF_VILLAGE[1],
    OF_UNIT[0],
    OF_UNIT[1],
    BROUGHT,
    HANDLED,
    BOARD,
    BOARD_OF_CITY,
    BOARD_OF_VILLAGE,
    NEED,
    OF_NEED,
    UNIT,
    GOVERNMENT,
    UNITS_OF,
    OFFICIAL,
    OFFICIALS,
    STEPS,
    PROMISED,
    WORDS,
    NEAR,
    SLIP,
    OF_HOUSEHOLD,
    WORKED,
    PRINTED,
    MEMBERS,
    BY_CODE,
];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[OF_VILLAGES, OF_PARTS, WHOLE, LINES];

/// A case in a list: neither words nor household.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LineRow {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub village_name: String,
    pub title: String,
    pub theme: String,
    pub kind: String,
    pub urgent: i64,
    pub office: String,
    pub resident: String,
    pub rung: String,
    pub owner_name: String,
    pub turn: Option<Uuid>,
    pub pending: String,
    pub stage: String,
    pub due: String,
    pub round: i64,
    pub raised: String,
    pub version: i64,
    pub changed_at: i64,
    pub brought: Option<Uuid>,
    pub need: Option<Uuid>,
    pub parts: String,
    pub handler: Option<Uuid>,
    pub cost_planned: i64,
    pub cost_spent: i64,
    pub funds: String,
}

/// What a list is asked for.
pub struct Wanted<'a> {
    /// `open`, `asked` or `finished`.
    pub stage: &'a str,
    /// Only what was due before this day.
    pub due_before: Option<Day>,
    /// A theme, or nothing.
    pub theme: &'a str,
    /// The last line's last day and id.
    pub after: (&'a str, Uuid),
    /// Lines.
    pub limit: i64,
}

impl Wanted<'_> {
    /// The first six arguments of a list.
    pub fn args(&self) -> Vec<Value> {
        let before = self.due_before.map_or_else(|| ":".to_owned(), |day| day.to_string());
        args![self.stage, before, self.theme, self.after.0, self.after.1, self.limit + 1].to_vec()
    }

    /// The lines within a place or unit: by the statement for all themes, or for one.
    async fn lines(
        &self,
        conn: &mut Conn,
        [of_all, of_theme]: [&'static str; 2],
        within: &[Value],
    ) -> Result<Vec<LineRow>> {
        let sql = if self.theme.is_empty() { of_all } else { of_theme };
        conn.all(sql, &[&self.args(), within].concat()).await
    }
}

/// Cases of a place by their last day; up to one more than wanted.
pub async fn of_place(conn: &mut Conn, place: &PlaceCode, wanted: &Wanted<'_>) -> Result<Vec<LineRow>> {
    let county = place.owner();
    match place.level() {
        Level::City => wanted.lines(conn, OF_CITY, &args![place, place.upper()]).await,
        Level::County => wanted.lines(conn, OF_COUNTY, &args![place]).await,
        Level::Township => wanted.lines(conn, OF_TOWNSHIP, &args![&county, place]).await,
        Level::Village => wanted.lines(conn, OF_VILLAGE, &args![&county, place]).await,
    }
}

/// Cases of a place in which it is a unit's move.
pub async fn of_unit(
    conn: &mut Conn,
    unit: Uuid,
    place: &PlaceCode,
    wanted: &Wanted<'_>,
) -> Result<Vec<LineRow>> {
    wanted.lines(conn, OF_UNIT, &args![unit, place, place.upper()]).await
}

/// Cases of a county by their ids, as far as they are wanted of a place.
pub async fn of_parts(
    conn: &mut Conn,
    county: &str,
    ids: &[Uuid],
    place: &PlaceCode,
    wanted: &Wanted<'_>,
) -> Result<Vec<LineRow>> {
    let mut args = wanted.args();
    args.extend(args![place, place.upper(), county]);
    conn.among(&OF_PARTS, &args, ids).await
}

/// Cases of these villages of a county that changed since an instant, the latest first, 200 at the most.
pub async fn of_villages(
    conn: &mut Conn,
    county: &PlaceCode,
    since: i64,
    villages: &[String],
) -> Result<Vec<LineRow>> {
    conn.among(&OF_VILLAGES, &args![county, since], villages).await
}

/// Cases that an official brought, changed since an instant, the latest first, 200 at the most.
pub async fn brought(conn: &mut Conn, official: &Ref, since: i64) -> Result<Vec<LineRow>> {
    conn.all(BROUGHT, &args![official.id, &official.county, since]).await
}

/// Cases on which an official works, changed since an instant, the latest first, 200 at the most.
pub async fn handled(conn: &mut Conn, official: &Ref, since: i64) -> Result<Vec<LineRow>> {
    conn.all(HANDLED, &args![official.id, &official.county, since]).await
}

/// Unfinished cases of a place: office state, whether overdue, how many.
pub async fn board(conn: &mut Conn, place: &PlaceCode, today: Day) -> Result<Vec<(String, i64, i64)>> {
    let county = place.owner();
    match place.level() {
        Level::City => conn.all(BOARD_OF_CITY, &args![today, place, place.upper()]).await,
        Level::Village => conn.all(BOARD_OF_VILLAGE, &args![&county, place, today]).await,
        Level::County | Level::Township => conn.all(BOARD, &args![today, &county, place]).await,
    }
}

/// One case.
pub async fn one(conn: &mut Conn, name: &Ref) -> Result<Option<MatterRow>> {
    conn.maybe(ONE, &args![&name.county, name.id]).await
}

/// Cases that the office handles together with this one, 200 at the most.
pub async fn members(conn: &mut Conn, county: &str, lead: Uuid) -> Result<Vec<MatterRow>> {
    conn.all(MEMBERS, &args![county, lead]).await
}

/// Cases of a household, the latest first.
pub async fn of_household(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<Vec<MatterRow>> {
    conn.all(OF_HOUSEHOLD, &args![county, household]).await
}

/// Cases whose time is over, after a key.
pub async fn overdue(conn: &mut Conn, today: Day, after: (&str, Uuid), limit: i64) -> Result<Vec<MatterRow>> {
    conn.all(OVERDUE, &args![today, after.0, after.1, limit]).await
}

/// Cases whose household was last asked on that day or before, and several times, after a key.
pub async fn long_asked(
    conn: &mut Conn,
    until: Day,
    after: (&str, Uuid),
    limit: i64,
) -> Result<Vec<MatterRow>> {
    conn.all(LONG_ASKED, &args![until, after.0, after.1, limit]).await
}

/// A need, and who heard it.
#[derive(Debug, sqlx::FromRow)]
pub struct NeedRow {
    pub village: String,
    pub household: Option<Uuid>,
    pub words: String,
    pub state: String,
    pub official_county: String,
    pub official: Uuid,
    pub tier: String,
}

/// A need.
pub async fn need(conn: &mut Conn, name: &Ref) -> Result<Option<NeedRow>> {
    conn.maybe(NEED, &args![&name.county, name.id]).await
}

/// The case of a need.
pub async fn of_need(conn: &mut Conn, name: &Ref) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = conn.maybe(OF_NEED, &args![&name.county, name.id]).await?;
    Ok(found.map(|(id,)| id))
}

/// A unit as far as cases go.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UnitRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub place: String,
}

impl UnitRow {
    /// Its ref.
    pub fn name_ref(&self) -> Result<Ref> {
        Ok(Ref { county: self.county.parse().map_err(Error::internal)?, id: self.id })
    }
}

/// A unit that there is today.
pub async fn unit(conn: &mut Conn, name: &Ref) -> Result<Option<UnitRow>> {
    conn.maybe(UNIT, &args![&name.county, name.id]).await
}

/// The government of a township.
pub async fn government(conn: &mut Conn, township: &PlaceCode) -> Result<Option<UnitRow>> {
    conn.maybe(GOVERNMENT, &args![township]).await
}

/// Units whose place contains the village.
pub async fn units_of(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<UnitRow>> {
    let at = |level| village.at(level).map_or_else(String::new, |place| place.to_string());
    conn.all(UNITS_OF, &args![at(Level::City), at(Level::County), at(Level::Township)]).await
}

/// The name of an official of a unit today.
pub async fn official(conn: &mut Conn, unit: &Ref, official: &Ref) -> Result<Option<String>> {
    let found: Option<(String,)> =
        conn.maybe(OFFICIAL, &args![&official.county, official.id, unit.id]).await?;
    Ok(found.map(|(name,)| name))
}

/// An official of a unit.
#[derive(Debug, sqlx::FromRow)]
pub struct OfficialRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub post: String,
}

/// Officials of a unit today, 300 at the most.
pub async fn officials(conn: &mut Conn, unit: &UnitRow) -> Result<Vec<OfficialRow>> {
    conn.all(OFFICIALS, &args![&unit.place, unit.id]).await
}

/// A step.
#[derive(Debug, sqlx::FromRow)]
pub struct StepRow {
    pub n: i64,
    pub at: i64,
    pub day: String,
    pub act: String,
    pub by_name: String,
    pub unit: String,
    pub words: String,
    pub detail: String,
}

/// The last 200 steps of a case, the latest first.
pub async fn steps(conn: &mut Conn, name: &Ref) -> Result<Vec<StepRow>> {
    conn.all(STEPS, &args![&name.county, name.id]).await
}

/// A promise that was made when a need was heard.
#[derive(Debug, sqlx::FromRow)]
pub struct PromiseRow {
    pub words: String,
    pub due: String,
    pub state: String,
    pub kept_on: String,
    pub official_name: String,
}

/// Promises that were made when the case's need was heard and that stand, by their last day.
pub async fn promised(conn: &mut Conn, name: &Ref) -> Result<Vec<PromiseRow>> {
    conn.all(PROMISED, &args![&name.county, name.id]).await
}

/// What a household said.
#[derive(Debug, sqlx::FromRow)]
pub struct WordRow {
    pub day: String,
    pub word: String,
    pub reason: String,
    pub call_me: i64,
    pub private: i64,
}

/// The last 20 words of the household, the latest first.
pub async fn words(conn: &mut Conn, name: &Ref) -> Result<Vec<WordRow>> {
    conn.all(WORDS, &args![&name.county, name.id]).await
}

/// A case that may be like another.
#[derive(Debug, sqlx::FromRow)]
pub struct NearRow {
    pub id: Uuid,
    pub title: String,
    pub words: String,
    pub stage: String,
    pub raised: String,
    pub owner: Option<Uuid>,
}

/// Other cases of the village raised since a day, of which the last changed 500 are compared.
pub async fn near(conn: &mut Conn, row: &MatterRow, since: Day, since_at: i64) -> Result<Vec<NearRow>> {
    conn.all(NEAR, &args![&row.county, &row.village, since_at, since, row.id]).await
}

/// A slip that holds.
#[derive(Debug, sqlx::FromRow)]
pub struct SlipRow {
    pub county: String,
    pub matter: Uuid,
    pub household: Option<Uuid>,
    pub digest: Vec<u8>,
}

/// The slip of a token, by its digest.
pub async fn slip(conn: &mut Conn, digest: Vec<u8>, now: i64) -> Result<Option<SlipRow>> {
    conn.maybe(SLIP, &args![digest, now]).await
}

/// The slip of the digits on its paper, within a county.
pub async fn by_code(conn: &mut Conn, county: &PlaceCode, code: &str, now: i64) -> Result<Option<SlipRow>> {
    conn.maybe(BY_CODE, &args![county, code, now]).await
}

/// Whether an account has worked on a case in a unit's name.
pub async fn has_worked(conn: &mut Conn, name: &Ref, account: Uuid) -> Result<bool> {
    let (n,): (i64,) = conn.one(WORKED, &args![&name.county, name.id, account.to_string()]).await?;
    Ok(n > 0)
}

/// Whether an account has printed a slip of a case.
pub async fn has_printed(conn: &mut Conn, name: &Ref, account: Uuid) -> Result<bool> {
    let (n,): (i64,) = conn.one(PRINTED, &args![&name.county, name.id, account.to_string()]).await?;
    Ok(n > 0)
}

/// These cases of a county, the latest first.
pub async fn whole(conn: &mut Conn, county: &PlaceCode, ids: &[Uuid]) -> Result<Vec<MatterRow>> {
    conn.among(&WHOLE, &args![county], ids).await
}

/// The same as lines.
pub async fn lines(conn: &mut Conn, county: &PlaceCode, ids: &[Uuid]) -> Result<Vec<LineRow>> {
    conn.among(&LINES, &args![county], ids).await
}
