//! Filters of the list that an account keeps under a name, for itself alone.

use lianxin_domain::places::PlaceCode;
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const OF_ACCOUNT: &str =
    "SELECT id, name, query FROM saved_view WHERE county = $1 AND account = $2 ORDER BY name, id LIMIT 100";
const DROP: &str = "DELETE FROM saved_view WHERE county = $1 AND account = $2 AND id = $3";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF_ACCOUNT, DROP];

/// Views.
pub const VIEW: Insert = Insert {
    table: "saved_view",
    columns: &["county", "account", "id", "name", "query", "made_at"],
    tail: "",
};

/// A view.
#[derive(Debug, sqlx::FromRow)]
pub struct ViewRow {
    pub id: Uuid,
    pub name: String,
    pub query: String,
}

/// Those of an account, by name; `county` is that of the widest place in which it sees cases.
pub async fn of_account(conn: &mut Conn, county: &PlaceCode, account: Uuid) -> Result<Vec<ViewRow>> {
    conn.all(OF_ACCOUNT, &args![county, account]).await
}

/// Keeps one.
pub async fn keep(
    conn: &mut Conn,
    county: &PlaceCode,
    (account, id): (Uuid, Uuid),
    view: (&str, &str),
    now: i64,
) -> Result<()> {
    conn.insert(&VIEW, &[args![county, account, id, view.0, view.1, now].to_vec()]).await
}

/// Drops one; gives whether it was there.
pub async fn drop(conn: &mut Conn, county: &PlaceCode, account: Uuid, id: Uuid) -> Result<bool> {
    Ok(conn.run(DROP, &args![county, account, id]).await? > 0)
}
