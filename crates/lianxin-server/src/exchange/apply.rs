//! Committing a preview: all of its changes in one transaction, units first, then officials, then villages.

use std::collections::HashMap;

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::RuleSet,
    people::{ChangeKind, OfficialRecord, UnitKey, UnitRecord, VillageRecord},
    places::PlaceCode,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    preview::Counts,
    store::{self, ChangeRow, ImportRow},
};
use crate::{
    app::App,
    args,
    engine::{
        act::Act,
        bulk,
        db::Conn,
        error::{Error, Result, codes},
        jobs::Job,
        value::Value,
    },
    links::{cover, facts, store as links},
    people::store::{self as people, OFFICIAL, POST, UNIT, UNIT_AREA},
    places::store::SET_PROFILE,
};

/// Changes read at once.
const AT_ONCE: i64 = 5000;

/// What a commit knows while it runs.
struct Commit<'a> {
    app: &'a App,
    name: &'a Ref,
    rules: RuleSet,
    today: Day,
    end_absent: bool,
    units: HashMap<UnitKey, (Ref, lianxin_domain::people::UnitKind)>,
    rows: Rows,
}

/// Rows that are inserted in bulk, and what each change became.
#[derive(Default)]
struct Rows {
    officials: Vec<Vec<Value>>,
    posts: Vec<Vec<Value>>,
    profiles: Vec<Vec<Value>>,
    became: Vec<(i64, String)>,
}

/// Applies a preview. Those whom the workbook no longer has leave only when told so.
pub async fn commit(
    app: &App,
    mut act: Act,
    row: &ImportRow,
    name: &Ref,
    end_absent: bool,
    job: &Job,
) -> Result<()> {
    let mut counts: Counts = serde_json::from_str(&row.counts)?;
    if counts.errors > 0 {
        return Err(Error::refused(codes::IMPORT_ERRORS).with("count", counts.errors));
    }
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let (rules, today, now) = (facts::rules(app), act.today(), act.now());
    let tx = act.tx().await?;
    if counts.world != app.setting("world") {
        return Err(Error::refused(codes::IMPORT_STALE));
    }
    job.phase(
        "committing",
        (counts.units + counts.joined + counts.moved + counts.changed + counts.left + counts.villages) as u64,
    );
    let units = present_units(tx).await?;
    let mut commit = Commit { app, name, rules, today, end_absent, units, rows: Rows::default() };
    let mut after = 0;
    loop {
        let changes = store::all_changes(tx, name, after, AT_ONCE).await?;
        let Some(last) = changes.last() else { break };
        after = last.n;
        for change in &changes {
            commit.apply(tx, change).await?;
        }
        commit.flush(tx).await?;
        job.step(after as u64);
    }
    counts.world = app.clock.id().to_string();
    store::set_committed(tx, name, "committed", &serde_json::to_string(&counts)?, now).await?;
    App::set(tx, "world", &counts.world).await?;
    job.phase("counting", 0);
    cover::recount(app, tx).await?;
    let detail = json!({"joined": counts.joined, "moved": counts.moved, "changed": counts.changed, "left": counts.left, "ended": end_absent});
    act.done(&place, name, detail, ()).await?;
    app.uploads.forget(name.id);
    bulk::end(&app.db, after as u64, &["unit", "official", "post", "link"]).await;
    app.refresh().await
}

async fn present_units(tx: &mut Conn) -> Result<HashMap<UnitKey, (Ref, lianxin_domain::people::UnitKind)>> {
    let mut units = HashMap::new();
    for row in people::present_units(tx).await? {
        let key = UnitKey { place: row.place.parse().map_err(Error::internal)?, name_key: row.name_key };
        let kind = lianxin_domain::people::UnitKind::of(&row.kind)
            .ok_or_else(|| Error::internal("an unknown kind of unit"))?;
        units.insert(key, (Ref { county: row.county.parse().map_err(Error::internal)?, id: row.id }, kind));
    }
    Ok(units)
}

fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(Error::internal)
}

/// The kind of a stored change.
pub fn kind_of(row: &ChangeRow) -> Result<ChangeKind> {
    let found = ChangeKind::ALL.iter().find(|kind| kind.word() == row.kind);
    found.copied().ok_or_else(|| Error::internal("an unknown kind of change"))
}

