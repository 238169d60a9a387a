//! Cases: what a household asks by its slip, and what is entered from paper.

use lianxin_domain::access::Role;
use serde_json::{Value, json};

use crate::{
    cases::{DAY, act, slip, taken_on_and_done, world},
    kit::PASSWORD,
    story,
};

story!(a_household_asks_why_and_the_unit_answers_within_fifteen_days, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    act(&mut world.township, &case, json!({"act": "offer", "to": world.unit.to_string()})).await;
    world.department.get(&format!("/cases/{case}?purpose=接办停水")).await.ok();
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    let readers = resident.post("/resident/readers", json!({"token": token})).await.ok();
    let by_department = |item: &&Value| {
        item["role"] == "department" && item["class"] == "talks" && item["asked"] == Value::Null
    };
    let event = readers["items"].as_array().unwrap().iter().find(by_department).unwrap()["event"].clone();
    let why = json!({"token": token, "event": event});
    let asked = resident.post("/resident/why", why.clone()).await.ok();
    assert_eq!(
        (&asked["items"][0]["kind"], &asked["items"][0]["due"]),
        (&json!("why"), &json!("2026-07-16"))
    );
    assert_eq!(resident.post("/resident/why", why).await.refused(), "asked_already");
    let foreign = json!({"token": token, "event": "01920000-0000-7000-8000-000000000000"});
    assert_eq!(resident.post("/resident/why", foreign).await.status, 404);
    // The unit that looked owes it, and nobody else sees it; it is not told which household asks.
    assert_eq!(world.township.get("/answers/owed").await.ok()["items"], json!([]));
    let owed = world.department.get("/answers/owed").await.ok()["items"].clone();
    assert_eq!((&owed[0]["purpose"], &owed[0]["looker"]), (&json!("接办停水"), &json!("water-board")));
    let path = format!("/answers/{}", owed[0]["ref"].as_str().unwrap());
    let shown = world.department.get(&path).await.ok();
    assert_eq!(shown["household"], Value::Null);
    assert!(!shown.to_string().contains(&world.household.to_string()));
    let words = json!({"words": "为了核实您家停水的情况，查看了您反映的内容。"});
    assert_eq!(world.township.post(&path, words.clone()).await.status, 404);
    assert_eq!(world.department.post(&path, json!({"words": "好"})).await.refused(), "invalid");
    world.department.post(&path, words.clone()).await.ok();
    assert_eq!(world.department.post(&path, words.clone()).await.refused(), "answered");
    assert_eq!(world.department.get("/answers/owed").await.ok()["items"], json!([]));
    let readers = resident.post("/resident/readers", json!({"token": token})).await.ok();
    let answered = |item: &&Value| item["event"] == event;
    let told = readers["items"].as_array().unwrap().iter().find(answered).unwrap()["asked"].clone();
    assert_eq!((&told["answer"], &told["answered_on"]), (&words["words"], &json!("2026-07-01")));
    assert!(!readers.to_string().contains("water-board"), "units, not names");
});

story!(a_household_asks_for_its_copy_a_correction_and_its_erasure, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    let wish = |kind: &str, words: &str| json!({"token": token, "kind": kind, "words": words});
    assert_eq!(resident.post("/resident/request", wish("praise", "")).await.refused(), "invalid");
    assert_eq!(resident.post("/resident/request", wish("correct", "")).await.refused(), "invalid");
    resident.post("/resident/request", wish("correct", "我家四口人，登记成三口")).await.ok();
    resident.post("/resident/request", wish("copy", "")).await.ok();
    assert_eq!(resident.post("/resident/request", wish("copy", "")).await.refused(), "asked_already");
    assert_eq!(world.department.get("/answers/owed").await.ok()["items"], json!([]));
    let owed = world.township.get("/answers/owed").await.ok()["items"].clone();
    let kinds: Vec<&str> = owed.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["correct", "copy"]);
    assert!(!owed.to_string().contains("四口人"));
    let path = format!("/answers/{}", owed[0]["ref"].as_str().unwrap());
    assert_eq!(
        world.township.get(&path).await.refused(),
        "invalid",
        "who reads a household's words says why"
    );
    let shown = world.township.get(&format!("{path}?purpose=更正户册")).await.ok();
    assert_eq!(shown["words"], "我家四口人，登记成三口");
    assert_eq!(shown["household"], format!("370811.{}", world.household));
    test.app.clock.forward(16 * DAY);
    world.township.sign_in("township-370811001", PASSWORD).await;
    assert_eq!(world.township.get("/answers/owed").await.ok()["items"][0]["overdue"], true);
    world.township.post(&path, json!({"words": "已更正为四口人。"})).await.ok();
    let readers = resident.post("/resident/readers", json!({"token": token})).await.ok();
    let looks: Vec<&Value> =
        readers["items"].as_array().unwrap().iter().filter(|look| look["purpose"] == "更正户册").collect();
    assert_eq!(looks.len(), 1, "who read the wish stands among the readers");
    let corrected = |one: &&Value| one["kind"] == "correct";
    let told = readers["requests"].as_array().unwrap().iter().find(corrected).unwrap().clone();
    assert_eq!(told["answer"], "已更正为四口人。");
});

