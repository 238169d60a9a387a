//! The keys that sign notes: Ed25519, for plain signatures and for cosignatures with a time.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::{Signature, is_name};
use crate::hash::MAX_SIZE;

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Ed25519 over the text (C2SP signed-note, type 0x01).
    Plain = 1,
    /// Ed25519 over a header, the time and the text (C2SP tlog-cosignature, `cosignature/v1`, type 0x04).
    Cosignature = 4,
}

/// What is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadKey {
    /// The text is not `name+id+base64`, or the name is empty or has spaces or plus.
    Malformed,
    /// The id does not follow from name and key: a letter was mistyped.
    Id,
    /// Neither a plain Ed25519 key nor a cosigner's.
    Unknown,
    /// Not a point of the curve, or one that would accept forgeries.
    Weak,
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BadKey::Malformed => "a key is written name+id+base64",
            BadKey::Id => "the id of the key does not belong to it: was it copied whole?",
            BadKey::Unknown => "this sort of key is not known",
            BadKey::Weak => "this is not a sound Ed25519 key",
        })
    }
}

impl std::error::Error for BadKey {}

/// A public key with its name, written as a *vkey*: `name+id+base64(type ‖ key)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    kind: Kind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// A key from its parts.
    pub fn new(name: &str, kind: Kind, key: &[u8; 32]) -> Result<VerifierKey, BadKey> {
        if !is_name(name) {
            return Err(BadKey::Malformed);
        }
        let point = VerifyingKey::from_bytes(key).map_err(|_| BadKey::Weak)?;
        if point.is_weak() {
            return Err(BadKey::Weak);
        }
        Ok(VerifierKey { name: name.to_owned(), id: id(name, kind, key), kind, key: point })
    }

    /// Reads a vkey.
    pub fn parse(text: &str) -> Result<VerifierKey, BadKey> {
        let parts = Parts::read(text)?;
        let key = VerifierKey::new(parts.name, parts.kind, &parts.key)?;
        if key.id == parts.id { Ok(key) } else { Err(BadKey::Id) }
    }

    /// The key's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// How it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The public key itself (RFC 8032).
    pub fn bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether the signature says that it is this key's.
    pub(super) fn made(&self, signature: &Signature) -> bool {
        self.name == signature.name && self.id == signature.id
    }

    /// The time of the signature, if it is right; plain ones have none.
    pub(super) fn check(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (time, signature, message) = match self.kind {
            Kind::Plain => (None, signature, text.to_owned()),
            Kind::Cosignature => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = Some(u64::from_be_bytes(*time)).filter(|time| *time <= MAX_SIZE)?;
                (Some(time), signature, timed(time, text))
            }
        };
        let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
        self.key.verify_strict(message.as_bytes(), &signature).ok()?;
        Some(time)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.name, self.id, self.kind, self.key.as_bytes()))
    }
}

/// A log's private key.
pub struct Signer(Secret);

/// A witness's private key.
pub struct Cosigner(Secret);

struct Secret {
    public: VerifierKey,
    key: SigningKey,
}

impl Signer {
    /// A key of this name from 32 random bytes.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Signer, BadKey> {
        Secret::new(name, Kind::Plain, seed).map(Signer)
    }

    /// Reads what [`Signer::secret`] wrote, or Go's `note.GenerateKey`.
    pub fn parse(text: &str) -> Result<Signer, BadKey> {
        Secret::parse(text, Kind::Plain).map(Signer)
    }

    /// The key as text, to be kept where only its owner can read it.
    pub fn secret(&self) -> String {
        self.0.written()
    }

    /// The public key.
    pub fn verifier(&self) -> &VerifierKey {
        &self.0.public
    }

    /// Signs the text of a note.
    pub fn sign(&self, text: &str) -> Signature {
        self.0.signature(self.0.key.sign(text.as_bytes()).to_bytes().to_vec())
    }
}

impl Cosigner {
    /// A key of this name from 32 random bytes. No two cosigners may share a key: their names are not signed.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Cosigner, BadKey> {
        Secret::new(name, Kind::Cosignature, seed).map(Cosigner)
    }

    /// Reads what [`Cosigner::secret`] wrote.
    pub fn parse(text: &str) -> Result<Cosigner, BadKey> {
        Secret::parse(text, Kind::Cosignature).map(Cosigner)
    }

    /// The key as text, to be kept where only its owner can read it.
    pub fn secret(&self) -> String {
        self.0.written()
    }

    /// The public key.
    pub fn verifier(&self) -> &VerifierKey {
        &self.0.public
    }

    /// Cosigns the text of a checkpoint at a time, in seconds since 1970. Whether it may is decided by
    /// [`witness::consider`](crate::witness::consider).
    pub fn cosign(&self, text: &str, time: u64) -> Signature {
        let time = time.min(MAX_SIZE);
        let signature = self.0.key.sign(timed(time, text).as_bytes());
        self.0.signature([&time.to_be_bytes()[..], &signature.to_bytes()].concat())
    }
}

impl Secret {
    fn new(name: &str, kind: Kind, seed: &[u8; 32]) -> Result<Secret, BadKey> {
        let key = SigningKey::from_bytes(seed);
        Ok(Secret { public: VerifierKey::new(name, kind, key.verifying_key().as_bytes())?, key })
    }

    fn parse(text: &str, kind: Kind) -> Result<Secret, BadKey> {
        let parts = Parts::read(text.strip_prefix(PRIVATE).ok_or(BadKey::Malformed)?)?;
        let key = Secret::new(parts.name, kind, &parts.key)?;
        match (parts.kind == kind, key.public.id == parts.id) {
            (false, _) => Err(BadKey::Unknown),
            (_, false) => Err(BadKey::Id),
            _ => Ok(key),
        }
    }

    fn written(&self) -> String {
        PRIVATE.to_owned()
            + &written(&self.public.name, self.public.id, self.public.kind, self.key.as_bytes())
    }

    fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature { name: self.public.name.clone(), id: self.public.id, bytes }
    }
}

const PRIVATE: &str = "PRIVATE+KEY+";

/// What a cosigner signs.
fn timed(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// SHA-256(name ‖ newline ‖ type ‖ public key), the first four bytes.
fn id(name: &str, kind: Kind, key: &[u8; 32]) -> [u8; 4] {
    let hash =
        Sha256::new().chain_update(name).chain_update([b'\n', kind as u8]).chain_update(key).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn written(name: &str, id: [u8; 4], kind: Kind, key: &[u8; 32]) -> String {
    let bytes = [&[kind as u8], &key[..]].concat();
    format!("{name}+{:08x}+{}", u32::from_be_bytes(id), STANDARD.encode(bytes))
}

/// What the text of a key says.
struct Parts<'a> {
    name: &'a str,
    id: [u8; 4],
    kind: Kind,
    key: [u8; 32],
}

impl Parts<'_> {
    fn read(text: &str) -> Result<Parts<'_>, BadKey> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadKey::Malformed);
        };
        let digits = id.len() == 8 && id.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        let id = u32::from_str_radix(id, 16).ok().filter(|_| digits).ok_or(BadKey::Malformed)?;
        let bytes = STANDARD.decode(key).map_err(|_| BadKey::Malformed)?;
        let (kind, key) = bytes.split_first().ok_or(BadKey::Malformed)?;
        let kind = match kind {
            1 => Kind::Plain,
            4 => Kind::Cosignature,
            _ => return Err(BadKey::Unknown),
        };
        let key = key.try_into().map_err(|_| BadKey::Malformed)?;
        Ok(Parts { name, id: id.to_be_bytes(), kind, key })
    }
}
