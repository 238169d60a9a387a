//! What a transaction counts of cases, before it is written: once, sorted by key, so that two transactions never wait for each
//! other.

use std::collections::BTreeMap;

use lianxin_domain::{
    cases::{
        Case,
        counts::{self, Counted, Counts},
        words::Cut,
    },
    day::Day,
    places::PlaceCode,
    visits::calendar,
};

use super::{
    row::{MatterRow, Standing, standing},
    store::{self, NewMatter},
};
use crate::engine::{
    db::Conn,
    error::{Error, Result},
    value::Value,
};

/// Days after a Monday on which the Thursday comes, whose quarter is the week's.
const THURSDAY: i64 = 3;

/// County, township, cut, quarter and part.
pub type Key = [String; 5];

/// Gains and losses by key; and of boards by county, place, state of the office and last day.
#[derive(Default)]
pub struct Tally {
    cuts: BTreeMap<Key, Counts>,
    boards: BTreeMap<[String; 4], i64>,
}

/// The quarter to which a day's whole week belongs.
pub fn quarter(day: Day) -> String {
    let monday = -i64::from(day.date().weekday().to_monday_zero_offset());
    calendar::quarter(calendar::plus(day, monday + THURSDAY))
}

impl Tally {
    /// A new case.
    pub fn raised(&mut self, new: &NewMatter<'_>, case: &Case, today: Day) {
        self.add(new.village, (new.theme, new.heard.word()), today, &counts::raised());
        self.moved(new.village, None, standing(case, new.merged_into.is_some()));
    }

    /// A case that stood there on boards, and stands here now.
    pub fn moved(&mut self, village: &PlaceCode, from: Standing, to: Standing) {
        let (county, township) = (village.owner(), township(village));
        for (standing, by) in [(from, -1), (to, 1)] {
            let Some((office, due)) = standing else { continue };
            for place in [&township, &county] {
                let key = [county.to_string(), place.to_string(), office.clone(), due.clone()];
                *self.boards.entry(key).or_default() += by;
            }
        }
    }

    /// What an act counts.
    pub fn act(&mut self, row: &MatterRow, counted: &Counted, today: Day) -> Result<()> {
        let village = row.village()?;
        self.add(&village, row.cuts(), today, &counted.now);
        if counted.before != Counts::default() {
            let day = row.finished_on.parse().map_err(Error::internal)?;
            self.add(&village, row.cuts(), day, &counted.before);
        }
        Ok(())
    }

    /// A recurrence that a person confirms (`by` 1) or takes back (-1), in the quarter in which it was raised.
    pub fn recurred(&mut self, row: &MatterRow, by: i64) -> Result<()> {
        let mut counts = Counts::default();
        counts[counts::RECURRED] = by;
        self.add(&row.village()?, row.cuts(), row.raised.parse().map_err(Error::internal)?, &counts);
        Ok(())
    }

    /// A case that is taken back as if it had never been: its raising, and each day on which its time was over.
    pub fn taken_back(&mut self, row: &MatterRow, went_up: &[Day]) -> Result<()> {
        let village = row.village()?;
        let mut raised = counts::raised();
        raised.iter_mut().for_each(|n| *n = -*n);
        self.add(&village, row.cuts(), row.raised.parse().map_err(Error::internal)?, &raised);
        for day in went_up {
            let mut late = Counts::default();
            late[counts::LATE] = -1;
            self.add(&village, row.cuts(), *day, &late);
        }
        self.moved(&village, row.standing(), None);
        Ok(())
    }

    /// Adds counts of a village's cases of a theme, that came to light so, on a day: to each cut alike.
    pub fn add(&mut self, village: &PlaceCode, (theme, heard): (&str, &str), day: Day, counts: &Counts) {
        for (cut, part) in [(Cut::Theme, theme), (Cut::Tier, heard)] {
            let key = [
                village.owner().to_string(),
                township(village).to_string(),
                cut.word().to_owned(),
                quarter(day),
                part.to_owned(),
            ];
            counts::gather(self.cuts.entry(key).or_default(), counts, 1);
        }
    }

    /// Writes it.
    pub async fn write(self, conn: &mut Conn) -> Result<()> {
        store::count(conn, self.cuts).await?;
        let moved: Vec<([String; 4], i64)> = self.boards.into_iter().filter(|(_, n)| *n != 0).collect();
        let row = |(key, n): &([String; 4], i64)| -> Vec<Value> {
            key.iter().map(Value::from).chain([Value::from(*n)]).collect()
        };
        store::stand(conn, &moved.iter().map(row).collect::<Vec<_>>()).await?;
        // In the order in which they were locked.
        for (key, _) in moved.iter().filter(|(_, n)| *n < 0) {
            store::clear(conn, key).await?;
        }
        Ok(())
    }
}

fn township(village: &PlaceCode) -> PlaceCode {
    village.parent().unwrap_or_else(|| village.clone())
}
