//! The roll-up of coverage: what the proof says of today, written for every place in the transaction that changes it.

use lianxin_domain::places::PlaceCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
    oversight::store::CoverLine,
};

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
pub const STATEMENTS: &[&str] = &[CLEAR, CLEAR_UNLINKED];

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
