//! The household's own side, without an account and without cookies: by the token of a slip. A token that is unknown, expired
//! or another's is the same 404. And the same word taken down by staff, for whom a telephone is no way.

use std::{collections::HashMap, net::SocketAddr};

use axum::{
    Json,
    extract::{ConnectInfo, State},
};
use lianxin_domain::{
    access::Right,
    cases::{
        Act as Deed, Case, Doer, Refusal, Side,
        life::SAY_AGAIN,
        words::{Office, Resident},
    },
    ids::Ref,
    visits::calendar::plus,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    asks::{ResidentQuestion, question},
    slip::digest,
    text,
    told::{Named, ends},
};
use crate::{
    App,
    access::outsider::Outsider,
    args,
    cases::{
        days::working,
        owed::{self, OwedRow},
        police,
        read::{self, SlipRow},
        row::MatterRow,
        store,
        tally::Tally,
        work::{self, By},
    },
    engine::{
        act::{Act, Actor, Done},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path},
    },
    households::{
        read::{self as households, HouseholdRow},
        store::At,
    },
    places::store as places,
};

/// Requests from one address in a quarter of an hour: a village may share one.
const PER_ADDRESS: u32 = 300;
/// Requests with one token.
const PER_TOKEN: u32 = 60;
/// Readers that are told at the most.
const READERS: i64 = 200;

/// A slip's token.
#[derive(Deserialize, ToSchema)]
#[schema(as = SlipToken)]
pub struct Token {
    token: String,
}

