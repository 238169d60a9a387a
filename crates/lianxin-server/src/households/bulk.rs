//! Many new households at once, with residents, standings and sealed facts: the same rows as one by one, in few statements.

use lianxin_domain::{day::Day, households::StandingKind};
use uuid::Uuid;

use super::{
    facts::NewFact,
    seal::HouseholdKey,
    store::{self, At},
};
use crate::{
    app::App,
    args,
    engine::{
        db::Conn,
        error::Result,
        feed::{self, Changed},
        value::Value,
    },
};

/// A household with all that is known of it.
#[derive(Clone, Debug)]
pub struct Grown {
    /// Where it lies, and its id.
    pub at: At,
    /// What stands on the door.
    pub house: String,
    /// Whose home it is.
    pub name: String,
    /// How many live there.
    pub members: i64,
    /// Since when it is known.
    pub since: Day,
    /// Grown residents: id, name, relation.
    pub residents: Vec<(Uuid, String, String)>,
    /// Standings: kind, since, whose, source.
    pub standings: Vec<(StandingKind, Day, String, String)>,
    /// Facts to seal.
    pub facts: Vec<NewFact>,
}

/// Adds households and counts their villages.
pub async fn add(app: &App, conn: &mut Conn, homes: &[Grown]) -> Result<()> {
    let (mut rows, mut residents, mut standings) = (Vec::new(), Vec::new(), Vec::new());
    let (mut keys, mut facts) = (Vec::new(), Vec::new());
    for home in homes {
        let (at, county) = (&home.at, home.at.county());
        rows.push(store::household_row(at, &home.house, &home.name, home.members, home.since));
        residents.extend(
            home.residents.iter().map(|(id, name, relation)| store::resident_row(at, *id, name, relation)),
        );
        let standing = |(kind, since, holder, source): &(StandingKind, Day, String, String)| -> Vec<Value> {
            args![&county, at.id, kind.word(), *since, Day::NEVER, holder, source].to_vec()
        };
        standings.extend(home.standings.iter().map(standing));
        if home.facts.is_empty() {
            continue;
        }
        let (key, wrapped) = HouseholdKey::fresh(&app.keys, &county, at.id)?;
        keys.push(args![&county, at.id, wrapped].to_vec());
        for fact in &home.facts {
            let id = app.clock.id();
            let sealed = key.seal(fact.class, id, &fact.text)?;
            facts.push(store::fact_row(at, id, fact.class, fact.since, fact.until, sealed));
        }
    }
    for (insert, rows) in [
        (store::HOUSEHOLD, rows),
        (store::RESIDENT, residents),
        (store::STANDING, standings),
        (store::KEY, keys),
        (store::FACT, facts),
    ] {
        conn.insert(&insert, &rows).await?;
    }
    store::recount(conn, homes.iter().map(|home| &home.at.village)).await
}

/// Tells the phones that follow the villages; the last thing in a transaction, all of one county.
pub async fn told(conn: &mut Conn, homes: &[Grown]) -> Result<()> {
    let Some(county) = homes.first().map(|home| home.at.county()) else { return Ok(()) };
    let line = |home: &Grown| Changed {
        entity: "household",
        id: home.at.id,
        village: home.at.village.clone(),
        gone: false,
    };
    feed::note(conn, &county, &homes.iter().map(line).collect::<Vec<_>>()).await
}
