//! How far the log is, and who cosigned it.

use axum::Json;
use lianxin_log::{Checkpoint, Note, hash};
use serde::Serialize;
use utoipa::ToSchema;

use super::check;
use crate::{
    engine::{
        act::Look,
        error::{Error, Result},
    },
    log::{
        sequencer,
        store::{self, Cosignature, Witness},
    },
};

/// The log in numbers.
#[derive(Serialize, ToSchema)]
#[schema(as = LogState)]
pub struct State {
    /// Its name: the first line of every checkpoint.
    origin: String,
    /// Its public key.
    key: String,
    /// Entries of the newest checkpoint.
    size: i64,
    /// When that was signed, in milliseconds; 0 before the first.
    at: i64,
    /// Its root, in base64; empty before the first.
    root: String,
    /// The checkpoint as text, to be kept elsewhere.
    note: String,
    /// The log does not go on: what is stored is not what was signed.
    stopped: bool,
    /// Who cosigns.
    witnesses: Vec<Seen>,
    /// The last verification at an auditor's word; none yet: absent.
    checked: Option<check::Last>,
}

/// A witness, and the last that it has seen.
#[derive(Serialize, ToSchema)]
#[schema(as = LogWitness)]
pub struct Seen {
    /// The id of its key.
    id: String,
    /// Its name.
    name: String,
    /// Its public key.
    key: String,
    /// Since when its cosignatures are accepted, in milliseconds.
    since: i64,
    /// Entries of the newest checkpoint that it cosigned; none yet: absent.
    size: Option<i64>,
    /// When it did, in milliseconds.
    at: Option<i64>,
}

/// The id that a public key carries.
pub fn id_of(vkey: &str) -> String {
    vkey.split('+').nth(1).unwrap_or_default().to_owned()
}

fn seen(witness: Witness, cosigned: &[Cosignature]) -> Seen {
    let last = cosigned.iter().find(|line| line.witness == witness.name);
    Seen {
        id: id_of(&witness.vkey),
        name: witness.name,
        key: witness.vkey,
        since: witness.since,
        size: last.map(|line| line.size),
        at: last.map(|line| line.at.saturating_mul(1000)),
    }
}

/// The log as of now.
pub async fn state(mut look: Look) -> Result<Json<State>> {
    let last = store::last(&mut look).await?;
    let cosigned = store::latest_cosigned(&mut look).await?;
    let witnesses = store::witnesses(&mut look).await?;
    let checked = check::last(&mut look).await?;
    let root = match &last {
        None => String::new(),
        Some(last) => {
            let note = Note::parse(last.note.as_bytes()).map_err(Error::internal)?;
            Checkpoint::parse(note.text()).map(|own| hash::to_text(&own.head.root)).unwrap_or_default()
        }
    };
    let (size, at, note) = last.map_or((0, 0, String::new()), |last| (last.size, last.at, last.note));
    let keyring = &look.app.keys.log;
    Ok(Json(State {
        origin: keyring.origin().to_owned(),
        key: keyring.signer().verifier().to_string(),
        size,
        at,
        root,
        note,
        stopped: sequencer::stopped(&look.app).await.is_some(),
        witnesses: witnesses.into_iter().map(|witness| seen(witness, &cosigned)).collect(),
        checked,
    }))
}
