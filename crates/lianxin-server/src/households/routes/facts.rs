//! Sealing, ending and deleting facts.

use lianxin_domain::{day::Day, households::FactClass, ids::Ref, people::tidy};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{nothing, scope};
use crate::{
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::{
        facts::{self, NewFact},
        store,
    },
};

/// The most characters of a fact.
const LONGEST: usize = 1000;

/// A new fact.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewFact)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// `contact`, `hardship`, `health`, `money` or `minor`.
    #[serde(default)]
    class: String,
    /// Today unless told.
    #[schema(value_type = Option<String>)]
    since: Option<Day>,
    /// Up to 1,000 characters.
    #[serde(default)]
    text: String,
}

/// A fact's name.
#[derive(Serialize, ToSchema)]
#[schema(as = FactNamed)]
pub struct Named {
    #[schema(value_type = String)]
    id: Uuid,
}

/// When a fact ended.
#[derive(Deserialize, ToSchema)]
#[schema(as = FactEnd)]
pub struct End {
    /// Its first day without it; today unless told.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
}

/// A fact that is sound enough to be sealed.
pub fn fact_of(class: &str, text: &str, today: Day, since: Option<Day>) -> Result<NewFact> {
    let invalid = |field: &str, code| Error::refused(codes::INVALID).field(field, code);
    let found = FactClass::ALL.iter().copied().find(|known| known.word() == class);
    let class = found.ok_or_else(|| invalid("class", codes::REQUIRED))?;
    let text = tidy(text);
    match text.chars().count() {
        0 => return Err(invalid("text", codes::REQUIRED)),
        1..=LONGEST => {}
        _ => return Err(invalid("text", codes::TOO_LONG)),
    }
    let since = since.unwrap_or(today);
    if since > today {
        return Err(invalid("since", codes::BAD_DAY));
    }
    Ok(NewFact { class, since, until: Day::NEVER, text })
}

pub async fn add(mut act: Act, Path(name): Path<Ref>, Body(new): Body<New>) -> Result<Done<Named>> {
    let (actor, right, app, today) = (act.actor.clone(), act.right, act.app.clone(), act.today());
    let (row, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    let fact = fact_of(&new.class, &new.text, today, new.since)?;
    let class = fact.class;
    let tx = act.tx().await?;
    let ids = facts::add(&app, tx, &at, &[fact]).await?;
    let id = ids.first().copied().ok_or_else(|| Error::internal("a fact was added"))?;
    store::changed(tx, &at, row.state != "present").await?;
    act.done(&at.village, &name, json!({"class": class.word(), "fact": id}), Named { id })
        .await
        .map(Done::created)
}

pub async fn end(
    mut act: Act,
    Path((name, id)): Path<(Ref, Uuid)>,
    Body(new): Body<End>,
) -> Result<Done<Named>> {
    let (actor, right, today) = (act.actor.clone(), act.right, act.today());
    let (row, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    let until = new.until.unwrap_or(today);
    if until > today {
        return Err(Error::refused(codes::INVALID).field("until", codes::BAD_DAY));
    }
    let tx = act.tx().await?;
    if !store::end_fact(tx, &at, id, until).await? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    store::changed(tx, &at, row.state != "present").await?;
    act.done(&at.village, &name, json!({"fact": id, "until": until}), Named { id }).await
}

pub async fn delete(mut act: Act, Path((name, id)): Path<(Ref, Uuid)>) -> Result<Done<Value>> {
    let (actor, right, app) = (act.actor.clone(), act.right, act.app.clone());
    let (row, at) = scope::found(act.tx().await?, &actor, right, &name).await?;
    let tx = act.tx().await?;
    if !store::drop_fact(tx, &at, id).await? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    store::changed(tx, &at, row.state != "present").await?;
    let done = act.done(&at.village, &name, json!({"fact": id}), nothing()).await?;
    app.db.sweep().await;
    Ok(done)
}
