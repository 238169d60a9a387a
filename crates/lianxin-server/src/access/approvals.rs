//! What nobody may look at alone: the questions, who agreed, and what holds now. The rules are
//! `lianxin_domain::access::approval`'s.

use lianxin_domain::{
    access::{
        Right, Role, Target,
        approval::{HABIT_DAYS, Kind, Question, State, Voice, is_habit},
        decide,
    },
    ids::Ref,
    places::PlaceCode,
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        act::{Act, Actor},
        ask::Among,
        db::{Conn, Insert},
        error::{Error, Result, codes},
        value::Value,
    },
};

macro_rules! question {
    ($which:literal) => {
        concat!(
            "SELECT a.county, a.id, a.kind, a.place, COALESCE(p.name, a.place) AS place_name, a.household, a.detail, a.persons, \
             a.reason, a.account, a.name, a.role, a.unit, a.unit_name, a.at, a.day, a.state, a.settled_at \
             FROM approval a LEFT JOIN place p ON p.code = a.place AND p.until = '9999-12-31' WHERE ",
            $which
        )
    };
}

const ONE: &str = question!("a.county = $1 AND a.id = $2");
const OWN: &str = question!("a.account = $1 AND a.id < $2 ORDER BY a.id DESC LIMIT $3");
const WAITING: &str = question!(
    "a.state = 'waiting' AND a.at > $1 AND a.place >= $2 AND a.place < $3 AND a.account <> $4 AND a.id < $5 \
     ORDER BY a.id DESC LIMIT $6"
);
const HOLDING: &str = question!(
    "a.account = $1 AND a.at > $2 AND a.kind = $3 AND a.county = $4 AND a.household = $5 AND a.state = 'granted' \
     ORDER BY a.id DESC LIMIT 20"
);
const OF_ACCOUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM approval \
     WHERE account = $1 AND kind = 'glass' AND (state = 'granted' AND settled_at > $2 OR state = 'waiting' AND at > $3)";
const OF_UNIT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM approval \
     WHERE unit = $1 AND kind = 'glass' AND (state = 'granted' AND settled_at > $2 OR state = 'waiting' AND at > $3)";
const PUBLIC: &str = "SELECT a.county, COALESCE(p.name, a.county) AS name, SUBSTR(a.day, 1, 7) AS month, a.state, \
     CAST(COUNT(*) AS BIGINT) AS n FROM approval a LEFT JOIN place p ON p.code = a.county AND p.until = '9999-12-31' \
     WHERE a.kind = 'glass' AND a.day >= $1 GROUP BY a.county, COALESCE(p.name, a.county), SUBSTR(a.day, 1, 7), a.state \
     ORDER BY SUBSTR(a.day, 1, 7) DESC, a.county, a.state";
const HOLD: &str = "UPDATE approval SET state = state WHERE county = $1 AND id = $2";
const SETTLE: &str =
    "UPDATE approval SET state = $3, settled_at = $4 WHERE county = $1 AND id = $2 AND state = 'waiting'";
/// The household's own words may stand in why it was to be looked at, and in what others said to that.
const BLANK: &str = "UPDATE approval SET reason = '' WHERE county = $1 AND household = $2";
const BLANK_VOICES: &str = "UPDATE approval_voice SET words = '' WHERE county = $1 \
     AND approval IN (SELECT id FROM approval WHERE county = $1 AND household = $2)";
const OFFICE_OF: &str =
    "SELECT u.id, u.name FROM official o JOIN unit u ON u.id = o.unit WHERE o.county = $1 AND o.id = $2";
const UNIT_OF: &str = "SELECT id, name FROM unit WHERE county = $1 AND id = $2";
const GOVERNMENT: &str = "SELECT id, name FROM unit \
     WHERE place = $1 AND kind = 'township_government' AND until = '9999-12-31' ORDER BY name, id LIMIT 1";
const PLACE: &str = "SELECT name FROM place WHERE code = $1 ORDER BY since DESC LIMIT 1";
const VOICES: Among = Among {
    sql: "SELECT approval, account, name, unit, unit_name, agrees, words, at FROM approval_voice \
          WHERE approval IN ({ids}) ORDER BY approval, at",
    before: 0,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    ONE,
    OWN,
    WAITING,
    HOLDING,
    OF_ACCOUNT,
    OF_UNIT,
    PUBLIC,
    HOLD,
    SETTLE,
    OFFICE_OF,
    UNIT_OF,
    GOVERNMENT,
    PLACE,
    BLANK,
    BLANK_VOICES,
];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[VOICES];

