//! Cases: found by what they are called, by their words for whose task they are; filters that are kept; the list taken home.

use lianxin_domain::access::Role;
use lianxin_server::{args, cases::search::GRAM};
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
    // Elsewhere nothing is found; the city sees both.
    let mut city = test.sign_in(Role::Township, "3708").await;
    assert_eq!(refs(&city.get("/cases/search?q=停水").await.ok()), std::slice::from_ref(&water));
    assert_eq!(refs(&city.get("/cases/search?q=村路").await.ok()), std::slice::from_ref(&road));
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

/// Entries of a pair, of cases that are no more, later than all that there are.
async fn crowd(test: &TestApp, gram: &str, entries: usize) {
    let mut conn = test.app.db.write().await.unwrap();
    let row = |_| args!["370811", "t", gram, test.app.clock.id(), "370811001"].to_vec();
    conn.insert(&GRAM, &(0..entries).map(row).collect::<Vec<_>>()).await.unwrap();
    conn.commit().await.unwrap();
}

story!(what_lies_far_back_is_found_page_by_page, |test| {
    let mut world = world(&test).await;
    let first = at_counter(&mut world, "村东停水管", "井水浑").await;
    test.app.clock.forward(1000);
    crowd(&test, "停水", 6000).await;
    crowd(&test, "水管", 7000).await;
    test.app.clock.forward(1000);
    let last = at_counter(&mut world, "停水管了", "井水浑").await;
    // In a county, all that there is; in the city, as much of each county as an answer looks at, and then on.
    let path = "/cases/search?q=停水管&limit=1";
    let mut county = test.sign_in(Role::Township, "370811").await;
    assert_eq!(refs(&county.get("/cases/search?q=停水管").await.ok()), [last.clone(), first.clone()]);
    let mut city = test.sign_in(Role::Township, "3708").await;
    for caller in [&mut county, &mut city] {
        let (mut found, mut after) = (Vec::new(), String::new());
        for _ in 0..20 {
            let page = caller.get(&format!("{path}&after={after}")).await.ok();
            found.extend(refs(&page));
            let Some(next) = page["next"].as_str() else { break };
            after = next.to_owned();
        }
        assert_eq!(found, [last.clone(), first.clone()]);
    }
});

story!(a_city_finds_the_latest_of_all_its_counties_first, |test| {
    let mut there = test.sign_in(Role::Township, "370812001").await;
    let mut here = test.sign_in(Role::Township, "370811001").await;
    let mut expected = Vec::new();
    for n in 0..6 {
        let (caller, village) = if n % 2 == 0 { (&mut here, VILLAGE) } else { (&mut there, "370812001001") };
        let said = json!({"village": village, "words": "桥坏了", "title": "修桥", "theme": "roads", "kind": "ordinary"});
        let made = caller.post("/cases", said).await;
        expected.insert(0, made.json["ref"].as_str().unwrap().to_owned());
        test.app.clock.forward(1000);
    }
    let mut city = test.sign_in(Role::Township, "3708").await;
    assert_eq!(refs(&city.get("/cases/search?q=修桥").await.ok()), expected);
    let (mut found, mut after) = (Vec::new(), String::new());
    for _ in 0..4 {
        let page = city.get(&format!("/cases/search?q=修桥&limit=2&after={after}")).await.ok();
        found.extend(refs(&page));
        after = page["next"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!(found, expected);
});
