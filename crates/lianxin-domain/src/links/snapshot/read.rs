//! Checking a snapshot, trusting nothing in it.

use std::{collections::HashMap, fmt};

use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;
use serde_json::Value;

use super::{
    FORMAT,
    write::{claims, hex},
};
use crate::{
    day::Day,
    ids::Ref,
    links::{
        Current, Demand, Facts, Official, Tier, Unit, Village,
        proof::{Proof, prove},
    },
    people::{Rank, UnitKind},
    places::PlaceCode,
};

/// What a sound snapshot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The day.
    pub as_of: Day,
    /// The installation's name.
    pub name: String,
    /// The signer's public key, in hexadecimal: compare it with the one the office made known.
    pub signer: String,
    /// When it was made, in milliseconds.
    pub made_at: i64,
    /// The facts that it rests on.
    pub facts: Facts,
    /// Both coverages, computed anew.
    pub proof: Proof,
}

/// Why a snapshot is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not a snapshot of a version that we know.
    NotASnapshot,
    /// The bytes are not those that were signed.
    BadSignature,
    /// A line says something that cannot be.
    Malformed {
        /// Which line, from 1.
        line: usize,
        /// What.
        why: String,
    },
    /// It claims something that its own facts do not say.
    FalseClaim {
        /// Which line, from 1.
        line: usize,
        /// The claim.
        claimed: String,
        /// What the facts say there.
        computed: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotASnapshot => f.write_str("it is not a snapshot of a known version"),
            Refusal::BadSignature => f.write_str("its bytes are not those that were signed"),
            Refusal::Malformed { line, why } => write!(f, "line {line}: {why}"),
            Refusal::FalseClaim { line, claimed, computed } => {
                write!(f, "line {line} claims {claimed}, but the facts say {computed}")
            }
        }
    }
}

impl std::error::Error for Refusal {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    as_of: Day,
    city: PlaceCode,
    name: String,
    made_at: i64,
    demand: Demand,
    key: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "claims are parsed for their shape and compared as text")]
enum Line {
    Village(PlaceCode, String),
    Unit(Ref, String, PlaceCode),
    Official(Ref, String, Ref, Option<Tier>),
    Link(Ref, Tier, PlaceCode, Option<Ref>, Ref, Day),
    Cover(Value, Value, Value, Value, Value, Value),
    Unlinked(Ref),
    Short(PlaceCode, Tier, u32),
}

/// Checks the signature, reads the facts strictly, proves them anew and compares every claim.
///
/// # Errors
///
/// Why it is refused.
pub fn verify(file: &[u8]) -> Result<Verdict, Refusal> {
    let text = std::str::from_utf8(file).map_err(|_| Refusal::NotASnapshot)?;
    let header: Header =
        text.lines().next().and_then(|line| serde_json::from_str(line).ok()).ok_or(Refusal::NotASnapshot)?;
    if header.format != FORMAT {
        return Err(Refusal::NotASnapshot);
    }
    let signed = check_signature(text, &header.key)?;
    let mut reading = Reading::new(&header);
    let mut claimed: Vec<(usize, &str)> = Vec::new();
    for (line, text) in (1..).zip(signed.lines()).skip(1) {
        let why = |why: String| Refusal::Malformed { line, why };
        let parsed: Line = serde_json::from_str(text).map_err(|error| why(error.to_string()))?;
        match parsed {
            Line::Cover(..) | Line::Unlinked(_) | Line::Short(..) => claimed.push((line, text)),
            _ if !claimed.is_empty() => return Err(why("a fact stands after the claims".into())),
            fact => reading.add(fact).map_err(why)?,
        }
    }
    let proof = prove(&reading.facts, &reading.tiers, &header.demand);
    compare(&reading.facts, &proof, &claimed, signed.lines().count())?;
    let Header { as_of, name, made_at, key, .. } = header;
    Ok(Verdict { as_of, name, signer: key, made_at, facts: reading.facts, proof })
}

fn compare(facts: &Facts, proof: &Proof, claimed: &[(usize, &str)], lines: usize) -> Result<(), Refusal> {
    let computed: Vec<String> = claims(facts, proof).iter().map(Value::to_string).collect();
    for n in 0..claimed.len().max(computed.len()) {
        let (line, claim) = claimed.get(n).copied().unwrap_or((lines + 1, "nothing"));
        let fact = computed.get(n).map_or("nothing", String::as_str);
        if claim != fact {
            return Err(Refusal::FalseClaim { line, claimed: claim.to_owned(), computed: fact.to_owned() });
        }
    }
    Ok(())
}

