//! Writing a snapshot.

use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use super::FORMAT;
use crate::{
    links::{
        Demand, Facts, Tier,
        proof::{Count, Cover, Proof, prove},
    },
    places::Level,
};

/// What the header says besides the day.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The installation's name.
    pub name: &'a str,
    /// When it was made, in milliseconds.
    pub made_at: i64,
}

/// Proves the facts and writes them down, signed; gives the file and the proof.
pub fn write(
    facts: &Facts,
    tiers: &[Option<Tier>],
    demand: &Demand,
    head: Head<'_>,
    key: &SigningKey,
) -> (Vec<u8>, Proof) {
    let proof = prove(facts, tiers, demand);
    let mut text = String::with_capacity(facts.links.len() * 160 + facts.officials.len() * 140);
    let mut line = |value: Value| {
        text += &value.to_string();
        text.push('\n');
    };
    line(json!({
        "format": FORMAT,
        "as_of": facts.as_of,
        "city": facts.city,
        "name": head.name,
        "made_at": head.made_at,
        "demand": demand,
        "key": hex(key.verifying_key().as_bytes()),
    }));
    for village in &facts.villages {
        line(json!({"village": [village.code, village.name]}));
    }
    for unit in &facts.units {
        line(json!({"unit": [unit.name_ref, unit.name, unit.place]}));
    }
    for (official, tier) in facts.officials.iter().zip(tiers) {
        let unit = &facts.units[official.unit as usize].name_ref;
        line(json!({"official": [official.name_ref, official.name, unit, tier]}));
    }
    for link in &facts.links {
        let village = &facts.villages[link.village as usize].code;
        let official = link.official.map(|n| &facts.officials[n as usize].name_ref);
        let unit = &facts.units[link.unit as usize].name_ref;
        line(json!({"link": [link.name_ref, link.tier, village, official, unit, link.since]}));
    }
    claims(facts, &proof).into_iter().for_each(line);
    let signature = key.sign(text.as_bytes());
    text += &json!({"signature": hex(&signature.to_bytes())}).to_string();
    text.push('\n');
    (text.into_bytes(), proof)
}

/// The claims that follow from a proof, in their order.
pub(super) fn claims(facts: &Facts, proof: &Proof) -> Vec<Value> {
    let above_villages = proof.places.iter().filter(|(place, _)| place.level() < Level::Village);
    let mut claims: Vec<Value> = above_villages.map(|(place, cover)| claim(place.as_str(), cover)).collect();
    claims.extend(proof.unlinked.iter().map(|n| json!({"unlinked": facts.officials[*n as usize].name_ref})));
    let village = |n: u32| &facts.villages[n as usize].code;
    claims.extend(
        proof.short.iter().map(|short| json!({"short": [village(short.village), short.tier, short.missing]})),
    );
    claims
}

fn claim(place: &str, cover: &Cover) -> Value {
    let tier = |(tier, count): (&Tier, &Count)| {
        json!([tier, count.villages, count.served, count.short, count.links, count.officials, count.linked])
    };
    let tiers: Vec<Value> = Tier::ALL.iter().zip(&cover.tiers).map(tier).collect();
    json!({"cover": [place, cover.officials, cover.linked, cover.villages, cover.covered, tiers]})
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
