//! How cases go, by quarter, from the city to the township: taken in, finished, solved, in time. Small numbers are withheld as
//! everywhere in oversight; of what is finished either all outcomes are told or only those solved, as two parts of a whole would
//! give the third away. Quarters do not overlap, so that none can be subtracted from another.

use axum::Json;
use lianxin_domain::{
    cases::words::Theme,
    day::Day,
    oversight::{Part, withhold::withheld},
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{case_numbers::CaseNumbers, case_way::Way, counted, figures::Figure};
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
    pub(super) theme: String,
    pub(super) raised: Figure,
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
        children: children.into_iter().map(|(place, figures)| PlaceCases { place, figures }).collect(),
        place,
        quarter,
        now,
        themes,
    }))
}

/// What was raised in a county, by theme.
pub(super) async fn themes(
    conn: &mut Conn,
    county: &PlaceCode,
    quarter: &str,
    shown: bool,
) -> Result<Vec<ThemeRaised>> {
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
pub(super) fn number(text: &str) -> Option<usize> {
    let (year, part) = text.split_once('Q')?;
    let (year, part) = (year.parse::<u16>().ok()?, part.parse::<usize>().ok()?);
    let number = usize::from(year) * 4 + part.checked_sub(1)?;
    (label(number) == text).then_some(number)
}

/// The quarter of such a number.
pub(super) fn label(number: usize) -> String {
    format!("{:04}Q{}", number / 4, number % 4 + 1)
}
