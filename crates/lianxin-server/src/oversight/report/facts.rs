//! What a report speaks of, as the pages show it.

use lianxin_domain::{
    access::{Right, may_anywhere},
    cases::words::Cut,
    day::Day,
    oversight::{LEAST, Part, bands},
    places::{Level, PlaceCode},
    visits::calendar,
};

use crate::{
    cases::{
        stuck::{self, Kind, Wanted},
        tally,
    },
    engine::{
        act::Look,
        error::{Error, Result, codes},
    },
    links::cover::{self, Cover},
    oversight::{
        case_numbers::CaseNumbers,
        case_way,
        figures::{Figure, Figures, PlaceFigures, Week},
        store, way,
    },
    places::store::{self as places, PlaceRef},
    satisfaction::read::{self as callbacks, DrawRow, FigureRow},
};

/// Days after which a household that nobody has asked yet should have been.
const TO_ASK: i64 = 7 * 24 * 3600 * 1000;
/// Draws among which the last released one is looked for.
const DRAWS: i64 = 100;
/// From the first day of a month, one in the middle of it: its quarter is the month's in every counting.
const MIDDLE: i64 = 14;
/// From a week's Monday to its Thursday, whose month is the week's.
const THURSDAY: i64 = 3;

/// All of it.
pub(super) struct Facts {
    pub(super) place: PlaceRef,
    pub(super) level: Level,
    pub(super) today: Day,
    /// The first day of the month.
    pub(super) month: Day,
    pub(super) quarter: String,
    pub(super) synthetic: bool,
    pub(super) cover: Cover,
    pub(super) covers: Vec<(PlaceRef, Cover)>,
    pub(super) reach: Figures,
    pub(super) reached: Vec<PlaceFigures>,
    /// The weeks of the month.
    pub(super) weeks: Vec<Week>,
    pub(super) cases: CaseNumbers,
    pub(super) case_places: Vec<(PlaceRef, CaseNumbers)>,
    /// By each cut that is told of the place, and its parts.
    pub(super) cuts: Vec<(Cut, Vec<CaseNumbers>)>,
    /// The last callbacks of which figures were released by the end of the month; none for whoever may not see them.
    pub(super) callbacks: Option<(DrawRow, Vec<FigureRow>)>,
    /// How many are stuck, by kind; none for whoever may not see it.
    pub(super) stuck: Option<Vec<(Kind, Figure)>>,
    /// Of the records of the month's weeks: how many told their time, and in which band the median and the slowest tenth lie.
    /// None below the county and where there are too few.
    pub(super) burden: Option<(i64, i64, i64)>,
}

impl Facts {
    pub(super) async fn gather(look: &mut Look, code: &PlaceCode, month: Day) -> Result<Facts> {
        let today = look.app.clock.today();
        let place = places::find(look, code, today).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
        let quarter = calendar::quarter(calendar::plus(month, MIDDLE));
        let own = cover::of_place(look, code).await?;
        let below = cover::below(look, code).await?;
        let of = |code: &str| Cover::from_lines(below.iter().filter(|line| line.place == code));
        let covers = places::children(look, code, today).await?;
        let covers = covers.into_iter().map(|place| (place.clone(), of(&place.code))).collect();

        let way = way::Way::load(look, code, &quarter, today).await?;
        let (reach, reached) = way.figures();
        let weeks = way.weeks().into_iter().filter(|week| of_month(&week.starts, month)).collect();

        let span = (quarter.as_str(), quarter.as_str());
        let way = case_way::Way::load(look, code, Cut::Theme, span, today).await?;
        let (cases, case_places) = way.of(&quarter);
        let told = |cut: Cut| code.level() <= cut.lowest();
        let mut cuts = Vec::new();
        if told(Cut::Theme) {
            cuts.push((Cut::Theme, way.by_part(&quarter).own()));
        }
        if told(Cut::Tier) {
            let way = case_way::Way::load(look, code, Cut::Tier, span, today).await?;
            cuts.push((Cut::Tier, way.by_part(&quarter).own()));
        }
        debug_assert_eq!(tally::quarter(calendar::plus(month, MIDDLE)), quarter);
        Ok(Facts {
            level: code.level(),
            synthetic: look.app.setting("synthetic") == "yes",
            cover: Cover::from_lines(own.iter()),
            callbacks: callbacks_of(look, code, month).await?,
            stuck: stuck_of(look, code, today).await?,
            burden: burden_of(look, code, month).await?,
            place,
            today,
            month,
            quarter,
            covers,
            reach,
            reached,
            weeks,
            cases,
            case_places,
            cuts,
        })
    }
}

