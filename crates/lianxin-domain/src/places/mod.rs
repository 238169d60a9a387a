//! Places: the divisions from city to village, and which lies in which.

mod code;
mod spoken;

pub use code::{Level, NotAPlaceCode, PlaceCode};
pub use spoken::{Spoken, spoken};
