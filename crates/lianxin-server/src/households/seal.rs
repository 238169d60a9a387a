//! Sealing facts: each household has a key of its own, wrapped by the installation's; with the key's row gone, what it sealed
//! is noise. XChaCha20-Poly1305 (Arciszewski, draft-irtf-cfrg-xchacha) with random nonces of 192 bits.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use lianxin_domain::{households::FactClass, places::PlaceCode};
use uuid::Uuid;

use crate::{
    engine::error::{Error, Result},
    keys::{Keys, random},
};

const NONCE: usize = 24;

/// A household's key, in memory only.
pub struct HouseholdKey {
    cipher: XChaCha20Poly1305,
    /// `county|household`, part of what every ciphertext is bound to.
    of: String,
}

impl HouseholdKey {
    /// A fresh key and its wrapped form for `household_key`.
    pub fn fresh(keys: &Keys, county: &PlaceCode, household: Uuid) -> Result<(HouseholdKey, Vec<u8>)> {
        let (key, of) = (random::<32>()?, of(county, household));
        let wrapped = lock(&cipher(keys.wrapping()), &format!("key|{of}"), &key)?;
        Ok((HouseholdKey { cipher: cipher(&key), of }, wrapped))
    }

    /// The key that was wrapped for this household; another household's is refused.
    pub fn unwrap(keys: &Keys, county: &PlaceCode, household: Uuid, wrapped: &[u8]) -> Result<HouseholdKey> {
        let of = of(county, household);
        let key = unlock(&cipher(keys.wrapping()), &format!("key|{of}"), wrapped)?;
        let key: [u8; 32] = key.try_into().map_err(|_| Error::internal("a wrapped key of another length"))?;
        Ok(HouseholdKey { cipher: cipher(&key), of })
    }

    /// Seals a fact's text; only the same household, class and id can open it.
    pub fn seal(&self, class: FactClass, id: Uuid, text: &str) -> Result<Vec<u8>> {
        self.seal_as(class.word(), id, text)
    }

    /// Opens a fact.
    pub fn open(&self, class: FactClass, id: Uuid, sealed: &[u8]) -> Result<String> {
        self.open_as(class.word(), id, sealed)
    }

    /// Seals another text about the household under a word that says what it is.
    pub fn seal_as(&self, what: &str, id: Uuid, text: &str) -> Result<Vec<u8>> {
        lock(&self.cipher, &self.bound(what, id), text.as_bytes())
    }

    /// Opens what [`HouseholdKey::seal_as`] sealed.
    pub fn open_as(&self, what: &str, id: Uuid, sealed: &[u8]) -> Result<String> {
        String::from_utf8(unlock(&self.cipher, &self.bound(what, id), sealed)?).map_err(Error::internal)
    }

    /// Seals bytes about the household under a word that says what they are.
    pub fn seal_bytes(&self, what: &str, id: Uuid, bytes: &[u8]) -> Result<Vec<u8>> {
        lock(&self.cipher, &self.bound(what, id), bytes)
    }

    /// Opens what [`HouseholdKey::seal_bytes`] sealed.
    pub fn open_bytes(&self, what: &str, id: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        unlock(&self.cipher, &self.bound(what, id), sealed)
    }

    fn bound(&self, what: &str, id: Uuid) -> String {
        format!("{}|{what}|{id}", self.of)
    }
}

fn of(county: &PlaceCode, household: Uuid) -> String {
    format!("{county}|{household}")
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// Nonce, then ciphertext with its tag.
fn lock(cipher: &XChaCha20Poly1305, bound: &str, text: &[u8]) -> Result<Vec<u8>> {
    let nonce = random::<NONCE>()?;
    let locked = cipher.encrypt(&XNonce::from(nonce), Payload { msg: text, aad: bound.as_bytes() });
    let locked = locked.map_err(|_| Error::internal("a text could not be sealed"))?;
    Ok([nonce.as_slice(), &locked].concat())
}

fn unlock(cipher: &XChaCha20Poly1305, bound: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let wrong = || Error::internal("a sealed text does not belong here, or was damaged");
    let (nonce, locked) = sealed.split_first_chunk::<NONCE>().ok_or_else(wrong)?;
    let opened = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: locked, aad: bound.as_bytes() });
    opened.map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(name: &str) -> Keys {
        let folder = std::env::temp_dir().join(format!("lianxin-seal-{}-{name}", std::process::id()));
        let keys = Keys::open(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        keys
    }

    #[test]
    fn a_fact_opens_only_where_it_belongs() {
        let keys = keys("belongs");
        let county: PlaceCode = "370811".parse().unwrap();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (key, wrapped) = HouseholdKey::fresh(&keys, &county, a).unwrap();
        let (other, other_wrapped) = HouseholdKey::fresh(&keys, &county, b).unwrap();
        let sealed = key.seal(FactClass::Health, a, "肝硬化").unwrap();
        assert_ne!(sealed, key.seal(FactClass::Health, a, "肝硬化").unwrap(), "never twice the same bytes");
        let again = HouseholdKey::unwrap(&keys, &county, a, &wrapped).unwrap();
        assert_eq!(again.open(FactClass::Health, a, &sealed).unwrap(), "肝硬化");
        assert!(again.open(FactClass::Money, a, &sealed).is_err(), "another class");
        assert!(again.open(FactClass::Health, b, &sealed).is_err(), "another fact");
        assert!(other.open(FactClass::Health, a, &sealed).is_err(), "another household");
        assert!(HouseholdKey::unwrap(&keys, &county, a, &other_wrapped).is_err(), "a swapped key");
        assert!(HouseholdKey::unwrap(&self::keys("another"), &county, a, &wrapped).is_err(), "another house");
        for n in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[n] ^= 1;
            assert!(key.open(FactClass::Health, a, &bent).is_err(), "byte {n}");
            assert!(key.open(FactClass::Health, a, &sealed[..n]).is_err(), "cut at {n}");
        }
    }
}
