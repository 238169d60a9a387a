//! Small random problems against brute force, and refused certificates.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod assign;
mod brute;
mod checker;
mod control;
mod fair;
mod formats;
mod more;
mod network;
mod random;
mod session;
mod spread;
