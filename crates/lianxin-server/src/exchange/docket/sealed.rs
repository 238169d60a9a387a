//! What is kept of one row while it is a preview: sealed with the key of its household, so that an erased household is gone from
//! here too, or with the import's own.

use std::collections::HashMap;

use lianxin_domain::{cases::import::Incoming, ids::Ref, places::PlaceCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::{self, KEY, MatterChange};
use crate::{
    app::App,
    args,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    households::{facts, read, seal::HouseholdKey},
};

/// A row with what its commit needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The matter.
    pub row: Incoming,
    /// The government of the village's township, in whose name it is taken in.
    pub own: Option<(Ref, String)>,
}

/// The keys of one import, each looked up once.
pub struct Keys<'a> {
    app: &'a App,
    import: &'a Ref,
    own: Option<HouseholdKey>,
    households: HashMap<Uuid, Option<HouseholdKey>>,
}

impl<'a> Keys<'a> {
    /// Of a new preview.
    pub async fn fresh(app: &'a App, tx: &mut Conn, import: &'a Ref) -> Result<Keys<'a>> {
        let (key, wrapped) = HouseholdKey::fresh(&app.keys, &import.county, import.id)?;
        tx.insert(&KEY, &[args![&import.county, import.id, wrapped].to_vec()]).await?;
        Ok(Keys { app, import, own: Some(key), households: HashMap::new() })
    }

    /// Of a preview that is there; without its key nothing of it can be read any more.
    pub async fn of(app: &'a App, conn: &mut Conn, import: &'a Ref) -> Result<Keys<'a>> {
        let wrapped = store::key(conn, import).await?;
        let own = wrapped.map(|key| HouseholdKey::unwrap(&app.keys, &import.county, import.id, &key));
        Ok(Keys { app, import, own: own.transpose()?, households: HashMap::new() })
    }

    /// Seals a row.
    pub async fn seal(&mut self, tx: &mut Conn, n: i64, kept: &Kept) -> Result<Vec<u8>> {
        let text = serde_json::to_string(kept)?;
        let (app, id, village) = (self.app, self.import.id, &kept.row.village);
        if let Some(household) = kept.row.household
            && !self.households.contains_key(&household)
        {
            let key = facts::key(app, tx, &village.owner(), household).await?;
            self.households.insert(household, Some(key));
        }
        let key = match kept.row.household {
            Some(household) => self.households.get(&household).and_then(Option::as_ref),
            None => self.own.as_ref(),
        };
        let key = key.ok_or_else(|| Error::internal("a preview without its key"))?;
        key.seal_as(&format!("import {n}"), id, &text)
    }

    /// Opens a row; none once it is decided, or its household was erased.
    pub async fn open(&mut self, conn: &mut Conn, row: &MatterChange) -> Result<Option<Kept>> {
        if row.sealed.is_empty() {
            return Ok(None);
        }
        if let Some(household) = row.household
            && !self.households.contains_key(&household)
        {
            let county = row.village.parse::<PlaceCode>().map_err(Error::internal)?.owner();
            let wrapped = read::key(conn, &county, household).await?;
            let key = wrapped.map(|key| HouseholdKey::unwrap(&self.app.keys, &county, household, &key));
            self.households.insert(household, key.transpose()?);
        }
        let key = match row.household {
            Some(household) => self.households.get(&household).and_then(Option::as_ref),
            None => self.own.as_ref(),
        };
        let Some(key) = key else { return Ok(None) };
        let text = key.open_as(&format!("import {}", row.n), self.import.id, &row.sealed)?;
        Ok(Some(serde_json::from_str(&text)?))
    }
}
