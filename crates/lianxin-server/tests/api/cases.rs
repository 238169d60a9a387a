//! Cases: from a need to the household's own word.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
    people::Rank,
};
use lianxin_server::{
    access, args,
    cases::tick::{Ticked, tick},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        Caller, PASSWORD, TestApp,
        talks::{Cadre, households, link, roster},
    },
    story,
};

pub const VILLAGE: &str = "370811001001";
pub const DAY: i64 = 24 * 3600 * 1000;
pub const WATER: &str = "水管破了，傍晚总没水";

/// A village with a household whose need an official heard, the township's staff, and a handler of a county department.
pub struct World {
    pub cadre: Cadre,
    pub township: Caller,
    pub department: Caller,
    pub unit: Ref,
    pub household: Uuid,
    pub need: String,
}

async fn unit_of(test: &TestApp, official: &Ref) -> Ref {
    let mut conn = test.app.db.read().await.unwrap();
    let find = "SELECT county, unit FROM official WHERE id = $1";
    let (county, id): (String, Uuid) = conn.one(find, &args![official.id]).await.unwrap();
    Ref { county: county.parse().unwrap(), id }
}

async fn handler(test: &TestApp, login: &str, unit: &Ref) -> Caller {
    let grants =
        [Grant { role: Role::Department, place: "370811".parse().unwrap(), unit: Some(unit.clone()) }];
    access::routes::make_account(&test.app, login, login, PASSWORD, "", &grants).await.unwrap();
    let mut caller = test.stranger();
    caller.sign_in(login, PASSWORD).await;
    caller
}

