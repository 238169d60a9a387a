//! A sample's size dealt out to strata.

/// A stratum as the sample is dealt out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// How many there are.
    pub size: u64,
    /// How much they differ (standard deviation of what is asked); the same for all gives shares in proportion to size.
    pub spread: f64,
}

/// Deals `total` out in proportion to size × spread (Neyman 1934; with equal spreads in proportion to size), at least `least`
/// to each, and to none more than half of it: where all are asked, everyone would know who was.
///
/// By largest remainders, the earlier stratum first among equals. Where `total` is less than the least of all, each gets its
/// least: the sum is then more than `total`. Strata of one are asked in full only when `least` demands it of them, as half of
/// one is none.
pub fn allocate(total: u64, strata: &[Stratum], least: u64) -> Vec<u64> {
    let most: Vec<u64> = strata.iter().map(|s| s.size / 2).collect();
    let floor: Vec<u64> = most.iter().map(|most| least.min(*most)).collect();
    let mut given = floor.clone();
    let mut left = total.min(most.iter().sum()).saturating_sub(given.iter().sum());
    let ideal = |n: usize| strata[n].size as f64 * strata[n].spread.max(1e-9);
    while left > 0 {
        // Those that may have more share what is left and what they have; one that is full drops out.
        let open: Vec<usize> = (0..strata.len()).filter(|n| given[*n] < most[*n]).collect();
        let sum: f64 = open.iter().map(|n| ideal(*n)).sum();
        let target = (left + open.iter().map(|n| given[*n]).sum::<u64>()) as f64;
        let lack = |n: usize, given: &[u64]| target * ideal(n) / sum - given[n] as f64;
        let whole: Vec<u64> =
            open.iter().map(|n| (lack(*n, &given).max(0.0) as u64).min(most[*n] - given[*n])).collect();
        let dealt: u64 = whole.iter().sum();
        if (1..=left).contains(&dealt) {
            open.iter().zip(whole).for_each(|(n, more)| given[*n] += more);
            left -= dealt;
            continue;
        }
        // Only remainders are left, or the least of some took from the others: one to whom lacks most.
        let neediest = open.iter().rev().max_by(|a, b| lack(**a, &given).total_cmp(&lack(**b, &given)));
        let Some(n) = neediest.copied() else { break };
        given[n] += 1;
        left -= 1;
    }
    given
}

/// The fewest units of a stratum: of fewer, an official could guess who was drawn.
pub const LEAST_STRATUM: u64 = 20;

/// Puts places with few units together with the next ones of the same county, in the order of their codes; what remains too small
/// at a county's end joins what was before it. Gives lists of places in the list.
pub fn gather(places: &[(&str, u64)], least: u64) -> Vec<Vec<usize>> {
    let county = |at: usize| places[at].0.get(..6).unwrap_or(places[at].0);
    let mut strata: Vec<(u64, Vec<usize>)> = Vec::new();
    for (at, (_, units)) in places.iter().enumerate() {
        match strata.last_mut() {
            Some((sum, members)) if *sum < least && county(members[0]) == county(at) => {
                *sum += units;
                members.push(at);
            }
            _ => strata.push((*units, vec![at])),
        }
    }
    let mut joined: Vec<(u64, Vec<usize>)> = Vec::new();
    for (sum, members) in strata {
        match joined.last_mut() {
            Some((before, list)) if sum < least && county(list[0]) == county(members[0]) => {
                *before += sum;
                list.extend(members);
            }
            _ => joined.push((sum, members)),
        }
    }
    joined.into_iter().map(|(_, members)| members).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_places_are_put_together_within_their_county() {
        for (places, expected) in [
            (&[("370811001", 50), ("370811002", 30)][..], vec![vec![0], vec![1]]),
            (&[("370811001", 5), ("370811002", 30), ("370811003", 9)], vec![vec![0, 1, 2]]),
            (&[("370811001", 30), ("370811002", 3), ("370812001", 4)], vec![vec![0, 1], vec![2]]),
            (
                &[("370811001", 8), ("370811002", 8), ("370811003", 8), ("370811004", 40)],
                vec![vec![0, 1, 2], vec![3]],
            ),
            (&[], vec![]),
        ] {
            assert_eq!(gather(places, 20), expected, "{places:?}");
        }
    }

    fn plain(sizes: &[u64]) -> Vec<Stratum> {
        sizes.iter().map(|size| Stratum { size: *size, spread: 0.5 }).collect()
    }

    #[test]
    fn shares_follow_size_with_a_least() {
        for (total, sizes, least, expected) in [
            (100, &[500, 300, 200][..], 2, &[50, 30, 20][..]),
            (10, &[900, 90, 10], 2, &[6, 2, 2]),
            (10, &[100, 100, 100], 0, &[4, 3, 3]),
            (3, &[100, 100, 100, 100], 2, &[2, 2, 2, 2]),
            (1000, &[100, 10, 1], 1, &[50, 5, 0]),
            (60, &[1000, 10], 2, &[58, 2]),
            (0, &[100, 100], 0, &[0, 0]),
            (5, &[], 1, &[]),
        ] {
            assert_eq!(allocate(total, &plain(sizes), least), expected, "{total} of {sizes:?}");
        }
    }

    #[test]
    fn what_differs_more_is_asked_more() {
        let strata = [Stratum { size: 1000, spread: 0.1 }, Stratum { size: 1000, spread: 0.3 }];
        assert_eq!(allocate(100, &strata, 2), [25, 75]);
    }

    #[test]
    fn the_sum_is_the_total_whenever_it_can_be() {
        let mut x: u64 = 7;
        for _ in 0..500 {
            let mut next = |most: u64| {
                x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (x >> 33) % most
            };
            let sizes: Vec<u64> = (0..1 + next(30)).map(|_| next(400)).collect();
            let (total, least) = (next(2000), next(4));
            let given = allocate(total, &plain(&sizes), least);
            let most: u64 = sizes.iter().map(|size| size / 2).sum();
            let floor: u64 = sizes.iter().map(|size| least.min(size / 2)).sum();
            assert_eq!(given.iter().sum::<u64>(), total.min(most).max(floor), "{total} of {sizes:?}");
            assert!(given.iter().zip(&sizes).all(|(n, size)| *n <= size / 2 && *n >= least.min(size / 2)));
        }
    }
}
