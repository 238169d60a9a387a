//! Saved views: the filters of the list under a name, for the account alone.

use axum::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::text;
use crate::{
    cases::views,
    engine::{
        act::{Act, Done, Look, nothing},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
};

/// Views of an account.
const MOST: usize = 20;
/// What the list can be asked.
const KEYS: &[&str] = &["place", "state", "theme", "mine", "q"];

/// An account's views.
#[derive(Serialize, ToSchema)]
pub struct SavedViews {
    /// By name, 20 at the most.
    items: Vec<SavedView>,
}

/// A view.
#[derive(Serialize, ToSchema)]
pub struct SavedView {
    id: String,
    name: String,
    /// What the list is asked: `state=overdue&theme=water`.
    query: String,
}

/// What is to be kept.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewView)]
pub struct New {
    /// In 1 to 30 characters.
    name: String,
    /// `place`, `state`, `theme`, `mine`, `q` as in an address, in 300 characters at the most.
    #[serde(default)]
    query: String,
}

pub async fn list(mut look: Look) -> Result<Json<SavedViews>> {
    let (account, county) = (look.actor.account, look.actor.widest(look.right)?.owner());
    let rows = views::of_account(&mut look, &county, account).await?.into_iter();
    let items = rows.map(|row| SavedView { id: row.id.to_string(), name: row.name, query: row.query });
    Ok(Json(SavedViews { items: items.collect() }))
}

pub async fn keep(mut act: Act, Body(new): Body<New>) -> Result<Done<SavedView>> {
    let (account, id, now) = (act.actor.account, act.id(), act.now());
    let name = text::said("name", &new.name, 1, 30)?;
    let query = text::said("query", &new.query, 0, 300)?;
    let known = |part: &str| part.split_once('=').is_some_and(|(key, _)| KEYS.contains(&key));
    if !query.is_empty() && !query.split('&').all(known) {
        return Err(Error::refused(codes::INVALID).field("query", codes::BAD_TEXT));
    }
    let place = act.actor.widest(act.right)?;
    let county = place.owner();
    let tx = act.tx().await?;
    if views::of_account(tx, &county, account).await?.len() >= MOST {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", MOST));
    }
    views::keep(tx, &county, (account, id), (&name, &query), now).await?;
    let view = SavedView { id: id.to_string(), name, query };
    Ok(act.done(&place, id, json!({}), view).await?.created())
}

pub async fn drop(mut act: Act, Path(id): Path<Uuid>) -> Result<Done<Json_>> {
    let (account, place) = (act.actor.account, act.actor.widest(act.right)?);
    if !views::drop(act.tx().await?, &place.owner(), account, id).await? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    act.done(&place, id, json!({}), nothing()).await
}
