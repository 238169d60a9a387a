//! Asked and agreed to: one's own questions, those that wait for one's voice, the voice; and, for everybody, how often one
//! household was looked at in an emergency.

use std::collections::{BTreeMap, HashMap};

use axum::{Json, extract::State as Of, http::Method};
use lianxin_domain::{
    access::{
        Right, Target,
        approval::{Kind, NotHeard, State, may_speak, stands},
        decide,
    },
    day::Day,
    ids::Ref,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::approvals::{self, Row, Spoken},
    app::App,
    engine::{
        act::{Act, Actor, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
        verb::Verb,
    },
    places::store::PlaceRef,
};

/// The most characters of a voice's words.
const LONGEST: usize = 200;

pub fn verbs() -> Vec<Verb> {
    const PAGE: &[(&str, &str)] = &[("after", "Cursor"), ("limit", "1 to 200")];
    vec![
        Verb::get(
            "access.approval.own",
            "/approvals/own",
            Right::OwnAccount,
            "What one has asked others to agree to, the latest first.",
            own,
        )
        .query(PAGE)
        .gives::<Page<Approval>>(),
        Verb::get(
            "access.approval.waiting",
            "/approvals/waiting",
            Right::Approve,
            "What waits for one's voice.",
            waiting,
        )
        .query(PAGE)
        .gives::<Page<Approval>>(),
        Verb::post(
            "access.approval.speak",
            "/approvals/{ref}/voice",
            Right::Approve,
            "Agree or not, in the name of one's unit.",
            speak,
        )
        .takes::<Said>()
        .gives::<Approval>(),
        Verb::open(
            Method::GET,
            "access.glass.count",
            "/open/glass",
            "How often one household was looked at in an emergency, by county and month, for everybody.",
            count,
        )
        .gives::<Glass>(),
    ]
}

/// Something that nobody may look at alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approval {
    #[serde(rename = "ref")]
    name_ref: String,
    /// `glass`, `minor`, `export` or `order`.
    kind: String,
    place: PlaceRef,
    /// Which file; null for a household.
    detail: Json_,
    /// How many persons it is about.
    persons: i64,
    /// Why.
    reason: String,
    /// Who asked.
    name: String,
    /// Of which unit.
    unit: String,
    role: String,
    /// When, in milliseconds.
    at: i64,
    /// `waiting`, `granted`, `refused` or `over`.
    state: String,
    /// Until when it stands so, in milliseconds; 0 for good.
    until: i64,
    /// How many of different units must agree.
    needs: usize,
    voices: Vec<Heard>,
    /// Whether one's own voice is asked for.
    asked: bool,
}

/// Somebody's yes or no.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApprovalVoice)]
pub struct Heard {
    name: String,
    unit: String,
    agrees: bool,
    words: String,
    /// In milliseconds.
    at: i64,
}

/// One's voice.
#[derive(Deserialize, ToSchema)]
#[schema(as = ApprovalSaid)]
#[serde(deny_unknown_fields)]
pub struct Said {
    agrees: bool,
    /// A no needs a reason; up to 200 characters.
    #[serde(default)]
    words: String,
}

/// Emergencies, as everybody may know them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GlassCounts)]
pub struct Glass {
    /// Of the last twelve months, the latest first.
    months: Vec<GlassMonth>,
}

/// Emergencies of a county and month.
#[derive(Debug, Serialize, ToSchema)]
pub struct GlassMonth {
    /// `2026-11`.
    month: String,
    county: PlaceRef,
    asked: i64,
    granted: i64,
    refused: i64,
}

fn place_of(row: &Row) -> Result<PlaceCode> {
    row.place.parse().map_err(Error::internal)
}

fn shown(row: Row, voices: &[Spoken], asked: bool, now: i64) -> Result<Approval> {
    let place = place_of(&row)?;
    let (state, until) = row.stands(now)?;
    let heard = |voice: &Spoken| Heard {
        name: voice.name.clone(),
        unit: voice.unit_name.clone(),
        agrees: voice.agrees != 0,
        words: voice.words.clone(),
        at: voice.at,
    };
    Ok(Approval {
        name_ref: format!("{}.{}", row.county, row.id),
        place: PlaceRef { name: row.place_name.clone(), ..PlaceRef::unnamed(&place) },
        needs: row.kind()?.needs(),
        detail: serde_json::from_str(&row.detail)?,
        asked: asked && state == State::Waiting,
        state: state.word().to_owned(),
        until,
        voices: voices.iter().map(heard).collect(),
        kind: row.kind,
        persons: row.persons,
        reason: row.reason,
        name: row.name,
        unit: row.unit_name,
        role: row.role,
        at: row.at,
    })
}

/// Voices by question.
async fn heard(conn: &mut Conn, rows: &[Row]) -> Result<HashMap<Uuid, Vec<Spoken>>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut by: HashMap<Uuid, Vec<Spoken>> = HashMap::new();
    for voice in approvals::voices(conn, &ids).await? {
        by.entry(voice.approval).or_default().push(voice);
    }
    Ok(by)
}

fn before(paging: &Paging) -> Uuid {
    let [before] = paging.after();
    Uuid::try_parse(&before).unwrap_or(Uuid::max())
}

async fn own(mut look: Look, Query(paging): Query<Paging>) -> Result<Json<Page<Approval>>> {
    let (now, account, limit) = (look.app.clock.millis(), look.actor.account, paging.limit());
    let rows = approvals::own(&mut look, account, before(&paging), limit).await?;
    let by = heard(&mut look, &rows).await?;
    page(rows, limit, |row| shown(row.clone(), by.get(&row.id).map_or(&[], Vec::as_slice), false, now))
}

