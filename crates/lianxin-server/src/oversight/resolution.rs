//! How cases go, by quarter, from the city to the township: taken in, finished, solved, in time. Small numbers are withheld as
//! everywhere in oversight; only one part of a whole is told beside it, as two would give the third away. Quarters do not
//! overlap, so that none can be subtracted from another.

use std::collections::HashMap;

use axum::Json;
use lianxin_domain::{
    cases::{counts::Counts, words::Theme},
    day::Day,
    oversight::{Level as Stage, Part, down, withhold::withheld},
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{counted, figures::Figure};
use crate::{
    cases::tally,
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::Query,
    },
    places::store::{self as places, PlaceRef},
};

/// Quarters that are told at the most.
const MOST: usize = 12;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// How the cases of a place go.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseFigures {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    /// The last quarter asked for, of which `now`, `children` and `themes` speak.
    quarter: String,
    now: CaseNumbers,
    children: Vec<PlaceCases>,
    /// What was raised in a county, by theme; of no other place.
    themes: Vec<ThemeRaised>,
    /// The quarters asked for, the earliest first.
    quarters: Vec<CaseQuarter>,
}

/// The numbers of a place in a quarter.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct CaseNumbers {
    raised: Figure,
    /// Both keys turned; a case that a household's last word opened again is not among them.
    finished: Figure,
    /// Of those finished: the household says so.
    solved: Figure,
    /// Of those finished: could not be solved, read by a second unit.
    cannot: Figure,
    /// Clocks that ended: the office had done its part, or time took the case up.
    clocks: Figure,
    /// Of those: in time.
    kept: Figure,
    /// The household said that it is not solved, or only partly.
    reopened: Figure,
    /// Of those raised: confirmed by a person to have been there before.
    recurred: Figure,
}

/// A place right below the one asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceCases {
    place: PlaceRef,
    figures: CaseNumbers,
}

/// A quarter of the place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CaseQuarter {
    /// `2026Q3`.
    quarter: String,
    figures: CaseNumbers,
}

/// What was raised on a theme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThemeRaised {
    theme: String,
    raised: Figure,
}

/// A column: its number, and what it is a part of.
type Column = fn(&Counts) -> Part;

/// The columns of [`CaseNumbers`], in its order.
const COLUMNS: [Column; 8] = [
    |c| Part::of(c[0]),
    |c| Part::of(c[1]),
    |c| Part { n: c[2], of: Some(c[1]) },
    |c| Part { n: c[6], of: Some(c[1]) },
    |c| Part::of(c[9] + c[10]),
    |c| Part { n: c[9], of: Some(c[9] + c[10]) },
    |c| Part::of(c[7]),
    |c| Part { n: c[8], of: Some(c[0]) },
];

impl CaseNumbers {
    fn of(columns: &[Figure]) -> CaseNumbers {
        let at = |n: usize| columns.get(n).copied().unwrap_or_default();
        CaseNumbers {
            raised: at(0),
            finished: at(1),
            solved: at(2),
            cannot: at(3),
            clocks: at(4),
            kept: at(5),
            reopened: at(6),
            recurred: at(7),
        }
    }
}

