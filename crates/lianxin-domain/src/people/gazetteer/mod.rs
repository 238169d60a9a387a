//! Finding places by the codes and names that people write.

mod find;
mod names;

pub use find::{Found, Gazetteer};
pub(crate) use names::{county_names, township_names};
