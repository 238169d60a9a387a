//! The writer: the tiles at the right edge of a growing tree.

use super::{BadTile, HEIGHT, Tile, WIDTH, path::at_level, read};
use crate::{
    frontier::Frontier,
    hash::{Hash, Head, perfect},
};

/// The right edge of a tree: takes leaf hashes, gives every tile when it is full, and holds those that are not, at most
/// 255 hashes a level. What it holds is loaded again from the stored tiles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    frontier: Frontier,
    open: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of the tree without entries.
    pub fn new() -> Edge {
        Edge::default()
    }

    /// The edge of a stored tree of this size, from its partial tiles. It says nothing of whether they are right: compare
    /// [`Edge::head`] with the checkpoint.
    pub fn load(size: u64, mut fetch: impl FnMut(Tile) -> Option<Vec<u8>>) -> Result<Edge, BadTile> {
        let levels = (0..=u8::MAX).take_while(|level| at_level(size, *level) > 0);
        let open = levels.map(|level| {
            let tile = Tile::of(level, at_level(size, level) / WIDTH as u64, size);
            tile.map_or(Ok(Vec::new()), |tile| read(tile, &mut fetch))
        });
        let open: Vec<Vec<Hash>> = open.collect::<Result<_, _>>()?;
        let mut roots = Vec::new();
        for hashes in open.iter().rev() {
            let mut rest = &hashes[..];
            while !rest.is_empty() {
                let (first, after) = rest.split_at(1 << rest.len().ilog2());
                roots.push(perfect(first));
                rest = after;
            }
        }
        let frontier = Frontier::from_parts(size, roots).ok_or(BadTile::Beyond)?;
        Ok(Edge { frontier, open })
    }

    /// Appends the hash of one entry; `full` is given the tiles that it fills.
    pub fn push(&mut self, leaf: Hash, mut full: impl FnMut(Tile, &[Hash])) {
        let size = self.frontier.size() + 1;
        let open = &mut self.open;
        self.frontier.push_seen(leaf, |height, hash| {
            if !height.is_multiple_of(HEIGHT) {
                return;
            }
            let level = (height / HEIGHT) as usize;
            if open.len() == level {
                open.push(Vec::with_capacity(WIDTH));
            }
            open[level].push(*hash);
            if open[level].len() == WIDTH {
                let index = (size >> height) / WIDTH as u64 - 1;
                full(Tile::full((height / HEIGHT) as u8, index), &open[level]);
                open[level].clear();
            }
        });
    }

    /// The tiles that are not full: to be stored with every checkpoint.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        let size = self.frontier.size();
        let open = self.open.iter().enumerate().filter(|(_, hashes)| !hashes.is_empty());
        open.map(move |(level, hashes)| {
            let index = at_level(size, level as u8) / WIDTH as u64;
            (Tile { level: level as u8, index, width: hashes.len() as u16 }, &hashes[..])
        })
    }

    /// The hashes of this level's tile that is not full.
    pub fn open(&self, level: u8) -> &[Hash] {
        self.open.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Size and root.
    pub fn head(&self) -> Head {
        self.frontier.head()
    }
}
