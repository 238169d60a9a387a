//! What nobody sees alone: an emergency, minors, an order, a file of many names.

use lianxin_domain::{access::Role, people::Rank};
use lianxin_server::args;
use serde_json::{Value, json};

use crate::{
    kit::{
        Caller, TestApp,
        talks::{Cadre, households, link, roster},
    },
    story,
};

const VILLAGE: &str = "370811001001";
const WHY: &str = "洪水转移，找不到人";

async fn family(staff: &mut Caller) -> String {
    let family = json!({
        "house": "12号", "name": "单秀兰", "members": 4, "residents": [{"name": "单秀兰", "relation": "户主"}],
        "facts": [
            {"class": "contact", "text": "13800001111"}, {"class": "money", "text": "欠款两万"},
            {"class": "minor", "text": "王小宝，2016年生"}
        ],
    });
    let made = staff.post(&format!("/villages/{VILLAGE}/households"), family).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

/// Somebody who is linked to the village, and one who is not.
async fn cadres(test: &TestApp) -> (Cadre, Cadre) {
    let roster = roster(test).await;
    let linked = Cadre::of(test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &linked.name, "2026-01-01").await;
    (linked, Cadre::of(test, &roster, Rank::Staff, 1).await)
}

async fn agree(caller: &mut Caller, name: &str) -> (u16, Value) {
    let reply = caller.post(&format!("/approvals/{name}/voice"), json!({"agrees": true})).await;
    (reply.status, reply.json)
}

fn name(json: &Value) -> String {
    json["ref"].as_str().unwrap().to_owned()
}

async fn events(staff: &mut Caller, household: &str) -> Vec<String> {
    let events = staff.get(&format!("/households/{household}/events")).await.ok();
    let line = |e: &Value| format!("{} {}", e["class"].as_str().unwrap(), e["purpose"].as_str().unwrap());
    events["items"].as_array().unwrap().iter().map(line).collect()
}

story!(in_an_emergency_one_household_is_seen_for_half_an_hour_and_is_told, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = family(&mut staff).await;
    let (_, mut stranger) = cadres(&test).await;
    let ask = json!({"village": VILLAGE, "house": "12号", "reason": WHY});
    let wrong =
        stranger.caller.post("/glass", json!({"village": VILLAGE, "house": "99号", "reason": WHY})).await;
    assert_eq!(wrong.json["fields"][0]["code"], "no_such_house");
    let asked = stranger.caller.post("/glass", ask.clone()).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let asked = name(&asked.json);
    let path = format!("/glass/{asked}");
    assert_eq!(stranger.caller.post(&path, json!({})).await.refused(), "not_agreed_yet");
    assert_eq!(staff.post(&path, json!({})).await.refused(), "not_found", "only who asked");
    assert_eq!(events(&mut staff, &household).await, Vec::<String>::new(), "nothing was seen yet");

    let mut elsewhere = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(agree(&mut elsewhere, &asked).await.0, 404);
    let waiting = staff.get("/approvals/waiting").await.ok();
    assert_eq!(
        (waiting["items"][0]["reason"].as_str(), waiting["items"][0]["asked"].as_bool()),
        (Some(WHY), Some(true))
    );
    assert!(!waiting.to_string().contains("单秀兰") && !waiting.to_string().contains("12号"), "{waiting}");
    let (status, agreed) = agree(&mut staff, &asked).await;
    assert_eq!((status, agreed["state"].as_str()), (200, Some("granted")), "{agreed}");
    assert_eq!(agree(&mut staff, &asked).await.1["code"], "settled_already");

    let opened = stranger.caller.post(&path, json!({})).await.ok();
    let text = opened.to_string();
    assert!(text.contains("单秀兰") && text.contains("13800001111"), "{text}");
    assert!(!text.contains("王小宝") && !text.contains("两万"), "neither minors nor money: {text}");
    let seen = events(&mut staff, &household).await;
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(seen.iter().all(|line| line.ends_with(&format!("紧急查阅：{WHY}"))), "{seen:?}");

    test.app.clock.forward(31 * 60_000);
    assert_eq!(stranger.caller.post(&path, json!({})).await.refused(), "no_longer_agreed");
    for _ in 0..2 {
        let again = name(&stranger.caller.post("/glass", ask.clone()).await.ok());
        agree(&mut staff, &again).await;
    }
    assert_eq!(stranger.caller.post("/glass", ask).await.refused(), "glass_suspended");
    let public = test.stranger().get("/open/glass").await.ok();
    let month = &public["months"][0];
    assert_eq!((month["asked"].as_i64(), month["granted"].as_i64()), (Some(3), Some(3)), "{public}");
    assert!(!public.to_string().contains(WHY));
});

