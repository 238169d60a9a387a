//! Finding the header of a sheet and what its columns mean.

use std::collections::BTreeMap;

use lianxin_domain::people::{Field, SheetKind, letters, tidy};

use super::labels::meaning;
use crate::{
    cells,
    rows::{Merges, Row},
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
pub fn find(top: &[Row<'_>], merges: &Merges) -> Option<Header> {
    (0..top.len()).find_map(|n| at(&top[n..], merges))
}

fn at(rows: &[Row<'_>], merges: &Merges) -> Option<Header> {
    let upper = &rows[0];
    let last_row =
        upper.cells.iter().map(|cell| merges.bottom(cell.column, upper.number)).max()?.min(upper.number + 3);
    let labels = labels(rows, last_row, merges);
    let mut chosen: BTreeMap<Field, (u16, usize, &str)> = BTreeMap::new();
    let (mut doubles, mut ignored) = (Vec::new(), Vec::new());
    for (&column, label) in &labels {
        let Some((field, clearness)) = meaning(label) else {
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
    let kind = kind(&columns)?;
    let quiet = [Field::Joined, Field::Home, Field::Note, Field::Number];
    let doubles = doubles.into_iter().filter(|(field, ..)| !quiet.contains(field));
    Some(Header {
        kind,
        first_row: upper.number,
        last_row,
        columns: adapted(kind, columns),
        doubles: doubles.map(|(_, label, column, taken)| (label, column, taken)).collect(),
        ignored,
    })
}

/// The label of each column; a header of several rows gives its lowest label that means something, or the whole.
fn labels(rows: &[Row<'_>], last_row: u32, merges: &Merges) -> BTreeMap<u16, String> {
    let mut labels: BTreeMap<u16, String> = BTreeMap::new();
    for row in rows.iter().take_while(|row| row.number <= last_row) {
        for cell in row.cells.iter().filter(|cell| !cell.carried) {
            let Ok(text) = cells::text(&cell.value) else { continue };
            let right =
                if row.number < last_row { merges.right(row.number, cell.column) } else { cell.column };
            for column in cell.column..=right {
                let lower = column == cell.column || !labels.contains_key(&column);
                if lower && !text.is_empty() && (meaning(&text).is_some() || !known(&labels, column)) {
                    labels.insert(column, text.clone());
                }
            }
        }
    }
    labels
}

fn known(labels: &BTreeMap<u16, String>, column: u16) -> bool {
    labels.get(&column).is_some_and(|label| meaning(label).is_some())
}

fn kind(columns: &BTreeMap<Field, u16>) -> Option<SheetKind> {
    let has = |field: Field| columns.contains_key(&field);
    let needs = columns.keys().filter(|&&field| field >= Field::NeedFarming).count();
    if (has(Field::Code) || has(Field::Village)) && (has(Field::Difficulty) || needs >= 2) {
        Some(SheetKind::Villages)
    } else if has(Field::Name) && has(Field::Unit) {
        Some(SheetKind::Officials)
    } else if has(Field::Unit)
        && [Field::Kind, Field::Area, Field::Strengths, Field::Place].into_iter().any(has)
    {
        Some(SheetKind::Units)
    } else {
        None
    }
}

/// Labels that mean another field on this kind of sheet.
fn adapted(kind: SheetKind, mut columns: BTreeMap<Field, u16>) -> BTreeMap<Field, u16> {
    if kind == SheetKind::Villages {
        for (said, meant) in [(Field::Phone, Field::ContactPhone), (Field::Name, Field::ContactName)] {
            if let Some(column) = columns.remove(&said) {
                columns.entry(meant).or_insert(column);
            }
        }
    }
    columns
}

/// Columns as text: `B（民族）、D（学历）`.
pub fn spoken(columns: &[(String, u16)]) -> String {
    let all =
        columns.iter().take(12).map(|(label, column)| format!("{}（{}）", letters(*column), tidy(label)));
    all.collect::<Vec<_>>().join("、")
}
