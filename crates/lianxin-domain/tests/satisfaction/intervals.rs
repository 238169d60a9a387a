//! The 95 % intervals of each design in fewer runs than `cargo xtask bench intervals`, with what chance allows them.

use super::designs::{DESIGNS, coverage};

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    for (n, (name, run)) in DESIGNS.iter().enumerate() {
        let (held, of) = coverage(*run, 1500, 7 + n as u64);
        let share = held as f64 / of as f64;
        // 94 to 96 % and three standard errors of 1,500 runs.
        assert!((0.923..=0.977).contains(&share), "{name}: {share}");
    }
}

#[test]
fn the_test_tells_an_interval_that_is_too_narrow() {
    // Answers of villages taken for independent: the mistake that the cluster's variance is there for.
    use lianxin_domain::satisfaction::wilson;
    let naive: super::designs::Run = |chance| {
        let mut yes = 0.0;
        for _ in 0..60 {
            let share = chance.beta(6.75, 2.25);
            yes += (0..10).filter(|_| chance.yes(share)).count() as f64;
        }
        vec![(wilson(yes, 600.0, 0.95), 0.75)]
    };
    let (held, of) = coverage(naive, 1500, 7);
    assert!((held as f64) < 0.91 * of as f64, "{held} of {of}");
}
