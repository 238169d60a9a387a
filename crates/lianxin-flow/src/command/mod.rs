//! What the command does with its files.

mod check;
mod meter;
mod problem;
mod solve;

pub use check::check;
pub use solve::solve;
