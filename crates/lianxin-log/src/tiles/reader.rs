//! The reader: hashes, roots and proofs from tiles that it does not trust.

use std::collections::BTreeMap;

use super::{BadTile, Edge, HEIGHT, Tile, WIDTH, read};
use crate::{
    hash::{Hash, Head, perfect},
    proof,
};

/// Full tiles that a reader keeps: 8 MB.
const KEPT: usize = 1024;

/// A tree read from tiles. Every tile is proved against the root before a hash of it is used, so whatever comes out is as
/// good as the root.
///
/// `fetch` gives the bytes of a tile; more than were asked for, if the tile has grown since, are as good.
pub struct Tiles<F> {
    head: Head,
    fetch: F,
    edge: Edge,
    kept: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl<F: FnMut(Tile) -> Option<Vec<u8>>> Tiles<F> {
    /// Reads the right edge of the tree and proves it against the root.
    pub fn open(head: Head, mut fetch: F) -> Result<Tiles<F>, BadTile> {
        let edge = Edge::load(head.size, &mut fetch)?;
        if edge.head() != head {
            return Err(BadTile::Edge);
        }
        Ok(Tiles { head, fetch, edge, kept: BTreeMap::new() })
    }

    /// The tree that the tiles are proved against.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The hash of an entry.
    pub fn leaf(&mut self, index: u64) -> Result<Hash, BadTile> {
        self.node(0, index)
    }

    /// The root of a perfect subtree, by its height and index.
    pub fn node(&mut self, height: u32, index: u64) -> Result<Hash, BadTile> {
        let level = u8::try_from(height / HEIGHT).map_err(|_| BadTile::Beyond)?;
        let within = height % HEIGHT;
        let first = index.checked_mul(1 << within).ok_or(BadTile::Beyond)?;
        let hashes = self.tile(level, first / WIDTH as u64)?;
        let at = (first % WIDTH as u64) as usize;
        let under = hashes.get(at..at + (1 << within)).ok_or(BadTile::Beyond)?;
        Ok(perfect(under))
    }

    /// The hashes of the tile, proved.
    pub fn tile(&mut self, level: u8, index: u64) -> Result<&[Hash], BadTile> {
        let tile = Tile::of(level, index, self.head.size).ok_or(BadTile::Beyond)?;
        if !tile.is_full() {
            return Ok(self.edge.open(level));
        }
        if !self.kept.contains_key(&(level, index)) {
            let above = self.tile(level + 1, index / WIDTH as u64)?[(index % WIDTH as u64) as usize];
            let hashes = read(tile, &mut self.fetch)?;
            if perfect(&hashes) != above {
                return Err(BadTile::Wrong(tile));
            }
            if self.kept.len() >= KEPT {
                self.kept.clear();
            }
            self.kept.insert((level, index), hashes);
        }
        Ok(&self.kept[&(level, index)])
    }

    /// The root that the tree had when it was smaller.
    pub fn root_at(&mut self, size: u64) -> Result<Hash, BadTile> {
        self.proving(|node| if size > node.size() { None } else { proof::root(size, |h, i| node.get(h, i)) })
    }

    /// The proof that the tree has the entry at this index.
    pub fn inclusion(&mut self, index: u64) -> Result<Vec<Hash>, BadTile> {
        self.proving(|node| proof::inclusion(index, node.size(), |h, i| node.get(h, i)))
    }

    /// The proof that the tree begins with the tree of this size.
    pub fn consistency(&mut self, old: u64) -> Result<Vec<Hash>, BadTile> {
        self.proving(|node| proof::consistency(old, node.size(), |h, i| node.get(h, i)))
    }

    fn proving<T>(&mut self, make: impl FnOnce(&mut Nodes<'_, F>) -> Option<T>) -> Result<T, BadTile> {
        let mut nodes = Nodes { tiles: self, bad: BadTile::Beyond };
        make(&mut nodes).ok_or(nodes.bad)
    }
}

/// Nodes on demand, remembering what went wrong.
struct Nodes<'a, F> {
    tiles: &'a mut Tiles<F>,
    bad: BadTile,
}

impl<F: FnMut(Tile) -> Option<Vec<u8>>> Nodes<'_, F> {
    fn size(&self) -> u64 {
        self.tiles.head.size
    }

    fn get(&mut self, height: u32, index: u64) -> Option<Hash> {
        self.tiles.node(height, index).map_err(|bad| self.bad = bad).ok()
    }
}
