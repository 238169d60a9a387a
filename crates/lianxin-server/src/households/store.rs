//! Writing households. Whoever changes one also notes it in the feed and counts its village again.

use lianxin_domain::{
    day::Day,
    households::FactClass,
    people::{name_key, person_spoken},
    places::PlaceCode,
};
use uuid::Uuid;

use super::{grants, guardians};
use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::{Error, Result},
        feed::{self, Changed},
        value::Value,
    },
};

const SET_STATE: &str =
    "UPDATE household SET state = $3, until = $4, version = version + 1 WHERE county = $1 AND id = $2";
const BLANK: &str = "UPDATE household SET house = '', name = '', name_key = '', pinyin = '', initials = '', members = 0, \
     state = 'erased', until = $3, version = version + 1 WHERE county = $1 AND id = $2";
const DROP_HOUSEHOLD: &str = "DELETE FROM household WHERE county = $1 AND id = $2";
const DROP_RESIDENTS: &str = "DELETE FROM resident WHERE county = $1 AND household = $2";
const DROP_STANDINGS: &str = "DELETE FROM standing WHERE county = $1 AND household = $2";
const DROP_STANDING: &str =
    "DELETE FROM standing WHERE county = $1 AND household = $2 AND kind = $3 AND since = $4";
const END_STANDING: &str =
    "UPDATE standing SET until = $5 WHERE county = $1 AND household = $2 AND kind = $3 AND until = $4";
const DROP_FACTS: &str = "DELETE FROM sealed_fact WHERE county = $1 AND household = $2";
const DROP_FACT: &str = "DELETE FROM sealed_fact WHERE county = $1 AND household = $2 AND id = $3";
const END_FACT: &str = "UPDATE sealed_fact SET until = $4 WHERE county = $1 AND household = $2 AND id = $3";
const MOVE_FACTS: &str = "UPDATE sealed_fact SET village = $3 WHERE county = $1 AND household = $2";
const DROP_KEY: &str = "DELETE FROM household_key WHERE county = $1 AND household = $2";
const COUNT_VILLAGE: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS households, \
     CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM standing s WHERE s.county = h.county AND s.household = h.id \
       AND s.kind = 'old_party_member' AND s.until = '9999-12-31') THEN 1 ELSE 0 END), 0) AS BIGINT) AS old_party_member, \
     CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM standing s WHERE s.county = h.county AND s.household = h.id \
       AND s.kind = 'old_official' AND s.until = '9999-12-31') THEN 1 ELSE 0 END), 0) AS BIGINT) AS old_official, \
     CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM standing s WHERE s.county = h.county AND s.household = h.id \
       AND s.kind = 'old_model' AND s.until = '9999-12-31') THEN 1 ELSE 0 END), 0) AS BIGINT) AS old_model, \
     CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM sealed_fact f WHERE f.county = h.county AND f.household = h.id \
       AND f.class = 'hardship' AND f.until = '9999-12-31') THEN 1 ELSE 0 END), 0) AS BIGINT) AS hardship, \
     CAST(COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM standing s WHERE s.county = h.county AND s.household = h.id \
       AND s.kind = 'thriving' AND s.until = '9999-12-31') THEN 1 ELSE 0 END), 0) AS BIGINT) AS thriving \
     FROM household h WHERE h.county = $1 AND h.village = $2 AND h.state = 'present'";
const SUM_TOWNSHIP: &str = "SELECT CAST(COALESCE(SUM(households), 0) AS BIGINT) AS households, \
     CAST(COALESCE(SUM(old_party_member), 0) AS BIGINT) AS old_party_member, \
     CAST(COALESCE(SUM(old_official), 0) AS BIGINT) AS old_official, CAST(COALESCE(SUM(old_model), 0) AS BIGINT) AS old_model, \
     CAST(COALESCE(SUM(hardship), 0) AS BIGINT) AS hardship, CAST(COALESCE(SUM(thriving), 0) AS BIGINT) AS thriving \
     FROM household_count WHERE county = $1 AND place > $2 AND place < $3";

