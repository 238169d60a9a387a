//! What the command does with its files.

mod check;
mod meter;
mod problem;
mod solve;
mod warm;

pub use check::check;
pub use solve::solve;
pub use warm::warm;
