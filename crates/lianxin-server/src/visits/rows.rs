//! What a county's records changed, as rows.

use std::collections::BTreeMap;

use lianxin_domain::{
    ids::Ref,
    places::PlaceCode,
    visits::{PromiseState, RecordState, Withdrawal, calendar},
};
use uuid::Uuid;

use super::{
    store,
    work::{Fresh, Visit, Work},
};
use crate::{
    args,
    engine::{db::Rows, feed::Changed, value::Value},
};

/// What the phones of a village are told.
pub fn changed(work: &Work) -> Vec<Changed> {
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
pub struct NewRows {
    pub(super) visits: Vec<Vec<Value>>,
    pub(super) officials: Vec<Vec<Value>>,
    pub(super) statements: Vec<Vec<Value>>,
    pub(super) needs: Vec<Vec<Value>>,
    pub(super) promises: Vec<Vec<Value>>,
    withdrawals: Vec<Vec<Value>>,
}

impl NewRows {
    pub fn of(county: &PlaceCode, work: &Work, now: i64) -> NewRows {
        let mut rows = NewRows::default();
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

    /// Adds a visit with all that belongs to it.
    pub(super) fn visit(&mut self, county: &PlaceCode, fresh: &Fresh, visit: &Visit, now: i64) {
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
                RecordState::Stands.word(),
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
                PromiseState::Open.word(),
                &author.county,
                author.id,
                name,
                "",
                None::<Uuid>,
            ];
            self.promises.push(row.to_vec());
        }
    }

    /// The rows by table, in the order in which they are written.
    pub fn by_table(self) -> Vec<Rows> {
        vec![
            (store::VISIT, self.visits),
            (store::VISIT_OFFICIAL, self.officials),
            (store::STATEMENT, self.statements),
            (store::NEED, self.needs),
            (store::PROMISE, self.promises),
            (store::WITHDRAWAL, self.withdrawals),
        ]
    }
}
