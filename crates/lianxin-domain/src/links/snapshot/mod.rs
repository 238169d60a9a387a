//! Snapshots: a signed statement of both coverages as of a day, in lines of JSON that hold the facts it rests on. Anyone can
//! check it from its own content, without us.
//!
//! First line: header with the signer's public key. Then facts: villages, units, officials (name, unit, tier, nothing more),
//! links. Then claims: the counts of the city, its counties and townships, and every counterexample. Last line: the Ed25519
//! signature (RFC 8032) over all bytes before it.

mod read;
mod write;

pub use read::{Refusal, Verdict, verify};
pub use write::{Head, write};

/// The first line's `format`.
const FORMAT: &str = "lianxin-snapshot 1";
