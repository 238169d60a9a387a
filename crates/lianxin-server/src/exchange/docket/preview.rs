//! From a sheet of open matters to its preview: every problem, what would be made, what is there already.

use std::collections::HashMap;

use axum::body::Bytes;
use lianxin_domain::{
    cases::import::{
        Checked, Docket, Incoming, KnownMatter, Stray, Unit, Verdict, begun, check, compare, houses,
    },
    ids::Ref,
    people::{Field, Gazetteer, Origin, Problem, ProblemCode, Severity, UnitKind},
    places::PlaceCode,
};
use lianxin_sheets::{Refusal, guard::Limits, matters::read_docket};
use serde_json::json;
use uuid::Uuid;

use super::{
    known,
    sealed::{Kept, Keys},
    store::MATTER,
};
use crate::{
    app::App,
    args,
    cases::{days::working, intake},
    engine::{
        act::Act,
        error::{Error, Result},
        jobs::Job,
        value::Value,
    },
    exchange::{
        preview::{Counts, Read},
        store::{self, PROBLEM},
    },
    places::store as places,
};

/// Problems stored of one workbook; the rest is counted.
const PROBLEMS_KEPT: usize = 20_000;

/// What a sheet came to.
struct Compared {
    docket: Docket,
    checked: Checked,
    verdicts: Vec<Verdict>,
    matters: Vec<KnownMatter>,
    units: Vec<Unit>,
}

/// Reads a sheet and keeps its preview.
pub async fn read(
    app: &App,
    mut act: Act,
    name: &Ref,
    place: &PlaceCode,
    file: Bytes,
    job: &Job,
) -> Result<Read> {
    let _turn = app.reading.acquire().await.map_err(Error::internal)?;
    let docket = match docket(file, job).await? {
        Ok(docket) => docket,
        Err(_) if job.cancelled() => return Ok(Read::Cancelled),
        Err(refusal) => return Ok(Read::Refused(refusal)),
    };
    job.phase("comparing", 0);
    let compared = compared(app, docket, place, act.now()).await?;
    job.phase("keeping", 0);
    let counts = keep(app, &mut act, name, &compared).await?;
    store::set(act.tx().await?, name, "preview", "", &serde_json::to_string(&counts)?).await?;
    act.done(place, name, json!({"rows": counts.rows, "errors": counts.errors}), ()).await?;
    Ok(Read::Preview(counts))
}

async fn docket(file: Bytes, job: &Job) -> Result<std::result::Result<Docket, Refusal>> {
    job.phase("reading", 0);
    let reading = job.clone();
    let read = tokio::task::spawn_blocking(move || {
        read_docket(&file, &Limits::default(), &mut |progress| {
            reading.phase("reading", progress.total);
            reading.step(progress.done);
            !reading.cancelled()
        })
    });
    read.await.map_err(Error::internal)
}

async fn compared(app: &App, docket: Docket, place: &PlaceCode, now: i64) -> Result<Compared> {
    let (mut conn, today) = (app.db.read().await?, app.clock.today());
    let all = places::all_as_of(&mut conn, &app.city()?, today).await?;
    let gazetteer = Gazetteer::new(all.into_iter().filter_map(|p| Some((p.code.parse().ok()?, p.name))));
    let units = known::units(&mut conn).await?;
    let named: Vec<Ref> = docket.rows.iter().filter_map(|row| row.number.parse().ok()).collect();
    let ours = intake::known(&mut conn, &named).await?;
    let ours: HashMap<Ref, PlaceCode> =
        ours.into_iter().filter(|(_, village)| place.contains(village)).collect();
    let within = place.clone();
    let checking = tokio::task::spawn_blocking(move || {
        let mut checked = check(&docket, &gazetteer, &units, &within, &ours.keys().cloned().collect(), today);
        checked.named.extend(ours.into_values());
        (docket, units, checked)
    });
    let (docket, units, mut checked) = checking.await.map_err(Error::internal)?;
    let living = known::houses(&mut conn, &checked.rows).await?;
    let matters = known::matters(&mut conn, &checked.rows, now).await?;
    drop(conn);
    let comparing = tokio::task::spawn_blocking(move || {
        let unsure = houses(&docket, &mut checked.rows, &living);
        checked.problems.extend(unsure);
        let verdicts = compare(&checked.rows, &matters);
        checked.problems.extend(told(&docket, &checked.rows, &verdicts, &matters));
        checked.problems.sort_by_key(|problem| problem.at);
        Compared { docket, checked, verdicts, matters, units }
    });
    comparing.await.map_err(Error::internal)
}

/// What is told of matters that look like others.
fn told<'a>(
    docket: &'a Docket,
    rows: &'a [Incoming],
    verdicts: &'a [Verdict],
    matters: &'a [KnownMatter],
) -> impl Iterator<Item = Problem> + 'a {
    let problem = |row: &Incoming, code, other: String| {
        let field = if docket.has(row.at, Field::Matter) { Field::Matter } else { Field::Words };
        docket.problem(row.at, field, "", code).with("other", other)
    };
    rows.iter().zip(verdicts).filter_map(move |(row, verdict)| match verdict {
        Verdict::Alike(n) => Some(problem(row, ProblemCode::MatterAlike, matters[*n].title.clone())),
        Verdict::Twice(first) => Some(problem(row, ProblemCode::MatterTwice, docket.spoken(*first))),
        Verdict::New | Verdict::Same(_) => None,
    })
}

