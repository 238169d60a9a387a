//! The verb: who may, which days, why; the access events; then the file as it becomes ready.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::header,
    response::{AppendHeaders, IntoResponse, Response},
};
use futures::{Stream, TryStreamExt, future::ready, stream::try_unfold};
use lianxin_domain::{
    access::{Class, Right},
    day::Day,
    households::Purpose,
    places::{Level, PlaceCode},
    visits::{BadSpan, EXPORT_DAYS, EXPORT_ROWS, ExportName, Span},
};
use lianxin_sheets::visits::{Head, VisitFile, media};
use serde::Deserialize;
use serde_json::json;

use super::{alone, pages::Pages, read};
use crate::{
    access::reveal::{Seen, note},
    engine::{
        act::{AUDIT, Look, audit_line},
        error::{Code, Error, Result, codes},
        http::{Chinese, Path, Query},
        verb::Verb,
    },
    households::routes::{Staff, purpose_or_why},
    places::store as places,
};

const NAME: &str = "visits.visit.export";

/// The verbs: the file, and the question for one that names many.
pub fn verbs() -> Vec<Verb> {
    let ask = Verb::post(
        "visits.export.ask",
        "/visits/export",
        Right::ExportVisits,
        "Ask others to agree to a file that names more than fifty households.",
        alone::ask,
    )
    .takes::<alone::Ask>()
    .gives::<alone::Asked>();
    let file = Verb::get(
        NAME,
        "/visits/export/{file}",
        Right::ExportVisits,
        "The visits of a village, township or county as a file (370811001.csv, .xlsx or .parquet), for a purpose.",
        export,
    )
    .query(&[
        ("from", "The first day"),
        ("to", "The last day; at most 400 days in all"),
        ("purpose", "Why, in 2 to 200 characters; shown to the households"),
        ("names", "true: with house numbers and names of households"),
    ])
    .media("*/*");
    vec![ask, file]
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    names: String,
}

/// The days and the purpose, or everything that is wrong with them.
pub fn checked(from: &str, to: &str, purpose: &str) -> Result<(Span, Purpose)> {
    let mut wrong: Vec<(&str, Code)> = Vec::new();
    let (from, to) = (day(from), day(to));
    wrong.extend(from.err().map(|code| ("from", code)));
    wrong.extend(to.err().map(|code| ("to", code)));
    let span = from.ok().zip(to.ok()).and_then(|(from, to)| match Span::new(from, to) {
        Ok(span) => Some(span),
        Err(why) => {
            wrong.push((
                "to",
                if why == BadSpan::Backwards { codes::BACKWARDS } else { codes::SPAN_TOO_LONG },
            ));
            None
        }
    });
    let purpose = purpose_or_why(purpose);
    wrong.extend(purpose.as_ref().err().map(|code| ("purpose", *code)));
    match (span, purpose) {
        (Some(span), Ok(purpose)) => Ok((span, purpose)),
        _ => {
            let refused = Error::refused(codes::INVALID).with("days", EXPORT_DAYS);
            Err(wrong.into_iter().fold(refused, |refused, (field, code)| refused.field(field, code)))
        }
    }
}

fn day(text: &str) -> std::result::Result<Day, Code> {
    match text {
        "" => Err(codes::REQUIRED),
        text => text.parse().map_err(|_| codes::BAD_DAY),
    }
}

