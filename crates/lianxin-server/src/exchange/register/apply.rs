//! Committing a register: all of its changes in one transaction.

use std::collections::BTreeMap;

use lianxin_domain::{
    day::Day, households::import::HouseholdRecord, ids::Ref, people::ChangeKind, places::PlaceCode,
};
use serde_json::json;

use super::sealed::{self, Deeds, Opened};
use crate::{
    app::App,
    args,
    engine::{
        act::Act,
        bulk,
        db::Conn,
        error::{Error, Result, codes},
        feed::{self, Changed},
        jobs::Job,
        value::Value,
    },
    exchange::{
        preview::Counts,
        store::{self, HouseholdChange, ImportRow},
    },
    households::{
        facts::{self, NewFact},
        read,
        store::{self as households, At, HOUSEHOLD, RESIDENT, STANDING, household_row, resident_row},
    },
};

/// Changes read at once.
const AT_ONCE: i64 = 1000;
/// What standings name as their source.
const SOURCE: &str = "户册导入";

/// Applies a preview. Households that the workbook no longer has leave only when told so.
pub async fn commit(
    app: &App,
    mut act: Act,
    row: &ImportRow,
    name: &Ref,
    end_absent: bool,
    job: &Job,
) -> Result<()> {
    let counts: Counts = serde_json::from_str(&row.counts)?;
    if counts.errors > 0 {
        return Err(Error::refused(codes::IMPORT_ERRORS).with("count", counts.errors));
    }
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let (today, now) = (act.today(), act.now());
    let tx = act.tx().await?;
    job.phase("committing", (counts.joined + counts.moved + counts.changed + counts.left) as u64);
    let mut commit = Commit { app, name, today, end_absent, told: Told::default(), rows: Rows::default() };
    let mut after = 0;
    loop {
        let changes = store::households(tx, name, "", after, AT_ONCE).await?;
        let Some(last) = changes.last() else { break };
        after = last.n;
        for change in &changes {
            commit.apply(tx, change).await?;
        }
        commit.rows.flush(tx).await?;
        job.step(after as u64);
    }
    store::set_committed(tx, name, "committed", &row.counts, now).await?;
    job.phase("counting", 0);
    commit.told.finish(tx).await?;
    let detail = json!({"joined": counts.joined, "moved": counts.moved, "changed": counts.changed, "left": counts.left, "ended": end_absent});
    act.done(&place, name, detail, ()).await?;
    app.uploads.forget(name.id);
    bulk::end(&app.db, after as u64, &["household", "resident", "standing", "sealed_fact"]).await;
    Ok(())
}

/// The kind of a stored change.
pub fn kind_of(change: &HouseholdChange) -> Result<ChangeKind> {
    let found = ChangeKind::ALL.iter().find(|kind| kind.word() == change.kind);
    found.copied().ok_or_else(|| Error::internal("an unknown kind of change"))
}

/// What followers are told once all is written.
#[derive(Default)]
pub struct Told {
    changed: BTreeMap<PlaceCode, Vec<Changed>>,
}

impl Told {
    /// A household of a village is new or different, or gone from it.
    pub fn add(&mut self, at: &At, gone: bool) {
        let line = Changed { entity: "household", id: at.id, village: at.village.clone(), gone };
        self.changed.entry(at.county()).or_default().push(line);
    }

    /// Counts the villages again and writes the feed, county by county; the last thing in the transaction.
    pub async fn finish(self, tx: &mut Conn) -> Result<()> {
        households::recount(tx, self.changed.values().flatten().map(|line| &line.village)).await?;
        for (county, lines) in self.changed {
            feed::note(tx, &county, &lines).await?;
        }
        Ok(())
    }
}

/// Rows that are inserted in bulk.
#[derive(Default)]
struct Rows {
    households: Vec<Vec<Value>>,
    residents: Vec<Vec<Value>>,
    standings: Vec<Vec<Value>>,
}

impl Rows {
    async fn flush(&mut self, tx: &mut Conn) -> Result<()> {
        let rows = std::mem::take(self);
        tx.insert(&HOUSEHOLD, &rows.households).await?;
        tx.insert(&RESIDENT, &rows.residents).await?;
        tx.insert(&STANDING, &rows.standings).await
    }
}

struct Commit<'a> {
    app: &'a App,
    name: &'a Ref,
    today: Day,
    end_absent: bool,
    told: Told,
    rows: Rows,
}

