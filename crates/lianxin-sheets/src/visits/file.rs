//! A file that is being written, in whichever form.

use lianxin_domain::visits::{Format, Span};

use super::{
    csv::Csv,
    parquet::Parquet,
    row::{Tongue, VisitRow},
    xlsx::Xlsx,
};
use crate::{Unwritable, book::XLSX};

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place.
    pub place: String,
    /// The days.
    pub span: Span,
    /// Who took it home.
    pub by: String,
    /// Why.
    pub purpose: String,
    /// Whether persons are named.
    pub named: bool,
    /// The file's own mark, as the audit line has it.
    pub mark: String,
    /// Whether its labels and words are Chinese; a Parquet file has those of programs.
    pub chinese: bool,
    /// Whether the people are synthetic, which is then said.
    pub synthetic: bool,
    /// How many visits there will be, about.
    pub rows: usize,
}

impl Head {
    pub(super) fn tongue(&self) -> Tongue {
        if self.chinese { Tongue::Chinese } else { Tongue::Words }
    }
}

/// The media type of a form.
pub fn media(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8; header=present",
        Format::Xlsx => XLSX,
        Format::Parquet => "application/vnd.apache.parquet",
    }
}

/// A file of visits. What is ready is given out at once; a workbook is ready only in the end.
pub struct VisitFile(Kind);

enum Kind {
    Csv(Csv),
    Xlsx(Box<Xlsx>),
    Parquet(Box<Parquet>),
}

impl VisitFile {
    /// Begins a file.
    pub fn begin(format: Format, head: &Head) -> Result<VisitFile, Unwritable> {
        Ok(VisitFile(match format {
            Format::Csv => Kind::Csv(Csv::begin(head)),
            Format::Xlsx => Kind::Xlsx(Box::new(Xlsx::begin(head)?)),
            Format::Parquet => Kind::Parquet(Box::new(Parquet::begin(head)?)),
        }))
    }

    /// Adds rows and gives the bytes that are ready; there may be none.
    pub fn add(&mut self, rows: Vec<VisitRow>) -> Result<Vec<u8>, Unwritable> {
        match &mut self.0 {
            Kind::Csv(file) => Ok(file.add(&rows)),
            Kind::Xlsx(file) => file.add(&rows).map(|()| Vec::new()),
            Kind::Parquet(file) => file.add(rows),
        }
    }

    /// Ends the file and gives the rest of it.
    pub fn end(self) -> Result<Vec<u8>, Unwritable> {
        match self.0 {
            Kind::Csv(file) => Ok(file.end()),
            Kind::Xlsx(file) => file.end(),
            Kind::Parquet(file) => file.end(),
        }
    }
}
