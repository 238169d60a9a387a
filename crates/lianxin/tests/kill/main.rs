//! The real program on SQLite, killed with SIGKILL at random moments while phones push, pull and reveal sealed facts: every
//! acknowledged record is there, nothing is doubled, and every look that was answered has its access event. `LIANXIN_KILLS=200` for the full
//! figure, `LIANXIN_SEED=n` for other moments.

mod city;
mod client;

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};

use city::{City, TELEPHONE, VILLAGE};
use client::{Client, chance, id};
use lianxin_server::{
    args,
    engine::{
        clock::Clock,
        db::{Conn, Db},
    },
};
use serde_json::{Value, json};

const CLIENTS: usize = 6;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What the clients were told.
#[derive(Default)]
struct Told {
    records: BTreeSet<String>,
    /// Answered looks by account.
    looks: BTreeMap<String, u64>,
    /// Answered reveals of a sealed fact: account, household, and a purpose that no other has.
    reveals: BTreeSet<(String, String, String)>,
}

/// What the phones share.
struct Shared {
    city: City,
    port: AtomicU16,
    stop: AtomicBool,
    told: Mutex<Told>,
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(city: &City) -> Server {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(env!("CARGO_BIN_EXE_lianxin"))
            .args(["serve", "--data-dir"])
            .arg(&city.folder)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(60);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "the server does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        Server { child, port }
    }

