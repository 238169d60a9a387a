//! Turning a roster as read into records that can be stored, with every problem found on the way.

mod dates;
mod doubles;
mod officials;
mod present;
mod run;
#[cfg(test)]
mod tests;
mod units;
mod villages;

pub use run::{Checked, Incoming, check};
