//! What is kept of one change: sealed with the household's key, bound to its import and number.

use lianxin_domain::{
    day::Day,
    households::{StandingKind, import::HouseholdRecord},
    ids::Ref,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result, codes},
    },
    exchange::store::HouseholdChange,
    households::{read, seal::HouseholdKey, store::At},
};

/// A change with all that its commit and its undo need.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The household's version at the preview; 0 for a new one.
    pub version: i64,
    /// As it was.
    pub before: Option<HouseholdRecord>,
    /// As it is to be.
    pub after: Option<HouseholdRecord>,
    /// What the commit did beside the record itself.
    #[serde(default)]
    pub done: Deeds,
}

/// What an undo takes back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Deeds {
    /// Facts that were added.
    pub facts_added: Vec<Uuid>,
    /// Facts that were ended.
    pub facts_ended: Vec<Uuid>,
    /// Standings that were added, with their first day.
    pub standings_added: Vec<(StandingKind, Day)>,
    /// Standings that were ended, with the day.
    pub standings_ended: Vec<(StandingKind, Day)>,
}

impl Kept {
    /// Seals it.
    pub fn seal(&self, key: &HouseholdKey, import: Uuid, n: i64) -> Result<Vec<u8>> {
        key.seal_as(&format!("import {n}"), import, &serde_json::to_string(self)?)
    }

    /// Opens it.
    pub fn open(key: &HouseholdKey, import: Uuid, change: &HouseholdChange) -> Result<Kept> {
        let text = key.open_as(&format!("import {}", change.n), import, &change.sealed)?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// A stored change, opened: where its household lies and its key.
pub struct Opened {
    /// Where the household lies, or is to lie.
    pub at: At,
    /// Its key.
    pub key: HouseholdKey,
    /// The change.
    pub kept: Kept,
}

/// Opens a stored change; none when its household was erased.
pub async fn open(
    app: &App,
    conn: &mut Conn,
    name: &Ref,
    change: &HouseholdChange,
) -> Result<Option<Opened>> {
    let village: PlaceCode = change.village.parse().map_err(Error::internal)?;
    let at = At { village, id: change.household };
    let Some(wrapped) = read::key(conn, &at.county(), at.id).await? else { return Ok(None) };
    let key = HouseholdKey::unwrap(&app.keys, &at.county(), at.id, &wrapped)?;
    let kept = Kept::open(&key, name.id, change)?;
    Ok(Some(Opened { at, key, kept }))
}

/// Refuses when a household is no longer what the preview saw.
pub async fn unchanged(conn: &mut Conn, opened: &Opened) -> Result<()> {
    let now = read::one(conn, &opened.at.county(), opened.at.id).await?.map_or(0, |row| row.version);
    if now == opened.kept.version { Ok(()) } else { Err(Error::refused(codes::IMPORT_STALE)) }
}