story!(minors_are_seen_once_two_other_units_agreed, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = family(&mut staff).await;
    let (mut linked, mut stranger) = cadres(&test).await;
    let reveal = format!("/me/households/{household}/reveal");
    let minors = json!({"class": "minor", "purpose": "帮孩子办入学"});
    assert_eq!(linked.caller.post(&reveal, minors.clone()).await.refused(), "needs_approval");
    let ask = format!("/me/households/{household}/minors");
    assert_eq!(stranger.caller.post(&ask, json!({"reason": "看看"})).await.refused(), "not_found");
    let asked = linked.caller.post(&ask, json!({"reason": "帮孩子办入学"})).await;
    assert_eq!((asked.status, asked.json["needs"].as_i64()), (201, Some(2)), "{}", asked.json);
    let asked = name(&asked.json);

    assert_eq!(agree(&mut staff, &asked).await.1["state"], "waiting");
    assert_eq!(linked.caller.post(&reveal, minors.clone()).await.refused(), "needs_approval");
    test.account("second", Role::Township, "370811001").await;
    let mut same = test.stranger();
    same.sign_in("second", crate::kit::PASSWORD).await;
    assert_eq!(agree(&mut same, &asked).await.1["code"], "same_unit");
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(agree(&mut office, &asked).await.1["state"], "granted");

    let shown = linked.caller.post(&reveal, minors.clone()).await.ok();
    assert_eq!(shown["facts"][0]["text"], "王小宝，2016年生");
    assert_eq!(
        staff.post(&format!("/households/{household}/reveal"), minors.clone()).await.refused(),
        "needs_approval"
    );
    assert!(events(&mut staff, &household).await.contains(&"minor 帮孩子办入学".to_owned()));
    test.app.clock.forward(25 * 3_600_000);
    linked.caller.sign_in(&linked.login, crate::kit::PASSWORD).await;
    assert_eq!(
        linked.caller.post(&reveal, minors).await.refused(),
        "needs_approval",
        "a day later it is over"
    );
    let own = linked.caller.get("/approvals/own").await.ok();
    assert_eq!(
        (own["items"][0]["state"].as_str(), own["items"][0]["voices"].as_array().unwrap().len()),
        (Some("over"), 2)
    );
});

story!(an_inspector_sees_one_household_by_an_order_that_the_auditor_let_pass, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = family(&mut staff).await;
    let mut inspector = test.sign_in(Role::Inspector, "370811").await;
    assert_eq!(
        inspector.post(&format!("/households/{household}/reveal"), json!({})).await.refused(),
        "not_found"
    );
    let ask = json!({"village": VILLAGE, "house": "12号", "reason": "督查令 2026-17"});
    let asked = name(&inspector.post("/orders", ask).await.ok());
    assert_eq!(agree(&mut staff, &asked).await.0, 404, "those looked into have no voice");
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(agree(&mut office, &asked).await.0, 404);
    assert_eq!(inspector.post(&format!("/orders/{asked}"), json!({})).await.refused(), "not_agreed_yet");
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    let no = auditor.post(&format!("/approvals/{asked}/voice"), json!({"agrees": false})).await;
    assert_eq!(no.json["fields"][0]["code"], "required", "a no says why");
    assert_eq!(agree(&mut auditor, &asked).await.1["state"], "granted");
    let opened = inspector.post(&format!("/orders/{asked}"), json!({})).await.ok();
    assert_eq!(opened["household"]["name"], "单秀兰");
    assert_eq!(inspector.post(&format!("/glass/{asked}"), json!({})).await.refused(), "not_found");
    assert!(
        events(&mut staff, &household).await.iter().any(|line| line.contains("按令核查：督查令 2026-17"))
    );
});

story!(many_names_leave_only_with_two_other_units_agreement_and_a_mark, |test| {
    let (mut linked, _) = cadres(&test).await;
    let homes = households(&test.app, VILLAGE, 51).await;
    let visit = |home| json!({"id": test.app.clock.id(), "kind": "visit", "body": {"village": VILLAGE, "household": home, "day": "2026-06-15", "how": "in_person"}});
    linked.push(homes.iter().map(visit).collect()).await;
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let days = "from=2026-06-01&to=2026-06-30&purpose=abc";
    let bare = staff.get(&format!("/visits/export/{VILLAGE}.csv?{days}")).await;
    let text = String::from_utf8(bare.bytes).unwrap();
    assert!(
        bare.status == 200 && !text.contains("追溯码") && !text.contains("走访干部"),
        "without names nobody is asked"
    );
    let named = format!("/visits/export/{VILLAGE}.csv?{days}&names=true");
    let refused = staff.get(&named).await;
    assert_eq!(refused.refused(), "needs_two", "{}", refused.json);
    assert!(refused.json["detail"].as_str().unwrap().contains("51"), "{}", refused.json);

    let ask = json!({"place": VILLAGE, "from": "2026-06-01", "to": "2026-06-30", "purpose": "入户核对"});
    let asked = staff.post("/visits/export", ask).await.ok();
    assert_eq!(asked["persons"], 51);
    let asked = name(&asked);
    for (role, place) in [(Role::ProgrammeOffice, "370811"), (Role::ProgrammeOffice, "3708")] {
        let mut other = test.sign_in(role, place).await;
        let (status, json) = agree(&mut other, &asked).await;
        assert_eq!(status, 200, "{json}");
    }
    let wider = staff
        .get(&format!("/visits/export/{VILLAGE}.csv?from=2026-05-01&to=2026-06-30&purpose=abc&names=true"))
        .await;
    assert_eq!(wider.refused(), "needs_two", "it was agreed to for these days only");
    let file = staff.get(&named).await;
    assert_eq!(file.status, 200, "{}", file.json);
    let text = String::from_utf8(file.bytes).unwrap();
    let (sql, day) =
        ("SELECT detail FROM audit WHERE verb = 'visits.visit.export' ORDER BY id DESC LIMIT 1", args![]);
    let (detail,): (String,) = test.app.db.read().await.unwrap().one(sql, &day).await.unwrap();
    let detail: Value = serde_json::from_str(&detail).unwrap();
    let mark = detail["mark"].as_str().unwrap();
    assert_eq!(text.matches(mark).count(), 51, "every row bears the mark {mark}");
    assert!(asked.ends_with(detail["agreed"].as_str().unwrap()));
});
