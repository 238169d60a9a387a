//! Whom a complaint is about. Whoever complains picks the official or the unit from those of the village where he can: then it is known
//! by identity and not by spelling who must never come near it, and at which level they stand. Where he cannot, his words are
//! compared with names.

use std::cmp::Reverse;

use lianxin_domain::{
    cases::grams::letters,
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{complaints, read};
use crate::{
    args,
    engine::{
        act::Actor,
        db::Conn,
        error::{Error, Result},
    },
};

const LINKED: &str = "SELECT o.county, o.id, o.name, u.name AS unit, u.place FROM link l \
     JOIN official o ON o.county = l.official_county AND o.id = l.official JOIN unit u ON u.county = o.county AND u.id = o.unit \
     WHERE l.county = $1 AND l.village = $2 AND l.since <= $3 AND l.until > $3 \
     GROUP BY o.county, o.id, o.name, u.name, u.place ORDER BY o.name, o.id LIMIT 100";
const OFFICIAL: &str = "SELECT u.county, u.id, u.name, u.kind, u.place FROM official o \
     JOIN unit u ON u.county = o.county AND u.id = o.unit WHERE o.county = $1 AND o.id = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[LINKED, OFFICIAL];

/// Whom it is about, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Accused {
    /// As it was written, or the name of whoever was picked.
    pub name: String,
    /// The official that was picked.
    #[serde(default)]
    official: Option<Ref>,
    /// The unit that was picked, or the official's.
    #[serde(default)]
    unit: Option<Ref>,
}

impl Accused {
    /// As it was written.
    pub fn written(name: String) -> Accused {
        Accused { name, official: None, unit: None }
    }

    /// The text that is sealed.
    pub fn text(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// From the text that was sealed; older ones are a name alone.
    pub fn read(text: &str) -> Accused {
        serde_json::from_str(text).unwrap_or_else(|_| Accused::written(text.to_owned()))
    }
}

/// Somebody who can be picked: an official linked to the village, or a unit in charge of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AccusedListed)]
pub struct Listed {
    /// `official` or `body`.
    about: String,
    /// The ref.
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    /// Of an official: the unit.
    unit: String,
    /// `village`, `township` or `county`: where they stand.
    level: String,
}

/// At which level somebody of a place stands, as complaints know it: a city's body stands as high as a county's does.
fn level(place: &str) -> Result<&'static str> {
    let place: PlaceCode = place.parse().map_err(Error::internal)?;
    Ok(match place.level() {
        Level::Village => "village",
        Level::Township => "township",
        Level::County | Level::City => "county",
    })
}

/// Those whom a household of a village can pick, the nearest first: of the township, then of the county, then of the city.
pub async fn directory(conn: &mut Conn, village: &PlaceCode, today: Day) -> Result<Vec<Listed>> {
    let mut all = Vec::new();
    let mut linked: Vec<(String, Uuid, String, String, String)> =
        conn.all(LINKED, &args![&village.owner(), village, today]).await?;
    linked.sort_by_key(|(.., place)| Reverse(place.len()));
    for (county, id, name, unit, place) in linked {
        let level = level(&place)?.to_owned();
        all.push(Listed { about: "official".into(), name_ref: format!("{county}.{id}"), name, unit, level });
    }
    let mut units = read::units_of(conn, village).await?;
    units.sort_by_key(|unit| Reverse(unit.place.len()));
    for unit in units {
        let level = level(&unit.place)?.to_owned();
        let name_ref = unit.name_ref()?.to_string();
        all.push(Listed { about: "body".into(), name_ref, name: unit.name, unit: String::new(), level });
    }
    Ok(all)
}

/// Whoever was picked of a village, and where they stand; none where there is no such person or body.
pub async fn picked(
    conn: &mut Conn,
    village: &PlaceCode,
    name: &str,
    today: Day,
) -> Result<Option<(Accused, &'static str, String)>> {
    let found = directory(conn, village, today).await?.into_iter().find(|one| one.name_ref == name);
    let Some(listed) = found else { return Ok(None) };
    let who: Ref = name.parse().map_err(Error::internal)?;
    let about = if listed.about == "official" { "official" } else { "body" };
    let accused = match about {
        "official" => {
            let unit: Option<read::UnitRow> = conn.maybe(OFFICIAL, &args![&who.county, who.id]).await?;
            let unit = unit.map(|row| row.name_ref()).transpose()?;
            Accused { name: listed.name, official: Some(who), unit }
        }
        _ => Accused { name: listed.name, official: None, unit: Some(who) },
    };
    Ok(Some((accused, about, listed.level)))
}

/// Whether somebody is the one complained of, or of that unit: by identity where one was picked, and by name in any case.
pub async fn concerns(conn: &mut Conn, actor: &Actor, accused: &Accused) -> Result<bool> {
    let mut units: Vec<Ref> = actor.grants.iter().filter_map(|grant| grant.unit.clone()).collect();
    let mut names = vec![actor.name.clone()];
    if let Some(official) = &actor.official {
        if accused.official.as_ref() == Some(official) {
            return Ok(true);
        }
        let unit: Option<read::UnitRow> = conn.maybe(OFFICIAL, &args![&official.county, official.id]).await?;
        units.extend(unit.map(|row| row.name_ref()).transpose()?);
        names.extend(complaints::names_of(conn, official).await?);
    }
    // Staff of a township act in the name of its government, with or without an official of their own.
    for grant in &actor.grants {
        if let Some(government) = read::government(conn, &grant.place).await? {
            units.push(government.name_ref()?);
        }
    }
    if accused.unit.as_ref().is_some_and(|unit| units.contains(unit)) {
        return Ok(true);
    }
    let written = letters(&accused.name);
    let same = |name: &String| {
        let name = letters(name);
        !name.is_empty() && (written.contains(&name) || name.contains(&written))
    };
    Ok(names.iter().any(same))
}
