//! The units of the city: bodies, departments, township governments, police stations.

use lianxin_domain::{
    people::{Topic, UnitKind},
    places::PlaceCode,
};

use super::{
    chance::Chance,
    lists::{BODIES, CITY_ONLY, COMMON, Department},
    places::{Land, PlaceRow, Size},
};

/// One unit, with how many people of which sort it has.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its name without that of the city or county.
    pub bare: String,
    /// Its kind.
    pub kind: UnitKind,
    /// Its place.
    pub place: PlaceRow,
    /// Townships that a station covers.
    pub area: Vec<PlaceRow>,
    /// What it is strong in.
    pub strengths: Vec<(Topic, i64)>,
    /// Leaders: of the city, a county or a township.
    pub leaders: usize,
    /// All others.
    pub people: usize,
}

impl Unit {
    /// The county, or the city.
    pub fn owner(&self) -> PlaceCode {
        self.place.code.owner()
    }
}

/// All units, the city's first, then county by county.
pub fn units(land: &Land, size: Size, chance: &Chance) -> Vec<Unit> {
    let mut chance = chance.of("units");
    let mut units = bodies(&land.city, &land.city.name, UnitKind::CityDepartment, size);
    let city: Vec<&Department> = COMMON.iter().chain(CITY_ONLY).collect();
    units.extend(departments(
        &land.city,
        &land.city.name,
        UnitKind::CityDepartment,
        &city,
        size,
        &mut chance,
    ));
    for county in &land.counties {
        let short = short(county);
        units.extend(bodies(county, &short, UnitKind::CountyDepartment, size));
        let all: Vec<&Department> = COMMON.iter().collect();
        units.extend(departments(county, &short, UnitKind::CountyDepartment, &all, size, &mut chance));
        units.extend(land.below(&county.code).iter().map(|place| township(land, place, size, &mut chance)));
        units.extend(stations(land, county, &short, size, &mut chance));
    }
    units
}

/// How a county is called in the names of its departments.
fn short(county: &PlaceRow) -> String {
    county.name.replace("高新技术产业开发区", "高新区")
}

fn bodies(place: &PlaceRow, name: &str, kind: UnitKind, size: Size) -> Vec<Unit> {
    let city = kind == UnitKind::CityDepartment;
    let body = |&(suffix, sort): &(&str, &str)| {
        let last = name.chars().last().unwrap_or('市');
        let own = match sort {
            "党委" => format!("中共{name}委员会"),
            "政协" => format!("政协{name}委员会"),
            _ => format!("{name}{suffix}"),
        };
        let leaders = super::posts::leaders(suffix).len();
        Unit {
            bare: if sort == "党委" { format!("{last}委") } else { format!("{last}{suffix}") },
            name: own,
            kind,
            place: place.clone(),
            area: Vec::new(),
            strengths: vec![(Topic::Party, 80), (Topic::Industry, 50)],
            leaders: if size == Size::Small { leaders.min(3) } else { leaders },
            people: match (size, city) {
                (Size::Small, _) => 3,
                (Size::Full, true) => 70,
                (Size::Full, false) => 40,
            },
        }
    };
    BODIES.iter().map(body).collect()
}

fn departments(
    place: &PlaceRow,
    name: &str,
    kind: UnitKind,
    all: &[&Department],
    size: Size,
    chance: &mut Chance,
) -> Vec<Unit> {
    let city = kind == UnitKind::CityDepartment;
    let last = name.chars().last().unwrap_or('市');
    let take = if size == Size::Small { 16 } else { all.len() };
    // The small city keeps departments of every sort, not the first ones only.
    let step = (all.len() / take).max(1);
    let unit = |&&(suffix, strengths, share): &&Department| {
        let usual = match (size, city) {
            (Size::Small, _) => 16,
            (Size::Full, true) => 88,
            (Size::Full, false) => 47,
        };
        let people = usual * share / 100 * chance.between(85, 115) / 100;
        Unit {
            name: format!("{name}{suffix}"),
            bare: format!("{last}{suffix}"),
            kind,
            place: place.clone(),
            area: Vec::new(),
            strengths: strengths.to_vec(),
            leaders: 0,
            people: usize::try_from(people).unwrap_or(0).max(4),
        }
    };
    all.iter().step_by(step).take(take).map(unit).collect()
}

fn township(land: &Land, place: &PlaceRow, size: Size, chance: &mut Chance) -> Unit {
    let name = if place.name.ends_with("街道") {
        format!("{}办事处", place.name)
    } else if place.name.ends_with(['镇', '乡']) {
        format!("{}人民政府", place.name)
    } else {
        place.name.clone()
    };
    // Every leader must be able to take a village of the township.
    let villages = land.below(&place.code).len();
    let leaders = usize::try_from(chance.between(9, 13)).unwrap_or(9).min(villages);
    let people = if size == Size::Small { chance.between(16, 26) } else { chance.between(60, 100) };
    let topics = [Topic::Farming, Topic::Party, Topic::Industry, Topic::Law];
    let strengths =
        vec![(Topic::Party, chance.between(40, 70)), (*chance.pick(&topics), chance.between(30, 60))];
    Unit {
        bare: place.name.clone(),
        name,
        kind: UnitKind::TownshipGovernment,
        place: place.clone(),
        area: Vec::new(),
        strengths,
        leaders,
        people: usize::try_from(people).unwrap_or(8),
    }
}

/// Stations cover each township of a county once; now and then one covers two.
fn stations(land: &Land, county: &PlaceRow, short: &str, size: Size, chance: &mut Chance) -> Vec<Unit> {
    let mut stations: Vec<Unit> = Vec::new();
    for township in land.below(&county.code) {
        let join = chance.in_thousand(50);
        if let Some(last) = stations.last_mut().filter(|last| join && last.area.len() == 1) {
            last.area.push(township.clone());
            continue;
        }
        let bare = ["街道", "镇", "乡"]
            .iter()
            .find_map(|end| township.name.strip_suffix(end))
            .unwrap_or(&township.name);
        let people = if size == Size::Small { chance.between(4, 7) } else { chance.between(18, 42) };
        stations.push(Unit {
            name: format!("{short}公安局{bare}派出所"),
            bare: format!("{bare}派出所"),
            kind: UnitKind::PoliceStation,
            place: township.clone(),
            area: vec![township.clone()],
            strengths: vec![(Topic::Law, chance.between(60, 85))],
            leaders: 0,
            people: usize::try_from(people).unwrap_or(4),
        });
    }
    stations
}
