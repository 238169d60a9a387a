//! Writing cases: the row, its steps, slips, and what households said.

use std::collections::BTreeMap;

use lianxin_domain::{
    cases::{
        Case,
        counts::{Counts, gather},
        words::Heard,
    },
    day::Day,
    ids::Ref,
    places::PlaceCode,
};
use uuid::Uuid;

use super::{
    row::{MatterRow, life},
    tally::Key,
};
use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const RAISE: &str = "INSERT INTO matter (county, id, village, township, need, household, brought_county, brought, \
     title, words, theme, kind, urgent, wanted_by, raised, version, made_at, changed_at, office, resident, rung, \
     owner_county, owner, owner_name, turn, allowed, used, since, spent, due, round, pending, closed_by, asked_on, \
     asked_tries, answered, stage, parts, parts_due, handler_county, handler, handler_name, cost_planned, \
     cost_spent, funds, merged_into, heard) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, \
     $16, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, \
     $37, $38, $39, $40, $41, $42, $43, $44, $45) ON CONFLICT (county, need) DO NOTHING";
const ADVANCE: &str = "UPDATE matter SET version = version + 1, changed_at = $4, office = $5, resident = $6, rung = \
     $7, owner_county = $8, owner = $9, owner_name = $10, turn = $11, allowed = $12, used = $13, since = $14, spent \
     = $15, due = $16, round = $17, pending = $18, closed_by = $19, asked_on = $20, asked_tries = $21, answered = \
     $22, stage = $23, parts = $24, parts_due = $25, handler_county = $26, handler = $27, handler_name = $28, \
     cost_planned = $29, cost_spent = $30, funds = $31, finished_on = $32, merged_into = $33 WHERE county = $1 AND \
     id = $2 AND version = $3";
const JOIN: &str = "UPDATE matter SET version = version + 1, changed_at = $4, merged_into = $5 \
     WHERE county = $1 AND id = $2 AND version = $3";
const RECUR: &str = "UPDATE matter SET version = version + 1, changed_at = $4, recurrence_of = $5 \
     WHERE county = $1 AND id = $2 AND version = $3";
const EXPIRED: &str = "DELETE FROM slip WHERE expires < $1";
const TOUCH: &str =
    "UPDATE matter SET version = version + 1, changed_at = $4 WHERE county = $1 AND id = $2 AND version = $3";
const CLEAR: &str =
    "DELETE FROM matter_due WHERE county = $1 AND place = $2 AND office = $3 AND due = $4 AND n = 0";
const USED: &str = "UPDATE slip SET used_at = $3 WHERE county = $1 AND digest = $2";
const FORGET_STEPS: &str = "UPDATE case_step SET words = '' WHERE county = $1 \
     AND matter IN (SELECT id FROM matter WHERE county = $1 AND household = $2)";
const FORGET_WORDS: &str = "UPDATE resident_word SET reason = '', call_me = 0 WHERE county = $1 \
     AND matter IN (SELECT id FROM matter WHERE county = $1 AND household = $2)";
const FORGET_SLIPS: &str = "DELETE FROM slip WHERE county = $1 \
     AND matter IN (SELECT id FROM matter WHERE county = $1 AND household = $2)";
const FORGET_PARTS: &str = "UPDATE case_part SET words = '', answer = '' WHERE county = $1 \
     AND matter IN (SELECT id FROM matter WHERE county = $1 AND household = $2)";
const FORGET: &str =
    "UPDATE matter SET title = '', words = '', addressed = '' WHERE county = $1 AND household = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    RAISE,
    ADVANCE,
    JOIN,
    RECUR,
    TOUCH,
    CLEAR,
    EXPIRED,
    USED,
    FORGET_STEPS,
    FORGET_WORDS,
    FORGET_SLIPS,
    FORGET_PARTS,
    FORGET,
];

