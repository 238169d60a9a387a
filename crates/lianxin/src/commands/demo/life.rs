//! The demo's life: households, a year of visits through the same function as every phone's, and what the phones say of their
//! burden. In full size both come by the bulk path instead, county by county.

use std::{collections::BTreeMap, time::Instant};

use lianxin_domain::{
    day::Day,
    households::{FactClass, Standing, did_of},
    ids::Ref,
    links::Tier,
    oversight::bands,
    people::Rank,
    places::PlaceCode,
    visits::{Did, PromiseKept, calendar, reach},
};
use lianxin_server::{
    App, args,
    engine::{act::Actor, bulk, db::Conn, value::Value},
    households::{bulk as households, facts::NewFact, store as rows},
    links::read as links,
    oversight::store as oversight,
    places::store as places,
    visits::{
        bulk::{Bulk, Settled},
        record::{Outcome, Push, Record, record},
    },
};
use uuid::Uuid;

use crate::{
    city::{
        Chance,
        calls::{self, Ground, Linked, Slot, Written},
        homes::{self, Home, Seat},
    },
    commands::{Failure, import},
    out::{Out, seconds},
};

/// Households in full size.
const HOUSEHOLDS: i64 = 1_600_000;
/// Visits for ten households: in the sample, in full size.
const PER_TEN: (i64, i64) = (24, 63);
/// Records of one transaction: through the door, by the bulk path.
const TOGETHER: (usize, usize) = (400, 20_000);

/// A village with all that its year depends on.
struct Lived {
    seat: Seat,
    homes: Vec<Home>,
    people: Vec<Linked>,
}

impl Lived {
    fn ground(&self, today: Day) -> Ground<'_> {
        Ground { seat: &self.seat, homes: &self.homes, people: &self.people, today }
    }
}

/// The villages of a county, with the share `(part, whole)` of their households that is on the register.
async fn lived(
    app: &App,
    county: &PlaceCode,
    wanted: impl Fn(&str) -> bool,
    share: (i64, i64),
    chance: &Chance,
) -> Result<Vec<Lived>, Failure> {
    let today = app.clock.today();
    let mut conn = app.db.read().await?;
    let names: BTreeMap<String, String> =
        places::all_as_of(&mut conn, county, today).await?.into_iter().map(|p| (p.code, p.name)).collect();
    let mut all = Vec::new();
    for profile in places::profiles(&mut conn, county).await? {
        if !wanted(&profile.village) || !names.contains_key(&profile.village) {
            continue;
        }
        let code: PlaceCode = profile.village.parse()?;
        let street = names.get(&profile.village[..9]).is_some_and(|name| name.ends_with("街道"));
        let households = (profile.households * share.0 / share.1).max(1);
        let seat = Seat { code, households, street, difficulty: profile.difficulty };
        let people = people(&mut conn, &seat.code).await?;
        all.push(Lived { homes: homes::homes(&seat, chance), seat, people });
    }
    Ok(all)
}

async fn people(conn: &mut Conn, village: &PlaceCode) -> Result<Vec<Linked>, Failure> {
    let links = links::of_village(conn, village).await?;
    let linked = |link: links::VillageLink| {
        let who = link.who?;
        let leader = Rank::of(&who.rank).is_some_and(reach::is_leader);
        Some(Linked { who: who.name_ref.parse().ok()?, name: who.name, tier: Tier::of(&link.tier)?, leader })
    };
    Ok(links.into_iter().filter_map(linked).collect())
}

/// The households as they are written.
fn grown(village: &Lived) -> Result<Vec<households::Grown>, Failure> {
    let home = |home: &Home| -> Result<households::Grown, Failure> {
        let standing = |held: &homes::Held| -> Result<_, Failure> {
            Ok((held.kind, held.since.parse()?, held.holder.clone(), held.source.to_owned()))
        };
        let fact = |known: &homes::Known| -> Result<NewFact, Failure> {
            let (since, text) = (known.since.parse()?, known.text.clone());
            Ok(NewFact { class: known.class, since, until: Day::NEVER, text })
        };
        Ok(households::Grown {
            at: rows::At { village: village.seat.code.clone(), id: home.id },
            house: home.house.clone(),
            name: home.name.clone(),
            members: home.members,
            since: "2024-01-01".parse()?,
            residents: home
                .people
                .iter()
                .map(|one| (one.id, one.name.clone(), one.relation.to_owned()))
                .collect(),
            standings: home.standings.iter().map(standing).collect::<Result<_, _>>()?,
            facts: home.facts.iter().map(fact).collect::<Result<_, _>>()?,
        })
    };
    village.homes.iter().map(home).collect()
}

