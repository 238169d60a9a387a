//! Guessing is slowed without locking out the innocent: failures count against a device that is known for the account by
//! itself; only strangers share the account's and the address's count.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use crate::engine::error::{Error, Result, codes};

const WINDOW: i64 = 15 * 60 * 1000;
/// Failures from one known device upon one account.
const PER_DEVICE: u32 = 5;
/// Failures of all strangers upon one account.
const PER_ACCOUNT: u32 = 5;
/// Failures from one address upon any accounts; an office may share one address.
const PER_ADDRESS: u32 = 60;
/// Counters kept at the most; the oldest windows go first.
const COUNTERS: usize = 100_000;

/// Counts of failures, in memory.
#[derive(Default)]
pub struct Throttle {
    counts: Mutex<HashMap<String, (i64, u32)>>,
}

/// Who tries.
pub struct Try<'a> {
    /// The login as typed, folded to lower case.
    pub login: &'a str,
    /// The device's id when it is known for this account.
    pub device: Option<&'a str>,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl Try<'_> {
    fn counters(&self) -> Vec<(String, u32)> {
        match self.device {
            Some(device) => vec![(format!("device {device} {}", self.login), PER_DEVICE)],
            None => vec![
                (format!("account {}", self.login), PER_ACCOUNT),
                (format!("address {}", self.address), PER_ADDRESS),
            ],
        }
    }
}

impl Throttle {
    /// Refuses a try while one of its counters is full.
    pub fn allow(&self, attempt: &Try<'_>, now: i64) -> Result<()> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, most) in attempt.counters() {
            if let Some((since, failures)) = counts.get(&key)
                && now - since < WINDOW
                && *failures >= most
            {
                let minutes = (WINDOW - (now - since)) / 60_000 + 1;
                return Err(Error::refused(codes::TOO_MANY_TRIES).with("minutes", minutes));
            }
        }
        Ok(())
    }

    /// Counts a failure.
    pub fn failed(&self, attempt: &Try<'_>, now: i64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= COUNTERS {
            counts.retain(|_, (since, _)| now - *since < WINDOW);
        }
        for (key, _) in attempt.counters() {
            let count = counts.entry(key).or_insert((now, 0));
            if now - count.0 >= WINDOW {
                *count = (now, 0);
            }
            count.1 += 1;
        }
    }

    /// Counts something that anyone may do, and refuses it when there is too much of it from one key.
    pub fn flood(&self, key: &str, most: u32, now: i64) -> Result<()> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(format!("flood {key}")).or_insert((now, 0));
        if now - count.0 >= WINDOW {
            *count = (now, 0);
        }
        count.1 += 1;
        if count.1 > most {
            let minutes = (WINDOW - (now - count.0)) / 60_000 + 1;
            return Err(Error::refused(codes::TOO_MANY_TRIES).with("minutes", minutes));
        }
        Ok(())
    }

    /// Forgets the failures of whoever signed in.
    pub fn succeeded(&self, attempt: &Try<'_>) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((key, _)) = attempt.counters().first() {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_is_slowed_and_the_owner_is_not() {
        let throttle = Throttle::default();
        let address = IpAddr::from([127, 0, 0, 1]);
        let stranger = Try { login: "zhang", device: None, address };
        let owner = Try { login: "zhang", device: Some("phone"), address };
        for _ in 0..PER_ACCOUNT {
            throttle.allow(&stranger, 0).expect("not yet");
            throttle.failed(&stranger, 0);
        }
        assert_eq!(throttle.allow(&stranger, 1).expect_err("slowed").word(), "too_many_tries");
        throttle.allow(&owner, 1).expect("the owner's own device goes on");
        throttle.allow(&stranger, WINDOW).expect("a new window");
    }

    #[test]
    fn a_spray_over_accounts_meets_the_address_count() {
        let throttle = Throttle::default();
        let address = IpAddr::from([10, 0, 0, 1]);
        for n in 0..PER_ADDRESS {
            throttle.failed(&Try { login: &format!("login{n}"), device: None, address }, 0);
        }
        let next = Try { login: "another", device: None, address };
        assert!(throttle.allow(&next, 0).is_err());
    }
}
