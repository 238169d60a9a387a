//! Solving a plan in a job, with progress and cancel.

use axum::Json;
use lianxin_domain::{
    access::Right,
    ids::Ref,
    links::plan::{Infeasible, Stop},
    places::PlaceCode,
};
use serde_json::{Value, json};

use super::plans::{found, in_state, job_of};
use crate::{
    app::App,
    engine::{
        act::{Act, Actor, Done, Look},
        error::{Error, Result, codes},
        http::Path,
        jobs::{Job, Progress},
    },
    links::{
        desk, shown,
        store::{self, PlanRow},
    },
};

/// How a solve ended.
pub enum Solved {
    /// There is a plan.
    Plan(Box<shown::PlanResult>),
    /// The rules leave somebody out.
    NoPlan(Box<shown::NoPlan>),
    /// Somebody stopped it.
    Cancelled,
}

pub async fn solve(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Progress>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["draft", "solved"])?;
    let job = app.jobs.start(&job_of(&name)).ok_or_else(|| Error::refused(codes::PLAN_RUNNING))?;
    let progress = job.progress();
    let done = act.done(&place, &name, json!({}), progress).await.map(Done::accepted);
    tokio::spawn(run(app, actor, row, name, job));
    done
}

async fn run(app: App, actor: Actor, row: PlanRow, name: Ref, job: Job) {
    match now(&app, actor, &row, &name, &job).await {
        Ok(Solved::Cancelled) => job.finish("cancelled", None),
        Ok(_) => job.finish("done", None),
        Err(why) => {
            tracing::error!(%why, "a plan was not solved");
            job.finish("failed", Some(json!({"code": why.word(), "detail": why.detail(true)})));
        }
    }
}

/// Solves, keeps the run, and puts the plan on the desk.
pub async fn now(app: &App, actor: Actor, row: &PlanRow, name: &Ref, job: &Job) -> Result<Solved> {
    let begun = std::time::Instant::now();
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let mut act = Act::of(app, actor, "links.plan.solved", Right::EditPlans);
    match desk::solve(app, row, name, job).await? {
        Err((Stop::Cancelled, _)) => Ok(Solved::Cancelled),
        Err((Stop::Stuck(stuck), facts)) => {
            let stuck: Infeasible = *stuck;
            let shown = shown::no_plan(&facts, &stuck);
            store::set_result(act.tx().await?, name, "draft", &shown::kept(None, Some(&shown))).await?;
            app.desk.clear(name);
            act.done(&place, name, json!({"infeasible": shown.tier}), ()).await?;
            Ok(Solved::NoPlan(Box::new(shown)))
        }
        Ok(open) => {
            let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
            job.phase("keeping", 0);
            let result = shown::result(&open, ms);
            let kept = desk::run_of(&open, act.now()).await?;
            let tx = act.tx().await?;
            store::set_result(tx, name, "solved", &shown::kept(Some(&result), None)).await?;
            store::set_run(tx, name, kept).await?;
            app.desk.put(name, open);
            act.done(&place, name, json!({"objective": result.objective, "links": result.links}), ()).await?;
            Ok(Solved::Plan(Box::new(result)))
        }
    }
}

pub async fn progress(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Progress>> {
    let (actor, right) = (look.actor.clone(), look.right);
    found(&mut look, &name, |place| actor.may(right, place)).await?;
    Ok(Json(look.app.jobs.progress(&job_of(&name))))
}

pub async fn cancel(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Value>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let (_, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    if let Some(job) = act.app.jobs.of(&job_of(&name)) {
        job.cancel();
    }
    act.done(&place, &name, json!({}), json!({})).await
}
