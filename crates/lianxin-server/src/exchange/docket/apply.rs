//! Committing a sheet of open matters: all of its cases in one transaction.

use lianxin_domain::{
    cases::{
        import::{Incoming, Verdict, begun, compare},
        words::Heard,
    },
    ids::Ref,
    places::PlaceCode,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    known,
    sealed::{Kept, Keys},
    store as matters,
};
use crate::{
    app::App,
    cases::{
        days::working,
        intake::{self, Begun, Taker},
        store::NewMatter,
        tally::Tally,
        work::refused,
    },
    engine::{
        act::Act,
        error::{Error, Result, codes},
        jobs::Job,
    },
    exchange::{
        preview::Counts,
        store::{self, ImportRow},
    },
};

/// Cases written at once.
const AT_ONCE: usize = 500;

/// Applies a preview; what looks like a case that is there already only when told so.
pub async fn commit(
    app: &App,
    mut act: Act,
    row: &ImportRow,
    name: &Ref,
    alike: bool,
    job: &Job,
) -> Result<()> {
    let counts: Counts = serde_json::from_str(&row.counts)?;
    if counts.errors > 0 {
        return Err(Error::refused(codes::IMPORT_ERRORS).with("count", counts.errors));
    }
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let (today, now, account, by) = (act.today(), act.now(), act.actor.account, act.actor.name.clone());
    let tx = act.tx().await?;
    job.phase("committing", (counts.joined + if alike { counts.alike } else { 0 }) as u64);
    let mut keys = Keys::of(app, tx, name).await?;
    let mut kept: Vec<(Uuid, Kept)> = Vec::new();
    for change in matters::rows(tx, name, "", 0, i64::MAX).await? {
        let wanted = change.kind == "new" || alike && change.kind == "alike";
        // Its household was erased since the preview: nothing of it may come back.
        let Some(opened) = keys.open(tx, &change).await?.filter(|_| wanted) else { continue };
        kept.extend(change.matter.map(|id| (id, opened)));
    }
    let rows: Vec<Incoming> = kept.iter().map(|(_, kept)| kept.row.clone()).collect();
    let there = known::matters(tx, &rows, now).await?;
    if compare(&rows, &there).iter().any(|verdict| matches!(verdict, Verdict::Same(_))) {
        return Err(Error::refused(codes::IMPORT_STALE));
    }
    let names: Vec<Ref> =
        kept.iter().map(|(id, kept)| Ref { county: kept.row.village.owner(), id: *id }).collect();
    let taker = Taker { account, name: &by, import: name };
    let mut tally = Tally::default();
    let mut done = 0;
    for (names, kept) in names.chunks(AT_ONCE).zip(kept.chunks(AT_ONCE)) {
        let cases = names.iter().zip(kept).map(|(name, (_, kept))| case(name, kept, account, today));
        let cases = cases.collect::<Result<Vec<_>>>()?;
        intake::take_in(tx, &mut tally, &taker, &cases, (today, now)).await?;
        done += cases.len();
        job.step(done as u64);
    }
    tally.write(tx).await?;
    matters::made(tx, name, alike).await?;
    store::set_committed(tx, name, "committed", &row.counts, now).await?;
    act.done(&place, name, json!({"cases": done, "alike": alike}), ()).await?;
    app.uploads.forget(name.id);
    app.db.sweep().await;
    Ok(())
}

fn case<'k>(
    name: &'k Ref,
    kept: &'k Kept,
    account: Uuid,
    today: lianxin_domain::day::Day,
) -> Result<Begun<'k>> {
    let row = &kept.row;
    let own = kept.own.as_ref();
    let (case, acts) = begun(row, own.map(|own| &own.0), account, today, working()).map_err(refused)?;
    Ok(Begun {
        new: NewMatter {
            name,
            village: &row.village,
            need: None,
            household: row.household,
            brought: None,
            heard: Heard::Sheet,
            title: &row.title,
            words: &row.words,
            theme: row.theme.word(),
            kind: row.kind.word(),
            urgent: row.urgent,
            wanted_by: "",
            merged_into: None,
        },
        unit: own.filter(|_| !acts.is_empty()).map_or("", |own| &own.1),
        case,
        acts,
        raised: row.raised,
        wanted_by: row.wanted_by,
    })
}