/// Steps.
pub const STEP: Insert = Insert {
    table: "case_step",
    columns: &[
        "county",
        "matter",
        "n",
        "at",
        "day",
        "act",
        "by_account",
        "by_name",
        "unit",
        "words",
        "detail",
    ],
    tail: "",
};
/// Slips.
pub const SLIP: Insert = Insert {
    table: "slip",
    columns: &[
        "county",
        "digest",
        "matter",
        "household",
        "short_code",
        "made_by",
        "made_at",
        "expires",
        "used_at",
    ],
    tail: "",
};
/// What households said.
pub const WORD: Insert = Insert {
    table: "resident_word",
    columns: &["county", "id", "matter", "word", "reason", "call_me", "private", "by_slip", "day", "at"],
    tail: "",
};
/// What is counted of cases by township and county and by quarter, in each cut.
pub const CUT: Insert = Insert {
    table: "matter_cut",
    columns: &[
        "county",
        "place",
        "cut",
        "quarter",
        "part",
        "raised",
        "finished",
        "solved",
        "partly",
        "not_solved",
        "silent",
        "cannot",
        "reopened",
        "recurred",
        "kept",
        "late",
    ],
    tail: "ON CONFLICT (county, place, cut, quarter, part) DO UPDATE SET raised = matter_cut.raised + excluded.raised, \
           finished = matter_cut.finished + excluded.finished, solved = matter_cut.solved + excluded.solved, \
           partly = matter_cut.partly + excluded.partly, not_solved = matter_cut.not_solved + excluded.not_solved, \
           silent = matter_cut.silent + excluded.silent, cannot = matter_cut.cannot + excluded.cannot, \
           reopened = matter_cut.reopened + excluded.reopened, recurred = matter_cut.recurred + excluded.recurred, \
           kept = matter_cut.kept + excluded.kept, late = matter_cut.late + excluded.late",
};
/// Unfinished cases by place, state of the office and last day.
pub const DUE: Insert = Insert {
    table: "matter_due",
    columns: &["county", "place", "office", "due", "n"],
    tail: "ON CONFLICT (county, place, office, due) DO UPDATE SET n = matter_due.n + excluded.n",
};
/// A case to be taken in.
#[derive(Clone)]
pub struct NewMatter<'a> {
    /// Its name.
    pub name: &'a Ref,
    /// The village.
    pub village: &'a PlaceCode,
    /// The need that it takes on.
    pub need: Option<Uuid>,
    /// Whose matter it is; none for the village as a whole.
    pub household: Option<Uuid>,
    /// The official who heard it.
    pub brought: Option<&'a Ref>,
    /// A title without names.
    pub title: &'a str,
    /// What is asked for.
    pub words: &'a str,
    /// By whom it came to light.
    pub heard: Heard,
    /// The words of theme and kind.
    pub theme: &'a str,
    /// The kind.
    pub kind: &'a str,
    /// Whether it is urgent.
    pub urgent: bool,
    /// By when it is wanted; may be empty.
    pub wanted_by: &'a str,
    /// The case together with which it is handled.
    pub merged_into: Option<Uuid>,
}

/// Takes a case in; gives whether it is the need's first.
pub async fn raise(conn: &mut Conn, new: &NewMatter<'_>, case: &Case, today: Day, now: i64) -> Result<bool> {
    let township = new.village.parent().unwrap_or_else(|| new.village.clone());
    let mut row = args![
        &new.name.county,
        new.name.id,
        new.village,
        &township,
        new.need,
        new.household,
        new.brought.map(|official| official.county.to_string()).unwrap_or_default(),
        new.brought.map(|official| official.id),
        new.title,
        new.words,
        new.theme,
        new.kind,
        new.urgent,
        new.wanted_by,
        today,
        now,
    ]
    .to_vec();
    row.extend(life(case, "")?);
    row.extend(args![new.merged_into, new.heard.word()]);
    Ok(conn.run(RAISE, &row).await? > 0)
}

/// Stores what became of a case; gives whether nobody else was faster.
pub async fn advance(
    conn: &mut Conn,
    row: &MatterRow,
    case: &Case,
    (owner_name, finished_on, merged_into): (&str, &str, Option<Uuid>),
    now: i64,
) -> Result<bool> {
    let mut args = args![&row.county, row.id, row.version, now].to_vec();
    args.extend(life(case, owner_name)?);
    args.push(finished_on.into());
    args.push(merged_into.into());
    Ok(conn.run(ADVANCE, &args).await? > 0)
}

