//! A report of words and tables, for Word or Excel: one content, two forms. The same content gives the same bytes.

mod docx;
mod styles;
mod xlsx;

#[cfg(test)]
mod tests;

use crate::book::letters;

pub use docx::docx;
pub use xlsx::xlsx;

/// The media type of Word's documents.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What it is.
    pub title: String,
    /// Of when.
    pub subtitle: String,
    /// Of which place, and when it was made.
    pub made: String,
    /// Its parts.
    pub parts: Vec<Section>,
    /// In Chinese, else in English.
    pub chinese: bool,
}

/// A part of a report.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its heading, and the name of its sheet.
    pub heading: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A table; the first column is what its rows are about.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns' labels.
    pub head: Vec<String>,
    /// Its rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// How wide each column is, in letters.
    fn letters(&self) -> Vec<usize> {
        let widest = |(n, label): (usize, &String)| {
            let cells = self.rows.iter().filter_map(|row| row.get(n)).map(|cell| letters(&cell.text()));
            cells.chain([letters(label)]).max().unwrap_or_default()
        };
        self.head.iter().enumerate().map(widest).collect()
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
    /// A share in tenths of a percent.
    Share(i64),
    /// A number that is not told.
    Withheld,
    /// Nothing to tell.
    Nothing,
}

impl Cell {
    /// As it is read.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(n) => n.to_string(),
            Cell::Share(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
            Cell::Withheld => "＊".to_owned(),
            Cell::Nothing => "—".to_owned(),
        }
    }
}
