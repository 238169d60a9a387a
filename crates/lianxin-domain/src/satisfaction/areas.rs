//! Small areas borrow strength from each other: a beta-binomial model whose two parameters are learnt from all areas.

use super::{
    interval::Interval,
    math::{beta_cdf, ln_gamma, quantile},
};

/// What an area's answers say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Answers that say yes.
    pub yes: f64,
    /// Answers.
    pub n: f64,
}

/// Points of the grid along each parameter.
const GRID: usize = 24;
/// Below this share of the likeliest point's weight a point is left out.
const NEGLIGIBLE: f64 = 1e-4;

/// What all areas have in common, as far as their answers tell.
pub struct Common(Vec<Point>);

impl Common {
    /// Learns it: yes ~ Binomial(n, p), p ~ Beta(μ(1−ρ)/ρ, (1−μ)(1−ρ)/ρ). The spread ρ between areas and their mean μ are not
    /// fixed at one estimate, which would make the intervals too narrow (Carlin and Gelfand 1990), but averaged over their
    /// likelihood on a grid (Bayes empirical Bayes; Deely and Lindley 1981). None of fewer than three areas with answers.
    pub fn of(areas: &[Area]) -> Option<Common> {
        let told: Vec<Area> = areas.iter().copied().filter(|area| area.n > 0.0).collect();
        (told.len() >= 3).then(|| Common(posterior(&told)))
    }

    /// How likely an area's share is at most `x`.
    pub fn below(&self, area: &Area, x: f64) -> f64 {
        let (y, rest) = (area.yes, area.n - area.yes);
        self.0.iter().map(|p| p.weight * beta_cdf(x, p.a + y, p.b + rest)).sum()
    }

    /// An area's share, drawn towards the others the more the fewer answers it has; with none it is what all have in common.
    pub fn interval(&self, area: &Area, confidence: f64) -> Interval {
        let at = self.0.iter().map(|p| p.weight * (p.a + area.yes) / (p.a + p.b + area.n)).sum();
        let tail = (1.0 - confidence) / 2.0;
        let end = |p| quantile(p, |x| self.below(area, x));
        Interval { at, low: end(tail), high: end(1.0 - tail) }
    }
}

/// Beta parameters with their weight.
struct Point {
    a: f64,
    b: f64,
    weight: f64,
}

fn posterior(areas: &[Area]) -> Vec<Point> {
    // Where the likelihood can lie at all: four standard errors around the overall share, and any spread.
    let (yes, n) = areas.iter().fold((0.0, 0.0), |(y, n), area| (y + area.yes, n + area.n));
    let overall = (yes + 0.5) / (n + 1.0);
    let wide = 4.0 * (overall * (1.0 - overall) / (areas.len() as f64).min(n)).sqrt();
    let (low, high) = ((overall - wide).max(0.002), (overall + wide).min(0.998));
    let mut points = Vec::with_capacity(GRID * GRID);
    for i in 0..GRID {
        let mean = low + (high - low) * (i as f64 + 0.5) / GRID as f64;
        for j in 0..GRID {
            // ρ even in its square root, the spread's own scale: fine near zero.
            let root = (j as f64 + 0.5) / GRID as f64;
            let rho = (0.7 * root * root).max(1e-4);
            let size = (1.0 - rho) / rho;
            let (a, b) = (mean * size, (1.0 - mean) * size);
            let fit: f64 = areas.iter().map(|area| likelihood(area, a, b)).sum();
            points.push(Point { a, b, weight: fit + root.ln() });
        }
    }
    let best = points.iter().map(|p| p.weight).fold(f64::MIN, f64::max);
    for point in &mut points {
        point.weight = (point.weight - best).exp();
    }
    points.retain(|point| point.weight > NEGLIGIBLE);
    let sum: f64 = points.iter().map(|p| p.weight).sum();
    for point in &mut points {
        point.weight /= sum;
    }
    points
}

fn likelihood(area: &Area, a: f64, b: f64) -> f64 {
    let beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    beta(a + area.yes, b + area.n - area.yes) - beta(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas(counts: &[(f64, f64)]) -> Vec<Area> {
        counts.iter().map(|(yes, n)| Area { yes: *yes, n: *n }).collect()
    }

    fn shrunk(list: &[Area]) -> Vec<Interval> {
        let common = Common::of(list).unwrap();
        list.iter().map(|area| common.interval(area, 0.95)).collect()
    }

    #[test]
    fn a_small_area_is_drawn_to_the_others_and_a_large_one_stays() {
        let list =
            areas(&[(5.0, 5.0), (800.0, 1000.0), (160.0, 200.0), (78.0, 100.0), (41.0, 50.0), (0.0, 0.0)]);
        let got = shrunk(&list);
        assert!(got[0].at < 0.9 && got[0].low > 0.6, "{:?}", got[0]);
        assert!((got[1].at - 0.8).abs() < 0.01, "{:?}", got[1]);
        assert!((got[5].at - 0.8).abs() < 0.05 && got[5].high - got[5].low > got[1].high - got[1].low);
    }

    #[test]
    fn areas_that_differ_are_left_apart() {
        let list = areas(&[(190.0, 200.0), (20.0, 200.0), (100.0, 200.0), (150.0, 200.0), (60.0, 200.0)]);
        for (area, got) in list.iter().zip(shrunk(&list)) {
            assert!((got.at - area.yes / area.n).abs() < 0.02, "{area:?} {got:?}");
        }
        assert!(Common::of(&list[..2]).is_none());
    }
}
