//! One case: how it stands and what was done for whoever sees the place's cases; its words, its household and what is like it
//! for whom it is a task, each look with its event.

use lianxin_domain::{
    access::{Class, Role},
    cases::{Case, likeness::alike},
    day::Day,
    households::Purpose,
    ids::Ref,
    places::PlaceCode,
    visits::calendar::plus,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{
    documents::{self, Document},
    told::ends,
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        days::working,
        hands::{self, Hand},
        parts::{self, PartRow},
        read::{self, StepRow},
        row::MatterRow,
        sight,
    },
    engine::{
        act::{Look, Versioned},
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
    },
    households::{read as households, routes::purpose},
    places::store::{self as places, PlaceRef},
};

/// Days back in which a matter that is alike may be its first life.
const BACK: i64 = 2 * 366;
const DAY: i64 = 24 * 3600 * 1000;
/// Matters that are shown as alike.
const MOST: usize = 5;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

/// A case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseShown)]
pub struct Shown {
    #[serde(rename = "ref")]
    name_ref: String,
    village: PlaceRef,
    title: String,
    theme: String,
    kind: String,
    urgent: bool,
    office: String,
    resident: String,
    rung: String,
    stage: String,
    owner: Option<Owner>,
    /// What it waits for: `for` is `nothing`, `transfer` (`to`) or `second_reader` (`reason`, `unit`).
    #[schema(value_type = Object)]
    pending: Json,
    /// What other units do of it, in the order in which they were asked.
    parts: Vec<ShownPart>,
    /// Who works on it; only with the task.
    handler: Option<ShownHandler>,
    /// None until the owner says so.
    cost: Option<ShownCost>,
    clock: ShownClock,
    round: u32,
    wanted_by: Option<String>,
    raised: String,
    /// The case together with which the office handles it, by its ref.
    merged_into: Option<String>,
    /// Its first life, by its ref, as a person confirmed.
    recurrence_of: Option<String>,
    /// Cases that are handled together with it, 200 at the most.
    members: Vec<Member>,
    version: i64,
    /// Whether it is the caller's unit's task.
    task: bool,
    /// Only with the task.
    inside: Option<Inside>,
    /// The latest first; words and names only with the task, units always.
    steps: Vec<Step>,
}

/// A case that is handled together with another.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseMember)]
pub struct Member {
    #[serde(rename = "ref")]
    name_ref: String,
    office: String,
    resident: String,
    stage: String,
    version: i64,
}

/// The unit that owns a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseOwner)]
pub struct Owner {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
}

/// What another unit does of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CasePart)]
pub struct ShownPart {
    /// The unit.
    unit: Owner,
    /// `asked`, `open`, `done`, `refused`, `back` or `withdrawn`.
    state: String,
    /// The last day in time.
    by: String,
    asked_on: String,
    /// Since when it is in this state.
    since: String,
    /// What is asked; empty without the task.
    words: String,
    /// What the unit said of it last, or the owner when it was taken back; empty without the task.
    answer: String,
}

/// The official who works on a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseHandler)]
pub struct ShownHandler {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
}

/// What a case costs, in yuan.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseCost)]
pub struct ShownCost {
    /// With two digits after the point.
    planned: Option<String>,
    spent: Option<String>,
    /// `budget`, `village`, `support`, `gifts`, `own` or `nothing`.
    funds: String,
}

/// Working days of the clock.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseClock)]
pub struct ShownClock {
    /// Allowed in this round.
    allowed: i64,
    /// Used in this round.
    used: i64,
    /// Used in all rounds.
    in_all: i64,
    /// The last day in time; none while it stands.
    due: Option<String>,
    overdue: bool,
}

/// What only the task opens.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseInside)]
pub struct Inside {
    words: String,
    household: Option<Household>,
    /// Which classes of the household's facts the case opens to the department whose task it is.
    fields: Vec<String>,
    /// Files, in the order in which they were added.
    documents: Vec<Document>,
    /// What the official promised who heard the need, by the last day.
    promises: Vec<Promised>,
    /// What the household said, the latest first; a reason that it keeps from the office is left out.
    heard: Vec<Heard>,
    /// Matters of the village in the last two years that are alike: it may have come back, or be there already.
    alike: Vec<Alike>,
}

/// Whose matter it is.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseHousehold)]
pub struct Household {
    #[serde(rename = "ref")]
    name_ref: String,
    name: String,
    house: String,
}

