//! Sealed complaints: who may come near one. It goes around those complained of and their superiors: an inspector stands above
//! the level complained of, and whoever takes one down at a counter sits at another one. And the receipt by which its answer is
//! read, which people copy by hand.

use serde::{Deserialize, Serialize};

use crate::{
    access::{Grant, Role},
    places::{Level, PlaceCode},
    words::words,
};

words! {
    /// At which level those complained of stand.
    Standing {
        /// In the village.
        Village = "village", "村";
        /// In the township.
        Township = "township", "乡镇";
        /// In the county.
        County = "county", "县";
    }
}

impl Standing {
    fn level(self) -> Level {
        match self {
            Standing::Village => Level::Village,
            Standing::Township => Level::Township,
            Standing::County => Level::County,
        }
    }

    /// Whether an inspector's grant stands above those complained of in a village.
    pub fn is_below(self, grant: &Grant, village: &PlaceCode) -> bool {
        grant.place.contains(village) && grant.place.level() < self.level()
    }

    /// Whether somebody at this counter may write one down: at an inspector's who would know of it anyway, or where neither
    /// those complained of nor their superiors sit.
    pub fn is_heard_at(self, grant: &Grant, village: &PlaceCode) -> bool {
        match grant.role {
            _ if !grant.place.contains(village) => true,
            Role::Inspector => self.is_below(grant, village),
            // The township's own counter is above its villages and beside its own officials.
            _ => self == Standing::County && grant.place.level() > Level::County,
        }
    }
}

/// Letters of a receipt: none that is taken for another by hand (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters between two dashes.
const GROUP: usize = 4;

/// A receipt of 80 bits, in four groups of four letters.
pub fn receipt(random: [u8; 10]) -> String {
    let mut text = String::with_capacity(19);
    let mut bits = random.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    for n in 0..16 {
        if n > 0 && n % GROUP == 0 {
            text.push('-');
        }
        let letter = (0..5).fold(0, |all, _| all << 1 | bits.next().unwrap_or_default());
        text.push(char::from(LETTERS[usize::from(letter)]));
    }
    text
}

/// A receipt as it was typed, without what people add, leave out or take for something else.
pub fn receipt_typed(text: &str) -> String {
    let letter = |c: char| match c.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        'U' => Some('V'),
        c if c.is_ascii_alphanumeric() => Some(c),
        _ => None,
    };
    let letters: Vec<char> = text.chars().filter_map(letter).take(64).collect();
    letters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(role: Role, place: &str) -> Grant {
        Grant { role, place: place.parse().unwrap(), unit: None }
    }

    #[test]
    fn it_goes_around_those_complained_of_and_their_superiors() {
        let village: PlaceCode = "370811001001".parse().unwrap();
        let (inspector, township) = (Role::Inspector, Role::Township);
        for (standing, role, place, knows, hears) in [
            (Standing::Village, inspector, "370811001", true, true),
            (Standing::Township, inspector, "370811001", false, false),
            (Standing::Township, inspector, "370811", true, true),
            (Standing::County, inspector, "370811", false, false),
            (Standing::County, inspector, "3708", true, true),
            (Standing::Village, inspector, "370812", false, true),
            (Standing::Village, township, "370811001", true, false),
            (Standing::Township, township, "370811001", false, false),
            (Standing::County, township, "370811001", false, true),
            (Standing::Township, township, "370811002", false, true),
        ] {
            let grant = grant(role, place);
            assert_eq!(standing.is_below(&grant, &village), knows, "{standing:?} {place}");
            assert_eq!(standing.is_heard_at(&grant, &village), hears, "{standing:?} {role:?} {place}");
        }
    }

    #[test]
    fn a_receipt_survives_being_copied_by_hand() {
        assert_eq!(receipt([0; 10]), "0000-0000-0000-0000");
        assert_eq!(receipt([0xff; 10]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        let given = receipt([1, 35, 69, 103, 137, 171, 205, 239, 16, 50]);
        assert_eq!(given, "04HM-ASW9-NF6Y-Y41J");
        for typed in
            ["04HM-ASW9-NF6Y-Y41J", "04hmasw9nf6yy41j", " o4hm asw9 nf6y y4ij ", "O4HM—ASW9—NF6Y—Y4lJ"]
        {
            assert_eq!(receipt_typed(typed), given, "{typed}");
        }
        assert_eq!(receipt_typed(""), "");
    }
}
