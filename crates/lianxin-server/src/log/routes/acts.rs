//! What was done and looked at, with the number under which it stands in the log: one's own, and for auditors everybody's
//! within their place. Auditors see who looked at which class of data of which village, not of which household nor why in
//! words: the words belong to the household, which reads them itself.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        act::Look,
        error::Result,
        http::Query,
        page::{Page, Paging},
    },
    log::read::{self, Done},
};

/// Something that was done or looked at.
#[derive(Serialize, ToSchema)]
#[schema(as = LogDeed)]
pub struct Deed {
    /// The row.
    id: Uuid,
    /// When, in milliseconds.
    at: i64,
    /// Who; empty for oneself.
    who: String,
    /// `wrote` or `looked`.
    how: &'static str,
    /// The verb, or the class of data.
    deed: String,
    /// Where: a code,
    place: String,
    /// and what it is called; empty if there is no such place any more.
    place_name: String,
    /// Why, in one's own words; empty for others'.
    purpose: String,
    /// Its number in the log; absent until it has one.
    entry: Option<i64>,
}

fn shown(done: Done) -> Deed {
    Deed {
        id: done.id,
        at: done.at,
        who: done.who,
        how: if done.looked == 1 { "looked" } else { "wrote" },
        deed: done.deed,
        place: done.place,
        place_name: done.place_name,
        purpose: done.purpose,
        entry: (done.n >= 0).then_some(done.n),
    }
}

fn before(paging: &Paging) -> Uuid {
    let [before] = paging.after();
    Uuid::try_parse(&before).unwrap_or(Uuid::max())
}

fn page(rows: Vec<Done>, limit: i64) -> Json<Page<Deed>> {
    Json(Page::cut(rows, limit, |done| [done.id.to_string()], shown))
}

/// One's own.
pub async fn own(mut look: Look, Query(paging): Query<Paging>) -> Result<Json<Page<Deed>>> {
    let (account, limit) = (look.actor.account.to_string(), paging.limit());
    let rows = look.all(read::OWN, &args![account, before(&paging), limit + 1]).await?;
    Ok(page(rows, limit))
}

/// What the list is asked for.
#[derive(Deserialize)]
pub struct Asked {
    place: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

/// Everybody's of a place.
pub async fn all(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<Deed>>> {
    let place = look.place_or_widest(asked.place.as_deref())?;
    let (from, limit) = (before(&asked.paging), asked.paging.limit());
    let rows = look.all(read::OF_PLACE, &args![&place, from, limit + 1, place.upper()]).await?;
    Ok(page(rows, limit))
}
