//! Cases: a need taken on, with an owner, a clock and two keys; what it may become and when; parts of other units;
//! working days; what is like it.

pub mod act;
pub mod clock;
pub mod counts;
pub mod fields;
pub mod files;
pub mod grams;
pub mod import;
pub mod life;
#[cfg(test)]
mod life_tests;
pub mod likeness;
pub mod money;
pub mod parts;
#[cfg(test)]
mod parts_tests;
pub mod sealed;
mod strip;
pub mod words;
pub mod working;

pub use act::{Act, Doer, Pending, Refusal, Side};
pub use life::{Case, Handler};
