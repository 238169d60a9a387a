//! Many rows in few, large transactions: what a database engine is told before, and the fastest way in.

use std::fmt::Write;

use super::{
    db::{Conn, Db, Engine, Insert},
    error::{Error, Result},
    value::Value,
};

/// Rows that are sent to PostgreSQL at once.
const SENT: usize = 5000;
/// Rows after which tables are counted.
const MANY: u64 = 10_000;

/// Lets a transaction of hundreds of thousands of rows keep its pages in memory: 256 MB on SQLite, where the indexes of a
/// county's year then stay there; PostgreSQL decides for itself.
pub async fn begin(conn: &mut Conn) -> Result<()> {
    if conn.engine() == Engine::Sqlite {
        conn.run("PRAGMA cache_size = -262144", &[]).await?;
    }
    Ok(())
}

/// Inserts new rows: by COPY on PostgreSQL, otherwise as [`Conn::insert`]. A row that is there already is an error.
pub async fn load(conn: &mut Conn, insert: &Insert, rows: &[Vec<Value>]) -> Result<()> {
    let connection = match conn {
        Conn::PgWrite(held) => &mut **held,
        Conn::PgRead(_) => return Err(Error::internal("rows are loaded inside a transaction")),
        _ => return conn.insert(insert, rows).await,
    };
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!("COPY {} ({}) FROM STDIN", insert.table, insert.columns.join(","));
    let mut copy = connection.copy_in_raw(&sql).await?;
    for rows in rows.chunks(SENT) {
        let mut text = String::new();
        rows.iter().for_each(|row| line(&mut text, row));
        copy.send(text.into_bytes()).await?;
    }
    copy.finish().await?;
    Ok(())
}

/// After the last of such transactions PostgreSQL counts what the tables hold now, instead of planning by what they held before,
/// and notes which pages everybody sees, so that it can answer from an index alone; SQLite plans by estimates of a large city. Few
/// `rows` change nothing. Without it questions are only slower, so that a failure is logged.
pub async fn end(db: &Db, rows: u64, tables: &[&'static str]) {
    if rows < MANY || db.engine() == Engine::Sqlite {
        return;
    }
    if let Err(why) = counted(db, tables).await {
        tracing::warn!(%why, "the engine could not count the tables; it does so in its own time");
    }
}

/// Outside of a transaction, as VACUUM must be.
async fn counted(db: &Db, tables: &[&'static str]) -> Result<()> {
    let mut conn = db.read().await?;
    for table in tables {
        conn.run_made(format!("VACUUM (ANALYZE) {table}"), &[]).await?;
    }
    Ok(())
}

/// A row in COPY's text format (PostgreSQL's manual, COPY, “Text Format”).
fn line(text: &mut String, row: &[Value]) {
    for (n, value) in row.iter().enumerate() {
        if n > 0 {
            text.push('\t');
        }
        // Writing to a string cannot fail.
        let _ = match value {
            Value::Int(x) => write!(text, "{x}"),
            Value::Id(Some(id)) => write!(text, "{}", id.hyphenated()),
            Value::Id(None) => write!(text, "\\N"),
            Value::Text(x) => {
                x.chars().for_each(|c| escaped(text, c));
                Ok(())
            }
            Value::Bytes(x) => {
                text.push_str("\\\\x");
                x.iter().try_for_each(|byte| write!(text, "{byte:02x}"))
            }
        };
    }
    text.push('\n');
}

fn escaped(text: &mut String, c: char) {
    match c {
        '\\' => text.push_str("\\\\"),
        '\t' => text.push_str("\\t"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        c => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_field_or_a_row() {
        let mut text = String::new();
        let row = [
            Value::Int(-3),
            Value::from("停水\t\\N\n"),
            Value::Id(None),
            Value::Id(Some(Uuid::nil())),
            Value::Bytes(vec![0, 255]),
        ];
        line(&mut text, &row);
        assert_eq!(text, "-3\t停水\\t\\\\N\\n\t\\N\t00000000-0000-0000-0000-000000000000\t\\\\x00ff\n");
    }
}
