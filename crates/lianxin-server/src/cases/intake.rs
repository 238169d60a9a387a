//! Many cases at once, from an office's own sheet: taken in with the acts with which they begin, and taken back while nobody has
//! acted upon them. Statements of its own, as they are about many cases; the words that it reads are compared in memory and
//! shown to nobody.

use std::collections::{BTreeMap, HashMap, HashSet};

use lianxin_domain::{
    cases::{Act as Deed, Case, import::KnownMatter},
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    read,
    row::{MatterRow, life},
    search::{self, GRAM, Kind},
    store::{NewMatter, STEP},
    tally::Tally,
    work::word,
};
use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::{Error, Result},
        value::Value,
    },
};

/// Ids asked about at once.
const AT_ONCE: usize = 500;

const OF_VILLAGE: &str = "SELECT id, household, title, words, stage FROM matter WHERE county = $1 AND village = $2 AND title <> '' \
     AND (stage <> 'finished' OR changed_at > $3) ORDER BY id";
const PLACES: Among =
    Among { sql: "SELECT id, village FROM matter WHERE county = $1 AND id IN ({ids})", before: 1 };
const WHOLE: Among = Among {
    sql: "SELECT id, title, office, due, raised, owner_name FROM matter WHERE county = $1 AND id IN ({ids})",
    before: 1,
};
const ACTED: Among = Among {
    sql: "SELECT matter, MAX(n) AS n FROM case_step WHERE county = $1 AND by_account <> '' AND matter IN ({ids}) GROUP BY matter",
    before: 1,
};
const ASKED: Among =
    Among { sql: "SELECT DISTINCT matter FROM slip WHERE county = $1 AND matter IN ({ids})", before: 1 };
const LED: Among = Among {
    sql: "SELECT DISTINCT merged_into FROM matter WHERE county = $1 AND merged_into IN ({ids})",
    before: 1,
};
const WENT_UP: Among = Among {
    sql: "SELECT matter, day FROM case_step WHERE county = $1 AND act = 'escalate' AND matter IN ({ids})",
    before: 1,
};
const DROP: Among = Among { sql: "DELETE FROM matter WHERE county = $1 AND id IN ({ids})", before: 1 };
const DROP_STEPS: Among =
    Among { sql: "DELETE FROM case_step WHERE county = $1 AND matter IN ({ids})", before: 1 };

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_VILLAGE];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[PLACES, WHOLE, ACTED, ASKED, LED, WENT_UP, DROP, DROP_STEPS];

/// Cases that were begun elsewhere.
pub const MATTER: Insert = Insert {
    table: "matter",
    columns: &[
        "county",
        "id",
        "village",
        "township",
        "household",
        "brought_county",
        "title",
        "words",
        "theme",
        "kind",
        "urgent",
        "wanted_by",
        "raised",
        "version",
        "made_at",
        "changed_at",
        "office",
        "resident",
        "rung",
        "owner_county",
        "owner",
        "owner_name",
        "turn",
        "allowed",
        "used",
        "since",
        "spent",
        "due",
        "round",
        "pending",
        "closed_by",
        "asked_on",
        "asked_tries",
        "answered",
        "stage",
        "parts",
        "parts_due",
        "handler_county",
        "handler",
        "handler_name",
        "cost_planned",
        "cost_spent",
        "funds",
        "heard",
    ],
    tail: "",
};

/// A case with the acts with which it begins.
pub struct Begun<'a> {
    /// What it is.
    pub new: NewMatter<'a>,
    /// Its life after the acts.
    pub case: Case,
    /// What was done at once, in the unit's name.
    pub acts: Vec<Deed>,
    /// The unit's name; empty where nothing was done.
    pub unit: &'a str,
    /// The day on which it was raised.
    pub raised: Day,
    /// By when it is wanted.
    pub wanted_by: Option<Day>,
}

/// Who takes them in: account, name, and of which import they are.
pub struct Taker<'a> {
    /// The account.
    pub account: Uuid,
    /// Its name.
    pub name: &'a str,
    /// The import.
    pub import: &'a Ref,
}

/// Takes cases in: rows, steps, what a search finds, counts.
pub async fn take_in(
    conn: &mut Conn,
    tally: &mut Tally,
    by: &Taker<'_>,
    begun: &[Begun<'_>],
    (today, now): (Day, i64),
) -> Result<()> {
    let (mut rows, mut steps, mut grams) = (Vec::new(), Vec::new(), Vec::new());
    for one in begun {
        rows.push(row(one, now)?);
        let account = by.account.to_string();
        let mut step = |n: i64, act: String, unit: &str, detail: String| {
            let of = (&one.new.name.county, one.new.name.id);
            steps.push(args![of.0, of.1, n, now, today, act, &account, by.name, unit, "", detail].to_vec());
        };
        step(1, "raise".to_owned(), "", json!({"import": by.import}).to_string());
        for (deed, n) in one.acts.iter().zip(2..) {
            step(n, word(deed)?, one.unit, serde_json::to_string(deed)?);
        }
        for (kind, text) in [(Kind::Title, one.new.title), (Kind::Words, one.new.words)] {
            grams.extend(search::entries(kind, (one.new.village, one.new.name.id), text));
        }
        tally.raised(&one.new, &one.case, one.raised);
    }
    conn.insert(&MATTER, &rows).await?;
    conn.insert(&STEP, &steps).await?;
    conn.insert(&GRAM, &grams).await
}

fn row(one: &Begun<'_>, now: i64) -> Result<Vec<Value>> {
    let new = &one.new;
    let township = new.village.at(Level::Township).unwrap_or_else(|| new.village.clone());
    let version = 1 + one.acts.len() as i64;
    let mut row = args![
        &new.name.county,
        new.name.id,
        new.village,
        &township,
        new.household,
        "",
        new.title,
        new.words,
        new.theme,
        new.kind,
        new.urgent,
        one.wanted_by.map(|day| day.to_string()).unwrap_or_default(),
        one.raised,
        version,
        now,
        now,
    ]
    .to_vec();
    row.extend(life(&one.case, if one.case.owner.is_some() { one.unit } else { "" })?);
    row.push(new.heard.word().into());
    Ok(row)
}

/// The cases of villages that are open, or were finished after an instant.
pub async fn of_villages<'v>(
    conn: &mut Conn,
    villages: impl IntoIterator<Item = &'v PlaceCode>,
    since: i64,
) -> Result<Vec<KnownMatter>> {
    type Told = (Uuid, Option<Uuid>, String, String, String);
    let mut known = Vec::new();
    for village in villages {
        let county = village.owner();
        let rows: Vec<Told> = conn.all(OF_VILLAGE, &args![&county, village, since]).await?;
        known.extend(rows.into_iter().map(|(id, household, title, words, stage)| KnownMatter {
            id: Ref { county: county.clone(), id },
            village: village.clone(),
            household,
            title,
            words,
            finished: stage == "finished",
        }));
    }
    Ok(known)
}

