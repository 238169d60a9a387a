//! How far a share may be off, and whether it can be told apart from another. What is finished in a quarter is not a sample of
//! itself; it is one quarter of many, and the interval says how much such a share would swing if nothing had changed but chance.

use std::sync::LazyLock;

use crate::satisfaction::{normal, wilson_effective};

/// The normal's quantile of how sure a range is: 95 %. Found once, as pages tell thousands of ranges.
static SURE: LazyLock<f64> = LazyLock::new(|| normal(0.95));

/// A share and the range in which it may lie, in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The share itself.
    pub at: i64,
    /// Not less than this,
    pub low: i64,
    /// and not more than this.
    pub high: i64,
}

/// How a share stands beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Higher, and chance alone does not explain it.
    Higher,
    /// Lower, and chance alone does not explain it.
    Lower,
    /// The ranges overlap: nobody can say which is the greater.
    NotApart,
}

impl Beside {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Beside::Higher => "higher",
            Beside::Lower => "lower",
            Beside::NotApart => "not_apart",
        }
    }
}

/// Wilson's score interval (Wilson 1927) of `part` among `whole`; none of nothing.
pub fn range(part: i64, whole: i64) -> Option<Range> {
    if whole <= 0 || part < 0 || part > whole {
        return None;
    }
    let told = wilson_effective(part as f64 / whole as f64, whole as f64, *SURE);
    let tenths = |x: f64| (x * 1000.0).clamp(0.0, 1000.0);
    // The range is rounded outwards and the share down, so that neither claims more than it may.
    Some(Range {
        at: (tenths(told.at) + 1e-9).floor() as i64,
        low: tenths(told.low).floor() as i64,
        high: tenths(told.high).ceil() as i64,
    })
}

/// How one range stands beside another; touching is overlapping.
pub fn beside(one: Range, other: Range) -> Beside {
    if one.low > other.high {
        Beside::Higher
    } else if one.high < other.low {
        Beside::Lower
    } else {
        Beside::NotApart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_has_the_values_of_the_literature() {
        // Newcombe 1998, table I, rounded outwards: 81/263, 15/148, 0/20, 1/29.
        for (part, whole, low, high) in
            [(81, 263, 255, 367), (15, 148, 62, 161), (0, 20, 0, 162), (1, 29, 6, 172)]
        {
            let got = range(part, whole).map(|range| (range.low, range.high));
            assert_eq!(got, Some((low, high)), "{part}/{whole}");
        }
        for (part, whole) in [(0, 0), (1, 0), (5, 4), (-1, 4)] {
            assert_eq!(range(part, whole), None, "{part}/{whole}");
        }
    }

    #[test]
    fn only_ranges_that_do_not_touch_are_told_apart() {
        let of = |low, high| Range { at: (low + high) / 2, low, high };
        assert_eq!(beside(of(100, 200), of(201, 300)), Beside::Lower);
        assert_eq!(beside(of(201, 300), of(100, 200)), Beside::Higher);
        assert_eq!(beside(of(100, 201), of(201, 300)), Beside::NotApart);
        assert_eq!(beside(of(0, 1000), of(201, 300)), Beside::NotApart);
    }
}