/// A need as it was heard.
pub struct Heard {
    /// Its id.
    pub need: Uuid,
    /// The village.
    pub village: PlaceCode,
    /// Whose it is; none for the village as a whole.
    pub household: Option<Uuid>,
    /// Who heard it.
    pub by: Ref,
    /// In the resident's words.
    pub words: String,
    /// On which day.
    pub day: Day,
}

/// The sample: these villages in full, and two small ones of every county, so that each has something to show; gives the needs
/// that were heard.
pub async fn sample(app: &App, out: &Out, own: &[PlaceCode], seed: u64) -> Result<Vec<Heard>, Failure> {
    let begun = Instant::now();
    let chance = Chance::new(seed);
    let (mut villages, mut count) = (Vec::new(), 0);
    for county in counties(app).await? {
        let mut wanted = small(app, &county).await?;
        wanted.extend(own.iter().filter(|village| county.contains(village)).map(PlaceCode::to_string));
        villages
            .extend(lived(app, &county, |code| wanted.iter().any(|one| one == code), (1, 1), &chance).await?);
    }
    for village in &villages {
        let grown = grown(village)?;
        count += grown.len();
        let mut conn = app.db.write().await?;
        households::add(app, &mut conn, &grown).await?;
        households::told(&mut conn, &grown).await?;
        conn.commit().await?;
    }
    out.say(format!("households {count} in {} villages in {}", villages.len(), seconds(begun.elapsed())));
    let begun = Instant::now();
    let pushes = pushes(&villages, app.clock.today(), &chance);
    let heard = heard(&pushes);
    let records = push_all(app, pushes).await?;
    let each = records as f64 / begun.elapsed().as_secs_f64();
    out.say(format!("visits     {records} records in {} ({each:.0} records/s)", seconds(begun.elapsed())));
    burden(app, &chance).await?;
    Ok(heard)
}

fn heard(pushes: &[Push]) -> Vec<Heard> {
    let mut heard = Vec::new();
    for push in pushes {
        for (_, record) in &push.records {
            let Record::Visit(visit) = record else { continue };
            heard.extend(visit.needs.iter().map(|need| Heard {
                need: need.id,
                village: visit.village.clone(),
                household: visit.household,
                by: push.author.clone(),
                words: need.words.clone(),
                day: visit.day,
            }));
        }
    }
    heard
}

async fn counties(app: &App) -> Result<Vec<PlaceCode>, Failure> {
    let mut conn = app.db.read().await?;
    let counties = places::children(&mut conn, &app.city()?, app.clock.today()).await?;
    Ok(counties.into_iter().map(|place| place.code.parse()).collect::<Result<_, _>>()?)
}

/// The two smallest villages of the county's second township, whose staff is not signed up.
async fn small(app: &App, county: &PlaceCode) -> Result<Vec<String>, Failure> {
    let mut conn = app.db.read().await?;
    let townships = places::children(&mut conn, county, app.clock.today()).await?;
    let Some(township) = townships.get(1).or(townships.first()) else { return Ok(Vec::new()) };
    let mut all = places::profiles(&mut conn, county).await?;
    all.retain(|profile| profile.village.starts_with(&township.code));
    all.sort_by_key(|profile| (profile.households, profile.village.clone()));
    Ok(all.into_iter().take(2).map(|profile| profile.village).collect())
}

/// An official's month: the name, and the records with their time.
type Month = (String, Vec<(i64, Uuid, Record)>);

