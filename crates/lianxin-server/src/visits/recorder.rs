//! Pushes that arrive while others are being recorded are recorded together, in one transaction, each with its own outcomes
//! and its own audit line. One multi-row statement and one commit then serve many phones.

use std::time::Duration;

use super::record::{Outcome, Push, Taken, record};
use crate::{
    app::App,
    engine::{
        db::Engine,
        error::{Error, Result},
        together::{Together, same},
    },
};

/// Records of one transaction, unless one push alone brings more.
const TOGETHER: usize = 400;
/// How often a transaction is tried again when another one got in its way or the connection was lost.
const TRIES: u32 = 6;

/// Where pushes wait.
pub type Recorder = Together<Push, Vec<Outcome>>;

/// Records a push, alone or with others; what it answers is durable.
pub async fn push(app: &App, push: Push) -> Taken {
    app.recorder.leave(push, || begin(app.clone())).await
}

/// On SQLite the work is done in a thread that may wait for the disk, without crossing to another one for each statement.
fn begin(app: App) {
    let here = tokio::runtime::Handle::current();
    match app.db.engine() {
        Engine::Sqlite => drop(tokio::task::spawn_blocking(move || here.block_on(work(app)))),
        Engine::Postgres => drop(tokio::spawn(work(app))),
    }
}

async fn work(app: App) {
    let _at_work = app.recorder.at_work();
    loop {
        let mut records = 0;
        let waiting = app.recorder.take(|push| {
            records += push.records.len();
            records <= TOGETHER
        });
        if waiting.is_empty() {
            return;
        }
        let (pushes, answers): (Vec<Push>, Vec<_>) = waiting.into_iter().unzip();
        // Whoever hung up meanwhile finds its records as duplicates next time.
        match together(&app, &pushes).await {
            Ok(taken) => answers.into_iter().zip(taken).for_each(|(answer, of)| drop(answer.send(of))),
            Err(why) if pushes.len() == 1 => {
                answers.into_iter().for_each(|answer| drop(answer.send(Err(same(&why)))));
            }
            // One push must not spoil the others: each for itself.
            Err(_) => {
                for (push, answer) in pushes.iter().zip(answers) {
                    let alone = together(&app, std::slice::from_ref(push)).await;
                    let missing = || Err(Error::internal("one push, one answer"));
                    let _ = answer.send(alone.and_then(|mut taken| taken.pop().unwrap_or_else(missing)));
                }
            }
        }
    }
}

/// Records in one transaction, with the same ids again when another transaction got in the way.
async fn together(app: &App, pushes: &[Push]) -> Result<Vec<Taken>> {
    let mut tries = 0;
    loop {
        tries += 1;
        match once(app, pushes).await {
            Err(why) if why.is_passing() && tries < TRIES => {
                tracing::debug!(%why, tries, "recorded again");
                tokio::time::sleep(Duration::from_millis(5 << tries)).await;
            }
            done => return done,
        }
    }
}

async fn once(app: &App, pushes: &[Push]) -> Result<Vec<Taken>> {
    let mut conn = app.db.write_here().await?;
    let outcomes = record(app, &mut conn, pushes).await?;
    conn.commit().await?;
    Ok(outcomes)
}
