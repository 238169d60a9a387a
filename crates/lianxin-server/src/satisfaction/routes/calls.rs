//! Calling those who were drawn: one household at a time, for interviewers who are linked to none of them.

use axum::Json;
use lianxin_domain::{
    access::{Class, Role},
    households::FactClass,
    ids::Ref,
    places::{Level, PlaceCode},
    satisfaction::{Answers, Heard, Outcome, again},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::reveal::{Looker, Seen, note},
    engine::{
        act::{Act, Actor, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::{
        facts::{Fact, open_class},
        read as households,
    },
    links::read as links,
    places::store::{self as places, PlaceRef},
    satisfaction::{
        read::{self, DrawRow, UnitRow},
        sealed::{self, Answer},
        store::{self, ANSWER},
    },
};

/// A household stays in an interviewer's hands for so long.
const HOLD: i64 = 30 * 60_000;
/// Who was not reached is called again after so long, unless they asked for another time.
const LATER: i64 = 4 * 3_600_000;
/// What the household reads about who looked and why.
const PURPOSE: &str = "抽样回访：随机抽中，征求意见 random callback";

/// How an interviewer stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallbacksNow)]
pub struct Now {
    /// Whether a household is in one's hands.
    held: bool,
    /// Households of one's jurisdiction that are not called to the end.
    waiting: i64,
}

/// A household to be called.
#[derive(Debug, Serialize, ToSchema)]
pub struct Callback {
    /// The draw.
    pub draw: String,
    /// Its number in the draw.
    pub n: i64,
    /// `reached`, `cases` or `all`: which words to ask with.
    frame: String,
    /// Where.
    pub village: PlaceRef,
    house: String,
    /// Who lives there.
    name: String,
    /// The visit that is asked about, where there is one.
    visit: Option<AskedVisit>,
    /// The title of the case that is asked about, where there is one.
    case: Option<String>,
    /// Attempts so far.
    attempts: i64,
}

/// A visit that a resident is asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedVisit {
    day: String,
    official: String,
}

/// The next household, if any waits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NextCallback)]
pub struct Next {
    /// Who it is.
    pub callback: Option<Callback>,
    waiting: i64,
}

/// Draws that are called in an interviewer's jurisdiction.
async fn open(conn: &mut Conn, place: &PlaceCode) -> Result<Vec<(DrawRow, Ref)>> {
    let mut list = Vec::new();
    for row in read::open(conn).await? {
        let of: PlaceCode = row.place.parse().map_err(Error::internal)?;
        if of.contains(place) || place.contains(&of) {
            let name = row.name_ref().parse().map_err(|_| Error::internal("a draw's name"))?;
            list.push((row, name));
        }
    }
    Ok(list)
}

async fn standing(conn: &mut Conn, actor: &Actor, place: &PlaceCode, now: i64) -> Result<Now> {
    let mut standing = Now { held: false, waiting: 0 };
    for (_, name) in open(conn, place).await? {
        standing.held |= read::held(conn, &name, actor.account, now).await?.is_some();
        standing.waiting += read::waiting(conn, &name, place).await?;
    }
    Ok(standing)
}

pub async fn now(mut look: Look) -> Result<Json<Now>> {
    let (actor, now) = (look.actor.clone(), look.app.clock.millis());
    let place = actor.widest(look.right)?;
    Ok(Json(standing(&mut look, &actor, &place, now).await?))
}

pub async fn next(mut act: Act) -> Result<Done<Next>> {
    let (app, actor, now) = (act.app.clone(), act.actor.clone(), act.now());
    let place = actor.widest(act.right)?;
    let own = own_villages(&mut act).await?;
    let tx = act.tx().await?;
    let mut taken = None;
    for (row, name) in open(tx, &place).await? {
        if let Some(unit) = take(tx, &name, &actor, &place, &own, now).await? {
            taken = Some((row, name, unit));
            break;
        }
    }
    let waiting = standing(tx, &actor, &place, now).await?.waiting;
    let Some((row, name, unit)) = taken else {
        return act.done(&place, "", json!({}), Next { callback: None, waiting }).await;
    };
    let village: PlaceCode = unit.village.parse().map_err(Error::internal)?;
    let callback = callback(tx, &row, &unit, &village).await?;
    let by = unit_of(tx, &place).await?;
    let looker = Looker { actor: &actor, unit: &by, role: Role::Interviewer, purpose: PURPOSE };
    let of = |class| Seen { village: village.clone(), household: Some(unit.household), class };
    let mut seen = vec![of(Class::Roster)];
    seen.extend(callback.case.is_some().then(|| of(Class::Talks)));
    note(&app, tx, &looker, &seen).await?;
    act.done(&place, &name, json!({}), Next { callback: Some(callback), waiting }).await
}

/// The villages that the interviewer has to do with: those who live there are called by others.
async fn own_villages(act: &mut Act) -> Result<Vec<PlaceCode>> {
    let today = act.today();
    let Some(official) = act.actor.official.clone() else { return Ok(vec![]) };
    let own = links::own_scope(act.tx().await?, &official, today).await?;
    Ok(own.into_iter().map(|own| own.village).collect())
}

/// The household in one's hands, or the first one due that is none of one's own villages'.
async fn take(
    conn: &mut Conn,
    name: &Ref,
    actor: &Actor,
    place: &PlaceCode,
    own: &[PlaceCode],
    now: i64,
) -> Result<Option<UnitRow>> {
    if let Some(held) = read::held(conn, name, actor.account, now).await? {
        return Ok(Some(held));
    }
    let official = actor.official.as_ref().map(ToString::to_string).unwrap_or_default();
    let due = read::due(conn, name, now, place).await?;
    for unit in due {
        let linked = own.iter().any(|village| village.as_str() == unit.village);
        let about_me = !official.is_empty() && unit.official == official;
        if linked || about_me {
            continue;
        }
        if gone(conn, &unit).await? {
            let by = (actor.account, "");
            store::attempted(conn, name, (unit.n, unit.attempts), Outcome::Moved, None, by).await?;
            continue;
        }
        if store::hold(conn, name, unit.n, actor.account, now + HOLD, now).await? {
            return Ok(Some(unit));
        }
    }
    Ok(None)
}

/// Whether the household left or was erased since it was drawn.
async fn gone(conn: &mut Conn, unit: &UnitRow) -> Result<bool> {
    let village: PlaceCode = unit.village.parse().map_err(Error::internal)?;
    let row = households::one(conn, &village.owner(), unit.household).await?;
    Ok(row.is_none_or(|row| row.state != "present"))
}

async fn callback(conn: &mut Conn, row: &DrawRow, unit: &UnitRow, village: &PlaceCode) -> Result<Callback> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let household = households::one(conn, &village.owner(), unit.household).await?.ok_or_else(missing)?;
    let named = places::latest(conn, village).await?.map(|last| last.name).unwrap_or_default();
    let case = match row.frame.as_str() {
        "cases" => {
            let days = (row.since.as_str(), row.until.as_str());
            read::last_case(conn, &village.owner(), unit.household, days).await?
        }
        _ => None,
    };
    let visit = AskedVisit { day: unit.visit_day.clone(), official: unit.official_name.clone() };
    Ok(Callback {
        draw: row.name_ref(),
        n: unit.n,
        frame: row.frame.clone(),
        village: PlaceRef { name: named, ..PlaceRef::unnamed(village) },
        house: household.house,
        name: household.name,
        visit: Some(visit).filter(|visit| !visit.day.is_empty()),
        case,
        attempts: unit.attempts,
    })
}

