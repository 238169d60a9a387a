//! The verbs of oversight.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, Method},
};
use lianxin_domain::{access::Right, ids::Ref, places::PlaceCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    burden, open, open_answers, reach, report, resolution,
    store::{self, Suggestion},
};
use crate::{
    access::sessions,
    app::App,
    args,
    engine::{
        act::{Act, Actor, Done, Look, nothing},
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
        verb::Verb,
    },
    links::cover::{self, Cover},
    places::store::{self as places, PlaceRef},
};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    [of_places(), of_cases(), of_suggestions()].into_iter().flatten().collect()
}

/// Figures of places.
fn of_places() -> Vec<Verb> {
    use Right::{SeeBurden, SeePlaces, SeeReach};
    vec![
        Verb::get(
            "oversight.overview.show",
            "/overview/{code}",
            SeePlaces,
            "Both coverages of a place and of those right below it.",
            overview,
        )
        .gives::<Overview>(),
        Verb::get(
            "oversight.reach.show",
            "/reach/{code}",
            SeeReach,
            "Households reached of those there, promises and weeks, of a place and of those right below it.",
            reach::reach,
        )
        .query(&[("quarter", "2026Q3; the present one unless told")])
        .gives::<reach::Reach>(),
        Verb::get(
            "oversight.reach.unmet",
            "/reach/{code}/unmet",
            SeeReach,
            "Villages with households that nobody met in the quarter, a township at a time; numbers only.",
            reach::unmet,
        )
        .query(&[("quarter", "2026Q3; the present one unless told"), ("after", "Cursor")])
        .gives::<reach::Unmet>(),
        Verb::post(
            "oversight.burden.tell",
            "/burden",
            burden::TELLS,
            "One phone's week: how long a record took, which fields were filled or read. Kept as counts, without a name.",
            burden::tell,
        )
        .takes::<burden::Told>(),
        Verb::get(
            "oversight.burden.show",
            "/burden/{code}",
            SeeBurden,
            "Seconds per record in bands, and fields that nobody fills or reads, of a city or county.",
            burden::burden,
        )
        .query(&[("form", "visit")])
        .gives::<burden::Burden>(),
    ]
}

/// How cases go, and the monthly report.
fn of_cases() -> Vec<Verb> {
    use Right::SeeReach;
    vec![
        Verb::get(
            "oversight.cases.show",
            "/cases/figures",
            SeeReach,
            "Cases of a place and of those right below it by quarter: raised, finished, solved, in time, come back.",
            resolution::figures,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("from", "2026Q1; the last quarter alone unless told, 12 at the most"),
            ("to", "2026Q3; the present one unless told"),
        ])
        .gives::<resolution::CaseFigures>(),
        Verb::get(
            "oversight.cases.cut",
            "/cases/figures/cut",
            SeeReach,
            "Cases of a place by theme, or by the tier by which they came to light; and of one part by the places below it and by quarter.",
            resolution::by_part,
        )
        .query(&[
            ("place", "A code; the widest of the jurisdiction unless told"),
            ("cut", "`theme` or `tier`; the latter of the city and its counties only"),
            ("part", "Of this theme or tier also by place and quarter"),
            ("from", "2026Q1; the last quarter alone unless told, 12 at the most"),
            ("to", "2026Q3; the present one unless told"),
        ])
        .gives::<resolution::CaseCut>(),
        Verb::open(
            Method::GET,
            "oversight.open.cases",
            "/open/cases",
            "Cases of the city and its counties by quarter, as released to the public: no account, no cookie.",
            open::cases,
        )
        .gives::<open::OpenFigures>(),
        Verb::open(
            Method::GET,
            "oversight.open.satisfaction",
            "/open/satisfaction",
            "What residents drawn by chance answered, by quarter, as released to the public: no account, no cookie.",
            open_answers::satisfaction,
        )
        .gives::<open_answers::OpenAnswers>(),
        Verb::get(
            "oversight.report.file",
            "/reports/{file}",
            SeeReach,
            "The monthly report of a place, for Word or Excel (2026-06.docx, 2026-06.xlsx): numbers only, no name.",
            report::file,
        )
        .query(&[("place", "A code; the widest of the jurisdiction unless told")])
        .media("*/*"),
    ]
}

