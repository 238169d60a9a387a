//! Which figures of answers may be shown, so that no single answer follows from all that are ever shown.
//!
//! The answers of a draw are cut, once, into *blocks* of at least five along a fixed tree (city, county, township, official).
//! What is shown of any place is made of its blocks and of nothing else; so whatever is added to or taken from whatever, the
//! result speaks of whole blocks (a fixed partition; Cox 1980, Sweeney 2002).
//!
//! Were all answers of a block the same, its count would still be everybody's answer. So in each block, and for each measure, one
//! answer chosen by chance is replaced by the toss of a coin (randomised response within a group; Warner 1965): a count of five
//! of five is then told by five who said yes, and by four. What that does to a share is known, and taken out of it again: it
//! costs one answer of the block, and no bias. An answer is in one batch only: draws do not add up over months.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{interval::Interval, math::normal, script::Measure};

/// The fewest answers that a shown figure is made of.
pub const LEAST: u64 = 5;
/// How many measures there are.
pub const MEASURES: usize = Measure::ALL.len();

/// A place of the tree, or an official below a township. Parents come before their children, brothers in a fixed order that does
/// not depend on answers. Only leaves carry answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Where its parent stands in the list.
    pub parent: Option<usize>,
    /// For how many of the frame it stands.
    pub size: f64,
    /// Answers, of a leaf.
    pub n: u64,
    /// Of them yes, by measure.
    pub yes: [u64; MEASURES],
}

/// A block of answers that are only ever shown together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Block {
    /// For how many of the frame it stands.
    pub size: f64,
    /// Answers.
    pub n: u64,
    /// Yes by measure, with one answer replaced by a coin.
    pub yes: [u64; MEASURES],
}

/// What may be shown of a node: the blocks within it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl Shown {
    /// Answers.
    pub fn n(&self) -> u64 {
        self.blocks.iter().map(|block| block.n).sum()
    }

    /// Those that say yes to a measure.
    pub fn yes(&self, measure: Measure) -> u64 {
        self.blocks.iter().map(|block| block.yes[measure as usize]).sum()
    }
}

/// What may be shown of each node; none of those that are withheld. `chance` is a key made for this release and forgotten after.
pub fn release(nodes: &[Node], chance: &[u8; 32]) -> Vec<Option<Shown>> {
    let mut sums = nodes.to_vec();
    for at in (0..nodes.len()).rev() {
        if let Some(parent) = nodes[at].parent {
            let own = sums[at].clone();
            let sum = &mut sums[parent];
            if nodes[parent].n == 0 {
                sum.n += own.n;
                (0..MEASURES).for_each(|m| sum.yes[m] += own.yes[m]);
            }
        }
    }
    let children: Vec<Vec<usize>> = (0..nodes.len())
        .map(|at| (0..nodes.len()).filter(|n| nodes[*n].parent == Some(at)).collect())
        .collect();
    let mut tree = Tree { sums, children, coins: Coins::new(chance), shown: vec![None; nodes.len()] };
    for root in (0..nodes.len()).filter(|at| nodes[*at].parent.is_none()) {
        if tree.sums[root].n >= LEAST {
            tree.show(root);
        }
    }
    tree.shown
}

struct Tree {
    sums: Vec<Node>,
    children: Vec<Vec<usize>>,
    coins: Coins,
    shown: Vec<Option<Shown>>,
}

impl Tree {
    /// Shows a node of at least five answers: its children that have as many, and what remains of it as one block.
    fn show(&mut self, at: usize) {
        let sums = &self.sums;
        let mut open: Vec<usize> =
            self.children[at].iter().copied().filter(|n| sums[*n].n >= LEAST).collect();
        let rest = |open: &[usize]| sums[at].n - open.iter().map(|n| sums[*n].n).sum::<u64>();
        // One to four left over would be told by subtraction: the last in the fixed order joins them.
        if (1..LEAST).contains(&rest(&open)) {
            open.pop();
        }
        let left = rest(&open);
        let known: f64 = open.iter().map(|n| sums[*n].size).sum();
        let size = (sums[at].size - known).max(left as f64);
        let yes: [u64; MEASURES] =
            std::array::from_fn(|m| sums[at].yes[m] - open.iter().map(|n| sums[*n].yes[m]).sum::<u64>());
        let mut blocks = Vec::new();
        for child in open {
            self.show(child);
            blocks.extend(self.shown[child].iter().flat_map(|own| own.blocks.iter().copied()));
        }
        if left > 0 {
            let yes = std::array::from_fn(|m| self.coins.replaced(yes[m], left));
            blocks.push(Block { size, n: left, yes });
        }
        self.shown[at] = Some(Shown { blocks });
    }
}

