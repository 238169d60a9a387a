//! From a workbook to its preview: every problem, and what it would change.

use axum::body::Bytes;
use lianxin_domain::{
    ids::Ref,
    people::{
        Change, ChangeKind, Checked, Difference, Gazetteer, Gender, OfficialRecord, Present, PresentOfficial,
        PresentUnit, Problem, Rank, Roster, Severity, Topic, UnitKey, UnitKind, UnitRecord, VillageRecord,
        check, difference,
    },
    places::PlaceCode,
};
use lianxin_sheets::{Refusal, guard::Limits, people::read_roster};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, CHANGE, PROBLEM};
use crate::{
    app::App,
    args,
    engine::{
        act::Act,
        db::Conn,
        error::{Error, Result},
        jobs::Job,
        value::Value,
    },
    people::store as people,
    places::store as places,
};

/// What a workbook holds and would change.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportCounts)]
pub struct Counts {
    pub rows: i64,
    pub sheets: i64,
    pub units: i64,
    pub villages: i64,
    pub joined: i64,
    pub moved: i64,
    pub changed: i64,
    pub left: i64,
    pub same: i64,
    pub errors: i64,
    pub warnings: i64,
    /// Of open matters: those that look like a case that is there already.
    #[serde(default)]
    pub alike: i64,
    /// Of open matters: those that are finished already.
    #[serde(default)]
    pub over: i64,
    /// Of open matters: cases that an undo left, as somebody had acted upon them.
    #[serde(default)]
    pub acted: i64,
    /// The world's number at the preview, and after the commit.
    #[serde(default)]
    pub world: String,
}

/// Problems stored of one workbook; the rest is counted.
const PROBLEMS_KEPT: usize = 20_000;

/// How reading ended.
pub enum Read {
    /// There is a preview.
    Preview(Counts),
    /// The whole file is refused.
    Refused(Refusal),
    /// Somebody stopped it.
    Cancelled,
}

/// Reads a workbook and keeps its preview.
pub async fn read(
    app: &App,
    mut act: Act,
    name: &Ref,
    place: &PlaceCode,
    file: Bytes,
    job: &Job,
) -> Result<Read> {
    let _turn = app.reading.acquire().await.map_err(Error::internal)?;
    job.phase("reading", 0);
    let reading = job.clone();
    let roster = tokio::task::spawn_blocking(move || {
        read_roster(&file, &Limits::default(), &mut |progress| {
            reading.phase("reading", progress.total);
            reading.step(progress.done);
            !reading.cancelled()
        })
    });
    let roster = match roster.await.map_err(Error::internal)? {
        Ok(roster) => roster,
        Err(refusal) if job.cancelled() => {
            tracing::debug!(%refusal, "reading was stopped");
            return Ok(Read::Cancelled);
        }
        Err(refusal) => return Ok(Read::Refused(refusal)),
    };
    job.phase("comparing", 0);
    let world = app.setting("world");
    let mut conn = app.db.read().await?;
    let present = present(&mut conn, place).await?;
    let city = app.city()?;
    let known = places::all_as_of(&mut conn, &city, app.clock.today()).await?;
    drop(conn);
    let gazetteer = Gazetteer::new(known.into_iter().filter_map(|p| Some((p.code.parse().ok()?, p.name))));
    let (digests, today) = (app.clone(), app.clock.today());
    let compared = tokio::task::spawn_blocking(move || {
        let checked = check(&roster, &gazetteer, &present, today, |number| {
            digests.keys.digest("identity number", number)
        });
        let difference = difference(&present, &checked);
        (roster, checked, difference)
    });
    let (roster, checked, difference) = compared.await.map_err(Error::internal)?;
    if let Some(stray) = strays(&checked, place) {
        return Ok(Read::Refused(stray));
    }
    job.phase("keeping", 0);
    let counts = counts(&roster, &checked, &difference, world);
    keep(&mut act, name, &roster, &checked.problems, &difference).await?;
    store::set(act.tx().await?, name, "preview", "", &serde_json::to_string(&counts)?).await?;
    act.done(place, name, json!({"rows": counts.rows, "errors": counts.errors}), ()).await?;
    Ok(Read::Preview(counts))
}

/// A record outside the importer's jurisdiction refuses the whole file.
fn strays(checked: &Checked, place: &PlaceCode) -> Option<Refusal> {
    let outside = checked.officials.iter().find(|o| !place.contains(&o.record.unit.place));
    outside.map(|official| Refusal::Damaged {
        part: format!("{} · {}", official.record.unit_name, official.record.name),
    })
}

fn counts(roster: &Roster, checked: &Checked, difference: &Difference, world: String) -> Counts {
    let of = |kind| difference.count(kind) as i64;
    let errors = checked.problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    Counts {
        rows: roster.rows() as i64,
        sheets: roster.sheets.len() as i64,
        units: difference.units.len() as i64,
        villages: difference.villages.len() as i64,
        joined: of(ChangeKind::Joined),
        moved: of(ChangeKind::Moved),
        changed: of(ChangeKind::Changed),
        left: of(ChangeKind::Left),
        same: difference.same as i64,
        errors: errors as i64,
        warnings: (checked.problems.len() - errors) as i64,
        world,
        ..Counts::default()
    }
}

