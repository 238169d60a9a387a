//! The web client: embedded in the program (release) or read from disk (debug); every path that is not a file is the page,
//! which routes by itself. A resident's slip opens a small page of its own.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

use super::http::chinese;

#[derive(Embed)]
#[folder = "$LIANXIN_WEB_DIST"]
struct Web;

/// What became of one's matter, without an account.
const RESIDENT: &str = "r.html";
/// Complaints about an official or a body, without an account.
const COMPLAIN: &str = "complain.html";
const PLACEHOLDER: &str = include_str!("placeholder.html");

/// A file of the web client, or its page.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return super::limits::nowhere().await.into_response();
    }
    if let Some(file) = Web::get(path).filter(|_| !path.is_empty() && path != "index.html") {
        return respond(path, file, &headers);
    }
    if path.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let page = match path.split('/').next() {
        Some("r") => RESIDENT,
        Some("complain") => COMPLAIN,
        _ => "index.html",
    };
    match Web::get(page) {
        Some(file) => respond(page, file, &headers),
        None => (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], placeholder(&headers))
            .into_response(),
    }
}

fn placeholder(headers: &HeaderMap) -> String {
    PLACEHOLDER.replace("{lang}", if chinese(headers) { "zh-CN" } else { "en" })
}

fn respond(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash: String = file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let body = if known { Body::empty() } else { Body::from(file.data.into_owned()) };
    let mut response = Response::new(body);
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, media(path));
    set(header::CACHE_CONTROL, cache);
    set(header::ETAG, &tag);
    if path == RESIDENT || path == COMPLAIN {
        set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive");
    }
    response
}

fn media(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
