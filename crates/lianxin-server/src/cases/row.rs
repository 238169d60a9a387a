//! A case as it is stored, and as the domain knows it.

use lianxin_domain::{
    cases::{
        Case, Handler, Pending,
        clock::Clock,
        counts::Counts,
        money::{Cost, Yuan},
        words::{Funds, Office, Resident, Rung},
    },
    day::Day,
    ids::Ref,
    places::PlaceCode,
};
use uuid::Uuid;

use super::days::working;
use crate::{
    args,
    engine::{
        error::{Error, Result},
        value::Value,
    },
};

/// An amount that is not known.
const UNKNOWN: i64 = -1;

/// A stored case.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MatterRow {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub household: Option<Uuid>,
    pub title: String,
    pub words: String,
    pub theme: String,
    pub heard: String,
    pub kind: String,
    pub urgent: i64,
    pub wanted_by: String,
    pub office: String,
    pub resident: String,
    pub rung: String,
    pub owner_county: String,
    pub owner: Option<Uuid>,
    pub owner_name: String,
    pub allowed: i64,
    pub used: i64,
    pub since: String,
    pub spent: i64,
    pub due: String,
    pub round: i64,
    pub pending: String,
    pub closed_by: Option<Uuid>,
    pub asked_on: String,
    pub asked_tries: i64,
    pub answered: String,
    pub stage: String,
    pub raised: String,
    pub version: i64,
    pub finished_on: String,
    pub merged_into: Option<Uuid>,
    pub recurrence_of: Option<Uuid>,
    pub parts: String,
    pub handler_county: String,
    pub handler: Option<Uuid>,
    pub handler_name: String,
    pub cost_planned: i64,
    pub cost_spent: i64,
    pub funds: String,
}

/// Counts as they are stored.
#[derive(Debug, sqlx::FromRow)]
pub struct CountRow {
    pub raised: i64,
    pub finished: i64,
    pub solved: i64,
    pub partly: i64,
    pub not_solved: i64,
    pub silent: i64,
    pub cannot: i64,
    pub reopened: i64,
    pub recurred: i64,
    pub kept: i64,
    pub late: i64,
}

impl CountRow {
    /// The counts.
    pub fn counts(&self) -> Counts {
        [
            self.raised,
            self.finished,
            self.solved,
            self.partly,
            self.not_solved,
            self.silent,
            self.cannot,
            self.reopened,
            self.recurred,
            self.kept,
            self.late,
        ]
    }
}

fn day(text: &str) -> Result<Option<Day>> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(Error::internal) }
}

fn known<T>(word: Option<T>) -> Result<T> {
    word.ok_or_else(|| Error::internal("a case holds a word that is not known"))
}

impl MatterRow {
    /// Its ref.
    pub fn name_ref(&self) -> Result<Ref> {
        Ok(Ref { county: self.county.parse().map_err(Error::internal)?, id: self.id })
    }

    /// Its part in each cut: theme and tier.
    pub fn cuts(&self) -> (&str, &str) {
        (&self.theme, &self.heard)
    }

    /// Its village.
    pub fn village(&self) -> Result<PlaceCode> {
        self.village.parse().map_err(Error::internal)
    }

    /// Where it stands on boards.
    pub fn standing(&self) -> Standing {
        let counts = self.stage == "asked" || self.stage == "open" && self.merged_into.is_none();
        counts.then(|| (self.office.clone(), self.due.clone()))
    }

