//! Reading links for screens: of a village, an official, a unit.

use lianxin_domain::{ids::Ref, places::PlaceCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{db::Conn, error::Result},
    people::{read::ends, routes::UnitRef},
    places::store::PlaceRef,
};

pub use super::scope::{OwnVillage, own_scope};

macro_rules! village_links {
    ($where:literal) => {
        concat!(
            "SELECT l.county, l.id, l.tier, l.village, l.since, l.until, l.document, l.plan, l.official_county, l.official, \
             l.unit_county, l.unit, u.name AS unit_name, u.kind AS unit_kind, COALESCE(o.name, '') AS name, \
             COALESCE(o.post, '') AS post, COALESCE(o.rank, '') AS rank, COALESCE(o.phone, u.phone) AS phone \
             FROM link l JOIN unit u ON u.county = l.unit_county AND u.id = l.unit \
             LEFT JOIN official o ON o.county = l.official_county AND o.id = l.official WHERE ",
            $where
        )
    };
}

const OF_VILLAGE: &str = village_links!(
    "l.county = $1 AND l.village = $2 AND l.until = '9999-12-31' ORDER BY l.tier, u.name, o.name, l.id LIMIT 500"
);
const ENDED_OF_VILLAGE: &str = village_links!(
    "l.county = $1 AND l.village = $2 AND l.until < '9999-12-31' ORDER BY l.until DESC, l.tier, u.name, l.id LIMIT 200"
);
const OF_OFFICIAL: &str = "SELECT l.county, l.id, l.tier, l.village, l.since, l.until, l.document, p.name, t.name AS township, \
     c.name AS county_name FROM link l \
     JOIN place p ON p.code = l.village AND p.since <= l.since AND p.until > l.since \
     JOIN place t ON t.code = p.parent AND t.until = '9999-12-31' \
     JOIN place c ON c.code = t.parent AND c.until = '9999-12-31' \
     WHERE l.official = $1 ORDER BY l.until DESC, l.village, l.id LIMIT 200";
const OF_UNIT: &str = "SELECT l.county, l.id, l.tier, l.village, l.since, l.until, l.document, p.name, t.name AS township, \
     c.name AS county_name FROM link l \
     JOIN place p ON p.code = l.village AND p.until = '9999-12-31' \
     JOIN place t ON t.code = p.parent AND t.until = '9999-12-31' \
     JOIN place c ON c.code = t.parent AND c.until = '9999-12-31' \
     WHERE l.unit = $1 AND l.until = '9999-12-31' AND l.official IS NULL ORDER BY l.village, l.id LIMIT 500";

macro_rules! moved_links {
    ($where:literal) => {
        concat!(
            "SELECT l.id, l.tier, l.village, v.name, t.name AS township, c.name AS county_name, l.official_county, l.official, \
             l.unit_county, l.unit, u.name AS unit_name, COALESCE(o.name, u.name) AS subject_name FROM link l \
             JOIN place v ON v.code = l.village AND v.since <= l.since AND v.until > l.since \
             JOIN place t ON t.code = v.parent AND t.until = '9999-12-31' JOIN place c ON c.code = t.parent AND c.until = '9999-12-31' \
             JOIN unit u ON u.county = l.unit_county AND u.id = l.unit \
             LEFT JOIN official o ON o.county = l.official_county AND o.id = l.official WHERE ",
            $where,
            " AND l.id > $2 ORDER BY l.id LIMIT $3"
        )
    };
}

const MADE_BY: &str = moved_links!("l.plan = $1 AND l.until = '9999-12-31'");
const ENDED_BY: &str = moved_links!("l.ended_by = $1");
const PRINTED: &str = "SELECT l.tier, l.since, l.document, l.village AS code, v.name AS village, t.name AS township, u.name AS unit, \
     COALESCE(o.name, '') AS name, COALESCE(o.post, '') AS post, COALESCE(o.phone, u.phone) AS phone FROM link l \
     JOIN place v ON v.code = l.village AND v.until = '9999-12-31' JOIN place t ON t.code = v.parent AND t.until = '9999-12-31' \
     JOIN unit u ON u.county = l.unit_county AND u.id = l.unit \
     LEFT JOIN official o ON o.county = l.official_county AND o.id = l.official \
     WHERE l.until = '9999-12-31' AND l.county >= $1 AND l.county < $2 ORDER BY l.village, u.name, o.name, l.id";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] =
    &[OF_VILLAGE, ENDED_OF_VILLAGE, OF_OFFICIAL, OF_UNIT, PRINTED, MADE_BY, ENDED_BY];

#[derive(Debug, sqlx::FromRow)]
struct VillageRow {
    county: String,
    id: Uuid,
    tier: String,
    since: String,
    until: String,
    document: String,
    plan: String,
    official_county: String,
    official: Option<Uuid>,
    unit_county: String,
    unit: Uuid,
    unit_name: String,
    unit_kind: String,
    name: String,
    post: String,
    rank: String,
    phone: String,
}

/// An official as others meet them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Who {
    /// Their ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    /// Their name.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Its rank.
    pub rank: String,
    /// How to reach them.
    pub phone: String,
    /// Their unit.
    pub unit: UnitRef,
}

