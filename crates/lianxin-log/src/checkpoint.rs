//! Checkpoints: what a log was at some time, signed (C2SP tlog-checkpoint).

use std::fmt;

use crate::{
    hash::{self, Head, MAX_SIZE},
    note::{BadNote, Cosigner, Note, Signer},
};

/// The text of a checkpoint: whose log, how many entries, which root, and lines that nobody but the log understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The one name of the log.
    pub origin: String,
    /// Size and root.
    pub head: Head,
    /// Further lines, none of them empty; usually none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without further lines.
    pub fn new(origin: &str, head: Head) -> Checkpoint {
        Checkpoint { origin: origin.to_owned(), head, extensions: Vec::new() }
    }

    /// Reads the text of a note.
    pub fn parse(text: &str) -> Option<Checkpoint> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
        let size = decimal(lines.next()?).filter(|size| *size <= MAX_SIZE)?;
        let head = Head { size, root: hash::from_text(lines.next()?)? };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        let sound = (size > 0 || head == Head::EMPTY) && !extensions.iter().any(String::is_empty);
        sound.then_some(Checkpoint { origin, head, extensions })
    }

    /// Signs it for the log.
    pub fn sign(&self, signer: &Signer) -> Result<Note, BadNote> {
        let text = self.to_string();
        let mut note = Note::new(text)?;
        if Checkpoint::parse(note.text()).as_ref() != Some(self) {
            return Err(BadNote::Malformed);
        }
        note.add(signer.sign(note.text()));
        Ok(note)
    }
}

/// Adds a witness's cosignature at a time, in seconds since 1970, to a checkpoint. A witness asks
/// [`witness::consider`](crate::witness::consider) first.
pub fn cosign(note: &mut Note, cosigner: &Cosigner, time: u64) {
    note.add(cosigner.cosign(note.text(), time));
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size, hash::to_text(&self.head.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A number as it is written in checkpoints: decimal digits, no sign, no zero in front.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
