//! Plans as the API shows them: names instead of numbers.

use lianxin_domain::{
    links::{
        Facts, Parts, RuleSet, Subject,
        plan::{Choice, ChoiceKind, Effect, Infeasible, Lack, Planned, TierTotals},
    },
    places::Level,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    desk::Open,
    store::{ChoiceRow, PlanRow},
};
use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
};

/// A plan in a list.
#[derive(Serialize, ToSchema)]
pub struct PlanLine {
    #[serde(rename = "ref")]
    pub name_ref: String,
    pub name: String,
    pub place: PlaceRef,
    pub tiers: Vec<String>,
    /// `full`, `repair` or `undo`.
    pub mode: String,
    /// `draft`, `solving`, `solved`, `published` or `withdrawn`.
    pub state: String,
    pub as_of: String,
    pub document: String,
    /// First day of its links.
    pub starts: Option<String>,
    /// The plan that this one takes back.
    pub undoes: Option<String>,
    pub made_by: String,
    pub made_at: i64,
    pub version: i64,
}

/// A plan.
#[derive(Serialize, ToSchema)]
pub struct Plan {
    #[serde(flatten)]
    pub line: PlanLine,
    /// The rule set.
    #[schema(value_type = Object)]
    pub rules: Value,
    pub choices: Vec<ChoiceShown>,
    /// How the last solution does.
    #[schema(value_type = Option<PlanResult>)]
    pub result: Value,
    /// Whom the rules leave out, when the last attempt found no plan.
    #[schema(value_type = Option<NoPlan>)]
    pub infeasible: Value,
}

/// Somebody to be linked.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SubjectRef {
    /// `official` or `unit`.
    pub kind: String,
    #[serde(rename = "ref")]
    pub name_ref: String,
    pub name: String,
}

/// A pin or ban.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Choice)]
pub struct ChoiceShown {
    pub id: Uuid,
    /// `pin` or `ban`.
    pub kind: String,
    pub tier: String,
    pub subject: SubjectRef,
    pub village: PlaceRef,
    pub reason: String,
    pub made_by: String,
    pub made_at: i64,
}

/// How a solution does.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct PlanResult {
    pub solved_ms: i64,
    pub objective: i64,
    pub links: i64,
    /// Every part's certificate was verified.
    pub certified: bool,
    pub tiers: Vec<TierResult>,
    pub moves: MoveCounts,
}

/// How many links a plan starts, ends and keeps.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MoveCounts {
    pub start: i64,
    pub end: i64,
    pub keep: i64,
}

/// How a tier does.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TierResult {
    pub tier: String,
    pub objective: i64,
    pub links: i64,
    /// People and units linked.
    pub agents: i64,
    pub villages: i64,
    pub parts: PartSums,
    /// Fewest and most links of a linked village, and the mean in hundredths.
    pub least: i64,
    pub most: i64,
    pub mean_hundredths: i64,
    /// Links to a home village that could not be avoided.
    pub at_home: i64,
    /// How the cost is shared: `sum`, `worst_first` or `leximin`.
    #[serde(default)]
    pub sharing: String,
    /// What sharing adds to the least sum.
    #[serde(default)]
    pub price: i64,
    /// The costs of the links from the worst end.
    #[serde(default)]
    pub worst: i64,
    #[serde(default)]
    pub tenth_worst: i64,
    #[serde(default)]
    pub percentile_99: i64,
    #[serde(default)]
    pub median: i64,
    /// Links that do not hold today, and the limit on them.
    #[serde(default)]
    pub moves: i64,
    #[serde(default)]
    pub most_moves: Option<i64>,
    /// What is added to the cost of a move to keep the limit.
    #[serde(default)]
    pub bonus: i64,
}

impl From<TierTotals> for TierResult {
    fn from(total: TierTotals) -> TierResult {
        TierResult {
            tier: total.tier.word().into(),
            objective: total.objective,
            links: total.links.into(),
            agents: total.agents.into(),
            villages: total.villages.into(),
            parts: total.parts.into(),
            least: total.least.into(),
            most: total.most.into(),
            mean_hundredths: i64::from(total.counted) * 100 / i64::from(total.villages.max(1)),
            at_home: total.at_home.into(),
            sharing: total.sharing.word().into(),
            price: total.price,
            worst: total.worst,
            tenth_worst: total.tenth_worst,
            percentile_99: total.percentile_99,
            median: total.median,
            moves: total.moves.into(),
            most_moves: total.most_moves.map(i64::from),
            bonus: total.bonus,
        }
    }
}

