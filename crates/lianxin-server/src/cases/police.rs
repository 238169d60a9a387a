//! What households addressed to the police of their village.

use lianxin_domain::places::PlaceCode;
use uuid::Uuid;

use crate::{
    args,
    engine::{ask::Among, db::Conn, error::Result},
};

const ADDRESS: &str = "UPDATE matter SET addressed = $3 WHERE county = $1 AND id = $2";
const TO_WHOM: &str = "SELECT addressed FROM matter WHERE county = $1 AND id = $2";
const ADDRESSED: Among = Among {
    sql: "SELECT id FROM matter WHERE county = $1 AND addressed <> '' AND changed_at > $2 AND village IN ({ids}) \
          ORDER BY changed_at DESC, id LIMIT 200",
    before: 2,
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[ADDRESS, TO_WHOM];
/// Every statement about ids of this file, for the walk.
pub const AMONG: &[Among] = &[ADDRESSED];

/// Says whether a case is addressed to the police of its village.
pub async fn address(conn: &mut Conn, county: &PlaceCode, id: Uuid, police: bool) -> Result<()> {
    let to = if police { "police" } else { "" };
    conn.run(ADDRESS, &args![county, id, to]).await.map(|_| ())
}

/// Whether it is.
pub async fn is_addressed(conn: &mut Conn, county: &PlaceCode, id: Uuid) -> Result<bool> {
    let found: Option<(String,)> = conn.maybe(TO_WHOM, &args![county, id]).await?;
    Ok(found.is_some_and(|(to,)| to == "police"))
}

/// Cases of these villages of a county that were addressed to the police and changed since an instant, 200 at the most.
pub async fn addressed(
    conn: &mut Conn,
    county: &PlaceCode,
    since: i64,
    villages: &[String],
) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = conn.among(&ADDRESSED, &args![county, since], villages).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
