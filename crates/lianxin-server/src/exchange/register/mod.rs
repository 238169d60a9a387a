//! Registers of households: previewed, committed, undone. Everything that is kept of them is sealed with the household's own
//! key, which a new household gets at its preview.

pub mod apply;
mod known;
pub mod preview;
pub mod routes;
mod sealed;
pub mod undo;