/// The parts of a cost, weights included.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct PartSums {
    pub distance: i64,
    pub fit: i64,
    pub difficulty: i64,
    #[serde(rename = "move")]
    pub stay: i64,
    pub home: i64,
}

impl From<Parts> for PartSums {
    fn from(parts: Parts) -> PartSums {
        let Parts { distance, fit, difficulty, stay, home } = parts;
        PartSums { distance, fit, difficulty, stay, home }
    }
}

/// Whom the rules leave out (a Hall set), and what helps.
#[derive(Serialize, ToSchema)]
pub struct NoPlan {
    pub tier: String,
    /// `too_few_places`, `too_few_people` or `too_few_moves`.
    pub kind: String,
    pub need: i64,
    pub have: i64,
    /// The first 50.
    pub people: Vec<SubjectRef>,
    pub people_count: usize,
    /// The first 50.
    pub villages: Vec<PlaceRef>,
    pub village_count: usize,
    /// Decisions that exclude each other, where it is they that leave no plan.
    pub conflict: Vec<Decision>,
    /// Changes that were tried and make a plan possible.
    pub relax: Vec<RelaxShown>,
}

/// A pin or ban, by what it says.
#[derive(Serialize, ToSchema)]
pub struct Decision {
    pub id: Uuid,
    /// `pin` or `ban`.
    pub kind: String,
    pub subject: SubjectRef,
    pub village: PlaceRef,
}

/// A change of the rules that makes a plan possible.
#[derive(Serialize, ToSchema)]
pub struct RelaxShown {
    /// `raise_most`, `lower_least`, `widen_reach`, `raise_moves` or `drop_choices`.
    pub code: String,
    /// Where in the rule set, like `tiers.contact_point.per_village.most`.
    pub rule_path: String,
    #[schema(value_type = Object)]
    pub from: Value,
    #[schema(value_type = Object)]
    pub to: Value,
}

/// What a choice did.
#[derive(Serialize, ToSchema)]
pub struct Delta {
    pub ms: i64,
    pub objective_before: i64,
    pub objective_after: i64,
    pub changed: Vec<Changed>,
}

/// Somebody whose village changed.
#[derive(Serialize, ToSchema)]
pub struct Changed {
    pub tier: String,
    pub subject: SubjectRef,
    pub from: Option<PlaceRef>,
    pub to: Option<PlaceRef>,
}

/// Names by number.
pub fn subject(facts: &Facts, subject: Subject) -> SubjectRef {
    let (kind, name_ref, name) = match subject {
        Subject::Official(n) => {
            ("official", &facts.officials[n as usize].name_ref, &facts.officials[n as usize].name)
        }
        Subject::Unit(n) => ("unit", &facts.units[n as usize].name_ref, &facts.units[n as usize].name),
    };
    SubjectRef { kind: kind.into(), name_ref: name_ref.to_string(), name: name.clone() }
}

/// A village by number.
pub fn village(facts: &Facts, n: u32) -> PlaceRef {
    let village = &facts.villages[n as usize];
    PlaceRef {
        code: village.code.to_string(),
        name: village.name.clone(),
        level: Level::Village.word().into(),
    }
}

/// What a choice did, in names: what somebody lost beside what they got.
pub fn delta(facts: &Facts, effect: &Effect, ms: i64) -> Delta {
    let mut changed: Vec<(Planned, Option<u32>, Option<u32>)> = Vec::new();
    for gone in &effect.gone {
        changed.push((*gone, Some(gone.village), None));
    }
    for come in &effect.come {
        let same = |(link, _, to): &&mut (Planned, Option<u32>, Option<u32>)| {
            (link.tier, link.subject) == (come.tier, come.subject) && to.is_none()
        };
        match changed.iter_mut().find(same) {
            Some(found) => found.2 = Some(come.village),
            None => changed.push((*come, None, Some(come.village))),
        }
    }
    let shown = |(link, from, to): (Planned, Option<u32>, Option<u32>)| Changed {
        tier: link.tier.word().into(),
        subject: subject(facts, link.subject),
        from: from.map(|n| village(facts, n)),
        to: to.map(|n| village(facts, n)),
    };
    Delta {
        ms,
        objective_before: effect.objective_before,
        objective_after: effect.objective_after,
        changed: changed.into_iter().map(shown).collect(),
    }
}

