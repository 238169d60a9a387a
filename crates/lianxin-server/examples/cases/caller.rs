//! Somebody who asks the router in this process, and what a request took: by the server's own clock, and in processor time of
//! this process and PostgreSQL's.

use std::{fs, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, header},
};
use lianxin_server::engine::error::{Error, Result};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::place::PASSWORD;

/// What a request took, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// By the server's own clock (`Server-Timing`).
    pub wall: f64,
    /// Of processors, this process and PostgreSQL's together.
    pub cpu: f64,
}

/// Somebody who is signed in.
pub struct Caller {
    router: Router,
    cookie: String,
    csrf: String,
    cpu: Cpu,
    asked: u32,
}

impl Caller {
    /// Signs in; an empty login is nobody.
    pub async fn sign_in(router: Router, cpu: Cpu, login: &str) -> Result<Caller> {
        let mut caller = Caller { router, cookie: String::new(), csrf: String::new(), cpu, asked: 0 };
        if !login.is_empty() {
            let said = json!({"login": login, "password": PASSWORD});
            let (_, reply, headers) = caller.ask("POST", "/session", Some(said)).await?;
            caller.cookie = headers.ok_or_else(|| Error::internal(format!("{login}: {reply}")))?;
            caller.csrf =
                caller.ask("GET", "/session", None).await?.1["csrf"].as_str().unwrap_or_default().to_owned();
        }
        Ok(caller)
    }

    /// Asks; gives what it took and the answer, which must be one.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        said: Option<Value>,
    ) -> Result<(Took, Value, Option<String>)> {
        let body = said.as_ref().map_or_else(Body::empty, |said| Body::from(said.to_string()));
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{}", encoded(path)))
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf-token", &self.csrf);
        if said.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let mut request = request.body(body).map_err(Error::internal)?;
        // Households call from everywhere: one address may not ask that often.
        self.asked += 1;
        let [_, a, b, c] = self.asked.to_be_bytes();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([10, a, b, c], 4000))));
        let before = self.cpu.millis();
        let response = self.router.clone().oneshot(request).await.map_err(Error::internal)?;
        let cpu = self.cpu.millis() - before;
        let (parts, body) = response.into_parts();
        let timing = parts.headers.get("server-timing").and_then(|value| value.to_str().ok());
        let wall = timing.and_then(|text| text.strip_prefix("app;dur=")?.parse().ok());
        let bytes = to_bytes(body, 64 << 20).await.map_err(Error::internal)?;
        let answer = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        if !parts.status.is_success() {
            return Err(Error::internal(format!("{path}: {} {answer}", parts.status)));
        }
        let cookie = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|text| text.split(';').next()).map(str::to_owned);
        Ok((Took { wall: wall.unwrap_or(f64::NAN), cpu }, answer, cookie))
    }
}

/// Everything but what stands in paths as it is, in percent signs.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/?&=-_.~".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(one).collect()
}

/// Whose processor time counts: this process's threads, and PostgreSQL's processes.
#[derive(Clone, Default)]
pub struct Cpu {
    postmaster: Option<u32>,
}

impl Cpu {
    /// Of this process, and of a cluster by its first process.
    pub fn of(postmaster: Option<u32>) -> Cpu {
        Cpu { postmaster }
    }

    /// So far. What a process has used is in Linux's `schedstat`, in nanoseconds.
    fn millis(&self) -> f64 {
        let mut files: Vec<String> = Vec::new();
        let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        files.extend(threads.map(|thread| format!("{}/schedstat", thread.path().display())));
        if let Some(postmaster) = self.postmaster {
            let list = fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children"));
            files.extend(
                list.unwrap_or_default().split_whitespace().map(|pid| format!("/proc/{pid}/schedstat")),
            );
        }
        let used = |file: &String| -> Option<f64> {
            fs::read_to_string(file).ok()?.split_whitespace().next()?.parse().ok()
        };
        files.iter().filter_map(used).sum::<f64>() / 1e6
    }
}
