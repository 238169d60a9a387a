//! Several units on one case: parts, what it costs, and who works on it.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
    people::Rank,
};
use lianxin_server::{access, args};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    cases::{DAY, VILLAGE, WATER, World, act, refused, slip, world},
    kit::{Caller, PASSWORD, TestApp, talks::Cadre},
    story,
};

/// A handler of a department of the city.
async fn another(test: &TestApp) -> (Caller, Ref) {
    let mut conn = test.app.db.read().await.unwrap();
    let find = "SELECT county, id FROM unit WHERE kind = 'city_department'";
    let (county, id): (String, Uuid) = conn.one(find, &args![]).await.unwrap();
    drop(conn);
    let unit = Ref { county: county.parse().unwrap(), id };
    let grants = [Grant { role: Role::Department, place: "3708".parse().unwrap(), unit: Some(unit.clone()) }];
    access::routes::make_account(&test.app, "roads", "roads", PASSWORD, "", &grants).await.unwrap();
    let mut caller = test.stranger();
    caller.sign_in("roads", PASSWORD).await;
    (caller, unit)
}

fn invite(unit: &Ref) -> Value {
    json!({"act": "invite", "to": unit.to_string(), "by": "2026-07-10", "words": "查清漏点，换掉村口一段管"})
}

async fn owned(test: &TestApp) -> (World, String) {
    let mut world = world(test).await;
    let case = world.raised().await;
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    (world, case)
}

story!(a_case_is_not_done_while_another_units_part_is_under_way, |test| {
    let (mut world, case) = owned(&test).await;
    let path = format!("/cases/{case}?purpose=协办停水");
    assert_eq!(world.department.get(&path).await.status, 404, "a department knows of its own");
    let few = json!({"act": "invite", "to": world.unit.to_string(), "by": "2026-07-10"});
    assert_eq!(refused(&mut world.township, &case, few).await, "invalid");
    let late = json!({"act": "invite", "to": world.unit.to_string(), "by": "2026-06-30", "words": "查漏点"});
    assert_eq!(refused(&mut world.township, &case, late).await, "invalid");
    act(&mut world.township, &case, invite(&world.unit)).await;
    assert_eq!(refused(&mut world.township, &case, invite(&world.unit)).await, "case_too_many_parts");
    // It is the unit's move: in its list, on the board, and with the words for a purpose.
    let mine = world.department.get("/cases?mine=1").await.ok();
    assert_eq!(
        (&mine["items"][0]["ref"], &mine["items"][0]["parts"][0]["state"]),
        (&json!(case), &json!("asked"))
    );
    let shown = world.department.get(&path).await.ok();
    assert_eq!((&shown["task"], &shown["inside"]["words"]), (&json!(true), &json!(WATER)));
    assert_eq!(shown["parts"][0]["words"], "查清漏点，换掉村口一段管");
    assert_eq!(
        refused(&mut world.department, &case, json!({"act": "part_done", "words": "换了"})).await,
        "case_not_now"
    );
    act(&mut world.department, &case, json!({"act": "join"})).await;
    // Neither done nor cannot; the problem names the unit.
    let done = json!({"act": "done", "words": "都好了"});
    let refusal = world.township.post(&format!("/cases/{case}/acts"), done.clone()).await;
    assert_eq!(refusal.refused(), "case_parts_open");
    let name = shown["parts"][0]["unit"]["name"].as_str().unwrap();
    assert_eq!(refusal.json["units"], json!([name]));
    assert!(refusal.json["detail"].as_str().unwrap().contains(name));
    let withdraw = json!({"act": "withdraw", "to": world.unit.to_string(), "words": "不用了"});
    assert_eq!(refused(&mut world.township, &case, withdraw).await, "case_too_early");
    // A part is not the case: its unit neither ends it nor names what it costs.
    for own in [done.clone(), json!({"act": "cost", "funds": "nothing", "words": "不用钱"})] {
        assert_eq!(refused(&mut world.department, &case, own).await, "case_not_yours");
    }
    assert_eq!(refused(&mut world.department, &case, json!({"act": "part_done"})).await, "invalid");
    act(&mut world.department, &case, json!({"act": "part_done", "words": "换了四十米管"})).await;
    assert_eq!(world.department.get(&path).await.ok()["task"], false, "and no longer after");
    assert_eq!(world.department.get("/cases?mine=1").await.ok()["items"], json!([]));
    let shown = world.department.get(&path).await.ok();
    assert!(!shown.to_string().contains("四十米") && !shown.to_string().contains("漏点"), "{shown}");
    assert_eq!((&shown["title"], &shown["inside"]), (&json!("自来水停水"), &Value::Null));
    let shown = world.township.get(&path).await.ok();
    assert_eq!(
        (&shown["parts"][0]["state"], &shown["parts"][0]["answer"]),
        (&json!("done"), &json!("换了四十米管"))
    );
    act(&mut world.township, &case, done).await;
    // The household sees that both units read its words.
    let token = slip(&mut world.cadre.caller, &case).await;
    let readers = test.stranger().post("/resident/readers", json!({"token": token})).await.ok();
    assert!(readers.to_string().contains("协办停水"));
});