/// The summary of a solution.
pub fn result(open: &Open, solved_ms: i64) -> PlanResult {
    let moves = open.planning.moves(&open.links);
    PlanResult {
        solved_ms,
        objective: open.planning.objective(),
        links: open.links.len() as i64,
        certified: true,
        tiers: open.planning.totals(&open.links).into_iter().map(TierResult::from).collect(),
        moves: MoveCounts {
            start: moves.start.len() as i64,
            end: moves.end.len() as i64,
            keep: moves.keep.into(),
        },
    }
}

/// People and villages named of those whom the rules leave out.
const NAMED: usize = 50;

/// Whom the rules leave out, in names.
pub fn no_plan(facts: &Facts, stuck: &Infeasible) -> NoPlan {
    let relax = |relax: &lianxin_domain::links::plan::Relax| RelaxShown {
        code: relax.code.into(),
        rule_path: relax.rule_path.clone(),
        from: relax.from.clone(),
        to: relax.to.clone(),
    };
    let decision = |choice: &Choice| Decision {
        id: choice.id,
        kind: if choice.kind == ChoiceKind::Pin { "pin" } else { "ban" }.into(),
        subject: subject(facts, choice.subject),
        village: village(facts, choice.village),
    };
    NoPlan {
        tier: stuck.tier.word().into(),
        kind: match stuck.kind {
            Lack::TooFewPlaces => "too_few_places",
            Lack::TooFewPeople => "too_few_people",
            Lack::TooFewMoves => "too_few_moves",
        }
        .into(),
        need: stuck.need,
        have: stuck.have,
        people: stuck.people.iter().take(NAMED).map(|who| subject(facts, *who)).collect(),
        people_count: stuck.people.len(),
        villages: stuck.villages.iter().take(NAMED).map(|n| village(facts, *n)).collect(),
        village_count: stuck.villages.len(),
        conflict: stuck.conflict.iter().map(decision).collect(),
        relax: stuck.relax.iter().map(relax).collect(),
    }
}

/// A plan's line.
pub async fn line(conn: &mut Conn, row: &PlanRow, solving: bool) -> Result<PlanLine> {
    let place = row.place.parse().map_err(crate::engine::error::Error::internal)?;
    let latest = places::latest(conn, &place).await?;
    let place = latest.map_or_else(
        || PlaceRef::unnamed(&place),
        |row| PlaceRef { code: row.code, name: row.name, level: row.level },
    );
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Ok(PlanLine {
        name_ref: row.name_ref(),
        name: row.name.clone(),
        place,
        tiers: row.tiers.split(',').map(str::to_owned).collect(),
        mode: row.mode.clone(),
        state: if solving { "solving".into() } else { row.state.clone() },
        as_of: row.as_of.clone(),
        document: row.document.clone(),
        starts: some(&row.starts),
        undoes: some(&row.undoes),
        made_by: row.made_by.clone(),
        made_at: row.made_at,
        version: row.version,
    })
}

/// A plan in full.
pub fn plan(line: PlanLine, row: &PlanRow, choices: Vec<ChoiceShown>) -> Plan {
    let kept: Value = serde_json::from_str(&row.result).unwrap_or_default();
    // Through the type, so that rules kept by an older version have what was added since.
    let rules = serde_json::from_str::<RuleSet>(&row.rules).ok();
    let rules = rules.and_then(|rules| serde_json::to_value(rules).ok()).unwrap_or_default();
    Plan { line, rules, choices, result: kept["result"].clone(), infeasible: kept["infeasible"].clone() }
}

/// What a plan's `result` column holds.
pub fn kept(result: Option<&PlanResult>, infeasible: Option<&NoPlan>) -> String {
    json!({"result": result, "infeasible": infeasible}).to_string()
}

/// A stored choice.
impl From<ChoiceRow> for ChoiceShown {
    fn from(row: ChoiceRow) -> ChoiceShown {
        ChoiceShown {
            id: row.id,
            kind: row.kind,
            tier: row.tier,
            subject: SubjectRef { kind: row.subject_kind, name_ref: row.subject, name: row.subject_name },
            village: PlaceRef {
                code: row.village,
                name: row.village_name,
                level: Level::Village.word().into(),
            },
            reason: row.reason,
            made_by: row.made_by,
            made_at: row.made_at,
        }
    }
}
