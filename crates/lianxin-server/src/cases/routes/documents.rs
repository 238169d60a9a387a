//! Files of a case: added, read for a purpose and taken away by whose task it is. Nobody has to add any.

use axum::{
    body::Bytes,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};
use lianxin_domain::{
    access::Class,
    cases::{
        Refusal,
        files::{self, FileKind, NotAFile},
    },
    households::Purpose,
    ids::Ref,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{acts::found, told::Named};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        documents::{self, DocumentRow, New},
        hands::{self, Hand},
        read,
        row::MatterRow,
        store,
        work::{self, By},
    },
    engine::{
        act::{Act, Done, Look, nothing},
        db::Conn,
        error::{Error, Result, codes},
        http::{Path, Query, Upload},
    },
    households::routes::purpose,
};

/// Characters of a file's name.
const LONGEST: usize = 120;
/// What a browser may do with a file: nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// A file in what a case shows to whose task it is.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseDocument)]
pub struct Document {
    id: Uuid,
    /// Empty when it was taken away.
    name: String,
    /// `pdf`, `jpeg`, `png`, `doc`, `docx`, `xls` or `xlsx`, by its bytes.
    kind: String,
    /// Bytes.
    size: i64,
    added_on: String,
    /// Who added it, of which unit.
    by: String,
    unit: String,
    /// Whether the caller added it and may take it away.
    own: bool,
    /// The day on which it was taken away, by whom.
    taken_on: Option<String>,
    taken_by: String,
}

/// Files of a case with their names.
pub async fn of(look: &mut Look, name: &Ref, row: &MatterRow) -> Result<Vec<Document>> {
    let (app, account) = (look.app.clone(), look.actor.account.to_string());
    let mut told = Vec::new();
    for document in documents::of(look, name).await? {
        let called = documents::name(&app, look, row, &document).await?;
        let gone = !document.taken_on.is_empty();
        told.push(Document {
            id: document.id,
            name: called,
            own: document.added_by == account && !gone,
            kind: document.kind,
            size: document.size,
            added_on: document.added_on,
            by: document.added_name,
            unit: document.unit,
            taken_on: gone.then_some(document.taken_on),
            taken_by: document.taken_name,
        });
    }
    Ok(told)
}

#[derive(Deserialize)]
pub struct Called {
    #[serde(default)]
    file_name: String,
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    purpose: String,
}

pub async fn add(
    mut act: Act,
    Path(name): Path<Ref>,
    Query(called): Query<Called>,
    sent: Result<Upload>,
) -> Result<Done<Named>> {
    let too_large = || Error::refused(codes::TOO_LARGE).with("limit", files::LARGEST >> 20);
    let Upload(bytes) = sent.map_err(|_| too_large())?;
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let hand = hand(act.actor.clone(), act.tx().await?, &row).await?;
    if documents::held(act.tx().await?, &name).await? >= files::MOST as i64 {
        return Err(Error::refused(codes::TOO_MANY_FILES).with("limit", files::MOST));
    }
    let (kind, kept) = judged(bytes).await?;
    let called = named(&called.file_name, kind)?;
    let (app, actor, today, now, id) = (act.app.clone(), act.actor.clone(), act.today(), act.now(), act.id());
    let account = actor.account.to_string();
    let by = (account.as_str(), actor.name.as_str(), hand.name.as_str());
    let new = New { id, name: &called, kind, bytes: &kept, by, today };
    let tx = act.tx().await?;
    documents::add(&app, tx, &row, &new).await?;
    noted(&mut act, &row, &hand, "document", &json!({"kind": kind.word()}), now).await?;
    let (case, version) = (row.case()?, row.version + 1);
    let detail = json!({"document": id.to_string(), "kind": kind.word(), "bytes": kept.len()});
    Ok(act
        .done(&row.village()?, &name, detail, Named::of(&name, &case, version))
        .await?
        .created()
        .version(version))
}

