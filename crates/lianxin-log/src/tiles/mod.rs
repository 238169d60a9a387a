//! The tree cut into tiles of 256 hashes, and the entries into bundles of 256 (C2SP tlog-tiles): files that never change
//! once they are full, from which anyone can compute every root and every proof.
//!
//! | | |
//! | --- | --- |
//! | [`Tile`] | where a tile lies: level, index, width; its path and back |
//! | [`bundle`] | the entries of one level-0 tile, each behind its length |
//! | [`Edge`] | the writer: takes leaf hashes, gives tiles as they fill up |
//! | [`Tiles`] | the reader: proves every tile against the root before it believes it |

pub mod bundle;
mod edge;
mod path;
mod reader;

use std::fmt;

pub use edge::Edge;
pub use path::{HEIGHT, Resource, Tile, WIDTH};
pub use reader::Tiles;

use crate::hash::Hash;

/// Why tiles are no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTile {
    /// There is none.
    Missing(Tile),
    /// It has too few bytes, or no whole number of hashes.
    Torn(Tile),
    /// Its hashes are not those of the tree.
    Wrong(Tile),
    /// The partial tiles at the right edge do not hash to the root.
    Edge,
    /// The tree does not reach so far.
    Beyond,
}

impl BadTile {
    /// The tile, if it is one.
    pub fn tile(&self) -> Option<Tile> {
        match self {
            BadTile::Missing(tile) | BadTile::Torn(tile) | BadTile::Wrong(tile) => Some(*tile),
            BadTile::Edge | BadTile::Beyond => None,
        }
    }
}

impl fmt::Display for BadTile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadTile::Missing(tile) => write!(f, "{} is missing", tile.path()),
            BadTile::Torn(tile) => write!(f, "{} is torn", tile.path()),
            BadTile::Wrong(tile) => write!(f, "{} does not hold the hashes of the tree", tile.path()),
            BadTile::Edge => f.write_str("the tiles at the right edge do not hash to the root"),
            BadTile::Beyond => f.write_str("the tree does not reach so far"),
        }
    }
}

impl std::error::Error for BadTile {}

/// The hashes of a tile as its bytes.
pub fn to_bytes(hashes: &[Hash]) -> &[u8] {
    hashes.as_flattened()
}

/// The first hashes of a tile from its bytes, if there are as many and nothing is left over. A tile that has grown since
/// may stand for its narrower self.
pub fn from_bytes(bytes: &[u8], width: u16) -> Option<&[Hash]> {
    let (hashes, rest) = bytes.as_chunks();
    if !rest.is_empty() || hashes.len() > WIDTH {
        return None;
    }
    hashes.get(..usize::from(width))
}

fn read(tile: Tile, fetch: &mut impl FnMut(Tile) -> Option<Vec<u8>>) -> Result<Vec<Hash>, BadTile> {
    let bytes = fetch(tile).ok_or(BadTile::Missing(tile))?;
    Ok(from_bytes(&bytes, tile.width).ok_or(BadTile::Torn(tile))?.to_vec())
}
