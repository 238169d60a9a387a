//! Two engines behind one door: a statement's text is the same on both, and only this file and `writer.rs` know which runs.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions, PgRow},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use std::{
    collections::HashMap,
    path::Path,
    str::FromStr,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use super::{
    direct::{Direct, Hand, Readers},
    error::{Error, Result},
    value::Value,
    writer::{Alone, Gate, Ticket},
};

/// The oldest SQLite that is trusted with data: earlier ones could damage a database in WAL mode.
const SQLITE_AT_LEAST: (u32, u32, u32) = (3, 51, 3);

/// A row type that both engines can fill (`#[derive(sqlx::FromRow)]`).
pub trait Record: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Record for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// Which engine holds the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// The database: cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Inner,
}

#[derive(Clone)]
enum Inner {
    Sqlite { readers: SqlitePool, gate: Arc<Gate>, near: Arc<Readers> },
    Postgres(PgPool),
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`.
    pub async fn open(url: &str) -> Result<Db> {
        match url.strip_prefix("sqlite:") {
            Some(path) => Db::open_sqlite(Path::new(path.trim_start_matches("//"))).await,
            None => Db::open_postgres(url).await,
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Db> {
        let base = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "memory")
            .pragma("secure_delete", "on")
            .statement_cache_capacity(512)
            .disable_statement_logging();
        let mut writer = sqlx::SqliteConnection::connect_with(&base).await?;
        let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(&mut writer).await?;
        refuse_old_sqlite(&version)?;
        let readers = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            // A file does not hang up: asking before each use would be one more crossing to SQLite's thread.
            .test_before_acquire(false)
            .connect_with(base.pragma("query_only", "1"))
            .await?;
        let gate = Gate::new(writer, Hand::open(path, false)?);
        Ok(Db { inner: Inner::Sqlite { readers, gate, near: Readers::of(path) } })
    }

    async fn open_postgres(url: &str) -> Result<Db> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("lianxin")
            .statement_cache_capacity(512)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(|connection, _| {
                // Compiling a page's question takes longer than answering it.
                Box::pin(async move { sqlx::query("SET jit = off").execute(connection).await.map(|_| ()) })
            })
            .connect_with(options)
            .await?;
        Ok(Db { inner: Inner::Postgres(pool) })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection for reading only.
    pub async fn read(&self) -> Result<Conn> {
        Ok(match &self.inner {
            Inner::Sqlite { readers, .. } => Conn::SqliteRead(readers.acquire().await?),
            Inner::Postgres(pool) => Conn::PgRead(pool.acquire().await?),
        })
    }

    /// A transaction for writing; without [`Conn::commit`] nothing of it stays.
    pub async fn write(&self) -> Result<Conn> {
        Ok(match &self.inner {
            Inner::Sqlite { gate, .. } => Conn::SqliteWrite(gate.enter().await?),
            Inner::Postgres(pool) => Conn::PgWrite(pool.begin().await?),
        })
    }

    /// The same for a thread that may wait for the disk: SQLite then works in this thread. Such a connection asks
    /// ([`Conn::ask`]), runs and inserts.
    pub async fn write_here(&self) -> Result<Conn> {
        match &self.inner {
            Inner::Sqlite { gate, .. } => Ok(Conn::SqliteAlone(gate.enter_alone().await?)),
            Inner::Postgres(_) => self.write().await,
        }
    }

    /// A few rows by key, read in this thread at once where the engine lies in this process; otherwise none of our business.
    pub fn near<T: Direct>(&self, sql: &str, args: &[Value]) -> Option<Result<Vec<T>>> {
        match &self.inner {
            Inner::Sqlite { near, .. } => Some(near.look(sql, args)),
            Inner::Postgres(_) => None,
        }
    }

    /// After an erasure: SQLite's log, which still holds what was erased, is folded into the file and emptied. Readers of an
    /// older moment can delay it; then the next sweep, or closing, does it. PostgreSQL does the like in its own time (VACUUM).
    pub async fn sweep(&self) {
        if let Inner::Sqlite { gate, .. } = &self.inner
            && let Err(why) = gate.checkpoint().await
        {
            tracing::warn!(%why, "the log could not be emptied after an erasure; the next one will do it");
        }
    }

    /// Closes every connection; SQLite's log is folded back into the file.
    pub async fn close(&self) {
        match &self.inner {
            Inner::Sqlite { readers, gate, near } => {
                readers.close().await;
                near.close();
                gate.close().await;
            }
            Inner::Postgres(pool) => pool.close().await,
        }
    }
}

fn refuse_old_sqlite(version: &str) -> Result<()> {
    let mut numbers = version.split('.').map(|n| n.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) < SQLITE_AT_LEAST {
        return Err(Error::internal(format!("SQLite {version} is too old: 3.51.3 or newer is needed")));
    }
    Ok(())
}

/// One connection, for reading or inside a writing transaction.
pub enum Conn {
    #[doc(hidden)]
    SqliteRead(PoolConnection<Sqlite>),
    #[doc(hidden)]
    SqliteWrite(Ticket),
    #[doc(hidden)]
    SqliteAlone(Alone),
    #[doc(hidden)]
    PgRead(PoolConnection<Postgres>),
    #[doc(hidden)]
    PgWrite(Transaction<'static, Postgres>),
}

/// Runs `$body` with `$c` bound to the engine's own connection and `$DB` to its driver.
macro_rules! on_engine {
    ($conn:expr, $c:ident, $DB:ident => $body:expr) => {
        match $conn {
            Conn::SqliteRead(held) => {
                type $DB = Sqlite;
                let $c = &mut **held;
                $body
            }
            Conn::SqliteWrite(held) => {
                type $DB = Sqlite;
                let $c = held.connection();
                $body
            }
            Conn::SqliteAlone(_) => return Err(Error::internal("this connection asks, runs and inserts")),
            Conn::PgRead(held) => {
                type $DB = Postgres;
                let $c = &mut **held;
                $body
            }
            Conn::PgWrite(held) => {
                type $DB = Postgres;
                let $c = &mut **held;
                $body
            }
        }
    };
}

/// Binds the values in their order.
macro_rules! bound {
    ($query:expr, $args:expr) => {{
        let mut query = $query;
        for value in $args {
            query = match value {
                Value::Int(x) => query.bind(*x),
                Value::Text(x) => query.bind(x.clone()),
                Value::Id(x) => query.bind(*x),
                Value::Bytes(x) => query.bind(x.clone()),
            };
        }
        query
    }};
}
pub(super) use {bound, on_engine};

impl Conn {
    /// All rows.
    pub async fn all<T: Record>(&mut self, sql: &'static str, args: &[Value]) -> Result<Vec<T>> {
        Ok(on_engine!(self, c, DB => bound!(sqlx::query_as::<DB, T>(sql), args).fetch_all(c).await)?)
    }

    /// The first row, if there is one.
    pub async fn maybe<T: Record>(&mut self, sql: &'static str, args: &[Value]) -> Result<Option<T>> {
        Ok(on_engine!(self, c, DB => bound!(sqlx::query_as::<DB, T>(sql), args).fetch_optional(c).await)?)
    }

    /// The one row; its absence is an internal error.
    pub async fn one<T: Record>(&mut self, sql: &'static str, args: &[Value]) -> Result<T> {
        Ok(on_engine!(self, c, DB => bound!(sqlx::query_as::<DB, T>(sql), args).fetch_one(c).await)?)
    }

    /// Runs a statement and gives the number of rows it touched.
    pub async fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64> {
        if let Conn::SqliteAlone(alone) = self {
            return alone.hand()?.run(sql, args);
        }
        let touched = on_engine!(self, c, DB => {
            bound!(sqlx::query::<DB>(sql), args).execute(c).await.map(|done| done.rows_affected())
        })?;
        Ok(touched)
    }

    /// Runs text that is made by this program (migrations, multi-row inserts), never by a user.
    pub(super) async fn run_made(&mut self, sql: impl Into<Arc<str>>, args: &[Value]) -> Result<u64> {
        let sql: Arc<str> = sql.into();
        if let Conn::SqliteAlone(alone) = self {
            return alone.hand()?.run(&sql, args);
        }
        let touched = on_engine!(self, c, DB => {
            bound!(sqlx::query::<DB>(AssertSqlSafe(sql)), args).execute(c).await.map(|done| done.rows_affected())
        })?;
        Ok(touched)
    }

    /// The columns and their types that a statement would give; fails when the engine refuses the statement.
    pub async fn describe(&mut self, sql: String) -> Result<Vec<String>> {
        use sqlx::{Column, Executor, SqlSafeStr, Statement};
        Ok(on_engine!(self, c, DB => {
            c.prepare(AssertSqlSafe(sql).into_sql_str()).await.map(|statement| {
                let named: &<DB as sqlx::Database>::Statement = &statement;
                named.columns().iter().map(|column| column.name().to_owned()).collect()
            })
        })?)
    }

    /// Begins to read everything as of one moment.
    pub async fn begin_snapshot(&mut self) -> Result<()> {
        let begin = match self.engine() {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.run(begin, &[]).await.map(|_| ())
    }

    /// Ends what [`Conn::begin_snapshot`] began.
    pub async fn end_snapshot(&mut self) -> Result<()> {
        self.run("COMMIT", &[]).await.map(|_| ())
    }

    /// Rows of a made statement as values; `kinds` names each column's type: `i`, `t`, `u` (id) or `b` (bytes).
    pub(super) async fn dump(&mut self, sql: String, kinds: &[char]) -> Result<Vec<Vec<Value>>> {
        use sqlx::Row;
        Ok(on_engine!(self, c, DB => {
            let rows = sqlx::query::<DB>(AssertSqlSafe(sql)).fetch_all(c).await?;
            let cell = |row: &<DB as sqlx::Database>::Row, n: usize, kind: char| -> sqlx::Result<Value> {
                Ok(match kind {
                    'i' => Value::Int(row.try_get(n)?),
                    't' => Value::Text(row.try_get(n)?),
                    'u' => Value::Id(row.try_get(n)?),
                    _ => Value::Bytes(row.try_get(n)?),
                })
            };
            rows.iter()
                .map(|row| kinds.iter().enumerate().map(|(n, kind)| cell(row, n, *kind)).collect())
                .collect::<sqlx::Result<Vec<Vec<Value>>>>()?
        }))
    }

    /// Which engine this connection talks to.
    pub fn engine(&self) -> Engine {
        match self {
            Conn::SqliteRead(_) | Conn::SqliteWrite(_) | Conn::SqliteAlone(_) => Engine::Sqlite,
            Conn::PgRead(_) | Conn::PgWrite(_) => Engine::Postgres,
        }
    }

    /// Makes the transaction durable: when this returns `Ok`, the rows survive a crash.
    pub async fn commit(self) -> Result<()> {
        match self {
            Conn::SqliteWrite(ticket) => ticket.commit().await,
            Conn::SqliteAlone(alone) => alone.commit(),
            Conn::PgWrite(transaction) => Ok(transaction.commit().await?),
            Conn::SqliteRead(_) | Conn::PgRead(_) => Ok(()),
        }
    }
}

/// A multi-row insert into one table.
#[derive(Clone, Copy, Debug)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// Its columns, in the order of the values.
    pub columns: &'static [&'static str],
    /// What stands after the values: a conflict clause, or nothing.
    pub tail: &'static str,
}

/// Rows per statement: few different texts, so that the statement cache holds them all.
pub(super) const CHUNKS: [usize; 4] = [200, 50, 10, 1];
/// Rows that go over to SQLite in one text: more are cheaper by table, and their texts would crowd the statement cache.
const TOGETHER: usize = 24;

/// The text with every `$n` counted from `before` on.
pub(super) fn shifted(sql: &str, before: usize) -> String {
    if before == 0 {
        return sql.to_owned();
    }
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let n: usize = part[..digits].parse().unwrap_or(0);
        text += &format!("${}{}", before + n, &part[digits..]);
    }
    text
}

/// Table, number of columns, length of the tail, rows, whether its parameters are numbered.
type Made = (&'static str, usize, usize, usize, bool);

/// Texts of multi-row inserts: a pure function of their key, so that sharing them changes nothing.
static TEXTS: LazyLock<Mutex<HashMap<Made, Arc<str>>>> = LazyLock::new(Mutex::default);

impl Insert {
    /// The text for so many rows, made once.
    fn text(&self, rows: usize, numbered: bool) -> Arc<str> {
        let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (self.table, self.columns.len(), self.tail.len(), rows, numbered);
        let make = || if numbered { self.sql(rows) } else { self.unnumbered(rows) };
        texts.entry(key).or_insert_with(|| make().into()).clone()
    }

    /// The statement without numbers, for SQLite: it looks a numbered parameter up among all the others, and with thousands
    /// of them that took half of its time.
    fn unnumbered(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(","));
        let values = vec![row; rows].join(",");
        format!("INSERT INTO {} ({}) VALUES {values} {}", self.table, self.columns.join(","), self.tail)
    }

    /// The statement's text for so many rows.
    pub fn sql(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |n: usize| {
            let holes: Vec<String> = (1..=width).map(|i| format!("${}", n * width + i)).collect();
            format!("({})", holes.join(","))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        format!(
            "INSERT INTO {} ({}) VALUES {} {}",
            self.table,
            self.columns.join(","),
            values.join(","),
            self.tail
        )
    }
}

impl Conn {
    /// Inserts rows of `insert.columns.len()` values each, a few hundred at a time.
    pub async fn insert(&mut self, insert: &Insert, rows: &[Vec<Value>]) -> Result<()> {
        let mut rest = rows;
        while !rest.is_empty() {
            let size = CHUNKS.into_iter().find(|size| *size <= rest.len()).unwrap_or(1);
            let (now, later) = rest.split_at(size);
            let values: Vec<Value> = now.iter().flatten().cloned().collect();
            self.run_made(insert.text(size, self.engine() == Engine::Postgres), &values).await?;
            rest = later;
        }
        Ok(())
    }

    /// Inserts into several tables, in their order. On SQLite a few rows go over in one text, as each statement on its own
    /// would cross to its thread and back.
    pub async fn insert_all(&mut self, inserts: &[Rows]) -> Result<()> {
        let rows: usize = inserts.iter().map(|(_, rows)| rows.len()).sum();
        if rows == 0 {
            return Ok(());
        }
        if !matches!(self, Conn::SqliteWrite(_)) || rows > TOGETHER {
            for (insert, rows) in inserts {
                self.insert(insert, rows).await?;
            }
            return Ok(());
        }
        let (mut text, mut values) = (String::new(), Vec::new());
        for (insert, rows) in inserts.iter().filter(|(_, rows)| !rows.is_empty()) {
            text += &insert.text(rows.len(), false);
            text += ";";
            values.extend(rows.iter().flatten().cloned());
        }
        self.run_made(text, &values).await.map(|_| ())
    }
}

/// Rows for a table.
pub type Rows = (Insert, Vec<Vec<Value>>);
