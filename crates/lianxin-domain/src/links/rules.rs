//! The rule set: who is eligible for which tier, which villages they may get, how many, and what makes a good match.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tier;
use crate::people::{Rank, UnitKind, words::words};

words! {
    /// Which villages somebody may get.
    Reach {
        /// Those of the township in which the unit has its office.
        OwnTownship = "own_township", "本乡镇";
        /// Those of the unit's county; of the whole city for a city unit.
        OwnCounty = "own_county", "本县";
        /// Those of the townships that the station covers.
        StationArea = "station_area", "辖区";
        /// Those of the unit's own place: city, county or township.
        OwnPlace = "own_place", "本单位所在地";
        /// All of the city.
        Anywhere = "anywhere", "全市";
    }
}

words! {
    /// How the cost is shared among those who are linked.
    Sharing {
        /// The least sum.
        Sum = "sum", "总体最省";
        /// The worst link as good as can be, then the least sum.
        WorstFirst = "worst_first", "先顾最难";
        /// As few as can be in the worst grade, then in the next, then the least sum.
        Leximin = "leximin", "逐级均衡";
    }
}

impl Sharing {
    /// What a rule says that does not say.
    pub const fn plain() -> Sharing {
        Sharing::Sum
    }
}

/// A rule for each tier, and what coverage two demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// The rules by tier.
    pub tiers: BTreeMap<Tier, TierRule>,
    /// How many links of a tier each village must have for coverage two; absent means none.
    pub demand: Demand,
}

/// Links of a tier that each village must have.
pub type Demand = BTreeMap<Tier, u32>;

/// The rule of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierRule {
    /// Whether the tier is planned at all.
    pub enabled: bool,
    /// Who belongs to it.
    pub eligible: Eligible,
    /// Which villages they may get.
    pub reach: Reach,
    /// Villages of one official.
    pub per_official: PerOfficial,
    /// Officials of one village; for paired units, units of one village.
    pub per_village: PerVillage,
    /// Whether loads are kept as even as can be.
    pub even: bool,
    /// What makes a good match.
    pub weights: Weights,
    /// Whether nobody is linked to the home village where that can be avoided.
    pub avoid_home_village: bool,
    /// Paired units: a unit takes one village for so many officials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officials_per_village: Option<u32>,
    /// How the cost is shared.
    #[serde(default = "Sharing::plain")]
    pub sharing: Sharing,
    /// At most so many links that do not hold today; none leaves it to the weight of a move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_moves: Option<u32>,
}

/// Who belongs to a tier; an empty list means anyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligible {
    /// Ranks of posts.
    pub ranks: Vec<Rank>,
    /// Kinds of units.
    pub unit_kinds: Vec<UnitKind>,
}

/// Least and most villages of one official.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerOfficial {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

/// Least and most links of one village.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerVillage {
    /// At least.
    pub least: u32,
    /// At most; none leaves it to the even spread.
    pub most: Option<u32>,
}

/// Weights of 0 to 100 for the parts of a pair's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Administrative nearness.
    pub distance: u32,
    /// Needs against skills and strengths.
    pub fit: u32,
    /// Hardest villages first.
    pub difficulty: u32,
    /// Today's links stay.
    #[serde(rename = "move")]
    pub stay: u32,
    /// Away from the home township.
    pub home: u32,
}

impl TierRule {
    /// Whether an official of this rank in a unit of this kind belongs to the tier.
    pub fn admits(&self, rank: Rank, kind: UnitKind) -> bool {
        let fits_rank = self.eligible.ranks.is_empty() || self.eligible.ranks.contains(&rank);
        let fits_kind = self.eligible.unit_kinds.is_empty() || self.eligible.unit_kinds.contains(&kind);
        self.enabled && fits_rank && fits_kind
    }
}

/// The order in which tiers claim officials: the first that admits one has them.
pub const CLAIM: [Tier; 5] =
    [Tier::ContactPoint, Tier::FirstSecretary, Tier::TownshipCharge, Tier::PoliceLiaison, Tier::PairedUnit];

impl RuleSet {
    /// The tier of an official: the first that admits them.
    pub fn tier_of(&self, rank: Rank, kind: UnitKind) -> Option<Tier> {
        CLAIM.into_iter().find(|tier| self.tiers.get(tier).is_some_and(|rule| rule.admits(rank, kind)))
    }
}

