//! Workbooks to rows and back: reading rosters as offices send them, writing plans they can print.
//!
//! Bytes in, rows and problems out; no database, and no panic whatever the bytes are. A file is looked at by
//! [`guard`](guard::guard) before anything parses it.

mod book;
mod cells;
pub mod guard;
pub mod links;
pub mod people;
mod refusal;
mod rows;
pub mod table;
mod unwritable;

pub use refusal::Refusal;
pub use unwritable::Unwritable;
