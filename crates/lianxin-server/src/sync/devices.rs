//! Devices: registered by whoever signs in there, revoked by their owner or an administrator.

use axum::{Json, response::IntoResponse};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Device};
use crate::{
    access::routes::governed,
    app::App,
    engine::{
        act::{Act, Actor, Done, Look, nothing},
        error::{Error, Result, codes},
        http::{Body, Path},
        page::Page,
    },
};

/// The time of last use is written at most this often.
const SEEN_EVERY: i64 = 5 * 60_000;

/// A new device.
#[derive(Deserialize, ToSchema)]
pub struct NewDevice {
    /// Made on the device.
    id: Uuid,
    /// What its owner calls it.
    name: String,
}

/// Registers a device, or gives it a new name.
pub async fn make(mut act: Act, Body(new): Body<NewDevice>) -> Result<axum::response::Response> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(Error::refused(codes::INVALID).field("name", codes::TOO_LONG));
    }
    let (account, now) = (act.actor.account, act.now());
    let made = store::make(act.tx().await?, new.id, account, &name, now).await?;
    let tx = act.tx().await?;
    let known = store::find(tx, new.id).await?.filter(|device| device.account == account);
    let mut device = known.ok_or_else(|| Error::refused(codes::ID_TAKEN))?;
    if device.name != name {
        store::rename(tx, new.id, &name).await?;
        device.name = name;
    }
    let place = act.actor.widest(act.right)?;
    let done = act.done(&place, new.id, nothing(), device).await?;
    Ok(if made { done.created() } else { done }.into_response())
}

/// One's own devices.
pub async fn list(mut look: Look) -> Result<Json<Page<Device>>> {
    let account = look.actor.account;
    let items = store::of_account(&mut look, account).await?;
    Ok(Json(Page { items, next: None }))
}

/// Revokes one's own device.
pub async fn revoke(mut act: Act, Path(id): Path<Uuid>) -> Result<Done<Device>> {
    let account = act.actor.account;
    let device = revoked(&mut act, id, account).await?;
    let place = act.actor.widest(act.right)?;
    act.done(&place, id, nothing(), device).await
}

async fn revoked(act: &mut Act, id: Uuid, account: Uuid) -> Result<Device> {
    let tx = act.tx().await?;
    store::revoke(tx, id, account).await?;
    let known = store::find(tx, id).await?.filter(|device| device.account == account);
    known.ok_or_else(|| Error::refused(codes::NOT_FOUND))
}

/// A revoked device says that its copy is gone.
pub async fn wiped(mut act: Act, Path(id): Path<Uuid>) -> Result<Done<Value>> {
    let account = act.actor.account;
    if !store::wiped(act.tx().await?, id, account).await? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    let place = act.actor.widest(act.right)?;
    act.done(&place, id, nothing(), json!({})).await
}

/// The devices of an account under one's administration.
pub async fn list_of(mut look: Look, Path(account): Path<Uuid>) -> Result<Json<Page<Device>>> {
    let actor = look.actor.clone();
    governed(&mut look, &actor, account).await?;
    let items = store::of_account(&mut look, account).await?;
    Ok(Json(Page { items, next: None }))
}

/// Revokes a device of an account under one's administration.
pub async fn revoke_of(mut act: Act, Path((account, id)): Path<(Uuid, Uuid)>) -> Result<Done<Device>> {
    let actor = act.actor.clone();
    governed(act.tx().await?, &actor, account).await?;
    let place = actor.widest(act.right)?;
    let device = revoked(&mut act, id, account).await?;
    act.done(&place, id, nothing(), device).await
}

/// Refuses what does not come from an active device of the account; notes now and then that it was used.
pub async fn active(app: &App, conn: &mut crate::engine::db::Conn, actor: &Actor, id: Uuid) -> Result<()> {
    let known = store::find(conn, id).await?.filter(|device| device.account == actor.account);
    let device = known.ok_or_else(|| Error::refused(codes::UNKNOWN_DEVICE))?;
    if device.state != "active" {
        return Err(Error::refused(codes::DEVICE_REVOKED));
    }
    let now = app.clock.millis();
    if now - device.seen_at > SEEN_EVERY {
        tokio::spawn(note_use(app.clone(), id, now));
    }
    Ok(())
}

async fn note_use(app: App, id: Uuid, now: i64) {
    let noted: Result<()> = async {
        let mut conn = app.db.write().await?;
        store::seen(&mut conn, id, now).await?;
        conn.commit().await
    }
    .await;
    if let Err(why) = noted {
        tracing::warn!(%why, "the time of last use was not noted");
    }
}
