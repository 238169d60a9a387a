//! Sealed complaints: for an inspector above those complained of, by order, and for nobody else.

use lianxin_domain::access::{Grant, Role};
use lianxin_server::{access, args};
use serde_json::{Value, json};

use crate::{
    cases::{slip, world},
    kit::{Caller, PASSWORD, TestApp},
    story,
};

const WHO: &str = "镇水利站王站长";
const WHAT: &str = "收了钱，水管还是没有修";

async fn refs(caller: &mut Caller) -> Vec<Value> {
    let listed = caller.get("/complaints").await.ok();
    listed["items"].as_array().unwrap().iter().map(|line| line["ref"].clone()).collect()
}

async fn inspector(test: &TestApp, login: &str, place: &str) -> Caller {
    test.account(login, Role::Inspector, place).await;
    let mut caller = test.stranger();
    caller.sign_in(login, PASSWORD).await;
    caller
}

story!(a_complaint_is_for_an_inspector_above_those_complained_of_and_by_order, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    let filed = |level: &str| json!({"token": token, "about": "official", "level": level, "accused": WHO, "words": WHAT});
    assert_eq!(resident.post("/resident/complain", filed("heaven")).await.status, 400);
    let receipt = resident.post("/resident/complain", filed("township")).await.ok()["receipt"].clone();
    let mut county = test.sign_in(Role::Inspector, "370811").await;
    let mut township = test.sign_in(Role::Inspector, "370811001").await;
    let mut elsewhere = test.sign_in(Role::Inspector, "370812").await;
    assert_eq!(refs(&mut county).await.len(), 1);
    assert_eq!(refs(&mut township).await.len() + refs(&mut elsewhere).await.len(), 0);
    for caller in [&mut world.township, &mut world.department, &mut world.cadre.caller] {
        assert_eq!(caller.get("/complaints").await.status, 404);
    }
    let name = refs(&mut county).await[0].as_str().unwrap().to_owned();
    let path = |what: &str| format!("/complaints/{name}/{what}");
    assert_eq!(county.post(&path("open"), json!({})).await.refused(), "not_agreed_yet");
    for caller in [&mut township, &mut elsewhere] {
        assert_eq!(caller.post(&path("order"), json!({"reason": "想看看"})).await.status, 404);
        assert_eq!(caller.post(&path("open"), json!({})).await.status, 404);
    }
    let asked = county.post(&path("order"), json!({"reason": "核查群众反映"})).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    let agree = format!("/approvals/{}/voice", asked.json["ref"].as_str().unwrap());
    auditor.post(&agree, json!({"agrees": true, "words": "同意核查"})).await.ok();
    let opened = county.post(&path("open"), json!({})).await.ok();
    assert_eq!((&opened["accused"], &opened["words"]), (&json!(WHO), &json!(WHAT)));
    assert!(!opened.to_string().contains(&world.household.to_string()));
    county.post(&path("answer"), json!({"words": "已核实并处理，谢谢您。"})).await.ok();
    assert_eq!(
        county.post(&path("answer"), json!({"words": "再说一次也不行。"})).await.refused(),
        "answered"
    );
    let own = resident.post("/resident/complaint", json!({"receipt": receipt})).await.ok();
    assert_eq!(own["answer"], "已核实并处理，谢谢您。");
    // The slip, which whoever is complained of may have printed, tells nothing of it; nor does the database in clear.
    assert_eq!(resident.post("/resident/complaint", json!({"receipt": token})).await.status, 404);
    for path in ["/resident/open", "/resident/readers"] {
        let told = resident.post(path, json!({"token": token})).await.ok();
        assert!(!told.to_string().contains("王站长") && !told.to_string().contains("inspector"));
    }
    let mut conn = test.app.db.read().await.unwrap();
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        conn.all("SELECT accused, words FROM complaint", &args![]).await.unwrap();
    for text in [WHO, WHAT] {
        assert!(
            rows.iter()
                .all(|(a, b)| [a, b].iter().all(|x| !x.windows(6).any(|w| w == &text.as_bytes()[..6])))
        );
    }
});

story!(a_complaint_about_a_county_goes_to_the_city_and_never_to_whom_it_names, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let complain = |level: &str, accused: &str| json!({"token": token, "about": "body", "level": level, "accused": accused, "words": "一直推来推去，没人管"});
    let mut resident = test.stranger();
    resident.post("/resident/complain", complain("county", "县水务局")).await.ok();
    let mut county = inspector(&test, "lin-jian", "370811").await;
    let mut city = inspector(&test, "city-watch", "3708").await;
    assert_eq!((refs(&mut county).await.len(), refs(&mut city).await.len()), (0, 1));
    // An account's own name: it is not told of what is about itself.
    resident.post("/resident/complain", complain("village", "lin-jian")).await.ok();
    assert_eq!((refs(&mut county).await.len(), refs(&mut city).await.len()), (0, 2));
    resident.post("/resident/complain", complain("village", "村委会")).await.ok();
    assert_eq!(
        resident.post("/resident/complain", complain("village", "村委会")).await.refused(),
        "too_many_tries"
    );
});

