//! How cases go by theme: of a place, of the places right below it for one theme, over quarters. Places and themes make a table
//! with both its sums told elsewhere or here, so what is withheld is decided in two directions, from the city down, alike on every
//! page (`lianxin_domain::oversight::cross`). A cell's numbers are told together: what was raised, finished, solved and in time.
//! What was opened again and what came back are withheld in the same cells, and in more where they are few.

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

/// Counts of which each is told or withheld with its cell: raised, solved, finished otherwise, in time, late.
const TOGETHER: usize = 5;
/// Columns of [`CaseNumbers`] from which these follow.
const RAISED: usize = 0;
const CANNOT: usize = 3;
const REOPENED: usize = 6;
const RECURRED: usize = 7;
const COLUMNS: usize = 8;

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

/// What is withheld of a table: of each of the three groups of counts.
#[derive(Clone)]
struct Decided {
    together: Marks,
    reopened: Marks,
    recurred: Marks,
}

/// The numbers of a place by theme, and of the places right below it.
pub(super) struct ByTheme {
    pub(super) own: Vec<CaseNumbers>,
    /// By place, in the order of their codes, and theme.
    pub(super) below: Vec<(PlaceRef, Vec<CaseNumbers>)>,
}

fn small_parts(c: &Counts) -> [i64; TOGETHER] {
    [c[0], c[2], c[1] - c[2], c[9], c[10]]
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
        let (mut own, mut hidden): (Vec<Counts>, Option<[Vec<bool>; 3]>) = (none.clone(), None);
        for stage in &self.stages {
            let empty = || vec![none.clone(); stage.places.len()];
            let cells = stage.cells.get(quarter).cloned().unwrap_or_else(empty);
            let decided = stage.decide(quarter, &cells, hidden.take());
            if own.iter().all(|counts| *counts == Counts::default()) {
                own = (0..Theme::ALL.len()).map(|theme| sum(&cells, theme)).collect();
            }
            let groups = |marks: fn(&Decided) -> &Marks| marks(&decided).columns.clone();
            let whole = [groups(|d| &d.together), groups(|d| &d.reopened), groups(|d| &d.recurred)];
            let Some(at) = stage.at else {
                let row = |(n, place): (usize, &PlaceRef)| {
                    let marks = decided.row(n);
                    (place.clone(), told(&cells[n], &marks))
                };
                let below = stage.places.iter().enumerate().map(row).collect();
                return ByTheme { own: told(&own, &whole), below };
            };
            own.clone_from(&cells[at]);
            hidden = Some(decided.row(at));
        }
        let all = || vec![true; Theme::ALL.len()];
        let marks = hidden.unwrap_or_else(|| [all(), all(), all()]);
        ByTheme { own: told(&own, &marks), below: Vec::new() }
    }
}

impl Decided {
    /// What is withheld of a place, by theme.
    fn row(&self, at: usize) -> [Vec<bool>; 3] {
        [&self.together, &self.reopened, &self.recurred].map(|marks| marks.cells[at].clone())
    }
}

impl Stage {
    /// Decides a quarter; `above` tells what is withheld of the place's own themes already.
    fn decide(&self, quarter: &str, cells: &[Vec<Counts>], above: Option<[Vec<bool>; 3]>) -> Decided {
        let (own, below) = self.way.of(quarter);
        let columns = |group: usize| {
            above.as_ref().map(|marks| marks[group].iter().map(|mark| !mark).collect::<Vec<bool>>())
        };
        let flags = |of: &CaseNumbers| {
            let shown = |figure: Figure| !figure.withheld;
            let (finished, clocks) = (shown(of.finished), shown(of.clocks));
            let solved = shown(of.solved);
            let kept = shown(of.kept);
            [shown(of.raised), solved, finished && solved, kept, clocks && kept]
        };
        let rows: Vec<&CaseNumbers> = below.iter().map(|(_, numbers)| numbers).collect();
        let together = Cross {
            cells: cells.iter().map(|row| row.iter().map(small_parts).collect()).collect(),
            rows_shown: rows.iter().map(|of| flags(of)).collect(),
            columns_shown: columns(0),
            whole_shown: flags(&own),
        };
        let reopened = Cross {
            cells: cells.iter().map(|row| row.iter().map(|c| [c[7]]).collect()).collect(),
            rows_shown: rows.iter().map(|of| [!of.reopened.withheld]).collect(),
            columns_shown: columns(1),
            whole_shown: [!own.reopened.withheld],
        };
        let part = |of: &CaseNumbers| {
            let recurred = !of.recurred.withheld;
            [recurred, recurred && !of.raised.withheld]
        };
        let recurred = Cross {
            cells: cells.iter().map(|row| row.iter().map(|c| [c[8], c[0] - c[8]]).collect()).collect(),
            rows_shown: rows.iter().map(|of| part(of)).collect(),
            columns_shown: columns(2),
            whole_shown: part(&own),
        };
        Decided {
            together: together.withheld(),
            reopened: reopened.withheld(),
            recurred: recurred.withheld(),
        }
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
fn told(counts: &[Counts], [together, reopened, recurred]: &[Vec<bool>; 3]) -> Vec<CaseNumbers> {
    let one = |(theme, counts): (usize, &Counts)| {
        let mut columns = vec![together[theme]; COLUMNS];
        columns[CANNOT] = true;
        columns[REOPENED] |= reopened[theme];
        // What came back is a part of what was raised.
        columns[RECURRED] |= recurred[theme] || columns[RAISED];
        CaseNumbers::of(counts, &Hidden { columns, outcomes: true }, None)
    };
    counts.iter().enumerate().map(one).collect()
}
