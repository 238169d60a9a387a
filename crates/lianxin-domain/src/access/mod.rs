//! Access: who may do what where, decided by one pure function over one table.

pub mod approval;
mod decide;
mod password;
pub mod policy;

pub use decide::{Class, Grant, RIGHTS, Right, Role, Target, decide, may_anywhere};
pub use password::weak;
