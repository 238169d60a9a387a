//! Commitment and seed.

use sha2::{Digest, Sha256};

use super::hex;

/// The seed of a draw.
pub type Seed = [u8; 32];

/// What the drawer shows before the second secret is known: SHA-256 of a head, the first secret and the statement's digest, each a
/// line of hexadecimal.
pub fn commitment(first: &[u8; 32], statement: &[u8; 32]) -> [u8; 32] {
    let text = format!("lianxin draw commitment 1\n{}\n{}\n", hex(first), hex(statement));
    Sha256::digest(text.as_bytes()).into()
}

/// The seed: SHA-256 of a head, the first secret, the second one (its text as it was given) and the statement's digest, each a line.
pub fn seed(first: &[u8; 32], second: &str, statement: &[u8; 32]) -> Seed {
    let text = format!("lianxin draw seed 1\n{}\n{second}\n{}\n", hex(first), hex(statement));
    Sha256::digest(text.as_bytes()).into()
}
