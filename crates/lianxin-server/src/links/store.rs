//! Writing plans and links.

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use uuid::Uuid;

use crate::{
    args,
    engine::{
        db::{Conn, Insert},
        error::Result,
        value::Value,
    },
};

const PLANS: &str = "SELECT county, id, name, place, tiers, mode, state, as_of, rules, result, document, starts, undoes, made_by, made_at, \
     version FROM plan WHERE id < $1 AND place >= $2 AND place < $3 ORDER BY id DESC LIMIT $4";
const PLAN: &str = "SELECT county, id, name, place, tiers, mode, state, as_of, rules, result, document, starts, undoes, made_by, made_at, \
     version FROM plan WHERE county = $1 AND id = $2";
const MAKE: &str = "INSERT INTO plan (county, id, name, place, tiers, mode, state, as_of, rules, result, document, starts, undoes, made_by, \
     made_at, version) VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, '', '', '', $9, $10, $11, 1)";
const SET_RULES: &str = "UPDATE plan SET rules = $3, state = 'draft', result = '', version = version + 1 WHERE county = $1 AND id = $2";
const SET_RESULT: &str =
    "UPDATE plan SET state = $3, result = $4, version = version + 1 WHERE county = $1 AND id = $2";
const SET_PUBLISHED: &str = "UPDATE plan SET state = 'published', document = $3, starts = $4, version = version + 1 \
     WHERE county = $1 AND id = $2";
const CHOICES: &str = "SELECT id, kind, tier, subject_kind, subject, subject_name, village, village_name, reason, made_by, made_at FROM plan_choice \
     WHERE county = $1 AND plan = $2 ORDER BY id";
const CHOOSE: &str = "INSERT INTO plan_choice (county, plan, id, kind, tier, subject_kind, subject, subject_name, village, village_name, \
     reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const UNCHOOSE: &str = "DELETE FROM plan_choice WHERE county = $1 AND plan = $2 AND id = $3";
const UNCHOOSE_PAIR: &str =
    "DELETE FROM plan_choice WHERE county = $1 AND plan = $2 AND tier = $3 AND subject = $4 AND village = $5";
const SET_RUN: &str = "INSERT INTO plan_run (county, plan, at, program, input, output) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (county, plan) DO UPDATE SET at = excluded.at, program = excluded.program, input = excluded.input, \
     output = excluded.output";
const RUN: &str = "SELECT at, program, input, output FROM plan_run WHERE county = $1 AND plan = $2";
const END_LINK: &str =
    "UPDATE link SET until = $3, ended_by = $4 WHERE county = $1 AND id = $2 AND until = '9999-12-31'";
const REOPEN: &str = "UPDATE link SET until = '9999-12-31', ended_by = '' WHERE ended_by = $1";
const OF_PLAN: &str = "SELECT county, id, village, tier, official_county, official, unit_county, unit, since, until FROM link WHERE plan = $1";
const ENDED_BY: &str = "SELECT county, id, village, tier, official_county, official, unit_county, unit, since, until FROM link WHERE ended_by = $1";
const OF_VILLAGE: &str = "SELECT county, id, village, tier, official_county, official, unit_county, unit, since, until FROM link \
     WHERE county = $1 AND village = $2 AND until = '9999-12-31' ORDER BY id";
const OF_OFFICIAL: &str = "SELECT county, id, village, tier, official_county, official, unit_county, unit, since, until FROM link \
     WHERE official = $1 AND until = '9999-12-31' ORDER BY county, id";
const SNAPSHOTS: &str = "SELECT county, id, as_of, digest, summary, made_by, made_at FROM snapshot WHERE county >= $1 AND county < $2 \
     AND id < $3 ORDER BY id DESC LIMIT $4";
const SNAPSHOT_FILE: &str = "SELECT as_of, file FROM snapshot WHERE county = $1 AND id = $2";
const KEEP_SNAPSHOT: &str = "INSERT INTO snapshot (county, id, as_of, digest, summary, made_by, made_at, file) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// New links.
pub const LINK: Insert = Insert {
    table: "link",
    columns: &[
        "county",
        "id",
        "village",
        "tier",
        "official_county",
        "official",
        "unit_county",
        "unit",
        "since",
        "until",
        "document",
        "plan",
        "ended_by",
    ],
    tail: "",
};

