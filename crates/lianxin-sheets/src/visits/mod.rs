//! Visits' files: rows in, bytes out as they become ready, in the form that was asked for.

mod csv;
mod file;
mod parquet;
mod row;
#[cfg(test)]
mod tests;
mod xlsx;

pub use file::{Head, VisitFile, media};
pub use row::{Promised, VisitRow, column_names};
