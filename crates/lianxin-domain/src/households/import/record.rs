//! Households as records: as they are today, and as a workbook says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    households::{FactClass, StandingKind},
    ids::Ref,
    people::Origin,
    places::PlaceCode,
};

/// Facts in clear: in memory, or inside a sealed text.
pub type FactsOf = BTreeMap<FactClass, String>;

/// A grown resident.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Relation to the head.
    pub relation: String,
}

/// A household, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdRecord {
    /// Where it lies.
    pub village: PlaceCode,
    /// House number.
    pub house: String,
    /// The head.
    pub name: String,
    /// How many live there.
    pub members: i64,
    /// Who is of age, in the order of the register.
    pub residents: Vec<Person>,
    /// Standings that hold, each with who holds it.
    pub standings: BTreeMap<StandingKind, String>,
    /// Facts that hold: of several of one class the texts, joined by line breaks.
    pub facts: FactsOf,
}

/// A household of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its ref.
    pub id: Ref,
    /// Its record.
    pub record: HouseholdRecord,
}

/// A household as a workbook has it. What is `None`, empty or absent was not said and stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The row that begins it.
    pub at: Origin,
    /// Where it lies.
    pub village: PlaceCode,
    /// House number; empty when it was not said.
    pub house: String,
    /// The head.
    pub name: String,
    /// How many live there.
    pub members: Option<i64>,
    /// Who is of age.
    pub residents: Option<Vec<Person>>,
    /// Standings that were said: with their holder, or with none because the workbook says that there is none.
    pub standings: BTreeMap<StandingKind, Option<String>>,
    /// Facts that were said; an empty text says that there is none.
    pub facts: FactsOf,
}

impl Incoming {
    /// The record that it makes of today's, or a new one.
    pub fn upon(&self, old: Option<&HouseholdRecord>) -> HouseholdRecord {
        let residents =
            self.residents.clone().or_else(|| old.map(|old| old.residents.clone())).unwrap_or_default();
        let counted = i64::try_from(residents.len()).unwrap_or(1).max(1);
        let mut standings = old.map(|old| old.standings.clone()).unwrap_or_default();
        for (kind, said) in &self.standings {
            match said {
                None => {
                    standings.remove(kind);
                }
                Some(holder) => {
                    let held = standings.entry(*kind).or_default();
                    if !holder.is_empty() {
                        held.clone_from(holder);
                    }
                }
            }
        }
        let mut facts = old.map(|old| old.facts.clone()).unwrap_or_default();
        for (class, text) in &self.facts {
            if text.is_empty() {
                facts.remove(class);
            } else {
                facts.insert(*class, text.clone());
            }
        }
        HouseholdRecord {
            village: self.village.clone(),
            house: if self.house.is_empty() {
                old.map(|old| old.house.clone()).unwrap_or_default()
            } else {
                self.house.clone()
            },
            name: self.name.clone(),
            members: self.members.or_else(|| old.map(|old| old.members)).unwrap_or(counted),
            residents,
            standings,
            facts,
        }
    }
}
