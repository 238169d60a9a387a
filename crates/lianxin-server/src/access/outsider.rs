//! A resident's request from a browser in which nobody of the staff is signed in: whoever printed a slip does not answer by it from his
//! own desk. The resident's page keeps no cookie of its own; a staff member's, where there is one, comes with the request.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::sessions;
use crate::{
    app::App,
    engine::error::{Error, Result, codes},
};

/// Nobody is signed in where this comes from.
#[derive(Clone, Copy, Debug)]
pub struct Outsider;

impl FromRequestParts<App> for Outsider {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Outsider> {
        match sessions::looked_up(app, &parts.headers).await? {
            Some(_) => Err(Error::refused(codes::STAFF_BROWSER)),
            None => Ok(Outsider),
        }
    }
}
