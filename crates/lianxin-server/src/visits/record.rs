//! The one way in: a batch of records, of one account or of several at once, inside one transaction. The API's verbs, the
//! phone's push and every other door end here.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
    visits::{
        Did, Fault, NewVisit, PromiseKept, Withdrawal, calendar, check_kept, check_visit, check_withdrawal,
    },
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    read, rollup, store,
    work::{By, Household, Promise, Standing, State, Visit, Work},
};
use crate::{
    app::App,
    args,
    engine::{
        act::{self, Actor},
        db::Conn,
        error::{Code, Error, Result, codes},
        feed::{self, Changed},
        value::Value,
    },
    links::scope::{self, Author},
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
    let (today, now) = (app.clock.today(), app.clock.millis());
    let refused = refused(conn, pushes).await?;
    let mut outcomes: Vec<Vec<Option<Outcome>>> =
        pushes.iter().map(|push| push.records.iter().map(|_| None).collect()).collect();
    let mut by_county: BTreeMap<PlaceCode, Vec<(usize, usize, Record)>> = BTreeMap::new();
    for (p, push) in pushes.iter().enumerate().filter(|(p, _)| refused[*p].is_none()) {
        for (r, (id, record)) in push.records.iter().enumerate() {
            match checked(record.clone(), *id, &push.author, today) {
                Ok((village, record)) => by_county.entry(village.owner()).or_default().push((p, r, record)),
                Err(faults) => outcomes[p][r] = Some(Outcome::Rejected(faulty(faults))),
            }
        }
    }
    let authors = authors(conn, pushes).await?;
    for (county, records) in by_county {
        feed::turn(conn, &county).await?;
        let named: Vec<(Uuid, &Record)> =
            records.iter().map(|(p, r, record)| (pushes[*p].records[*r].0, record)).collect();
        let mut work = load(conn, &county, &named).await?;
        work.officials.extend(authors.values().map(|author| author.name_ref.clone()));
        for (p, r, record) in records {
            let push = &pushes[p];
            let author = authors.get(&push.author.id).filter(|author| author.name_ref == push.author);
            outcomes[p][r] = Some(match author {
                None => Outcome::Rejected(Error::refused(codes::NOT_LINKED)),
                Some(author) => taken(&mut work, By { author, today }, push.records[r].0, record),
            });
        }
        write(conn, &county, work, now).await?;
    }
    let taken = |(outcomes, refused): (Vec<Option<Outcome>>, Option<Code>)| match refused {
        Some(code) => Err(Error::refused(code)),
        None => Ok(outcomes.into_iter().flatten().collect()),
    };
    let taken: Vec<Taken> = outcomes.into_iter().zip(refused).map(taken).collect();
    let lines: Vec<Vec<Value>> = pushes
        .iter()
        .zip(&taken)
        .filter_map(|(push, taken)| audited(app, push, taken.as_ref().ok()?))
        .collect();
    conn.insert(&act::AUDIT, &lines).await?;
    Ok(taken)
}

