//! Cases: what is counted, what is stuck, what is handled together, what comes back.

use lianxin_domain::access::Role;
use lianxin_server::{args, cases::tick::tick};
use serde_json::{Value, json};

use crate::{
    cases::{DAY, VILLAGE, World, act, refused, slip, taken_on_and_done, world},
    kit::{PASSWORD, TestApp, talks::households},
    story,
};

async fn at_counter(world: &mut World, title: &str, more: Value) -> String {
    let mut said =
        json!({"village": VILLAGE, "words": "井水浑", "title": title, "theme": "water", "kind": "ordinary"});
    said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = world.township.post("/cases", said).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

async fn answered(test: &TestApp, token: &str, word: &str) -> Value {
    test.stranger().post("/resident/answer", json!({"token": token, "word": word})).await.ok()
}

/// What is counted, beside what there is.
async fn counted(test: &TestApp) -> [i64; 6] {
    let mut conn = test.app.db.read().await.unwrap();
    let sums = "SELECT CAST(SUM(raised) AS BIGINT), CAST(SUM(finished) AS BIGINT), CAST(SUM(solved) AS BIGINT), \
                CAST(SUM(reopened) AS BIGINT) FROM matter_cut WHERE place <> county AND cut = 'theme'";
    let (raised, finished, solved, reopened): (i64, i64, i64, i64) = conn.one(sums, &args![]).await.unwrap();
    let there = "SELECT COUNT(*), CAST(SUM(CASE WHEN stage = 'finished' THEN 1 ELSE 0 END) AS BIGINT), \
                 CAST(SUM(CASE WHEN stage = 'finished' AND resident = 'solved' THEN 1 ELSE 0 END) AS BIGINT), \
                 CAST(SUM(round - 1) AS BIGINT) FROM matter";
    let real: (i64, i64, i64, i64) = conn.one(there, &args![]).await.unwrap();
    assert_eq!((raised, finished, solved, reopened), real);
    let (kept, late): (i64, i64) = conn
        .one(
            "SELECT CAST(SUM(kept) AS BIGINT), CAST(SUM(late) AS BIGINT) FROM matter_cut WHERE place <> county AND cut = 'theme'",
            &args![],
        )
        .await
        .unwrap();
    [raised, finished, solved, reopened, kept, late]
}

story!(what_is_counted_is_what_there_is_and_little_is_withheld, |test| {
    let mut world = world(&test).await;
    let mut cases = vec![world.raised().await];
    for n in 0..5 {
        cases.push(at_counter(&mut world, &format!("井水{n}"), json!({})).await);
    }
    let mut tokens = Vec::new();
    for case in &cases {
        tokens.push(slip(&mut world.cadre.caller, case).await);
        taken_on_and_done(&mut world.township, case).await;
    }
    for token in &tokens {
        answered(&test, token, "solved").await;
    }
    assert_eq!(counted(&test).await, [6, 6, 6, 0, 6, 0]);
    // A week later the last word of one household counts, and it is taken out of the week before.
    test.app.clock.forward(7 * DAY);
    answered(&test, &tokens[0], "not_solved").await;
    assert_eq!(counted(&test).await, [6, 5, 5, 1, 6, 0]);
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let told = office.get("/cases/figures").await.ok();
    let number = |n: i64| json!({"n": n, "withheld": false});
    assert_eq!((&told["now"]["raised"], &told["now"]["solved"]), (&number(6), &number(5)));
    assert_eq!(told["now"]["reopened"], json!({"n": null, "withheld": true}));
    let county = office.get("/cases/figures?place=370811&from=2026Q2").await.ok();
    assert_eq!(
        (&county["children"][0]["figures"]["raised"], &county["quarter"]),
        (&number(6), &json!("2026Q3"))
    );
    assert_eq!(county["quarters"][0]["figures"]["raised"], number(0));
    let water = |theme: &&Value| theme["theme"] == "water";
    assert_eq!(county["themes"].as_array().unwrap().iter().find(water).unwrap()["raised"], number(6));
    for wrong in ["from=2026Q5", "to=2026", "from=2027Q1", "from=2010Q1"] {
        assert_eq!(office.get(&format!("/cases/figures?{wrong}")).await.refused(), "invalid", "{wrong}");
    }
    assert_eq!(office.get(&format!("/cases/figures?place={VILLAGE}")).await.refused(), "invalid");
});

story!(what_is_stuck_tells_whose_move_it_is_and_nothing_else, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(office.get("/cases/stuck").await.ok()["items"], json!([]));
    test.app.clock.forward(22 * DAY);
    let mut office = test.stranger();
    office.sign_in("programme_office-370811", PASSWORD).await;
    let late = office.get("/cases/stuck").await.ok();
    assert_eq!((&late["items"][0]["ref"], &late["items"][0]["past"]), (&json!(case), &json!(1)));
    tick(&test.app).await.unwrap();
    let unclaimed = office.get("/cases/stuck?kind=unclaimed").await.ok();
    assert_eq!((&unclaimed["items"][0]["ref"], &unclaimed["items"][0]["unit"]), (&json!(case), &json!("")));
    world.department.sign_in("water-board", PASSWORD).await;
    act(&mut world.department, &case, json!({"act": "accept"})).await;
    let cannot = json!({"act": "cannot", "reason": "no_funds", "words": "今年没有这笔资金，明年列入计划"});
    act(&mut world.department, &case, cannot).await;
    let reading = office.get("/cases/stuck?kind=reading").await.ok();
    assert_eq!(reading["items"][0]["ref"], case);
    let counts: Vec<i64> =
        reading["counts"].as_array().unwrap().iter().map(|count| count["n"].as_i64().unwrap()).collect();
    assert_eq!(counts, [0, 0, 1, 0, 0]);
    for secret in ["自来水停水", VILLAGE, &world.household.to_string()] {
        assert!(!reading.to_string().contains(secret), "{secret}");
    }
    assert_eq!(office.get("/cases").await.status, 404);
    assert_eq!(office.get(&format!("/cases/{case}")).await.status, 404);
});

