//! One spelling for one content: its digest, kept beside the id, tells a record that was sent twice from another one under
//! the same id. What a phone's clock said (`at`) is not content: a phone may send it again after its clock was set.

use super::record::NewVisit;
use crate::ids::Ref;

/// The bytes to digest: the author and the visit as checked, lists that have no order sorted.
pub fn canonical(author: &Ref, visit: &NewVisit) -> Vec<u8> {
    let mut plain = visit.clone();
    plain.at = 0;
    plain.did.sort_unstable();
    plain.with.sort();
    plain.kept.sort_unstable();
    serde_json::to_vec(&("visit", author, plain)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(text: &str) -> NewVisit {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn order_and_clocks_do_not_matter_but_words_and_authors_do() {
        let author: Ref = "370811.01920000-0000-7000-8000-000000000001".parse().unwrap();
        let other: Ref = "370811.01920000-0000-7000-8000-000000000002".parse().unwrap();
        let base = r#""village":"370811001001","day":"2026-07-01","how":"in_person""#;
        let one = visit(&format!(r#"{{{base},"did":["eat","stay"],"at":5}}"#));
        let same = visit(&format!(r#"{{{base},"did":["stay","eat"],"at":6,"household":null}}"#));
        let different = visit(&format!(r#"{{{base},"did":["stay"]}}"#));
        assert_eq!(canonical(&author, &one), canonical(&author, &same));
        assert_ne!(canonical(&author, &one), canonical(&author, &different));
        assert_ne!(canonical(&author, &one), canonical(&other, &one));
    }
}
