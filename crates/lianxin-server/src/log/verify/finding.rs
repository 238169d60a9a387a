//! What is wrong, and the verdict on everything.

use lianxin_log::{Finding, Head, trust::Untrusted, verify::Kind};
use serde::Serialize;
use uuid::Uuid;

use super::root;
use crate::log::rows::Row;

/// Findings that are told one by one.
const TOLD: usize = 1000;

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// A word that does not change.
    pub code: String,
    /// The table it was found in: `log`, `audit` or `access_event`.
    pub table: &'static str,
    /// The entry, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// The row, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// When the row was written, in milliseconds; for an entry without its row, when it was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// What happened, in a sentence.
    pub what: String,
}

/// What was verified and what was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verdict {
    /// Everything that is wrong, up to a thousand.
    pub findings: Vec<Found>,
    /// How many there are in all.
    pub wrong: u64,
    /// Entries read.
    pub entries: u64,
    /// Entries that the signed tree holds; none when it could not be proved.
    pub size: Option<u64>,
    /// The root of the signed tree.
    pub root: Option<String>,
    /// Rows that say what their entry says.
    pub rows: u64,
    /// Entries about households that were forgotten: their purpose cannot be opened any more, the rest proves.
    pub erased: u64,
    /// Households whose forgetting stands in the log.
    pub forgotten: u64,
    /// Rows of the last moments that wait for their entry.
    pub waiting: u64,
    /// Older checkpoints that the log continues.
    pub checkpoints: usize,
    /// The largest size that a trusted witness has seen, and when, in seconds.
    pub cosigned: Option<(u64, u64)>,
    /// Tiles compared.
    pub tiles: u64,
    /// How long it took.
    pub millis: u64,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn sound(&self) -> bool {
        self.wrong == 0
    }

    /// Adds a finding.
    pub(super) fn found(&mut self, found: Found) {
        self.wrong += 1;
        if self.findings.len() < TOLD {
            self.findings.push(found);
        }
    }

    /// Something is wrong with the log itself.
    pub(super) fn log(&mut self, why: &Finding) {
        let entry = (!why.first.is_empty()).then_some(why.first.start);
        let code = why.kind.code().to_owned();
        let what = match &why.kind {
            Kind::RolledBack { size, known } => {
                return self.rolled_back(*size, *known);
            }
            _ => why.to_string(),
        };
        self.found(Found { code, table: "log", entry, row: None, at: None, what });
    }

    /// The log is older than a checkpoint that it once signed.
    pub(super) fn rolled_back(&mut self, size: u64, known: u64) {
        let what = format!("the log has {size} entries and once had {known}: an older state was restored");
        let code = "rolled-back".to_owned();
        self.found(Found { code, table: "log", entry: Some(size), row: None, at: None, what });
    }

    /// A checkpoint that was given is not the log's.
    pub(super) fn unbelieved(&mut self, name: &str, why: &Untrusted) {
        let what = format!("the checkpoint {name} is not believed: {why}");
        self.found(Found {
            code: "bad-signature".into(),
            table: "log",
            entry: None,
            row: None,
            at: None,
            what,
        });
    }

    /// There are entries and no checkpoint.
    pub(super) fn without_checkpoint(&mut self) {
        let what = "there are entries and no signed checkpoint".to_owned();
        self.found(Found {
            code: "no-checkpoint".into(),
            table: "log",
            entry: None,
            row: None,
            at: None,
            what,
        });
    }

    /// A row that has no entry and should have one.
    pub(super) fn inserted(&mut self, row: &Row) {
        let what = format!("{} of {} was put in: the log never had it", named(row), row.deed());
        let found = Found { entry: None, ..of_row("inserted", 0, row, what) };
        self.found(found);
    }

    /// The log is proved.
    pub(super) fn proved(&mut self, head: Head, cosigned: Option<(u64, u64)>, tiles: u64) {
        self.size = Some(head.size);
        self.root = Some(root(&head));
        self.cosigned = cosigned;
        self.tiles = tiles;
    }
}

/// A finding about a row that is there.
pub(super) fn of_row(code: &str, n: u64, row: &Row, what: String) -> Found {
    let (county, id) = row.key();
    Found {
        code: code.to_owned(),
        table: row.source(),
        entry: Some(n),
        row: Some(name(county, id)),
        at: Some(row.at()),
        what,
    }
}

/// A row's name.
pub(super) fn name(county: &str, id: Uuid) -> String {
    format!("{county}.{id}")
}

/// What kind of row it is.
pub(super) fn named(row: &Row) -> &'static str {
    if matches!(row, Row::Line(_)) { "an audit line" } else { "an access event" }
}
