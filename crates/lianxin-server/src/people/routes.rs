//! The verbs of people.

use axum::Json;
use lianxin_domain::{access::Right, ids::Ref, places::PlaceCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::read::{self, OfficialLine, UnitLine, Wanted};
use crate::{
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::Query,
        page::{Page, Paging},
        verb::Verb,
    },
    places::store::PlaceRef,
};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    use Right::SeePeople;
    vec![
        Verb::get(
            "people.official.list",
            "/officials",
            SeePeople,
            "Officials of a place, by place and name.",
            officials,
        )
        .query(&[
            ("place", "A place's code"),
            ("unit", "A unit's ref"),
            ("tier", "A tier"),
            ("linked", "`no`: only officials without a link"),
            ("q", "A name's beginning, pinyin or initials"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<Page<OfficialShown>>(),
        Verb::get("people.unit.list", "/units", SeePeople, "Units of a place.", units)
            .query(&[
                ("place", "A place's code"),
                ("kind", "A kind of unit"),
                ("q", "Part of a name"),
                ("after", "Cursor"),
                ("limit", "1 to 200"),
            ])
            .gives::<Page<UnitShown>>(),
    ]
}

/// A unit by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitRef {
    /// Its ref.
    #[serde(rename = "ref")]
    pub name_ref: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
}

/// An official in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = OfficialLine)]
pub struct OfficialShown {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    post: String,
    rank: String,
    unit: UnitRef,
    place: PlaceRef,
    tier: String,
    /// To how many villages they are linked today.
    villages: i64,
}

impl From<OfficialLine> for OfficialShown {
    fn from(row: OfficialLine) -> OfficialShown {
        OfficialShown {
            name_ref: format!("{}.{}", row.county, row.id),
            name: row.name,
            post: row.post,
            rank: row.rank,
            unit: UnitRef {
                name_ref: format!("{}.{}", row.county, row.unit),
                name: row.unit_name,
                kind: row.unit_kind,
            },
            place: PlaceRef { code: row.place, name: row.place_name, level: row.place_level },
            tier: row.tier,
            villages: row.villages,
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    place: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    tier: String,
    #[serde(default)]
    linked: String,
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    paging: Paging,
}

async fn officials(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<OfficialShown>>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let unit: Option<Ref> = asked
        .unit
        .filter(|unit| !unit.is_empty())
        .map(|unit| unit.parse().map_err(|_| missing()))
        .transpose()?;
    let place = reach(&mut look, asked.place.as_deref(), unit.as_ref()).await?;
    let own =
        look.actor.grants.iter().find_map(|grant| grant.unit.clone()).filter(|_| look.may(&place).is_err());
    let unit = unit.or(own).map(|unit| unit.id);
    let wanted =
        Wanted { tier: asked.tier, unit, unlinked: asked.linked == "no", q: asked.q.trim().to_owned() };
    let limit = asked.paging.limit();
    let [in_place, name_key, id] = asked.paging.after();
    let after = (in_place, name_key, Uuid::try_parse(&id).unwrap_or_default());
    let rows = read::officials(&mut look, &place, &wanted, after, limit).await?;
    let key = |row: &OfficialLine| [row.place.clone(), row.name_key.clone(), row.id.to_string()];
    Ok(Json(Page::cut(rows, limit, key, OfficialShown::from)))
}

/// Where a list may look: within the jurisdiction, or within the one unit that a department's grant names.
async fn reach(look: &mut Look, asked: Option<&str>, unit: Option<&Ref>) -> Result<PlaceCode> {
    let widest = look.actor.widest(look.right)?;
    let own: Option<Ref> = look.actor.grants.iter().find_map(|grant| grant.unit.clone());
    if let (Some(own), true) = (own, look.may(&widest).is_err()) {
        let same = unit.is_none_or(|unit| *unit == own);
        return if same { Ok(widest) } else { Err(Error::refused(codes::NOT_FOUND)) };
    }
    look.place_or_widest(asked)
}

/// A unit in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = UnitLine)]
pub struct UnitShown {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    kind: String,
    place: PlaceRef,
    officials: i64,
    /// Villages that the unit itself is paired with.
    villages: i64,
}

impl From<UnitLine> for UnitShown {
    fn from(row: UnitLine) -> UnitShown {
        UnitShown {
            name_ref: format!("{}.{}", row.county, row.id),
            name: row.name,
            kind: row.kind,
            place: PlaceRef { code: row.place, name: row.place_name, level: row.place_level },
            officials: row.officials,
            villages: row.villages,
        }
    }
}

#[derive(Deserialize)]
struct UnitsAsked {
    place: Option<String>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    paging: Paging,
}

async fn units(mut look: Look, Query(asked): Query<UnitsAsked>) -> Result<Json<Page<UnitShown>>> {
    let place = look.place_or_widest(asked.place.as_deref())?;
    let limit = asked.paging.limit();
    let [in_place, name, id] = asked.paging.after();
    let after = (in_place, name, Uuid::try_parse(&id).unwrap_or_default());
    let rows = read::units(&mut look, &place, &asked.kind, asked.q.trim(), after, limit).await?;
    let key = |row: &UnitLine| [row.place.clone(), row.name.clone(), row.id.to_string()];
    Ok(Json(Page::cut(rows, limit, key, UnitShown::from)))
}
