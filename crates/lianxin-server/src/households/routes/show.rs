//! One household: who lives there, what it is known for, which facts there are; and who looked.

use axum::Json;
use lianxin_domain::{access::Class, day::Day, households::is_guardian, ids::Ref, people::name_key};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::scope;
use crate::{
    access::reveal::reveal,
    engine::{
        act::{Look, Versioned},
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Page, Paging},
    },
    households::{
        guardians,
        read::{self, EventRow, FactRow, ResidentRow, StandingRow, Whole},
        store::At,
    },
    people::read::ends,
    places::store::{self as places, PlaceRef},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// A household with all that is not sealed.
#[derive(Serialize, ToSchema)]
#[schema(as = Household)]
pub struct Shown {
    #[serde(rename = "ref")]
    name_ref: String,
    village: PlaceRef,
    house: String,
    name: String,
    members: i64,
    /// `present` or `gone`.
    state: String,
    since: String,
    until: Option<String>,
    residents: Vec<Resident>,
    /// Who answers for its minors, by name.
    guardians: Vec<String>,
    standings: Vec<Standing>,
    /// Which facts there are; their texts are revealed one class at a time.
    facts: Vec<Sealed>,
}

impl Shown {
    /// Whether somebody of that name lives there; and whether he answers for its minors.
    pub fn knows(&self, name: &str) -> (bool, bool) {
        let key = name_key(name);
        let same = |known: &String| name_key(known) == key;
        let lives = same(&self.name) || self.residents.iter().any(|one| same(&one.name));
        (lives && !key.is_empty(), self.guardians.iter().any(same))
    }

    /// Leaves the head and what stands on the door.
    pub fn door_only(&mut self) {
        self.residents.clear();
        self.guardians.clear();
        self.standings.clear();
        self.facts.clear();
    }
}

/// A grown resident.
#[derive(Serialize, ToSchema)]
pub struct Resident {
    #[schema(value_type = String)]
    id: Uuid,
    name: String,
    /// To the head of the household.
    relation: String,
}

impl From<ResidentRow> for Resident {
    fn from(row: ResidentRow) -> Resident {
        Resident { id: row.id, name: row.name, relation: row.relation }
    }
}

/// A public standing.
#[derive(Serialize, ToSchema)]
pub struct Standing {
    /// `old_party_member`, `old_official`, `old_model` or `thriving`.
    kind: String,
    since: String,
    until: Option<String>,
    /// Who holds it; may be empty.
    holder: String,
    /// Where it is written.
    source: String,
}

impl Standing {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.since <= day.to_string() && self.until.as_ref().is_none_or(|until| *until > day.to_string())
    }
}

impl From<StandingRow> for Standing {
    fn from(row: StandingRow) -> Standing {
        Standing {
            kind: row.kind,
            since: row.since,
            until: ends(&row.until),
            holder: row.holder,
            source: row.source,
        }
    }
}

/// A fact without its text.
#[derive(Serialize, ToSchema)]
#[schema(as = SealedFact)]
pub struct Sealed {
    #[schema(value_type = String)]
    id: Uuid,
    /// `contact`, `hardship`, `health`, `money` or `minor`.
    class: String,
    since: String,
    until: Option<String>,
}

impl From<FactRow> for Sealed {
    fn from(row: FactRow) -> Sealed {
        Sealed { id: row.id, class: row.class, since: row.since, until: ends(&row.until) }
    }
}

pub async fn show(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<Asked>,
) -> Result<Versioned<Shown>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let (row, at) = scope::found(&mut look, &actor, right, &name).await?;
    let purpose = scope::purpose(&asked.purpose)?;
    let shown = in_full(&mut look, &at).await?;
    let staff = scope::Staff::of(&mut look, &actor, right, &at.village).await?;
    let seen = scope::seen(&at, Class::Roster);
    reveal(&look.app, &staff.looker(&actor, &purpose), &[seen], Versioned(row.version, shown)).await
}

/// Everything about a household that is not sealed.
pub async fn in_full(conn: &mut Conn, at: &At) -> Result<Shown> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let Whole { row, residents, standings } =
        read::whole(conn, &at.county(), at.id).await?.ok_or_else(missing)?;
    let place = places::latest(conn, &at.village).await?.ok_or_else(missing)?;
    let facts = read::facts(conn, &at.county(), at.id).await?;
    let stated = guardians::of(conn, at).await?;
    let mut names: Vec<&String> = residents.iter().map(|one| &one.name).collect();
    if !names.contains(&&row.name) {
        names.push(&row.name);
    }
    let guards = names.into_iter().filter(|name| is_guardian(name, &row.name, &stated));
    let guardians = guards.cloned().collect();
    Ok(Shown {
        name_ref: row.name_ref(),
        village: PlaceRef { code: place.code, name: place.name, level: place.level },
        house: row.house,
        name: row.name,
        members: row.members,
        state: row.state,
        since: row.since,
        until: ends(&row.until),
        residents: residents.into_iter().map(Resident::from).collect(),
        guardians,
        standings: standings.into_iter().map(Standing::from).collect(),
        facts: facts.into_iter().map(Sealed::from).collect(),
    })
}

/// Somebody looked.
#[derive(Serialize, ToSchema)]
#[schema(as = AccessEvent)]
pub struct Event {
    /// The look's id: by it the household asks why.
    id: Uuid,
    /// When, in milliseconds.
    at: i64,
    day: String,
    /// Who.
    name: String,
    /// Of which unit or office; may be empty.
    unit: String,
    role: String,
    /// What kind of data.
    class: String,
    /// All households of the village were looked at, this one among them.
    whole_village: bool,
    /// Why.
    purpose: String,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Event {
        Event {
            id: row.id,
            at: row.at,
            day: row.day,
            name: row.actor_name,
            unit: row.actor_unit,
            role: row.role,
            class: row.class,
            whole_village: row.household.is_empty(),
            purpose: row.purpose,
        }
    }
}

pub async fn events(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Event>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let (_, at) = scope::any(&mut look, &actor, right, &name).await?;
    let [before] = paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let limit = paging.limit();
    let rows = read::events(&mut look, &at, before, limit).await?;
    Ok(Json(Page::cut(rows, limit, |row| [row.id.to_string()], Event::from)))
}
