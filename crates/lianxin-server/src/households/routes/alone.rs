//! What nobody sees alone: one household in an emergency or by order, and what is written about its minors. Here it is asked
//! for; others agree to it in the room of access; what was agreed to is shown for as long as that holds, each look with its
//! events.

use lianxin_domain::{
    access::{
        Class, Right, Role,
        approval::{Kind, State},
    },
    households::FactClass,
    ids::Ref,
    links::Tier,
    people::{Rank, tidy},
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    copy::OfClass,
    scope,
    show::{Shown, in_full},
};
use crate::{
    access::{
        approvals::{self, New},
        reveal::{Looker, note},
    },
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
        verb::Verb,
    },
    households::{facts::open_class, read, store::At},
    links::read as links,
    people::read as people,
};

pub fn verbs() -> Vec<Verb> {
    vec![
        Verb::post(
            "households.glass.ask",
            "/glass",
            Right::AskGlass,
            "Ask to see one household of one's county in an emergency.",
            glass,
        )
        .takes::<AskGlass>()
        .gives::<Asked>(),
        Verb::post(
            "households.order.ask",
            "/orders",
            Right::Inspect,
            "Ask to see one household's record by order.",
            order,
        )
        .takes::<AskGlass>()
        .gives::<Asked>(),
        Verb::post(
            "households.glass.show",
            "/glass/{ref}",
            Right::AskGlass,
            "The household that others have agreed to, while that holds.",
            show,
        )
        .gives::<Opened>(),
        Verb::post(
            "households.order.show",
            "/orders/{ref}",
            Right::Inspect,
            "The household that an order names, while the order holds.",
            show,
        )
        .gives::<Opened>(),
        Verb::post(
            "households.minor.ask",
            "/households/{ref}/minors",
            Right::SeeHouseholds,
            "Ask to see what is written about the minors of a household.",
            minors_as_staff,
        )
        .takes::<AskMinors>()
        .gives::<Asked>(),
        Verb::post(
            "households.own_minor.ask",
            "/me/households/{ref}/minors",
            Right::OwnVillages,
            "The same for a household in one's own villages.",
            minors_as_official,
        )
        .takes::<AskMinors>()
        .gives::<Asked>(),
    ]
}

/// Which household, and why.
#[derive(Deserialize, ToSchema)]
#[schema(as = GlassAsk)]
#[serde(deny_unknown_fields)]
pub struct AskGlass {
    /// The village's code.
    #[serde(default)]
    village: String,
    /// The house number as it stands on the door.
    #[serde(default)]
    house: String,
    /// The head of the household, where several live behind one door.
    #[serde(default)]
    name: String,
    /// 2 to 200 characters; shown to whoever agrees and to the household.
    #[serde(default)]
    reason: String,
}

/// Why minors' data are wanted.
#[derive(Deserialize, ToSchema)]
#[schema(as = MinorsAsk)]
#[serde(deny_unknown_fields)]
pub struct AskMinors {
    /// 2 to 200 characters; shown to whoever agrees and to the household.
    #[serde(default)]
    reason: String,
}

/// A question's name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalAsked)]
pub struct Asked {
    #[serde(rename = "ref")]
    name_ref: String,
    /// How many of different units must agree.
    needs: usize,
}

/// A household in an emergency or by order.
#[derive(Serialize, ToSchema)]
#[schema(as = GlassHousehold)]
pub struct Opened {
    household: Shown,
    /// The facts in clear, by class; neither money nor minors.
    classes: Vec<OfClass>,
    /// Until when it may be looked at, in milliseconds.
    until: i64,
}

async fn glass(act: Act, Body(ask): Body<AskGlass>) -> Result<Done<Asked>> {
    whole(act, ask, Kind::Glass).await
}

async fn order(act: Act, Body(ask): Body<AskGlass>) -> Result<Done<Asked>> {
    whole(act, ask, Kind::Order).await
}

async fn whole(mut act: Act, ask: AskGlass, kind: Kind) -> Result<Done<Asked>> {
    let invalid = |field: &str, code| Error::refused(codes::INVALID).field(field, code);
    let reason = scope::purpose(&ask.reason).map_err(|_| invalid("reason", codes::REQUIRED))?;
    let village: PlaceCode = ask.village.parse().map_err(|_| invalid("village", codes::REQUIRED))?;
    if village.level() != Level::Village {
        return Err(invalid("village", codes::REQUIRED));
    }
    act.may(&village)?;
    let (house, name) = (tidy(&ask.house), tidy(&ask.name));
    let tx = act.tx().await?;
    let mut found = read::behind_door(tx, &village, &house).await?;
    found.retain(|row| name.is_empty() || row.name == name);
    let at = match found.as_slice() {
        [] => return Err(invalid("house", codes::NO_SUCH_HOUSE)),
        [row] => row.at()?,
        _ => return Err(invalid("name", codes::SEVERAL_BEHIND_DOOR)),
    };
    asked(act, &at, kind, reason.as_str()).await
}

