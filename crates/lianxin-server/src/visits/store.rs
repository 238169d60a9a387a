//! Writing visits: many rows at a time, one county per statement.

use lianxin_domain::places::PlaceCode;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::Result,
    },
};

const SET_STATE: Among =
    Among { sql: "UPDATE visit SET state = $2 WHERE county = $1 AND id IN ({ids})", before: 2 };
const DROP_NEEDS: Among =
    Among { sql: "UPDATE need SET state = 'withdrawn' WHERE county = $1 AND id IN ({ids})", before: 1 };
const FORGET: [Among; 5] = [
    Among { sql: "UPDATE statement SET words = '' WHERE county = $1 AND visit IN ({ids})", before: 1 },
    Among {
        sql: "UPDATE need SET words = '', state = 'withdrawn' WHERE county = $1 AND visit IN ({ids})",
        before: 1,
    },
    Among {
        sql: "UPDATE promise SET words = '', state = CASE WHEN state = 'open' THEN 'withdrawn' ELSE state END \
              WHERE county = $1 AND visit IN ({ids})",
        before: 1,
    },
    Among { sql: "UPDATE withdrawal SET reason = '' WHERE county = $1 AND visit IN ({ids})", before: 1 },
    // A digest of words that are gone would let them be guessed; without one, the same record is still known by its id.
    Among { sql: "UPDATE visit SET digest = $2 WHERE county = $1 AND id IN ({ids})", before: 2 },
];
const SET_PROMISE: &str =
    "UPDATE promise SET state = $3, kept_on = $4, kept_by = $5 WHERE county = $1 AND id = $2";
const UNREACHED: &str = "DELETE FROM household_reach WHERE county = $1 AND household = $2 AND quarter = $3";

