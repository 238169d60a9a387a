//! A household's copy and its erasure: they touch the household and what was said there, so they live in the later room.

use lianxin_domain::{ids::Ref, places::PlaceCode};
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{read, rollup::Tally, store};
use crate::{
    engine::{
        act::{Act, Done, nothing},
        db::Conn,
        error::Result,
        feed::{self, Changed},
        http::{Body, Path},
    },
    households::routes::{Ask, Copied, Reason, copied, forgotten},
};

/// A household's whole record.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdWholeCopy)]
pub struct WholeCopy {
    #[serde(flatten)]
    copy: Copied,
    /// Every visit: `day`, `how`, `by`, `state`, `statements`, `needs`, `promises`, the latest first.
    #[schema(value_type = Vec<Object>)]
    talks: Vec<Json>,
}

/// Gives the household everything that is known of it.
pub async fn copy(mut act: Act, Path(name): Path<Ref>, Body(ask): Body<Ask>) -> Result<Done<WholeCopy>> {
    let (at, copy) = copied(&mut act, &name, &ask).await?;
    let talks = talks(act.tx().await?, &name).await?;
    act.done(&at.village, &name, json!({}), WholeCopy { copy, talks }).await
}

async fn talks(conn: &mut Conn, household: &Ref) -> Result<Vec<Json>> {
    let mut talks = Vec::new();
    for (id, author, by, state) in read::of_household(conn, &household.county, household.id).await? {
        let mut talk = read::body(conn, &household.county, id, author).await?;
        talk["by"] = json!(by);
        talk["state"] = json!(state);
        talks.push(talk);
    }
    Ok(talks)
}

/// Forgets the household and every word that was said there; that somebody came, and when, stays without a name.
pub async fn erase(mut act: Act, Path(name): Path<Ref>, Body(why): Body<Reason>) -> Result<Done<Json>> {
    let app = act.app.clone();
    let (at, reason) = forgotten(&mut act, &name, &why).await?;
    let tx = act.tx().await?;
    feed::turn(tx, &name.county).await?;
    words(tx, &name.county, &at.village, name.id).await?;
    let done = act.done(&at.village, &name, json!({"reason": reason}), nothing()).await?;
    app.db.sweep().await;
    Ok(done)
}

async fn words(conn: &mut Conn, county: &PlaceCode, village: &PlaceCode, household: Uuid) -> Result<()> {
    let visits = read::of_household(conn, county, household).await?;
    let visits: Vec<Uuid> = visits.into_iter().map(|(id, ..)| id).collect();
    let children = read::children(conn, county, &visits).await?;
    let mut tally = Tally::default();
    for promise in read::promises_of(conn, county, &visits).await? {
        if promise.state == "open" {
            tally.promise(village, &promise.due_week, [0, 0, 1]);
        }
    }
    store::forget_words(conn, county, &visits).await?;
    let rows = tally.rows(conn, county).await?;
    conn.insert_all(&rows).await?;
    let line = |entity: &'static str, id: Uuid| Changed { entity, id, village: village.clone(), gone: false };
    let mut changed: Vec<Changed> = visits.iter().map(|id| line("visit", *id)).collect();
    for child in children {
        match child.kind.as_str() {
            "need" => changed.push(line("need", child.id)),
            "promise" => changed.push(line("promise", child.id)),
            _ => {}
        }
    }
    feed::note(conn, county, &changed).await
}
