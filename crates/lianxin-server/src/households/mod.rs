//! Households: who lives behind which door, their dated standings, their sealed facts and keys.
//!
//! Owns `household`, `resident`, `standing`, `household_key`, `sealed_fact`, `household_count`, `household_grant`, `guardian`. Whatever identifies a resident
//! leaves this room through `access::reveal`. Facts are sealed (`seal`) with a key per household, so that erasing the key
//! erases them, in every copy of the database too.

pub mod bulk;
pub mod facts;
pub mod grants;
pub mod guardians;
pub mod read;
pub mod routes;
pub mod seal;
pub mod store;

use crate::engine::{ask::Among, db::Insert};

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, store::STATEMENTS, grants::STATEMENTS, guardians::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;

/// Every statement about ids of this area, for the walk.
pub const AMONG: &[Among] = grants::AMONG;
