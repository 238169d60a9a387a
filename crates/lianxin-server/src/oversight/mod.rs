//! Oversight: coverage and reach from the city down to the village, read from roll-ups; what the program costs its users; what
//! people say about it.
//!
//! Owns `suggestion`, `burden_week`, `field_use`. The roll-ups of coverage and reach belong to `links`,
//! `households`, `visits` and `cases`.

mod burden;
pub mod counted;
mod figures;
mod reach;
pub mod read;
mod resolution;
pub mod routes;
pub mod store;
mod way;
