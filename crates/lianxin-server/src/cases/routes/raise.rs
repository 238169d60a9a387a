//! A need, or what was said at the counter, becomes a case.

use std::collections::BTreeSet;

use lianxin_domain::{
    access::Right,
    cases::{
        Case,
        clock::allowed,
        words::{Heard, Matter, Theme},
    },
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{text, told::Named};
use crate::{
    args,
    cases::{
        police, read,
        search::{self, Kind},
        store::{self, NewMatter},
        tally::Tally,
    },
    engine::{
        act::{Act, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::read as households,
    links::scope,
    places::store as places,
};

/// How a need becomes a case.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseOfNeed)]
pub struct OfNeed {
    /// What it is about in 2 to 60 characters, without names: whoever sees the place's cases reads it.
    title: String,
    /// See the list of themes.
    #[schema(value_type = String)]
    theme: Theme,
    /// `question`, `ordinary` or `complex`: decides the clock.
    #[schema(value_type = String)]
    kind: Matter,
    #[serde(default)]
    urgent: bool,
    /// Whether the household wants the police of its village to know of it: they see it then, and nobody else's.
    #[serde(default)]
    police: bool,
    /// By when it is wanted.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    wanted_by: Option<Day>,
}

/// What was said at the counter.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseAtCounter)]
pub struct AtCounter {
    /// The village's code.
    #[schema(value_type = String)]
    village: PlaceCode,
    /// Whose matter it is; none for the village as a whole.
    #[serde(default)]
    household: Option<Uuid>,
    /// Whose matter it is beside, 50 at the most: for each a case of its own is handled together with this one, so that each
    /// household has its own slip and says its own word.
    #[serde(default)]
    households: Vec<Uuid>,
    /// What is asked for, in 2 to 2000 characters.
    words: String,
    #[serde(flatten)]
    how: OfNeed,
}

/// Whether a village is the caller's own as an official who sees its households.
pub async fn is_own(
    conn: &mut Conn,
    actor: &crate::engine::act::Actor,
    village: &PlaceCode,
    day: Day,
) -> Result<bool> {
    let Some(official) = &actor.official else { return Ok(false) };
    let own = scope::own_scope(conn, official, day).await?;
    Ok(own.iter().any(|own| own.village == *village && own.sees_households()))
}

pub async fn of_need(mut act: Act, Path(name): Path<Ref>, Body(how): Body<OfNeed>) -> Result<Done<Named>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (actor, today) = (act.actor.clone(), act.today());
    let tx = act.tx().await?;
    let need = read::need(tx, &name).await?.filter(|need| need.state == "open").ok_or_else(missing)?;
    let village: PlaceCode = need.village.parse().map_err(Error::internal)?;
    if !is_own(tx, &actor, &village, today).await? {
        actor.may(Right::HandleCases, &village)?;
    }
    if let Some(known) = read::of_need(tx, &name).await? {
        return Err(has_case(&name, known));
    }
    let brought = Ref { county: need.official_county.parse().map_err(Error::internal)?, id: need.official };
    let from = From {
        village: &village,
        need: Some(&name),
        household: need.household,
        beside: &[],
        brought: Some(&brought),
        heard: Heard::of(&need.tier).unwrap_or(Heard::Counter),
        words: &need.words,
    };
    raised(act, from, &how).await
}

fn has_case(need: &Ref, case: Uuid) -> Error {
    let known = Ref { county: need.county.clone(), id: case };
    Error::refused(codes::NEED_HAS_CASE).extra("case", json!(known.to_string()))
}

pub async fn at_counter(mut act: Act, Body(said): Body<AtCounter>) -> Result<Done<Named>> {
    act.may(&said.village)?;
    let invalid = |field: &str, code| Error::refused(codes::INVALID).field(field, code);
    let tx = act.tx().await?;
    if said.village.level() != Level::Village || places::latest(tx, &said.village).await?.is_none() {
        return Err(invalid("village", codes::NOT_A_VILLAGE));
    }
    if said.households.len() > TOGETHER {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", TOGETHER));
    }
    let mut twice = BTreeSet::new();
    for id in said.household.iter().chain(&said.households) {
        if !twice.insert(*id) {
            return Err(invalid("households", codes::TWICE));
        }
        let found = households::one(tx, &said.village.owner(), *id).await?;
        let there =
            |row: &households::HouseholdRow| row.state == "present" && row.village == said.village.as_str();
        if !found.as_ref().is_some_and(there) {
            return Err(invalid("household", codes::UNKNOWN_HOUSEHOLD));
        }
    }
    let words = text::said("words", &said.words, 2, 2000)?;
    let from = From {
        village: &said.village,
        need: None,
        household: said.household,
        beside: &said.households,
        brought: None,
        heard: Heard::Counter,
        words: &words,
    };
    raised(act, from, &said.how).await
}

/// What a case is made from.
struct From<'a> {
    village: &'a PlaceCode,
    need: Option<&'a Ref>,
    household: Option<Uuid>,
    beside: &'a [Uuid],
    brought: Option<&'a Ref>,
    heard: Heard,
    words: &'a str,
}

async fn raised(mut act: Act, from: From<'_>, how: &OfNeed) -> Result<Done<Named>> {
    let (today, now) = (act.today(), act.now());
    let name = Ref { county: from.village.owner(), id: act.id() };
    let title = text::said("title", &how.title, 2, 60)?;
    let wanted_by = text::wanted_by(how.wanted_by, today)?;
    let case = Case::taken_in(allowed(how.kind, how.urgent), today);
    let new = NewMatter {
        name: &name,
        village: from.village,
        need: from.need.map(|need| need.id),
        household: from.household,
        brought: from.brought,
        heard: from.heard,
        title: &title,
        words: from.words,
        theme: how.theme.word(),
        kind: how.kind.word(),
        urgent: how.urgent,
        wanted_by: &wanted_by,
        merged_into: None,
    };
    let beside: Vec<Ref> =
        from.beside.iter().map(|_| Ref { county: from.village.owner(), id: act.id() }).collect();
    let (account, by) = (act.actor.account.to_string(), act.actor.name.clone());
    let tx = act.tx().await?;
    if !store::raise(tx, &new, &case, today, now).await? {
        // Somebody was faster by a moment.
        return Err(match from.need {
            Some(need) => match read::of_need(tx, need).await? {
                Some(known) => has_case(need, known),
                None => Error::refused(codes::BUSY),
            },
            None => Error::internal("only a need can have a case already"),
        });
    }
    let step = |id: Uuid| {
        let none = json!({}).to_string();
        args![&name.county, id, 1_i64, now, today, RAISED, &account, &by, "", "", none].to_vec()
    };
    let mut steps = vec![step(name.id)];
    let mut tally = Tally::default();
    tally.raised(&new, &case, today);
    for (own, household) in beside.iter().zip(from.beside) {
        let of =
            NewMatter { name: own, household: Some(*household), merged_into: Some(name.id), ..new.clone() };
        store::raise(tx, &of, &case, today, now).await?;
        steps.push(step(own.id));
        tally.raised(&of, &case, today);
    }
    store::steps(tx, &steps).await?;
    for id in beside.iter().map(|own| own.id).chain([name.id]) {
        search::put(tx, Kind::Title, (from.village, id), &title).await?;
        search::put(tx, Kind::Words, (from.village, id), from.words).await?;
    }
    if how.police {
        for id in beside.iter().map(|own| own.id).chain([name.id]) {
            police::address(tx, &name.county, id, true).await?;
        }
    }
    tally.write(tx).await?;
    let detail = json!({"theme": how.theme.word(), "kind": how.kind.word(), "urgent": how.urgent});
    let answer = Named::of(&name, &case, 1);
    Ok(act.done(from.village, &name, detail, answer).await?.created().version(1))
}

/// Households whose matter may be handled together from the first day.
const TOGETHER: usize = 50;

/// The word of the first step; all others are those of `lianxin_domain::cases::Act`.
const RAISED: &str = "raise";
