//! The SQL of imports.

use crate::engine::db::Insert;

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[];
/// Every multi-row insert of this file, for the walk.
pub const INSERTS: &[Insert] = &[];