pub async fn world(test: &TestApp) -> World {
    let roster = roster(test).await;
    let mut cadre = Cadre::of(test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let household = households(&test.app, VILLAGE, 1).await[0];
    let (visit, need) = (test.app.clock.id(), test.app.clock.id());
    let body = json!({"village": VILLAGE, "household": household, "day": "2026-07-01", "how": "in_person",
        "needs": [{"id": need, "words": WATER}]});
    assert_eq!(cadre.send(json!({"id": visit, "kind": "visit", "body": body})).await, "created");
    let of_county = roster.iter().filter(|(rank, of)| *rank == Rank::Staff && of.county.as_str() == "370811");
    let unit = unit_of(test, &of_county.map(|(_, of)| of).next().unwrap().clone()).await;
    World {
        cadre,
        township: test.sign_in(Role::Township, "370811001").await,
        department: handler(test, "water-board", &unit).await,
        unit,
        household,
        need: format!("370811.{need}"),
    }
}

impl World {
    pub async fn raised(&mut self) -> String {
        let made = self.cadre.caller.post(&format!("/needs/{}/case", self.need), about()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        made.json["ref"].as_str().unwrap().to_owned()
    }
}

fn about() -> Value {
    json!({"title": "自来水停水", "theme": "water", "kind": "ordinary"})
}

pub async fn act(caller: &mut Caller, case: &str, body: Value) -> Value {
    caller.post(&format!("/cases/{case}/acts"), body).await.ok()
}

pub async fn refused(caller: &mut Caller, case: &str, body: Value) -> String {
    caller.post(&format!("/cases/{case}/acts"), body).await.refused().to_owned()
}

pub async fn taken_on_and_done(caller: &mut Caller, case: &str) {
    act(caller, case, json!({"act": "accept"})).await;
    finished(caller, case).await;
}

async fn finished(caller: &mut Caller, case: &str) {
    act(caller, case, json!({"act": "begin"})).await;
    let done = act(caller, case, json!({"act": "done", "words": "换了水管"})).await;
    assert_eq!((&done["office"], &done["stage"]), (&json!("done"), &json!("asked")));
}

pub async fn slip(caller: &mut Caller, case: &str) -> String {
    let slip = caller.post(&format!("/cases/{case}/slip"), json!({})).await;
    assert_eq!(slip.status, 201, "{}", slip.json);
    assert_eq!(slip.json["short_code"].as_str().unwrap().len(), 8);
    let token = slip.json["token"].as_str().unwrap().to_owned();
    assert_eq!(slip.json["path"], format!("/r/#{token}"));
    token
}

story!(a_need_becomes_a_case_and_ends_by_the_households_word, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    taken_on_and_done(&mut world.township, &case).await;
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    let page = resident.post("/resident/open", json!({"token": token})).await.ok();
    assert_eq!((&page["title"], &page["resident"]), (&json!("自来水停水"), &json!("asked")));
    assert_eq!((&page["may_answer"], &page["told"][0]["words"]), (&json!(true), &json!("换了水管")));
    let no = json!({"token": token, "word": "not_solved", "reason": "还是没水", "call_me": true});
    let page = resident.post("/resident/answer", no).await.ok();
    assert_eq!(
        (&page["office"], &page["rung"], &page["round"]),
        (&json!("received"), &json!("county"), &json!(2))
    );
    // The township is not asked any more; a department of the county is, which reads the words when it has taken them on.
    assert_eq!(refused(&mut world.township, &case, json!({"act": "accept"})).await, "case_not_yours");
    let path = format!("/cases/{case}?purpose=接办停水");
    assert_eq!(world.department.get(&path).await.ok()["task"], false);
    act(&mut world.department, &case, json!({"act": "accept"})).await;
    let inside = world.department.get(&path).await.ok()["inside"].clone();
    assert_eq!((&inside["words"], &inside["heard"][0]["reason"]), (&json!(WATER), &json!("还是没水")));
    finished(&mut world.department, &case).await;
    test.app.clock.forward(DAY);
    // The last word counts, within seven days of the first one: it was said yesterday, in the round before.
    let yes = json!({"token": token, "word": "solved"});
    let page = resident.post("/resident/answer", yes.clone()).await.ok();
    assert_eq!((&page["resident"], &page["stage"]), (&json!("solved"), &json!("finished")));
    test.app.clock.forward(8 * DAY);
    assert_eq!(resident.post("/resident/answer", yes).await.refused(), "case_too_late");
    world.department.sign_in("water-board", PASSWORD).await;
    assert_eq!(refused(&mut world.department, &case, json!({"act": "begin"})).await, "case_finished");
    let login = world.cadre.login.clone();
    world.cadre.caller.sign_in(&login, PASSWORD).await;
    let own = world.cadre.caller.get("/me/cases").await.ok();
    assert_eq!((&own["items"][0]["ref"], &own["items"][0]["resident"]), (&json!(case), &json!("solved")));
    assert_eq!(own["items"][0]["brought"], true);
    assert!(!own.to_string().contains(WATER) && !own.to_string().contains("还是没水"));
});

story!(a_need_has_one_case_and_only_where_one_may, |test| {
    let mut world = world(&test).await;
    let path = format!("/needs/{}/case", world.need);
    let mut elsewhere = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(elsewhere.post(&path, about()).await.status, 404);
    let case = world.raised().await;
    for caller in [&mut world.township, &mut world.cadre.caller] {
        let again = caller.post(&path, about()).await;
        assert_eq!((again.refused(), &again.json["case"]), ("need_has_case", &json!(case)));
    }
    for path in [format!("/cases/{case}"), format!("/cases/{case}?purpose=看看")] {
        assert_eq!(elsewhere.get(&path).await.status, 404);
    }
    let seen = elsewhere.post(&format!("/cases/{case}/acts"), json!({"act": "accept"})).await;
    assert_eq!(seen.status, 404);
    assert_eq!(elsewhere.get("/cases").await.ok()["items"], json!([]));
    let at_counter = json!({"village": VILLAGE, "household": world.household, "words": "路灯坏了", "title": "路灯",
        "theme": "power", "kind": "question", "urgent": true});
    let made = world.township.post("/cases", at_counter.clone()).await;
    assert_eq!(made.status, 201, "{}", made.json);
    assert_eq!(elsewhere.post("/cases", at_counter).await.status, 404);
    // By the last day: one working day for an urgent question, fifteen for the water.
    let list = world.township.get("/cases").await.ok();
    assert_eq!(
        (&list["items"][0]["due"], &list["items"][1]["due"]),
        (&json!("2026-07-02"), &json!("2026-07-22"))
    );
    let first = world.township.get("/cases?limit=1").await.ok();
    let next = format!("/cases?limit=1&after={}", first["next"].as_str().unwrap());
    assert_eq!(world.township.get(&next).await.ok()["items"][0]["ref"], case);
    assert_eq!(world.township.get("/cases?theme=roads").await.ok()["items"], json!([]));
    test.app.clock.forward(2 * DAY);
    assert_eq!(world.township.get("/cases?state=overdue").await.ok()["items"][0]["ref"], made.json["ref"]);
    let board = world.township.get("/cases/board").await.ok();
    assert_eq!(board["columns"][0], json!({"office": "received", "in_time": 1, "overdue": 1}));
});

story!(words_are_read_with_a_task_only_and_the_household_sees_who_read, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let path = format!("/cases/{case}?purpose=核实停水情况");
    assert_eq!(world.department.get(&path).await.status, 404, "it is none of its own");
    assert_eq!(world.township.get(&format!("/cases/{case}")).await.refused(), "invalid");
    let shown = world.township.get(&path).await.ok();
    assert_eq!(shown["inside"]["words"], WATER);
    assert_eq!(shown["inside"]["household"]["ref"], format!("370811.{}", world.household));
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    let offer = json!({"act": "offer", "to": world.unit.to_string()});
    act(&mut world.township, &case, offer).await;
    assert_eq!(world.department.get("/cases?mine=1").await.ok()["items"][0]["ref"], case);
    assert_eq!(world.department.get(&path).await.ok()["inside"]["words"], WATER);
    act(&mut world.department, &case, json!({"act": "send_back", "words": "不归我们管"})).await;
    assert_eq!(world.department.get(&path).await.status, 404, "and none of its own any more");
    let token = slip(&mut world.cadre.caller, &case).await;
    let readers = test.stranger().post("/resident/readers", json!({"token": token})).await.ok();
    let items = readers["items"].as_array().unwrap();
    let mut looks: Vec<(&str, &str)> =
        items.iter().map(|item| (item["role"].as_str().unwrap(), item["class"].as_str().unwrap())).collect();
    looks.sort_unstable();
    let twice = |role| [(role, "roster"), (role, "talks")];
    assert_eq!(looks, [twice("department"), twice("township")].concat());
    assert_eq!(items[1]["purpose"], "核实停水情况");
    assert!(!readers.to_string().contains("water-board"), "units, not names");
});

