//! The verbs of exchange.

use axum::{
    Json,
    http::{HeaderName, header},
    response::{AppendHeaders, IntoResponse},
};
use lianxin_domain::{access::Right, ids::Ref, places::PlaceCode};
use lianxin_sheets::{XLSX, people::template};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Kind, apply, docket, export,
    preview::{self, Counts, Read},
    register,
    store::{self, ImportRow},
    told::{RowChange, RowProblem, changes, marked, problems},
    undo,
};
use crate::{
    app::App,
    engine::{
        act::{Act, Actor, Done, Look},
        db::Conn,
        error::{Error, Result, codes},
        http::{Body, Chinese, Path, Query, UPLOAD_LIMIT, Upload},
        jobs::{Job, Progress},
        page::{Page, Paging},
        verb::Verb,
    },
};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    use Right::Import;
    let mut verbs = vec![
        Verb::get(
            "exchange.template.roster",
            "/templates/roster.xlsx",
            Import,
            "The workbook that offices fill in.",
            roster_template,
        )
        .media(XLSX),
        Verb::post("exchange.import.upload", "/imports", Import, "Upload a roster for its preview.", upload)
            .query(&[("file_name", "The file's name")])
            .media(XLSX)
            .body_limit(UPLOAD_LIMIT)
            .gives::<ImportShown>(),
        Verb::get("exchange.import.list", "/imports", Import, "Imports, the newest first.", list)
            .query(&[("after", "Cursor"), ("limit", "1 to 200")])
            .gives::<Page<ImportShown>>(),
        Verb::get("exchange.import.show", "/imports/{ref}", Import, "How an import stands.", show)
            .gives::<ImportShown>(),
        Verb::get(
            "exchange.import.problems",
            "/imports/{ref}/problems",
            Import,
            "What is wrong, where, how to mend it.",
            problems,
        )
        .query(&[("severity", "error or warning"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<RowProblem>>(),
        Verb::get(
            "exchange.import.changes",
            "/imports/{ref}/changes",
            Import,
            "What would change, or changed.",
            changes,
        )
        .query(&[
            ("what", "official, unit or village"),
            ("kind", "joined, moved, changed or left"),
            ("after", "Cursor"),
            ("limit", "1 to 200"),
        ])
        .gives::<Page<RowChange>>(),
        Verb::get(
            "exchange.import.marked",
            "/imports/{ref}/problems.xlsx",
            Import,
            "Their own workbook with the problems marked.",
            marked,
        )
        .media(XLSX),
    ];
    verbs.extend(deeds());
    verbs.extend(register::routes::verbs());
    verbs.extend(docket::routes::verbs());
    verbs
}

fn deeds() -> Vec<Verb> {
    use Right::{Import, SeePlaces};
    vec![
        Verb::post(
            "exchange.import.commit",
            "/imports/{ref}/commit",
            Import,
            "Commit, all or nothing.",
            commit,
        )
        .takes::<Commit>()
        .gives::<ImportShown>(),
        Verb::post("exchange.import.undo", "/imports/{ref}/undo", Import, "Take a commit back.", take_back)
            .gives::<ImportShown>(),
        Verb::delete("exchange.import.discard", "/imports/{ref}", Import, "Discard a preview.", discard),
        Verb::get(
            "exchange.links.workbook",
            "/export/{code}",
            SeePlaces,
            "The links that hold, as a workbook.",
            workbook,
        )
        .media(XLSX),
    ]
}

/// An import.
#[derive(Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportShown {
    #[serde(rename = "ref")]
    name_ref: String,
    /// `roster`, `households` or `cases`.
    kind: String,
    place: String,
    file_name: String,
    /// `reading`, `preview`, `committing`, `committed`, `undoing`, `undone`, `refused` or `discarded`.
    state: String,
    /// What its job is doing, while one runs.
    phase: String,
    done: u64,
    total: u64,
    /// Why its last job failed.
    #[schema(value_type = Option<Object>)]
    error: Option<Value>,
    counts: Counts,
    /// Why the whole file was refused.
    refusal: Option<RefusalShown>,
    made_by: String,
    made_at: i64,
    committed_at: Option<i64>,
    can_undo: bool,
}

/// Why a whole file was refused.
#[derive(Serialize, ToSchema)]
pub struct RefusalShown {
    code: String,
    detail: String,
    mend: String,
}

fn job_of(name: &Ref) -> String {
    format!("import {name}")
}

fn shown(app: &App, row: ImportRow, chinese: bool) -> ImportShown {
    let progress = app.jobs.progress(&format!("import {}.{}", row.county, row.id));
    shown_with(app, row, progress, chinese)
}

/// As [`shown`], with a progress that was read before the row: a job that ended in between must not leave an old state.
fn shown_with(app: &App, row: ImportRow, progress: Progress, chinese: bool) -> ImportShown {
    let name_ref = format!("{}.{}", row.county, row.id);
    let running = progress.state == "running";
    let refusal: Value = serde_json::from_str(&row.refusal).unwrap_or_default();
    let language = if chinese { "zh" } else { "en" };
    let text = |part: &str| refusal[part][language].as_str().unwrap_or_default().to_owned();
    let refusal = refusal["code"].as_str().map(|code| RefusalShown {
        code: code.into(),
        detail: text("detail"),
        mend: text("mend"),
    });
    ImportShown {
        can_undo: !running && undoable(app, &row),
        kind: row.kind,
        state: match (running, row.state.as_str()) {
            (true, "preview") => "committing".into(),
            (true, "committed") => "undoing".into(),
            _ => row.state,
        },
        phase: match running {
            true if progress.phase.is_empty() => "waiting".into(),
            true => progress.phase,
            false => String::new(),
        },
        done: progress.done,
        total: progress.total,
        error: progress.error,
        counts: serde_json::from_str(&row.counts).unwrap_or_default(),
        refusal,
        place: row.place,
        file_name: row.file_name,
        made_by: row.made_by,
        made_at: row.made_at,
        committed_at: Some(row.committed_at).filter(|at| *at > 0),
        name_ref,
    }
}

/// Whether an import may be undone as far as its own row tells; a register's undo looks at each household, that of open
/// matters at each case.
fn undoable(app: &App, row: &ImportRow) -> bool {
    if row.kind == Kind::Roster.word() { undo::possible(app, row) } else { row.state == "committed" }
}

/// An import of the kind that the right is about, within its reach.
pub async fn found(conn: &mut Conn, actor: &Actor, right: Right, name: &Ref) -> Result<ImportRow> {
    let missing = || Error::refused(codes::NOT_FOUND);
    let row = store::show(conn, name).await?.ok_or_else(missing)?;
    if row.kind != Kind::of(right).word() {
        return Err(missing());
    }
    actor.may(right, &row.place.parse().map_err(Error::internal)?)?;
    Ok(row)
}

async fn roster_template(_: Look) -> Result<impl IntoResponse> {
    let written = tokio::task::spawn_blocking(template).await.map_err(Error::internal)?;
    Ok(file("lianxin-roster.xlsx", written.map_err(|why| Error::internal(why.to_string()))?))
}

/// A workbook as an answer.
pub fn file(name: &str, bytes: Vec<u8>) -> impl IntoResponse + use<> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (HeaderName::from_static("content-disposition"), disposition),
    ];
    (AppendHeaders(headers), bytes)
}

