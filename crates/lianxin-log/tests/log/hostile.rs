//! Bytes of any kind: every parser answers, none panics, and what is read is written the same.

use lianxin_log::{
    Checkpoint, Edge, Head, Tiles, Verifier,
    commitment::Entry,
    note::{Cosigner, Note, Signer, VerifierKey, signatures},
    proof,
    tiles::{Resource, bundle, from_bytes},
    verify::Known,
    witness::Request,
};
use proptest::prelude::*;

use crate::{
    keys,
    made::{Draw, Log},
};

/// Bytes that are nearly right: a sound text with some of it changed, cut out or doubled.
fn nearly(sound: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6);
    changes.prop_map(move |changes| {
        let mut bytes = sound.clone();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len().max(1));
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => drop(bytes.remove(at)),
                2 => bytes.insert(at.min(bytes.len()), byte),
                _ => bytes.truncate(at),
            }
        }
        bytes
    })
}

fn any_or_nearly(sound: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![prop::collection::vec(any::<u8>(), 0..300), nearly(sound)]
}

fn log() -> Log {
    Log::make(300, &mut Draw(77))
}

fn request() -> Vec<u8> {
    Request { old: 7, proof: vec![[3; 32]; 3], checkpoint: log().cosigned }.to_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn notes(bytes in any_or_nearly(log().cosigned)) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes.clone());
            drop(note.verify(&keys::trust().witnesses));
            if let Some(checkpoint) = Checkpoint::parse(note.text()) {
                prop_assert_eq!(checkpoint.to_string(), note.text());
            }
        }
        drop(keys::trust().cosigned(&bytes));
        drop(signatures(&String::from_utf8_lossy(&bytes)));
        drop(Verifier::without_tiles(&keys::trust(), &bytes, &[Known::Cosigned(&bytes)]));
    }

    #[test]
    fn key_texts(bytes in any_or_nearly(keys::log().secret().into_bytes())) {
        let text = String::from_utf8_lossy(&bytes);
        drop((Signer::parse(&text), Cosigner::parse(&text)));
        if let Ok(key) = VerifierKey::parse(text.strip_prefix("PRIVATE+KEY+").unwrap_or(&text)) {
            prop_assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key));
        }
    }

    #[test]
    fn requests(bytes in any_or_nearly(request())) {
        if let Some(request) = Request::parse(&bytes) {
            prop_assert_eq!(request.to_bytes(), bytes);
            let logs = [keys::trust()];
            drop(lianxin_log::witness::consider(&request, &logs, |_| None, &keys::witness(), u64::MAX));
        }
    }

    #[test]
    fn paths(bytes in any_or_nearly(b"tile/0/x001/x234/067.p/8".to_vec())) {
        let text = String::from_utf8_lossy(&bytes);
        if let Some(resource) = Resource::parse(&text) {
            prop_assert_eq!(resource.path(), text);
        }
    }

    #[test]
    fn bundles(bytes in any_or_nearly(b"\0\x03one\0\x03two\0\0".to_vec())) {
        if let Some(entries) = bundle::parse(&bytes) {
            let mut again = Vec::new();
            prop_assert!(entries.into_iter().all(|entry| bundle::append(&mut again, entry)));
            prop_assert_eq!(again, bytes);
        }
    }

    #[test]
    fn entries(bytes in any_or_nearly(b"a/v1\nat=2026\nwho#47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".to_vec())) {
        if let Some(entry) = Entry::parse(&bytes) {
            prop_assert_eq!(entry.to_bytes(), bytes);
        }
    }

    #[test]
    fn proofs(size in any::<u64>(), other in any::<u64>(), hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let (head, old) = (Head { size, root: [1; 32] }, Head { size: other, root: [1; 32] });
        prop_assert!(proof::check_inclusion(&[2; 32], other, &head, &hashes).is_err());
        prop_assert!(proof::check_consistency(&old, &head, &hashes).is_err() || (size == other && hashes.is_empty()));
        drop(proof::inclusion(other, size, |_, _| Some([0; 32])));
        drop(proof::consistency(other, size, |_, _| Some([0; 32])));
        prop_assert!(proof::root(size, |_, _| Some([0; 32])).is_some());
    }

    #[test]
    fn tiles(size in any::<u64>(), small in 0..2_000_u64, bytes in prop::collection::vec(any::<u8>(), 0..9_000)) {
        for size in [size, small] {
            let fetch = |_| Some(bytes.clone());
            drop(Edge::load(size, fetch));
            let head = Head { size, root: [1; 32] };
            prop_assert!(Tiles::open(head, fetch).is_err());
        }
        for width in [0, 1, 255, 256, 257, u16::MAX] {
            prop_assert!(from_bytes(&bytes, width).is_none_or(|hashes| hashes.len() == usize::from(width)));
        }
    }
}
