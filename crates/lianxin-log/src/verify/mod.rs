//! Checks a whole log: every entry in order, against the stored tiles, the log's checkpoint, and older checkpoints that
//! were kept elsewhere.
//!
//! A log is sound if all of this holds, and whatever does not is a [`Finding`]:
//!
//! 1. the log signed the checkpoint, and every older one; witnesses cosigned those that were kept elsewhere;
//! 2. no older checkpoint is larger than the present one;
//! 3. the entries hash to the root of the checkpoint, and on the way there to the root of every older one;
//! 4. there is no entry more;
//! 5. the stored tiles are those of the entries.
//!
//! Each entry is hashed once; nothing but the right edge is kept in memory. Only when something is wrong does the verifier
//! keep 32 bytes an entry from there on, to say what: which entry is the first that is wrong, and whether it was edited,
//! deleted, inserted or swapped. It can say so exactly where the stored tiles still prove against a checkpoint. Where
//! entries and tiles were changed together there is no copy left to compare with, and the answer is the stretch between the
//! last checkpoint that holds and the first that does not: the more checkpoints are kept, the shorter it is.
//!
//! What nobody can find from these: entries after the last checkpoint that was kept elsewhere, rewritten by whoever has the
//! log's own key. That is what witnesses are for, and why they should be asked often.

mod diagnose;
mod finding;

pub use finding::{Finding, Kind, Which};

use crate::{
    hash::{self, Hash, Head},
    tiles::{BadTile, Edge, Tile, WIDTH, from_bytes},
    trust::Trust,
};
use diagnose::{Case, Seen};

/// Hashes of entries beyond the checkpoint that are kept to tell an insertion from an addition.
const BEYOND: usize = 4096;

/// An older checkpoint.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// One that the log signed, from its own history: it narrows down where something was changed.
    Signed(&'a [u8]),
    /// One that witnesses cosigned and that was kept elsewhere: it shows what the log can no longer deny.
    Cosigned(&'a [u8]),
}

/// What was checked, and found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The tree of the checkpoint.
    pub head: Head,
    /// Bytes of its entries.
    pub bytes: u64,
    /// Entries that no checkpoint holds yet; none unless they were allowed.
    pub unsigned: u64,
    /// Older checkpoints that the log continues.
    pub known: usize,
    /// The largest of them that witnesses cosigned: size, and when the last of the quorum did, in seconds since 1970.
    pub cosigned: Option<(u64, u64)>,
    /// Tiles compared.
    pub tiles: u64,
}

/// The check of one log, entry by entry.
pub struct Verifier<F> {
    marks: Vec<Mark>,
    passed: usize,
    current: Head,
    report: Report,
    pushed: u64,
    may_go_on: bool,
    edge: Edge,
    stored: Stored<F>,
    beyond: Vec<Hash>,
}

/// A checkpoint on the way, whether witnesses cosigned it, and whether the entries hash to it.
#[derive(Clone, Copy)]
struct Mark {
    head: Head,
    witnessed: bool,
    met: bool,
}

/// The stored tiles; after the first fault, the hashes of the entries seen since.
struct Stored<F> {
    fetch: Option<F>,
    fault: Option<(BadTile, std::ops::Range<u64>)>,
    kept_from: u64,
    kept: Vec<Hash>,
    compared: u64,
}

