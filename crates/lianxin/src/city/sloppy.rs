//! How offices type: aligned names, full-width digits, numbers as numbers, days in five forms.

use lianxin_domain::day::Day;
use lianxin_sheets::people::Typed;

use super::chance::Chance;

/// A name; those of two characters are often stretched to three.
pub fn name(chance: &mut Chance, name: &str) -> Typed {
    let mut chars = name.chars();
    let stretched = match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) if chance.in_thousand(180) => {
            format!("{a}{}{b}", chance.pick(&["　", " ", "  "]))
        }
        _ if chance.in_thousand(15) => format!(" {name} "),
        _ => name.to_owned(),
    };
    Typed::Text(stretched)
}

/// Digits as text, as a number, full-width or with spaces.
pub fn digits(chance: &mut Chance, digits: &str, as_number: bool) -> Typed {
    let number =
        digits.parse::<f64>().ok().filter(|_| as_number && !digits.starts_with('0') && digits.len() < 15);
    if let Some(number) = number {
        return Typed::Number(number);
    }
    Typed::Text(match chance.below(100) {
        0..3 => wide(digits),
        3..5 => format!("{digits} "),
        5..7 if digits.len() == 11 => format!("{} {} {}", &digits[..3], &digits[3..7], &digits[7..]),
        _ => digits.to_owned(),
    })
}

/// Full-width digits.
fn wide(digits: &str) -> String {
    let shifted = digits
        .chars()
        .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c) } else { c });
    shifted.collect()
}

/// A day in one of the forms of a sheet.
pub fn day(chance: &mut Chance, day: Day, style: u64) -> Typed {
    let date = day.date();
    let (y, m, d) = (date.year(), date.month(), date.day());
    let form = if chance.in_thousand(60) { chance.below(6) } else { style % 6 };
    match form {
        0 => Typed::Day(day),
        1 => Typed::Text(format!("{y}.{m}.{d}")),
        2 => Typed::Text(format!("{y}年{m}月{d}日")),
        3 => Typed::Text(format!("{y}{m:02}{d:02}")),
        4 => Typed::Text(format!("{y}/{m}/{d}")),
        _ => Typed::Text(format!("{y}-{m:02}-{d:02}")),
    }
}
