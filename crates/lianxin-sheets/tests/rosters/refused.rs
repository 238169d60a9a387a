//! Files that must be refused, in time and without a panic.

use std::time::{Duration, Instant};

use lianxin_sheets::{guard::Limits, people::read_roster};
use proptest::prelude::*;

use crate::fixture;

#[test]
fn bad_files_get_a_clear_answer_in_time() {
    let cases = [
        ("empty.xlsx", "empty_file"),
        ("password.xlsx", "password_protected"),
        ("truncated.xlsx", "damaged"),
        ("bomb.xlsx", "bomb"),
        ("bomb-lying.xlsx", "damaged"),
        ("million-columns.xlsx", "too_many_columns"),
        ("promised-texts.xlsx", "damaged"),
        ("not-a-roster.xlsx", "not_a_roster"),
        ("csv-gb18030.xlsx", "csv"),
    ];
    for (name, code) in cases {
        let bytes = fixture(name);
        let start = Instant::now();
        let refusal = read_roster(&bytes, &Limits::default(), &mut |_| true).expect_err(name);
        assert!(start.elapsed() < Duration::from_secs(2), "{name} took {:?}", start.elapsed());
        assert_eq!(refusal.code(), code, "{name}: {refusal}");
        for said in [refusal.detail(), refusal.mend()] {
            assert!(!said.zh.is_empty() && !said.en.is_empty());
        }
    }
}

#[test]
fn reading_can_be_called_off() {
    let refusal = read_roster(&fixture("roster.xlsx"), &Limits::default(), &mut |_| false).unwrap_err();
    assert_eq!(refusal.code(), "cancelled");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_workbook_never_panics(cut in 0.0..1.0f64, flips in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..8)) {
        let mut bytes = fixture("roster.xlsx");
        for (at, byte) in flips {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        if cut < 0.5 {
            bytes.truncate((cut * 2.0 * bytes.len() as f64) as usize);
        }
        let _ = read_roster(&bytes, &Limits::default(), &mut |_| true);
    }
}