story!(a_unit_declines_hands_back_or_is_late_and_somebody_sees_it, |test| {
    let (mut world, case) = owned(&test).await;
    let (mut roads, unit) = another(&test).await;
    for unit in [&world.unit, &unit] {
        act(&mut world.township, &case, invite(unit)).await;
    }
    assert_eq!(refused(&mut roads, &case, json!({"act": "decline"})).await, "invalid", "not without a word");
    act(&mut roads, &case, json!({"act": "decline", "words": "不是公路部门的管子"})).await;
    assert_eq!(roads.get(&format!("/cases/{case}?purpose=看看")).await.status, 404);
    act(&mut world.department, &case, json!({"act": "join", "words": "周五去"})).await;
    test.app.clock.forward(12 * DAY);
    world.township.sign_in("township-370811001", PASSWORD).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let stuck = office.get("/cases/stuck?kind=part").await.ok();
    assert_eq!(stuck["items"][0]["ref"], json!(case), "{stuck}");
    assert_eq!(stuck["items"][0]["parts"][0]["state"], "open");
    assert!(!stuck.to_string().contains("漏点") && !stuck.to_string().contains("停水"));
    let withdraw = json!({"act": "withdraw", "to": world.unit.to_string(), "words": "过了日子，改请别家"});
    act(&mut world.township, &case, withdraw).await;
    assert_eq!(office.get("/cases/stuck?kind=part").await.ok()["items"], json!([]));
    let shown = world.township.get(&format!("/cases/{case}?purpose=协办")).await.ok();
    let mut states: Vec<&str> =
        shown["parts"].as_array().unwrap().iter().map(|part| part["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    assert_eq!(states, ["refused", "withdrawn"]);
    act(&mut world.township, &case, json!({"act": "done", "words": "自己修好了"})).await;
});

story!(many_cases_are_answered_row_by_row_and_a_stale_version_is_refused, |test| {
    let (mut world, case) = owned(&test).await;
    let counter =
        json!({"village": VILLAGE, "words": "桥要修", "title": "修桥", "theme": "roads", "kind": "complex"});
    let other = world.township.post("/cases", counter).await.ok()["ref"].as_str().unwrap().to_owned();
    let mut many = invite(&world.unit);
    many["refs"] = json!([case, other]);
    let rows = world.township.post("/cases/bulk", many).await.ok()["rows"].clone();
    assert_eq!(rows[0]["problem"], Value::Null, "{rows}");
    assert_eq!(rows[1]["problem"]["code"], "case_not_now", "nobody owns it yet");
    let shown = world.department.get(&format!("/cases/{case}?purpose=协办")).await;
    let tag = shown.headers["etag"].to_str().unwrap().to_owned();
    act(&mut world.township, &case, json!({"act": "begin"})).await;
    world.department.headers = vec![("if-match", tag)];
    assert_eq!(refused(&mut world.department, &case, json!({"act": "join"})).await, "changed_meanwhile");
});

story!(what_it_costs_is_exact_and_stands_in_the_story_and_the_workbook, |test| {
    let (mut world, case) = owned(&test).await;
    let path = format!("/cases/{case}?purpose=核实");
    let cost = |planned: &str| json!({"act": "cost", "planned": planned, "funds": "village", "words": "村里出管子钱"});
    for wrong in ["-1", "1,200", "12.345", "1e3"] {
        assert_eq!(refused(&mut world.township, &case, cost(wrong)).await, "invalid", "{wrong}");
    }
    let silent = json!({"act": "cost", "planned": "1", "funds": "village"});
    assert_eq!(refused(&mut world.township, &case, silent).await, "invalid");
    act(&mut world.township, &case, cost("1200.1")).await;
    let shown = world.township.get(&path).await.ok();
    assert_eq!(shown["cost"], json!({"planned": "1200.10", "spent": null, "funds": "village"}));
    assert_eq!(
        (&shown["steps"][0]["act"], &shown["steps"][0]["words"]),
        (&json!("cost"), &json!("村里出管子钱"))
    );
    act(&mut world.township, &case, json!({"act": "done", "words": "修好了"})).await;
    let spent =
        json!({"act": "cost", "planned": "1200.1", "spent": "1188.05", "funds": "village", "words": "结清"});
    act(&mut world.township, &case, spent).await;
    assert_eq!(world.township.get(&path).await.ok()["cost"]["spent"], "1188.05");
    let (cents,): (i64,) = {
        let mut conn = test.app.db.read().await.unwrap();
        conn.one("SELECT cost_spent FROM matter", &args![]).await.unwrap()
    };
    assert_eq!(cents, 118_805);
});

story!(the_owner_names_one_of_its_officials, |test| {
    let (mut world, case) = owned(&test).await;
    let offer = json!({"act": "offer", "to": world.unit.to_string()});
    act(&mut world.township, &case, offer).await;
    act(&mut world.department, &case, json!({"act": "take_over"})).await;
    let path = format!("/cases/{case}/officials");
    assert_eq!(world.township.get(&path).await.refused(), "case_not_yours");
    let officials = world.department.get(&path).await.ok()["items"].clone();
    let own = &officials[0];
    let official: Ref = own["ref"].as_str().unwrap().parse().unwrap();
    let mut named = Cadre::of(&test, &[(Rank::SectionHead, official)], Rank::SectionHead, 0).await;
    assert_eq!(named.caller.get("/me/cases").await.ok()["items"], json!([]));
    let name = json!({"act": "handler", "official": own["ref"]});
    assert_eq!(refused(&mut world.township, &case, name.clone()).await, "case_not_yours");
    let foreign = json!({"act": "handler", "official": "370811.01920000-0000-7000-8000-000000000000"});
    assert_eq!(refused(&mut world.department, &case, foreign).await, "invalid");
    act(&mut world.department, &case, name).await;
    let shown = world.department.get(&format!("/cases/{case}?purpose=办理")).await.ok();
    assert_eq!(shown["handler"]["name"], own["name"]);
    let mine = named.caller.get("/me/cases").await.ok();
    assert_eq!((&mine["items"][0]["ref"], &mine["items"][0]["handler"]), (&json!(case), &json!(true)));
    // Who works on it is for whom it is a task.
    let outside = world.township.get(&format!("/cases/{case}")).await.ok();
    assert_eq!(outside["handler"], Value::Null);
    assert!(!outside["steps"].to_string().contains(own["name"].as_str().unwrap()));
    act(&mut world.department, &case, json!({"act": "handler"})).await;
    assert_eq!(named.caller.get("/me/cases").await.ok()["items"], json!([]));
});
