//! The demo city: synthetic people of a real city's places, seeded, as the workbook that an office would send; households and
//! a year of visits.
//!
//! Units, officials and village profiles are drawn from the list of places and a seed alone; the same arguments give the
//! same bytes. Nobody in it exists: telephones begin with 100, identity numbers with 990000, which no one has.

pub mod calls;
mod chance;
pub mod homes;
mod lists;
mod names;
mod numbers;
mod people;
mod places;
mod posts;
mod sheets;
mod sloppy;
mod talk;
mod units;
mod villages;
mod workbook;

pub use chance::Chance;
pub use places::{PlaceRow, Size, places};
pub use workbook::workbook;
