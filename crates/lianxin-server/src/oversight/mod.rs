//! Oversight: coverage from the city down to the village, read from roll-ups, and what people say about the program.
//!
//! Owns `suggestion`, `burden_week`, `field_use`. Coverage's roll-up belongs to `links`.

pub mod routes;
pub mod store;
