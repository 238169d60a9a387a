//! Which passwords are refused: the ASVS profile (length, no common ones, not the login), without rules of composition.

/// Ones that guessers try first; compared without case.
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "12345678910",
    "1111111111",
    "0000000000",
    "qwertyuiop",
    "password123",
    "password12",
    "passw0rd123",
    "admin12345",
    "administrator",
    "a123456789",
    "aa123456789",
    "woaini1314",
    "woaini520",
    "iloveyou123",
    "qwer123456",
    "123456789a",
    "123456abcdef",
    "abc1234567",
    "jining12345",
    "lianxin123",
    "lianxin2026",
    "5201314520",
];

/// Whether a password is too weak for an account: fewer than 10 characters, more than 128, common, one character repeated, or
/// containing the login.
pub fn weak(password: &str, login: &str) -> bool {
    let lower = password.to_lowercase();
    let length = password.chars().count();
    let mut chars = lower.chars();
    let first = chars.next();
    !(10..=128).contains(&length)
        || COMMON.contains(&lower.as_str())
        || chars.all(|c| Some(c) == first)
        || (login.len() >= 4 && lower.contains(&login.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::weak;

    #[test]
    fn short_common_and_own_names_are_weak() {
        for bad in ["", "short", "1234567890", "aaaaaaaaaaaa", "Administrator", "zhang.san-2026"] {
            assert!(weak(bad, "zhang.san"), "{bad}");
        }
        assert!(!weak("correct horse battery", "zhang.san"));
        assert!(!weak("春风又绿江南岸明月何时", "zhang.san"));
    }
}
