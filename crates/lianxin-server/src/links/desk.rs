//! Plans that are being worked on, kept in memory so that a pin is answered while the user looks. A plan that is not there
//! is solved again from what is stored.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex as Lock, PoisonError},
};

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::{
        Facts, Subject, Tier,
        plan::{Choice, ChoiceKind, Mode, Planned, Planning, Scope, Stop},
    },
    places::PlaceCode,
};
use tokio::sync::Mutex;

use super::{
    facts, store,
    store::{ChoiceRow, PlanRow},
};
use crate::{
    app::App,
    engine::{
        db::Conn,
        error::{Error, Result, codes},
        jobs::Job,
    },
    places::store as places,
};

/// Plans kept at once: a plan of the whole city takes some 60 MB.
const KEPT: usize = 4;

/// A solved plan with its links at hand.
pub struct Open {
    /// The plan.
    pub planning: Planning,
    /// Its links, sorted; made anew after each choice.
    pub links: Vec<Planned>,
    /// `county / township` of each township.
    pub paths: HashMap<String, String>,
    /// The world's number when its facts were read.
    pub world: String,
}

/// The desk.
#[derive(Default)]
pub struct Desk {
    open: Lock<Vec<(Ref, Arc<Mutex<Open>>)>>,
}

impl Desk {
    fn find(&self, name: &Ref) -> Option<Arc<Mutex<Open>>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at = open.iter().position(|(known, _)| known == name)?;
        let found = open.remove(at);
        let plan = found.1.clone();
        open.push(found);
        Some(plan)
    }

    /// Puts a plan on the desk; the one that was not looked at for longest makes room.
    pub fn put(&self, name: &Ref, plan: Open) -> Arc<Mutex<Open>> {
        let plan = Arc::new(Mutex::new(plan));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(known, _)| known != name);
        if open.len() >= KEPT {
            open.remove(0);
        }
        open.push((name.clone(), plan.clone()));
        plan
    }

    /// Takes a plan off the desk.
    pub fn clear(&self, name: &Ref) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| known != name);
    }
}

/// The plan in memory, solved again when it is not there.
pub async fn open(app: &App, row: &PlanRow, name: &Ref) -> Result<Arc<Mutex<Open>>> {
    if row.state == "draft" || row.mode == "undo" {
        return Err(Error::refused(codes::NOTHING_TO_PUBLISH));
    }
    match app.desk.find(name) {
        Some(open) => Ok(open),
        None => match solve(app, row, name, &Job::default()).await? {
            Ok(open) => Ok(app.desk.put(name, open)),
            Err(_) => Err(Error::refused(codes::STALE_PLAN)),
        },
    }
}

/// Reads the facts and solves a plan on a thread of its own.
pub async fn solve(
    app: &App,
    row: &PlanRow,
    name: &Ref,
    job: &Job,
) -> Result<std::result::Result<Open, (Stop, Arc<Facts>)>> {
    job.phase("facts", 0);
    let world = app.setting("world");
    let city = app.city()?;
    let mut conn = app.db.read().await?;
    let day = row.as_of.parse().map_err(Error::internal)?;
    let facts = Arc::new(facts::load(&mut conn, &city, day).await?);
    let choices = store::choices(&mut conn, name).await?;
    let paths = paths(&mut conn, &city, day).await?;
    drop(conn);
    let choices: Vec<Choice> = choices.iter().filter_map(|choice| choice_of(&facts, choice)).collect();
    let rules = Arc::new(serde_json::from_str(&row.rules).map_err(Error::internal)?);
    let scope = Scope {
        place: row.place.parse().map_err(Error::internal)?,
        tiers: row.tiers.split(',').filter_map(Tier::of).collect(),
        mode: if row.mode == "repair" { Mode::Repair } else { Mode::Full },
    };
    let job = job.clone();
    let solved = tokio::task::spawn_blocking(move || {
        let mut watch = |tier: Tier, done: usize, total: usize| {
            if done == 0 {
                job.phase(tier.word(), total as u64);
            }
            job.step(done as u64);
            !job.cancelled()
        };
        let planned = Planning::solve(facts.clone(), rules, scope, choices, &mut watch);
        planned.map_err(|stop| (stop, facts)).map(|planning| Open {
            links: planning.links(),
            planning,
            paths,
            world,
        })
    });
    solved.await.map_err(Error::internal)
}

/// Where each township lies.
async fn paths(conn: &mut Conn, city: &PlaceCode, day: Day) -> Result<HashMap<String, String>> {
    let places = places::all_as_of(conn, city, day).await?;
    let counties: HashMap<&str, &str> =
        places.iter().filter(|p| p.level == "county").map(|p| (p.code.as_str(), p.name.as_str())).collect();
    let path = |township: &places::PlaceRef| {
        let county = counties.get(&township.code[..6]).copied().unwrap_or_default();
        (township.code.clone(), format!("{county} / {}", township.name))
    };
    Ok(places.iter().filter(|place| place.level == "township").map(path).collect())
}

/// A stored choice in the facts' numbers; `None` when its subject or village is gone.
pub fn choice_of(facts: &Facts, row: &ChoiceRow) -> Option<Choice> {
    let subject: Ref = row.subject.parse().ok()?;
    let village: PlaceCode = row.village.parse().ok()?;
    let subject = match row.subject_kind.as_str() {
        "unit" => Subject::Unit(position(facts.units.iter().map(|unit| &unit.name_ref), &subject)?),
        _ => {
            Subject::Official(position(facts.officials.iter().map(|official| &official.name_ref), &subject)?)
        }
    };
    let kind = if row.kind == "pin" { ChoiceKind::Pin } else { ChoiceKind::Ban };
    Some(Choice { id: row.id, kind, tier: Tier::of(&row.tier)?, subject, village: facts.village(&village)? })
}

fn position<'a>(mut all: impl Iterator<Item = &'a Ref>, wanted: &Ref) -> Option<u32> {
    all.position(|name| name == wanted).and_then(|n| u32::try_from(n).ok())
}

/// What is kept of a run: its input and its answer with the certificate, compressed.
pub async fn run_of(open: &Open, at: i64) -> Result<store::RunRow> {
    let planning = open.planning.clone();
    let packed = tokio::task::spawn_blocking(move || -> Result<(Vec<u8>, Vec<u8>)> {
        Ok((pack(&planning.input())?, pack(&planning.output())?))
    });
    let (input, output) = packed.await.map_err(Error::internal)??;
    Ok(store::RunRow { at, program: env!("CARGO_PKG_VERSION").into(), input, output })
}

fn pack<T: serde::Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    serde_json::to_writer(&mut packed, value)?;
    packed.finish().map_err(Error::internal)
}

/// Checks a kept run: the input is solved again, and the kept plan and prices are verified against the same networks.
pub async fn check_run(run: store::RunRow) -> Result<std::result::Result<i64, String>> {
    let checked = tokio::task::spawn_blocking(move || -> Result<std::result::Result<i64, String>> {
        let input = serde_json::from_reader(flate2::read::GzDecoder::new(run.input.as_slice()))?;
        let output = serde_json::from_reader(flate2::read::GzDecoder::new(run.output.as_slice()))?;
        Ok(lianxin_domain::links::plan::check(input, &output))
    });
    checked.await.map_err(Error::internal)?
}