/// Chance from a key: HMAC-SHA-256 of a counter.
struct Coins {
    key: Hmac<Sha256>,
    tossed: u64,
}

impl Coins {
    fn new(key: &[u8; 32]) -> Coins {
        Coins {
            key: <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length"),
            tossed: 0,
        }
    }

    /// So many yes of `n` with one answer, whichever, replaced by a coin.
    fn replaced(&mut self, yes: u64, n: u64) -> u64 {
        let mut mac = self.key.clone();
        mac.update(&self.tossed.to_be_bytes());
        self.tossed += 1;
        let digest = mac.finalize().into_bytes();
        let mut eight = [0; 8];
        eight.copy_from_slice(&digest[..8]);
        let was_yes = u64::from_be_bytes(eight) % n < yes;
        yes - u64::from(was_yes) + u64::from(digest[8] & 1)
    }
}

/// The share of a measure, each block weighed by what it stands for (weighting classes collapsed to at least five answers;
/// Kalton and Flores-Cervantes 2003), free of the coin: y′ = y − x + c, so (y′ − ½)/(n − 1) is right on average, with variance
/// p(1 − p)/(n − 1) + 1/4(n − 1)². The interval holds every p that this variance leaves possible, as Wilson's does:
/// (p̂ − p)² ≤ z² (A p(1 − p) + B), A = Σ W² (1 − n/N)/(n − 1), B = Σ W²/4(n − 1)². None of nothing.
pub fn estimate_of(shown: &Shown, measure: Measure, confidence: f64) -> Option<Interval> {
    let size: f64 = shown.blocks.iter().map(|block| block.size).sum();
    if shown.blocks.is_empty() || size <= 0.0 {
        return None;
    }
    let (mut at, mut a, mut b) = (0.0, 0.0, 0.0);
    for block in &shown.blocks {
        let (n, weight) = (block.n as f64, block.size / size);
        at += weight * (block.yes[measure as usize] as f64 - 0.5) / (n - 1.0);
        a += weight * weight * (1.0 - (n / block.size).min(1.0)) / (n - 1.0);
        b += weight * weight / (4.0 * (n - 1.0) * (n - 1.0));
    }
    let zz = normal(confidence).powi(2);
    // p² (1 + z²A) − p (2p̂ + z²A) + p̂² − z²B ≤ 0
    let (square, half) = (1.0 + zz * a, at + zz * a / 2.0);
    let root = (half * half - square * (at * at - zz * b)).max(0.0).sqrt();
    let end = |x: f64| (x / square).clamp(0.0, 1.0);
    Some(Interval { at: at.clamp(0.0, 1.0), low: end(half - root), high: end(half + root) })
}

