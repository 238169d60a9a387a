//! The whole workbook.

use lianxin_domain::people::Gazetteer;
use lianxin_sheets::{Unwritable, people::roster_workbook};

use super::{
    chance::Chance,
    people::{Person, officials},
    places::{Land, PlaceRow, Size, within},
    sheets::{self, Homes},
    units::{Unit, units},
    villages::villages,
};

/// The roster of the demo city as a workbook: notice, units, villages, the city's departments, a sheet for each county.
/// The same places, size and seed give the same people.
pub fn workbook(all: &[PlaceRow], size: Size, seed: u64) -> Result<Vec<u8>, Unwritable> {
    let places = within(all, size);
    let land = Land::new(&places).ok_or_else(|| Unwritable("the list of places has no city".to_owned()))?;
    let gazetteer = Gazetteer::new(places.iter().map(|place| (place.code.clone(), place.name.clone())));
    let chance = Chance::new(seed);
    let units = units(&land, size, &chance);
    let villages = villages(&land, &chance);
    let homes = Homes::new(&villages, &gazetteer);
    let mut sloppy = chance.of("sloppy");
    let mut book = vec![
        sheets::notice(&land.city.name),
        sheets::units(&units, &mut sloppy),
        sheets::villages(&villages),
    ];
    let mut next = 0;
    for (n, owner) in [&land.city].into_iter().chain(&land.counties).enumerate() {
        let mut groups: Vec<(&Unit, Vec<Person>)> = Vec::new();
        for unit in units.iter().filter(|unit| unit.owner() == owner.code) {
            let people = officials(unit, &land, &chance, next);
            next += people.len();
            groups.push((unit, people));
        }
        let name = if n == 0 { "市直" } else { owner.name.as_str() };
        book.push(sheets::officials(name, &groups, &homes, n == 0, &mut sloppy));
    }
    roster_workbook(book)
}
