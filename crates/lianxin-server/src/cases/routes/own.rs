//! What came of it, for the official who heard it: how it stands, not who answered.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use lianxin_domain::places::PlaceCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::told::Line;
use crate::{
    cases::read::{self, LineRow},
    engine::{
        act::Look,
        error::{Error, Result, codes},
    },
    links::scope,
};

/// Milliseconds of the year that is told.
const YEAR: i64 = 366 * 24 * 3600 * 1000;
/// Cases that are told at the most.
const MOST: usize = 200;

/// Cases of one's villages, and those that one brought.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCases)]
pub struct Own {
    /// The last changed first, 200 at the most.
    items: Vec<OwnCase>,
}

/// A case of one's own.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnCase)]
pub struct OwnCase {
    #[serde(flatten)]
    line: Line,
    /// Whether one heard it oneself.
    brought: bool,
    /// When it last changed, in milliseconds.
    changed_at: i64,
}

pub async fn list(mut look: Look) -> Result<Json<Own>> {
    let official = look.actor.official.clone().ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let (today, since) = (look.app.clock.today(), look.app.clock.millis() - YEAR);
    let mut villages: BTreeMap<PlaceCode, Vec<String>> = BTreeMap::new();
    for own in scope::own_scope(&mut look, &official, today).await? {
        if own.sees_households() {
            villages.entry(own.village.owner()).or_default().push(own.village.to_string());
        }
    }
    let mut rows = read::brought(&mut look, &official, since).await?;
    for (county, villages) in &villages {
        rows.extend(read::of_villages(&mut look, county, since, villages).await?);
    }
    rows.sort_by(|a, b| (b.changed_at, a.id).cmp(&(a.changed_at, b.id)));
    let mut told = BTreeSet::new();
    rows.retain(|row| told.insert(row.id));
    rows.truncate(MOST);
    let case = |row: LineRow| {
        let (brought, changed_at) = (row.brought == Some(official.id), row.changed_at);
        Ok(OwnCase { line: Line::of(row, today)?, brought, changed_at })
    };
    Ok(Json(Own { items: rows.into_iter().map(case).collect::<Result<Vec<OwnCase>>>()? }))
}
