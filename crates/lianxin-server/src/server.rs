//! All areas put together: the verbs, the router, the listener, the statements.

use std::{future::Future, net::SocketAddr};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    routing::get,
};
use tokio::{net::TcpListener, sync::oneshot};
use tower_http::compression::CompressionLayer;

use crate::{
    App, access, app, cases,
    engine::{
        act,
        ask::Among,
        assets,
        db::Insert,
        docs,
        error::{Error, Result},
        feed, limits, openapi,
        verb::{self, Verb},
    },
    exchange, households, links, log, oversight, people, places, satisfaction, sync, visits,
};

/// A body that is not a file is at most this long.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// Every verb of every area.
pub fn verbs() -> Vec<Verb> {
    let areas = [
        access::routes::verbs(),
        log::routes::verbs(),
        places::routes::verbs(),
        people::routes::verbs(),
        links::routes::verbs(),
        households::routes::verbs(),
        satisfaction::routes::verbs(),
        oversight::routes::verbs(),
        exchange::routes::verbs(),
        visits::routes::verbs(),
        cases::routes::verbs(),
        sync::routes::verbs(),
    ];
    areas.into_iter().flatten().collect()
}

/// Every statement, with the area that owns it.
pub fn statements() -> Vec<(&'static str, &'static str)> {
    let areas: [(&str, Vec<&[&str]>); 13] = [
        ("engine", vec![feed::STATEMENTS]),
        (
            "access",
            vec![
                app::STATEMENTS,
                access::sessions::STATEMENTS,
                access::store::STATEMENTS,
                access::approvals::STATEMENTS,
                access::reveal::STATEMENTS,
            ],
        ),
        ("log", log::statements()),
        ("places", vec![places::store::STATEMENTS]),
        ("people", people::statements()),
        ("links", links::statements()),
        ("households", households::statements()),
        ("satisfaction", satisfaction::statements()),
        (
            "oversight",
            vec![oversight::read::STATEMENTS, oversight::counted::STATEMENTS, oversight::store::STATEMENTS],
        ),
        ("exchange", vec![exchange::store::STATEMENTS, exchange::docket::store::STATEMENTS]),
        ("visits", visits::statements()),
        ("cases", cases::statements()),
        ("sync", sync::statements()),
    ];
    let flat = |(area, lists): (&'static str, Vec<&'static [&'static str]>)| {
        lists.into_iter().flatten().map(move |sql| (area, *sql)).collect::<Vec<_>>()
    };
    areas.into_iter().flat_map(flat).collect()
}

/// Every multi-row insert, with the area that owns it.
pub fn inserts() -> Vec<(&'static str, Insert)> {
    let areas: [(&str, &[Insert]); 15] = [
        ("engine", &[act::AUDIT]),
        ("visits", visits::INSERTS),
        ("cases", cases::INSERTS),
        ("engine", feed::INSERTS),
        ("access", access::store::INSERTS),
        ("access", &[access::reveal::EVENT, access::approvals::QUESTION, access::approvals::VOICE]),
        ("log", log::INSERTS),
        ("places", places::store::INSERTS),
        ("people", people::INSERTS),
        ("links", links::INSERTS),
        ("households", households::INSERTS),
        ("satisfaction", satisfaction::INSERTS),
        ("oversight", oversight::store::INSERTS),
        ("exchange", exchange::store::INSERTS),
        ("exchange", &[exchange::docket::store::MATTER, exchange::docket::store::KEY]),
    ];
    areas.into_iter().flat_map(|(area, list)| list.iter().map(move |insert| (area, *insert))).collect()
}

/// Every statement about a list of ids, with the area that owns it.
pub fn among() -> Vec<(&'static str, Among)> {
    let areas: [(&str, Vec<&[Among]>); 8] = [
        ("access", vec![access::sessions::AMONG, access::approvals::AMONG]),
        ("log", vec![log::AMONG]),
        ("links", vec![links::AMONG]),
        ("visits", visits::among()),
        ("households", vec![households::AMONG]),
        ("cases", cases::among()),
        ("exchange", vec![exchange::docket::store::AMONG]),
        ("sync", sync::among()),
    ];
    let flat = |(area, lists): (&'static str, Vec<&'static [Among]>)| {
        lists.into_iter().flatten().map(move |among| (area, *among)).collect::<Vec<_>>()
    };
    areas.into_iter().flat_map(flat).collect()
}

/// The whole site: API, documentation, web client.
pub fn router(app: App) -> Router {
    let api = verb::router(verbs())
        .route("/openapi.json", get(|| async { Json(openapi::document(&verbs())) }))
        .route("/docs", get(docs::page))
        .route("/docs/problems", get(docs::problems))
        .route("/docs/style.css", get(docs::style))
        .fallback(limits::nowhere)
        .layer(middleware::from_fn(limits::whole_writes))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    Router::new()
        .nest("/api/v1", api)
        .nest("/openrosa", sync::openrosa::router(&app))
        .route("/healthz", get(healthy))
        .fallback(assets::serve)
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), limits::headers))
        .with_state(app)
}

async fn healthy(State(app): State<App>) -> Result<&'static str> {
    let _: (i64,) = app.db.read().await?.one("SELECT CAST(1 AS BIGINT)", &[]).await?;
    Ok("ok")
}

/// Serves until `stop` resolves, then finishes what is under way and closes the database.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let site = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (end, ended) = oneshot::channel();
    let clock = tokio::spawn(cases::tick::hourly(app.clone(), ended));
    let (end_releases, ended) = oneshot::channel();
    let releases = tokio::spawn(oversight::release::hourly(app.clone(), ended));
    let (end_expiry, ended) = oneshot::channel();
    let expiry = tokio::spawn(satisfaction::expiry::hourly(app.clone(), ended));
    let (end_log, ended) = oneshot::channel();
    let log = tokio::spawn(log::sequencer::keep(app.clone(), ended));
    let served = axum::serve(listener, site).with_graceful_shutdown(stop).await;
    drop((end, end_releases, end_expiry, end_log));
    log.await.map_err(Error::internal)?;
    clock.await.map_err(Error::internal)?;
    releases.await.map_err(Error::internal)?;
    expiry.await.map_err(Error::internal)?;
    served.map_err(Error::internal)?;
    app.close().await;
    Ok(())
}
