//! Today's units, households and cases, in memory, for comparing with a sheet.

use std::collections::BTreeSet;

use lianxin_domain::{
    cases::import::{House, Incoming, KnownMatter, Unit},
    ids::Ref,
    people::{UnitKey, UnitKind},
    places::PlaceCode,
};
use uuid::Uuid;

use crate::{
    cases::intake,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    households::read,
    people::store as people,
};

/// Households read at once.
const AT_ONCE: i64 = 500;
/// How long a finished case is still the same matter: a year, in milliseconds.
const FINISHED: i64 = 366 * 86_400_000;

/// All units.
pub async fn units(conn: &mut Conn) -> Result<Vec<Unit>> {
    let mut units = Vec::new();
    for row in people::present_units(conn).await? {
        let kind = UnitKind::of(&row.kind).ok_or_else(|| Error::internal("an unknown kind of unit"))?;
        let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
        let county: PlaceCode = row.county.parse().map_err(Error::internal)?;
        let key = UnitKey { place, name_key: row.name_key };
        units.push(Unit { id: Ref { county, id: row.id }, key, kind, name: row.name });
    }
    Ok(units)
}

/// The villages of matters, each once.
pub fn villages(rows: &[Incoming]) -> BTreeSet<PlaceCode> {
    rows.iter().map(|row| row.village.clone()).collect()
}

/// The households of villages that live there now, where a matter names anybody.
pub async fn houses(conn: &mut Conn, rows: &[Incoming]) -> Result<Vec<House>> {
    let named: BTreeSet<&PlaceCode> =
        rows.iter().filter(|row| !row.head.is_empty()).map(|row| &row.village).collect();
    let mut houses = Vec::new();
    for village in named {
        let mut after = Uuid::nil();
        loop {
            let page = read::of_village(conn, village, after, AT_ONCE).await?;
            let Some(last) = page.last().map(|whole| whole.row.id) else { break };
            let here = page.into_iter().filter(|whole| whole.row.state == "present");
            houses.extend(here.map(|whole| House {
                village: village.clone(),
                id: whole.row.id,
                house: whole.row.house,
                head: whole.row.name,
                residents: whole.residents.into_iter().map(|resident| resident.name).collect(),
            }));
            after = last;
        }
    }
    Ok(houses)
}

/// The cases of the matters' villages.
pub async fn matters(conn: &mut Conn, rows: &[Incoming], now: i64) -> Result<Vec<KnownMatter>> {
    intake::of_villages(conn, &villages(rows), now - FINISHED).await
}