/// Those of the names that are cases, with their villages.
pub async fn known(conn: &mut Conn, names: &[Ref]) -> Result<HashMap<Ref, PlaceCode>> {
    let mut known = HashMap::new();
    for (county, ids) in by_county(names) {
        for ids in ids.chunks(AT_ONCE) {
            let rows: Vec<(Uuid, String)> = conn.among(&PLACES, &args![&county], ids).await?;
            for (id, village) in rows {
                known.insert(Ref { county: county.clone(), id }, village.parse().map_err(Error::internal)?);
            }
        }
    }
    Ok(known)
}

/// How a case stands, for the preview: what everybody may read who sees the cases of the place.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Standing {
    pub id: Uuid,
    pub title: String,
    pub office: String,
    pub due: String,
    pub raised: String,
    pub owner_name: String,
}

/// How cases stand, by their ids.
pub async fn standings(conn: &mut Conn, names: &[Ref]) -> Result<HashMap<Uuid, Standing>> {
    let mut found = HashMap::new();
    for (county, ids) in by_county(names) {
        for ids in ids.chunks(AT_ONCE) {
            let rows: Vec<Standing> = conn.among(&WHOLE, &args![&county], ids).await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
    }
    Ok(found)
}

/// Takes cases back that nobody has acted upon since they had these versions, whatever the clock did; gives the others.
pub async fn take_back(conn: &mut Conn, tally: &mut Tally, made: &[(Ref, i64)]) -> Result<Vec<Ref>> {
    let versions: HashMap<Uuid, i64> = made.iter().map(|(name, version)| (name.id, *version)).collect();
    let names: Vec<Ref> = made.iter().map(|(name, _)| name.clone()).collect();
    let mut kept = Vec::new();
    for (county, ids) in by_county(&names) {
        for ids in ids.chunks(AT_ONCE) {
            let touched = touched(conn, &county, ids, &versions).await?;
            let free: Vec<Uuid> = ids.iter().copied().filter(|id| !touched.contains(id)).collect();
            kept.extend(touched.into_iter().map(|id| Ref { county: county.clone(), id }));
            drop_all(conn, tally, &county, &free).await?;
        }
    }
    kept.sort();
    Ok(kept)
}

async fn touched(
    conn: &mut Conn,
    county: &PlaceCode,
    ids: &[Uuid],
    versions: &HashMap<Uuid, i64>,
) -> Result<HashSet<Uuid>> {
    let before = args![county];
    let acted: Vec<(Uuid, i64)> = conn.among(&ACTED, &before, ids).await?;
    let later = |(id, n): &(Uuid, i64)| versions.get(id).is_some_and(|version| n > version);
    let mut touched: HashSet<Uuid> = acted.into_iter().filter(later).map(|(id, _)| id).collect();
    for among in [&ASKED, &LED] {
        let rows: Vec<(Uuid,)> = conn.among(among, &before, ids).await?;
        touched.extend(rows.into_iter().map(|(id,)| id));
    }
    Ok(touched)
}

async fn drop_all(conn: &mut Conn, tally: &mut Tally, county: &PlaceCode, ids: &[Uuid]) -> Result<()> {
    let rows: Vec<MatterRow> = read::whole(conn, county, ids).await?;
    let mut up: BTreeMap<Uuid, Vec<Day>> = BTreeMap::new();
    let steps: Vec<(Uuid, String)> = conn.among(&WENT_UP, &args![county], ids).await?;
    for (id, day) in steps {
        up.entry(id).or_default().push(day.parse().map_err(Error::internal)?);
    }
    for row in &rows {
        search::drop(conn, Kind::Title, row, &row.title).await?;
        search::drop(conn, Kind::Words, row, &row.words).await?;
        tally.taken_back(row, up.get(&row.id).map_or(&[], Vec::as_slice))?;
    }
    conn.run_among(&DROP_STEPS, &args![county], ids).await?;
    conn.run_among(&DROP, &args![county], ids).await
}

fn by_county(names: &[Ref]) -> BTreeMap<PlaceCode, Vec<Uuid>> {
    let mut counties: BTreeMap<PlaceCode, Vec<Uuid>> = BTreeMap::new();
    for name in names {
        counties.entry(name.county.clone()).or_default().push(name.id);
    }
    counties
}
