//! The two languages of a report.

use lianxin_domain::day::Day;
use lianxin_sheets::report::{Cell, Table};

use crate::oversight::{case_numbers::ShareRange, figures::Figure};

/// Chinese or English.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tongue {
    pub(super) chinese: bool,
}

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Tongue {
    /// One of two texts.
    pub(super) fn say<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        if self.chinese { chinese } else { english }
    }

    pub(super) fn day(self, day: Day) -> String {
        let (date, said) = (day.date(), self.day_of_year(day));
        match self.chinese {
            true => format!("{}年{said}", date.year()),
            false => format!("{said} {}", date.year()),
        }
    }

    /// A day where its year is told nearby.
    pub(super) fn day_of_year(self, day: Day) -> String {
        let date = day.date();
        match self.chinese {
            true => format!("{}月{}日", date.month(), date.day()),
            false => format!("{} {}", date.day(), self.month_name(day)),
        }
    }

    pub(super) fn month(self, day: Day) -> String {
        let date = day.date();
        match self.chinese {
            true => format!("{}年{}月", date.year(), date.month()),
            false => format!("{} {}", self.month_name(day), date.year()),
        }
    }

    fn month_name(self, day: Day) -> &'static str {
        usize::try_from(day.date().month() - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default()
    }

    /// `2026Q3`, as one says it.
    pub(super) fn quarter(self, quarter: &str) -> String {
        let (year, n) = quarter.split_once('Q').unwrap_or((quarter, ""));
        let numeral = n.parse::<usize>().ok().and_then(|n| NUMERALS.get(n.checked_sub(1)?));
        match self.chinese {
            true => format!("{year}年第{}季度", numeral.copied().unwrap_or(n)),
            false => format!("Q{n} {year}"),
        }
    }

    /// A heading with its number.
    pub(super) fn numbered(self, n: usize, heading: &str) -> String {
        match self.chinese {
            true => format!("{}、{heading}", NUMERALS.get(n).copied().unwrap_or_default()),
            false => format!("{}. {heading}", n + 1),
        }
    }

    /// A number in a sentence.
    pub(super) fn n(self, figure: Figure) -> String {
        figure.n.map_or_else(|| "＊".to_owned(), |n| n.to_string())
    }

    /// A share with its range, in brackets; nothing where it is withheld.
    pub(super) fn range(self, range: Option<&ShareRange>) -> String {
        let tenths = |n: i64| format!("{}.{}%", n / 10, n % 10);
        let Some(range) = range else { return String::new() };
        let (at, low, high) = (tenths(range.at), tenths(range.low), tenths(range.high));
        match self.chinese {
            true => format!("，占{at}（95%的把握在{low}至{high}之间）"),
            false => format!(" ({at}; with 95 % confidence between {low} and {high})"),
        }
    }

    /// How a place's share stands beside that of the place above.
    pub(super) fn beside(self, range: Option<&ShareRange>) -> Cell {
        match range.and_then(|range| range.beside.as_deref()) {
            Some("higher") => Cell::Text(self.say("高于总体", "higher").to_owned()),
            Some("lower") => Cell::Text(self.say("低于总体", "lower").to_owned()),
            Some(_) => Cell::Text(self.say("分不清", "not apart").to_owned()),
            None => Cell::Nothing,
        }
    }

    /// A table by its labels in both languages.
    pub(super) fn table(self, caption: String, head: &[(&str, &str)], rows: Vec<Vec<Cell>>) -> Table {
        let head = head.iter().map(|(chinese, english)| self.say(chinese, english).to_owned()).collect();
        Table { caption, head, rows }
    }
}

/// A number in a cell.
pub(super) fn cell(figure: Figure) -> Cell {
    figure.n.map_or(Cell::Withheld, Cell::Number)
}

/// A share in a cell.
pub(super) fn share(range: Option<&ShareRange>) -> Cell {
    range.map_or(Cell::Nothing, |range| Cell::Share(range.at))
}
