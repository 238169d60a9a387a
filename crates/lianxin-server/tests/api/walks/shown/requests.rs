//! How each verb is called so that it shows all it can: its path filled with what is here and there, its questions asked.

use axum::http::Method;
use lianxin_domain::access::Role;
use lianxin_server::engine::verb::Verb;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    callers::Person,
    city::City,
    marks::{HERE, THERE},
};

/// Writing verbs whose answer shows what was there before.
pub const SHOWING: &[&str] = &[
    "households.fact.reveal",
    "households.own_fact.reveal",
    "households.household.copy",
    "visits.visit.record",
    "sync.push",
    "households.glass.show",
    "households.order.show",
    "households.granted.reveal",
    "cases.fact.reveal",
    "cases.order.show",
    "satisfaction.callback.next",
    "satisfaction.callback.call",
];

/// What writing verbs may answer with otherwise: names of records, counts, one's own file judged, and, for who may edit
/// them, accounts, devices, plans and choices. To whoever holds its slip, a household's own matter and who read its record:
/// nobody here holds one (`cases.rs` tells that story).
pub const ANSWERS: &[&str] = &[
    "Account",
    "Approval",
    "ApprovalAsked",
    "CaseNamed",
    "CaseRows",
    "CaseSlip",
    "CaseSlips",
    "CallbacksNow",
    "Chosen",
    "Device",
    "DrawLine",
    "ExportAsked",
    "FactNamed",
    "HouseholdAskTaken",
    "HouseholdGrants",
    "HouseholdRef",
    "Import",
    "LogVerdict",
    "Merged",
    "Plan",
    "Progress",
    "Recorded",
    "ComplaintOpened",
    "ComplaintReceipt",
    "ComplaintDirectory",
    "ComplaintState",
    "ResidentAsked",
    "ResidentPage",
    "ResidentReaders",
    "ReleasedBatch",
    "SavedView",
    "Snapshot",
    "Started",
    "Verdict",
    "WitnessNamed",
];

/// Between the parts of a submission.
pub const BOUNDARY: &str = "between-the-parts";

/// What an OpenRosa client sends under the id of a visit that says something else.
pub fn submission(city: &City) -> Vec<u8> {
    let (id, village, ..) = city.visits[0];
    let form = format!(
        "<data id=\"visit\"><village>{village}</village><day>2026-06-30</day><how>phone</how>\
         <meta><instanceID>uuid:{id}</instanceID></meta></data>"
    );
    let head = "content-disposition: form-data; name=\"xml_submission_file\"; filename=\"a.xml\"";
    format!("--{BOUNDARY}\r\n{head}\r\ncontent-type: text/xml\r\n\r\n{form}\r\n--{BOUNDARY}--\r\n")
        .into_bytes()
}

/// A path and, for a writing verb, its body.
pub type Request = (String, Option<Value>);

/// All that one person asks of one verb.
pub fn of(verb: &Verb, city: &City, who: &Person) -> Vec<Request> {
    let mut asked = Vec::new();
    for path in paths(verb.path, city) {
        match verb.method {
            Method::GET => {
                asked.extend(queries(verb, city, who).into_iter().map(|q| (format!("{path}?{q}"), None)))
            }
            _ if SHOWING.contains(&verb.name) => {
                asked.extend(bodies(verb.name, city, who).into_iter().map(|body| (path.clone(), Some(body))));
            }
            // A body that no verb takes: whatever the answer says, it is not what was there.
            _ if verb.takes.is_some() => asked.push((path, Some(json!(["not", "it"])))),
            // Nothing keeps it from being done: only who may not do it asks.
            _ if !who.holds(verb.gate) => asked.push((path, Some(json!({})))),
            _ => {}
        }
    }
    asked
}

