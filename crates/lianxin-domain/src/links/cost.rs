//! What a pair of a person (or unit) and a village costs: five parts of 0 to 1000, each times its weight.

use serde::{Deserialize, Serialize};

use super::{
    facts::{Facts, Official, Unit, Village, Weights8},
    rules::TierRule,
};
use crate::places::{Level, PlaceCode};

/// Added where an official would be linked to the home village: more than all other parts together can be, so that it
/// happens only where nothing else is possible.
pub const AVOID: i64 = 1 << 20;
/// Added in a repair plan to every pair that is not linked today: one move fewer outweighs eight times the worst of the
/// other parts.
pub const KEEP: i64 = 1 << 22;

/// Who is to be linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An official, by index.
    Official(u32),
    /// A unit, by index.
    Unit(u32),
}

/// The parts of a cost, weights included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Administrative nearness of the office.
    pub distance: i64,
    /// Needs that skills and strengths do not meet.
    pub fit: i64,
    /// How far the village is from the hardest.
    pub difficulty: i64,
    /// Not linked today.
    #[serde(rename = "move")]
    pub stay: i64,
    /// In the home township or village.
    pub home: i64,
}

impl Parts {
    /// The cost.
    pub fn sum(self) -> i64 {
        self.distance + self.fit + self.difficulty + self.stay + self.home
    }

    /// Adds the parts of another pair.
    pub fn add(&mut self, other: Parts) {
        self.distance += other.distance;
        self.fit += other.fit;
        self.difficulty += other.difficulty;
        self.stay += other.stay;
        self.home += other.home;
    }
}

/// The parts of a pair's cost.
///
/// * distance: 0 when the unit's office is in the village's township, 400 in its county, 1000 elsewhere.
/// * fit: 1000 less the share of the village's needs that is met, where an official meets a topic they know in full and
///   any other by three fifths of the unit's strength.
/// * difficulty: 1000 less ten times the village's difficulty.
/// * move: 1000 unless the pair is linked today.
/// * home: 1000 in the official's home township, and [`AVOID`] more in the home village where the rule says so.
pub fn parts(
    facts: &Facts,
    rule: &TierRule,
    subject: Subject,
    village: u32,
    linked: bool,
    repair: bool,
) -> Parts {
    let village = &facts.villages[village as usize];
    let (unit, official) = match subject {
        Subject::Official(index) => (facts.unit_of(index), Some(&facts.officials[index as usize])),
        Subject::Unit(index) => (&facts.units[index as usize], None),
    };
    let weigh = |weight: u32, part: i64| i64::from(weight) * part;
    let weights = &rule.weights;
    let mut parts = Parts {
        distance: weigh(weights.distance, distance(unit, village)),
        fit: weigh(weights.fit, 1000 - matched(village.needs, strengths(unit, official))),
        difficulty: weigh(weights.difficulty, 1000 - 10 * i64::from(village.difficulty)),
        stay: if linked { 0 } else { weigh(weights.stay, 1000) + if repair { KEEP } else { 0 } },
        home: 0,
    };
    if let Some(home) = official.and_then(|official| official.home.as_ref()) {
        parts.home = weigh(weights.home, at_home(home, village));
        if rule.avoid_home_village && *home == village.code {
            parts.home += AVOID;
        }
    }
    parts
}

fn distance(unit: &Unit, village: &Village) -> i64 {
    match unit.place.level() {
        Level::Township | Level::Village if unit.place.contains(&village.code) => 0,
        Level::City => 1000,
        _ if unit.place.owner() == village.code.owner() => 400,
        _ => 1000,
    }
}

fn strengths(unit: &Unit, official: Option<&Official>) -> Weights8 {
    let Some(official) = official else { return unit.strengths };
    std::array::from_fn(|topic| match official.skills >> topic & 1 {
        1 => 100,
        _ => (u16::from(unit.strengths[topic]) * 3 / 5) as u8,
    })
}

/// The share of needs that strengths meet, in thousandths; 500 where nothing is known of the needs.
fn matched(needs: Weights8, strengths: Weights8) -> i64 {
    let total: i64 = needs.iter().map(|need| i64::from(*need)).sum();
    let met: i64 =
        needs.iter().zip(strengths).map(|(need, strength)| i64::from(*need) * i64::from(strength)).sum();
    if total == 0 { 500 } else { met * 10 / total }
}

fn at_home(home: &PlaceCode, village: &Village) -> i64 {
    let same = home.at(Level::Township).is_some_and(|township| township.contains(&village.code));
    if same { 1000 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_met_by_share() {
        assert_eq!(matched([50, 50, 0, 0, 0, 0, 0, 0], [100, 0, 0, 0, 0, 0, 0, 0]), 500);
        assert_eq!(matched([10; 8], [100; 8]), 1000);
        assert_eq!(matched([0; 8], [100; 8]), 500);
    }
}
