//! The verbs of sheets of open matters: the roster's own, behind another right, and what rows would become.

use std::collections::{BTreeSet, HashMap};

use axum::{Json, response::IntoResponse};
use lianxin_domain::{
    access::{Class, Right, Role},
    cases::import::begun,
    day::Day,
    households::masked_name,
    ids::Ref,
    places::{Level, PlaceCode},
};
use lianxin_sheets::{XLSX, matters::template};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    sealed::{Kept, Keys},
    store::{self, MatterChange},
};
use crate::{
    access::reveal::{Looker, Seen, reveal},
    cases::{
        days::working,
        intake::{self, Standing},
        work::{refused, waits_for},
    },
    engine::{
        act::Look,
        error::{Error, Result},
        http::{Chinese, Path, Query, UPLOAD_LIMIT},
        page::Page,
        verb::Verb,
    },
    exchange::{
        routes::{Commit, ImportShown, commit, discard, file, found, list, show, take_back, upload},
        told::{ChangesAsked, RowChange, RowProblem, marked_workbook, problems},
    },
    places::store as places,
};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    use Right::HearResidents;
    let mut verbs = vec![
        Verb::get(
            "exchange.template.cases",
            "/templates/cases.xlsx",
            HearResidents,
            "The workbook of open matters that offices fill in.",
            cases_template,
        )
        .media(XLSX),
        Verb::post(
            "exchange.docket.upload",
            "/case-imports",
            HearResidents,
            "Upload a sheet of open matters for its preview.",
            upload,
        )
        .query(&[("file_name", "The file's name")])
        .media(XLSX)
        .body_limit(UPLOAD_LIMIT)
        .gives::<ImportShown>(),
        Verb::get("exchange.docket.list", "/case-imports", HearResidents, "Sheets, the newest first.", list)
            .query(&[("after", "Cursor"), ("limit", "1 to 200")])
            .gives::<Page<ImportShown>>(),
        Verb::get("exchange.docket.show", "/case-imports/{ref}", HearResidents, "How a sheet stands.", show)
            .gives::<ImportShown>(),
        Verb::get(
            "exchange.docket.problems",
            "/case-imports/{ref}/problems",
            HearResidents,
            "What is wrong, where, how to mend it; residents' words and names are not quoted.",
            problems,
        )
        .query(&[("severity", "error or warning"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<RowProblem>>(),
        Verb::get(
            "exchange.docket.changes",
            "/case-imports/{ref}/changes",
            HearResidents,
            "What rows would become, or became: titles, states and clocks, without words; names masked.",
            changes,
        )
        .query(&[("kind", "new, alike, same, over or acted"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<RowChange>>(),
    ];
    verbs.extend(deeds());
    verbs
}

fn deeds() -> Vec<Verb> {
    use Right::HearResidents;
    vec![
        Verb::get(
            "exchange.docket.marked",
            "/case-imports/{ref}/problems.xlsx",
            HearResidents,
            "Their own workbook with the problems marked.",
            marked,
        )
        .media(XLSX),
        Verb::post(
            "exchange.docket.commit",
            "/case-imports/{ref}/commit",
            HearResidents,
            "Commit, all or nothing.",
            commit,
        )
        .takes::<Commit>()
        .gives::<ImportShown>(),
        Verb::post(
            "exchange.docket.undo",
            "/case-imports/{ref}/undo",
            HearResidents,
            "Take a commit back: all cases that nobody has acted upon.",
            take_back,
        )
        .gives::<ImportShown>(),
        Verb::delete(
            "exchange.docket.discard",
            "/case-imports/{ref}",
            HearResidents,
            "Discard a preview.",
            discard,
        ),
    ]
}

async fn cases_template(_: Look) -> Result<impl IntoResponse> {
    let written = tokio::task::spawn_blocking(template).await.map_err(Error::internal)?;
    Ok(file("lianxin-cases.xlsx", written.map_err(|why| Error::internal(why.to_string()))?))
}

/// Why the event of a look at a marked workbook was written.
const PURPOSE: &str = "核对事项导入 / checking an import";

async fn changes(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<ChangesAsked>,
) -> Result<Json<Page<RowChange>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    found(&mut look, &actor, right, &name).await?;
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let kind = if asked.kind.is_empty() { "new" } else { &asked.kind };
    let rows = store::rows(&mut look, &name, kind, after.parse().unwrap_or(0), limit + 1).await?;
    let app = look.app.clone();
    let names: Vec<Ref> =
        rows.iter().flat_map(|row| [of(row, row.matter), of(row, row.known)]).flatten().collect();
    let standings = intake::standings(&mut look, &names).await?;
    let mut keys = Keys::of(&app, &mut look, &name).await?;
    let mut shown = Vec::new();
    for row in rows {
        let kept = keys.open(&mut look, &row).await?;
        let village = match &kept {
            Some(kept) => places::latest(&mut look, &kept.row.village).await?.map(|place| place.name),
            None => None,
        };
        shown.push(change(row, kept, village, &standings, app.clock.today())?);
    }
    Ok(Json(Page::cut(shown, limit, |change| [change.n.to_string()], |change| change)))
}

/// The name of a case of a row.
fn of(row: &MatterChange, id: Option<Uuid>) -> Option<Ref> {
    let county = row.village.parse::<PlaceCode>().ok()?.owner();
    id.map(|id| Ref { county, id })
}

/// A row as the page shows it: what it would become, or as it stands now.
fn change(
    row: MatterChange,
    kept: Option<Kept>,
    village: Option<String>,
    standings: &HashMap<Uuid, Standing>,
    today: Day,
) -> Result<RowChange> {
    let standing = |id: Option<Uuid>| id.and_then(|id| standings.get(&id));
    let (made, known) = (standing(row.matter), standing(row.known));
    let place = json!(format!("{} {}", row.sheet, row.row_no));
    let after = match (&kept, made.or(known)) {
        (Some(kept), _) => preview(kept, today)?,
        (None, Some(one)) => stands(one),
        (None, None) => json!({}),
    };
    let before = match known {
        Some(like) if row.kind == "alike" => json!({"title": like.title, "raised": like.raised}),
        _ => Value::Null,
    };
    let subject = made.and(of(&row, row.matter)).or_else(|| of(&row, row.known).filter(|_| known.is_some()));
    let title = kept.map(|kept| kept.row.title).or_else(|| made.or(known).map(|one| one.title.clone()));
    Ok(RowChange {
        n: row.n,
        what: "case".into(),
        kind: row.kind,
        name: title.filter(|title| !title.is_empty()).unwrap_or_else(|| "—".into()),
        unit: village.unwrap_or_default(),
        subject: subject.map(|name| name.to_string()).unwrap_or_default(),
        before,
        after: with(after, "row", place),
    })
}

fn with(mut fields: Value, name: &str, value: Value) -> Value {
    if let Some(fields) = fields.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
    fields
}

fn preview(kept: &Kept, today: Day) -> Result<Value> {
    let row = &kept.row;
    let own = kept.own.as_ref();
    let (case, _) = begun(row, own.map(|own| &own.0), Uuid::nil(), today, working()).map_err(refused)?;
    let household = row.household.map(|_| masked_name(&row.head));
    let handler = match (waits_for(&case), case.owner.is_some()) {
        ("transfer", _) => row.handler_name.clone(),
        (_, true) => own.map(|own| own.1.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    Ok(json!({
        "household": household,
        "theme": row.theme.word(),
        "kind": row.kind.word(),
        "urgent": row.urgent,
        "office": case.office.word(),
        "handler": handler,
        "waits": waits_for(&case),
        "raised": row.raised,
        "wanted_by": row.wanted_by,
        "due": case.clock.due(working()),
        "overdue": case.clock.overdue(today, working()),
    }))
}

fn stands(one: &Standing) -> Value {
    let due = Some(&one.due).filter(|due| !due.starts_with("9999"));
    json!({"office": one.office, "handler": one.owner_name, "raised": one.raised, "due": due})
}

/// The workbook goes back to whoever sent it: a file with residents' data that leaves the program.
async fn marked(mut look: Look, Path(name): Path<Ref>, Chinese(zh): Chinese) -> Result<impl IntoResponse> {
    let written = marked_workbook(&mut look, &name, zh).await?;
    let (app, actor, right) = (look.app.clone(), look.actor.clone(), look.right);
    let import = found(&mut look, &actor, right, &name).await?;
    let place: PlaceCode = import.place.parse().map_err(Error::internal)?;
    let mut villages: BTreeSet<PlaceCode> = BTreeSet::new();
    for code in store::villages(&mut look, &name).await? {
        villages.insert(code.parse().map_err(Error::internal)?);
    }
    villages.retain(|code| code.level() == Level::Village);
    if villages.is_empty() {
        villages.insert(place.clone());
    }
    let seen = |village| Seen { village, household: None, class: Class::Export };
    let seen: Vec<Seen> = villages.into_iter().map(seen).collect();
    let unit = places::latest(&mut look, &place).await?.map(|place| place.name).unwrap_or_default();
    let looker = Looker { actor: &actor, unit: &unit, role: Role::Township, purpose: PURPOSE };
    reveal(&app, &looker, &seen, file("lianxin-problems.xlsx", written)).await
}
