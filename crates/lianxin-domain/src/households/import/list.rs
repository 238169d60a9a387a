//! Members written in one cell: `单秀兰（户主）、王建国（配偶）、王小宝 孙子 8岁`.

use crate::people::{person_name, tidy};

/// One member of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Name.
    pub name: String,
    /// Relation to the head, as written.
    pub relation: String,
    /// Age, or year of birth, as written.
    pub born: String,
}

/// The members of a cell, in their order.
pub fn listed(text: &str) -> Vec<Listed> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth -= 1,
            _ => {}
        }
        if depth <= 0 && matches!(c, '、' | ',' | '，' | ';' | '；' | '\n' | '/') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.iter().map(|part| one(part)).filter(|member| !member.name.is_empty()).collect()
}

fn one(text: &str) -> Listed {
    let spaced = tidy(text);
    let signs = ['（', '）', '(', ')', '【', '】', '[', ']', ' ', ':', '：', '-', '，', ',', '、', '；', ';'];
    let mut words = spaced.split(signs).filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or_default().to_owned();
    let mut member = Listed::default();
    for word in words {
        let told = word.chars().any(|c| c.is_ascii_digit());
        if told {
            member.born = word.to_owned();
        } else if name.chars().count() == 1 && member.relation.is_empty() {
            // 张　伟: spaces that align two-character names.
            name.push_str(word);
        } else if member.relation.is_empty() {
            member.relation = word.to_owned();
        }
    }
    member.name = person_name(&name);
    member
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_as_they_are_written() {
        let of = |name: &str, relation: &str, born: &str| Listed {
            name: name.to_owned(),
            relation: relation.to_owned(),
            born: born.to_owned(),
        };
        let cases: [(&str, &[Listed]); 6] = [
            ("", &[]),
            ("单秀兰（户主）、王建国（配偶）", &[of("单秀兰", "户主", ""), of("王建国", "配偶", "")]),
            ("王建国 配偶,王小宝:孙子:8岁", &[of("王建国", "配偶", ""), of("王小宝", "孙子", "8岁")]),
            ("张　伟；李 四（儿媳，1990年）", &[of("张伟", "", ""), of("李四", "儿媳", "1990年")]),
            ("王小宝（2016）\n王大宝(2012, 长孙)", &[of("王小宝", "", "2016"), of("王大宝", "长孙", "2012")]),
            ("买买提•艾力-户主", &[of("买买提·艾力", "户主", "")]),
        ];
        for (text, members) in cases {
            assert_eq!(listed(text), members, "{text}");
        }
    }
}
