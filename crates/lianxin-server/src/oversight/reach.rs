//! What was reached where: households, weeks, promises, from the city to the village. Numbers of places only, never of an
//! official; small ones are withheld, alike on every page (`lianxin_domain::oversight::withhold`).

use axum::Json;
use lianxin_domain::{
    day::Day,
    oversight::{Level as Stage, Part, down, withhold::withheld},
    places::{Level, PlaceCode},
    visits::calendar,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{self, Span, Sums};
use crate::{
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query},
        page::{Paging, cursor},
    },
    places::store::{self as places, PlaceRef},
};

/// Weeks that a page shows.
const WEEKS: usize = 52;

/// A number, unless it is withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// The number; none when it is withheld.
    pub n: Option<i64>,
    /// Whether it is withheld: too small, or it would give a small one away.
    pub withheld: bool,
}

impl Figure {
    fn new(n: i64, withheld: bool) -> Figure {
        Figure { n: (!withheld).then_some(n), withheld }
    }
}

/// Households of a kind: how many there are, how many were reached in the quarter, how many were not.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Share {
    there: Figure,
    reached: Figure,
    unmet: Figure,
}

/// Households reached by officials of each tier.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct ByTier {
    contact_point: Figure,
    paired_unit: Figure,
    first_secretary: Figure,
    township_charge: Figure,
}

/// Households of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct ByKind {
    old_party_member: Share,
    old_official: Share,
    old_model: Share,
    hardship: Share,
    thriving: Share,
}

/// The figures of a place in a quarter.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Figures {
    households: Share,
    /// Households reached by leaders.
    by_leaders: Figure,
    tiers: ByTier,
    kinds: ByKind,
    /// Promises still open that were due before this week.
    overdue: Figure,
    /// Needs still open; villages only.
    needs: Option<Figure>,
}

/// A place right below the one asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceFigures {
    place: PlaceRef,
    figures: Figures,
}

/// One week of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Week {
    /// `2026-W27`.
    week: String,
    /// Its Monday.
    starts: String,
    visits: Figure,
    by_leaders: Figure,
    in_person: Figure,
    phone: Figure,
    meeting: Figure,
    work: Figure,
    eat: Figure,
    stay: Figure,
    statements: Figure,
    needs: Figure,
    promises: Figure,
    /// Promises due in this week, without those withdrawn.
    due: Figure,
    /// Those of them that are kept.
    kept: Figure,
}

/// What was reached in a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reach {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    quarter: String,
    /// Quarters that have something to show, the latest first.
    quarters: Vec<String>,
    now: Figures,
    children: Vec<PlaceFigures>,
    /// The last 52 weeks; none for a village.
    weeks: Vec<Week>,
}

/// Villages with households that were not met.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unmet {
    place: PlaceRef,
    quarter: String,
    /// The villages of one township.
    items: Vec<PlaceFigures>,
    /// Pass it as `after` for the next township.
    next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    quarter: String,
    #[serde(default)]
    after: String,
}

/// One level of the way down: its places by code with their sums.
struct Row {
    places: Vec<PlaceRef>,
    sums: Vec<Sums>,
}

/// The way from the city to the places right below the one asked for.
struct Way {
    whole: Sums,
    rows: Vec<Row>,
    /// At which place of each row the way leads on.
    at: Vec<Option<usize>>,
    labels: Vec<(String, Day)>,
}

/// `GET /reach/{code}`
pub(super) async fn reach(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Reach>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place = find(&mut look, &code, today).await?;
    let quarter = quarter(&asked.quarter, today)?;
    let mut quarters = read::quarters(&mut look, &code).await?;
    let present = calendar::quarter(today);
    if !quarters.contains(&present) {
        quarters.insert(0, present);
    }
    let way = Way::load(&mut look, &code, &quarter, today).await?;
    let (now, children) = way.figures();
    Ok(Json(Reach {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        weeks: if place.level == "village" { Vec::new() } else { way.weeks() },
        place,
        quarter,
        quarters,
        now,
        children,
    }))
}

/// `GET /reach/{code}/unmet`
pub(super) async fn unmet(
    mut look: Look,
    Path(code): Path<PlaceCode>,
    Query(asked): Query<Asked>,
) -> Result<Json<Unmet>> {
    look.may(&code)?;
    let today = look.app.clock.today();
    let place = find(&mut look, &code, today).await?;
    let quarter = quarter(&asked.quarter, today)?;
    let townships: Vec<PlaceCode> = match code.level() {
        Level::City | Level::County => read::townships(&mut look, &code).await?,
        _ => code.at(Level::Township).into_iter().collect(),
    };
    let [after] = (Paging { after: Some(asked.after), limit: None }).after();
    let last = townships.last().cloned();
    // A township in which everybody was met has nothing to show.
    for township in townships.into_iter().filter(|township| township.as_str() > after.as_str()) {
        let mut items = Way::load(&mut look, &township, &quarter, today).await?.figures().1;
        items.retain(|one| one.place.code.starts_with(code.as_str()));
        items.retain(|one| one.figures.households.unmet != Figure::new(0, false));
        if !items.is_empty() {
            let next = (Some(&township) != last.as_ref()).then(|| cursor(&[township.to_string()]));
            return Ok(Json(Unmet { place, quarter, items, next }));
        }
    }
    Ok(Json(Unmet { place, quarter, items: Vec::new(), next: None }))
}

