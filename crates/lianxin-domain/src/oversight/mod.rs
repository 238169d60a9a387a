//! Oversight: which numbers are withheld so that no number speaks of a few households, in which bands a form's time is counted.

pub mod bands;
pub mod withhold;

pub use withhold::{LEAST, Level, Part, down};
