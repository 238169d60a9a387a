//! A household's copy and its erasure: what was said there and its cases belong to both.

use lianxin_domain::ids::Ref;
use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use crate::{
    App,
    cases::{
        documents, owed, read,
        row::MatterRow,
        search::{self, Kind},
        store,
    },
    engine::{
        act::{Act, Done, nothing},
        db::Conn,
        error::Result,
        feed,
        http::{Body, Path},
    },
    households::routes::{Ask, Grants, Reason, forgotten, grants_of},
    visits::household,
};

/// A household's whole record.
#[derive(Serialize, ToSchema)]
#[schema(as = HouseholdWholeCopy)]
pub struct WholeCopy {
    #[serde(flatten)]
    copy: household::WholeCopy,
    /// Every case: `title`, `words`, `theme`, `office`, `resident`, `raised`, `steps`, `heard`, `documents`
    /// (what they are called), the latest first.
    #[schema(value_type = Vec<Object>)]
    cases: Vec<Json>,
    /// What it asked and was answered: `kind`, `unit`, `words`, `asked_on`, `answer`, `answered_on`, the latest first.
    #[schema(value_type = Vec<Object>)]
    asked: Vec<Json>,
    /// What it lets others see.
    granted: Grants,
}

/// Gives the household everything that is known of it.
pub async fn copy(mut act: Act, Path(name): Path<Ref>, Body(ask): Body<Ask>) -> Result<Done<WholeCopy>> {
    let (at, copy) = household::copied_whole(&mut act, &name, &ask).await?;
    let app = act.app.clone();
    let tx = act.tx().await?;
    let mut cases = Vec::new();
    for row in read::of_household(tx, &name.county, name.id).await? {
        cases.push(case(&app, tx, &row).await?);
    }
    let asked = owed::of_household(tx, &name.county, name.id).await?.into_iter();
    let asked = asked.map(|row| {
        json!({"kind": row.kind, "unit": row.unit, "words": row.words, "asked_on": row.asked_on, "answer": row.answer,
            "answered_on": row.answered_on})
    });
    let asked = asked.collect();
    let today = act.today();
    let granted = grants_of(act.tx().await?, &at, today).await?;
    act.done(&at.village, &name, json!({}), WholeCopy { copy, cases, asked, granted }).await
}

/// A case as a copy tells it.
pub async fn case(app: &App, conn: &mut Conn, row: &MatterRow) -> Result<Json> {
    let name = row.name_ref()?;
    let steps = read::steps(conn, &name).await?.into_iter();
    let steps =
        steps.map(|step| json!({"day": step.day, "act": step.act, "unit": step.unit, "words": step.words}));
    let heard = read::words(conn, &name).await?.into_iter();
    // Staff print the copy: what the household keeps from the office stays kept.
    let heard = heard.map(|said| {
        let reason = if said.private == 0 { said.reason } else { String::new() };
        json!({"day": said.day, "word": said.word, "reason": reason, "private": said.private != 0})
    });
    let mut files = Vec::new();
    for document in documents::of(conn, &name).await? {
        let called = documents::name(app, conn, row, &document).await?;
        files.push(json!({"name": called, "size": document.size, "added_on": document.added_on, "unit": document.unit,
            "taken_on": document.taken_on}));
    }
    Ok(json!({
        "title": row.title, "words": row.words, "theme": row.theme, "office": row.office, "resident": row.resident,
        "raised": row.raised, "steps": steps.collect::<Vec<Json>>(), "heard": heard.collect::<Vec<Json>>(),
        "documents": files,
    }))
}

/// Forgets the household, every word that was said there and what its cases say; that somebody came, and that there was a
/// case, stays without a name.
pub async fn erase(mut act: Act, Path(name): Path<Ref>, Body(why): Body<Reason>) -> Result<Done<Json>> {
    let app = act.app.clone();
    let (at, reason) = forgotten(&mut act, &name, &why).await?;
    let tx = act.tx().await?;
    feed::turn(tx, &name.county).await?;
    for row in read::of_household(tx, &name.county, name.id).await? {
        search::drop(tx, Kind::Title, &row, &row.title).await?;
        search::drop(tx, Kind::Words, &row, &row.words).await?;
    }
    // Files go first: whose they are is known by their cases.
    documents::forget(tx, &name.county, name.id).await?;
    store::forget(tx, &name.county, name.id).await?;
    owed::forget(tx, &name.county, name.id).await?;
    household::forget_words(tx, &name.county, &at.village, name.id).await?;
    let done = act.done(&at.village, &name, json!({"reason": reason}), nothing()).await?;
    app.db.sweep().await;
    Ok(done)
}