impl Commit<'_> {
    async fn apply(&mut self, tx: &mut Conn, change: &HouseholdChange) -> Result<()> {
        // Erased since the preview: its changes are noise, and nothing of it may come back.
        let Some(opened) = sealed::open(self.app, tx, self.name, change).await? else { return Ok(()) };
        sealed::unchanged(tx, &opened).await?;
        match kind_of(change)? {
            ChangeKind::Joined => self.joined(tx, &opened).await,
            ChangeKind::Changed | ChangeKind::Moved => self.changed(tx, change, opened).await,
            ChangeKind::Left if self.end_absent => {
                households::set_state(tx, &opened.at, "gone", self.today).await?;
                self.told.add(&opened.at, true);
                Ok(())
            }
            ChangeKind::Left => Ok(()),
        }
    }

    async fn joined(&mut self, tx: &mut Conn, opened: &Opened) -> Result<()> {
        let (at, after) = (&opened.at, after(opened)?);
        let row = household_row(at, &after.house, &after.name, after.members, self.today);
        self.rows.households.push(row);
        self.residents(at, after);
        for (kind, holder) in &after.standings {
            self.rows.standings.push(standing_row(at, kind.word(), self.today, holder));
        }
        facts::add(self.app, tx, at, &new_facts(after, None, self.today)).await?;
        self.told.add(at, false);
        Ok(())
    }

    fn residents(&mut self, at: &At, record: &HouseholdRecord) {
        for person in &record.residents {
            self.rows.residents.push(resident_row(at, self.app.clock.id(), &person.name, &person.relation));
        }
    }

    async fn changed(&mut self, tx: &mut Conn, change: &HouseholdChange, opened: Opened) -> Result<()> {
        let at = opened.at.clone();
        let after = after(&opened)?.clone();
        let before = before(&opened)?.clone();
        let since = read::one(tx, &at.county(), at.id).await?.map(|row| row.since);
        let since: Day = since.and_then(|day| day.parse().ok()).unwrap_or(self.today);
        tx.insert(&HOUSEHOLD, &[household_row(&at, &after.house, &after.name, after.members, since)]).await?;
        if before.village != after.village {
            households::move_facts(tx, &at).await?;
            self.told.add(&At { village: before.village.clone(), id: at.id }, true);
        }
        if before.residents != after.residents || before.village != after.village {
            households::set_residents(tx, &at, &[]).await?;
            self.residents(&at, &after);
        }
        let mut kept = opened.kept;
        kept.done = Deeds::default();
        self.standings(tx, &at, &before, &after, &mut kept.done).await?;
        self.facts(tx, &at, &before, &after, &mut kept.done).await?;
        store::reseal(tx, self.name, change.n, kept.seal(&opened.key, self.name.id, change.n)?).await?;
        self.told.add(&at, false);
        Ok(())
    }

    async fn standings(
        &mut self,
        tx: &mut Conn,
        at: &At,
        before: &HouseholdRecord,
        after: &HouseholdRecord,
        done: &mut Deeds,
    ) -> Result<()> {
        for kind in before.standings.keys().filter(|kind| !after.standings.contains_key(kind)) {
            households::end_standing(tx, at, kind.word(), self.today).await?;
            done.standings_ended.push((*kind, self.today));
        }
        for (kind, holder) in after.standings.iter().filter(|(kind, _)| !before.standings.contains_key(kind))
        {
            self.rows.standings.push(standing_row(at, kind.word(), self.today, holder));
            done.standings_added.push((*kind, self.today));
        }
        Ok(())
    }

    async fn facts(
        &mut self,
        tx: &mut Conn,
        at: &At,
        before: &HouseholdRecord,
        after: &HouseholdRecord,
        done: &mut Deeds,
    ) -> Result<()> {
        let never = Day::NEVER.to_string();
        let differs = |class: &str| {
            let class = lianxin_domain::households::FactClass::of(class);
            class.is_some_and(|class| before.facts.get(&class) != after.facts.get(&class))
        };
        for row in read::facts(tx, &at.county(), at.id).await? {
            if row.until == never && differs(&row.class) {
                households::end_fact(tx, at, row.id, self.today).await?;
                done.facts_ended.push(row.id);
            }
        }
        let new = new_facts(after, Some(before), self.today);
        done.facts_added = facts::add(self.app, tx, at, &new).await?;
        Ok(())
    }
}

fn after(opened: &Opened) -> Result<&HouseholdRecord> {
    opened.kept.after.as_ref().ok_or_else(|| Error::internal("a change without its record"))
}

fn before(opened: &Opened) -> Result<&HouseholdRecord> {
    opened.kept.before.as_ref().ok_or_else(|| Error::internal("a change without what was before"))
}

/// The facts of a record that another had not, or had otherwise.
fn new_facts(record: &HouseholdRecord, before: Option<&HouseholdRecord>, since: Day) -> Vec<NewFact> {
    let held = |class| before.and_then(|before| before.facts.get(class));
    let new = record.facts.iter().filter(|(class, text)| held(class) != Some(*text));
    new.map(|(class, text)| NewFact { class: *class, since, until: Day::NEVER, text: text.clone() }).collect()
}

fn standing_row(at: &At, kind: &str, since: Day, holder: &str) -> Vec<Value> {
    args![&at.county(), at.id, kind, since, Day::NEVER, holder, SOURCE].to_vec()
}
