//! Places: the divisions from city to village, and which lies in which.

mod code;

pub use code::{Level, NotAPlaceCode, PlaceCode};
