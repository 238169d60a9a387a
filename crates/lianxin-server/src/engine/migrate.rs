//! Migrations: one numbered list of texts, written in SQLite's words and spelled for PostgreSQL here; each runs once, in a
//! transaction of its own, under its checksum.

use sha2::{Digest, Sha256};

use super::{
    clock::Clock,
    db::{Db, Engine},
    error::{Error, Result},
    estimates,
};
use crate::args;

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        /// Every migration in its order: name and text.
        pub const MIGRATIONS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../../migrations/", $name, ".sql")))),+];
    };
}

migrations![
    "0001_access_accounts",
    "0002_places",
    "0003_people",
    "0004_links",
    "0005_exchange_imports",
    "0006_oversight_suggestions",
    "0007_access_events",
    "0008_households",
    "0009_visits",
    "0010_oversight_burden",
    "0011_sync",
    "0012_exchange_households",
    "0013_cases",
    "0014_log",
    "0015_satisfaction",
    "0016_access_approvals",
    "0017_cases_more",
    "0018_cases_owed",
    "0019_cases_search",
    "0020_oversight_open",
    "0021_cases_complaints",
    "0022_cases_board",
    "0023_exchange_cases",
    "0024_cases_joint",
    "0025_access_grants",
    "0026_oversight_answers",
    "0027_cases_complaints",
    "0028_satisfaction_strata",
    "0029_cases_waiting",
    "0030_cases_cut",
    "0031_cases_without",
    "0032_cases_parts",
    "0033_cases_county",
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, at INTEGER NOT NULL)";
const APPLIED: &str = "SELECT name, checksum FROM migration ORDER BY name";
const RECORD: &str = "INSERT INTO migration (name, checksum, at) VALUES ($1, $2, $3)";
/// Two servers that start at once take turns (PostgreSQL; SQLite's writer is alone anyway).
const LEASE: &str = "SELECT pg_advisory_xact_lock(4919131002)";

/// Brings the schema up to date and gives the names of what was applied.
pub async fn migrate(db: &Db, clock: &Clock) -> Result<Vec<&'static str>> {
    let mut conn = db.write().await?;
    if db.engine() == Engine::Postgres {
        conn.run(LEASE, &[]).await?;
    }
    conn.run_made(spell(TABLE, db.engine()), &[]).await?;
    let applied: Vec<(String, String)> = conn.all(APPLIED, &[]).await?;
    let mut fresh = Vec::new();
    for (name, text) in MIGRATIONS {
        let checksum = checksum(text);
        match applied.iter().find(|(known, _)| known == name) {
            Some((_, known)) if *known == checksum => continue,
            Some(_) => {
                return Err(Error::internal(format!("migration {name} was changed after it was applied")));
            }
            None => {}
        }
        for statement in statements(text) {
            conn.run_made(spell(&statement, db.engine()), &[]).await?;
        }
        conn.run(RECORD, &args![*name, checksum, clock.millis()]).await?;
        fresh.push(*name);
    }
    estimates::seed(&mut conn).await?;
    conn.commit().await?;
    Ok(fresh)
}

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The single statements of a migration, without comments.
pub fn statements(text: &str) -> Vec<String> {
    let bare: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    bare.join("\n").split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

/// Spells a statement for an engine. `name ID` is a 16-byte id; on PostgreSQL text sorts by bytes as on SQLite, so that
/// a range of codes is containment.
pub fn spell(statement: &str, engine: Engine) -> String {
    let lines = statement.lines().map(|line| match engine {
        Engine::Sqlite => spell_ids(line),
        Engine::Postgres => line
            .replace(" ID", " UUID")
            .replace(" TEXT", " TEXT COLLATE \"C\"")
            .replace(" INTEGER", " BIGINT")
            .replace(" BLOB", " BYTEA")
            .replace(" STRICT, WITHOUT ROWID", "")
            .replace(" STRICT", ""),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn spell_ids(line: &str) -> String {
    let mut words = line.split_whitespace();
    match (words.next(), words.next()) {
        (Some(name), Some("ID" | "ID,")) => {
            let rest = line.trim_end_matches(',').replacen(" ID", " BLOB", 1);
            let comma = if line.ends_with(',') { "," } else { "" };
            format!("{rest} CHECK (length({name}) = 16){comma}")
        }
        _ => line.to_owned(),
    }
}