/// New or changed households.
pub const HOUSEHOLD: Insert = Insert {
    table: "household",
    columns: &[
        "county", "id", "village", "house", "name", "name_key", "pinyin", "initials", "members", "state",
        "since", "until", "version",
    ],
    tail: "ON CONFLICT (county, id) DO UPDATE SET village = excluded.village, house = excluded.house, name = excluded.name, \
           name_key = excluded.name_key, pinyin = excluded.pinyin, initials = excluded.initials, members = excluded.members, \
           state = excluded.state, until = excluded.until, version = household.version + 1",
};
/// New residents.
pub const RESIDENT: Insert = Insert {
    table: "resident",
    columns: &["county", "id", "household", "village", "name", "name_key", "pinyin", "initials", "relation"],
    tail: "",
};
/// New or changed standings.
pub const STANDING: Insert = Insert {
    table: "standing",
    columns: &["county", "household", "kind", "since", "until", "holder", "source"],
    tail: "ON CONFLICT (county, household, kind, since) DO UPDATE SET until = excluded.until, holder = excluded.holder, \
           source = excluded.source",
};
/// New keys of households.
pub const KEY: Insert = Insert {
    table: "household_key",
    columns: &["county", "household", "wrapped"],
    tail: "ON CONFLICT (county, household) DO NOTHING",
};
/// New facts.
pub const FACT: Insert = Insert {
    table: "sealed_fact",
    columns: &["county", "id", "household", "village", "class", "since", "until", "sealed"],
    tail: "",
};
/// How many households of each kind a place has.
pub const COUNT: Insert = Insert {
    table: "household_count",
    columns: &[
        "county",
        "place",
        "households",
        "old_party_member",
        "old_official",
        "old_model",
        "hardship",
        "thriving",
    ],
    tail: "ON CONFLICT (county, place) DO UPDATE SET households = excluded.households, \
           old_party_member = excluded.old_party_member, old_official = excluded.old_official, old_model = excluded.old_model, \
           hardship = excluded.hardship, thriving = excluded.thriving",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    SET_STATE,
    BLANK,
    DROP_HOUSEHOLD,
    DROP_RESIDENTS,
    DROP_STANDINGS,
    DROP_STANDING,
    END_STANDING,
    DROP_FACTS,
    DROP_FACT,
    END_FACT,
    MOVE_FACTS,
    DROP_KEY,
    COUNT_VILLAGE,
    SUM_TOWNSHIP,
];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] =
    &[HOUSEHOLD, RESIDENT, STANDING, KEY, FACT, COUNT, grants::GRANT, guardians::GUARDIAN];

/// A household's full name: where it lies and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The village.
    pub village: PlaceCode,
    /// The household.
    pub id: Uuid,
}

impl At {
    /// The county that owns it.
    pub fn county(&self) -> PlaceCode {
        self.village.owner()
    }
}

/// The row of a household that is present.
pub fn household_row(at: &At, house: &str, name: &str, members: i64, since: Day) -> Vec<Value> {
    let spoken = person_spoken(name);
    args![
        &at.county(),
        at.id,
        &at.village,
        house,
        name,
        name_key(name),
        spoken.pinyin,
        spoken.initials,
        members,
        "present",
        since,
        Day::NEVER,
        1i64,
    ]
    .to_vec()
}

/// A resident's row.
pub fn resident_row(at: &At, id: Uuid, name: &str, relation: &str) -> Vec<Value> {
    let spoken = person_spoken(name);
    args![
        &at.county(),
        id,
        at.id,
        &at.village,
        name,
        name_key(name),
        spoken.pinyin,
        spoken.initials,
        relation,
    ]
    .to_vec()
}

/// A fact's row, sealed before.
pub fn fact_row(at: &At, id: Uuid, class: FactClass, since: Day, until: Day, sealed: Vec<u8>) -> Vec<Value> {
    args![&at.county(), id, at.id, &at.village, class.word(), since, until, sealed].to_vec()
}

/// A household that moved away, or came back (`until` is [`Day::NEVER`]).
pub async fn set_state(conn: &mut Conn, at: &At, state: &str, until: Day) -> Result<()> {
    conn.run(SET_STATE, &args![&at.county(), at.id, state, until]).await.map(|_| ())
}

/// Replaces the residents.
pub async fn set_residents(conn: &mut Conn, at: &At, residents: &[Vec<Value>]) -> Result<()> {
    conn.run(DROP_RESIDENTS, &args![&at.county(), at.id]).await?;
    conn.insert(&RESIDENT, residents).await
}

/// Ends the standing of a kind that holds; says whether there was one.
pub async fn end_standing(conn: &mut Conn, at: &At, kind: &str, until: Day) -> Result<bool> {
    Ok(conn.run(END_STANDING, &args![&at.county(), at.id, kind, Day::NEVER, until]).await? > 0)
}

