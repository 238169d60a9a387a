//! `ARCHITECTURE.md` names exactly what exists, within 250 lines; the README shows pictures that are there.

use std::collections::BTreeSet;

use super::none;
use crate::sh::root;

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// The paths in the first column of the map: words that hold a slash or name a file, up to the first blank.
fn named(text: &str) -> BTreeSet<String> {
    let block = text
        .split("```text")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("ARCHITECTURE.md has a map");
    block.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_map_names_exactly_what_exists() {
    let text = read("ARCHITECTURE.md");
    assert!(text.lines().count() <= 250, "ARCHITECTURE.md is a map, not a book: at most 250 lines");
    let named = named(&text);
    none(
        "the map names what is not there",
        named.iter().filter(|path| !root().join(path).exists()).cloned().collect(),
    );
    let mut missing = Vec::new();
    for folder in
        ["", "crates/", "crates/lianxin-server/src/", "crates/lianxin-domain/src/", "docs/", "web/src/"]
    {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder of the repository") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.path().is_dir();
            let unseen = ["target", "node_modules", "demo", "demo-full", ".git", ".ci", ".cargo", "no-web"]
                .contains(&name.as_str());
            let path = format!("{folder}{name}{}", if is_folder { "/" } else { "" });
            let covered = named.iter().any(|known| *known == path || (!is_folder && folder.is_empty()));
            if !unseen && !covered && (is_folder || name.ends_with(".rs")) {
                missing.push(path);
            }
        }
    }
    none("the map does not name what is there", missing);
}

#[test]
fn the_readme_shows_what_is_there() {
    let text = read("README.md");
    let pictures: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let local = pictures.into_iter().filter(|link| !link.starts_with("http") && !link.starts_with('#'));
    none(
        "the README links to what is not there",
        local.filter(|link| !root().join(link).exists()).map(str::to_owned).collect(),
    );
    assert!(
        text.contains("cargo xtask demo") && text.contains("cargo xtask test"),
        "the README names the two commands"
    );
}