story!(a_token_opens_one_matter_and_nothing_else, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let other =
        json!({"village": VILLAGE, "words": "桥要修", "title": "修桥", "theme": "roads", "kind": "complex"});
    let other = world.township.post("/cases", other).await.ok()["ref"].as_str().unwrap().to_owned();
    let token = slip(&mut world.cadre.caller, &case).await;
    let mut resident = test.stranger();
    for foreign in [&token[1..], "", "AAAAAAAAAAAAAAAAAAAAAA", &case] {
        for path in ["/resident/open", "/resident/readers"] {
            assert_eq!(resident.post(path, json!({"token": foreign})).await.refused(), "not_found");
        }
        let answer = json!({"token": foreign, "word": "solved"});
        assert_eq!(resident.post("/resident/answer", answer).await.refused(), "not_found");
    }
    // The office still works: there is nothing to answer, neither here nor in the other matter.
    let early = resident.post("/resident/answer", json!({"token": token, "word": "solved"})).await;
    assert_eq!(early.refused(), "case_not_now");
    taken_on_and_done(&mut world.township, &other).await;
    assert_eq!(resident.post("/resident/open", json!({"token": token})).await.ok()["title"], "自来水停水");
    let said = json!({"token": token, "word": "silent"});
    assert_eq!(resident.post("/resident/answer", said).await.refused(), "case_not_a_word");
    let mut conn = test.app.db.read().await.unwrap();
    let (n,): (i64,) = conn
        .one("SELECT COUNT(*) AS n FROM slip WHERE short_code = $1", &args![token.clone()])
        .await
        .unwrap();
    assert_eq!(n, 0);
    test.app.clock.forward(401 * DAY);
    assert_eq!(resident.post("/resident/open", json!({"token": token})).await.refused(), "not_found");
});

