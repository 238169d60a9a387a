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
    engine::{db::Conn, error::Result, value::Value},
};

/// Gains and losses of one county, before they are written.
#[derive(Default)]
pub struct Tally {
    weeks: BTreeMap<(PlaceCode, String), [i64; 11]>,
    promises: BTreeMap<(PlaceCode, String), [i64; 3]>,
    /// Households that new visits reached: village, bits, last day.
    reached: BTreeMap<(Uuid, String), (PlaceCode, i64, String)>,
    /// Households of which a visit no longer stands.
    lost: BTreeSet<(Uuid, String)>,
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

    /// Writes everything, sorted by key. The rows of the visits are written already.
    pub async fn write(self, conn: &mut Conn, county: &PlaceCode) -> Result<()> {
        let weeks: Vec<Vec<Value>> = self
            .weeks
            .iter()
            .filter(|(_, sums)| sums.iter().any(|n| *n != 0))
            .map(|((township, week), sums)| row(args![county, township, week], sums))
            .collect();
        let promises: Vec<Vec<Value>> = self
            .promises
            .iter()
            .filter(|(_, sums)| sums.iter().any(|n| *n != 0))
            .map(|((township, week), sums)| row(args![county, township, week], sums))
            .collect();
        let (households, columns) = households(conn, county, self.reached, self.lost).await?;
        conn.insert_all(&[
            (&store::VISIT_WEEK, &weeks),
            (&store::PROMISE_WEEK, &promises),
            (&store::HOUSEHOLD_REACH, &households),
            (&store::REACH, &columns),
        ])
        .await
    }
}

fn row<const N: usize>(key: [Value; 3], sums: &[i64; N]) -> Vec<Value> {
    key.into_iter().chain(sums.iter().map(|n| Value::Int(*n))).collect()
}

/// The township of a village.
fn township(village: &PlaceCode) -> PlaceCode {
    village.at(Level::Township).unwrap_or_else(|| village.clone())
}

/// What the households and the columns become, as rows.
type Reached = BTreeMap<(Uuid, String), (PlaceCode, i64, String)>;

async fn households(
    conn: &mut Conn,
    county: &PlaceCode,
    new: Reached,
    lost: BTreeSet<(Uuid, String)>,
) -> Result<(Vec<Vec<Value>>, Vec<Vec<Value>>)> {
    let keys: BTreeSet<&(Uuid, String)> = new.keys().chain(&lost).collect();
    let (Some(first), Some(last)) = (keys.iter().map(|k| &k.1).min(), keys.iter().map(|k| &k.1).max()) else {
        return Ok((vec![], vec![]));
    };
    let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect::<BTreeSet<_>>().into_iter().collect();
    let mut old: Reached = BTreeMap::new();
    for row in read::reached(conn, county, (first, last), &ids).await? {
        let Ok(village) = row.village.parse() else { continue };
        old.insert((row.household, row.quarter), (village, row.bits, row.last_day));
    }
    let recounted = recounted(conn, county, &lost).await?;
    let (mut rows, mut columns) = (Vec::new(), BTreeMap::<(PlaceCode, String), [i64; 11]>::new());
    for key in keys {
        let before = old.get(key);
        let after =
            if lost.contains(key) { recounted.get(key).cloned() } else { joined(before, new.get(key)) };
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

/// What the visits that still stand make of the households that lost one.
async fn recounted(conn: &mut Conn, county: &PlaceCode, lost: &BTreeSet<(Uuid, String)>) -> Result<Reached> {
    let ids: Vec<Uuid> = lost.iter().map(|key| key.0).collect::<BTreeSet<_>>().into_iter().collect();
    let mut counted: Reached = BTreeMap::new();
    for row in read::standing(conn, county, &ids).await? {
        let Ok(village) = row.village.parse::<PlaceCode>() else { continue };
        let bits = reach::bits(Tier::of(&row.tier), row.leader != 0, &did_of(&row.did));
        let entry = counted.entry((row.household, row.quarter)).or_insert((village, 0, String::new()));
        entry.1 |= bits;
        entry.2 = std::mem::take(&mut entry.2).max(row.day);
    }
    Ok(counted)
}

/// What stands in the column `did`.
pub fn did_of(text: &str) -> Vec<Did> {
    text.split(',').filter_map(Did::of).collect()
}
