//! What answers of a designed sample say: weighted means and shares, with the variance of the design.

use std::collections::BTreeMap;

use super::{
    interval::{Interval, wilson_effective},
    math::student,
};

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Its stratum.
    pub stratum: u32,
    /// What was drawn first: a village, an official's round; the answer itself where nothing was.
    pub cluster: u32,
    /// For how many it stands: one over its chance to be drawn, times the adjustment for those who did not answer.
    pub weight: f64,
    /// What was answered; 1 or 0 for a share.
    pub value: f64,
}

/// How many clusters a stratum has in all, where that is known: the share that was drawn then lessens the variance.
pub type StratumSize = BTreeMap<u32, u64>;

/// An estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// With its interval.
    pub interval: Interval,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom: clusters less strata.
    pub freedom: f64,
    /// How many independent answers would say as much.
    pub effective: f64,
}

/// Weighted mean Σwy/Σw with its variance by linearization (Taylor series; Woodruff 1971): z = w(y − ȳ)/Σw summed per cluster,
/// then Σ_h (1 − f_h) n_h/(n_h − 1) Σ (z_hc − z̄_h)². The interval is Student's with clusters − strata degrees of freedom
/// (Korn and Graubard 1990). A stratum with a single cluster is centred at zero, which errs to the wide side. None of nothing.
pub fn mean(answers: &[Answer], strata: &StratumSize, confidence: f64) -> Option<Estimate> {
    let (at, variance, freedom) = linearized(answers, strata)?;
    let (error, t) = (variance.sqrt(), student(confidence, freedom));
    let interval = Interval { at, low: at - t * error, high: at + t * error };
    Some(Estimate { interval, error, freedom, effective: answers.len() as f64 })
}

/// A weighted share with Wilson's interval on the effective sample size and Student's quantile. Where every answer is the same
/// the design says nothing of its variance, and the answers count as independent.
pub fn proportion(answers: &[Answer], strata: &StratumSize, confidence: f64) -> Option<Estimate> {
    let (at, variance, freedom) = linearized(answers, strata)?;
    let n = answers.len() as f64;
    let effective = if variance > 1e-15 { at * (1.0 - at) / variance } else { n };
    let interval = wilson_effective(at.clamp(0.0, 1.0), effective, student(confidence, freedom));
    Some(Estimate { interval, error: variance.sqrt(), freedom, effective })
}

fn linearized(answers: &[Answer], strata: &StratumSize) -> Option<(f64, f64, f64)> {
    let total: f64 = answers.iter().map(|a| a.weight).sum();
    if answers.is_empty() || total <= 0.0 {
        return None;
    }
    let at = answers.iter().map(|a| a.weight * a.value).sum::<f64>() / total;
    let mut clusters = BTreeMap::<(u32, u32), f64>::new();
    for answer in answers {
        *clusters.entry((answer.stratum, answer.cluster)).or_default() +=
            answer.weight * (answer.value - at) / total;
    }
    let mut by_stratum = BTreeMap::<u32, Vec<f64>>::new();
    for ((stratum, _), z) in &clusters {
        by_stratum.entry(*stratum).or_default().push(*z);
    }
    let variance: f64 = by_stratum
        .iter()
        .map(|(stratum, z)| {
            let n = z.len() as f64;
            let drawn = strata.get(stratum).map_or(0.0, |all| (n / *all as f64).min(1.0));
            let centre = if n > 1.0 { z.iter().sum::<f64>() / n } else { 0.0 };
            let squares: f64 = z.iter().map(|z| (z - centre) * (z - centre)).sum();
            (1.0 - drawn) * squares * if n > 1.0 { n / (n - 1.0) } else { 1.0 }
        })
        .sum();
    let freedom = (clusters.len() as f64 - by_stratum.len() as f64).max(1.0);
    Some((at, variance, freedom))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(rows: &[(u32, u32, f64, f64)]) -> Vec<Answer> {
        rows.iter()
            .map(|(stratum, cluster, weight, value)| Answer {
                stratum: *stratum,
                cluster: *cluster,
                weight: *weight,
                value: *value,
            })
            .collect()
    }

    #[test]
    fn a_simple_sample_has_the_textbook_error() {
        // 2, 4, 6, 8: mean 5, s² = 20/3, of 40 in all.
        let rows = answers(&[(0, 0, 1.0, 2.0), (0, 1, 1.0, 4.0), (0, 2, 1.0, 6.0), (0, 3, 1.0, 8.0)]);
        let got = mean(&rows, &StratumSize::from([(0, 40)]), 0.95).unwrap();
        assert!((got.interval.at - 5.0).abs() < 1e-12 && got.freedom == 3.0);
        assert!((got.error - (0.9 * (20.0 / 3.0) / 4.0_f64).sqrt()).abs() < 1e-12, "{got:?}");
    }

    #[test]
    fn strata_are_weighed_and_clusters_counted_once() {
        // Two strata of 30 and 10, two answers each: ȳ = ¾·½ + ¼·1.
        let rows = answers(&[(0, 0, 15.0, 0.0), (0, 1, 15.0, 1.0), (1, 2, 5.0, 1.0), (1, 3, 5.0, 1.0)]);
        let got = proportion(&rows, &StratumSize::new(), 0.95).unwrap();
        assert!((got.interval.at - 0.625).abs() < 1e-12);
        assert!((got.error.powi(2) - 0.5625 * 0.5 / 2.0).abs() < 1e-12, "{got:?}");
        // Doubling every answer within its cluster adds nothing.
        let doubled: Vec<Answer> = rows.iter().chain(&rows).copied().collect();
        let again = proportion(&doubled, &StratumSize::new(), 0.95).unwrap();
        assert!((again.error - got.error).abs() < 1e-12 && again.freedom == got.freedom);
    }

    #[test]
    fn nothing_says_nothing_and_one_voice_is_no_certainty() {
        assert_eq!(mean(&[], &StratumSize::new(), 0.95), None);
        let same = answers(&[(0, 0, 1.0, 1.0), (0, 1, 1.0, 1.0), (0, 2, 1.0, 1.0)]);
        let got = proportion(&same, &StratumSize::new(), 0.95).unwrap().interval;
        assert!(got.at == 1.0 && got.low < 0.4, "{got:?}");
    }
}
