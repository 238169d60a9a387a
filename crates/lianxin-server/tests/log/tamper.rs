//! Tamperings of a real database, drawn from a seed: each is done in a transaction, looked for, and undone. All are found.

use std::collections::BTreeMap;

use lianxin_log::{Checkpoint, Edge, Tile, hash, tiles};
use lianxin_server::{
    App, args,
    engine::{db::Conn, value::Value},
    log::{
        read::{self, Stored},
        rows::{Event, Line, Row},
        sequencer::{Reach, catch_up},
        verify,
    },
};
use uuid::Uuid;

use crate::kit::{On, TestApp};
use crate::{asked, cosigned, work};

/// Numbers from a seed (SplitMix64: Steele, Lea, Flood 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

const LINES: &str =
    "SELECT county, id, at, day, actor, actor_name, verb, place, subject, detail FROM audit ORDER BY id";
const EVENTS: &str = "SELECT county, id, at, day, account, actor_name, actor_unit, role, village, household, class, purpose \
     FROM access_event ORDER BY id";
const PUT_LINE: &str = "UPDATE audit SET at = $3, day = $4, actor = $5, actor_name = $6, verb = $7, place = $8, subject = $9, \
     detail = $10 WHERE county = $1 AND id = $2";
const PUT_EVENT: &str = "UPDATE access_event SET at = $3, day = $4, account = $5, actor_name = $6, actor_unit = $7, role = $8, \
     village = $9, household = $10, class = $11, purpose = $12 WHERE county = $1 AND id = $2";
const NEW_LINE: &str = "INSERT INTO audit (county, id, at, day, actor, actor_name, verb, place, subject, detail) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const NEW_EVENT: &str = "INSERT INTO access_event (county, id, at, day, account, actor_name, actor_unit, role, village, household, \
     class, purpose) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

fn line_args(l: &Line) -> [Value; 10] {
    args![&l.county, l.id, l.at, &l.day, &l.actor, &l.actor_name, &l.verb, &l.place, &l.subject, &l.detail]
}

fn event_args(e: &Event) -> [Value; 12] {
    args![
        &e.county,
        e.id,
        e.at,
        &e.day,
        &e.account,
        &e.actor_name,
        &e.actor_unit,
        &e.role,
        &e.village,
        &e.household,
        &e.class,
        &e.purpose
    ]
}

/// Everything that is in the database, to choose from.
struct Known {
    lines: Vec<Line>,
    events: Vec<Event>,
    entries: Vec<Stored>,
}

impl Known {
    async fn of(app: &App) -> Known {
        let mut conn = app.db.read().await.unwrap();
        Known {
            lines: conn.all(LINES, &[]).await.unwrap(),
            events: conn.all(EVENTS, &[]).await.unwrap(),
            entries: conn.all(read::ENTRIES, &args![0_i64, i64::MAX]).await.unwrap(),
        }
    }
}

/// What each sort is called, and the codes of which one must be found.
const SORTS: &[(&str, &[&str])] = &[
    ("a line is edited", &["edited"]),
    ("an event is edited", &["edited"]),
    ("a line is deleted", &["deleted"]),
    ("an event is deleted", &["deleted"]),
    ("two lines are swapped", &["swapped"]),
    ("two events are swapped", &["swapped"]),
    ("an old line is put in", &["inserted"]),
    ("an old event is put in", &["inserted"]),
    ("the tail is cut, rows and entries", &["cut-tail"]),
    ("the tail is cut with its checkpoints", &["rolled-back"]),
    ("a line is edited and its entry, too", &["edited", "rewritten"]),
    // With the last entry the tail is cut.
    ("a row is deleted with its entry", &["deleted", "rewritten", "cut-tail"]),
    ("two entries change places", &["swapped"]),
    ("a secret is replaced", &["edited"]),
    ("a month's secret is deleted", &["secret-missing"]),
    ("a household's secret is deleted without an erasure", &["secret-missing"]),
    ("a tile is damaged", &["tile", "edited"]),
    ("the checkpoint is altered", &["bad-signature"]),
    ("two entries point to each other's row", &["edited", "deleted"]),
    ("an entry is put at the end", &["inserted"]),
    ("an event's household is denied", &["edited"]),
    ("the newest checkpoint is deleted", &["rolled-back"]),
    ("the log's own key signs another history", &["forked", "rewritten"]),
    ("an old line is put in with an entry", &["inserted", "backdated", "cut-tail", "rewritten"]),
];

