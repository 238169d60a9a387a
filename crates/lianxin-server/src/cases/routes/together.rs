//! Duplicates are handled together and can be parted; a matter that comes back names its first life, which a person confirms.

use axum::Json;
use lianxin_domain::{access::Class, cases::Refusal, households::Purpose, ids::Ref};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    acts::found,
    show::{self, Alike},
    told::Named,
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        hands::{self, Hand},
        read,
        row::{MatterRow, standing},
        store,
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Done, Look},
        error::{Error, Result, codes},
        http::{Body, Path, Query},
    },
    households::routes::purpose,
};

/// Together with which case.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseInto)]
pub struct Into {
    /// The ref of an open case of the same village that one's unit owns.
    #[schema(value_type = String)]
    into: Ref,
}

/// Which case was its first life.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseFirstLife)]
pub struct FirstLife {
    /// The ref of an earlier case of the same village; none takes it back.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    of: Option<Ref>,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// Matters that are alike.
#[derive(Serialize, ToSchema)]
#[schema(as = CasesAlike)]
pub struct AlikeCases {
    /// Of the village in the last two years, the most alike first, 5 at the most.
    items: Vec<Alike>,
}

pub async fn alike(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<Asked>,
) -> Result<Json<AlikeCases>> {
    let row = read::one(&mut look, &name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let (village, actor, case) = (row.village()?, look.actor.clone(), row.case()?);
    look.may(&village)?;
    let hands = hands::at(&mut look, &actor, &village).await?;
    let hand = hands.iter().find(|hand| hand.leads(&case)).ok_or_else(|| work::refused(Refusal::NotYours))?;
    let purpose: Purpose = purpose(&asked.purpose)?;
    let now = (look.app.clock.today(), look.app.clock.millis());
    let items = show::near(&mut look, (&name, hand), &row, now).await?;
    // What is alike follows from the words.
    let by = Looker { actor: &actor, unit: &hand.name, role: hand.role, purpose: purpose.as_str() };
    let seen = Seen { village, household: row.household, class: Class::Talks };
    Ok(Json(reveal(&look.app, &by, &[seen], AlikeCases { items }).await?))
}

pub async fn merge(mut act: Act, Path(name): Path<Ref>, Body(wanted): Body<Into>) -> Result<Done<Named>> {
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let unknown = || Error::refused(codes::INVALID).field("into", codes::UNKNOWN_CASE);
    let lead = read::one(act.tx().await?, &wanted.into).await?.ok_or_else(unknown)?;
    let fits = lead.county == row.county
        && lead.village == row.village
        && lead.id != row.id
        && lead.merged_into.is_none()
        && lead.case()?.open();
    if !fits {
        return Err(unknown());
    }
    if row.merged_into.is_some() {
        return Err(Error::refused(codes::CASE_MERGED));
    }
    let hand = owner(&mut act, &lead).await?;
    if !row.case()?.open() || !read::members(act.tx().await?, &row.county, row.id).await?.is_empty() {
        return Err(work::refused(Refusal::NotNow));
    }
    let mine = row.case()?;
    if mine.parts.iter().any(|part| part.waits()) {
        return Err(work::parts_open(mine.parts.iter().filter(|part| part.waits())));
    }
    if !hand.leads(&mine) {
        return Err(work::refused(Refusal::NotYours));
    }
    joined(act, &name, &row, &hand, Some(&lead)).await
}

pub async fn part(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Named>> {
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let lead = row.merged_into.ok_or_else(|| work::refused(Refusal::NotNow))?;
    let lead = Ref { county: name.county.clone(), id: lead };
    let lead = read::one(act.tx().await?, &lead).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let hand = owner(&mut act, &lead).await?;
    joined(act, &name, &row, &hand, None).await
}

/// The caller's unit that owns a case.
async fn owner(act: &mut Act, row: &MatterRow) -> Result<Hand> {
    let (actor, village, case) = (act.actor.clone(), row.village()?, row.case()?);
    let hands = hands::at(act.tx().await?, &actor, &village).await?;
    let own = hands.into_iter().find(|hand| case.owner.as_ref() == Some(&hand.unit));
    own.ok_or_else(|| work::refused(Refusal::NotYours))
}

async fn joined(
    mut act: Act,
    name: &Ref,
    row: &MatterRow,
    hand: &Hand,
    lead: Option<&MatterRow>,
) -> Result<Done<Named>> {
    let (app, actor, now) = (act.app.clone(), act.actor.clone(), act.now());
    let by = By::of_unit(actor.account, &actor.name, hand);
    let into = lead.map(|lead| format!("{}.{}", lead.county, lead.id));
    let tx = act.tx().await?;
    if !store::join(tx, row, lead.map(|lead| lead.id), now).await? {
        return Err(Error::refused(codes::CHANGED_MEANWHILE));
    }
    let (what, detail) = match &into {
        Some(into) => ("merge", json!({"into": into})),
        None => ("part", json!({})),
    };
    store::steps(tx, &[work::note(&app, row, &by, what, &detail)]).await?;
    let (village, version, case) = (row.village()?, row.version + 1, row.case()?);
    let mut tally = Tally::default();
    tally.moved(&village, row.standing(), standing(&case, lead.is_some()));
    tally.write(tx).await?;
    Ok(act.done(&village, name, detail, Named::of(name, &case, version)).await?.version(version))
}

pub async fn recurrence(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(wanted): Body<FirstLife>,
) -> Result<Done<Named>> {
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let (app, actor, now, case) = (act.app.clone(), act.actor.clone(), act.now(), row.case()?);
    let tx = act.tx().await?;
    let hands = hands::at(tx, &actor, &row.village()?).await?;
    let hand = hands.iter().find(|hand| hand.leads(&case)).ok_or_else(|| work::refused(Refusal::NotYours))?;
    if let Some(of) = &wanted.of {
        let first = read::one(tx, of).await?;
        let fits = |first: &MatterRow| {
            first.county == row.county
                && first.village == row.village
                && first.id != row.id
                && first.raised <= row.raised
                && first.stage == "finished"
        };
        if !first.as_ref().is_some_and(fits) {
            return Err(Error::refused(codes::INVALID).field("of", codes::UNKNOWN_CASE));
        }
    }
    if !store::recur(tx, &row, wanted.of.as_ref().map(|of| of.id), now).await? {
        return Err(Error::refused(codes::CHANGED_MEANWHILE));
    }
    let by = By::of_unit(actor.account, &actor.name, hand);
    let detail = json!({"of": wanted.of.as_ref().map(Ref::to_string)});
    store::steps(tx, &[work::note(&app, &row, &by, "recurrence", &detail)]).await?;
    let mut tally = Tally::default();
    tally.recurred(&row, i64::from(wanted.of.is_some()) - i64::from(row.recurrence_of.is_some()))?;
    tally.write(tx).await?;
    let version = row.version + 1;
    Ok(act.done(&row.village()?, &name, detail, Named::of(&name, &case, version)).await?.version(version))
}
