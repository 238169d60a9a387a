//! How cases go, by quarter, from the city to the township: taken in, finished, solved, in time. Small numbers are withheld as
//! everywhere in oversight; of what is finished either all outcomes are told or only those solved, as two parts of a whole would
//! give the third away. Quarters do not overlap, so that none can be subtracted from another.

use axum::Json;
use lianxin_domain::{
    cases::words::Theme,
    day::Day,
    places::{Level, PlaceCode},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{case_numbers::CaseNumbers, case_themes::ThemeWay, case_way::Way, figures::Figure};
use crate::{
    cases::tally,
    engine::{
        act::Look,
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
    #[serde(default)]
    theme: String,
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
    /// What was raised, by theme.
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

/// How the cases of a place go by theme.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseThemes {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    /// The last quarter asked for, of which `themes` and `children` speak.
    quarter: String,
    themes: Vec<ThemeCases>,
    /// The theme asked for, of which `children` and `quarters` speak; empty where none was.
    theme: String,
    children: Vec<PlaceCases>,
    quarters: Vec<CaseQuarter>,
}

/// The cases of a theme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThemeCases {
    theme: String,
    figures: CaseNumbers,
}

/// `GET /cases/figures`
pub(super) async fn figures(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CaseFigures>> {
    let (place, code, today) = asked_place(&mut look, &asked).await?;
    let quarters = quarters(&asked, today)?;
    let quarter = quarters.last().cloned().unwrap_or_default();
    let way = Way::load(&mut look, &code, (&quarters[0], &quarter), today).await?;
    let (now, children) = way.of(&quarter);
    let themes = ThemeWay::load(&mut look, &code, (&quarter, &quarter), today).await?.of(&quarter);
    let themes = raised(&themes.own);
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

/// What was raised in a place, by theme.
pub(super) fn raised(numbers: &[CaseNumbers]) -> Vec<ThemeRaised> {
    let told = Theme::ALL.iter().zip(numbers);
    told.map(|(theme, told)| ThemeRaised { theme: theme.word().to_owned(), raised: told.raised }).collect()
}

/// `GET /cases/figures/themes`
pub(super) async fn by_theme(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CaseThemes>> {
    let (place, code, today) = asked_place(&mut look, &asked).await?;
    let quarters = quarters(&asked, today)?;
    let quarter = quarters.last().cloned().unwrap_or_default();
    let known = Theme::ALL.iter().position(|theme| theme.word() == asked.theme);
    if known.is_none() && !asked.theme.is_empty() {
        return Err(Error::refused(codes::INVALID).field("theme", codes::NOT_FOUND));
    }
    let way = ThemeWay::load(&mut look, &code, (&quarters[0], &quarter), today).await?;
    let now = way.of(&quarter);
    let (mut children, mut series) = (Vec::new(), Vec::new());
    if let Some(theme) = known {
        let below = now.below.into_iter();
        children.extend(
            below.map(|(place, mut numbers)| PlaceCases { place, figures: numbers.swap_remove(theme) }),
        );
        series.extend(quarters.iter().map(|quarter| CaseQuarter {
            quarter: quarter.clone(),
            figures: way.of(quarter).own.swap_remove(theme),
        }));
    }
    let own = Theme::ALL.iter().zip(now.own);
    let themes = own.map(|(theme, figures)| ThemeCases { theme: theme.word().to_owned(), figures });
    Ok(Json(CaseThemes {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        themes: themes.collect(),
        theme: asked.theme,
        quarters: series,
        children,
        place,
        quarter,
    }))
}

/// The place asked for; villages are not told.
async fn asked_place(look: &mut Look, asked: &Asked) -> Result<(PlaceRef, PlaceCode, Day)> {
    let code = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let place = places::find(look, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    if code.level() == Level::Village {
        // What is counted in a village is too little to be told.
        return Err(Error::refused(codes::INVALID).field("place", codes::NOT_FOUND));
    }
    Ok((place, code, today))
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
