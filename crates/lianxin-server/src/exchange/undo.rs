//! Undoing a commit: every change taken back in one transaction, while nothing later rests on it.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    people::{ChangeKind, OfficialRecord, UnitRecord, VillageRecord},
    places::PlaceCode,
};
use serde_json::json;

use super::{
    apply::{kind_of, official, profile, subject, write_unit},
    preview::Counts,
    store::{self, ChangeRow, ImportRow},
};
use crate::{
    app::App,
    engine::{
        act::Act,
        db::Conn,
        error::{Error, Result, codes},
        jobs::Job,
    },
    links::{cover, facts, store as links},
    people::store::{self as people, OFFICIAL},
    places::store::{self as places, SET_PROFILE},
};

/// Whether an import can still be undone: it was the last thing that changed the world.
pub fn possible(app: &App, row: &ImportRow) -> bool {
    let counts: Counts = serde_json::from_str(&row.counts).unwrap_or_default();
    row.state == "committed" && counts.world == app.setting("world")
}

/// Takes a committed import back.
pub async fn undo(app: &App, mut act: Act, row: &ImportRow, name: &Ref, job: &Job) -> Result<()> {
    let mut counts: Counts = serde_json::from_str(&row.counts)?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let committed = Day::of_millis(row.committed_at);
    let tx = act.tx().await?;
    if !possible(app, row) {
        return Err(Error::refused(codes::CANNOT_UNDO)
            .with("why", "之后已有新的导入或发布 / something later rests on it"));
    }
    job.phase("undoing", 0);
    links::reopen_links(tx, &name.to_string()).await?;
    let mut changes = Vec::new();
    loop {
        let more =
            store::all_changes(tx, name, changes.last().map_or(0, |last: &ChangeRow| last.n), 5000).await?;
        if more.is_empty() {
            break;
        }
        changes.extend(more);
    }
    let total = changes.len();
    for (n, change) in changes.iter().rev().enumerate() {
        match change.what.as_str() {
            "unit" => unit(tx, change, committed).await?,
            "village" => village(tx, change).await?,
            _ => person(app, tx, change, committed).await?,
        }
        if n % 1000 == 0 {
            job.phase("undoing", total as u64);
            job.step(n as u64);
        }
    }
    counts.world = app.clock.id().to_string();
    store::set_committed(tx, name, "undone", &serde_json::to_string(&counts)?, row.committed_at).await?;
    App::set(tx, "world", &counts.world).await?;
    job.phase("counting", 0);
    cover::recount(app, tx).await?;
    act.done(&place, name, json!({"changes": total}), ()).await?;
    app.refresh().await
}

async fn unit(tx: &mut Conn, row: &ChangeRow, since: Day) -> Result<()> {
    let name = subject(row)?;
    if row.before.is_empty() {
        return people::drop_unit(tx, &name.county, name.id).await;
    }
    let before: UnitRecord = serde_json::from_str(&row.before)?;
    write_unit(tx, &name, &before, since).await
}

async fn village(tx: &mut Conn, row: &ChangeRow) -> Result<()> {
    if row.before.is_empty() {
        let after: VillageRecord = serde_json::from_str(&row.after)?;
        return places::drop_profile(tx, &after.village).await;
    }
    tx.insert(&SET_PROFILE, &[profile(&serde_json::from_str(&row.before)?)]).await
}

async fn person(app: &App, tx: &mut Conn, row: &ChangeRow, on: Day) -> Result<()> {
    let name = subject(row)?;
    match kind_of(row)? {
        ChangeKind::Joined => people::drop_official(tx, &name).await,
        ChangeKind::Changed => restore(app, tx, &name, row).await,
        ChangeKind::Left => back(tx, &name, on).await,
        ChangeKind::Moved => {
            let before: OfficialRecord = serde_json::from_str(&row.before)?;
            if before.county() != name.county {
                people::drop_official(tx, &name).await?;
                let old =
                    people::left_on(tx, &before.county(), &before.name_key, &before.staff_no, on).await?;
                return match old {
                    Some(id) => back(tx, &Ref { county: before.county(), id }, on).await,
                    None => Err(Error::internal("the record before the move is gone")),
                };
            }
            people::drop_post(tx, &name, on).await?;
            people::reopen_post(tx, &name, on).await?;
            restore(app, tx, &name, row).await
        }
    }
}

async fn back(tx: &mut Conn, name: &Ref, on: Day) -> Result<()> {
    people::leave(tx, name, Day::NEVER).await?;
    people::reopen_post(tx, name, on).await
}

async fn restore(app: &App, tx: &mut Conn, name: &Ref, row: &ChangeRow) -> Result<()> {
    let before: OfficialRecord = serde_json::from_str(&row.before)?;
    let units = people::present_units(tx).await?;
    let unit = units
        .iter()
        .find(|unit| unit.place == before.unit.place.as_str() && unit.name_key == before.unit.name_key);
    let unit = unit.ok_or_else(|| Error::internal("the unit before the change is gone"))?;
    let kind = lianxin_domain::people::UnitKind::of(&unit.kind)
        .ok_or_else(|| Error::internal("an unknown kind of unit"))?;
    let tier = facts::rules(app).tier_of(before.rank, kind).map_or("", |tier| tier.word());
    let joined = people::joined(tx, name).await?;
    tx.insert(&OFFICIAL, &[official(name, &before, unit.id, tier, joined)]).await
}
