//! What is like a matter: candidates for “it came back” and “we have it already”, which a person confirms. Pairs of neighbouring
//! characters are compared (Dice, 1945), as Chinese has no spaces between words and names of things are short.

use std::collections::BTreeSet;

/// Below this likeness two texts are not shown as alike.
pub const ALIKE: f64 = 0.32;

/// The pairs of neighbouring characters of a text, without marks and spaces.
pub fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.windows(2).map(|two| (two[0], two[1])).collect()
}

/// How alike two texts are: twice the shared pairs by all pairs, from 0 to 1.
pub fn likeness(one: &BTreeSet<(char, char)>, other: &BTreeSet<(char, char)>) -> f64 {
    let all = one.len() + other.len();
    if all == 0 { 0.0 } else { 2.0 * one.intersection(other).count() as f64 / all as f64 }
}

/// The texts that are alike, the most alike first, with their likeness; of equal ones the earlier.
pub fn alike<'a, K>(
    text: &str,
    others: impl IntoIterator<Item = (K, &'a str)>,
    most: usize,
) -> Vec<(K, f64)> {
    let own = pairs(text);
    let mut found: Vec<(K, f64)> = others
        .into_iter()
        .map(|(key, text)| (key, likeness(&own, &pairs(text))))
        .filter(|(_, by)| *by >= ALIKE)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_in_other_words_is_found_and_another_is_not() {
        let others = [
            (1, "村东头自来水水压太小，傍晚没水"),
            (2, "通村路坑坑洼洼，下雨没法走"),
            (3, "自来水傍晚总是没水，水压小"),
            (4, ""),
        ];
        let found = alike("自来水水压小，傍晚就没水", others, 5);
        assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [3, 1]);
        assert!(alike("", others, 5).is_empty());
        assert_eq!(alike("自来水水压小，傍晚就没水", others, 1).len(), 1);
    }

    #[test]
    fn likeness_is_one_for_the_same_and_the_same_both_ways() {
        let (a, b) = (pairs("修桥 补路"), pairs("修桥、补路！"));
        assert_eq!(likeness(&a, &b).to_bits(), 1f64.to_bits());
        let c = pairs("修桥");
        assert_eq!(likeness(&a, &c).to_bits(), likeness(&c, &a).to_bits());
    }
}
