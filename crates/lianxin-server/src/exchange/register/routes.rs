//! The verbs of registers: the roster's own, behind another right, and the changes, which name residents.

use std::collections::BTreeSet;

use axum::{Json, response::IntoResponse};
use lianxin_domain::{
    access::{Class, Right, Role},
    households::{FactClass, import::HouseholdRecord},
    ids::Ref,
    places::PlaceCode,
};
use lianxin_sheets::{XLSX, households::template};
use serde_json::{Map, Value, json};

use super::sealed;
use crate::{
    access::reveal::{Looker, Seen, reveal},
    engine::{
        act::Look,
        db::Conn,
        error::{Error, Result},
        http::{Chinese, Path, Query, UPLOAD_LIMIT},
        page::Page,
        verb::Verb,
    },
    exchange::{
        routes::{Commit, ImportShown, commit, discard, file, found, list, show, take_back, upload},
        store::{self, HouseholdChange},
        told::{ChangesAsked, RowChange, RowProblem, marked_workbook, problems},
    },
    places::store as places,
};

/// All of them.
pub fn verbs() -> Vec<Verb> {
    use Right::EditHouseholds;
    let mut verbs = vec![
        Verb::get(
            "exchange.template.households",
            "/templates/households.xlsx",
            EditHouseholds,
            "The workbook that villages fill in.",
            households_template,
        )
        .media(XLSX),
        Verb::post(
            "exchange.register.upload",
            "/household-imports",
            EditHouseholds,
            "Upload a register of households for its preview.",
            upload,
        )
        .query(&[("file_name", "The file's name")])
        .media(XLSX)
        .body_limit(UPLOAD_LIMIT)
        .gives::<ImportShown>(),
        Verb::get(
            "exchange.register.list",
            "/household-imports",
            EditHouseholds,
            "Registers, the newest first.",
            list,
        )
        .query(&[("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<ImportShown>>(),
        Verb::get(
            "exchange.register.show",
            "/household-imports/{ref}",
            EditHouseholds,
            "How a register stands.",
            show,
        )
        .gives::<ImportShown>(),
        Verb::get(
            "exchange.register.problems",
            "/household-imports/{ref}/problems",
            EditHouseholds,
            "What is wrong, where, how to mend it; what is sealed is not quoted.",
            problems,
        )
        .query(&[("severity", "error or warning"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<RowProblem>>(),
        Verb::get(
            "exchange.register.changes",
            "/household-imports/{ref}/changes",
            EditHouseholds,
            "What would change, or changed; sealed facts only as that they change.",
            changes,
        )
        .query(&[("kind", "joined, moved, changed or left"), ("after", "Cursor"), ("limit", "1 to 200")])
        .gives::<Page<RowChange>>(),
    ];
    verbs.extend(deeds());
    verbs
}

fn deeds() -> Vec<Verb> {
    use Right::EditHouseholds;
    vec![
        Verb::get(
            "exchange.register.marked",
            "/household-imports/{ref}/problems.xlsx",
            EditHouseholds,
            "Their own workbook with the problems marked.",
            marked,
        )
        .media(XLSX),
        Verb::post(
            "exchange.register.commit",
            "/household-imports/{ref}/commit",
            EditHouseholds,
            "Commit, all or nothing.",
            commit,
        )
        .takes::<Commit>()
        .gives::<ImportShown>(),
        Verb::post(
            "exchange.register.undo",
            "/household-imports/{ref}/undo",
            EditHouseholds,
            "Take a commit back.",
            take_back,
        )
        .gives::<ImportShown>(),
        Verb::delete(
            "exchange.register.discard",
            "/household-imports/{ref}",
            EditHouseholds,
            "Discard a preview.",
            discard,
        ),
    ]
}

async fn households_template(_: Look) -> Result<impl IntoResponse> {
    let written = tokio::task::spawn_blocking(template).await.map_err(Error::internal)?;
    Ok(file("lianxin-households.xlsx", written.map_err(|why| Error::internal(why.to_string()))?))
}

/// Why the event of a look at changes was written.
const PURPOSE: &str = "核对户册导入 / checking an import";

async fn changes(
    mut look: Look,
    Path(name): Path<Ref>,
    Query(asked): Query<ChangesAsked>,
) -> Result<Json<Page<RowChange>>> {
    let (actor, right) = (look.actor.clone(), look.right);
    let import = found(&mut look, &actor, right, &name).await?;
    let [after] = asked.paging.after();
    let limit = asked.paging.limit();
    let kind = if asked.kind.is_empty() { "joined" } else { &asked.kind };
    let rows = store::households(&mut look, &name, kind, after.parse().unwrap_or(0), limit + 1).await?;
    let app = look.app.clone();
    let mut shown = Vec::new();
    let mut seen: BTreeSet<PlaceCode> = BTreeSet::new();
    for row in rows {
        seen.insert(row.village.parse().map_err(Error::internal)?);
        let change = change(&app, &mut look, &name, row).await?;
        shown.push(change);
    }
    let page = Page::cut(shown, limit, |change| [change.n.to_string()], |change| change);
    let unit = office(&mut look, &import.place).await?;
    let looker = Looker { actor: &actor, unit: &unit, role: Role::Township, purpose: PURPOSE };
    reveal(&app, &looker, &seen_as(seen, Class::Roster), Json(page)).await
}

/// The name under which residents know who imports.
async fn office(conn: &mut Conn, place: &str) -> Result<String> {
    let place: PlaceCode = place.parse().map_err(Error::internal)?;
    Ok(places::latest(conn, &place).await?.map(|place| place.name).unwrap_or_default())
}

fn seen_as(villages: BTreeSet<PlaceCode>, class: Class) -> Vec<Seen> {
    villages.into_iter().map(|village| Seen { village, household: None, class }).collect()
}

/// The workbook goes back to whoever sent it: a file with residents' data that leaves the program.
async fn marked(mut look: Look, Path(name): Path<Ref>, Chinese(zh): Chinese) -> Result<impl IntoResponse> {
    let written = marked_workbook(&mut look, &name, zh).await?;
    let (app, actor, right) = (look.app.clone(), look.actor.clone(), look.right);
    let import = found(&mut look, &actor, right, &name).await?;
    let mut villages = store::villages(&mut look, &name).await?;
    if villages.is_empty() {
        villages.push(import.place.clone());
    }
    let villages = villages.iter().map(|code| code.parse().map_err(Error::internal));
    let seen = seen_as(villages.collect::<Result<_>>()?, Class::Export);
    let unit = office(&mut look, &import.place).await?;
    let looker = Looker { actor: &actor, unit: &unit, role: Role::Township, purpose: PURPOSE };
    reveal(&app, &looker, &seen, file("lianxin-problems.xlsx", written)).await
}

async fn change(
    app: &crate::app::App,
    conn: &mut Conn,
    name: &Ref,
    row: HouseholdChange,
) -> Result<RowChange> {
    let village: PlaceCode = row.village.parse().map_err(Error::internal)?;
    let place = places::latest(conn, &village).await?.map(|place| place.name);
    let opened = sealed::open(app, conn, name, &row).await?;
    let (before, after) = opened.map(|opened| (opened.kept.before, opened.kept.after)).unwrap_or_default();
    let head =
        after.as_ref().or(before.as_ref()).map_or_else(|| "—".to_owned(), |record| record.name.clone());
    Ok(RowChange {
        n: row.n,
        what: "household".into(),
        kind: row.kind,
        name: head,
        unit: place.unwrap_or_else(|| row.village.clone()),
        subject: format!("{}.{}", village.owner(), row.household),
        before: shown(before.as_ref(), None),
        after: shown(after.as_ref(), before.as_ref()),
    })
}

/// A record as the page shows it: of facts only whether there is one, and whether it is another than before.
fn shown(record: Option<&HouseholdRecord>, before: Option<&HouseholdRecord>) -> Value {
    let Some(record) = record else { return Value::Null };
    let residents: Vec<String> =
        record.residents.iter().map(|person| format!("{} {}", person.name, person.relation)).collect();
    let standings: Vec<&str> = record.standings.keys().map(|kind| kind.word()).collect();
    let mut fields = Map::new();
    fields.insert("house".into(), json!(record.house));
    fields.insert("name".into(), json!(record.name));
    fields.insert("members".into(), json!(record.members));
    fields.insert("residents".into(), json!(residents));
    fields.insert("standings".into(), json!(standings));
    for class in FactClass::ALL {
        let held = |record: Option<&HouseholdRecord>| record.and_then(|r| r.facts.get(class).cloned());
        let word = match (held(Some(record)), before.and_then(|before| held(Some(before)))) {
            (None, _) => continue,
            (Some(now), Some(then)) if now != then => "sealed_new",
            _ => "sealed",
        };
        fields.insert(class.word().into(), json!(word));
    }
    Value::Object(fields)
}
