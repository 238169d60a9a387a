//! Reading the audit lines.

use axum::Json;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    access::store::{self, AuditLine},
    engine::{
        act::Look,
        error::Result,
        http::Query,
        page::{Page, Paging},
    },
};

/// What the list is asked for.
#[derive(Deserialize)]
pub struct Asked {
    place: Option<String>,
    #[serde(default)]
    verb: String,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<AuditLine>>> {
    let place = look.place_or_widest(asked.place.as_deref())?;
    let [before] = asked.paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let limit = asked.paging.limit();
    let rows = store::audit(&mut look, &place, &asked.verb, before, limit).await?;
    Ok(Json(Page::cut(rows, limit, |line| [line.id.to_string()], |line| line)))
}