/// What the officials' phones send, in the order of time: a month of an official in one push.
fn pushes(villages: &[Lived], today: Day, chance: &Chance) -> Vec<Push> {
    let mut sent: BTreeMap<(String, Ref), Month> = BTreeMap::new();
    for (n, village) in villages.iter().enumerate() {
        let ground = village.ground(today);
        for slot in calls::slots(&ground, n as u32, PER_TEN.0, chance) {
            let who = &village.people[usize::from(slot.official)];
            let Written { id, visit, kept } = calls::written(&ground, &slot);
            let mut ids = Chance::new(slot.seed).of("kept");
            let mut send = |day: Day, at: i64, id: Uuid, record: Record| {
                let key = (day.to_string()[..7].to_owned(), who.who.clone());
                sent.entry(key).or_insert_with(|| (who.name.clone(), Vec::new())).1.push((at, id, record));
            };
            for (promise, day) in kept {
                let at = visit.at + 60_000 * 60 * 24 * days_between(visit.day, day);
                let record = PromiseKept { village: visit.village.clone(), promise, day };
                send(day, at, ids.id(at), Record::Kept(record));
            }
            send(visit.day, visit.at, id, Record::Visit(visit));
        }
    }
    let push = |((_, author), (name, mut records)): ((String, Ref), Month)| {
        records.sort_by_key(|(at, id, _)| (*at, *id));
        Push {
            actor: Actor { account: Uuid::nil(), name, official: Some(author.clone()), grants: Vec::new() },
            author,
            device: None,
            verb: "sync.push",
            subject: "demo".into(),
            records: records.into_iter().map(|(_, id, record)| (id, record)).collect(),
        }
    };
    sent.into_iter().map(push).collect()
}

fn days_between(from: Day, to: Day) -> i64 {
    (0..=400).find(|days| calendar::plus(from, *days) >= to).unwrap_or(400)
}

async fn push_all(app: &App, pushes: Vec<Push>) -> Result<usize, Failure> {
    let (mut waiting, mut records, mut all) = (Vec::new(), 0, 0);
    let mut pushes = pushes.into_iter().peekable();
    while let Some(push) = pushes.next() {
        records += push.records.len();
        waiting.push(push);
        if records < TOGETHER.0 && pushes.peek().is_some() {
            continue;
        }
        let mut conn = app.db.write().await?;
        let outcomes = record(app, &mut conn, &waiting).await?;
        conn.commit().await?;
        let outcomes = outcomes.into_iter().collect::<lianxin_server::engine::error::Result<Vec<_>>>()?;
        let strange = outcomes.iter().flatten().find(|outcome| !matches!(outcome, Outcome::Created));
        if let Some(strange) = strange {
            return Err(format!("a record of the demo was not taken: {strange:?}").into());
        }
        all += records;
        (waiting, records) = (Vec::new(), 0);
    }
    Ok(all)
}

/// Half a year of what phones say: most write a record in twenty seconds; one field is never read.
async fn burden(app: &App, chance: &Chance) -> Result<(), Failure> {
    let mut chance = chance.of("burden");
    let today = app.clock.today();
    let shares = [90, 420, 260, 120, 50, 30, 15, 9, 4, 2];
    let filled = [930, 1000, 80, 90, 620, 220, 125, 90, 70];
    let (mut weeks, mut fields) = (Vec::new(), Vec::new());
    for county in counties(app).await? {
        let phones = chance.between(180, 520);
        for ago in 0..26 {
            let week = calendar::week(calendar::plus(today, -7 * ago));
            for (band, share) in bands::BANDS.into_iter().zip(shares) {
                let n = phones * chance.around(share, share / 4) / 1000;
                weeks.push(args![&county, week.as_str(), "visit", band, n.max(0)].to_vec());
            }
        }
        for (name, share) in bands::fields("visit").unwrap_or_default().iter().zip(filled) {
            let month = today.to_string()[..7].to_owned();
            let reads = if *name == "with" { 0 } else { phones * share / 1400 };
            let row = args![&county, "visit", *name, month, phones, phones * share / 1000, reads];
            fields.push(row.to_vec());
        }
    }
    let weeks: Vec<Vec<Value>> = weeks;
    let mut conn = app.db.write().await?;
    conn.insert(&oversight::BURDEN_WEEK, &weeks).await?;
    conn.insert(&oversight::FIELD_USED, &fields).await?;
    Ok(conn.commit().await?)
}

