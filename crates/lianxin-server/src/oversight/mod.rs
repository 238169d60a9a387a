//! Oversight: coverage and reach from the city down to the village, read from roll-ups; what the program costs its users; what
//! people say about it; what the public is told; the monthly report.
//!
//! Owns `suggestion`, `burden_week`, `field_use`, `open_figure`, `open_answer`. The roll-ups of coverage and reach belong to `links`,
//! `households`, `visits` and `cases`.

mod burden;
mod case_cut;
mod case_numbers;
mod case_way;
pub mod counted;
mod figures;
mod open;
pub mod open_answers;
mod reach;
pub mod read;
pub mod release;
mod report;
mod resolution;
pub mod routes;
pub mod store;
mod way;
