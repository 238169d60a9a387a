//! A county's visits by the hundred thousand, of which everything is known beforehand and nothing is stored yet: the same rows
//! and roll-ups as through `record`, without looking up what they touch. The feed's numbers are passed over without lines, as
//! nobody follows the county yet.

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::Tier,
    places::PlaceCode,
    visits::{Did, NewVisit, PromiseState, RecordState, calendar},
};
use uuid::Uuid;

use super::{
    rollup::Tally,
    rows::NewRows,
    store,
    work::{self, Fresh, Visit},
};
use crate::engine::{bulk, db::Conn, error::Result, feed, value::Value};

/// A visit that was taken, with what follows from it.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Its id.
    pub id: Uuid,
    /// What was sent, as checked.
    pub sent: NewVisit,
    /// The author.
    pub author: Ref,
    /// The author's name.
    pub author_name: String,
    /// The author's tier there.
    pub tier: Tier,
    /// Whether the author is a leader.
    pub leader: bool,
    /// What its household was on the day.
    pub kinds: Vec<Did>,
    /// Its promises that were kept, and when.
    pub kept: Vec<(Uuid, Day)>,
}

/// One county's visits, before the roll-ups are written.
pub struct Bulk {
    county: PlaceCode,
    tally: Tally,
    records: i64,
}

impl Bulk {
    /// Of a county that has none.
    pub fn new(county: &PlaceCode) -> Bulk {
        Bulk { county: county.clone(), tally: Tally::default(), records: 0 }
    }

    /// Writes visits with all that belongs to them.
    pub async fn add(&mut self, conn: &mut Conn, visits: Vec<Settled>) -> Result<()> {
        bulk::begin(conn).await?;
        let mut rows = NewRows::default();
        for settled in visits {
            self.one(&mut rows, settled);
        }
        for (insert, rows) in [
            (store::VISIT, rows.visits),
            (store::VISIT_OFFICIAL, rows.officials),
            (store::STATEMENT, rows.statements),
            (store::NEED, rows.needs),
            (store::PROMISE, rows.promises),
        ] {
            conn.insert(&insert, &rows).await?;
        }
        Ok(())
    }

    fn one(&mut self, rows: &mut NewRows, settled: Settled) {
        let Settled { id, sent, author, author_name, tier, leader, kinds, kept } = settled;
        let visit = Visit {
            village: sent.village.clone(),
            household: sent.household,
            day: sent.day,
            how: sent.how.word().to_owned(),
            did: kinds.into_iter().chain(sent.did.iter().copied()).collect(),
            tier: Some(tier),
            leader,
            official: author.id,
            state: RecordState::Stands,
            digest: work::digest(&author, &sent),
            statements: sent.statements.len() as i64,
            needs: sent.needs.iter().map(|need| need.id).collect(),
            promises: sent.promises.iter().map(|promise| promise.id).collect(),
        };
        self.tally.visit(&visit, 1);
        self.tally.reaches(&visit);
        self.records += 1 + (sent.needs.len() + sent.promises.len() + kept.len()) as i64;
        let first = rows.promises.len();
        let fresh = Fresh { id, author, author_name, sent };
        rows.visit(&self.county, &fresh, &visit, fresh.sent.at);
        for (promise, row) in fresh.sent.promises.iter().zip(&mut rows.promises[first..]) {
            let on = kept.iter().find(|(id, _)| *id == promise.id).map(|(_, on)| *on);
            self.tally.promise(&visit.village, &calendar::week(promise.due), [1, i64::from(on.is_some()), 0]);
            if let Some(on) = on {
                keep(row, on);
            }
        }
    }

    /// Writes the roll-ups and passes over the feed's numbers.
    pub async fn finish(self, conn: &mut Conn) -> Result<()> {
        let rows = self.tally.rows(conn, &self.county).await?;
        conn.insert_all(&rows).await?;
        feed::skip(conn, &self.county, self.records).await
    }
}

/// Makes a new promise's row one of a promise that is kept.
fn keep(row: &mut [Value], on: Day) {
    for (column, value) in store::PROMISE.columns.iter().zip(row) {
        match *column {
            "state" => *value = PromiseState::Kept.word().into(),
            "kept_on" => *value = on.into(),
            _ => {}
        }
    }
}