/// A link as its village sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VillageLink {
    /// Its ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    /// Its tier.
    pub tier: String,
    /// The official; none where the unit itself is paired.
    pub who: Option<Who>,
    /// The unit.
    pub unit: UnitRef,
    /// How to reach the unit, or the official.
    pub phone: String,
    /// Since when.
    pub since: String,
    /// Until when; none while it holds.
    pub until: Option<String>,
    /// The document that decided it.
    pub document: String,
    /// The plan that made it.
    pub plan: String,
}

impl From<VillageRow> for VillageLink {
    fn from(row: VillageRow) -> VillageLink {
        let unit = UnitRef {
            name_ref: format!("{}.{}", row.unit_county, row.unit),
            name: row.unit_name,
            kind: row.unit_kind,
        };
        let who = row.official.map(|id| Who {
            name_ref: format!("{}.{id}", row.official_county),
            name: row.name,
            post: row.post,
            rank: row.rank,
            phone: row.phone.clone(),
            unit: unit.clone(),
        });
        VillageLink {
            name_ref: format!("{}.{}", row.county, row.id),
            tier: row.tier,
            who,
            unit,
            phone: row.phone,
            since: row.since,
            until: ends(&row.until),
            document: row.document,
            plan: row.plan,
        }
    }
}

#[derive(Debug, sqlx::FromRow)]
struct OfficialRow {
    county: String,
    id: Uuid,
    tier: String,
    village: String,
    since: String,
    until: String,
    document: String,
    name: String,
    township: String,
    county_name: String,
}

/// A link as its official or unit sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficialLink {
    /// Its ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    /// Its tier.
    pub tier: String,
    /// The village.
    pub village: PlaceRef,
    /// Where it lies.
    pub path: String,
    /// Since when.
    pub since: String,
    /// Until when; none while it holds.
    pub until: Option<String>,
    /// The document that decided it.
    pub document: String,
}

/// A unit's own link.
pub type UnitLink = OfficialLink;

impl From<OfficialRow> for OfficialLink {
    fn from(row: OfficialRow) -> OfficialLink {
        OfficialLink {
            name_ref: format!("{}.{}", row.county, row.id),
            tier: row.tier,
            village: PlaceRef { code: row.village, name: row.name, level: "village".into() },
            path: format!("{} / {}", row.county_name, row.township),
            since: row.since,
            until: ends(&row.until),
            document: row.document,
        }
    }
}

/// The links of a village that hold today, by tier.
pub async fn of_village(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<VillageLink>> {
    let rows: Vec<VillageRow> = conn.all(OF_VILLAGE, &args![&village.owner(), village]).await?;
    Ok(rows.into_iter().map(VillageLink::from).collect())
}

/// The links of a village that ended, the latest first.
pub async fn ended_of_village(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<VillageLink>> {
    let rows: Vec<VillageRow> = conn.all(ENDED_OF_VILLAGE, &args![&village.owner(), village]).await?;
    Ok(rows.into_iter().map(VillageLink::from).collect())
}

/// The links of an official, those that hold first.
pub async fn of_official(conn: &mut Conn, name: &Ref) -> Result<Vec<OfficialLink>> {
    let rows: Vec<OfficialRow> = conn.all(OF_OFFICIAL, &args![name.id]).await?;
    Ok(rows.into_iter().map(OfficialLink::from).collect())
}

/// The villages that a unit itself is paired with today.
pub async fn of_unit(conn: &mut Conn, name: &Ref) -> Result<Vec<UnitLink>> {
    let rows: Vec<OfficialRow> = conn.all(OF_UNIT, &args![name.id]).await?;
    Ok(rows.into_iter().map(OfficialLink::from).collect())
}

/// A link as it is printed.
#[derive(Debug, sqlx::FromRow)]
pub struct Printed {
    pub tier: String,
    pub since: String,
    pub document: String,
    pub code: String,
    pub village: String,
    pub township: String,
    pub unit: String,
    pub name: String,
    pub post: String,
    pub phone: String,
}

/// The links of a county (or the city) that hold today, by village.
pub async fn printed(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<Printed>> {
    conn.all(PRINTED, &args![place, place.upper()]).await
}

/// A link that an undo would end or start again.
#[derive(Debug, sqlx::FromRow)]
pub struct MovedLink {
    pub id: Uuid,
    pub tier: String,
    pub village: String,
    pub name: String,
    pub township: String,
    pub county_name: String,
    pub official_county: String,
    pub official: Option<Uuid>,
    pub unit_county: String,
    pub unit: Uuid,
    pub unit_name: String,
    pub subject_name: String,
}

/// The links that a plan made and that hold (`ended` false) or that it ended, after one, up to one more than `limit`.
pub async fn moved_by(
    conn: &mut Conn,
    plan: &str,
    ended: bool,
    after: Uuid,
    limit: i64,
) -> Result<Vec<MovedLink>> {
    conn.all(if ended { ENDED_BY } else { MADE_BY }, &args![plan, after, limit + 1]).await
}