/// The unit that residents know the interviewer by: the office of the jurisdiction.
async fn unit_of(conn: &mut Conn, place: &PlaceCode) -> Result<String> {
    let named = places::latest(conn, place).await?.map(|last| last.name).unwrap_or_default();
    Ok(format!("{named} 回访组"))
}

/// The household of a path, when it is in the caller's hands.
async fn in_hand(act: &mut Act, draw: &Ref, n: i64) -> Result<(DrawRow, UnitRow, PlaceCode)> {
    let (actor, right) = (act.actor.clone(), act.right);
    let tx = act.tx().await?;
    let missing = || Error::refused(codes::NOT_FOUND);
    let row = read::draw(tx, draw).await?.ok_or_else(missing)?;
    let unit = read::unit(tx, draw, n).await?.ok_or_else(missing)?;
    let village: PlaceCode = unit.village.parse().map_err(Error::internal)?;
    actor.may(right, &village)?;
    // Also past its time, as long as nobody else took it: a talk may take longer than one thinks.
    let held = unit.held_by == actor.account.to_string();
    if row.state != "drawn" || unit.state != "waiting" || !held {
        return Err(Error::refused(codes::NOT_HELD));
    }
    Ok((row, unit, village))
}

/// Telephone numbers of a household.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallbackNumbers)]
pub struct Numbers {
    numbers: Vec<Fact>,
}