/// A word of the household.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseHeard)]
pub struct Heard {
    day: String,
    word: String,
    reason: String,
    /// It would like to be called.
    call_me: bool,
}

/// A promise that was made when the need was heard.
#[derive(Serialize, ToSchema)]
#[schema(as = CasePromise)]
pub struct Promised {
    words: String,
    /// Who made it.
    by: String,
    /// The last day in time.
    due: String,
    /// The day on which it was kept.
    kept_on: Option<String>,
    overdue: bool,
}

/// A matter that is alike.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseAlike)]
pub struct Alike {
    #[serde(rename = "ref")]
    name_ref: String,
    title: String,
    stage: String,
    raised: String,
    /// 0 to 100.
    likeness: i64,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseStep)]
pub struct Step {
    n: i64,
    at: i64,
    day: String,
    act: String,
    /// Empty without the task and where the household or the clock acted.
    by: String,
    unit: String,
    words: String,
    /// The act's particulars: `reason`, `to`, `name`, `by`, `agree`, `planned`, `spent`, `funds`; `handler` with the task.
    #[schema(value_type = Object)]
    detail: Json,
}

pub async fn show(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<Asked>,
) -> Result<Versioned<Shown>> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let row = read::one(&mut look, &name).await?.ok_or_else(missing)?;
    let village = row.village()?;
    look.may(&village)?;
    let (case, actor) = (row.case()?, look.actor.clone());
    let (today, now) = (look.app.clock.today(), look.app.clock.millis());
    let hands = hands::at(&mut look, &actor, &village).await?;
    if !sight::seen(&actor, &hands, &village, &case) {
        return Err(missing());
    }
    let hand = hands.iter().find(|hand| hand.has_task(&case));
    let mut shown = outside(&mut look, &name, &row, &case, today).await?;
    let Some(hand) = hand else {
        for step in &mut shown.steps {
            step.words.clear();
            step.by.clear();
            if let Some(detail) = step.detail.as_object_mut() {
                detail.remove("handler");
            }
        }
        for part in &mut shown.parts {
            part.words.clear();
            part.answer.clear();
        }
        shown.handler = None;
        return Ok(Versioned(row.version, shown));
    };
    let purpose: Purpose = purpose(&asked.purpose)?;
    shown.task = true;
    shown.inside = Some(inside(&mut look, (&name, hand), &row, (today, now)).await?);
    let by = Looker { actor: &actor, unit: &hand.name, role: hand.role, purpose: purpose.as_str() };
    let of = |class| Seen { village: village.clone(), household: row.household, class };
    let mut seen = vec![of(Class::Talks)];
    if shown.inside.as_ref().is_some_and(|inside| inside.household.is_some()) {
        seen.push(of(Class::Roster));
    }
    reveal(&look.app, &by, &seen, Versioned(row.version, shown)).await
}

async fn outside(conn: &mut Conn, name: &Ref, row: &MatterRow, case: &Case, today: Day) -> Result<Shown> {
    let village: PlaceCode = row.village()?;
    let place = places::latest(conn, &village).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let steps = read::steps(conn, name).await?.into_iter().map(step).collect::<Result<Vec<Step>>>()?;
    let owner = case.owner.as_ref();
    let members = read::members(conn, &row.county, row.id).await?.into_iter().map(|member| Member {
        name_ref: format!("{}.{}", member.county, member.id),
        office: member.office,
        resident: member.resident,
        stage: member.stage,
        version: member.version,
    });
    let named = |id: Option<uuid::Uuid>| id.map(|id| format!("{}.{id}", row.county));
    Ok(Shown {
        name_ref: name.to_string(),
        village: PlaceRef { code: place.code, name: place.name, level: place.level },
        title: row.title.clone(),
        theme: row.theme.clone(),
        kind: row.kind.clone(),
        urgent: row.urgent != 0,
        office: row.office.clone(),
        resident: row.resident.clone(),
        rung: row.rung.clone(),
        stage: row.stage.clone(),
        owner: owner.map(|unit| Owner { name_ref: unit.to_string(), name: row.owner_name.clone() }),
        pending: serde_json::to_value(&case.pending)?,
        parts: parts::of(conn, name).await?.into_iter().map(part).collect(),
        handler: case.handler.as_ref().map(|handler| ShownHandler {
            name_ref: handler.official.to_string(),
            name: handler.name.clone(),
        }),
        cost: case.cost.map(|cost| ShownCost {
            planned: cost.planned.map(|yuan| yuan.to_string()),
            spent: cost.spent.map(|yuan| yuan.to_string()),
            funds: cost.funds.word().to_owned(),
        }),
        clock: ShownClock {
            allowed: case.clock.allowed,
            used: case.clock.used_on(today, working()),
            in_all: case.used_on(today, working()),
            due: ends(&row.due),
            overdue: case.open() && case.clock.overdue(today, working()),
        },
        round: case.round,
        wanted_by: Some(row.wanted_by.clone()).filter(|day| !day.is_empty()),
        raised: row.raised.clone(),
        merged_into: named(row.merged_into),
        recurrence_of: named(row.recurrence_of),
        members: members.collect(),
        version: row.version,
        task: false,
        inside: None,
        steps,
    })
}

