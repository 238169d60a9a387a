//! What leaves for a phone, field by field. Hardship, health, money and telephone numbers of residents are not among it.

use std::collections::BTreeMap;

use lianxin_domain::{day::Day, ids::Ref, places::PlaceCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::read::{self, HouseholdRow, NeedRow, PromiseRow, VisitRow};
use crate::engine::{db::Conn, error::Result};

/// Whose phone it is and how much of the village it may hold.
#[derive(Clone, Copy, Debug)]
pub struct Eye<'a> {
    /// The official.
    pub official: &'a Ref,
    /// Whether households are open; otherwise only one's own visits to the village as a whole.
    pub households: bool,
    /// Today.
    pub today: Day,
    /// Visits before this day and promises kept before it stay on the server.
    pub since: Day,
}

/// An item of a pull.
fn item(entity: &str, village: &str, id: Uuid, data: Value) -> Value {
    json!({"entity": entity, "op": "put", "village": village, "id": id, "data": data})
}

/// Something that the phone no longer holds.
pub fn gone(entity: &str, village: &PlaceCode, id: Uuid) -> Value {
    json!({"entity": entity, "op": "gone", "village": village, "id": id})
}

fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> Uuid) -> BTreeMap<Uuid, Vec<T>> {
    let mut found: BTreeMap<Uuid, Vec<T>> = BTreeMap::new();
    for row in rows {
        found.entry(id(&row)).or_default().push(row);
    }
    found
}

/// Households with who lives there and their public standings.
pub async fn households(
    conn: &mut Conn,
    county: &PlaceCode,
    eye: Eye<'_>,
    rows: Vec<HouseholdRow>,
) -> Result<Vec<(Uuid, Value)>> {
    let rows: Vec<HouseholdRow> =
        rows.into_iter().filter(|row| eye.households && row.state == "present").collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut residents = by_id(read::residents(conn, county, &ids).await?, |row| row.household);
    let mut standings = by_id(read::standings(conn, county, eye.today, &ids).await?, |row| row.household);
    let last: BTreeMap<Uuid, String> = read::last_days(conn, county, &ids).await?.into_iter().collect();
    let shown = rows.into_iter().map(|row| {
        let residents: Vec<Value> = residents
            .remove(&row.id)
            .unwrap_or_default()
            .into_iter()
            .map(|r| {
                json!({"id": r.id, "name": r.name, "relation": r.relation, "pinyin": r.pinyin, "initials": r.initials})
            })
            .collect();
        let standings: Vec<Value> = standings
            .remove(&row.id)
            .unwrap_or_default()
            .into_iter()
            .map(|s| json!({"kind": s.kind, "holder": s.holder, "since": s.since, "source": s.source}))
            .collect();
        let data = json!({
            "id": row.id, "village": row.village, "house": row.house, "name": row.name, "pinyin": row.pinyin,
            "initials": row.initials, "members": row.members, "residents": residents, "standings": standings,
            "last_day": last.get(&row.id),
        });
        (row.id, item("household", &row.village, row.id, data))
    });
    Ok(shown.collect())
}

/// Visits with what was said. What others heard without the resident's consent is left out, and so are others' visits that
/// no longer stand.
pub async fn visits(
    conn: &mut Conn,
    county: &PlaceCode,
    eye: Eye<'_>,
    rows: Vec<VisitRow>,
) -> Result<Vec<(Uuid, Value)>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut by = by_id(read::by(conn, county, &ids).await?, |row| row.visit);
    let mut said = by_id(read::statements(conn, county, &ids).await?, |row| row.visit);
    let mut shown = Vec::new();
    for row in rows {
        let by = by.remove(&row.id).unwrap_or_default();
        let mine = by.iter().any(|who| {
            who.official == eye.official.id && who.official_county == eye.official.county.as_str()
        });
        let author = row.official == eye.official.id && row.official_county == eye.official.county.as_str();
        let open = eye.households || mine && row.household.is_none();
        if !open || !(mine || row.state == "stands") || row.day < eye.since.to_string() {
            continue;
        }
        let by: Vec<Value> = by
            .into_iter()
            .map(|who| json!({"ref": format!("{}.{}", who.official_county, who.official), "name": who.name}))
            .collect();
        let statements: Vec<Value> = said
            .remove(&row.id)
            .unwrap_or_default()
            .into_iter()
            .filter(|said| (mine || said.consent != 0) && !said.words.is_empty())
            .map(|said| {
                json!({"words": said.words, "consent": said.consent != 0, "quotable": said.quotable != 0})
            })
            .collect();
        let did: Vec<&str> = row.did.split(',').filter(|did| !did.is_empty() && *did != "hardship").collect();
        let data = json!({
            "id": row.id, "village": row.village, "household": row.household, "day": row.day, "how": row.how, "did": did,
            "by": by, "mine": mine, "author": author, "state": row.state, "corrects": row.corrects, "statements": statements,
            "received": row.received,
        });
        shown.push((row.id, item("visit", &row.village, row.id, data)));
    }
    Ok(shown)
}

/// Promises that are open, or kept not long ago.
pub fn promises(eye: Eye<'_>, rows: Vec<PromiseRow>) -> Vec<(Uuid, Value)> {
    let since = eye.since.to_string();
    let shown = rows.into_iter().filter_map(|row| {
        let mine = row.official == eye.official.id && row.official_county == eye.official.county.as_str();
        let open = eye.households || mine && row.household.is_none();
        if !open || row.words.is_empty() || !(row.state == "open" || row.state == "kept" && row.kept_on >= since) {
            return None;
        }
        let by = json!({"ref": format!("{}.{}", row.official_county, row.official), "name": row.official_name});
        let kept_on = Some(row.kept_on).filter(|day| !day.is_empty());
        let data = json!({
            "id": row.id, "visit": row.visit, "village": row.village, "household": row.household, "words": row.words,
            "due": row.due, "state": row.state, "by": by, "mine": mine, "kept_on": kept_on,
        });
        Some((row.id, item("promise", &row.village, row.id, data)))
    });
    shown.collect()
}

/// Needs that are open.
pub fn needs(eye: Eye<'_>, rows: Vec<NeedRow>) -> Vec<(Uuid, Value)> {
    let open = rows.into_iter().filter(|row| eye.households && row.state == "open");
    let shown = open.map(|row| {
        let data = json!({
            "id": row.id, "visit": row.visit, "village": row.village, "household": row.household, "words": row.words,
            "state": row.state, "raised": row.raised,
        });
        (row.id, item("need", &row.village, row.id, data))
    });
    shown.collect()
}
