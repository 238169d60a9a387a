//! The hashes of the tree: SHA-256, leaves and nodes told apart by a prefix (RFC 6962, 2.1; RFC 9162, 2.1.1).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// What stands for an entry, a node or a whole tree.
pub type Hash = [u8; 32];

/// The root of the tree without entries: SHA-256 of nothing.
pub const EMPTY: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// The most entries that a log may have, as in the Go checksum database: sizes fit a signed 64-bit integer.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// A tree in two numbers: how many entries it has, and its root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub size: u64,
    /// Root over all of them.
    pub root: Hash,
}

impl Head {
    /// The tree without entries.
    pub const EMPTY: Head = Head { size: 0, root: EMPTY };
}

/// The hash of an entry: SHA-256(0x00 ‖ entry).
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

/// The root over the hashes of one perfect subtree; their number must be a power of two.
pub(crate) fn perfect(hashes: &[Hash]) -> Hash {
    debug_assert!(hashes.len().is_power_of_two(), "a perfect subtree has 2^k leaves");
    let mut row = hashes.to_vec();
    let mut width = row.len();
    while width > 1 {
        width /= 2;
        for at in 0..width {
            row[at] = node(&row[2 * at], &row[2 * at + 1]);
        }
    }
    row.first().copied().unwrap_or(EMPTY)
}

/// A hash as text: standard base64 with padding.
pub fn to_text(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// A hash from its one text.
pub fn from_text(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
