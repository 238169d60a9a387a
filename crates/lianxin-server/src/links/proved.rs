//! Proofs as of a day, the last few kept in memory until the world changes.

use std::sync::{Arc, Mutex, PoisonError};

use lianxin_domain::{
    day::Day,
    links::{
        Facts, Tier,
        proof::{Proof, prove, tiers},
        snapshot::{Head, write},
    },
};

use super::facts;
use crate::{
    app::App,
    engine::error::{Error, Result},
};

/// Days kept at once.
const KEPT: usize = 3;

/// Facts and what they prove.
pub struct Proved {
    /// The facts.
    pub facts: Facts,
    /// Each official's tier.
    pub tiers: Vec<Option<Tier>>,
    /// Both coverages.
    pub proof: Proof,
}

/// The last proofs, each under its day and the world's number.
#[derive(Default)]
pub struct Proofs {
    kept: Mutex<Vec<(Day, String, Arc<Proved>)>>,
}

/// Proves both coverages as of a day.
pub async fn as_of(app: &App, day: Day) -> Result<Arc<Proved>> {
    let world = app.setting("world");
    {
        let kept = app.proofs.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., proved)) = kept.iter().find(|(known, at, _)| *known == day && *at == world) {
            return Ok(proved.clone());
        }
    }
    let city = app.city()?;
    let facts = facts::load(&mut app.db.read().await?, &city, day).await?;
    let rules = facts::rules(app);
    let proved = tokio::task::spawn_blocking(move || {
        let tiers = tiers(&facts, &rules);
        let proof = prove(&facts, &tiers, &rules.demand);
        Arc::new(Proved { facts, tiers, proof })
    });
    let proved = proved.await.map_err(Error::internal)?;
    let mut kept = app.proofs.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(known, ..)| *known != day);
    if kept.len() >= KEPT {
        kept.remove(0);
    }
    kept.push((day, world, proved.clone()));
    Ok(proved)
}

/// The signed file that says it.
pub async fn file(app: &App, proved: Arc<Proved>) -> Result<Vec<u8>> {
    let (app, made_at) = (app.clone(), app.clock.millis());
    let demand = facts::rules(&app).demand;
    let written = tokio::task::spawn_blocking(move || {
        let head = Head { name: &app.config.name, made_at };
        write(&proved.facts, &proved.tiers, &demand, head, &app.keys.signing).0
    });
    written.await.map_err(Error::internal)
}
