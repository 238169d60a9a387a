//! What is stuck, for the office that runs the programme: how many there are of each kind, and a list that tells whose move it
//! is. It holds a case's reference, township, theme and state: no title, words, village, household or person.

use std::collections::BTreeMap;

use axum::Json;
use lianxin_domain::{cases::Pending, day::Day, ids::Ref};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::told::{Waiting, ends, waiting};
use crate::{
    cases::{
        days::working,
        read,
        stuck::{self, Kind, StuckRow, Wanted},
    },
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result, codes},
        http::Query,
        page::{Page, Paging},
    },
};

/// Days after which a household that nobody has asked yet should have been.
const TO_ASK: i64 = 7;
const DAY: i64 = 24 * 3600 * 1000;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    kind: String,
    #[serde(flatten)]
    paging: Paging,
}

/// What is stuck.
#[derive(Serialize, ToSchema)]
#[schema(as = StuckCases)]
pub struct Stuck {
    /// The place's code.
    place: String,
    /// How many there are, up to 1000 of each kind.
    counts: Vec<StuckCount>,
    /// Those of the kind asked for.
    items: Vec<StuckCase>,
    next: Option<String>,
}

/// How many there are of a kind.
#[derive(Serialize, ToSchema)]
pub struct StuckCount {
    /// `late`: past the last day; `unclaimed`: gone up, and nobody there has taken it on; `reading`: waits for a second reader
    /// that nobody is yet; `part`: another unit's part is past its day; `unasked`: the office has done its part a week ago, and nobody has asked the household.
    kind: String,
    n: i64,
}

/// A case that is stuck.
#[derive(Serialize, ToSchema)]
pub struct StuckCase {
    #[serde(rename = "ref")]
    name_ref: String,
    /// The township's code.
    township: String,
    township_name: String,
    theme: String,
    office: String,
    resident: String,
    rung: String,
    /// The unit whose move it is; empty where it is any unit's of the rung.
    unit: String,
    /// Units whose move it is beside that one, each with its part's last day.
    parts: Vec<Waiting>,
    /// The last day in time; none while the clock stands.
    due: Option<String>,
    /// Working days past it.
    past: i64,
}

pub async fn list(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Stuck>> {
    let place = look.place_or_widest(Some(&asked.place))?;
    let today = look.app.clock.today();
    let kind = match asked.kind.as_str() {
        "" => Kind::Late,
        text => {
            Kind::of(text).ok_or_else(|| Error::refused(codes::INVALID).field("kind", codes::REQUIRED))?
        }
    };
    let (limit, [due, id]) = (asked.paging.limit(), asked.paging.after());
    let wanted = Wanted {
        kind,
        today,
        changed_before: look.app.clock.millis() - TO_ASK * DAY,
        after: (&due, Uuid::try_parse(&id).unwrap_or_default()),
        limit,
    };
    let rows = stuck::of_place(&mut look, &place, &wanted).await?;
    let page = Page::cut(rows, limit, |row| [row.due.clone(), row.id.to_string()], |row| row);
    let mut names = BTreeMap::new();
    let mut items = Vec::new();
    for row in page.items {
        items.push(told(&mut look, kind, row, today, &mut names).await?);
    }
    let mut counts = Vec::new();
    for kind in Kind::ALL {
        let n = stuck::count(&mut look, &place, &Wanted { kind: *kind, ..wanted }).await?;
        counts.push(StuckCount { kind: kind.word().to_owned(), n });
    }
    Ok(Json(Stuck { place: place.to_string(), counts, items, next: page.next }))
}

async fn told(
    conn: &mut Conn,
    kind: Kind,
    row: StuckRow,
    today: Day,
    names: &mut BTreeMap<Ref, String>,
) -> Result<StuckCase> {
    let unit = match serde_json::from_str(&row.pending)? {
        Pending::Nothing => row.owner_name,
        Pending::Transfer { to: asked } | Pending::SecondReader { reader: Some(asked), .. } => {
            named(conn, asked, names).await?
        }
        Pending::SecondReader { reader: None, .. } => String::new(),
    };
    let due = ends(if kind == Kind::Part { &row.parts_due } else { &row.due });
    let past = due.as_deref().and_then(|day| day.parse::<Day>().ok());
    Ok(StuckCase {
        name_ref: format!("{}.{}", row.county, row.id),
        township: row.township,
        township_name: row.township_name,
        theme: row.theme,
        office: row.office,
        resident: row.resident,
        rung: row.rung,
        unit,
        parts: waiting(&row.parts)?,
        past: past.map_or(0, |day| working().between(day, today)),
        due,
    })
}

/// A unit's name, looked up once.
async fn named(conn: &mut Conn, unit: Ref, names: &mut BTreeMap<Ref, String>) -> Result<String> {
    if let Some(name) = names.get(&unit) {
        return Ok(name.clone());
    }
    let name = read::unit(conn, &unit).await?.map(|unit| unit.name).unwrap_or_default();
    names.insert(unit, name.clone());
    Ok(name)
}
