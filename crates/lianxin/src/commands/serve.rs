//! Serving.

use std::process::ExitCode;

use lianxin_server::{App, access};
use serde_json::json;
use tokio::net::TcpListener;

use super::{Failure, Outcome, open};
use crate::{config::Effective, out::Out};

/// `lianxin serve`
pub async fn serve(config: &Effective, out: &Out) -> Outcome {
    let app = open(config).await?;
    if let Some(code) = access::routes::announce_setup(&app).await? {
        out.say(format!("set-up code for the first administrator: {code}"));
    }
    listen(app, config, out).await
}

/// Listens until interrupted.
pub async fn listen(app: App, config: &Effective, out: &Out) -> Outcome {
    let listener =
        TcpListener::bind(config.listen).await.map_err(|why| format!("{}: {why}", config.listen))?;
    let address = listener.local_addr().map_err(Failure::from)?;
    out.say(format!("http://{address}"));
    out.result(&json!({"address": format!("http://{address}")}));
    lianxin_server::serve(app, listener, interrupted()).await?;
    Ok(ExitCode::SUCCESS)
}

async fn interrupted() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(_) => return,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
