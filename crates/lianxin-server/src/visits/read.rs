//! Reading visits: what is known of the records that a batch names, and one's own rhythm.

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        ask::{Among, Ask},
        db::Conn,
        error::Result,
    },
    record,
};

const DEVICES: Among = Among { sql: "SELECT id, account, state FROM device WHERE id IN ({ids})", before: 0 };
const VISITS: Among = Among {
    sql: "SELECT id, village, household, day, week, quarter, how, did, tier, leader, official, state, digest FROM visit \
          WHERE county = $1 AND id IN ({ids})",
    before: 1,
};
const CHILDREN: Among = Among {
    sql: "SELECT visit, 'statement' AS kind, visit AS id, 'open' AS state FROM statement WHERE county = $1 AND visit IN ({ids}) \
          UNION ALL SELECT visit, 'need' AS kind, id, state FROM need WHERE county = $1 AND visit IN ({ids}) \
          UNION ALL SELECT visit, 'promise' AS kind, id, state FROM promise WHERE county = $1 AND visit IN ({ids})",
    before: 1,
};
const NEEDS: Among = Among { sql: "SELECT id FROM need WHERE county = $1 AND id IN ({ids})", before: 1 };
const PROMISES: Among = Among {
    sql: "SELECT id, village, household, due_week, official, state, kept_by FROM promise WHERE county = $1 AND id IN ({ids})",
    before: 1,
};
const PROMISES_OF: Among = Among {
    sql: "SELECT id, village, household, due_week, official, state, kept_by FROM promise WHERE county = $1 AND visit IN ({ids})",
    before: 1,
};
const KEPT_BY: &str = "SELECT id, village, household, due_week, official, state, kept_by FROM promise \
     WHERE county = $1 AND village = $2 AND state = 'kept' AND kept_by = $3";
const HOUSEHOLDS: Among = Among {
    sql: "SELECT id AS household, village, state AS kind, since, until FROM household WHERE county = $1 AND id IN ({ids}) \
          UNION ALL SELECT household, '' AS village, kind, since, until FROM standing WHERE county = $1 AND household IN ({ids}) \
          UNION ALL SELECT household, '' AS village, 'hardship' AS kind, since, until FROM sealed_fact \
          WHERE county = $1 AND household IN ({ids}) AND class = 'hardship'",
    before: 1,
};
const REACHED: Among = Among {
    sql: "SELECT household, quarter, village, bits, last_day FROM household_reach WHERE county = $1 AND household IN ({ids}) \
          AND quarter >= $2 AND quarter <= $3",
    before: 3,
};
const STANDING: Among = Among {
    sql: "SELECT household, village, quarter, tier, leader, did, day FROM visit \
          WHERE county = $1 AND household IN ({ids}) AND state = 'stands'",
    before: 1,
};
const RHYTHM: &str = "SELECT v.week, COUNT(*) AS n FROM visit_official o JOIN visit v ON v.county = o.county AND v.id = o.visit \
     WHERE o.county = $1 AND o.official = $2 AND o.day >= $3 AND v.state = 'stands' GROUP BY v.week ORDER BY v.week";
const OF_HOUSEHOLD: &str = "SELECT id, official, official_name, state FROM visit WHERE county = $1 AND household = $2 \
     ORDER BY day DESC, id DESC";
const BODY: &str =
    "SELECT village, household, day, how, did, corrects, made_at FROM visit WHERE county = $1 AND id = $2";
const BODY_WITH: &str =
    "SELECT official_county, official FROM visit_official WHERE county = $1 AND visit = $2 ORDER BY official";
const BODY_STATEMENTS: &str =
    "SELECT words, consent, quotable FROM statement WHERE county = $1 AND visit = $2 ORDER BY n";
const BODY_NEEDS: &str = "SELECT id, words FROM need WHERE county = $1 AND visit = $2 ORDER BY id";
const BODY_PROMISES: &str = "SELECT id, words, due FROM promise WHERE county = $1 AND visit = $2 ORDER BY id";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] =
    &[KEPT_BY, RHYTHM, OF_HOUSEHOLD, BODY, BODY_WITH, BODY_STATEMENTS, BODY_NEEDS, BODY_PROMISES];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] =
    &[DEVICES, VISITS, CHILDREN, NEEDS, PROMISES, PROMISES_OF, HOUSEHOLDS, REACHED, STANDING];

record! {
    /// A stored visit as far as later records can touch it.
    #[derive(Clone, Debug)]
    pub struct VisitRow {
        pub id: Uuid,
        pub village: String,
        pub household: Option<Uuid>,
        pub day: String,
        pub week: String,
        pub quarter: String,
        pub how: String,
        pub did: String,
        pub tier: String,
        pub leader: i64,
        pub official: Uuid,
        pub state: String,
        pub digest: Vec<u8>,
    }
}

record! {
    /// Something that belongs to a visit.
    #[derive(Clone, Debug)]
    pub struct ChildRow {
        pub visit: Uuid,
        pub kind: String,
        pub id: Uuid,
        pub state: String,
    }
}

record! {
    /// A stored promise as far as later records can touch it.
    #[derive(Clone, Debug)]
    pub struct PromiseRow {
        pub id: Uuid,
        pub village: String,
        pub household: Option<Uuid>,
        pub due_week: String,
        pub official: Uuid,
        pub state: String,
        pub kept_by: Option<Uuid>,
    }
}

