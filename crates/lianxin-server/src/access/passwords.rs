//! Password hashes: Argon2id (RFC 9106) at 19 MiB, two passes, one lane, a few at a time and off the request threads.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use lianxin_domain::access::weak;

use crate::{
    app::App,
    engine::error::{Error, Result, codes},
};

/// What is compared when a login does not exist, so that its absence takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$u4PTxSJzGSvmPbDh2KIvBDFCdGoKmCLLoZHZkvWkdP8";

/// Hashes a password that is strong enough.
pub async fn hash(app: &App, password: &str, login: &str) -> Result<String> {
    if weak(password, login) {
        return Err(Error::refused(codes::INVALID).field("password", codes::WEAK_PASSWORD));
    }
    let password = password.to_owned();
    let _permit = app.hashing.acquire().await.map_err(Error::internal)?;
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    hashed.await.map_err(Error::internal)?.map_err(|why| Error::internal(why.to_string()))
}

/// Whether the password is the one behind the hash; `None` takes as long and is never right.
pub async fn matches(app: &App, password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    let _permit = app.hashing.acquire().await.map_err(Error::internal)?;
    let checked = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let right = PasswordHash::new(&text)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        known && right
    });
    checked.await.map_err(Error::internal)
}