/// Whether a week that starts on a day is one of a month.
fn of_month(starts: &str, month: Day) -> bool {
    let thursday = starts.parse().map(|monday| calendar::plus(monday, THURSDAY).to_string());
    thursday.is_ok_and(|day| day[..7] == month.to_string()[..7])
}

async fn callbacks_of(
    look: &mut Look,
    code: &PlaceCode,
    month: Day,
) -> Result<Option<(DrawRow, Vec<FigureRow>)>> {
    if look.actor.may(Right::SeeSatisfaction, code).is_err() {
        return Ok(None);
    }
    let city = code.at(Level::City).unwrap_or_else(|| code.clone());
    let of = |row: &DrawRow| {
        let about = row.place.parse::<PlaceCode>().is_ok_and(|own| own.contains(code));
        about && row.state == "released" && row.released_month.as_str() <= &month.to_string()[..7]
    };
    let draws = callbacks::draws(look, &city, uuid::Uuid::max(), DRAWS).await?;
    let Some(draw) = draws.into_iter().find(of) else { return Ok(None) };
    let name = draw.name_ref().parse().map_err(|_| Error::internal("a draw's name"))?;
    let figures = callbacks::figures(look, &name, code).await?;
    Ok(Some((draw, figures)))
}

async fn stuck_of(look: &mut Look, code: &PlaceCode, today: Day) -> Result<Option<Vec<(Kind, Figure)>>> {
    if !may_anywhere(&look.actor.grants, Right::SeeStuck) || look.actor.may(Right::SeeStuck, code).is_err() {
        return Ok(None);
    }
    let changed_before = look.app.clock.millis() - TO_ASK;
    let mut counts = Vec::new();
    for kind in Kind::ALL {
        let wanted = Wanted { kind: *kind, today, changed_before, after: ("", uuid::Uuid::nil()), limit: 1 };
        let n = stuck::count(look, code, &wanted).await?;
        counts.push((*kind, Figure::new(n, Part::of(n).is_small())));
    }
    Ok(Some(counts))
}

async fn burden_of(look: &mut Look, code: &PlaceCode, month: Day) -> Result<Option<(i64, i64, i64)>> {
    if !matches!(code.level(), Level::City | Level::County) || look.actor.may(Right::SeeBurden, code).is_err()
    {
        return Ok(None);
    }
    // The week of the month's first day may belong to the month before.
    let first = calendar::plus(month, -i64::from(month.date().weekday().to_monday_zero_offset()));
    let weeks: Vec<String> = (0..6)
        .map(|n| calendar::plus(first, 7 * n))
        .filter(|monday| of_month(&monday.to_string(), month))
        .map(calendar::week)
        .collect();
    let since = weeks.first().cloned().unwrap_or_default();
    let rows = store::burden(look, code, "visit", &since).await?;
    let counts: Vec<(i64, i64)> =
        rows.into_iter().filter(|row| weeks.contains(&row.week)).map(|row| (row.seconds, row.n)).collect();
    let total: i64 = counts.iter().map(|(_, n)| n).sum();
    let of = |share| bands::percentile(&counts, share).unwrap_or_default();
    Ok((total >= LEAST).then(|| (total, of(50), of(90))))
}
