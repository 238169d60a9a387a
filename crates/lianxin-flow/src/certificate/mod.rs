//! Checkers that trust nothing but the problem: one pass, integers only, none of the solvers' code.

mod spread;

pub use spread::{Refusal, check, check_infeasible};
