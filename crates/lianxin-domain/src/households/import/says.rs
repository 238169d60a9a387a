//! What short texts in cells say: yes, no, none, an age, elders.

use crate::{
    day::Day,
    households::{FactClass, StandingKind},
    people::{folded, tidy},
};

/// Whether a relation is the head's own.
pub fn is_head(relation: &str) -> bool {
    matches!(folded(relation).as_str(), "户主" | "本人" | "户主本人" | "本人户主")
}

/// Whether a relation is a grandchild's: most likely a minor when no age is told.
pub fn is_grandchild(relation: &str) -> bool {
    let key = folded(relation);
    ["孙子", "孙女", "外孙", "外孙女", "曾孙", "重孙", "曾孙女", "重孙女", "长孙", "次孙"]
        .contains(&key.as_str())
}

/// Yes or no; none for an empty cell.
pub fn yes(text: &str) -> Option<bool> {
    let key = folded(text);
    match key.as_str() {
        "" => (!text.trim().is_empty()).then(|| text.contains(['√', '✓', '✔'])),
        "无" | "否" | "不是" | "没有" | "0" | "n" | "no" => Some(false),
        _ => Some(true),
    }
}

/// What a fact's cell says: none when it says nothing, an empty text when it says that there is none.
pub fn fact(class: FactClass, text: &str) -> Option<String> {
    let text = tidy(text);
    let key = folded(&text);
    if text.is_empty() {
        return None;
    }
    let none = ["", "无", "否", "没有", "不是", "无困难", "不困难", "非困难户", "正常", "暂无"];
    let well = class == FactClass::Health && ["健康", "良好", "身体健康", "一般"].contains(&key.as_str());
    if none.contains(&key.as_str()) && !text.contains(['√', '✓', '✔']) || well {
        return Some(String::new());
    }
    if matches!(key.as_str(), "" | "是" | "有" | "困难" | "困难户") {
        return Some(class.zh().to_owned());
    }
    Some(text.chars().take(1000).collect())
}

/// An age in years from `8岁`, `8`, `2016`, `2016年5月`, `2016-05-01`.
pub fn age(text: &str, today: Day) -> Option<i64> {
    let text = tidy(text);
    let numbers: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty() && part.len() <= 8)
        .filter_map(|part| part.parse().ok())
        .collect();
    let (year, month, day) = match *numbers.first()? {
        age @ 0..=130 => return Some(age),
        year @ 1880..=2200 => {
            (year, numbers.get(1).copied().unwrap_or(12), numbers.get(2).copied().unwrap_or(31))
        }
        whole @ 18_800_101..=22_001_231 => (whole / 10_000, whole / 100 % 100, whole % 100),
        month @ 188_001..=220_012 => (month / 100, month % 100, 31),
        _ => return None,
    };
    let now = today.date();
    let not_yet = (i64::from(now.month()), i64::from(now.day())) < (month, day);
    Some(i64::from(now.year()) - year - i64::from(not_yet)).filter(|age| (-1..=130).contains(age))
}

/// What the elders' cell says.
#[derive(Debug, PartialEq, Eq)]
pub enum Elders {
    /// It is empty.
    Nothing,
    /// It says that there is none.
    None,
    /// These.
    Some(Vec<StandingKind>),
    /// Something else.
    Unknown,
}

/// Reads the elders' cell: 老党员、老干部、老模范, in any usual words.
pub fn elders(text: &str) -> Elders {
    let key = folded(text);
    if key.is_empty() {
        return Elders::Nothing;
    }
    if matches!(key.as_str(), "无" | "否" | "不是" | "没有" | "0") {
        return Elders::None;
    }
    let words: [(StandingKind, &[&str]); 3] = [
        (StandingKind::OldPartyMember, &["老党员", "党员"]),
        (StandingKind::OldOfficial, &["老干部", "老村干部", "离任干部", "老支书", "老书记"]),
        (StandingKind::OldModel, &["老模范", "劳模", "劳动模范", "老劳模", "模范"]),
    ];
    let found = words.into_iter().filter(|(_, said)| said.iter().any(|word| key.contains(word)));
    let kinds: Vec<StandingKind> = found.map(|(kind, _)| kind).collect();
    if kinds.is_empty() { Elders::Unknown } else { Elders::Some(kinds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_many_ways() {
        let today: Day = "2026-07-01".parse().unwrap();
        for (text, years) in [
            ("8岁", Some(8)),
            ("８", Some(8)),
            ("2016", Some(9)),
            ("2016年5月", Some(10)),
            ("2008-07-01", Some(18)),
            ("2008-07-02", Some(17)),
            ("20080702", Some(17)),
            ("200807", Some(17)),
            ("", None),
            ("不详", None),
            ("1066", None),
        ] {
            assert_eq!(age(text, today), years, "{text}");
        }
    }

    #[test]
    fn short_texts_are_understood() {
        use StandingKind::{OldModel, OldOfficial, OldPartyMember};
        for (text, said) in [
            ("", Elders::Nothing),
            ("无", Elders::None),
            ("老党员", Elders::Some(vec![OldPartyMember])),
            ("老支书、劳模", Elders::Some(vec![OldOfficial, OldModel])),
            ("五保户", Elders::Unknown),
        ] {
            assert_eq!(elders(text), said, "{text}");
        }
        for (text, said) in
            [("", None), ("√", Some(true)), ("否", Some(false)), ("种植大户", Some(true)), ("-", Some(false))]
        {
            assert_eq!(yes(text), said, "{text}");
        }

        assert_eq!(fact(FactClass::Hardship, " "), None);
        assert_eq!(fact(FactClass::Hardship, "无"), Some(String::new()));
        assert_eq!(fact(FactClass::Health, "良好"), Some(String::new()));
        assert_eq!(fact(FactClass::Hardship, "是"), Some("困难情况".to_owned()));
        assert_eq!(fact(FactClass::Money, "年收入 8000元"), Some("年收入 8000元".to_owned()));
    }
}
