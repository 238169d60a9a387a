//! An answer as it is stored: sealed under a key of its draw, with the township and the official it is about inside. The row tells
//! neither whose it is nor when it was given.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use lianxin_domain::{ids::Ref, satisfaction::Answers};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        error::{Error, Result},
        value::Value,
    },
    keys::{Keys, random},
};

/// What the estimate needs to know of an answer, and nothing more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The township in which the household lives.
    pub township: String,
    /// Whose visit it is about; empty where none is.
    pub official: String,
    /// From which stratum of the statement the household was drawn; none in answers of before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<u32>,
    /// What was answered.
    pub answers: Answers,
}

const NONCE: usize = 24;
/// Every text is filled up to this length: the length of a ref or of a word would tell something.
const LENGTH: usize = 256;

fn cipher(keys: &Keys, draw: &Ref) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&keys.digest("draw answers", &draw.to_string()).into())
}

/// The row of an answer: its id is random, as one that counts up would tell when it was given.
pub fn row(keys: &Keys, draw: &Ref, answer: &Answer) -> Result<Vec<Value>> {
    let id = Uuid::from_bytes(random::<16>()?);
    let nonce = random::<NONCE>()?;
    let text = format!("{:<LENGTH$}", serde_json::to_string(answer)?);
    let locked = cipher(keys, draw).encrypt(&XNonce::from(nonce), text.as_bytes());
    let locked = locked.map_err(|_| Error::internal("an answer could not be sealed"))?;
    let sealed = [nonce.as_slice(), &locked].concat();
    Ok(args![&draw.county, draw.id, id, sealed].to_vec())
}

/// Opens an answer, for the estimate.
pub fn open(keys: &Keys, draw: &Ref, sealed: &[u8]) -> Result<Answer> {
    let wrong = || Error::internal("an answer does not belong here, or was damaged");
    let (nonce, locked) = sealed.split_first_chunk::<NONCE>().ok_or_else(wrong)?;
    let text = cipher(keys, draw).decrypt(&XNonce::from(*nonce), locked).map_err(|_| wrong())?;
    Ok(serde_json::from_slice(&text)?)
}
