//! Where a tile lies, and its path.

use std::ops::Range;

/// Levels of the tree in a tile.
pub const HEIGHT: u32 = 8;
/// Hashes in a full tile, entries in a full bundle.
pub const WIDTH: usize = 1 << HEIGHT;
const FULL: u16 = 1 << HEIGHT;
const MAX_LEVEL: u8 = 63;

/// A tile: `width` hashes from the `index`-th tile of its level. Level 0 holds leaf hashes; every hash of a higher level is
/// the root over a full tile below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// Level, from 0 for leaf hashes.
    pub level: u8,
    /// Place in the level, from 0.
    pub index: u64,
    /// Number of hashes, 1 to 256; fewer than 256 at the right edge only.
    pub width: u16,
}

/// What a path of a log leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Hashes.
    Hashes(Tile),
    /// The entries of a tile of level 0.
    Entries(Tile),
}

impl Tile {
    /// A tile of full width.
    pub fn full(level: u8, index: u64) -> Tile {
        Tile { level, index, width: FULL }
    }

    /// The tile as a tree of this size has it, unless the tree does not reach it.
    pub fn of(level: u8, index: u64, size: u64) -> Option<Tile> {
        let hashes = size.checked_shr(HEIGHT * u32::from(level)).unwrap_or(0);
        let before = index.checked_mul(u64::from(FULL))?;
        let width = hashes.checked_sub(before).filter(|width| *width > 0)?;
        Some(Tile { level, index, width: u16::try_from(width).unwrap_or(FULL).min(FULL) })
    }

    /// All tiles of a tree of this size, level by level.
    pub fn all(size: u64) -> impl Iterator<Item = Tile> {
        Tile::added(0, size)
    }

    /// The tiles that a tree of the new size has and one of the old size had not, or had narrower.
    pub fn added(old: u64, new: u64) -> impl Iterator<Item = Tile> {
        let levels = (0..MAX_LEVEL).take_while(move |level| at_level(new, *level) > 0);
        levels.flat_map(move |level| {
            let (old, new_hashes) = (at_level(old, level), at_level(new, level));
            let first = old >> HEIGHT;
            let end = if old < new_hashes { new_hashes.div_ceil(u64::from(FULL)) } else { first };
            (first..end).filter_map(move |index| Tile::of(level, index, new))
        })
    }

    /// Whether it has all 256 hashes.
    pub fn is_full(&self) -> bool {
        self.width == FULL
    }

    /// The entries that it covers; as far as numbers reach.
    pub fn span(&self) -> Range<u64> {
        let first = u128::from(self.index) << HEIGHT;
        let each = HEIGHT * u32::from(self.level);
        let at = |hash: u128| {
            let entry = if each < 64 { hash << each } else { u128::MAX };
            u64::try_from(entry).unwrap_or(u64::MAX)
        };
        at(first)..at(first + u128::from(self.width))
    }

    /// `tile/<L>/<N>[.p/<W>]`, such as `tile/0/x001/x234/067.p/8`.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.place())
    }

    /// The path of the entries under a tile of level 0: `tile/entries/<N>[.p/<W>]`.
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.place())
    }

    fn place(&self) -> String {
        let mut groups = vec![format!("{:03}", self.index % 1000)];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(format!("x{:03}", rest % 1000));
            rest /= 1000;
        }
        groups.reverse();
        let partial = if self.is_full() { String::new() } else { format!(".p/{}", self.width) };
        groups.join("/") + &partial
    }
}

impl Resource {
    /// What a path leads to; every tile has exactly one path.
    pub fn parse(path: &str) -> Option<Resource> {
        let (kind, place) = path.strip_prefix("tile/")?.split_once('/')?;
        let (index, width) = place.split_once(".p/").unwrap_or((place, "256"));
        let mut number = 0_u64;
        for group in index.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let level = if kind == "entries" { 0 } else { kind.parse().ok()? };
        let tile = Tile { level, index: number, width: width.parse().ok()? };
        let resource = if kind == "entries" { Resource::Entries(tile) } else { Resource::Hashes(tile) };
        let sound = level <= MAX_LEVEL && (1..=FULL).contains(&tile.width);
        (sound && resource.path() == path).then_some(resource)
    }

    /// The path that leads to it.
    pub fn path(&self) -> String {
        match self {
            Resource::Hashes(tile) => tile.path(),
            Resource::Entries(tile) => tile.entries_path(),
        }
    }
}

/// Hashes at a level of the tiles in a tree of this size.
pub(super) fn at_level(size: u64, level: u8) -> u64 {
    size.checked_shr(HEIGHT * u32::from(level)).unwrap_or(0)
}
