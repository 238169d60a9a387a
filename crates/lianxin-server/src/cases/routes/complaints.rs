//! Sealed complaints about an official or a body. A household files one by its slip and is given a receipt, as whoever printed the
//! slip may be the one complained of: the slip tells nothing of it afterwards. It is for inspectors above the level of those
//! complained of, never of their unit; they see that there is one, and by order, to which the auditor agrees, what it says.

use std::{collections::HashMap, net::SocketAddr};

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::Method,
};
use lianxin_domain::{
    access::{Grant, Right, approval::Kind, may_anywhere},
    cases::sealed::{Standing, receipt, receipt_typed},
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    resident::{matter, missing, slip},
    slip::digest,
    text,
};
use crate::{
    App,
    access::approvals,
    cases::{
        accused::{self, Accused},
        complaints::{self, ComplaintRow, Filed},
    },
    engine::{
        act::{Act, Actor, Done, Look, nothing},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
        verb::Verb,
    },
    households::{routes::purpose, seal::HouseholdKey},
    keys::random,
    places::store as places,
};

/// Receipts that one address tries in a quarter of an hour.
const PER_ADDRESS: u32 = 60;
/// Complaints that one address files without a slip in a quarter of an hour.
const PER_STRANGER: u32 = 6;
/// Complaints that one slip files in a quarter of an hour.
const PER_SLIP: u32 = 3;
/// Questions of one's own among which orders are looked for.
const OWN_ORDERS: i64 = 200;
const ACCUSED: &str = "complaint_accused";
const WORDS: &str = "complaint_words";

/// All of them.
pub(super) fn verbs() -> Vec<Verb> {
    let mut verbs = of_complainants();
    verbs.extend(of_inspectors());
    verbs
}

/// Complaints: sealed, without an account or on paper.
fn of_complainants() -> Vec<Verb> {
    vec![
        Verb::open(
            Method::POST,
            "cases.resident.complain",
            "/resident/complain",
            "Complain about an official or a body, by the slip's token or of a village; the answer is read by the receipt alone.",
            complain,
        )
        .takes::<Complain>()
        .gives::<Receipt>(),
        Verb::open(
            Method::POST,
            "cases.resident.directory",
            "/resident/directory",
            "Officials linked to a village and units in charge of it, of whom a complaint may be.",
            directory,
        )
        .takes::<Where>()
        .gives::<Directory>(),
        Verb::open(
            Method::POST,
            "cases.resident.complaint",
            "/resident/complaint",
            "What became of one's complaint, by its receipt.",
            own,
        )
        .takes::<Asked>()
        .gives::<Own>(),
        Verb::post(
            "cases.complaint.take",
            "/complaints",
            Right::TakeComplaints,
            "Take down a complaint that somebody brings on paper; neither beside nor above those complained of.",
            take,
        )
        .takes::<Taken>()
        .gives::<Receipt>(),
    ]
}

