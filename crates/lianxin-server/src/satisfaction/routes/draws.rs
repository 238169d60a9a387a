//! Draws: listed, shown, made; and the file from which they are replayed.

use axum::{Json, extract::State, http::header, response::IntoResponse};
use lianxin_domain::{
    day::Day,
    ids::Ref,
    places::{Level, PlaceCode},
    satisfaction::{Aim, Frame, Strata, size},
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::shown::{self, Draw, DrawLine};
use crate::{
    app::App,
    engine::{
        act::{Act, Done, Look, Versioned},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Path, Query},
        page::{Page, Paging},
    },
    places::store as places,
    satisfaction::{
        ceremony::{self, Purpose},
        read::{self, DrawRow},
        store,
    },
};

/// The longest time whose visits a draw may ask about.
const DAYS: i64 = 400;

#[derive(Deserialize)]
pub struct Asked {
    place: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Page<DrawLine>>> {
    let within = look.place_or_widest(asked.place.as_deref())?;
    let [before] = asked.paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let limit = asked.paging.limit();
    let rows = read::draws(&mut look, &within, before, limit).await?;
    let page = Page::cut(rows, limit, |row| [row.id.to_string()], |row| row);
    let mut items = Vec::new();
    for row in &page.items {
        items.push(shown::line(&mut look, row).await?);
    }
    Ok(Json(Page { items, next: page.next }))
}

/// The draw of a name, when its place lies within reach.
pub async fn found(
    conn: &mut Conn,
    name: &Ref,
    may: impl FnOnce(&PlaceCode) -> Result<()>,
) -> Result<(DrawRow, PlaceCode)> {
    let row = read::draw(conn, name).await?.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    may(&place)?;
    Ok((row, place))
}

pub async fn show(mut look: Look, Path(name): Path<Ref>) -> Result<Versioned<Draw>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let (row, _) = found(&mut look, &name, |place| actor.may(right, place)).await?;
    let outcomes = read::outcomes(&mut look, &name).await?;
    Ok(Versioned(row.version, shown::full(&mut look, &row, &outcomes).await?))
}

/// What a draw is for.
#[derive(Deserialize, ToSchema)]
pub struct DrawAim {
    /// `margin` or `find`.
    #[serde(default)]
    kind: String,
    /// Half the interval's width, as a share.
    margin: Option<f64>,
    /// 0.95 unless told.
    confidence: Option<f64>,
    /// The share that is expected; 0.5 unless told.
    expected: Option<f64>,
    /// The invented share that must not stay unseen.
    rate: Option<f64>,
    /// How surely; 0.95 unless told.
    sure: Option<f64>,
}

/// A new draw.
#[derive(Deserialize, ToSchema)]
pub struct NewDraw {
    #[serde(default)]
    name: String,
    /// A city, county or township.
    #[serde(default)]
    place: String,
    /// `reached`, `cases` or `all`.
    #[serde(default)]
    frame: String,
    /// The first day of the visits, or of the closed cases, that are asked about; unused for `all`.
    #[serde(default)]
    since: String,
    /// The last one.
    #[serde(default)]
    until: String,
    /// `county`, `township`, `tier` of those reached, or `kind` of cases.
    #[serde(default)]
    strata: String,
    aim: DrawAim,
    /// The share of those drawn that is expected to answer; 0.6 unless told.
    response: Option<f64>,
}

impl NewDraw {
    fn purpose(&self) -> Result<Purpose> {
        let aim = match self.aim.kind.as_str() {
            "margin" => Aim::Margin {
                margin: self.aim.margin.unwrap_or(f64::NAN),
                confidence: self.aim.confidence.unwrap_or(0.95),
                expected: self.aim.expected.unwrap_or(0.5),
                design_effect: 1.0,
            },
            "find" => {
                Aim::Find { rate: self.aim.rate.unwrap_or(f64::NAN), sure: self.aim.sure.unwrap_or(0.95) }
            }
            _ => return Err(Error::refused(codes::INVALID).field("aim.kind", codes::REQUIRED)),
        };
        let response = self.response.unwrap_or(0.6);
        size(aim, 1_000_000, response).map_err(ceremony::bad_aim)?;
        Ok(Purpose { aim, response })
    }