/// A path with its parts filled in.
fn paths(path: &str, city: &City) -> Vec<String> {
    let places =
        || ["3708", "370811", "370812", "370811002", "370812001", HERE, THERE].map(str::to_owned).to_vec();
    let accounts =
        || city.people.iter().filter(|p| !p.account.is_empty()).map(|p| p.account.clone()).collect();
    let devices =
        || city.people.iter().filter_map(|p| Some(p.official.as_ref()?.1.to_string())).take(2).collect();
    let visits = || city.visits.iter().map(|(id, village, ..)| format!("{}.{id}", &village[..6])).collect();
    let files = || {
        let forms = |place: String| ["csv", "xlsx", "parquet"].map(|form| format!("{place}.{form}"));
        places().into_iter().flat_map(forms).collect()
    };
    let begins = |prefix: &str| path.starts_with(prefix);
    let first: Vec<String> = match path.split('/').nth(1).unwrap_or_default() {
        _ if !path.contains('{') => return vec![path.to_owned()],
        "villages" | "places" | "overview" | "reach" | "burden" | "export" | "satisfaction" => places(),
        "draws" | "callbacks" | "public" => vec![city.draw.clone()],
        "households" => city.households.clone(),
        "me" if begins("/me/views/") => vec![Uuid::nil().to_string()],
        "me" if begins("/me/households/") || begins("/me/granted/") => city.households.clone(),
        "me" if begins("/me/cases/") || begins("/me/police/cases/") => city.cases.clone(),
        "me" if begins("/me/villages/") => places(),
        "approvals" | "glass" | "orders" => city.approvals.clone(),
        "accounts" => accounts(),
        "officials" => city.officials.clone(),
        "units" => city.units.clone(),
        "plans" => vec![city.plan.clone()],
        "imports" => city.imports.clone(),
        "household-imports" => city.registers.clone(),
        "case-imports" => city.dockets.clone(),
        "snapshots" => vec![city.snapshot.clone()],
        "suggestions" => vec![city.suggestion.clone()],
        "promises" => vec![city.promise.clone()],
        "visits" if begins("/visits/export/") => files(),
        "needs" => city.needs.clone(),
        "cases" => city.cases.clone(),
        "slips" => city.codes.clone(),
        "answers" => city.asked.clone(),
        "complaints" => city.complaints.clone(),
        "visits" => visits(),
        "reports" => ["docx", "xlsx"].map(|form| format!("2026-06.{form}")).to_vec(),
        "session" => accounts(),
        "log" if begins("/log/tile/") => ["0/000.p/9", "entries/000.p/9"].map(str::to_owned).to_vec(),
        "log" => vec!["0badc0de".into()],
        "sync" => devices(),
        _ => vec![],
    };
    assert!(
        !first.is_empty(),
        "the walk does not know how to fill {path}: say it in walks/shown/requests.rs"
    );
    let second = match path {
        _ if path.matches('{').count() == 1 => String::new(),
        "/households/{ref}/facts/{id}" => city.fact.clone(),
        "/households/{ref}/grants/{id}" => Uuid::nil().to_string(),
        "/plans/{ref}/choices/{id}" => city.pin.clone(),
        "/callbacks/{ref}/{id}/call" | "/callbacks/{ref}/{id}/outcome" => {
            let units = ["0", "1"].iter().map(|n| filled(&filled(path, &city.draw), n));
            return units.collect();
        }
        "/cases/{ref}/documents/{id}" => city.document.clone(),
        "/accounts/{id}/devices/{device}" => devices()[0].clone(),
        _ => panic!("the walk does not know how to fill {path}: say it in walks/shown/requests.rs"),
    };
    first.into_iter().map(|first| filled(&filled(path, &first), &second)).collect()
}

/// The first part in braces filled in.
fn filled(path: &str, value: &str) -> String {
    match (path.find('{'), path.find('}')) {
        (Some(open), Some(close)) => format!("{}{value}{}", &path[..open], &path[close + 1..]),
        _ => path.to_owned(),
    }
}

