//! The monthly report of a place in one click: what the pages of oversight show, in words and tables for Word or Excel. It holds
//! numbers of places and names of places only; what is withheld on the pages is withheld here, by the same code.

mod callbacks;
mod cases;
mod facts;
mod tongue;
mod visits;

use axum::{
    http::header,
    response::{AppendHeaders, IntoResponse, Response},
};
use lianxin_domain::{day::Day, places::Level};
use lianxin_sheets::{
    XLSX,
    report::{DOCX, Report, docx, xlsx},
};
use serde::Deserialize;

use self::{facts::Facts, tongue::Tongue};
use crate::engine::{
    act::Look,
    error::{Error, Result, codes},
    http::{Chinese, Path, Query},
};

/// Months back of which there is a report.
const MONTHS: i32 = 12;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    place: String,
}

/// `GET /reports/{file}`
pub(super) async fn file(
    mut look: Look,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
    Chinese(chinese): Chinese,
) -> Result<Response> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let (month, form) = file.split_once('.').ok_or_else(missing)?;
    let (write, media): (fn(&Report) -> _, &str) = match form {
        "docx" => (docx, DOCX),
        "xlsx" => (xlsx, XLSX),
        _ => return Err(missing()),
    };
    let month = first_day(month, look.app.clock.today()).ok_or_else(missing)?;
    let place = look.place_or_widest(Some(&asked.place))?;
    if place.level() == Level::Village {
        // What is counted in a village is too little to be told.
        return Err(Error::refused(codes::INVALID).field("place", codes::NOT_FOUND));
    }
    let facts = Facts::gather(&mut look, &place, month).await?;
    let report = whole(&facts, Tongue { chinese });
    let bytes = tokio::task::spawn_blocking(move || write(&report)).await.map_err(Error::internal)?;
    let name = format!("lianxin-report-{place}-{}.{form}", &month.to_string()[..7]);
    let headers = AppendHeaders([
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]);
    Ok((headers, bytes.map_err(Error::internal)?).into_response())
}

/// The first day of a month that is neither to come nor long past.
fn first_day(month: &str, today: Day) -> Option<Day> {
    let first: Day = format!("{month}-01").parse().ok()?;
    let months = |day: Day| i32::from(day.date().year()) * 12 + i32::from(day.date().month());
    let ago = months(today) - months(first);
    (month.len() == 7 && (0..MONTHS).contains(&ago)).then_some(first)
}

/// The report: coverage, visits, cases, clocks, callbacks, what is stuck, burden, and how its numbers are made.
fn whole(facts: &Facts, t: Tongue) -> Report {
    let mut parts = vec![visits::coverage(facts, t), visits::visits(facts, t), cases::cases(facts, t)];
    parts.push(cases::clocks(facts, t));
    parts.extend(callbacks::callbacks(facts, t));
    parts.extend(cases::stuck(facts, t));
    parts.extend(visits::burden(facts, t));
    parts.push(cases::notes(facts, t));
    for (n, part) in parts.iter_mut().enumerate() {
        part.heading = t.numbered(n, &part.heading);
    }
    Report {
        title: t
            .say("干部联系群众工作月报", "Monthly report on officials’ contact with residents")
            .to_owned(),
        subtitle: t.month(facts.month),
        made: format!("{}{}{}", facts.place.name, t.say("　　生成日期：", ", made on "), t.day(facts.today)),
        parts,
        chinese: t.chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_of_this_month_or_of_the_eleven_before() {
        let today: Day = "2026-03-15".parse().expect("a day");
        for (month, known) in [
            ("2026-03", true),
            ("2025-04", true),
            ("2025-03", false),
            ("2026-04", false),
            ("2026-3", false),
            ("2026-13", false),
            ("", false),
            ("2026-02-01", false),
        ] {
            assert_eq!(first_day(month, today).is_some(), known, "{month}");
        }
    }
}