    /// Its life.
    pub fn case(&self) -> Result<Case> {
        let count = |n: i64| u32::try_from(n).map_err(Error::internal);
        let owner = match self.owner {
            Some(id) => Some(Ref { county: self.owner_county.parse().map_err(Error::internal)?, id }),
            None => None,
        };
        let handler = match self.handler {
            Some(id) => Some(Handler {
                official: Ref { county: self.handler_county.parse().map_err(Error::internal)?, id },
                name: self.handler_name.clone(),
            }),
            None => None,
        };
        let tries = count(self.asked_tries)?;
        Ok(Case {
            office: known(Office::of(&self.office))?,
            resident: known(Resident::of(&self.resident))?,
            rung: known(Rung::of(&self.rung))?,
            owner,
            clock: Clock { allowed: self.allowed, used: self.used, since: day(&self.since)? },
            spent: self.spent,
            round: count(self.round)?,
            pending: serde_json::from_str(&self.pending)?,
            closed_by: self.closed_by,
            asked: day(&self.asked_on)?.map(|day| (day, tries)),
            answered: day(&self.answered)?,
            parts: serde_json::from_str(&self.parts)?,
            handler,
            cost: cost(self.cost_planned, self.cost_spent, &self.funds)?,
        })
    }
}

/// What a case costs, as it is stored; none until somebody says so.
pub fn cost(planned: i64, spent: i64, funds: &str) -> Result<Option<Cost>> {
    if funds.is_empty() {
        return Ok(None);
    }
    let amount = |cents: i64| (cents != UNKNOWN).then(|| known(Yuan::of_cents(cents))).transpose();
    Ok(Some(Cost { planned: amount(planned)?, spent: amount(spent)?, funds: known(Funds::of(funds))? }))
}

/// Whose word is awaited.
pub fn stage(case: &Case) -> &'static str {
    match (case.finished(), case.open()) {
        (true, _) => "finished",
        (false, true) => "open",
        (false, false) => "asked",
    }
}

/// The last day in time; never while the clock stands, and where it is not the office's word that is awaited.
fn due(case: &Case) -> Day {
    case.clock.due(working()).filter(|_| stage(case) == "open").unwrap_or(Day::NEVER)
}

/// Where a case stands on boards: the office's state and the last day. None for what is finished, or open and handled together
/// with another.
pub type Standing = Option<(String, String)>;

/// Where a case stands on boards, handled together with another or for itself.
pub fn standing(case: &Case, merged: bool) -> Standing {
    let counts = !(case.finished() || merged && case.open());
    counts.then(|| (case.office.word().to_owned(), due(case).to_string()))
}

/// The values of a life, in the order of `store::ADVANCE` and `store::RAISE`.
pub fn life(case: &Case, owner_name: &str) -> Result<Vec<Value>> {
    let turn = match &case.pending {
        Pending::Transfer { to } => Some(to.id),
        Pending::SecondReader { reader, .. } => reader.as_ref().map(|reader| reader.id),
        Pending::Nothing => case.owner.as_ref().map(|owner| owner.id),
    };
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (asked, tries) = case.asked.map_or((None, 0), |(day, tries)| (Some(day), tries));
    Ok(args![
        case.office.word(),
        case.resident.word(),
        case.rung.word(),
        case.owner.as_ref().map(|owner| owner.county.to_string()).unwrap_or_default(),
        case.owner.as_ref().map(|owner| owner.id),
        owner_name,
        turn,
        case.clock.allowed,
        case.clock.used,
        text(case.clock.since),
        case.spent,
        due(case),
        case.round,
        serde_json::to_string(&case.pending)?,
        case.closed_by,
        text(asked),
        tries,
        text(case.answered),
        stage(case),
        serde_json::to_string(&case.parts)?,
        case.part_due().unwrap_or(Day::NEVER),
        case.handler.as_ref().map(|handler| handler.official.county.to_string()).unwrap_or_default(),
        case.handler.as_ref().map(|handler| handler.official.id),
        case.handler.as_ref().map(|handler| handler.name.clone()).unwrap_or_default(),
        case.cost.and_then(|cost| cost.planned).map_or(UNKNOWN, Yuan::cents),
        case.cost.and_then(|cost| cost.spent).map_or(UNKNOWN, Yuan::cents),
        case.cost.map(|cost| cost.funds.word()).unwrap_or_default(),
    ]
    .to_vec())
}