story!(whoever_closed_it_does_not_take_down_the_households_word, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    taken_on_and_done(&mut world.township, &case).await;
    let own = world.township.post(&format!("/cases/{case}/slip"), json!({})).await;
    assert_eq!(own.refused(), "slip_concerned");
    let path = format!("/cases/{case}/word");
    let said = json!({"word": "partly", "reason": "白天有水了", "private": true});
    assert_eq!(world.township.post(&path, said.clone()).await.refused(), "case_concerned");
    test.account("second", Role::Township, "370811001").await;
    let mut second = test.stranger();
    second.sign_in("second", PASSWORD).await;
    let back = second.post(&path, said).await.ok();
    assert_eq!((&back["office"], &back["rung"]), (&json!("in_progress"), &json!("township")));
    let inside = second.get(&format!("/cases/{case}?purpose=继续办理")).await.ok()["inside"].clone();
    assert_eq!((&inside["heard"][0]["word"], &inside["heard"][0]["reason"]), (&json!("partly"), &json!("")));
});

story!(what_cannot_be_solved_is_read_by_another_unit, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    let short = json!({"act": "cannot", "reason": "no_funds", "words": "没有钱"});
    let refusal = world.township.post(&format!("/cases/{case}/acts"), short).await;
    assert_eq!(refusal.json["fields"][0]["code"], "too_short");
    let cannot = json!({"act": "cannot", "reason": "no_funds", "words": "今年没有这笔资金，明年列入计划"});
    act(&mut world.township, &case, cannot).await;
    let agree = json!({"act": "second_read", "agree": true});
    assert_eq!(refused(&mut world.township, &case, agree.clone()).await, "case_concerned");
    assert_eq!(
        refused(&mut world.township, &case, json!({"act": "done", "words": "好"})).await,
        "case_waits"
    );
    // Its title alone is told until it is taken up.
    let path = format!("/cases/{case}?purpose=复核");
    assert_eq!(refused(&mut world.department, &case, agree.clone()).await, "case_not_yours");
    assert_eq!(world.department.get(&path).await.ok()["task"], false);
    act(&mut world.department, &case, json!({"act": "take_reading"})).await;
    assert_eq!(world.department.get(&path).await.ok()["inside"]["words"], WATER);
    let read = act(&mut world.department, &case, agree).await;
    assert_eq!((&read["office"], &read["stage"]), (&json!("cannot"), &json!("asked")));
    let unknown = json!({"act": "offer", "to": "370811.01920000-0000-7000-8000-000000000000"});
    assert_eq!(refused(&mut world.township, &case, unknown).await, "invalid");
    assert_eq!(refused(&mut world.township, &case, json!({"act": "escalate"})).await, "case_not_yours");
});

story!(a_stale_version_is_refused_and_many_are_answered_row_by_row, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let shown = world.township.get(&format!("/cases/{case}?purpose=受理")).await;
    let tag = shown.headers["etag"].to_str().unwrap().to_owned();
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    world.township.headers = vec![("if-match", tag)];
    assert_eq!(refused(&mut world.township, &case, json!({"act": "begin"})).await, "changed_meanwhile");
    world.township.headers = vec![];
    let counter =
        json!({"village": VILLAGE, "words": "桥要修", "title": "修桥", "theme": "roads", "kind": "complex"});
    let other = world.township.post("/cases", counter).await.ok()["ref"].as_str().unwrap().to_owned();
    let nowhere = "370812.01920000-0000-7000-8000-000000000000";
    let sent = json!({"refs": [case, other, nowhere], "act": "accept"});
    let rows = world.township.post("/cases/bulk", sent).await.ok()["rows"].clone();
    assert_eq!(rows[0]["problem"]["code"], "case_not_now");
    assert_eq!((&rows[1]["done"]["office"], &rows[1]["problem"]), (&json!("accepted"), &Value::Null));
    assert_eq!(rows[2]["problem"]["code"], "not_found");
    let many: Vec<&str> = vec![nowhere; 101];
    let sent = json!({"refs": many, "act": "accept"});
    assert_eq!(world.township.post("/cases/bulk", sent).await.refused(), "too_many_records");
});

