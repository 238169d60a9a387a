//! Facts in clear, one class at a time, each time with its event in the same transaction.

use lianxin_domain::{
    access::{Role, approval::Kind},
    households::{FactClass, Purpose, Reach, Verdict, verdict},
    ids::Ref,
    links::Tier,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::scope;
use crate::{
    access::{
        approvals,
        reveal::{Looker, note},
    },
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::{
        facts::{Fact, open_class},
        read,
        store::At,
    },
    links::read as links,
    people::read as people,
};

/// What is to be shown, and why.
#[derive(Deserialize, ToSchema)]
#[schema(as = RevealAsk)]
pub struct Ask {
    /// `contact`, `hardship`, `health` or `money`; `minor` needs two persons of other units who agreed.
    #[serde(default)]
    class: String,
    /// 2 to 200 characters; shown to the household.
    #[serde(default)]
    purpose: String,
}

/// Facts of one class.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revealed {
    class: String,
    facts: Vec<Fact>,
}

/// What was asked, parsed.
pub fn asked(ask: &Ask) -> Result<(FactClass, Purpose)> {
    let class = FactClass::ALL.iter().copied().find(|class| class.word() == ask.class);
    let class = class.ok_or_else(|| Error::refused(codes::INVALID).field("class", codes::REQUIRED))?;
    Ok((class, scope::purpose(&ask.purpose)?))
}

fn decided(verdict: Verdict) -> Result<()> {
    match verdict {
        Verdict::Shown => Ok(()),
        Verdict::NeedsApproval => Err(Error::refused(codes::NEEDS_APPROVAL)),
        Verdict::Unknown => Err(Error::refused(codes::NOT_FOUND)),
    }
}

/// Refuses what needs others' agreement, unless they have agreed.
async fn permitted(act: &mut Act, verdict: Verdict, at: &At) -> Result<()> {
    if verdict == Verdict::NeedsApproval {
        let (account, now) = (act.actor.account, act.now());
        let about = (&at.county(), Some(at.id));
        let held =
            approvals::holding(act.tx().await?, account, Kind::Minor, about, &Value::Null, now).await?;
        if held.is_some() {
            return Ok(());
        }
    }
    decided(verdict)
}

/// As staff whose task something of the household is; minors' need others' agreement.
pub async fn as_staff(
    mut act: Act,
    name: &Ref,
    at: &At,
    class: FactClass,
    purpose: &Purpose,
) -> Result<Done<Revealed>> {
    let (actor, right) = (act.actor.clone(), act.right);
    permitted(&mut act, verdict(Reach::Staff, class), at).await?;
    let staff = scope::Staff::of(act.tx().await?, &actor, right, &at.village).await?;
    shown(act, name, at, class, &staff.looker(&actor, purpose)).await
}

pub async fn as_official(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(ask): Body<Ask>,
) -> Result<Done<Revealed>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (actor, today) = (act.actor.clone(), act.today());
    let official = actor.official.clone().ok_or_else(missing)?;
    let tx = act.tx().await?;
    let row = read::one(tx, &name.county, name.id).await?.filter(|row| row.state != "erased");
    let at = row.ok_or_else(missing)?.at()?;
    let scope = links::own_scope(tx, &official, today).await?;
    let own = scope.into_iter().find(|own| own.village == at.village).ok_or_else(missing)?;
    let tiers: Vec<Tier> = own.tiers.iter().filter_map(|word| Tier::of(word)).collect();
    let reach = Reach::Linked(&tiers);
    decided(match verdict(reach, FactClass::Contact) {
        Verdict::Unknown => Verdict::Unknown,
        _ => Verdict::Shown,
    })?;
    let (class, purpose) = asked(&ask)?;
    permitted(&mut act, verdict(reach, class), &at).await?;
    let tx = act.tx().await?;
    let unit = people::official(tx, &official).await?.map(|row| row.unit_name).unwrap_or_default();
    let looker = Looker { actor: &actor, unit: &unit, role: Role::Official, purpose: purpose.as_str() };
    shown(act, &name, &at, class, &looker).await
}

/// The facts of a class, with the event of the look.
pub async fn shown(
    mut act: Act,
    name: &Ref,
    at: &At,
    class: FactClass,
    by: &Looker<'_>,
) -> Result<Done<Revealed>> {
    let app = act.app.clone();
    let tx = act.tx().await?;
    let facts = open_class(&app, tx, at, class).await?;
    note(&app, tx, by, &[scope::seen(at, class.class())]).await?;
    let revealed = Revealed { class: class.word().to_owned(), facts };
    act.done(&at.village, name, json!({"class": class.word()}), revealed).await
}