async fn edit(conn: &mut Conn, known: &Known, draw: &mut Draw) -> usize {
    let at = draw.below(known.lines.len());
    let mut line = known.lines[at].clone();
    match draw.below(6) {
        0 => line.at += 1 + draw.below(100_000) as i64,
        1 => line.actor_name += "甲",
        2 => line.verb = "places.village.rename".into(),
        3 => line.place = "370829".into(),
        4 => line.subject += "1",
        _ => line.detail = "{}".into(),
    }
    conn.run(PUT_LINE, &line_args(&line)).await.unwrap();
    at
}

async fn edit_event(conn: &mut Conn, known: &Known, draw: &mut Draw) {
    let mut event = known.events[draw.below(known.events.len())].clone();
    match draw.below(6) {
        0 => event.day = "2026-01-01".into(),
        1 => event.actor_unit = "公安局".into(),
        2 => event.village = "370829001001".into(),
        3 => event.household = Uuid::from_u128(draw.next().into()).to_string(),
        4 => event.class = "health".into(),
        _ => event.purpose = "慰问".into(),
    }
    conn.run(PUT_EVENT, &event_args(&event)).await.unwrap();
}

async fn swap(conn: &mut Conn, known: &Known, draw: &mut Draw, lines: bool) {
    let count = if lines { known.lines.len() } else { known.events.len() };
    let a = draw.below(count);
    let b = (a + 1 + draw.below(count - 1)) % count;
    if lines {
        let (one, two) = (&known.lines[a], &known.lines[b]);
        for (content, place) in [(one, two), (two, one)] {
            let moved = Line { county: place.county.clone(), id: place.id, ..content.clone() };
            conn.run(PUT_LINE, &line_args(&moved)).await.unwrap();
        }
    } else {
        let (one, two) = (&known.events[a], &known.events[b]);
        for (content, place) in [(one, two), (two, one)] {
            let moved = Event { county: place.county.clone(), id: place.id, ..content.clone() };
            conn.run(PUT_EVENT, &event_args(&moved)).await.unwrap();
        }
    }
}

/// A line from hours ago that nobody wrote.
fn forged(known: &Known, draw: &mut Draw) -> Line {
    let mut line = known.lines[draw.below(known.lines.len() / 4)].clone();
    line.id = Uuid::from_u128(line.id.as_u128() ^ 0xffff);
    line.at -= 7_200_000;
    line
}

async fn cut(conn: &mut Conn, known: &Known, draw: &mut Draw, with_checkpoints: bool) {
    let from = known.entries.len() - 1 - draw.below(known.entries.len() / 3);
    for entry in &known.entries[from..] {
        remove(conn, entry).await;
    }
    if with_checkpoints {
        let size = args![from as i64];
        conn.run("DELETE FROM log_checkpoint WHERE size > $1", &size).await.unwrap();
    }
}

async fn remove(conn: &mut Conn, entry: &Stored) {
    let row = args![&entry.county, entry.id];
    conn.run("DELETE FROM audit WHERE county = $1 AND id = $2", &row).await.unwrap();
    conn.run("DELETE FROM access_event WHERE county = $1 AND id = $2", &row).await.unwrap();
    conn.run("DELETE FROM log_entry WHERE n = $1", &args![entry.n]).await.unwrap();
}

const RENUMBER: &str = "UPDATE log_entry SET n = $2 WHERE n = $1";
const PUT_ENTRY: &str = "UPDATE log_entry SET entry = $2 WHERE n = $1";

/// The line's entry as the server would make it, with the present secrets.
async fn entry_of(conn: &mut Conn, stored: &Stored, line: &Line) -> Vec<u8> {
    let (secret,): (Vec<u8>,) =
        conn.one("SELECT secret FROM log_secret WHERE id = $1", &args![stored.secret]).await.unwrap();
    let row = Row::Line(line.clone());
    row.entry(line.at / 1000, &secret.try_into().unwrap(), None).unwrap()
}

async fn forge_entry(conn: &mut Conn, known: &Known, draw: &mut Draw) -> i64 {
    let at = edit(conn, known, draw).await;
    let id = known.lines[at].id;
    let stored = known.entries.iter().find(|entry| entry.id == id).unwrap();
    let line: Vec<Line> = conn.all(LINES, &[]).await.unwrap();
    let entry = entry_of(conn, stored, line.iter().find(|line| line.id == id).unwrap()).await;
    conn.run(PUT_ENTRY, &args![stored.n, entry]).await.unwrap();
    stored.n
}

