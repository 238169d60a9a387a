//! A comparison that refuses to rank noise.

use super::interval::Interval;

/// What can be said of the order of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Every two are apart: their places from the least to the greatest.
    Told(Vec<usize>),
    /// Refused: these pairs overlap, and an order would be noise.
    Refused(Vec<(usize, usize)>),
}

/// The order of figures, or which pairs forbid one. Intervals of 95 % that do not touch differ at well under 1 %
/// (Schenker and Gentleman 2001), which is on the cautious side, as it should be where many pairs are looked at.
pub fn in_order(figures: &[Interval]) -> Order {
    let mut overlaps = Vec::new();
    for (n, one) in figures.iter().enumerate() {
        let later = figures.iter().enumerate().skip(n + 1);
        overlaps.extend(later.filter(|(_, other)| one.overlaps(other)).map(|(m, _)| (n, m)));
    }
    if !overlaps.is_empty() {
        return Order::Refused(overlaps);
    }
    let mut places: Vec<usize> = (0..figures.len()).collect();
    places.sort_by(|a, b| figures[*a].low.total_cmp(&figures[*b].low));
    Order::Told(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: f64, high: f64) -> Interval {
        Interval { at: 0.5 * (low + high), low, high }
    }

    #[test]
    fn an_order_is_told_only_where_nothing_overlaps() {
        let (a, b, c) = (interval(0.7, 0.8), interval(0.1, 0.3), interval(0.4, 0.6));
        assert_eq!(in_order(&[a, b, c]), Order::Told(vec![1, 2, 0]));
        assert_eq!(
            in_order(&[a, b, interval(0.6, 0.7)]),
            Order::Refused(vec![(0, 2)]),
            "touching is overlapping"
        );
        assert_eq!(in_order(&[a, interval(0.0, 1.0), c]), Order::Refused(vec![(0, 1), (1, 2)]));
        assert_eq!(in_order(&[]), Order::Told(vec![]));
    }
}