story!(what_a_household_asks_on_paper_is_owed_as_by_its_slip, |test| {
    let mut world = world(&test).await;
    let household = format!("370811.{}", world.household);
    world.township.get(&format!("/households/{household}?purpose=核对户册")).await.ok();
    test.account("second", Role::Township, "370811001").await;
    let mut second = test.stranger();
    second.sign_in("second", PASSWORD).await;
    let path = format!("/households/{household}/asks");
    let ask = |kind: &str, words: &str, event: &Value| json!({"kind": kind, "words": words, "event": event});
    for (kind, words) in [("praise", ""), ("correct", ""), ("why", "")] {
        assert_eq!(second.post(&path, ask(kind, words, &Value::Null)).await.refused(), "invalid", "{kind}");
    }
    let looks = second.get(&format!("/households/{household}/events")).await.ok()["items"].clone();
    let look =
        looks.as_array().unwrap().iter().find(|look| look["purpose"] == "核对户册").unwrap()["id"].clone();
    let refused = world.township.post(&path, ask("why", "", &look)).await.refused().to_owned();
    assert_eq!(refused, "case_concerned", "who looked does not take the question down");
    let taken = second.post(&path, ask("why", "", &look)).await.ok();
    assert_eq!(taken["due"], "2026-07-16");
    assert_eq!(second.post(&path, ask("why", "", &look)).await.refused(), "asked_already");
    let taken = second.post(&path, ask("correct", "我家四口人，登记成三口", &Value::Null)).await.ok();
    assert_eq!(taken["due"], "2026-07-16");
    second.post(&path, ask("erase", "", &Value::Null)).await.ok();
    let owed = world.township.get("/answers/owed").await.ok()["items"].clone();
    let kinds: Vec<&str> = owed.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["why", "correct", "erase"]);
    for role in [Role::Department, Role::Official, Role::ProgrammeOffice] {
        let mut other = test.sign_in(role, "370811").await;
        assert_eq!(other.post(&path, ask("copy", "", &Value::Null)).await.status, 404, "{role:?}");
    }
    let mut elsewhere = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(elsewhere.post(&path, ask("copy", "", &Value::Null)).await.status, 404);
});

story!(a_paper_form_is_entered_by_the_digits_on_it, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let given = world.cadre.caller.post(&format!("/cases/{case}/slip"), json!({})).await.ok();
    let path = format!("/slips/{}", given["short_code"].as_str().unwrap());
    taken_on_and_done(&mut world.township, &case).await;
    let own = world.township.get(&path).await.ok();
    assert_eq!((&own["ref"], &own["may_hear"]), (&json!(case), &json!(false)), "whoever closed it does not");
    test.account("second", Role::Township, "370811001").await;
    let mut second = test.stranger();
    second.sign_in("second", PASSWORD).await;
    let found = second.get(&path).await.ok();
    assert_eq!((&found["title"], &found["may_hear"]), (&json!("自来水停水"), &json!(true)));
    let mut elsewhere = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(elsewhere.get(&path).await.status, 404);
    assert_eq!(world.department.get(&path).await.status, 404);
    assert_eq!(second.get("/slips/00000000").await.status, 404);
    let heard = second.post(&format!("/cases/{case}/word"), json!({"word": "solved"})).await.ok();
    assert_eq!(heard["stage"], "finished");
    for _ in 0..130 {
        second.get("/slips/00000000").await;
    }
    assert_eq!(second.get(&path).await.refused(), "too_many_tries");
});
