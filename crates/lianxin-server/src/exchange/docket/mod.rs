//! Sheets of open matters: previewed, committed, undone. What residents say is sealed while it is a preview, and gone from here
//! once it is decided.

pub mod apply;
mod known;
pub mod preview;
pub mod routes;
mod sealed;
pub mod store;
pub mod undo;
