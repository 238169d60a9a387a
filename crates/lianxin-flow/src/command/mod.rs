//! What the command does with its files.

mod check;
mod fair;
mod meter;
mod problem;
mod solve;
mod threads;
mod warm;

pub use check::check;
pub use fair::fair;
pub use solve::solve;
pub use threads::threads;
pub use warm::warm;
