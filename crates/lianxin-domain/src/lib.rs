//! What is true in Lianxin, decided from arguments alone: no I/O, no clock, no randomness, no async.

pub mod access;
pub mod day;
pub mod ids;
pub mod links;
pub mod people;
pub mod places;
