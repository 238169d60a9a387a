//! The way from the city down to a place: each level's sums, from which it follows what is withheld of the place and of those
//! right below it, alike on every page (`lianxin_domain::oversight::withhold`).

use lianxin_domain::{
    day::Day,
    oversight::{Level as Stage, Part, down, withhold::withheld},
    places::{Level, PlaceCode},
    visits::calendar,
};

use super::{
    figures::{COLUMNS, Figure, Figures, PlaceFigures, Week},
    read::{self, Span, Sums},
};
use crate::{
    engine::{db::Conn, error::Result},
    places::store::{self as places, PlaceRef},
};

/// Weeks that a page shows.
const WEEKS: usize = 52;

/// One level of the way down: its places by code with their sums.
struct Row {
    places: Vec<PlaceRef>,
    sums: Vec<Sums>,
}

/// The way from the city to the places right below the one asked for.
pub(super) struct Way {
    whole: Sums,
    rows: Vec<Row>,
    /// At which place of each row the way leads on.
    at: Vec<Option<usize>>,
    labels: Vec<(String, Day)>,
}

impl Way {
    /// Loads every level from the city down to the places right below one.
    pub(super) async fn load(conn: &mut Conn, code: &PlaceCode, quarter: &str, today: Day) -> Result<Way> {
        let monday = calendar::plus(today, -i64::from(today.date().weekday().to_monday_zero_offset()));
        let labels: Vec<(String, Day)> = (0..WEEKS)
            .rev()
            .map(|ago| calendar::plus(monday, -7 * ago as i64))
            .map(|day| (calendar::week(day), day))
            .collect();
        let first = labels.first().map(|(week, _)| week.clone()).unwrap_or_default();
        let span = Span {
            quarter: quarter.to_owned(),
            weeks: (first, calendar::week(monday)),
            monday: monday.to_string(),
        };
        let mut chain: Vec<PlaceCode> =
            std::iter::successors(Some(code.clone()), PlaceCode::parent).collect();
        chain.reverse();
        let mut way = Way { whole: Sums::default(), rows: Vec::new(), at: Vec::new(), labels };
        for (n, parent) in chain.iter().enumerate().filter(|(_, parent)| parent.level() != Level::Village) {
            let places = places::children(conn, parent, today).await?;
            let mut found = read::below(conn, parent, &span).await?;
            let sums = places.iter().map(|place| found.remove(&place.code).unwrap_or_default()).collect();
            way.at
                .push(chain.get(n + 1).and_then(|next| places.iter().position(|p| p.code == next.as_str())));
            way.rows.push(Row { places, sums });
        }
        way.whole = way.rows.first().map(|row| Sums::total(&row.sums)).unwrap_or_default();
        Ok(way)
    }

    /// The sums of the place where the way ends.
    fn own(&self) -> &Sums {
        let steps = self.rows.iter().zip(&self.at);
        steps.rev().find_map(|(row, at)| at.map(|at| &row.sums[at])).unwrap_or(&self.whole)
    }

    /// The places right below it.
    fn below(&self) -> Option<&Row> {
        self.rows.last().filter(|_| self.at.last() == Some(&None))
    }

    fn stages(&self, column: impl Fn(&Sums) -> Part, rows: usize) -> Vec<Stage> {
        let stage = |(row, at): (&Row, &Option<usize>)| Stage {
            parts: row.sums.iter().map(&column).collect(),
            at: *at,
        };
        self.rows.iter().zip(&self.at).take(rows).map(stage).collect()
    }

    /// The figures of the place and of those right below it.
    pub(super) fn figures(&self) -> (Figures, Vec<PlaceFigures>) {
        let none = Vec::new();
        let below = self.below().map_or(&none, |row| &row.sums);
        let mut own = Vec::with_capacity(COLUMNS.len());
        let mut parts = vec![Vec::with_capacity(COLUMNS.len()); below.len()];
        for column in COLUMNS {
            let (hidden, marks) = down(column(&self.whole), &self.stages(column, self.rows.len()));
            own.push(Figure::new(column(self.own()).n, hidden));
            for ((part, sums), mark) in parts.iter_mut().zip(below).zip(marks) {
                part.push(Figure::new(column(sums).n, mark));
            }
        }
        let needs = self.needs();
        let place = |(n, place): (usize, &PlaceRef)| PlaceFigures {
            place: place.clone(),
            figures: Figures::of(&parts[n], needs.get(n).copied()),
        };
        let children = self.below().map(|row| row.places.iter().enumerate().map(place).collect());
        let own_needs = self.at.last().copied().flatten().and_then(|at| needs.get(at).copied());
        (Figures::of(&own, own_needs), children.unwrap_or_default())
    }

    /// Open needs of the villages that the way comes to; none where it ends above them.
    fn needs(&self) -> Vec<Figure> {
        let villages = self.rows.get(2).map_or(&[][..], |row| &row.sums);
        let parts: Vec<Part> = villages.iter().map(|sums| Part::of(sums.needs)).collect();
        parts.iter().zip(withheld(&parts, true)).map(|(part, hidden)| Figure::new(part.n, hidden)).collect()
    }

    /// The place's weeks. Villages have none.
    pub(super) fn weeks(&self) -> Vec<Week> {
        let rows = self.at.iter().take_while(|at| at.is_some()).count();
        let week = |(label, starts): &(String, Day)| {
            let figure = |at: usize| {
                let column = |sums: &Sums| Part::of(sums.weeks.get(label).map_or(0, |week| week[at]));
                Figure::new(column(self.own()).n, down(column(&self.whole), &self.stages(column, rows)).0)
            };
            Week {
                week: label.clone(),
                starts: starts.to_string(),
                visits: figure(0),
                by_leaders: figure(1),
                in_person: figure(2),
                phone: figure(3),
                meeting: figure(4),
                work: figure(5),
                eat: figure(6),
                stay: figure(7),
                statements: figure(8),
                needs: figure(9),
                promises: figure(10),
                due: figure(11),
                kept: figure(12),
            }
        };
        self.labels.iter().map(week).collect()
    }
}
