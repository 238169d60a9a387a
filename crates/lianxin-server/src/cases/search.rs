//! The index of what cases are called and, while they are open, of what they say. Titles are for whoever sees the cases of the
//! place; words only for whose task it is. Written in the transaction of the case; a household's erasure takes its part out.

use std::{cmp::Reverse, str::FromStr};

use lianxin_domain::{
    cases::grams::grams,
    ids::Ref,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use super::row::MatterRow;
use crate::{
    App, args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::{Error, Result},
        value::Value,
    },
};

/// Entries of a pair that are counted at the most when the rarest is chosen.
const COUNTED: i64 = 2000;
/// Pairs of what is looked for that are compared; the text itself is compared afterwards.
const PAIRS: usize = 4;
/// Entries of the rarest pair that are looked at together, and how often; then the rest is another page's, so that no search
/// takes long: in a county, and in each of several.
const LOOKS: (i64, usize) = (5000, 8);
const LOOKS_OF_MANY: (i64, usize) = (1000, 1);

const HOW_MANY: &str = "SELECT COUNT(*) AS n FROM (SELECT matter FROM matter_gram WHERE county = $1 AND kind = $2 AND gram = $3 \
     LIMIT $4) counted";
/// The last entry of a pair that is looked at before an id.
const FLOOR: &str = "SELECT matter FROM matter_gram WHERE county = $1 AND kind = $2 AND gram = $3 AND matter < $4 \
     ORDER BY matter DESC LIMIT 1 OFFSET $5";

/// The rarest pair's latest entries between two ids (`$4` and `$5`), at most `$6`, of which the others (`$7` and on) are asked:
/// each entry by the key, which `LIMIT 1 OFFSET 0` tells PostgreSQL, that would read all of them at once. A whole county is asked
/// without a word of townships, so that the key alone answers.
macro_rules! find {
    ($within:literal $(, $gram:literal)*) => {
        concat!(
            "SELECT g.matter FROM matter_gram g WHERE g.county = $1 AND g.kind = $2 AND g.gram = $3 AND g.matter < $4 \
             AND g.matter >= $5 ", $within,
            $(" AND EXISTS (SELECT 1 FROM matter_gram o WHERE o.county = $1 AND o.kind = $2 AND o.gram = ", $gram,
              " AND o.matter = g.matter LIMIT 1 OFFSET 0)",)*
            " ORDER BY g.matter DESC LIMIT $6"
        )
    };
}
/// With one to four pairs.
macro_rules! finds {
    ($within:literal, $a:literal, $b:literal, $c:literal) => {
        [find!($within), find!($within, $a), find!($within, $a, $b), find!($within, $a, $b, $c)]
    };
}
const OF_COUNTY: [&str; PAIRS] = finds!("", "$7", "$8", "$9");
/// `$7`: the township.
const OF_TOWNSHIP: [&str; PAIRS] = finds!("AND g.township = $7", "$8", "$9", "$10");
const OLD: &str = "SELECT county, id, village, title, words, stage FROM matter WHERE (county, id) > ($1, $2) \
     ORDER BY county, id LIMIT 500";
const DROP: Among = Among {
    sql: "DELETE FROM matter_gram WHERE county = $1 AND kind = $2 AND matter = $3 AND gram IN ({ids})",
    before: 3,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    OLD,
    HOW_MANY,
    FLOOR,
    OF_COUNTY[0],
    OF_COUNTY[1],
    OF_COUNTY[2],
    OF_COUNTY[3],
    OF_TOWNSHIP[0],
    OF_TOWNSHIP[1],
    OF_TOWNSHIP[2],
    OF_TOWNSHIP[3],
];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[DROP];

/// Pairs.
pub const GRAM: Insert = Insert {
    table: "matter_gram",
    columns: &["county", "kind", "gram", "matter", "township"],
    tail: "ON CONFLICT (county, kind, gram, matter) DO NOTHING",
};

/// What is indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What a case is called.
    Title,
    /// What it says.
    Words,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Title => "t",
            Kind::Words => "w",
        }
    }
}

/// The setting that holds after which case the index goes on, while there are cases from before it.
pub const UNINDEXED: &str = "cases.unindexed";
/// Its value when there are none any more.
const WHOLE: &str = "whole";

/// Puts the texts of cases from before the index into it, as many as can be kept in memory in each transaction; what is
/// interrupted goes on at the next start. Nobody is served meanwhile, so that no case changes.
pub async fn complete(app: &App) -> Result<()> {
    let mut at = app.setting(UNINDEXED);
    if at.is_empty() || at == WHOLE {
        return Ok(());
    }
    tracing::info!("texts of cases are put into the index of the search: minutes for a million of them");
    while at != WHOLE {
        let after = Ref::from_str(&at).ok();
        let county = after.as_ref().map_or("", |name| name.county.as_str());
        let mut conn = app.db.write().await?;
        let id = after.as_ref().map_or(Uuid::nil(), |name| name.id);
        let old: Vec<OldRow> = conn.all(OLD, &args![county, id]).await?;
        at = old.last().map_or_else(|| WHOLE.to_owned(), |row| format!("{}.{}", row.county, row.id));
        let mut rows = Vec::new();
        for row in &old {
            let of = (&row.village.parse().map_err(Error::internal)?, row.id);
            rows.extend(entries(Kind::Title, of, &row.title));
            if row.stage != "finished" {
                rows.extend(entries(Kind::Words, of, &row.words));
            }
        }
        conn.insert(&GRAM, &rows).await?;
        App::set(&mut conn, UNINDEXED, &at).await?;
        conn.commit().await?;
    }
    app.refresh().await
}

