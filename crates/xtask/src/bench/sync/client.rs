//! Clients over real sockets, and what the servers' processes cost meanwhile.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::Mutex,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::sh::Done;

/// A connection that is kept.
pub struct Client {
    stream: BufReader<TcpStream>,
    /// Headers of every request, each line ended.
    pub headers: String,
}

/// What came back.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON, when the call succeeded.
    pub fn ok(self) -> Done<Value> {
        if self.status >= 300 {
            return Err(format!("{}: {}", self.status, String::from_utf8_lossy(&self.body)));
        }
        if self.body.is_empty() {
            Ok(Value::Null)
        } else {
            serde_json::from_slice(&self.body).map_err(|why| why.to_string())
        }
    }
}

impl Client {
    /// Waits until somebody listens.
    pub fn connect(port: u16) -> Done<Client> {
        let until = Instant::now() + Duration::from_secs(60);
        let stream = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(stream) => break stream,
                Err(why) if Instant::now() > until => return Err(why.to_string()),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        stream.set_nodelay(true).map_err(|why| why.to_string())?;
        Ok(Client { stream: BufReader::new(stream), headers: String::new() })
    }

    /// Sends a request and waits for the answer.
    pub fn send(&mut self, method: &str, path: &str, body: &str) -> Done<Reply> {
        let text = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\n{}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.headers,
            body.len()
        );
        self.stream.get_mut().write_all(text.as_bytes()).map_err(|why| why.to_string())?;
        let status = self.line()?.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no status")?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            headers.push(line.to_lowercase().split_once(':').map_or(line.clone(), |(name, _)| {
                format!("{name}:{}", line.split_once(':').map_or("", |(_, value)| value))
            }));
        }
        let value =
            |name: &str| headers.iter().find_map(|h| h.strip_prefix(name)).map(|v| v.trim().to_owned());
        let body = if value("transfer-encoding:").is_some() {
            self.chunks()?
        } else {
            let length = value("content-length:").and_then(|n| n.parse().ok()).unwrap_or(0);
            self.bytes(length)?
        };
        Ok(Reply { status, headers, body })
    }

    fn chunks(&mut self) -> Done<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = usize::from_str_radix(&self.line()?, 16).map_err(|why| why.to_string())?;
            body.extend(self.bytes(length)?);
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn bytes(&mut self, length: usize) -> Done<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).map_err(|why| why.to_string())?;
        Ok(bytes)
    }

    fn line(&mut self) -> Done<String> {
        let mut text = String::new();
        self.stream.read_line(&mut text).map_err(|why| why.to_string())?;
        Ok(text.trim_end().to_owned())
    }
}

/// What a load measured.
pub struct Figures {
    /// Visits acknowledged per second.
    pub rate: f64,
    /// Milliseconds of half of the requests.
    pub p50: f64,
    /// Milliseconds of all but a hundredth of the requests.
    pub p99: f64,
    /// Milliseconds of the server's processes per visit.
    pub cpu: f64,
}

/// Runs clients that each send one request after the other for so many seconds; every request carries `size` visits.
pub fn load<C: Send>(
    clients: &mut [C],
    size: usize,
    seconds: u64,
    pids: &[u32],
    send: impl Fn(&mut C) -> Done + Sync,
) -> Done<Figures> {
    let times = Mutex::new(Vec::new());
    let before = cpu(pids)?;
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let outcome: Done = std::thread::scope(|scope| {
        let workers: Vec<_> = clients
            .iter_mut()
            .map(|client| {
                let (times, send) = (&times, &send);
                scope.spawn(move || -> Done {
                    let mut own = Vec::new();
                    while Instant::now() < until {
                        let asked = Instant::now();
                        send(client)?;
                        own.push(asked.elapsed().as_secs_f64() * 1000.0);
                    }
                    times.lock().map_err(|_| "a client failed")?.append(&mut own);
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a client failed".to_owned())?)
    });
    outcome?;
    let elapsed = begun.elapsed().as_secs_f64();
    let used = cpu(pids)? - before;
    let mut times = times.into_inner().map_err(|_| "a client failed")?;
    times.sort_by(f64::total_cmp);
    let quantile = |share: f64| {
        let last = times.len().saturating_sub(1);
        times.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
    };
    let visits = (times.len() * size) as f64;
    Ok(Figures { rate: visits / elapsed, p50: quantile(0.5), p99: quantile(0.99), cpu: used / visits })
}

/// Milliseconds that these processes and their children have used (`/proc/PID/stat`, in hundredths of a second).
fn cpu(pids: &[u32]) -> Done<f64> {
    let mut ticks = 0.0;
    let entries = std::fs::read_dir("/proc").map_err(|why| why.to_string())?;
    for entry in entries.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let Some((_, rest)) = stat.rsplit_once(") ") else { continue };
        let fields: Vec<&str> = rest.split(' ').collect();
        let number = |n: usize| fields.get(n).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        if pids.contains(&pid) || pids.contains(&(number(1) as u32)) {
            ticks += number(11) + number(12);
        }
    }
    Ok(ticks * 10.0)
}

/// Numbers and ids from a seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A UUIDv7.
    #[expect(clippy::disallowed_methods, reason = "a bench plays phones, whose clocks are the world's")]
    pub fn id(&mut self) -> String {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
            (now >> 16) as u32,
            now as u16,
            a & 0xfff,
            0x8000 | (a >> 16 & 0x3fff),
            b & 0xffff_ffff_ffff
        )
    }
}