story!(whoever_has_no_slip_complains_of_a_village_and_reads_the_answer_by_a_receipt_copied_by_hand, |test| {
    let mut stranger = test.stranger();
    let filed = |village: &str, level: &str| json!({"village": village, "about": "body", "level": level, "accused": WHO, "words": WHAT});
    for nowhere in ["", "370811001", "370811001999", "x"] {
        let refused = stranger.post("/resident/complain", filed(nowhere, "village")).await;
        assert_eq!(refused.refused(), "invalid", "{nowhere}");
    }
    let receipt =
        stranger.post("/resident/complain", filed("370811001001", "township")).await.ok()["receipt"].clone();
    let typed = format!(" {} ", receipt.as_str().unwrap().to_lowercase().replace('-', " "));
    let own = stranger.post("/resident/complaint", json!({"receipt": typed})).await.ok();
    assert_eq!((&own["answer"], own["answered_on"].is_null()), (&json!(""), true));
    assert_eq!(
        stranger.post("/resident/complaint", json!({"receipt": "0000-0000-0000-0000"})).await.status,
        404
    );
    // Whoever floods is told to wait; four were refused above.
    stranger.post("/resident/complain", filed("370811001001", "township")).await.ok();
    assert_eq!(
        stranger.post("/resident/complain", filed("370811001001", "township")).await.refused(),
        "too_many_tries"
    );

    // An inspector sees how each came in and how his order stands.
    let mut county = test.sign_in(Role::Inspector, "370811").await;
    let name = refs(&mut county).await[0].as_str().unwrap().to_owned();
    let line = county.get(&format!("/complaints/{name}")).await.ok();
    assert_eq!((&line["way"], line["order"].is_null()), (&json!("open"), true));
    county.post(&format!("/complaints/{name}/order"), json!({"reason": "核查群众反映"})).await;
    assert_eq!(county.get(&format!("/complaints/{name}")).await.ok()["order"], "waiting");
    assert_eq!(county.get("/complaints").await.ok()["items"][0]["order"], "waiting");
    let mut township = test.sign_in(Role::Inspector, "370811001").await;
    assert_eq!(township.get(&format!("/complaints/{name}")).await.status, 404);
});

story!(a_complaint_on_paper_is_taken_down_neither_beside_nor_above_those_complained_of, |test| {
    let paper = |level: &str, accused: &str| json!({"village": "370811001001", "about": "official", "level": level, "accused": accused, "words": WHAT});
    let mut own = test.sign_in(Role::Township, "370811001").await;
    for level in ["village", "township"] {
        assert_eq!(own.post("/complaints", paper(level, WHO)).await.refused(), "complaint_nearby", "{level}");
    }
    assert_eq!(own.post("/complaints", paper("county", WHO)).await.status, 201);
    let mut next = test.sign_in(Role::Township, "370811002").await;
    let taken = next.post("/complaints", paper("township", WHO)).await;
    assert_eq!(taken.status, 201, "{}", taken.json);
    assert_eq!(next.get("/complaints").await.status, 404, "whoever took it down does not see it again");
    let mut near = test.sign_in(Role::Inspector, "370811001").await;
    assert_eq!(near.post("/complaints", paper("township", WHO)).await.refused(), "complaint_nearby");
    let mut inspector = inspector(&test, "lin-jian", "370811").await;
    assert_eq!(
        inspector.post("/complaints", paper("village", "lin-jian")).await.refused(),
        "complaint_nearby"
    );
    assert_eq!(inspector.post("/complaints", paper("village", WHO)).await.status, 201);
    assert_eq!(refs(&mut inspector).await.len(), 2, "of the township and of the village, not of the county");
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(office.post("/complaints", paper("village", WHO)).await.status, 404);
    let told = test.stranger().get("/open/places?of=370811001").await.ok();
    assert!(told["items"].as_array().unwrap().iter().any(|place| place["code"] == "370811001001"), "{told}");
});

story!(whoever_is_picked_is_known_by_identity_and_stands_where_his_unit_does, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    let listed = resident.post("/resident/directory", json!({"token": token})).await.ok();
    let by_village = resident.post("/resident/directory", json!({"village": "370811001001"})).await.ok();
    assert_eq!(listed, by_village);
    let unit = world.unit.to_string();
    let of = |name: &str| listed["items"].as_array().unwrap().iter().find(|one| one["ref"] == name).cloned();
    let body = of(&unit).expect("the county's department");
    assert_eq!((&body["about"], &body["level"]), (&json!("body"), &json!("county")));
    assert_eq!(of(&world.cadre.name.to_string()).expect("the linked official")["about"], "official");
    // Said to stand in the village, picked as a department of the county: the county's inspector does not know of it.
    let picked = json!({"token": token, "about": "body", "level": "village", "picked": unit, "words": "一直推来推去，没人管"});
    resident.post("/resident/complain", picked).await.ok();
    let mut county = inspector(&test, "county-watch", "370811").await;
    let mut city = inspector(&test, "city-watch", "3708").await;
    assert_eq!((refs(&mut county).await.len(), refs(&mut city).await.len()), (0, 1));
    // Nor does an inspector of the city who is of that unit, whatever he and it are called.
    let grants =
        [Grant { role: Role::Inspector, place: "3708".parse().unwrap(), unit: Some(world.unit.clone()) }];
    access::routes::make_account(&test.app, "of-unit", "of-unit", PASSWORD, "", &grants).await.unwrap();
    let mut own = test.stranger();
    own.sign_in("of-unit", PASSWORD).await;
    assert_eq!(refs(&mut own).await.len(), 0);
    let nobody = json!({"token": token, "about": "body", "level": "village", "picked": "370811.01920000-0000-7000-8000-000000000000",
        "words": "一直推来推去，没人管"});
    assert_eq!(resident.post("/resident/complain", nobody).await.refused(), "invalid");
});
