//! The few special functions that intervals need: gamma, beta, normal and Student distributions.

/// ln Γ(x) for x > 0 (Lanczos 1964, with the coefficients of Godfrey for g = 7); relative error below 1e-13.
pub fn ln_gamma(x: f64) -> f64 {
    const G: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let t = x + 7.5;
    let sum = G.iter().enumerate().skip(1).fold(G[0], |sum, (n, c)| sum + c / (x + n as f64));
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The regularised incomplete beta function I_x(a, b) by Lentz's continued fraction (DLMF 8.17.22).
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let (mut c, mut d) = (1.0, 1.0 / guard(1.0 - (a + b) * x / (a + 1.0)));
    let mut h = d;
    for m in 1..500 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-14 {
            break;
        }
    }
    h
}

/// The point below which a share `p` of a rising function on (0, 1) lies, by bisection to 1e-10.
pub fn quantile(p: f64, cdf: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while high - low > 1e-10 {
        let middle = 0.5 * (low + high);
        if cdf(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The t beyond which lies half of 1 − `confidence`, on each side, with so many degrees of freedom (Student 1908), from the
/// beta distribution of ν/(ν + t²); the normal's for an infinite number.
pub fn student(confidence: f64, freedom: f64) -> f64 {
    if freedom > 1e7 {
        return normal(confidence);
    }
    let x = quantile(1.0 - confidence, |x| beta_cdf(x, freedom / 2.0, 0.5));
    (freedom * (1.0 - x) / x).sqrt()
}

/// The normal's quantile for a two-sided confidence (Wichura 1988 is finer; here by bisection of its own distribution,
/// through the incomplete gamma's series, to 1e-10).
pub fn normal(confidence: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 10.0);
    while high - low > 1e-10 {
        let middle = 0.5 * (low + high);
        if between(middle) < confidence { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// How much of the standard normal lies within ±z: erf(z/√2) by its series (Abramowitz & Stegun 1964, 7.1.6).
fn between(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let (mut term, mut sum, mut n) = (x, x, 0.0);
    while term > 1e-17 * sum && n < 2000.0 {
        n += 1.0;
        term *= 2.0 * x * x / (2.0 * n + 1.0);
        sum += term;
    }
    2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(got: f64, expected: f64, within: f64) {
        assert!((got - expected).abs() <= within, "{got} is not {expected}");
    }

    #[test]
    fn gamma_is_the_factorial() {
        near(ln_gamma(1.0), 0.0, 1e-12);
        near(ln_gamma(11.0), 3_628_800_f64.ln(), 1e-11);
        near(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-12);
        near(ln_gamma(1000.0), 5_905.220_423_209_181, 1e-8);
    }

    #[test]
    fn beta_has_its_tabled_values() {
        // Beta(2, 3): 1 − (1 − x)³(1 + 3x); Beta(1, 1) is even; Beta(½, ½) is the arc sine's.
        near(beta_cdf(0.3, 2.0, 3.0), 1.0 - 0.7_f64.powi(3) * 1.9, 1e-12);
        near(beta_cdf(0.7, 1.0, 1.0), 0.7, 1e-12);
        near(beta_cdf(0.25, 0.5, 0.5), 1.0 / 3.0, 1e-10);
        near(beta_cdf(0.5, 400.0, 400.0), 0.5, 1e-10);
    }

    #[test]
    fn normal_and_student_have_their_tabled_quantiles() {
        for (confidence, z) in [(0.90, 1.644_853_6), (0.95, 1.959_964_0), (0.99, 2.575_829_3)] {
            near(normal(confidence), z, 1e-6);
        }
        for (freedom, t) in [(1.0, 12.706_2), (4.0, 2.776_45), (19.0, 2.093_02), (120.0, 1.979_93)] {
            near(student(0.95, freedom), t, 1e-3);
        }
        near(student(0.95, 1e9), 1.959_964, 1e-6);
    }
}
