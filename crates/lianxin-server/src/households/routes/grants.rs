//! A household lets a seat see a class of its facts until a day, and takes that back: written down at the counter by somebody who
//! is not whom it is given to (or said by its slip, in the room of cases). And what the seat then sees, for a purpose.

use std::collections::BTreeSet;

use axum::Json;
use lianxin_domain::{
    access::{Class, Role},
    day::Day,
    households::FactClass,
    ids::Ref,
    links::Tier,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{nothing, reveal, scope};
use crate::{
    access::reveal::{Looker, Seen, reveal as shown},
    engine::{
        act::{Act, Actor, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
    },
    households::{
        grants::{self, GrantRow, New, Seat},
        store::At,
    },
    links::scope::own_scope,
    people::read as people,
};

/// Days for which a household may give it at the most.
const LONGEST: i64 = 366;
/// Grants of one household that may hold at once.
const MOST: usize = 20;
/// What stands before the purpose of a look.
const BY_GRANT: &str = "本户授权";

/// What a household lets somebody see.
#[derive(Clone, Deserialize, ToSchema)]
#[schema(as = GrantGiven)]
pub struct Given {
    /// `police`, or the ref of a department that is in charge of the village.
    #[serde(default)]
    to: String,
    /// `contact`, `hardship`, `health` or `money`.
    #[serde(default)]
    class: String,
    /// The first day on which it holds no longer; within a year.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
}

/// Something that a household lets somebody see.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdGrant)]
pub struct Line {
    id: String,
    /// `police` or `department`.
    seat: String,
    /// The department's name; empty for the police.
    unit: String,
    class: String,
    since: String,
    until: String,
    /// `paper` or `slip`.
    way: String,
    /// Whether it holds today.
    holds: bool,
}

/// What a household lets others see.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdGrants)]
pub struct Lines {
    /// What holds longest comes first.
    items: Vec<Line>,
    /// Departments in charge of the village, to which more may be given.
    units: Vec<GrantUnit>,
}

/// A department.
#[derive(Serialize, ToSchema)]
pub struct GrantUnit {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
}

/// What was given, of a household.
pub async fn lines(conn: &mut Conn, at: &At, today: Day) -> Result<Lines> {
    let line = |row: GrantRow| Line {
        id: row.id.to_string(),
        seat: row.seat,
        unit: row.unit_name,
        class: row.class,
        since: row.since,
        holds: row.until > today.to_string(),
        until: row.until,
        way: row.way,
    };
    let items = grants::of_household(conn, at).await?.into_iter().map(line).collect();
    let units = grants::departments(conn, &at.village).await?.into_iter();
    let units = units.map(|(name_ref, name)| GrantUnit { name_ref, name }).collect();
    Ok(Lines { items, units })
}

/// What is given, checked; `by` is the account that writes it down.
pub async fn give(act: &mut Act, at: &At, given: &Given, (way, by): (&str, Option<&Actor>)) -> Result<()> {
    let invalid = |field: &str, code| Error::refused(codes::INVALID).field(field, code);
    let (id, today) = (act.id(), act.today());
    let longest = Day::of_millis(act.now() + LONGEST * 24 * 3_600_000);
    let class = FactClass::of(&given.class).filter(|class| class.grantable());
    let class = class.ok_or_else(|| invalid("class", codes::REQUIRED))?;
    let until = given.until.ok_or_else(|| invalid("until", codes::REQUIRED))?;
    if until <= today || until > longest {
        return Err(invalid("until", codes::GRANT_TOO_LONG));
    }
    let tx = act.tx().await?;
    let seat = match given.to.as_str() {
        "police" => Seat::Police,
        name => {
            let unknown = || invalid("to", codes::UNKNOWN_UNIT);
            let name: Ref = name.parse().map_err(|_| unknown())?;
            let unit = people::unit(tx, &name).await?.ok_or_else(unknown)?;
            let place: PlaceCode = unit.place.parse().map_err(Error::internal)?;
            if !place.contains(&at.village) || !unit.kind.ends_with("_department") {
                return Err(unknown());
            }
            Seat::Unit(name, unit.name)
        }
    };
    if let Some(actor) = by
        && is_grantee(tx, actor, &seat, &at.village, today).await?
    {
        return Err(Error::refused(codes::GRANTEE_ENTERS));
    }
    let today_ = today.to_string();
    if grants::of_household(tx, at).await?.iter().filter(|row| row.until > today_).count() >= MOST {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", MOST));
    }
    let by = by.map(|actor| actor.account);
    grants::give(tx, at, &New { id, seat: &seat, class: class.word(), days: (today, until), way, by }).await
}

/// Nobody writes down what lets himself see: neither of the unit nor a police officer of the village.
async fn is_grantee(
    conn: &mut Conn,
    actor: &Actor,
    seat: &Seat,
    village: &PlaceCode,
    today: Day,
) -> Result<bool> {
    let own = match &actor.official {
        Some(official) => people::official(conn, official).await?.map(|row| (official, row)),
        None => None,
    };
    Ok(match (seat, own) {
        (Seat::Unit(unit, _), own) => {
            let grants = actor.grants.iter().any(|grant| grant.unit.as_ref() == Some(unit));
            grants || own.is_some_and(|(_, row)| row.unit == unit.id)
        }
        (Seat::Police, Some((official, row))) => {
            let station = row.unit_kind == "police_station";
            station || polices(conn, official, today).await?.contains(village)
        }
        (Seat::Police, None) => false,
    })
}

/// The villages whose police officer somebody is today.
async fn polices(conn: &mut Conn, official: &Ref, today: Day) -> Result<BTreeSet<PlaceCode>> {
    let own = own_scope(conn, official, today).await?.into_iter();
    let police = own.filter(|own| own.held.iter().any(|held| held.tier == Tier::PoliceLiaison));
    Ok(police.map(|own| own.village).collect())
}

pub async fn list(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Lines>> {
    let (actor, right, today) = (look.actor.clone(), look.right, look.app.clock.today());
    let (_, at) = scope::found(&mut look, &actor, right, &name).await?;
    Ok(Json(lines(&mut look, &at, today).await?))
}

pub async fn given(mut act: Act, Path(name): Path<Ref>, Body(given): Body<Given>) -> Result<Done<Lines>> {
    let (actor, right, today) = (act.actor.clone(), act.right, act.today());
    let (_, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    give(&mut act, &at, &given, ("paper", Some(&actor))).await?;
    let lines = lines(act.tx().await?, &at, today).await?;
    let detail = json!({"to": given.to, "class": given.class, "until": given.until});
    act.done(&at.village, &name, detail, lines).await.map(Done::created)
}

pub async fn taken_back(mut act: Act, Path((name, id)): Path<(Ref, Uuid)>) -> Result<Done<Value>> {
    let (actor, right, today) = (act.actor.clone(), act.right, act.today());
    let tx = act.tx().await?;
    let (_, at) = scope::found(tx, &actor, right, &name).await?;
    if !grants::end(tx, &at, id, today).await? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    act.done(&at.village, &name, json!({"grant": id}), nothing()).await
}

/// Something that a household lets one see.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantedLine)]
pub struct Granted {
    /// The household's ref.
    #[serde(rename = "ref")]
    name_ref: String,
    village: String,
    house: String,
    name: String,
    class: String,
    until: String,
}

/// What households let one see.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantedLines)]
pub struct GrantedLines {
    /// What ends first comes first.
    items: Vec<Granted>,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// As whom somebody looks at what was granted.
struct Grantee {
    role: Role,
    unit: String,
    rows: Vec<GrantRow>,
}

/// What holds for the seats that somebody has.
async fn held(conn: &mut Conn, actor: &Actor, today: Day) -> Result<Vec<Grantee>> {
    let mut all = Vec::new();
    if let Some(official) = &actor.official {
        let villages = polices(conn, official, today).await?;
        let unit = people::official(conn, official).await?.map(|row| row.unit_name).unwrap_or_default();
        let counties: BTreeSet<PlaceCode> = villages.iter().map(PlaceCode::owner).collect();
        for county in counties {
            let own: Vec<String> =
                villages.iter().filter(|v| v.owner() == county).map(ToString::to_string).collect();
            let rows = grants::of_police(conn, &county, today, &own).await?;
            all.push(Grantee { role: Role::Official, unit: unit.clone(), rows });
        }
    }
    for grant in actor.grants.iter().filter(|grant| grant.role == Role::Department) {
        let Some(unit) = &grant.unit else { continue };
        let mut rows = grants::of_unit(conn, unit, today).await?;
        rows.retain(|row| row.village.parse().is_ok_and(|village| grant.place.contains(&village)));
        let name = rows.first().map(|row| row.unit_name.clone()).unwrap_or_default();
        all.push(Grantee { role: Role::Department, unit: name, rows });
    }
    Ok(all)
}

fn at(row: &GrantRow) -> Result<At> {
    Ok(At { village: row.village.parse().map_err(Error::internal)?, id: row.household })
}

pub async fn granted(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<GrantedLines>> {
    let purpose = scope::purpose(&asked.purpose)?;
    let (actor, today) = (look.actor.clone(), look.app.clock.today());
    let mut items = Vec::new();
    for Grantee { role, unit, rows } in held(&mut look, &actor, today).await? {
        let mut homes = BTreeSet::new();
        let mut seen: Vec<Seen> = Vec::new();
        for row in &rows {
            if homes.insert(row.household) {
                seen.push(scope::seen(&at(row)?, Class::Roster));
            }
        }
        let lines: Vec<Granted> = rows
            .into_iter()
            .map(|row| Granted {
                name_ref: format!("{}.{}", row.county, row.household),
                village: row.village,
                house: row.house,
                name: row.name,
                class: row.class,
                until: row.until,
            })
            .collect();
        let purpose = format!("{BY_GRANT}：{}", purpose.as_str());
        let by = Looker { actor: &actor, unit: &unit, role, purpose: &purpose };
        items.extend(shown(&look.app, &by, &seen, lines).await?);
    }
    items.sort_by(|a, b| a.until.cmp(&b.until));
    Ok(Json(GrantedLines { items }))
}

pub async fn granted_reveal(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<reveal::Ask>,
) -> Result<Done<reveal::Revealed>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (actor, today) = (act.actor.clone(), act.today());
    let all = held(act.tx().await?, &actor, today).await?;
    let of = |row: &&GrantRow| row.household == name.id && row.county == name.county.as_str();
    let knows = all.iter().any(|grantee| grantee.rows.iter().any(|row| of(&row)));
    if !knows {
        return Err(missing());
    }
    let (class, purpose) = reveal::asked(&ask)?;
    let fits = |row: &&GrantRow| of(row) && row.class == class.word();
    let found = all.iter().find_map(|grantee| Some((grantee, grantee.rows.iter().find(fits)?)));
    let (grantee, row) = found.ok_or_else(|| Error::refused(codes::NOT_GRANTED))?;
    let purpose = format!("{BY_GRANT}：{}", purpose.as_str());
    let by = Looker { actor: &actor, unit: &grantee.unit, role: grantee.role, purpose: &purpose };
    reveal::shown(act, &name, &at(row)?, class, &by).await
}
