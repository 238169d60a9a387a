//! One problem: where it is, what stands there, what its code says about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ProblemCode, Said};
use crate::people::{Field, Origin, Sheet, letters};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The workbook cannot be committed before it is mended.
    Error,
    /// The workbook can be committed; somebody should look.
    Warning,
}

impl Severity {
    /// The word of storage and the API.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Something wrong in a workbook, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which sheet and row; row 0 speaks of the whole sheet.
    pub at: Origin,
    /// The column's letters, empty when it is no single column.
    pub column: String,
    /// Which field, if one.
    pub field: Option<Field>,
    /// What stands in the cell; identity numbers are masked.
    pub value: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// What the text of the code mentions.
    pub args: BTreeMap<String, String>,
}

impl Problem {
    /// A problem of a whole row.
    pub fn of_row(at: Origin, code: ProblemCode) -> Problem {
        Problem { at, column: String::new(), field: None, value: String::new(), code, args: BTreeMap::new() }
    }

    /// A problem of one cell, with its column found by the field in the workbook's sheets; `quoted` is what may be kept of its text.
    pub fn of_cell(sheets: &[Sheet], at: Origin, field: Field, quoted: String, code: ProblemCode) -> Problem {
        let column = at.sheet(sheets).and_then(|sheet| sheet.columns.get(&field));
        let column = column.map_or_else(String::new, |&column| letters(column));
        Problem { column, field: Some(field), value: quoted, ..Problem::of_row(at, code) }
            .with("field", field.zh())
    }

    /// The same, naming what its text mentions.
    pub fn with(mut self, name: &str, value: impl ToString) -> Problem {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What is wrong.
    pub fn detail(&self) -> Said {
        self.code.detail(&self.value, &self.args)
    }

    /// How to mend it.
    pub fn mend(&self) -> Said {
        self.code.mend(&self.value, &self.args)
    }
}

/// An identity number as it may be shown and stored: its first two and last two characters.
pub fn masked(id_number: &str) -> String {
    let chars: Vec<char> = id_number.chars().collect();
    let hidden = chars.len().saturating_sub(4);
    if hidden == 0 {
        return "*".repeat(chars.len());
    }
    let (head, tail) =
        (chars[..2].iter().collect::<String>(), chars[chars.len() - 2..].iter().collect::<String>());
    format!("{head}{}{tail}", "*".repeat(hidden))
}
