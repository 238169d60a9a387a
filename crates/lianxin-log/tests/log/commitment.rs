//! Entries with sealed fields: provable with the key, mute without it.

use lianxin_log::{
    commitment::{Entry, EntryKey, Field},
    hash,
};

const ID: &[u8] = b"01890000-0000-7000-8000-000000000001";

fn secret() -> [u8; 32] {
    std::array::from_fn(|at| at as u8)
}

fn entry(key: &EntryKey) -> Entry {
    let clear = |value: &str| Field::Clear(value.to_owned());
    let subject = key.seal("access/v1", "subject", "王\n\\小");
    Entry::new("access/v1", [("subject", subject), ("at", clear("2026-10-14")), ("why", clear("a\\b\nc=#"))])
        .unwrap()
}

/// The commitment was computed with Python's `hmac`.
#[test]
fn an_entry_has_one_form_and_opens_with_its_key() {
    let key = EntryKey::derive(&secret(), ID);
    let entry = entry(&key);
    let text =
        "access/v1\nat=2026-10-14\nsubject#F9mc4mdg0XRxE1u+g1dQLK5/p2ps6rAy5m9Xb+EYu0M=\nwhy=a\\\\b\\nc=#\n";
    assert_eq!(String::from_utf8(entry.to_bytes()).unwrap(), text);
    assert_eq!(Entry::parse(text.as_bytes()), Some(entry.clone()));
    assert!(entry.says("subject", "王\n\\小", &key));
    assert!(entry.says("why", "a\\b\nc=#", &key));
    assert!(!entry.says("subject", "王", &key) && !entry.says("nothing", "", &key));
    let other = EntryKey::derive(&secret(), b"01890000-0000-7000-8000-000000000002");
    assert!(!entry.says("subject", "王\n\\小", &other));
}

#[test]
fn other_forms_are_refused() {
    for text in [
        "",
        "access/v1",
        "\n",
        "access/v1\nb=1\na=1\n",
        "access/v1\na=1\na=1\n",
        "access/v1\na=1\na#47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "access/v1\na\n",
        "access/v1\n=1\n",
        "access/v1\nA=1\n",
        "access/v1\na=\\x\n",
        "access/v1\na=\\\n",
        "access/v1\na#1\n",
        "access/v1\na#47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "Access\n",
    ] {
        assert_eq!(Entry::parse(text.as_bytes()), None, "{text:?}");
    }
    assert_eq!(
        Entry::new("a", [("b", Field::Clear(String::new())), ("b", Field::Sealed(hash::EMPTY))]),
        None
    );
}

#[test]
fn a_commitment_binds_kind_name_and_value() {
    let key = EntryKey::derive(&secret(), ID);
    let commitment = key.commit("access/v1", "subject", "one");
    assert!(key.opens(&commitment, "access/v1", "subject", "one"));
    for (kind, name, value) in [
        ("access/v2", "subject", "one"),
        ("access/v1", "object", "one"),
        ("access/v1", "subject", "two"),
        ("access/v1", "subject", "one\n"),
    ] {
        assert!(!key.opens(&commitment, kind, name, value));
    }
}

/// Whoever has the log and a list of all values there can be, but no key, learns nothing: a plain digest would fall to the
/// first pass over the list, and equal values of different entries look different.
#[test]
fn without_the_key_a_list_of_all_values_gives_nothing_away() {
    let key = EntryKey::derive(&secret(), ID);
    let value = "13800004711";
    let commitment = key.commit("access/v1", "telephone", value);
    let guesses = (0..10_000).map(|n| format!("1380000{n:04}"));
    let wrong = [[0; 32], [255; 32], commitment, hash::leaf(ID)].map(|guess| EntryKey::derive(&guess, ID));
    for guess in guesses {
        assert_ne!(hash::leaf(guess.as_bytes()), commitment);
        for key in &wrong {
            assert!(!key.opens(&commitment, "access/v1", "telephone", &guess));
        }
        assert_eq!(key.opens(&commitment, "access/v1", "telephone", &guess), guess == value);
    }
    let again = EntryKey::derive(&secret(), b"another entry").commit("access/v1", "telephone", value);
    assert_ne!(again, commitment);
}