/// New visits.
pub const VISIT: Insert = Insert {
    table: "visit",
    columns: &[
        "county",
        "id",
        "village",
        "household",
        "day",
        "week",
        "quarter",
        "how",
        "did",
        "tier",
        "leader",
        "official_county",
        "official",
        "official_name",
        "state",
        "corrects",
        "made_at",
        "received",
        "digest",
    ],
    tail: "",
};
/// Whose visits they are.
pub const VISIT_OFFICIAL: Insert = Insert {
    table: "visit_official",
    columns: &["county", "official", "visit", "official_county", "day"],
    tail: "",
};
/// What was said.
pub const STATEMENT: Insert = Insert {
    table: "statement",
    columns: &["county", "visit", "n", "village", "words", "consent", "quotable"],
    tail: "",
};
/// What was asked for.
pub const NEED: Insert = Insert {
    table: "need",
    columns: &["county", "id", "visit", "village", "household", "words", "state", "raised"],
    tail: "",
};
/// What was promised.
pub const PROMISE: Insert = Insert {
    table: "promise",
    columns: &[
        "county",
        "id",
        "visit",
        "village",
        "household",
        "words",
        "due",
        "due_week",
        "state",
        "official_county",
        "official",
        "official_name",
        "kept_on",
        "kept_by",
    ],
    tail: "",
};
/// Visits taken back, with the reason.
pub const WITHDRAWAL: Insert = Insert {
    table: "withdrawal",
    columns: &["county", "id", "visit", "village", "official_county", "official", "reason", "received"],
    tail: "ON CONFLICT (county, id) DO NOTHING",
};
/// Townships by week.
pub const VISIT_WEEK: Insert = Insert {
    table: "visit_week",
    columns: &[
        "county",
        "township",
        "week",
        "visits",
        "by_leaders",
        "in_person",
        "phone",
        "meeting",
        "work",
        "eat",
        "stay",
        "statements",
        "needs",
        "promises",
    ],
    tail: "ON CONFLICT (county, township, week) DO UPDATE SET visits = visit_week.visits + excluded.visits, \
           by_leaders = visit_week.by_leaders + excluded.by_leaders, in_person = visit_week.in_person + excluded.in_person, \
           phone = visit_week.phone + excluded.phone, meeting = visit_week.meeting + excluded.meeting, \
           work = visit_week.work + excluded.work, eat = visit_week.eat + excluded.eat, stay = visit_week.stay + excluded.stay, \
           statements = visit_week.statements + excluded.statements, needs = visit_week.needs + excluded.needs, \
           promises = visit_week.promises + excluded.promises",
};
/// Promises by the week in which they are due.
pub const PROMISE_WEEK: Insert = Insert {
    table: "promise_week",
    columns: &["county", "township", "week", "due", "kept", "withdrawn"],
    tail: "ON CONFLICT (county, township, week) DO UPDATE SET due = promise_week.due + excluded.due, \
           kept = promise_week.kept + excluded.kept, withdrawn = promise_week.withdrawn + excluded.withdrawn",
};
/// What households are counted as.
pub const HOUSEHOLD_REACH: Insert = Insert {
    table: "household_reach",
    columns: &["county", "village", "household", "quarter", "bits", "last_day"],
    tail: "ON CONFLICT (county, household, quarter) DO UPDATE SET village = excluded.village, bits = excluded.bits, \
           last_day = excluded.last_day",
};
/// How many households are counted as what.
pub const REACH: Insert = Insert {
    table: "reach",
    columns: &[
        "county",
        "place",
        "quarter",
        "households",
        "by_leaders",
        "contact_point",
        "paired_unit",
        "first_secretary",
        "township_charge",
        "old_party_member",
        "old_official",
        "old_model",
        "hardship",
        "thriving",
    ],
    tail: "ON CONFLICT (county, place, quarter) DO UPDATE SET households = reach.households + excluded.households, \
           by_leaders = reach.by_leaders + excluded.by_leaders, contact_point = reach.contact_point + excluded.contact_point, \
           paired_unit = reach.paired_unit + excluded.paired_unit, first_secretary = reach.first_secretary + excluded.first_secretary, \
           township_charge = reach.township_charge + excluded.township_charge, \
           old_party_member = reach.old_party_member + excluded.old_party_member, \
           old_official = reach.old_official + excluded.old_official, old_model = reach.old_model + excluded.old_model, \
           hardship = reach.hardship + excluded.hardship, thriving = reach.thriving + excluded.thriving",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[SET_PROMISE, UNREACHED];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[SET_STATE, DROP_NEEDS, FORGET[0], FORGET[1], FORGET[2], FORGET[3], FORGET[4]];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[
    VISIT,
    VISIT_OFFICIAL,
    STATEMENT,
    NEED,
    PROMISE,
    WITHDRAWAL,
    VISIT_WEEK,
    PROMISE_WEEK,
    HOUSEHOLD_REACH,
    REACH,
];

/// Visits that no longer stand.
pub async fn set_state(conn: &mut Conn, county: &PlaceCode, state: &str, ids: &[Uuid]) -> Result<()> {
    conn.run_among(&SET_STATE, &args![county, state], ids).await.map(|_| ())
}

/// Needs of visits that no longer stand.
pub async fn drop_needs(conn: &mut Conn, county: &PlaceCode, ids: &[Uuid]) -> Result<()> {
    conn.run_among(&DROP_NEEDS, &args![county], ids).await.map(|_| ())
}

/// A promise that is kept, open again or withdrawn; `kept_on` is empty unless it is kept.
pub async fn set_promise(
    conn: &mut Conn,
    county: &PlaceCode,
    id: Uuid,
    state: &str,
    kept_on: &str,
    kept_by: Option<Uuid>,
) -> Result<()> {
    conn.run(SET_PROMISE, &args![county, id, state, kept_on, kept_by]).await.map(|_| ())
}

/// A household to which no visit of the quarter stands any more.
pub async fn unreached(conn: &mut Conn, county: &PlaceCode, household: Uuid, quarter: &str) -> Result<()> {
    conn.run(UNREACHED, &args![county, household, quarter]).await.map(|_| ())
}

/// Every word of these visits, and what could tell them.
pub async fn forget_words(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<()> {
    for forget in &FORGET {
        let mut before = args![county].to_vec();
        before.extend((forget.before == 2).then(|| Vec::<u8>::new().into()));
        conn.run_among(forget, &before, visits).await?;
    }
    Ok(())
}
