//! What a transaction counts of cases, before it is written: once, sorted by key, so that two transactions never wait for each
//! other.

use std::collections::BTreeMap;

use lianxin_domain::{
    cases::counts::{self, Counted, Counts},
    day::Day,
    places::PlaceCode,
    visits::calendar,
};

use super::{row::MatterRow, store};
use crate::engine::{
    db::Conn,
    error::{Error, Result},
    value::Value,
};

/// Days after a Monday on which the Thursday comes, whose quarter is the week's.
const THURSDAY: i64 = 3;

/// Gains and losses by county, township, quarter, week and theme.
#[derive(Default)]
pub struct Tally {
    weeks: BTreeMap<[String; 5], Counts>,
}

/// The quarter to which a day's whole week belongs.
pub fn quarter(day: Day) -> String {
    let monday = -i64::from(day.date().weekday().to_monday_zero_offset());
    calendar::quarter(calendar::plus(day, monday + THURSDAY))
}

impl Tally {
    /// A new case.
    pub fn raised(&mut self, village: &PlaceCode, theme: &str, today: Day) {
        self.add(village, theme, today, &counts::raised());
    }

    /// What an act counts.
    pub fn act(&mut self, row: &MatterRow, counted: &Counted, today: Day) -> Result<()> {
        let village = row.village()?;
        self.add(&village, &row.theme, today, &counted.now);
        if counted.before != Counts::default() {
            let day = row.finished_on.parse().map_err(Error::internal)?;
            self.add(&village, &row.theme, day, &counted.before);
        }
        Ok(())
    }

    /// A recurrence that a person confirms (`by` 1) or takes back (-1), in the week in which it was raised.
    pub fn recurred(&mut self, row: &MatterRow, by: i64) -> Result<()> {
        let mut counts = Counts::default();
        counts[counts::RECURRED] = by;
        self.add(&row.village()?, &row.theme, row.raised.parse().map_err(Error::internal)?, &counts);
        Ok(())
    }

    fn add(&mut self, village: &PlaceCode, theme: &str, day: Day, counts: &Counts) {
        let township = village.parent().unwrap_or_else(|| village.clone());
        let key = [
            village.owner().to_string(),
            township.to_string(),
            quarter(day),
            calendar::week(day),
            theme.to_owned(),
        ];
        let sums = self.weeks.entry(key).or_default();
        sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
    }

    /// Writes it.
    pub async fn write(self, conn: &mut Conn) -> Result<()> {
        let changed = self.weeks.into_iter().filter(|(_, counts)| counts.iter().any(|n| *n != 0));
        let row = |(key, counts): ([String; 5], Counts)| -> Vec<Value> {
            key.into_iter().map(Value::from).chain(counts.into_iter().map(Value::from)).collect()
        };
        store::count(conn, &changed.map(row).collect::<Vec<_>>()).await
    }
}
