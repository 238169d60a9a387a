//! Links: plans from draft to publication, the links that hold and held, the proof of both coverages.
//!
//! Owns `link`, `plan`, `plan_choice`, `plan_run`, `cover`, `unlinked`, `snapshot`. What a plan is and when it is optimal is
//! decided in `lianxin_domain::links`.

pub mod cover;
pub mod desk;
pub mod facts;
pub mod proved;
pub mod read;
pub mod routes;
pub mod scope;
pub mod shown;
pub mod store;

use crate::engine::{ask::Among, db::Insert};

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, scope::STATEMENTS, cover::STATEMENTS, facts::STATEMENTS, store::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = &[cover::COVER, cover::UNLINKED, store::LINK];
/// Every statement about ids of this area, for the walk.
pub const AMONG: &[Among] = scope::AMONG;
