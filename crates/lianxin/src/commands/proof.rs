//! Proving, verifying, exporting.

use std::{fs, path::Path, process::ExitCode, sync::Arc, time::Instant};

use lianxin_domain::{
    links::{Tier, proof::Cover, snapshot},
    places::{Level, PlaceCode},
};
use lianxin_server::{
    exchange::export,
    links::proved::{self, Proved},
    places::store as places,
};
use serde_json::{Value, json};

use super::{Outcome, day, open};
use crate::{
    config::Effective,
    out::{Out, seconds},
};

/// Counterexamples printed; all are in the JSON and in the snapshot.
const PRINTED: usize = 20;

/// `lianxin prove`
pub async fn prove(config: &Effective, out: &Out, as_of: Option<&str>, file: Option<&Path>) -> Outcome {
    let app = open(config).await?;
    let day = day(&app, as_of)?;
    let begun = Instant::now();
    let proved = proved::as_of(&app, day).await?;
    let took = begun.elapsed();
    let city = app.city()?;
    let cover = proved.proof.places.get(&city).cloned().unwrap_or_default();
    out.say(format!("as of {day}, proved in {}", seconds(took)));
    say(out, &cover);
    by_county(out, &proved);
    let examples = counterexamples(&proved);
    for line in examples.iter().take(PRINTED) {
        out.say(format!("  {line}"));
    }
    if examples.len() > PRINTED {
        out.say(format!("  … and {} more", examples.len() - PRINTED));
    }
    if let Some(file) = file {
        fs::write(file, proved::file(&app, proved.clone()).await?)?;
        out.say(format!("{}: signed", file.display()));
    }
    let (one, two) = (cover.one_holds(), cover.two_holds());
    out.result(&json!({"as_of": day, "coverage_one": one, "coverage_two": two, "counterexamples": examples}));
    app.close().await;
    Ok(if one && two { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

/// Both coverages, in lines.
pub fn say(out: &Out, cover: &Cover) {
    let word = |holds| if holds { "holds" } else { "DOES NOT HOLD" };
    out.say(format!(
        "coverage one {}: {} of {} officials have a link",
        word(cover.one_holds()),
        cover.linked,
        cover.officials
    ));
    out.say(format!(
        "coverage two {}: {} of {} villages have what is demanded",
        word(cover.two_holds()),
        cover.covered,
        cover.villages
    ));
    for (tier, count) in Tier::ALL.iter().zip(&cover.tiers) {
        out.say(format!(
            "  {:<16} {:>5} villages served, {} short; {:>6} links; {:>6} of {:>6} officials linked",
            tier.word(),
            count.served,
            count.short,
            count.links,
            count.linked,
            count.officials
        ));
    }
}

fn by_county(out: &Out, proved: &Arc<Proved>) {
    for (place, cover) in proved.proof.places.iter().filter(|(place, _)| place.level() == Level::County) {
        let (one, two) = (cover.officials - cover.linked, cover.villages - cover.covered);
        out.say(format!(
            "  {place}: {} officials, {one} unlinked; {} villages, {two} short",
            cover.officials, cover.villages
        ));
    }
}

fn counterexamples(proved: &Proved) -> Vec<String> {
    let facts = &proved.facts;
    let unlinked = proved.proof.unlinked.iter().map(|n| {
        let official = &facts.officials[*n as usize];
        format!("no link: {} ({}) {}", official.name, facts.unit_of(*n).name, official.name_ref)
    });
    let short = proved.proof.short.iter().map(|short| {
        let village = &facts.villages[short.village as usize];
        format!("short of {} {}: {} {}", short.missing, short.tier.word(), village.name, village.code)
    });
    unlinked.chain(short).collect()
}

/// `lianxin verify FILE`: needs no installation.
pub fn verify(out: &Out, file: &Path, signer: Option<&str>) -> Outcome {
    let bytes = fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let begun = Instant::now();
    let verdict = snapshot::verify(&bytes).map_err(|why| format!("{}: refused: {why}", file.display()))?;
    if let Some(expected) = signer.filter(|expected| !expected.eq_ignore_ascii_case(&verdict.signer)) {
        return Err(format!("{}: signed by {}, not by {expected}", file.display(), verdict.signer).into());
    }
    let cover = verdict.proof.places.get(&verdict.facts.city).cloned().unwrap_or_default();
    out.say(format!("{}: sound, checked in {}", file.display(), seconds(begun.elapsed())));
    out.say(format!("{} as of {}, signed by {}", verdict.name, verdict.as_of, verdict.signer));
    say(out, &cover);
    let (one, two) = (cover.one_holds(), cover.two_holds());
    out.result(&json!({"ok": true, "as_of": verdict.as_of, "signer": verdict.signer, "coverage_one": one, "coverage_two": two}));
    Ok(ExitCode::SUCCESS)
}

/// `lianxin export`
pub async fn export(config: &Effective, out: &Out, folder: &Path, county: Option<&str>) -> Outcome {
    let app = open(config).await?;
    fs::create_dir_all(folder)?;
    let city = app.city()?;
    let mut conn = app.db.read().await?;
    let counties: Vec<PlaceCode> = match county {
        Some(code) => vec![code.parse()?],
        None => {
            let below = places::children(&mut conn, &city, app.clock.today()).await?;
            below.iter().filter_map(|place| place.code.parse().ok()).collect()
        }
    };
    let bar = out.bar("workbooks");
    bar.set_length(counties.len() as u64);
    let mut files: Vec<Value> = Vec::new();
    for code in counties {
        let bytes = export::workbook(&app, &mut conn, &code).await?;
        let path = folder.join(format!("lianxin-{code}.xlsx"));
        fs::write(&path, bytes)?;
        files.push(json!(path));
        bar.inc(1);
    }
    bar.finish_and_clear();
    out.say(format!("{} workbooks in {}", files.len(), folder.display()));
    out.result(&json!({"files": files}));
    drop(conn);
    app.close().await;
    Ok(ExitCode::SUCCESS)
}
