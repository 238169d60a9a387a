//! What anyone may fetch to check the log, and the door through which cosignatures come in.

use axum::{
    body::Bytes,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use lianxin_log::{
    Checkpoint, Note, Tile,
    note::{Kind, VerifierKey},
    tiles::{Resource, bundle},
};

use crate::{
    App, args,
    engine::{
        error::{Error, Result, codes},
        http::Path,
    },
    log::{read, sequencer::with_cosignatures, store},
};

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// A full tile never changes; anything else may in a second.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const NO_STORE: &str = "no-store";

fn absent() -> Error {
    Error::refused(codes::NOT_FOUND)
}

fn sent(kind: &'static str, keep: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], body).into_response()
}

/// The newest checkpoint with the cosignatures it has.
pub async fn checkpoint(State(app): State<App>) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let last = store::last(&mut conn).await?.ok_or_else(absent)?;
    let lines = store::cosigned(&mut conn, last.size).await?;
    let lines: Vec<String> = lines.into_iter().map(|line| line.line + "\n").collect();
    Ok(sent(TEXT, NO_STORE, with_cosignatures(&last.note, &lines)?))
}

/// The log's public key.
pub async fn key(State(app): State<App>) -> Response {
    sent(TEXT, NO_STORE, format!("{}\n", app.keys.log.signer().verifier()))
}

/// A tile.
pub async fn tile(State(app): State<App>, Path(path): Path<String>) -> Result<Response> {
    let resource = Resource::parse(&format!("tile/{path}")).ok_or_else(absent)?;
    let (Resource::Hashes(tile) | Resource::Entries(tile)) = resource;
    let keep = if tile.is_full() { FOR_EVER } else { NO_STORE };
    let bytes = match resource {
        Resource::Hashes(tile) => hashes(&app, tile).await?,
        Resource::Entries(tile) => entries(&app, tile).await?,
    };
    Ok(sent(BYTES, keep, bytes))
}

async fn hashes(app: &App, tile: Tile) -> Result<Vec<u8>> {
    let mut bytes =
        store::tile(&mut app.db.read().await?, tile.level, tile.index).await?.ok_or_else(absent)?;
    let wanted = usize::from(tile.width) * 32;
    if bytes.len() < wanted {
        return Err(absent());
    }
    bytes.truncate(wanted);
    Ok(bytes)
}

async fn entries(app: &App, tile: Tile) -> Result<Vec<u8>> {
    let span = tile.span();
    let (from, to) = (i64::try_from(span.start), i64::try_from(span.end));
    let (Ok(from), Ok(to)) = (from, to) else { return Err(absent()) };
    let found: Vec<(Vec<u8>,)> = app.db.read().await?.all(read::BUNDLE, &args![from, to]).await?;
    if found.len() != usize::from(tile.width) {
        return Err(absent());
    }
    let mut bytes = Vec::new();
    for (entry,) in &found {
        if !bundle::append(&mut bytes, entry) {
            return Err(Error::internal("an entry is too long for a bundle"));
        }
    }
    Ok(bytes)
}

/// Takes the cosignatures of known witnesses under one of the log's own checkpoints; others are passed over.
pub async fn cosign(State(app): State<App>, body: Bytes) -> Result<Response> {
    let refused = || Error::refused(codes::NOT_COSIGNED);
    let note = Note::parse(&body).map_err(|_| refused())?;
    let checkpoint = Checkpoint::parse(note.text()).ok_or_else(refused)?;
    let mut conn = app.db.write().await?;
    let own = store::at_size(&mut conn, checkpoint.head.size).await?.ok_or_else(refused)?;
    let own = Note::parse(own.note.as_bytes()).map_err(Error::internal)?;
    if own.text() != note.text() {
        return Err(refused());
    }
    let witnesses = store::witnesses(&mut conn).await?;
    let keys: Vec<VerifierKey> =
        witnesses.iter().filter_map(|witness| VerifierKey::parse(&witness.vkey).ok()).collect();
    let verified = note.verify(&keys).map_err(|_| refused())?;
    let mut taken = 0;
    for found in verified {
        let (key, signature) = (&keys[found.key], &note.signatures()[found.line]);
        let Some(at) = found.time.filter(|_| key.kind() == Kind::Cosignature) else { continue };
        let new = store::Cosignature {
            witness: key.name().to_owned(),
            size: checkpoint.head.size.cast_signed(),
            at: at.cast_signed(),
            line: signature.to_string(),
        };
        store::cosign(&mut conn, &new).await?;
        taken += 1;
    }
    if taken == 0 {
        return Err(refused());
    }
    conn.commit().await?;
    Ok(sent(TEXT, NO_STORE, format!("{taken}\n")))
}
