//! Finding the header of a sheet and what its columns mean.

use std::collections::BTreeMap;

use lianxin_domain::people::{Field, SheetKind, letters, tidy};

use crate::{
    cells,
    rows::{Merges, Row},
    vocabulary::Vocabulary,
};

/// How many rows at the top of a sheet may stand above the header.
pub const TOP: usize = 40;

/// A header that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the sheet holds.
    pub kind: SheetKind,
    /// Number of its first row.
    pub first_row: u32,
    /// Number of its last row.
    pub last_row: u32,
    /// Which column holds which field.
    pub columns: BTreeMap<Field, u16>,
    /// Columns passed over because another means the same: label, column, the column that was taken.
    pub doubles: Vec<(String, u16, u16)>,
    /// Labels that mean nothing here, with their columns.
    pub ignored: Vec<(String, u16)>,
}

/// The header among the first rows of a sheet.
pub fn find(top: &[Row<'_>], merges: &Merges, words: &Vocabulary) -> Option<Header> {
    (0..top.len()).find_map(|n| at(&top[n..], merges, words))
}

fn at(rows: &[Row<'_>], merges: &Merges, words: &Vocabulary) -> Option<Header> {
    let upper = &rows[0];
    let last_row =
        upper.cells.iter().map(|cell| merges.bottom(cell.column, upper.number)).max()?.min(upper.number + 3);
    let labels = labels(rows, last_row, merges, words);
    let mut chosen: BTreeMap<Field, (u16, usize, &str)> = BTreeMap::new();
    let (mut doubles, mut ignored) = (Vec::new(), Vec::new());
    for (&column, label) in &labels {
        let Some((field, clearness)) = words.meaning(label) else {
            ignored.push((label.clone(), column));
            continue;
        };
        match chosen.get(&field).copied() {
            Some((taken, best, _)) if best <= clearness => {
                doubles.push((field, label.clone(), column, taken))
            }
            other => {
                if let Some((taken, _, old)) = other {
                    doubles.push((field, old.to_owned(), taken, column));
                }
                chosen.insert(field, (column, clearness, label));
            }
        }
    }
    let columns: BTreeMap<Field, u16> =
        chosen.iter().map(|(&field, &(column, ..))| (field, column)).collect();
    let kind = (words.kind)(&columns)?;
    let doubles = doubles.into_iter().filter(|(field, ..)| !words.quiet.contains(field));
    Some(Header {
        kind,
        first_row: upper.number,
        last_row,
        columns: (words.adapted)(kind, columns),
        doubles: doubles.map(|(_, label, column, taken)| (label, column, taken)).collect(),
        ignored,
    })
}

/// The label of each column; a header of several rows gives its lowest label that means something, or the whole.
fn labels(rows: &[Row<'_>], last_row: u32, merges: &Merges, words: &Vocabulary) -> BTreeMap<u16, String> {
    let mut labels: BTreeMap<u16, String> = BTreeMap::new();
    for row in rows.iter().take_while(|row| row.number <= last_row) {
        for cell in row.cells.iter().filter(|cell| !cell.carried) {
            let Ok(text) = cells::text(&cell.value) else { continue };
            let right =
                if row.number < last_row { merges.right(row.number, cell.column) } else { cell.column };
            for column in cell.column..=right {
                let lower = column == cell.column || !labels.contains_key(&column);
                let known = || labels.get(&column).is_some_and(|label| words.meaning(label).is_some());
                if lower && !text.is_empty() && (words.meaning(&text).is_some() || !known()) {
                    labels.insert(column, text.clone());
                }
            }
        }
    }
    labels
}

/// Columns as text: `B（民族）、D（学历）`.
pub fn spoken(columns: &[(String, u16)]) -> String {
    let all =
        columns.iter().take(12).map(|(label, column)| format!("{}（{}）", letters(*column), tidy(label)));
    all.collect::<Vec<_>>().join("、")
}
