//! Comma-separated text (RFC 4180) that a spreadsheet opens without asking: UTF-8 with its mark, and no cell that is taken
//! for a formula.

use super::{
    file::Head,
    row::{Cell, Column, Tongue, VisitRow, columns},
};

/// The mark by which spreadsheets know UTF-8.
const MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula, also in the width of Chinese type (OWASP, CSV Injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A file being written.
pub struct Csv {
    columns: Vec<&'static Column>,
    tongue: Tongue,
    /// Written and not given out yet.
    text: String,
}

impl Csv {
    /// Begins with the header.
    pub fn begin(head: &Head) -> Csv {
        let (columns, tongue) = (columns(head.named), head.tongue());
        let label = |column: &&'static Column| match tongue {
            Tongue::Chinese => column.zh,
            Tongue::Words => column.name,
        };
        let mut text = MARK.to_owned();
        line(&mut text, columns.iter().map(|column| label(column).to_owned()));
        Csv { columns, tongue, text }
    }

    /// Adds rows.
    pub fn add(&mut self, rows: &[VisitRow]) -> Vec<u8> {
        for row in rows {
            let cell = |column: &&'static Column| match (column.cell)(row, self.tongue) {
                Cell::Text(text) => harmless(text),
                Cell::Day(day) => day.to_string(),
                Cell::Int(number) => number.to_string(),
            };
            line(&mut self.text, self.columns.iter().map(cell));
        }
        std::mem::take(&mut self.text).into_bytes()
    }

    /// The rest.
    pub fn end(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Text that no spreadsheet runs.
fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            *out += &cell.replace('"', "\"\"");
            out.push('"');
        } else {
            *out += &cell;
        }
    }
    *out += "\r\n";
}
