//! People: units and officials as they are and were.
//!
//! Owns `unit`, `unit_area`, `official`, `post`. Rosters come in through `exchange`, which calls this room's store.

pub mod read;
pub mod routes;
pub mod store;

use crate::engine::db::Insert;

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, store::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;
