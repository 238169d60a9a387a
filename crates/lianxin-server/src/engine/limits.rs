//! Around every request: headers that keep the browser safe, the problem's language, and writes that finish even when the
//! caller hangs up.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    error::{Error, codes, localise},
    http::chinese,
};
use crate::app::App;

const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; \
     worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds the headers that every reply carries.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let zh = chinese(request.headers());
    let api = request.uri().path().starts_with("/api/");
    let begun = std::time::Instant::now();
    let mut response = localise(next.run(request).await, zh);
    let took = format!("app;dur={:.3}", begun.elapsed().as_secs_f64() * 1000.0);
    let all = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        all.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if app.config.secure_cookies {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if let Ok(took) = HeaderValue::from_str(&took) {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), took);
    }
    let all = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        all.entry(name).or_insert(HeaderValue::from_static(value));
    };
    if api {
        set(header::CACHE_CONTROL, "no-store");
        set(header::VARY, "accept-language, cookie");
    }
    response
}

/// Runs a write to its end in a task of its own, so that a lost connection never tears a transaction; refuses writes that
/// a foreign page sent.
pub async fn whole_writes(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return next.run(request).await;
    }
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if !matches!(site, None | Some("same-origin" | "none")) {
        return Error::refused(codes::CSRF).into_response();
    }
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(panic) => Error::internal(panic).into_response(),
    }
}

/// The answer where no verb is.
pub async fn nowhere() -> Error {
    Error::refused(codes::NOT_FOUND)
}
