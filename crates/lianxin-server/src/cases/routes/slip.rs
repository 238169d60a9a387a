//! A household's slip: a token that opens its own matter and nothing else. It is told once; only its digest is kept.

use std::collections::BTreeSet;

use axum::Json;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use lianxin_domain::{
    access::{Grant, Right, may_anywhere},
    cases::{Act as Deed, Doer, Side, words::Resident},
    day::Day,
    ids::Ref,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::raise::is_own;
use crate::{
    args,
    cases::{
        days::working,
        read, store,
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Chinese, Path},
    },
    keys::random,
    places::store as places,
};

/// Days for which a slip opens its matter.
const DAYS: i64 = 400;
const DAY: i64 = 24 * 3600 * 1000;
/// Digits that are tried until some are free.
const TRIES: usize = 8;
/// Digits that an account looks up in a quarter of an hour.
const PER_ACCOUNT: u32 = 120;

/// A slip to be printed or shown as a code.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseSlip)]
pub struct Slip {
    /// 128 random bits.
    token: String,
    /// The page that it opens. The token stands behind `#`: browsers do not send that part to any server.
    path: String,
    /// Eight digits that name the slip on paper and on the telephone; they open nothing.
    short_code: String,
    /// The last day on which it opens the matter.
    until: String,
    /// The case's version now: a slip for what the office has finished asks the household.
    version: i64,
}

/// What is kept of a token.
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Digits that no slip of the county holds.
async fn free_code(conn: &mut Conn, county: &PlaceCode, now: i64) -> Result<String> {
    for _ in 0..TRIES {
        let code = format!("{:08}", u64::from_le_bytes(random::<8>()?) % 100_000_000);
        if read::by_code(conn, county, &code, now).await?.is_none() {
            return Ok(code);
        }
    }
    Err(Error::refused(codes::BUSY))
}

/// The case of a slip.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseOfSlip)]
pub struct Found {
    #[serde(rename = "ref")]
    name_ref: String,
    title: String,
    village: String,
    office: String,
    resident: String,
    stage: String,
    version: i64,
    /// Whether the caller may take down the household's word now; not whoever has had a hand in it.
    may_hear: bool,
}

pub async fn find(mut look: Look, Path(code): Path<String>) -> Result<Json<Found>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (app, actor) = (look.app.clone(), look.actor.clone());
    let now = app.clock.millis();
    app.throttle.flood(&format!("slip codes {}", actor.account), PER_ACCOUNT, now)?;
    let hears = |grant: &&Grant| may_anywhere(std::slice::from_ref(*grant), Right::HearResidents);
    let counties: BTreeSet<PlaceCode> =
        actor.grants.iter().filter(hears).map(|grant| grant.place.owner()).collect();
    for county in counties {
        let Some(slip) = read::by_code(&mut look, &county, &code, now).await? else { continue };
        let name = Ref { county, id: slip.matter };
        let row = read::one(&mut look, &name).await?.ok_or_else(missing)?;
        look.may(&row.village()?)?;
        let place = places::latest(&mut look, &row.village()?).await?.ok_or_else(missing)?;
        let (case, today) = (row.case()?, app.clock.today());
        let by = Doer { account: actor.account, side: Side::Listener };
        let hears = case.after(&by, &Deed::Answer { word: Resident::Solved }, today, working()).is_ok()
            && !read::has_worked(&mut look, &name, actor.account).await?;
        return Ok(Json(Found {
            name_ref: name.to_string(),
            title: row.title,
            village: place.name,
            office: row.office,
            resident: row.resident,
            stage: row.stage,
            version: row.version,
            may_hear: hears,
        }));
    }
    Err(missing())
}

