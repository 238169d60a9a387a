//! Looking up once what a county's records name.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    links::Tier,
    places::PlaceCode,
    visits::{Did, PromiseState, RecordState, calendar},
};
use uuid::Uuid;

use super::{
    read,
    record::Record,
    rollup,
    work::{Household, Promise, Visit, Work},
};
use crate::engine::{
    ask::{Answers, Ask},
    db::Conn,
    error::Result,
    feed,
};

/// The ids that records name.
#[derive(Default)]
pub struct Named {
    visits: BTreeSet<Uuid>,
    /// Visits that may stop to stand.
    touched: BTreeSet<Uuid>,
    promises: BTreeSet<Uuid>,
    needs: BTreeSet<Uuid>,
    households: BTreeSet<Uuid>,
    /// Quarters of visits to households.
    quarters: BTreeSet<String>,
}

impl Named {
    /// Adds what a record names.
    pub fn add(&mut self, id: Uuid, record: &Record) {
        match record {
            Record::Visit(visit) => {
                self.visits.insert(id);
                self.visits.extend(visit.corrects);
                self.touched.extend(visit.corrects);
                self.households.extend(visit.household);
                self.quarters.extend(visit.household.map(|_| calendar::quarter(visit.day)));
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

    /// What there is to ask.
    pub fn asks(&self, county: &PlaceCode) -> Vec<Ask> {
        let households = list(&self.households);
        let first = self.quarters.first().map_or("", String::as_str);
        let last = self.quarters.last().map_or("", String::as_str);
        vec![
            feed::asked(county),
            read::visits(county, &list(&self.visits)),
            read::promises(county, &list(&self.promises)),
            read::needs(county, &list(&self.needs)),
            read::households(county, &households),
            read::reached(county, (first, last), &households),
        ]
    }

    /// Takes the answers into a working set, and asks further about visits that may stop to stand.
    pub async fn load(&self, conn: &mut Conn, county: &PlaceCode, answers: &mut Answers) -> Result<Work> {
        let counter: Vec<(i64,)> = answers.take()?;
        let mut work = Work { feed: counter.first().map_or(0, |(n,)| *n), ..Work::default() };
        work.visits.extend(answers.take()?.into_iter().filter_map(visit));
        work.promises.extend(answers.take()?.into_iter().filter_map(promise));
        work.needs.extend(answers.take::<(Uuid,)>()?.into_iter().map(|(id,)| id));
        for row in answers.take()? {
            household(&mut work.households, row);
        }
        work.tally.known(answers.take()?);
        let known = |id: &Uuid| work.visits.contains_key(id);
        let touched: Vec<Uuid> = self.touched.iter().copied().filter(known).collect();
        if !touched.is_empty() {
            further(conn, county, &touched, &mut work).await?;
        }
        Ok(work)
    }
}

async fn further(conn: &mut Conn, county: &PlaceCode, touched: &[Uuid], work: &mut Work) -> Result<()> {
    for child in read::children(conn, county, touched).await? {
        let Some(visit) = work.visits.get_mut(&child.visit) else { continue };
        match child.kind.as_str() {
            "statement" => visit.statements += 1,
            "need" => visit.needs.push(child.id),
            _ => visit.promises.push(child.id),
        }
    }
    let mut promises = read::promises_of(conn, county, touched).await?;
    for id in touched {
        let village = work.visits[id].village.to_string();
        promises.append(&mut read::kept_by(conn, county, &village, *id).await?);
    }
    work.promises.extend(promises.into_iter().filter_map(promise));
    Ok(())
}

fn list(ids: &BTreeSet<Uuid>) -> Vec<Uuid> {
    ids.iter().copied().collect()
}

fn visit(row: read::VisitRow) -> Option<(Uuid, Visit)> {
    let visit = Visit {
        village: row.village.parse().ok()?,
        household: row.household,
        day: row.day.parse().ok()?,
        how: row.how,
        did: rollup::did_of(&row.did),
        tier: Tier::of(&row.tier),
        leader: row.leader != 0,
        official: row.official,
        state: RecordState::of(&row.state)?,
        digest: row.digest,
        statements: 0,
        needs: vec![],
        promises: vec![],
    };
    Some((row.id, visit))
}

fn promise(row: read::PromiseRow) -> Option<(Uuid, Promise)> {
    let promise = Promise {
        village: row.village.parse().ok()?,
        household: row.household,
        due_week: row.due_week,
        official: row.official,
        standing: PromiseState::of(&row.state)?,
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