/// Whether somebody may agree to a question by his role and jurisdiction.
fn may_answer(actor: &Actor, row: &Row) -> Result<bool> {
    let (kind, place) = (row.kind()?, place_of(row)?);
    let target = Target { place: &place, unit: None };
    let holds = |grant: &lianxin_domain::access::Grant| {
        kind.agreed_by(grant.role) && decide(std::slice::from_ref(grant), Right::Approve, target)
    };
    Ok(actor.grants.iter().any(holds))
}

async fn waiting(mut look: Look, Query(paging): Query<Paging>) -> Result<Json<Page<Approval>>> {
    let (now, actor, limit) = (look.app.clock.millis(), look.actor.clone(), paging.limit());
    let place = look.place_or_widest(None)?;
    let longest = Kind::ALL.iter().map(|kind| kind.waits()).max().unwrap_or_default();
    let since = (now - longest, actor.account);
    let rows = approvals::waiting(&mut look, since, &place, before(&paging), limit).await?;
    let by = heard(&mut look, &rows).await?;
    let mut page = Page::cut(rows, limit, |row| [row.id.to_string()], |row| row);
    let mut items = Vec::new();
    for row in page.items.drain(..) {
        let voices = by.get(&row.id).map_or(&[][..], Vec::as_slice);
        let spoken = voices.iter().any(|voice| voice.account == actor.account);
        if may_answer(&actor, &row)? && !spoken && row.stands(now)?.0 == State::Waiting {
            items.push(shown(row, voices, true, now)?);
        }
    }
    Ok(Json(Page { items, next: page.next }))
}

fn page(rows: Vec<Row>, limit: i64, each: impl Fn(&Row) -> Result<Approval>) -> Result<Json<Page<Approval>>> {
    let page = Page::cut(rows, limit, |row| [row.id.to_string()], |row| row);
    let items: Result<Vec<Approval>> = page.items.iter().map(each).collect();
    Ok(Json(Page { items: items?, next: page.next }))
}

async fn speak(mut act: Act, Path(name): Path<Ref>, Body(said): Body<Said>) -> Result<Done<Approval>> {
    let (actor, right, now) = (act.actor.clone(), act.right, act.now());
    let row = approvals::held(act.tx().await?, &name).await?;
    if !may_answer(&actor, &row)? {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    let words = said.words.trim().to_owned();
    match words.chars().count() {
        0 if !said.agrees => return Err(Error::refused(codes::INVALID).field("words", codes::REQUIRED)),
        0..=LONGEST => {}
        _ => return Err(Error::refused(codes::INVALID).field("words", codes::TOO_LONG)),
    }
    let place = place_of(&row)?;
    let tx = act.tx().await?;
    let office = approvals::office(tx, &actor, right, &place).await?;
    let mut voices = approvals::voices(tx, &[row.id]).await?;
    let (asker, account) = (row.account.to_string(), actor.account.to_string());
    let question = approvals::as_asked(&row, &asker)?;
    let names: Vec<String> = voices.iter().map(|voice| voice.account.to_string()).collect();
    let heard: Vec<_> =
        voices.iter().zip(&names).map(|(voice, name)| approvals::as_heard(voice, name)).collect();
    may_speak(question, &heard, &account, &office.key, now).map_err(|why| {
        Error::refused(match why {
            NotHeard::Own => codes::OWN_QUESTION,
            NotHeard::SameUnit => codes::SAME_UNIT,
            NotHeard::Settled => codes::SETTLED_ALREADY,
        })
    })?;
    let voice = Spoken {
        approval: row.id,
        account: actor.account,
        name: actor.name.clone(),
        unit: office.key,
        unit_name: office.name,
        agrees: i64::from(said.agrees),
        words,
        at: now,
    };
    let mut all = heard;
    all.push(approvals::as_heard(&voice, &account));
    let settled = Some(stands(question, &all, now).0).filter(|state| *state != State::Waiting);
    approvals::speak(tx, &row, &voice, settled).await?;
    voices.push(voice);
    let mut after = row;
    if let Some(state) = settled {
        (after.state, after.settled_at) = (state.word().to_owned(), now);
    }
    let detail = json!({"kind": after.kind, "agrees": said.agrees});
    let answer = shown(after, &voices, false, now)?;
    act.done(&place, &name, detail, answer).await
}

async fn count(Of(app): Of<App>) -> Result<Json<Glass>> {
    let since = Day::of_millis(app.clock.millis() - 365 * 86_400_000);
    let mut conn = app.db.read().await?;
    let mut months: BTreeMap<(std::cmp::Reverse<String>, String), GlassMonth> = BTreeMap::new();
    for row in approvals::public(&mut conn, since).await? {
        let code: PlaceCode = row.county.parse().map_err(Error::internal)?;
        let key = (std::cmp::Reverse(row.month.clone()), row.county);
        let month = months.entry(key).or_insert_with(|| GlassMonth {
            month: row.month,
            county: PlaceRef { name: row.name, ..PlaceRef::unnamed(&code) },
            asked: 0,
            granted: 0,
            refused: 0,
        });
        month.asked += row.n;
        match row.state.as_str() {
            "granted" => month.granted += row.n,
            "refused" => month.refused += row.n,
            _ => {}
        }
    }
    Ok(Json(Glass { months: months.into_values().collect() }))
}
