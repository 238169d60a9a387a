//! Visits: what a record must say, what it reached, its week and its quarter, and the digest that tells it from another.

pub mod calendar;
mod canonical;
mod check;
mod export;
pub mod reach;
mod record;
mod state;

pub use canonical::canonical;
pub use check::{Fault, LIMITS, Limits, check_kept, check_visit, check_withdrawal};
pub use export::{BadSpan, EXPORT_DAYS, EXPORT_ROWS, ExportName, Format, NotAnExport, Span};
pub use record::{Did, How, NewNeed, NewPromise, NewVisit, PromiseKept, Statement, Withdrawal};
pub use state::{PromiseState, RecordState};
