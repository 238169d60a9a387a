//! What the roll-ups add to a push: real visits recorded in a real database and taken back again, the whole function timed, and
//! beside it the roll-ups of the same visits alone. Nothing is committed, so the disk's share is left out of both.
//!
//! `cargo run --release -p lianxin-server --example rollups -- FOLDER`, of a folder that `lianxin demo --full` filled.

use std::time::{Duration, Instant};

use lianxin_domain::{
    day::Day,
    ids::Ref,
    links::Tier,
    places::PlaceCode,
    visits::{How, NewNeed, NewPromise, NewVisit, RecordState, Statement, calendar},
};
use lianxin_server::{
    App, Config, args,
    engine::{act::Actor, clock::Clock, error::Result},
    visits::{
        record::{Outcome, Push, Record, record},
        rollup::Tally,
        work::Visit,
    },
};
use uuid::Uuid;

const ROUNDS: usize = 60;
const AUTHORS: &str = "SELECT l.village, l.official_county, l.official, o.name FROM link l \
     JOIN official o ON o.county = l.official_county AND o.id = l.official \
     WHERE l.until = '9999-12-31' AND l.tier = 'paired_unit' AND l.village >= $1 ORDER BY l.village, l.id LIMIT 1";
const HOUSEHOLDS: &str =
    "SELECT id FROM household WHERE county = $1 AND village = $2 AND state = 'present' ORDER BY id LIMIT 50";
const STARTS: &str =
    "SELECT code FROM place WHERE level = 'village' AND until = '9999-12-31' ORDER BY pinyin LIMIT 60";

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let database = format!("sqlite:{}", folder.join("lianxin.db").display());
    let config = Config { database, data_dir: folder, secure_cookies: false, name: "bench".into() };
    let app = App::open(config, Clock::default()).await?;
    println!("{:<22} {:>14} {:>16} {:>8}", "visits in a push", "with, ms", "without, ms", "ratio");
    for size in [1, 50] {
        let (mut whole, mut alone) = (Duration::ZERO, Duration::ZERO);
        for push in pushes(&app, size).await? {
            let begun = Instant::now();
            let mut conn = app.db.write().await?;
            let taken = record(&app, &mut conn, std::slice::from_ref(&push)).await?;
            let outcomes = taken.into_iter().collect::<Result<Vec<_>>>()?;
            whole += begun.elapsed();
            drop(conn);
            if !outcomes.iter().flatten().all(|outcome| matches!(outcome, Outcome::Created)) {
                return Err(format!("not taken: {outcomes:?}").into());
            }
            let (tally, county) = tallied(&push);
            let begun = Instant::now();
            let mut conn = app.db.write().await?;
            let opened = begun.elapsed();
            let rows = tally.rows(&mut conn, &county).await?;
            conn.insert_all(&rows).await?;
            alone += begun.elapsed() - opened;
        }
        let each = |time: Duration| time.as_secs_f64() * 1000.0 / ROUNDS as f64;
        let without = each(whole) - each(alone);
        println!("{size:<22} {:>14.3} {without:>16.3} {:>8.2}", each(whole), each(whole) / without);
    }
    app.db.close().await;
    Ok(())
}

/// One push each of officials all over the city.
async fn pushes(app: &App, size: usize) -> Result<Vec<Push>> {
    let mut conn = app.db.read().await?;
    let starts: Vec<(String,)> = conn.all(STARTS, &[]).await?;
    let mut pushes = Vec::new();
    for (start,) in starts.into_iter().cycle().take(ROUNDS) {
        let (village, county, official, name): (String, String, Uuid, String) =
            conn.one(AUTHORS, &args![start.as_str()]).await?;
        let (village, county): (PlaceCode, PlaceCode) = match (village.parse(), county.parse()) {
            (Ok(village), Ok(county)) => (village, county),
            _ => continue,
        };
        let homes: Vec<(Uuid,)> = conn.all(HOUSEHOLDS, &args![&village.owner(), &village]).await?;
        let author = Ref { county, id: official };
        let today = app.clock.today();
        let visit =
            |n: usize| (app.clock.id(), Record::Visit(visit(app, &village, homes[n % homes.len()].0, today)));
        pushes.push(Push {
            actor: Actor { account: Uuid::nil(), name, official: Some(author.clone()), grants: vec![] },
            author,
            device: None,
            verb: "sync.push",
            subject: "bench".into(),
            records: (0..size).map(visit).collect(),
        });
    }
    Ok(pushes)
}

fn visit(app: &App, village: &PlaceCode, home: Uuid, day: Day) -> NewVisit {
    let said =
        Statement {
            words: "东头机井抽不上水，浇地得排到半夜。".into(), consent: true, quotable: false
        };
    NewVisit {
        village: village.clone(),
        household: Some(home),
        day,
        how: How::InPerson,
        did: vec![],
        with: vec![],
        statements: vec![said],
        needs: vec![NewNeed { id: app.clock.id(), words: "请帮忙找人修机井。".into() }],
        promises: vec![NewPromise {
            id: app.clock.id(),
            words: "联系水务站来看".into(),
            due: calendar::plus(day, 14),
        }],
        kept: vec![],
        corrects: None,
        at: app.clock.millis(),
    }
}

/// The roll-ups of a push, as `record` makes them.
fn tallied(push: &Push) -> (Tally, PlaceCode) {
    let (mut tally, mut county) = (Tally::default(), push.author.county.clone());
    for (_, record) in &push.records {
        let Record::Visit(sent) = record else { continue };
        county = sent.village.owner();
        let visit = Visit {
            village: sent.village.clone(),
            household: sent.household,
            day: sent.day,
            how: sent.how.word().to_owned(),
            did: vec![],
            tier: Some(Tier::PairedUnit),
            leader: false,
            official: push.author.id,
            state: RecordState::Stands,
            digest: vec![],
            statements: 1,
            needs: sent.needs.iter().map(|need| need.id).collect(),
            promises: sent.promises.iter().map(|promise| promise.id).collect(),
        };
        tally.visit(&visit, 1);
        tally.reaches(&visit);
        for promise in &sent.promises {
            tally.promise(&visit.village, &calendar::week(promise.due), [1, 0, 0]);
        }
    }
    (tally, county)
}
