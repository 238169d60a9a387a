//! A register as it was read from a workbook: clean text with its origin, nothing resolved yet.

use crate::{
    households::{masked_name, masked_text},
    people::{Field, Origin, Problem, ProblemCode, Sheet},
};

/// A row: a household, or one member of it. Empty text means that the cell was empty or the column absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRow {
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
    /// House number.
    pub house: String,
    /// The head of the household.
    pub head: String,
    /// How many live there.
    pub members: Option<i64>,
    /// Members in one cell: names with relations.
    pub list: String,
    /// The member that this row is about, where rows are members.
    pub person: String,
    /// Their relation to the head.
    pub relation: String,
    /// Their age, or the year or day of birth.
    pub born: String,
    /// Telephone.
    pub phone: String,
    /// Elders' standings, as written.
    pub elder: String,
    /// Whether the household thrives, as written.
    pub thriving: String,
    /// What it lacks.
    pub hardship: String,
    /// Illness and disability.
    pub health: String,
    /// Income and debts.
    pub money: String,
    /// What concerns its children.
    pub minors: String,
}

/// A whole workbook as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Its rows, in order.
    pub rows: Vec<MemberRow>,
    /// What was wrong with cells and sheets.
    pub problems: Vec<Problem>,
}

impl Register {
    /// The name of the sheet of an origin.
    pub fn sheet_name(&self, at: Origin) -> &str {
        at.sheet_name(&self.sheets)
    }

    /// Whether the sheet of an origin has a column.
    pub fn has(&self, at: Origin, field: Field) -> bool {
        at.sheet(&self.sheets).is_some_and(|sheet| sheet.columns.contains_key(&field))
    }

    /// How a row is spoken of: `《前铺村》第12行`.
    pub fn spoken(&self, at: Origin) -> String {
        at.spoken(&self.sheets)
    }

    /// A problem of one cell, with its column found by the field; what names a resident is masked.
    pub fn problem(&self, at: Origin, field: Field, value: &str, code: ProblemCode) -> Problem {
        Problem::of_cell(&self.sheets, at, field, quoted(field, value), code)
    }
}

/// A cell's text as a problem may keep it: of names the first character, of what will be sealed nothing, of the rest all.
pub fn quoted(field: Field, value: &str) -> String {
    match field {
        Field::Head | Field::Name => masked_name(value),
        Field::County | Field::Township | Field::Village | Field::Code | Field::Members | Field::Number => {
            value.chars().take(120).collect()
        }
        _ => masked_text(value).to_owned(),
    }
}
