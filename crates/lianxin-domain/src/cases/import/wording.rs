//! What may stand in a case's title and words: no telephone or identity number, and in a title no name.

/// The most characters of a title.
pub const TITLE: usize = 60;
/// What stands where a number was.
const LEFT_OUT: &str = "〔号码略〕";
/// What comes before a short number that is a telephone.
const BEFORE_PHONE: &[&str] = &["电话", "手机", "联系", "座机", "热线", "tel"];

/// A text without telephone, identity and card numbers, and whether there was one.
pub fn without_numbers(text: &str) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut found, mut n) = (String::with_capacity(text.len()), false, 0);
    while n < chars.len() {
        if !chars[n].is_ascii_digit() {
            out.push(chars[n]);
            n += 1;
            continue;
        }
        let end = run(&chars, n);
        let number: String = chars[n..end].iter().collect();
        if is_number(&number, &out) {
            found = true;
            out.push_str(LEFT_OUT);
        } else {
            out.push_str(&number);
        }
        n = end;
    }
    (out, found)
}

/// The end of digits with single signs or spaces between them, and an X at the end of an identity number.
fn run(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while end < chars.len() {
        let digit = |n: usize| chars.get(n).is_some_and(char::is_ascii_digit);
        let between = matches!(chars[end], '-' | ' ' | '—' | '－');
        if digit(end) || (between && digit(end + 1)) {
            end += 1;
        } else if matches!(chars[end], 'x' | 'X') && end - start == 17 {
            return end + 1;
        } else {
            break;
        }
    }
    end
}

/// Whether digits are a telephone, identity or card number, and not a sum, a day or a size.
fn is_number(text: &str, before: &str) -> bool {
    let digits: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let near: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let near = near.to_lowercase();
    match digits.len() {
        15..=19 => true,
        10..=12 => digits.starts_with('1') && digits.len() == 11 || digits.starts_with('0'),
        7..=9 => BEFORE_PHONE.iter().any(|word| near.contains(word)),
        _ => false,
    }
}

/// A title with a person's name replaced by the surname and 某, and whether it stood there.
pub fn without_name(title: &str, name: &str) -> (String, bool) {
    let mut letters = name.chars();
    let (Some(first), Some(_)) = (letters.next(), letters.next()) else { return (title.to_owned(), false) };
    if !title.contains(name) {
        return (title.to_owned(), false);
    }
    (title.replace(name, &format!("{first}某")), true)
}

/// A title made of a longer text: its first clause, or its beginning.
pub fn title_of(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= TITLE && !text.contains('\n') {
        return text.to_owned();
    }
    let clause =
        text.split(['。', '；', '！', '？', '\n', ';', '!', '?']).map(str::trim).find(|c| !c.is_empty());
    let clause = clause.unwrap_or_default();
    if clause.chars().count() <= TITLE {
        return clause.to_owned();
    }
    let cut: String = clause.chars().take(TITLE - 1).collect();
    // A comma near the end is a better place to stop than the middle of a word.
    match cut.rfind('，').filter(|at| cut[..*at].chars().count() >= TITLE / 3) {
        Some(at) => cut[..at].to_owned(),
        None => format!("{cut}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_go_and_sums_days_and_sizes_stay() {
        for (text, left) in [
            ("联系电话13800001111，急", "联系电话〔号码略〕，急"),
            ("138 0000 1111", "〔号码略〕"),
            ("0537-1234567找王主任", "〔号码略〕找王主任"),
            ("身份证11010519491231002X。", "身份证〔号码略〕。"),
            ("座机：2345678", "座机：〔号码略〕"),
            ("卡号6222021234567890123", "卡号〔号码略〕"),
        ] {
            assert_eq!(without_numbers(text), (left.to_owned(), true), "{text}");
        }
        for text in ["2026-07-12停水", "补偿款1200000元", "20260712", "12号院3-2", "直径110，长3000米"]
        {
            assert_eq!(without_numbers(text), (text.to_owned(), false), "{text}");
        }
    }

    #[test]
    fn a_title_has_no_name_and_is_short() {
        assert_eq!(without_name("王建国家门口路灯不亮", "王建国"), ("王某家门口路灯不亮".to_owned(), true));
        assert_eq!(without_name("路灯不亮", "王建国"), ("路灯不亮".to_owned(), false));
        assert_eq!(without_name("王家路", "王"), ("王家路".to_owned(), false));
        assert_eq!(title_of("路灯不亮"), "路灯不亮");
        assert_eq!(title_of(&format!("路灯不亮。{}", "说明".repeat(40))), "路灯不亮");
        assert_eq!(title_of(&"长".repeat(80)).chars().count(), TITLE);
        let comma = format!("{}，{}", "前".repeat(30), "后".repeat(50));
        assert_eq!(title_of(&comma), "前".repeat(30));
    }
}
