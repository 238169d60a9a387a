//! A sheet of open matters as it was read from a workbook: clean text with its origin, nothing resolved yet.

use crate::{
    day::Day,
    households::{masked_name, masked_text},
    people::{Field, Origin, Problem, ProblemCode, Sheet},
};

/// A row: one matter. Empty text means that the cell was empty or the column absent. Telephone and identity numbers have no
/// place here: they are not even read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterRow {
    /// Where it stands.
    pub at: Origin,
    /// The case's number, as written.
    pub number: String,
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
    /// Whose matter it is.
    pub head: String,
    /// What it is called.
    pub title: String,
    /// What is asked for in full.
    pub words: String,
    /// Theme, as written.
    pub theme: String,
    /// Kind of work, as written.
    pub kind: String,
    /// Whether it is urgent, as written.
    pub urgent: String,
    /// The day on which it was taken in.
    pub raised: Option<Day>,
    /// Whether the cell of that day held something, be it readable or not.
    pub raised_said: bool,
    /// By when it is wanted.
    pub deadline: Option<Day>,
    /// The handling unit, as written.
    pub handler: String,
    /// How far it has come, as written.
    pub progress: String,
}

/// A whole workbook as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docket {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Its rows, in order.
    pub rows: Vec<MatterRow>,
    /// What was wrong with cells and sheets.
    pub problems: Vec<Problem>,
}

impl Docket {
    /// The name of the sheet of an origin.
    pub fn sheet_name(&self, at: Origin) -> &str {
        at.sheet_name(&self.sheets)
    }

    /// Whether the sheet of an origin has a column.
    pub fn has(&self, at: Origin, field: Field) -> bool {
        at.sheet(&self.sheets).is_some_and(|sheet| sheet.columns.contains_key(&field))
    }

    /// How a row is spoken of: `《未办结事项》第12行`.
    pub fn spoken(&self, at: Origin) -> String {
        at.spoken(&self.sheets)
    }

    /// A problem of one cell, with its column found by the field; what names a resident or quotes one is masked.
    pub fn problem(&self, at: Origin, field: Field, value: &str, code: ProblemCode) -> Problem {
        Problem::of_cell(&self.sheets, at, field, quoted(field, value), code)
    }
}

/// A cell's text as a problem may keep it: of names the first character, of what residents say nothing, of the rest all.
pub fn quoted(field: Field, value: &str) -> String {
    match field {
        Field::Head | Field::Name => masked_name(value),
        Field::Matter | Field::Words | Field::Phone | Field::IdNumber | Field::House => {
            masked_text(value).to_owned()
        }
        _ => value.chars().take(120).collect(),
    }
}