pub async fn give(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Slip>> {
    let (village, slip) = printed(&mut act, &name).await?;
    let version = slip.version;
    Ok(act.done(&village, &name, json!({}), slip).await?.created().version(version))
}

/// Cases whose households get their slips.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseSlipsAsk)]
pub struct Many {
    /// Up to 50 refs.
    #[schema(value_type = Vec<String>)]
    refs: Vec<Ref>,
}

/// Slips, told once.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseSlips)]
pub struct Slips {
    /// In the order of the refs.
    rows: Vec<SlipRow>,
}

/// A slip, or why there is none.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseSlipRow)]
pub struct SlipRow {
    #[serde(rename = "ref")]
    name_ref: String,
    /// What it is about, and the village's name; empty where it is not the caller's to know.
    title: String,
    village: String,
    slip: Option<Slip>,
    /// The problem; none where there is a slip.
    #[schema(value_type = Option<Object>)]
    problem: Option<Json_>,
}

/// Slips of one printing.
const TOGETHER: usize = 50;

pub async fn give_many(
    mut act: Act,
    Chinese(chinese): Chinese,
    Body(many): Body<Many>,
) -> Result<Done<Slips>> {
    if many.refs.len() > TOGETHER {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", TOGETHER));
    }
    let (mut rows, mut given) = (Vec::new(), Vec::new());
    for name in &many.refs {
        let (title, village) = named(&mut act, name).await?;
        let (slip, problem) = match printed(&mut act, name).await {
            Ok((_, slip)) => {
                given.push(name.to_string());
                (Some(slip), None)
            }
            Err(why @ Error::Refused(_)) => (None, Some(why.document(chinese))),
            Err(why) => return Err(why),
        };
        rows.push(SlipRow { name_ref: name.to_string(), title, village, slip, problem });
    }
    let place = act.actor.widest(act.right)?;
    Ok(act.done(&place, "", json!({"cases": given}), Slips { rows }).await?.created())
}

/// What a case of the jurisdiction is about, and where.
async fn named(act: &mut Act, name: &Ref) -> Result<(String, String)> {
    let (actor, right) = (act.actor.clone(), act.right);
    let tx = act.tx().await?;
    let Some(row) = read::one(tx, name).await? else { return Ok(Default::default()) };
    let village = row.village()?;
    if actor.may(right, &village).is_err() {
        return Ok(Default::default());
    }
    let place = places::latest(tx, &village).await?.map(|place| place.name).unwrap_or_default();
    Ok((row.title, place))
}

/// Prints one: by nobody who worked on the case, so that who has to be judged by the answer does not hold the key to it.
async fn printed(act: &mut Act, name: &Ref) -> Result<(PlaceCode, Slip)> {
    let (app, actor, today, now) = (act.app.clone(), act.actor.clone(), act.today(), act.now());
    let tx = act.tx().await?;
    let row = read::one(tx, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let village = row.village()?;
    if !is_own(tx, &actor, &village, today).await? {
        actor.may(Right::HearResidents, &village)?;
    }
    if row.closed_by == Some(actor.account) || read::has_worked(tx, name, actor.account).await? {
        return Err(Error::refused(codes::SLIP_CONCERNED));
    }
    let maker = actor.account.to_string();
    let token = URL_SAFE_NO_PAD.encode(random::<16>()?);
    let short_code = free_code(tx, &name.county, now).await?;
    let expires = now + DAYS * DAY;
    let slip =
        args![&row.county, digest(&token), row.id, row.household, &short_code, maker, now, expires, 0_i64];
    store::slip(tx, &slip).await?;
    let by = By { doer: Doer { account: actor.account, side: Side::Listener }, name: &actor.name, unit: "" };
    // While the office works there is nothing to ask; afterwards a slip is one way of asking.
    let mut tally = Tally::default();
    let version = match work::done(&app, (&mut *tx, &mut tally), &row, &by, &Deed::Ask, "").await {
        Ok(_) => row.version + 1,
        Err(Error::Refused(why)) if why.code != codes::CHANGED_MEANWHILE => row.version,
        Err(why) => return Err(why),
    };
    tally.write(tx).await?;
    let until = Day::of_millis(expires).to_string();
    let path = format!("/r/#{token}");
    Ok((village, Slip { token, path, short_code, until, version }))
}
