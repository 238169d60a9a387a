//! Facts of a household for whom something of that household is a task: for township staff while a case of it is theirs or it waits
//! for its copy, a correction or its erasure; for a department what the theme of its case needs, and nothing else. And for an
//! inspector by order: the household's cases and who read its record.

use lianxin_domain::{
    access::{
        Class, Right, Role,
        approval::{Kind, State},
    },
    cases::{fields::fields, words::Theme},
    households::FactClass,
    ids::Ref,
};
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{acts::found, household::case};
use crate::{
    access::{
        approvals,
        reveal::{Looker, note},
    },
    cases::{
        hands::{self, Hand},
        owed, read,
        row::MatterRow,
    },
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
        verb::Verb,
    },
    households::{
        read as households,
        routes::{
            AskMinors, Event, MinorsAsked, RevealAsk, Revealed, as_staff, asked_of, found_of, minors_of,
            revealed, seen,
        },
        store::At,
    },
};

/// Facts of a household while something of it is one's task, and the rest of its record by order.
pub fn verbs() -> Vec<Verb> {
    use Right::{HandleCases, Inspect, SeeHouseholds};
    vec![
        Verb::post(
            "households.fact.reveal",
            "/households/{ref}/reveal",
            SeeHouseholds,
            "The facts of one class in clear, for a purpose, while a case or a request of the household is one's task.",
            staff,
        )
        .takes::<RevealAsk>()
        .gives::<Revealed>(),
        Verb::post(
            "cases.fact.reveal",
            "/cases/{ref}/reveal",
            HandleCases,
            "The facts of one class that the theme of a department's case needs, for a purpose, while it is its task.",
            department,
        )
        .takes::<RevealAsk>()
        .gives::<Revealed>(),
        Verb::post(
            "cases.minor.ask",
            "/cases/{ref}/minors",
            HandleCases,
            "Ask to see what is written about the minors of the household of a department's case, where its theme needs it.",
            department_minors,
        )
        .takes::<AskMinors>()
        .gives::<MinorsAsked>(),
        Verb::post(
            "cases.order.show",
            "/orders/{ref}/cases",
            Inspect,
            "The cases of the household that an order names, and who read its record, while the order holds.",
            ordered,
        )
        .gives::<OrderRecord>(),
    ]
}

/// Readers that an order shows at the most.
const READERS: i64 = 200;

fn missing() -> Error {
    Error::refused(codes::NOT_FOUND)
}

/// Whether something of the household is the caller's to do; a part of another unit's case opens its words, not the facts.
async fn has_task(act: &mut Act, at: &At) -> Result<bool> {
    let (actor, county) = (act.actor.clone(), at.county());
    let tx = act.tx().await?;
    let hands = hands::at(tx, &actor, &at.village).await?;
    for row in read::of_household(tx, &county, at.id).await? {
        let case = row.case()?;
        if hands.iter().any(|hand| hand.leads(&case)) {
            return Ok(true);
        }
    }
    let asked = owed::of_household(tx, &county, at.id).await?;
    Ok(asked.iter().any(|row| row.kind != "why" && row.answered_on.is_empty()))
}

pub async fn staff(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<RevealAsk>,
) -> Result<Done<Revealed>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let (_, at) = found_of(act.tx().await?, &actor, right, &name).await?;
    let (class, purpose) = asked_of(&ask)?;
    // What is written about minors needs the agreement of two others, which is more.
    if class != FactClass::Minor && !has_task(&mut act, &at).await? {
        return Err(Error::refused(codes::NEEDS_TASK));
    }
    as_staff(act, &name, &at, class, &purpose).await
}

