//! The roll-ups: what a batch really added, by township and week and by household and quarter, in the batch's own
//! transaction. A household counts once in a quarter, as everything that its standing visits together make it.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    links::Tier,
    places::{Level, PlaceCode},
    visits::{Did, calendar, reach},
};
use uuid::Uuid;

use super::{read, store, work::Visit};
use crate::{
    args,
    engine::{
        db::{Conn, Rows},
        error::Result,
        value::Value,
    },
};

/// Gains and losses of one county, before they are written.
#[derive(Default)]
pub struct Tally {
    weeks: BTreeMap<(PlaceCode, String), [i64; 11]>,
    promises: BTreeMap<(PlaceCode, String), [i64; 3]>,
    /// Households that new visits reached: village, bits, last day.
    reached: Reached,
    /// Households of which a visit no longer stands.
    lost: BTreeSet<(Uuid, String)>,
    /// What households were counted as before.
    before: Reached,
    /// What the visits that still stand make of the lost ones.
    recounted: Reached,
}

impl Tally {
    /// A visit more (`by` 1) or less (-1).
    pub fn visit(&mut self, visit: &Visit, by: i64) {
        let has = |did: Did| i64::from(visit.did.contains(&did));
        let how = |how: &str| i64::from(visit.how == how);
        let row = [
            1,
            i64::from(visit.leader),
            how("in_person"),
            how("phone"),
            how("meeting"),
            has(Did::Work),
            has(Did::Eat),
            has(Did::Stay),
            visit.statements,
            visit.needs.len() as i64,
            visit.promises.len() as i64,
        ];
        let sums = self.weeks.entry((township(&visit.village), calendar::week(visit.day))).or_default();
        sums.iter_mut().zip(row).for_each(|(sum, n)| *sum += n * by);
    }

    /// Promises due, kept, withdrawn: more or less.
    pub fn promise(&mut self, village: &PlaceCode, due_week: &str, by: [i64; 3]) {
        let sums = self.promises.entry((township(village), due_week.to_owned())).or_default();
        sums.iter_mut().zip(by).for_each(|(sum, n)| *sum += n);
    }

    /// A new visit to a household.
    pub fn reaches(&mut self, visit: &Visit) {
        let Some(household) = visit.household else { return };
        let bits = reach::bits(visit.tier, visit.leader, &visit.did);
        let day = visit.day.to_string();
        let new = || (visit.village.clone(), 0, String::new());
        let entry = self.reached.entry((household, calendar::quarter(visit.day))).or_insert_with(new);
        entry.1 |= bits;
        entry.2 = std::mem::take(&mut entry.2).max(day);
    }

    /// A visit to a household that no longer stands.
    pub fn unreaches(&mut self, visit: &Visit) {
        if let Some(household) = visit.household {
            self.lost.insert((household, calendar::quarter(visit.day)));
        }
    }

    /// What households were counted as before.
    pub fn known(&mut self, rows: Vec<read::ReachedRow>) {
        for row in rows {
            let Ok(village) = row.village.parse() else { continue };
            self.before.insert((row.household, row.quarter), (village, row.bits, row.last_day));
        }
    }

    /// Counts again the households of which a visit no longer stands. The rows of the visits are written already.
    pub async fn recount(&mut self, conn: &mut Conn, county: &PlaceCode) -> Result<()> {
        let (Some(first), Some(last)) =
            (self.lost.iter().map(|k| &k.1).min(), self.lost.iter().map(|k| &k.1).max())
        else {
            return Ok(());
        };
        let ids: Vec<Uuid> = self.lost.iter().map(|key| key.0).collect::<BTreeSet<_>>().into_iter().collect();
        let rows = conn.ask(vec![read::reached(county, (first, last), &ids)]).await?.take()?;
        self.known(rows);
        for row in read::standing(conn, county, &ids).await? {
            let Ok(village) = row.village.parse::<PlaceCode>() else { continue };
            let bits = reach::bits(Tier::of(&row.tier), row.leader != 0, &did_of(&row.did));
            let new = || (village, 0, String::new());
            let entry = self.recounted.entry((row.household, row.quarter)).or_insert_with(new);
            entry.1 |= bits;
            entry.2 = std::mem::take(&mut entry.2).max(row.day);
        }
        Ok(())
    }