/// Every statement of this file, for the walk.
pub const STATEMENTS: &[&str] = &[
    PLANS,
    PLAN,
    MAKE,
    SET_RULES,
    SET_RESULT,
    SET_PUBLISHED,
    CHOICES,
    CHOOSE,
    UNCHOOSE,
    SET_RUN,
    RUN,
    END_LINK,
    REOPEN,
    OF_PLAN,
    ENDED_BY,
    OF_VILLAGE,
    OF_OFFICIAL,
    SNAPSHOTS,
    SNAPSHOT_FILE,
    KEEP_SNAPSHOT,
];

/// A plan as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanRow {
    pub county: String,
    pub id: Uuid,
    pub name: String,
    pub place: String,
    /// Words of tiers, joined by commas.
    pub tiers: String,
    pub mode: String,
    pub state: String,
    pub as_of: String,
    /// The rule set as JSON.
    pub rules: String,
    /// The summary of the last solution as JSON; empty before.
    pub result: String,
    pub document: String,
    pub starts: String,
    /// The ref of the plan that this one takes back, or empty.
    pub undoes: String,
    pub made_by: String,
    pub made_at: i64,
    pub version: i64,
}

impl PlanRow {
    /// Its full name.
    pub fn name_ref(&self) -> String {
        format!("{}.{}", self.county, self.id)
    }
}

/// A pin or ban as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChoiceRow {
    pub id: Uuid,
    pub kind: String,
    pub tier: String,
    pub subject_kind: String,
    /// The subject's ref, and its name when the choice was made.
    pub subject: String,
    pub subject_name: String,
    pub village: String,
    pub village_name: String,
    pub reason: String,
    pub made_by: String,
    pub made_at: i64,
}

/// A stored run of the solver.
#[derive(Debug, sqlx::FromRow)]
pub struct RunRow {
    pub at: i64,
    pub program: String,
    pub input: Vec<u8>,
    pub output: Vec<u8>,
}

/// A link as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LinkRow {
    pub county: String,
    pub id: Uuid,
    pub village: String,
    pub tier: String,
    pub official_county: String,
    pub official: Option<Uuid>,
    pub unit_county: String,
    pub unit: Uuid,
    pub since: String,
    pub until: String,
}

/// A stored snapshot without its file.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SnapshotRow {
    pub county: String,
    pub id: Uuid,
    pub as_of: String,
    pub digest: String,
    pub summary: String,
    pub made_by: String,
    pub made_at: i64,
}

/// Plans for places within one, the newest first, up to one more than `limit`.
pub async fn plans(conn: &mut Conn, within: &PlaceCode, before: Uuid, limit: i64) -> Result<Vec<PlanRow>> {
    conn.all(PLANS, &args![before, within, within.upper(), limit + 1]).await
}

/// One plan.
pub async fn plan(conn: &mut Conn, name: &Ref) -> Result<Option<PlanRow>> {
    conn.maybe(PLAN, &args![&name.county, name.id]).await
}

/// Adds a draft.
pub async fn make(conn: &mut Conn, plan: &PlanRow) -> Result<()> {
    let row = args![
        plan.county.as_str(),
        plan.id,
        plan.name.as_str(),
        plan.place.as_str(),
        plan.tiers.as_str(),
        plan.mode.as_str(),
        plan.as_of.as_str(),
        plan.rules.as_str(),
        plan.undoes.as_str(),
        plan.made_by.as_str(),
        plan.made_at,
    ];
    conn.run(MAKE, &row).await.map(|_| ())
}

/// Replaces the rules; the plan is a draft again.
pub async fn set_rules(conn: &mut Conn, name: &Ref, rules: &str) -> Result<()> {
    conn.run(SET_RULES, &args![&name.county, name.id, rules]).await.map(|_| ())
}

/// Sets state and result.
pub async fn set_result(conn: &mut Conn, name: &Ref, state: &str, result: &str) -> Result<()> {
    conn.run(SET_RESULT, &args![&name.county, name.id, state, result]).await.map(|_| ())
}

/// Marks a plan as published.
pub async fn set_published(conn: &mut Conn, name: &Ref, document: &str, starts: Day) -> Result<()> {
    conn.run(SET_PUBLISHED, &args![&name.county, name.id, document, starts]).await.map(|_| ())
}

/// The pins and bans of a plan, the oldest first.
pub async fn choices(conn: &mut Conn, name: &Ref) -> Result<Vec<ChoiceRow>> {
    conn.all(CHOICES, &args![&name.county, name.id]).await
}

