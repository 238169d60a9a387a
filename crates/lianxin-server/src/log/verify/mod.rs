//! `verify-log`: the whole log against its tiles and checkpoints, and every audit line and access event against its entry.
//!
//! Two questions are asked of every entry: does the tree that was signed hold it, and does the row still say what it says.
//! The first finds what was done to the log, the second what was done to the tables; a checkpoint that was kept elsewhere
//! finds both put back together. It only reads, as of one moment, so it can be asked while the server runs.

mod finding;
mod rows;

use std::{collections::HashMap, time::Instant};

use lianxin_log::{Head, Known, Tile, Trust, Verifier, hash};
use uuid::Uuid;

pub use finding::{Found, Verdict};

use super::{
    read::{self, NumberedEvent, NumberedLine, Stored},
    rows::{Event, Line, NEW_EVENTS, NEW_LINES, Row},
    store::{Checkpoint, Cosignature},
};
use crate::{
    args,
    engine::{
        db::{Conn, Db},
        error::Result,
    },
};
use rows::Rows;

/// Entries that are read at once.
const PAGE: i64 = 8192;
/// The log's own checkpoints that are checked on the way; they only say where something was changed.
const OWN: usize = 1000;
/// Rows without an entry that are looked at.
const WAITING: i64 = 100_000;
/// A row that stands this much after a later one was not written when it says: milliseconds.
pub const GRACE: i64 = 60 * 60_000;

/// What to verify against.
pub struct Asked {
    /// The log's key and those of witnesses, got on another way than the database.
    pub trust: Trust,
    /// Checkpoints that were kept elsewhere, with a name for each.
    pub kept: Vec<(String, Vec<u8>)>,
    /// The server was stopped in good order: every row must have its entry.
    pub strict: bool,
}

/// Verifies.
pub async fn verify(db: &Db, asked: &Asked) -> Result<Verdict> {
    let mut conn = db.read().await?;
    conn.begin_snapshot().await?;
    let verdict = within(&mut conn, asked).await;
    conn.end_snapshot().await?;
    verdict
}

/// Verifies what a connection sees, which must be one moment.
pub async fn within(conn: &mut Conn, asked: &Asked) -> Result<Verdict> {
    let begun = Instant::now();
    let mut verdict = Verdict::default();
    let notes = Notes::read(conn, asked, &mut verdict).await?;
    let tiles = tiles(conn).await?;
    let fetch = |tile: Tile| tiles.get(&(tile.level, tile.index)).cloned();
    let mut verifier = match &notes.current {
        None => None,
        Some(current) => match Verifier::new(&asked.trust, current, &notes.known(), fetch) {
            Ok(verifier) => Some(verifier),
            Err(why) => {
                verdict.log(&why);
                None
            }
        },
    };
    let mut rows = Rows::new(secrets(conn).await?);
    let (last,): (i64,) = conn.one(read::LAST_ENTRY, &[]).await?;
    let mut from = 0;
    while from <= last {
        let span = args![from, from + PAGE];
        let entries: Vec<Stored> = conn.all(read::ENTRIES, &span).await?;
        let lines: Vec<NumberedLine> = conn.all(read::LINES, &span).await?;
        let events: Vec<NumberedEvent> = conn.all(read::EVENTS, &span).await?;
        let mut of: HashMap<i64, Row> = HashMap::with_capacity(lines.len() + events.len());
        of.extend(lines.into_iter().map(|found| (found.n, Row::Line(found.line))));
        of.extend(events.into_iter().map(|found| (found.n, Row::Event(found.event))));
        for entry in &entries {
            if let Some(verifier) = &mut verifier {
                verifier.push(&entry.entry);
            }
            rows.check(entry, of.remove(&entry.n), &mut verdict);
        }
        from += PAGE;
    }
    rows.finish(&mut verdict);
    match verifier.map(Verifier::finish) {
        Some(Ok(report)) => verdict.proved(report.head, report.cosigned, report.tiles),
        Some(Err(why)) => verdict.log(&why),
        None if verdict.entries > 0 && notes.current.is_none() => verdict.without_checkpoint(),
        None => {}
    }
    unlogged(conn, &rows, asked.strict, &mut verdict).await?;
    verdict.millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(verdict)
}

