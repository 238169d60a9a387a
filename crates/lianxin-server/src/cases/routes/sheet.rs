//! The list of cases as a workbook: what they are about and how they stand, without words, households and persons.

use axum::{
    http::header,
    response::{AppendHeaders, IntoResponse},
};
use lianxin_domain::cases::{
    money::Yuan,
    parts::Part,
    words::{Matter, Office, Resident, Rung, Theme},
};
use lianxin_sheets::{
    XLSX,
    table::{Cell, Table, table_workbook},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    list::{self, Asked},
    told::ends,
};
use crate::{
    cases::{read::LineRow, row::cost},
    engine::{
        act::{AUDIT, Look, audit_line},
        error::{Error, Result},
        http::Query,
    },
};

/// Lines of a workbook.
const MOST: i64 = 5000;
const COLUMNS: &[(&str, f64)] = &[
    ("编号", 46.0),
    ("村", 16.0),
    ("事项", 40.0),
    ("主题", 14.0),
    ("类别", 12.0),
    ("紧急", 6.0),
    ("办理状态", 12.0),
    ("群众确认", 14.0),
    ("层级", 8.0),
    ("承办单位", 24.0),
    ("反映日期", 12.0),
    ("办理期限", 12.0),
    ("逾期", 6.0),
    ("第几轮", 8.0),
    ("协办单位", 30.0),
    ("计划资金（元）", 16.0),
    ("已用资金（元）", 16.0),
    ("资金来源", 12.0),
];

pub async fn workbook(mut look: Look, Query(asked): Query<Asked>) -> Result<impl IntoResponse> {
    let today = look.app.clock.today().to_string();
    let (place, rows) = list::rows(&mut look, &asked, ("", Uuid::nil()), MOST).await?;
    let rows: Vec<LineRow> = rows.into_iter().take(MOST as usize).collect();
    let detail = json!({"cases": rows.len()});
    let line = audit_line(&look.app, &look.actor, "cases.case.sheet", &place, "", &detail);
    let mut conn = look.app.db.write().await?;
    conn.insert(&AUDIT, &[line]).await?;
    conn.commit().await?;
    let columns = COLUMNS.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect();
    let rows = rows.into_iter().map(|row| cells(row, &today)).collect::<Result<_>>()?;
    let table = Table { name: "事项".into(), columns, rows };
    let written =
        tokio::task::spawn_blocking(move || table_workbook(&[table])).await.map_err(Error::internal)?;
    let bytes = written.map_err(|why| Error::internal(why.to_string()))?;
    let named = format!("attachment; filename=\"lianxin-cases-{place}.xlsx\"");
    Ok((
        AppendHeaders([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, named)]),
        bytes,
    ))
}

fn cells(row: LineRow, today: &str) -> Result<Vec<Cell>> {
    let text = |text: String| Cell::Text(text);
    let known = |word: Option<&'static str>| Cell::Text(word.unwrap_or_default().to_owned());
    let yes = |is: bool| Cell::Text(if is { "是" } else { "" }.to_owned());
    // A workbook knows numbers only; up to ten thousand million yuan they hold every cent.
    let yuan = |amount: Option<Yuan>| match amount {
        Some(yuan) => Cell::Number(yuan.cents() as f64 / 100.0),
        None => Cell::Text(String::new()),
    };
    let cost = cost(row.cost_planned, row.cost_spent, &row.funds)?;
    let parts: Vec<Part> = serde_json::from_str(&row.parts)?;
    let parts: Vec<String> =
        parts.into_iter().map(|part| format!("{}（{}）", part.name, part.state.zh())).collect();
    let overdue = row.stage == "open" && row.due.as_str() < today;
    Ok(vec![
        text(format!("{}.{}", row.county, row.id)),
        text(row.village_name),
        text(row.title),
        known(Theme::of(&row.theme).map(Theme::zh)),
        known(Matter::of(&row.kind).map(Matter::zh)),
        yes(row.urgent != 0),
        known(Office::of(&row.office).map(Office::zh)),
        known(Resident::of(&row.resident).map(Resident::zh)),
        known(Rung::of(&row.rung).map(Rung::zh)),
        text(row.owner_name),
        text(row.raised),
        text(ends(&row.due).unwrap_or_default()),
        yes(overdue),
        Cell::Number(row.round as f64),
        text(parts.join("、")),
        yuan(cost.and_then(|cost| cost.planned)),
        yuan(cost.and_then(|cost| cost.spent)),
        known(cost.map(|cost| cost.funds.zh())),
    ])
}
