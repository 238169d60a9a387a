//! Looking for what may be wrong with an installation.

use std::{os::unix::fs::PermissionsExt, process::ExitCode};

use lianxin_server::{access, engine::db::Engine};
use serde_json::json;

use super::{Outcome, open};
use crate::{config::Effective, out::Out};

struct Finding {
    ok: bool,
    what: &'static str,
    detail: String,
}

/// `lianxin doctor`
pub async fn doctor(config: &Effective, out: &Out) -> Outcome {
    let app = open(config).await?;
    let mut findings = Vec::new();
    let mut found =
        |ok: bool, what: &'static str, detail: String| findings.push(Finding { ok, what, detail });
    let engine = if app.db.engine() == Engine::Sqlite { "SQLite, embedded" } else { "PostgreSQL" };
    found(true, "database", format!("{engine}; schema up to date"));
    if app.db.engine() == Engine::Sqlite {
        let (verdict,): (String,) = app.db.read().await?.one("PRAGMA quick_check(1)", &[]).await?;
        found(verdict == "ok", "database file", verdict);
    }
    for key in ["signing.key", "digest.key"] {
        let path = config.server.data_dir.join("keys").join(key);
        let mode = std::fs::metadata(&path)?.permissions().mode() & 0o777;
        found(mode & 0o077 == 0, "key", format!("{} (mode {mode:o})", path.display()));
    }
    let city = app.city();
    found(
        city.is_ok(),
        "divisions",
        city.map_or_else(|why| why.detail(false), |city| format!("city {city}")),
    );
    let accounts = access::store::count(&mut app.db.read().await?).await?;
    found(accounts > 0, "accounts", format!("{accounts}"));
    let open_wide = !config.listen.ip().is_loopback() && !config.server.secure_cookies;
    found(
        !open_wide,
        "cookies",
        if open_wide {
            "listening beyond loopback without secure cookies".into()
        } else {
            "as they should be".into()
        },
    );
    for finding in &findings {
        out.say(format!(
            "{} {:<14} {}",
            if finding.ok { "ok  " } else { "MEND" },
            finding.what,
            finding.detail
        ));
    }
    let all = findings.iter().all(|finding| finding.ok);
    let list: Vec<_> =
        findings.iter().map(|f| json!({"ok": f.ok, "what": f.what, "detail": f.detail})).collect();
    out.result(&json!({"ok": all, "findings": list}));
    app.close().await;
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
