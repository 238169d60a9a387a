//! Questions about lists of keys, several at once: on SQLite small ones go over in one text, as each statement on its own
//! would cross to its thread and back.

use std::collections::VecDeque;

use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Either, Executor, Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};

use super::{
    db::{CHUNKS, Conn, Record, bound, on_engine, shifted},
    direct::{Direct, Raw},
    error::{Error, Result},
    value::Value,
};

/// Arguments up to which a question goes over together with others.
const SMALL: usize = 24;

/// A statement about a list of keys: `{ids}` stands for them, and may stand there several times. The keys come after the
/// other arguments, of which there are `before`.
#[derive(Clone, Copy, Debug)]
pub struct Among {
    /// The text.
    pub sql: &'static str,
    /// How many arguments come before the keys.
    pub before: usize,
}

impl Among {
    /// The statement's text for so many keys.
    pub fn sql(&self, keys: usize) -> String {
        let holes: Vec<String> = (self.before + 1..=self.before + keys).map(|n| format!("${n}")).collect();
        self.sql.replace("{ids}", &holes.join(","))
    }
}

/// A question: a registered statement with its values.
#[derive(Debug)]
pub struct Ask {
    /// Empty when nothing needs to be asked.
    text: String,
    args: Vec<Value>,
}

impl Ask {
    /// A statement of its own.
    pub fn of(sql: &'static str, args: &[Value]) -> Ask {
        Ask { text: sql.to_owned(), args: args.to_vec() }
    }

    /// A statement about these keys; nothing is asked about none. There are few lengths, so that the statement cache holds
    /// all texts; a shorter list is filled up by its own last key.
    pub fn among<K: Clone + Into<Value>>(among: &Among, before: &[Value], keys: &[K]) -> Ask {
        let Some(last) = keys.last() else { return Ask { text: String::new(), args: vec![] } };
        let most = CHUNKS[0];
        let size = CHUNKS.into_iter().rev().find(|size| *size >= keys.len());
        let size = size.unwrap_or_else(|| keys.len().div_ceil(most) * most);
        let filled = (0..size).map(|n| keys.get(n).unwrap_or(last).clone().into());
        Ask { text: among.sql(size), args: before.iter().cloned().chain(filled).collect() }
    }
}

enum Found {
    Nothing,
    Sqlite(Vec<SqliteRow>),
    Near(Raw),
    Postgres(Vec<PgRow>),
}

impl From<Vec<SqliteRow>> for Found {
    fn from(rows: Vec<SqliteRow>) -> Found {
        Found::Sqlite(rows)
    }
}

impl From<Vec<PgRow>> for Found {
    fn from(rows: Vec<PgRow>) -> Found {
        Found::Postgres(rows)
    }
}

/// The answers, in the order of the questions.
pub struct Answers(VecDeque<Found>);

impl Answers {
    /// The rows of the next one.
    pub fn take<T: Record + Direct>(&mut self) -> Result<Vec<T>> {
        match self.0.pop_front() {
            None => Err(Error::internal("more answers were taken than questions asked")),
            Some(Found::Nothing) => Ok(vec![]),
            Some(Found::Near(raw)) => raw.typed(),
            Some(Found::Sqlite(rows)) => Ok(rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?),
            Some(Found::Postgres(rows)) => Ok(rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?),
        }
    }
}

impl Conn {
    /// Asks several questions.
    pub async fn ask(&mut self, asks: Vec<Ask>) -> Result<Answers> {
        if let Conn::SqliteAlone(alone) = self {
            let answer = |ask: &Ask| match ask.text.is_empty() {
                true => Ok(Found::Nothing),
                false => alone.hand()?.all(&ask.text, &ask.args).map(Found::Near),
            };
            return asks.iter().map(answer).collect::<Result<_>>().map(Answers);
        }
        let on_sqlite = matches!(self, Conn::SqliteRead(_) | Conn::SqliteWrite(_));
        if on_sqlite && asks.iter().all(|ask| ask.args.len() <= SMALL) {
            return self.together(asks).await;
        }
        let mut answers = VecDeque::new();
        for ask in asks {
            let found = if ask.text.is_empty() { Found::Nothing } else { self.found(ask).await? };
            answers.push_back(found);
        }
        Ok(Answers(answers))
    }

