//! How long a form takes is counted in bands of seconds, so that no single value is kept; and the fields that a form has.

/// The bands by their least seconds; the last has no end.
pub const BANDS: [i64; 10] = [0, 10, 20, 30, 45, 60, 90, 120, 180, 300];

/// The band of a number of seconds.
pub fn band(seconds: i64) -> i64 {
    BANDS.into_iter().rev().find(|least| *least <= seconds).unwrap_or(0)
}

/// The band below which, or in which, a share of the counts lies (`share` in percent); none of nothing.
pub fn percentile(counts: &[(i64, i64)], share: i64) -> Option<i64> {
    let total: i64 = counts.iter().map(|(_, n)| n).sum();
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let mut passed = 0;
    sorted.into_iter().find_map(|(band, n)| {
        passed += n;
        (n > 0 && passed * 100 >= total * share).then_some(band)
    })
}

/// The fields of a form that may be left empty; none of a form that does not exist.
pub fn fields(form: &str) -> Option<&'static [&'static str]> {
    match form {
        "visit" => {
            Some(&["household", "how", "did", "with", "statements", "quotable", "needs", "promises", "kept"])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_has_its_band() {
        for (seconds, expected) in [(-3, 0), (0, 0), (9, 0), (10, 10), (29, 20), (30, 30), (3600, 300)] {
            assert_eq!(band(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn a_percentile_is_the_first_band_that_holds_enough() {
        let counts = [(20, 5), (0, 4), (300, 1)];
        for (share, expected) in [(1, 0), (40, 0), (50, 20), (90, 20), (95, 300)] {
            assert_eq!(percentile(&counts, share), Some(expected), "{share}");
        }
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[(0, 0)], 50), None);
    }
}
