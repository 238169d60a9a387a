//! Visits as a file to take home: which, for whom and why is written down before the first byte leaves; then page after page
//! is read, written and sent, so that neither the caller nor the database waits for the whole.

mod alone;
mod answer;
mod pages;
pub mod read;

pub use answer::verbs;
