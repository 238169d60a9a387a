//! The way from the city down to the places right below the one asked for: from each level's sums follows what is withheld of
//! cases, alike for every cut, on every page, in the report and on the open page.

use std::collections::HashMap;

use lianxin_domain::{
    cases::{
        counts::{Counts, gather},
        words::Cut,
    },
    day::Day,
    oversight::{Level as Stage, Part, down, outcomes, withhold::withheld},
    places::PlaceCode,
};

use super::{
    case_numbers::{COLUMNS, CaseNumbers, Hidden, SUM},
    counted,
};
use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
};

/// One level of the way down: places by parts.
pub(super) struct Row {
    pub(super) places: Vec<PlaceRef>,
    /// By quarter: by place, in the order of their codes, and part.
    cells: HashMap<String, Vec<Vec<Counts>>>,
    /// At which place the way leads on.
    pub(super) at: Option<usize>,
}

/// The way, with the parts of a cut.
pub(super) struct Way {
    pub(super) cut: Cut,
    pub(super) rows: Vec<Row>,
}

impl Way {
    /// Loads every level from the city down, for the quarters from one to another.
    pub(super) async fn load(
        conn: &mut Conn,
        code: &PlaceCode,
        cut: Cut,
        span: (&str, &str),
        today: Day,
    ) -> Result<Way> {
        let mut chain: Vec<PlaceCode> =
            std::iter::successors(Some(code.clone()), PlaceCode::parent).collect();
        chain.reverse();
        let (parts, mut rows) = (cut.parts(), Vec::new());
        for (n, parent) in chain.iter().enumerate().filter(|(_, parent)| parent.level() < cut.lowest()) {
            let places = places::children(conn, parent, today).await?;
            let mut cells: HashMap<String, Vec<Vec<Counts>>> = HashMap::new();
            for found in counted::below(conn, parent, cut, span).await? {
                let row = places.iter().position(|known| known.code == found.place);
                let column = parts.iter().position(|part| *part == found.part);
                let (Some(row), Some(column)) = (row, column) else { continue };
                let counts = found.counts();
                let empty = || vec![vec![Counts::default(); parts.len()]; places.len()];
                gather(&mut cells.entry(found.quarter).or_insert_with(empty)[row][column], &counts, 1);
            }
            let next = chain.get(n + 1);
            let at = next.and_then(|next| places.iter().position(|place| place.code == next.as_str()));
            rows.push(Row { places, cells, at });
        }
        Ok(Way { cut, rows })
    }

    /// The numbers of the place and of those right below it in a quarter, all parts together.
    pub(super) fn of(&self, quarter: &str) -> (CaseNumbers, Vec<(PlaceRef, CaseNumbers)>) {
        self.down(quarter, &self.rows, self.rows.last().and_then(|row| row.at))
    }

    /// The same of the place whose parts are in a row, whether the way ends there or not.
    pub(super) fn at(&self, row: usize, quarter: &str) -> (CaseNumbers, Vec<(PlaceRef, CaseNumbers)>) {
        self.down(quarter, &self.rows[..=row], None)
    }

    /// The same along some rows; `end`: at which place of the last one.
    fn down(
        &self,
        quarter: &str,
        rows: &[Row],
        end: Option<usize>,
    ) -> (CaseNumbers, Vec<(PlaceRef, CaseNumbers)>) {
        let of_row = |(n, row): (usize, &Row)| {
            let sums: Vec<Counts> = row.of(quarter, self.cut).iter().map(total).collect();
            (sums, if n + 1 == rows.len() { end } else { row.at })
        };
        let steps: Vec<Step> = rows.iter().enumerate().map(of_row).collect();
        let whole = steps.first().map(|(all, _)| total(all)).unwrap_or_default();
        let own = steps.iter().rev().find_map(|(sums, at)| at.map(|at| sums[at])).unwrap_or(whole);
        let below = steps.last().filter(|(_, at)| at.is_none());
        let children = below.map_or(&[][..], |(sums, _)| sums.as_slice());

        let mut hidden = Vec::with_capacity(COLUMNS.len());
        let mut marks = vec![Vec::with_capacity(COLUMNS.len()); children.len()];
        for column in COLUMNS {
            let (own, those) = withheld_of(&steps, &whole, column);
            hidden.push(own);
            marks.iter_mut().zip(those).for_each(|(marks, mark)| marks.push(mark));
        }
        let (own_outcomes, outcomes) = outcomes_of(&steps, &whole);
        let now = CaseNumbers::of(&own, &Hidden { columns: hidden, outcomes: own_outcomes }, None);
        let places = rows.last().map_or(&[][..], |row| row.places.as_slice());
        let told = places.iter().zip(children).zip(marks).zip(outcomes);
        let told = told.map(|(((place, counts), columns), outcomes)| {
            let hidden = Hidden { columns, outcomes };
            (place.clone(), CaseNumbers::of(counts, &hidden, Some(&now)))
        });
        let told = told.collect();
        (now, told)
    }
}

impl Row {
    /// The cells of a quarter.
    pub(super) fn of(&self, quarter: &str, cut: Cut) -> Vec<Vec<Counts>> {
        let empty = || vec![vec![Counts::default(); cut.parts().len()]; self.places.len()];
        self.cells.get(quarter).cloned().unwrap_or_else(empty)
    }
}

/// The sums of a row's places in a quarter, and at which the way leads on.
type Step = (Vec<Counts>, Option<usize>);

/// Whether a column is withheld of the place, and of which of those below it.
fn withheld_of(steps: &[Step], whole: &Counts, column: fn(&Counts) -> Part) -> (bool, Vec<bool>) {
    let stage = |(sums, at): &Step| Stage { parts: sums.iter().map(column).collect(), at: *at };
    down(column(whole), &steps.iter().map(stage).collect::<Vec<_>>())
}

/// The same for the outcomes: level by level, as what is shown of one decides the next.
fn outcomes_of(steps: &[Step], whole: &Counts) -> (bool, Vec<bool>) {
    let columns = SUM.map(|at| COLUMNS[at]);
    let mut gone = columns.map(|column| column(whole).is_small());
    let mut hidden = Hidden::outcomes(whole, !gone.contains(&true)).is_small();
    for (sums, at) in steps {
        let marks = [0, 1].map(|n| {
            let parts: Vec<Part> = sums.iter().map(columns[n]).collect();
            withheld(&parts, !gone[n])
        });
        let place =
            |(at, counts): (usize, &Counts)| Hidden::outcomes(counts, marks.iter().all(|marks| !marks[at]));
        let told = outcomes::withheld(&sums.iter().enumerate().map(place).collect::<Vec<_>>(), !hidden);
        match at {
            None => return (hidden, told),
            Some(at) => (hidden, gone) = (told[*at], marks.map(|marks| marks[*at])),
        }
    }
    (hidden, Vec::new())
}

/// The sum of counts.
pub(super) fn total<'a>(all: impl IntoIterator<Item = &'a Counts>) -> Counts {
    let mut total = Counts::default();
    for one in all {
        gather(&mut total, one, 1);
    }
    total
}
