//! Files and functions of a readable size, each file saying what it is, no words that do not belong.

use super::{none, sources};

#[test]
fn every_rust_file_says_what_it_is() {
    let silent = sources(&[".rs"]).into_iter().filter(|source| !source.text.starts_with("//!"));
    none(
        "a reader must know a file's purpose from its first line: begin it with `//!`",
        silent.map(|s| s.path).collect(),
    );
}

#[test]
fn no_file_is_longer_than_six_hundred_lines() {
    let long = sources(&[".rs", ".vue", ".ts", ".css"]).into_iter().filter(|s| !s.path.contains("schema.ts"));
    let long = long.map(|s| (s.text.lines().count(), s.path)).filter(|(lines, _)| *lines > 600);
    none(
        "nobody reads a long file: split it by what its parts are",
        long.map(|(n, path)| format!("{path}: {n}")).collect(),
    );
}

/// Long for a reason: what stands there is data in the shape of a function.
const DATA: &[(&str, &str)] = &[
    ("crates/lianxin-domain/src/people/text.rs", "a table of characters"),
    ("crates/lianxin-sheets/examples/fixtures/rosters.rs", "the rows of the fixtures"),
    ("crates/lianxin-domain/tests/links/city.rs", "a whole city"),
];

#[test]
fn no_function_is_longer_than_seventy_lines() {
    let mut findings = Vec::new();
    let data = |path: &str| DATA.iter().any(|(known, _)| *known == path);
    for source in sources(&[".rs"]).into_iter().filter(|source| !data(&source.path)) {
        let lines: Vec<&str> = source.text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let starts = [
                "fn ",
                "pub fn ",
                "async fn ",
                "pub async fn ",
                "pub(crate) fn ",
                "pub(super) fn ",
                "const fn ",
            ];
            if !starts.iter().any(|start| line.trim_start().starts_with(start))
                || line.trim_end().ends_with(';')
            {
                continue;
            }
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[n..].iter().position(|line| *line == end).unwrap_or(0);
            if length > 70 {
                findings.push(format!("{}:{}: {length} lines", source.path, n + 1));
            }
        }
    }
    none("a function does one thing that fits a screen", findings);
}

#[test]
fn nothing_is_left_to_do_without_an_issue() {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["X", "XX"].concat()];
    let mut findings = Vec::new();
    for source in sources(&[".rs", ".ts", ".vue", ".sql", ".md", ".mjs"]) {
        for (n, line) in source.text.lines().enumerate() {
            let marked = marks.iter().any(|mark| line.contains(mark.as_str()));
            if marked && !line.contains("issue") {
                findings.push(format!("{}:{}", source.path, n + 1));
            }
        }
    }
    none("what is left to do is an issue, not a comment", findings);
}

#[test]
fn the_solver_and_the_log_know_nothing_of_the_product() {
    let words = ["official", "village", "township", "county", "cadre", "lianxin_domain"];
    let mut findings = Vec::new();
    let apart = |path: &str| {
        path.starts_with("crates/lianxin-flow/src") || path.starts_with("crates/lianxin-log/src")
    };
    for source in sources(&[".rs"]).into_iter().filter(|s| apart(&s.path)) {
        let lower = source.text.to_lowercase();
        findings.extend(
            words.iter().filter(|word| lower.contains(**word)).map(|word| format!("{}: {word}", source.path)),
        );
    }
    none("lianxin-flow and lianxin-log are for anyone who links many to few, or keeps a log", findings);
}

#[test]
fn the_domain_is_pure() {
    let words = ["std::fs", "std::net", "std::time", "tokio", "sqlx", "async fn", "println!", "std::env"];
    let mut findings = Vec::new();
    let crates = ["crates/lianxin-domain/src/", "crates/lianxin-flow/src/", "crates/lianxin-log/src/"];
    let pure = |path: &str| crates.iter().any(|known| path.starts_with(known));
    let program =
        |path: &str| path.ends_with("lianxin-flow/src/main.rs") || path.contains("lianxin-flow/src/command/");
    for source in sources(&[".rs"]).into_iter().filter(|s| pure(&s.path) && !program(&s.path)) {
        findings.extend(
            words
                .iter()
                .filter(|word| source.text.contains(**word))
                .map(|word| format!("{}: {word}", source.path)),
        );
    }
    none("what can be decided from arguments alone has no clock, randomness, I/O or async", findings);
}

#[test]
fn no_text_names_a_machine_or_a_registry() {
    let mut findings = Vec::new();
    for source in sources(&[".rs", ".md", ".ts", ".json", ".toml", ".mjs", ".vue", ".lock", ".yml"]) {
        let foreign =
            source.text.lines().enumerate().filter(|(_, line)| line.contains("\"resolved\": \"http"));
        findings.extend(foreign.map(|(n, _)| format!("{}:{}", source.path, n + 1)));
    }
    none("a lock file must work with any registry", findings);
}
