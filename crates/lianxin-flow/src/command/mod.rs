//! What the command does with its files.

mod check;
mod dense;
mod fair;
mod meter;
mod mix;
mod problem;
mod solve;
mod threads;
mod warm;

pub use check::check;
pub use dense::dense;
pub use fair::fair;
pub use solve::solve;
pub use threads::threads;
pub use warm::warm;
