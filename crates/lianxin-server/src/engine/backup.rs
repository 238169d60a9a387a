//! Backup and restore: one compressed file of lines that either engine can write and either can read. Its last 64 characters are
//! the digest of all bytes before, so that a damaged or cut file is refused whole.

use std::io::{BufRead, BufReader, Write};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    clock::Clock,
    db::{Conn, Db, Insert},
    error::{Error, Result, codes},
    migrate::{MIGRATIONS, statements},
    value::Value,
};

const FORMAT: &str = "lianxin-backup 1";
const ROWS_AT_ONCE: usize = 2000;

/// What a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Tables with rows.
    pub tables: usize,
    /// Rows.
    pub rows: usize,
}

/// A column as the migrations declare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Text,
    Int,
    Bytes,
}

struct Table {
    name: &'static str,
    columns: Vec<(&'static str, Kind)>,
    key: String,
}

/// The tables in the order of their making, read from the migrations, so that a new table cannot be forgotten.
fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (_, text) in MIGRATIONS {
        for statement in statements(text) {
            let statement: &'static str = Box::leak(statement.into_boxed_str());
            if statement.starts_with("CREATE TABLE") {
                let made = table(statement);
                // A table that is made again takes the place of its older self.
                match tables.iter().position(|known| known.name == made.name) {
                    Some(at) => tables[at] = made,
                    None => tables.push(made),
                }
            } else if let Some(name) = statement.strip_prefix("DROP TABLE ") {
                tables.retain(|known| known.name != name);
            } else if let Some((name, change)) = altered(statement) {
                let known = tables.iter_mut().find(|table| table.name == name);
                known.expect("a table that is altered was made before").alter(change);
            }
        }
    }
    tables
}

enum Change {
    Added(&'static str, Kind),
    Renamed(&'static str, &'static str),
}

impl Table {
    fn alter(&mut self, change: Change) {
        match change {
            Change::Added(column, kind) => self.columns.push((column, kind)),
            Change::Renamed(from, to) => {
                self.columns.iter_mut().filter(|(name, _)| *name == from).for_each(|(name, _)| *name = to);
                let own = |part: &str| if part == from { to } else { part }.to_owned();
                self.key = self.key.split(", ").map(own).collect::<Vec<_>>().join(", ");
            }
        }
    }
}

/// `ALTER TABLE name ADD COLUMN column KIND …` or `ALTER TABLE name RENAME COLUMN column TO other`: the table and what becomes of it.
fn altered(statement: &'static str) -> Option<(&'static str, Change)> {
    let words: Vec<&'static str> = statement.strip_prefix("ALTER TABLE ")?.split_whitespace().collect();
    match words.as_slice() {
        [table, "ADD", "COLUMN", column, word, ..] => Some((table, Change::Added(column, kind(word)?))),
        [table, "RENAME", "COLUMN", from, "TO", to] => Some((table, Change::Renamed(from, to))),
        _ => None,
    }
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word.trim_end_matches(',') {
        "ID" => Kind::Id,
        "TEXT" => Kind::Text,
        "INTEGER" => Kind::Int,
        "BLOB" => Kind::Bytes,
        _ => return None,
    })
}

fn table(statement: &'static str) -> Table {
    let name = statement.split_whitespace().nth(2).unwrap_or_default();
    let mut columns = Vec::new();
    for line in statement.lines().skip(1).map(str::trim) {
        let mut words = line.split_whitespace();
        let (Some(column), Some(word)) = (words.next(), words.next()) else { continue };
        if let Some(kind) = kind(word) {
            columns.push((column, kind));
        }
    }
    let key =
        statement.split("PRIMARY KEY (").nth(1).and_then(|rest| rest.split(')').next()).unwrap_or_default();
    Table { name, columns, key: key.to_owned() }
}