/// New questions.
pub const QUESTION: Insert = Insert {
    table: "approval",
    columns: &[
        "county",
        "id",
        "kind",
        "place",
        "household",
        "detail",
        "persons",
        "reason",
        "account",
        "name",
        "role",
        "unit",
        "unit_name",
        "at",
        "day",
        "state",
        "settled_at",
    ],
    tail: "",
};
/// New voices.
pub const VOICE: Insert = Insert {
    table: "approval_voice",
    columns: &["county", "approval", "account", "name", "unit", "unit_name", "agrees", "words", "at"],
    tail: "",
};

/// A question as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub county: String,
    pub id: Uuid,
    pub kind: String,
    pub place: String,
    pub place_name: String,
    pub household: String,
    pub detail: String,
    pub persons: i64,
    pub reason: String,
    pub account: Uuid,
    pub name: String,
    pub role: String,
    pub unit: String,
    pub unit_name: String,
    pub at: i64,
    pub day: String,
    pub state: String,
    pub settled_at: i64,
}

impl Row {
    /// What is asked for.
    pub fn kind(&self) -> Result<Kind> {
        Kind::of(&self.kind).ok_or_else(|| Error::internal("a kind of approval"))
    }

    /// How it stands now, and until when.
    pub fn stands(&self, now: i64) -> Result<(State, i64)> {
        let kind = self.kind()?;
        Ok(match self.state.as_str() {
            "refused" => (State::Refused, 0),
            "granted" => within(State::Granted, self.settled_at.saturating_add(kind.holds()), now),
            _ => within(State::Waiting, self.at.saturating_add(kind.waits()), now),
        })
    }
}

fn within(state: State, end: i64, now: i64) -> (State, i64) {
    if now < end { (state, end) } else { (State::Over, end) }
}

/// A voice as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Spoken {
    pub approval: Uuid,
    pub account: Uuid,
    pub name: String,
    pub unit: String,
    pub unit_name: String,
    pub agrees: i64,
    pub words: String,
    pub at: i64,
}

/// Emergencies of a county and month by how they ended.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Counted {
    pub county: String,
    pub name: String,
    pub month: String,
    pub state: String,
    pub n: i64,
}

/// In whose name somebody asks or agrees: two with the same key are of one unit.
#[derive(Clone, Debug)]
pub struct Office {
    /// Never empty.
    pub key: String,
    /// As others know it.
    pub name: String,
    /// The role in which he does.
    pub role: Role,
}

/// The office in whose name somebody does what needs the right at a place: an official's unit, a grant's unit, the
/// township's government, or the office itself.
pub async fn office(conn: &mut Conn, actor: &Actor, right: Right, place: &PlaceCode) -> Result<Office> {
    let target = Target { place, unit: None };
    let holds = |grant: &&lianxin_domain::access::Grant| decide(std::slice::from_ref(*grant), right, target);
    let grant = actor.grants.iter().find(holds).ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let found: Option<(Uuid, String)> = match (&actor.official, &grant.unit) {
        (Some(official), _) => conn.maybe(OFFICE_OF, &args![&official.county, official.id]).await?,
        (None, Some(unit)) => conn.maybe(UNIT_OF, &args![&unit.county, unit.id]).await?,
        (None, None) if grant.role == Role::Township => conn.maybe(GOVERNMENT, &args![&grant.place]).await?,
        (None, None) => None,
    };
    if let Some((unit, name)) = found {
        return Ok(Office { key: unit.to_string(), name, role: grant.role });
    }
    let place: Option<(String,)> = conn.maybe(PLACE, &args![&grant.place]).await?;
    let name = place.map(|(name,)| name).unwrap_or_default();
    Ok(Office { key: format!("{}:{}", grant.role.word(), grant.place), name, role: grant.role })
}

/// What is asked.
pub struct New<'a> {
    /// What for.
    pub kind: Kind,
    /// Where.
    pub place: &'a PlaceCode,
    /// Which household; none for a file.
    pub household: Option<Uuid>,
    /// Which file; otherwise null.
    pub detail: Json,
    /// How many persons it is about.
    pub persons: i64,
    /// Why, in plain words; shown to whoever agrees and to the household.
    pub reason: &'a str,
}

