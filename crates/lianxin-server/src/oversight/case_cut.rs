//! How cases go by the parts of a cut: of a place, and of the places right below it. Places and parts make a table with both its sums
//! told elsewhere or here, so what is withheld is decided in two directions, from the city down, alike on every page
//! (`lianxin_domain::oversight::cross`). Counts of one whole are told together or not at all.

use lianxin_domain::{
    cases::counts::Counts,
    oversight::cross::{Above, Cross, Marks},
};

use super::{
    case_numbers::{CaseNumbers, Hidden},
    case_way::{Way, total},
    figures::Figure,
};
use crate::places::store::PlaceRef;

/// Groups of counts: a cell's counts of one group are told together. What was raised, what was finished (solved or not), clocks that
/// ended (kept or not), what was opened again, what came back of what was raised.
const GROUPS: usize = 5;
/// The group of each column of [`CaseNumbers`]; what could not be solved is not told by parts.
const GROUP_OF: [Option<usize>; 8] = [Some(0), Some(1), Some(1), None, Some(2), Some(2), Some(3), Some(4)];
const RAISED: usize = 0;
const RECURRED: usize = 7;

/// What is withheld of a row of a table, by group and part.
type Row = [Vec<bool>; GROUPS];

/// A quarter's table of one level, with what is told of the places altogether.
struct Stage {
    cells: Vec<Vec<Counts>>,
    rows: Vec<CaseNumbers>,
    own: CaseNumbers,
    /// At which place the way leads on.
    at: Option<usize>,
}

/// The numbers of a place by part, and of the places right below it.
pub(super) struct ByPart<'a> {
    way: &'a Way,
    /// The last table, with what is withheld of it; without one nothing is told.
    last: Option<(Stage, [Marks; GROUPS])>,
}

impl Way {
    /// The numbers of the place and of those right below it in a quarter, by part.
    pub(super) fn by_part(&self, quarter: &str) -> ByPart<'_> {
        let stage = |(n, row): (usize, &super::case_way::Row)| {
            let (own, below) = self.at(n, quarter);
            let rows = below.into_iter().map(|(_, numbers)| numbers).collect();
            Stage { cells: row.of(quarter, self.cut), rows, own, at: row.at }
        };
        let mut stages: Vec<Stage> = self.rows.iter().enumerate().map(stage).collect();
        let marks = withheld(&stages);
        ByPart { way: self, last: stages.pop().map(|stage| (stage, marks)) }
    }
}

impl ByPart<'_> {
    /// Those of the place itself, by part.
    pub(super) fn own(&self) -> Vec<CaseNumbers> {
        let Some((stage, marks)) = &self.last else { return Vec::new() };
        if let Some(at) = stage.at {
            return told(&stage.cells[at], &row(marks, at));
        }
        let sum = |part: usize| total(stage.cells.iter().map(|row| &row[part]));
        let sums: Vec<Counts> = (0..self.way.cut.parts().len()).map(sum).collect();
        told(&sums, &std::array::from_fn(|group| marks[group].columns.clone()))
    }

    /// Those of a part, of the places right below it in the order of their codes.
    pub(super) fn below(&self, part: usize) -> Vec<(PlaceRef, CaseNumbers)> {
        let Some((stage, marks)) = self.last.as_ref().filter(|(stage, _)| stage.at.is_none()) else {
            return Vec::new();
        };
        let of = |n: usize| told(&stage.cells[n], &row(marks, n)).swap_remove(part);
        let places = self.way.rows.last().map_or(&[][..], |row| row.places.as_slice());
        places.iter().enumerate().map(|(n, place)| (place.clone(), of(n))).collect()
    }
}

fn row(marks: &[Marks; GROUPS], place: usize) -> Row {
    std::array::from_fn(|group| marks[group].cells[place].clone())
}

/// What is withheld of the last table, by group.
fn withheld(stages: &[Stage]) -> [Marks; GROUPS] {
    let shown = |figure: Figure| !figure.withheld;
    [
        last(stages, None, &|c| [c[0]], &|of| [shown(of.raised)]),
        last(stages, None, &|c| [c[2], c[1] - c[2]], &|of| {
            [shown(of.solved), shown(of.solved) && shown(of.finished)]
        }),
        last(stages, None, &|c| [c[9], c[10]], &|of| [shown(of.kept), shown(of.kept) && shown(of.clocks)]),
        last(stages, None, &|c| [c[7]], &|of| [shown(of.reopened)]),
        last(stages, None, &|c| [c[8], c[0] - c[8]], &|of| {
            [shown(of.recurred), shown(of.recurred) && shown(of.raised)]
        }),
    ]
}

/// What is withheld of the last of these tables, of which the first lies below another or is the city's.
fn last<const N: usize>(
    stages: &[Stage],
    above: Option<Above<'_, N>>,
    parts: &dyn Fn(&Counts) -> [i64; N],
    told: &dyn Fn(&CaseNumbers) -> [bool; N],
) -> Marks {
    let Some((stage, rest)) = stages.split_first() else {
        return Marks { cells: Vec::new(), columns: Vec::new() };
    };
    let cross = Cross {
        cells: stage.cells.iter().map(|row| row.iter().map(parts).collect()).collect(),
        rows_shown: stage.rows.iter().map(told).collect(),
        above,
        whole_shown: told(&stage.own),
    };
    let marks = cross.withheld();
    match stage.at.filter(|_| !rest.is_empty()) {
        Some(at) => last(rest, Some(Above { cross: &cross, marks: &marks, at }), parts, told),
        None => marks,
    }
}

/// A row of numbers by part, without what is withheld.
fn told(counts: &[Counts], marks: &Row) -> Vec<CaseNumbers> {
    let one = |(part, counts): (usize, &Counts)| {
        let mut columns: Vec<bool> =
            GROUP_OF.iter().map(|group| group.is_none_or(|group| marks[group][part])).collect();
        // What came back is a part of what was raised: without the one the other is not told.
        columns[RECURRED] |= columns[RAISED];
        CaseNumbers::of(counts, &Hidden { columns, outcomes: true }, None)
    };
    counts.iter().enumerate().map(one).collect()
}
