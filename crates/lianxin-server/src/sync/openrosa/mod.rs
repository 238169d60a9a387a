//! The OpenRosa interface (1.0): ODK Collect, Enketo and their kin get the form of a visit with the lists that belong to an
//! official, and send what they filled in. It is another door to the same room: who may come in is what `record_visits`
//! says, the lists are a pull's, and what arrives is recorded by `visits::record`.

mod answer;
mod form;
mod lists;
mod manifest;
mod submission;
mod xml;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::Method,
    middleware,
    routing::{get, post},
};

use crate::{
    app::App,
    engine::{
        error::{Error, codes},
        limits,
    },
};

pub use form::xform;

/// Every door, for the walk: method and path below `/openrosa`. All of them ask for `record_visits`.
pub const DOORS: [(Method, &str); 8] = [
    (Method::GET, "/formList"),
    (Method::GET, "/forms/visit"),
    (Method::GET, "/forms/visit/manifest"),
    (Method::GET, "/forms/visit/villages.csv"),
    (Method::GET, "/forms/visit/households.csv"),
    (Method::GET, "/forms/visit/promises.csv"),
    (Method::HEAD, "/submission"),
    (Method::POST, "/submission"),
];

/// The doors, to be nested at `/openrosa`.
pub fn router(app: &App) -> Router<App> {
    Router::new()
        .route("/formList", get(manifest::forms))
        .route("/forms/visit", get(manifest::visit))
        .route("/forms/visit/manifest", get(manifest::media))
        .route("/forms/visit/{list}", get(lists::one))
        .route("/submission", post(submission::take).head(submission::ready))
        .fallback(nowhere)
        .layer(middleware::from_fn(limits::whole_writes))
        .layer(DefaultBodyLimit::max(answer::LONGEST))
        .layer(middleware::from_fn_with_state(app.clone(), answer::headers))
}

async fn nowhere(guest: answer::Guest) -> answer::Refused {
    guest.refused(Error::refused(codes::UNKNOWN_BLANK).with("form", "?"))
}