story!(what_is_handled_together_is_closed_together_and_each_household_answers, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let more = households(&test.app, VILLAGE, 3).await;
    let lead = at_counter(&mut world, "井水", json!({"households": [more[0], more[1]]})).await;
    let into = json!({"into": lead});
    let merge = format!("/cases/{case}/merge");
    assert_eq!(world.township.post(&merge, into.clone()).await.refused(), "case_not_yours");
    act(&mut world.township, &lead, json!({"act": "accept"})).await;
    world.township.post(&merge, into.clone()).await.ok();
    assert_eq!(world.township.post(&merge, into).await.refused(), "case_merged");
    assert_eq!(refused(&mut world.township, &case, json!({"act": "accept"})).await, "case_merged");
    let open = world.township.get("/cases").await.ok();
    assert_eq!(open["items"].as_array().unwrap().len(), 1, "the others are handled with it");
    let token = slip(&mut world.cadre.caller, &case).await;
    let done = json!({"act": "done", "words": "换了水泵"});
    act(&mut world.township, &lead, done).await;
    let shown = world.township.get(&format!("/cases/{lead}?purpose=办理")).await.ok();
    let members = shown["members"].as_array().unwrap();
    assert_eq!(members.len(), 3);
    assert!(members.iter().all(|member| member["office"] == "done" && member["stage"] == "asked"));
    let page = answered(&test, &token, "not_solved").await;
    assert_eq!((&page["rung"], &page["told"][0]["words"]), (&json!("county"), &json!("换了水泵")));
    let alone = world.department.get(&format!("/cases/{case}")).await.ok();
    assert_eq!((&alone["merged_into"], &alone["stage"]), (&Value::Null, &json!("open")));
    let shown = world.township.get(&format!("/cases/{lead}?purpose=办理")).await.ok();
    assert_eq!((&shown["stage"], &shown["members"].as_array().unwrap().len()), (&json!("asked"), &2));
    counted(&test).await;
});

story!(a_case_is_parted_again_and_a_matter_that_came_back_names_its_first_life, |test| {
    let mut world = world(&test).await;
    let first = world.raised().await;
    let token = slip(&mut world.cadre.caller, &first).await;
    taken_on_and_done(&mut world.township, &first).await;
    let second = at_counter(&mut world, "自来水又停水", json!({"words": "水管破了，傍晚总没水"})).await;
    let path = format!("/cases/{second}/recurrence");
    let of = json!({"of": first});
    assert_eq!(
        world.township.post(&path, of.clone()).await.refused(),
        "invalid",
        "its first life is not over"
    );
    answered(&test, &token, "solved").await;
    let alike = world.township.get(&format!("/cases/{second}/alike?purpose=核对是否重复")).await.ok();
    assert_eq!(alike["items"][0]["ref"], first);
    assert_eq!(
        world.department.get(&format!("/cases/{second}/alike?purpose=看看")).await.refused(),
        "case_not_yours"
    );
    world.township.post(&path, of).await.ok();
    let shown = world.township.get(&format!("/cases/{second}?purpose=办理")).await.ok();
    assert_eq!((&shown["recurrence_of"], &shown["steps"][0]["act"]), (&json!(first), &json!("recurrence")));
    let third = at_counter(&mut world, "自来水停水", json!({})).await;
    act(&mut world.township, &second, json!({"act": "accept"})).await;
    world.township.post(&format!("/cases/{third}/merge"), json!({"into": second})).await.ok();
    world.township.post(&format!("/cases/{third}/part"), json!({})).await.ok();
    act(&mut world.township, &third, json!({"act": "accept"})).await;
    world.township.post(&path, json!({})).await.ok();
    let shown = world.township.get(&format!("/cases/{second}?purpose=办理")).await.ok();
    assert_eq!(shown["recurrence_of"], Value::Null);
    let mut conn = test.app.db.read().await.unwrap();
    let sum = "SELECT CAST(SUM(recurred) AS BIGINT) FROM matter_cut WHERE place <> county AND cut = 'theme'";
    let (recurred,): (i64,) = conn.one(sum, &args![]).await.unwrap();
    assert_eq!(recurred, 0);
});
