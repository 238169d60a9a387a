//! Notes, keys and checkpoints, against what other people signed.

use lianxin_log::{
    Checkpoint, Head, Note, checkpoint, hash,
    note::{BadKey, BadNote, Kind, Signature, Signer, VerifierKey},
    trust::Untrusted,
};

use crate::keys;

/// The keys and notes of golang.org/x/mod, `sumdb/note/note_test.go`.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "\u{2014} EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

/// The example of C2SP signed-note.
const EXAMPLE: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE_NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// A checkpoint of a public Certificate Transparency log (the staging log arche2025h1) with cosignatures of four public
/// witnesses: its first signature is of a type (0x05) that is not read here.
const PUBLIC: &str = "arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

\u{2014} arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
\u{2014} arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
\u{2014} transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
\u{2014} witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
\u{2014} remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
\u{2014} witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
";
const PUBLIC_LOG: &str =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const PUBLIC_WITNESSES: [&str; 4] = [
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
];

#[test]
fn the_examples_of_others_verify_and_are_signed_alike() {
    let example = Note::parse(EXAMPLE_NOTE.as_bytes()).unwrap();
    assert_eq!(example.text(), "This is an example message.\n");
    assert_eq!(example.verify(&[key(EXAMPLE)]).unwrap().len(), 1);
    assert_eq!(example.to_string(), EXAMPLE_NOTE);
    let mut note = Note::new(TEXT.to_owned()).unwrap();
    note.add(Signer::parse(PETER_SECRET).unwrap().sign(TEXT));
    assert_eq!(note.to_string(), format!("{TEXT}\n{PETER_LINE}"));
    assert_eq!(Signer::parse(PETER_SECRET).unwrap().secret(), PETER_SECRET);
    for text in [PETER, ENOCH, EXAMPLE, PUBLIC_LOG].into_iter().chain(PUBLIC_WITNESSES) {
        assert_eq!(key(text).to_string(), text);
    }
}

#[test]
fn a_public_log_and_four_public_witnesses_verify() {
    let witnesses: Vec<VerifierKey> = PUBLIC_WITNESSES.iter().map(|text| key(text)).collect();
    assert!(witnesses.iter().all(|key| key.kind() == Kind::Cosignature));
    let trust = lianxin_log::Trust {
        origin: "arche2025h1.staging.ct.transparency.dev".to_owned(),
        log: vec![key(PUBLIC_LOG)],
        witnesses,
        quorum: 4,
    };
    let (checkpoint, time) = trust.cosigned(PUBLIC.as_bytes()).unwrap();
    assert_eq!((checkpoint.head.size, time), (1_432_088_532, 0x6a12_2120));
    let more = lianxin_log::Trust { quorum: 5, ..trust.clone() };
    assert_eq!(more.cosigned(PUBLIC.as_bytes()), Err(Untrusted::Quorum { found: 4, wanted: 5 }));
    for other in [PUBLIC.replace("1432088532", "1432088533"), PUBLIC.replace("4Ro=\n", "4Ro=\nmore\n")] {
        assert!(matches!(trust.cosigned(other.as_bytes()), Err(Untrusted::Note(BadNote::Forged { .. }))));
    }
    // A witness's time is signed, too.
    let other = PUBLIC.replace("2net5wAAAABqEiEgP", "2net5wAAAABqEiEhP");
    assert_ne!(other, PUBLIC);
    let forged = BadNote::Forged { name: "remora.n621.de".to_owned() };
    assert_eq!(trust.cosigned(other.as_bytes()), Err(Untrusted::Note(forged)));
    let elsewhere = lianxin_log::Trust { origin: "example.org".to_owned(), ..trust };
    assert!(matches!(elsewhere.signed(PUBLIC.as_bytes()), Err(Untrusted::Origin { .. })));
}

