//! Cases as lists and answers tell them: neither words nor household.

use lianxin_domain::{
    cases::{Case, parts::Part},
    day::Day,
    ids::Ref,
};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::{
    cases::{read::LineRow, row::stage},
    engine::error::Result,
};

/// A case's name and how it stands after an act.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseNamed)]
pub struct Named {
    /// Its ref.
    #[serde(rename = "ref")]
    name_ref: String,
    /// The office's key.
    office: String,
    /// The household's key.
    resident: String,
    /// Who holds it: `township`, `county` or `city`.
    rung: String,
    /// `open`, `asked` or `finished`.
    stage: String,
    /// The version that the next act must have seen.
    version: i64,
}

impl Named {
    /// A case as it stands.
    pub fn of(name: &Ref, case: &Case, version: i64) -> Named {
        Named {
            name_ref: name.to_string(),
            office: case.office.word().to_owned(),
            resident: case.resident.word().to_owned(),
            rung: case.rung.word().to_owned(),
            stage: stage(case).to_owned(),
            version,
        }
    }
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseLine)]
pub struct Line {
    #[serde(rename = "ref")]
    name_ref: String,
    /// The village's code.
    village: String,
    /// Its name.
    village_name: String,
    title: String,
    theme: String,
    /// `question`, `ordinary` or `complex`.
    kind: String,
    urgent: bool,
    /// `received`, `accepted`, `in_progress`, `done` or `cannot`.
    office: String,
    /// `unasked`, `asked`, `solved`, `partly`, `not_solved` or `silent`.
    resident: String,
    /// `township`, `county` or `city`.
    rung: String,
    /// The unit that owns it; may be empty.
    owner: String,
    /// What it waits for: `for` is `nothing`, `transfer` (`to`) or `second_reader` (`reason`, `unit`).
    #[schema(value_type = Object)]
    pending: Json,
    /// `open`, `asked` or `finished`.
    stage: String,
    /// The last day in time; none while the clock stands.
    due: Option<String>,
    overdue: bool,
    /// 1, and one more for each time it came back.
    round: i64,
    raised: String,
    version: i64,
    /// Units whose move it is beside the owner's, to answer for a part or to do it.
    parts: Vec<Waiting>,
}

/// A unit whose move it is.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseWaiting)]
pub struct Waiting {
    /// Its name.
    unit: String,
    /// `asked` or `open`.
    state: String,
    /// The last day in time.
    by: String,
}

/// Units whose move it is, of the parts as they are stored.
pub fn waiting(parts: &str) -> Result<Vec<Waiting>> {
    let parts: Vec<Part> = serde_json::from_str(parts)?;
    let told = parts.into_iter().filter(Part::waits).map(|part| Waiting {
        unit: part.name,
        state: part.state.word().to_owned(),
        by: part.by.to_string(),
    });
    Ok(told.collect())
}

impl Line {
    /// A row as it is told on a day.
    pub fn of(row: LineRow, today: Day) -> Result<Line> {
        let today = today.to_string();
        Ok(Line {
            name_ref: format!("{}.{}", row.county, row.id),
            village: row.village,
            village_name: row.village_name,
            title: row.title,
            theme: row.theme,
            kind: row.kind,
            urgent: row.urgent != 0,
            office: row.office,
            resident: row.resident,
            rung: row.rung,
            owner: row.owner_name,
            pending: serde_json::from_str(&row.pending)?,
            overdue: row.stage == "open" && row.due < today,
            stage: row.stage,
            due: ends(&row.due),
            round: row.round,
            raised: row.raised,
            version: row.version,
            parts: waiting(&row.parts)?,
        })
    }
}

/// A last day; none while the clock stands.
pub fn ends(due: &str) -> Option<String> {
    (due != Day::NEVER.to_string()).then(|| due.to_owned())
}
