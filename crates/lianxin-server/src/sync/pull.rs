//! What a phone fetches: its villages, then who lives there, what is promised and needed, what was said, the newest first;
//! from then on only what changed, in the order of commits. What it may no longer hold comes as `gone`.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use axum::Json;
use lianxin_domain::{
    access::{Class, Role},
    day::Day,
    ids::Ref,
    places::PlaceCode,
    visits::{LIMITS, calendar},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    cursor::{Cursor, EPOCH, Fill, Position, Stage},
    devices, read,
    shown::{self, Eye},
};
use crate::{
    access::reveal::{self, Looker, Seen},
    engine::{act::Look, db::Conn, error::Result, feed, http::Query},
    links::scope::{OwnVillage, own_scope},
    people::read as people,
    visits::routes::author,
};

/// Villages that one phone holds.
const VILLAGES: usize = 20;
/// Households that one phone holds.
pub(super) const HOUSEHOLDS: i64 = 4000;
/// What the residents read in their access log.
const PURPOSE: &str = "同步到本人手机";

/// What a pull asks for.
#[derive(Deserialize)]
pub struct Asked {
    device: Uuid,
    after: Option<String>,
    limit: Option<i64>,
}

/// A page of what is new.
#[derive(Serialize, ToSchema)]
#[schema(as = SyncPulled)]
pub struct Pulled {
    /// `entity` (village, household, promise, need, visit), `op` (put or gone), `village`, `id`, `data`.
    #[schema(value_type = Vec<Object>)]
    items: Vec<Value>,
    /// Pass it as `after` next time; store it together with the items.
    next: String,
    /// There is more now.
    more: bool,
    /// What is one's own but too much for a phone, and why.
    left_out: Vec<LeftOut>,
    /// The server's clock, in milliseconds.
    reached_at: i64,
}

/// A village that is not on the phone.
#[derive(Serialize, ToSchema)]
pub struct LeftOut {
    /// Its code.
    village: String,
    /// Its name.
    name: String,
    /// How many households it has.
    households: i64,
    /// `too_many_villages` or `too_many_households`.
    why: &'static str,
}

/// A village that the phone follows.
pub(super) struct Followed {
    /// The village.
    pub(super) village: PlaceCode,
    /// Whether its households are open.
    pub(super) households: bool,
    data: Value,
    mark: String,
}

/// Gives the next page.
pub async fn pull(mut look: Look, Query(asked): Query<Asked>) -> Result<Json<Pulled>> {
    let official = author(&look.actor)?;
    let (app, actor) = (look.app.clone(), look.actor.clone());
    devices::active(&app, &mut look, &actor, asked.device).await?;
    let today = app.clock.today();
    let own = own_scope(&mut look, &official, today).await?;
    let (followed, left_out) = followed(read::villages(&mut look, &official, today).await?, &own);
    let limit = usize::try_from(asked.limit.unwrap_or(200).clamp(50, 500)).unwrap_or(200);
    let mut page = Page {
        official: &official,
        today,
        cursor: Cursor::read(asked.after.as_deref(), official.id),
        items: Vec::new(),
        limit,
        seen: BTreeSet::new(),
        reached: BTreeMap::new(),
        epoch: app.setting(EPOCH),
    };
    page.fit(&mut look, &followed).await?;
    let more = page.fill(&mut look, &followed).await? || page.changes(&mut look, &followed).await?;
    let seen: Vec<Seen> = page
        .seen
        .iter()
        .map(|(village, class)| Seen { village: village.clone(), household: None, class: class_of(class) })
        .collect();
    let unit = match seen.is_empty() {
        true => String::new(),
        false => people::official(&mut look, &official).await?.map(|row| row.unit_name).unwrap_or_default(),
    };
    let pulled = Pulled {
        next: page.cursor.text(),
        items: page.items,
        more,
        left_out,
        reached_at: app.clock.millis(),
    };
    // The event waits for the writer: meanwhile the reading connection serves others.
    drop(look);
    let by = Looker { actor: &actor, unit: &unit, role: Role::Official, purpose: PURPOSE };
    Ok(Json(reveal::reveal(&app, &by, &seen, pulled).await?))
}

impl Followed {
    /// The village's name.
    pub(super) fn name(&self) -> &str {
        self.data["name"].as_str().unwrap_or_default()
    }
}

fn class_of(word: &str) -> Class {
    if word == Class::Roster.word() { Class::Roster } else { Class::Talks }
}

