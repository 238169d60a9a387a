//! Sealed facts of one household: opened and added with its key.

use lianxin_domain::{day::Day, households::FactClass, places::PlaceCode};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    read::{self, FactRow},
    seal::HouseholdKey,
    store::{self, At, FACT, KEY},
};
use crate::{
    app::App,
    args,
    engine::{
        db::Conn,
        error::{Error, Result, codes},
    },
    people::read::ends,
};

/// A fact in clear.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RevealedFact)]
pub struct Fact {
    /// Its id.
    #[schema(value_type = String)]
    pub id: Uuid,
    /// Since when.
    pub since: String,
    /// Until when; none while it holds.
    pub until: Option<String>,
    /// What was written down.
    pub text: String,
}

/// A fact to be sealed.
#[derive(Clone, Debug)]
pub struct NewFact {
    /// Its class.
    pub class: FactClass,
    /// Since when.
    pub since: Day,
    /// Until when.
    pub until: Day,
    /// What it says.
    pub text: String,
}

/// A household's key; made when it has none yet and is not erased.
pub async fn key(app: &App, conn: &mut Conn, county: &PlaceCode, household: Uuid) -> Result<HouseholdKey> {
    if let Some(wrapped) = read::key(conn, county, household).await? {
        return HouseholdKey::unwrap(&app.keys, county, household, &wrapped);
    }
    let (key, wrapped) = HouseholdKey::fresh(&app.keys, county, household)?;
    conn.insert(&KEY, &[args![county, household, wrapped].to_vec()]).await?;
    Ok(key)
}

/// The facts of one class, in clear.
pub async fn open_class(app: &App, conn: &mut Conn, at: &At, class: FactClass) -> Result<Vec<Fact>> {
    let rows = read::facts(conn, &at.county(), at.id).await?;
    let rows: Vec<FactRow> = rows.into_iter().filter(|row| row.class == class.word()).collect();
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let wrapped = read::key(conn, &at.county(), at.id).await?;
    let wrapped = wrapped.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let key = HouseholdKey::unwrap(&app.keys, &at.county(), at.id, &wrapped)?;
    rows.into_iter().map(|row| opened(&key, class, row)).collect()
}

/// One fact in clear.
pub fn opened(key: &HouseholdKey, class: FactClass, row: FactRow) -> Result<Fact> {
    let text = key.open(class, row.id, &row.sealed)?;
    Ok(Fact { id: row.id, until: ends(&row.until), since: row.since, text })
}

/// Seals and stores facts; gives their ids.
pub async fn add(app: &App, conn: &mut Conn, at: &At, new: &[NewFact]) -> Result<Vec<Uuid>> {
    if new.is_empty() {
        return Ok(vec![]);
    }
    let key = key(app, conn, &at.county(), at.id).await?;
    let (mut rows, mut ids) = (Vec::new(), Vec::new());
    for fact in new {
        let id = app.clock.id();
        let sealed = key.seal(fact.class, id, &fact.text)?;
        rows.push(store::fact_row(at, id, fact.class, fact.since, fact.until, sealed));
        ids.push(id);
    }
    conn.insert(&FACT, &rows).await?;
    Ok(ids)
}
