//! Our server on the small demo city: officials with accounts of their own, who push visits to their own villages.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use super::{
    CLIENTS, Row, SIZES,
    client::{Chance, Client, load},
};
use crate::{
    machine::free_port,
    postgres::Cluster,
    sh::{Done, command, output, root, run, target},
};

/// Which engine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A fresh file with synchronous FULL.
    Sqlite,
    /// A throw-away cluster with its usual durability.
    Postgres,
}

/// Officials who push; with more clients than that several share one official, each as a device of its own.
const OFFICIALS: usize = 32;
const PASSWORD: &str = "jining-2026-demo";
const OWN_PASSWORD: &str = "jining-2026-bench";

/// A phone that is signed in.
pub struct Phone {
    client: Client,
    device: String,
    /// A village and some of its households.
    village: String,
    homes: Vec<String>,
    today: String,
    chance: Chance,
    size: usize,
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Measures every number of clients with every size of push.
pub fn measure(on: On, seconds: u64, told: &mut dyn FnMut(Row)) -> Done {
    let program = program()?;
    let name = if on == On::Sqlite { "sqlite" } else { "postgres" };
    let folder = target().join(format!("bench-sync-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    let cluster = if on == On::Postgres { Some(Cluster::durable()?) } else { None };
    let database = match &cluster {
        None => format!("sqlite:{}", folder.join("lianxin.db").display()),
        Some(cluster) => format!("{}/postgres", cluster.url),
    };
    let ours = |words: &[&str]| {
        let mut ours = command(&program, words);
        ours.arg("--data-dir").arg(&folder).args(["--database", &database]).current_dir(root());
        ours
    };
    output(&mut ours(&["demo", "--small", "--check"]))?;
    let port = free_port()?;
    let mut serve = ours(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let server = Stopped(
        serve.stdout(Stdio::null()).env("LIANXIN_LOG", "error").spawn().map_err(|why| why.to_string())?,
    );
    let mut pids = vec![server.0.id()];
    pids.extend(cluster.as_ref().and_then(Cluster::pid));
    let most = CLIENTS.into_iter().max().unwrap_or(1);
    let mut phones = phones(port, most)?;
    for clients in CLIENTS {
        for size in SIZES {
            let some = &mut phones[..clients];
            some.iter_mut().for_each(|phone| phone.size = size);
            load(some, size, 1, &pids, push)?;
            let figures = load(some, size, seconds, &pids, push)?;
            told(Row { server: name, clients, size, figures });
        }
    }
    Ok(())
}

/// The program in release, or the one that `LIANXIN_PROGRAM` names.
fn program() -> Done<String> {
    if let Ok(program) = std::env::var("LIANXIN_PROGRAM") {
        return Ok(program);
    }
    run(&mut command("cargo", &["build", "-q", "--release", "-p", "lianxin"]))?;
    Ok(target().join("release/lianxin").display().to_string())
}

fn push(phone: &mut Phone) -> Done {
    let records: Vec<Value> = (0..phone.size).map(|_| visit(phone)).collect();
    let body = json!({"device": phone.device, "records": records}).to_string();
    let reply = phone.client.send("POST", "/api/v1/sync/push", &body)?.ok()?;
    let results = reply["results"].as_array().ok_or("no results")?;
    match results.iter().find(|result| result["outcome"] != "created") {
        Some(other) => Err(other.to_string()),
        None => Ok(()),
    }
}

fn visit(phone: &mut Phone) -> Value {
    let n = phone.chance.next() as usize;
    let household = if phone.homes.is_empty() { None } else { phone.homes.get(n % phone.homes.len()) };
    json!({"id": phone.chance.id(), "kind": "visit", "body": {
        "village": phone.village, "household": household, "day": phone.today, "how": "in_person", "did": ["eat"],
        "statements": [{"words": "自来水压力小，一到傍晚就没水，已经半个月了", "consent": true, "quotable": false}],
        "at": 1_782_867_600_000_u64,
    }})
}

/// Makes accounts for linked officials and signs their phones in.
fn phones(port: u16, count: usize) -> Done<Vec<Phone>> {
    let mut admin = signed_in(port, "admin", PASSWORD)?;
    let mut office = signed_in(port, "office", PASSWORD)?;
    let list = office.send("GET", "/api/v1/officials?tier=paired_unit&limit=200", "")?.ok()?;
    let today = output(command("date", &["+%F"]).env("TZ", "UTC-8"))?.trim().to_owned();
    let mut known: Vec<(String, String, Vec<String>)> = Vec::new();
    for official in list["items"].as_array().ok_or("no officials")? {
        if known.len() == OFFICIALS {
            break;
        }
        let login = format!("bench-{}", known.len());
        let new = json!({"login": login, "name": login, "password": PASSWORD, "official": official["ref"],
            "grants": [{"role": "official", "place": "3708"}]});
        admin.send("POST", "/api/v1/accounts", &new.to_string())?.ok()?;
        let mut phone = signed_in(port, &login, PASSWORD)?;
        let change = json!({"old": PASSWORD, "new": OWN_PASSWORD}).to_string();
        phone.send("POST", "/api/v1/session/password", &change)?.ok()?;
        let device = registered(&mut phone, known.len() as u64)?;
        let (village, homes) = own(&mut phone, &device)?;
        known.push((phone.headers, village, homes));
    }
    if known.len() < OFFICIALS {
        return Err(format!("only {} linked officials in the demo city", known.len()));
    }
    (0..count)
        .map(|n| {
            let (headers, village, homes) = known[n % known.len()].clone();
            let mut client = Client::connect(port)?;
            client.headers = headers;
            let device = registered(&mut client, 1000 + n as u64)?;
            let chance = Chance(n as u64 * 104_729);
            Ok(Phone { client, device, village, homes, today: today.clone(), chance, size: 1 })
        })
        .collect()
}

fn signed_in(port: u16, login: &str, password: &str) -> Done<Client> {
    let mut client = Client::connect(port)?;
    let typed = json!({"login": login, "password": password}).to_string();
    let reply = client.send("POST", "/api/v1/session", &typed)?;
    let cookie = reply
        .headers
        .iter()
        .find_map(|line| line.strip_prefix("set-cookie:")?.trim().strip_prefix("lianxin="));
    let cookie =
        cookie.and_then(|rest| rest.split(';').next()).ok_or(format!("{login}: {}", reply.status))?;
    client.headers = format!("cookie: lianxin={cookie}\r\n");
    let session = client.send("GET", "/api/v1/session", "")?.ok()?;
    client.headers += &format!("x-csrf-token: {}\r\n", session["csrf"].as_str().ok_or("no CSRF token")?);
    Ok(client)
}

fn registered(client: &mut Client, seed: u64) -> Done<String> {
    let device = Chance(seed.wrapping_mul(7_919)).id();
    let new = json!({"id": device, "name": "bench"}).to_string();
    client.send("POST", "/api/v1/sync/devices", &new)?.ok()?;
    Ok(device)
}

/// A village whose households are open, and as many of them as the first page holds.
fn own(client: &mut Client, device: &str) -> Done<(String, Vec<String>)> {
    let page = client.send("GET", &format!("/api/v1/sync/pull?device={device}&limit=500"), "")?.ok()?;
    let items = page["items"].as_array().ok_or("no items")?;
    let village =
        items.iter().find(|item| item["entity"] == "village" && item["data"]["households_known"] == true);
    let village = village.and_then(|item| item["village"].as_str()).ok_or("no village")?.to_owned();
    let homes =
        items.iter().filter(|item| item["entity"] == "household" && item["village"] == village.as_str());
    Ok((village.clone(), homes.filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()))
}
