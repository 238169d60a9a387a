//! An append-only log that cannot be rewritten unseen.
//!
//! | module | for |
//! | --- | --- |
//! | [`hash`] | the hashes of entries, nodes and trees |
//! | [`Frontier`] | a growing tree in O(log n) |
//! | [`proof`] | that an entry is in a tree, that one tree begins another |
//! | [`tiles`] | the tree and its entries as files that never change |
//! | [`note`] | text signed by several keys, cosignatures with a time |
//! | [`checkpoint`] | what a log was at some time |
//! | [`trust`] | whose signatures count, and how many witnesses |
//! | [`witness`] | what another office checks before it cosigns |
//! | [`commitment`] | entries whose personal part can be erased |
//! | [`verify`] | the check of a whole log: which entry is the first that is wrong, and what was done to it |
//!
//! The formats are those that public transparency logs use, so that their tools and witnesses work with it: RFC 6962 and
//! RFC 9162 for the tree, and C2SP's *tlog-tiles*, *signed-note*, *tlog-checkpoint*, *tlog-cosignature* (`cosignature/v1`)
//! and *tlog-witness*. There is no I/O, clock or randomness in the crate: bytes, times and seeds are arguments.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod checkpoint;
pub mod commitment;
mod frontier;
pub mod hash;
pub mod note;
pub mod proof;
pub mod tiles;
pub mod trust;
pub mod verify;
pub mod witness;

pub use checkpoint::Checkpoint;
pub use frontier::Frontier;
pub use hash::{Hash, Head};
pub use note::Note;
pub use tiles::{Edge, Tile, Tiles};
pub use trust::Trust;
pub use verify::{Finding, Known, Report, Verifier};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
