//! Who answers for the minors of a household: whoever is stated, and its head where nobody is.

use crate::people::name_key;

/// Whether somebody of a household does. `stated`: the keys of the names of those who are stated to.
pub fn is_guardian(name: &str, head: &str, stated: &[String]) -> bool {
    let key = name_key(name);
    if key.is_empty() {
        return false;
    }
    if stated.is_empty() { key == name_key(head) } else { stated.contains(&key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_does_unless_others_are_stated() {
        let stated = [name_key("王建国")];
        for (name, stated, expected) in [
            ("单秀兰", &[][..], true),
            ("单 秀兰", &[], true),
            ("王建国", &[], false),
            ("王建国", &stated, true),
            ("单秀兰", &stated, false),
            ("", &[], false),
            ("", &stated, false),
        ] {
            assert_eq!(is_guardian(name, "单秀兰", stated), expected, "{name} {stated:?}");
        }
        assert!(!is_guardian("", "", &[]));
    }
}