    /// The days asked about; today twice for a frame of all, where none is.
    fn days(&self, frame: Frame, today: Day) -> Result<(Day, Day)> {
        if frame == Frame::All {
            return Ok((today, today));
        }
        let day = |field: &'static str, text: &str| -> Result<Day> {
            text.parse().map_err(|_| Error::refused(codes::INVALID).field(field, codes::BAD_DAY))
        };
        let (since, until) = (day("since", &self.since)?, day("until", &self.until)?);
        let wrong = |code| Err(Error::refused(codes::INVALID).field("until", code).with("days", DAYS));
        let span = (until.date() - since.date()).get_days();
        match () {
            () if until < since => wrong(codes::BACKWARDS),
            () if until > today => wrong(codes::TOO_EARLY),
            () if i64::from(span) >= DAYS => wrong(codes::SPAN_TOO_LONG),
            () => Ok((since, until)),
        }
    }
}

pub async fn make(mut act: Act, Body(new): Body<NewDraw>) -> Result<Done<DrawLine>> {
    let place: PlaceCode =
        new.place.parse().map_err(|_| Error::refused(codes::UNKNOWN_PLACE).with("code", &new.place))?;
    act.may(&place)?;
    let invalid = |field: &str, code| Err(Error::refused(codes::INVALID).field(field, code));
    if new.name.trim().is_empty() {
        return invalid("name", codes::REQUIRED);
    }
    if new.name.chars().count() > 100 {
        return invalid("name", codes::TOO_LONG);
    }
    let Some(frame) = Frame::of(&new.frame).filter(|frame| frame.word() == new.frame) else {
        return invalid("frame", codes::REQUIRED);
    };
    if place.level() == Level::Village {
        return invalid("place", codes::REQUIRED);
    }
    let strata = Strata::of(&new.strata).filter(|strata| strata.fits(frame) && strata.word() == new.strata);
    let Some(strata) = strata else { return invalid("strata", codes::REQUIRED) };
    let purpose = new.purpose()?;
    let (since, until) = new.days(frame, act.today())?;
    if places::latest(act.tx().await?, &place).await?.is_none() {
        return Err(Error::refused(codes::UNKNOWN_PLACE).with("code", &new.place));
    }
    let row = DrawRow {
        county: place.owner().to_string(),
        id: act.id(),
        name: new.name.trim().to_owned(),
        place: place.to_string(),
        frame: frame.word().to_owned(),
        since: since.to_string(),
        until: until.to_string(),
        strata: strata.word().to_owned(),
        aim: serde_json::to_string(&purpose)?,
        state: "draft".into(),
        units: 0,
        completes: 0,
        drawn: 0,
        statement: String::new(),
        commitment: vec![],
        first: vec![],
        second: String::new(),
        made_by: act.actor.account.to_string(),
        made_by_name: act.actor.name.clone(),
        witness: String::new(),
        made_at: act.now(),
        committed_at: 0,
        drawn_at: 0,
        closed_month: String::new(),
        released_month: String::new(),
        reason: String::new(),
        version: 1,
    };
    store::make(act.tx().await?, &row).await?;
    let line = shown::line(act.tx().await?, &row).await?;
    let detail = json!({"name": row.name, "frame": row.frame, "aim": purpose});
    act.done(&place, row.name_ref(), detail, line).await.map(Done::created)
}

/// The file of a draw that is committed to. Labels are blind: it tells nobody who was drawn.
pub async fn replay(State(app): State<App>, Path(name): Path<Ref>) -> Result<impl IntoResponse> {
    let mut conn = app.db.read().await?;
    let row = read::draw(&mut conn, &name).await?.filter(|row| !row.statement.is_empty());
    let row = row.ok_or_else(|| Error::refused(codes::NOT_FOUND))?;
    drop(conn);
    // A city's file is made of a million and a half digests: one at a time.
    let job = app.jobs.start("replay").ok_or_else(|| Error::refused(codes::BUSY))?;
    let text = ceremony::replay_file(&app, &row, &name).await;
    job.finish("done", None);
    let file = format!("attachment; filename=\"draw-{}.txt\"", row.id);
    Ok((
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)],
        text?,
    ))
}