/// The villages that a phone holds, and those that are too much for it.
pub(super) fn followed(rows: Vec<read::VillageRow>, own: &[OwnVillage]) -> (Vec<Followed>, Vec<LeftOut>) {
    let (mut followed, mut left_out, mut households) = (Vec::new(), Vec::new(), 0);
    for row in rows {
        let Some(link) = own.iter().find(|own| own.village.as_str() == row.code) else { continue };
        let sees = link.sees_households();
        let count = if sees { row.households } else { 0 };
        let why = match () {
            () if followed.len() >= VILLAGES => "too_many_villages",
            () if households + count > HOUSEHOLDS => "too_many_households",
            () => "",
        };
        if !why.is_empty() {
            left_out.push(LeftOut { village: row.code, name: row.name, households: row.households, why });
            continue;
        }
        households += count;
        let tiers: Vec<Value> =
            link.held.iter().map(|held| json!({"tier": held.tier.word(), "since": held.since})).collect();
        let data = json!({
            "code": row.code, "name": row.name, "path": format!("{} / {}", row.county_name, row.township),
            "county_name": row.county_name, "tiers": tiers, "households_known": sees, "contact_name": row.contact_name,
            "contact_phone": row.contact_phone, "household_count": row.households,
        });
        let digest = Sha256::digest(data.to_string().as_bytes());
        let mark = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        followed.push(Followed { village: link.village.clone(), households: sees, data, mark });
    }
    (followed, left_out)
}

/// A page in the making.
struct Page<'a> {
    official: &'a Ref,
    today: Day,
    cursor: Cursor,
    items: Vec<Value>,
    limit: usize,
    seen: BTreeSet<(PlaceCode, &'static str)>,
    /// How far each county's feed had come before anything else was read.
    reached: BTreeMap<PlaceCode, i64>,
    /// The database's present life.
    epoch: String,
}