impl Default for RuleSet {
    /// Leaders take the hardest villages; units are paired in proportion to their officials; each village has one township
    /// leader in charge and at least one police officer of its station.
    fn default() -> RuleSet {
        let rule = |eligible, reach, per_village, weights, officials_per_village| TierRule {
            enabled: true,
            eligible,
            reach,
            per_official: PerOfficial { least: 1, most: 1 },
            per_village,
            even: true,
            weights,
            avoid_home_village: true,
            officials_per_village,
            sharing: Sharing::Sum,
            most_moves: None,
        };
        let who =
            |ranks: &[Rank], kinds: &[UnitKind]| Eligible { ranks: ranks.into(), unit_kinds: kinds.into() };
        let weights =
            |distance, fit, difficulty, stay, home| Weights { distance, fit, difficulty, stay, home };
        let many = |least, most| PerVillage { least, most };
        let mut charge = rule(
            who(&[Rank::TownshipLeader], &[]),
            Reach::OwnTownship,
            many(1, Some(1)),
            weights(0, 30, 20, 30, 5),
            None,
        );
        charge.per_official.most = 20;
        let mut police = rule(
            who(&[Rank::Police], &[UnitKind::PoliceStation]),
            Reach::StationArea,
            many(1, None),
            weights(10, 20, 10, 40, 10),
            None,
        );
        police.per_official.most = 20;
        let leaders = who(&[Rank::CityLeader, Rank::CountyLeader], &[]);
        let mut secretary =
            rule(Eligible::default(), Reach::OwnCounty, many(0, Some(1)), weights(0, 60, 30, 20, 10), None);
        secretary.enabled = false;
        let tiers = [
            (
                Tier::ContactPoint,
                rule(leaders, Reach::OwnPlace, many(0, Some(1)), weights(0, 10, 80, 10, 5), None),
            ),
            (
                Tier::PairedUnit,
                rule(
                    Eligible::default(),
                    Reach::OwnPlace,
                    many(1, None),
                    weights(15, 50, 10, 20, 5),
                    Some(10),
                ),
            ),
            (Tier::FirstSecretary, secretary),
            (Tier::TownshipCharge, charge),
            (Tier::PoliceLiaison, police),
        ];
        let demand = [(Tier::PairedUnit, 1), (Tier::TownshipCharge, 1), (Tier::PoliceLiaison, 1)];
        RuleSet { tiers: tiers.into(), demand: demand.into() }
    }
}

/// What is wrong with a rule set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadRule {
    /// Where, like `tiers.contact_point.per_official.most`.
    pub path: String,
    /// Which mistake: `least_over_most`, `zero`, `too_large`, `neither_side_exact`, `missing`.
    pub code: &'static str,
}

impl RuleSet {
    /// Every mistake in the rule set.
    pub fn mistakes(&self) -> Vec<BadRule> {
        let mut found = Vec::new();
        for tier in Tier::ALL {
            let path = |rest: &str| format!("tiers.{}{rest}", tier.word());
            match self.tiers.get(tier) {
                None => found.push(BadRule { path: path(""), code: "missing" }),
                Some(rule) => rule.mistakes(*tier, path, &mut found),
            }
        }
        found
    }
}

impl TierRule {
    fn mistakes(&self, tier: Tier, path: impl Fn(&str) -> String, found: &mut Vec<BadRule>) {
        let mut wrong = |when: bool, rest: &str, code| {
            if when {
                found.push(BadRule { path: path(rest), code });
            }
        };
        wrong(self.per_official.least > self.per_official.most, ".per_official", "least_over_most");
        wrong(self.per_official.most == 0, ".per_official.most", "zero");
        wrong(self.per_official.most > 500, ".per_official.most", "too_large");
        wrong(
            self.per_village.most.is_some_and(|most| most < self.per_village.least),
            ".per_village",
            "least_over_most",
        );
        wrong(self.per_village.least > 500, ".per_village.least", "too_large");
        let weights = [
            ("distance", self.weights.distance),
            ("fit", self.weights.fit),
            ("difficulty", self.weights.difficulty),
            ("move", self.weights.stay),
            ("home", self.weights.home),
        ];
        for (name, weight) in weights {
            wrong(weight > 100, &format!(".weights.{name}"), "too_large");
        }
        let paired = tier == Tier::PairedUnit;
        wrong(paired && self.officials_per_village == Some(0), ".officials_per_village", "zero");
        let exact = self.per_official.least == self.per_official.most
            || self.per_village.most == Some(self.per_village.least);
        wrong(!exact && !self.even, ".per_official", "neither_side_exact");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_rules_are_sound_and_survive_json() {
        let rules = RuleSet::default();
        assert_eq!(rules.mistakes(), []);
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<RuleSet>(&text).unwrap(), rules);
    }

    #[test]
    fn everybody_has_one_tier() {
        let rules = RuleSet::default();
        let check = |rank, kind, tier| assert_eq!(rules.tier_of(rank, kind), Some(tier));
        check(Rank::CityLeader, UnitKind::CityDepartment, Tier::ContactPoint);
        check(Rank::TownshipLeader, UnitKind::TownshipGovernment, Tier::TownshipCharge);
        check(Rank::Police, UnitKind::PoliceStation, Tier::PoliceLiaison);
        check(Rank::Police, UnitKind::CityDepartment, Tier::PairedUnit);
        check(Rank::Staff, UnitKind::TownshipGovernment, Tier::PairedUnit);
    }

    #[test]
    fn mistakes_are_named_by_path() {
        let mut rules = RuleSet::default();
        let rule = rules.tiers.get_mut(&Tier::ContactPoint).unwrap();
        rule.per_official.least = 3;
        rule.weights.fit = 101;
        let paths: Vec<String> = rules.mistakes().into_iter().map(|mistake| mistake.path).collect();
        assert_eq!(paths, ["tiers.contact_point.per_official", "tiers.contact_point.weights.fit"]);
    }
}
