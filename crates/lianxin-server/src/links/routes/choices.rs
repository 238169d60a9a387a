//! Pins and bans, answered while the user looks.

use lianxin_domain::{
    ids::Ref,
    links::plan::{Effect, Stop},
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::plans::{found, in_state};
use crate::{
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    links::{
        desk::{self, Open},
        shown::{self, ChoiceShown, Delta},
        store::{self, ChoiceRow, PlanRow},
    },
};

/// Who a choice is about.
#[derive(Deserialize, ToSchema)]
pub struct SubjectAsked {
    /// `official` or `unit`.
    kind: String,
    #[serde(rename = "ref")]
    name_ref: String,
}

/// A new pin or ban.
#[derive(Deserialize, ToSchema)]
pub struct NewChoice {
    /// `pin` or `ban`.
    kind: String,
    tier: String,
    subject: SubjectAsked,
    /// The village's code.
    village: String,
    reason: String,
}

/// A choice and what it did.
#[derive(Serialize, ToSchema)]
pub struct Chosen {
    choice: Option<ChoiceShown>,
    delta: Delta,
}

pub async fn choose(mut act: Act, Path(name): Path<Ref>, Body(new): Body<NewChoice>) -> Result<Done<Chosen>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(&mut app.db.read().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["solved"])?;
    let reason = new.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Error::refused(codes::INVALID).field("reason", codes::REQUIRED));
    }
    let mut choice = ChoiceRow {
        id: act.id(),
        kind: new.kind,
        tier: new.tier,
        subject_kind: new.subject.kind,
        subject: new.subject.name_ref,
        subject_name: String::new(),
        village: new.village,
        village_name: String::new(),
        reason,
        made_by: actor.name.clone(),
        made_at: act.now(),
    };
    if !matches!(choice.kind.as_str(), "pin" | "ban") || !row.tiers.split(',').any(|tier| tier == choice.tier)
    {
        return Err(Error::refused(codes::BAD_CHOICE).with("why", "kind / tier"));
    }
    let plan = desk::open(&app, &row, &name).await?;
    let mut open = plan.lock_owned().await;
    let facts = open.planning.facts().clone();
    let parsed = desk::choice_of(&facts, &choice)
        .ok_or_else(|| Error::refused(codes::BAD_CHOICE).with("why", "subject / village"))?;
    choice.subject_name = shown::subject(&facts, parsed.subject).name;
    choice.village_name = shown::village(&facts, parsed.village).name;
    let begun = std::time::Instant::now();
    let (answer, mut open) =
        tokio::task::spawn_blocking(move || (change(&mut open, |p| p.choose(parsed).map(Some)), open))
            .await
            .map_err(Error::internal)?;
    let effect =
        answer.map_err(|stop| refusal(&facts, stop))?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    let kept = keep(&mut act, &row, &name, &open).await;
    let stored = match kept {
        Ok(()) => store::choose(act.tx().await?, &name, &choice).await,
        Err(why) => Err(why),
    };
    if let Err(why) = stored {
        let _ = open.planning.unchoose(choice.id);
        open.links = open.planning.links();
        return Err(why);
    }
    let detail = json!({"kind": choice.kind, "tier": choice.tier, "subject": choice.subject, "village": choice.village, "reason": choice.reason});
    finish(act, &place, &name, detail, Some(choice.into()), shown::delta(&facts, &effect, ms)).await
}

/// Changes the plan in memory, off the request threads.
fn change<E>(
    open: &mut Open,
    deed: impl FnOnce(&mut lianxin_domain::links::plan::Planning) -> std::result::Result<Option<Effect>, E>,
) -> std::result::Result<Option<Effect>, E> {
    let effect = deed(&mut open.planning)?;
    if let Some(effect) = &effect {
        open.links.retain(|link| effect.gone.binary_search(link).is_err());
        open.links.extend(&effect.come);
        open.links.sort_unstable();
    }
    Ok(effect)
}

fn refusal(facts: &lianxin_domain::links::Facts, stop: Stop) -> Error {
    match stop {
        Stop::Cancelled => Error::refused(codes::BUSY),
        Stop::Stuck(stuck) => {
            let shown = shown::no_plan(facts, &stuck);
            Error::refused(codes::INFEASIBLE).extra("infeasible", json!(shown))
        }
    }
}

/// Keeps the new summary with the plan.
async fn keep(act: &mut Act, row: &PlanRow, name: &Ref, open: &Open) -> Result<()> {
    let before: serde_json::Value = serde_json::from_str(&row.result).unwrap_or_default();
    let result = shown::result(open, before["result"]["solved_ms"].as_i64().unwrap_or(0));
    store::set_result(act.tx().await?, name, "solved", &shown::kept(Some(&result), None)).await
}

async fn finish(
    act: Act,
    place: &PlaceCode,
    name: &Ref,
    detail: serde_json::Value,
    choice: Option<ChoiceShown>,
    delta: Delta,
) -> Result<Done<Chosen>> {
    act.done(place, name, detail, Chosen { choice, delta }).await
}

pub async fn unchoose(mut act: Act, Path((name, id)): Path<(Ref, Uuid)>) -> Result<Done<Chosen>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, place) = found(&mut app.db.read().await?, &name, |place| actor.may(right, place)).await?;
    in_state(&row, &["draft", "solved"])?;
    if row.state == "draft" {
        if !store::unchoose(act.tx().await?, &name, id).await? {
            return Err(Error::refused(codes::NOT_FOUND));
        }
        let delta = Delta { ms: 0, objective_before: 0, objective_after: 0, changed: vec![] };
        return finish(act, &place, &name, json!({"choice": id}), None, delta).await;
    }
    let plan = desk::open(&app, &row, &name).await?;
    let mut open = plan.lock_owned().await;
    let facts = open.planning.facts().clone();
    let begun = std::time::Instant::now();
    let (answer, open) = tokio::task::spawn_blocking(move || (change(&mut open, |p| p.unchoose(id)), open))
        .await
        .map_err(Error::internal)?;
    let effect =
        answer.map_err(|stop| refusal(&facts, stop))?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    keep(&mut act, &row, &name, &open).await?;
    store::unchoose(act.tx().await?, &name, id).await?;
    finish(act, &place, &name, json!({"choice": id}), None, shown::delta(&facts, &effect, ms)).await
}
