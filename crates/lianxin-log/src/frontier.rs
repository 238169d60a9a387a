//! A growing tree in O(log n): the roots of its perfect subtrees, left to right.

use crate::hash::{EMPTY, Hash, Head, node};

/// All that is needed to append and to name the root: one hash for each bit that is set in the size, the largest subtree
/// first. (A *compact range* from zero: Trillian; *frontier*: Sigstore and Ethereum's deposit contract.)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// The tree without entries.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// A frontier from what [`Frontier::size`] and [`Frontier::roots`] gave, if there are as many roots as the size has bits.
    pub fn from_parts(size: u64, roots: Vec<Hash>) -> Option<Frontier> {
        (size.count_ones() as usize == roots.len()).then_some(Frontier { size, roots })
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, the largest first.
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// Appends the hash of one entry.
    pub fn push(&mut self, leaf: Hash) {
        self.push_seen(leaf, |_, _| ());
    }

    /// Appends the hashes of many entries.
    pub fn extend(&mut self, leaves: impl IntoIterator<Item = Hash>) {
        leaves.into_iter().for_each(|leaf| self.push(leaf));
    }

    /// Appends one hash and shows every perfect subtree that it completes: its height and root, the leaf itself first.
    pub fn push_seen(&mut self, leaf: Hash, mut seen: impl FnMut(u32, &Hash)) {
        let (mut hash, mut height) = (leaf, 0);
        seen(height, &hash);
        while self.size >> height & 1 == 1 {
            let Some(left) = self.roots.pop() else { break };
            hash = node(&left, &hash);
            height += 1;
            seen(height, &hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return EMPTY };
        roots.fold(*last, |right, left| node(left, &right))
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root() }
    }
}