/// A department's case with a household, and the unit whose task it is.
async fn of_department(act: &mut Act, name: &Ref) -> Result<(MatterRow, At, Hand)> {
    let row = found(act, name).await?;
    let (actor, village, case) = (act.actor.clone(), row.village()?, row.case()?);
    let tx = act.tx().await?;
    let hands = hands::at(tx, &actor, &village).await?;
    let own = |hand: &Hand| hand.role == Role::Department && hand.leads(&case);
    let hand = hands.into_iter().find(own).ok_or_else(missing)?;
    let id = row.household.ok_or_else(missing)?;
    let home = households::one(tx, &name.county, id).await?.filter(|home| home.state != "erased");
    let at = home.ok_or_else(missing)?.at()?;
    Ok((row, at, hand))
}

/// What a case opens to a department.
pub fn opens(row: &MatterRow) -> Vec<FactClass> {
    Theme::of(&row.theme).map(fields).unwrap_or_default()
}

pub async fn department(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<RevealAsk>,
) -> Result<Done<Revealed>> {
    let (row, at, hand) = of_department(&mut act, &name).await?;
    let (class, purpose) = asked_of(&ask)?;
    if !opens(&row).contains(&class) {
        return Err(Error::refused(codes::NOT_ITS_MATTER));
    }
    let (actor, now) = (act.actor.clone(), act.now());
    if class == FactClass::Minor {
        let about = (&at.county(), Some(at.id));
        let tx = act.tx().await?;
        let held = approvals::holding(tx, actor.account, Kind::Minor, about, &Json::Null, now).await?;
        held.ok_or_else(|| Error::refused(codes::NEEDS_APPROVAL))?;
    }
    let looker = Looker { actor: &actor, unit: &hand.name, role: hand.role, purpose: purpose.as_str() };
    revealed(act, &name, &at, class, &looker).await
}

pub async fn department_minors(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<AskMinors>,
) -> Result<Done<MinorsAsked>> {
    let (row, at, _) = of_department(&mut act, &name).await?;
    if !opens(&row).contains(&FactClass::Minor) {
        return Err(Error::refused(codes::NOT_ITS_MATTER));
    }
    minors_of(act, &at, &ask).await
}

/// The rest of a household's record by order.
#[derive(Serialize, ToSchema)]
#[schema(as = OrderRecord)]
pub struct OrderRecord {
    /// Every case: `title`, `words`, `theme`, `office`, `resident`, `raised`, `steps`, `heard`, the latest first; what the
    /// household keeps from the office stays kept.
    #[schema(value_type = Vec<Object>)]
    cases: Vec<Json>,
    /// Who read its record, the latest first, 200 at the most.
    readers: Vec<Event>,
}

pub async fn ordered(mut act: Act, Path(name): Path<Ref>) -> Result<Done<OrderRecord>> {
    let (app, actor, now) = (act.app.clone(), act.actor.clone(), act.now());
    let tx = act.tx().await?;
    let order = approvals::one(tx, &name).await?;
    if order.kind()? != Kind::Order || order.account != actor.account {
        return Err(missing());
    }
    match order.stands(now)?.0 {
        State::Granted => {}
        State::Waiting => return Err(Error::refused(codes::NOT_AGREED_YET)),
        State::Refused | State::Over => return Err(Error::refused(codes::NO_LONGER_AGREED)),
    }
    // An order about a complaint names no household.
    let id: Uuid = order.household.parse().map_err(|_| missing())?;
    let home = households::one(tx, &name.county, id).await?.filter(|row| row.state != "erased");
    let at = home.ok_or_else(missing)?.at()?;
    let mut cases = Vec::new();
    for row in read::of_household(tx, &name.county, id).await? {
        cases.push(case(&app, tx, &row).await?);
    }
    let readers = households::events(tx, &at, Uuid::max(), READERS).await?;
    let readers = readers.into_iter().map(Event::from).collect();
    let purpose = format!("{}：{}", Kind::Order.zh(), order.reason);
    let by = Looker { actor: &actor, unit: &order.unit_name, role: Role::Inspector, purpose: &purpose };
    note(&app, tx, &by, &[seen(&at, Class::Talks)]).await?;
    let record = OrderRecord { cases, readers };
    act.done(&at.village, &name, json!({"kind": Kind::Order.word()}), record).await
}