/// `GET /cases/figures`
pub(super) async fn figures(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CaseFigures>> {
    let code = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let place =
        places::find(&mut look, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    if code.level() == Level::Village {
        // What is counted in a village is too little to be told.
        return Err(Error::refused(codes::INVALID).field("place", codes::NOT_FOUND));
    }
    let quarters = quarters(&asked, today)?;
    let quarter = quarters.last().cloned().unwrap_or_default();
    let way = Way::load(&mut look, &code, (&quarters[0], &quarter), today).await?;
    let (now, children) = way.of(&quarter);
    let themes = match code.level() {
        Level::County => themes(&mut look, &code, &quarter, !now.raised.withheld).await?,
        _ => Vec::new(),
    };
    let series =
        quarters.iter().map(|quarter| CaseQuarter { quarter: quarter.clone(), figures: way.of(quarter).0 });
    Ok(Json(CaseFigures {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        quarters: series.collect(),
        place,
        quarter,
        now,
        children,
        themes,
    }))
}

async fn themes(conn: &mut Conn, county: &PlaceCode, quarter: &str, shown: bool) -> Result<Vec<ThemeRaised>> {
    let known = counted::themes(conn, county, quarter).await?;
    let parts: Vec<Part> =
        Theme::ALL.iter().map(|theme| Part::of(known.get(theme.word()).copied().unwrap_or(0))).collect();
    let marks = withheld(&parts, shown);
    let told = Theme::ALL.iter().zip(parts).zip(marks);
    let told = told.map(|((theme, part), hidden)| ThemeRaised {
        theme: theme.word().to_owned(),
        raised: Figure::new(part.n, hidden),
    });
    Ok(told.collect())
}

/// The quarters from one to another; the present one unless told.
fn quarters(asked: &Asked, today: Day) -> Result<Vec<String>> {
    let bad = |field: &str| Error::refused(codes::INVALID).field(field, codes::BAD_QUARTER);
    let present = tally::quarter(today);
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let to = number(&or(&asked.to, &present)).ok_or_else(|| bad("to"))?;
    let from = number(&or(&asked.from, &label(to))).ok_or_else(|| bad("from"))?;
    if from > to || to - from >= MOST {
        return Err(bad("from"));
    }
    Ok((from..=to).map(label).collect())
}

/// Quarters since the year nought: `2026Q3`.
fn number(text: &str) -> Option<usize> {
    let (year, part) = text.split_once('Q')?;
    let (year, part) = (year.parse::<u16>().ok()?, part.parse::<usize>().ok()?);
    let number = usize::from(year) * 4 + part.checked_sub(1)?;
    (label(number) == text).then_some(number)
}

fn label(number: usize) -> String {
    format!("{:04}Q{}", number / 4, number % 4 + 1)
}

/// One level of the way down.
struct Row {
    places: Vec<PlaceRef>,
    /// By quarter, in the order of the places.
    sums: HashMap<String, Vec<Counts>>,
    /// At which place the way leads on.
    at: Option<usize>,
}

/// The way from the city to the places right below the one asked for: from each level's sums follows what is withheld.
struct Way {
    rows: Vec<Row>,
}

impl Way {
    async fn load(conn: &mut Conn, code: &PlaceCode, span: (&str, &str), today: Day) -> Result<Way> {
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
    fn of(&self, quarter: &str) -> (CaseNumbers, Vec<PlaceCases>) {
        let none = Vec::new();
        let of_row = |row: &'_ Row| {
            row.sums.get(quarter).cloned().unwrap_or_else(|| vec![Counts::default(); row.places.len()])
        };
        let sums: Vec<Vec<Counts>> = self.rows.iter().map(of_row).collect();
        let whole = sums.first().map(|all| total(all)).unwrap_or_default();
        let steps = self.rows.iter().zip(&sums);
        let own = steps.clone().rev().find_map(|(row, sums)| row.at.map(|at| sums[at])).unwrap_or(whole);
        let below = self.rows.last().filter(|row| row.at.is_none());
        let children = if below.is_some() { sums.last().unwrap_or(&none) } else { &none };
        let (mut told, mut parts) = (Vec::new(), vec![Vec::new(); children.len()]);
        for column in COLUMNS {
            let stage = |(row, sums): (&Row, &Vec<Counts>)| Stage {
                parts: sums.iter().map(column).collect(),
                at: row.at,
            };
            let (hidden, marks) = down(column(&whole), &steps.clone().map(stage).collect::<Vec<_>>());
            told.push(Figure::new(column(&own).n, hidden));
            for ((part, sums), mark) in parts.iter_mut().zip(children).zip(marks) {
                part.push(Figure::new(column(sums).n, mark));
            }
        }
        let places = below.map(|row| row.places.iter().zip(&parts)).into_iter().flatten();
        let child = |(place, part): (&PlaceRef, &Vec<Figure>)| PlaceCases {
            place: place.clone(),
            figures: CaseNumbers::of(part),
        };
        (CaseNumbers::of(&told), places.map(child).collect())
    }
}

fn total(all: &[Counts]) -> Counts {
    let mut total = Counts::default();
    for one in all {
        total.iter_mut().zip(one).for_each(|(sum, n)| *sum += n);
    }
    total
}