impl Token {
    /// Its letters.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// What the household says.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentAnswer)]
pub struct Answer {
    token: String,
    #[serde(flatten)]
    said: Said,
}

/// What the household says.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResidentSaid)]
pub struct Said {
    /// `solved`, `partly` or `not_solved`.
    #[schema(value_type = String)]
    word: Resident,
    /// Why, in up to 500 characters.
    #[serde(default)]
    reason: String,
    /// Whether it would like to be called.
    #[serde(default)]
    call_me: bool,
    /// Keeps the reason from the office.
    #[serde(default)]
    private: bool,
}

/// What became of one's matter.
#[derive(Serialize, ToSchema)]
pub struct ResidentPage {
    title: String,
    words: String,
    theme: String,
    /// The village's name.
    village: String,
    raised: String,
    office: String,
    resident: String,
    rung: String,
    stage: String,
    /// The unit that works on it; may be empty.
    owner: String,
    /// The last day for the office; none while the clock stands.
    due: Option<String>,
    round: u32,
    /// What the office says of what it did or could not do, the latest first.
    told: Vec<Told>,
    /// Whether the household may answer now.
    may_answer: bool,
    /// Until when it can be said again; none before the first word.
    again_until: Option<String>,
    /// Whether the household wants the police of its village to know of it.
    police: bool,
    /// Whether it is known whose it is: else nothing can be asked about the household's record.
    household: bool,
}

/// What the office says.
#[derive(Serialize, ToSchema)]
#[schema(as = ResidentTold)]
pub struct Told {
    day: String,
    /// `done`, `cannot` or `stop`.
    act: String,
    unit: String,
    words: String,
}

/// Who read the household's record.
#[derive(Serialize, ToSchema)]
pub struct ResidentReaders {
    /// The latest first, 200 at the most.
    items: Vec<Reader>,
    /// The household's wishes for its copy, a correction or its erasure, the latest first.
    requests: Vec<ResidentQuestion>,
}

/// Somebody who read it.
#[derive(Serialize, ToSchema)]
#[schema(as = ResidentReader)]
pub struct Reader {
    /// The look's id: by it one asks why.
    event: String,
    at: i64,
    day: String,
    /// Of which unit or office.
    unit: String,
    role: String,
    /// What kind of data.
    class: String,
    /// All households of the village were looked at, this one among them.
    whole_village: bool,
    /// Why.
    purpose: String,
    /// Whether the household asked why, and what it was answered.
    asked: Option<ResidentQuestion>,
}

pub(super) fn missing() -> Error {
    Error::refused(codes::NOT_FOUND)
}

/// A token's slip, unless there were too many requests.
pub(super) async fn slip(app: &App, from: SocketAddr, conn: &mut Conn, token: &str) -> Result<SlipRow> {
    let now = app.clock.millis();
    app.throttle.flood(&format!("residents {}", from.ip()), PER_ADDRESS, now)?;
    let found = read::slip(conn, digest(token), now).await?.ok_or_else(missing)?;
    app.throttle.flood(&format!("slip {}", found.matter), PER_TOKEN, now)?;
    Ok(found)
}

/// The household whose slip it is; of a case of the village as a whole there is none.
pub(super) async fn household(conn: &mut Conn, slip: &SlipRow) -> Result<(HouseholdRow, Uuid)> {
    let id = slip.household.ok_or_else(missing)?;
    let county = slip.county.parse().map_err(Error::internal)?;
    let row = households::one(conn, &county, id).await?.filter(|row| row.state != "erased");
    Ok((row.ok_or_else(missing)?, id))
}

pub(super) async fn matter(conn: &mut Conn, slip: &SlipRow) -> Result<(Ref, MatterRow)> {
    let name = Ref { county: slip.county.parse().map_err(Error::internal)?, id: slip.matter };
    let row = read::one(conn, &name).await?.ok_or_else(missing)?;
    Ok((name, row))
}

pub async fn open(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Token>,
) -> Result<Json<ResidentPage>> {
    let mut conn = app.db.read().await?;
    let slip = slip(&app, from, &mut conn, &sent.token).await?;
    let (name, row) = matter(&mut conn, &slip).await?;
    let case = row.case()?;
    Ok(Json(page(&app, &mut conn, &slip, (&name, &row), &case).await?))
}

pub(super) async fn page(
    app: &App,
    conn: &mut Conn,
    slip: &SlipRow,
    (name, row): (&Ref, &MatterRow),
    case: &Case,
) -> Result<ResidentPage> {
    let today = app.clock.today();
    let place = places::latest(conn, &row.village()?).await?.ok_or_else(missing)?;
    let steps = read::steps(conn, name).await?;
    let told = steps.into_iter().filter(|step| ["done", "cannot", "stop"].contains(&step.act.as_str()));
    let told = told.map(|step| Told { day: step.day, act: step.act, unit: step.unit, words: step.words });
    let resident = Doer { account: Uuid::nil(), side: Side::Resident };
    let would = Deed::Answer { word: Resident::Solved };
    Ok(ResidentPage {
        title: row.title.clone(),
        words: row.words.clone(),
        theme: row.theme.clone(),
        village: place.name,
        raised: row.raised.clone(),
        office: case.office.word().to_owned(),
        resident: case.resident.word().to_owned(),
        rung: case.rung.word().to_owned(),
        stage: crate::cases::row::stage(case).to_owned(),
        owner: if case.owner.is_some() { row.owner_name.clone() } else { String::new() },
        due: case
            .clock
            .due(working())
            .filter(|_| case.open())
            .map(|day| day.to_string())
            .and_then(|day| ends(&day)),
        round: case.round,
        // What is only proposed, or was not agreed to by the second reader, is not told.
        told: told.filter(|step| step.act != "cannot" || case.office == Office::Cannot).collect(),
        may_answer: case.after(&resident, &would, today, working()).is_ok(),
        again_until: case.answered.map(|day| plus(day, SAY_AGAIN).to_string()),
        police: police::is_addressed(conn, &name.county, name.id).await?,
        household: slip.household.is_some(),
    })
}

pub async fn answer(
    State(app): State<App>,
    _: Outsider,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Answer>,
) -> Result<Json<ResidentPage>> {
    let actor = Actor { name: String::new(), grants: vec![], ..Actor::program(&app.city()?) };
    let mut act = Act::of(&app, actor, "cases.resident.answer", Right::OwnAccount);
    let now = act.now();
    // A token that opens nothing does not come as far as the writer.
    let slip = slip(&app, from, &mut app.db.read().await?, &sent.token).await?;
    let tx = act.tx().await?;
    let (name, row) = matter(tx, &slip).await?;
    let case = heard(&app, tx, &row, &By::nobody(Side::Resident), &sent.said, true).await?;
    store::used(tx, &row.county, &slip.digest, now).await?;
    let told = page(&app, tx, &slip, (&name, &row), &case).await?;
    Ok(Json(act.done(&row.village()?, &name, json!({}), told).await?.answer))
}

/// Takes a word in: the case goes on by it, and it is kept.
async fn heard(
    app: &App,
    conn: &mut Conn,
    row: &MatterRow,
    by: &By<'_>,
    said: &Said,
    by_slip: bool,
) -> Result<Case> {
    let reason = text::said("reason", &said.reason, 0, 500)?;
    let (mut tally, deed) = (Tally::default(), Deed::Answer { word: said.word });
    let case = work::done(app, (&mut *conn, &mut tally), row, by, &deed, "").await?;
    tally.write(conn).await?;
    let word = args![
        &row.county,
        app.clock.id(),
        row.id,
        said.word.word(),
        reason,
        said.call_me,
        said.private,
        by_slip,
        app.clock.today(),
        app.clock.millis(),
    ];
    store::word(conn, &word).await?;
    Ok(case)
}

pub async fn taken_down(mut act: Act, Path(name): Path<Ref>, Body(said): Body<Said>) -> Result<Done<Named>> {
    let (app, actor) = (act.app.clone(), act.actor.clone());
    let row = read::one(act.tx().await?, &name).await?.ok_or_else(missing)?;
    let village = row.village()?;
    act.may(&village)?;
    act.unchanged(row.version)?;
    if read::has_worked(act.tx().await?, &name, actor.account).await? {
        return Err(work::refused(Refusal::Concerned));
    }
    let by = By { doer: Doer { account: actor.account, side: Side::Listener }, name: &actor.name, unit: "" };
    let case = heard(&app, act.tx().await?, &row, &by, &said, false).await?;
    let version = row.version + 1;
    Ok(act.done(&village, &name, json!({}), Named::of(&name, &case, version)).await?.version(version))
}

pub async fn readers(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Body(sent): Body<Token>,
) -> Result<Json<ResidentReaders>> {
    let mut conn = app.db.read().await?;
    let slip = slip(&app, from, &mut conn, &sent.token).await?;
    if slip.household.is_none() {
        return Ok(Json(ResidentReaders { items: vec![], requests: vec![] }));
    }
    let (row, id) = household(&mut conn, &slip).await?;
    let at = At { village: row.village.parse().map_err(Error::internal)?, id };
    let asked = owed::of_household(&mut conn, &at.county(), id).await?;
    let (whys, requests): (Vec<OwedRow>, Vec<OwedRow>) = asked.into_iter().partition(|row| row.kind == "why");
    let mut whys: HashMap<Option<Uuid>, OwedRow> = whys.into_iter().map(|row| (row.event, row)).collect();
    let mut events = households::events(&mut conn, &at, Uuid::max(), READERS).await?;
    events.truncate(usize::try_from(READERS).unwrap_or_default());
    let reader = |event: households::EventRow| Reader {
        asked: whys.remove(&Some(event.id)).map(question),
        event: event.id.to_string(),
        at: event.at,
        day: event.day,
        unit: event.actor_unit,
        role: event.role,
        class: event.class,
        whole_village: event.household.is_empty(),
        purpose: event.purpose,
    };
    let items = events.into_iter().map(reader).collect();
    Ok(Json(ResidentReaders { items, requests: requests.into_iter().map(question).collect() }))
}