fn part(row: PartRow) -> ShownPart {
    ShownPart {
        unit: Owner { name_ref: format!("{}.{}", row.unit_county, row.unit), name: row.unit_name },
        state: row.state,
        by: row.due,
        asked_on: row.asked_on,
        since: row.since,
        words: row.words,
        answer: row.answer,
    }
}

impl Step {
    /// Hides who acted.
    pub fn without_persons(&mut self) {
        self.by.clear();
        if let Some(detail) = self.detail.as_object_mut() {
            detail.remove("handler");
        }
    }
}

/// A step as it is told.
pub fn step(row: StepRow) -> Result<Step> {
    let detail = serde_json::from_str(&row.detail)?;
    let (by, unit, words) = (row.by_name, row.unit, row.words);
    Ok(Step { n: row.n, at: row.at, day: row.day, act: row.act, by, unit, words, detail })
}

async fn inside(
    conn: &mut Look,
    (name, hand): (&Ref, &Hand),
    row: &MatterRow,
    now: (Day, i64),
) -> Result<Inside> {
    let household = match row.household {
        Some(id) => households::one(conn, &name.county, id).await?.filter(|known| known.state != "erased"),
        None => None,
    };
    let today = now.0.to_string();
    let promises = read::promised(conn, name).await?.into_iter().map(|row| Promised {
        overdue: row.state == "open" && row.due < today,
        kept_on: Some(row.kept_on).filter(|day| !day.is_empty()),
        words: row.words,
        by: row.official_name,
        due: row.due,
    });
    let heard = read::words(conn, name).await?.into_iter().map(|said| Heard {
        day: said.day,
        word: said.word,
        reason: if said.private == 0 { said.reason } else { String::new() },
        call_me: said.call_me != 0,
    });
    Ok(Inside {
        words: row.words.clone(),
        // A part opens the words, not the household's facts.
        fields: match (hand.role, &household) {
            (Role::Department, Some(_)) if hand.leads(&row.case()?) => {
                super::task::opens(row).into_iter().map(|class| class.word().to_owned()).collect()
            }
            _ => vec![],
        },
        household: household.map(|row| Household {
            name_ref: row.name_ref(),
            name: row.name,
            house: row.house,
        }),
        documents: documents::of(conn, name, row).await?,
        promises: promises.collect(),
        heard: heard.collect(),
        alike: if hand.leads(&row.case()?) { near(conn, (name, hand), row, now).await? } else { vec![] },
    })
}

/// Cases of the village that are alike; a department is told of its own only.
pub async fn near(
    conn: &mut Conn,
    (name, hand): (&Ref, &Hand),
    row: &MatterRow,
    (today, now): (Day, i64),
) -> Result<Vec<Alike>> {
    let text = |title: &str, words: &str| format!("{title} {words}");
    let mut others = read::near(conn, row, plus(today, -BACK), now - BACK * DAY).await?;
    others.retain(|other| hand.role != Role::Department || other.owner == Some(hand.unit.id));
    let texts: Vec<String> = others.iter().map(|other| text(&other.title, &other.words)).collect();
    let own = text(&row.title, &row.words);
    let found = alike(&own, others.iter().zip(&texts).map(|(other, text)| (other, text.as_str())), MOST);
    let told = found.into_iter().map(|(other, by)| Alike {
        name_ref: Ref { county: name.county.clone(), id: other.id }.to_string(),
        title: other.title.clone(),
        stage: other.stage.clone(),
        raised: other.raised.clone(),
        likeness: (by * 100.0).round() as i64,
    });
    Ok(told.collect())
}
