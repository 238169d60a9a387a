//! Jobs that are cheaper together: whoever comes while one is at work waits and is served with everybody else who waits.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::error::{Error, Result, codes};

/// Jobs that may wait; one more is told to come back.
const WAITING: usize = 4096;

/// A job and where its answer goes.
pub type Waiting<J, A> = (J, oneshot::Sender<Result<A>>);

/// The place where jobs wait.
pub struct Together<J, A> {
    queue: Mutex<Queue<J, A>>,
}

struct Queue<J, A> {
    jobs: VecDeque<Waiting<J, A>>,
    /// Somebody is at work and will look again before leaving.
    at_work: bool,
}

impl<J, A> Default for Together<J, A> {
    fn default() -> Together<J, A> {
        Together { queue: Mutex::new(Queue { jobs: VecDeque::new(), at_work: false }) }
    }
}

impl<J, A> Together<J, A> {
    fn queue(&self) -> MutexGuard<'_, Queue<J, A>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a job; `begin` starts the work when nobody is at it.
    pub async fn leave(&self, job: J, begin: impl FnOnce()) -> Result<A> {
        let (answer, answered) = oneshot::channel();
        let first = {
            let mut queue = self.queue();
            if queue.jobs.len() >= WAITING {
                return Err(Error::refused(codes::BUSY));
            }
            queue.jobs.push_back((job, answer));
            !std::mem::replace(&mut queue.at_work, true)
        };
        if first {
            begin();
        }
        answered.await.map_err(|_| Error::internal("the work was broken off"))?
    }

    /// The jobs to do next, as long as they fit; none ends the work.
    pub fn take(&self, mut fits: impl FnMut(&J) -> bool) -> Vec<Waiting<J, A>> {
        let mut queue = self.queue();
        let mut taken = Vec::new();
        while let Some(next) = queue.jobs.pop_front() {
            if !taken.is_empty() && !fits(&next.0) {
                queue.jobs.push_front(next);
                break;
            }
            if taken.is_empty() {
                fits(&next.0);
            }
            taken.push(next);
        }
        queue.at_work = !taken.is_empty();
        taken
    }

    /// Held by whoever is at work: broken off, it leaves the place to the next job.
    pub fn at_work(&self) -> AtWork<'_, J, A> {
        AtWork(self)
    }
}

/// See [`Together::at_work`].
pub struct AtWork<'a, J, A>(&'a Together<J, A>);

impl<J, A> Drop for AtWork<'_, J, A> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut queue = self.0.queue();
            queue.at_work = false;
            queue.jobs.clear();
        }
    }
}

/// The same error for another who waits.
pub fn same(why: &Error) -> Error {
    match why {
        Error::Refused(refusal) => Error::refused(refusal.code),
        Error::Internal(cause) => Error::internal(cause.to_string()),
    }
}