/// What an upload says of its file.
#[derive(Deserialize)]
pub struct UploadAsked {
    #[serde(default)]
    file_name: String,
}

pub async fn upload(
    mut act: Act,
    Query(asked): Query<UploadAsked>,
    Chinese(zh): Chinese,
    Upload(bytes): Upload,
) -> Result<Done<ImportShown>> {
    let place = act.actor.widest(act.right)?;
    let (app, actor, kind) = (act.app.clone(), act.actor.clone(), Kind::of(act.right));
    let name = Ref { county: place.owner(), id: act.id() };
    let file_name: String = asked.file_name.chars().take(200).collect();
    let (by, now) = (actor.name.clone(), act.now());
    let tx = act.tx().await?;
    store::make(tx, kind, &name, &place, &file_name, &by, now).await?;
    let row = store::show(tx, &name).await?.ok_or_else(|| Error::internal("just made"))?;
    let job = app.jobs.start(&job_of(&name)).ok_or_else(|| Error::refused(codes::BUSY))?;
    app.uploads.put(name.id, actor.account, bytes.clone());
    let done = act
        .done(&place, &name, json!({"file_name": file_name, "bytes": bytes.len()}), shown(&app, row, zh))
        .await;
    tokio::spawn(async move {
        let act = Act::of(&app, actor.clone(), "exchange.import.read", kind.right());
        finish(&job, read_to_end(&app, act, actor, &name, &place, bytes, &job).await);
    });
    done.map(Done::accepted)
}

