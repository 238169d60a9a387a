//! Names of people: how they are written, compared and spoken.

use pinyin::ToPinyin;

use super::text::{compact, simplified};
use crate::places::Spoken;

/// A name as it should be written: without the spaces that align two-character names, with one kind of middle dot.
pub fn person_name(text: &str) -> String {
    let compact = compact(text);
    let chinese = !compact.is_ascii();
    let dotted = compact.chars().map(|c| match c {
        '•' | '・' | '‧' | '∙' | '⋅' | '･' | '●' | '．' => '·',
        '.' if chinese => '·',
        c => c,
    });
    dotted.collect()
}

/// What two spellings of one name have in common: no spaces or dots, simplified and usual characters, lower case.
/// Searches by name compare keys too.
pub fn name_key(name: &str) -> String {
    let letters =
        person_name(name).chars().filter(|c| c.is_alphanumeric()).map(simplified).collect::<Vec<_>>();
    letters.into_iter().flat_map(char::to_lowercase).collect()
}

/// Surnames whose reading differs from the character's usual one, longest first.
const SURNAMES: &[(&str, &[&str])] = &[
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("令狐", &["ling", "hu"]),
    ("鲜于", &["xian", "yu"]),
    ("单于", &["chan", "yu"]),
    ("宰父", &["zai", "fu"]),
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("查", &["zha"]),
    ("盖", &["ge"]),
    ("区", &["ou"]),
    ("解", &["xie"]),
    ("任", &["ren"]),
    ("朴", &["piao"]),
    ("乐", &["yue"]),
    ("翟", &["zhai"]),
    ("覃", &["qin"]),
    ("华", &["hua"]),
    ("宁", &["ning"]),
    ("冼", &["xian"]),
    ("洗", &["xian"]),
    ("种", &["chong"]),
    ("员", &["yun"]),
    ("缪", &["miao"]),
    ("车", &["che"]),
    ("折", &["she"]),
    ("黑", &["he"]),
    ("那", &["na"]),
    ("隗", &["wei"]),
    ("祭", &["zhai"]),
    ("繁", &["po"]),
    ("燕", &["yan"]),
    ("臧", &["zang"]),
    ("葛", &["ge"]),
    ("盛", &["sheng"]),
    ("石", &["shi"]),
    ("曲", &["qu"]),
    ("应", &["ying"]),
    ("召", &["shao"]),
    ("秘", &["bi"]),
    ("郇", &["xun"]),
    ("佴", &["nai"]),
    ("么", &["yao"]),
    ("能", &["nai"]),
    ("阚", &["kan"]),
    ("哈", &["ha"]),
    ("过", &["guo"]),
    ("句", &["gou"]),
    ("都", &["du"]),
    ("干", &["gan"]),
    ("谷", &["gu"]),
    ("贾", &["jia"]),
    ("俞", &["yu"]),
    ("柏", &["bai"]),
    ("薄", &["bo"]),
    ("殷", &["yin"]),
    ("郗", &["xi"]),
    ("逄", &["pang"]),
    ("訾", &["zi"]),
    ("晁", &["chao"]),
    ("卜", &["bu"]),
    ("贠", &["yun"]),
    ("谌", &["chen"]),
    ("沈", &["shen"]),
    ("尉", &["wei"]),
    ("褚", &["chu"]),
    ("宓", &["mi"]),
    ("钭", &["tou"]),
    ("行", &["xing"]),
    ("纪", &["ji"]),
    ("谢", &["xie"]),
];

/// Characters that are read in given names otherwise than alone.
const GIVEN: &[(char, &str)] = &[
    ('长', "chang"),
    ('朝', "chao"),
    ('乐', "le"),
    ('行', "xing"),
    ('茜', "qian"),
    ('盛', "sheng"),
    ('传', "chuan"),
    ('重', "chong"),
    ('乾', "qian"),
    ('晟', "sheng"),
    ('曾', "zeng"),
    ('召', "zhao"),
    ('都', "du"),
];

/// How a person's name is typed: pinyin without tones (`ü` as `v`) and initials, with surnames read as surnames.
pub fn person_spoken(name: &str) -> Spoken {
    let folded: String = person_name(name).chars().map(simplified).collect();
    let mut spoken = Spoken::default();
    let mut rest = folded.as_str();
    if let Some((surname, readings)) = SURNAMES.iter().find(|(surname, _)| folded.starts_with(surname)) {
        readings.iter().for_each(|reading| say(&mut spoken, reading));
        rest = &folded[surname.len()..];
    }
    for (c, reading) in rest.chars().zip(rest.to_pinyin()) {
        match reading {
            Some(_) if GIVEN.iter().any(|&(given, _)| given == c) => {
                GIVEN
                    .iter()
                    .filter(|&&(given, _)| given == c)
                    .for_each(|(_, reading)| say(&mut spoken, reading));
            }
            Some(reading) => say(&mut spoken, reading.plain()),
            None if c.is_ascii_alphanumeric() => {
                spoken.pinyin.push(c.to_ascii_lowercase());
                spoken.initials.push(c.to_ascii_lowercase());
            }
            None => {}
        }
    }
    spoken
}

fn say(spoken: &mut Spoken, reading: &str) {
    let letters = reading.replace('ü', "v");
    spoken.initials.extend(letters.chars().next());
    spoken.pinyin.push_str(&letters);
}

/// Whether a name looks like a name: two to four Chinese characters, or longer with a middle dot.
pub fn usual(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let han = chars.iter().all(|&c| c == '·' || ('\u{3400}'..='\u{9fff}').contains(&c) || c > '\u{1ffff}');
    han && (if chars.contains(&'·') {
        (3..=20).contains(&chars.len())
    } else {
        (2..=4).contains(&chars.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_one_way() {
        for (text, name) in [
            ("张　伟", "张伟"),
            (" 欧阳 娜 娜", "欧阳娜娜"),
            ("买买提•艾力", "买买提·艾力"),
            ("John  Smith", "John Smith"),
        ] {
            assert_eq!(person_name(text), name);
        }
    }

    #[test]
    fn variants_share_a_key() {
        for (a, b) in
            [("張偉", "张 伟"), ("王喆", "王哲"), ("买买提·艾力", "买买提•艾力"), ("ＪＯＨＮ", "john")]
        {
            assert_eq!(name_key(a), name_key(b));
        }
        assert_ne!(name_key("张伟"), name_key("章伟"));
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        let cases = [
            ("单雄信", "shanxiongxin", "sxx"),
            ("曾国强", "zengguoqiang", "zgq"),
            ("仇和", "qiuhe", "qh"),
            ("查良镛", "zhaliangyong", "zly"),
            ("盖叫天", "gejiaotian", "gjt"),
            ("区小明", "ouxiaoming", "oxm"),
            ("解晓东", "xiexiaodong", "xxd"),
            ("任长霞", "renchangxia", "rcx"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("万俟卨", "moqixie", "mqx"),
            ("长孙无忌", "zhangsunwuji", "zswj"),
            ("吕布", "lvbu", "lb"),
        ];
        for (name, pinyin, initials) in cases {
            let spoken = person_spoken(name);
            assert_eq!((spoken.pinyin.as_str(), spoken.initials.as_str()), (pinyin, initials), "{name}");
        }
    }

    #[test]
    fn odd_names_are_told() {
        for name in ["张伟", "欧阳娜娜", "买买提·艾力"] {
            assert!(usual(name), "{name}");
        }
        for name in ["张", "张伟2", "张伟（借调）", "无", "John"] {
            assert!(!usual(name), "{name}");
        }
    }
}
