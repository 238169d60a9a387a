//! A sheet as a stream of rows, with the values of merged cells carried down.

use std::{collections::HashMap, io::Cursor};

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use crate::Refusal;

/// Columns beyond this one are passed over.
pub const MOST_COLUMNS: u16 = 512;

/// The workbook that is read.
pub type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// One cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// Column, from 0.
    pub column: u16,
    /// What it holds.
    pub value: DataRef<'a>,
    /// Whether it is a formula of which the file keeps no result.
    pub unsolved: bool,
    /// Whether the value comes from the first row of a merged cell.
    pub carried: bool,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// Its cells that hold something, by column.
    pub cells: Vec<Cell<'a>>,
    /// Values that nothing can be made of; where in the row is not known.
    pub broken: u32,
}

impl<'a> Row<'a> {
    /// The cell of a column.
    pub fn cell(&self, column: u16) -> Option<&Cell<'a>> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

/// Opens a workbook that [`guard`](crate::guard::guard) let pass.
pub fn open(bytes: &[u8]) -> Result<Book<'_>, Refusal> {
    Xlsx::new(Cursor::new(bytes)).map_err(|why| refusal(&why, ""))
}

/// The names of the sheets, and whether they can be seen.
pub fn sheets(book: &Book<'_>) -> Vec<(String, bool)> {
    let sheets = book.sheets_metadata().iter();
    sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
}

/// What an error of the parser means for the file.
pub fn refusal(why: &XlsxError, sheet: &str) -> Refusal {
    match why {
        XlsxError::Password => Refusal::PasswordProtected,
        _ => Refusal::Damaged { part: sheet.to_owned() },
    }
}

/// Merged cells of a sheet: columns with the spans of rows (from 1) that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merges {
    /// Spans of more than one row, by the first column.
    tall: HashMap<u16, Vec<(u32, u32)>>,
    /// Spans of more than one column: row, first and last column.
    wide: Vec<(u32, u16, u16)>,
}

impl Merges {
    /// The merged cells of a sheet.
    pub fn of(book: &mut Book<'_>, sheet: &str) -> Merges {
        let mut merges = Merges::default();
        // Sheets that are no tables (charts) have none.
        for region in book.merge_cells_by_sheet_name(sheet).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (region.start, region.end);
            let (Ok(left), Ok(right)) = (u16::try_from(left), u16::try_from(right)) else { continue };
            if bottom > top {
                merges.tall.entry(left).or_default().push((top + 1, bottom + 1));
            }
            if right > left {
                merges.wide.push((top + 1, left, right.min(MOST_COLUMNS)));
            }
        }
        merges.tall.values_mut().for_each(|spans| spans.sort_unstable());
        merges
    }

    /// The last row of the merged cell of a column that begins in a row; the row itself when it is not merged.
    pub fn bottom(&self, column: u16, row: u32) -> u32 {
        let spans = self.tall.get(&column).map_or(&[][..], Vec::as_slice);
        spans.binary_search_by_key(&row, |span| span.0).map_or(row, |n| spans[n].1)
    }

    /// The last column of the merged cell that begins in a column of a row.
    pub fn right(&self, row: u32, column: u16) -> u16 {
        self.wide.iter().find(|span| span.0 == row && span.1 == column).map_or(column, |span| span.2)
    }
}

/// The rows of a sheet, one after the other.
pub struct Rows<'a, 'b> {
    reader: XlsxCellReader<'a, Cursor<&'b [u8]>>,
    merges: &'a Merges,
    waiting: Option<(u32, Cell<'a>)>,
    carried: Vec<(u32, Cell<'a>)>,
    sheet: String,
    broken: u32,
    ended: bool,
}

impl<'a, 'b> Rows<'a, 'b> {
    /// Of a sheet; none when it is no table.
    pub fn of(
        book: &'a mut Book<'b>,
        sheet: &str,
        merges: &'a Merges,
    ) -> Result<Option<Rows<'a, 'b>>, Refusal> {
        match book.worksheet_cells_reader(sheet) {
            Ok(reader) => Ok(Some(Rows {
                reader,
                merges,
                waiting: None,
                carried: Vec::new(),
                sheet: sheet.to_owned(),
                broken: 0,
                ended: false,
            })),
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => Ok(None),
            Err(why) => Err(refusal(&why, sheet)),
        }
    }

    /// The next row that holds something, into `row`; false at the end.
    pub fn next_into(&mut self, row: &mut Row<'a>) -> Result<bool, Refusal> {
        row.cells.clear();
        row.broken = 0;
        let first = match self.waiting.take() {
            Some(waiting) => Some(waiting),
            None => self.next_cell()?,
        };
        let Some((number, cell)) = first else { return Ok(false) };
        row.number = number;
        row.cells.push(cell);
        while let Some((at, cell)) = self.next_cell()? {
            if at != number {
                self.waiting = Some((at, cell));
                break;
            }
            row.cells.push(cell);
        }
        row.broken = std::mem::take(&mut self.broken);
        self.carry(row);
        Ok(true)
    }

    fn next_cell(&mut self) -> Result<Option<(u32, Cell<'a>)>, Refusal> {
        // The parser must not be asked again after its end.
        while !self.ended {
            let record = match self.reader.next_cell_with_formula_metadata() {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.ended = true;
                    continue;
                }
                Err(XlsxError::CellError(_) | XlsxError::Unrecognized { .. } | XlsxError::ParseFloat(_)) => {
                    self.broken += 1;
                    continue;
                }
                Err(why) => return Err(refusal(&why, &self.sheet)),
            };
            let unsolved = record.formula.is_some() && record.value == DataRef::Empty;
            let Some(column) = u16::try_from(record.pos.1).ok().filter(|&column| column < MOST_COLUMNS)
            else {
                continue;
            };
            if record.value != DataRef::Empty || unsolved {
                let cell = Cell { column, value: record.value, unsolved, carried: false };
                return Ok(Some((record.pos.0.saturating_add(1), cell)));
            }
        }
        Ok(None)
    }

    /// Adds what merged cells above hold, and keeps what merged cells of this row hold for the rows below.
    fn carry(&mut self, row: &mut Row<'a>) {
        self.carried.retain(|(bottom, _)| *bottom >= row.number);
        for (_, cell) in &self.carried {
            if row.cells.iter().all(|own| own.column != cell.column) {
                row.cells.push(cell.clone());
            }
        }
        for cell in &row.cells {
            let bottom = if cell.carried { row.number } else { self.merges.bottom(cell.column, row.number) };
            if bottom > row.number {
                self.carried.push((bottom, Cell { carried: true, ..cell.clone() }));
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
    }
}
