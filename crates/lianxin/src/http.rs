//! A few requests to a server: what `lianxin witness` needs. Certificates are judged by the machine's own list, so that an
//! office's own authority counts.

use std::{io::Read, time::Duration};

use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

/// Bytes that an answer may have.
const MOST: u64 = 4 << 20;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The error of a request.
pub type Failure = Box<dyn std::error::Error>;

/// An answer.
pub struct Got {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Who asks one server.
pub struct Client {
    agent: Agent,
    url: String,
}

impl Client {
    /// For the server at an address such as `https://lianxin.example.cn`.
    pub fn new(url: &str) -> Client {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .tls_config(tls)
            .build();
        Client { agent: config.into(), url: url.trim_end_matches('/').to_owned() }
    }

    /// What is at a path; anything but a success is an error.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let answer = self.agent.get(format!("{}{path}", self.url)).call()?;
        let got = got(answer)?;
        if got.status == 200 { Ok(got.body) } else { Err(format!("{path}: {}", got.status).into()) }
    }

    /// Sends a text.
    pub fn post(&self, path: &str, body: &[u8]) -> Result<Got, Failure> {
        let request = self.agent.post(format!("{}{path}", self.url));
        got(request.header("content-type", "text/plain; charset=utf-8").send(body)?)
    }
}

fn got(answer: ureq::http::Response<ureq::Body>) -> Result<Got, Failure> {
    let status = answer.status().as_u16();
    let mut body = Vec::new();
    answer.into_body().into_reader().take(MOST).read_to_end(&mut body)?;
    Ok(Got { status, body })
}
