//! Rules of the house that a machine can check, each with its reason in the message.

mod areas;
mod map;
mod sql;
mod text;

use std::{fs, path::PathBuf};

use crate::sh::root;

/// A file of the repository: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

/// Folders that hold nothing of ours.
const FOREIGN: &[&str] = &["target", "node_modules", "dist", ".git", "demo", "shots", "no-web"];

/// All text files with one of these endings.
fn sources(endings: &[&str]) -> Vec<Source> {
    let (mut found, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path: PathBuf = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !FOREIGN.contains(&name.as_str()) {
                folders.push(path);
            } else if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
                let short = path.strip_prefix(root()).expect("below the root").display().to_string();
                if let Ok(text) = fs::read_to_string(&path) {
                    found.push(Source { path: short, text });
                }
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Fails with every finding at once.
#[track_caller]
fn none(reason: &str, findings: Vec<String>) {
    assert!(findings.is_empty(), "{reason}\n  {}", findings.join("\n  "));
}