record! {
    /// A household (its village stands there, its state as the kind) or one of its dated facts (no village).
    #[derive(Clone, Debug)]
    pub struct HouseholdRow {
        pub household: Uuid,
        pub village: String,
        pub kind: String,
        pub since: String,
        pub until: String,
    }
}

record! {
    /// What a household is counted as in a quarter.
    #[derive(Clone, Debug)]
    pub struct ReachedRow {
        pub household: Uuid,
        pub quarter: String,
        pub village: String,
        pub bits: i64,
        pub last_day: String,
    }
}

record! {
    /// What a standing visit reached its household as.
    #[derive(Clone, Debug)]
    pub struct StandingRow {
        pub household: Uuid,
        pub village: String,
        pub quarter: String,
        pub tier: String,
        pub leader: i64,
        pub did: String,
        pub day: String,
    }
}

/// Whose these devices are, and whether they are active.
pub fn devices(ids: &[Uuid]) -> Ask {
    Ask::among(&DEVICES, &[], ids)
}

/// These visits.
pub fn visits(county: &PlaceCode, ids: &[Uuid]) -> Ask {
    Ask::among(&VISITS, &args![county], ids)
}

/// What belongs to these visits.
pub async fn children(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<ChildRow>> {
    conn.ask(vec![Ask::among(&CHILDREN, &args![county], visits)]).await?.take()
}

/// Which of these needs there are.
pub fn needs(county: &PlaceCode, ids: &[Uuid]) -> Ask {
    Ask::among(&NEEDS, &args![county], ids)
}

/// These promises.
pub fn promises(county: &PlaceCode, ids: &[Uuid]) -> Ask {
    Ask::among(&PROMISES, &args![county], ids)
}

/// The promises of these visits.
pub async fn promises_of(conn: &mut Conn, county: &PlaceCode, visits: &[Uuid]) -> Result<Vec<PromiseRow>> {
    conn.ask(vec![Ask::among(&PROMISES_OF, &args![county], visits)]).await?.take()
}

/// The promises that a visit says are kept.
pub async fn kept_by(
    conn: &mut Conn,
    county: &PlaceCode,
    village: &str,
    visit: Uuid,
) -> Result<Vec<PromiseRow>> {
    conn.ask(vec![Ask::of(KEPT_BY, &args![county, village, visit])]).await?.take()
}

/// These households with their dated standings and hardship.
pub fn households(county: &PlaceCode, ids: &[Uuid]) -> Ask {
    Ask::among(&HOUSEHOLDS, &args![county], ids)
}

/// What these households are counted as from one quarter to another.
pub fn reached(county: &PlaceCode, quarters: (&str, &str), households: &[Uuid]) -> Ask {
    Ask::among(&REACHED, &args![county, quarters.0, quarters.1], households)
}

/// The standing visits to these households.
pub async fn standing(conn: &mut Conn, county: &PlaceCode, households: &[Uuid]) -> Result<Vec<StandingRow>> {
    conn.ask(vec![Ask::among(&STANDING, &args![county], households)]).await?.take()
}

/// How often an official was in a county's villages, by week.
pub async fn rhythm(
    conn: &mut Conn,
    county: &PlaceCode,
    official: &Ref,
    since: Day,
) -> Result<Vec<(String, i64)>> {
    conn.all(RHYTHM, &args![county, official.id, since]).await
}

/// A household's visits, the latest first: id, author, the author's name, state.
pub async fn of_household(
    conn: &mut Conn,
    county: &PlaceCode,
    household: Uuid,
) -> Result<Vec<(Uuid, Uuid, String, String)>> {
    conn.all(OF_HOUSEHOLD, &args![county, household]).await
}

#[derive(sqlx::FromRow)]
struct BodyRow {
    village: String,
    household: Option<Uuid>,
    day: String,
    how: String,
    did: String,
    corrects: Option<Uuid>,
    made_at: i64,
}

/// A stored visit in the form in which it was sent, for the side that holds another content under its id.
pub async fn body(conn: &mut Conn, county: &PlaceCode, id: Uuid, author: Uuid) -> Result<serde_json::Value> {
    use serde_json::json;
    let key = args![county, id];
    let row: BodyRow = conn.one(BODY, &key).await?;
    let with: Vec<(String, Uuid)> = conn.all(BODY_WITH, &key).await?;
    let statements: Vec<(String, i64, i64)> = conn.all(BODY_STATEMENTS, &key).await?;
    let needs: Vec<(Uuid, String)> = conn.all(BODY_NEEDS, &key).await?;
    let promises: Vec<(Uuid, String, String)> = conn.all(BODY_PROMISES, &key).await?;
    let asked: Vec<&str> = row.did.split(',').filter(|did| ["eat", "stay", "work"].contains(did)).collect();
    let with: Vec<String> = with
        .into_iter()
        .filter(|(_, official)| *official != author)
        .map(|(county, official)| format!("{county}.{official}"))
        .collect();
    let statements: Vec<_> = statements
        .into_iter()
        .map(|(words, consent, quotable)| json!({"words": words, "consent": consent != 0, "quotable": quotable != 0}))
        .collect();
    let needs: Vec<_> = needs.into_iter().map(|(id, words)| json!({"id": id, "words": words})).collect();
    let promises: Vec<_> =
        promises.into_iter().map(|(id, words, due)| json!({"id": id, "words": words, "due": due})).collect();
    Ok(json!({
        "village": row.village, "household": row.household, "day": row.day, "how": row.how, "did": asked, "with": with,
        "statements": statements, "needs": needs, "promises": promises, "corrects": row.corrects, "at": row.made_at,
    }))
}
