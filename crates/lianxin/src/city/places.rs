//! The places on which the city is drawn.

use std::collections::BTreeMap;

use lianxin_domain::places::{Level, PlaceCode};

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its code.
    pub code: PlaceCode,
    /// Its full name.
    pub name: String,
}

/// How much of the city is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// All of it: about 70,000 officials.
    Full,
    /// The first two counties: about 1,500 officials.
    Small,
}

/// The places of a divisions file (`code,name,level,parent`) that belong to a size; lines that are no places are skipped.
pub fn places(csv: &str, size: Size) -> Vec<PlaceRow> {
    let rows = csv.lines().filter_map(|line| {
        let mut cells = line.split(',');
        let code = cells.next()?.trim().parse().ok()?;
        Some(PlaceRow { code, name: cells.next()?.trim().to_owned() })
    });
    within(&rows.collect::<Vec<_>>(), size)
}

/// The places that belong to a size, sorted by code.
pub fn within(all: &[PlaceRow], size: Size) -> Vec<PlaceRow> {
    let mut places = all.to_vec();
    places.sort_by(|a, b| a.code.cmp(&b.code));
    if size == Size::Small {
        let counties: Vec<PlaceCode> = places
            .iter()
            .filter(|p| p.code.level() == Level::County)
            .take(2)
            .map(|p| p.code.clone())
            .collect();
        places.retain(|p| {
            p.code.level() == Level::City || counties.iter().any(|county| county.contains(&p.code))
        });
    }
    places
}

/// The places as a tree.
pub struct Land {
    /// The city.
    pub city: PlaceRow,
    /// Its counties.
    pub counties: Vec<PlaceRow>,
    children: BTreeMap<PlaceCode, Vec<PlaceRow>>,
}

impl Land {
    /// Of sorted places; none without a city.
    pub fn new(places: &[PlaceRow]) -> Option<Land> {
        let mut children: BTreeMap<PlaceCode, Vec<PlaceRow>> = BTreeMap::new();
        for place in places {
            if let Some(parent) = place.code.parent() {
                children.entry(parent).or_default().push(place.clone());
            }
        }
        let city = places.iter().find(|place| place.code.level() == Level::City)?.clone();
        let counties = children.get(&city.code).cloned().unwrap_or_default();
        Some(Land { city, counties, children })
    }

    /// The places right below a place.
    pub fn below(&self, code: &PlaceCode) -> &[PlaceRow] {
        self.children.get(code).map_or(&[], Vec::as_slice)
    }

    /// The villages of a county or township.
    pub fn villages(&self, code: &PlaceCode) -> Vec<&PlaceRow> {
        match code.level() {
            Level::Township => self.below(code).iter().collect(),
            _ => self.below(code).iter().flat_map(|place| self.villages(&place.code)).collect(),
        }
    }
}
