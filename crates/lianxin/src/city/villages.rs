//! What villages are like: neighbours resemble each other, a few are very hard.

use std::collections::BTreeMap;

use lianxin_domain::people::Topic;

use super::{
    chance::Chance,
    names,
    places::{Land, PlaceRow},
};

/// One village.
#[derive(Clone, Debug)]
pub struct Village {
    /// Its place.
    pub place: PlaceRow,
    /// Its township.
    pub township: PlaceRow,
    /// Its county.
    pub county: PlaceRow,
    /// Difficulty, 0..=100.
    pub difficulty: i64,
    /// Households.
    pub households: i64,
    /// Residents.
    pub residents: i64,
    /// Needs, 0..=100.
    pub needs: BTreeMap<Topic, i64>,
    /// Public contact.
    pub contact: String,
}

/// All villages, by code.
pub fn villages(land: &Land, chance: &Chance) -> Vec<Village> {
    let mut villages = Vec::new();
    for county in &land.counties {
        let mut own = chance.of(county.code.as_str());
        let hard = own.between(30, 50);
        let wanted: BTreeMap<Topic, i64> =
            Topic::ALL.iter().map(|&topic| (topic, own.between(20, 60))).collect();
        for township in land.below(&county.code) {
            let mut own = chance.of(township.code.as_str());
            let street = township.name.ends_with("街道");
            let hard = own.around(if street { hard - 12 } else { hard + 4 }, 14);
            let wanted: BTreeMap<Topic, i64> = wanted
                .iter()
                .map(|(&topic, &weight)| (topic, own.around(bent(topic, weight, street), 18)))
                .collect();
            for place in land.below(&township.code) {
                villages.push(village(place, township, county, hard, &wanted, &mut own));
            }
        }
    }
    villages
}

/// Streets ask for other things than the country.
fn bent(topic: Topic, weight: i64, street: bool) -> i64 {
    match (topic, street) {
        (Topic::Farming | Topic::Water, true) => weight / 3,
        (Topic::Law | Topic::Education, true) => weight + 15,
        (Topic::Farming | Topic::Roads, false) => weight + 10,
        _ => weight,
    }
}

fn village(
    place: &PlaceRow,
    township: &PlaceRow,
    county: &PlaceRow,
    hard: i64,
    wanted: &BTreeMap<Topic, i64>,
    chance: &mut Chance,
) -> Village {
    let tail = if chance.in_thousand(60) { chance.between(25, 50) } else { 0 };
    let households = chance.around(if township.name.ends_with("街道") { 900 } else { 380 }, 300).max(42);
    let residents = households * chance.between(28, 36) / 10;
    let needs = wanted.iter().map(|(&topic, &weight)| (topic, chance.around(weight, 16).clamp(0, 100)));
    let needs = needs.collect();
    Village {
        difficulty: (chance.around(hard, 12) + tail).clamp(0, 100),
        households,
        residents,
        needs,
        contact: names::name(chance, true, 1968),
        place: place.clone(),
        township: township.clone(),
        county: county.clone(),
    }
}