pub async fn file(
    mut look: Look,
    Path((name, id)): Path<(Ref, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse> {
    let row = read::one(&mut look, &name).await?.ok_or_else(missing)?;
    look.may(&row.village()?)?;
    let (app, actor) = (look.app.clone(), look.actor.clone());
    let hand = hand(actor.clone(), &mut look, &row).await?;
    let purpose: Purpose = purpose(&asked.purpose)?;
    let document = documents::one(&mut look, &name, id).await?.filter(there).ok_or_else(missing)?;
    let called = documents::name(&app, &mut look, &row, &document).await?;
    let bytes = documents::bytes(&app, &mut look, &row, &document).await?;
    let kind = FileKind::of(&document.kind).ok_or_else(|| Error::internal("a file of no known kind"))?;
    let by = Looker { actor: &actor, unit: &hand.name, role: hand.role, purpose: purpose.as_str() };
    let seen = Seen { village: row.village()?, household: row.household, class: Class::Talks };
    let bytes = reveal(&app, &by, &[seen], bytes).await?;
    let heads = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media())),
        (header::CONTENT_DISPOSITION, disposition(&called, kind)?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
        (HeaderName::from_static("x-download-options"), HeaderValue::from_static("noopen")),
    ];
    // Set rather than added: the bytes alone would say that they are of no kind.
    Ok((heads, bytes))
}

pub async fn take(mut act: Act, Path((name, id)): Path<(Ref, Uuid)>) -> Result<Done<Json>> {
    let row = found(&mut act, &name).await?;
    act.unchanged(row.version)?;
    let (app, actor, today, now) = (act.app.clone(), act.actor.clone(), act.today(), act.now());
    let tx = act.tx().await?;
    let hand = hand(actor.clone(), tx, &row).await?;
    let document = documents::one(tx, &name, id).await?.filter(there).ok_or_else(missing)?;
    if document.added_by != actor.account.to_string() {
        return Err(work::refused(Refusal::NotYours));
    }
    documents::take(tx, &document, &actor.name, today).await?;
    noted(&mut act, &row, &hand, "document_taken", &json!({"kind": document.kind}), now).await?;
    let version = row.version + 1;
    let done = act.done(&row.village()?, &name, json!({"document": id.to_string()}), nothing()).await?;
    app.db.sweep().await;
    Ok(done.version(version))
}

fn missing() -> Error {
    Error::refused(codes::NOT_FOUND)
}

fn there(document: &DocumentRow) -> bool {
    document.taken_on.is_empty()
}

/// The caller's unit whose task the case is.
async fn hand(actor: crate::engine::act::Actor, conn: &mut Conn, row: &MatterRow) -> Result<Hand> {
    let (case, village) = (row.case()?, row.village()?);
    let hands = hands::at(conn, &actor, &village).await?;
    hands.into_iter().find(|hand| hand.has_task(&case)).ok_or_else(|| work::refused(Refusal::NotYours))
}

/// A step of the story that says that there was a file, not what it is called.
async fn noted(
    act: &mut Act,
    row: &MatterRow,
    hand: &Hand,
    what: &str,
    detail: &Json,
    now: i64,
) -> Result<()> {
    let (app, actor) = (act.app.clone(), act.actor.clone());
    let by = By::of_unit(actor.account, &actor.name, hand);
    let tx = act.tx().await?;
    if !store::touch(tx, row, now).await? {
        return Err(Error::refused(codes::CHANGED_MEANWHILE));
    }
    store::steps(tx, &[work::note(&app, row, &by, what, detail)]).await
}

/// What it is by its bytes, off the threads that answer others.
async fn judged(bytes: Bytes) -> Result<(FileKind, Vec<u8>)> {
    let judged = tokio::task::spawn_blocking(move || files::taken(&bytes)).await.map_err(Error::internal)?;
    judged.map_err(|why| match why {
        NotAFile::TooLarge => Error::refused(codes::TOO_LARGE).with("limit", files::LARGEST >> 20),
        NotAFile::Empty | NotAFile::Unknown => Error::refused(codes::FILE_KIND),
        NotAFile::Macros => Error::refused(codes::FILE_MACROS),
        NotAFile::Broken => Error::refused(codes::FILE_BROKEN),
    })
}

/// What it is called: the last part of a path, without what could be taken for one, ending as its kind does.
fn named(called: &str, kind: FileKind) -> Result<String> {
    let last = called.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c) && !hidden(*c)).collect();
    let stem = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 5 => stem,
        _ => &plain,
    };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    if stem.is_empty() {
        return Err(Error::refused(codes::INVALID).field("file_name", codes::REQUIRED));
    }
    Ok(format!("{stem}.{}", kind.ending()))
}

/// Characters that turn a line around or stand unseen in it.
fn hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Always to be kept, never to be opened in place (RFC 6266, RFC 8187).
fn disposition(called: &str, kind: FileKind) -> Result<HeaderValue> {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let coded: String = called.bytes().map(byte).collect();
    let text = format!("attachment; filename=\"document.{}\"; filename*=UTF-8''{coded}", kind.ending());
    HeaderValue::from_str(&text).map_err(Error::internal)
}
