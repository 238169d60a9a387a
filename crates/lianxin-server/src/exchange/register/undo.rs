//! Undoing a register's commit: every change taken back in one transaction, while no later one rests on it.

use lianxin_domain::{day::Day, ids::Ref, people::ChangeKind, places::PlaceCode};
use serde_json::json;

use super::{
    apply::{Told, kind_of},
    sealed::{self, Opened},
};
use crate::{
    app::App,
    engine::{
        act::Act,
        db::Conn,
        error::{Error, Result, codes},
        jobs::Job,
    },
    exchange::store::{self, HouseholdChange, ImportRow},
    households::{
        read,
        store::{self as households, At, HOUSEHOLD, household_row, resident_row},
    },
};

/// Takes a committed register back. Households that were erased since stay erased.
pub async fn undo(app: &App, mut act: Act, row: &ImportRow, name: &Ref, job: &Job) -> Result<()> {
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let tx = act.tx().await?;
    job.phase("undoing", 0);
    let changes = store::households(tx, name, "", 0, i64::MAX).await?;
    let mut told = Told::default();
    for (change, n) in changes.iter().rev().zip(0..) {
        if let Some(opened) = sealed::open(app, tx, name, change).await? {
            take_back(app, tx, change, &opened, &mut told).await?;
        }
        if n % 500 == 0 {
            job.phase("undoing", changes.len() as u64);
            job.step(n);
        }
    }
    store::set_committed(tx, name, "undone", &row.counts, row.committed_at).await?;
    job.phase("counting", 0);
    told.finish(tx).await?;
    act.done(&place, name, json!({"changes": changes.len()}), ()).await?;
    app.db.sweep().await;
    Ok(())
}

async fn take_back(
    app: &App,
    tx: &mut Conn,
    change: &HouseholdChange,
    opened: &Opened,
    told: &mut Told,
) -> Result<()> {
    let (at, kept) = (&opened.at, &opened.kept);
    let Some(now) = read::one(tx, &at.county(), at.id).await? else { return Ok(()) };
    let kind = kind_of(change)?;
    if kind == ChangeKind::Left && now.version == kept.version {
        return Ok(()); // It was told to be kept.
    }
    if now.version != kept.version + 1 {
        return Err(refused("之后有户已更正 / a household was corrected since"));
    }
    match kind {
        ChangeKind::Joined => {
            if store::visited(tx, &at.county(), at.id).await? {
                return Err(refused("之后已有走访记录 / a visit was written down since"));
            }
            households::drop_household(tx, at).await?;
            told.add(at, true);
            Ok(())
        }
        ChangeKind::Left => {
            households::set_state(tx, at, "present", Day::NEVER).await?;
            told.add(at, false);
            Ok(())
        }
        ChangeKind::Changed | ChangeKind::Moved => {
            let since: Day = now.since.parse().map_err(Error::internal)?;
            restore(app, tx, opened, since, told).await
        }
    }
}

async fn restore(app: &App, tx: &mut Conn, opened: &Opened, since: Day, told: &mut Told) -> Result<()> {
    let before =
        opened.kept.before.as_ref().ok_or_else(|| Error::internal("a change without what was before"))?;
    let at = At { village: before.village.clone(), id: opened.at.id };
    tx.insert(&HOUSEHOLD, &[household_row(&at, &before.house, &before.name, before.members, since)]).await?;
    let resident = |person: &lianxin_domain::households::import::Person| {
        resident_row(&at, app.clock.id(), &person.name, &person.relation)
    };
    let residents: Vec<_> = before.residents.iter().map(resident).collect();
    households::set_residents(tx, &at, &residents).await?;
    let done = &opened.kept.done;
    for id in &done.facts_added {
        households::drop_fact(tx, &at, *id).await?;
    }
    for id in &done.facts_ended {
        households::end_fact(tx, &at, *id, Day::NEVER).await?;
    }
    for (kind, since) in &done.standings_added {
        households::drop_standing(tx, &at, kind.word(), *since).await?;
    }
    for (kind, ended) in &done.standings_ended {
        households::reopen_standing(tx, &at, kind.word(), *ended).await?;
    }
    if at.village != opened.at.village {
        households::move_facts(tx, &at).await?;
        told.add(&opened.at, true);
    }
    told.add(&at, false);
    Ok(())
}

/// Forgets a preview, and the keys of households that it would have added.
pub async fn forget(tx: &mut Conn, name: &Ref) -> Result<()> {
    for change in store::households(tx, name, ChangeKind::Joined.word(), 0, i64::MAX).await? {
        let village: PlaceCode = change.village.parse().map_err(Error::internal)?;
        if read::one(tx, &village.owner(), change.household).await?.is_none() {
            households::drop_key(tx, &village.owner(), change.household).await?;
        }
    }
    store::clear_households(tx, name).await
}

fn refused(why: &str) -> Error {
    Error::refused(codes::CANNOT_UNDO).with("why", why)
}
