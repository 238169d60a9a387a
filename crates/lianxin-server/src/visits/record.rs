//! The one way in: a batch of records, of one account or of several at once, inside one transaction. The API's verbs, the
//! phone's push and every other door end here.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    access::{Class, Role},
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
    visits::{
        Fault, NewVisit, PromiseKept, RecordState, Withdrawal, check_kept, check_visit, check_withdrawal,
    },
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    load::Named,
    read,
    rows::{NewRows, changed},
    store,
    work::{By, Work},
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    app::App,
    engine::{
        act::{self, Actor},
        ask::Ask,
        db::{Conn, Rows},
        error::{Code, Error, Result, codes},
        feed,
        value::Value,
    },
    links::scope,
    people::read as people,
};

/// One record as it came in.
#[derive(Clone, Debug)]
pub enum Record {
    /// A visit.
    Visit(NewVisit),
    /// One's own visit taken back.
    Withdrawal(Withdrawal),
    /// A promise kept.
    Kept(PromiseKept),
}

/// What one account sends at once.
#[derive(Clone, Debug)]
pub struct Push {
    /// Who sends.
    pub actor: Actor,
    /// The official that the account belongs to.
    pub author: Ref,
    /// The device it comes from, which must be the account's and active; none for a single verb of the API.
    pub device: Option<Uuid>,
    /// The verb's name, for the audit line.
    pub verb: &'static str,
    /// What the audit line is about: a device, a record.
    pub subject: String,
    /// The records and their ids, in the order in which they were made.
    pub records: Vec<(Uuid, Record)>,
}

/// What became of a record.
#[derive(Debug)]
pub enum Outcome {
    /// It is stored now.
    Created,
    /// It was stored before.
    Duplicate,
    /// It cannot be stored, and why.
    Rejected(Error),
    /// One's own record with this id says something else.
    Conflict(Uuid),
}

impl Outcome {
    /// The word of the API.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Created => "created",
            Outcome::Duplicate => "duplicate",
            Outcome::Rejected(_) => "rejected",
            Outcome::Conflict(_) => "conflict",
        }
    }
}

/// What became of a push: an outcome for each record, or why nothing of it was looked at.
pub type Taken = Result<Vec<Outcome>>;

/// Records what was sent, in the order of the pushes. Nothing is durable before the commit.
pub async fn record(app: &App, conn: &mut Conn, pushes: &[Push]) -> Result<Vec<Taken>> {
    let mut batch = Batch::of(app, pushes);
    for county in batch.by_county.keys() {
        feed::turn(conn, county).await?;
    }
    let mut answers = conn.ask(batch.asks(pushes)).await?;
    let refused = refused(pushes, answers.take()?);
    let authors = scope::authors_of(answers.take()?);
    let mut rows: Vec<Rows> = Vec::new();
    for (county, (named, records)) in std::mem::take(&mut batch.by_county) {
        let mut work = named.load(conn, &county, &mut answers).await?;
        work.officials.extend(authors.values().map(|author| author.name_ref.clone()));
        for (p, r, record) in records.into_iter().filter(|(p, ..)| refused[*p].is_none()) {
            let push = &pushes[p];
            let author = authors.get(&push.author.id).filter(|author| author.name_ref == push.author);
            batch.outcomes[p][r] = Some(match author {
                None => Outcome::Rejected(Error::refused(codes::NOT_LINKED)),
                Some(author) => {
                    taken(&mut work, By { author, today: batch.today }, push.records[r].0, record)
                }
            });
        }
        write(conn, &county, work, batch.now, &mut rows).await?;
    }
    let taken = |(outcomes, refused): (Vec<Option<Outcome>>, Option<Code>)| match refused {
        Some(code) => Err(Error::refused(code)),
        None => Ok(outcomes.into_iter().flatten().collect()),
    };
    let taken: Vec<Taken> = batch.outcomes.into_iter().zip(refused).map(taken).collect();
    let lines = pushes.iter().zip(&taken).filter_map(|(push, of)| audited(app, push, of.as_ref().ok()?));
    rows.push((act::AUDIT, lines.collect()));
    conn.insert_all(&rows).await?;
    Ok(taken)
}

