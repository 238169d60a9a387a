//! Weighing a solved plan against others, without changing it: what one pair would cost, what sharing the cost would.

use axum::Json;
use lianxin_domain::{
    ids::Ref,
    links::plan::{Planned, Stop},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::inspect::{WhyAsked, open};
use crate::{
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::{Path, Query},
    },
    links::shown::{self, Delta, NoPlan, TierResult},
};

/// What forcing a pair would do, exactly.
#[derive(Serialize, ToSchema)]
pub struct WhatIf {
    /// What it adds to the objective; nothing where no plan is left.
    extra: Option<i64>,
    /// Who would move where.
    delta: Option<Delta>,
    /// Why no plan is left.
    infeasible: Option<NoPlan>,
}

pub async fn what_if(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<WhyAsked>,
) -> Result<Json<WhatIf>> {
    let open = open(&mut look, &name).await?;
    let planning = open.planning.clone();
    drop(open);
    let facts = planning.facts().clone();
    let pair: Planned = asked.pair(&facts).ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let begun = std::time::Instant::now();
    let tried = tokio::task::spawn_blocking(move || planning.what_if(pair)).await.map_err(Error::internal)?;
    let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(Json(match tried {
        Ok(effect) => WhatIf {
            extra: Some(effect.objective_after - effect.objective_before),
            delta: Some(shown::delta(&facts, &effect, ms)),
            infeasible: None,
        },
        Err(Stop::Stuck(stuck)) => {
            WhatIf { extra: None, delta: None, infeasible: Some(shown::no_plan(&facts, &stuck)) }
        }
        Err(Stop::Cancelled) => return Err(Error::refused(codes::BUSY)),
    }))
}

/// Each tier with the cost shared in each way, the present rules and decisions kept.
#[derive(Serialize, ToSchema)]
pub struct Compared {
    ms: i64,
    tiers: Vec<TierResult>,
}

pub async fn compare(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Compared>> {
    let open = open(&mut look, &name).await?;
    let planning = open.planning.clone();
    drop(open);
    let begun = std::time::Instant::now();
    let compared = tokio::task::spawn_blocking(move || planning.compare(&mut |_, _, _| true));
    // A way to share that finds no plan is left out by being refused as a whole: the plan itself has one.
    let totals = compared.await.map_err(Error::internal)?.map_err(|_| Error::refused(codes::BUSY))?;
    let ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    Ok(Json(Compared { ms, tiers: totals.into_iter().map(TierResult::from).collect() }))
}
