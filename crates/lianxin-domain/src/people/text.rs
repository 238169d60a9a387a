//! Making typed text comparable: widths, spaces, and the parts of a list.

/// Text as it should have been typed: full-width letters, digits and signs become half-width, spaces of all kinds become
/// one space or none at the ends, invisible characters go. Chinese punctuation stays.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match half_width(c) {
            None => {}
            Some(' ') if out.is_empty() || out.ends_with(' ') => {}
            Some(c) => out.push(c),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn half_width(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{ad}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        '（' | '）' | '，' | '：' | '；' | '！' | '？' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    }
}

/// Tidy text without the spaces beside Chinese characters, which only align it.
pub fn compact(text: &str) -> String {
    let chars: Vec<char> = tidy(text).chars().collect();
    let wide = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(|c| !c.is_ascii());
    let kept = chars
        .iter()
        .enumerate()
        .filter(|&(n, &c)| c != ' ' || !(wide(n.checked_sub(1)) || wide(Some(n + 1))));
    kept.map(|(_, &c)| c).collect()
}

/// The same without any space, bracket or punctuation, traditional characters simplified, letters in lower case.
pub fn folded(text: &str) -> String {
    tidy(text).chars().filter(|c| c.is_alphanumeric()).map(simplified).flat_map(char::to_lowercase).collect()
}

/// The parts of a list written with any of the usual separators.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '/', '|', ' ', '\n', '。'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// A character's simplified or usual form, for the characters met in names of people, units and villages.
pub fn simplified(c: char) -> char {
    const PAIRS: &[(&str, char)] = &[
        ("國", '国'),
        ("華", '华'),
        ("東", '东'),
        ("偉", '伟'),
        ("強彊", '强'),
        ("麗", '丽'),
        ("紅", '红'),
        ("軍", '军'),
        ("傑", '杰'),
        ("輝煇", '辉'),
        ("龍", '龙'),
        ("鳳", '凤'),
        ("蘭", '兰'),
        ("慶", '庆'),
        ("義", '义'),
        ("雲", '云'),
        ("張", '张'),
        ("劉", '刘'),
        ("陳", '陈'),
        ("楊", '杨'),
        ("趙", '赵'),
        ("黃", '黄'),
        ("吳", '吴'),
        ("孫", '孙'),
        ("馬", '马'),
        ("葉", '叶'),
        ("蔣", '蒋'),
        ("許", '许'),
        ("鄧", '邓'),
        ("馮", '冯'),
        ("韓", '韩'),
        ("呂", '吕'),
        ("蘇", '苏'),
        ("盧", '卢'),
        ("賈", '贾'),
        ("閻閆阎", '闫'),
        ("蕭萧", '肖'),
        ("羅", '罗'),
        ("鄭", '郑'),
        ("謝", '谢'),
        ("錢", '钱'),
        ("譚", '谭'),
        ("範", '范'),
        ("鄒", '邹'),
        ("單", '单'),
        ("閔", '闵'),
        ("樂", '乐'),
        ("萬", '万'),
        ("歐", '欧'),
        ("聖", '圣'),
        ("寶寳", '宝'),
        ("貴", '贵'),
        ("榮", '荣'),
        ("興", '兴'),
        ("學", '学'),
        ("長", '长'),
        ("發", '发'),
        ("愛", '爱'),
        ("蓮", '莲'),
        ("瓊", '琼'),
        ("潔", '洁'),
        ("靜", '静'),
        ("豔艷", '艳'),
        ("曉", '晓'),
        ("春", '春'),
        ("陽", '阳'),
        ("飛", '飞'),
        ("鵬", '鹏'),
        ("濤", '涛'),
        ("亞", '亚'),
        ("剛", '刚'),
        ("鋼", '钢'),
        ("鐵", '铁'),
        ("銀", '银'),
        ("鑫", '鑫'),
        ("勝", '胜'),
        ("憲", '宪'),
        ("喆", '哲'),
        ("昇", '升'),
        ("堃", '坤'),
        ("甦", '苏'),
        ("峯", '峰'),
        ("嶽", '岳'),
        ("後", '后'),
        ("莊", '庄'),
        ("鎮", '镇'),
        ("鄉", '乡'),
        ("縣", '县'),
        ("區", '区'),
        ("橋", '桥'),
        ("溝", '沟'),
        ("灣", '湾'),
        ("嶺", '岭'),
        ("廟", '庙'),
        ("樓", '楼'),
        ("廠", '厂'),
        ("辦", '办'),
        ("黨", '党'),
        ("勞", '劳'),
        ("農", '农'),
        ("業", '业'),
        ("與", '与'),
        ("廳", '厅'),
        ("處", '处'),
        ("隊", '队'),
        ("瑩", '莹'),
        ("穎", '颖'),
        ("賢", '贤'),
        ("禮", '礼'),
        ("誠", '诚'),
        ("澤", '泽'),
        ("運", '运'),
    ];
    if c.is_ascii() {
        return c;
    }
    PAIRS.iter().find(|(from, _)| from.contains(c)).map_or(c, |&(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_tidied() {
        let cases = [
            ("　张　三 ", "张 三"),
            ("\u{feff}１３８００００１１１１\u{200b}", "13800001111"),
            ("许庄派出所（城区）", "许庄派出所（城区）"),
            ("Ａ\u{a0}\u{a0}Ｂ\n", "A B"),
            ("  ", ""),
        ];
        for (text, tidied) in cases {
            assert_eq!(tidy(text), tidied, "{text:?}");
        }
        assert_eq!(compact("任城区　司 法局 A B"), "任城区司法局A B");
        assert_eq!(folded("許莊派出所 (城區)"), "许庄派出所城区");
        assert_eq!(parts("农业技术、水利,道路交通； 教育").count(), 4);
    }
}
