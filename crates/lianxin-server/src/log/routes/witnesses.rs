//! Whose cosignatures are accepted.

use lianxin_log::note::{Kind, VerifierKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::shown::id_of;
use crate::{
    engine::{
        act::{Act, Done, nothing},
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    log::store,
};

/// Witnesses at the most: each adds a line to every checkpoint.
const MOST: usize = 20;

/// A new witness.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewWitness)]
pub struct New {
    /// Its public key, as `lianxin witness` prints it.
    #[serde(default)]
    key: String,
}

/// Which witness.
#[derive(Serialize, ToSchema)]
#[schema(as = WitnessNamed)]
pub struct Named {
    /// The id of its key.
    id: String,
}

/// Accepts a witness.
pub async fn add(mut act: Act, Body(new): Body<New>) -> Result<Done<Named>> {
    let city = act.app.city()?;
    act.may(&city)?;
    let wrong = || Error::refused(codes::INVALID).field("key", codes::BAD_WITNESS_KEY);
    let key = VerifierKey::parse(new.key.trim()).ok().filter(|key| key.kind() == Kind::Cosignature);
    let key = key.ok_or_else(wrong)?;
    let (name, text, now) = (key.name().to_owned(), key.to_string(), act.now());
    let tx = act.tx().await?;
    let known = store::witnesses(tx).await?;
    let same = known.iter().any(|witness| witness.name == name || id_of(&witness.vkey) == id_of(&text));
    if same || known.len() >= MOST {
        return Err(wrong());
    }
    store::add_witness(tx, &name, &text, now).await?;
    let named = Named { id: id_of(&text) };
    act.done(&city, name, json!({"key": text}), named).await.map(Done::created)
}

/// Accepts no more of one. What it has signed stays.
pub async fn remove(mut act: Act, Path(id): Path<String>) -> Result<Done<Json>> {
    let city = act.app.city()?;
    act.may(&city)?;
    let tx = act.tx().await?;
    let known = store::witnesses(tx).await?.into_iter().find(|witness| id_of(&witness.vkey) == id);
    let Some(known) = known else { return Err(Error::refused(codes::NOT_FOUND)) };
    store::drop_witness(tx, &known.name).await?;
    act.done(&city, known.name, json!({"key": known.vkey}), nothing()).await
}