    /// The rows about these keys.
    pub async fn among<T: Record>(
        &mut self,
        among: &Among,
        before: &[Value],
        keys: &[impl Clone + Into<Value>],
    ) -> Result<Vec<T>> {
        let ask = Ask::among(among, before, keys);
        if ask.text.is_empty() {
            return Ok(vec![]);
        }
        Ok(on_engine!(self, c, DB => {
            bound!(sqlx::query_as::<DB, T>(AssertSqlSafe(ask.text)), &ask.args).fetch_all(c).await?
        }))
    }

    /// Runs an [`Among`] that changes rows.
    pub async fn run_among(
        &mut self,
        among: &Among,
        before: &[Value],
        keys: &[impl Clone + Into<Value>],
    ) -> Result<()> {
        let ask = Ask::among(among, before, keys);
        if !ask.text.is_empty() {
            self.run_made(ask.text, &ask.args).await?;
        }
        Ok(())
    }

    async fn found(&mut self, ask: Ask) -> Result<Found> {
        Ok(on_engine!(self, c, DB => {
            bound!(sqlx::query::<DB>(AssertSqlSafe(ask.text)), &ask.args).fetch_all(c).await?.into()
        }))
    }

    async fn together(&mut self, asks: Vec<Ask>) -> Result<Answers> {
        let (mut text, mut args) = (String::new(), Vec::new());
        for ask in asks.iter().filter(|ask| !ask.text.is_empty()) {
            text += &shifted(&ask.text, args.len());
            text += ";";
            args.extend(ask.args.iter().cloned());
        }
        let mut parts = VecDeque::new();
        if !text.is_empty() {
            let connection = match self {
                Conn::SqliteRead(held) => &mut **held,
                Conn::SqliteWrite(held) => held.connection(),
                _ => return Err(Error::internal("only SQLite takes several statements at once")),
            };
            let query = bound!(sqlx::query::<Sqlite>(AssertSqlSafe(text)), &args);
            let mut steps = connection.fetch_many(query);
            let mut rows = Vec::new();
            while let Some(step) = steps.try_next().await? {
                match step {
                    Either::Right(row) => rows.push(row),
                    Either::Left(_) => parts.push_back(Found::Sqlite(std::mem::take(&mut rows))),
                }
            }
        }
        let mut next = |ask: &Ask| match ask.text.is_empty() {
            true => Some(Found::Nothing),
            false => parts.pop_front(),
        };
        let answers: Option<VecDeque<Found>> = asks.iter().map(&mut next).collect();
        answers.map(Answers).ok_or_else(|| Error::internal("a statement gave no answer"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_counted_on() {
        assert_eq!(shifted("a = $1 AND b IN ($2,$10)", 3), "a = $4 AND b IN ($5,$13)");
        assert_eq!(shifted("SELECT 1", 3), "SELECT 1");
    }

    #[test]
    fn a_short_list_is_filled_up_and_a_long_one_is_not_cut() {
        let among = Among { sql: "a = $1 AND b IN ({ids})", before: 1 };
        let keys = |n: i64| (0..n).collect::<Vec<i64>>();
        let before = [Value::Int(7)];
        for (n, size) in [(1, 1), (2, 10), (10, 10), (11, 50), (200, 200), (201, 400), (999, 1000)] {
            let ask = Ask::among(&among, &before, &keys(n));
            assert_eq!(ask.args.len(), size + 1, "{n}");
            assert_eq!(ask.args.last(), Some(&Value::Int(n - 1)));
        }
        assert!(Ask::among(&among, &before, &keys(0)).text.is_empty());
    }
}