/// All of the city: 1.6 million households and ten million visits, a county at a time.
pub async fn full(app: &App, out: &Out, seed: u64) -> Result<(), Failure> {
    let (begun, chance) = (Instant::now(), Chance::new(seed));
    let mut conn = app.db.read().await?;
    let known: i64 = places::profiles(&mut conn, &app.city()?).await?.iter().map(|p| p.households).sum();
    drop(conn);
    let (mut homes, mut visits) = (0, 0);
    for county in counties(app).await? {
        let at = Instant::now();
        let villages = lived(app, &county, |_| true, (HOUSEHOLDS, known.max(1)), &chance).await?;
        let own: usize = villages.iter().map(|village| village.homes.len()).sum();
        settle(app, &villages).await?;
        let settled = at.elapsed();
        let called = call(app, &county, &villages, &chance).await?;
        (homes, visits) = (homes + own, visits + called);
        out.say(format!(
            "county     {county}: {own} households in {} ({:.0}/s), {called} visits in {} ({:.0}/s)",
            seconds(settled),
            own as f64 / settled.as_secs_f64(),
            seconds(at.elapsed() - settled),
            called as f64 / (at.elapsed() - settled).as_secs_f64(),
        ));
    }
    out.say(format!(
        "full       {homes} households, {visits} visits in {}; peak memory {} MB",
        seconds(begun.elapsed()),
        import::peak_mb()
    ));
    let tables =
        ["household", "resident", "standing", "visit", "visit_official", "statement", "need", "promise"];
    bulk::end(&app.db, visits as u64, &tables).await;
    burden(app, &chance).await
}

/// Writes the households of a county's villages.
async fn settle(app: &App, villages: &[Lived]) -> Result<(), Failure> {
    for some in villages.chunks(16) {
        let mut conn = app.db.write().await?;
        bulk::begin(&mut conn).await?;
        for village in some {
            households::add(app, &mut conn, &grown(village)?).await?;
        }
        conn.commit().await?;
    }
    Ok(())
}

/// Writes a county's year of visits in the order of time, and its roll-ups at the end.
async fn call(app: &App, county: &PlaceCode, villages: &[Lived], chance: &Chance) -> Result<usize, Failure> {
    let today = app.clock.today();
    let mut slots: Vec<Slot> = Vec::new();
    for (n, village) in villages.iter().enumerate() {
        slots.extend(calls::slots(&village.ground(today), n as u32, PER_TEN.1, chance));
    }
    slots.sort_unstable();
    let mut bulk = Bulk::new(county);
    for some in slots.chunks(TOGETHER.1) {
        // In this thread, and without the savepoint that company would need: a long transaction under one keeps every page twice.
        let mut conn = app.db.write_here().await?;
        for fewer in some.chunks(1000) {
            let settled =
                fewer.iter().map(|slot| settled(&villages[slot.village as usize], slot, today)).collect();
            bulk.add(&mut conn, settled).await?;
        }
        conn.commit().await?;
    }
    let mut conn = app.db.write().await?;
    bulk.finish(&mut conn).await?;
    conn.commit().await?;
    Ok(slots.len())
}

fn settled(village: &Lived, slot: &Slot, today: Day) -> Settled {
    let who = &village.people[usize::from(slot.official)];
    let Written { id, visit, kept } = calls::written(&village.ground(today), slot);
    let kinds = slot.home.map(|home| kinds(&village.homes[usize::from(home)], visit.day)).unwrap_or_default();
    Settled {
        id,
        author: who.who.clone(),
        author_name: who.name.clone(),
        tier: who.tier,
        leader: who.leader,
        kinds,
        kept,
        sent: visit,
    }
}

/// What a visit to a home was a visit to.
fn kinds(home: &Home, day: Day) -> Vec<Did> {
    let held = |held: &homes::Held| {
        Some(Standing { kind: held.kind, since: held.since.parse().ok()?, until: Day::NEVER })
    };
    let standings: Vec<Standing> = home.standings.iter().filter_map(held).collect();
    let hard = |fact: &homes::Known| {
        fact.class == FactClass::Hardship && fact.since.as_str() <= day.to_string().as_str()
    };
    let did = did_of(&standings, day, home.facts.iter().any(hard));
    did.into_iter().filter_map(Did::of).collect()
}