    /// SIGKILL: nothing is flushed, nothing is closed.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// One phone: pushes what waits until it is acknowledged, looks at its village in between.
fn phone(n: usize, shared: &Shared, seed: u64) {
    let (account, cookie, csrf, device) = &shared.city.phones[n];
    let mut state = seed.wrapping_add(n as u64 * 7919);
    let mut waiting: Vec<Value> = Vec::new();
    let mut client: Option<Client> = None;
    while !shared.stop.load(Ordering::SeqCst) || !waiting.is_empty() {
        if client.is_none() {
            client = Client::connect(shared.port.load(Ordering::SeqCst), cookie, csrf);
        }
        let Some(open) = client.as_mut() else {
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        if waiting.is_empty() {
            waiting = (0..=chance(&mut state) % 5).map(|_| record(&mut state)).collect();
        }
        let sent = json!({"device": device, "records": waiting});
        match open.send("POST", "/api/v1/sync/push", &sent.to_string()) {
            Some((200, reply)) => {
                let mut told = shared.told.lock().unwrap();
                for result in reply["results"].as_array().unwrap() {
                    assert!(
                        ["created", "duplicate"].contains(&result["outcome"].as_str().unwrap()),
                        "{result}"
                    );
                    told.records.insert(result["id"].as_str().unwrap().to_owned());
                }
                waiting.clear();
            }
            Some((503, _)) => std::thread::sleep(Duration::from_millis(20)),
            Some((status, reply)) => panic!("{status} {reply}"),
            None => client = None,
        }
        let Some(open) = client.as_mut().filter(|_| chance(&mut state).is_multiple_of(3)) else { continue };
        match open.send("GET", &format!("/api/v1/sync/pull?device={device}&limit=50"), "") {
            Some((200, page)) => {
                assert!(page["items"].as_array().unwrap().iter().any(|item| item["entity"] == "household"));
                *shared.told.lock().unwrap().looks.entry(account.clone()).or_default() += 1;
            }
            _ => client = None,
        }
        let Some(open) = client.as_mut() else { continue };
        match reveal(open, &shared.city, &mut state) {
            Some((household, purpose)) => {
                shared.told.lock().unwrap().reveals.insert((account.clone(), household, purpose));
            }
            None => client = None,
        }
    }
}

/// Asks for a sealed telephone number; when it is told, of which household and why.
fn reveal(open: &mut Client, city: &City, state: &mut u64) -> Option<(String, String)> {
    let household = city.households[(chance(state) % city.households.len() as u64) as usize].to_string();
    let purpose = format!("回访 {:016x}", chance(state));
    let ask = json!({"class": "contact", "purpose": purpose}).to_string();
    let path = format!("/api/v1/me/households/370811.{household}/reveal");
    let (status, told) = open.send("POST", &path, &ask)?;
    (status == 200).then(|| {
        assert_eq!(told["facts"][0]["text"], TELEPHONE, "{told}");
        (household, purpose)
    })
}

fn record(state: &mut u64) -> Value {
    let today = Clock::default().today();
    json!({"id": id(state), "kind": "visit", "body": {"village": VILLAGE, "day": today, "how": "phone",
        "statements": [{"words": "记下一句", "consent": true}]}})
}

/// Everything that was told is true; `all` when nothing is under way any more.
async fn check(city: &City, told: &Told, all: bool) {
    let db = Db::open(&city.database()).await.unwrap();
    let mut conn = db.read().await.unwrap();
    records(&mut conn, told, all).await;
    let events: Vec<(String, i64)> = conn
        .all(
            "SELECT account, COUNT(*) AS n FROM access_event WHERE class = 'roster' GROUP BY account",
            &args![],
        )
        .await
        .unwrap();
    let events: BTreeMap<String, i64> = events.into_iter().collect();
    for (account, looks) in &told.looks {
        let written = events.get(account).copied().unwrap_or(0);
        assert!(written >= *looks as i64, "{account}: {looks} looks answered, {written} events");
    }
    let sql = "SELECT account, household, purpose FROM access_event WHERE class = 'contact'";
    let events: Vec<(String, String, String)> = conn.all(sql, &args![]).await.unwrap();
    let events: BTreeSet<_> = events.into_iter().collect();
    let unseen: Vec<_> = told.reveals.difference(&events).collect();
    assert!(unseen.is_empty(), "revealed without an event: {unseen:?}");
    drop(conn);
    db.close().await;
}

async fn records(conn: &mut Conn, told: &Told, all: bool) {
    let stored: Vec<(uuid::Uuid, i64, i64)> = conn
        .all(
            "SELECT v.id, (SELECT COUNT(*) FROM statement s WHERE s.county = v.county AND s.visit = v.id) AS a, \
             (SELECT COUNT(*) FROM visit_official o WHERE o.county = v.county AND o.visit = v.id) AS b FROM visit v",
            &args![],
        )
        .await
        .unwrap();
    assert!(stored.iter().all(|(_, statements, by)| (*statements, *by) == (1, 1)), "half a record");
    let ids: BTreeSet<String> = stored.iter().map(|(id, ..)| id.to_string()).collect();
    let lost: Vec<&String> = told.records.difference(&ids).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    if all {
        assert_eq!(ids, told.records, "stored and never acknowledged");
    }
    let sums: (i64, i64, i64) = conn
        .one(
            "SELECT CAST((SELECT COALESCE(SUM(visits), 0) FROM visit_week) AS BIGINT) AS a, \
             CAST((SELECT COALESCE(SUM(statements), 0) FROM visit_week) AS BIGINT) AS b, \
             (SELECT COUNT(*) FROM change WHERE entity = 'visit') AS c",
            &args![],
        )
        .await
        .unwrap();
    let n = ids.len() as i64;
    assert_eq!(sums, (n, n, n), "roll-up and feed count each visit once");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let kills = number("LIANXIN_KILLS", 15);
    let seed = number("LIANXIN_SEED", 20120720);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let city = runtime.block_on(City::build(CLIENTS));
    let mut server = Server::start(&city);
    let (port, told) = (AtomicU16::new(server.port), Mutex::new(Told::default()));
    let shared = Arc::new(Shared { city, port, stop: AtomicBool::new(false), told });
    let phones: Vec<_> = (0..CLIENTS)
        .map(|n| {
            let shared = shared.clone();
            std::thread::spawn(move || phone(n, &shared, seed))
        })
        .collect();
    let mut state = seed;
    for _ in 0..kills {
        std::thread::sleep(Duration::from_millis(20 + chance(&mut state) % 380));
        server.kill();
        // A reply that was on its way is taken in before the told is compared.
        std::thread::sleep(Duration::from_millis(50));
        runtime.block_on(check(&shared.city, &shared.told.lock().unwrap(), false));
        server = Server::start(&shared.city);
        shared.port.store(server.port, Ordering::SeqCst);
    }
    shared.stop.store(true, Ordering::SeqCst);
    for phone in phones {
        phone.join().unwrap();
    }
    server.kill();
    let told = shared.told.lock().unwrap();
    runtime.block_on(check(&shared.city, &told, true));
    let (looks, reveals): (u64, usize) = (told.looks.values().sum(), told.reveals.len());
    println!(
        "{kills} kills (LIANXIN_SEED={seed}): {} records acknowledged, 0 lost, 0 doubled; {looks} looks and {reveals} reveals \
         of sealed facts answered, each with its event",
        told.records.len()
    );
    assert!(told.records.len() as u64 > kills && looks > 0 && reveals > 0);
    drop(told);
    let _ = std::fs::remove_dir_all(&shared.city.folder);
}
