//! The log's own key and name. The key is a file beside the others; the name follows from the key, so that no two
//! installations share one.

use lianxin_log::{
    Trust,
    hash::leaf,
    note::{Signer, VerifierKey},
};

use crate::engine::error::{Error, Result};

/// Who signs the log.
pub struct Keyring {
    signer: Signer,
}

impl Keyring {
    /// From the 32 bytes of the key's file.
    pub fn new(seed: &[u8; 32]) -> Result<Keyring> {
        let bare = Signer::new("log", seed).map_err(Error::internal)?;
        let print = leaf(&bare.verifier().bytes());
        let hex: String = print[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Keyring { signer: Signer::new(&format!("lianxin/log/{hex}"), seed).map_err(Error::internal)? })
    }

    /// The private key.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The log's name, the first line of its checkpoints.
    pub fn origin(&self) -> &str {
        self.signer.verifier().name()
    }

    /// Believes this log and these witnesses.
    pub fn trust(&self, witnesses: Vec<VerifierKey>) -> Trust {
        trust(self.signer.verifier().clone(), witnesses)
    }
}

/// Believes the log of this key, and these witnesses; one cosignature is enough.
pub fn trust(log: VerifierKey, witnesses: Vec<VerifierKey>) -> Trust {
    Trust { origin: log.name().to_owned(), log: vec![log], witnesses, quorum: 1 }
}
