//! Cases: found by what they are called, by their words for whose task they are; filters that are kept; the list taken home.

use lianxin_domain::access::Role;
use lianxin_server::args;
use serde_json::{Value, json};

use crate::{
    cases::{VILLAGE, WATER, World, slip, taken_on_and_done, world},
    kit::{TestApp, written},
    story,
};

async fn at_counter(world: &mut World, title: &str, words: &str) -> String {
    let said =
        json!({"village": VILLAGE, "words": words, "title": title, "theme": "roads", "kind": "ordinary"});
    world.township.post("/cases", said).await.ok()["ref"].as_str().unwrap().to_owned()
}

fn refs(found: &Value) -> Vec<String> {
    found["items"].as_array().unwrap().iter().map(|line| line["ref"].as_str().unwrap().to_owned()).collect()
}

/// Pairs in the index: of titles, of words.
async fn indexed(test: &TestApp) -> (i64, i64) {
    let mut conn = test.app.db.read().await.unwrap();
    let sum = "SELECT COUNT(CASE WHEN kind = 't' THEN 1 END), COUNT(CASE WHEN kind = 'w' THEN 1 END) FROM matter_gram";
    conn.one(sum, &args![]).await.unwrap()
}

story!(cases_are_found_by_title_and_by_words_only_for_whose_task_they_are, |test| {
    let mut world = world(&test).await;
    let water = world.raised().await;
    let road = at_counter(&mut world, "修通村路", "村东头那座桥也要修").await;
    let path = |q: &str| format!("/cases/search?place=370811001&q={q}");
    assert_eq!(refs(&world.township.get(&path("停水")).await.ok()), std::slice::from_ref(&water));
    assert_eq!(refs(&world.township.get(&path("通村路")).await.ok()), std::slice::from_ref(&road));
    assert_eq!(refs(&world.township.get(&path("路通")).await.ok()), [""; 0]);
    assert_eq!(world.township.get(&path("水")).await.refused(), "invalid");
    // Not by words, unless one says why; then only those that are one's task, and the household is told.
    assert_eq!(refs(&world.township.get(&path("水管")).await.ok()), [""; 0]);
    let words = |q: &str| format!("{}&in=words", path(q));
    assert_eq!(world.township.get(&words("水管")).await.refused(), "invalid");
    let asked = format!("{}&purpose=核对重复事项", words("水管"));
    assert_eq!(refs(&world.township.get(&asked).await.ok()), std::slice::from_ref(&water));
    assert_eq!(refs(&world.department.get(&asked).await.ok()), [""; 0]);
    let token = slip(&mut world.cadre.caller, &water).await;
    let readers = test.stranger().post("/resident/readers", json!({"token": token})).await.ok();
    let why: Vec<&Value> =
        readers["items"].as_array().unwrap().iter().filter(|one| one["purpose"] == "核对重复事项").collect();
    assert_eq!((why.len(), &why[0]["role"]), (1, &json!("township")));
    // Elsewhere nothing is found, and the city is too wide.
    let mut elsewhere = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(elsewhere.get(&path("停水")).await.status, 404);
    assert_eq!(refs(&elsewhere.get("/cases/search?q=停水").await.ok()), [""; 0]);
    let first = world.township.get(&format!("{}&limit=1", path("停水"))).await.ok();
    let next = format!("{}&limit=1&after={}", path("停水"), first["next"].as_str().unwrap());
    assert_eq!(refs(&world.township.get(&next).await.ok()), [""; 0]);
});

story!(the_words_of_what_is_finished_or_erased_are_not_found, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let titles = indexed(&test).await;
    assert!(titles.0 > 0 && titles.1 > 0);
    taken_on_and_done(&mut world.township, &case).await;
    test.stranger().post("/resident/answer", json!({"token": token, "word": "solved"})).await.ok();
    assert_eq!(indexed(&test).await, (titles.0, 0));
    test.stranger().post("/resident/answer", json!({"token": token, "word": "partly"})).await.ok();
    assert_eq!(indexed(&test).await, titles, "what came back is a task again");
    let household = format!("370811.{}", world.household);
    world.township.post(&format!("/households/{household}/erase"), json!({"reason": "本户要求"})).await.ok();
    assert_eq!(indexed(&test).await, (0, 0));
});

story!(an_account_keeps_filters_for_itself_and_takes_the_list_home, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let kept = json!({"name": "逾期的供水", "query": "state=overdue&theme=water"});
    let view = world.township.post("/me/views", kept).await;
    assert_eq!(view.status, 201, "{}", view.json);
    let wrong = json!({"name": "查户", "query": "household=1"});
    assert_eq!(world.township.post("/me/views", wrong).await.refused(), "invalid");
    let own = world.township.get("/me/views").await.ok();
    assert_eq!(own["items"][0]["query"], "state=overdue&theme=water");
    assert_eq!(world.department.get("/me/views").await.ok()["items"], json!([]));
    let path = format!("/me/views/{}", view.json["id"].as_str().unwrap());
    assert_eq!(world.department.delete(&path).await.status, 404);
    world.township.delete(&path).await.ok();
    assert_eq!(world.township.get("/me/views").await.ok()["items"], json!([]));
    let file = world.township.get("/cases/list.xlsx").await;
    assert_eq!(file.status, 200);
    let text = written(&file.bytes);
    assert!(text.contains(&case) && text.contains("自来水停水") && text.contains("供水排水"));
    assert!(!text.contains(WATER) && !text.contains(&world.household.to_string()));
    let mut conn = test.app.db.read().await.unwrap();
    let lines = "SELECT COUNT(*) FROM audit WHERE verb = 'cases.case.sheet'";
    let (n,): (i64,) = conn.one(lines, &args![]).await.unwrap();
    assert_eq!(n, 1);
});
