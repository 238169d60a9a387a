//! Intervals around a share.

use serde::Serialize;

use super::math::normal;

/// A figure with how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The best guess.
    pub at: f64,
    /// Not less than this,
    pub low: f64,
    /// and not more than this, at the confidence that was asked for.
    pub high: f64,
}

impl Interval {
    /// Whether two intervals share a value: then nobody can say which of the figures is the greater.
    pub fn overlaps(&self, other: &Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// Wilson's score interval (Wilson 1927) of `yes` among `n` independent answers; everything is possible of none.
pub fn wilson(yes: f64, n: f64, confidence: f64) -> Interval {
    wilson_effective(if n > 0.0 { yes / n } else { 0.5 }, n, normal(confidence))
}

/// The same for a share of a complex sample: `n` is the effective size p(1 − p)/v of the variance v (Kish 1965), `z` the normal's
/// or Student's quantile (Kott and Carr 1997; Franco, Little, Louis and Slud 2019).
pub fn wilson_effective(share: f64, n: f64, z: f64) -> Interval {
    if n <= 0.0 {
        return Interval { at: share, low: 0.0, high: 1.0 };
    }
    let zz = z * z / n;
    let centre = (share + zz / 2.0) / (1.0 + zz);
    let half = z / (1.0 + zz) * (share * (1.0 - share) / n + zz / (4.0 * n)).sqrt();
    Interval { at: share, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_has_the_values_of_the_literature() {
        // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
        for (yes, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let got = wilson(yes, n, 0.95);
            assert!((got.low - low).abs() < 5e-5 && (got.high - high).abs() < 5e-5, "{yes}/{n}: {got:?}");
        }
        assert_eq!(wilson(0.0, 0.0, 0.95), Interval { at: 0.5, low: 0.0, high: 1.0 });
    }
}
