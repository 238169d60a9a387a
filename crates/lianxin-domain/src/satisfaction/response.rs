//! Who did not answer, counted by the public definitions of the American Association for Public Opinion Research (AAPOR,
//! Standard Definitions, 10th edition, 2023).

use serde::Serialize;

use super::script::Outcome;

/// Rates of a sample. Each is none where its denominator is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rates {
    /// Drawn.
    pub drawn: u64,
    /// Answered to the end.
    pub completed: u64,
    /// Not called to the end yet.
    pub open: u64,
    /// Response rate 1: complete answers among all drawn that belong to the frame or may belong to it.
    pub response: Option<f64>,
    /// Response rate 3: those of unknown standing count by the share that belongs among the known.
    pub response3: Option<f64>,
    /// Refusal rate 1.
    pub refusal: Option<f64>,
    /// Contact rate 1.
    pub contact: Option<f64>,
}

/// The rates of a sample's outcomes; `open` have none yet.
pub fn rates(counts: &[(Outcome, u64)], open: u64) -> Rates {
    let of = |outcomes: &[Outcome]| -> u64 {
        counts.iter().filter(|(outcome, _)| outcomes.contains(outcome)).map(|(_, n)| n).sum()
    };
    let completed = of(&[Outcome::Completed]);
    let partly = of(&[Outcome::BrokenOff]);
    let refused = of(&[Outcome::Refused]);
    let reached_not = of(&[Outcome::NotReached]);
    let other = of(&[Outcome::Unable]);
    // No working number: whether the household still belongs to the frame is not known.
    let unknown = of(&[Outcome::WrongNumber, Outcome::NoNumber]) + open;
    let gone = of(&[Outcome::Moved]);
    let eligible = completed + partly + refused + reached_not + other;
    let all = eligible + unknown;
    let ratio = |n: u64, d: f64| (d > 0.0).then(|| n as f64 / d);
    let known = eligible + gone;
    let likely = if known > 0 { eligible as f64 / known as f64 } else { 1.0 };
    Rates {
        drawn: all + gone,
        completed,
        open,
        response: ratio(completed, all as f64),
        response3: ratio(completed, eligible as f64 + likely * unknown as f64),
        refusal: ratio(refused + partly, all as f64),
        contact: ratio(completed + partly + refused + other, all as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rate_has_its_own_denominator() {
        let got = rates(
            &[
                (Outcome::Completed, 60),
                (Outcome::BrokenOff, 2),
                (Outcome::Refused, 8),
                (Outcome::NotReached, 15),
                (Outcome::Unable, 5),
                (Outcome::WrongNumber, 6),
                (Outcome::NoNumber, 4),
                (Outcome::Moved, 10),
            ],
            0,
        );
        assert_eq!((got.drawn, got.completed), (110, 60));
        assert_eq!(got.response, Some(0.6));
        assert_eq!(got.response3, Some(60.0 / (90.0 + 0.9 * 10.0)));
        assert_eq!(got.refusal, Some(0.1));
        assert_eq!(got.contact, Some(0.75));
        assert_eq!(rates(&[], 0).response, None);
        assert_eq!(
            rates(&[(Outcome::Completed, 1)], 1).response,
            Some(0.5),
            "who was not called yet did not answer"
        );
    }
}
