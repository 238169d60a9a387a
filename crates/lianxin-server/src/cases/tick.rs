//! What time does by itself: what is overdue goes one rung up, and a household that was asked twice and long ago is stated to
//! be silent. In batches, each of one transaction, so that nobody waits long for the writer.

use std::time::Duration;

use lianxin_domain::{
    access::Right,
    cases::{Act as Deed, Side, clock::TO_ANSWER},
    day::Day,
    visits::calendar::plus,
};
use serde_json::json;
use uuid::Uuid;

use super::{read, row::MatterRow, store, tally::Tally, work};
use crate::{
    App,
    engine::{
        act::{Act, Actor, nothing},
        error::{Error, Result, codes},
    },
};

/// Cases of one transaction.
const BATCH: i64 = 200;

/// What a tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// Cases that went up.
    pub escalated: usize,
    /// Households that are stated to be silent.
    pub silent: usize,
}

/// Does all that is due today.
pub async fn tick(app: &App) -> Result<Ticked> {
    let today = app.clock.today();
    let escalated = all(app, "cases.clock.escalate", &Deed::Escalate, today).await?;
    let silent = all(app, "cases.clock.silence", &Deed::Silence, plus(today, -TO_ANSWER)).await?;
    forget_slips(app).await?;
    Ok(Ticked { escalated, silent })
}

/// Slips that open nothing any more are forgotten: whose they were, and who printed them.
async fn forget_slips(app: &App) -> Result<()> {
    let city = app.city()?;
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&city) };
    let mut act = Act::of(app, actor, "cases.slip.forget", Right::OwnAccount);
    let before = act.now();
    let slips = store::forget_slips(act.tx().await?, before).await?;
    if slips > 0 {
        act.done(&city, "", json!({"slips": slips}), nothing()).await?;
    }
    Ok(())
}

async fn all(app: &App, verb: &'static str, deed: &Deed, until: Day) -> Result<usize> {
    let (mut count, mut after) = (0, (String::new(), Uuid::nil()));
    loop {
        let mut conn = app.db.read().await?;
        let key = (after.0.as_str(), after.1);
        let rows = match deed {
            Deed::Escalate => read::overdue(&mut conn, until, key, BATCH).await?,
            _ => read::long_asked(&mut conn, until, key, BATCH).await?,
        };
        drop(conn);
        let Some(last) = rows.last() else { return Ok(count) };
        let day = if *deed == Deed::Escalate { &last.due } else { &last.asked_on };
        after = (day.clone(), last.id);
        count += batch(app, verb, deed, &rows).await?;
    }
}

/// One transaction: what somebody else changed meanwhile, or what is not due in working days yet, is left for the next time.
async fn batch(app: &App, verb: &'static str, deed: &Deed, rows: &[MatterRow]) -> Result<usize> {
    let city = app.city()?;
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&city) };
    let mut act = Act::of(app, actor, verb, Right::OwnAccount);
    let by = work::By::nobody(Side::Clock);
    let (mut done, mut tally) = (0, Tally::default());
    for row in rows {
        match work::done(app, (act.tx().await?, &mut tally), row, &by, deed, "").await {
            Ok(_) => done += 1,
            Err(Error::Refused(why)) if passes(why.code.word) => {}
            Err(why) => return Err(why),
        }
    }
    if done > 0 {
        tally.write(act.tx().await?).await?;
        act.done(&city, "", json!({"cases": done}), nothing()).await?;
    }
    Ok(done)
}

fn passes(word: &str) -> bool {
    let later = [codes::CHANGED_MEANWHILE, codes::CASE_TOO_EARLY, codes::CASE_NOT_NOW, codes::CASE_FINISHED];
    later.iter().any(|code| code.word == word)
}

/// Every hour until it is ended; what is under way then is finished first.
pub async fn hourly(app: App, mut end: tokio::sync::oneshot::Receiver<()>) {
    loop {
        match tick(&app).await {
            Ok(done) if done != Ticked::default() => {
                tracing::info!(escalated = done.escalated, silent = done.silent, "cases by the clock");
            }
            Ok(_) => {}
            Err(why) => tracing::warn!(%why, "cases could not be ticked; tried again in an hour"),
        }
        if tokio::time::timeout(Duration::from_secs(3600), &mut end).await.is_ok() {
            return;
        }
    }
}
