//! The keys of the tests.

use lianxin_log::{
    Trust,
    note::{Cosigner, Signer},
};

pub const ORIGIN: &str = "example.org/log";

pub fn log() -> Signer {
    Signer::new(ORIGIN, &[1; 32]).unwrap()
}

pub fn witness() -> Cosigner {
    Cosigner::new("witness.example.org", &[2; 32]).unwrap()
}

pub fn other_witness() -> Cosigner {
    Cosigner::new("other.example.org", &[3; 32]).unwrap()
}

pub fn impostor() -> Signer {
    Signer::new(ORIGIN, &[4; 32]).unwrap()
}

pub fn trust() -> Trust {
    Trust {
        origin: ORIGIN.to_owned(),
        log: vec![log().verifier().clone()],
        witnesses: vec![witness().verifier().clone(), other_witness().verifier().clone()],
        quorum: 1,
    }
}
