//! Publishing a plan: one transaction ends old links, starts new ones and counts coverage anew; withdrawing; undoing.

use lianxin_domain::{
    access::Right,
    day::Day,
    ids::Ref,
    links::{Subject, plan::Moves},
    places::PlaceCode,
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::plans::{self, found, in_state, job_of};
use crate::{
    app::App,
    args,
    engine::{
        act::{Act, Actor, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
        jobs::{Job, Progress},
        value,
    },
    links::{
        cover,
        desk::{self, Open},
        shown::{self, Plan},
        store::{self, LINK, LinkRow, PlanRow},
    },
};

/// Under which document, from which day.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Publish {
    /// First day of the new links: today or earlier, not before the plan's facts.
    #[schema(value_type = String)]
    pub starts: Day,
    /// The document that decides it.
    pub document: String,
}

pub async fn publish(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(how): Body<Publish>,
) -> Result<Done<Progress>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["solved"])?;
    if how.document.trim().is_empty() || how.document.chars().count() > 200 {
        return Err(Error::refused(codes::INVALID).field("document", codes::REQUIRED));
    }
    if how.starts > act.today() {
        return Err(Error::refused(codes::INVALID).field("starts", codes::BAD_DAY));
    }
    let job = app.jobs.start(&job_of(&name)).ok_or_else(|| Error::refused(codes::PLAN_RUNNING))?;
    let progress = job.progress();
    let done = act
        .done(&place, &name, json!({"document": how.document, "starts": how.starts}), progress)
        .await
        .map(Done::accepted);
    tokio::spawn(async move {
        match now(&app, actor, &row, &name, &how, &job).await {
            Ok(()) => job.finish("done", None),
            Err(why) => {
                tracing::error!(%why, "a plan was not published");
                job.finish("failed", Some(json!({"code": why.word(), "detail": why.detail(true)})));
            }
        }
    });
    done
}

/// Publishes a solved plan.
pub async fn now(app: &App, actor: Actor, row: &PlanRow, name: &Ref, how: &Publish, job: &Job) -> Result<()> {
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let mut act = Act::of(app, actor, "links.plan.published", Right::PublishPlans);
    let counts = if row.mode == "undo" {
        undo_links(&mut act, row, name, how, job).await?
    } else {
        let plan = desk::open(app, row, name).await?;
        let open = plan.lock_owned().await;
        let kept = desk::run_of(&open, act.now()).await?;
        let tx = act.tx().await?;
        if open.world != app.setting("world") {
            return Err(Error::refused(codes::STALE_PLAN));
        }
        store::set_run(tx, name, kept).await?;
        let rules = serde_json::to_string(&**open.planning.rules())?;
        App::set(tx, "rules", &rules).await?;
        plan_links(&mut act, &open, name, how, job).await?
    };
    job.phase("counting", 0);
    let world = act.id().to_string();
    let tx = act.tx().await?;
    store::set_published(tx, name, how.document.trim(), how.starts).await?;
    App::set(tx, "world", &world).await?;
    cover::recount(app, tx).await?;
    act.done(&place, name, json!({"document": how.document, "start": counts.0, "end": counts.1}), ()).await?;
    app.desk.clear(name);
    app.refresh().await
}

async fn plan_links(
    act: &mut Act,
    open: &Open,
    name: &Ref,
    how: &Publish,
    job: &Job,
) -> Result<(usize, usize)> {
    let facts = open.planning.facts().clone();
    let Moves { start, end, .. } = open.planning.moves(&open.links);
    let ended: Vec<Ref> = end.iter().map(|n| facts.links[*n as usize].name_ref.clone()).collect();
    end_all(act.tx().await?, &ended, how.starts, name, job).await?;
    let mut rows = Vec::with_capacity(start.len());
    for link in &start {
        let village = &facts.villages[link.village as usize].code;
        let (official, unit) = match link.subject {
            Subject::Official(n) => (Some(&facts.officials[n as usize].name_ref), &facts.unit_of(n).name_ref),
            Subject::Unit(n) => (None, &facts.units[n as usize].name_ref),
        };
        rows.push(row(act, how, name, village, link.tier.word(), official, unit));
    }
    start_all(act.tx().await?, &rows, job).await?;
    Ok((start.len(), end.len()))
}

