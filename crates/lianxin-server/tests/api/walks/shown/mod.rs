//! What every answer shows to whom. Everybody asks every verb, and every door of OpenRosa, about what is here and what is
//! there, in a city where each piece of data is a mark of its own. What was seen must be what `shown.table` allows, no more
//! and no less; whoever saw what identifies a resident has left an access event of that class in that village; and a look
//! that was refused has left none.

mod callers;
mod city;
mod drawn;
mod marks;
mod policy;
mod requests;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use base64::{Engine, engine::general_purpose::STANDARD};
use lianxin_server::{
    args,
    engine::verb::Verb,
    log::sequencer::{Reach, catch_up},
    sync::openrosa::DOORS,
    verbs,
};
use serde_json::Value;

use self::{
    callers::Person,
    city::City,
    marks::{Mark, found},
};
use crate::{
    kit::{Caller, PASSWORD, TestApp, caller::Reply},
    story,
};

/// Mark, verb, and who saw it there.
type Seen = BTreeMap<(String, String), BTreeSet<String>>;

/// Access events by account, village and class.
type Events = BTreeMap<(String, String, String), i64>;

async fn events(test: &TestApp) -> Events {
    const SQL: &str = "SELECT account, village, class, COUNT(*) AS n FROM access_event WHERE purpose <> '' \
         GROUP BY account, village, class";
    let rows: Vec<(String, String, String, i64)> =
        test.app.db.read().await.unwrap().all(SQL, &args![]).await.unwrap();
    rows.into_iter().map(|(account, village, class, n)| ((account, village, class), n)).collect()
}

/// What has been seen so far, and what is wrong with it.
struct Walk {
    marks: Vec<Mark>,
    seen: Seen,
    events: Events,
    answered: BTreeSet<String>,
    wrong: BTreeSet<String>,
}

impl Walk {
    /// Takes an answer in.
    async fn note(&mut self, test: &TestApp, who: (&str, &str), verb: &str, path: &str, reply: &Reply) {
        let (name, account) = who;
        assert!(reply.status < 500, "{name} {verb} {path}: {} {}", reply.status, reply.json);
        let before = std::mem::replace(&mut self.events, events(test).await);
        if reply.status < 300 {
            self.answered.insert(verb.to_owned());
        }
        let shown = found(&self.marks, reply);
        if shown.is_empty() && reply.status >= 400 && before != self.events {
            self.wrong.insert(format!("{name} {verb} {path}: refused, and yet there is an access event"));
        }
        for mark in shown {
            if let Some(class) = mark.class {
                let written = [class.word(), "copy", "export"].iter().any(|class| {
                    let key = (account.to_owned(), mark.village().to_owned(), (*class).to_owned());
                    self.events.get(&key).copied().unwrap_or(0) > before.get(&key).copied().unwrap_or(0)
                });
                if !written {
                    let class = class.word();
                    self.wrong
                        .insert(format!("{name} {verb} {path}: {} without an event of {class}", mark.name()));
                }
            }
            let key = (mark.name(), verb.to_owned());
            self.seen.entry(key).or_default().insert(name.to_owned());
        }
    }
}

async fn call(caller: &mut Caller, method: &Method, path: &str, body: Option<Value>) -> Reply {
    let body = body.unwrap_or(Value::Null);
    match *method {
        Method::GET => caller.get(path).await,
        Method::POST => caller.post(path, body).await,
        Method::PUT => caller.put(path, body).await,
        Method::PATCH => caller.patch(path, body).await,
        _ => caller.delete(path).await,
    }
}

async fn ask_everything(test: &TestApp, walk: &mut Walk, city: &City, who: &Person, verbs: &[Verb]) {
    let mut caller = who.caller.clone();
    for verb in verbs {
        for (path, body) in requests::of(verb, city, who) {
            let reply = call(&mut caller, &verb.method, &path, body).await;
            walk.note(test, (who.name, &who.account), verb.name, &path, &reply).await;
        }
    }
    if who.login.is_empty() {
        return;
    }
    let mut client = test.stranger();
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{PASSWORD}", who.login)));
    client.headers.push(("authorization", basic));
    let blank = format!("multipart/form-data; boundary={}", requests::BOUNDARY);
    client.headers.push(("content-type", blank));
    for (method, path) in &DOORS {
        let path = format!("//openrosa{path}");
        let reply = match *method {
            Method::POST => client.call("POST", &path, requests::submission(city)).await,
            _ => client.call(method.as_str(), &path, vec![]).await,
        };
        walk.note(test, (who.name, &who.account), "openrosa", &path, &reply).await;
    }
}

/// What was seen: a line for each mark, verb and person.
fn lines(seen: &Seen) -> BTreeSet<String> {
    let each = |((mark, verb), who): (&(String, String), &BTreeSet<String>)| {
        who.iter().map(|who| format!("{mark} | {verb} | {who}")).collect::<Vec<_>>()
    };
    seen.iter().flat_map(each).collect()
}

/// What the table allows, line by line: pieces of data, here or there, verbs, people.
fn allowed() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let text = include_str!("shown.table");
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<Vec<&str>> = line.split('|').map(|part| part.split_whitespace().collect()).collect();
        let [what, place, verbs, people] = parts.as_slice() else { panic!("shown.table: {line}") };
        for (what, verb) in what.iter().flat_map(|what| verbs.iter().map(move |verb| (what, verb))) {
            for who in people {
                let line = format!("{what}.{} | {verb} | {who}", place[0]);
                assert!(all.insert(line.clone()), "shown.table says it twice: {line}");
            }
        }
    }
    all
}

story!(no_answer_shows_more_than_it_may, |test| {
    let city = City::fill(&test).await;
    catch_up(&test.app, Reach::All).await.expect("the log is filled, too");
    let mut walk = Walk {
        marks: marks::all(),
        seen: Seen::new(),
        events: events(&test).await,
        answered: BTreeSet::new(),
        wrong: BTreeSet::new(),
    };
    let verbs = verbs();
    for who in &city.people {
        ask_everything(&test, &mut walk, &city, who, &verbs).await;
    }
    for verb in verbs.iter().filter(|verb| !verb.writes() || requests::SHOWING.contains(&verb.name)) {
        if !walk.answered.contains(verb.name) {
            walk.wrong
                .insert(format!("{}: nobody got an answer; say in requests.rs how it is asked", verb.name));
        }
    }
    let cells = policy::check(&walk.seen, &city, &walk.marks, verbs.len());
    println!("{cells} cells of the policy tried");
    assert!(cells >= 20_000, "{cells}");
    let (seen, allowed) = (lines(&walk.seen), allowed());
    let more = seen.difference(&allowed).map(|line| format!("shown, and not in shown.table: {line}"));
    let less = allowed.difference(&seen).map(|line| format!("in shown.table, and not shown: {line}"));
    let wrong: Vec<String> = walk.wrong.iter().cloned().chain(more).chain(less).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
});

#[test]
fn what_a_writing_verb_answers_names_no_resident() {
    for verb in verbs().iter().filter(|verb| verb.writes() && !requests::SHOWING.contains(&verb.name)) {
        let gives = verb.gives.as_ref().map(|shape| shape.name.as_str());
        assert!(
            gives.is_none_or(|name| requests::ANSWERS.contains(&name)),
            "{} answers with {gives:?}: let it be walked (SHOWING) or say that it names nobody (ANSWERS)",
            verb.name
        );
    }
}
