//! The index of what cases are called and, while they are open, of what they say. Titles are for whoever sees the cases of the
//! place; words only for whose task it is. Written in the transaction of the case; a household's erasure takes its part out.

use lianxin_domain::{
    cases::grams::grams,
    places::{Level, PlaceCode},
};
use uuid::Uuid;

use super::row::MatterRow;
use crate::{
    args,
    engine::{
        ask::Among,
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

/// Entries of a pair that are counted when the rarest is chosen.
const COUNTED: i64 = 2000;
/// Pairs of what is looked for that are compared; the text itself is compared afterwards.
const PAIRS: usize = 4;

const HOW_MANY: &str = "SELECT COUNT(*) AS n FROM (SELECT matter FROM matter_gram WHERE county = $1 AND kind = $2 AND gram = $3 \
     LIMIT $4) counted";
/// The rarest pair's latest entries, of which the others are asked. `$5` and `$6`: township from and below.
const FIND: &str = "SELECT g.matter FROM (SELECT matter, township FROM matter_gram WHERE county = $1 AND kind = $2 AND gram = $3 \
     AND matter < $4 ORDER BY matter DESC LIMIT 20000) g WHERE g.township >= $5 AND g.township < $6 \
     AND EXISTS (SELECT 1 FROM matter_gram a WHERE a.county = $1 AND a.kind = $2 AND a.gram = $7 AND a.matter = g.matter) \
     AND EXISTS (SELECT 1 FROM matter_gram b WHERE b.county = $1 AND b.kind = $2 AND b.gram = $8 AND b.matter = g.matter) \
     AND EXISTS (SELECT 1 FROM matter_gram c WHERE c.county = $1 AND c.kind = $2 AND c.gram = $9 AND c.matter = g.matter) \
     ORDER BY g.matter DESC LIMIT $10";
const DROP: Among = Among {
    sql: "DELETE FROM matter_gram WHERE county = $1 AND kind = $2 AND matter = $3 AND gram IN ({ids})",
    before: 3,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[HOW_MANY, FIND];
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

/// Puts a text of a case into the index.
pub async fn put(conn: &mut Conn, kind: Kind, of: (&PlaceCode, Uuid), text: &str) -> Result<()> {
    let (village, id) = of;
    let township = village.at(Level::Township).unwrap_or_else(|| village.clone());
    let row = |gram: String| args![&village.owner(), kind.word(), gram, id, &township].to_vec();
    conn.insert(&GRAM, &grams(text).into_iter().map(row).collect::<Vec<_>>()).await
}

/// Takes a text of a case out of it.
pub async fn drop(conn: &mut Conn, kind: Kind, row: &MatterRow, text: &str) -> Result<()> {
    conn.run_among(&DROP, &args![&row.county, kind.word(), row.id], &grams(text)).await.map(|_| ())
}

/// Cases in which a text may stand, the latest first, before an id: all of its pairs are there.
pub async fn find(
    conn: &mut Conn,
    kind: Kind,
    place: &PlaceCode,
    text: &str,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let county = place.owner();
    let mut known: Vec<(i64, String)> = Vec::new();
    for gram in grams(text) {
        let (n,): (i64,) = conn.one(HOW_MANY, &args![&county, kind.word(), &gram, COUNTED]).await?;
        known.push((n, gram));
    }
    known.sort();
    let Some((rarest, _)) = known.first().map(|(n, gram)| (gram.clone(), *n)) else { return Ok(Vec::new()) };
    let pairs = |n: usize| known.get(n).map_or_else(|| rarest.clone(), |(_, gram)| gram.clone());
    let township = place.at(Level::Township).unwrap_or_else(|| county.clone());
    let mut args: Vec<Value> =
        args![&county, kind.word(), &rarest, before, &township, township.upper()].to_vec();
    args.extend((1..PAIRS).map(|n| Value::from(pairs(n))));
    args.push(limit.into());
    let rows: Vec<(Uuid,)> = conn.all(FIND, &args).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
