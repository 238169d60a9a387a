//! Pushes that arrive while others are being recorded are recorded together: whoever finds nobody at work records
//! everything that waits, in one transaction, each push with its own outcomes and its own audit line. One multi-row
//! statement and one commit then serve many phones, and each record costs a fraction.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::oneshot;

use super::record::{Outcome, Push, Taken, record};
use crate::{
    app::App,
    engine::error::{Error, Result, codes},
};

/// Records of one transaction, unless one push alone brings more.
const TOGETHER: usize = 400;
/// Pushes that may wait; one more is told to come back.
const WAITING: usize = 2048;
/// How often a transaction is tried again when another one got in its way or the connection was lost.
const TRIES: u32 = 6;

type Answer = oneshot::Sender<Taken>;

/// The place where pushes wait.
#[derive(Default)]
pub struct Recorder {
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    pushes: VecDeque<(Push, Answer)>,
    /// Somebody is recording and will look again before leaving.
    at_work: bool,
}

impl Recorder {
    /// Leaves a push; true when nobody is at work and the caller must see to it.
    fn leave(&self, push: Push, answer: Answer) -> Result<bool> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.pushes.len() >= WAITING {
            return Err(Error::refused(codes::BUSY));
        }
        waiting.pushes.push_back((push, answer));
        Ok(!std::mem::replace(&mut waiting.at_work, true))
    }

    /// The next pushes to record together; none ends the work.
    fn take(&self) -> Option<(Vec<Push>, Vec<Answer>)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut pushes, mut answers, mut records) = (Vec::new(), Vec::new(), 0);
        while let Some((next, _)) = waiting.pushes.front() {
            records += next.records.len();
            if !pushes.is_empty() && records > TOGETHER {
                break;
            }
            let Some((push, answer)) = waiting.pushes.pop_front() else { break };
            pushes.push(push);
            answers.push(answer);
        }
        waiting.at_work = !pushes.is_empty();
        waiting.at_work.then_some((pushes, answers))
    }
}

/// Records a push, alone or with others; what it answers is durable.
pub async fn push(app: &App, push: Push) -> Result<Vec<Outcome>> {
    let (answer, outcomes) = oneshot::channel();
    if app.recorder.leave(push, answer)? {
        tokio::spawn(work(app.clone()));
    }
    outcomes.await.map_err(|_| Error::internal("the recording was broken off"))?
}

/// Whoever breaks off leaves the place to the next push.
struct Place<'a>(&'a Recorder);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.at_work {
            waiting.at_work = false;
            waiting.pushes.clear();
        }
    }
}

async fn work(app: App) {
    let place = Place(&app.recorder);
    while let Some((pushes, answers)) = app.recorder.take() {
        match together(&app, &pushes).await {
            Ok(outcomes) => {
                for (answer, outcomes) in answers.into_iter().zip(outcomes) {
                    // A caller that hung up finds its records as duplicates next time.
                    let _ = answer.send(outcomes);
                }
            }
            Err(why) if pushes.len() == 1 => {
                answers.into_iter().for_each(|answer| drop(answer.send(Err(clone(&why)))));
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
    std::mem::forget(place);
}

fn clone(why: &Error) -> Error {
    match why {
        Error::Refused(refusal) => Error::refused(refusal.code),
        Error::Internal(cause) => Error::internal(cause.to_string()),
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
    let mut conn = app.db.write().await?;
    let outcomes = record(app, &mut conn, pushes).await?;
    conn.commit().await?;
    Ok(outcomes)
}