/// Reads a workbook and keeps how it ended.
pub async fn read_to_end(
    app: &App,
    act: Act,
    actor: Actor,
    name: &Ref,
    place: &PlaceCode,
    bytes: axum::body::Bytes,
    job: &Job,
) -> Result<()> {
    let right = act.right;
    let read = match Kind::of(right) {
        Kind::Roster => preview::read(app, act, name, place, bytes, job).await,
        Kind::Households => register::preview::read(app, act, name, place, bytes, job).await,
        Kind::Cases => docket::preview::read(app, act, name, place, bytes, job).await,
    };
    let (state, refusal) = match &read {
        Ok(Read::Preview(_)) => return Ok(()),
        Ok(Read::Cancelled) => ("discarded", String::new()),
        Ok(Read::Refused(refusal)) => ("refused", {
            let (detail, mend) = (refusal.detail(), refusal.mend());
            json!({"code": refusal.code(), "detail": {"zh": detail.zh, "en": detail.en}, "mend": {"zh": mend.zh, "en": mend.en}}).to_string()
        }),
        Err(_) => ("discarded", String::new()),
    };
    let mut act = Act::of(app, actor, "exchange.import.refuse", right);
    store::set(act.tx().await?, name, state, &refusal, "{}").await?;
    act.done(place, name, json!({"state": state}), ()).await?;
    app.uploads.forget(name.id);
    read.map(|_| ())
}

fn finish(job: &Job, ended: Result<()>) {
    match ended {
        Ok(()) => job.finish("done", None),
        Err(why) => {
            tracing::error!(%why, "an import failed");
            job.finish("failed", Some(json!({"code": why.word(), "detail": why.detail(true)})));
        }
    }
}

pub async fn list(
    mut look: Look,
    Query(paging): Query<Paging>,
    Chinese(zh): Chinese,
) -> Result<Json<Page<ImportShown>>> {
    let within = look.place_or_widest(None)?;
    let kind = Kind::of(look.right);
    let [before] = paging.after();
    let before = Uuid::try_parse(&before).unwrap_or(Uuid::max());
    let rows = store::list(&mut look, kind, &within, before, paging.limit()).await?;
    let app = look.app.clone();
    Ok(Json(Page::cut(rows, paging.limit(), |row| [row.id.to_string()], |row| shown(&app, row, zh))))
}

pub async fn show(mut look: Look, Path(name): Path<Ref>, Chinese(zh): Chinese) -> Result<Json<ImportShown>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let progress = look.app.jobs.progress(&job_of(&name));
    let row = found(&mut look, &actor, right, &name).await?;
    Ok(Json(shown_with(&look.app, row, progress, zh)))
}

/// How to commit.
#[derive(Deserialize, ToSchema)]
#[schema(as = CommitImport)]
pub struct Commit {
    /// `end` or `keep` those whom the workbook no longer has.
    #[serde(default)]
    left: String,
    /// Of open matters: leave out those that look like a case that is there already.
    #[serde(default)]
    skip_alike: bool,
}

fn in_state(row: &ImportRow, state: &str) -> Result<()> {
    if row.state == state {
        Ok(())
    } else {
        Err(Error::refused(codes::IMPORT_STATE).with("state", &row.state))
    }
}