/// The text before the last line, when the last line is the signature over it.
fn check_signature<'a>(text: &'a str, key: &str) -> Result<&'a str, Refusal> {
    let bad = || Refusal::BadSignature;
    let body = text.strip_suffix('\n').ok_or_else(bad)?;
    let at = body.rfind('\n').ok_or_else(bad)? + 1;
    let signature = body[at..]
        .strip_prefix("{\"signature\":\"")
        .and_then(|rest| rest.strip_suffix("\"}"))
        .ok_or_else(bad)?;
    let signature = Signature::from_bytes(&unhex::<64>(signature).ok_or_else(bad)?);
    let key = VerifyingKey::from_bytes(&unhex::<32>(key).ok_or_else(bad)?).map_err(|_| bad())?;
    key.verify_strict(&text.as_bytes()[..at], &signature).map_err(|_| bad())?;
    Ok(&text[..at])
}

/// Bytes of lower-case hexadecimal, and of nothing else.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    (hex(&bytes) == text).then_some(bytes)
}

struct Reading {
    facts: Facts,
    tiers: Vec<Option<Tier>>,
    villages: HashMap<PlaceCode, u32>,
    units: HashMap<Ref, u32>,
    officials: HashMap<Ref, u32>,
    links: std::collections::HashSet<Ref>,
}

impl Reading {
    fn new(header: &Header) -> Reading {
        let facts = Facts {
            as_of: header.as_of,
            city: header.city.clone(),
            villages: vec![],
            units: vec![],
            officials: vec![],
            links: vec![],
        };
        let (villages, units, officials) = (HashMap::new(), HashMap::new(), HashMap::new());
        Reading { facts, tiers: vec![], villages, units, officials, links: std::collections::HashSet::new() }
    }

    fn add(&mut self, fact: Line) -> Result<(), String> {
        let twice = |name: &dyn fmt::Display| format!("{name} stands twice");
        match fact {
            Line::Village(code, name) => {
                if !self.facts.city.contains(&code) || code.as_str().len() != 12 {
                    return Err(format!("{code} is no village of the city"));
                }
                if self.facts.villages.last().is_some_and(|last| last.code >= code) {
                    return Err(format!("{code} is out of order"));
                }
                self.villages.insert(code.clone(), self.facts.villages.len() as u32);
                self.facts.villages.push(Village { code, name, difficulty: 0, needs: [0; 8] });
            }
            Line::Unit(name_ref, name, place) => {
                if self.units.insert(name_ref.clone(), self.facts.units.len() as u32).is_some() {
                    return Err(twice(&name_ref));
                }
                let kind = UnitKind::CityDepartment;
                self.facts.units.push(Unit { name_ref, name, kind, place, area: vec![], strengths: [0; 8] });
            }
            Line::Official(name_ref, name, unit, tier) => {
                if self.officials.insert(name_ref.clone(), self.facts.officials.len() as u32).is_some() {
                    return Err(twice(&name_ref));
                }
                let unit = *self.units.get(&unit).ok_or_else(|| format!("{unit} is not among the units"))?;
                self.facts.officials.push(Official {
                    name_ref,
                    name,
                    unit,
                    rank: Rank::Staff,
                    home: None,
                    skills: 0,
                });
                self.tiers.push(tier);
            }
            Line::Link(name_ref, tier, village, official, unit, since) => {
                if !self.links.insert(name_ref.clone()) {
                    return Err(twice(&name_ref));
                }
                if since > self.facts.as_of {
                    return Err(format!("{name_ref} begins after the day"));
                }
                let village = *self
                    .villages
                    .get(&village)
                    .ok_or_else(|| format!("{village} is not among the villages"))?;
                let unit = *self.units.get(&unit).ok_or_else(|| format!("{unit} is not among the units"))?;
                let official = match official {
                    Some(name) => Some(
                        *self.officials.get(&name).ok_or_else(|| format!("{name} is not on the roster"))?,
                    ),
                    None => None,
                };
                self.facts.links.push(Current { name_ref, tier, village, official, unit, since });
            }
            Line::Cover(..) | Line::Unlinked(_) | Line::Short(..) => {}
        }
        Ok(())
    }
}
