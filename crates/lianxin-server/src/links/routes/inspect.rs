//! Looking into a solved plan: its links, the worst-served villages, why this one, who moves.

use axum::Json;
use lianxin_domain::{
    ids::Ref,
    links::{
        Facts, Subject, Tier,
        plan::{ChoiceKind, Planned, Rival},
    },
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use tokio::sync::OwnedMutexGuard;
use utoipa::ToSchema;
use uuid::Uuid;

use super::plans::found;
use crate::{
    engine::{
        act::Look,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Page, Paging},
    },
    links::{
        desk::{self, Open},
        read::{self, MovedLink},
        shown::{self, ChoiceShown, PartSums, SubjectRef},
        store,
    },
    places::store::PlaceRef,
};

/// A link of a plan.
#[derive(Serialize, ToSchema)]
pub struct PlanLink {
    tier: String,
    subject: SubjectRef,
    /// The unit's name.
    unit: String,
    village: PlaceRef,
    /// Where the village lies.
    path: String,
    cost: i64,
    parts: PartSums,
    pinned: bool,
    /// Not linked today.
    new: bool,
}

#[derive(Deserialize)]
pub struct LinksAsked {
    #[serde(default)]
    tier: String,
    place: Option<String>,
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn open(look: &mut Look, name: &Ref) -> Result<OwnedMutexGuard<Open>> {
    let (actor, right, app) = (look.actor.clone(), look.right, look.app.clone());
    let (row, _) = found(look, name, |place| actor.may(right, place)).await?;
    Ok(desk::open(&app, &row, name).await?.lock_owned().await)
}

fn unit_name(facts: &Facts, subject: Subject) -> String {
    match subject {
        Subject::Official(n) => facts.unit_of(n).name.clone(),
        Subject::Unit(n) => facts.units[n as usize].name.clone(),
    }
}

/// Where a village lies.
fn path(open: &Open, village: u32) -> String {
    let township = open.planning.facts().villages[village as usize].code.at(Level::Township);
    township.and_then(|code| open.paths.get(code.as_str())).cloned().unwrap_or_default()
}

fn shown_link(open: &Open, link: Planned) -> PlanLink {
    let facts = open.planning.facts();
    let parts = open.planning.parts_of(link);
    let same = |c: &&lianxin_domain::links::plan::Choice| {
        c.kind == ChoiceKind::Pin && (c.tier, c.subject, c.village) == (link.tier, link.subject, link.village)
    };
    PlanLink {
        tier: link.tier.word().into(),
        subject: shown::subject(facts, link.subject),
        unit: unit_name(facts, link.subject),
        village: shown::village(facts, link.village),
        path: path(open, link.village),
        cost: parts.sum(),
        parts: parts.into(),
        pinned: open.planning.choices().iter().any(|c| same(&c)),
        new: !open.planning.linked_today(link),
    }
}

/// A page of a sorted list in memory: the cursor is the position.
fn page_of<R, T>(rows: impl Iterator<Item = R>, paging: &Paging, show: impl FnMut(R) -> T) -> Page<T> {
    let [after] = paging.after();
    let skip: usize = after.parse().unwrap_or(0);
    let limit = usize::try_from(paging.limit()).unwrap_or(50);
    let rows: Vec<R> = rows.skip(skip).take(limit + 1).collect();
    let mut page = Page::cut(rows, paging.limit(), |_| [String::new()], show);
    if page.next.is_some() {
        page.next = Some(crate::engine::page::cursor(&[(skip + limit).to_string()]));
    }
    page
}

pub async fn links(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<LinksAsked>,
) -> Result<Json<Page<PlanLink>>> {
    let open = open(&mut look, &name).await?;
    let facts = open.planning.facts();
    let tier = Tier::of(&asked.tier);
    let place: Option<PlaceCode> = asked.place.and_then(|code| code.parse().ok());
    let q = asked.q.trim();
    let fits = |link: &&Planned| {
        let village = &facts.villages[link.village as usize];
        tier.is_none_or(|tier| tier == link.tier)
            && place.as_ref().is_none_or(|place| place.contains(&village.code))
            && (q.is_empty()
                || village.name.contains(q)
                || shown::subject(facts, link.subject).name.contains(q)
                || unit_name(facts, link.subject).contains(q))
    };
    Ok(Json(page_of(open.links.iter().filter(fits).copied(), &asked.paging, |link| shown_link(&open, link))))
}

/// A village and how it is served.
#[derive(Serialize, ToSchema)]
pub struct Worst {
    village: PlaceRef,
    path: String,
    tier: String,
    /// The mean cost of its links.
    cost: i64,
    links: i64,
}

/// The worst-served villages.
#[derive(Serialize, ToSchema)]
pub struct WorstServed {
    items: Vec<Worst>,
}

#[derive(Deserialize)]
pub struct WorstAsked {
    #[serde(default)]
    tier: String,
    limit: Option<String>,
}

pub async fn worst(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<WorstAsked>,
) -> Result<Json<WorstServed>> {
    let open = open(&mut look, &name).await?;
    let limit = asked.limit.and_then(|text| text.parse().ok()).unwrap_or(10usize).clamp(1, 200);
    let tiers: Vec<Tier> = match Tier::of(&asked.tier) {
        Some(tier) => vec![tier],
        None => open.planning.scope().tiers.clone(),
    };
    let facts = open.planning.facts();
    let of_tier = |tier: &Tier| {
        let tier = *tier;
        open.planning.worst(&open.links, tier, limit).into_iter().map(move |served| (tier, served))
    };
    let shown = |(tier, served): (Tier, lianxin_domain::links::plan::Served)| Worst {
        village: shown::village(facts, served.village),
        path: path(&open, served.village),
        tier: tier.word().into(),
        cost: served.cost,
        links: served.links.into(),
    };
    Ok(Json(WorstServed { items: tiers.iter().flat_map(of_tier).map(shown).collect() }))
}

/// Why a pair is, or is not, in the plan.
#[derive(Serialize, ToSchema)]
#[schema(as = Why)]
pub struct WhyShown {
    subject: SubjectRef,
    village: PlaceRef,
    tier: String,
    planned: bool,
    cost: i64,
    parts: PartSums,
    /// What one more place on the scarce side would save.
    price: i64,
    /// What forcing the pair costs at least.
    at_least: Option<i64>,
    next_for_village: Vec<RivalShown>,
    next_for_subject: Vec<RivalShown>,
    choice: Option<ChoiceShown>,
}

/// A pair that could have been.
#[derive(Serialize, ToSchema)]
#[schema(as = Rival)]
pub struct RivalShown {
    subject: SubjectRef,
    unit: String,
    village: PlaceRef,
    path: String,
    cost: i64,
    parts: PartSums,
    /// Forcing it costs at least this; not known where the cost is shared.
    at_least: Option<i64>,
}

#[derive(Deserialize)]
pub struct WhyAsked {
    tier: String,
    subject: Ref,
    village: PlaceCode,
}

impl WhyAsked {
    /// The pair in the facts' numbers.
    pub fn pair(&self, facts: &Facts) -> Option<Planned> {
        let official = facts.officials.iter().position(|official| official.name_ref == self.subject);
        let unit = || facts.units.iter().position(|unit| unit.name_ref == self.subject);
        let subject = match official {
            Some(n) => Subject::Official(n as u32),
            None => Subject::Unit(unit()? as u32),
        };
        Some(Planned { tier: Tier::of(&self.tier)?, subject, village: facts.village(&self.village)? })
    }
}

fn rival(open: &Open, tier: Tier, rival: Rival) -> RivalShown {
    let facts = open.planning.facts();
    let link = Planned { tier, subject: rival.subject, village: rival.village };
    RivalShown {
        subject: shown::subject(facts, rival.subject),
        unit: unit_name(facts, rival.subject),
        village: shown::village(facts, rival.village),
        path: path(open, rival.village),
        cost: rival.cost,
        parts: open.planning.parts_of(link).into(),
        at_least: rival.at_least,
    }
}

pub async fn why(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<WhyAsked>,
) -> Result<Json<WhyShown>> {
    let choices = store::choices(&mut look, &name).await?;
    let open = open(&mut look, &name).await?;
    let facts = open.planning.facts();
    let missing = || Error::refused(codes::NOT_FOUND);
    let pair = asked.pair(facts).ok_or_else(missing)?;
    let Planned { tier, subject, village } = pair;
    let why = open.planning.why(pair).ok_or_else(missing)?;
    let (own, at) = (asked.subject.to_string(), asked.village.as_str());
    let choice = choices.into_iter().find(|c| c.tier == asked.tier && c.subject == own && c.village == at);
    Ok(Json(WhyShown {
        subject: shown::subject(facts, subject),
        village: shown::village(facts, village),
        tier: asked.tier,
        planned: why.planned,
        cost: why.parts.sum(),
        parts: why.parts.into(),
        price: why.price,
        at_least: why.at_least,
        next_for_village: why.next_for_village.iter().map(|next| rival(&open, tier, *next)).collect(),
        next_for_subject: why.next_for_subject.iter().map(|next| rival(&open, tier, *next)).collect(),
        choice: choice.map(ChoiceShown::from),
    }))
}

/// A link that starts or ends with a plan.
#[derive(Serialize, ToSchema)]
pub struct Move {
    /// `start` or `end`.
    kind: String,
    tier: String,
    subject: SubjectRef,
    unit: String,
    village: PlaceRef,
    path: String,
}

#[derive(Deserialize)]
pub struct MovesAsked {
    #[serde(default)]
    kind: String,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn moves(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<MovesAsked>,
) -> Result<Json<Page<Move>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let (row, _) = found(&mut look, &name, |place| actor.may(right, place)).await?;
    if row.mode == "undo" {
        return undone(&mut look, &row.undoes, &asked).await.map(Json);
    }
    let open = open(&mut look, &name).await?;
    let facts = open.planning.facts();
    let moves = open.planning.moves(&open.links);
    let shown = |kind: &str, link: Planned| Move {
        kind: kind.into(),
        tier: link.tier.word().into(),
        subject: shown::subject(facts, link.subject),
        unit: unit_name(facts, link.subject),
        village: shown::village(facts, link.village),
        path: path(&open, link.village),
    };
    if asked.kind == "end" {
        let link = |n: &u32| {
            let link = &facts.links[*n as usize];
            let subject = link.official.map_or(Subject::Unit(link.unit), Subject::Official);
            Planned { tier: link.tier, subject, village: link.village }
        };
        return Ok(Json(page_of(moves.end.iter().map(link), &asked.paging, |link| shown("end", link))));
    }
    Ok(Json(page_of(moves.start.into_iter(), &asked.paging, |link| shown("start", link))))
}

/// What an undo ends is what its plan made, and what it starts again is what its plan ended.
async fn undone(look: &mut Look, plan: &str, asked: &MovesAsked) -> Result<Page<Move>> {
    let ends = asked.kind == "end";
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let rows = read::moved_by(look, plan, !ends, Uuid::try_parse(&after).unwrap_or_default(), limit).await?;
    let shown = |row: MovedLink| {
        let (kind, name_ref) = match row.official {
            Some(id) => ("official", format!("{}.{id}", row.official_county)),
            None => ("unit", format!("{}.{}", row.unit_county, row.unit)),
        };
        Move {
            kind: if ends { "end" } else { "start" }.into(),
            tier: row.tier,
            subject: SubjectRef { kind: kind.into(), name_ref, name: row.subject_name },
            unit: row.unit_name,
            village: PlaceRef { code: row.village, name: row.name, level: Level::Village.word().into() },
            path: format!("{} / {}", row.county_name, row.township),
        }
    };
    Ok(Page::cut(rows, limit, |row| [row.id.to_string()], shown))
}