/// Makes tiles and a checkpoint anew over whatever entries there are, with the log's own key.
async fn sign_again(app: &App, conn: &mut Conn) {
    let entries: Vec<Stored> = conn.all(read::ENTRIES, &args![0_i64, i64::MAX]).await.unwrap();
    let (mut edge, mut stored) = (Edge::new(), BTreeMap::<Tile, Vec<u8>>::new());
    for entry in &entries {
        edge.push(hash::leaf(&entry.entry), |tile, hashes| {
            stored.insert(tile, tiles::to_bytes(hashes).to_vec());
        });
    }
    stored.extend(edge.partial().map(|(tile, hashes)| (tile, tiles::to_bytes(hashes).to_vec())));
    for (tile, bytes) in stored {
        let place = args![i64::from(tile.level), tile.index as i64, bytes];
        conn.run("UPDATE log_tile SET hashes = $3 WHERE level = $1 AND place = $2", &place).await.unwrap();
    }
    let note = Checkpoint::new(app.keys.log.origin(), edge.head()).sign(app.keys.log.signer()).unwrap();
    conn.run("DELETE FROM log_checkpoint", &[]).await.unwrap();
    let row = args![edge.size() as i64, 1_782_867_600_000_i64, note.to_string()];
    conn.run("INSERT INTO log_checkpoint (size, at, note) VALUES ($1, $2, $3)", &row).await.unwrap();
}

async fn put_entry_in(conn: &mut Conn, known: &Known, draw: &mut Draw) {
    let line = forged(known, draw);
    conn.run(NEW_LINE, &line_args(&line)).await.unwrap();
    let model = known.entries.iter().find(|entry| entry.source == "audit").unwrap();
    let entry = entry_of(conn, model, &line).await;
    let row = args![known.entries.len() as i64, "audit", &line.county, line.id, model.secret, entry];
    conn.run(
        "INSERT INTO log_entry (n, source, county, id, secret, entry) VALUES ($1, $2, $3, $4, $5, $6)",
        &row,
    )
    .await
    .unwrap();
}

/// One of the first half, and one of the second.
fn two(known: &Known, draw: &mut Draw) -> (Stored, Stored) {
    let half = known.entries.len() / 2;
    let (a, b) = (1 + draw.below(half - 1), half + draw.below(half));
    (known.entries[a].clone(), known.entries[b].clone())
}

async fn exchange(conn: &mut Conn, known: &Known, draw: &mut Draw) {
    let (a, b) = two(known, draw);
    for (from, to) in [(a.n, -7), (b.n, a.n), (-7, b.n)] {
        conn.run(RENUMBER, &args![from, to]).await.unwrap();
    }
}

async fn point_across(conn: &mut Conn, known: &Known, draw: &mut Draw) {
    const POINT: &str = "UPDATE log_entry SET county = $2, id = $3 WHERE n = $1";
    let (a, b) = two(known, draw);
    conn.run(POINT, &args![b.n, "x", Uuid::max()]).await.unwrap();
    conn.run(POINT, &args![a.n, &b.county, b.id]).await.unwrap();
    conn.run(POINT, &args![b.n, &a.county, a.id]).await.unwrap();
}

async fn secret(conn: &mut Conn, draw: &mut Draw, sort: usize) {
    let all: Vec<(String, Uuid)> =
        conn.all("SELECT owner, id FROM log_secret ORDER BY id", &[]).await.unwrap();
    let of_month = |owner: &str| owner.len() == 7;
    let wanted: Vec<&(String, Uuid)> = all.iter().filter(|(o, _)| of_month(o) != (sort == 15)).collect();
    let chosen = wanted[draw.below(wanted.len())].1;
    if sort == 13 {
        let other: Vec<u8> = (0..32).map(|_| draw.next() as u8).collect();
        conn.run("UPDATE log_secret SET secret = $2 WHERE id = $1", &args![chosen, other]).await.unwrap();
    } else {
        conn.run("DELETE FROM log_secret WHERE id = $1", &args![chosen]).await.unwrap();
    }
}

async fn tile(conn: &mut Conn, draw: &mut Draw) {
    type Stored = (i64, i64, Vec<u8>);
    let all: Vec<Stored> = conn.all("SELECT level, place, hashes FROM log_tile", &[]).await.unwrap();
    let (level, place, mut hashes) = all[draw.below(all.len())].clone();
    let at = draw.below(hashes.len());
    hashes[at] ^= 1 << draw.below(8);
    let row = args![level, place, hashes];
    conn.run("UPDATE log_tile SET hashes = $3 WHERE level = $1 AND place = $2", &row).await.unwrap();
}

