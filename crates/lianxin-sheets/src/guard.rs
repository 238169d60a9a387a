//! A look at a file before anything parses it.

use crate::Refusal;

/// How much a workbook may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of all its parts, unpacked.
    pub unpacked: u64,
    /// Bytes of one part for each byte it takes in the file.
    pub ratio: u64,
    /// Parts in the file.
    pub parts: u64,
    /// Rows of one sheet, cells of one row, cells of the workbook.
    pub rows: u64,
    /// Columns of one sheet.
    pub columns: u64,
    /// Cells of the workbook.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 64 << 20,
            unpacked: 512 << 20,
            ratio: 200,
            parts: 4_096,
            rows: 1_048_576,
            columns: 16_384,
            cells: 12_000_000,
        }
    }
}

/// Says what is wrong with a file that is no sound workbook; quick, and in bounded memory whatever the bytes are.
pub fn guard(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let size = bytes.len() as u64;
    if size > limits.file { Err(Refusal::TooLarge { bytes: size, most: limits.file }) } else { Ok(()) }
}