pub async fn commit(
    mut act: Act,
    Path(name): Path<Ref>,
    Chinese(zh): Chinese,
    Body(how): Body<Commit>,
) -> Result<Done<ImportShown>> {
    let (app, actor, right) = (act.app.clone(), act.actor.clone(), act.right);
    let row = found(act.tx().await?, &actor, right, &name).await?;
    in_state(&row, "preview")?;
    let counts: Counts = serde_json::from_str(&row.counts)?;
    if counts.errors > 0 {
        return Err(Error::refused(codes::IMPORT_ERRORS).with("count", counts.errors));
    }
    let job = app.jobs.start(&job_of(&name)).ok_or_else(|| Error::refused(codes::BUSY))?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let done = act
        .done(
            &place,
            &name,
            json!({"left": how.left, "skip_alike": how.skip_alike}),
            shown(&app, row.clone(), zh),
        )
        .await
        .map(Done::accepted);
    tokio::spawn(async move {
        let act = Act::of(&app, actor, "exchange.import.committed", right);
        let end = how.left == "end";
        let ended = match Kind::of(right) {
            Kind::Roster => apply::commit(&app, act, &row, &name, end, &job).await,
            Kind::Households => register::apply::commit(&app, act, &row, &name, end, &job).await,
            Kind::Cases => docket::apply::commit(&app, act, &row, &name, !how.skip_alike, &job).await,
        };
        finish(&job, ended);
    });
    done
}

pub async fn take_back(
    mut act: Act,
    Path(name): Path<Ref>,
    Chinese(zh): Chinese,
) -> Result<Done<ImportShown>> {
    let (app, actor, right) = (act.app.clone(), act.actor.clone(), act.right);
    let row = found(act.tx().await?, &actor, right, &name).await?;
    in_state(&row, "committed")?;
    if !undoable(&app, &row) {
        return Err(Error::refused(codes::CANNOT_UNDO)
            .with("why", "之后已有新的导入或发布 / something later rests on it"));
    }
    let job = app.jobs.start(&job_of(&name)).ok_or_else(|| Error::refused(codes::BUSY))?;
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let done = act.done(&place, &name, json!({}), shown(&app, row.clone(), zh)).await.map(Done::accepted);
    tokio::spawn(async move {
        let act = Act::of(&app, actor, "exchange.import.undone", right);
        let ended = match Kind::of(right) {
            Kind::Roster => undo::undo(&app, act, &row, &name, &job).await,
            Kind::Households => register::undo::undo(&app, act, &row, &name, &job).await,
            Kind::Cases => docket::undo::undo(&app, act, &row, &name, &job).await,
        };
        finish(&job, ended);
    });
    done
}

pub async fn discard(mut act: Act, Path(name): Path<Ref>) -> Result<Done<Value>> {
    let (actor, right) = (act.actor.clone(), act.right);
    let row = found(act.tx().await?, &actor, right, &name).await?;
    if !matches!(row.state.as_str(), "preview" | "reading" | "refused") {
        return Err(Error::refused(codes::IMPORT_STATE).with("state", &row.state));
    }
    if let Some(job) = act.app.jobs.of(&job_of(&name)) {
        job.cancel();
    }
    let tx = act.tx().await?;
    register::undo::forget(tx, &name).await?;
    docket::store::clear(tx, &name).await?;
    store::clear_changes(tx, &name).await?;
    store::clear_problems(tx, &name).await?;
    store::set(tx, &name, "discarded", &row.refusal, &row.counts).await?;
    act.app.uploads.forget(name.id);
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    act.done(&place, &name, json!({}), json!({"state": "discarded"})).await
}

async fn workbook(mut look: Look, Path(code): Path<PlaceCode>) -> Result<impl IntoResponse> {
    look.may(&code)?;
    let app = look.app.clone();
    let bytes = export::workbook(&app, &mut look, &code).await?;
    Ok(file(&format!("lianxin-{code}.xlsx"), bytes))
}
