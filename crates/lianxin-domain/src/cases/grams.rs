//! What a search compares: pairs of neighbouring characters, as Chinese has no spaces between words and an index of longer
//! pieces finds no word of two characters.

use std::collections::BTreeSet;

/// Pairs of a text that are indexed at the most.
const MOST: usize = 400;

/// The letters and digits of a text, small, without marks and spaces.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The pairs of a text, each once.
pub fn grams(text: &str) -> Vec<String> {
    let letters: Vec<char> = letters(text).chars().collect();
    let all: BTreeSet<String> = letters.windows(2).take(MOST).map(|two| two.iter().collect()).collect();
    all.into_iter().collect()
}

/// Whether what is looked for stands in a text.
pub fn holds(text: &str, wanted: &str) -> bool {
    let wanted = letters(wanted);
    !wanted.is_empty() && letters(text).contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_characters_are_found_through_marks_and_spaces() {
        assert_eq!(grams("停水、停水"), ["停水", "水停"]);
        assert_eq!(grams("水"), [""; 0]);
        assert_eq!(grams("WiFi坏"), ["fi", "if", "i坏", "wi"]);
        assert!(holds("村东 自来水，停了", "水停") && !holds("村东自来水", "停水") && !holds("村东", "、"));
    }
}
