//! What is wrong with a row of a roster: stable codes with their texts in Chinese and English.

mod code;
mod one;

pub use code::{ProblemCode, Said};
pub use one::{Problem, Severity, masked};
