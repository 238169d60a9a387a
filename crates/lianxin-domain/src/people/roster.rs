//! A roster as it was read from a workbook: clean text with its origin, nothing resolved yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Problem, ProblemCode, Topic, masked};
use crate::day::Day;

/// Where a row stands: the sheet's index in [`Roster::sheets`] and the row's number as Excel shows it (from 1;
/// 0 speaks of the whole sheet).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// Index of the sheet.
    pub sheet: u16,
    /// Number of the row, from 1.
    pub row: u32,
}

impl Origin {
    /// Its sheet, of those of the workbook.
    pub fn sheet(self, sheets: &[Sheet]) -> Option<&Sheet> {
        sheets.get(usize::from(self.sheet))
    }

    /// The name of its sheet.
    pub fn sheet_name(self, sheets: &[Sheet]) -> &str {
        self.sheet(sheets).map_or("", |sheet| &sheet.name)
    }

    /// How a row is spoken of: `《任城区》第12行`.
    pub fn spoken(self, sheets: &[Sheet]) -> String {
        format!("《{}》第{}行", self.sheet_name(sheets), self.row)
    }
}

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// 干部: one official a row.
    Officials,
    /// 单位: one unit a row.
    Units,
    /// 村情: one village a row.
    Villages,
    /// 户册: one household, or one member of it, a row.
    Households,
    /// 事项: one open matter a row.
    Matters,
    /// Instructions of our own, passed over silently.
    Instructions,
    /// Anything else.
    Unknown,
}

/// One sheet of the workbook and what was understood of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: SheetKind,
    /// Number of the header's last row, 0 without a header.
    pub header_row: u32,
    /// Which column (from 0) holds which field.
    pub columns: BTreeMap<Field, u16>,
    /// Rows with data.
    pub rows: u32,
}

/// An identity number: held in memory to be checked and digested, never shown, never stored.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdNumber(pub String);

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&masked(&self.0))
    }
}

/// A row of 干部. Empty text means that the cell was empty or the column absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialRow {
    /// Where it stands.
    pub at: Origin,
    /// Name.
    pub name: String,
    /// Gender.
    pub gender: String,
    /// Unit, as written.
    pub unit: String,
    /// County, as written.
    pub county: String,
    /// Title of the post.
    pub post: String,
    /// Rank, as written.
    pub rank: String,
    /// Telephone.
    pub phone: String,
    /// Identity number.
    pub id_number: IdNumber,
    /// Staff number.
    pub staff_no: String,
    /// Home, as written.
    pub home: String,
    /// Skills, as written.
    pub skills: String,
    /// Day of joining.
    pub joined: Option<Day>,
}

/// A row of 单位.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitRow {
    /// Where it stands.
    pub at: Origin,
    /// Name.
    pub name: String,
    /// Kind, as written.
    pub kind: String,
    /// Place, as written: a code or names.
    pub place: String,
    /// Townships covered, as written.
    pub area: String,
    /// Strengths, as written.
    pub strengths: String,
    /// Telephone.
    pub phone: String,
}

/// A row of 村情.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageRow {
    /// Where it stands.
    pub at: Origin,
    /// The village's code, as written.
    pub code: String,
    /// County, as written.
    pub county: String,
    /// Township, as written.
    pub township: String,
    /// Village, as written.
    pub village: String,
    /// Difficulty, 0..=100.
    pub difficulty: Option<i64>,
    /// Households.
    pub households: Option<i64>,
    /// Residents.
    pub residents: Option<i64>,
    /// Public contact.
    pub contact_name: String,
    /// The contact's telephone.
    pub contact_phone: String,
    /// Needs that were given, each 0..=100.
    pub needs: BTreeMap<Topic, i64>,
}

/// A whole workbook as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Rows of 单位.
    pub units: Vec<UnitRow>,
    /// Rows of 干部.
    pub officials: Vec<OfficialRow>,
    /// Rows of 村情.
    pub villages: Vec<VillageRow>,
    /// What was wrong with cells and sheets.
    pub problems: Vec<Problem>,
}

impl Roster {
    /// Rows with data, of all sheets.
    pub fn rows(&self) -> usize {
        self.units.len() + self.officials.len() + self.villages.len()
    }

    /// The name of the sheet of an origin.
    pub fn sheet_name(&self, at: Origin) -> &str {
        at.sheet_name(&self.sheets)
    }

    /// How a row is spoken of: `《任城区》第12行`.
    pub fn spoken(&self, at: Origin) -> String {
        at.spoken(&self.sheets)
    }

    /// A problem of one cell, with its column found by the field.
    pub fn problem(&self, at: Origin, field: Field, value: &str, code: ProblemCode) -> Problem {
        let quoted = if field == Field::IdNumber { masked(value) } else { value.to_owned() };
        Problem::of_cell(&self.sheets, at, field, quoted, code)
    }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub fn letters(column: u16) -> String {
    let mut left = u32::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).expect("a letter of 26")));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_lettered_as_excel_does() {
        for (column, text) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(letters(column), text);
        }
    }
}