impl Commit<'_> {
    async fn apply(&mut self, tx: &mut Conn, row: &ChangeRow) -> Result<()> {
        match row.what.as_str() {
            "unit" => self.unit(tx, row).await,
            "village" => {
                self.rows.profiles.push(profile(&parse::<VillageRecord>(&row.after)?));
                Ok(())
            }
            _ => self.official(tx, row).await,
        }
    }

    async fn unit(&mut self, tx: &mut Conn, row: &ChangeRow) -> Result<()> {
        let record: UnitRecord = parse(&row.after)?;
        let name = subject(row)?;
        write_unit(tx, &name, &record, self.today).await?;
        self.units.insert(record.key, (name, record.kind));
        Ok(())
    }

    async fn official(&mut self, tx: &mut Conn, row: &ChangeRow) -> Result<()> {
        match kind_of(row)? {
            ChangeKind::Joined => {
                let record: OfficialRecord = parse(&row.after)?;
                self.add(&subject(row)?, &record, record.joined.unwrap_or(self.today).min(self.today))
            }
            ChangeKind::Moved => self.moved(tx, row).await,
            ChangeKind::Changed => {
                let (record, name) = (parse::<OfficialRecord>(&row.after)?, subject(row)?);
                let (unit, kind) = self.unit_of(&record.unit)?;
                self.rows.officials.push(official(
                    &name,
                    &record,
                    unit.id,
                    self.tier(&record, kind),
                    self.today,
                ));
                Ok(())
            }
            ChangeKind::Left if self.end_absent => self.left(tx, &subject(row)?).await,
            ChangeKind::Left => Ok(()),
        }
    }

    /// Another unit, post or rank: the old post ends today. Into another county it is a new record, as the county of a
    /// record never changes.
    async fn moved(&mut self, tx: &mut Conn, row: &ChangeRow) -> Result<()> {
        let (record, name) = (parse::<OfficialRecord>(&row.after)?, subject(row)?);
        if record.county() != name.county {
            self.left(tx, &name).await?;
            let fresh = Ref { county: record.county(), id: self.app.clock.id() };
            self.add(&fresh, &record, self.today)?;
            self.rows.became.push((row.n, fresh.to_string()));
            return Ok(());
        }
        people::close_post(tx, &name, self.today).await?;
        self.add(&name, &record, self.today)
    }

    async fn left(&mut self, tx: &mut Conn, name: &Ref) -> Result<()> {
        people::leave(tx, name, self.today).await?;
        people::close_post(tx, name, self.today).await?;
        links::end_links_of(tx, name.id, self.today, &self.name.to_string()).await.map(|_| ())
    }

    fn add(&mut self, name: &Ref, record: &OfficialRecord, since: Day) -> Result<()> {
        let (unit, kind) = self.unit_of(&record.unit)?;
        self.rows.officials.push(official(name, record, unit.id, self.tier(record, kind), self.today));
        self.rows.posts.push(post(name, record, unit.id, since));
        Ok(())
    }

    fn unit_of(&self, key: &UnitKey) -> Result<(Ref, lianxin_domain::people::UnitKind)> {
        let found = self.units.get(key).cloned();
        found.ok_or_else(|| {
            Error::internal(format!("the unit {} is neither stored nor in the workbook", key.name_key))
        })
    }

    fn tier(&self, record: &OfficialRecord, kind: lianxin_domain::people::UnitKind) -> &'static str {
        self.rules.tier_of(record.rank, kind).map_or("", |tier| tier.word())
    }

    async fn flush(&mut self, tx: &mut Conn) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        tx.insert(&OFFICIAL, &rows.officials).await?;
        tx.insert(&POST, &rows.posts).await?;
        tx.insert(&SET_PROFILE, &rows.profiles).await?;
        for (n, became) in rows.became {
            store::set_subject(tx, self.name, n, &became).await?;
        }
        Ok(())
    }
}

/// The ref of what a change is about.
pub fn subject(row: &ChangeRow) -> Result<Ref> {
    row.subject.parse().map_err(|_| Error::internal("a change without its subject"))
}

/// Writes a unit and what it covers.
pub async fn write_unit(tx: &mut Conn, name: &Ref, record: &UnitRecord, since: Day) -> Result<()> {
    let strengths = serde_json::to_string(&record.strengths)?;
    let row = args![
        &name.county,
        name.id,
        &record.key.place,
        record.name.as_str(),
        record.key.name_key.as_str(),
        record.kind.word(),
        strengths,
        record.phone.as_str(),
        since,
        Day::NEVER,
    ];
    tx.insert(&UNIT, &[row.to_vec()]).await?;
    people::clear_area(tx, &name.county, name.id).await?;
    let area: Vec<Vec<Value>> =
        record.area.iter().map(|place| args![&name.county, name.id, place].to_vec()).collect();
    tx.insert(&UNIT_AREA, &area).await
}

/// An official's row; `joined` only counts for a new one.
pub fn official(name: &Ref, record: &OfficialRecord, unit: Uuid, tier: &str, joined: Day) -> Vec<Value> {
    let skills: Vec<&str> = record.skills.iter().map(|skill| skill.word()).collect();
    let home = record.home.as_ref().map(ToString::to_string).unwrap_or_default();
    args![
        &name.county,
        name.id,
        record.staff_no.as_str(),
        record.id_digest.as_str(),
        record.name.as_str(),
        record.name_key.as_str(),
        record.pinyin.as_str(),
        record.initials.as_str(),
        record.gender.map_or("", |gender| gender.word()),
        record.phone.as_str(),
        home,
        json!(skills).to_string(),
        unit,
        &record.unit.place,
        record.post.as_str(),
        record.rank.word(),
        tier,
        joined,
        Day::NEVER,
    ]
    .to_vec()
}

/// A post that is held from a day on.
fn post(name: &Ref, record: &OfficialRecord, unit: Uuid, since: Day) -> Vec<Value> {
    args![&name.county, name.id, since, Day::NEVER, unit, record.post.as_str(), record.rank.word()].to_vec()
}

/// A village's profile row.
pub fn profile(record: &VillageRecord) -> Vec<Value> {
    args![
        &record.village.owner(),
        &record.village,
        record.difficulty,
        record.households,
        record.residents,
        json!(record.needs).to_string(),
        record.contact_name.as_str(),
        record.contact_phone.as_str(),
    ]
    .to_vec()
}
