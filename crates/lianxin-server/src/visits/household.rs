//! What was said in a household, for its copy and its erasure, whose verbs live in the later room `cases`.

use lianxin_domain::{ids::Ref, places::PlaceCode};
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{read, rollup::Tally, store};
use crate::{
    engine::{
        act::Act,
        db::Conn,
        error::Result,
        feed::{self, Changed},
    },
    households::{
        routes::{Ask, Copied, copied},
        store::At,
    },
};

/// A household's whole record.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdCopyWithTalks)]
pub struct WholeCopy {
    #[serde(flatten)]
    copy: Copied,
    /// Every visit: `day`, `how`, `by`, `state`, `statements` that may be told on, how many others the official keeps (`kept`),
    /// `needs`, `promises`, the latest first.
    #[schema(value_type = Vec<Object>)]
    talks: Vec<Json>,
}

/// The household's copy with what was said there, inside the act's transaction; the audit line and the commit are the caller's.
pub async fn copied_whole(act: &mut Act, name: &Ref, ask: &Ask) -> Result<(At, WholeCopy)> {
    let (at, copy) = copied(act, name, ask).await?;
    let talks = talks(act.tx().await?, name).await?;
    Ok((at, WholeCopy { copy, talks }))
}

async fn talks(conn: &mut Conn, household: &Ref) -> Result<Vec<Json>> {
    let mut talks = Vec::new();
    for (id, author, by, state) in read::of_household(conn, &household.county, household.id).await? {
        let mut talk = read::body(conn, &household.county, id, author).await?;
        // Staff print the copy: what was told to one official alone stays with him.
        let said = talk["statements"].as_array_mut();
        let told = said.map_or(0, |said| {
            let all = said.len();
            said.retain(|one| one["consent"] == true);
            all - said.len()
        });
        talk["kept"] = json!(told);
        talk["by"] = json!(by);
        talk["state"] = json!(state);
        talks.push(talk);
    }
    Ok(talks)
}

/// Forgets every word that was said there; that somebody came, and when, stays without a name. Takes the county's turn first
/// (`feed::turn`) and writes the feed, so that it comes last.
pub async fn forget_words(
    conn: &mut Conn,
    county: &PlaceCode,
    village: &PlaceCode,
    household: Uuid,
) -> Result<()> {
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
