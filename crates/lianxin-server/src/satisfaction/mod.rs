//! Satisfaction: households drawn by a seed that nobody can steer, called by interviewers who are linked to none of them, and
//! figures of their answers that give no answer away.
//!
//! Owns `draw`, `draw_frame`, `draw_unit`, `draw_attempt`, `draw_answer`, `draw_figure`. Nothing but `figures` opens an answer
//! (`sealed`); pages read `draw_figure` only. No door of this room tells an official who was drawn.

mod ceremony;
pub mod expiry;
mod figures;
mod frame;
pub mod read;
pub mod routes;
mod sealed;
pub mod store;

use crate::engine::db::Insert;

/// Every statement of this area, for the walk.
pub fn statements() -> Vec<&'static [&'static str]> {
    vec![read::STATEMENTS, store::STATEMENTS, expiry::STATEMENTS]
}

/// Every multi-row insert of this area, for the walk.
pub const INSERTS: &[Insert] = store::INSERTS;