fn row(
    act: &Act,
    how: &Publish,
    plan: &Ref,
    village: &PlaceCode,
    tier: &str,
    official: Option<&Ref>,
    unit: &Ref,
) -> Vec<value::Value> {
    let official_county = official.map_or("", |name| name.county.as_str());
    args![
        &village.owner(),
        act.id(),
        village,
        tier,
        official_county,
        official.map(|name| name.id),
        &unit.county,
        unit.id,
        how.starts,
        Day::NEVER,
        how.document.trim(),
        plan.to_string(),
        "",
    ]
    .to_vec()
}

async fn end_all(tx: &mut Conn, links: &[Ref], on: Day, plan: &Ref, job: &Job) -> Result<()> {
    job.phase("ending", links.len() as u64);
    let by = plan.to_string();
    for (n, link) in links.iter().enumerate() {
        if !store::end_link(tx, link, on, &by).await? {
            return Err(Error::refused(codes::STALE_PLAN));
        }
        job.step(n as u64);
    }
    Ok(())
}

async fn start_all(tx: &mut Conn, rows: &[Vec<value::Value>], job: &Job) -> Result<()> {
    job.phase("starting", rows.len() as u64);
    for (n, chunk) in rows.chunks(2000).enumerate() {
        tx.insert(&LINK, chunk).await?;
        job.step((n * 2000 + chunk.len()) as u64);
    }
    Ok(())
}

/// What an undo would end and start again, from what its plan had done.
async fn reversal(tx: &mut Conn, undoes: &str) -> Result<(Vec<LinkRow>, Vec<LinkRow>)> {
    let never = Day::NEVER.to_string();
    let mut made = store::links_of_plan(tx, undoes).await?;
    made.retain(|link| link.until == never);
    Ok((made, store::links_ended_by(tx, undoes).await?))
}

async fn undo_links(
    act: &mut Act,
    plan: &PlanRow,
    name: &Ref,
    how: &Publish,
    job: &Job,
) -> Result<(usize, usize)> {
    let (made, ended) = reversal(act.tx().await?, &plan.undoes).await?;
    let as_ref = |county: &str, id| Ok(Ref { county: county.parse().map_err(Error::internal)?, id });
    let ending: Vec<Ref> = made.iter().map(|link| as_ref(&link.county, link.id)).collect::<Result<_>>()?;
    end_all(act.tx().await?, &ending, how.starts, name, job).await?;
    let mut rows = Vec::with_capacity(ended.len());
    for link in &ended {
        let village: PlaceCode = link.village.parse().map_err(Error::internal)?;
        let official = link.official.map(|id| as_ref(&link.official_county, id)).transpose()?;
        rows.push(row(
            act,
            how,
            name,
            &village,
            &link.tier,
            official.as_ref(),
            &as_ref(&link.unit_county, link.unit)?,
        ));
    }
    start_all(act.tx().await?, &rows, job).await?;
    Ok((rows.len(), ending.len()))
}

pub async fn withdraw(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Value>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let (row, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["draft", "solved"])?;
    store::set_result(act.tx().await?, &name, "withdrawn", &row.result).await?;
    act.app.desk.clear(&name);
    act.done(&place, &name, json!({}), json!({"state": "withdrawn"})).await
}

/// A new plan that takes a published one back; it is published like any other.
pub async fn undo(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Plan>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["published"])?;
    let (made, ended) = reversal(act.tx().await?, &row.name_ref()).await?;
    let today = act.today();
    let title = format!("撤回：{}", row.name);
    let plan = plans::add(act, &title, &place, &row.tiers, "undo", today, &row.name_ref()).await?.answer;
    let undo: Ref = plan.line.name_ref.parse().map_err(Error::internal)?;
    let moves = shown::MoveCounts { start: ended.len() as i64, end: made.len() as i64, keep: 0 };
    let result = shown::PlanResult {
        solved_ms: 0,
        objective: 0,
        links: ended.len() as i64,
        certified: false,
        tiers: vec![],
        moves,
    };
    let mut act = Act::of(&app, actor, "links.plan.solved", Right::EditPlans);
    let tx = act.tx().await?;
    store::set_result(tx, &undo, "solved", &shown::kept(Some(&result), None)).await?;
    let row = store::plan(tx, &undo).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let plan = plans::in_full(tx, &app, &row, &undo).await?;
    act.done(&place, &undo, json!({"undoes": name}), plan).await.map(Done::created)
}