async fn asked(mut act: Act, at: &At, kind: Kind, reason: &str) -> Result<Done<Asked>> {
    let new =
        New { kind, place: &at.village, household: Some(at.id), detail: Value::Null, persons: 1, reason };
    let name = approvals::ask(&mut act, new).await?;
    let answer = Asked { name_ref: name.to_string(), needs: kind.needs() };
    act.done(&at.village, &name, json!({"kind": kind.word()}), answer).await.map(Done::created)
}

async fn minors_as_staff(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<AskMinors>,
) -> Result<Done<Asked>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let (_, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    minors(act, &at, &ask).await
}

async fn minors_as_official(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<AskMinors>,
) -> Result<Done<Asked>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (official, today) = (act.actor.official.clone().ok_or_else(missing)?, act.today());
    let tx = act.tx().await?;
    let row = read::one(tx, &name.county, name.id).await?.filter(|row| row.state != "erased");
    let at = row.ok_or_else(missing)?.at()?;
    let own = links::own_scope(tx, &official, today).await?;
    let knows = |tier: &String| Tier::of(tier).is_some_and(|tier| tier != Tier::PoliceLiaison);
    if !own.iter().any(|own| own.village == at.village && own.tiers.iter().any(knows)) {
        return Err(missing());
    }
    minors(act, &at, &ask).await
}

/// Asks for what is written about a household's minors.
pub async fn minors(act: Act, at: &At, ask: &AskMinors) -> Result<Done<Asked>> {
    let refused = |_| Error::refused(codes::INVALID).field("reason", codes::REQUIRED);
    let reason = scope::purpose(&ask.reason).map_err(refused)?;
    asked(act, at, Kind::Minor, reason.as_str()).await
}

async fn show(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Opened>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (app, actor, right, now) = (act.app.clone(), act.actor.clone(), act.right, act.now());
    let tx = act.tx().await?;
    let row = approvals::one(tx, &name).await?;
    let kind = row.kind()?;
    let fits = matches!((kind, right), (Kind::Glass, Right::AskGlass) | (Kind::Order, Right::Inspect));
    if !fits || row.account != actor.account {
        return Err(missing());
    }
    let (state, until) = row.stands(now)?;
    match state {
        State::Granted => {}
        State::Waiting => return Err(Error::refused(codes::NOT_AGREED_YET)),
        State::Refused | State::Over => return Err(Error::refused(codes::NO_LONGER_AGREED)),
    }
    let id = row.household.parse().map_err(Error::internal)?;
    let found = read::one(tx, &name.county, id).await?.filter(|row| row.state != "erased");
    let at = found.ok_or_else(missing)?.at()?;
    let police = match &actor.official {
        Some(official) if kind == Kind::Glass => {
            people::official(tx, official).await?.is_some_and(|row| row.rank == Rank::Police.word())
        }
        _ => false,
    };
    // The police reach the household; what it lacks they see by its own grant only.
    let open = match police {
        true => &[FactClass::Contact][..],
        false => &[FactClass::Contact, FactClass::Hardship, FactClass::Health],
    };
    let mut classes = Vec::new();
    for class in open.iter().copied() {
        let facts = open_class(&app, tx, &at, class).await?;
        classes.push(OfClass::new(class, facts));
    }
    let mut household = in_full(tx, &at).await?;
    if police {
        household.door_only();
    }
    let purpose = format!("{}：{}", kind.zh(), row.reason);
    let role = Role::of(&row.role).ok_or_else(|| Error::internal("a role"))?;
    let by = Looker { actor: &actor, unit: &row.unit_name, role, purpose: &purpose };
    let seen: Vec<_> = [Class::Roster]
        .into_iter()
        .chain(open.iter().map(|class| class.class()))
        .map(|class| scope::seen(&at, class))
        .collect();
    note(&app, tx, &by, &seen).await?;
    let opened = Opened { household, classes, until };
    act.done(&at.village, &name, json!({"kind": kind.word()}), opened).await
}