/// The checkpoints: the newest one, and those that it must continue.
struct Notes {
    current: Option<Vec<u8>>,
    own: Vec<Vec<u8>>,
    cosigned: Vec<Vec<u8>>,
}

impl Notes {
    async fn read(conn: &mut Conn, asked: &Asked, verdict: &mut Verdict) -> Result<Notes> {
        let stored: Vec<Checkpoint> = conn.all(read::CHECKPOINTS, &[]).await?;
        let current = stored.last().map(|last| last.note.clone().into_bytes());
        let every = stored.len().div_ceil(OWN).max(1);
        let mut notes = Notes { current, own: vec![], cosigned: vec![] };
        notes.own = stored.iter().step_by(every).map(|own| own.note.clone().into_bytes()).collect();
        let lines: Vec<Cosignature> = conn.all(read::COSIGNATURES, &[]).await?;
        let of: HashMap<i64, &Checkpoint> = stored.iter().map(|own| (own.size, own)).collect();
        for line in &lines {
            let Some(own) = of.get(&line.size) else { continue };
            let whole = format!("{}{}\n", own.note, line.line);
            if asked.trust.cosigned(whole.as_bytes()).is_ok() {
                notes.cosigned.push(whole.into_bytes());
            }
        }
        let mut largest = Head::EMPTY;
        for (name, note) in &asked.kept {
            match asked.trust.signed(note) {
                Err(why) => verdict.unbelieved(name, &why),
                Ok(checkpoint) => {
                    largest = if checkpoint.head.size > largest.size { checkpoint.head } else { largest };
                    let seen = asked.trust.cosigned(note).is_ok();
                    if seen { &mut notes.cosigned } else { &mut notes.own }.push(note.clone());
                }
            }
        }
        verdict.checkpoints = notes.own.len() + notes.cosigned.len();
        if notes.current.is_none() && largest.size > 0 {
            verdict.rolled_back(0, largest.size);
        }
        Ok(notes)
    }

    fn known(&self) -> Vec<Known<'_>> {
        let own = self.own.iter().map(|note| Known::Signed(note));
        own.chain(self.cosigned.iter().map(|note| Known::Cosigned(note))).collect()
    }
}

async fn tiles(conn: &mut Conn) -> Result<HashMap<(u8, u64), Vec<u8>>> {
    let tiles: Vec<(i64, i64, Vec<u8>)> = conn.all(read::TILES, &[]).await?;
    let tile = |(level, place, hashes): (i64, i64, Vec<u8>)| {
        Some(((u8::try_from(level).ok()?, u64::try_from(place).ok()?), hashes))
    };
    Ok(tiles.into_iter().filter_map(tile).collect())
}

async fn secrets(conn: &mut Conn) -> Result<HashMap<Uuid, [u8; 32]>> {
    let secrets: Vec<(Uuid, Vec<u8>)> = conn.all(read::SECRETS, &[]).await?;
    Ok(secrets.into_iter().filter_map(|(id, secret)| Some((id, secret.try_into().ok()?))).collect())
}

/// Rows that have no entry: those of the last moments wait for one, older ones were put in.
async fn unlogged(conn: &mut Conn, rows: &Rows, strict: bool, verdict: &mut Verdict) -> Result<()> {
    let all = args![Uuid::nil(), WAITING];
    let lines: Vec<Line> = conn.all(NEW_LINES, &all).await?;
    let events: Vec<Event> = conn.all(NEW_EVENTS, &all).await?;
    let found = lines.into_iter().map(Row::Line).chain(events.into_iter().map(Row::Event));
    for row in found {
        let old = rows.latest().is_some_and(|latest| row.at() + GRACE < latest);
        if strict || old { verdict.inserted(&row) } else { verdict.waiting += 1 }
    }
    Ok(())
}

/// The root as text.
pub fn root(head: &Head) -> String {
    hash::to_text(&head.root)
}
