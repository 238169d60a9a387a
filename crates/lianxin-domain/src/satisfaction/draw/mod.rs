//! A draw that nobody can steer and anybody can replay.
//!
//! 1. The frame is cut into strata and fixed: every unit is a blind label, keyed so that only this installation knows which
//!    household it is, and the labels' digests stand in a [`Statement`] with how many each stratum gives.
//! 2. The drawer commits to a first secret together with the statement ([`commitment`]) and shows both.
//! 3. Somebody of another unit gives a second secret: dice, a lottery's number. They know nothing of the first.
//! 4. The first secret is shown. Its commitment proves that it was not chosen after the second; the seed is made of both and of
//!    the statement ([`seed`]). In each stratum the units with the least HMAC-SHA-256 of their label under the seed are drawn
//!    ([`sample`]): a uniformly random sample without replacement, by public arithmetic only.
//! 5. The [`mod@file`] holds it all; `lianxin replay-draw FILE` checks it anywhere.
//!
//! Committing by digest is Blum 1983 (coin flipping by telephone); ordering by keyed random numbers is simple random sampling
//! (Sunter 1977).

pub mod file;
mod label;
mod sample;
mod seed;
mod statement;

pub use file::{Draw, Refused, replay};
pub use label::{Label, Labeller};
pub use sample::sample;
pub use seed::{Seed, commitment, seed};
pub use statement::{Cell, Statement, digest_of};

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of a hexadecimal text of exactly so many.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * n..2 * n + 2], 16).ok()?;
    }
    Some(bytes)
}