/// What is asked of a reading verb.
fn queries(verb: &Verb, city: &City, who: &Person) -> Vec<String> {
    let has = |name: &str| verb.query.iter().any(|(known, _)| *known == name);
    let common = format!(
        "{}{}",
        if has("purpose") { "purpose=abc&" } else { "" },
        if has("limit") { "limit=200" } else { "" }
    );
    let with = |more: &[&str]| more.iter().map(|more| format!("{more}&{common}")).collect::<Vec<_>>();
    match verb.name {
        "sync.pull" => {
            let pull = |device: Uuid, after: &str| format!("device={device}&limit=500&after={after}");
            let phones = city.people.iter().filter_map(|person| person.official.as_ref());
            let mut pulls: Vec<String> = phones.map(|(_, device)| pull(*device, "")).collect();
            if let Some((_, own)) = &who.official {
                pulls.extend(city.cursors.iter().map(|after| pull(*own, after)));
            }
            pulls
        }
        "links.plan.why" | "links.plan.what_if" => vec![city.pinned.clone()],
        "links.plan.worst" => vec!["tier=contact_point".into()],
        "links.plan.links" => with(&["tier=contact_point", "tier=paired_unit", "q=qhead"]),
        "links.plan.moves" => with(&["", "kind=new", "kind=ended"]),
        "links.proof.counterexamples" => with(&["kind=one", "kind=two"]),
        "exchange.register.changes" => with(&["", "kind=joined", "kind=changed", "kind=left"]),
        "exchange.docket.changes" => {
            with(&["", "kind=new", "kind=alike", "kind=same", "kind=over", "kind=acted"])
        }
        "exchange.import.changes" => with(&["what=official", "what=unit", "what=village"]),
        "households.household.list" => with(&["", "q=qhead", "q=qresident"]),
        "people.official.list" => with(&["", "place=370812", "q=qhead"]),
        "visits.visit.export" => {
            with(&["from=2026-06-01&to=2026-07-01", "from=2026-06-01&to=2026-07-01&names=true", ""])
        }
        "cases.case.search" => with(&[
            "q=qmatter",
            "in=words&q=qneed",
            "place=370811&q=qmatter",
            "place=370812&q=qmatter",
            "place=370811&in=words&q=qneed",
            "place=370812&in=words&q=qneed",
        ]),
        "cases.case.sheet" => with(&["", "state=finished"]),
        "cases.case.list" => with(&["", "mine=1", "state=asked", "state=overdue"]),
        "places.place.search" => with(&["q=%E6%9D%91", "q=qhead"]),
        "oversight.report.file" => {
            with(&["", "place=370811", "place=370812", "place=370811002", "place=370812001"])
        }
        "oversight.burden.show" => vec!["form=visit".into()],
        "oversight.cases.cut" => vec!["cut=tier".into()],
        _ => vec![common],
    }
}

/// What is sent to a writing verb that shows something.
fn bodies(name: &str, city: &City, who: &Person) -> Vec<Value> {
    let of_class = |class: &str| json!({"class": class, "purpose": "abc"});
    // The same ids with other words: where they are one's own, both sides are to be compared.
    let again = |id, village: &str, household| json!({"id": id, "village": village, "household": household, "day": "2026-06-30", "how": "phone"});
    let visits = city.visits.iter().map(|(id, village, household, _)| (id, again(id, village, household)));
    match name {
        "households.glass.show" | "households.order.show" | "cases.order.show" => vec![json!({})],
        "households.household.copy" => vec![json!({"purpose": "abc"})],
        "satisfaction.callback.next" | "satisfaction.callback.call" => vec![json!({})],
        "visits.visit.record" => visits.map(|(_, body)| body).collect(),
        "sync.push" => {
            let record = |(id, mut body): (&Uuid, Value)| {
                body.as_object_mut().unwrap().remove("id");
                json!({"id": id, "kind": "visit", "body": body})
            };
            let records: Vec<Value> = visits.map(record).collect();
            let devices = city.people.iter().filter(|person| person.role == Some(Role::Official));
            let own = who.official.iter().map(|(_, device)| *device);
            let devices = own.chain(devices.filter_map(|person| Some(person.official.as_ref()?.1)).take(1));
            devices.map(|device| json!({"device": device, "records": records})).collect()
        }
        _ => ["contact", "hardship", "health", "money", "minor"].map(of_class).to_vec(),
    }
}
