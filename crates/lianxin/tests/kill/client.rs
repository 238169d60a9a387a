//! A client of a few lines, and numbers from a seed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

/// The next number of a sequence (SplitMix64).
pub fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A UUIDv7 as a phone makes it.
pub fn id(state: &mut u64) -> String {
    let mut tail = [0; 10];
    tail[..8].copy_from_slice(&chance(state).to_be_bytes());
    let millis = lianxin_server::engine::clock::Clock::default().millis() as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid().to_string()
}

/// A connection that is kept.
pub struct Client {
    stream: BufReader<TcpStream>,
    cookie: String,
    csrf: String,
}

impl Client {
    /// None while nobody listens.
    pub fn connect(port: u16, cookie: &str, csrf: &str) -> Option<Client> {
        let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_nodelay(true).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        Some(Client { stream: BufReader::new(stream), cookie: cookie.to_owned(), csrf: csrf.to_owned() })
    }

    /// None when the connection broke: nothing is known of the request then.
    pub fn send(&mut self, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\ncookie: {}\r\nx-csrf-token: {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.cookie,
            self.csrf,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).ok()?;
        let status = self.line()?.split(' ').nth(1)?.parse().ok()?;
        let mut length = 0;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.parse().ok()?;
            }
        }
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).ok()?;
        Some((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    fn line(&mut self) -> Option<String> {
        let mut text = String::new();
        match self.stream.read_line(&mut text) {
            Ok(n) if n > 0 => Some(text.trim_end().to_owned()),
            _ => None,
        }
    }
}
