//! How cases go by theme: of a place, of the places right below it for one theme, over quarters. Places and themes make a table
//! with both its sums told elsewhere or here, so what is withheld is decided in two directions, from the city down, alike on every
//! page (`lianxin_domain::oversight::cross`). Parts of one whole are told together or not at all.

use std::collections::HashMap;

use lianxin_domain::{
    cases::{counts::Counts, words::Theme},
    day::Day,
    oversight::cross::{Cross, Marks},
    places::{Level, PlaceCode},
};

use super::{
    case_numbers::{CaseNumbers, Hidden},
    case_way::Way,
    counted,
    figures::Figure,
};
use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
};

/// Groups of counts: a cell's counts of one group are told together. What was raised, what was finished (solved or not), clocks that
/// ended (kept or not), what was opened again, what came back of what was raised.
const GROUPS: usize = 5;
/// The group of each column of [`CaseNumbers`]; what could not be solved is not told by theme.
const GROUP_OF: [Option<usize>; 8] = [Some(0), Some(1), Some(1), None, Some(2), Some(2), Some(3), Some(4)];

/// A table of one level: places by themes, by quarter.
struct Stage {
    places: Vec<PlaceRef>,
    cells: HashMap<String, Vec<Vec<Counts>>>,
    /// What is withheld of the place and of those right below it altogether.
    way: Way,
    /// At which place the way leads on.
    at: Option<usize>,
}

/// The tables from the city down.
pub(super) struct ThemeWay {
    stages: Vec<Stage>,
}

/// What is withheld of a row of a table, by group and theme.
type Row = [Vec<bool>; GROUPS];
const RAISED: usize = 0;
const RECURRED: usize = 7;

/// The numbers of a place by theme, and of the places right below it.
pub(super) struct ByTheme {
    pub(super) own: Vec<CaseNumbers>,
    /// By place, in the order of their codes, and theme.
    pub(super) below: Vec<(PlaceRef, Vec<CaseNumbers>)>,
}

impl ThemeWay {
    /// Loads the tables from the city down to the places right below one, for the quarters from one to another.
    pub(super) async fn load(
        conn: &mut Conn,
        code: &PlaceCode,
        span: (&str, &str),
        today: Day,
    ) -> Result<ThemeWay> {
        let mut chain: Vec<PlaceCode> =
            std::iter::successors(Some(code.clone()), PlaceCode::parent).collect();
        chain.reverse();
        let mut stages = Vec::new();
        for (n, parent) in chain.iter().enumerate().filter(|(_, parent)| parent.level() < Level::Township) {
            let places = places::children(conn, parent, today).await?;
            let mut cells: HashMap<String, Vec<Vec<Counts>>> = HashMap::new();
            for (place, quarter, theme, counts) in counted::below_by_theme(conn, parent, span).await? {
                let row = places.iter().position(|known| known.code == place);
                let column = Theme::ALL.iter().position(|known| known.word() == theme);
                let (Some(row), Some(column)) = (row, column) else { continue };
                let empty = || vec![vec![Counts::default(); Theme::ALL.len()]; places.len()];
                cells.entry(quarter).or_insert_with(empty)[row][column] = counts;
            }
            let next = chain.get(n + 1);
            let at = next.and_then(|next| places.iter().position(|place| place.code == next.as_str()));
            stages.push(Stage { way: Way::load(conn, parent, span, today).await?, places, cells, at });
        }
        Ok(ThemeWay { stages })
    }

