//! Watching and stopping a solve.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Infeasible;

/// What a solve looks at and reports to on its way. The default does neither.
#[derive(Clone, Copy, Default)]
pub struct Control<'a> {
    /// Set to true from another thread, the solve stops within a few milliseconds.
    pub cancel: Option<&'a AtomicBool>,
    /// Called now and then from the solving thread.
    pub progress: Option<&'a dyn Fn(Progress)>,
    /// How many threads may work; none and one are the same. The answer does not depend on it.
    pub threads: usize,
}

/// How far a solve is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How much of it, in the phase's own unit.
    pub done: u64,
    /// Of how much.
    pub total: u64,
}

/// The phases of a solve, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Damped price passes; counted in passes.
    Prices,
    /// Shortest paths from nodes outside their bounds; counted in units of imbalance.
    Paths,
    /// The certificate is verified.
    Certificate,
}

/// Why a solve gave no solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The cancel flag was set.
    Cancelled,
    /// There is no plan.
    Infeasible(Infeasible),
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => write!(f, "cancelled"),
            Self::Infeasible(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for Stopped {}

impl From<Infeasible> for Stopped {
    fn from(why: Infeasible) -> Self {
        Self::Infeasible(why)
    }
}

impl Control<'_> {
    pub(crate) fn look(&self) -> Result<(), Stopped> {
        let cancelled = self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed));
        if cancelled { Err(Stopped::Cancelled) } else { Ok(()) }
    }

    pub(crate) fn report(&self, phase: Phase, done: u64, total: u64) -> Result<(), Stopped> {
        self.look()?;
        if let Some(progress) = self.progress {
            progress(Progress { phase, done, total });
        }
        Ok(())
    }
}