story!(time_takes_what_is_overdue_up_and_states_silence, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    act(&mut world.township, &case, json!({"act": "accept"})).await;
    // Fifteen working days from Wednesday, July 1 end on July 22.
    test.app.clock.forward(21 * DAY);
    assert_eq!(tick(&test.app).await.unwrap(), Ticked::default());
    test.app.clock.forward(DAY);
    assert_eq!(tick(&test.app).await.unwrap(), Ticked { escalated: 1, silent: 0 });
    assert_eq!(tick(&test.app).await.unwrap(), Ticked::default());
    world.department.sign_in("water-board", PASSWORD).await;
    let shown = world.department.get(&format!("/cases/{case}?purpose=接办")).await.ok();
    assert_eq!(
        (&shown["rung"], &shown["office"], &shown["clock"]["allowed"]),
        (&json!("county"), &json!("received"), &json!(7))
    );
    assert_eq!((&shown["steps"][0]["act"], &shown["steps"][0]["by"]), (&json!("escalate"), &json!("")));
    taken_on_and_done(&mut world.department, &case).await;
    act(&mut world.department, &case, json!({"act": "ask"})).await;
    test.app.clock.forward(16 * DAY);
    assert_eq!(tick(&test.app).await.unwrap(), Ticked::default(), "asked once only");
    let login = world.cadre.login.clone();
    world.cadre.caller.sign_in(&login, PASSWORD).await;
    slip(&mut world.cadre.caller, &case).await;
    test.app.clock.forward(14 * DAY);
    assert_eq!(tick(&test.app).await.unwrap(), Ticked::default(), "fifteen days are left to answer");
    test.app.clock.forward(DAY);
    assert_eq!(tick(&test.app).await.unwrap(), Ticked { escalated: 0, silent: 1 });
    world.township.sign_in("township-370811001", PASSWORD).await;
    let finished = world.township.get("/cases?state=finished").await.ok();
    assert_eq!(
        (&finished["items"][0]["ref"], &finished["items"][0]["resident"]),
        (&json!(case), &json!("silent"))
    );
});

story!(an_erased_household_leaves_no_word_in_its_cases, |test| {
    let mut world = world(&test).await;
    let case = world.raised().await;
    let token = slip(&mut world.cadre.caller, &case).await;
    taken_on_and_done(&mut world.township, &case).await;
    let no = json!({"token": token, "word": "partly", "reason": "夜里没水"});
    test.stranger().post("/resident/answer", no).await.ok();
    let household = format!("370811.{}", world.household);
    let copy = world
        .township
        .post(&format!("/households/{household}/copy"), json!({"purpose": "本户索取"}))
        .await
        .ok();
    assert_eq!(
        (&copy["cases"][0]["words"], &copy["cases"][0]["heard"][0]["reason"]),
        (&json!(WATER), &json!("夜里没水"))
    );
    let erased =
        world.township.post(&format!("/households/{household}/erase"), json!({"reason": "本户要求"})).await;
    assert_eq!(erased.status, 200, "{}", erased.json);
    let shown = world.township.get(&format!("/cases/{case}?purpose=办理")).await.ok();
    assert_eq!((&shown["title"], &shown["inside"]["words"]), (&json!(""), &json!("")));
    for gone in [WATER, "夜里没水", "换了水管", "张0"] {
        assert!(!shown.to_string().contains(gone), "{gone}");
    }
    assert_eq!(test.stranger().post("/resident/open", json!({"token": token})).await.status, 404);
});
