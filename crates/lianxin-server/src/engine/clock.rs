//! Time and ids as values that tests can fix.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use lianxin_domain::day::Day;
use uuid::Uuid;

/// Tells the time: the system's, or a test's.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn fixed(millis: i64) -> Clock {
        Clock { fixed: Some(Arc::new(AtomicI64::new(millis))) }
    }

    /// Moves a fixed clock forward; the system's clock cannot be moved.
    pub fn forward(&self, millis: i64) {
        if let Some(fixed) = &self.fixed {
            fixed.fetch_add(millis, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970 UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock that everything else is given")]
    pub fn millis(&self) -> i64 {
        match &self.fixed {
            Some(fixed) => fixed.load(Ordering::SeqCst),
            None => jiff::Timestamp::now().as_millisecond(),
        }
    }

    /// Today in China.
    pub fn today(&self) -> Day {
        Day::of_millis(self.millis())
    }

    /// A new id that sorts after those made before (UUIDv7, RFC 9562).
    #[expect(clippy::disallowed_methods, reason = "this is the one id source that everything else is given")]
    pub fn id(&self) -> Uuid {
        match &self.fixed {
            None => Uuid::now_v7(),
            Some(_) => {
                let millis = u64::try_from(self.millis()).unwrap_or_default();
                let mut tail = [0; 10];
                tail[2..].copy_from_slice(&MADE.fetch_add(1, Ordering::SeqCst).to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
            }
        }
    }
}

/// Ids made under a fixed clock: they count up, so that they sort as they were made.
static MADE: AtomicU64 = AtomicU64::new(0);