async fn keep(app: &App, act: &mut Act, name: &Ref, compared: &Compared) -> Result<Counts> {
    let problems = &compared.checked.problems;
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let mut counts = Counts {
        rows: compared.docket.rows.len() as i64,
        sheets: compared.docket.sheets.len() as i64,
        villages: known::villages(&compared.checked.rows).len() as i64,
        errors: errors as i64,
        warnings: (problems.len() - errors) as i64,
        ..Counts::default()
    };
    keep_problems(act, name, compared).await?;
    let mut rows = strays(name, compared, &mut counts);
    let (account, today) = (act.actor.account, act.today());
    let tx = act.tx().await?;
    let mut keys = Keys::fresh(app, tx, name).await?;
    for (row, verdict) in compared.checked.rows.iter().zip(&compared.verdicts) {
        let (kind, like) = match verdict {
            Verdict::New => ("new", None),
            Verdict::Alike(like) => ("alike", Some(*like)),
            Verdict::Same(like) => ("same", Some(*like)),
            Verdict::Twice(_) => ("same", None),
        };
        *count(&mut counts, kind) += 1;
        let (n, sheet) = (rows.len() as i64 + 1, compared.docket.sheet_name(row.at));
        let like = like.map(|like| compared.matters[like].id.clone());
        if kind == "same" {
            rows.push(passed_over(name, n, kind, sheet, row.at, like));
            continue;
        }
        let own = own(&compared.units, &row.village);
        let (_, acts) = begun(row, own.as_ref().map(|own| &own.0), account, today, working())
            .map_err(crate::cases::work::refused)?;
        let kept = Kept { row: row.clone(), own };
        let sealed = keys.seal(tx, n, &kept).await?;
        let like = like.map(|like| like.id);
        let version = 1 + acts.len() as i64;
        let id = app.clock.id();
        rows.push(
            args![
                &name.county,
                name.id,
                n,
                kind,
                sheet,
                row.at.row,
                &row.village,
                row.household,
                id,
                like,
                version,
                0_i64,
                sealed
            ]
            .to_vec(),
        );
    }
    for village in &compared.checked.named {
        rows.push(line(name, rows.len() as i64 + 1, "named", ("", 0), village.as_str(), None));
    }
    tx.insert(&MATTER, &rows).await?;
    Ok(counts)
}

/// The rows that are passed over before anything is compared.
fn strays(name: &Ref, compared: &Compared, counts: &mut Counts) -> Vec<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for stray in &compared.checked.strays {
        let (kind, at, known) = match stray {
            Stray::Ours(at, known) => ("same", *at, Some(known.clone())),
            Stray::Over(at) => ("over", *at, None),
        };
        *count(counts, kind) += 1;
        let n = rows.len() as i64 + 1;
        rows.push(passed_over(name, n, kind, compared.docket.sheet_name(at), at, known));
    }
    rows
}

fn count<'c>(counts: &'c mut Counts, kind: &str) -> &'c mut i64 {
    match kind {
        "new" => &mut counts.joined,
        "alike" => &mut counts.alike,
        "same" => &mut counts.same,
        _ => &mut counts.over,
    }
}

/// A row of which nothing is kept but where it stands, and which case it is.
fn passed_over(name: &Ref, n: i64, kind: &str, sheet: &str, at: Origin, known: Option<Ref>) -> Vec<Value> {
    let county = known.as_ref().map(|known| known.county.to_string()).unwrap_or_default();
    line(name, n, kind, (sheet, at.row), &county, known.map(|known| known.id))
}

fn line(
    name: &Ref,
    n: i64,
    kind: &str,
    (sheet, row): (&str, u32),
    place: &str,
    known: Option<Uuid>,
) -> Vec<Value> {
    let none: Option<Uuid> = None;
    let sealed = Vec::<u8>::new();
    args![&name.county, name.id, n, kind, sheet, row, place, none, none, known, 0_i64, 0_i64, sealed].to_vec()
}

/// The government of a village's township.
fn own(units: &[Unit], village: &PlaceCode) -> Option<(Ref, String)> {
    let own = |unit: &&Unit| unit.kind == UnitKind::TownshipGovernment && unit.key.place.contains(village);
    units.iter().find(own).map(|unit| (unit.id.clone(), unit.name.clone()))
}

async fn keep_problems(act: &mut Act, name: &Ref, compared: &Compared) -> Result<()> {
    let problem = |(problem, n): (&Problem, i64)| {
        args![
            &name.county,
            name.id,
            n,
            problem.severity().word(),
            compared.docket.sheet_name(problem.at),
            problem.at.row,
            problem.column.as_str(),
            problem.field.map_or("", |field| field.word()),
            problem.value.as_str(),
            problem.code.word(),
            serde_json::to_string(&problem.args).unwrap_or_default(),
        ]
        .to_vec()
    };
    let rows: Vec<Vec<Value>> =
        compared.checked.problems.iter().zip(1..).take(PROBLEMS_KEPT).map(problem).collect();
    act.tx().await?.insert(&PROBLEM, &rows).await
}
