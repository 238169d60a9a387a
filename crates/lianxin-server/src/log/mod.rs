//! The log: every audit line and access event in one order under a Merkle tree, signed here and cosigned elsewhere.
//!
//! Owns `log_state`, `log_entry`, `log_secret`, `log_tile`, `log_checkpoint`, `log_witness`, `log_cosignature`. Writers know
//! nothing of it: a sequencer takes the rows that have no entry yet, whenever they were committed, and appends for each a
//! commitment under a key that can be destroyed. Trees, notes and proofs are `lianxin_log`'s.

pub mod kept;
pub mod keyring;
pub mod read;
pub mod routes;
pub mod rows;
pub mod sequencer;
pub mod store;
pub mod verify;

use crate::engine::{ask::Among, db::Insert};

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, rows::STATEMENTS, store::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;
/// Every statement about ids of this area, for the walk.
pub const AMONG: &[Among] = store::AMONG;
