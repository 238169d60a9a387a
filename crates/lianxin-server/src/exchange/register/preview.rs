//! From a register to its preview: every problem, and what it would change.

use std::collections::{BTreeSet, HashMap};

use axum::body::Bytes;
use lianxin_domain::{
    households::import::{Checked, Difference, HouseholdRecord, Register, check, difference, many_left},
    ids::Ref,
    people::{Change, ChangeKind, Gazetteer, Problem, Severity},
    places::{Level, PlaceCode},
};
use lianxin_sheets::{guard::Limits, households::read_register};
use serde_json::json;
use uuid::Uuid;

use super::{known, sealed::Kept};
use crate::{
    app::App,
    args,
    engine::{
        act::Act,
        error::{Error, Result},
        jobs::Job,
        value::Value,
    },
    exchange::{
        preview::{Counts, Read},
        store::{self, HOUSEHOLD, PROBLEM},
    },
    households::facts,
    places::store as places,
};

/// Problems stored of one workbook; the rest is counted.
const PROBLEMS_KEPT: usize = 20_000;

/// Reads a register and keeps its preview.
pub async fn read(
    app: &App,
    mut act: Act,
    name: &Ref,
    place: &PlaceCode,
    file: Bytes,
    job: &Job,
) -> Result<Read> {
    let _turn = app.reading.acquire().await.map_err(Error::internal)?;
    job.phase("reading", 0);
    let reading = job.clone();
    let register = tokio::task::spawn_blocking(move || {
        read_register(&file, &Limits::default(), &mut |progress| {
            reading.phase("reading", progress.total);
            reading.step(progress.done);
            !reading.cancelled()
        })
    });
    let register = match register.await.map_err(Error::internal)? {
        Ok(register) => register,
        Err(_) if job.cancelled() => return Ok(Read::Cancelled),
        Err(refusal) => return Ok(Read::Refused(refusal)),
    };
    job.phase("comparing", 0);
    let mut conn = app.db.read().await?;
    let today = app.clock.today();
    let all = places::all_as_of(&mut conn, &app.city()?, today).await?;
    let gazetteer = Gazetteer::new(all.into_iter().filter_map(|p| Some((p.code.parse().ok()?, p.name))));
    let within = place.clone();
    let compared = tokio::task::spawn_blocking(move || {
        let checked = check(&register, &gazetteer, &within, today);
        (register, gazetteer, checked)
    });
    let (register, gazetteer, mut checked) = compared.await.map_err(Error::internal)?;
    let villages = neighbours(&gazetteer, &checked);
    let (known, versions) = known::households(app, &mut conn, &villages).await?;
    drop(conn);
    let difference = difference(&known, &checked.households);
    checked.problems.extend(many_left(&known, &difference, |village| gazetteer.path(village)));
    job.phase("keeping", 0);
    let counts = counts(&register, &checked, &difference);
    keep_problems(&mut act, name, &register, &checked.problems).await?;
    keep_changes(app, &mut act, name, &difference, &versions).await?;
    store::set(act.tx().await?, name, "preview", "", &serde_json::to_string(&counts)?).await?;
    act.done(place, name, json!({"rows": counts.rows, "errors": counts.errors}), ()).await?;
    Ok(Read::Preview(counts))
}

/// All villages of the townships that the workbook mentions: whoever moved comes from there.
fn neighbours(gazetteer: &Gazetteer, checked: &Checked) -> Vec<PlaceCode> {
    let townships: BTreeSet<PlaceCode> =
        checked.households.iter().filter_map(|household| household.village.parent()).collect();
    let near = |village: &PlaceCode| village.parent().is_some_and(|parent| townships.contains(&parent));
    gazetteer.codes(Level::Village).into_iter().filter(near).collect()
}

fn counts(register: &Register, checked: &Checked, difference: &Difference) -> Counts {
    let of = |kind| difference.count(kind) as i64;
    let errors = checked.problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let villages: BTreeSet<&PlaceCode> =
        checked.households.iter().map(|household| &household.village).collect();
    Counts {
        rows: register.rows.len() as i64,
        sheets: register.sheets.len() as i64,
        villages: villages.len() as i64,
        joined: of(ChangeKind::Joined),
        moved: of(ChangeKind::Moved),
        changed: of(ChangeKind::Changed),
        left: of(ChangeKind::Left),
        same: difference.same as i64,
        errors: errors as i64,
        warnings: (checked.problems.len() - errors) as i64,
        ..Counts::default()
    }
}

async fn keep_problems(act: &mut Act, name: &Ref, register: &Register, problems: &[Problem]) -> Result<()> {
    let problem = |(problem, n): (&Problem, i64)| {
        args![
            &name.county,
            name.id,
            n,
            problem.severity().word(),
            register.sheet_name(problem.at),
            problem.at.row,
            problem.column.as_str(),
            problem.field.map_or("", |field| field.word()),
            problem.value.as_str(),
            problem.code.word(),
            serde_json::to_string(&problem.args).unwrap_or_default(),
        ]
        .to_vec()
    };
    let rows: Vec<Vec<Value>> = problems.iter().zip(1..).take(PROBLEMS_KEPT).map(problem).collect();
    act.tx().await?.insert(&PROBLEM, &rows).await
}

async fn keep_changes(
    app: &App,
    act: &mut Act,
    name: &Ref,
    difference: &Difference,
    versions: &HashMap<Uuid, i64>,
) -> Result<()> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (change, n) in difference.changes.iter().zip(1..) {
        rows.push(kept(app, act, name, change, n, versions).await?);
    }
    act.tx().await?.insert(&HOUSEHOLD, &rows).await
}

/// A change's row, sealed; what is new gets its id and key here.
async fn kept(
    app: &App,
    act: &mut Act,
    name: &Ref,
    change: &Change<HouseholdRecord>,
    n: i64,
    versions: &HashMap<Uuid, i64>,
) -> Result<Vec<Value>> {
    let record = change.after.as_ref().or(change.before.as_ref());
    let village =
        record.map(|record| record.village.clone()).ok_or_else(|| Error::internal("an empty change"))?;
    let id = change.of.as_ref().map_or_else(|| act.id(), |of| of.id);
    let key = facts::key(app, act.tx().await?, &village.owner(), id).await?;
    let kept = Kept {
        version: versions.get(&id).copied().unwrap_or(0),
        before: change.before.clone(),
        after: change.after.clone(),
        done: Default::default(),
    };
    let sealed = kept.seal(&key, name.id, n)?;
    Ok(args![&name.county, name.id, n, change.kind.word(), &village, id, sealed].to_vec())
}
