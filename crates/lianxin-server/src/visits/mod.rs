//! Visits: what officials heard and promised, append-only, and the roll-ups that go with it.
//!
//! Owns `visit`, `visit_official`, `statement`, `need`, `promise`, `withdrawal`, `visit_week`, `promise_week`, `household_reach`, `reach`.
//! Every record goes through `record`, whichever door it came in by.

pub mod bulk;
pub mod export;
pub mod household;
pub mod load;
pub mod read;
pub mod record;
pub mod recorder;
pub mod rollup;
pub mod routes;
pub mod rows;
pub mod store;
pub mod work;

use crate::engine::{ask::Among, db::Insert};

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![export::read::STATEMENTS, read::STATEMENTS, store::STATEMENTS]
}

/// Every statement about ids of this area, for the walk.
pub fn among() -> Vec<&'static [Among]> {
    vec![export::read::AMONG, read::AMONG, store::AMONG]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;
