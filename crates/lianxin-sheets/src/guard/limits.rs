//! How much a workbook may hold.

/// Bounds of a workbook. The defaults hold ten times a city's roster.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of all its parts together, unpacked.
    pub unpacked: u64,
    /// Bytes of one part that is neither a sheet nor the table of texts, unpacked.
    pub small_part: u64,
    /// Bytes of one part for each byte that it takes in the file.
    pub ratio: u64,
    /// Parts in the file.
    pub parts: u64,
    /// Rows of one sheet.
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
            unpacked: 384 << 20,
            small_part: 24 << 20,
            ratio: 200,
            parts: 4_096,
            rows: 1_048_576,
            columns: 16_384,
            cells: 12_000_000,
        }
    }
}
