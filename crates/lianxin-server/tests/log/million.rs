//! A million rows: how fast they get into the log, and how fast all of it is verified. `cargo xtask bench log` runs it.

use std::time::Instant;

use lianxin_server::log::sequencer::{Reach, catch_up};

use crate::kit::{On, TestApp};
use crate::{cosigned, verdict, work};

async fn measured(on: On) {
    let rows: u64 =
        std::env::var("LIANXIN_LOG_ROWS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let test = TestApp::start(on).await;
    for from in (0..rows).step_by(10_000) {
        let mut conn = test.app.db.write().await.unwrap();
        work(&test.app, &mut conn, from, 10_000).await;
        conn.commit().await.unwrap();
    }
    let begun = Instant::now();
    let taken = catch_up(&test.app, Reach::All).await.unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{on:?}: {taken} rows logged in {seconds:.1} s, {:.0} a second", taken as f64 / seconds);
    let verdict = verdict(&test.app, &[cosigned(&test.app).await]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings.first());
    println!("{on:?}: {} entries verified in {:.2} s", verdict.entries, verdict.millis as f64 / 1000.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: cargo xtask bench log"]
async fn a_million_entries_on_sqlite() {
    measured(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: cargo xtask bench log"]
async fn a_million_entries_on_postgres() {
    measured(On::Postgres).await;
}
