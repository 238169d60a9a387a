//! Workbooks to rows and back: reading rosters as offices send them, writing plans they can print, visits
//! they take home, reports.
//!
//! Bytes in, rows and problems out; no database, and no panic whatever the bytes are. A file is looked at by
//! [`guard`](guard::guard) before anything parses it.

mod book;
mod cells;
mod fields;
pub mod guard;
mod header;
pub mod households;
pub mod links;
pub mod matters;
pub mod people;
mod problem_book;
mod reading;
mod refusal;
pub mod report;
mod rows;
pub mod table;
mod unwritable;
pub mod visits;
mod vocabulary;

pub use book::XLSX;
pub use refusal::Refusal;
pub use unwritable::Unwritable;
