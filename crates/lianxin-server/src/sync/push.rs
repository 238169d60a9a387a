//! What a phone sends: up to two hundred records, each with its own outcome.

use lianxin_domain::ids::Ref;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    engine::{
        act::{Act, Done},
        error::{Error, Result, codes},
        http::{Body, Chinese},
    },
    visits::{
        record::{self, Outcome, Push, Record},
        recorder,
        routes::{author, parsed},
    },
};

/// Records of one push.
const LIMIT: usize = 200;

/// A push.
#[derive(Deserialize, ToSchema)]
#[schema(as = SyncPush)]
pub struct Sent {
    /// The device.
    device: Uuid,
    /// The records, in the order in which they were made.
    records: Vec<SentRecord>,
}

/// A record.
#[derive(Deserialize, ToSchema)]
pub struct SentRecord {
    /// Its UUIDv7, made on the phone.
    id: String,
    /// `visit`, `withdrawal` or `promise_kept`.
    kind: String,
    /// Its content; see `POST /visits`, `POST /visits/{ref}/withdraw`, `POST /promises/{ref}/keep`.
    #[schema(value_type = Object)]
    body: Value,
}

/// What became of a push.
#[derive(Serialize, ToSchema)]
#[schema(as = SyncPushed)]
pub struct Pushed {
    /// The server's clock, in milliseconds.
    received_at: i64,
    /// One for each record, in their order.
    results: Vec<PushResult>,
}

/// What became of a record.
#[derive(Serialize, ToSchema)]
pub struct PushResult {
    /// Its id.
    id: String,
    /// `created`, `duplicate`, `rejected` or `conflict`.
    outcome: String,
    /// Why it was rejected, as a problem document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
    /// In a conflict, what is stored under its id; null when the village is one's own no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    stored: Option<Value>,
}

/// Takes a push.
pub async fn push(act: Act, Chinese(chinese): Chinese, Body(sent): Body<Sent>) -> Result<Done<Pushed>> {
    let author: Ref = author(&act.actor)?;
    if sent.records.len() > LIMIT {
        return Err(Error::refused(codes::TOO_MANY_RECORDS).with("limit", LIMIT));
    }
    let (mut results, mut readable) = (Vec::new(), Vec::new());
    for record in sent.records {
        match read(&record.id, &record.kind, record.body) {
            Ok(read) => {
                readable.push(read);
                results.push((record.id, None));
            }
            Err(why) => results.push((record.id, Some(Outcome::Rejected(why)))),
        }
    }
    let push = Push {
        actor: act.actor.clone(),
        author,
        device: Some(sent.device),
        verb: act.verb(),
        subject: sent.device.to_string(),
        records: readable,
    };
    // Without a readable record the recorder still looks at the device.
    let mut outcomes = recorder::push(&act.app, push.clone()).await?.into_iter();
    let mut shown = Vec::new();
    for (id, refused) in results {
        let outcome =
            refused.or_else(|| outcomes.next()).ok_or_else(|| Error::internal("an outcome is missing"))?;
        let stored = match &outcome {
            Outcome::Conflict(id) => Some(record::stored(&act.app, &push, *id).await?),
            _ => None,
        };
        shown.push(result(id, &outcome, stored, chinese));
    }
    Ok(Done::shared(Pushed { received_at: act.now(), results: shown }))
}

fn read(id: &str, kind: &str, body: Value) -> Result<(Uuid, Record)> {
    let id = Uuid::try_parse(id).map_err(|why| Error::refused(codes::MALFORMED).with("why", why))?;
    Ok((id, parsed(kind, body)?))
}

fn result(id: String, outcome: &Outcome, stored: Option<Value>, chinese: bool) -> PushResult {
    let problem = match outcome {
        Outcome::Rejected(why) => Some(why.document(chinese)),
        _ => None,
    };
    PushResult { id, outcome: outcome.word().to_owned(), problem, stored }
}