async fn checkpoint(conn: &mut Conn) {
    let (note,): (String,) = conn
        .one("SELECT note FROM log_checkpoint WHERE size = (SELECT MAX(size) FROM log_checkpoint)", &[])
        .await
        .unwrap();
    let mut lines: Vec<String> = note.split('\n').map(str::to_owned).collect();
    lines[1] = (lines[1].parse::<u64>().unwrap() - 1).to_string();
    conn.run(
        "UPDATE log_checkpoint SET note = $1 WHERE size = (SELECT MAX(size) FROM log_checkpoint)",
        &args![lines.join("\n")],
    )
    .await
    .unwrap();
}

async fn tampered(app: &App, conn: &mut Conn, known: &Known, draw: &mut Draw, sort: usize) {
    match sort {
        0 => drop(edit(conn, known, draw).await),
        1 => edit_event(conn, known, draw).await,
        2 | 3 | 11 => {
            let source = if sort == 2 || sort == 11 && draw.below(2) == 0 { "audit" } else { "access_event" };
            let of: Vec<&Stored> = known.entries.iter().filter(|entry| entry.source == source).collect();
            let mut entry = of[draw.below(of.len())].clone();
            entry.n = if sort == 11 { entry.n } else { -1 };
            remove(conn, &entry).await;
        }
        4 | 5 => swap(conn, known, draw, sort == 4).await,
        6 => drop(conn.run(NEW_LINE, &line_args(&forged(known, draw))).await.unwrap()),
        7 => {
            let mut event = known.events[draw.below(known.events.len() / 4)].clone();
            event.id = Uuid::from_u128(event.id.as_u128() ^ 0xffff);
            event.at -= 7_200_000;
            conn.run(NEW_EVENT, &event_args(&event)).await.unwrap();
        }
        8 | 9 => cut(conn, known, draw, sort == 9).await,
        10 => drop(forge_entry(conn, known, draw).await),
        12 => exchange(conn, known, draw).await,
        13..=15 => secret(conn, draw, sort).await,
        16 => tile(conn, draw).await,
        17 => checkpoint(conn).await,
        18 => point_across(conn, known, draw).await,
        19 => put_entry_in(conn, known, draw).await,
        20 => {
            let of: Vec<&Stored> = known.entries.iter().filter(|entry| entry.about.is_some()).collect();
            let n = of[draw.below(of.len())].n;
            conn.run("UPDATE log_entry SET about = NULL WHERE n = $1", &args![n]).await.unwrap();
        }
        21 => {
            let newest = "DELETE FROM log_checkpoint WHERE size = (SELECT MAX(size) FROM log_checkpoint)";
            conn.run(newest, &[]).await.unwrap();
        }
        22 => {
            forge_entry(conn, known, draw).await;
            sign_again(app, conn).await;
        }
        _ => {
            put_entry_in(conn, known, draw).await;
            sign_again(app, conn).await;
        }
    }
}

async fn all_are_found(on: On) {
    let wanted = std::env::var("LIANXIN_LOG_TAMPERINGS").ok().and_then(|text| text.parse().ok());
    let wanted: usize = wanted.unwrap_or(10 * SORTS.len());
    let seed = std::env::var("LIANXIN_LOG_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(2012);
    let test = TestApp::start(on).await;
    for from in (0..330).step_by(30) {
        let mut conn = test.app.db.write().await.unwrap();
        work(&test.app, &mut conn, from, 30).await;
        conn.commit().await.unwrap();
        catch_up(&test.app, Reach::All).await.unwrap();
    }
    let known = Known::of(&test.app).await;
    let asked = asked(&test.app, &[cosigned(&test.app).await]);
    let (mut draw, mut codes) = (Draw(seed), BTreeMap::<String, usize>::new());
    for n in 0..wanted {
        let sort = n % SORTS.len();
        let (name, expected) = SORTS[sort];
        let mut conn = test.app.db.write().await.unwrap();
        tampered(&test.app, &mut conn, &known, &mut draw, sort).await;
        let verdict = verify::within(&mut conn, &asked).await.unwrap();
        drop(conn);
        let right = verdict.findings.iter().any(|found| expected.contains(&found.code.as_str()));
        assert!(right, "{on:?} seed {seed} tampering {n}: {name}: {:?}", verdict.findings);
        *codes.entry(format!("{name}: {}", verdict.findings[0].code)).or_default() += 1;
    }
    let after = verify::verify(&test.app.db, &asked).await.unwrap();
    assert!(after.sound(), "each was undone: {:?}", after.findings);
    println!("{on:?}: {wanted} tamperings of {} sorts, {wanted} found", SORTS.len());
    codes.iter().for_each(|(what, count)| println!("{count:>6}  {what}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tamperings_of_a_database_are_found_on_sqlite() {
    all_are_found(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tamperings_of_a_database_are_found_on_postgres() {
    all_are_found(On::Postgres).await;
}
