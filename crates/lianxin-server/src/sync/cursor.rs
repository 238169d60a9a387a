//! Where a phone stands: per village either somewhere in the first download or at a number of its county's feed. Opaque to
//! the phone; one that is not ours, or another official's, starts anew.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use lianxin_domain::places::PlaceCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{app::App, engine::error::Result};

/// The parts of a first download, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Who lives there.
    Households,
    /// What is promised.
    Promises,
    /// What is needed.
    Needs,
    /// What was said, the newest first.
    Visits,
}

impl Stage {
    /// The first of them.
    pub const FIRST: Stage = Stage::Households;
    /// All of them.
    pub const ALL: [Stage; 4] = [Stage::Households, Stage::Promises, Stage::Needs, Stage::Visits];

    /// The next one; none after the last.
    pub fn next(self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| *stage > self)
    }
}

/// Where a phone stands with one village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Whether it holds households.
    #[serde(rename = "h")]
    pub households: bool,
    /// The mark of what it knows of the village itself.
    #[serde(rename = "m")]
    pub mark: String,
    /// The number of the county's feed up to which it knows everything, once the first download is over.
    #[serde(rename = "n")]
    pub at: i64,
    /// The first download, while it lasts.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Fill>,
}

/// Somewhere in a first download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// The part.
    #[serde(rename = "s")]
    pub stage: Stage,
    /// The last record sent of that part.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
    /// Its day, among visits.
    #[serde(rename = "d", default, skip_serializing_if = "String::is_empty")]
    pub day: String,
}

impl Fill {
    /// The beginning of a part.
    pub fn of(stage: Stage) -> Fill {
        Fill { stage, after: None, day: String::new() }
    }
}

/// Where a phone stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The form of this text.
    v: u8,
    /// Whose it is.
    who: Uuid,
    /// The life of the database in which its numbers count: see [`EPOCH`].
    #[serde(rename = "e", default, skip_serializing_if = "String::is_empty")]
    pub epoch: String,
    /// The villages it holds.
    #[serde(rename = "p")]
    pub villages: BTreeMap<PlaceCode, Position>,
}

const FORM: u8 = 1;

/// The setting that names the database's present life. A restored backup begins another one: what phones took from the life
/// before may be missing in it, and its numbers will come again with other content.
pub const EPOCH: &str = "feed_epoch";

/// Begins another life of the database: phones fetch anew.
pub async fn begin_life(app: &App) -> Result<()> {
    let mut conn = app.db.write().await?;
    App::set(&mut conn, EPOCH, &app.clock.id().to_string()).await?;
    conn.commit().await?;
    app.refresh().await
}

impl Cursor {
    /// An official's cursor, or the beginning.
    pub fn read(text: Option<&str>, who: Uuid) -> Cursor {
        let known = text.and_then(|text| {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            serde_json::from_slice::<Cursor>(&bytes)
                .ok()
                .filter(|cursor| cursor.v == FORM && cursor.who == who)
        });
        known.unwrap_or(Cursor { v: FORM, who, epoch: String::new(), villages: BTreeMap::new() })
    }

    /// Its text.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_a_foreign_one_starts_anew() {
        let who = Uuid::from_u128(7);
        let mut cursor = Cursor::read(None, who);
        let fill = Some(Fill { stage: Stage::Visits, after: Some(who), day: "2026-07-01".into() });
        let position = Position { households: true, mark: "ab".into(), at: 12, fill };
        cursor.villages.insert("370811001001".parse().unwrap(), position);
        assert_eq!(Cursor::read(Some(&cursor.text()), who), cursor);
        for foreign in ["", "…", "e30", &cursor.text()[1..]] {
            assert!(Cursor::read(Some(foreign), who).villages.is_empty(), "{foreign}");
        }
        assert!(Cursor::read(Some(&cursor.text()), Uuid::from_u128(8)).villages.is_empty());
    }

    #[test]
    fn the_parts_follow_each_other() {
        let parts: Vec<Stage> = std::iter::successors(Some(Stage::FIRST), |stage| stage.next()).collect();
        assert_eq!(parts, Stage::ALL);
    }
}
