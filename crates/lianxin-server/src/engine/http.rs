//! What comes in over HTTP, parsed at the edge: path, query and body, each with a clear refusal.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use serde::de::DeserializeOwned;

use super::error::{Error, Result, codes};
use crate::app::App;

/// The parts of the path; what cannot be a name is not found.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Path<T>> {
        let parsed = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        parsed.map(|path| Path(path.0)).map_err(|_| Error::refused(codes::NOT_FOUND))
    }
}

/// The query.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Query<T>> {
        let parsed = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        parsed.map(|query| Query(query.0)).map_err(|why| malformed(why.body_text()))
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Error;
    async fn from_request(request: Request, app: &App) -> Result<Body<T>> {
        let parsed = Json::<T>::from_request(request, app).await;
        parsed.map(|body| Body(body.0)).map_err(|why| malformed(why.body_text()))
    }
}

/// A file as the body.
pub struct Upload(pub Bytes);

/// The most that a file may hold.
pub const UPLOAD_LIMIT: usize = 64 * 1024 * 1024;

impl FromRequest<App> for Upload {
    type Rejection = Error;
    async fn from_request(request: Request, app: &App) -> Result<Upload> {
        let read = Bytes::from_request(request, app).await;
        read.map(Upload).map_err(|_| Error::refused(codes::TOO_LARGE).with("limit", UPLOAD_LIMIT >> 20))
    }
}

fn malformed(why: String) -> Error {
    Error::refused(codes::MALFORMED).with("why", why)
}

/// Whether the reader prefers Chinese: yes, unless English stands first in `Accept-Language`.
pub fn chinese(headers: &HeaderMap) -> bool {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("zh");
    !wanted.trim_start().to_ascii_lowercase().starts_with("en")
}

/// The text of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Whether the caller prefers Chinese, as an extractor.
pub struct Chinese(pub bool);

impl FromRequestParts<App> for Chinese {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Chinese> {
        Ok(Chinese(chinese(&parts.headers)))
    }
}
