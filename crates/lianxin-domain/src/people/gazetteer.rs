//! Finding places by the names that people write.

use crate::places::PlaceCode;

/// The city's places, to be found by code or by the names that people write.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    places: Vec<(PlaceCode, String)>,
}

impl Gazetteer {
    /// Of codes and full names (`许庄街道`), in any order.
    pub fn new(places: impl IntoIterator<Item = (PlaceCode, String)>) -> Gazetteer {
        Gazetteer { places: places.into_iter().collect() }
    }

    /// How many places it knows.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}
