//! Login and password with each request (Basic, RFC 7617), for clients that keep no session. Argon2 runs once in a while:
//! that a credential was right is remembered as a keyed digest over the stored hash, so that a changed password is another
//! digest, and a disabled account is never looked up in it.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{passwords, sessions, store, throttle::Try};
use crate::{
    app::App,
    engine::{
        act::Actor,
        error::{Error, Result, codes},
    },
};

/// How long a credential that was right is believed without hashing it again.
const PROVEN: i64 = 10 * 60_000;
/// How long an address from which an account proved itself counts its own failures.
const KNOWN: i64 = 24 * 3_600_000;
/// Digests kept at the most; when there are more, those that ran out go first, then all.
const MOST: usize = 50_000;

/// What was proven lately: keyed digests and until when they hold. In memory only.
#[derive(Default)]
pub struct Proven {
    until: Mutex<HashMap<[u8; 32], i64>>,
}

impl Proven {
    fn holds(&self, digest: &[u8; 32], now: i64) -> bool {
        let until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.get(digest).is_some_and(|until| *until > now)
    }

    fn keep(&self, digest: [u8; 32], now: i64, life: i64) {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() >= MOST {
            until.retain(|_, until| *until > now);
            if until.len() >= MOST {
                until.clear();
            }
        }
        until.insert(digest, now + life);
    }
}

/// Who sends this request, by its `Authorization`; without one, or with a wrong one, nobody.
pub async fn actor(app: &App, headers: &HeaderMap, from: IpAddr) -> Result<Actor> {
    let (login, password) = credentials(headers).ok_or_else(|| Error::refused(codes::SIGNED_OUT))?;
    let now = app.clock.millis();
    let here = app.keys.digest("basic address", &format!("{login}\0{from}"));
    let device = app.proven.holds(&here, now).then(|| format!("basic {from}"));
    let attempt = Try { login: &login, device: device.as_deref(), address: from };
    app.throttle.allow(&attempt, now)?;
    let account = store::by_login(&mut app.db.read().await?, &login).await?;
    let usable = account.filter(|account| account.state == "active");
    let digest = usable.as_ref().map(|account| {
        app.keys.digest("basic", &format!("{}\0{}\0{password}", account.id, account.password))
    });
    if !digest.as_ref().is_some_and(|digest| app.proven.holds(digest, now)) {
        let hash = usable.as_ref().map(|account| account.password.clone());
        if !passwords::matches(app, &password, hash).await? {
            app.throttle.failed(&attempt, now);
            return Err(Error::refused(codes::WRONG_PASSWORD));
        }
        app.throttle.succeeded(&attempt);
        app.proven.keep(here, now, KNOWN);
        if let (Some(digest), Some(account)) = (digest, &usable) {
            app.proven.keep(digest, now, PROVEN);
            tokio::spawn(sessions::note_account(app.clone(), account.id));
        }
    }
    let account = usable.ok_or_else(|| Error::refused(codes::WRONG_PASSWORD))?;
    if account.must_change != 0 {
        return Err(Error::refused(codes::MUST_CHANGE_PASSWORD));
    }
    let grants = sessions::grants(&mut app.db.read().await?, account.id).await?;
    Ok(Actor { account: account.id, name: account.name, official: account.official.parse().ok(), grants })
}

fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ')?;
    let plain = STANDARD.decode(rest.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let plain = String::from_utf8(plain).ok()?;
    let (login, password) = plain.split_once(':')?;
    Some((login.trim().to_lowercase(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_as_they_were_written() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, text.parse().unwrap());
            credentials(&headers)
        };
        let pair = |login: &str, password: &str| Some((login.to_owned(), password.to_owned()));
        let encoded = |text: &str| format!("Basic {}", STANDARD.encode(text));
        assert_eq!(read(&encoded("Zhang:a:b")), pair("zhang", "a:b"));
        assert_eq!(read(&encoded("zhang: 密码 ")), pair("zhang", " 密码 "));
        for bad in ["Basic", "Basic ???", "Bearer emhhbmc6eA==", &encoded("zhang")] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(credentials(&HeaderMap::new()), None);
    }

    #[test]
    fn what_was_proven_runs_out() {
        let proven = Proven::default();
        proven.keep([1; 32], 0, PROVEN);
        assert!(proven.holds(&[1; 32], PROVEN - 1) && !proven.holds(&[1; 32], PROVEN));
        assert!(!proven.holds(&[2; 32], 0));
    }
}
