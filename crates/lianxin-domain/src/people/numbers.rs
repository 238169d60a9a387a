//! Numbers that name or reach people: identity numbers and telephones.

use jiff::civil::Date;

use super::{Gender, ProblemCode};

/// What an identity number says of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdFacts {
    /// Day of birth.
    pub born: Date,
    /// Gender.
    pub gender: Gender,
}

/// Checks an identity number of 18 characters (GB 11643-1999: date of birth, order number, check digit by ISO 7064
/// MOD 11-2). Answers its upper-case form's facts, or what is wrong.
pub fn id_facts(number: &str) -> Result<IdFacts, ProblemCode> {
    let bytes = number.as_bytes();
    let shaped = bytes.len() == 18
        && bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17].eq_ignore_ascii_case(&b'X'));
    if !shaped {
        return Err(ProblemCode::IdNumberBad);
    }
    let digits =
        |from: usize, to: usize| bytes[from..to].iter().fold(0i16, |n, b| n * 10 + i16::from(b - b'0'));
    let (year, month, day) = (digits(6, 10), digits(10, 12), digits(12, 14));
    let born = i8::try_from(month)
        .ok()
        .zip(i8::try_from(day).ok())
        .and_then(|(month, day)| Date::new(year, month, day).ok())
        .filter(|_| (1900..=2100).contains(&year))
        .ok_or(ProblemCode::IdNumberDate)?;
    if check_digit(&bytes[..17]) != bytes[17].to_ascii_uppercase() {
        return Err(ProblemCode::IdNumberChecksum);
    }
    let gender = if (bytes[16] - b'0') % 2 == 1 { Gender::Male } else { Gender::Female };
    Ok(IdFacts { born, gender })
}

/// The check digit of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
pub fn check_digit(first: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first
        .iter()
        .zip(WEIGHTS)
        .map(|(&digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight)
        .sum();
    b"10X98765432"[(sum % 11) as usize]
}

/// A telephone number as digits, with `-` in land lines; of several the first. None when there is no number in it.
pub fn phone(text: &str) -> Option<String> {
    text.split(['/', '、', ',', '，', ';', '；', '\n']).find_map(one_phone)
}

fn one_phone(text: &str) -> Option<String> {
    let text = text.trim();
    let international = text.trim_start_matches(['+', '0']);
    let text = match international.strip_prefix("86") {
        Some(rest) if rest.chars().filter(char::is_ascii_digit).count() >= 10 => rest,
        _ => text,
    };
    if text
        .chars()
        .any(|c| !(c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '（' | '）' | '—' | '－')))
    {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.len() == 11 && digits.starts_with('1');
    if mobile || (matches!(digits.len(), 7 | 8) && !digits.starts_with('0')) {
        return Some(digits);
    }
    let area = if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 };
    let line = digits.starts_with('0') && (area + 7..=area + 8).contains(&digits.len());
    line.then(|| format!("{}-{}", &digits[..area], &digits[area..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_checked() {
        // The two examples of GB 11643-1999.
        assert_eq!(id_facts("11010519491231002X").map(|facts| facts.gender), Ok(Gender::Female));
        assert_eq!(id_facts("440524188001010014"), Err(ProblemCode::IdNumberDate));
        assert!(id_facts("11010519491231002x").is_ok());
        let bad = [
            ("110105194912310021", ProblemCode::IdNumberChecksum),
            ("11010519491331002X", ProblemCode::IdNumberDate),
            ("1101051949123100", ProblemCode::IdNumberBad),
            ("11010519491231OO2X", ProblemCode::IdNumberBad),
            ("", ProblemCode::IdNumberBad),
        ];
        for (number, code) in bad {
            assert_eq!(id_facts(number), Err(code), "{number}");
        }
        assert_eq!(check_digit(b"44052418800101001"), b'4');
    }

    #[test]
    fn telephones_are_written_one_way() {
        let cases = [
            ("138 0000 1111", Some("13800001111")),
            ("+86-13800001111", Some("13800001111")),
            ("8613800001111", Some("13800001111")),
            ("0537-2345678", Some("0537-2345678")),
            ("(0537)2345678", Some("0537-2345678")),
            ("01012345678", Some("010-12345678")),
            ("2345678", Some("2345678")),
            ("无/13800001111", Some("13800001111")),
            ("1380000111", None),
            ("无", None),
            ("", None),
        ];
        for (text, number) in cases {
            assert_eq!(phone(text).as_deref(), number, "{text}");
        }
    }
}
