//! Proofs count right and snapshots cannot be changed.

use ed25519_dalek::{Signer, SigningKey};
use lianxin_domain::links::{
    Facts, RuleSet, Tier,
    proof::{prove, tiers},
    snapshot::{Head, Refusal, verify, write},
};

use crate::city::{city, code, published, solve};

fn small() -> Facts {
    let facts = city(2, 1, 2, 3);
    let links = solve(&facts, vec![]).unwrap_or_else(|_| panic!("feasible")).links();
    published(&facts, &links)
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn file(facts: &Facts) -> Vec<u8> {
    let rules = RuleSet::default();
    write(facts, &tiers(facts, &rules), &rules.demand, Head { name: "试验", made_at: 1 }, &key()).0
}

#[test]
fn counterexamples_are_found_by_name() {
    let mut facts = small();
    let rules = RuleSet::default();
    let lost = facts.links.iter().find(|link| link.tier == Tier::TownshipCharge).unwrap().village;
    facts.links.retain(|link| !(link.tier == Tier::TownshipCharge && link.village == lost));
    let proof = prove(&facts, &tiers(&facts, &rules), &rules.demand);
    assert!(
        proof
            .short
            .iter()
            .any(|short| (short.village, short.tier, short.missing) == (lost, Tier::TownshipCharge, 1))
    );
    let cover = &proof.places[&code("3708")];
    assert_eq!((cover.villages, cover.covered), (6, 5));
    assert_eq!(cover.officials as usize, facts.officials.len());
    assert_eq!(cover.linked as usize, facts.officials.len() - proof.unlinked.len());
}

#[test]
fn counts_add_up_from_villages_to_the_city() {
    let facts = city(6, 2, 3, 4);
    let links = solve(&facts, vec![]).unwrap_or_else(|_| panic!("feasible")).links();
    let facts = published(&facts, &links);
    let rules = RuleSet::default();
    let proof = prove(&facts, &tiers(&facts, &rules), &rules.demand);
    for tier in 0..5 {
        let below = |digits: usize| {
            proof
                .places
                .iter()
                .filter(|(p, _)| p.as_str().len() == digits)
                .map(|(_, c)| c.tiers[tier].links)
                .sum::<u32>()
        };
        assert_eq!((below(4), below(6), below(9)), (below(12), below(12), below(12)));
    }
}

#[test]
fn a_snapshot_is_checked_from_its_own_content() {
    let facts = small();
    let verdict = verify(&file(&facts)).expect("sound");
    assert_eq!((verdict.name.as_str(), verdict.facts.officials.len()), ("试验", facts.officials.len()));
    assert!(verdict.proof.unlinked.is_empty());
}

#[test]
fn no_byte_can_be_changed() {
    let file = file(&small());
    for at in 0..file.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut changed = file.clone();
            changed[at] ^= flip;
            assert!(verify(&changed).is_err(), "byte {at} of {}", file.len());
        }
    }
    for cut in (0..file.len()).step_by(97) {
        assert!(verify(&file[..cut]).is_err());
    }
}

fn resigned(text: &str) -> Vec<u8> {
    let at = text.trim_end().rfind('\n').unwrap() + 1;
    let signature: String =
        key().sign(&text.as_bytes()[..at]).to_bytes().iter().map(|b| format!("{b:02x}")).collect();
    format!("{}{{\"signature\":\"{signature}\"}}\n", &text[..at]).into_bytes()
}

#[test]
fn counts_that_do_not_follow_are_refused_even_when_signed() {
    let text = String::from_utf8(file(&small())).unwrap();
    verify(&resigned(&text)).expect("signing anew is no forgery by itself");
    let cover = text.lines().find(|line| line.starts_with("{\"cover\":[\"3708\",")).unwrap();
    let forged = text.replace(cover, &cover.replacen("[\"3708\",", "[\"3708\",1", 1));
    assert!(matches!(verify(&resigned(&forged)), Err(Refusal::FalseClaim { .. })));
    let link = text.lines().find(|line| line.starts_with("{\"link\"")).unwrap();
    let fewer = text.replacen(&format!("{link}\n"), "", 1);
    assert!(matches!(verify(&resigned(&fewer)), Err(Refusal::FalseClaim { .. })));
    let twice = text.replacen(&format!("{link}\n"), &format!("{link}\n{link}\n"), 1);
    assert!(matches!(verify(&resigned(&twice)), Err(Refusal::Malformed { .. })));
    let no_claims: String =
        text.lines().filter(|line| !line.starts_with("{\"cover\"")).map(|line| format!("{line}\n")).collect();
    assert!(matches!(verify(&resigned(&no_claims)), Err(Refusal::FalseClaim { .. })));
}

#[test]
fn garbage_is_refused_without_a_fall() {
    let file = file(&small());
    let mut dice = crate::city::Dice(1);
    for _ in 0..2000 {
        let mut changed = file.clone();
        for _ in 0..1 + dice.roll(20) {
            let at = dice.roll(changed.len() as u64) as usize;
            changed[at] = dice.roll(256) as u8;
        }
        let text = String::from_utf8_lossy(&changed).into_owned();
        let _ = verify(&changed);
        if text.trim_end().contains('\n') {
            let _ = verify(&resigned(&text));
        }
    }
}