pub async fn call(mut act: Act, Path((draw, n)): Path<(Ref, i64)>) -> Result<Done<Numbers>> {
    let (_, unit, village) = in_hand(&mut act, &draw, n).await?;
    let (app, actor, now) = (act.app.clone(), act.actor.clone(), act.now());
    let place = actor.widest(act.right)?;
    let tx = act.tx().await?;
    store::hold(tx, &draw, n, actor.account, now + HOLD, now).await?;
    let at = crate::households::store::At { village: village.clone(), id: unit.household };
    let numbers = open_class(&app, tx, &at, FactClass::Contact).await?;
    let by = unit_of(tx, &place).await?;
    let looker = Looker { actor: &actor, unit: &by, role: Role::Interviewer, purpose: PURPOSE };
    let seen = Seen { village, household: Some(unit.household), class: Class::Contact };
    note(&app, tx, &looker, &[seen]).await?;
    act.done(&place, &draw, json!({}), Numbers { numbers }).await
}

/// What came of an attempt.
#[derive(Deserialize, ToSchema)]
#[schema(as = CallbackEnded)]
pub struct Ended {
    /// `completed`, `broken_off`, `refused`, `not_reached`, `wrong_number`, `no_number`, `moved` or `unable`.
    #[serde(default)]
    outcome: String,
    /// Of a completed one: did the visit take place? `yes`, `partly` (not sure) or `no`.
    took_place: Option<String>,
    /// Did they listen?
    listened: Option<String>,
    /// From 1 to 5.
    satisfied: Option<u8>,
    /// Not reached, or asked for another time: call again after so many minutes, seven days at most.
    later_minutes: Option<i64>,
}

impl Ended {
    fn outcome(&self) -> Result<Outcome> {
        let known = Outcome::of(&self.outcome).filter(|known| known.word() == self.outcome);
        known.ok_or_else(|| Error::refused(codes::INVALID).field("outcome", codes::REQUIRED))
    }

    fn answers(&self) -> Result<Answers> {
        let heard = |field: &str, text: &Option<String>| -> Result<Heard> {
            let text = text.as_deref().unwrap_or_default();
            let known = Heard::ALL.iter().copied().find(|known| known.word() == text);
            known.ok_or_else(|| Error::refused(codes::INVALID).field(field, codes::REQUIRED))
        };
        let satisfied = self.satisfied.filter(|n| (1..=5).contains(n));
        Ok(Answers {
            took_place: heard("took_place", &self.took_place)?,
            listened: heard("listened", &self.listened)?,
            satisfied: satisfied
                .ok_or_else(|| Error::refused(codes::INVALID).field("satisfied", codes::REQUIRED))?,
        })
    }
}

pub async fn outcome(
    mut act: Act,
    Path((draw, n)): Path<(Ref, i64)>,
    Body(ended): Body<Ended>,
) -> Result<Done<Now>> {
    let (_, unit, village) = in_hand(&mut act, &draw, n).await?;
    let outcome = ended.outcome()?;
    let answers = if outcome == Outcome::Completed { Some(ended.answers()?) } else { None };
    let (app, actor, now, today) = (act.app.clone(), act.actor.clone(), act.now(), act.today());
    let place = actor.widest(act.right)?;
    let attempts = unit.attempts + 1;
    let later = ended.later_minutes.map_or(LATER, |minutes| minutes.clamp(10, 7 * 24 * 60) * 60_000);
    let due = again(outcome, u32::try_from(attempts).unwrap_or(u32::MAX)).then_some(now + later);
    let tx = act.tx().await?;
    let by: (Uuid, &str) = (actor.account, &today.to_string());
    store::attempted(tx, &draw, (n, attempts), outcome, due, by).await?;
    if let Some(answers) = answers {
        let township = village.at(Level::Township).unwrap_or(village).to_string();
        let stratum = u32::try_from(unit.stratum).ok();
        let answer = Answer { township, official: unit.official, stratum, answers };
        tx.insert(&ANSWER, &[sealed::row(&app.keys, &draw, &answer)?]).await?;
    }
    let standing = standing(tx, &actor, &place, now).await?;
    // The line says nothing of the household: lines are read by others.
    act.done(&place, &draw, json!({"outcome": outcome.word()}), standing).await
}
