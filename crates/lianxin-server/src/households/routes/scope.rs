//! What a request may touch, and as whom it looks.

use lianxin_domain::{
    access::{Class, Right, Role, Target, decide},
    households::{BadPurpose, Purpose},
    ids::Ref,
    places::PlaceCode,
};

use crate::{
    access::reveal::{Looker, Seen},
    engine::{
        act::Actor,
        db::Conn,
        error::{Code, Error, Result, codes},
    },
    households::{
        read::{self, HouseholdRow},
        store::At,
    },
    places::store as places,
};

/// A household within the right's reach that is not erased, and where it lies.
pub async fn found(conn: &mut Conn, actor: &Actor, right: Right, name: &Ref) -> Result<(HouseholdRow, At)> {
    let (row, at) = any(conn, actor, right, name).await?;
    if row.state == "erased" { Err(Error::refused(codes::NOT_FOUND)) } else { Ok((row, at)) }
}

/// The same, erased or not.
pub async fn any(conn: &mut Conn, actor: &Actor, right: Right, name: &Ref) -> Result<(HouseholdRow, At)> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let row = read::one(conn, &name.county, name.id).await?.ok_or_else(missing)?;
    let at = row.at()?;
    actor.may(right, &at.village)?;
    Ok((row, at))
}

/// A purpose, or which field lacks it.
pub fn purpose(text: &str) -> Result<Purpose> {
    purpose_or_why(text).map_err(|code| Error::refused(codes::INVALID).field("purpose", code))
}

/// A purpose, or what is wrong with the text.
pub fn purpose_or_why(text: &str) -> std::result::Result<Purpose, Code> {
    text.parse().map_err(|why| match why {
        BadPurpose::Missing => codes::REQUIRED,
        BadPurpose::TooLong => codes::TOO_LONG,
    })
}

/// As what staff look at a village: the role that gives them the right there, under the name of their jurisdiction.
pub struct Staff {
    role: Role,
    unit: String,
}

impl Staff {
    /// Finds it among the actor's grants.
    pub async fn of(conn: &mut Conn, actor: &Actor, right: Right, village: &PlaceCode) -> Result<Staff> {
        let target = Target { place: village, unit: None };
        let grant = actor.grants.iter().find(|grant| decide(std::slice::from_ref(*grant), right, target));
        let grant = grant.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
        let place = places::latest(conn, &grant.place).await?;
        Ok(Staff { role: grant.role, unit: place.map(|place| place.name).unwrap_or_default() })
    }

    /// The looker of an access event.
    pub fn looker<'a>(&'a self, actor: &'a Actor, purpose: &'a Purpose) -> Looker<'a> {
        Looker { actor, unit: &self.unit, role: self.role, purpose: purpose.as_str() }
    }
}

/// A class of one household.
pub fn seen(at: &At, class: Class) -> Seen {
    Seen { village: at.village.clone(), household: Some(at.id), class }
}