async fn keep(
    act: &mut Act,
    name: &Ref,
    roster: &Roster,
    problems: &[Problem],
    difference: &Difference,
) -> Result<()> {
    let problem = |(problem, n): (&Problem, i64)| {
        let field = problem.field.map_or("", |field| field.word());
        let args = serde_json::to_string(&problem.args).unwrap_or_default();
        args![
            &name.county,
            name.id,
            n,
            problem.severity().word(),
            roster.sheet_name(problem.at),
            problem.at.row,
            problem.column.as_str(),
            field,
            problem.value.as_str(),
            problem.code.word(),
            args,
        ]
        .to_vec()
    };
    let rows: Vec<Vec<Value>> = problems.iter().zip(1..).take(PROBLEMS_KEPT).map(problem).collect();
    act.tx().await?.insert(&PROBLEM, &rows).await?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let (units_of, officials_of) =
        (|record: &UnitRecord| record.key.place.owner(), |record: &OfficialRecord| record.county());
    for change in &difference.units {
        let name_of = |record: &UnitRecord| (record.name.clone(), record.key.place.to_string());
        push(&mut rows, name, "unit", change, name_of, &fresh(act, change, units_of))?;
    }
    for change in &difference.officials {
        let name_of = |record: &OfficialRecord| (record.name.clone(), record.unit_name.clone());
        push(&mut rows, name, "official", change, name_of, &fresh(act, change, officials_of))?;
    }
    for change in &difference.villages {
        let name_of = |record: &VillageRecord| (record.village.to_string(), String::new());
        push(&mut rows, name, "village", change, name_of, "")?;
    }
    act.tx().await?.insert(&CHANGE, &rows).await
}

/// The ref of what a change is about; what is new gets its own here, so that the commit need not look back.
fn fresh<T>(act: &Act, change: &Change<T>, county: impl Fn(&T) -> PlaceCode) -> String {
    let new = || change.after.as_ref().map(|record| Ref { county: county(record), id: act.id() });
    change.of.clone().or_else(new).map(|name| name.to_string()).unwrap_or_default()
}

fn push<T: Serialize>(
    rows: &mut Vec<Vec<Value>>,
    name: &Ref,
    what: &str,
    change: &Change<T>,
    name_of: impl Fn(&T) -> (String, String),
    subject: &str,
) -> Result<()> {
    let json = |record: &Option<T>| record.as_ref().map_or(Ok(String::new()), serde_json::to_string);
    let (shown, unit) = change.after.as_ref().or(change.before.as_ref()).map(name_of).unwrap_or_default();
    let (n, before, after) = (rows.len() as i64 + 1, json(&change.before)?, json(&change.after)?);
    rows.push(
        args![&name.county, name.id, n, what, change.kind.word(), shown, unit, subject, before, after]
            .to_vec(),
    );
    Ok(())
}

/// Today's people and profiles within a place, for comparing.
pub async fn present(conn: &mut Conn, place: &PlaceCode) -> Result<Present> {
    let mut areas: HashMap<Uuid, Vec<PlaceCode>> = HashMap::new();
    for (_, unit, code) in people::areas(conn).await? {
        areas.entry(unit).or_default().extend(code.parse().ok());
    }
    let mut present = Present::default();
    let mut keys: HashMap<Uuid, (UnitKey, String)> = HashMap::new();
    for row in people::present_units(conn).await? {
        let key = UnitKey { place: code(&row.place)?, name_key: row.name_key };
        keys.insert(row.id, (key.clone(), row.name.clone()));
        let kind = UnitKind::of(&row.kind).ok_or_else(|| Error::internal("an unknown kind of unit"))?;
        let area = areas.remove(&row.id).unwrap_or_default();
        let record = UnitRecord {
            key,
            name: row.name,
            kind,
            strengths: weights(&row.strengths),
            phone: row.phone,
            area,
        };
        present.units.push(PresentUnit { id: Ref { county: code(&row.county)?, id: row.id }, record });
    }
    for row in people::present_officials(conn, place).await? {
        let Some((unit, unit_name)) = keys.get(&row.unit).cloned() else { continue };
        let skills: Vec<String> = serde_json::from_str(&row.skills).unwrap_or_default();
        let record = OfficialRecord {
            unit,
            unit_name,
            name: row.name,
            name_key: row.name_key,
            pinyin: row.pinyin,
            initials: row.initials,
            gender: Gender::of(&row.gender),
            staff_no: row.staff_no,
            id_digest: row.id_digest,
            phone: row.phone,
            home: row.home.parse().ok(),
            skills: skills.iter().filter_map(|skill| Topic::of(skill)).collect(),
            post: row.post,
            rank: Rank::of(&row.rank).ok_or_else(|| Error::internal("an unknown rank"))?,
            joined: row.since.parse().ok(),
        };
        present
            .officials
            .push(PresentOfficial { id: Ref { county: code(&row.county)?, id: row.id }, record });
    }
    for row in places::profiles(conn, place).await? {
        present.villages.push(VillageRecord {
            village: code(&row.village)?,
            difficulty: row.difficulty,
            households: row.households,
            residents: row.residents,
            needs: weights(&row.needs),
            contact_name: row.contact_name,
            contact_phone: row.contact_phone,
        });
    }
    Ok(present)
}

fn weights(json: &str) -> BTreeMap<Topic, i64> {
    serde_json::from_str(json).unwrap_or_default()
}

fn code(text: &str) -> Result<PlaceCode> {
    text.parse().map_err(Error::internal)
}
