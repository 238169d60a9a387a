//! The installation's keys, each a file that only its owner can read: one signs snapshots, one makes digests of identity
//! numbers and device cookies, one wraps the keys of households, one signs the log. A backup of the database holds none of
//! them.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use ed25519_dalek::SigningKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    engine::error::{Error, Result},
    log::keyring::Keyring,
};

/// The keys.
pub struct Keys {
    /// Signs snapshots (Ed25519, RFC 8032).
    pub signing: SigningKey,
    /// Signs the log's checkpoints.
    pub log: Keyring,
    digest: [u8; 32],
    seal: [u8; 32],
}

impl Keys {
    /// Reads the keys of a data directory, making them on first use.
    pub fn open(data_dir: &Path) -> Result<Keys> {
        let folder = data_dir.join("keys");
        fs::create_dir_all(&folder).map_err(Error::internal)?;
        let signing = SigningKey::from_bytes(&read_or_make(&folder.join("signing.key"))?);
        let digest = read_or_make(&folder.join("digest.key"))?;
        let log = Keyring::new(&read_or_make(&folder.join("log.key"))?)?;
        Ok(Keys { signing, log, digest, seal: read_or_make(&folder.join("seal.key"))? })
    }

    /// The log's key of a data directory, which must be there: for those who only verify.
    pub fn log_of(data_dir: &Path) -> Result<Keyring> {
        let path = data_dir.join("keys").join("log.key");
        let wrong = |why: String| Error::internal(format!("{}: {why}", path.display()));
        let bytes = fs::read(&path).map_err(|why| wrong(why.to_string()))?;
        let key: [u8; 32] = bytes.try_into().map_err(|_| wrong("not a key of 32 bytes".into()))?;
        Keyring::new(&key)
    }

    /// Wraps the keys of households; nothing else may be encrypted with it.
    pub fn wrapping(&self) -> &[u8; 32] {
        &self.seal
    }

    /// A keyed digest (HMAC-SHA-256, RFC 2104): equal texts of one purpose give equal digests, and nothing else can be learnt.
    pub fn digest(&self, purpose: &str, text: &str) -> [u8; 32] {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.digest).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn read_or_make(path: &Path) -> Result<[u8; 32]> {
    if let Ok(bytes) = fs::read(path) {
        let wrong = || Error::internal(format!("{} is not a key of 32 bytes", path.display()));
        return bytes.try_into().map_err(|_| wrong());
    }
    let key = random::<32>()?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(Error::internal)?;
    file.write_all(&key).and_then(|()| file.sync_all()).map_err(Error::internal)?;
    Ok(key)
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::internal(why.to_string()))?;
    Ok(bytes)
}
