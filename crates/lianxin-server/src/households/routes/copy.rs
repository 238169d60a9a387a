//! A household's whole record for itself, and its erasure.

use lianxin_domain::{
    access::{Class, approval::Kind},
    households::FactClass,
    ids::Ref,
    people::{person_name, tidy},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    scope,
    show::{Event, Shown, in_full},
};
use crate::{
    access::{
        approvals,
        reveal::{self, note},
    },
    engine::{
        act::{Act, Actor},
        db::Conn,
        error::{Error, Result, codes},
    },
    households::{
        facts::{Fact, open_class},
        read,
        store::{self, At},
    },
    log::store as log,
};

/// Events that a copy holds at the most.
const EVENTS: i64 = 5000;

/// Why it is copied.
#[derive(Deserialize, ToSchema)]
#[schema(as = CopyAsk)]
pub struct Ask {
    #[serde(default)]
    purpose: String,
    /// Who of the household asks for it, by name; what is written about minors is for whoever answers for them.
    #[serde(default)]
    asked_by: String,
}

/// A household's whole record.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdCopy)]
pub struct Copied {
    household: Shown,
    /// The facts in clear, by class.
    classes: Vec<OfClass>,
    /// Who of the household asked for it; may be empty.
    asked_by: String,
    /// How many facts about minors were left out.
    minors_left_out: i64,
    /// Why: `not_guardian`, they are for whoever answers for them; `needs_approval`, two others must agree before staff print them.
    minors_why: Option<String>,
    /// Who looked, this copy among them, the latest first.
    events: Vec<Event>,
    /// The day of the copy.
    day: String,
}

/// The facts of one class.
#[derive(Serialize, ToSchema)]
#[schema(as = FactsOfClass)]
pub struct OfClass {
    class: String,
    facts: Vec<Fact>,
}

impl OfClass {
    /// Those of a class.
    pub fn new(class: FactClass, facts: Vec<Fact>) -> OfClass {
        OfClass { class: class.word().to_owned(), facts }
    }
}

/// Makes the copy inside the act's transaction and writes its event; what was said there, the audit line and the commit are
/// the caller's.
pub async fn copied(act: &mut Act, name: &Ref, ask: &Ask) -> Result<(At, Copied)> {
    let (actor, right, app, day) = (act.actor.clone(), act.right, act.app.clone(), act.today());
    let (_, at) = scope::found(act.tx().await?, &actor, right, name).await?;
    let purpose = scope::purpose(&ask.purpose)?;
    let (asked_by, now) = (person_name(&ask.asked_by), act.now());
    let tx = act.tx().await?;
    let staff = scope::Staff::of(tx, &actor, right, &at.village).await?;
    note(&app, tx, &staff.looker(&actor, &purpose), &[scope::seen(&at, Class::Copy)]).await?;
    let household = in_full(tx, &at).await?;
    if !asked_by.is_empty() && !household.knows(&asked_by).0 {
        return Err(Error::refused(codes::INVALID).field("asked_by", codes::NOT_OF_HOUSEHOLD));
    }
    let minors_why = without_minors(tx, &actor, &household, &asked_by, &at, now).await?;
    let mut classes = Vec::new();
    for class in FactClass::ALL.iter().copied() {
        if class != FactClass::Minor || minors_why.is_none() {
            let facts = open_class(&app, tx, &at, class).await?;
            classes.push(OfClass::new(class, facts));
        }
    }
    let minors_left_out = if minors_why.is_some() { minors(tx, &at).await? } else { 0 };
    if minors_why.is_none() {
        note(&app, tx, &staff.looker(&actor, &purpose), &[scope::seen(&at, Class::Minor)]).await?;
    }
    let copied = Copied {
        household,
        classes,
        asked_by,
        minors_left_out,
        minors_why: minors_why.filter(|_| minors_left_out > 0).map(str::to_owned),
        events: read::events(tx, &at, Uuid::max(), EVENTS).await?.into_iter().map(Event::from).collect(),
        day: day.to_string(),
    };
    Ok((at, copied))
}

/// Why what is written about minors is left out: they are not the asker's to answer for, or two others have not agreed that
/// this account may print them.
async fn without_minors(
    conn: &mut Conn,
    actor: &Actor,
    household: &Shown,
    asked_by: &str,
    at: &At,
    now: i64,
) -> Result<Option<&'static str>> {
    if !household.knows(asked_by).1 {
        return Ok(Some("not_guardian"));
    }
    let about = (&at.county(), Some(at.id));
    let held = approvals::holding(conn, actor.account, Kind::Minor, about, &Value::Null, now).await?;
    Ok(if held.is_some() { None } else { Some("needs_approval") })
}

async fn minors(conn: &mut Conn, at: &At) -> Result<i64> {
    let facts = read::facts(conn, &at.county(), at.id).await?;
    Ok(facts.iter().filter(|fact| fact.class == FactClass::Minor.word()).count() as i64)
}

/// Why it is erased.
#[derive(Deserialize, ToSchema)]
#[schema(as = ErasureReason)]
pub struct Reason {
    /// 2 to 200 characters, without names: it stays in the audit line.
    #[serde(default)]
    reason: String,
}

/// Forgets a household inside the act's transaction and gives the reason; what was said there, the audit line, the commit
/// and the sweep are the caller's.
pub async fn forgotten(act: &mut Act, name: &Ref, why: &Reason) -> Result<(At, String)> {
    let (actor, right, today) = (act.actor.clone(), act.right, act.today());
    let (_, at) = scope::found(act.tx().await?, &actor, right, name).await?;
    let reason = tidy(&why.reason);
    let code = match reason.chars().count() {
        0..=1 => Some(codes::REQUIRED),
        2..=200 => None,
        _ => Some(codes::TOO_LONG),
    };
    if let Some(code) = code {
        return Err(Error::refused(codes::INVALID).field("reason", code));
    }
    let tx = act.tx().await?;
    log::forget(tx, &at.county(), at.id).await?;
    reveal::forget(tx, &at.county(), at.id).await?;
    approvals::forget(tx, &at.county(), at.id).await?;
    store::erase(tx, &at, today).await?;
    store::changed(tx, &at, true).await?;
    Ok((at, reason))
}
