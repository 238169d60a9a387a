//! SQLite without a crossing: a second library on the same SQLite that answers in the caller's own thread. sqlx gives every
//! statement to a thread of its own and every row back through a channel, which for what every request does (its session)
//! and what 70,000 people do (a push) cost several times what SQLite itself takes; see ADR 0012.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Statement, ToSql, types::ToSqlOutput, types::ValueRef};
use uuid::Uuid;

use super::{
    error::{Error, Result},
    value::Value,
};

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 512;
/// Readers that are kept for the next one.
const READERS: usize = 8;

/// A row as values, in the order of its columns.
pub type Cells = std::vec::IntoIter<Value>;

/// A row type that can be filled from values; [`record!`](crate::record) makes it of a struct.
pub trait Direct: Sized {
    /// The names of the columns in their order; empty for a tuple, which does not name them.
    const COLUMNS: &'static [&'static str];
    /// Takes its columns.
    fn of(cells: &mut Cells) -> Result<Self>;
}

/// A column's type.
pub trait Cell: Sized {
    /// What it is as this type.
    fn of(value: Value) -> Option<Self>;
}

impl Cell for i64 {
    fn of(value: Value) -> Option<i64> {
        if let Value::Int(n) = value { Some(n) } else { None }
    }
}

impl Cell for String {
    fn of(value: Value) -> Option<String> {
        if let Value::Text(text) = value { Some(text) } else { None }
    }
}

impl Cell for Vec<u8> {
    fn of(value: Value) -> Option<Vec<u8>> {
        if let Value::Bytes(bytes) = value { Some(bytes) } else { None }
    }
}

impl Cell for Uuid {
    fn of(value: Value) -> Option<Uuid> {
        if let Value::Bytes(bytes) = value { Uuid::from_slice(&bytes).ok() } else { None }
    }
}

impl Cell for Option<Uuid> {
    fn of(value: Value) -> Option<Option<Uuid>> {
        if value == Value::Id(None) { Some(None) } else { Uuid::of(value).map(Some) }
    }
}

/// The next column as the type that is wanted.
pub fn cell<T: Cell>(cells: &mut Cells) -> Result<T> {
    cells.next().and_then(T::of).ok_or_else(|| Error::internal("a column is missing or of another type"))
}

macro_rules! tuples {
    ($(($($t:ident),+))+) => {
        $(impl<$($t: Cell),+> Direct for ($($t,)+) {
            const COLUMNS: &'static [&'static str] = &[];
            fn of(cells: &mut Cells) -> Result<Self> { Ok(($(cell::<$t>(cells)?,)+)) }
        })+
    };
}
tuples! { (A) (A, B) (A, B, C) }

/// A row type for both libraries. Its fields stand in the order of the statement's columns.
#[macro_export]
macro_rules! record {
    ($(#[$about:meta])* $seen:vis struct $name:ident { $($(#[$what:meta])* $of:vis $field:ident: $kind:ty,)+ }) => {
        $(#[$about])*
        #[derive(sqlx::FromRow)]
        $seen struct $name { $($(#[$what])* $of $field: $kind,)+ }
        impl $crate::engine::direct::Direct for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            fn of(cells: &mut $crate::engine::direct::Cells) -> $crate::engine::error::Result<Self> {
                Ok(Self { $($field: $crate::engine::direct::cell(cells)?),+ })
            }
        }
    };
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Id(Some(id)) => ValueRef::Blob(id.as_bytes()),
            Value::Id(None) => ValueRef::Null,
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A connection that is used in the caller's thread.
pub struct Hand(Connection);

impl Hand {
    /// Opens the file, with the same settings as the others have.
    pub fn open(path: &Path, reading: bool) -> Result<Hand> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; \
             PRAGMA temp_store = memory; PRAGMA secure_delete = ON;",
        )?;
        if reading {
            connection.execute_batch("PRAGMA query_only = ON")?;
        }
        Ok(Hand(connection))
    }

    /// Runs a statement and gives the number of rows it touched.
    pub fn run(&self, sql: &str, args: &[Value]) -> Result<u64> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// All rows.
    pub fn all(&self, sql: &str, args: &[Value]) -> Result<Raw> {
        let mut statement = self.0.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        let names = if cfg!(debug_assertions) { statement.column_names() } else { vec![] };
        let columns = names.into_iter().map(str::to_owned).collect();
        let width = statement.column_count();
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let cells: rusqlite::Result<Vec<Value>> = (0..width).map(|n| row.get_ref(n).map(owned)).collect();
            rows.push(cells?);
        }
        Ok(Raw { columns, rows })
    }
}

/// Rows before they have a type.
pub struct Raw {
    /// The names of the columns, in debug builds.
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Raw {
    /// The rows as what they are.
    pub fn typed<T: Direct>(self) -> Result<Vec<T>> {
        let named = cfg!(debug_assertions) && !T::COLUMNS.is_empty();
        assert!(!named || self.columns == T::COLUMNS, "{:?} for {:?}", self.columns, T::COLUMNS);
        self.rows.into_iter().map(|row| T::of(&mut row.into_iter())).collect()
    }
}

/// `$3` is the third value wherever it stands; `?` takes the next one.
fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<()> {
    for at in 1..=statement.parameter_count() {
        let number = statement.parameter_name(at).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = args.get(number.unwrap_or(at) - 1);
        let value = value.ok_or_else(|| Error::internal("a parameter has no value"))?;
        statement.raw_bind_parameter(at, value)?;
    }
    Ok(())
}

fn owned(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Value::Id(None),
    }
}

/// Readers that nobody uses at the moment.
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Hand>>,
}

impl Readers {
    /// Readers of a file.
    pub fn of(path: &Path) -> Arc<Readers> {
        Arc::new(Readers { path: path.to_owned(), idle: Mutex::new(vec![]) })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Hand>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a few rows by key in the caller's thread; longer reading belongs to [`Conn`](super::db::Conn).
    pub fn look<T: Direct>(&self, sql: &str, args: &[Value]) -> Result<Vec<T>> {
        let hand = self.idle().pop();
        let hand = hand.map_or_else(|| Hand::open(&self.path, true), Ok)?;
        let found = hand.all(sql, args).and_then(Raw::typed);
        let mut idle = self.idle();
        if idle.len() < READERS {
            idle.push(hand);
        }
        found
    }

    /// Closes what is idle.
    pub fn close(&self) {
        self.idle().clear();
    }
}
