//! Facts as of a day, from the tables to the domain's dense arrays.

use std::collections::HashMap;

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::{Current, Facts, Official, RuleSet, Tier, Unit, Village, facts::Weights8, skill_bits},
    people::{Rank, Topic, UnitKind},
    places::PlaceCode,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    app::App,
    args,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    people::store as people,
    places::store as places,
};

const LINKS_AS_OF: &str = "SELECT county, id, tier, village, official, unit, since FROM link WHERE since <= $1 AND until > $1 \
     ORDER BY county, id";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[LINKS_AS_OF];

#[derive(sqlx::FromRow)]
struct LinkAsOf {
    county: String,
    id: Uuid,
    tier: String,
    village: String,
    official: Option<Uuid>,
    unit: Uuid,
    since: String,
}

/// Everything as of a day.
pub async fn load(conn: &mut Conn, city: &PlaceCode, day: Day) -> Result<Facts> {
    let villages = villages(conn, city, day).await?;
    let (units, unit_at) = units(conn, day).await?;
    let (officials, official_at) = officials(conn, day, &unit_at).await?;
    let village_at: HashMap<&str, u32> =
        villages.iter().zip(0..).map(|(v, n)| (v.code.as_str(), n)).collect();
    let rows: Vec<LinkAsOf> = conn.all(LINKS_AS_OF, &args![day]).await?;
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        let official = match row.official {
            Some(id) => match official_at.get(&id) {
                Some(n) => Some(*n),
                None => continue,
            },
            None => None,
        };
        let (Some(village), Some(unit), Some(tier)) =
            (village_at.get(row.village.as_str()), unit_at.get(&row.unit), Tier::of(&row.tier))
        else {
            continue;
        };
        let name_ref = Ref { county: place(&row.county)?, id: row.id };
        links.push(Current {
            name_ref,
            tier,
            village: *village,
            official,
            unit: *unit,
            since: day_of(&row.since)?,
        });
    }
    Ok(Facts { as_of: day, city: city.clone(), villages, units, officials, links })
}

/// The rules that were last published, or the defaults.
pub fn rules(app: &App) -> RuleSet {
    serde_json::from_str(&app.setting("rules")).unwrap_or_default()
}

async fn villages(conn: &mut Conn, city: &PlaceCode, day: Day) -> Result<Vec<Village>> {
    let profiles = places::profiles(conn, city).await?;
    let profiles: HashMap<&str, &places::VillageProfile> =
        profiles.iter().map(|p| (p.village.as_str(), p)).collect();
    let mut villages = Vec::new();
    for row in places::all_as_of(conn, city, day).await?.into_iter().filter(|row| row.level == "village") {
        let profile = profiles.get(row.code.as_str());
        let difficulty = profile.map_or(50, |profile| profile.difficulty.clamp(0, 100)) as u8;
        let needs = profile.map_or([0; 8], |profile| weights(&profile.needs));
        villages.push(Village { code: place(&row.code)?, name: row.name, difficulty, needs });
    }
    Ok(villages)
}

async fn units(conn: &mut Conn, day: Day) -> Result<(Vec<Unit>, HashMap<Uuid, u32>)> {
    let mut areas: HashMap<Uuid, Vec<PlaceCode>> = HashMap::new();
    for (_, unit, code) in people::areas(conn).await? {
        areas.entry(unit).or_default().push(place(&code)?);
    }
    let (mut units, mut at) = (Vec::new(), HashMap::new());
    for row in people::units_as_of(conn, day).await? {
        at.insert(row.id, units.len() as u32);
        units.push(Unit {
            name_ref: Ref { county: place(&row.county)?, id: row.id },
            name: row.name,
            kind: UnitKind::of(&row.kind).ok_or_else(|| unknown("kind of unit", &row.kind))?,
            place: place(&row.place)?,
            area: areas.remove(&row.id).unwrap_or_default(),
            strengths: weights(&row.strengths),
        });
    }
    Ok((units, at))
}

async fn officials(
    conn: &mut Conn,
    day: Day,
    unit_at: &HashMap<Uuid, u32>,
) -> Result<(Vec<Official>, HashMap<Uuid, u32>)> {
    let (mut officials, mut at) = (Vec::new(), HashMap::new());
    for row in people::officials_as_of(conn, day).await? {
        let Some(unit) = unit_at.get(&row.unit) else { continue };
        at.insert(row.id, officials.len() as u32);
        let skills: Vec<String> = serde_json::from_str(&row.skills).unwrap_or_default();
        officials.push(Official {
            name_ref: Ref { county: place(&row.county)?, id: row.id },
            name: row.name,
            unit: *unit,
            rank: Rank::of(&row.rank).ok_or_else(|| unknown("rank", &row.rank))?,
            home: row.home.parse().ok(),
            skills: skill_bits(skills.iter().filter_map(|skill| Topic::of(skill))),
        });
    }
    Ok((officials, at))
}

/// Weights by topic from their JSON object.
fn weights(json: &str) -> Weights8 {
    let object: Value = serde_json::from_str(json).unwrap_or_default();
    let of = |topic: usize| object[Topic::ALL[topic].word()].as_u64().unwrap_or(0).min(100) as u8;
    std::array::from_fn(of)
}

fn place(code: &str) -> Result<PlaceCode> {
    code.parse().map_err(Error::internal)
}

fn day_of(text: &str) -> Result<Day> {
    text.parse().map_err(Error::internal)
}

fn unknown(what: &str, word: &str) -> Error {
    Error::internal(format!("the database holds an unknown {what}: {word}"))
}