#[test]
fn unknown_signatures_are_passed_over_and_wrong_ones_refused() {
    let (peter, enoch) = (key(PETER), key(ENOCH));
    let both = Note::parse(format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}").as_bytes()).unwrap();
    let found =
        |keys: &[VerifierKey]| both.verify(keys).map(|found| found.iter().map(|one| one.key).collect());
    assert_eq!(found(&[peter.clone(), enoch.clone()]), Ok(vec![0, 1]));
    assert_eq!(found(std::slice::from_ref(&enoch)), Ok(vec![0]));
    assert_eq!(found(&[key(EXAMPLE)]), Err(BadNote::Unsigned));
    assert_eq!(found(&[]), Err(BadNote::Unsigned));
    let swapped = format!("{TEXT}\n{}", PETER_LINE.replace("/SffcvIA", "/SffcvIB"));
    let forged = Err(BadNote::Forged { name: "PeterNeumann".to_owned() });
    assert_eq!(Note::parse(swapped.as_bytes()).unwrap().verify(std::slice::from_ref(&peter)), forged);
    // The same name with another id is another key.
    let other = Signer::new("PeterNeumann", &[9; 32]).unwrap();
    let mut note = Note::new(TEXT.to_owned()).unwrap();
    note.add(other.sign(TEXT));
    assert_eq!(note.verify(std::slice::from_ref(&peter)), Err(BadNote::Unsigned));
    // A signature is replaced by the same key's next one.
    note.add(other.sign(TEXT));
    assert_eq!(note.signatures().len(), 1);
    // A plain key does not pass for a cosigner's, nor the other way round.
    let cosigner = keys::witness();
    let plain = VerifierKey::new("witness.example.org", Kind::Plain, &cosigner.verifier().bytes()).unwrap();
    assert_ne!(plain.id(), cosigner.verifier().id());
    let mut note = Note::new(TEXT.to_owned()).unwrap();
    note.add(Signature { id: plain.id(), ..cosigner.cosign(TEXT, 5) });
    assert!(matches!(note.verify(&[plain]), Err(BadNote::Forged { .. })));
}

#[test]
fn what_is_no_note_is_refused() {
    let malformed = [
        TEXT.to_owned(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", PETER_LINE.trim_end()),
        format!("\u{1}{TEXT}\n{PETER_LINE}"),
        format!("{TEXT}\r\n\n{PETER_LINE}"),
        format!("{TEXT}\n{PETER_LINE}Unexpected line.\n"),
        format!("{TEXT}\n{}", PETER_LINE.replace("PeterNeumann", "Bad Name")),
        format!("{TEXT}\n{}", PETER_LINE.replace("PeterNeumann", "Bad+Name")),
        format!("{TEXT}\n{}", PETER_LINE.replace("PeterNeumann", "Bad\u{3000}Name")),
        format!("{TEXT}\n\u{2014} PeterNeumann x08gow==\n"),
        format!("{TEXT}\n\u{2014} PeterNeumann x08go\n"),
        format!("{TEXT}\n\u{2014} PeterNeumann x08go5==\n"),
    ];
    for text in malformed {
        assert_eq!(Note::parse(text.as_bytes()), Err(BadNote::Malformed), "{text}");
    }
    assert_eq!(Note::parse(b"\xff\n\n"), Err(BadNote::Malformed));
    let many = format!("{TEXT}\n{}", PETER_LINE.repeat(101));
    assert_eq!(Note::parse(many.as_bytes()), Err(BadNote::TooLong));
    let most = format!("{TEXT}\n{}", PETER_LINE.repeat(100));
    assert_eq!(Note::parse(most.as_bytes()).unwrap().verify(&[key(PETER)]).unwrap().len(), 100);
    assert_eq!(Note::parse(&vec![b'a'; 1_000_001]), Err(BadNote::TooLong));
    // Texts may have empty lines; the last one parts.
    let poem = format!("one\n\ntwo\n\n{PETER_LINE}");
    assert_eq!(Note::parse(poem.as_bytes()).unwrap().text(), "one\n\ntwo\n");
}

#[test]
fn a_mistyped_key_is_refused() {
    for (from, to) in (0..PETER.len()).flat_map(|from| (from..=PETER.len()).map(move |to| (from, to))) {
        assert!(VerifierKey::parse(&PETER[from..to]).is_err() || (from, to) == (0, PETER.len()));
    }
    for (text, secret) in [(PETER, false), (PETER_SECRET, true)] {
        for at in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] += 1;
            let text = String::from_utf8(bytes).unwrap();
            assert!(if secret { Signer::parse(&text).is_err() } else { VerifierKey::parse(&text).is_err() });
        }
    }
    let longer = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert_eq!(VerifierKey::parse(longer), Err(BadKey::Malformed));
    let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(VerifierKey::parse(unknown), Err(BadKey::Unknown));
    // The neutral point accepts signatures of anybody.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(VerifierKey::new("a", Kind::Plain, &neutral), Err(BadKey::Weak));
}

