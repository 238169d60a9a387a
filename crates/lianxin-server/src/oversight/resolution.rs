//! How cases go, by quarter, from the city to the township: taken in, finished, solved, in time. Small numbers are withheld as
//! everywhere in oversight; of what is finished either all outcomes are told or only those solved, as two parts of a whole would
//! give the third away. Quarters do not overlap, so that none can be subtracted from another.

use axum::Json;
use lianxin_domain::{
    cases::words::{Cut, Theme},
    day::Day,
    places::PlaceCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{case_numbers::CaseNumbers, case_way::Way, figures::Figure};
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
    cut: String,
    #[serde(default)]
    part: String,
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
    theme: String,
    raised: Figure,
}

/// How the cases of a place go by the parts of a cut.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseCut {
    place: PlaceRef,
    ancestors: Vec<PlaceRef>,
    as_of: String,
    /// The last quarter asked for, of which `parts` and `children` speak.
    quarter: String,
    /// `theme` or `tier`.
    cut: &'static str,
    parts: Vec<PartCases>,
    /// The part asked for, of which `children` and `quarters` speak; empty where none was.
    part: String,
    /// Of a tier there are counties only, as in a township one official may be all of it.
    children: Vec<PlaceCases>,
    quarters: Vec<CaseQuarter>,
}

/// The cases of a theme, or of a tier by which they came to light.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartCases {
    /// A theme; or a tier, `counter`, `sheet`, or `earlier` for what was counted before tiers were.
    part: &'static str,
    figures: CaseNumbers,
}

/// `GET /cases/figures`
pub(super) async fn figures(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CaseFigures>> {
    let (place, code, today) = asked_place(&mut look, &asked, Cut::Theme).await?;
    let quarters = quarters(&asked, today)?;
    let quarter = quarters.last().cloned().unwrap_or_default();
    let way = Way::load(&mut look, &code, Cut::Theme, (&quarters[0], &quarter), today).await?;
    let (now, children) = way.of(&quarter);
    let themes = Theme::ALL.iter().zip(way.by_part(&quarter).own());
    let themes =
        themes.map(|(theme, told)| ThemeRaised { theme: theme.word().to_owned(), raised: told.raised });
    let series =
        quarters.iter().map(|quarter| CaseQuarter { quarter: quarter.clone(), figures: way.of(quarter).0 });
    Ok(Json(CaseFigures {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        quarters: series.collect(),
        children: children.into_iter().map(|(place, figures)| PlaceCases { place, figures }).collect(),
        themes: themes.collect(),
        place,
        quarter,
        now,
    }))
}

/// `GET /cases/figures/cut`
pub(super) async fn by_part(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<CaseCut>> {
    let unknown = |field: &str| Error::refused(codes::INVALID).field(field, codes::NOT_FOUND);
    let cut = Cut::ALL.iter().copied().find(|cut| cut.word() == asked.cut).ok_or_else(|| unknown("cut"))?;
    let (place, code, today) = asked_place(&mut look, &asked, cut).await?;
    let quarters = quarters(&asked, today)?;
    let quarter = quarters.last().cloned().unwrap_or_default();
    let parts = cut.parts();
    let known = parts.iter().position(|part| *part == asked.part);
    if known.is_none() && !asked.part.is_empty() {
        return Err(unknown("part"));
    }
    let way = Way::load(&mut look, &code, cut, (&quarters[0], &quarter), today).await?;
    let now = way.by_part(&quarter);
    let own = now.own();
    let (mut children, mut series) = (Vec::new(), Vec::new());
    if let Some(part) = known {
        let one = |quarter: &String, figures| CaseQuarter { quarter: quarter.clone(), figures };
        let earlier = &quarters[..quarters.len() - 1];
        series.extend(earlier.iter().map(|at| one(at, way.by_part(at).own().swap_remove(part))));
        series.push(one(&quarter, own[part].clone()));
        let below = now.below(part).into_iter();
        children.extend(below.map(|(place, figures)| PlaceCases { place, figures }));
    }
    let own = parts.into_iter().zip(own);
    Ok(Json(CaseCut {
        ancestors: places::ancestors(&mut look, &code).await?,
        as_of: today.to_string(),
        cut: cut.word(),
        parts: own.map(|(part, figures)| PartCases { part, figures }).collect(),
        part: asked.part,
        quarters: series,
        children,
        place,
        quarter,
    }))
}

/// The place asked for; what lies below the lowest places of a cut is not told.
async fn asked_place(look: &mut Look, asked: &Asked, cut: Cut) -> Result<(PlaceRef, PlaceCode, Day)> {
    let code = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let place = places::find(look, &code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    // What is counted there is too little to be told.
    if code.level() > cut.lowest() {
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
