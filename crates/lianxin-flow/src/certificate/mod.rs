//! Checkers that trust nothing but the problem: one pass, integers only, none of the solvers' code.

mod assign;
mod fair;
mod network;
mod refusal;
mod spread;

pub use assign::{check_assign, check_dense, check_shortage};
pub use fair::check_fair;
pub use network::{check_cut, check_network};
pub use refusal::Refusal;
pub use spread::{check, check_infeasible};