/// As how many answers without a coin a shown figure counts where areas are compared: yes and n of [`super::Area`].
pub fn as_area(shown: &Shown, measure: Measure) -> Option<super::Area> {
    let got = estimate_of(shown, measure, 0.95)?;
    let rough = (shown.yes(measure) as f64 + 1.0) / (shown.n() as f64 + 2.0);
    let spread = rough * (1.0 - rough);
    let size: f64 = shown.blocks.iter().map(|block| block.size).sum();
    let variance: f64 = shown
        .blocks
        .iter()
        .map(|block| {
            let (m, weight) = (block.n as f64 - 1.0, block.size / size);
            weight * weight * (spread / m + 1.0 / (4.0 * m * m))
        })
        .sum();
    let n = spread / variance;
    Some(super::Area { yes: got.at * n, n })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(parent: usize, n: u64, yes: u64) -> Node {
        Node { parent: Some(parent), size: 10.0 * n as f64, n, yes: [yes; MEASURES] }
    }

    fn inner(parent: Option<usize>, size: f64) -> Node {
        Node { parent, size, ..Node::default() }
    }

    /// How many answers are shown of each, or none.
    fn told(nodes: &[Node]) -> Vec<Option<u64>> {
        release(nodes, &[7; 32]).iter().map(|s| s.as_ref().map(Shown::n)).collect()
    }

    #[test]
    fn few_answers_take_a_neighbour_with_them() {
        for (leaves, expected) in [
            (&[20, 30][..], vec![Some(50), Some(20), Some(30)]),
            (&[20, 3, 30], vec![Some(53), Some(20), None, None]),
            (&[3, 20, 4], vec![Some(27), None, Some(20), None]),
            (&[5, 4], vec![Some(9), None, None]),
            (&[5, 6], vec![Some(11), Some(5), Some(6)]),
            (&[2, 2], vec![None, None, None]),
            (&[5, 0], vec![Some(5), Some(5), None]),
        ] {
            let mut nodes = vec![inner(None, 1000.0)];
            nodes.extend(leaves.iter().map(|n| leaf(0, *n, *n / 2)));
            assert_eq!(told(&nodes), expected, "{leaves:?}");
        }
    }

    #[test]
    fn what_is_withheld_above_is_withheld_below() {
        // The second county has to hide with the third; its township with ten answers is then not shown either.
        let nodes = [
            inner(None, 1000.0),
            inner(Some(0), 500.0),
            inner(Some(0), 400.0),
            leaf(0, 2, 1),
            leaf(1, 9, 3),
            leaf(2, 10, 7),
        ];
        assert_eq!(told(&nodes), [Some(21), Some(9), None, None, Some(9), None]);
    }

    #[test]
    fn a_place_is_the_sum_of_its_blocks() {
        let nodes = [inner(None, 1000.0), leaf(0, 9, 9), leaf(0, 10, 0), leaf(0, 11, 6)];
        for key in 0..50 {
            let shown = release(&nodes, &[key; 32]);
            let yes = |at: usize| shown[at].as_ref().unwrap().yes(Measure::Listened);
            assert_eq!(yes(0), yes(1) + yes(2) + yes(3));
            assert!((8..=9).contains(&yes(1)) && (0..=1).contains(&yes(2)) && (5..=7).contains(&yes(3)));
        }
    }

    #[test]
    fn the_coin_is_taken_out_again() {
        // Blocks of six of which four say yes, under many keys: on average two thirds.
        let mut sum = 0.0;
        let nodes = [inner(None, 1e9), leaf(0, 6, 4)];
        for n in 0..4000_u32 {
            let key: [u8; 32] = std::array::from_fn(|at| n.to_be_bytes()[at % 4]);
            let shown = release(&nodes, &key)[1].clone().unwrap();
            sum += (shown.yes(Measure::Satisfied) as f64 - 0.5) / 5.0;
        }
        assert!((sum / 4000.0 - 2.0 / 3.0).abs() < 0.01, "{}", sum / 4000.0);
    }

    #[test]
    fn a_share_weighs_each_block_by_what_it_stands_for() {
        let block = |size, n, yes| Block { size, n, yes: [yes; MEASURES] };
        let shown = Shown { blocks: vec![block(300.0, 11, 9), block(100.0, 11, 5)] };
        let got = estimate_of(&shown, Measure::Satisfied, 0.95).unwrap();
        assert!((got.at - 0.75).abs() < 1e-12 && got.low > 0.45 && got.high < 0.95, "{got:?}");
        let area = as_area(&shown, Measure::Satisfied).unwrap();
        assert!((area.yes / area.n - 0.75).abs() < 1e-12 && (12.0..20.0).contains(&area.n), "{area:?}");
        assert_eq!(estimate_of(&Shown::default(), Measure::Satisfied, 0.95), None);
    }
}
