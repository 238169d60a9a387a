//! The same areas in all trees, and none that uses a later one.

use std::collections::BTreeSet;

use super::{none, sources};
use crate::sh::root;

/// The areas in the order of dependency: one may use only those before it.
const AREAS: &[&str] = &[
    "places",
    "access",
    "log",
    "people",
    "links",
    "households",
    "visits",
    "cases",
    "satisfaction",
    "oversight",
    "exchange",
    "sync",
];
/// Folders and files that are no area.
const NO_AREA: &[&str] = &["engine", "lib", "app", "keys", "server", "day", "ids", "words"];

fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder of the repository");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    entries.map(name).filter(|name| !NO_AREA.contains(&name.as_str())).collect()
}

#[test]
fn every_tree_has_the_same_areas() {
    let known: BTreeSet<String> = AREAS.iter().map(|area| (*area).to_owned()).collect();
    assert_eq!(names_in("crates/lianxin-server/src"), known, "the server's rooms are the areas");
    for tree in ["crates/lianxin-domain/src", "web/src/areas"] {
        let strange: Vec<String> = names_in(tree).difference(&known).cloned().collect();
        none(&format!("{tree} has a room that the server has not"), strange);
    }
}

#[test]
fn no_area_uses_a_later_one() {
    let mut findings = Vec::new();
    for source in sources(&[".rs"]) {
        for tree in ["crates/lianxin-server/src/", "crates/lianxin-domain/src/"] {
            let Some(rest) = source.path.strip_prefix(tree) else { continue };
            let own = rest.split('/').next().unwrap_or_default();
            let Some(place) = AREAS.iter().position(|area| *area == own) else { continue };
            for later in &AREAS[place + 1..] {
                // In a nested `use`, `sync::` is the standard library's.
                let nested = if *later == "sync" { "crate::{sync".into() } else { format!("    {later}::") };
                let uses = [format!("crate::{later}"), nested];
                for (n, line) in source.text.lines().enumerate() {
                    if uses.iter().any(|word| line.contains(word.as_str()))
                        && !(own == "places" && *later == "access")
                    {
                        findings.push(format!("{}:{} uses {later}", source.path, n + 1));
                    }
                }
            }
        }
    }
    none("an area may use only areas before it; anything else goes by id", findings);
}
