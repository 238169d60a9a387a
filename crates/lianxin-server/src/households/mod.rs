//! Households: who lives behind which door, their dated standings, their sealed facts and keys.
//!
//! Owns `household`, `resident`, `standing`, `household_key`, `sealed_fact`, `household_count`. Whatever identifies a resident
//! leaves this room through `access::reveal`. Facts are sealed (`seal`) with a key per household, so that erasing the key
//! erases them, in every copy of the database too.

pub mod bulk;
pub mod facts;
pub mod read;
pub mod routes;
pub mod seal;
pub mod store;

use crate::engine::db::Insert;

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, store::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;