/// Which pushes come from a device that is not the account's, or is no longer active.
async fn refused(conn: &mut Conn, pushes: &[Push]) -> Result<Vec<Option<Code>>> {
    let ids: BTreeSet<Uuid> = pushes.iter().filter_map(|push| push.device).collect();
    let known: BTreeMap<Uuid, (Uuid, String)> = read::devices(conn, &list(&ids))
        .await?
        .into_iter()
        .map(|(id, account, state)| (id, (account, state)))
        .collect();
    let refused = |push: &Push| match known.get(&push.device?) {
        Some((account, state)) if *account == push.actor.account => {
            (state != "active").then_some(codes::DEVICE_REVOKED)
        }
        _ => Some(codes::UNKNOWN_DEVICE),
    };
    Ok(pushes.iter().map(refused).collect())
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

/// The authors and everybody whom they name.
async fn authors(conn: &mut Conn, pushes: &[Push]) -> Result<BTreeMap<Uuid, Author>> {
    let mut ids: BTreeSet<Uuid> = pushes.iter().map(|push| push.author.id).collect();
    for (_, record) in pushes.iter().flat_map(|push| &push.records) {
        if let Record::Visit(visit) = record {
            ids.extend(visit.with.iter().map(|with| with.id));
        }
    }
    scope::authors(conn, &ids.into_iter().collect::<Vec<_>>()).await
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

/// Looks up once what the records name.
async fn load(conn: &mut Conn, county: &PlaceCode, records: &[(Uuid, &Record)]) -> Result<Work> {
    let mut named = Named::default();
    records.iter().for_each(|(id, record)| named.add(*id, record));
    let mut work = Work::default();
    for row in read::visits(conn, county, &list(&named.visits)).await? {
        let Some((id, visit)) = visit(row) else { continue };
        work.visits.insert(id, visit);
    }
    let touched: Vec<Uuid> =
        named.touched.iter().copied().filter(|id| work.visits.contains_key(id)).collect();
    for child in read::children(conn, county, &touched).await? {
        let Some(visit) = work.visits.get_mut(&child.visit) else { continue };
        match child.kind.as_str() {
            "statement" => visit.statements += 1,
            "need" => visit.needs.push(child.id),
            _ => visit.promises.push(child.id),
        }
    }
    let mut promises = read::promises(conn, county, &list(&named.promises), &touched).await?;
    for id in &touched {
        let village = work.visits[id].village.to_string();
        promises.append(&mut read::kept_by(conn, county, &village, *id).await?);
    }
    work.promises.extend(promises.into_iter().filter_map(promise));
    work.needs.extend(read::needs(conn, county, &list(&named.needs)).await?);
    for row in read::households(conn, county, &list(&named.households)).await? {
        household(&mut work.households, row);
    }
    Ok(work)
}

fn list(ids: &BTreeSet<Uuid>) -> Vec<Uuid> {
    ids.iter().copied().collect()
}

/// The ids that records name.
#[derive(Default)]
struct Named {
    visits: BTreeSet<Uuid>,
    /// Visits that may stop to stand.
    touched: BTreeSet<Uuid>,
    promises: BTreeSet<Uuid>,
    needs: BTreeSet<Uuid>,
    households: BTreeSet<Uuid>,
}

impl Named {
    fn add(&mut self, id: Uuid, record: &Record) {
        match record {
            Record::Visit(visit) => {
                self.visits.insert(id);
                self.visits.extend(visit.corrects);
                self.touched.extend(visit.corrects);
                self.households.extend(visit.household);
                self.needs.extend(visit.needs.iter().map(|need| need.id));
                self.promises.extend(visit.promises.iter().map(|promise| promise.id));
                self.promises.extend(&visit.kept);
            }
            Record::Withdrawal(withdrawal) => {
                self.visits.insert(withdrawal.visit);
                self.touched.insert(withdrawal.visit);
            }
            Record::Kept(kept) => {
                self.promises.insert(kept.promise);
            }
        }
    }
}

fn visit(row: read::VisitRow) -> Option<(Uuid, Visit)> {
    let state = [State::Stands, State::Corrected, State::Withdrawn];
    let visit = Visit {
        village: row.village.parse().ok()?,
        household: row.household,
        day: row.day.parse().ok()?,
        how: row.how,
        did: rollup::did_of(&row.did),
        tier: lianxin_domain::links::Tier::of(&row.tier),
        leader: row.leader != 0,
        official: row.official,
        state: state.into_iter().find(|state| state.word() == row.state)?,
        digest: row.digest,
        statements: 0,
        needs: vec![],
        promises: vec![],
    };
    Some((row.id, visit))
}

fn promise(row: read::PromiseRow) -> Option<(Uuid, Promise)> {
    let standing = [Standing::Open, Standing::Kept, Standing::Withdrawn];
    let promise = Promise {
        village: row.village.parse().ok()?,
        household: row.household,
        due_week: row.due_week,
        official: row.official,
        standing: standing.into_iter().find(|standing| standing.word() == row.state)?,
        kept_on: String::new(),
        kept_by: row.kept_by,
    };
    Some((row.id, promise))
}

fn household(known: &mut BTreeMap<Uuid, Household>, row: read::HouseholdRow) {
    match row.village.parse::<PlaceCode>() {
        Ok(village) => {
            let new = || Household { village: village.clone(), erased: false, kinds: vec![] };
            let entry = known.entry(row.household).or_insert_with(new);
            entry.village = village.clone();
            entry.erased = row.kind == "erased";
        }
        Err(_) => {
            if let (Some(did), Some(household)) = (Did::of(&row.kind), known.get_mut(&row.household)) {
                household.kinds.push((did, row.since, row.until));
            }
        }
    }
}

/// Writes what a county's records changed: rows, roll-ups, and last the feed.
async fn write(conn: &mut Conn, county: &PlaceCode, work: Work, now: i64) -> Result<()> {
    let rows = Rows::of(county, &work, now);
    conn.insert_all(&[
        (&store::VISIT, &rows.visits),
        (&store::VISIT_OFFICIAL, &rows.officials),
        (&store::STATEMENT, &rows.statements),
        (&store::NEED, &rows.needs),
        (&store::PROMISE, &rows.promises),
        (&store::WITHDRAWAL, &rows.withdrawals),
    ])
    .await?;
    for state in [State::Corrected, State::Withdrawn] {
        let ids: Vec<Uuid> =
            work.retired.iter().filter(|(_, now)| **now == state).map(|(id, _)| *id).collect();
        store::set_state(conn, county, state.word(), &ids).await?;
    }
    store::drop_needs(conn, county, &list(&work.dropped)).await?;
    for id in &work.pledged {
        let Some(promise) = work.promises.get(id) else { continue };
        let (state, on) = (promise.standing.word(), promise.kept_on.as_str());
        store::set_promise(conn, county, *id, state, on, promise.kept_by).await?;
    }
    let changed = changed(&work);
    work.tally.write(conn, county).await?;
    feed::note(conn, county, &changed).await
}

/// What the phones of a village are told.
fn changed(work: &Work) -> Vec<Changed> {
    let mut changed: BTreeMap<(&'static str, Uuid), PlaceCode> = BTreeMap::new();
    for fresh in &work.fresh {
        let village = &fresh.sent.village;
        changed.insert(("visit", fresh.id), village.clone());
        changed.extend(fresh.sent.needs.iter().map(|need| (("need", need.id), village.clone())));
        changed.extend(fresh.sent.promises.iter().map(|p| (("promise", p.id), village.clone())));
    }
    for id in work.retired.keys() {
        let Some(visit) = work.visits.get(id) else { continue };
        changed.insert(("visit", *id), visit.village.clone());
        changed.extend(visit.needs.iter().map(|need| (("need", *need), visit.village.clone())));
    }
    for id in &work.pledged {
        let Some(promise) = work.promises.get(id) else { continue };
        changed.insert(("promise", *id), promise.village.clone());
    }
    let one = |((entity, id), village)| Changed { entity, id, village, gone: false };
    changed.into_iter().map(one).collect()
}

/// The rows of new records.
#[derive(Default)]
struct Rows {
    visits: Vec<Vec<Value>>,
    officials: Vec<Vec<Value>>,
    statements: Vec<Vec<Value>>,
    needs: Vec<Vec<Value>>,
    promises: Vec<Vec<Value>>,
    withdrawals: Vec<Vec<Value>>,
}

impl Rows {
    fn of(county: &PlaceCode, work: &Work, now: i64) -> Rows {
        let mut rows = Rows::default();
        for fresh in &work.fresh {
            let Some(visit) = work.visits.get(&fresh.id) else { continue };
            rows.visit(county, fresh, visit, now);
        }
        let taken_back = |(id, visit, author, withdrawal): &(Uuid, Uuid, Ref, Withdrawal)| {
            let reason = withdrawal.reason.as_str();
            args![county, *id, *visit, &withdrawal.village, &author.county, author.id, reason, now].to_vec()
        };
        rows.withdrawals = work.withdrawals.iter().map(taken_back).collect();
        rows
    }

    fn visit(&mut self, county: &PlaceCode, fresh: &super::work::Fresh, visit: &Visit, now: i64) {
        let (sent, author, name) = (&fresh.sent, &fresh.author, fresh.author_name.as_str());
        let did = visit.did.iter().map(|did| did.word()).collect::<Vec<_>>().join(",");
        let (day, week, quarter) = (sent.day, calendar::week(sent.day), calendar::quarter(sent.day));
        let tier = visit.tier.map_or("", |tier| tier.word());
        self.visits.push(
            args![
                county,
                fresh.id,
                &sent.village,
                sent.household,
                day,
                week,
                quarter,
                sent.how.word(),
                did,
                tier,
                visit.leader,
                &author.county,
                author.id,
                name,
                State::Stands.word(),
                sent.corrects,
                sent.at,
                now,
                visit.digest.clone(),
            ]
            .to_vec(),
        );
        for who in std::iter::once(author).chain(&sent.with) {
            self.officials.push(args![county, who.id, fresh.id, &who.county, day].to_vec());
        }
        for (n, said) in sent.statements.iter().enumerate() {
            let words = said.words.as_str();
            let row = args![county, fresh.id, n as i64, &sent.village, words, said.consent, said.quotable];
            self.statements.push(row.to_vec());
        }
        for need in &sent.needs {
            let words = need.words.as_str();
            let row =
                args![county, need.id, fresh.id, &sent.village, sent.household, words, "open", day].to_vec();
            self.needs.push(row);
        }
        for promise in &sent.promises {
            let row = args![
                county,
                promise.id,
                fresh.id,
                &sent.village,
                sent.household,
                promise.words.as_str(),
                promise.due,
                calendar::week(promise.due),
                Standing::Open.word(),
                &author.county,
                author.id,
                name,
                "",
                None::<Uuid>,
            ];
            self.promises.push(row.to_vec());
        }
    }
}

/// The stored side of a conflict.
pub async fn stored(conn: &mut Conn, push: &Push, id: Uuid) -> Result<Json> {
    let record = push.records.iter().find(|(known, _)| *known == id).map(|(_, record)| record);
    match record {
        Some(Record::Visit(visit)) => read::body(conn, &visit.village.owner(), id, push.author.id).await,
        _ => Ok(Json::Null),
    }
}
