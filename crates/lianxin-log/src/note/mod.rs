//! Text signed by one or more keys (C2SP signed-note).
//!
//! A note is its text, an empty line, and a line for each signature: an em dash, the name of the key, and base64 of the
//! key's id and the signature. Signatures of keys that one does not know are passed over.

mod key;

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};

pub use key::{BadKey, Cosigner, Kind, Signer, VerifierKey};

/// The longest note that is read.
pub const MAX_NOTE: usize = 1_000_000;
/// The most signatures that a note may have; the specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 100;
const DASH: &str = "\u{2014} ";

/// A signed text. What it says means nothing until [`Note::verify`] has found a signature of a known key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One line under a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The key's name.
    pub name: String,
    /// The key's id: with the name it says which key, and how it signs.
    pub id: [u8; 4],
    /// The signature; for a cosignature the time and the signature.
    pub bytes: Vec<u8>,
}

/// A signature that was found right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Which of the keys given.
    pub key: usize,
    /// Which of the note's signatures.
    pub line: usize,
    /// When the cosigner signed, in seconds since 1970; a plain signature has no time.
    pub time: Option<u64>,
}

/// Why a note is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadNote {
    /// It is not a note: not UTF-8, a control character, no empty line, no signature, a signature line that is none.
    Malformed,
    /// It is longer than [`MAX_NOTE`] or has more than [`MAX_SIGNATURES`].
    TooLong,
    /// A known key is named, and it did not sign this.
    Forged {
        /// The key's name.
        name: String,
    },
    /// No known key signed it.
    Unsigned,
    /// Two of the keys given share name and id.
    Ambiguous {
        /// Their name.
        name: String,
    },
}

impl fmt::Display for BadNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadNote::Malformed => f.write_str("it is not a signed note"),
            BadNote::TooLong => f.write_str("it is too long, or has too many signatures"),
            BadNote::Forged { name } => write!(f, "its signature of {name} is not right"),
            BadNote::Unsigned => f.write_str("no known key signed it"),
            BadNote::Ambiguous { name } => write!(f, "two known keys named {name} cannot be told apart"),
        }
    }
}

impl std::error::Error for BadNote {}

impl Note {
    /// A text to be signed: lines, the last one ended, without other control characters.
    pub fn new(text: String) -> Result<Note, BadNote> {
        let sound = text.ends_with('\n') && !text.chars().any(is_control) && text.len() <= MAX_NOTE;
        if sound { Ok(Note { text, signatures: Vec::new() }) } else { Err(BadNote::Malformed) }
    }

    /// Reads a note. Nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Note, BadNote> {
        if bytes.len() > MAX_NOTE {
            return Err(BadNote::TooLong);
        }
        let whole = str::from_utf8(bytes).map_err(|_| BadNote::Malformed)?;
        // The text keeps its last newline; only the empty line parts it from the signatures.
        let split = whole.rfind("\n\n").ok_or(BadNote::Malformed)?;
        let mut note = Note::new(whole[..=split].to_owned())?;
        note.signatures = signatures(&whole[split + 2..])?;
        if note.signatures.is_empty() { Err(BadNote::Malformed) } else { Ok(note) }
    }

    /// The text, with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, right or not.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature in place of the same key's.
    pub fn add(&mut self, signature: Signature) {
        self.signatures.retain(|old| (&old.name, old.id) != (&signature.name, signature.id));
        self.signatures.push(signature);
    }

    /// Adds those of these signatures that are of one of these keys, if there are any and none is wrong. Others are left.
    pub fn accept(&mut self, signatures: Vec<Signature>, keys: &[VerifierKey]) -> Result<(), BadNote> {
        let offered = Note { text: self.text.clone(), signatures };
        for found in offered.verify(keys)? {
            self.add(offered.signatures[found.line].clone());
        }
        Ok(())
    }

    /// The signatures of these keys: at least one, and none that is wrong.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Vec<Verified>, BadNote> {
        let mut found: Vec<Verified> = Vec::new();
        for (line, signature) in self.signatures.iter().enumerate() {
            let mut known = keys.iter().enumerate().filter(|(_, key)| key.made(signature));
            let Some((at, key)) = known.next() else { continue };
            if known.any(|(_, other)| other != key) {
                return Err(BadNote::Ambiguous { name: signature.name.clone() });
            }
            let forged = || BadNote::Forged { name: signature.name.clone() };
            let time = key.check(&self.text, &signature.bytes).ok_or_else(forged)?;
            found.push(Verified { key: at, line, time });
        }
        if found.is_empty() { Err(BadNote::Unsigned) } else { Ok(found) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl fmt::Display for Signature {
    /// The signature line without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id[..], &self.bytes].concat();
        write!(f, "{DASH}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// Signature lines, each ended by a newline, as a witness answers with.
pub fn signatures(lines: &str) -> Result<Vec<Signature>, BadNote> {
    let mut found = Vec::new();
    for line in lines.split_inclusive('\n') {
        if found.len() == MAX_SIGNATURES {
            return Err(BadNote::TooLong);
        }
        found.push(signature(line).ok_or(BadNote::Malformed)?);
    }
    Ok(found)
}

fn signature(line: &str) -> Option<Signature> {
    let (name, text) = line.strip_suffix('\n')?.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(text).ok()?;
    let (id, bytes) = bytes.split_first_chunk()?;
    let sound = is_name(name) && !bytes.is_empty();
    sound.then(|| Signature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}

/// Names of keys are not empty and have neither spaces nor plus.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || is_control(c) || c == '+')
}

fn is_control(c: char) -> bool {
    c < ' ' && c != '\n'
}
