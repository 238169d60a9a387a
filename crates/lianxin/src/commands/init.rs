//! Setting up: database, keys, divisions, outlines, the first administrator's code.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use lianxin_domain::{
    access::Right,
    day::Day,
    places::{Level, PlaceCode},
};
use lianxin_server::{
    App, access,
    engine::act::{Act, Actor},
    places::{self, import::Imported},
};
use serde_json::json;

use super::{Failure, Outcome, open};
use crate::{config::Effective, out::Out};

/// `lianxin init`
pub async fn init(config: &Effective, out: &Out, file: Option<PathBuf>, map: Option<PathBuf>) -> Outcome {
    let app = open(config).await?;
    out.say(format!("database  {}", config.server.database));
    out.say(format!("keys      {}", config.server.data_dir.join("keys").display()));
    if let Some(file) = file {
        let report = import_places(&app, &file, app.clock.today(), None).await?;
        out.say(format!("places    {} rows, {} new", report.rows, report.new));
    }
    if let Some(map) = map {
        import_map(&app, &map, "").await?;
        out.say(format!("outlines  {}", map.display()));
    }
    let code = access::routes::announce_setup(&app).await?;
    let next = match (&code, app.city().is_ok()) {
        (_, false) => "next: lianxin import places FILE (code,name,level,parent), then lianxin serve",
        (Some(_), true) => {
            "next: lianxin serve, and open the page: the set-up code for the first administrator is printed there"
        }
        (None, true) => "ready: lianxin serve",
    };
    out.say(next);
    out.result(&json!({"database": config.server.database, "first_administrator_needed": code.is_some()}));
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Brings in a divisions file, or only its first few counties.
pub async fn import_places(
    app: &App,
    file: &Path,
    since: Day,
    counties: Option<usize>,
) -> Result<Imported, Failure> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let mut divisions = places::import::parse(&text).map_err(|why| format!("{}: {why}", file.display()))?;
    if let Some(counties) = counties {
        let mut kept: Vec<PlaceCode> =
            divisions.iter().map(|d| d.code.owner()).filter(|c| c.level() == Level::County).collect();
        kept.sort();
        kept.dedup();
        kept.truncate(counties);
        divisions.retain(|d| d.code.level() == Level::City || kept.contains(&d.code.owner()));
    }
    let city: PlaceCode =
        divisions.iter().map(|d| d.code.clone()).min_by_key(|code| code.as_str().len()).ok_or("no city")?;
    let act = Act::of(app, Actor::program(&city), "places.import", Right::EditPlaces);
    Ok(places::import::import(app, act, divisions, since).await?)
}

/// Brings in outlines.
pub async fn import_map(app: &App, file: &Path, source: &str) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let map = places::routes::outlines(&serde_json::from_str(&text)?)
        .map_err(|why| format!("{}: {why}", file.display()))?;
    let city = app.city()?;
    let mut act = Act::of(app, Actor::program(&city), "places.map.replace", Right::EditPlaces);
    places::store::set_outline(act.tx().await?, &city, source, &map.to_string()).await?;
    act.done(&city, "map", json!({"source": source}), ()).await?;
    Ok(())
}