/// The same for inspectors, by order.
fn of_inspectors() -> Vec<Verb> {
    use Right::Inspect;
    vec![
        Verb::get(
            "cases.complaint.list",
            "/complaints",
            Inspect,
            "Complaints about those below one's level, neither about oneself nor one's unit: that there are, not what they say.",
            list,
        )
        .query(&[("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<Line>>(),
        Verb::get(
            "cases.complaint.show",
            "/complaints/{ref}",
            Inspect,
            "One of them, and how one's own order to read it stands; not what it says.",
            show,
        )
        .gives::<Line>(),
        Verb::post(
            "cases.complaint.order",
            "/complaints/{ref}/order",
            Inspect,
            "Ask to read one by order; the auditor agrees.",
            order,
        )
        .takes::<Order>(),
        Verb::post(
            "cases.complaint.open",
            "/complaints/{ref}/open",
            Inspect,
            "What a complaint says and whom it is about, while the order holds; not who complains.",
            open,
        )
        .gives::<Opened>(),
        Verb::post(
            "cases.complaint.answer",
            "/complaints/{ref}/answer",
            Inspect,
            "Tell the complainant what came of it, once, while the order holds.",
            answer,
        )
        .takes::<Answer>(),
    ]
}

/// A complaint.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintFiled)]
pub struct Complain {
    /// The slip's token; without one, the village.
    #[serde(default)]
    token: String,
    /// Where it is, for whoever has no slip.
    #[serde(default)]
    village: String,
    #[serde(flatten)]
    said: Said,
}

/// What a complaint says.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintSaid)]
pub struct Said {
    /// `official` or `body`.
    about: String,
    /// Where they stand: `village`, `township` or `county`.
    #[schema(value_type = String)]
    level: Standing,
    /// Who it is, in 2 to 60 characters; of whoever is picked, the name stands.
    #[serde(default)]
    accused: String,
    /// The ref of whoever is picked of those in charge of the village: then it is known by identity who never comes near it.
    #[serde(default)]
    picked: Option<String>,
    /// What happened, in 5 to 2000 characters.
    words: String,
}

/// A complaint on paper.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintTaken)]
pub struct Taken {
    /// The village's code.
    #[schema(value_type = String)]
    village: PlaceCode,
    #[serde(flatten)]
    said: Said,
}

/// The receipt, told once.
#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintReceipt)]
pub struct Receipt {
    /// By it alone the answer is read.
    receipt: String,
}

/// A receipt.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintAsked)]
pub struct Asked {
    receipt: String,
}

/// What became of one's complaint.
#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintState)]
pub struct Own {
    day: String,
    /// Empty until it is answered.
    answer: String,
    answered_on: Option<String>,
}

/// A complaint in an inspector's list.
#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintLine)]
pub struct Line {
    #[serde(rename = "ref")]
    name_ref: String,
    township: String,
    township_name: String,
    about: String,
    level: String,
    /// `slip`, `open` or `paper`.
    way: String,
    day: String,
    answered_on: Option<String>,
    /// How the caller's own order stands: `waiting`, `granted`, `refused` or `over`; none was asked for: absent.
    order: Option<String>,
    /// Until when it stands so, in milliseconds.
    order_until: Option<i64>,
}

/// What it says.
#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintOpened)]
pub struct Opened {
    accused: String,
    words: String,
    answer: String,
}

/// Why it is to be opened.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintOrder)]
pub struct Order {
    /// In 2 to 200 characters; for the auditor who agrees.
    reason: String,
}

/// What the complainant is told.
#[derive(Deserialize, ToSchema)]
#[schema(as = ComplaintAnswer)]
pub struct Answer {
    /// In 5 to 1000 characters.
    words: String,
}

#[derive(Deserialize)]
pub struct Listed {
    #[serde(flatten)]
    paging: Paging,
}

pub async fn complain(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Complain>,
) -> Result<Json<Receipt>> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(&app, actor, "cases.resident.complain", Right::OwnAccount);
    let (village, way) = if sent.token.is_empty() {
        app.throttle.flood(&format!("complaints from {}", from.ip()), PER_STRANGER, act.now())?;
        let named = sent.village.parse();
        let village = named.map_err(|_| Error::refused(codes::INVALID).field("village", codes::REQUIRED))?;
        (village, "open")
    } else {
        let mut conn = app.db.read().await?;
        let slip = slip(&app, from, &mut conn, &sent.token).await?;
        app.throttle.flood(&format!("complaints {}", slip.matter), PER_SLIP, act.now())?;
        (matter(&mut conn, &slip).await?.1.village()?, "slip")
    };
    let (name, receipt) = file(&mut act, &village, way, &sent.said).await?;
    // The line tells where no more narrowly than the county: whoever reads it learns nothing of the village.
    Ok(Json(act.done(&name.county, &name, json!({}), receipt).await?.answer))
}

/// Takes down what somebody brought on paper, at a counter that is neither beside nor above those complained of.
pub async fn take(mut act: Act, Body(sent): Body<Taken>) -> Result<Done<Receipt>> {
    let actor = act.actor.clone();
    let near = || Error::refused(codes::COMPLAINT_NEARBY);
    let today = act.today();
    let (accused, _, level) = whom(act.tx().await?, &sent.village, &sent.said, today).await?;
    // Every counter that he sits at is far enough away, and he is not the one.
    if !actor.grants.iter().all(|grant| level.is_heard_at(grant, &sent.village)) {
        return Err(near());
    }
    if accused::concerns(act.tx().await?, &actor, &accused).await? {
        return Err(near());
    }
    let (name, receipt) = file(&mut act, &sent.village, "paper", &sent.said).await?;
    Ok(act.done(&name.county, &name, json!({}), receipt).await?.created())
}

/// Seals and keeps one; nothing of whoever complains is known here.
async fn file(act: &mut Act, village: &PlaceCode, way: &str, said: &Said) -> Result<(Ref, Receipt)> {
    let words = text::said("words", &said.words, 5, 2000)?;
    let (app, today, id) = (act.app.clone(), act.today(), act.id());
    let tx = act.tx().await?;
    let place = places::find(tx, village, today).await?.filter(|_| village.level() == Level::Village);
    place.ok_or_else(|| Error::refused(codes::INVALID).field("village", codes::NOT_FOUND))?;
    let (accused, about, level) = whom(tx, village, said, today).await?;
    let name = Ref { county: village.owner(), id };
    let (key, wrapped) = HouseholdKey::fresh(&app.keys, &name.county, id)?;
    let receipt = receipt(random::<10>()?);
    let filed = Filed {
        name: &name,
        village,
        about,
        level,
        way,
        key: wrapped,
        accused: key.seal_as(ACCUSED, id, &accused.text()?)?,
        words: key.seal_as(WORDS, id, &words)?,
        receipt: digest(&receipt),
        day: today,
    };
    complaints::file(tx, filed).await?;
    Ok((name, Receipt { receipt }))
}

pub async fn own(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Asked>,
) -> Result<Json<Own>> {
    app.throttle.flood(&format!("receipts {}", from.ip()), PER_ADDRESS, app.clock.millis())?;
    let mut conn = app.db.read().await?;
    let typed = digest(&receipt_typed(&sent.receipt));
    let row = complaints::by_receipt(&mut conn, typed).await?.ok_or_else(missing)?;
    let answered_on = Some(row.answered_on).filter(|day| !day.is_empty());
    Ok(Json(Own { day: row.day, answer: row.answer, answered_on }))
}

/// What an inspector may know of: within the jurisdiction of a grant that stands above those complained of, who are neither
/// himself nor his unit.
async fn known(app: &App, conn: &mut Conn, actor: &Actor, row: &ComplaintRow) -> Result<bool> {
    let village: PlaceCode = row.village.parse().map_err(Error::internal)?;
    let level = Standing::of(&row.level).ok_or_else(|| Error::internal("a level"))?;
    let above = |grant: &Grant| {
        may_anywhere(std::slice::from_ref(grant), Right::Inspect) && level.is_below(grant, &village)
    };
    if !actor.grants.iter().any(above) {
        return Ok(false);
    }
    Ok(!accused::concerns(conn, actor, &unsealed(app, row)?.0).await?)
}

/// Whom a complaint is about, and what it says.
fn unsealed(app: &App, row: &ComplaintRow) -> Result<(Accused, String)> {
    let county = row.county.parse().map_err(Error::internal)?;
    let key = HouseholdKey::unwrap(&app.keys, &county, row.id, &row.key)?;
    let accused = Accused::read(&key.open_as(ACCUSED, row.id, &row.accused)?);
    Ok((accused, key.open_as(WORDS, row.id, &row.words)?))
}

fn opened(app: &App, row: &ComplaintRow) -> Result<Opened> {
    let (accused, words) = unsealed(app, row)?;
    Ok(Opened { accused: accused.name, words, answer: row.answer.clone() })
}

/// Whom it is about, as what, and where they stand: whoever is picked stands where his unit does at the least.
async fn whom(
    conn: &mut Conn,
    village: &PlaceCode,
    said: &Said,
    today: Day,
) -> Result<(Accused, &'static str, Standing)> {
    let invalid = |field: &str, code| Error::refused(codes::INVALID).field(field, code);
    if let Some(name) = &said.picked {
        let found = accused::picked(conn, village, name, today).await?;
        let (accused, about, level) = found.ok_or_else(|| invalid("picked", codes::NOT_FOUND))?;
        let stands = Standing::of(&level).ok_or_else(|| Error::internal("a level"))?;
        return Ok((accused, about, stands.max(said.level)));
    }
    let about = ["official", "body"].into_iter().find(|word| *word == said.about);
    let about = about.ok_or_else(|| invalid("about", codes::REQUIRED))?;
    let written = text::said("accused", &said.accused, 2, 60)?;
    Ok((Accused::written(written), about, said.level))
}

/// Whose officials and units are asked for.
#[derive(Deserialize, ToSchema)]
#[schema(as = DirectoryAsked)]
pub struct Where {
    /// The slip's token; without one, the village.
    #[serde(default)]
    token: String,
    #[serde(default)]
    village: String,
}

/// Those who can be picked, as on the village's notice board: its linked officials, and the units in charge of it.
#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintDirectory)]
pub struct Directory {
    items: Vec<accused::Listed>,
}

pub async fn directory(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Where>,
) -> Result<Json<Directory>> {
    app.throttle.flood(&format!("directory {}", from.ip()), PER_ADDRESS, app.clock.millis())?;
    let mut conn = app.db.read().await?;
    let village = if sent.token.is_empty() {
        sent.village.parse().map_err(|_| Error::refused(codes::INVALID).field("village", codes::REQUIRED))?
    } else {
        let slip = slip(&app, from, &mut conn, &sent.token).await?;
        matter(&mut conn, &slip).await?.1.village()?
    };
    let today = app.clock.today();
    let known = places::find(&mut conn, &village, today).await?.filter(|_| village.level() == Level::Village);
    known.ok_or_else(missing)?;
    Ok(Json(Directory { items: accused::directory(&mut conn, &village, today).await? }))
}

/// How the caller's orders stand, by the complaint's name.
async fn orders(conn: &mut Conn, actor: &Actor, now: i64) -> Result<HashMap<String, (String, i64)>> {
    let mut by = HashMap::new();
    for row in approvals::own(conn, actor.account, Uuid::max(), OWN_ORDERS).await? {
        let detail: Json_ = serde_json::from_str(&row.detail)?;
        if let Some(name) = detail.get("complaint").and_then(Json_::as_str) {
            let (state, until) = row.stands(now)?;
            // The latest first: an older order does not stand in its way.
            by.entry(name.to_owned()).or_insert((state.word().to_owned(), until));
        }
    }
    Ok(by)
}

fn line(row: ComplaintRow, orders: &HashMap<String, (String, i64)>) -> Line {
    let name_ref = format!("{}.{}", row.county, row.id);
    let order = orders.get(&name_ref);
    Line {
        order: order.map(|(state, _)| state.clone()),
        order_until: order.map(|(_, until)| *until),
        name_ref,
        township: row.township,
        township_name: row.township_name,
        about: row.about,
        level: row.level,
        way: row.way,
        day: row.day,
        answered_on: Some(row.answered_on).filter(|day| !day.is_empty()),
    }
}

pub async fn list(mut look: Look, Query(listed): Query<Listed>) -> Result<Json<Page<Line>>> {
    let (app, actor) = (look.app.clone(), look.actor.clone());
    let place = look.place_or_widest(None)?;
    let (limit, [after]) = (listed.paging.limit(), listed.paging.after());
    let before = Uuid::try_parse(&after).unwrap_or(Uuid::max());
    let rows = complaints::of_place(&mut look, &place, before, limit).await?;
    let page = Page::cut(rows, limit, |row| [row.id.to_string()], |row| row);
    let orders = orders(&mut look, &actor, app.clock.millis()).await?;
    let mut items = Vec::new();
    for row in page.items {
        if known(&app, &mut look, &actor, &row).await? {
            items.push(line(row, &orders));
        }
    }
    Ok(Json(Page { items, next: page.next }))
}

pub async fn show(mut look: Look, Path(name): Path<Ref>) -> Result<Json<Line>> {
    let (app, actor) = (look.app.clone(), look.actor.clone());
    let row = complaints::one(&mut look, &name).await?.ok_or_else(missing)?;
    if !known(&app, &mut look, &actor, &row).await? {
        return Err(missing());
    }
    let orders = orders(&mut look, &actor, app.clock.millis()).await?;
    Ok(Json(line(row, &orders)))
}

/// One that the caller may know of.
async fn found(act: &mut Act, name: &Ref) -> Result<(ComplaintRow, PlaceCode)> {
    let (app, actor) = (act.app.clone(), act.actor.clone());
    let tx = act.tx().await?;
    let row = complaints::one(tx, name).await?.ok_or_else(missing)?;
    let village = row.village.parse().map_err(Error::internal)?;
    if known(&app, tx, &actor, &row).await? { Ok((row, village)) } else { Err(missing()) }
}

fn detail(name: &Ref) -> Json_ {
    json!({"complaint": name.to_string()})
}

pub async fn order(mut act: Act, Path(name): Path<Ref>, Body(wanted): Body<Order>) -> Result<Done<Json_>> {
    let reason = purpose(&wanted.reason)?;
    let (_, village) = found(&mut act, &name).await?;
    let county = village.owner();
    let new = approvals::New {
        kind: Kind::Order,
        place: &county,
        household: None,
        detail: detail(&name),
        persons: 1,
        reason: reason.as_str(),
    };
    let asked = approvals::ask(&mut act, new).await?;
    let answer = json!({"ref": asked.to_string(), "needs": Kind::Order.needs()});
    Ok(act.done(&county, &name, json!({}), answer).await?.created())
}

/// By order: whoever asked for it, while it holds. The line in the audit is what remains of the look; the household's readers do
/// not tell of it, as its slip may be in the hands of whoever is complained of.
async fn ordered(act: &mut Act, name: &Ref) -> Result<ComplaintRow> {
    let (row, _) = found(act, name).await?;
    let (account, now) = (act.actor.account, act.now());
    let tx = act.tx().await?;
    let of = (&name.county, None);
    let held = approvals::holding(tx, account, Kind::Order, of, &detail(name), now).await?;
    if held.is_some() { Ok(row) } else { Err(Error::refused(codes::NOT_AGREED_YET)) }
}

pub async fn open(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Opened>> {
    let row = ordered(&mut act, &name).await?;
    let opened = opened(&act.app, &row)?;
    act.done(&name.county, &name, json!({}), opened).await
}

pub async fn answer(mut act: Act, Path(name): Path<Ref>, Body(said): Body<Answer>) -> Result<Done<Json_>> {
    let words = text::said("words", &said.words, 5, 1000)?;
    ordered(&mut act, &name).await?;
    let today = act.today();
    if !complaints::answer(act.tx().await?, &name, &words, today).await? {
        return Err(Error::refused(codes::ANSWERED));
    }
    act.done(&name.county, &name, json!({}), nothing()).await
}
