//! Oversight: coverage and reach from the city down to the village, read from roll-ups; what the program costs its users; what
//! people say about it.
//!
//! Owns `suggestion`, `burden_week`, `field_use`. The roll-ups of coverage and reach belong to `links`,
//! `households` and `visits`.

mod burden;
mod figures;
mod reach;
pub mod read;
pub mod routes;
pub mod store;
mod way;