/// Takes back the end of a standing.
pub async fn reopen_standing(conn: &mut Conn, at: &At, kind: &str, ended: Day) -> Result<()> {
    conn.run(END_STANDING, &args![&at.county(), at.id, kind, ended, Day::NEVER]).await.map(|_| ())
}

/// Removes a standing that should never have been added.
pub async fn drop_standing(conn: &mut Conn, at: &At, kind: &str, since: Day) -> Result<()> {
    conn.run(DROP_STANDING, &args![&at.county(), at.id, kind, since]).await.map(|_| ())
}

/// Ends a fact; says whether there is one.
pub async fn end_fact(conn: &mut Conn, at: &At, id: Uuid, until: Day) -> Result<bool> {
    Ok(conn.run(END_FACT, &args![&at.county(), at.id, id, until]).await? > 0)
}

/// Deletes a fact; says whether there was one.
pub async fn drop_fact(conn: &mut Conn, at: &At, id: Uuid) -> Result<bool> {
    Ok(conn.run(DROP_FACT, &args![&at.county(), at.id, id]).await? > 0)
}

/// Facts follow a household that moved within its county.
pub async fn move_facts(conn: &mut Conn, at: &At) -> Result<()> {
    conn.run(MOVE_FACTS, &args![&at.county(), at.id, &at.village]).await.map(|_| ())
}

/// Forgets a household: key, facts, residents, standings, name. What stays is that there was one, and who had looked.
pub async fn erase(conn: &mut Conn, at: &At, on: Day) -> Result<()> {
    let of = args![&at.county(), at.id];
    for sql in [DROP_KEY, DROP_FACTS, DROP_RESIDENTS, DROP_STANDINGS, grants::DROP, guardians::DROP] {
        conn.run(sql, &of).await?;
    }
    conn.run(BLANK, &args![&at.county(), at.id, on]).await.map(|_| ())
}

/// Removes a household that should never have been added (undo of an import), with all that is its own.
pub async fn drop_household(conn: &mut Conn, at: &At) -> Result<()> {
    let of = args![&at.county(), at.id];
    for sql in
        [DROP_KEY, DROP_FACTS, DROP_RESIDENTS, DROP_STANDINGS, grants::DROP, guardians::DROP, DROP_HOUSEHOLD]
    {
        conn.run(sql, &of).await?;
    }
    Ok(())
}

/// Removes a key that was made for a household which was never added.
pub async fn drop_key(conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<()> {
    conn.run(DROP_KEY, &args![county, household]).await.map(|_| ())
}

#[derive(sqlx::FromRow)]
struct Counted {
    households: i64,
    old_party_member: i64,
    old_official: i64,
    old_model: i64,
    hardship: i64,
    thriving: i64,
}

/// Counts villages again from their rows, and their townships from them.
pub async fn recount(conn: &mut Conn, villages: impl IntoIterator<Item = &PlaceCode>) -> Result<()> {
    let villages: std::collections::BTreeSet<&PlaceCode> = villages.into_iter().collect();
    let mut rows = Vec::new();
    for village in &villages {
        let counted: Counted = conn.one(COUNT_VILLAGE, &args![&village.owner(), *village]).await?;
        rows.push(count_row(village, &counted));
    }
    conn.insert(&COUNT, &rows).await?;
    let parent =
        |village: &&PlaceCode| village.parent().ok_or_else(|| Error::internal("a village without parent"));
    let townships: std::collections::BTreeSet<PlaceCode> =
        villages.iter().map(parent).collect::<Result<_>>()?;
    let mut rows = Vec::new();
    for township in &townships {
        let within = args![&township.owner(), township, township.upper()];
        let counted: Counted = conn.one(SUM_TOWNSHIP, &within).await?;
        rows.push(count_row(township, &counted));
    }
    conn.insert(&COUNT, &rows).await
}

fn count_row(place: &PlaceCode, counted: &Counted) -> Vec<Value> {
    args![
        &place.owner(),
        place,
        counted.households,
        counted.old_party_member,
        counted.old_official,
        counted.old_model,
        counted.hardship,
        counted.thriving,
    ]
    .to_vec()
}

/// Counts the village again and tells its followers; the last thing in a transaction that changed one household.
pub async fn changed(conn: &mut Conn, at: &At, gone: bool) -> Result<()> {
    recount(conn, [&at.village]).await?;
    let line = Changed { entity: "household", id: at.id, village: at.village.clone(), gone };
    feed::note(conn, &at.county(), &[line]).await
}
