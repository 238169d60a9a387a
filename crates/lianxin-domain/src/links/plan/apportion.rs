//! Shares in proportion to size: the method of largest remainders (Hamilton 1792) between a least and a most.

/// Gives each claimant a whole share, at least 1 and at most `most`, in proportion to its size, so that the shares add up to
/// `total` as far as the bounds allow. Claimants of size 0 get nothing. Ties go to the earlier claimant.
pub fn apportion(sizes: &[u32], most: &[u32], total: u64) -> Vec<u32> {
    let sum: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    if sum == 0 {
        return vec![0; sizes.len()];
    }
    let least = |n: usize| u32::from(sizes[n] > 0).min(most[n]);
    let exact = |n: usize| u64::from(sizes[n]) * total;
    let whole = |n: usize| u32::try_from(exact(n) / sum).unwrap_or(u32::MAX);
    let mut shares: Vec<u32> = (0..sizes.len()).map(|n| whole(n).clamp(least(n), most[n])).collect();
    let mut order: Vec<usize> = (0..sizes.len()).filter(|n| sizes[*n] > 0).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(exact(*n) % sum), *n));
    let mut given: u64 = shares.iter().map(|share| u64::from(*share)).sum();
    while given < total {
        let before = given;
        for n in order.iter().copied().filter(|n| sizes[*n] > 0) {
            if given < total && shares[n] < most[n] {
                shares[n] += 1;
                given += 1;
            }
        }
        if given == before {
            break;
        }
    }
    while given > total {
        // Whoever is furthest above its exact share gives one back.
        let above = |n: &usize| i128::from(shares[*n]) * i128::from(sum) - i128::from(exact(*n));
        let Some(most_above) = order.iter().copied().filter(|n| shares[*n] > least(*n)).max_by_key(above)
        else {
            break;
        };
        shares[most_above] -= 1;
        given -= 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn shares_are_in_proportion_and_add_up() {
        assert_eq!(apportion(&[50, 30, 20], &[100; 3], 10), [5, 3, 2]);
        assert_eq!(apportion(&[41, 33, 26], &[100; 3], 10), [4, 3, 3]);
        assert_eq!(apportion(&[1, 1, 98], &[100; 3], 10), [1, 1, 8]);
        assert_eq!(apportion(&[90, 10], &[3, 100], 10), [3, 7]);
        assert_eq!(apportion(&[0, 5], &[9, 9], 4), [0, 4]);
        assert_eq!(apportion(&[5, 5], &[1, 1], 4), [1, 1]);
        assert_eq!(apportion(&[], &[], 4), [0u32; 0]);
    }
}
