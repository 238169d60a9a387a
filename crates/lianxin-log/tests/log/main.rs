//! The tree against published vectors and a naive tree, notes against other people's keys, and ten thousand tamperings.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod commitment;
mod hostile;
mod keys;
mod made;
mod naive;
mod note;
mod tamper;
mod tiles;
mod tree;
mod verify;
mod witness;
