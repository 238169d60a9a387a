//! What an import tells: problems by cell, changes by record, the marked workbook.

use std::collections::BTreeMap;

use axum::{Json, response::IntoResponse};
use lianxin_domain::{
    ids::Ref,
    people::{Field, ProblemCode, Said, Severity},
};
use lianxin_sheets::{
    guard::Limits,
    households, matters,
    people::{Mark, problem_workbook},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    Kind,
    routes::{file, found},
    store::{self, ChangeRow, ProblemRow},
};
use crate::engine::{
    act::Look,
    error::{Error, Result, codes},
    http::{Chinese, Path, Query},
    page::{Page, Paging},
};

/// Something wrong in the workbook.
#[derive(Serialize, ToSchema)]
pub struct RowProblem {
    n: i64,
    severity: String,
    sheet: String,
    /// From 1; 0 speaks of the whole sheet.
    row: i64,
    /// The column's letters.
    column: String,
    field: String,
    value: String,
    code: String,
    detail: String,
    mend: String,
}

/// Which problems.
#[derive(Deserialize)]
pub struct ProblemsAsked {
    #[serde(default)]
    severity: String,
    #[serde(flatten)]
    paging: Paging,
}

fn problem(row: ProblemRow, chinese: bool) -> RowProblem {
    let args = serde_json::from_str(&row.args).unwrap_or_default();
    let code = ProblemCode::of(&row.code);
    let said = |say: fn(ProblemCode, &str, &BTreeMap<String, String>) -> Said| {
        let said = code.map(|code| say(code, &row.value, &args));
        said.map(|said| if chinese { said.zh } else { said.en }).unwrap_or_default()
    };
    let (detail, mend) = (said(ProblemCode::detail), said(ProblemCode::mend));
    let field = Field::of(&row.field).filter(|_| chinese).map_or(row.field, |field| field.zh().to_owned());
    let (n, severity, sheet, row_no) = (row.n, row.severity, row.sheet, row.row_no);
    RowProblem {
        n,
        severity,
        sheet,
        row: row_no,
        column: row.col,
        field,
        value: row.value,
        code: row.code,
        detail,
        mend,
    }
}

pub async fn problems(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<ProblemsAsked>,
    Chinese(zh): Chinese,
) -> Result<Json<Page<RowProblem>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    found(&mut look, &actor, right, &name).await?;
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let rows = store::problems(&mut look, &name, &asked.severity, after.parse().unwrap_or(0), limit).await?;
    Ok(Json(Page::cut(rows, limit, |row| [row.n.to_string()], |row| problem(row, zh))))
}

/// What changes for somebody.
#[derive(Serialize, ToSchema)]
pub struct RowChange {
    pub n: i64,
    pub what: String,
    pub kind: String,
    pub name: String,
    pub unit: String,
    /// The ref of what it changes.
    pub subject: String,
    #[schema(value_type = Option<Object>)]
    pub before: Value,
    #[schema(value_type = Option<Object>)]
    pub after: Value,
}

/// Which changes.
#[derive(Deserialize)]
pub struct ChangesAsked {
    #[serde(default)]
    what: String,
    /// Their kind.
    #[serde(default)]
    pub kind: String,
    /// From where on.
    #[serde(flatten)]
    pub paging: Paging,
}

/// A stored change as the page shows it: what names machines use stays behind.
fn change(row: ChangeRow) -> RowChange {
    let record = |text: &str| {
        let mut value: Value = serde_json::from_str(text).unwrap_or_default();
        if let Some(object) = value.as_object_mut() {
            for hidden in ["id_digest", "name_key", "pinyin", "initials", "key"] {
                object.remove(hidden);
            }
            if object.get("unit").is_some_and(Value::is_object) {
                object.remove("unit");
            }
        }
        value
    };
    let (before, after) = (record(&row.before), record(&row.after));
    RowChange {
        n: row.n,
        what: row.what,
        kind: row.kind,
        name: row.name,
        unit: row.unit,
        subject: row.subject,
        before,
        after,
    }
}

pub async fn changes(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<ChangesAsked>,
) -> Result<Json<Page<RowChange>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    found(&mut look, &actor, right, &name).await?;
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let what = if asked.what.is_empty() { "official" } else { &asked.what };
    let kind = if asked.kind.is_empty() { "joined" } else { &asked.kind };
    let rows = store::changes(&mut look, &name, what, kind, after.parse().unwrap_or(0), limit).await?;
    Ok(Json(Page::cut(rows, limit, |row| [row.n.to_string()], change)))
}

pub async fn marked(
    mut look: Look,
    Path(name): Path<Ref>,
    Chinese(zh): Chinese,
) -> Result<impl IntoResponse> {
    let written = marked_workbook(&mut look, &name, zh).await?;
    Ok(file("lianxin-problems.xlsx", written))
}

/// The workbook that this account sent, with its problems marked.
pub async fn marked_workbook(look: &mut Look, name: &Ref, zh: bool) -> Result<Vec<u8>> {
    let (actor, right) = (look.actor.clone(), look.right);
    found(look, &actor, right, name).await?;
    let kind = Kind::of(right);
    let bytes = look.app.uploads.get(name.id, actor.account);
    let bytes = bytes.ok_or_else(|| Error::refused(codes::FILE_GONE))?;
    let rows = store::problems(look, name, "", 0, 20_000).await?;
    let marks = rows.into_iter().map(|row| {
        let severity = match row.severity.as_str() {
            "error" => Severity::Error,
            _ => Severity::Warning,
        };
        let shown = problem(row, zh);
        let row = u32::try_from(shown.row).unwrap_or(0);
        Mark {
            sheet: shown.sheet,
            row,
            column: shown.column,
            severity,
            value: shown.value,
            detail: shown.detail,
            mend: shown.mend,
        }
    });
    let marks: Vec<Mark> = marks.collect();
    let written = tokio::task::spawn_blocking(move || match kind {
        Kind::Roster => problem_workbook(&bytes, &marks, &Limits::default()),
        Kind::Households => households::problem_workbook(&bytes, &marks, &Limits::default()),
        Kind::Cases => matters::problem_workbook(&bytes, &marks, &Limits::default()),
    });
    written.await.map_err(Error::internal)?.map_err(|why| Error::internal(why.to_string()))
}
