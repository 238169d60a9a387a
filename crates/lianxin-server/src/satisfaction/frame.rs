//! The frame: whom a draw can draw, village by village, cut into strata.

use std::collections::BTreeMap;

use lianxin_domain::{
    places::{Level, PlaceCode},
    satisfaction::{Frame, LEAST_STRATUM, Strata, gather},
};
use uuid::Uuid;

use super::read::{self, DrawRow};
use crate::{
    app::App,
    engine::error::{Error, Result},
    places::store as places,
};

/// Households of one village, in rising order of their ids.
pub struct Village {
    /// Its code.
    pub code: PlaceCode,
    /// The households.
    pub units: Vec<Uuid>,
}

/// A stratum: its name in the statement and its villages.
pub struct Stratum {
    /// Codes of its places, with `/` and the tier or the kind where it is cut by that, joined by `+`.
    pub name: String,
    /// Its villages.
    pub villages: Vec<Village>,
}

impl Stratum {
    /// How many households it has.
    pub fn size(&self) -> u64 {
        self.villages.iter().map(|village| village.units.len() as u64).sum()
    }
}

/// Reads the frame of a draw as of now, on a reading connection, county by county.
pub async fn read(app: &App, row: &DrawRow) -> Result<Vec<Stratum>> {
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let strata_by = Strata::of(&row.strata).ok_or_else(|| Error::internal("a draw's strata"))?;
    let frame = Frame::of(&row.frame).ok_or_else(|| Error::internal("a draw's frame"))?;
    let days = (row.since.as_str(), row.until.as_str());
    let mut conn = app.db.read().await?;
    let counties: Vec<PlaceCode> = match place.level() {
        Level::City => {
            let below = places::children(&mut conn, &place, app.clock.today()).await?;
            below.iter().filter_map(|county| county.code.parse().ok()).collect()
        }
        _ => vec![place.owner()],
    };
    let mut groups: BTreeMap<String, Vec<Village>> = BTreeMap::new();
    for county in counties {
        let within = if place.level() == Level::City { &county } else { &place };
        for (village, unit, cut) in read::households(&mut conn, &county, within, frame, days).await? {
            let code: PlaceCode = village.parse().map_err(Error::internal)?;
            let group = groups.entry(stratum_of(strata_by, &code, &cut)).or_default();
            match group.last_mut() {
                Some(last) if last.code == code => last.units.push(unit),
                _ => group.push(Village { code, units: vec![unit] }),
            }
        }
    }
    Ok(strata(groups))
}

/// The stratum in which a household of a village lies, before small ones are put together.
fn stratum_of(by: Strata, village: &PlaceCode, cut: &str) -> String {
    let at = |level| village.at(level).unwrap_or_else(|| village.clone());
    match by {
        Strata::County => at(Level::County).to_string(),
        Strata::Township => at(Level::Township).to_string(),
        Strata::Tier | Strata::Kind => format!("{}/{cut}", at(Level::County)),
    }
}

fn strata(groups: BTreeMap<String, Vec<Village>>) -> Vec<Stratum> {
    let size = |list: &[Village]| list.iter().map(|village| village.units.len() as u64).sum();
    let sizes: Vec<(String, u64)> = groups.iter().map(|(name, list)| (name.clone(), size(list))).collect();
    let named: Vec<(&str, u64)> = sizes.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    let members = gather(&named, LEAST_STRATUM);
    let mut lists = groups.into_values();
    let stratum = |at: Vec<usize>| {
        let codes: Vec<&str> = at.iter().map(|n| named[*n].0).collect();
        let villages = at.iter().filter_map(|_| lists.next()).flatten().collect();
        Stratum { name: codes.join("+"), villages }
    };
    members.into_iter().map(stratum).collect()
}