    /// The numbers of the place and of those right below it in a quarter.
    pub(super) fn of(&self, quarter: &str) -> ByTheme {
        let none = vec![Counts::default(); Theme::ALL.len()];
        let (mut own, mut hidden): (Vec<Counts>, Option<Row>) = (none.clone(), None);
        for stage in &self.stages {
            let empty = || vec![none.clone(); stage.places.len()];
            let cells = stage.cells.get(quarter).cloned().unwrap_or_else(empty);
            let marks = stage.decide(quarter, &cells, hidden.as_ref());
            let whole = || std::array::from_fn(|group| marks[group].columns.clone());
            let row = |at: usize| std::array::from_fn(|group| marks[group].cells[at].clone());
            if hidden.is_none() {
                own = (0..Theme::ALL.len()).map(|theme| sum(&cells, theme)).collect();
            }
            let Some(at) = stage.at else {
                let each = |(n, place): (usize, &PlaceRef)| (place.clone(), told(&cells[n], &row(n)));
                return ByTheme {
                    own: told(&own, &whole()),
                    below: stage.places.iter().enumerate().map(each).collect(),
                };
            };
            own.clone_from(&cells[at]);
            hidden = Some(row(at));
        }
        let marks = hidden.unwrap_or_else(|| std::array::from_fn(|_| vec![true; Theme::ALL.len()]));
        ByTheme { own: told(&own, &marks), below: Vec::new() }
    }
}

impl Stage {
    /// Decides a quarter; `above` tells what is withheld of the place's own themes already.
    fn decide(&self, quarter: &str, cells: &[Vec<Counts>], above: Option<&Row>) -> [Marks; GROUPS] {
        let (own, below) = self.way.of(quarter);
        let shown = |figure: Figure| !figure.withheld;
        let columns =
            |group: usize| above.map(|marks| marks[group].iter().map(|mark| !mark).collect::<Vec<bool>>());
        let rows: Vec<&CaseNumbers> = below.iter().map(|(_, numbers)| numbers).collect();
        let table = Table { cells, rows: &rows, own: &own };
        [
            table.cross(|c| [c[0]], |of| [shown(of.raised)], columns(0)),
            table.cross(
                |c| [c[2], c[1] - c[2]],
                |of| [shown(of.solved), shown(of.solved) && shown(of.finished)],
                columns(1),
            ),
            table.cross(
                |c| [c[9], c[10]],
                |of| [shown(of.kept), shown(of.kept) && shown(of.clocks)],
                columns(2),
            ),
            table.cross(|c| [c[7]], |of| [shown(of.reopened)], columns(3)),
            table.cross(
                |c| [c[8], c[0] - c[8]],
                |of| [shown(of.recurred), shown(of.recurred) && shown(of.raised)],
                columns(4),
            ),
        ]
    }
}

/// A quarter's table of places and themes, with what is told of the places altogether.
struct Table<'a> {
    cells: &'a [Vec<Counts>],
    rows: &'a [&'a CaseNumbers],
    own: &'a CaseNumbers,
}

impl Table<'_> {
    fn cross<const N: usize>(
        &self,
        parts: fn(&Counts) -> [i64; N],
        told: impl Fn(&CaseNumbers) -> [bool; N],
        columns_shown: Option<Vec<bool>>,
    ) -> Marks {
        let cross = Cross {
            cells: self.cells.iter().map(|row| row.iter().map(parts).collect()).collect(),
            rows_shown: self.rows.iter().map(|of| told(of)).collect(),
            columns_shown,
            whole_shown: told(self.own),
        };
        cross.withheld()
    }
}

fn sum(cells: &[Vec<Counts>], theme: usize) -> Counts {
    let mut total = Counts::default();
    for row in cells {
        total.iter_mut().zip(&row[theme]).for_each(|(sum, n)| *sum += n);
    }
    total
}

/// A row of numbers by theme, without what is withheld.
fn told(counts: &[Counts], marks: &Row) -> Vec<CaseNumbers> {
    let one = |(theme, counts): (usize, &Counts)| {
        let mut columns: Vec<bool> =
            GROUP_OF.iter().map(|group| group.is_none_or(|group| marks[group][theme])).collect();
        // What came back is a part of what was raised: without the one the other is not told.
        columns[RECURRED] |= columns[RAISED];
        CaseNumbers::of(counts, &Hidden { columns, outcomes: true }, None)
    };
    counts.iter().enumerate().map(one).collect()
}
