//! The roll-up of coverage: what the proof says of today, written for every place in the transaction that changes it.

use lianxin_domain::{
    links::{
        Tier,
        proof::{self, prove, tiers},
    },
    places::PlaceCode,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::facts;
use crate::{
    app::App,
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const OF_PLACE: &str = "SELECT place, tier, villages, served, short, links, officials, linked FROM cover WHERE county = $1 AND place = $2 ORDER BY tier";
const BELOW: &str = "SELECT c.place, c.tier, c.villages, c.served, c.short, c.links, c.officials, c.linked FROM place p \
     JOIN cover c ON c.county = p.county AND c.place = p.code WHERE p.parent = $1 AND p.until = '9999-12-31' ORDER BY c.place, c.tier";
const CLEAR: &str = "DELETE FROM cover WHERE county >= $1 AND county < $2";
const CLEAR_UNLINKED: &str = "DELETE FROM unlinked WHERE county >= $1 AND county < $2";

/// New lines of the roll-up.
pub const COVER: Insert = Insert {
    table: "cover",
    columns: &["county", "place", "tier", "villages", "served", "short", "links", "officials", "linked"],
    tail: "",
};
/// Officials without a link.
pub const UNLINKED: Insert =
    Insert { table: "unlinked", columns: &["county", "official", "place"], tail: "" };

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_PLACE, BELOW, CLEAR, CLEAR_UNLINKED];

/// A line of the coverage roll-up.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CoverLine {
    pub place: String,
    pub tier: String,
    pub villages: i64,
    pub served: i64,
    pub short: i64,
    pub links: i64,
    pub officials: i64,
    pub linked: i64,
}

/// Both coverages of a place, with their tiers.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Cover {
    /// Every official on the roster has a link.
    pub coverage_one: CoverageOne,
    /// Every village has the links that its tiers demand.
    pub coverage_two: CoverageTwo,
    /// Tier by tier.
    pub tiers: Vec<TierCount>,
}

/// Officials and those of them who have a link.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct CoverageOne {
    /// On the roster.
    pub officials: i64,
    /// With a link.
    pub linked: i64,
    /// Whether all have one.
    pub holds: bool,
}

/// Villages and those of them that have what is demanded.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct CoverageTwo {
    /// Villages.
    pub villages: i64,
    /// With every demanded tier served.
    pub covered: i64,
    /// Whether all are.
    pub holds: bool,
}

/// One tier's counts.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct TierCount {
    /// The tier.
    pub tier: String,
    /// Villages that the tier is about.
    pub villages: i64,
    /// Villages with at least one link of the tier.
    pub served: i64,
    /// Villages that have fewer than demanded.
    pub short: i64,
    /// Links.
    pub links: i64,
    /// Officials of the tier.
    pub officials: i64,
    /// Officials of the tier with a link.
    pub linked: i64,
}

impl Cover {
    /// A coverage from the roll-up's lines of one place; the line without a tier holds both coverages.
    pub fn from_lines<'a>(lines: impl Iterator<Item = &'a CoverLine>) -> Cover {
        let mut cover = Cover::default();
        for line in lines {
            if line.tier.is_empty() {
                let (officials, linked) = (line.officials, line.linked);
                cover.coverage_one = CoverageOne { officials, linked, holds: officials == linked };
                let (villages, covered) = (line.villages, line.served);
                cover.coverage_two = CoverageTwo { villages, covered, holds: villages == covered };
            } else {
                cover.tiers.push(TierCount {
                    tier: line.tier.clone(),
                    villages: line.villages,
                    served: line.served,
                    short: line.short,
                    links: line.links,
                    officials: line.officials,
                    linked: line.linked,
                });
            }
        }
        cover
    }
}

/// The roll-up of one place.
pub async fn of_place(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<CoverLine>> {
    conn.all(OF_PLACE, &args![&place.owner(), place]).await
}

/// The roll-ups of the places right below one.
pub async fn below(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<CoverLine>> {
    conn.all(BELOW, &args![place]).await
}

/// Counts today's coverage anew for the whole city, by the same proof that snapshots carry.
pub async fn recount(app: &App, conn: &mut Conn) -> Result<()> {
    let city = app.city()?;
    let facts = facts::load(conn, &city, app.clock.today()).await?;
    let rules = facts::rules(app);
    let proof = prove(&facts, &tiers(&facts, &rules), &rules.demand);
    let lines: Vec<Vec<Value>> = proof.places.iter().flat_map(|(place, cover)| lines(place, cover)).collect();
    let unlinked = proof.unlinked.iter().map(|n| {
        let official = &facts.officials[*n as usize];
        args![&official.name_ref.county, official.name_ref.id, &facts.unit_of(*n).place].to_vec()
    });
    let unlinked: Vec<Vec<Value>> = unlinked.collect();
    replace(conn, &city, &lines, &unlinked).await
}

/// The roll-up's lines of one place: one for both coverages, one for each tier.
fn lines(place: &PlaceCode, cover: &proof::Cover) -> Vec<Vec<Value>> {
    let line = |tier: &str, counts: [u32; 6]| {
        let mut line = args![&place.owner(), place, tier].to_vec();
        line.extend(counts.map(Value::from));
        line
    };
    let short = cover.villages - cover.covered;
    let mut lines = vec![line("", [cover.villages, cover.covered, short, 0, cover.officials, cover.linked])];
    lines.extend(Tier::ALL.iter().zip(&cover.tiers).map(|(tier, count)| {
        line(
            tier.word(),
            [count.villages, count.served, count.short, count.links, count.officials, count.linked],
        )
    }));
    lines
}

impl From<&proof::Cover> for Cover {
    fn from(proved: &proof::Cover) -> Cover {
        let tier = |(tier, count): (&Tier, &proof::Count)| TierCount {
            tier: tier.word().to_owned(),
            villages: count.villages.into(),
            served: count.served.into(),
            short: count.short.into(),
            links: count.links.into(),
            officials: count.officials.into(),
            linked: count.linked.into(),
        };
        let (officials, linked) = (proved.officials.into(), proved.linked.into());
        let (villages, covered) = (proved.villages.into(), proved.covered.into());
        Cover {
            coverage_one: CoverageOne { officials, linked, holds: proved.one_holds() },
            coverage_two: CoverageTwo { villages, covered, holds: proved.two_holds() },
            tiers: Tier::ALL.iter().zip(&proved.tiers).map(tier).collect(),
        }
    }
}

/// Replaces the roll-up of a place and everything in it.
pub async fn replace(
    conn: &mut Conn,
    within: &PlaceCode,
    lines: &[Vec<Value>],
    unlinked: &[Vec<Value>],
) -> Result<()> {
    conn.run(CLEAR, &args![within, within.upper()]).await?;
    conn.run(CLEAR_UNLINKED, &args![within, within.upper()]).await?;
    conn.insert(&COVER, lines).await?;
    conn.insert(&UNLINKED, unlinked).await
}
