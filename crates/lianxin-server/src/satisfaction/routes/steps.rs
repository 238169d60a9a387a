//! The steps of a draw: committed to, drawn under a second secret, closed, released.

use lianxin_domain::{access::Right, ids::Ref, places::PlaceCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    draws::found,
    shown::{self, DrawLine},
};
use crate::{
    access::{approvals::office, sessions, store as accounts},
    app::App,
    args,
    engine::{
        act::{Act, Actor, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
        value::Value,
    },
    people::read as people,
    satisfaction::{
        ceremony, figures, frame,
        read::{self, DrawRow},
        store::{self, Committed},
    },
};

/// Rows of a frame that are written in one transaction.
const ROWS: usize = 400;

fn state(row: &DrawRow) -> Error {
    Error::refused(codes::DRAW_STATE).with("state", &row.state)
}

/// The draw, read on a connection of its own: a frame must not be read inside the one transaction that writes.
async fn looked(app: App, actor: Actor, right: Right, name: &Ref) -> Result<(DrawRow, PlaceCode)> {
    let mut conn = app.db.read().await?;
    found(&mut conn, name, |place| actor.may(right, place)).await
}

pub async fn commit(act: Act, Path(name): Path<Ref>) -> Result<Done<DrawLine>> {
    let (row, place) = looked(act.app.clone(), act.actor.clone(), act.right, &name).await?;
    if row.state != "draft" {
        return Err(state(&row));
    }
    let app = act.app.clone();
    let job = app.jobs.start(&format!("draw {name}")).ok_or_else(|| Error::refused(codes::BUSY))?;
    let done = committed(act, &row, &name, &place).await;
    job.finish("done", None);
    done
}

async fn committed(mut act: Act, row: &DrawRow, name: &Ref, place: &PlaceCode) -> Result<Done<DrawLine>> {
    let app = act.app.clone();
    let strata = frame::read(&app, row).await?;
    let (keys, copy, of) = (app.clone(), row.clone(), name.clone());
    let work = move || -> Result<(Committed, Vec<Vec<Value>>)> {
        let fixed = ceremony::fix(&keys.keys, &copy, &of, &strata)?;
        let mut rows = Vec::new();
        for stratum in &strata {
            for village in &stratum.villages {
                let units: Vec<u8> = village.units.iter().flat_map(|id| *id.as_bytes()).collect();
                let n = i64::try_from(rows.len()).map_err(Error::internal)?;
                rows.push(args![&of.county, of.id, n, stratum.name.as_str(), &village.code, units].to_vec());
            }
        }
        Ok((fixed, rows))
    };
    let (fixed, rows) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
    let mut conn = app.db.write().await?;
    store::forget_frame(&mut conn, name).await?;
    conn.commit().await?;
    // In several short transactions: others write in between.
    for some in rows.chunks(ROWS) {
        let mut conn = app.db.write().await?;
        conn.insert(&store::FRAME, some).await?;
        conn.commit().await?;
    }
    let (units, drawn, now) = (fixed.units, fixed.drawn, act.now());
    let tx = act.tx().await?;
    if !store::commit(tx, name, fixed, now).await? {
        return Err(state(row));
    }
    let line = after(tx, name).await?;
    act.done(place, name, json!({"units": units, "drawn": drawn}), line).await
}

async fn after(conn: &mut Conn, name: &Ref) -> Result<DrawLine> {
    let row = read::draw(conn, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    shown::line(conn, &row).await
}

/// The second secret.
#[derive(Deserialize, ToSchema)]
#[schema(as = SecondSecret)]
pub struct Second {
    /// 8 to 200 characters that nobody could foresee: dice, a lottery's number. It becomes public.
    #[serde(default)]
    second: String,
}

pub async fn witness(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(given): Body<Second>,
) -> Result<Done<DrawLine>> {
    let (row, place) = looked(act.app.clone(), act.actor.clone(), act.right, &name).await?;
    if row.state != "committed" {
        return Err(state(&row));
    }
    if row.made_by == act.actor.account.to_string() {
        return Err(Error::refused(codes::SAME_HAND));
    }
    of_another_unit(act.app.clone(), act.actor.clone(), act.right, &row, &place).await?;
    let second = given.second.trim();
    let invalid = |code| Err(Error::refused(codes::INVALID).field("second", code));
    match second.chars().count() {
        0..8 => return invalid(codes::REQUIRED),
        201.. => return invalid(codes::TOO_LONG),
        _ if second.chars().any(char::is_control) => return invalid(codes::BAD_TEXT),
        _ => {}
    }
    let app = act.app.clone();
    let drawn = ceremony::drawn(&app, &row, &name, second).await?;
    let units = units(&app, &row, &name, drawn).await?;
    let (by, now) = (act.actor.name.clone(), act.now());
    let tx = act.tx().await?;
    if !store::draw(tx, &name, second, &by, now, &units).await? {
        return Err(state(&row));
    }
    let line = after(tx, &name).await?;
    act.done(&place, &name, json!({"drawn": units.len()}), line).await
}

/// Who gives the second secret is of another unit than who gave the first: by the official's unit, the grant's, or the office.
async fn of_another_unit(app: App, own: Actor, right: Right, row: &DrawRow, place: &PlaceCode) -> Result<()> {
    let Ok(id) = row.made_by.parse() else { return Ok(()) };
    let mut conn = app.db.read().await?;
    let tx = &mut conn;
    let Some(account) = accounts::by_id(tx, id).await? else { return Ok(()) };
    let grants = sessions::grants(tx, id).await?;
    let maker = Actor { account: id, name: account.name, official: account.official.parse().ok(), grants };
    // A maker who holds the right no longer is still known by his official.
    let first = match (office(tx, &maker, Right::EditDraws, place).await, &maker.official) {
        (Ok(office), _) => office.key,
        (Err(_), Some(official)) => {
            people::official(tx, official).await?.map(|row| row.unit.to_string()).unwrap_or_default()
        }
        (Err(_), None) => String::new(),
    };
    let second = office(tx, &own, right, place).await?.key;
    if first == second { Err(Error::refused(codes::SAME_UNIT)) } else { Ok(()) }
}

/// The rows of those drawn, each with the visit that it is asked about.
async fn units(app: &App, row: &DrawRow, name: &Ref, drawn: Vec<ceremony::Drawn>) -> Result<Vec<Vec<Value>>> {
    let mut conn = app.db.read().await?;
    let mut rows = Vec::with_capacity(drawn.len());
    for (n, ceremony::Drawn { household, village, stratum }) in drawn.into_iter().enumerate() {
        let days = (row.since.as_str(), row.until.as_str());
        let visit = match row.frame.as_str() {
            "reached" => read::last_visit(&mut conn, &village.owner(), household, days).await?,
            _ => None,
        };
        let (official, official_name, day) = visit.unwrap_or_default();
        let number = |n: usize| i64::try_from(n).map_err(Error::internal);
        let (n, stratum) = (number(n)?, number(stratum)?);
        let waiting = args![
            &name.county,
            name.id,
            n,
            household,
            &village,
            official,
            official_name,
            day,
            "waiting",
            "",
            0i64,
            0i64,
            "",
            0i64,
            stratum,
        ];
        rows.push(waiting.to_vec());
    }
    Ok(rows)
}

/// Why a draw is withdrawn.
#[derive(Deserialize, ToSchema)]
#[schema(as = WithdrawReason)]
pub struct Reason {
    /// 2 to 200 characters.
    #[serde(default)]
    reason: String,
}

pub async fn withdraw(
    mut act: Act,
    Path(name): Path<Ref>,
    Body(asked): Body<Reason>,
) -> Result<Done<DrawLine>> {
    let (row, place) = looked(act.app.clone(), act.actor.clone(), act.right, &name).await?;
    let reason = asked.reason.trim();
    match reason.chars().count() {
        0..2 => return Err(Error::refused(codes::INVALID).field("reason", codes::REQUIRED)),
        201.. => return Err(Error::refused(codes::INVALID).field("reason", codes::TOO_LONG)),
        _ => {}
    }
    let tx = act.tx().await?;
    if !store::withdraw(tx, &name, reason).await? {
        return Err(state(&row));
    }
    let line = after(tx, &name).await?;
    act.done(&place, &name, json!({"reason": reason}), line).await
}

pub async fn close(mut act: Act, Path(name): Path<Ref>) -> Result<Done<DrawLine>> {
    let (row, place) = looked(act.app.clone(), act.actor.clone(), act.right, &name).await?;
    let month = month(&act);
    let tx = act.tx().await?;
    if !store::close(tx, &name, &month).await? {
        return Err(state(&row));
    }
    let line = after(tx, &name).await?;
    act.done(&place, &name, json!({}), line).await
}

/// This month, `2026-07`.
fn month(act: &Act) -> String {
    act.today().to_string()[..7].to_owned()
}

/// What a batch released.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReleasedBatch)]
pub struct Batch {
    /// The month.
    month: String,
    /// Draws.
    draws: usize,
    /// Figures.
    figures: usize,
}

pub async fn release(mut act: Act, Path(place): Path<PlaceCode>) -> Result<Done<Batch>> {
    act.may(&place)?;
    let (app, month) = (act.app.clone(), month(&act));
    let mut batch = Batch { month: month.clone(), draws: 0, figures: 0 };
    let mut made = Vec::new();
    let closed = read::closed(&mut app.db.read().await?, &place, &month).await?;
    for row in closed {
        let name: Ref = row.name_ref().parse().map_err(|_| Error::internal("a draw's name"))?;
        let rows = figures::rows(&app, &row, &name, &month).await?;
        made.push((name, rows));
    }
    let tx = act.tx().await?;
    for (name, rows) in made {
        if store::release(tx, &name, &month, &rows).await? {
            batch.draws += 1;
            batch.figures += rows.len();
        }
    }
    let detail = json!({"month": month, "draws": batch.draws});
    act.done(&place, "", detail, batch).await
}
