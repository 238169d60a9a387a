//! What a visit reached a household as: bits of `household_reach.bits`, columns of `reach`.

use super::record::Did;
use crate::{links::Tier, people::Rank};

/// The columns of `reach` in the order of the bits; `households` has none, as every row counts once.
pub const BITS: [(&str, i64); 10] = [
    ("by_leaders", BY_LEADERS),
    ("contact_point", CONTACT_POINT),
    ("paired_unit", PAIRED_UNIT),
    ("first_secretary", FIRST_SECRETARY),
    ("township_charge", TOWNSHIP_CHARGE),
    ("old_party_member", OLD_PARTY_MEMBER),
    ("old_official", OLD_OFFICIAL),
    ("old_model", OLD_MODEL),
    ("hardship", HARDSHIP),
    ("thriving", THRIVING),
];
/// By a leader of the city, a county or a township.
pub const BY_LEADERS: i64 = 1;
/// By the leader whose contact point it is.
pub const CONTACT_POINT: i64 = 2;
/// By somebody of the paired unit.
pub const PAIRED_UNIT: i64 = 4;
/// By the first secretary.
pub const FIRST_SECRETARY: i64 = 8;
/// By the township leader in charge.
pub const TOWNSHIP_CHARGE: i64 = 16;
/// An old party member's household.
pub const OLD_PARTY_MEMBER: i64 = 32;
/// A former official's household.
pub const OLD_OFFICIAL: i64 = 64;
/// A former model worker's household.
pub const OLD_MODEL: i64 = 128;
/// A household in hardship.
pub const HARDSHIP: i64 = 256;
/// A household that thrives.
pub const THRIVING: i64 = 512;

/// Whether somebody of this rank counts as a leader.
pub fn is_leader(rank: Rank) -> bool {
    matches!(rank, Rank::CityLeader | Rank::CountyLeader | Rank::TownshipLeader)
}

/// The bits of one standing visit to a household.
pub fn bits(tier: Option<Tier>, leader: bool, did: &[Did]) -> i64 {
    let by = match tier {
        Some(Tier::ContactPoint) => CONTACT_POINT,
        Some(Tier::PairedUnit) => PAIRED_UNIT,
        Some(Tier::FirstSecretary) => FIRST_SECRETARY,
        Some(Tier::TownshipCharge) => TOWNSHIP_CHARGE,
        Some(Tier::PoliceLiaison) | None => 0,
    };
    let kind = |did: &Did| match did {
        Did::OldPartyMember => OLD_PARTY_MEMBER,
        Did::OldOfficial => OLD_OFFICIAL,
        Did::OldModel => OLD_MODEL,
        Did::Hardship => HARDSHIP,
        Did::Thriving => THRIVING,
        Did::Grievance | Did::Eat | Did::Stay | Did::Work => 0,
    };
    did.iter().map(kind).fold(by | (i64::from(leader) * BY_LEADERS), |all, bit| all | bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_is_its_own_power_of_two() {
        for (n, (name, bit)) in BITS.into_iter().enumerate() {
            assert_eq!(bit, 1 << n, "{name}");
        }
    }

    #[test]
    fn a_visit_reaches_by_tier_rank_and_kind() {
        let cases = [
            (Some(Tier::TownshipCharge), true, vec![Did::OldPartyMember, Did::Eat], 16 + 1 + 32),
            (Some(Tier::PairedUnit), false, vec![], 4),
            (Some(Tier::PoliceLiaison), false, vec![Did::Hardship], 256),
            (None, false, vec![Did::Grievance, Did::Stay, Did::Work], 0),
            (
                Some(Tier::ContactPoint),
                true,
                vec![Did::OldOfficial, Did::OldModel, Did::Thriving],
                2 + 1 + 64 + 128 + 512,
            ),
            (Some(Tier::FirstSecretary), false, vec![], 8),
        ];
        for (tier, leader, did, expected) in cases {
            assert_eq!(bits(tier, leader, &did), expected, "{tier:?} {did:?}");
        }
        assert!(is_leader(Rank::TownshipLeader) && !is_leader(Rank::SectionHead) && !is_leader(Rank::Police));
    }
}
