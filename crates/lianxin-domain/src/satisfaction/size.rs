//! How many to ask for what is to be known.

use serde::{Deserialize, Serialize};

use super::math::normal;

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Aim {
    /// To know a share within `margin` either way at a confidence.
    Margin {
        /// Half the interval's width, as a share: 0.03 is three points.
        margin: f64,
        /// 0.90 to 0.99.
        confidence: f64,
        /// The share that is expected; 0.5 asks most.
        expected: f64,
        /// How much a clustered or unevenly weighted design multiplies the variance (Kish 1965); 1 for a simple one.
        design_effect: f64,
    },
    /// To come upon at least one invented visit with probability `sure` when a share `rate` of the frame is invented.
    Find {
        /// The share that must not stay unseen.
        rate: f64,
        /// How surely.
        sure: f64,
    },
}

/// Why an aim cannot be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAim {
    /// A number outside of its range.
    OutOfRange(&'static str),
    /// The frame is empty.
    NobodyThere,
}

/// Completed answers that an aim needs from a frame of `frame`, and how many to draw for them when a share `response` of those
/// drawn is expected to answer.
///
/// Margin: n₀ = z² p(1 − p) / e² · deff, then n = n₀ / (1 + (n₀ − 1)/N), the finite population's correction (Cochran 1977,
/// 4.4). Find: the least n whose hypergeometric chance of holding none of D = ⌈f N⌉ is at most 1 − `sure` (discovery sampling;
/// Arkin 1963), exactly.
pub fn size(aim: Aim, frame: u64, response: f64) -> Result<(u64, u64), BadAim> {
    within("response", response, 0.05, 1.0)?;
    if frame == 0 {
        return Err(BadAim::NobodyThere);
    }
    let completed = match aim {
        Aim::Margin { margin, confidence, expected, design_effect } => {
            within("margin", margin, 0.005, 0.5)?;
            within("confidence", confidence, 0.8, 0.999)?;
            within("expected", expected, 0.01, 0.99)?;
            within("design_effect", design_effect, 1.0, 20.0)?;
            let z = normal(confidence);
            let plain = z * z * expected * (1.0 - expected) / (margin * margin) * design_effect;
            (plain / (1.0 + (plain - 1.0) / frame as f64)).ceil() as u64
        }
        Aim::Find { rate, sure } => {
            within("rate", rate, 0.0005, 0.5)?;
            within("sure", sure, 0.5, 0.999)?;
            find(frame, rate, sure)
        }
    };
    let completed = completed.clamp(1, frame);
    let drawn = ((completed as f64 / response) - 1e-9).ceil() as u64;
    Ok((completed, drawn.clamp(completed, frame)))
}

fn find(frame: u64, rate: f64, sure: f64) -> u64 {
    let invented = ((rate * frame as f64) - 1e-9).ceil().max(1.0);
    let (mut missed, mut n) = (1.0, 0);
    while missed > 1.0 - sure + 1e-12 && n < frame {
        let left = frame as f64 - n as f64;
        missed *= ((left - invented) / left).max(0.0);
        n += 1;
    }
    n
}

fn within(name: &'static str, x: f64, least: f64, most: f64) -> Result<(), BadAim> {
    if (least..=most).contains(&x) { Ok(()) } else { Err(BadAim::OutOfRange(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn margin(margin: f64, design_effect: f64) -> Aim {
        Aim::Margin { margin, confidence: 0.95, expected: 0.5, design_effect }
    }

    #[test]
    fn sizes_are_those_of_the_books() {
        for (aim, frame, response, expected) in [
            (margin(0.03, 1.0), 1_600_000, 1.0, (1067, 1067)),
            (margin(0.05, 1.0), 1_000_000_000, 1.0, (385, 385)),
            (margin(0.05, 1.0), 1000, 1.0, (278, 278)),
            (margin(0.05, 2.0), 1_000_000, 1.0, (768, 768)),
            (margin(0.05, 1.0), 1000, 0.5, (278, 556)),
            (margin(0.05, 1.0), 1, 1.0, (1, 1)),
            (Aim::Find { rate: 0.01, sure: 0.95 }, 1_000_000, 1.0, (299, 299)),
            (Aim::Find { rate: 0.01, sure: 0.95 }, 100, 1.0, (95, 95)),
            (Aim::Find { rate: 0.5, sure: 0.5 }, 4, 1.0, (1, 1)),
        ] {
            assert_eq!(size(aim, frame, response), Ok(expected), "{aim:?} {frame}");
        }
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        assert_eq!(size(margin(0.0, 1.0), 10, 1.0), Err(BadAim::OutOfRange("margin")));
        assert_eq!(size(margin(f64::NAN, 1.0), 10, 1.0), Err(BadAim::OutOfRange("margin")));
        assert_eq!(size(margin(0.05, 1.0), 10, 0.0), Err(BadAim::OutOfRange("response")));
        assert_eq!(size(margin(0.05, 1.0), 0, 1.0), Err(BadAim::NobodyThere));
    }
}
