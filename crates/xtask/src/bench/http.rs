//! How long the busiest pages take at full size: one client and thirty-two, on the demo city, over real sockets.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    demo::build,
    machine::free_port,
    sh::{Done, command, root},
};

const REQUESTS: usize = 2000;

/// `cargo xtask bench http`: expects the demo city (`cargo xtask demo --check` makes it).
pub fn http(_: &[String]) -> Done {
    let data = root().join("demo");
    if !data.join("lianxin.db").exists() {
        return Err("the demo city is not there: run `cargo xtask demo --check` first".into());
    }
    let (_server, port) = serve(&data)?;
    let cookie = sign_in(port, &data)?;
    let villages = villages()?;
    let office = |path: &dyn Fn(usize) -> String| (0..REQUESTS).map(path).collect::<Vec<_>>();
    let pages: [(&str, Vec<String>); 4] = [
        ("overview of the city", office(&|_| "/api/v1/overview/3708".into())),
        (
            "overview of a township",
            office(&|n| format!("/api/v1/overview/{}", &villages[n * 7 % villages.len()][..9])),
        ),
        ("a village", office(&|n| format!("/api/v1/villages/{}", villages[n * 13 % villages.len()]))),
        (
            "a page of officials",
            office(&|n| format!("/api/v1/officials?place={}", &villages[n * 17 % villages.len()][..6])),
        ),
    ];
    measure(port, &cookie, &pages, &[1, 32])
}

/// Builds the program and serves a folder's database on a free port.
pub(super) fn serve(data: &Path) -> Done<(Stopped, u16)> {
    let program = build()?;
    let port = free_port()?;
    let server = command(&program, &["serve", "--data-dir"])
        .arg(data)
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .stdout(Stdio::null())
        .spawn()
        .map_err(|why| why.to_string())?;
    Ok((Stopped(server), port))
}

/// Asks for pages and prints how long they took, outside and inside of the server.
pub(super) fn measure(port: u16, cookie: &str, pages: &[(&str, Vec<String>)], clients: &[usize]) -> Done {
    println!(
        "{:<30} {:>8} {:>10} {:>10} {:>12} {:>12} {:>10}",
        "page", "clients", "p50 ms", "p99 ms", "server p50", "server p99", "per s"
    );
    for (name, paths) in pages {
        for clients in clients {
            let measured = load(port, cookie, paths, *clients)?;
            println!(
                "{name:<30} {clients:>8} {:>10.2} {:>10.2} {:>12.2} {:>12.2} {:>10.0}",
                measured.wall(0.5),
                measured.wall(0.99),
                measured.server(0.5),
                measured.server(0.99),
                measured.rate,
            );
        }
    }
    Ok(())
}

/// A server that ends with its owner.
pub(super) struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The codes of all villages.
pub(super) fn villages() -> Done<Vec<String>> {
    let text =
        std::fs::read_to_string(root().join("data/jining-places.csv")).map_err(|why| why.to_string())?;
    let codes = text.lines().filter_map(|line| line.split(',').next()).filter(|code| code.len() == 12);
    Ok(codes.map(str::to_owned).collect())
}

/// Signs the office in and gives its cookie.
pub(super) fn sign_in(port: u16, data: &Path) -> Done<String> {
    let accounts = std::fs::read_to_string(data.join("accounts.json"))
        .map_err(|why| format!("{}/accounts.json: {why}", data.display()))?;
    let accounts: Value = serde_json::from_str(&accounts).map_err(|why| why.to_string())?;
    let office = accounts
        .as_array()
        .and_then(|all| all.iter().find(|a| a["login"] == "office"))
        .ok_or("no account “office”")?;
    let body = serde_json::json!({"login": office["login"], "password": office["password"]}).to_string();
    let until = Instant::now() + Duration::from_secs(30);
    let mut client = loop {
        match Client::connect(port) {
            Ok(client) => break client,
            Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(100)),
            Err(why) => return Err(why),
        }
    };
    let reply = client.send(&format!(
        "POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ))?;
    let cookie = reply.headers.iter().find_map(|line| line.strip_prefix("set-cookie: lianxin="));
    let cookie =
        cookie.and_then(|rest| rest.split(';').next()).ok_or(format!("signing in: {}", reply.status))?;
    Ok(format!("lianxin={cookie}"))
}

struct Reply {
    status: u16,
    headers: Vec<String>,
}

struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn connect(port: u16) -> Done<Client> {
        let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|why| why.to_string())?;
        stream.set_nodelay(true).map_err(|why| why.to_string())?;
        Ok(Client { stream: BufReader::new(stream) })
    }

    fn send(&mut self, request: &str) -> Done<Reply> {
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|why| why.to_string())?;
        let mut line = || -> Done<String> {
            let mut text = String::new();
            self.stream.read_line(&mut text).map_err(|why| why.to_string())?;
            Ok(text.trim_end().to_owned())
        };
        let status = line()?.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no status")?;
        let mut headers = Vec::new();
        loop {
            let text = line()?;
            if text.is_empty() {
                break;
            }
            headers.push(text);
        }
        let length = headers
            .iter()
            .find_map(|h| h.strip_prefix("content-length: ")?.parse().ok())
            .ok_or("no length")?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).map_err(|why| why.to_string())?;
        Ok(Reply { status, headers })
    }
}

struct Measured {
    wall: Vec<f64>,
    server: Vec<f64>,
    rate: f64,
}

impl Measured {
    fn wall(&self, share: f64) -> f64 {
        quantile(&self.wall, share)
    }

    fn server(&self, share: f64) -> f64 {
        quantile(&self.server, share)
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
}

fn load(port: u16, cookie: &str, paths: &[String], clients: usize) -> Done<Measured> {
    let times = Arc::new(Mutex::new(Vec::with_capacity(paths.len())));
    let begun = Instant::now();
    let outcome: Done = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|client| {
                let times = times.clone();
                let own = paths.iter().skip(client).step_by(clients);
                scope.spawn(move || -> Done {
                    let mut connection = Client::connect(port)?;
                    for path in own {
                        let asked = Instant::now();
                        let reply = connection
                            .send(&format!("GET {path} HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\n\r\n"))?;
                        if reply.status != 200 {
                            return Err(format!("{path}: {}", reply.status));
                        }
                        let inside = reply
                            .headers
                            .iter()
                            .find_map(|h| h.strip_prefix("server-timing: app;dur=")?.parse().ok());
                        let wall = asked.elapsed().as_secs_f64() * 1000.0;
                        times.lock().map_err(|_| "a client failed")?.push((wall, inside.unwrap_or(wall)));
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a client failed".to_owned())?)
    });
    outcome?;
    let elapsed = begun.elapsed().as_secs_f64();
    let times = times.lock().map_err(|_| "a client failed")?;
    let sorted = |pick: fn(&(f64, f64)) -> f64| {
        let mut list: Vec<f64> = times.iter().map(pick).collect();
        list.sort_by(f64::total_cmp);
        list
    };
    Ok(Measured { wall: sorted(|t| t.0), server: sorted(|t| t.1), rate: times.len() as f64 / elapsed })
}
