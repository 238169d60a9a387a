//! A row and its entry. An entry says when it was logged; what the row says stands in it as commitments only, made with a key
//! of the county's month. The purpose of an access is an official's words about a household: it is committed to with a key of
//! the household's own, which goes when the household is forgotten, while the rest of the row still proves.

use lianxin_domain::day::Day;
use lianxin_log::{
    commitment::{Entry, EntryKey, Field},
    hash::Hash,
};
use serde_json::json;
use uuid::Uuid;

use crate::engine::error::{Error, Result};

/// Audit lines that have no entry, by id.
pub const NEW_LINES: &str = "SELECT a.county, a.id, a.at, a.day, a.actor, a.actor_name, a.verb, a.place, a.subject, a.detail \
     FROM audit a WHERE a.id >= $1 AND NOT EXISTS (SELECT 1 FROM log_entry e \
     WHERE e.id = a.id AND e.county = a.county AND e.source = 'audit') ORDER BY a.id, a.county LIMIT $2";
/// Access events that have no entry, by id.
pub const NEW_EVENTS: &str = "SELECT a.county, a.id, a.at, a.day, a.account, a.actor_name, a.actor_unit, a.role, a.village, \
     a.household, a.class, a.purpose \
     FROM access_event a WHERE a.id >= $1 AND NOT EXISTS (SELECT 1 FROM log_entry e \
     WHERE e.id = a.id AND e.county = a.county AND e.source = 'access_event') ORDER BY a.id, a.county LIMIT $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[NEW_LINES, NEW_EVENTS];

/// The verb whose audit line says that a household was forgotten.
pub const ERASE: &str = "households.household.erase";
/// The kind of the first entry.
pub const BEGIN: &str = "begin/v1";

/// An audit line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    /// Its county.
    pub county: String,
    /// Its id.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// The day in China.
    pub day: String,
    /// The account.
    pub actor: String,
    /// Its name.
    pub actor_name: String,
    /// What was done.
    pub verb: String,
    /// Where.
    pub place: String,
    /// To what.
    pub subject: String,
    /// How.
    pub detail: String,
}

/// An access event.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    /// Its county.
    pub county: String,
    /// Its id.
    pub id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    /// The day in China.
    pub day: String,
    /// The account.
    pub account: String,
    /// Its name.
    pub actor_name: String,
    /// Its unit.
    pub actor_unit: String,
    /// In which role.
    pub role: String,
    /// The village.
    pub village: String,
    /// The household; empty for all of the village.
    pub household: String,
    /// Of which class.
    pub class: String,
    /// Why.
    pub purpose: String,
}

/// A row of either table.
#[derive(Clone, Debug)]
pub enum Row {
    /// An audit line.
    Line(Line),
    /// An access event.
    Event(Event),
}

impl Row {
    /// The table.
    pub fn source(&self) -> &'static str {
        if matches!(self, Row::Line(_)) { "audit" } else { "access_event" }
    }

    /// The kind of its entry.
    pub fn kind(&self) -> &'static str {
        if matches!(self, Row::Line(_)) { "audit/v1" } else { "access/v1" }
    }

    /// Its county and id.
    pub fn key(&self) -> (&str, Uuid) {
        match self {
            Row::Line(line) => (&line.county, line.id),
            Row::Event(event) => (&event.county, event.id),
        }
    }

    /// When it was written, in milliseconds.
    pub fn at(&self) -> i64 {
        match self {
            Row::Line(line) => line.at,
            Row::Event(event) => event.at,
        }
    }

    /// What was done or seen.
    pub fn deed(&self) -> &str {
        match self {
            Row::Line(line) => &line.verb,
            Row::Event(event) => &event.class,
        }
    }

    /// The household that an event is about.
    pub fn household(&self) -> Option<&str> {
        match self {
            Row::Event(event) if !event.household.is_empty() => Some(&event.household),
            _ => None,
        }
    }

    /// Whose secret the row's commitment is made with: the county's month.
    pub fn month(&self) -> String {
        Day::of_millis(self.at()).to_string().chars().take(7).collect()
    }

    /// The household that this line says was forgotten, as `county.uuid`.
    pub fn forgets(&self) -> Option<&str> {
        match self {
            Row::Line(line) if line.verb == ERASE => Some(&line.subject),
            _ => None,
        }
    }

    /// The row as the one text that is committed to; the purpose of an access to a household is not in it.
    fn text(&self) -> String {
        match self {
            Row::Line(l) => json!([
                l.county,
                l.id,
                l.at,
                l.day,
                l.actor,
                l.actor_name,
                l.verb,
                l.place,
                l.subject,
                l.detail
            ]),
            Row::Event(e) => {
                let apart = if e.household.is_empty() { e.purpose.as_str() } else { "" };
                json!([
                    e.county,
                    e.id,
                    e.at,
                    e.day,
                    e.account,
                    e.actor_name,
                    e.actor_unit,
                    e.role,
                    e.village,
                    e.household,
                    e.class,
                    apart
                ])
            }
        }
        .to_string()
    }

    fn entry_key(&self, secret: &[u8; 32]) -> EntryKey {
        let (county, id) = self.key();
        EntryKey::derive(secret, format!("{}|{county}|{id}", self.source()).as_bytes())
    }

    /// The commitment to the row without the purpose.
    pub fn commitment(&self, secret: &[u8; 32]) -> Hash {
        self.entry_key(secret).commit(self.kind(), "row", &self.text())
    }

    /// The commitment to the purpose.
    pub fn purpose(&self, secret: &[u8; 32]) -> Hash {
        let words = if let Row::Event(event) = self { event.purpose.as_str() } else { "" };
        self.entry_key(secret).commit(self.kind(), "purpose", words)
    }

    /// The same row under another's name: what it would be if the two had been swapped.
    pub fn renamed(&self, county: &str, id: Uuid) -> Row {
        let mut other = self.clone();
        match &mut other {
            Row::Line(line) => (line.county, line.id) = (county.to_owned(), id),
            Row::Event(event) => (event.county, event.id) = (county.to_owned(), id),
        }
        other
    }

    /// The bytes of its entry, logged at a time in seconds.
    pub fn entry(&self, logged: i64, secret: &[u8; 32], about: Option<&[u8; 32]>) -> Result<Vec<u8>> {
        let mut fields =
            vec![("at", Field::Clear(logged.to_string())), ("row", Field::Sealed(self.commitment(secret)))];
        if let Some(about) = about {
            fields.push(("purpose", Field::Sealed(self.purpose(about))));
        }
        made(self.kind(), fields)
    }
}

/// The first entry of a log.
pub fn begin(logged: i64) -> Result<Vec<u8>> {
    made(BEGIN, vec![("at", Field::Clear(logged.to_string()))])
}

fn made(kind: &str, fields: Vec<(&'static str, Field)>) -> Result<Vec<u8>> {
    let entry = Entry::new(kind, fields).ok_or_else(|| Error::internal("the names of fields are fixed"))?;
    Ok(entry.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::reveal::EVENT, engine::act::AUDIT};

    #[test]
    fn no_column_of_a_row_is_left_out() {
        for (insert, text) in [(AUDIT, NEW_LINES), (EVENT, NEW_EVENTS)] {
            for column in insert.columns {
                let named = [format!("a.{column},"), format!("a.{column} ")];
                assert!(
                    named.iter().any(|named| text.contains(named)),
                    "{}.{column} is not logged",
                    insert.table
                );
            }
        }
    }
}