/// Adds a pin or ban; it replaces an earlier one on the same pair.
pub async fn choose(conn: &mut Conn, name: &Ref, choice: &ChoiceRow) -> Result<()> {
    let pair =
        args![&name.county, name.id, choice.tier.as_str(), choice.subject.as_str(), choice.village.as_str(),];
    conn.run(UNCHOOSE_PAIR, &pair).await?;
    let row = args![
        &name.county,
        name.id,
        choice.id,
        choice.kind.as_str(),
        choice.tier.as_str(),
        choice.subject_kind.as_str(),
        choice.subject.as_str(),
        choice.subject_name.as_str(),
        choice.village.as_str(),
        choice.village_name.as_str(),
        choice.reason.as_str(),
        choice.made_by.as_str(),
        choice.made_at,
    ];
    conn.run(CHOOSE, &row).await.map(|_| ())
}

/// Removes a pin or ban; gives whether there was one.
pub async fn unchoose(conn: &mut Conn, name: &Ref, id: Uuid) -> Result<bool> {
    Ok(conn.run(UNCHOOSE, &args![&name.county, name.id, id]).await? > 0)
}

/// Keeps the last run of a plan.
pub async fn set_run(conn: &mut Conn, name: &Ref, run: RunRow) -> Result<()> {
    let row = args![&name.county, name.id, run.at, run.program, run.input, run.output];
    conn.run(SET_RUN, &row).await.map(|_| ())
}

/// The last run of a plan.
pub async fn run(conn: &mut Conn, name: &Ref) -> Result<Option<RunRow>> {
    conn.maybe(RUN, &args![&name.county, name.id]).await
}

/// Ends a link that holds; gives whether it did.
pub async fn end_link(conn: &mut Conn, name: &Ref, on: Day, by: &str) -> Result<bool> {
    Ok(conn.run(END_LINK, &args![&name.county, name.id, on, by]).await? > 0)
}

/// The links that a plan made.
pub async fn links_of_plan(conn: &mut Conn, plan: &str) -> Result<Vec<LinkRow>> {
    conn.all(OF_PLAN, &args![plan]).await
}

/// The links that a plan ended.
pub async fn links_ended_by(conn: &mut Conn, plan: &str) -> Result<Vec<LinkRow>> {
    conn.all(ENDED_BY, &args![plan]).await
}

/// The links of a village that hold.
pub async fn links_of_village(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<LinkRow>> {
    conn.all(OF_VILLAGE, &args![&village.owner(), village]).await
}

/// Ends the links of somebody who leaves; gives how many.
pub async fn end_links_of(conn: &mut Conn, official: Uuid, on: Day, by: &str) -> Result<usize> {
    let links: Vec<LinkRow> = conn.all(OF_OFFICIAL, &args![official]).await?;
    for link in &links {
        let county = link.county.parse().map_err(crate::engine::error::Error::internal)?;
        end_link(conn, &Ref { county, id: link.id }, on, by).await?;
    }
    Ok(links.len())
}

/// Takes back what [`end_links_of`] ended under a name; gives how many.
pub async fn reopen_links(conn: &mut Conn, by: &str) -> Result<u64> {
    conn.run(REOPEN, &args![by]).await
}

/// Snapshots of counties within a place, the newest first, up to one more than `limit`.
pub async fn snapshots(
    conn: &mut Conn,
    within: &PlaceCode,
    before: Uuid,
    limit: i64,
) -> Result<Vec<SnapshotRow>> {
    conn.all(SNAPSHOTS, &args![within, within.upper(), before, limit + 1]).await
}

/// A snapshot's day and file.
pub async fn snapshot_file(conn: &mut Conn, name: &Ref) -> Result<Option<(String, Vec<u8>)>> {
    conn.maybe(SNAPSHOT_FILE, &args![&name.county, name.id]).await
}

/// Keeps a snapshot.
pub async fn keep_snapshot(conn: &mut Conn, snapshot: &SnapshotRow, file: Vec<u8>) -> Result<()> {
    let row: [Value; 8] = args![
        snapshot.county.as_str(),
        snapshot.id,
        snapshot.as_of.as_str(),
        snapshot.digest.as_str(),
        snapshot.summary.as_str(),
        snapshot.made_by.as_str(),
        snapshot.made_at,
        file,
    ];
    conn.run(KEEP_SNAPSHOT, &row).await.map(|_| ())
}
