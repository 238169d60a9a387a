//! `lianxin witness`: another office looks at a server's log, checks that nothing which it has seen was changed, remembers what
//! it sees, cosigns it, and brings the cosignature back. It stores before it signs away: a witness that forgets can be led to
//! cosign two histories.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use lianxin_log::{
    Head, Note, Tile, Tiles, Trust, hash,
    note::{Cosigner, VerifierKey},
    tiles::BadTile,
    witness::{Cosigned, Refusal, Request, consider},
};
use lianxin_server::{engine::clock::Clock, keys::random, log::keyring::trust};
use serde_json::{Value, json};

use super::{Failure, Outcome};
use crate::{
    http::{Client, Got},
    out::Out,
};

/// The exit code of a witness that does not cosign because the log is not what it was.
const NOT_WHAT_IT_WAS: u8 = 4;

/// What a witness is told.
pub struct Witness {
    /// Where the server is.
    pub url: String,
    /// The witness's folder: its key, what it has seen.
    pub state: PathBuf,
    /// The witness's name, at the first run.
    pub name: Option<String>,
    /// The log's public key, at the first run.
    pub log_key: Option<String>,
    /// Look again after so many seconds; once unless given.
    pub every: Option<u64>,
}

/// Why a look ended without a cosignature.
enum Stop {
    /// The log is not what it was.
    Refused(String),
    /// It could not be looked at.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(why: E) -> Stop {
        Stop::Failed(why.into())
    }
}

/// Runs it.
pub async fn witness(out: Out, asked: Witness) -> Outcome {
    let clock = Clock::default();
    loop {
        let seconds = u64::try_from(clock.millis() / 1000).unwrap_or_default();
        let (url, state) = (asked.url.clone(), asked.state.clone());
        let (name, key) = (asked.name.clone(), asked.log_key.clone());
        let looked = tokio::task::spawn_blocking(move || {
            look(&url, &state, name.as_deref(), key.as_deref(), seconds).map_err(told)
        });
        match looked.await? {
            Ok(seen) => said(&out, &seen),
            Err(Told { refused: true, why }) => {
                out.say(format!("NOT COSIGNED  {why}"));
                out.result(&json!({"cosigned": false, "why": why}));
                return Ok(ExitCode::from(NOT_WHAT_IT_WAS));
            }
            Err(Told { why, .. }) if asked.every.is_some() => eprintln!("lianxin: {why}; it is tried again"),
            Err(Told { why, .. }) => return Err(why.into()),
        }
        match asked.every {
            None => return Ok(ExitCode::SUCCESS),
            Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds.max(1))).await,
        }
    }
}

/// A [`Stop`] as words, which may go to another thread.
struct Told {
    refused: bool,
    why: String,
}

fn told(stop: Stop) -> Told {
    match stop {
        Stop::Refused(why) => Told { refused: true, why },
        Stop::Failed(why) => Told { refused: false, why: why.to_string() },
    }
}

/// What a look gave.
struct Seen {
    key: String,
    head: Head,
    before: u64,
    checkpoint: PathBuf,
    delivered: Result<(), String>,
}

fn said(out: &Out, seen: &Seen) {
    let root = hash::to_text(&seen.head.root);
    out.say(format!("cosigned  {} entries (before: {}), root {root}", seen.head.size, seen.before));
    out.say(format!("kept      {}", seen.checkpoint.display()));
    match &seen.delivered {
        Ok(()) => out.say("delivered to the server"),
        Err(why) => out.say(format!(
            "NOT delivered: {why}\nthe server must know this witness first; its administrator adds this key:\n{}",
            seen.key
        )),
    }
    out.result(&json!({
        "cosigned": true, "size": seen.head.size, "before": seen.before, "root": root, "key": seen.key,
        "checkpoint": seen.checkpoint, "delivered": seen.delivered.is_ok(),
    }));
}

fn look(
    url: &str,
    folder: &Path,
    name: Option<&str>,
    log_key: Option<&str>,
    seconds: u64,
) -> Result<Seen, Stop> {
    let client = Client::new(url);
    let cosigner = cosigner(folder, name)?;
    let trust = log(folder, &client, log_key)?;
    let before = last(folder)?;
    let note = client.bytes("/api/v1/log/checkpoint")?;
    let head = trust.signed(&note).map_err(|why| {
        Stop::Refused(format!("the checkpoint is not signed by the log that this witness knows: {why}"))
    })?;
    let old = before.unwrap_or(Head::EMPTY);
    let proof = proof(&client, head.head, old)?;
    let request = Request { old: old.size, proof, checkpoint: note.clone() };
    let Cosigned { head, signature } =
        consider(&request, &[trust], |_| Some(old), &cosigner, seconds).map_err(|why| refused(why, &old))?;
    let mut note = Note::parse(&note)?;
    note.add(signature);
    let checkpoint = folder.join("checkpoint");
    store(&folder.join("seen.json"), &serde_json::to_vec_pretty(&seen_json(&head))?, false)?;
    store(&checkpoint, note.to_string().as_bytes(), false)?;
    let delivered = match client.post("/api/v1/log/cosignature", note.to_string().as_bytes())? {
        Got { status: 200, .. } => Ok(()),
        Got { status, body } => Err(format!("{status} {}", String::from_utf8_lossy(&body))),
    };
    let key = cosigner.verifier().to_string();
    Ok(Seen { key, head, before: old.size, checkpoint, delivered })
}

