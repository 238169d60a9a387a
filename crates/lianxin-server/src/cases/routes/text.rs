//! What people write, checked at the edge.

use lianxin_domain::{day::Day, visits::calendar::plus};

use crate::engine::error::{Error, Result, codes};

/// Days within which a wish for a last day lies.
pub const WITHIN: i64 = 3 * 366;

/// A text of so many characters, trimmed, or which field is wrong.
pub fn said(field: &str, text: &str, least: usize, most: usize) -> Result<String> {
    let text = text.trim();
    let length = text.chars().count();
    let refuse = |code| Error::refused(codes::INVALID).with("least", least).field(field, code);
    match length {
        0 if least > 0 => Err(refuse(codes::REQUIRED)),
        _ if length < least => Err(refuse(codes::TOO_SHORT)),
        _ if length > most => Err(refuse(codes::TOO_LONG)),
        _ if text.chars().any(|c| c.is_control() && c != '\n') => Err(refuse(codes::BAD_TEXT)),
        _ => Ok(text.to_owned()),
    }
}

/// A wish for a last day: from today to three years later; nothing when there is none.
pub fn wanted_by(day: Option<Day>, today: Day) -> Result<String> {
    match day {
        None => Ok(String::new()),
        Some(day) if day >= today && day <= plus(today, WITHIN) => Ok(day.to_string()),
        Some(_) => Err(Error::refused(codes::INVALID).field("wanted_by", codes::BAD_DUE)),
    }
}
