//! The sample of one stratum.

use std::collections::BinaryHeap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Label, Seed};

/// The `take` units with the least HMAC-SHA-256(seed, label's text), in that order, as their places in `labels`. Of all samples of
/// that size each is equally likely. Memory is needed for those taken only.
pub fn sample(seed: &Seed, labels: &[Label], take: usize) -> Vec<usize> {
    let keyed = <Hmac<Sha256> as KeyInit>::new_from_slice(seed).expect("HMAC takes keys of any length");
    let mut least = BinaryHeap::<([u8; 32], usize)>::with_capacity(take + 1);
    for (n, label) in labels.iter().enumerate() {
        let mut mac = keyed.clone();
        mac.update(&label.text());
        let key: [u8; 32] = mac.finalize().into_bytes().into();
        if least.len() < take {
            least.push((key, n));
        } else if least.peek().is_some_and(|most| key < most.0) {
            least.pop();
            least.push((key, n));
        }
    }
    least.into_sorted_vec().into_iter().map(|(_, n)| n).collect()
}