#[test]
fn checkpoints_have_one_form() {
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let read = Checkpoint::parse(text).unwrap();
    assert_eq!((read.origin.as_str(), read.head.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(read.to_string(), text);
    let longer = Checkpoint { extensions: vec!["more".to_owned()], ..read.clone() };
    assert_eq!(Checkpoint::parse(&longer.to_string()), Some(longer));
    let empty = Checkpoint::new("a", Head::EMPTY);
    assert_eq!(Checkpoint::parse(&empty.to_string()), Some(empty));
    for (from, to) in [
        ("20852163", "020852163"),
        ("20852163", "+20852163"),
        ("20852163", "-1"),
        ("20852163", "0"),
        ("20852163", ""),
        ("20852163", "9223372036854775808"),
        ("20852163", "20852163 "),
        ("q2I=", "q2I"),
        ("q2I=", "q2J="),
        ("q2I=", "q2I=\n"),
        ("example.com/behind-the-sofa\n", ""),
        ("example.com/behind-the-sofa", ""),
        ("q2I=\n", "q2I="),
    ] {
        assert_eq!(Checkpoint::parse(&text.replace(from, to)), None, "{from} as {to}");
    }
    let torn = Checkpoint::new("two\nlines", Head { size: 1, root: hash::leaf(b"") });
    assert_eq!(torn.sign(&keys::log()), Err(BadNote::Malformed));
}

#[test]
fn a_quorum_counts_witnesses_and_not_signatures() {
    let head = Head { size: 1, root: hash::leaf(b"a") };
    let mut note = Checkpoint::new(keys::ORIGIN, head).sign(&keys::log()).unwrap();
    let trust = keys::trust();
    let both = lianxin_log::Trust { quorum: 2, ..trust.clone() };
    let read = |trust: &lianxin_log::Trust, note: &Note| trust.cosigned(note.to_string().as_bytes());
    assert_eq!(read(&trust, &note), Err(Untrusted::Quorum { found: 0, wanted: 1 }));
    checkpoint::cosign(&mut note, &keys::witness(), 10);
    assert_eq!(read(&trust, &note).unwrap().1, 10);
    assert_eq!(read(&both, &note), Err(Untrusted::Quorum { found: 1, wanted: 2 }));
    checkpoint::cosign(&mut note, &keys::other_witness(), 20);
    assert_eq!(read(&both, &note).unwrap().1, 20);
    // The same key under two names is one witness.
    let twin = lianxin_log::note::Cosigner::new("twin.example.org", &[2; 32]).unwrap();
    let mut twice = Checkpoint::new(keys::ORIGIN, head).sign(&keys::log()).unwrap();
    checkpoint::cosign(&mut twice, &keys::witness(), 10);
    checkpoint::cosign(&mut twice, &twin, 10);
    let witnesses = vec![keys::witness().verifier().clone(), twin.verifier().clone()];
    let trust = lianxin_log::Trust { witnesses, quorum: 2, ..keys::trust() };
    assert_eq!(read(&trust, &twice), Err(Untrusted::Quorum { found: 1, wanted: 2 }));
}

fn key(text: &str) -> VerifierKey {
    VerifierKey::parse(text).unwrap()
}
