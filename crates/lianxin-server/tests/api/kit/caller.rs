//! Somebody who calls the server like a browser does: cookies, CSRF header, JSON.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, header},
};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A browser.
#[derive(Clone)]
pub struct Caller {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: String,
    /// Further headers of every request.
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as JSON; null when it is not JSON.
    pub json: Value,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body, when the call succeeded.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status < 300, "{} {}", self.status, self.json);
        self.json
    }

    /// The problem's code, when the call was refused.
    #[track_caller]
    pub fn refused(&self) -> &str {
        assert!(self.status >= 400, "{} {}", self.status, self.json);
        self.json["code"].as_str().expect("a problem has a code")
    }
}

impl Caller {
    pub fn new(router: Router) -> Caller {
        Caller { router, cookies: BTreeMap::new(), csrf: String::new(), headers: vec![] }
    }

    /// Signs in and keeps the CSRF token; panics when refused.
    pub async fn sign_in(&mut self, login: &str, password: &str) {
        self.post("/session", json!({"login": login, "password": password})).await.ok();
        let session = self.get("/session").await.ok();
        self.csrf = session["csrf"].as_str().expect("signed in").to_owned();
    }

    /// Goes on with a session that exists already.
    pub async fn keep(&mut self, cookie: &str) {
        let (name, value) = cookie.split_once('=').expect("a pair");
        self.cookies.insert(name.to_owned(), value.to_owned());
        let session = self.get("/session").await.ok();
        self.csrf = session["csrf"].as_str().expect("signed in").to_owned();
    }

    /// Forgets the CSRF token, as a foreign page would not know it.
    pub fn without_csrf(&mut self) {
        self.csrf.clear();
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, Body::empty(), false).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Reply {
        self.send("POST", path, Body::from(body.to_string()), true).await
    }

    pub async fn put(&mut self, path: &str, body: Value) -> Reply {
        self.send("PUT", path, Body::from(body.to_string()), true).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Reply {
        self.send("PATCH", path, Body::from(body.to_string()), true).await
    }

    pub async fn delete(&mut self, path: &str) -> Reply {
        self.send("DELETE", path, Body::empty(), false).await
    }

    /// Sends a file.
    pub async fn upload(&mut self, path: &str, file: Vec<u8>) -> Reply {
        self.send("POST", path, Body::from(file), false).await
    }

    /// Sends bytes as they are by any method.
    pub async fn call(&mut self, method: &str, path: &str, body: Vec<u8>) -> Reply {
        self.send(method, path, Body::from(body), false).await
    }

    async fn send(&mut self, method: &str, path: &str, body: Body, json: bool) -> Reply {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let uri = if path.starts_with("//") { path[1..].to_owned() } else { format!("/api/v1{path}") };
        let mut request =
            Request::builder().method(method).uri(uri).header(header::COOKIE, cookies.join("; "));
        if json {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if !self.csrf.is_empty() {
            request = request.header("x-csrf-token", &self.csrf);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        self.reply(response).await
    }

    async fn reply(&mut self, response: axum::response::Response) -> Reply {
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie");
            let (name, value) = text.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = to_bytes(body, 256 << 20).await.expect("a body").to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { status: parts.status.as_u16(), headers: parts.headers, json, bytes }
    }
}
