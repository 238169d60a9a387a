//! Who is stated to answer for the minors of a household: keys of names, apart from the residents' rows, which a register's import
//! replaces.

use lianxin_domain::people::name_key;

use super::store::At;
use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
    },
};

const OF: &str = "SELECT name_key FROM guardian WHERE county = $1 AND household = $2 ORDER BY name_key";
/// Forgets them.
pub const DROP: &str = "DELETE FROM guardian WHERE county = $1 AND household = $2";

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[OF, DROP];

/// Who is stated.
pub const GUARDIAN: Insert = Insert {
    table: "guardian",
    columns: &["county", "household", "name_key"],
    tail: "ON CONFLICT (county, household, name_key) DO NOTHING",
};

/// The keys of those who are stated; empty: its head is.
pub async fn of(conn: &mut Conn, at: &At) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = conn.all(OF, &args![&at.county(), at.id]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// States who are, instead of those before; nobody: its head is.
pub async fn set(conn: &mut Conn, at: &At, names: &[String]) -> Result<()> {
    conn.run(DROP, &args![&at.county(), at.id]).await?;
    let row = |name: &String| args![&at.county(), at.id, name_key(name)].to_vec();
    conn.insert(&GUARDIAN, &names.iter().map(row).collect::<Vec<_>>()).await
}
