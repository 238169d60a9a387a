//! One cell's value as text, day or number, whatever form an office gave it.

use calamine::{DataRef, ExcelDateTime};
use jiff::civil::Date;
use lianxin_domain::{
    day::Day,
    people::{ProblemCode, tidy},
};

/// What is wrong with a cell, and the text that stands in it.
pub type Wrong = (ProblemCode, String);

/// A cell's value as tidy text: numbers without an exponent, dates as `2012-07-20`.
pub fn text(cell: &DataRef<'_>) -> Result<String, Wrong> {
    Ok(match cell {
        DataRef::String(text) => tidy(text),
        DataRef::SharedString(text) => tidy(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(at) => day_of(at).map_or_else(|| plain(at.as_f64()), |day| day.to_string()),
        DataRef::DateTimeIso(text) => tidy(text).chars().take(10).collect(),
        DataRef::DurationIso(text) => tidy(text),
        DataRef::Error(error) => return Err((ProblemCode::ErrorCell, error.to_string())),
        DataRef::Empty => String::new(),
    })
}

/// A number that names something (staff number, telephone, code): text without spaces, without the apostrophe that
/// forces text, without a fraction of zero.
pub fn name_number(cell: &DataRef<'_>) -> Result<String, Wrong> {
    let spaced = text(cell)?;
    let bare: String = spaced.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_start_matches(['\'', '‘', '’', '`']);
    let whole = bare
        .strip_suffix(".0")
        .filter(|whole| !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()));
    Ok(whole.unwrap_or(bare).to_owned())
}

/// An identity number. One of more than 15 digits that Excel keeps as a number has lost the last ones.
pub fn id_number(cell: &DataRef<'_>) -> Result<String, Wrong> {
    let lost = |text: String| Err((ProblemCode::DigitsLost, text));
    match cell {
        DataRef::Float(number) if number.abs() >= 1e15 => return lost(plain(*number)),
        DataRef::DateTime(at) if at.as_f64() >= 1e15 => return lost(plain(at.as_f64())),
        DataRef::Int(number) if number.abs() >= 1_000_000_000_000_000 => return lost(number.to_string()),
        _ => {}
    }
    let bare = name_number(cell)?.to_ascii_uppercase();
    let power = bare.split_once("E+").is_some_and(|(mantissa, _)| mantissa.parse::<f64>().is_ok());
    if power { lost(bare) } else { Ok(bare) }
}

/// A day; none for an empty cell.
pub fn day(cell: &DataRef<'_>) -> Result<Option<Day>, Wrong> {
    let day = match cell {
        DataRef::Empty => return Ok(None),
        DataRef::DateTime(at) => day_of(at),
        DataRef::Int(number) => day_of_number(*number as f64),
        DataRef::Float(number) => day_of_number(*number),
        _ => {
            let text = text(cell)?;
            if text.is_empty() || matches!(text.as_str(), "-" | "—" | "/" | "无") {
                return Ok(None);
            }
            day_of_text(&text)
        }
    };
    day.map(Some).ok_or_else(|| (ProblemCode::NotADate, text(cell).unwrap_or_default()))
}

/// A whole number; none for an empty cell. Thousands separators and a unit behind the number are passed over.
pub fn whole(cell: &DataRef<'_>) -> Result<Option<i64>, Wrong> {
    let written = text(cell)?;
    let bare: String = written.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let bare = bare.trim_end_matches(['户', '人', '口', '分', '个', '%']);
    if bare.is_empty() || matches!(bare, "-" | "—" | "/" | "无") {
        return Ok(None);
    }
    let number = bare.parse::<f64>().ok().filter(|n| n.fract() == 0.0 && n.abs() < 1e12);
    number.map(|n| Some(n as i64)).ok_or((ProblemCode::NotANumber, written))
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 { format!("{number:.0}") } else { number.to_string() }
}

fn day_of(at: &ExcelDateTime) -> Option<Day> {
    if !at.is_datetime() || at.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    date(i64::from(year), i64::from(month), i64::from(day))
}

/// `20120720`, `201207`, `2012.07` or a serial number of days since 1899-12-30.
fn day_of_number(number: f64) -> Option<Day> {
    if number.fract() != 0.0 {
        // 2012.1 may be January or October: only an unambiguous month counts.
        let written = number.to_string();
        let (year, month) = written.split_once('.')?;
        let clear = month.len() == 2 || (month.len() == 1 && month != "1");
        if !(1900.0..2101.0).contains(&number) {
            return (20_000.0..80_000.0).contains(&number).then(|| serial(number)).flatten();
        }
        return clear.then(|| date(year.parse().ok()?, month.parse().ok()?, 1)).flatten();
    }
    let whole = number as i64;
    match whole {
        19_000_101..=21_001_231 => date(whole / 10_000, whole / 100 % 100, whole % 100),
        190_001..=210_012 => date(whole / 100, whole % 100, 1),
        5_000..=80_000 => serial(number),
        _ => None,
    }
}

