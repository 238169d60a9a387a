//! Cases: a need taken on, with an owner, a clock and two keys; what it may become and when; working days; what is like it.

pub mod clock;
pub mod counts;
pub mod fields;
pub mod grams;
pub mod life;
#[cfg(test)]
mod life_tests;
pub mod likeness;
pub mod words;
pub mod working;

pub use life::{Act, Case, Doer, Pending, Refusal, Side};
