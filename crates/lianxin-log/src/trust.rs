//! Whom one believes: the keys of one log and of its witnesses, and how many witnesses it takes.

use std::fmt;

use crate::{
    checkpoint::Checkpoint,
    note::{BadNote, Kind, Note, VerifierKey},
};

/// The keys that a reader of one log trusts, got on another way than the log itself.
#[derive(Clone, Debug)]
pub struct Trust {
    /// The first line of its checkpoints.
    pub origin: String,
    /// Keys of the log: one, or an old and a new one.
    pub log: Vec<VerifierKey>,
    /// Keys of witnesses.
    pub witnesses: Vec<VerifierKey>,
    /// How many different witnesses must have cosigned; at least one is asked for.
    pub quorum: usize,
}

/// Why a checkpoint is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// The note is none, or not signed as it must be.
    Note(BadNote),
    /// The text is no checkpoint.
    NoCheckpoint,
    /// It is the checkpoint of another log.
    Origin {
        /// Whose.
        origin: String,
    },
    /// Too few witnesses cosigned it.
    Quorum {
        /// How many did.
        found: usize,
        /// How many must.
        wanted: usize,
    },
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Untrusted::Note(why) => why.fmt(f),
            Untrusted::NoCheckpoint => f.write_str("its text is no checkpoint"),
            Untrusted::Origin { origin } => write!(f, "it belongs to another log: {origin}"),
            Untrusted::Quorum { found, wanted } => write!(f, "{found} of {wanted} witnesses cosigned it"),
        }
    }
}

impl std::error::Error for Untrusted {}

impl From<BadNote> for Untrusted {
    fn from(why: BadNote) -> Untrusted {
        Untrusted::Note(why)
    }
}

impl Trust {
    /// A checkpoint that the log signed.
    pub fn signed(&self, note: &[u8]) -> Result<Checkpoint, Untrusted> {
        self.read(&Note::parse(note)?)
    }

    /// A checkpoint that the log signed and enough witnesses cosigned, and the time of the latest of them that the quorum
    /// needs: at that time at least so many had seen it.
    pub fn cosigned(&self, note: &[u8]) -> Result<(Checkpoint, u64), Untrusted> {
        let note = Note::parse(note)?;
        let checkpoint = self.read(&note)?;
        let wanted = self.quorum.max(1);
        let verified = match note.verify(&self.witnesses) {
            Err(BadNote::Unsigned) => Vec::new(),
            found => found?,
        };
        // A witness counts once, by its key and not its name, with its earliest cosignature.
        let mut seen: Vec<([u8; 32], u64)> = Vec::new();
        for found in verified {
            let key = &self.witnesses[found.key];
            let Some(time) = found.time.filter(|_| key.kind() == Kind::Cosignature) else { continue };
            match seen.iter_mut().find(|(known, _)| *known == key.bytes()) {
                Some((_, earliest)) => *earliest = time.min(*earliest),
                None => seen.push((key.bytes(), time)),
            }
        }
        let mut times: Vec<u64> = seen.iter().map(|(_, time)| *time).collect();
        times.sort_unstable();
        let latest = times.get(wanted - 1).copied();
        latest.map(|time| (checkpoint, time)).ok_or(Untrusted::Quorum { found: times.len(), wanted })
    }

    fn read(&self, note: &Note) -> Result<Checkpoint, Untrusted> {
        // A cosignature only says what was seen; it does not make a checkpoint the log's.
        let verified = note.verify(&self.log)?;
        if !verified.iter().any(|found| self.log[found.key].kind() == Kind::Plain) {
            return Err(BadNote::Unsigned.into());
        }
        let checkpoint = Checkpoint::parse(note.text()).ok_or(Untrusted::NoCheckpoint)?;
        if checkpoint.origin != self.origin {
            return Err(Untrusted::Origin { origin: checkpoint.origin });
        }
        Ok(checkpoint)
    }
}
