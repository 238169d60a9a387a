//! What is true in Lianxin, decided from arguments alone: no I/O, no clock, no randomness, no async.

pub mod access;
pub mod cases;
pub mod day;
pub mod households;
pub mod ids;
pub mod links;
pub mod oversight;
pub mod people;
pub mod places;
pub mod satisfaction;
pub mod visits;
mod words;
