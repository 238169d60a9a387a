//! Plans: made, shown, their rules set.

use axum::Json;
use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::{RuleSet, Tier},
    places::PlaceCode,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::App,
    engine::{
        act::{Act, Done, Look, Versioned},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
    },
    links::{
        facts,
        shown::{self, ChoiceShown, Plan, PlanLine},
        store::{self, PlanRow},
    },
};

/// The subject of a plan's job.
pub fn job_of(name: &Ref) -> String {
    format!("plan {name}")
}

fn solving(app: &App, row: &PlanRow) -> bool {
    app.jobs.progress(&format!("plan {}", row.name_ref())).state == "running"
}

/// The plan of a name, when its place lies within reach.
pub async fn found(
    conn: &mut Conn,
    name: &Ref,
    may: impl FnOnce(&PlaceCode) -> Result<()>,
) -> Result<(PlanRow, PlaceCode)> {
    let row = store::plan(conn, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    may(&place)?;
    Ok((row, place))
}

/// Refuses what cannot be done in the plan's state.
pub fn in_state(row: &PlanRow, allowed: &[&str]) -> Result<()> {
    let fits = allowed.contains(&row.state.as_str());
    if fits { Ok(()) } else { Err(Error::refused(codes::PLAN_STATE).with("state", &row.state)) }
}

#[derive(Deserialize)]
pub struct Asked {
    place: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<PlanLine>>> {
    let within = look.place_or_widest(asked.place.as_deref())?;
    let [before] = asked.paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let limit = asked.paging.limit();
    let rows = store::plans(&mut look, &within, before, limit).await?;
    let page = Page::cut(rows, limit, |row| [row.id.to_string()], |row| row);
    let mut items = Vec::new();
    for row in page.items {
        let solving = solving(&look.app, &row);
        items.push(shown::line(&mut look, &row, solving).await?);
    }
    Ok(Json(Page { items, next: page.next }))
}

/// A new plan.
#[derive(Deserialize, ToSchema)]
pub struct NewPlan {
    name: String,
    /// A city, county or township.
    place: String,
    tiers: Vec<String>,
    /// `full` or `repair`.
    mode: String,
    /// Today unless told.
    as_of: Option<String>,
}

pub async fn make(act: Act, Body(new): Body<NewPlan>) -> Result<Done<Plan>> {
    let place: PlaceCode =
        new.place.parse().map_err(|_| Error::refused(codes::UNKNOWN_PLACE).with("code", &new.place))?;
    act.may(&place)?;
    let tiers: Vec<Tier> = new.tiers.iter().filter_map(|word| Tier::of(word)).collect();
    let invalid = |field, code| Err(Error::refused(codes::INVALID).field(field, code));
    if tiers.is_empty() || tiers.len() != new.tiers.len() {
        return invalid("tiers", codes::REQUIRED);
    }
    if !matches!(new.mode.as_str(), "full" | "repair") {
        return invalid("mode", codes::REQUIRED);
    }
    if new.name.trim().is_empty() || new.name.chars().count() > 100 {
        return invalid("name", codes::REQUIRED);
    }
    let today = act.today();
    let as_of: Day = match new.as_of.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => {
            text.parse().map_err(|_| Error::refused(codes::INVALID).field("as_of", codes::BAD_DAY))?
        }
        None => today,
    };
    let tiers: Vec<&str> = tiers.iter().map(|tier| tier.word()).collect();
    add(act, new.name.trim(), &place, &tiers.join(","), &new.mode, as_of, "").await.map(Done::created)
}

/// Adds a plan.
pub async fn add(
    mut act: Act,
    name: &str,
    place: &PlaceCode,
    tiers: &str,
    mode: &str,
    as_of: Day,
    undoes: &str,
) -> Result<Done<Plan>> {
    let rules = serde_json::to_string(&facts::rules(&act.app))?;
    let row = PlanRow {
        county: place.owner().to_string(),
        id: act.id(),
        name: name.to_owned(),
        place: place.to_string(),
        tiers: tiers.to_owned(),
        mode: mode.to_owned(),
        state: "draft".into(),
        as_of: as_of.to_string(),
        rules,
        result: String::new(),
        document: String::new(),
        starts: String::new(),
        undoes: undoes.to_owned(),
        made_by: act.actor.name.clone(),
        made_at: act.now(),
        version: 1,
    };
    store::make(act.tx().await?, &row).await?;
    let line = shown::line(act.tx().await?, &row, false).await?;
    let detail = json!({"name": name, "tiers": tiers, "mode": mode});
    act.done(place, row.name_ref(), detail, shown::plan(line, &row, vec![])).await.map(|done| done.version(1))
}

/// A plan in full.
pub async fn in_full(conn: &mut Conn, app: &App, row: &PlanRow, name: &Ref) -> Result<Plan> {
    let choices = store::choices(conn, name).await?.into_iter().map(ChoiceShown::from).collect();
    let line = shown::line(conn, row, solving(app, row)).await?;
    Ok(shown::plan(line, row, choices))
}

pub async fn show(mut look: Look, Path(name): Path<Ref>) -> Result<Versioned<Plan>> {
    let (actor, right, app) = (look.actor.clone(), look.right, look.app.clone());
    // Before the row: a job that ends in between must not leave an old state on the page.
    let solving = app.jobs.progress(&job_of(&name)).state == "running";
    let (row, _) = found(&mut look, &name, |place| actor.may(right, place)).await?;
    let mut plan = in_full(&mut look, &app, &row, &name).await?;
    if solving {
        plan.line.state = "solving".into();
    }
    Ok(Versioned(row.version, plan))
}

pub async fn default_rules(look: Look) -> Result<Json<RuleSet>> {
    let _ = look.right;
    Ok(Json(RuleSet::default()))
}

pub async fn set_rules(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(rules): Body<RuleSet>,
) -> Result<Done<Plan>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(act.tx().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["draft", "solved"])?;
    act.unchanged(row.version)?;
    let mistakes = rules.mistakes();
    if !mistakes.is_empty() {
        let why: Vec<String> = mistakes.iter().map(|m| format!("{} ({})", m.path, m.code)).collect();
        let refusal =
            Error::refused(codes::BAD_RULES).with("why", why.join(", ")).extra("mistakes", json!(mistakes));
        return Err(refusal);
    }
    let tx = act.tx().await?;
    store::set_rules(tx, &name, &serde_json::to_string(&rules)?).await?;
    let row = store::plan(tx, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let plan = in_full(tx, &app, &row, &name).await?;
    app.desk.clear(&name);
    act.done(&place, &name, json!({}), plan).await.map(|done| done.version(row.version))
}