    /// The rows to write, sorted by key; households that nobody reaches any more are taken out at once.
    pub async fn rows(self, conn: &mut Conn, county: &PlaceCode) -> Result<Vec<Rows>> {
        let weeks = self.weeks.iter().filter(|(_, sums)| sums.iter().any(|n| *n != 0));
        let weeks = weeks.map(|((township, week), sums)| row(args![county, township, week], sums)).collect();
        let promises = self.promises.iter().filter(|(_, sums)| sums.iter().any(|n| *n != 0));
        let promises =
            promises.map(|((township, week), sums)| row(args![county, township, week], sums)).collect();
        let (households, columns) = self.households(conn, county).await?;
        Ok(vec![
            (store::VISIT_WEEK, weeks),
            (store::PROMISE_WEEK, promises),
            (store::HOUSEHOLD_REACH, households),
            (store::REACH, columns),
        ])
    }

    /// What the households and the columns become.
    async fn households(
        &self,
        conn: &mut Conn,
        county: &PlaceCode,
    ) -> Result<(Vec<Vec<Value>>, Vec<Vec<Value>>)> {
        let keys: BTreeSet<&(Uuid, String)> = self.reached.keys().chain(&self.lost).collect();
        let (mut rows, mut columns) = (Vec::new(), BTreeMap::<(PlaceCode, String), [i64; 11]>::new());
        for key in keys {
            let before = self.before.get(key);
            let after = match self.lost.contains(key) {
                true => self.recounted.get(key).cloned(),
                false => joined(before, self.reached.get(key)),
            };
            if before == after.as_ref() {
                continue;
            }
            if let Some(before) = before {
                count(&mut columns, &key.1, before, -1);
            }
            match after {
                Some(after) => {
                    count(&mut columns, &key.1, &after, 1);
                    rows.push(args![county, &after.0, key.0, &key.1, after.1, after.2].to_vec());
                }
                None => store::unreached(conn, county, key.0, &key.1).await?,
            }
        }
        let columns = columns
            .iter()
            .filter(|(_, sums)| sums.iter().any(|n| *n != 0))
            .map(|((place, quarter), sums)| row(args![county, place, quarter], sums))
            .collect();
        Ok((rows, columns))
    }
}

/// What households are counted as: village, bits, last day.
type Reached = BTreeMap<(Uuid, String), (PlaceCode, i64, String)>;

fn row<const N: usize>(key: [Value; 3], sums: &[i64; N]) -> Vec<Value> {
    key.into_iter().chain(sums.iter().map(|n| Value::Int(*n))).collect()
}

/// The township of a village.
fn township(village: &PlaceCode) -> PlaceCode {
    village.at(Level::Township).unwrap_or_else(|| village.clone())
}

fn joined(
    old: Option<&(PlaceCode, i64, String)>,
    new: Option<&(PlaceCode, i64, String)>,
) -> Option<(PlaceCode, i64, String)> {
    match (old, new) {
        (Some(old), Some(new)) => {
            Some((old.0.clone(), old.1 | new.1, if old.2 > new.2 { &old.2 } else { &new.2 }.clone()))
        }
        (old, new) => old.or(new).cloned(),
    }
}

/// Counts a household in its village and its township.
fn count(
    columns: &mut BTreeMap<(PlaceCode, String), [i64; 11]>,
    quarter: &str,
    reached: &(PlaceCode, i64, String),
    by: i64,
) {
    for place in [reached.0.clone(), township(&reached.0)] {
        let sums = columns.entry((place, quarter.to_owned())).or_default();
        sums[0] += by;
        for (sum, (_, bit)) in sums[1..].iter_mut().zip(reach::BITS) {
            *sum += by * i64::from(reached.1 & bit != 0);
        }
    }
}

/// What stands in the column `did`.
pub fn did_of(text: &str) -> Vec<Did> {
    text.split(',').filter_map(Did::of).collect()
}