async fn export(
    mut look: Look,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
    Chinese(chinese): Chinese,
) -> Result<Response> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let ExportName { place, format } = file.parse().map_err(|_| missing())?;
    look.may(&place)?;
    let named = asked.names == "true";
    if named {
        look.actor.may(Right::SeeHouseholds, &place)?;
    }
    let known = places::latest(&mut look, &place).await?.ok_or_else(missing)?;
    if place.level() == Level::City {
        return Err(Error::refused(codes::ONE_COUNTY));
    }
    let (span, purpose) = checked(&asked.from, &asked.to, &asked.purpose)?;
    let counts = read::counts(&mut look, &place, span).await?;
    let rows: i64 = counts.iter().map(|(_, n)| n).sum();
    if rows > EXPORT_ROWS {
        let refused = Error::refused(codes::TOO_MANY_ROWS).with("count", rows).with("limit", EXPORT_ROWS);
        return Err(refused.extra("count", json!(rows)));
    }
    let agreed = match named {
        true => {
            let by = (look.actor.account, look.app.clock.millis());
            alone::agreed(&mut look, by, &place, span).await?
        }
        false => None,
    };
    let mark = look.app.clock.id().simple().to_string()[24..].to_owned();
    let pages = Pages {
        mark: mark.clone(),
        names: read::names(&mut look, &place).await?,
        told: counts.into_iter().map(|(village, _)| village).collect(),
        app: look.app.clone(),
        last: None,
        place,
        span,
        named,
    };
    let detail = json!({"format": format.word(), "from": span.from, "to": span.to, "visits": rows, "names": named, "mark": mark, "agreed": agreed});
    tell(&mut look, &pages, &purpose, &detail).await?;
    let head = Head {
        place: known.name,
        span,
        by: look.actor.name.clone(),
        purpose: purpose.as_str().to_owned(),
        named,
        mark,
        chinese,
        synthetic: look.app.setting("synthetic") == "yes",
        rows: usize::try_from(rows).unwrap_or_default(),
    };
    let name = format!("lianxin-visits-{}-{}-{}.{}", pages.place, span.from, span.to, format.word());
    let headers = AppendHeaders([
        (header::CONTENT_TYPE, media(format).to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]);
    let file = VisitFile::begin(format, &head).map_err(Error::internal)?;
    Ok((headers, Body::from_stream(sent(pages, file))).into_response())
}

/// Writes the access events, one for each village and class, and the audit line: durable when this returns.
async fn tell(look: &mut Look, pages: &Pages, purpose: &Purpose, detail: &serde_json::Value) -> Result<()> {
    let (app, actor, right) = (look.app.clone(), look.actor.clone(), look.right);
    let staff = Staff::of(look, &actor, right, &pages.place).await?;
    let classes: &[Class] = match pages.named {
        true => &[Class::Export, Class::Talks, Class::Roster],
        false => &[Class::Export, Class::Talks],
    };
    let villages: BTreeSet<&String> = pages.told.iter().collect();
    let mut seen = Vec::new();
    for village in villages {
        let village: PlaceCode = village.parse().map_err(Error::internal)?;
        let one = |class: &Class| Seen { village: village.clone(), household: None, class: *class };
        seen.extend(classes.iter().map(one));
    }
    let mut conn = app.db.write().await?;
    note(&app, &mut conn, &staff.looker(&actor, purpose), &seen).await?;
    let line = audit_line(&app, &actor, NAME, &pages.place, &pages.place, detail);
    conn.insert(&AUDIT, &[line]).await?;
    conn.commit().await
}

/// The file's bytes. A fault on the way ends the connection early, which the caller sees as a broken download.
fn sent(pages: Pages, file: VisitFile) -> impl Stream<Item = Result<Vec<u8>>> {
    let steps = try_unfold(Some((pages, file)), |going| async move {
        let Some((mut pages, mut file)) = going else { return Ok(None) };
        let next = pages.next().await?;
        let written = tokio::task::spawn_blocking(move || match next {
            Some(rows) => file.add(rows).map(|bytes| (bytes, Some(file))),
            None => file.end().map(|bytes| (bytes, None)),
        });
        let (bytes, file) = written.await.map_err(Error::internal)?.map_err(Error::internal)?;
        Ok(Some((bytes, file.map(|file| (pages, file)))))
    });
    steps
        .try_filter(|bytes: &Vec<u8>| ready(!bytes.is_empty()))
        .inspect_err(|why| tracing::error!(%why, "a file of visits broke off"))
}
