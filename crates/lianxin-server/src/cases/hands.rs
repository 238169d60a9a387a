//! Whose task a case is. An account acts in the name of its units: a department's handler in that of the unit of the grant,
//! township staff in that of the township's government. A case is a unit's task while it owns it, is asked to take it over or has
//! taken up its second reading, while it is asked for a part or has one under way; and while nobody owns it in the township, the township government's. What nobody has taken on
//! in the county or the city is told by its title: there are many units there, and only one of them needs the words.

use lianxin_domain::{
    access::{Grant, Right, Role, may_anywhere},
    cases::{
        Case, Pending,
        words::{Office, Rung},
    },
    ids::Ref,
    places::{Level, PlaceCode},
};

use super::read;
use crate::engine::{act::Actor, db::Conn, error::Result};

/// A unit in whose name an account acts.
#[derive(Clone, Debug)]
pub struct Hand {
    /// The unit.
    pub unit: Ref,
    /// Its name.
    pub name: String,
    /// Whether it is a police station: it takes on only what it is asked for.
    pub police: bool,
    /// The jurisdiction of the grant.
    pub place: PlaceCode,
    /// The role of the grant.
    pub role: Role,
}

impl Hand {
    /// The rung on which it stands.
    pub fn rung(&self) -> Rung {
        match self.place.level() {
            Level::City => Rung::City,
            Level::County => Rung::County,
            Level::Township | Level::Village => Rung::Township,
        }
    }

    /// Whether a case that nobody owns may be taken on, or offered to another, by this unit.
    pub fn may_take_on(&self, case: &Case) -> bool {
        !self.police && self.rung() == case.rung
    }

    /// Whether the case is this unit's task: it leads it, or is asked for a part or has one under way.
    pub fn has_task(&self, case: &Case) -> bool {
        self.leads(case) || self.has_part(case)
    }

    /// Whether it is this unit's move to answer for a part or to do it.
    pub fn has_part(&self, case: &Case) -> bool {
        case.part_of(&self.unit).is_some()
    }

    /// Whether the unit has the case itself, not a part of it; a finished one nobody has.
    pub fn leads(&self, case: &Case) -> bool {
        if case.finished() {
            return false;
        }
        let asked = match &case.pending {
            Pending::Transfer { to } => *to == self.unit,
            Pending::SecondReader { reader, .. } => reader.as_ref() == Some(&self.unit),
            Pending::Nothing => {
                let received = case.office == Office::Received && case.rung == Rung::Township;
                received && self.role == Role::Township && self.may_take_on(case)
            }
        };
        asked || case.owner.as_ref() == Some(&self.unit)
    }
}

/// The units in whose name an account acts; a department's grant without a unit handles nothing.
pub async fn of(conn: &mut Conn, actor: &Actor) -> Result<Vec<Hand>> {
    let mut hands = Vec::new();
    let handles = |grant: &&Grant| may_anywhere(std::slice::from_ref(*grant), Right::HandleCases);
    for grant in actor.grants.iter().filter(handles) {
        let found = match &grant.unit {
            Some(unit) => read::unit(conn, unit).await?,
            None if grant.role == Role::Township => read::government(conn, &grant.place).await?,
            None => None,
        };
        let Some(found) = found else { continue };
        hands.push(Hand {
            unit: found.name_ref()?,
            name: found.name,
            police: found.kind == "police_station",
            place: grant.place.clone(),
            role: grant.role,
        });
    }
    Ok(hands)
}

/// Those of them whose jurisdiction contains the village.
pub async fn at(conn: &mut Conn, actor: &Actor, village: &PlaceCode) -> Result<Vec<Hand>> {
    let mut hands = of(conn, actor).await?;
    hands.retain(|hand| hand.place.contains(village));
    Ok(hands)
}