fn serial(number: f64) -> Option<Day> {
    let start = jiff::civil::date(1899, 12, 30);
    start.checked_add(jiff::Span::new().days(number as i64)).ok().map(Day::from)
}

/// `2012-07-20`, `2012/7/20`, `2012.7.20`, `2012年7月20日`, `20120720`, also with a time behind, and months `2012.07`.
fn day_of_text(text: &str) -> Option<Day> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return day_of_number(text.parse().ok()?);
    }
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let signs = text.chars().filter(|c| !c.is_ascii_digit());
    if !signs
        .clone()
        .all(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号' | ' ' | ':' | 'T' | '—' | '－'))
    {
        return None;
    }
    let year: &str = parts.next()?;
    let month = parts.next()?;
    let day = parts.next().unwrap_or("1");
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn date(year: i64, month: i64, day: i64) -> Option<Day> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().map(Day::from)
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    fn said(text: &str) -> DataRef<'_> {
        DataRef::SharedString(text)
    }

    #[test]
    fn days_are_read_in_every_form() {
        let serial = DataRef::DateTime(ExcelDateTime::new(41110.5, ExcelDateTimeType::DateTime, false));
        let serial_1904 = DataRef::DateTime(ExcelDateTime::new(39648.0, ExcelDateTimeType::DateTime, true));
        let forms = [
            "2012-07-20",
            "2012/7/20",
            "2012.7.20",
            "2012年7月20日",
            "20120720",
            "２０１２－０７－２０",
            "2012-07-20 08:30:00",
            " 2012年07月20号",
        ];
        let cells = forms.into_iter().map(said);
        for cell in cells.chain([serial, serial_1904, DataRef::Float(41110.0), DataRef::Float(20_120_720.0)])
        {
            assert_eq!(day(&cell).unwrap().unwrap().to_string(), "2012-07-20", "{cell:?}");
        }
        for cell in [said("2012.07"), said("2012年7月"), DataRef::Float(201_207.0), DataRef::Float(2012.7)]
        {
            assert_eq!(day(&cell).unwrap().unwrap().to_string(), "2012-07-01", "{cell:?}");
        }
        for cell in [
            said("2012-02-30"),
            said("去年"),
            said("2012"),
            DataRef::Float(2012.1),
            DataRef::Float(7.0),
            DataRef::Bool(true),
        ] {
            assert_eq!(day(&cell).unwrap_err().0, ProblemCode::NotADate, "{cell:?}");
        }
        assert_eq!(day(&said(" ")), Ok(None));
    }

    #[test]
    fn numbers_that_name_people_keep_their_digits() {
        assert_eq!(name_number(&DataRef::Float(1_234_567.0)).unwrap(), "1234567");
        assert_eq!(name_number(&said("1234567.0")).unwrap(), "1234567");
        assert_eq!(name_number(&said("'００１２ 34")).unwrap(), "001234");
        assert_eq!(name_number(&DataRef::Float(13_800_001_111.0)).unwrap(), "13800001111");
        assert_eq!(id_number(&said("11010519491231002x")).unwrap(), "11010519491231002X");
        assert_eq!(
            id_number(&DataRef::Float(370_811_199_001_011_200.0)).unwrap_err().0,
            ProblemCode::DigitsLost
        );
        assert_eq!(id_number(&said("3.70811E+17")).unwrap_err().0, ProblemCode::DigitsLost);
    }

    #[test]
    fn other_cells_are_understood_or_told() {
        assert_eq!(whole(&said("1,234 户")), Ok(Some(1234)));
        assert_eq!(whole(&DataRef::Float(35.0)), Ok(Some(35)));
        assert_eq!(whole(&DataRef::Float(35.5)).unwrap_err().0, ProblemCode::NotANumber);
        assert_eq!(whole(&said("很难")).unwrap_err().0, ProblemCode::NotANumber);
        assert_eq!(text(&DataRef::Bool(true)).unwrap(), "是");
        assert_eq!(
            text(&DataRef::Error(CellErrorType::NA)),
            Err((ProblemCode::ErrorCell, "#N/A".to_owned()))
        );
    }
}
