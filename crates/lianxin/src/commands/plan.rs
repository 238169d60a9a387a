//! Planning from the command line.

use std::{process::ExitCode, time::Instant};

use lianxin_domain::{access::Right, day::Day, ids::Ref, links::Tier, places::PlaceCode};
use lianxin_server::{
    App,
    engine::{
        act::{Act, Actor},
        jobs::Job,
    },
    links::{
        desk,
        routes::{
            plans,
            publish::{self, Publish},
            solve::{self, Solved},
        },
        shown::PlanResult,
        store,
    },
};
use serde_json::json;

use super::{Failure, Outcome, day, import::watched, open};
use crate::{
    config::Effective,
    out::{Out, seconds},
};

/// What is to be planned.
pub struct Wanted {
    /// The place's code; the city unless told.
    pub place: Option<String>,
    /// The tiers' words; all unless told.
    pub tiers: Vec<String>,
    /// Mend only what is missing.
    pub repair: bool,
    /// Publish under this document.
    pub publish: Option<String>,
    /// First day of the new links.
    pub starts: Option<String>,
}

/// A solved plan.
pub struct Planned {
    /// Its name.
    pub name: Ref,
    /// How it does.
    pub result: PlanResult,
}

/// Makes a plan and solves it, with a bar.
pub async fn plan(
    app: &App,
    out: &Out,
    place: &PlaceCode,
    tiers: &[&str],
    repair: bool,
    title: &str,
) -> Result<Planned, Failure> {
    let actor = Actor::program(&app.city()?);
    let mode = if repair { "repair" } else { "full" };
    let act = Act::of(app, actor.clone(), "links.plan.make", Right::EditPlans);
    let made = plans::add(act, title, place, &tiers.join(","), mode, app.clock.today(), "").await?.answer;
    let name: Ref = made.line.name_ref.parse()?;
    let row = store::plan(&mut app.db.read().await?, &name).await?.ok_or("the plan is gone")?;
    let job = Job::default();
    let bar = out.bar("solving");
    match watched(&bar, &job, solve::now(app, actor, &row, &name, &job)).await? {
        Solved::Plan(result) => Ok(Planned { name, result: *result }),
        Solved::Cancelled => Err("cancelled".into()),
        Solved::NoPlan(stuck) => {
            let people: Vec<&str> = stuck.people.iter().take(5).map(|who| who.name.as_str()).collect();
            let villages: Vec<&str> =
                stuck.villages.iter().take(5).map(|place| place.name.as_str()).collect();
            let relax: Vec<String> =
                stuck.relax.iter().map(|r| format!("{} {} → {}", r.rule_path, r.from, r.to)).collect();
            let group = format!("people {}, villages {}", people.join("、"), villages.join("、"));
            let (tier, kind, need, have) = (&stuck.tier, &stuck.kind, stuck.need, stuck.have);
            Err(format!(
                "no plan: {tier} {kind}: need {need}, have {have} ({group}); would help: {}",
                relax.join(", ")
            )
            .into())
        }
    }
}

/// Publishes a solved plan, with a bar.
pub async fn publish(app: &App, out: &Out, name: &Ref, document: &str, starts: Day) -> Result<(), Failure> {
    let row = store::plan(&mut app.db.read().await?, name).await?.ok_or("the plan is gone")?;
    let how = Publish { starts, document: document.to_owned() };
    let job = Job::default();
    let bar = out.bar("publishing");
    let actor = Actor::program(&app.city()?);
    watched(&bar, &job, publish::now(app, actor, &row, name, &how, &job)).await?;
    Ok(())
}

/// Verifies the kept run of a plan: solved again from its input, its certificate checked.
pub async fn check_run(app: &App, name: &Ref) -> Result<i64, Failure> {
    let run = store::run(&mut app.db.read().await?, name).await?.ok_or("the run was not kept")?;
    Ok(desk::check_run(run).await?.map_err(|why| format!("the certificate is refused: {why}"))?)
}

/// `lianxin plan`
pub async fn command(config: &Effective, out: &Out, wanted: Wanted) -> Outcome {
    let app = open(config).await?;
    let place = match &wanted.place {
        Some(code) => code.parse()?,
        None => app.city()?,
    };
    let mut tiers = Vec::new();
    for word in &wanted.tiers {
        tiers.push(Tier::of(word).ok_or_else(|| format!("there is no tier “{word}”"))?.word());
    }
    if tiers.is_empty() {
        tiers = Tier::ALL.iter().map(|tier| tier.word()).collect();
    }
    let starts = day(&app, wanted.starts.as_deref())?;
    let begun = Instant::now();
    let planned = plan(&app, out, &place, &tiers, wanted.repair, "命令行方案").await?;
    say(out, &planned, begun.elapsed());
    if let Some(document) = &wanted.publish {
        publish(&app, out, &planned.name, document, starts).await?;
        out.say(format!("published from {starts}: {document}"));
    }
    out.result(
        &json!({"plan": planned.name, "result": planned.result, "published": wanted.publish.is_some()}),
    );
    app.close().await;
    Ok(ExitCode::SUCCESS)
}

/// What a plan does, in lines.
pub fn say(out: &Out, planned: &Planned, time: std::time::Duration) {
    let result = &planned.result;
    out.say(format!(
        "solved in {}: {} links, objective {}, certificate verified",
        seconds(time),
        result.links,
        result.objective
    ));
    for tier in &result.tiers {
        out.say(format!(
            "  {:<16} {:>6} links, {:>6} people or units, {:>5} villages with {} to {}",
            tier.tier, tier.links, tier.agents, tier.villages, tier.least, tier.most
        ));
    }
    let moves = &result.moves;
    out.say(format!("  against today: {} start, {} end, {} stay", moves.start, moves.end, moves.keep));
}
