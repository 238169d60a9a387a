//! Bringing divisions, rosters, registers of households and sheets of open matters in.

use std::{path::Path, process::ExitCode, time::Instant};

use lianxin_domain::{ids::Ref, places::PlaceCode};
use lianxin_server::{
    App,
    engine::{
        act::{Act, Actor},
        jobs::Job,
    },
    exchange::{Kind, apply, docket, preview::Counts, register, routes::read_to_end, store},
};
use serde_json::{Value, json};

use super::{Failure, Outcome, day, init::import_places, open};
use crate::{
    config::Effective,
    out::{Out, seconds},
};

/// `lianxin import places FILE`
pub async fn places(config: &Effective, out: &Out, file: &Path, since: Option<&str>) -> Outcome {
    let app = open(config).await?;
    let report = import_places(&app, file, day(&app, since)?, None).await?;
    out.say(format!(
        "{} rows: {} new, {} renamed, {} ended",
        report.rows, report.new, report.renamed, report.ended
    ));
    out.result(
        &json!({"rows": report.rows, "new": report.new, "renamed": report.renamed, "ended": report.ended}),
    );
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A previewed import: its name, how it ended, its counts.
pub struct Previewed {
    /// The import.
    pub name: Ref,
    /// Its state.
    pub state: String,
    /// What it holds and would change.
    pub counts: Counts,
    /// Why the whole file was refused.
    pub refusal: Value,
}

/// Reads a workbook into a preview, with a bar.
pub async fn preview(
    app: &App,
    out: &Out,
    kind: Kind,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<Previewed, Failure> {
    let city = app.city()?;
    let actor = Actor::program(&city);
    let name = Ref { county: city.owner(), id: app.clock.id() };
    let mut act = Act::of(app, actor.clone(), "exchange.import.upload", kind.right());
    let now = act.now();
    store::make(act.tx().await?, kind, &name, &city, file_name, &actor.name, now).await?;
    act.done(&city, &name, json!({"file_name": file_name}), ()).await?;
    let job = Job::default();
    let act = Act::of(app, actor.clone(), "exchange.import.read", kind.right());
    let bar = out.bar("reading");
    let reading = read_to_end(app, act, actor, &name, &city, bytes.into(), &job);
    watched(&bar, &job, reading).await?;
    let row = store::show(&mut app.db.read().await?, &name).await?.ok_or("the import is gone")?;
    let counts = serde_json::from_str(&row.counts)?;
    let refusal = serde_json::from_str(&row.refusal).unwrap_or_default();
    Ok(Previewed { name, state: row.state, counts, refusal })
}

/// Commits a preview, with a bar. `less`: end what the workbook no longer has, or leave out what looks like a case.
pub async fn commit(app: &App, out: &Out, kind: Kind, name: &Ref, less: bool) -> Result<(), Failure> {
    let row = store::show(&mut app.db.read().await?, name).await?.ok_or("the import is gone")?;
    let city: PlaceCode = app.city()?;
    let act = Act::of(app, Actor::program(&city), "exchange.import.committed", kind.right());
    let job = Job::default();
    let bar = out.bar("committing");
    match kind {
        Kind::Roster => {
            watched(&bar, &job, apply::commit(app, act, &row, name, less, &job)).await?;
        }
        Kind::Households => {
            let work = register::apply::commit(app, act, &row, name, less, &job);
            watched(&bar, &job, work).await?;
        }
        Kind::Cases => {
            let work = docket::apply::commit(app, act, &row, name, !less, &job);
            watched(&bar, &job, work).await?;
        }
    }
    Ok(())
}

/// Waits for a job's work and moves its bar.
pub async fn watched<T, E>(
    bar: &indicatif::ProgressBar,
    job: &Job,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            ended = &mut work => {
                bar.finish_and_clear();
                return ended;
            }
            () = tokio::time::sleep(std::time::Duration::from_millis(100)) => {
                let progress = job.progress();
                bar.set_prefix(progress.phase);
                bar.set_length(progress.total);
                bar.set_position(progress.done);
            }
        }
    }
}

/// `lianxin import roster FILE`, `lianxin import households FILE`, `lianxin import cases FILE`
pub async fn workbook(
    config: &Effective,
    out: &Out,
    kind: Kind,
    file: &Path,
    commits: bool,
    less: bool,
) -> Outcome {
    let app = open(config).await?;
    let bytes = std::fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let begun = Instant::now();
    let previewed = preview(&app, out, kind, &file_name, bytes).await?;
    let read = begun.elapsed();
    let counts = &previewed.counts;
    if previewed.state == "refused" {
        let text = |part: &str| previewed.refusal[part]["en"].as_str().unwrap_or_default().to_owned();
        return Err(format!("{}: {}; {}", file.display(), text("detail"), text("mend")).into());
    }
    out.say(format!("{} rows of {} sheets in {}", counts.rows, counts.sheets, seconds(read)));
    if kind == Kind::Cases {
        out.say(format!(
            "new {}, alike {}, there already {}, finished {}",
            counts.joined, counts.alike, counts.same, counts.over
        ));
    } else {
        out.say(format!(
            "joined {}, moved {}, changed {}, left {}, same {}; units {}, villages {}",
            counts.joined,
            counts.moved,
            counts.changed,
            counts.left,
            counts.same,
            counts.units,
            counts.villages
        ));
    }
    out.say(format!("{} errors, {} warnings", counts.errors, counts.warnings));
    problems(&app, out, &previewed.name).await?;
    let mut committed = None;
    if commits && counts.errors == 0 {
        let begun = Instant::now();
        commit(&app, out, kind, &previewed.name, less).await?;
        committed = Some(begun.elapsed());
        out.say(format!("committed in {}", seconds(begun.elapsed())));
    } else {
        out.say("nothing was imported");
    }
    out.result(&json!({
        "import": previewed.name, "counts": counts, "read_seconds": read.as_secs_f64(),
        "commit_seconds": committed.map(|time| time.as_secs_f64()), "peak_mb": peak_mb(),
    }));
    app.close().await;
    Ok(if counts.errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn problems(app: &App, out: &Out, name: &Ref) -> Result<(), Failure> {
    for row in store::problems(&mut app.db.read().await?, name, "error", 0, 20).await?.iter().take(20) {
        let code = lianxin_domain::people::ProblemCode::of(&row.code);
        let args = serde_json::from_str(&row.args).unwrap_or_default();
        let said = code.map(|code| {
            format!("{}; {}", code.detail(&row.value, &args).en, code.mend(&row.value, &args).en)
        });
        out.say(format!("  {} {}{}: {}", row.sheet, row.col, row.row_no, said.unwrap_or_default()));
    }
    Ok(())
}

/// The most memory that this process held, in MiB (Linux).
pub fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