/// Says together with which case the office handles it; gives whether nobody else was faster.
pub async fn join(conn: &mut Conn, row: &MatterRow, lead: Option<Uuid>, now: i64) -> Result<bool> {
    Ok(conn.run(JOIN, &args![&row.county, row.id, row.version, now, lead]).await? > 0)
}

/// A step that changes nothing of the case itself; gives whether nobody else was faster.
pub async fn touch(conn: &mut Conn, row: &MatterRow, now: i64) -> Result<bool> {
    Ok(conn.run(TOUCH, &args![&row.county, row.id, row.version, now]).await? > 0)
}

/// Says what its first life was; gives whether nobody else was faster.
pub async fn recur(conn: &mut Conn, row: &MatterRow, first: Option<Uuid>, now: i64) -> Result<bool> {
    Ok(conn.run(RECUR, &args![&row.county, row.id, row.version, now, first]).await? > 0)
}

/// Adds steps.
pub async fn steps(conn: &mut Conn, steps: &[Vec<Value>]) -> Result<()> {
    conn.insert(&STEP, steps).await
}

/// Adds to the counts of townships and of their counties: sorted by key, each key once; what is nothing is left out.
pub async fn count(conn: &mut Conn, sums: impl IntoIterator<Item = (Key, Counts)>) -> Result<()> {
    let mut all: BTreeMap<Key, Counts> = BTreeMap::new();
    for (key, counts) in sums {
        let [county, _, cut, quarter, part] = key.clone();
        for key in [key, [county.clone(), county, cut, quarter, part]] {
            gather(all.entry(key).or_default(), &counts, 1);
        }
    }
    let changed = all.into_iter().filter(|(_, counts)| counts.iter().any(|n| *n != 0));
    let row = |(key, counts): (Key, Counts)| -> Vec<Value> {
        key.into_iter().map(Value::from).chain(counts.into_iter().map(Value::from)).collect()
    };
    conn.insert(&CUT, &changed.map(row).collect::<Vec<_>>()).await
}

/// Adds to what stands on boards: the row's columns, sorted by key, each key once.
pub async fn stand(conn: &mut Conn, rows: &[Vec<Value>]) -> Result<()> {
    conn.insert(&DUE, rows).await
}

/// Drops a row of the boards (county, place, state of the office, last day) in which nothing stands any more.
pub async fn clear(conn: &mut Conn, key: &[String; 4]) -> Result<()> {
    conn.run(CLEAR, &args![&key[0], &key[1], &key[2], &key[3]]).await.map(|_| ())
}

/// Adds a slip: county, digest, matter, household, short code, made by, made at, expires, used at.
pub async fn slip(conn: &mut Conn, row: &[Value]) -> Result<()> {
    conn.insert(&SLIP, &[row.to_vec()]).await
}

/// Forgets slips that open nothing any more.
pub async fn forget_slips(conn: &mut Conn, before: i64) -> Result<u64> {
    conn.run(EXPIRED, &args![before]).await
}

/// Says when a slip was used.
pub async fn used(conn: &mut Conn, county: &str, digest: &[u8], now: i64) -> Result<()> {
    conn.run(USED, &args![county, digest.to_vec(), now]).await.map(|_| ())
}

/// Adds what a household said: county, id, matter, word, reason, call me, private, by slip, day, at.
pub async fn word(conn: &mut Conn, row: &[Value]) -> Result<()> {
    conn.insert(&WORD, &[row.to_vec()]).await
}

/// Forgets what a household's cases say; that there were cases, and what became of them, stays without words.
pub async fn forget(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    for sql in [FORGET_STEPS, FORGET_WORDS, FORGET_SLIPS, FORGET_PARTS, FORGET] {
        conn.run(sql, &args![county, household]).await?;
    }
    Ok(())
}
