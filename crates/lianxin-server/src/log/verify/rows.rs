//! The rows against their entries.

use std::collections::{HashMap, HashSet};

use lianxin_log::commitment::{Entry, Field};
use uuid::Uuid;

use super::{
    GRACE,
    finding::{Found, Verdict, name, named, of_row},
};
use crate::log::{
    read::Stored,
    rows::{BEGIN, Row},
};

/// Edited rows among which swapped ones are looked for.
const PAIRS: usize = 400;

/// What has been read so far.
pub struct Rows {
    secrets: HashMap<Uuid, [u8; 32]>,
    /// The latest time of a row so far, in milliseconds; none is later than when it was logged.
    latest: Option<i64>,
    /// Households whose forgetting is an entry.
    forgotten: HashSet<String>,
    /// Entries whose purpose cannot be opened, with their household.
    closed: Vec<(u64, String, Row)>,
    edited: Vec<(u64, Row, Entry, Option<[u8; 32]>)>,
}

impl Rows {
    /// Nothing yet.
    pub fn new(secrets: HashMap<Uuid, [u8; 32]>) -> Rows {
        Rows { secrets, latest: None, forgotten: HashSet::new(), closed: vec![], edited: vec![] }
    }

    /// The latest time of a row that has an entry, in milliseconds.
    pub fn latest(&self) -> Option<i64> {
        self.latest
    }

    /// Compares one entry with its row.
    pub fn check(&mut self, stored: &Stored, row: Option<Row>, verdict: &mut Verdict) {
        verdict.entries += 1;
        let n = u64::try_from(stored.n).unwrap_or_default();
        let entry = Entry::parse(&stored.entry);
        let logged = entry.as_ref().and_then(logged);
        if entry.as_ref().is_some_and(|entry| entry.kind() == BEGIN) && n == 0 {
            return;
        }
        let Some(row) = row else { return verdict.found(deleted(stored, n, logged)) };
        let Some(entry) = entry.filter(|entry| entry.kind() == row.kind()) else {
            let what = "the entry is not one of this kind of row".to_owned();
            return verdict.found(of_row("entry", n, &row, what));
        };
        let secret = stored.secret.and_then(|id| self.secrets.get(&id)).copied();
        let Some(secret) = secret else {
            let what = format!("the secret of {} is gone, and nothing says why", named(&row));
            return verdict.found(of_row("secret-missing", n, &row, what));
        };
        if !sealed(&entry, "row", &row.commitment(&secret)) {
            self.edited.push((n, row, entry, Some(secret)));
            return;
        }
        if !self.purpose(n, stored, &row, &entry) {
            self.edited.push((n, row, entry, None));
            return;
        }
        if let Some(household) = row.forgets() {
            self.forgotten.insert(household.to_owned());
        }
        let before = self.latest;
        self.latest = before.max(logged.map(|logged| row.at().min(logged)));
        if before.is_some_and(|before| row.at() + GRACE < before) {
            let what =
                format!("{} of {} stands after much later ones: it was put in", named(&row), row.deed());
            return verdict.found(of_row("backdated", n, &row, what));
        }
        verdict.rows += 1;
    }

    /// Whether the purpose is what the entry says, or can rightly not be opened any more.
    fn purpose(&mut self, n: u64, stored: &Stored, row: &Row, entry: &Entry) -> bool {
        let Some(household) = row.household() else { return entry.field("purpose").is_none() };
        let Some(about) = stored.about else { return false };
        match self.secrets.get(&about) {
            Some(secret) => sealed(entry, "purpose", &row.purpose(secret)),
            None => {
                let whose = format!("{}.{household}", stored.county);
                self.closed.push((n, whose, row.clone()));
                matches!(entry.field("purpose"), Some(Field::Sealed(_)))
            }
        }
    }

    /// Tells what only the whole shows: swapped rows, and purposes that are closed without a reason.
    pub fn finish(&mut self, verdict: &mut Verdict) {
        verdict.forgotten = self.forgotten.len() as u64;
        for (n, household, row) in std::mem::take(&mut self.closed) {
            let blank = matches!(&row, Row::Event(event) if event.purpose.is_empty());
            if self.forgotten.contains(&household) && blank {
                verdict.erased += 1;
            } else {
                verdict.rows = verdict.rows.saturating_sub(1);
                let what = format!(
                    "the purpose of {} of {} cannot be opened, and the log has no erasure of household {household}",
                    named(&row),
                    row.deed()
                );
                verdict.found(of_row("secret-missing", n, &row, what));
            }
        }
        let edited = std::mem::take(&mut self.edited);
        let swapped = swaps(&edited);
        for (n, row, ..) in &edited {
            let (county, id) = row.key();
            let found = match swapped.get(n) {
                Some(other) if other < n => continue,
                Some(other) => {
                    let what = format!("{} was swapped with the one of entry {other}", named(row));
                    of_row("swapped", *n, row, what)
                }
                None => {
                    let what = format!("{} of {} was edited: {}", named(row), row.deed(), name(county, id));
                    of_row("edited", *n, row, what)
                }
            };
            verdict.found(found);
        }
    }
}

fn deleted(stored: &Stored, n: u64, logged: Option<i64>) -> Found {
    let access = stored.source == "access_event";
    let kind = if access { "an access event" } else { "an audit line" };
    Found {
        code: "deleted".into(),
        table: if access { "access_event" } else { "audit" },
        entry: Some(n),
        row: Some(name(&stored.county, stored.id)),
        at: logged,
        what: format!("{kind} was deleted"),
    }
}

/// Pairs of rows that say what the other's entry says.
fn swaps(edited: &[(u64, Row, Entry, Option<[u8; 32]>)]) -> HashMap<u64, u64> {
    let mut swapped = HashMap::new();
    if edited.len() > PAIRS {
        return swapped;
    }
    let fits = |(_, row, _, _): &(u64, Row, Entry, Option<[u8; 32]>),
                (_, other, entry, secret): &(u64, Row, Entry, Option<[u8; 32]>)| {
        let (county, id) = other.key();
        let moved = row.renamed(county, id);
        secret.is_some_and(|secret| sealed(entry, "row", &moved.commitment(&secret)))
    };
    for (at, one) in edited.iter().enumerate() {
        for other in &edited[at + 1..] {
            if one.1.source() == other.1.source() && fits(one, other) && fits(other, one) {
                swapped.insert(one.0, other.0);
                swapped.insert(other.0, one.0);
            }
        }
    }
    swapped
}

fn sealed(entry: &Entry, field: &str, commitment: &[u8; 32]) -> bool {
    matches!(entry.field(field), Some(Field::Sealed(known)) if known == commitment)
}

fn logged(entry: &Entry) -> Option<i64> {
    let Some(Field::Clear(seconds)) = entry.field("at") else { return None };
    seconds.parse::<i64>().ok()?.checked_mul(1000)
}
