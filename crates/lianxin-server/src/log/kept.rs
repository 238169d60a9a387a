//! The newest checkpoint once more, as a file beside the database: whoever puts yesterday's database in its place has to think
//! of this, too. A checkpoint that the database is behind of is kept under a name of its own, as evidence.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::engine::error::{Error, Result};

const FOLDER: &str = "log";
const NEWEST: &str = "checkpoint";
/// Drafts of this process, so that no two writers share one.
static DRAFTS: AtomicU64 = AtomicU64::new(0);

/// Stores the newest checkpoint.
pub fn keep(data_dir: &Path, note: &str) -> Result<()> {
    let folder = data_dir.join(FOLDER);
    fs::create_dir_all(&folder).map_err(Error::internal)?;
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let draft = folder.join(format!("draft-{}-{number}", std::process::id()));
    fs::write(&draft, note).and_then(|()| fs::rename(&draft, folder.join(NEWEST))).map_err(Error::internal)
}

/// The newest checkpoint that was kept.
pub fn newest(data_dir: &Path) -> Option<String> {
    fs::read_to_string(data_dir.join(FOLDER).join(NEWEST)).ok()
}

/// Puts the newest aside, where nothing overwrites it.
pub fn set_aside(data_dir: &Path, size: u64) -> Result<()> {
    let folder = data_dir.join(FOLDER);
    fs::rename(folder.join(NEWEST), folder.join(format!("lost-{size}"))).map_err(Error::internal)
}

/// All checkpoints that were kept: the newest, and those put aside.
pub fn all(data_dir: &Path) -> Vec<(String, String)> {
    let Ok(folder) = fs::read_dir(data_dir.join(FOLDER)) else { return vec![] };
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let kept = names.filter(|name| name == NEWEST || name.starts_with("lost-"));
    let read = |name: String| {
        let note = fs::read_to_string(data_dir.join(FOLDER).join(&name)).ok()?;
        Some((name, note))
    };
    kept.filter_map(read).collect()
}