/// What people say about the program.
fn of_suggestions() -> Vec<Verb> {
    use Right::AnswerSuggestions;
    vec![
        Verb::open(
            Method::POST,
            "oversight.suggestion.make",
            "/suggestions",
            "Complain, suggest or thank, signed in or not.",
            suggest,
        )
        .takes::<NewSuggestion>(),
        Verb::get(
            "oversight.suggestion.list",
            "/suggestions",
            AnswerSuggestions,
            "What people say about the program.",
            suggestions,
        )
        .query(&[("state", "open, answered or closed"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<SuggestionShown>>(),
        Verb::patch(
            "oversight.suggestion.answer",
            "/suggestions/{ref}",
            AnswerSuggestions,
            "Answer or close.",
            answer,
        )
        .takes::<Answer>(),
    ]
}

/// Coverage of a place.
#[derive(Serialize, ToSchema)]
struct Overview {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    cover: Cover,
    children: Vec<PlaceCover>,
}

/// A place with its coverage.
#[derive(Serialize, ToSchema)]
struct PlaceCover {
    place: PlaceRef,
    cover: Cover,
}

async fn overview(mut look: Look, Path(code): Path<PlaceCode>) -> Result<Json<Overview>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place =
        places::find(&mut look, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let lines = cover::of_place(&mut look, &code).await?;
    let below = cover::below(&mut look, &code).await?;
    let children = places::children(&mut look, &code, today).await?;
    let of = |code: &str| Cover::from_lines(below.iter().filter(|line| line.place == code));
    let children = children.into_iter().map(|place| PlaceCover { cover: of(&place.code), place }).collect();
    Ok(Json(Overview {
        place,
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        cover: Cover::from_lines(lines.iter()),
        children,
    }))
}

/// What somebody says.
#[derive(Deserialize, ToSchema)]
struct NewSuggestion {
    /// `complaint`, `suggestion` or `thanks`.
    kind: String,
    text: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    contact: String,
}

async fn suggest(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Body(said): Body<NewSuggestion>,
) -> Result<Json<Value>> {
    let text = said.text.trim();
    let long = text.chars().count() > 4000 || said.contact.chars().count() > 200;
    let refusal = if text.is_empty() { Some(codes::REQUIRED) } else { long.then_some(codes::TOO_LONG) };
    if let Some(code) = refusal {
        return Err(Error::refused(codes::INVALID).field("text", code));
    }
    if !matches!(said.kind.as_str(), "complaint" | "suggestion" | "thanks") {
        return Err(Error::refused(codes::INVALID).field("kind", codes::REQUIRED));
    }
    let (session, _) = sessions::of_request(&app, &headers).await?;
    let now = app.clock.millis();
    if session.is_none() {
        app.throttle.flood(&format!("suggestions {}", from.ip()), 30, now)?;
    }
    let city = app.city()?;
    let actor = match session {
        Some(session) => session.actor,
        None => Actor { name: String::new(), ..Actor::program(&city) },
    };
    let page: String = said.page.chars().take(200).collect();
    let mut act = Act::of(&app, actor, "oversight.suggestion.make", Right::OwnAccount);
    let id = act.id();
    let row =
        args![&city, id, said.kind.as_str(), text, page, said.contact.trim(), act.actor.name.as_str(), now];
    store::suggest(act.tx().await?, &row).await?;
    Ok(Json(act.done(&city, id, nothing(), json!({"ref": format!("{city}.{id}")})).await?.answer))
}

/// A suggestion with its ref.
#[derive(Serialize, ToSchema)]
struct SuggestionShown {
    #[serde(rename = "ref")]
    name_ref: String,
    #[serde(flatten)]
    said: Suggestion,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    state: String,
    #[serde(flatten)]
    paging: Paging,
}

async fn suggestions(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<SuggestionShown>>> {
    look.may(&look.app.city()?)?;
    let state = if asked.state.is_empty() { "open" } else { asked.state.as_str() };
    let [before] = asked.paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let limit = asked.paging.limit();
    let rows = store::suggestions(&mut look, state, before, limit).await?;
    let shown = |said: Suggestion| SuggestionShown { name_ref: format!("{}.{}", said.county, said.id), said };
    Ok(Json(Page::cut(rows, limit, |row| [row.id.to_string()], shown)))
}

/// An answer.
#[derive(Deserialize, ToSchema)]
struct Answer {
    /// `open`, `answered` or `closed`.
    state: String,
    #[serde(default)]
    answer: String,
}

async fn answer(mut act: Act, Path(name): Path<Ref>, Body(given): Body<Answer>) -> Result<Done<Value>> {
    act.may(&name.county)?;
    if !matches!(given.state.as_str(), "open" | "answered" | "closed") {
        return Err(Error::refused(codes::INVALID).field("state", codes::REQUIRED));
    }
    let (by, now) = (act.actor.name.clone(), act.now());
    let found =
        store::answer(act.tx().await?, &name.county, name.id, &given.state, given.answer.trim(), &by, now)
            .await?;
    if !found {
        return Err(Error::refused(codes::NOT_FOUND));
    }
    act.done(&name.county, &name, json!({"state": given.state}), nothing()).await
}