/// What the records of a county name, and the records: push, place in it, record.
type OfCounty = (Named, Vec<(usize, usize, Record)>);

/// A batch: what its records name by county, and what has become of them.
struct Batch {
    today: Day,
    now: i64,
    outcomes: Vec<Vec<Option<Outcome>>>,
    by_county: BTreeMap<PlaceCode, OfCounty>,
}

impl Batch {
    fn of(app: &App, pushes: &[Push]) -> Batch {
        let (today, now) = (app.clock.today(), app.clock.millis());
        let outcomes = pushes.iter().map(|push| push.records.iter().map(|_| None).collect()).collect();
        let mut batch = Batch { today, now, outcomes, by_county: BTreeMap::new() };
        for (p, push) in pushes.iter().enumerate() {
            for (r, (id, record)) in push.records.iter().enumerate() {
                match checked(record.clone(), *id, &push.author, today) {
                    Ok((village, record)) => {
                        let (named, records) = batch.by_county.entry(village.owner()).or_default();
                        named.add(*id, &record);
                        records.push((p, r, record));
                    }
                    Err(faults) => batch.outcomes[p][r] = Some(Outcome::Rejected(faulty(faults))),
                }
            }
        }
        batch
    }

    /// Devices, authors with their companions, and what each county's records name.
    fn asks(&self, pushes: &[Push]) -> Vec<Ask> {
        let devices: BTreeSet<Uuid> = pushes.iter().filter_map(|push| push.device).collect();
        let mut people: BTreeSet<Uuid> = pushes.iter().map(|push| push.author.id).collect();
        for (_, record) in pushes.iter().flat_map(|push| &push.records) {
            if let Record::Visit(visit) = record {
                people.extend(visit.with.iter().map(|with| with.id));
            }
        }
        let mut asks = vec![read::devices(&Vec::from_iter(devices)), scope::authors(&Vec::from_iter(people))];
        for (county, (named, _)) in &self.by_county {
            asks.append(&mut named.asks(county));
        }
        asks
    }
}

/// Which pushes come from a device that is not the account's, or is no longer active.
fn refused(pushes: &[Push], devices: Vec<(Uuid, Uuid, String)>) -> Vec<Option<Code>> {
    let known: BTreeMap<Uuid, (Uuid, String)> =
        devices.into_iter().map(|(id, account, state)| (id, (account, state))).collect();
    let refused = |push: &Push| match known.get(&push.device?) {
        Some((account, state)) if *account == push.actor.account => {
            (state != "active").then_some(codes::DEVICE_REVOKED)
        }
        _ => Some(codes::UNKNOWN_DEVICE),
    };
    pushes.iter().map(refused).collect()
}

fn checked(
    record: Record,
    id: Uuid,
    author: &Ref,
    today: Day,
) -> std::result::Result<(PlaceCode, Record), Vec<(String, Fault)>> {
    Ok(match record {
        Record::Visit(visit) => {
            let visit = check_visit(visit, id, author, today)?;
            (visit.village.clone(), Record::Visit(visit))
        }
        Record::Withdrawal(withdrawal) => {
            let withdrawal = check_withdrawal(withdrawal)?;
            (withdrawal.village.clone(), Record::Withdrawal(withdrawal))
        }
        Record::Kept(kept) => {
            let kept = check_kept(kept, today)?;
            (kept.village.clone(), Record::Kept(kept))
        }
    })
}

fn faulty(faults: Vec<(String, Fault)>) -> Error {
    let code = |fault: Fault| -> Code {
        match fault {
            Fault::Missing => codes::REQUIRED,
            Fault::TooLong => codes::TOO_LONG,
            Fault::Unprintable => codes::BAD_TEXT,
            Fault::NotAVillage => codes::NOT_A_VILLAGE,
            Fault::TooEarly => codes::TOO_EARLY,
            Fault::TooLate => codes::TOO_LATE,
            Fault::BadDue => codes::BAD_DUE,
            Fault::NotAsked => codes::NOT_ASKED,
            Fault::Twice => codes::TWICE,
        }
    };
    let refused = Error::refused(codes::INVALID);
    faults.into_iter().fold(refused, |refused, (field, fault)| refused.field(field, code(fault)))
}

