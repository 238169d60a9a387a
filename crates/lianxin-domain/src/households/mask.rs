//! What is left of a text about a resident where it must be recognised but not told.

/// A person's name with all but its first character hidden: 王**.
pub fn masked_name(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        None => String::new(),
        Some(first) => std::iter::once(first).chain(chars.take(5).map(|_| '*')).collect(),
    }
}

/// A sealed text: nothing of it but that there is one.
pub fn masked_text(text: &str) -> &'static str {
    if text.is_empty() { "" } else { "＊＊＊" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_keeps_one_character_at_most() {
        for (name, masked) in [("", ""), ("王", "王"), ("王小明", "王**"), ("买买提·艾力·吐尔逊", "买*****")]
        {
            assert_eq!(masked_name(name), masked);
        }
        assert_eq!(masked_text("13800001111"), masked_text("肝硬化，在县医院住院"));
        assert_eq!(masked_text(""), "");
    }
}