impl Page<'_> {
    fn eye(&self, followed: &Followed) -> Eye<'_> {
        let since = calendar::plus(self.today, -LIMITS.late);
        Eye { official: self.official, households: followed.households, today: self.today, since }
    }

    fn room(&self) -> usize {
        self.limit.saturating_sub(self.items.len())
    }

    /// Drops what may no longer be held, begins what is new, renews what is known of the villages themselves.
    async fn fit(&mut self, conn: &mut Conn, followed: &[Followed]) -> Result<()> {
        for one in followed {
            let county = one.village.owner();
            if let Entry::Vacant(unread) = self.reached.entry(county) {
                let n = feed::reached(conn, unread.key()).await?;
                unread.insert(n);
            }
        }
        let reached = |village: &PlaceCode| self.reached.get(&village.owner()).copied().unwrap_or(0);
        let same_life = self.cursor.epoch == self.epoch;
        let fits = |village: &PlaceCode, position: &Position| {
            let same = |one: &Followed| one.village == *village && one.households == position.households;
            same_life && followed.iter().any(same) && position.at <= reached(village)
        };
        let held: Vec<PlaceCode> = self.cursor.villages.keys().cloned().collect();
        for village in held {
            if !fits(&village, &self.cursor.villages[&village]) {
                self.cursor.villages.remove(&village);
                self.items.push(json!({"entity": "village", "op": "gone", "village": village}));
            }
        }
        self.cursor.epoch.clone_from(&self.epoch);
        for one in followed {
            let at = self.reached.get(&one.village.owner()).copied().unwrap_or(0);
            let fill = Some(Fill::of(Stage::FIRST));
            let new = || Position { households: one.households, mark: String::new(), at, fill };
            let position = self.cursor.villages.entry(one.village.clone()).or_insert_with(new);
            if position.mark != one.mark {
                position.mark = one.mark.clone();
                self.items.push(
                    json!({"entity": "village", "op": "put", "village": one.village, "data": one.data}),
                );
            }
        }
        Ok(())
    }

    /// Goes on with first downloads, part by part; true when some of it remains.
    async fn fill(&mut self, conn: &mut Conn, followed: &[Followed]) -> Result<bool> {
        for stage in Stage::ALL {
            for one in followed {
                while let Some(fill) = self.filling(&one.village, stage) {
                    if self.room() == 0 {
                        return Ok(true);
                    }
                    let next = self.part(conn, one, &fill).await?;
                    if let Some(position) = self.cursor.villages.get_mut(&one.village) {
                        position.fill = next;
                    }
                }
            }
        }
        Ok(false)
    }

    fn filling(&self, village: &PlaceCode, stage: Stage) -> Option<Fill> {
        let fill = self.cursor.villages.get(village)?.fill.as_ref()?;
        (fill.stage == stage).then(|| fill.clone())
    }

    /// Adds the next records of one part and says where to go on; none when the first download is over.
    async fn part(&mut self, conn: &mut Conn, one: &Followed, fill: &Fill) -> Result<Option<Fill>> {
        let (room, county) = (self.room(), one.village.owner());
        let limit = room as i64;
        let eye = self.eye(one);
        let (found, last, shown) = match fill.stage {
            Stage::Households => {
                let rows = match one.households {
                    true => read::households(conn, &one.village, fill, limit).await?,
                    false => vec![],
                };
                let last = rows.last().map(|row| (row.id, String::new()));
                (rows.len(), last, shown::households(conn, &county, eye, rows).await?)
            }
            Stage::Promises => {
                let rows = read::promises(conn, &one.village, eye.since, fill, limit).await?;
                (rows.len(), rows.last().map(|row| (row.id, String::new())), shown::promises(eye, rows))
            }
            Stage::Needs => {
                let rows = read::needs(conn, &one.village, fill, limit).await?;
                (rows.len(), rows.last().map(|row| (row.id, String::new())), shown::needs(eye, rows))
            }
            Stage::Visits => {
                let rows = read::visits(conn, &one.village, eye.since, fill, limit).await?;
                let last = rows.last().map(|row| (row.id, row.day.clone()));
                (rows.len(), last, shown::visits(conn, &county, eye, rows).await?)
            }
        };
        let class = if fill.stage == Stage::Households { Class::Roster } else { Class::Talks };
        if !shown.is_empty() {
            self.seen.insert((one.village.clone(), class.word()));
        }
        self.items.extend(shown.into_iter().map(|(_, item)| item));
        Ok(match last.filter(|_| found == room) {
            Some((id, day)) => Some(Fill { stage: fill.stage, after: Some(id), day }),
            None => fill.stage.next().map(Fill::of),
        })
    }

    /// Adds what changed since; true when some of it remains.
    async fn changes(&mut self, conn: &mut Conn, followed: &[Followed]) -> Result<bool> {
        for one in followed {
            let reached = self.reached.get(&one.village.owner()).copied().unwrap_or(0);
            let Some(at) = self.cursor.villages.get(&one.village).map(|position| position.at) else {
                continue;
            };
            if at >= reached {
                continue;
            }
            let room = self.room();
            if room == 0 {
                return Ok(true);
            }
            let lines = feed::of_village(conn, &one.village, at, room as i64).await?;
            let full = lines.len() == room;
            let last = lines.last().map_or(reached, |line| line.n);
            self.changed(conn, one, lines).await?;
            if let Some(position) = self.cursor.villages.get_mut(&one.village) {
                position.at = if full { last } else { last.max(reached) };
            }
            if full {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds the records of these lines as they are now, each once, in the order of their last change.
    async fn changed(&mut self, conn: &mut Conn, one: &Followed, lines: Vec<feed::Line>) -> Result<()> {
        let mut latest: BTreeMap<(String, Uuid), i64> = BTreeMap::new();
        for line in &lines {
            latest.insert((line.entity.clone(), line.id), line.n);
        }
        let county = one.village.owner();
        let ids = |entity: &str| -> Vec<Uuid> {
            latest.keys().filter(|(known, _)| known == entity).map(|(_, id)| *id).collect()
        };
        let here = |village: &str| village == one.village.as_str();
        let eye = self.eye(one);
        let mut shown: BTreeMap<(String, Uuid), Value> = BTreeMap::new();
        let mut rows = read::these_households(conn, &county, &ids("household")).await?;
        rows.retain(|row| here(&row.village));
        let households = shown::households(conn, &county, eye, rows).await?;
        let mut rows = read::these_visits(conn, &county, &ids("visit")).await?;
        rows.retain(|row| here(&row.village));
        let visits = shown::visits(conn, &county, eye, rows).await?;
        let mut rows = read::these_promises(conn, &county, &ids("promise")).await?;
        rows.retain(|row| here(&row.village));
        let promises = shown::promises(eye, rows);
        let mut rows = read::these_needs(conn, &county, &ids("need")).await?;
        rows.retain(|row| here(&row.village));
        let needs = shown::needs(eye, rows);
        for (entity, class, found) in [
            ("household", Class::Roster, households),
            ("visit", Class::Talks, visits),
            ("promise", Class::Talks, promises),
            ("need", Class::Talks, needs),
        ] {
            if !found.is_empty() {
                self.seen.insert((one.village.clone(), class.word()));
            }
            shown.extend(found.into_iter().map(|(id, item)| ((entity.to_owned(), id), item)));
        }
        let mut order: Vec<((String, Uuid), i64)> = latest.into_iter().collect();
        order.sort_by_key(|(_, n)| *n);
        for (key, _) in order {
            let item = shown.remove(&key);
            self.items.push(item.unwrap_or_else(|| shown::gone(&key.0, &one.village, key.1)));
        }
        Ok(())
    }
}