fn taken(work: &mut Work, by: By<'_>, id: Uuid, record: Record) -> Outcome {
    match record {
        Record::Visit(visit) => work.visit(by, id, visit),
        Record::Withdrawal(withdrawal) => work.withdraw(by, id, withdrawal),
        Record::Kept(kept) => work.kept(by, &kept),
    }
}

/// One audit line per push, in the least place that holds all of its records; it says how many of what, nothing about anyone.
fn audited(app: &App, push: &Push, outcomes: &[Outcome]) -> Option<Vec<Value>> {
    let villages: BTreeSet<&PlaceCode> = push
        .records
        .iter()
        .map(|(_, record)| match record {
            Record::Visit(visit) => &visit.village,
            Record::Withdrawal(withdrawal) => &withdrawal.village,
            Record::Kept(kept) => &kept.village,
        })
        .collect();
    let (first, last) = (villages.first()?, villages.last()?);
    let levels = [Level::Village, Level::Township, Level::County, Level::City];
    let place = levels.into_iter().filter_map(|level| first.at(level)).find(|place| place.contains(last));
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for outcome in outcomes {
        *counts.entry(outcome.word()).or_default() += 1;
    }
    let place = place.unwrap_or_else(|| first.owner());
    Some(act::audit_line(app, &push.actor, push.verb, &place, &push.subject, &json!(counts)))
}

/// Adds what a county's records changed: rows, roll-ups, and last the feed. Rows that stand already are changed at once, after
/// the new ones are there.
async fn write(
    conn: &mut Conn,
    county: &PlaceCode,
    mut work: Work,
    now: i64,
    rows: &mut Vec<Rows>,
) -> Result<()> {
    let changed = changed(&work);
    rows.append(&mut NewRows::of(county, &work, now).by_table());
    if work.changes_old() {
        conn.insert_all(&std::mem::take(rows)).await?;
        for state in [RecordState::Corrected, RecordState::Withdrawn] {
            let of_state = work.retired.iter().filter(|(_, now)| **now == state);
            let ids: Vec<Uuid> = of_state.map(|(id, _)| *id).collect();
            store::set_state(conn, county, state.word(), &ids).await?;
        }
        store::drop_needs(conn, county, &Vec::from_iter(work.dropped)).await?;
        for id in &work.pledged {
            let Some(promise) = work.promises.get(id) else { continue };
            let (state, on) = (promise.standing.word(), promise.kept_on.as_str());
            store::set_promise(conn, county, *id, state, on, promise.kept_by).await?;
        }
        work.tally.recount(conn, county).await?;
    }
    rows.append(&mut work.tally.rows(conn, county).await?);
    rows.append(&mut feed::lines(county, work.feed, &changed));
    Ok(())
}

/// What the residents read in their access log of a conflict.
const COMPARED: &str = "核对同一编号的两份走访记录";

/// The stored side of a conflict: a look at what residents said, so it needs what a pull needs, a link that holds today,
/// and leaves its event. Nothing for whoever has lost the link.
pub async fn stored(app: &App, push: &Push, id: Uuid) -> Result<Json> {
    let record = push.records.iter().find(|(known, _)| *known == id).map(|(_, record)| record);
    let Some(Record::Visit(visit)) = record else { return Ok(Json::Null) };
    let mut conn = app.db.read().await?;
    let body = read::body(&mut conn, &visit.village.owner(), id, push.author.id).await?;
    let text = |field: &str| body[field].as_str().unwrap_or_default();
    let village: PlaceCode = text("village").parse().map_err(Error::internal)?;
    let household: Option<Uuid> = text("household").parse().ok();
    let own = scope::own_scope(&mut conn, &push.author, app.clock.today()).await?;
    let open = |own: &scope::OwnVillage| household.is_none() || own.sees_households();
    if !own.iter().any(|own| own.village == village && open(own)) {
        return Ok(Json::Null);
    }
    let unit = people::official(&mut conn, &push.author).await?.map(|row| row.unit_name).unwrap_or_default();
    drop(conn);
    let by = Looker { actor: &push.actor, unit: &unit, role: Role::Official, purpose: COMPARED };
    reveal(app, &by, &[Seen { village, household, class: Class::Talks }], body).await
}
