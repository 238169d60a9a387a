//! Chance from a seed (SplitMix64; Steele, Lea and Flood 2014), so that every run can be run again.

/// A source of numbers.
pub struct Chance(pub u64);

impl Chance {
    /// A whole number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        (self.even() * most as f64) as usize
    }

    /// Even on [0, 1).
    pub fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes with this chance.
    pub fn yes(&mut self, chance: f64) -> bool {
        self.even() < chance
    }

    /// Standard normal (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.even(), self.even());
        (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
    }

    /// Gamma of a shape at least one third (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = (1.0 - self.even()).powf(1.0 / shape);
            return boost * self.gamma(shape + 1.0);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            let u = 1.0 - self.even();
            if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Beta.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a);
        x / (x + self.gamma(b))
    }

    /// Some of a list without replacement, in random order.
    pub fn some<T: Copy>(&mut self, list: &[T], take: usize) -> Vec<T> {
        let mut list = list.to_vec();
        for n in 0..take.min(list.len()) {
            let other = n + self.below(list.len() - n);
            list.swap(n, other);
        }
        list.truncate(take);
        list
    }
}