/// A case with its texts.
#[derive(sqlx::FromRow)]
struct OldRow {
    county: String,
    id: Uuid,
    village: String,
    title: String,
    words: String,
    stage: String,
}

/// The index's rows of a text of a case, for [`GRAM`].
pub fn entries(kind: Kind, (village, id): (&PlaceCode, Uuid), text: &str) -> Vec<Vec<Value>> {
    let township = village.at(Level::Township).unwrap_or_else(|| village.clone());
    let row = |gram: String| args![&village.owner(), kind.word(), gram, id, &township].to_vec();
    grams(text).into_iter().map(row).collect()
}

/// Puts a text of a case into the index.
pub async fn put(conn: &mut Conn, kind: Kind, of: (&PlaceCode, Uuid), text: &str) -> Result<()> {
    conn.insert(&GRAM, &entries(kind, of, text)).await
}

/// Takes a text of a case out of it.
pub async fn drop(conn: &mut Conn, kind: Kind, row: &MatterRow, text: &str) -> Result<()> {
    conn.run_among(&DROP, &args![&row.county, kind.word(), row.id], &grams(text)).await.map(|_| ())
}

/// Cases in which a text may stand, the latest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// County and case.
    pub cases: Vec<(PlaceCode, Uuid)>,
    /// Before which case to look on; none where all have been looked at.
    pub rest: Option<Uuid>,
}

/// Cases of a place of one of these counties or more in which a text may stand, before an id: all of its pairs are there.
pub async fn find(
    conn: &mut Conn,
    kind: Kind,
    (place, counties): (&PlaceCode, &[PlaceCode]),
    text: &str,
    (before, limit): (Uuid, i64),
) -> Result<Found> {
    let (pairs, looks) = (grams(text), if counties.len() == 1 { LOOKS } else { LOOKS_OF_MANY });
    let (mut all, mut rest) = (Vec::new(), None);
    for county in counties {
        let within = if place.contains(county) { county } else { place };
        let found = of_county(conn, (kind, county, within), &pairs, looks, (before, limit)).await?;
        all.extend(found.cases);
        rest = rest.max(found.rest);
    }
    // What lies before the last look at one county is told when all have been looked at as far.
    all.retain(|(_, id)| rest.is_none_or(|rest| *id >= rest));
    all.sort_by_key(|case| Reverse(case.1));
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    if all.len() > most {
        all.truncate(most);
        rest = all.last().map(|(_, id)| *id);
    }
    Ok(Found { cases: all, rest })
}

async fn of_county(
    conn: &mut Conn,
    (kind, county, within): (Kind, &PlaceCode, &PlaceCode),
    pairs: &[String],
    (window, times): (i64, usize),
    (before, limit): (Uuid, i64),
) -> Result<Found> {
    let mut known: Vec<(i64, &String)> = Vec::new();
    for gram in pairs {
        let (n,): (i64,) = conn.one(HOW_MANY, &args![county, kind.word(), gram, window.min(COUNTED)]).await?;
        if n == 0 {
            return Ok(Found::default());
        }
        known.push((n, gram));
    }
    known.sort();
    known.truncate(PAIRS);
    let Some((rarest, others)) = known.split_first() else { return Ok(Found::default()) };
    let township = within.at(Level::Township);
    let all = if township.is_some() { OF_TOWNSHIP } else { OF_COUNTY };
    let sql = all.get(others.len()).copied().unwrap_or(all[0]);
    let (mut found, mut rest) = (Found::default(), Some(before));
    for _ in 0..times {
        let (Some(before), left) = (rest, limit - found.cases.len() as i64) else { break };
        let key = args![county, kind.word(), rarest.1, before];
        let last = [&key[..], &args![window - 1]].concat();
        let floor: Option<(Uuid,)> = conn.maybe(FLOOR, &last).await?;
        let floor = floor.map(|(id,)| id);
        let mut args = [&key[..], &args![floor.unwrap_or_default(), left]].concat();
        args.extend(township.iter().map(Value::from));
        args.extend(others.iter().map(|(_, gram)| Value::from(*gram)));
        let ids: Vec<(Uuid,)> = conn.all(sql, &args).await?;
        let full = ids.len() as i64 == left;
        rest = if full { ids.last().map(|(id,)| *id) } else { floor };
        found.cases.extend(ids.into_iter().map(|(id,)| (county.clone(), id)));
        if full {
            break;
        }
    }
    Ok(Found { rest, ..found })
}
