//! Taking visits home as a file: in which form, of which days, how many at the most.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{day::Day, people::words::words, places::PlaceCode};

/// Days that one export may span, the first and the last included.
pub const EXPORT_DAYS: i64 = 400;
/// Visits that one export may hold.
pub const EXPORT_ROWS: i64 = 200_000;

words! {
    /// The form of a file.
    Format {
        /// Comma-separated text that spreadsheets open without asking.
        Csv = "csv", "CSV 文本";
        /// A workbook.
        Xlsx = "xlsx", "Excel 工作簿";
        /// Columns with types, for programs.
        Parquet = "parquet", "Parquet 数据";
    }
}

/// What is asked for by the name of its file: `370811001.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportName {
    /// The place.
    pub place: PlaceCode,
    /// The form.
    pub format: Format,
}

impl FromStr for ExportName {
    type Err = NotAnExport;
    fn from_str(text: &str) -> Result<ExportName, NotAnExport> {
        let (place, ending) = text.split_once('.').ok_or(NotAnExport)?;
        let format = Format::ALL.iter().copied().find(|format| format.word() == ending).ok_or(NotAnExport)?;
        Ok(ExportName { place: place.parse().map_err(|_| NotAnExport)?, format })
    }
}

/// The text names no place with the ending of a known form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnExport;

impl fmt::Display for NotAnExport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a place's code with .csv, .xlsx or .parquet")
    }
}

impl std::error::Error for NotAnExport {}

/// The days of an export, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

/// Why two days are no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSpan {
    /// The last day is before the first.
    Backwards,
    /// It is longer than [`EXPORT_DAYS`].
    TooLong,
}

impl Span {
    /// From one day to another.
    pub fn new(from: Day, to: Day) -> Result<Span, BadSpan> {
        if to < from {
            return Err(BadSpan::Backwards);
        }
        let days = i64::from((to.date() - from.date()).get_days()) + 1;
        if days > EXPORT_DAYS { Err(BadSpan::TooLong) } else { Ok(Span { from, to }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_place_and_its_form() {
        let name: ExportName = "370811001.parquet".parse().unwrap();
        assert_eq!((name.place.as_str(), name.format), ("370811001", Format::Parquet));
        for bad in [
            "370811001",
            "370811001.",
            "370811001.xls",
            "370811001.CSV 文本",
            "37.csv",
            ".csv",
            "370811001.csv.csv",
        ] {
            assert_eq!(bad.parse::<ExportName>(), Err(NotAnExport), "{bad}");
        }
    }

    #[test]
    fn a_span_runs_forward_and_is_not_too_long() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let cases = [
            ("2026-06-30", "2026-06-30", None),
            ("2026-06-30", "2026-06-29", Some(BadSpan::Backwards)),
            ("2025-06-01", "2026-07-05", None),
            ("2025-06-01", "2026-07-06", Some(BadSpan::TooLong)),
            ("0001-01-01", "9999-12-31", Some(BadSpan::TooLong)),
        ];
        for (from, to, wrong) in cases {
            assert_eq!(Span::new(day(from), day(to)).err(), wrong, "{from} {to}");
        }
    }
}
