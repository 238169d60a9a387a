//! `lianxin verify-log`: every audit line and access event against the log, the log against checkpoints kept elsewhere.

use std::{fs, path::PathBuf, process::ExitCode};

use jiff::{Timestamp, tz};
use lianxin_log::note::VerifierKey;
use lianxin_server::{
    engine::db::Db,
    keys::Keys,
    log::{
        kept, keyring,
        verify::{self, Asked, Found, Verdict},
    },
};
use serde_json::{Value, json};

use super::{Failure, Outcome};
use crate::{config::Effective, out::Out};

/// Findings that are printed; all are in the JSON.
const PRINTED: usize = 20;

/// What to verify against.
pub struct Against {
    /// The log's public key; the installation's own unless given.
    pub log_key: Option<String>,
    /// Public keys of witnesses.
    pub witness_keys: Vec<String>,
    /// Checkpoints that were kept elsewhere.
    pub checkpoints: Vec<PathBuf>,
    /// Every row must have its entry.
    pub strict: bool,
}

/// Verifies; exit code 0 when nothing is wrong, 4 when something is.
pub async fn verify_log(config: &Effective, out: &Out, against: Against) -> Outcome {
    let asked = asked(config, &against)?;
    let db = Db::open(&config.server.database).await?;
    let verdict = verify::verify(&db, &asked).await?;
    db.close().await;
    told(out, &verdict, &asked);
    let mut json = serde_json::to_value(&verdict)?;
    json["sound"] = Value::Bool(verdict.sound());
    out.result(&json);
    Ok(if verdict.sound() { ExitCode::SUCCESS } else { ExitCode::from(4) })
}

fn asked(config: &Effective, against: &Against) -> Result<Asked, Failure> {
    let log = match &against.log_key {
        Some(key) => vkey(key)?,
        None => Keys::log_of(&config.server.data_dir)?.signer().verifier().clone(),
    };
    let witnesses = against.witness_keys.iter().map(|key| vkey(key)).collect::<Result<_, _>>()?;
    let mut kept: Vec<(String, Vec<u8>)> = Vec::new();
    for file in &against.checkpoints {
        let note = fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
        kept.push((file.display().to_string(), note));
    }
    let beside = kept::all(&config.server.data_dir);
    kept.extend(beside.into_iter().map(|(name, note)| (format!("log/{name}"), note.into_bytes())));
    Ok(Asked { trust: keyring::trust(log, witnesses), kept, strict: against.strict })
}

fn told(out: &Out, verdict: &Verdict, asked: &Asked) {
    let seconds = verdict.millis as f64 / 1000.0;
    out.say(format!("log         {}", asked.trust.origin));
    out.say(format!("entries     {} read in {seconds:.2} s", verdict.entries));
    match (verdict.size, &verdict.root) {
        (Some(size), Some(root)) => out.say(format!("tree        {size} entries, root {root}")),
        _ => out.say("tree        not proved"),
    }
    out.say(format!("rows        {} say what was logged", verdict.rows));
    if verdict.forgotten > 0 {
        let (forgotten, erased) = (verdict.forgotten, verdict.erased);
        out.say(format!("erased      {forgotten} households forgotten, {erased} purposes closed for good"));
    }
    if verdict.waiting > 0 {
        out.say(format!("waiting     {} rows of the last moments have no entry yet", verdict.waiting));
    }
    match verdict.cosigned {
        Some((size, seconds)) => {
            out.say(format!("witnessed   {size} entries, at {}", moment(seconds.cast_signed() * 1000)));
        }
        None => out.say(
            "witnessed   by nobody given here: whoever holds the log's key could have rewritten all of it",
        ),
    }
    for found in verdict.findings.iter().take(PRINTED) {
        out.say(format!("WRONG       {}", sentence(found)));
    }
    let more = verdict.wrong.saturating_sub(PRINTED as u64);
    if more > 0 {
        out.say(format!("WRONG       and {more} more"));
    }
    out.say(if verdict.sound() { "sound" } else { "NOT SOUND" });
}

fn sentence(found: &Found) -> String {
    let entry = found.entry.map(|n| format!("entry {n}, ")).unwrap_or_default();
    let at = found.at.map(|at| format!("{}, ", moment(at))).unwrap_or_default();
    format!("{} [{}] {entry}{at}{}", found.table, found.code, found.what)
}

/// A time in China.
fn moment(millis: i64) -> String {
    let offset = tz::offset(8);
    let time = Timestamp::from_millisecond(millis).map(|time| offset.to_datetime(time));
    time.map_or_else(|_| millis.to_string(), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// A public key as text.
fn vkey(text: &str) -> Result<VerifierKey, Failure> {
    VerifierKey::parse(text.trim()).map_err(|why| format!("{text}: {why}").into())
}

/// `lianxin log-key`: the log's public key and its newest checkpoint, for whoever verifies.
pub fn log_key(config: &Effective, out: &Out) -> Outcome {
    let key = Keys::log_of(&config.server.data_dir)?.signer().verifier().to_string();
    out.say(&key);
    out.result(&json!({"key": key, "checkpoint": kept::newest(&config.server.data_dir)}));
    Ok(ExitCode::SUCCESS)
}
