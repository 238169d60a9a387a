//! The lists that come with the form: one's villages, the households there, what is promised there. The same scope and the
//! same caps as a pull; the download of households or promises is a look, written down for each village before it leaves.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use lianxin_domain::{
    access::{Class, Role},
    visits::{LIMITS, calendar},
};

use super::{
    answer::{Guest, Refused},
    form,
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    engine::error::{Error, Result, codes},
    links::scope::own_scope,
    people::read as people,
    sync::{
        cursor::{Fill, Stage},
        pull::{self, Followed},
        read,
        shown::{self, Eye},
    },
};

/// What the residents read in their access log.
const PURPOSE: &str = "下载到本人的 ODK 客户端";
/// Promises of one village that a list holds.
const PROMISES: i64 = 500;
/// Characters of a promise in a list.
const SHORT: usize = 60;

/// A list and whose data it shows.
pub struct Made {
    /// The file.
    pub text: String,
    seen: Vec<Seen>,
}

/// Gives one list.
pub async fn one(guest: Guest, Path(file): Path<String>) -> std::result::Result<Response, Refused> {
    let list = file.strip_suffix(".csv").and_then(|name| form::LISTS.into_iter().find(|list| *list == name));
    let unknown = || guest.refused(Error::refused(codes::UNKNOWN_BLANK).with("form", &file));
    let list = list.ok_or_else(unknown)?;
    let text = revealed(&guest, list).await.map_err(|why| guest.refused(why))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

async fn revealed(guest: &Guest, list: &str) -> Result<String> {
    let made = made(guest, list).await?;
    let unit = match made.seen.is_empty() {
        true => String::new(),
        false => {
            let found = people::official(&mut guest.app.db.read().await?, &guest.official).await?;
            found.map(|row| row.unit_name).unwrap_or_default()
        }
    };
    let by = Looker { actor: &guest.actor, unit: &unit, role: Role::Official, purpose: PURPOSE };
    reveal(&guest.app, &by, &made.seen, made.text).await
}

/// Makes a list without showing it to anyone.
pub async fn made(guest: &Guest, list: &str) -> Result<Made> {
    let today = guest.app.clock.today();
    let conn = &mut guest.app.db.read().await?;
    let own = own_scope(conn, &guest.official, today).await?;
    let (followed, _) = pull::followed(read::villages(conn, &guest.official, today).await?, &own);
    let mut table = Csv::default();
    let mut seen = Vec::new();
    match list {
        "villages" => {
            table.row(&["name", "label", "households"]);
            for one in &followed {
                let sees = if one.households { "yes" } else { "no" };
                table.row(&[one.village.as_str(), one.name(), sees]);
            }
        }
        "households" => {
            table.row(&["name", "label", "village", "house", "initials"]);
            for one in followed.iter().filter(|one| one.households) {
                let start = Fill::of(Stage::Households);
                let rows = read::households(conn, &one.village, &start, pull::HOUSEHOLDS).await?;
                note(&mut seen, one, Class::Roster, rows.is_empty());
                for row in rows {
                    let label = format!("{} · {} {}", row.house, row.name, row.initials);
                    let label = label.trim_start_matches(" · ").trim();
                    table.row(&[&row.id.to_string(), label, &row.village, &row.house, &row.initials]);
                }
            }
        }
        _ => {
            table.row(&["name", "label", "village"]);
            for one in &followed {
                let since = calendar::plus(today, -LIMITS.late);
                let eye = Eye { official: &guest.official, households: one.households, today, since };
                let start = Fill::of(Stage::Promises);
                let mut rows = read::promises(conn, &one.village, since, &start, PROMISES).await?;
                rows.retain(|row| row.state == "open");
                let words: Vec<(String, String)> =
                    rows.iter().map(|row| (row.id.to_string(), short(&row.due, &row.words))).collect();
                let open = shown::promises(eye, rows);
                note(&mut seen, one, Class::Talks, open.is_empty());
                for (id, _) in open {
                    let id = id.to_string();
                    let label = words.iter().find(|(known, _)| *known == id).map_or("", |(_, label)| label);
                    table.row(&[&id, label, one.village.as_str()]);
                }
            }
        }
    }
    Ok(Made { text: table.text, seen })
}

fn note(seen: &mut Vec<Seen>, one: &Followed, class: Class, nothing: bool) {
    if !nothing {
        seen.push(Seen { village: one.village.clone(), household: None, class });
    }
}

fn short(due: &str, words: &str) -> String {
    let mut line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > SHORT {
        line = line.chars().take(SHORT - 1).chain(['…']).collect();
    }
    format!("{due} {line}")
}

/// A table as clients of OpenRosa read it (RFC 4180).
#[derive(Default)]
struct Csv {
    text: String,
}

impl Csv {
    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
