//! Writing down and correcting a household and its standings.

use lianxin_domain::{
    day::Day,
    households::{FactClass, StandingKind},
    ids::Ref,
    people::{person_name, tidy},
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{facts::fact_of, scope, show::in_full};
use crate::{
    args,
    engine::{
        act::{Act, Done},
        clock::Clock,
        error::{Error, Result, codes},
        http::{Body, Path},
        value::Value,
    },
    households::{
        facts, guardians,
        read::HouseholdRow,
        store::{self, At, HOUSEHOLD, RESIDENT, STANDING, household_row, resident_row},
    },
    places::store as places,
};

/// A household that was written.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdRef)]
pub struct Named {
    #[serde(rename = "ref")]
    name_ref: String,
}

/// Somebody who lives there and is of age.
#[derive(Clone, Deserialize, ToSchema)]
pub struct NewResident {
    name: String,
    #[serde(default)]
    relation: String,
}

/// A standing with its days and source.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStanding {
    /// `old_party_member`, `old_official`, `old_model` or `thriving`.
    kind: String,
    /// Today unless told.
    #[schema(value_type = Option<String>)]
    since: Option<Day>,
    /// When told: the standing that holds ends on this day.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    #[serde(default)]
    holder: String,
    #[serde(default)]
    source: String,
}

/// A new fact.
#[derive(Clone, Deserialize, ToSchema)]
pub struct FactOfNew {
    class: String,
    text: String,
}

/// A new household.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewHousehold)]
#[serde(deny_unknown_fields)]
pub struct New {
    #[serde(default)]
    house: String,
    #[serde(default)]
    name: String,
    members: Option<i64>,
    #[serde(default)]
    residents: Vec<NewResident>,
    #[serde(default)]
    standings: Vec<NewStanding>,
    #[serde(default)]
    facts: Vec<FactOfNew>,
}

/// What is to be corrected; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[schema(as = HouseholdCorrection)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    house: Option<String>,
    name: Option<String>,
    members: Option<i64>,
    residents: Option<Vec<NewResident>>,
}

fn invalid(field: &str, code: crate::engine::error::Code) -> Error {
    Error::refused(codes::INVALID).field(field, code)
}

fn house_of(text: &str) -> Result<String> {
    let house = tidy(text);
    if house.chars().count() > 40 { Err(invalid("house", codes::TOO_LONG)) } else { Ok(house) }
}

fn name_of(field: &str, text: &str) -> Result<String> {
    let name = person_name(text);
    match name.chars().count() {
        0 => Err(invalid(field, codes::REQUIRED)),
        1..=30 => Ok(name),
        _ => Err(invalid(field, codes::TOO_LONG)),
    }
}

fn members_of(members: i64) -> Result<i64> {
    if (0..=99).contains(&members) { Ok(members) } else { Err(invalid("members", codes::TOO_LONG)) }
}

fn residents_of(clock: &Clock, at: &At, residents: &[NewResident]) -> Result<Vec<Vec<Value>>> {
    if residents.len() > 60 {
        return Err(invalid("residents", codes::TOO_LONG));
    }
    let row = |one: &NewResident| {
        let name = name_of("residents", &one.name)?;
        let relation: String = tidy(&one.relation).chars().take(20).collect();
        Ok(resident_row(at, clock.id(), &name, &relation))
    };
    residents.iter().map(row).collect()
}

/// A standing's row; `since` defaults to today.
fn standing_of(at: &At, new: &NewStanding, today: Day) -> Result<Vec<Value>> {
    let kind = kind_of(&new.kind)?;
    let since = new.since.unwrap_or(today);
    if since > today {
        return Err(invalid("since", codes::BAD_DAY));
    }
    let short = |text: &str, limit: usize| tidy(text).chars().take(limit).collect::<String>();
    let (holder, source) = (person_name(&short(&new.holder, 30)), short(&new.source, 200));
    Ok(args![&at.county(), at.id, kind.word(), since, Day::NEVER, holder, source].to_vec())
}

fn kind_of(word: &str) -> Result<StandingKind> {
    let found = StandingKind::ALL.iter().copied().find(|kind| kind.word() == word);
    found.ok_or_else(|| invalid("kind", codes::REQUIRED))
}

