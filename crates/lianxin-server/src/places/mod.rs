//! Places: the divisions from city to village, dated, and the outlines on the map.
//!
//! Owns `place`, `village_profile`, `outline`. Merging a village touches links too, so that verb lives in `links`.

pub mod import;
pub mod routes;
pub mod store;
