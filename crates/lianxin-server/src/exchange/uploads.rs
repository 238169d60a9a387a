//! Workbooks under preview, in memory only: they may hold identity numbers, which are never stored. They go back to nobody
//! but the account that sent them.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use uuid::Uuid;

/// Workbooks kept at once.
const KEPT: usize = 4;

/// The last workbooks that came in.
#[derive(Default)]
pub struct Uploads {
    kept: Mutex<Vec<(Uuid, Uuid, Bytes)>>,
}

impl Uploads {
    /// Keeps a workbook of an account; the oldest makes room.
    pub fn put(&self, import: Uuid, account: Uuid, file: Bytes) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((import, account, file));
    }

    /// The workbook that an account sent for an import, while it is kept.
    pub fn get(&self, import: Uuid, account: Uuid) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, by, _)| (*known, *by) == (import, account)).map(|(.., file)| file.clone())
    }

    /// Forgets a workbook.
    pub fn forget(&self, import: Uuid) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, ..)| *known != import);
    }
}
