//! Numbers that nobody has: telephones that begin with 100, identity numbers of the region 990000.

use lianxin_domain::people::check_digit;

/// The telephone of the nth person.
pub fn phone(n: usize) -> String {
    format!("100{:08}", (n as u64 * 7919 + 13) % 100_000_000)
}

/// The staff number of the nth person.
pub fn staff_no(n: usize) -> String {
    format!("9{:07}", n + 1)
}

/// An identity number with the right check digit, of a region that does not exist.
pub fn id_number(n: usize, born: (i64, i64, i64), man: bool) -> String {
    // The order number ends odd for men; the rest of `n` goes into the region's last digits.
    let order = (n % 500) * 2 + usize::from(man);
    let region = 990_000 + n / 500 % 1000;
    let first = format!("{region}{:04}{:02}{:02}{order:03}", born.0, born.1, born.2);
    format!("{first}{}", char::from(check_digit(first.as_bytes())))
}

#[cfg(test)]
mod tests {
    use lianxin_domain::people::{Gender, id_facts};

    use super::*;

    #[test]
    fn identity_numbers_are_sound_and_distinct() {
        let numbers: std::collections::HashSet<String> =
            (0..80_000).map(|n| id_number(n, (1985, 7, 20), n % 3 == 0)).collect();
        assert_eq!(numbers.len(), 80_000);
        assert_eq!(id_facts(&id_number(5, (1985, 7, 20), true)).unwrap().gender, Gender::Male);
        let phones: std::collections::HashSet<String> = (0..80_000).map(phone).collect();
        assert_eq!(phones.len(), 80_000);
    }
}
