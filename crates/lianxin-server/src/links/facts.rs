//! Facts.
/// st
pub const STATEMENTS: &[&str] = &[];
