//! What a witness decides (C2SP tlog-witness): it cosigns a log's checkpoint if that continues the last one it cosigned,
//! and refuses otherwise. It needs to remember one [`Head`] a log, and nothing of what is in the log.
//!
//! The log puts the answer under its checkpoint with [`Note::accept`].
//!
//! Whoever runs it must store the new head before the cosignature leaves the house, and let no other request of the same
//! log in between: otherwise it can be led to cosign two histories.

use std::fmt;

use crate::{
    checkpoint::decimal,
    hash::{self, Hash, Head},
    note::{Cosigner, Note, Signature},
    proof::{self, Refusal as BadProof},
    trust::{Trust, Untrusted},
};

/// The most hashes in a consistency proof.
pub const MAX_PROOF: usize = 63;

/// What a log asks of a witness: the body of `add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Size of the last checkpoint that the witness cosigned, 0 if none.
    pub old: u64,
    /// The proof that the new tree begins with the old one.
    pub proof: Vec<Hash>,
    /// The new checkpoint, signed by the log.
    pub checkpoint: Vec<u8>,
}

/// Why a witness does not cosign. The numbers are the HTTP status codes of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a request.
    Malformed,
    /// The log is not one it knows.
    UnknownLog,
    /// The log did not sign this.
    Unsigned(Untrusted),
    /// The old size is larger than the new.
    Backwards,
    /// The last checkpoint that it cosigned has this size, not the old size that was named.
    Stale {
        /// Size of the last checkpoint that it cosigned.
        cosigned: u64,
    },
    /// The log signed another root of the same size before: two histories.
    Forked {
        /// The size.
        size: u64,
    },
    /// The proof does not prove: the new tree does not begin with the old one.
    Inconsistent(BadProof),
}

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Malformed | Refusal::Backwards => 400,
            Refusal::Unsigned(_) => 403,
            Refusal::UnknownLog => 404,
            Refusal::Stale { .. } | Refusal::Forked { .. } => 409,
            Refusal::Inconsistent(_) => 422,
        }
    }

    /// The body of the answer: the size that the witness stands at, where the log can go on from it.
    pub fn body(&self) -> String {
        match self {
            Refusal::Stale { cosigned: size } | Refusal::Forked { size } => format!("{size}\n"),
            other => format!("{other}\n"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Malformed => f.write_str("this is not a request to add a checkpoint"),
            Refusal::UnknownLog => f.write_str("the log is not known here"),
            Refusal::Unsigned(why) => write!(f, "the checkpoint is not the log's: {why}"),
            Refusal::Backwards => f.write_str("the old size is larger than the new"),
            Refusal::Stale { cosigned } => write!(f, "the last checkpoint cosigned here has size {cosigned}"),
            Refusal::Forked { size } => write!(f, "another tree of size {size} was cosigned here"),
            Refusal::Inconsistent(why) => write!(f, "the new tree does not continue the old one: {why}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// A cosignature, and what the witness must have stored before it gives it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// What is now the last checkpoint that it cosigned.
    pub head: Head,
    /// The cosignature.
    pub signature: Signature,
}

/// Decides on a request.
///
/// `logs` are those that the witness serves (their witnesses and quorum do not matter here), `last` is what it stored for
/// the log of the request, by its origin, and `time` is now, in seconds since 1970.
pub fn consider(
    request: &Request,
    logs: &[Trust],
    last: impl FnOnce(&str) -> Option<Head>,
    cosigner: &Cosigner,
    time: u64,
) -> Result<Cosigned, Refusal> {
    let note = Note::parse(&request.checkpoint).map_err(|_| Refusal::Malformed)?;
    let origin = note.text().split('\n').next().unwrap_or_default();
    let log = logs.iter().find(|log| log.origin == origin).ok_or(Refusal::UnknownLog)?;
    let checkpoint = log.signed(&request.checkpoint).map_err(|why| match why {
        Untrusted::NoCheckpoint => Refusal::Malformed,
        why => Refusal::Unsigned(why),
    })?;
    let new = checkpoint.head;
    if request.old > new.size {
        return Err(Refusal::Backwards);
    }
    let old = last(origin).unwrap_or(Head::EMPTY);
    if request.old != old.size {
        return Err(Refusal::Stale { cosigned: old.size });
    }
    if old.size == new.size && old.root != new.root {
        return Err(Refusal::Forked { size: old.size });
    }
    proof::check_consistency(&old, &new, &request.proof).map_err(Refusal::Inconsistent)?;
    Ok(Cosigned { head: new, signature: cosigner.cosign(note.text(), time) })
}

impl Request {
    /// Reads a request: `old` and the size, the proof line by line, an empty line, the checkpoint.
    pub fn parse(bytes: &[u8]) -> Option<Request> {
        let end = bytes.windows(2).position(|two| two == b"\n\n")?;
        let mut lines = str::from_utf8(&bytes[..end]).ok()?.split('\n');
        let old = decimal(lines.next()?.strip_prefix("old ")?)?;
        let proof: Vec<Hash> = lines.map(hash::from_text).take(MAX_PROOF + 1).collect::<Option<_>>()?;
        let checkpoint = bytes[end + 2..].to_vec();
        (proof.len() <= MAX_PROOF).then_some(Request { old, proof, checkpoint })
    }

    /// The request as it is sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.proof {
            text += &hash::to_text(hash);
            text.push('\n');
        }
        text.push('\n');
        [text.as_bytes(), &self.checkpoint].concat()
    }
}
