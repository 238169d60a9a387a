//! Proofs that an entry is in a tree, and that one tree begins another (RFC 6962, 2.1; RFC 9162, 2.1.3 and 2.1.4).
//!
//! The checkers need nothing but the proof, so they may be fed with anything: they refuse, they do not panic. The makers
//! ask for hashes of perfect subtrees by height and index: `node(0, i)` is leaf i, `node(h, i)` covers the entries
//! `i·2^h .. (i+1)·2^h`. They answer `None` if there is no such proof or a hash is not to be had.

use std::fmt;

use crate::hash::{EMPTY, Hash, Head, node as join};

/// Why a proof does not prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The entry is beyond the tree, or the old tree is larger than the new.
    Sizes,
    /// The proof has too few or too many hashes for these sizes.
    Length,
    /// What the proof gives is not the old root.
    OldRoot,
    /// What the proof gives is not the root.
    Root,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Sizes => "the sizes do not fit each other",
            Refusal::Length => "the proof has the wrong number of hashes",
            Refusal::OldRoot => "the proof does not lead to the old root",
            Refusal::Root => "the proof does not lead to the root",
        })
    }
}

impl std::error::Error for Refusal {}

/// Checks that the tree has this leaf at this index (RFC 9162, 2.1.3.2).
pub fn check_inclusion(leaf: &Hash, index: u64, head: &Head, proof: &[Hash]) -> Result<(), Refusal> {
    if index >= head.size {
        return Err(Refusal::Sizes);
    }
    let mut walk = Walk { at: index, last: head.size - 1 };
    let mut hash = *leaf;
    for other in proof {
        hash = match walk.step()? {
            Side::Left => join(other, &hash),
            Side::Right => join(&hash, other),
        };
    }
    walk.ended()?;
    if hash == head.root { Ok(()) } else { Err(Refusal::Root) }
}

/// Checks that the first entries of the new tree are those of the old one (RFC 9162, 2.1.4.2).
pub fn check_consistency(old: &Head, new: &Head, proof: &[Hash]) -> Result<(), Refusal> {
    if old.size > new.size {
        return Err(Refusal::Sizes);
    }
    if old.size == 0 || old.size == new.size {
        let root = if old.size == 0 { &EMPTY } else { &new.root };
        return match proof {
            [] if old.root == *root => Ok(()),
            [] => Err(Refusal::OldRoot),
            _ => Err(Refusal::Length),
        };
    }
    // A perfect old tree is a node of the new one, so its root is where the proof begins and is not sent.
    let (first, rest) = if old.size.is_power_of_two() {
        (&old.root, proof)
    } else {
        proof.split_first().ok_or(Refusal::Length)?
    };
    let right_turns = (old.size - 1).trailing_ones();
    let mut walk = Walk { at: (old.size - 1) >> right_turns, last: (new.size - 1) >> right_turns };
    let (mut before, mut after) = (*first, *first);
    for other in rest {
        match walk.step()? {
            Side::Left => {
                before = join(other, &before);
                after = join(other, &after);
            }
            Side::Right => after = join(&after, other),
        }
    }
    walk.ended()?;
    match (before == old.root, after == new.root) {
        (false, _) => Err(Refusal::OldRoot),
        (_, false) => Err(Refusal::Root),
        _ => Ok(()),
    }
}

/// Where the other hash of a step belongs.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root; `last` is the index of the last node of the level.
struct Walk {
    at: u64,
    last: u64,
}

impl Walk {
    fn step(&mut self) -> Result<Side, Refusal> {
        if self.last == 0 {
            return Err(Refusal::Length);
        }
        let side = if self.at & 1 == 1 || self.at == self.last {
            // A last node without a sibling rises until it is a right child.
            let rises = if self.at == 0 { 0 } else { self.at.trailing_zeros() };
            self.at >>= rises;
            self.last >>= rises;
            Side::Left
        } else {
            Side::Right
        };
        self.at >>= 1;
        self.last >>= 1;
        Ok(side)
    }

    fn ended(&self) -> Result<(), Refusal> {
        if self.last == 0 { Ok(()) } else { Err(Refusal::Length) }
    }
}

/// The root of the tree of this size.
pub fn root(size: u64, mut node: impl FnMut(u32, u64) -> Option<Hash>) -> Option<Hash> {
    if size == 0 { Some(EMPTY) } else { range(0, size, &mut node) }
}

/// The proof that a tree of this size has the entry at this index: `PATH` of RFC 6962, 2.1.1.
pub fn inclusion(index: u64, size: u64, mut node: impl FnMut(u32, u64) -> Option<Hash>) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range(middle, to, &mut node)?);
            to = middle;
        } else {
            proof.push(range(from, middle, &mut node)?);
            from = middle;
        }
    }
    proof.reverse();
    Some(proof)
}

/// The proof that the tree of the new size begins with the tree of the old size: `PROOF` of RFC 6962, 2.1.2.
pub fn consistency(old: u64, new: u64, mut node: impl FnMut(u32, u64) -> Option<Hash>) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let (mut from, mut to, mut proof) = (0, new, Vec::new());
    while to != old {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(range(middle, to, &mut node)?);
            to = middle;
        } else {
            proof.push(range(from, middle, &mut node)?);
            from = middle;
        }
    }
    if from != 0 {
        proof.push(range(from, to, &mut node)?);
    }
    proof.reverse();
    Some(proof)
}

/// The largest power of two below `n`, where a tree of n ≥ 2 entries is split.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The hash over `from..to`, as `MTH` of RFC 6962: `from` is a multiple of the largest power of two in the range.
fn range(from: u64, to: u64, node: &mut impl FnMut(u32, u64) -> Option<Hash>) -> Option<Hash> {
    let size = to - from;
    if size.is_power_of_two() {
        return node(size.ilog2(), from >> size.ilog2());
    }
    let middle = from + split(size);
    let left = range(from, middle, node)?;
    Some(join(&left, &range(middle, to, node)?))
}
