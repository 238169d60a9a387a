//! Workbooks under preview, in memory only: they may hold identity numbers, which are never stored.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use uuid::Uuid;

/// Workbooks kept at once.
const KEPT: usize = 4;

/// The last workbooks that came in.
#[derive(Default)]
pub struct Uploads {
    kept: Mutex<Vec<(Uuid, Bytes)>>,
}

impl Uploads {
    /// Keeps a workbook; the oldest makes room.
    pub fn put(&self, import: Uuid, file: Bytes) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((import, file));
    }

    /// The workbook of an import, while it is kept.
    pub fn get(&self, import: Uuid) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| *known == import).map(|(_, file)| file.clone())
    }

    /// Forgets a workbook.
    pub fn forget(&self, import: Uuid) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != import);
    }
}
