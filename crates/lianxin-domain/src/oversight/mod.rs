//! Oversight: which numbers are withheld so that no number speaks of a few households, which shares can be told apart, in which
//! bands a form's time is counted.

pub mod apart;
pub mod bands;
pub mod cross;
pub mod outcomes;
pub mod withhold;

pub use withhold::{LEAST, Level, Part, down};
