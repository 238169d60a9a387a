//! Today's households in clear, in memory, for comparing with a register.

use std::collections::{BTreeMap, HashMap};

use lianxin_domain::{
    day::Day,
    households::{
        FactClass, StandingKind,
        import::{FactsOf, HouseholdRecord, Known, Person},
    },
    ids::Ref,
    places::PlaceCode,
};
use uuid::Uuid;

use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result},
    },
    households::{
        read::{self, Whole},
        seal::HouseholdKey,
    },
};

/// Households read at once.
const AT_ONCE: i64 = 500;

/// The households of villages with their versions.
pub async fn households(
    app: &App,
    conn: &mut Conn,
    villages: &[PlaceCode],
) -> Result<(Vec<Known>, HashMap<Uuid, i64>)> {
    let (mut known, mut versions) = (Vec::new(), HashMap::new());
    for village in villages {
        let mut after = Uuid::nil();
        loop {
            let page = read::of_village(conn, village, after, AT_ONCE).await?;
            let Some(last) = page.last().map(|whole| whole.row.id) else { break };
            let mut facts = facts(app, conn, village, after, last).await?;
            for whole in page {
                versions.insert(whole.row.id, whole.row.version);
                let own = facts.remove(&whole.row.id).unwrap_or_default();
                known.push(record(village, whole, own)?);
            }
            after = last;
        }
    }
    Ok((known, versions))
}

/// The facts that hold, in clear, of the households between two ids.
async fn facts(
    app: &App,
    conn: &mut Conn,
    village: &PlaceCode,
    after: Uuid,
    last: Uuid,
) -> Result<HashMap<Uuid, FactsOf>> {
    let county = village.owner();
    let keys: HashMap<Uuid, Vec<u8>> =
        read::keys_between(conn, village, after, last).await?.into_iter().collect();
    let never = Day::NEVER.to_string();
    let mut facts: HashMap<Uuid, FactsOf> = HashMap::new();
    let rows = read::facts_between(conn, village, after, last).await?;
    for row in rows.into_iter().filter(|row| row.until == never) {
        let wrapped = keys.get(&row.household).ok_or_else(|| Error::internal("a fact without its key"))?;
        let class = FactClass::of(&row.class).ok_or_else(|| Error::internal("an unknown class of facts"))?;
        let key = HouseholdKey::unwrap(&app.keys, &county, row.household, wrapped)?;
        let text = key.open(class, row.id, &row.sealed)?;
        let held = facts.entry(row.household).or_default().entry(class).or_default();
        *held = if held.is_empty() { text } else { format!("{held}\n{text}") };
    }
    Ok(facts)
}

fn record(village: &PlaceCode, whole: Whole, facts: FactsOf) -> Result<Known> {
    let never = Day::NEVER.to_string();
    let held = whole.standings.into_iter().filter(|standing| standing.until == never);
    let standings: BTreeMap<StandingKind, String> =
        held.filter_map(|row| Some((StandingKind::of(&row.kind)?, row.holder))).collect();
    let row = whole.row;
    let resident = |row: read::ResidentRow| Person { name: row.name, relation: row.relation };
    Ok(Known {
        id: Ref { county: village.owner(), id: row.id },
        record: HouseholdRecord {
            village: village.clone(),
            house: row.house,
            name: row.name,
            members: row.members,
            residents: whole.residents.into_iter().map(resident).collect(),
            standings,
            facts,
        },
    })
}