async fn find(conn: &mut Conn, code: &PlaceCode, today: Day) -> Result<PlaceRef> {
    places::find(conn, code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))
}

/// The quarter asked for, or the present one.
fn quarter(asked: &str, today: Day) -> Result<String> {
    let sound = |text: &str| {
        let (year, part) = text.split_once('Q')?;
        (year.len() == 4 && year.parse::<u16>().is_ok() && matches!(part, "1" | "2" | "3" | "4")).then_some(())
    };
    match asked {
        "" => Ok(calendar::quarter(today)),
        text if sound(text).is_some() => Ok(text.to_owned()),
        _ => Err(Error::refused(codes::INVALID).field("quarter", codes::BAD_QUARTER)),
    }
}

/// A column of the figures: its number, and what it is a part of.
type Column = fn(&Sums) -> Part;

/// The columns of [`Figures`], in its order: reached and there of all households, by whom, by kind, promises.
const COLUMNS: [Column; 18] = [
    |s| Part { n: s.reached[0], of: Some(s.there[0]) },
    |s| Part::of(s.there[0]),
    |s| Part::of(s.reached[1]),
    |s| Part::of(s.reached[2]),
    |s| Part::of(s.reached[3]),
    |s| Part::of(s.reached[4]),
    |s| Part::of(s.reached[5]),
    |s| Part { n: s.reached[6], of: Some(s.there[1]) },
    |s| Part::of(s.there[1]),
    |s| Part { n: s.reached[7], of: Some(s.there[2]) },
    |s| Part::of(s.there[2]),
    |s| Part { n: s.reached[8], of: Some(s.there[3]) },
    |s| Part::of(s.there[3]),
    |s| Part { n: s.reached[9], of: Some(s.there[4]) },
    |s| Part::of(s.there[4]),
    |s| Part { n: s.reached[10], of: Some(s.there[5]) },
    |s| Part::of(s.there[5]),
    |s| Part::of(s.overdue),
];

impl Figures {
    /// From the columns' figures of one place.
    fn of(columns: &[Figure], needs: Option<Figure>) -> Figures {
        let share = |at: usize| Share::of(columns[at], columns[at + 1]);
        Figures {
            households: share(0),
            by_leaders: columns[2],
            tiers: ByTier {
                contact_point: columns[3],
                paired_unit: columns[4],
                first_secretary: columns[5],
                township_charge: columns[6],
            },
            kinds: ByKind {
                old_party_member: share(7),
                old_official: share(9),
                old_model: share(11),
                hardship: share(13),
                thriving: share(15),
            },
            overdue: columns[17],
            needs,
        }
    }
}

impl Share {
    fn of(reached: Figure, there: Figure) -> Share {
        let unmet = match (reached.n, there.n) {
            (Some(reached), Some(there)) => Figure::new((there - reached).max(0), false),
            _ => Figure::new(0, true),
        };
        Share { there, reached, unmet }
    }
}

impl Way {
    async fn load(conn: &mut Conn, code: &PlaceCode, quarter: &str, today: Day) -> Result<Way> {
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
        let mut chain: Vec<PlaceCode> = std::iter::successors(Some(code.clone()), PlaceCode::parent).collect();
        chain.reverse();
        let mut way = Way { whole: Sums::default(), rows: Vec::new(), at: Vec::new(), labels };
        for (n, parent) in chain.iter().enumerate().filter(|(_, parent)| parent.level() != Level::Village) {
            let places = places::children(conn, parent, today).await?;
            let mut found = read::below(conn, parent, &span).await?;
            let sums = places.iter().map(|place| found.remove(&place.code).unwrap_or_default()).collect();
            way.at.push(chain.get(n + 1).and_then(|next| places.iter().position(|p| p.code == next.as_str())));
            way.rows.push(Row { places, sums });
        }
        way.whole = way.rows.first().map(|row| Sums::total(&row.sums)).unwrap_or_default();
        Ok(way)
    }

    /// The sums of the place where the way ends.
    fn own(&self) -> &Sums {
        let steps = self.rows.iter().zip(&self.at);
        steps.filter_map(|(row, at)| at.map(|at| &row.sums[at])).last().unwrap_or(&self.whole)
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
    fn figures(&self) -> (Figures, Vec<PlaceFigures>) {
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
    fn weeks(&self) -> Vec<Week> {
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