/// Asks; whoever makes a habit of emergencies is refused. Gives the question's name.
pub async fn ask(act: &mut Act, new: New<'_>) -> Result<Ref> {
    let (actor, right, id, now, today) = (act.actor.clone(), act.right, act.id(), act.now(), act.today());
    let tx = act.tx().await?;
    let office = office(tx, &actor, right, new.place).await?;
    if new.kind == Kind::Glass {
        let since = now - HABIT_DAYS * 86_400_000;
        // What still waits may be agreed to: many questions at once are a habit, too.
        let alive = now - Kind::Glass.waits();
        let (own,): (i64,) = tx.one(OF_ACCOUNT, &args![actor.account, since, alive]).await?;
        let (unit,): (i64,) = tx.one(OF_UNIT, &args![office.key.as_str(), since, alive]).await?;
        if is_habit(own, unit) {
            return Err(Error::refused(codes::GLASS_SUSPENDED).with("days", HABIT_DAYS));
        }
    }
    let household = new.household.map(|id| id.to_string()).unwrap_or_default();
    let row: Vec<Value> = args![
        &new.place.owner(),
        id,
        new.kind.word(),
        new.place,
        household,
        new.detail.to_string(),
        new.persons,
        new.reason,
        actor.account,
        actor.name.as_str(),
        office.role.word(),
        office.key.as_str(),
        office.name.as_str(),
        now,
        today,
        "waiting",
        0_i64,
    ]
    .to_vec();
    tx.insert(&QUESTION, &[row]).await?;
    Ok(Ref { county: new.place.owner(), id })
}

/// What an account may do now with a household (or, with none, a file described by `detail`) because others agreed.
pub async fn holding(
    conn: &mut Conn,
    account: Uuid,
    kind: Kind,
    (county, household): (&PlaceCode, Option<Uuid>),
    detail: &Json,
    now: i64,
) -> Result<Option<Row>> {
    let oldest = now.saturating_sub(kind.waits()).saturating_sub(kind.holds());
    let household = household.map(|id| id.to_string()).unwrap_or_default();
    let args = args![account, oldest, kind.word(), county, household];
    let rows: Vec<Row> = conn.all(HOLDING, &args).await?;
    let detail = detail.to_string();
    for row in rows {
        if row.detail == detail && row.stands(now)?.0 == State::Granted {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// One question.
pub async fn one(conn: &mut Conn, name: &Ref) -> Result<Row> {
    let row = conn.maybe(ONE, &args![&name.county, name.id]).await?;
    row.ok_or_else(|| Error::refused(codes::NOT_FOUND))
}

/// One question, kept from others until the transaction ends: two last voices at once both count.
pub async fn held(conn: &mut Conn, name: &Ref) -> Result<Row> {
    conn.run(HOLD, &args![&name.county, name.id]).await?;
    one(conn, name).await
}

/// What an account has asked, the latest first, before an id.
pub async fn own(conn: &mut Conn, account: Uuid, before: Uuid, limit: i64) -> Result<Vec<Row>> {
    conn.all(OWN, &args![account, before, limit + 1]).await
}

/// What others have asked about a place and what may still wait for an answer, the latest first.
pub async fn waiting(
    conn: &mut Conn,
    (since, account): (i64, Uuid),
    place: &PlaceCode,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Row>> {
    conn.all(WAITING, &args![since, place, place.upper(), account, before, limit + 1]).await
}

/// Who has spoken.
pub async fn voices(conn: &mut Conn, questions: &[Uuid]) -> Result<Vec<Spoken>> {
    conn.among(&VOICES, &[], questions).await
}

/// Writes a voice down and what it settles.
pub async fn speak(conn: &mut Conn, row: &Row, voice: &Spoken, settled: Option<State>) -> Result<()> {
    let new: Vec<Value> = args![
        row.county.as_str(),
        row.id,
        voice.account,
        voice.name.as_str(),
        voice.unit.as_str(),
        voice.unit_name.as_str(),
        voice.agrees,
        voice.words.as_str(),
        voice.at,
    ]
    .to_vec();
    conn.insert(&VOICE, &[new]).await?;
    if let Some(state) = settled {
        conn.run(SETTLE, &args![row.county.as_str(), row.id, state.word(), voice.at]).await?;
    }
    Ok(())
}

/// Blanks why others asked to look at a household, and what was said to that; that they asked, and who agreed, stays.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    for sql in [BLANK_VOICES, BLANK] {
        conn.run(sql, &args![county, household.to_string()]).await?;
    }
    Ok(())
}

/// The emergencies since a day, by month, county and how they ended.
pub async fn public(conn: &mut Conn, since: lianxin_domain::day::Day) -> Result<Vec<Counted>> {
    conn.all(PUBLIC, &args![since]).await
}

/// The question and the voices as the rules want them.
pub fn as_asked<'a>(row: &'a Row, account: &'a str) -> Result<Question<'a>> {
    Ok(Question { kind: row.kind()?, account, unit: &row.unit, at: row.at })
}

/// A voice as the rules want it.
pub fn as_heard<'a>(voice: &'a Spoken, account: &'a str) -> Voice<'a> {
    Voice { account, unit: &voice.unit, agrees: voice.agrees != 0, at: voice.at }
}