pub async fn add(mut act: Act, Path(code): Path<PlaceCode>, Body(new): Body<New>) -> Result<Done<Named>> {
    act.may(&code)?;
    let (app, today) = (act.app.clone(), act.today());
    let place = places::find(act.tx().await?, &code, today).await?;
    if code.level() != Level::Village || place.is_none() {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    let at = At { village: code, id: act.id() };
    let (house, name) = (house_of(&new.house)?, name_of("name", &new.name)?);
    let residents = residents_of(&app.clock, &at, &new.residents)?;
    let members = members_of(new.members.unwrap_or(new.residents.len().max(1) as i64))?;
    let standings: Vec<Vec<Value>> =
        new.standings.iter().map(|one| standing_of(&at, one, today)).collect::<Result<_>>()?;
    let sealed = new
        .facts
        .iter()
        .map(|one| fact_of(&one.class, &one.text, today, None))
        .collect::<Result<Vec<_>>>()?;
    let tx = act.tx().await?;
    tx.insert(&HOUSEHOLD, &[household_row(&at, &house, &name, members, today)]).await?;
    tx.insert(&RESIDENT, &residents).await?;
    tx.insert(&STANDING, &standings).await?;
    facts::key(&app, tx, &at.county(), at.id).await?;
    facts::add(&app, tx, &at, &sealed).await?;
    store::changed(tx, &at, false).await?;
    let named = named(&at);
    let subject = named.name_ref.clone();
    let classes: Vec<&str> = sealed.iter().map(|fact| FactClass::word(fact.class)).collect();
    act.done(&at.village, subject, json!({"facts": classes}), named).await.map(Done::created)
}

fn named(at: &At) -> Named {
    Named { name_ref: format!("{}.{}", at.county(), at.id) }
}

pub async fn correct(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(new): Body<Correction>,
) -> Result<Done<Named>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    act.unchanged(row.version)?;
    let fields = changed_fields(&new);
    let HouseholdRow { house, name: head, members, since, .. } = row.clone();
    let house = new.house.as_deref().map_or(Ok(house), house_of)?;
    let head = new.name.as_deref().map_or(Ok(head), |name| name_of("name", name))?;
    let members = members_of(new.members.unwrap_or(members))?;
    let since: Day = since.parse().map_err(Error::internal)?;
    let residents = new.residents.as_ref().map(|list| residents_of(&app.clock, &at, list)).transpose()?;
    let tx = act.tx().await?;
    tx.insert(&HOUSEHOLD, &[household_row(&at, &house, &head, members, since)]).await?;
    if row.state != "present" {
        store::set_state(tx, &at, &row.state, row.until.parse().map_err(Error::internal)?).await?;
    }
    if let Some(residents) = &residents {
        store::set_residents(tx, &at, residents).await?;
    }
    store::changed(tx, &at, row.state != "present").await?;
    act.done(&at.village, &name, json!({"fields": fields}), named(&at)).await
}

/// Which fields are corrected: all that the audit line says.
fn changed_fields(new: &Correction) -> Vec<&'static str> {
    let fields = [
        ("house", new.house.is_some()),
        ("name", new.name.is_some()),
        ("members", new.members.is_some()),
        ("residents", new.residents.is_some()),
    ];
    fields.into_iter().filter(|(_, told)| *told).map(|(field, _)| field).collect()
}

/// Who answers for a household's minors.
#[derive(Deserialize, ToSchema)]
#[schema(as = HouseholdGuardians)]
#[serde(deny_unknown_fields)]
pub struct Guardians {
    /// Names of residents; none: its head does.
    names: Vec<String>,
}

pub async fn guardians(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(new): Body<Guardians>,
) -> Result<Done<Named>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let tx = act.tx().await?;
    let (_, at) = scope::found(tx, &actor, right, &name).await?;
    let household = in_full(tx, &at).await?;
    if new.names.len() > 20 || !new.names.iter().all(|name| household.knows(name).0) {
        return Err(invalid("names", codes::NOT_OF_HOUSEHOLD));
    }
    guardians::set(tx, &at, &new.names).await?;
    act.done(&at.village, &name, json!({"guardians": new.names.len()}), named(&at)).await
}

pub async fn standing(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(new): Body<NewStanding>,
) -> Result<Done<Named>> {
    let (actor, right, today) = (act.actor.clone(), act.right, act.today());
    let (row, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    let kind = kind_of(&new.kind)?;
    let written = standing_of(&at, &new, today)?;
    let tx = act.tx().await?;
    match new.until {
        Some(until) if until > today => return Err(invalid("until", codes::BAD_DAY)),
        Some(until) => {
            if !store::end_standing(tx, &at, kind.word(), until).await? {
                return Err(Error::refused(codes::NOT_FOUND));
            }
        }
        None => tx.insert(&STANDING, &[written]).await?,
    }
    store::changed(tx, &at, row.state != "present").await?;
    act.done(&at.village, &name, json!({"kind": kind.word(), "ended": new.until.is_some()}), named(&at)).await
}