fn refused(why: Refusal, old: &Head) -> Stop {
    let seen = old.size;
    Stop::Refused(match why {
        Refusal::Forked { size } => {
            format!(
                "FORK: the log signed another history of the {size} entries that this witness has cosigned"
            )
        }
        Refusal::Inconsistent(_) => format!(
            "FORK: the log's present entries do not begin with the {seen} that this witness has cosigned: something among them was changed"
        ),
        other => other.to_string(),
    })
}

/// The proof that the new tree begins with the old one, from tiles that are proved themselves.
fn proof(client: &Client, new: Head, old: Head) -> Result<Vec<hash::Hash>, Stop> {
    if new.size < old.size {
        return Err(Stop::Refused(format!(
            "ROLLBACK: the log has {} entries and had {} when this witness last cosigned it: an older database was put in its place",
            new.size, old.size
        )));
    }
    if old.size == 0 || old.size == new.size {
        return Ok(vec![]);
    }
    let mut failed = None;
    let fetch = |tile: Tile| match client.bytes(&format!("/api/v1/log/{}", tile.path())) {
        Ok(bytes) => Some(bytes),
        Err(why) => {
            failed = Some(why.to_string());
            None
        }
    };
    let proved = Tiles::open(new, fetch).and_then(|mut tiles| tiles.consistency(old.size));
    match (proved, failed) {
        (Ok(proof), _) => Ok(proof),
        (Err(BadTile::Missing(_)), Some(why)) => Err(Stop::Failed(why.into())),
        (Err(why), _) => Err(Stop::Refused(format!("the tiles are not those of the checkpoint: {why}"))),
    }
}

/// The witness's own key; made at the first run.
fn cosigner(folder: &Path, name: Option<&str>) -> Result<Cosigner, Failure> {
    let path = folder.join("witness.key");
    if let Ok(text) = fs::read_to_string(&path) {
        return Ok(Cosigner::parse(text.trim()).map_err(|why| format!("{}: {why}", path.display()))?);
    }
    let name = name.ok_or("the first run needs --name: under which name does this office sign?")?;
    fs::create_dir_all(folder)?;
    let made = Cosigner::new(name, &random::<32>()?)?;
    store(&path, format!("{}\n", made.secret()).as_bytes(), true)?;
    Ok(made)
}

/// The log that this witness looks at, by its key: told at the first run, remembered from then on.
fn log(folder: &Path, client: &Client, told: Option<&str>) -> Result<Trust, Stop> {
    let path = folder.join("log.key");
    let known = fs::read_to_string(&path).ok();
    let text = match (&known, told) {
        (Some(known), Some(told)) if known.trim() != told.trim() => {
            return Err(Stop::Refused("this witness follows a log with another key".into()));
        }
        (Some(known), _) => known.clone(),
        (None, Some(told)) => told.to_owned(),
        (None, None) => String::from_utf8(client.bytes("/api/v1/log/key")?)?,
    };
    let key = VerifierKey::parse(text.trim())?;
    if known.is_none() {
        store(&path, format!("{key}\n").as_bytes(), false)?;
    }
    Ok(trust(key, vec![]))
}

fn seen_json(head: &Head) -> Value {
    json!({"size": head.size, "root": hash::to_text(&head.root)})
}

/// What was cosigned last.
fn last(folder: &Path) -> Result<Option<Head>, Failure> {
    let path = folder.join("seen.json");
    let Ok(bytes) = fs::read(&path) else { return Ok(None) };
    let seen: Value = serde_json::from_slice(&bytes)?;
    let root = seen["root"].as_str().and_then(hash::from_text);
    let head = seen["size"].as_u64().zip(root).map(|(size, root)| Head { size, root });
    head.map(Some)
        .ok_or_else(|| format!("{} is damaged: do not begin anew without asking why", path.display()).into())
}

/// Durable under its name, or not there.
fn store(path: &Path, bytes: &[u8], secret: bool) -> Result<(), Failure> {
    let draft = path.with_extension("part");
    let mode = if secret { 0o600 } else { 0o644 };
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    if let Some(folder) = path.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
