//! The SQL of devices.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    args,
    engine::{db::Conn, error::Result},
};

const FIND: &str = "SELECT id, account, name, state, made_at, seen_at FROM device WHERE id = $1";
const OF_ACCOUNT: &str = "SELECT id, account, name, state, made_at, seen_at FROM device WHERE account = $1 \
     ORDER BY seen_at DESC, id LIMIT 100";
const MAKE: &str = "INSERT INTO device (id, account, name, state, made_at, seen_at) \
     VALUES ($1, $2, $3, 'active', $4, $4) ON CONFLICT (id) DO NOTHING";
const SEEN: &str = "UPDATE device SET seen_at = $2 WHERE id = $1";
const RENAME: &str = "UPDATE device SET name = $2 WHERE id = $1";
const REVOKE: &str =
    "UPDATE device SET state = 'revoked' WHERE id = $1 AND account = $2 AND state = 'active'";
const WIPED: &str = "UPDATE device SET state = 'wiped' WHERE id = $1 AND account = $2 AND state = 'revoked'";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[FIND, OF_ACCOUNT, MAKE, SEEN, RENAME, REVOKE, WIPED];

/// A phone or browser that keeps a copy.
#[derive(Clone, Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Device {
    /// Its id, made there.
    pub id: Uuid,
    /// Whose it is.
    #[serde(skip)]
    #[schema(ignore)]
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// `active`, `revoked` (its copy is to be wiped) or `wiped` (it says that it did).
    pub state: String,
    /// When it was registered, in milliseconds.
    pub made_at: i64,
    /// When it last asked, in milliseconds, to five minutes.
    pub seen_at: i64,
}

/// One device.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Device>> {
    conn.maybe(FIND, &args![id]).await
}

/// An account's devices, the last used first.
pub async fn of_account(conn: &mut Conn, account: Uuid) -> Result<Vec<Device>> {
    conn.all(OF_ACCOUNT, &args![account]).await
}

/// Registers a device; false when the id is known already.
pub async fn make(conn: &mut Conn, id: Uuid, account: Uuid, name: &str, now: i64) -> Result<bool> {
    Ok(conn.run(MAKE, &args![id, account, name, now]).await? == 1)
}

/// Notes its last use.
pub async fn seen(conn: &mut Conn, id: Uuid, now: i64) -> Result<()> {
    conn.run(SEEN, &args![id, now]).await.map(|_| ())
}

/// Gives it another name.
pub async fn rename(conn: &mut Conn, id: Uuid, name: &str) -> Result<()> {
    conn.run(RENAME, &args![id, name]).await.map(|_| ())
}

/// From now on it is told to wipe its copy.
pub async fn revoke(conn: &mut Conn, id: Uuid, account: Uuid) -> Result<()> {
    conn.run(REVOKE, &args![id, account]).await.map(|_| ())
}

/// It says that its copy is gone; false when it was not told to.
pub async fn wiped(conn: &mut Conn, id: Uuid, account: Uuid) -> Result<bool> {
    Ok(conn.run(WIPED, &args![id, account]).await? == 1)
}
