//! Backup and restore: one compressed file of lines that either engine can write and either can read, with a digest at the
//! end so that a damaged or cut file is refused whole.

use std::io::{BufRead, BufReader, Read, Write};

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
    let mut tables = Vec::new();
    for (_, text) in MIGRATIONS {
        for statement in statements(text) {
            if statement.starts_with("CREATE TABLE") {
                tables.push(table(Box::leak(statement.into_boxed_str())));
            }
        }
    }
    tables
}

fn table(statement: &'static str) -> Table {
    let name = statement.split_whitespace().nth(2).unwrap_or_default();
    let mut columns = Vec::new();
    for line in statement.lines().skip(1).map(str::trim) {
        let mut words = line.split_whitespace();
        let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
        let kind = match kind.trim_end_matches(',') {
            "ID" => Kind::Id,
            "TEXT" => Kind::Text,
            "INTEGER" => Kind::Int,
            "BLOB" => Kind::Bytes,
            _ => continue,
        };
        columns.push((column, kind));
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
    let mut sealed = Sealed { digest: Sha256::new(), out: GzEncoder::new(out, Compression::fast()) };
    sealed.line(&json!({"format": FORMAT, "at": clock.millis(), "program": env!("CARGO_PKG_VERSION")}))?;
    let mut conn = db.read().await?;
    conn.begin_snapshot().await?;
    let mut contents = Contents::default();
    for table in tables() {
        sealed.line(&json!({"table": table.name, "columns": table.columns.iter().map(|(c, _)| *c).collect::<Vec<_>>()}))?;
        let mut offset = 0;
        loop {
            let rows = page(&mut conn, &table, offset).await?;
            for row in &rows {
                sealed.line(row)?;
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
    let digest = sealed.digest.finalize().iter().map(|b| format!("{b:02x}")).collect::<String>();
    let mut out = sealed.out;
    writeln!(out, "{}", json!({"sha256": digest, "rows": contents.rows})).map_err(Error::internal)?;
    out.finish().and_then(|mut inner| inner.flush()).map_err(Error::internal)?;
    Ok(contents)
}

struct Sealed<W: Write> {
    digest: Sha256,
    out: GzEncoder<W>,
}

impl<W: Write> Sealed<W> {
    fn line(&mut self, value: &Json) -> Result<()> {
        let mut text = value.to_string();
        text.push('\n');
        self.digest.update(text.as_bytes());
        self.out.write_all(text.as_bytes()).map_err(Error::internal)
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
pub fn check(file: impl Read) -> Result<Contents> {
    read(file, |_, _| Ok(()))
}

fn read(file: impl Read, mut each: impl FnMut(&Table, &Json) -> Result<()>) -> Result<Contents> {
    let mut lines = BufReader::new(GzDecoder::new(file));
    let (mut digest, mut line, mut contents) = (Sha256::new(), String::new(), Contents::default());
    let known = tables();
    let mut current: Option<&Table> = None;
    let (mut first, mut fresh) = (true, false);
    loop {
        line.clear();
        let length = lines.read_line(&mut line).map_err(|why| bad(format!("the file is damaged: {why}")))?;
        if length == 0 {
            return Err(bad("the file is cut: its last line is missing"));
        }
        let value: Json =
            serde_json::from_str(&line).map_err(|_| bad("the file is damaged: a line is not JSON"))?;
        if std::mem::take(&mut first) && value["format"] != FORMAT {
            return Err(bad("this is not a backup of Lianxin"));
        }
        if let Some(expected) = value["sha256"].as_str() {
            let actual: String = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
            return if actual == expected {
                Ok(contents)
            } else {
                Err(bad("the file is damaged: its digest differs"))
            };
        }
        digest.update(line.as_bytes());
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
    let mut batches: Vec<(&'static str, Vec<&'static str>, Vec<Vec<Value>>)> = Vec::new();
    read(file, |table, row| {
        let cells = row.as_array().map(Vec::as_slice).unwrap_or_default();
        let values: Option<Vec<Value>> =
            table.columns.iter().zip(cells).map(|((_, kind), cell)| from_json(cell, *kind)).collect();
        let values = values.filter(|values| values.len() == table.columns.len());
        let values =
            values.ok_or_else(|| bad(format!("a row of {} does not fit its columns", table.name)))?;
        match batches.last_mut() {
            Some((name, _, rows)) if *name == table.name => rows.push(values),
            _ => batches.push((table.name, table.columns.iter().map(|(c, _)| *c).collect(), vec![values])),
        }
        Ok(())
    })?;
    let mut done = 0;
    for (table, columns, rows) in batches {
        let insert = Insert { table, columns: columns.leak(), tail: "" };
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            conn.insert(&insert, chunk).await?;
            done += chunk.len();
            told(done);
        }
    }
    conn.commit().await?;
    Ok(contents)
}
