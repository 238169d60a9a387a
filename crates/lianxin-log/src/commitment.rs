//! Keyed commitments: what was logged can be proved while its key exists, and not even guessed at once the key is gone.
//!
//! An entry is lines of text. The first says what kind of entry it is; every other is a field, in ascending order of names,
//! in the clear or sealed:
//!
//! ```text
//! access/v1
//! at=2026-10-14T08:00:00Z
//! purpose=visit
//! subject#FyQJZ0p4l0hW3Yb3w8o0o8Y2m2k9nqg0y0oQm1V5x9Q=
//! ```
//!
//! In values a backslash is written `\\` and a newline `\n`, so that every entry has exactly one form. A sealed field holds
//! HMAC-SHA-256 (RFC 2104) under the entry's key over the lines that it stands for: `access/v1\nsubject=…\n`. A commitment
//! therefore binds kind, name and value. Keys always have 32 bytes, which keeps HMAC's padding of shorter ones out of it.
//!
//! The key of an entry is derived from a secret that belongs to whom the entry is about, and from something that no other
//! entry has. Equal values then look different in any two entries; when the secret is destroyed, the log still verifies, and
//! no list of names tried against it gives anything away.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::hash::{self, Hash};

/// The key of one entry.
pub struct EntryKey([u8; 32]);

/// An entry: a kind and fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    kind: String,
    fields: Vec<(String, Field)>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A value that may be read for ever.
    Clear(String),
    /// A commitment to one that may have to be erased.
    Sealed(Hash),
}

impl EntryKey {
    /// The key of the entry with this id, which no other entry may have, for the holder of this secret.
    pub fn derive(secret: &[u8; 32], id: &[u8]) -> EntryKey {
        let mac = mac(secret).chain_update("lianxin-log entry key v1\n").chain_update(id);
        EntryKey(mac.finalize().into_bytes().into())
    }

    /// The commitment to a value.
    pub fn commit(&self, kind: &str, name: &str, value: &str) -> Hash {
        self.over(kind, name, value).finalize().into_bytes().into()
    }

    /// A sealed field.
    pub fn seal(&self, kind: &str, name: &str, value: &str) -> Field {
        Field::Sealed(self.commit(kind, name, value))
    }

    /// Whether the commitment is to this value, in a time that tells nothing.
    pub fn opens(&self, commitment: &Hash, kind: &str, name: &str, value: &str) -> bool {
        self.over(kind, name, value).verify_slice(commitment).is_ok()
    }

    fn over(&self, kind: &str, name: &str, value: &str) -> Hmac<Sha256> {
        let line = format!("{kind}\n{name}={}\n", escaped(value));
        mac(&self.0).chain_update(line)
    }
}

fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}

impl Entry {
    /// An entry; none if a name is not made of small letters, digits and `/`, `.`, `_`, `-`, or comes twice.
    pub fn new<N: Into<String>>(kind: &str, fields: impl IntoIterator<Item = (N, Field)>) -> Option<Entry> {
        let mut fields: Vec<(String, Field)> =
            fields.into_iter().map(|(name, field)| (name.into(), field)).collect();
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        let entry = Entry { kind: kind.to_owned(), fields };
        entry.is_sound().then_some(entry)
    }

    /// Reads an entry; only its one form is read.
    pub fn parse(bytes: &[u8]) -> Option<Entry> {
        let mut lines = str::from_utf8(bytes).ok()?.strip_suffix('\n')?.split('\n');
        let kind = lines.next()?.to_owned();
        let entry = Entry { kind, fields: lines.map(field).collect::<Option<_>>()? };
        entry.is_sound().then_some(entry)
    }

    /// The bytes that go into the log.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\n", self.kind);
        for (name, field) in &self.fields {
            text += name;
            match field {
                Field::Clear(value) => text.extend(["=", &escaped(value)]),
                Field::Sealed(commitment) => text.extend(["#", &hash::to_text(commitment)]),
            }
            text.push('\n');
        }
        text.into_bytes()
    }

    /// What kind of entry it is.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The fields, by name.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        self.fields.iter().map(|(name, field)| (name.as_str(), field))
    }

    /// A field.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let at = self.fields.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        Some(&self.fields[at].1)
    }

    /// Whether the field has this value, in the clear or sealed with this key.
    pub fn says(&self, name: &str, value: &str, key: &EntryKey) -> bool {
        match self.field(name) {
            Some(Field::Clear(known)) => known == value,
            Some(Field::Sealed(commitment)) => key.opens(commitment, &self.kind, name, value),
            None => false,
        }
    }

    fn is_sound(&self) -> bool {
        let ascending = self.fields.windows(2).all(|two| two[0].0 < two[1].0);
        ascending && is_name(&self.kind) && self.fields.iter().all(|(name, _)| is_name(name))
    }
}

fn field(line: &str) -> Option<(String, Field)> {
    let at = line.find(['=', '#'])?;
    let (name, value) = (&line[..at], &line[at + 1..]);
    let field = match line.as_bytes()[at] {
        b'=' => Field::Clear(unescaped(value)?),
        _ => Field::Sealed(hash::from_text(value)?),
    };
    Some((name.to_owned(), field))
}

fn is_name(name: &str) -> bool {
    let letter = |c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-');
    !name.is_empty() && name.bytes().all(letter)
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescaped(text: &str) -> Option<String> {
    let (mut value, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        value.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                'n' => '\n',
                _ => return None,
            },
            plain => plain,
        });
    }
    Some(value)
}
