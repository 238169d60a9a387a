//! How a Chinese name is typed on a keyboard without an input method.

use pinyin::ToPinyin;

/// Pinyin without tones and its initials, both in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// `jiningshi`
    pub pinyin: String,
    /// `jns`
    pub initials: String,
}

/// The pinyin and initials of a name; letters and digits stand for themselves, all else is skipped.
pub fn spoken(name: &str) -> Spoken {
    let mut spoken = Spoken::default();
    for (c, reading) in name.chars().zip(name.to_pinyin()) {
        match reading {
            Some(reading) => {
                spoken.pinyin.push_str(reading.plain());
                spoken.initials.push_str(reading.first_letter());
            }
            None if c.is_ascii_alphanumeric() => {
                spoken.pinyin.push(c.to_ascii_lowercase());
                spoken.initials.push(c.to_ascii_lowercase());
            }
            None => {}
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_name_is_found_by_its_initials() {
        let village = spoken("许庄街道 A1");
        assert_eq!((village.pinyin.as_str(), village.initials.as_str()), ("xuzhuangjiedaoa1", "xzjda1"));
    }
}
