//! Long work with progress: at most one job for each subject, cancellable, its last state kept until the next one.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use serde::Serialize;
use utoipa::ToSchema;

/// The state of a job, for the screen.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Progress {
    /// `none`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// What it is doing: a word with a translation on the page.
    pub phase: String,
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 while unknown.
    pub total: u64,
    /// The problem document of a failed job.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub error: Option<serde_json::Value>,
}

/// The hand of a running job.
#[derive(Clone, Default)]
pub struct Job {
    inner: Arc<JobState>,
}

#[derive(Default)]
struct JobState {
    progress: Mutex<Progress>,
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Job {
    /// Begins a phase of so many steps.
    pub fn phase(&self, phase: &str, total: u64) {
        self.inner.total.store(total, Ordering::Relaxed);
        self.inner.done.store(0, Ordering::Relaxed);
        self.lock().phase = phase.to_owned();
    }

    /// Says how many steps of the phase are done.
    pub fn step(&self, done: u64) {
        self.inner.done.store(done, Ordering::Relaxed);
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the job to stop.
    pub fn cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::Relaxed)
    }

    /// How it stands.
    pub fn progress(&self) -> Progress {
        let mut progress = self.lock().clone();
        progress.done = self.inner.done.load(Ordering::Relaxed);
        progress.total = self.inner.total.load(Ordering::Relaxed);
        progress
    }

    /// Ends it: `done`, `failed` or `cancelled`, with the problem of a failure.
    pub fn finish(&self, state: &str, error: Option<serde_json::Value>) {
        let mut progress = self.lock();
        progress.state = state.to_owned();
        progress.error = error;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.inner.progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// All jobs, by their subject.
#[derive(Default)]
pub struct Jobs {
    running: Mutex<HashMap<String, Job>>,
}

/// Jobs whose last state is remembered.
const REMEMBERED: usize = 512;

impl Jobs {
    /// Starts a job for a subject unless one is running there.
    pub fn start(&self, subject: &str) -> Option<Job> {
        let mut running = self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if running.get(subject).is_some_and(|job| job.progress().state == "running") {
            return None;
        }
        if running.len() >= REMEMBERED {
            running.retain(|_, job| job.progress().state == "running");
        }
        let job = Job::default();
        job.lock().state = "running".into();
        running.insert(subject.to_owned(), job.clone());
        Some(job)
    }

    /// The job of a subject, running or ended.
    pub fn of(&self, subject: &str) -> Option<Job> {
        self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(subject).cloned()
    }

    /// How the subject's job stands; state `none` when there never was one.
    pub fn progress(&self, subject: &str) -> Progress {
        let none = || Progress { state: "none".into(), ..Progress::default() };
        self.of(subject).map_or_else(none, |job| job.progress())
    }
}
