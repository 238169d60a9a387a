//! The many-to-few problem while it changes: apply changes and re-solve from where we stand.
//!
//! A [`Session`] owns the problem, an optimal plan and its prices. [`Session::apply`] takes changes all or
//! nothing; what it costs depends on how far the changes reach, not on the size of the problem. The
//! objective equals that of a cold solve, and [`Session::verify`] checks it as strictly.

mod apply;
mod change;
mod conflict;
mod what_if;

pub use apply::Session;
pub use change::{Change, Delta, Moved, Rejected};
pub use what_if::{RunnerUp, WhatIf};
