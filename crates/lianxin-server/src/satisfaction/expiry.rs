//! What is no longer needed is forgotten: half a year after a draw's figures were released (or it was withdrawn) nothing leads from it to
//! a household. Its frame, its answers and the attempts go; of those drawn it stays how many were reached with which outcome, by
//! county. Released figures stay, and so does the statement that the draw was committed to; it can be replayed no longer.

use std::time::Duration;

use lianxin_domain::{access::Right, day::Day, ids::Ref, visits::calendar::plus};
use serde_json::json;
use uuid::Uuid;

use crate::{
    app::App,
    args,
    engine::{
        act::{Act, Actor, nothing},
        db::Conn,
        error::{Error, Result},
    },
};

/// Days for which a draw is kept whole after its release.
pub const DAYS: i64 = 183;
/// Draws of one look.
const BATCH: i64 = 20;

const DUE: &str = "SELECT d.county, d.id FROM draw d WHERE ((d.state = 'released' AND d.released_month < $1) \
     OR (d.state = 'withdrawn' AND d.made_at < $2)) \
     AND (EXISTS (SELECT 1 FROM draw_frame f WHERE f.county = d.county AND f.draw = d.id) \
     OR EXISTS (SELECT 1 FROM draw_answer a WHERE a.county = d.county AND a.draw = d.id)) ORDER BY d.id LIMIT $3";
const FORGET_FRAME: &str = "DELETE FROM draw_frame WHERE county = $1 AND draw = $2";
const FORGET_ATTEMPTS: &str = "DELETE FROM draw_attempt WHERE county = $1 AND draw = $2";
const FORGET_ANSWERS: &str = "DELETE FROM draw_answer WHERE county = $1 AND draw = $2";
const FORGET_UNITS: &str = "UPDATE draw_unit SET household = $3, village = substr(village, 1, 6), official = '', official_name = '', \
     visit_day = '', held_by = '' WHERE county = $1 AND draw = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[DUE, FORGET_FRAME, FORGET_ATTEMPTS, FORGET_ANSWERS, FORGET_UNITS];

/// Forgets what is due; gives how many draws.
pub async fn tick(app: &App) -> Result<usize> {
    let before = plus(app.clock.today(), -DAYS);
    let (month, at) = (before.to_string()[..7].to_owned(), app.clock.millis() - DAYS * 86_400_000);
    let mut forgotten = 0;
    loop {
        let mut conn = app.db.read().await?;
        let due: Vec<(String, Uuid)> = conn.all(DUE, &args![month.as_str(), at, BATCH]).await?;
        drop(conn);
        if due.is_empty() {
            break;
        }
        for (county, id) in due {
            forget(app, &Ref { county: county.parse().map_err(Error::internal)?, id }, before).await?;
            forgotten += 1;
        }
    }
    if forgotten > 0 {
        app.db.sweep().await;
    }
    Ok(forgotten)
}

async fn forget(app: &App, name: &Ref, before: Day) -> Result<()> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(app, actor, "satisfaction.draw.forget", Right::OwnAccount);
    let tx: &mut Conn = act.tx().await?;
    for sql in [FORGET_FRAME, FORGET_ATTEMPTS, FORGET_ANSWERS] {
        tx.run(sql, &args![&name.county, name.id]).await?;
    }
    tx.run(FORGET_UNITS, &args![&name.county, name.id, Uuid::nil()]).await?;
    act.done(&name.county, name, json!({"before": before.to_string()}), nothing()).await?;
    Ok(())
}

/// Every hour until it is ended.
pub async fn hourly(app: App, mut end: tokio::sync::oneshot::Receiver<()>) {
    loop {
        match tick(&app).await {
            Ok(0) => {}
            Ok(draws) => tracing::info!(draws, "draws forgotten"),
            Err(why) => tracing::warn!(%why, "draws could not be forgotten; tried again in an hour"),
        }
        if tokio::time::timeout(Duration::from_secs(3600), &mut end).await.is_ok() {
            return;
        }
    }
}