/// Writes everything as of one moment.
pub async fn write(
    db: &Db,
    clock: &Clock,
    out: impl Write,
    mut told: impl FnMut(&str, usize),
) -> Result<Contents> {
    let mut sealed = GzEncoder::new(Hashed { digest: Sha256::new(), out }, Compression::fast());
    let mut line = |value: &Json| writeln!(sealed, "{value}").map_err(Error::internal);
    line(&json!({"format": FORMAT, "at": clock.millis(), "program": env!("CARGO_PKG_VERSION")}))?;
    let mut conn = db.read().await?;
    conn.begin_snapshot().await?;
    let mut contents = Contents::default();
    for table in tables() {
        line(
            &json!({"table": table.name, "columns": table.columns.iter().map(|(c, _)| *c).collect::<Vec<_>>()}),
        )?;
        let mut offset = 0;
        loop {
            let rows = page(&mut conn, &table, offset).await?;
            for row in &rows {
                line(row)?;
            }
            offset += rows.len();
            told(table.name, offset);
            if rows.len() < ROWS_AT_ONCE {
                break;
            }
        }
        contents.rows += offset;
        contents.tables += usize::from(offset > 0);
    }
    conn.end_snapshot().await?;
    line(&json!({"rows": contents.rows}))?;
    let mut hashed = sealed.finish().map_err(Error::internal)?;
    let digest = hex(hashed.digest);
    hashed.out.write_all(digest.as_bytes()).and_then(|()| hashed.out.flush()).map_err(Error::internal)?;
    Ok(contents)
}

fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Digests what goes through.
struct Hashed<W: Write> {
    digest: Sha256,
    out: W,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

async fn page(conn: &mut Conn, table: &Table, offset: usize) -> Result<Vec<Json>> {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let sql = format!(
        "SELECT {} FROM {} ORDER BY {} LIMIT {ROWS_AT_ONCE} OFFSET {offset}",
        columns.join(", "),
        table.name,
        table.key
    );
    let kinds: Vec<char> = table.columns.iter().map(|(_, kind)| letter(*kind)).collect();
    let rows = conn.dump(sql, &kinds).await?;
    Ok(rows.into_iter().map(|row| Json::Array(row.into_iter().map(to_json).collect())).collect())
}

fn letter(kind: Kind) -> char {
    match kind {
        Kind::Id => 'u',
        Kind::Text => 't',
        Kind::Int => 'i',
        Kind::Bytes => 'b',
    }
}

fn to_json(value: Value) -> Json {
    match value {
        Value::Int(x) => json!(x),
        Value::Text(x) => json!(x),
        Value::Id(x) => x.map_or(Json::Null, |id| json!(id.to_string())),
        Value::Bytes(x) => json!(STANDARD.encode(x)),
    }
}

fn from_json(value: &Json, kind: Kind) -> Option<Value> {
    Some(match kind {
        Kind::Int => Value::Int(value.as_i64()?),
        Kind::Text => Value::Text(value.as_str()?.to_owned()),
        Kind::Id if value.is_null() => Value::Id(None),
        Kind::Id => Value::Id(Some(Uuid::try_parse(value.as_str()?).ok()?)),
        Kind::Bytes => Value::Bytes(STANDARD.decode(value.as_str()?).ok()?),
    })
}

fn bad(why: impl ToString) -> Error {
    Error::refused(codes::BAD_FILE).with("why", why)
}

/// Checks a backup without storing anything.
pub fn check(file: &[u8]) -> Result<Contents> {
    read(file, |_, _| Ok(()))
}

/// The compressed lines, when the digest at the end is theirs.
fn unsealed(file: &[u8]) -> Result<&[u8]> {
    let at = file.len().checked_sub(64).ok_or_else(|| bad("this is not a backup of Lianxin"))?;
    let (lines, seal) = file.split_at(at);
    let mut digest = Sha256::new();
    digest.update(lines);
    if hex(digest).as_bytes() == seal {
        Ok(lines)
    } else {
        Err(bad("the file is damaged or cut: its digest differs"))
    }
}

fn read(file: &[u8], mut each: impl FnMut(&Table, &Json) -> Result<()>) -> Result<Contents> {
    let mut lines = BufReader::new(GzDecoder::new(unsealed(file)?));
    let (mut line, mut contents) = (String::new(), Contents::default());
    let known = tables();
    let mut current: Option<&Table> = None;
    let (mut first, mut fresh) = (true, false);
    loop {
        line.clear();
        lines.read_line(&mut line).map_err(|why| bad(format!("the file is damaged: {why}")))?;
        let value: Json =
            serde_json::from_str(&line).map_err(|_| bad("the file is damaged: a line is not JSON"))?;
        if std::mem::take(&mut first) && value["format"] != FORMAT {
            return Err(bad("this is not a backup of Lianxin"));
        }
        if let Some(rows) = value["rows"].as_u64() {
            let whole = rows == contents.rows as u64;
            return if whole { Ok(contents) } else { Err(bad("the file is damaged: rows are missing")) };
        }
        if let Some(name) = value["table"].as_str() {
            current = known.iter().find(|table| table.name == name);
            let columns: Option<Vec<&str>> =
                current.map(|table| table.columns.iter().map(|(c, _)| *c).collect());
            if columns.is_none_or(|columns| json!(columns) != value["columns"]) {
                return Err(bad(format!(
                    "table {name} is not of this version; restore with the version that made it"
                )));
            }
            fresh = true;
        } else if let (Some(table), true) = (current, value.is_array()) {
            contents.rows += 1;
            contents.tables += usize::from(std::mem::take(&mut fresh));
            each(table, &value)?;
        }
    }
}

/// Fills an empty database from a backup that was checked before; all or nothing.
pub async fn restore(db: &Db, file: &[u8], mut told: impl FnMut(usize)) -> Result<Contents> {
    let contents = check(file)?;
    let mut conn = db.write().await?;
    let (accounts,): (i64,) = conn.one("SELECT COUNT(*) AS n FROM account", &[]).await?;
    let (places,): (i64,) = conn.one("SELECT COUNT(*) AS n FROM place", &[]).await?;
    if accounts + places > 0 {
        return Err(bad("the database is not empty: restore into a fresh one"));
    }
    let mut batches: Vec<(Insert, Vec<Vec<Value>>)> = Vec::new();
    read(file, |table, row| {
        let cells = row.as_array().map(Vec::as_slice).unwrap_or_default();
        let values: Option<Vec<Value>> =
            table.columns.iter().zip(cells).map(|((_, kind), cell)| from_json(cell, *kind)).collect();
        let values = values.filter(|values| values.len() == table.columns.len());
        let values =
            values.ok_or_else(|| bad(format!("a row of {} does not fit its columns", table.name)))?;
        match batches.last_mut() {
            Some((insert, rows)) if insert.table == table.name => rows.push(values),
            _ => {
                let columns: Vec<&'static str> = table.columns.iter().map(|(column, _)| *column).collect();
                batches.push((Insert { table: table.name, columns: columns.leak(), tail: "" }, vec![values]));
            }
        }
        Ok(())
    })?;
    let mut done = 0;
    for (insert, rows) in batches {
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            conn.insert(&insert, chunk).await?;
            done += chunk.len();
            told(done);
        }
    }
    conn.commit().await?;
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_was_altered_later_is_in_the_backup_as_it_is() {
        let known = tables();
        let import = known.iter().find(|table| table.name == "import").unwrap();
        assert_eq!(import.columns.last(), Some(&("kind", Kind::Text)));
        assert_eq!(import.key, "county, id");
        assert!(
            known.iter().all(|table| table.name != "matter_week"),
            "a table that was dropped is not there"
        );
        let cut = known.iter().find(|table| table.name == "matter_cut").unwrap();
        assert_eq!(
            (cut.columns[1], cut.key.as_str()),
            (("place", Kind::Text), "county, place, cut, quarter, part")
        );
        // A table that is renamed is made again under its name and dropped: it has no column to add.
        let other =
            |statement: &String| statement.starts_with("ALTER TABLE") && !statement.contains(" RENAME TO ");
        for statement in MIGRATIONS.iter().flat_map(|(_, text)| statements(text)).filter(other) {
            assert!(altered(Box::leak(statement.clone().into_boxed_str())).is_some(), "{statement}");
        }
    }
}