impl Verifier<fn(Tile) -> Option<Vec<u8>>> {
    /// A check without stored tiles: as sure, but a fault is placed between two checkpoints only.
    pub fn without_tiles(trust: &Trust, current: &[u8], known: &[Known<'_>]) -> Result<Self, Finding> {
        Verifier::start(trust, current, known, None)
    }
}

impl<F: FnMut(Tile) -> Option<Vec<u8>>> Verifier<F> {
    /// Begins with the log's present checkpoint and the older ones. `fetch` gives the bytes of stored tiles, or more of
    /// them than were asked for.
    pub fn new(trust: &Trust, current: &[u8], known: &[Known<'_>], fetch: F) -> Result<Self, Finding> {
        Verifier::start(trust, current, known, Some(fetch))
    }

    /// Lets entries follow that are in no checkpoint yet, as in a log that is being written to.
    #[must_use]
    pub fn may_go_on(mut self) -> Self {
        self.may_go_on = true;
        self
    }

    fn start(trust: &Trust, current: &[u8], known: &[Known<'_>], fetch: Option<F>) -> Result<Self, Finding> {
        let refused = |which| move |why| Finding::nowhere(Kind::BadSignature { which, why });
        let current = trust.signed(current).map_err(refused(Which::Current))?.head;
        let mark = |head, witnessed| Mark { head, witnessed, met: false };
        let (mut marks, mut cosigned) = (vec![mark(current, false)], None);
        for (at, known) in known.iter().enumerate() {
            let refused = refused(Which::Known(at));
            marks.push(match known {
                Known::Signed(note) => mark(trust.signed(note).map_err(refused)?.head, false),
                Known::Cosigned(note) => {
                    let (checkpoint, time) = trust.cosigned(note).map_err(refused)?;
                    cosigned = cosigned.max(Some((checkpoint.head.size, time)));
                    mark(checkpoint.head, true)
                }
            });
        }
        let largest = marks.iter().map(|mark| mark.head.size).max().unwrap_or_default();
        if largest > current.size {
            let kind = Kind::RolledBack { size: current.size, known: largest };
            return Err(Finding { kind, first: current.size..current.size + 1, proven: 0 });
        }
        marks.sort_by_key(|mark| (mark.head.size, mark.head.root, !mark.witnessed));
        marks.dedup_by_key(|mark| mark.head);
        let report = Report { head: current, bytes: 0, unsigned: 0, known: known.len(), cosigned, tiles: 0 };
        let stored = Stored { fetch, fault: None, kept_from: 0, kept: Vec::new(), compared: 0 };
        let mut verifier = Verifier {
            marks,
            passed: 0,
            current,
            report,
            pushed: 0,
            may_go_on: false,
            edge: Edge::new(),
            stored,
            beyond: Vec::new(),
        };
        verifier.pass();
        Ok(verifier)
    }

    /// The next entry.
    pub fn push(&mut self, entry: &[u8]) {
        let leaf = hash::leaf(entry);
        self.pushed += 1;
        if self.edge.size() == self.current.size {
            if self.beyond.len() < BEYOND {
                self.beyond.push(leaf);
            }
            return;
        }
        self.report.bytes += entry.len() as u64;
        let stored = &mut self.stored;
        if stored.fault.is_some() {
            stored.kept.push(leaf);
        }
        self.edge.push(leaf, |tile, hashes| stored.compare(tile, hashes));
        self.pass();
    }

    /// The verdict, after the last entry.
    pub fn finish(mut self) -> Result<Report, Finding> {
        let sound = self.stored.fault.is_none();
        self.edge.partial().for_each(|(tile, hashes)| self.stored.compare(tile, hashes));
        if sound {
            // Whatever is wrong was found in the last tiles, and the entries under them are still here.
            let open = self.edge.open(0);
            self.stored.kept_from = self.edge.size() - open.len() as u64;
            self.stored.kept = open.to_vec();
        }
        let agreed = self.marks.iter().take_while(|mark| mark.met).map(|mark| mark.head.size).max();
        let proven = agreed.unwrap_or_default();
        if self.marks.iter().any(|mark| !mark.met) {
            let Stored { fetch, kept_from, kept, .. } = self.stored;
            let seen = Seen::new(fetch, kept_from, kept, self.current.size, self.beyond);
            return Err(diagnose::diagnose(Case { marks: &self.marks, proven, pushed: self.pushed }, seen));
        }
        let unsigned = self.pushed - self.current.size;
        if unsigned > 0 && !self.may_go_on {
            let first = self.current.size..self.current.size + 1;
            return Err(Finding { kind: Kind::Inserted { count: unsigned }, first, proven });
        }
        match self.stored.fault {
            Some((bad, first)) => Err(Finding { kind: Kind::Tile(bad), first, proven }),
            None => Ok(Report { unsigned, tiles: self.stored.compared, ..self.report }),
        }
    }

    /// Compares with the checkpoints of the size reached.
    fn pass(&mut self) {
        while let Some(mark) = self.marks.get_mut(self.passed)
            && mark.head.size == self.edge.size()
        {
            mark.met = mark.head == self.edge.head();
            self.passed += 1;
        }
    }
}

impl<F: FnMut(Tile) -> Option<Vec<u8>>> Stored<F> {
    fn compare(&mut self, tile: Tile, hashes: &[Hash]) {
        let (None, Some(fetch)) = (&self.fault, &mut self.fetch) else { return };
        self.compared += 1;
        let bytes = fetch(tile);
        let stored = bytes.as_deref().map(|bytes| from_bytes(bytes, tile.width));
        let fault = match stored {
            None => (BadTile::Missing(tile), tile.span()),
            Some(None) => (BadTile::Torn(tile), tile.span()),
            Some(Some(stored)) => {
                let wrong = stored.iter().zip(hashes).position(|(stored, hash)| stored != hash);
                let Some(at) = wrong.and_then(|at| u64::try_from(at).ok()) else { return };
                let first = tile.span().start;
                let each = (tile.span().end - first) / u64::from(tile.width);
                (BadTile::Wrong(tile), first + at * each..first + (at + 1) * each)
            }
        };
        self.fault = Some(fault);
        if tile.level == 0 {
            self.kept_from = tile.index * WIDTH as u64;
            self.kept = hashes.to_vec();
        } else {
            self.kept_from = tile.span().end;
        }
    }
}
