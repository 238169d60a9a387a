//! Sync: devices that keep a copy, pushes that are taken once, pulls that miss nothing.
//!
//! Owns `device`. What is pushed goes through the same functions as the other verbs.

pub mod cursor;
pub mod devices;
pub mod openrosa;
pub mod pull;
pub mod push;
pub mod read;
pub mod routes;
pub mod shown;
pub mod store;

use crate::engine::ask::Among;

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, store::STATEMENTS]
}

/// Every statement about ids of this area, for the walk.
pub fn among() -> Vec<&'static [Among]> {
    vec![read::AMONG]
}
