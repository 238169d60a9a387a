//! What OpenRosa answers have in common: headers, the envelope, refusals in it, and who asks.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use lianxin_domain::{access::Right, ids::Ref};
use serde_json::Value;

use super::{form, xml::Xml};
use crate::{
    access::basic,
    app::App,
    engine::{
        act::Actor,
        error::{Error, codes},
        http::chinese,
    },
};

/// The most that a submission may hold: a visit at all its limits takes a third of it.
pub const LONGEST: usize = 1024 * 1024;
/// The media type of everything here.
pub const XML: &str = "text/xml; charset=utf-8";

/// An official who may record visits, asking without a session.
pub struct Guest {
    /// The program.
    pub app: App,
    /// The account.
    pub actor: Actor,
    /// The official behind it.
    pub official: Ref,
    /// Whether the answer is in Chinese.
    pub chinese: bool,
    /// The address of this server as the client calls it, without a slash at its end.
    pub base: String,
}

impl Guest {
    /// A refusal in this client's language.
    pub fn refused(&self, why: Error) -> Refused {
        Refused { why, chinese: self.chinese }
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Refused;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Guest, Refused> {
        let chinese = chinese(&parts.headers);
        let refused = |why| Refused { why, chinese };
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip());
        let from = from.ok_or_else(|| refused(Error::internal("the peer's address is unknown")))?;
        let actor = basic::actor(app, &parts.headers, from).await.map_err(refused)?;
        let may = actor.widest(Right::RecordVisits).is_ok();
        let official = actor.official.clone().filter(|_| may);
        let official = official.ok_or_else(|| refused(Error::refused(codes::NO_RIGHT)))?;
        let base = base(&parts.headers, app.config.secure_cookies);
        Ok(Guest { app: app.clone(), actor, official, chinese, base })
    }
}

/// The scheme and host by which the client reached this server.
fn base(headers: &HeaderMap, secure: bool) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = if host.is_empty() || !host.chars().all(safe) { "localhost" } else { host };
    format!("{}://{host}/openrosa", if secure { "https" } else { "http" })
}

/// Headers of every answer (OpenRosa 1.0, HTTP Request API).
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = if chinese(request.headers()) { "zh" } else { "en" };
    let mut response = next.run(request).await;
    let all = response.headers_mut();
    all.insert(HeaderName::from_static("x-openrosa-version"), HeaderValue::from_static("1.0"));
    all.insert(HeaderName::from_static("x-openrosa-accept-content-length"), HeaderValue::from(LONGEST));
    all.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    all.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    all.insert(header::VARY, HeaderValue::from_static("accept-language, authorization"));
    let now = Timestamp::from_millisecond(app.clock.millis()).ok();
    let now = now.and_then(|now| DateTimePrinter::new().timestamp_to_rfc9110_string(&now).ok());
    if let Some(now) = now.and_then(|now| HeaderValue::from_str(&now).ok()) {
        all.insert(header::DATE, now);
    }
    response
}

/// The envelope around a message.
pub fn envelope(status: StatusCode, nature: &str, message: &str) -> Response {
    let mut xml = Xml::new();
    xml.open("OpenRosaResponse", &[("xmlns", "http://openrosa.org/http/response")]);
    xml.leaf("message", &[("nature", nature)], message);
    (status, [(header::CONTENT_TYPE, XML)], xml.done()).into_response()
}

/// A refusal in the envelope. What the sender can mend is always 400, the one status whose message every client shows.
#[derive(Debug)]
pub struct Refused {
    why: Error,
    chinese: bool,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let document = self.why.document(self.chinese);
        let status = match document["status"].as_u64() {
            Some(status @ (401 | 403 | 413 | 429 | 500 | 503)) => status as u16,
            _ => 400,
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = envelope(status, "error", &told(&document, self.chinese));
        let all = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"Lianxin\", charset=\"UTF-8\"");
            all.insert(header::WWW_AUTHENTICATE, challenge);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            all.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

/// The problem in one line, each field by its name in the form.
fn told(document: &Value, chinese: bool) -> String {
    let text = |of: &Value| of.as_str().unwrap_or_default().to_owned();
    let fields = document["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    if fields.is_empty() {
        return text(&document["detail"]);
    }
    let one = |field: &Value| {
        let name = form::spoken(&text(&field["field"]), chinese);
        format!("{}{}{}", name, if chinese { "：" } else { ": " }, text(&field["detail"]))
    };
    fields.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_what_the_client_called_and_nothing_else() {
        let of = |host: &'static str, secure| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            base(&headers, secure)
        };
        assert_eq!(of("lianxin.example:8443", true), "https://lianxin.example:8443/openrosa");
        assert_eq!(of("[::1]:80", false), "http://[::1]:80/openrosa");
        assert_eq!(of("x/?<a>", true), "https://localhost/openrosa");
    }
}
