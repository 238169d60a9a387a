//! Logs made for the tests, and numbers drawn from a seed.

use std::collections::BTreeMap;

use lianxin_log::{
    Checkpoint, Edge, Finding, Hash, Known, Report, Tile, Trust, Verifier, checkpoint, hash, note::Note,
    tiles,
};

use crate::keys;

/// Numbers from a seed (SplitMix64: Steele, Lea and Flood 2014).
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}

/// Stored tiles by level and index, whatever their width.
pub type Stored = BTreeMap<(u8, u64), Vec<u8>>;

/// Everything that an installation stores of its log, and the checkpoint that its witness keeps.
#[derive(Clone)]
pub struct Log {
    pub entries: Vec<Vec<u8>>,
    pub tiles: Stored,
    pub current: Vec<u8>,
    pub history: Vec<Vec<u8>>,
    pub cosigned: Vec<u8>,
    /// Where the checkpoints of the history and the cosigned one stand.
    pub sizes: Vec<usize>,
    pub cosigned_size: usize,
}

impl Log {
    /// A log of this size with a few checkpoints on the way and a cosigned one not far from the end.
    pub fn make(size: usize, draw: &mut Draw) -> Log {
        let entries: Vec<Vec<u8>> = (0..size)
            .map(|at| {
                let length = 16 + draw.below(24);
                [format!("entry {at} ").into_bytes(), draw.bytes(length)].concat()
            })
            .collect();
        let mut sizes: Vec<usize> = (0..4).map(|_| draw.below(size + 1)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let cosigned_size = size - draw.below(size / 3 + 1);
        let mut log = Log {
            tiles: Stored::new(),
            current: Vec::new(),
            history: Vec::new(),
            cosigned: Vec::new(),
            entries,
            sizes,
            cosigned_size,
        };
        log.store_tiles();
        log.sign();
        log.cosigned = log.cosigned_at(cosigned_size);
        log
    }

    /// The tiles of the entries as they are.
    pub fn store_tiles(&mut self) {
        self.tiles = stored(self.entries.iter().map(|entry| hash::leaf(entry)));
    }

    /// The present checkpoint and the history, signed by the log.
    pub fn sign(&mut self) {
        self.current = self.signed_at(self.entries.len());
        let sizes = self.sizes.iter().filter(|size| **size <= self.entries.len());
        self.history = sizes.map(|size| self.signed_at(*size)).collect();
    }

    pub fn signed_at(&self, size: usize) -> Vec<u8> {
        self.note_at(size).to_string().into_bytes()
    }

    fn cosigned_at(&self, size: usize) -> Vec<u8> {
        let mut note = self.note_at(size);
        checkpoint::cosign(&mut note, &keys::witness(), 1_800_000_000);
        note.to_string().into_bytes()
    }

    fn note_at(&self, size: usize) -> Note {
        let mut edge = Edge::new();
        self.entries[..size].iter().for_each(|entry| edge.push(hash::leaf(entry), |_, _| ()));
        Checkpoint::new(keys::ORIGIN, edge.head()).sign(&keys::log()).unwrap()
    }

    pub fn fetch(&self) -> impl FnMut(Tile) -> Option<Vec<u8>> + '_ {
        |tile| self.tiles.get(&(tile.level, tile.index)).cloned()
    }

    pub fn known(&self) -> Vec<Known<'_>> {
        let history = self.history.iter().map(|note| Known::Signed(note));
        history.chain([Known::Cosigned(&self.cosigned)]).collect()
    }

    pub fn verify(&self, trust: &Trust) -> Result<Report, Finding> {
        let mut verifier = Verifier::new(trust, &self.current, &self.known(), self.fetch())?;
        self.entries.iter().for_each(|entry| verifier.push(entry));
        verifier.finish()
    }
}

/// The tiles over these leaves.
pub fn stored(leaves: impl Iterator<Item = Hash>) -> Stored {
    let (mut edge, mut found) = (Edge::new(), Stored::new());
    for leaf in leaves {
        edge.push(leaf, |tile, hashes| {
            found.insert((tile.level, tile.index), tiles::to_bytes(hashes).to_vec());
        });
    }
    for (tile, hashes) in edge.partial() {
        found.insert((tile.level, tile.index), tiles::to_bytes(hashes).to_vec());
    }
    found
}
