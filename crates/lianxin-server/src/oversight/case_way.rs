//! The way from the city down to the places right below the one asked for: from each level's sums follows what is withheld of
//! cases, alike on every page, in the report and on the open page.

use std::collections::HashMap;

use lianxin_domain::{
    cases::counts::Counts,
    day::Day,
    oversight::{Level as Stage, Part, down, outcomes, withhold::withheld},
    places::{Level, PlaceCode},
};

use super::{
    case_numbers::{COLUMNS, CaseNumbers, Hidden, SUM},
    counted,
};
use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
};

/// One level of the way down.
struct Row {
    places: Vec<PlaceRef>,
    /// By quarter, in the order of the places.
    sums: HashMap<String, Vec<Counts>>,
    /// At which place the way leads on.
    at: Option<usize>,
}

/// The way.
pub(super) struct Way {
    rows: Vec<Row>,
}

impl Way {
    /// Loads every level from the city down, for the quarters from one to another.
    pub(super) async fn load(
        conn: &mut Conn,
        code: &PlaceCode,
        span: (&str, &str),
        today: Day,
    ) -> Result<Way> {
        let mut chain: Vec<PlaceCode> =
            std::iter::successors(Some(code.clone()), PlaceCode::parent).collect();
        chain.reverse();
        let mut rows = Vec::new();
        for (n, parent) in chain.iter().enumerate().filter(|(_, parent)| parent.level() < Level::Township) {
            let places = places::children(conn, parent, today).await?;
            let found = counted::below(conn, parent, span).await?;
            let mut sums: HashMap<String, Vec<Counts>> = HashMap::new();
            for (place, quarter, counts) in found {
                let Some(at) = places.iter().position(|known| known.code == place) else { continue };
                sums.entry(quarter).or_insert_with(|| vec![Counts::default(); places.len()])[at] = counts;
            }
            let next = chain.get(n + 1);
            let at = next.and_then(|next| places.iter().position(|place| place.code == next.as_str()));
            rows.push(Row { places, sums, at });
        }
        Ok(Way { rows })
    }

    /// The numbers of the place and of those right below it in a quarter.
    pub(super) fn of(&self, quarter: &str) -> (CaseNumbers, Vec<(PlaceRef, CaseNumbers)>) {
        let of_row = |row: &Row| {
            row.sums.get(quarter).cloned().unwrap_or_else(|| vec![Counts::default(); row.places.len()])
        };
        let sums: Vec<Vec<Counts>> = self.rows.iter().map(of_row).collect();
        let whole = sums.first().map(|all| total(all)).unwrap_or_default();
        let steps = || self.rows.iter().zip(&sums);
        let own = steps().rev().find_map(|(row, sums)| row.at.map(|at| sums[at])).unwrap_or(whole);
        let below = self.rows.last().zip(sums.last()).filter(|(row, _)| row.at.is_none());
        let children = below.map_or(&[][..], |(_, sums)| sums.as_slice());

        let mut hidden = Vec::with_capacity(COLUMNS.len());
        let mut marks = vec![Vec::with_capacity(COLUMNS.len()); children.len()];
        for column in COLUMNS {
            let (own, those) = self.withheld(&sums, &whole, column);
            hidden.push(own);
            marks.iter_mut().zip(those).for_each(|(marks, mark)| marks.push(mark));
        }
        let (own_outcomes, outcomes) = self.outcomes(&sums, &whole);
        let now = CaseNumbers::of(&own, &Hidden { columns: hidden, outcomes: own_outcomes }, None);
        let places = below.map_or(&[][..], |(row, _)| row.places.as_slice());
        let told = places.iter().zip(children).zip(marks).zip(outcomes);
        let told = told.map(|(((place, counts), columns), outcomes)| {
            let hidden = Hidden { columns, outcomes };
            (place.clone(), CaseNumbers::of(counts, &hidden, Some(&now)))
        });
        let told = told.collect();
        (now, told)
    }

    /// Whether a column is withheld of the place, and of which of those below it.
    fn withheld(
        &self,
        sums: &[Vec<Counts>],
        whole: &Counts,
        column: fn(&Counts) -> Part,
    ) -> (bool, Vec<bool>) {
        let stage = |(row, sums): (&Row, &Vec<Counts>)| Stage {
            parts: sums.iter().map(column).collect(),
            at: row.at,
        };
        down(column(whole), &self.rows.iter().zip(sums).map(stage).collect::<Vec<_>>())
    }

    /// The same for the outcomes: level by level, as what is shown of one decides the next.
    fn outcomes(&self, sums: &[Vec<Counts>], whole: &Counts) -> (bool, Vec<bool>) {
        let columns = SUM.map(|at| COLUMNS[at]);
        let mut gone = columns.map(|column| column(whole).is_small());
        let mut hidden = Hidden::outcomes(whole, !gone.contains(&true)).is_small();
        for (row, sums) in self.rows.iter().zip(sums) {
            let marks = [0, 1].map(|n| {
                let parts: Vec<Part> = sums.iter().map(columns[n]).collect();
                withheld(&parts, !gone[n])
            });
            let place = |(at, counts): (usize, &Counts)| {
                Hidden::outcomes(counts, marks.iter().all(|marks| !marks[at]))
            };
            let told = outcomes::withheld(&sums.iter().enumerate().map(place).collect::<Vec<_>>(), !hidden);
            match row.at {
                None => return (hidden, told),
                Some(at) => (hidden, gone) = (told[at], marks.map(|marks| marks[at])),
            }
        }
        (hidden, Vec::new())
    }
}

fn total(all: &[Counts]) -> Counts {
    let mut total = Counts::default();
    for one in all {
        total.iter_mut().zip(one).for_each(|(sum, n)| *sum += n);
    }
    total
}
