//! Each table has one writing area, which says so in its `mod.rs`.

use std::collections::BTreeMap;

use super::{none, sources};

/// Table to area, from the `Owns …` lines.
fn owners() -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for source in sources(&["mod.rs"]) {
        let Some(rest) = source.path.strip_prefix("crates/lianxin-server/src/") else { continue };
        let area = rest.split('/').next().unwrap_or_default().to_owned();
        let docs: String =
            source.text.lines().take_while(|l| l.starts_with("//!")).collect::<Vec<_>>().join(" ");
        let Some(owned) = docs.split("Owns ").nth(1) else { continue };
        for table in owned.split('.').next().unwrap_or_default().split('`').skip(1).step_by(2) {
            let before = owners.insert(table.to_owned(), area.clone());
            assert!(before.is_none(), "{table} is owned twice: by {area} and {before:?}");
        }
    }
    owners
}

#[test]
fn every_table_has_an_owner_and_no_other_writes_it() {
    let owners = owners();
    let mut findings = Vec::new();
    let migrations: Vec<_> =
        sources(&[".sql"]).into_iter().filter(|s| s.path.starts_with("migrations/")).collect();
    let gone = |table: &str| migrations.iter().any(|s| s.text.contains(&format!("DROP TABLE {table};")));
    for source in &migrations {
        for line in source.text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")) {
            let table = line.split_whitespace().next().unwrap_or_default();
            if !owners.contains_key(table) && !gone(table) {
                findings.push(format!("{}: nobody owns {table}", source.path));
            }
        }
    }
    for source in sources(&[".rs"]) {
        let Some(rest) = source.path.strip_prefix("crates/lianxin-server/src/") else { continue };
        let area = rest.split('/').next().unwrap_or_default();
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM ", "table: \""] {
            for found in source.text.split(verb).skip(1) {
                let table: String =
                    found.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let owner = owners.get(&table);
                let shared = area == "engine" || area == "app.rs";
                if owner.is_some_and(|owner| owner != area) && !shared {
                    findings.push(format!(
                        "{} writes {table}, which {} owns",
                        source.path,
                        owner.map_or("", String::as_str)
                    ));
                }
            }
        }
    }
    none("writes touch own tables only: call the owner's store", findings);
}
