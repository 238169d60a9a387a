//! The one writer: many at once, none lost, the abandoned leave nothing.

use std::{future::poll_fn, task::Poll};

use lianxin_server::{
    args,
    engine::{db::Conn, error::Result},
};

use crate::story;

const ADD: &str = "INSERT INTO setting (name, value) VALUES ($1, $2)";
const COUNT: &str = "SELECT COUNT(*) FROM setting WHERE value = $1";

async fn count(conn: &mut Conn, value: &str) -> Result<i64> {
    let (count,): (i64,) = conn.one(COUNT, &args![value]).await?;
    Ok(count)
}

story!(writers_share_commits_and_the_abandoned_leave_nothing, |test| {
    let writers = (0..200).map(|n| {
        let db = test.app.db.clone();
        tokio::spawn(async move {
            let mut conn = db.write().await.expect("a turn");
            conn.run(ADD, &args![format!("name {n}"), "kept"]).await.expect("written");
            match n % 3 {
                0 => drop(conn),
                1 => {
                    assert!(conn.run(ADD, &args![format!("name {n}"), "twice"]).await.is_err());
                    drop(conn);
                }
                _ => conn.commit().await.expect("durable"),
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("no panic");
    }
    let kept = count(&mut test.app.db.read().await.unwrap(), "kept").await.unwrap();
    assert_eq!(kept, (0..200).filter(|n| n % 3 == 2).count() as i64);
    let mut last = test.app.db.write().await.unwrap();
    last.run(ADD, &args!["last", "kept"]).await.unwrap();
    last.commit().await.unwrap();
});

story!(who_goes_away_at_any_moment_of_a_write_spoils_nobody_elses, |test| {
    let db = test.app.db.clone();
    for n in 0..400 {
        let mut gone = Box::pin(async {
            let mut conn = db.write().await?;
            conn.run(ADD, &args![format!("gone {n}"), "gone"]).await?;
            conn.commit().await
        });
        // A browser that is closed ends its request wherever it is.
        let mut left = n % 10;
        let some = poll_fn(|cx| match gone.as_mut().poll(cx) {
            Poll::Pending if left > 0 => {
                left -= 1;
                Poll::Pending
            }
            done => Poll::Ready(done.is_ready()),
        });
        let _ = some.await;
        drop(gone);
        let mut conn = db.write().await.expect("a turn");
        conn.run(ADD, &args![format!("next {n}"), "next"]).await.expect("written");
        conn.commit().await.unwrap_or_else(|why| panic!("after {n}: {why}"));
    }
    let mut conn = db.read().await.unwrap();
    assert_eq!(count(&mut conn, "next").await.unwrap(), 400);
    let gone = count(&mut conn, "gone").await.unwrap();
    assert!(gone < 400, "some went away in time: {gone}");
});

/// A village is read by its index, not by the whole county, before anything was ever counted.
#[tokio::test]
async fn an_empty_database_plans_for_a_large_city() {
    let test = crate::kit::TestApp::empty(crate::kit::On::Sqlite).await;
    let mut conn = test.app.db.read().await.unwrap();
    for (sql, index) in [
        (
            "EXPLAIN QUERY PLAN SELECT id FROM household WHERE county = '1' AND village = '2' AND state = 'present'",
            "household_village",
        ),
        (
            "EXPLAIN QUERY PLAN SELECT id FROM need WHERE county = '1' AND village = '2' AND state = 'open'",
            "need_village",
        ),
        (
            "EXPLAIN QUERY PLAN SELECT id FROM sealed_fact WHERE county = '1' AND household = x'00' AND class = 'hardship'",
            "sealed_fact_household",
        ),
        (
            "EXPLAIN QUERY PLAN SELECT m.id, p.name FROM matter m LEFT JOIN place p ON p.code = m.village AND p.until = '9999-12-31' \
             WHERE m.stage = 'open' AND m.county = '1' ORDER BY m.due, m.id LIMIT 50",
            "place_code",
        ),
        (
            "EXPLAIN QUERY PLAN SELECT id FROM matter WHERE county = '1' AND household = x'00' ORDER BY id DESC",
            "matter_household",
        ),
        (
            "EXPLAIN QUERY PLAN SELECT id FROM matter WHERE county = '1' AND merged_into = x'00' ORDER BY id LIMIT 200",
            "matter_merged",
        ),
    ] {
        let plan: Vec<(i64, i64, i64, String)> = conn.all(sql, &[]).await.unwrap();
        assert!(plan.iter().any(|line| line.3.contains(index)), "{plan:?}");
    }
}

/// What somebody had counted, or was told of before an index was changed, is forgotten when the program is next opened.
#[tokio::test]
async fn what_was_counted_is_forgotten() {
    const TOLD: &str = "SELECT tbl, COALESCE(idx, '') AS idx, stat FROM sqlite_stat1 WHERE tbl <> 'setting' ORDER BY tbl, idx";
    let test = crate::kit::TestApp::empty(crate::kit::On::Sqlite).await;
    let told = async || -> Vec<(String, String, String)> {
        test.app.db.read().await.unwrap().all(TOLD, &[]).await.unwrap()
    };
    let before = told().await;
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("ANALYZE", &[]).await.unwrap();
    conn.run("DELETE FROM sqlite_stat1 WHERE tbl = 'matter'", &[]).await.unwrap();
    conn.commit().await.unwrap();
    assert_ne!(told().await, before);
    lianxin_server::App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
    assert_eq!(told().await, before);
}
