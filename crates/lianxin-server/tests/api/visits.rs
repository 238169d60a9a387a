//! Visits: what is taken, what is refused, what a correction and a withdrawal undo, and roll-ups that equal a recount.

use lianxin_domain::people::Rank;
use lianxin_server::args;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        TestApp,
        talks::{Cadre, households, link, roster, standing, unlink},
    },
    story,
};

const VILLAGE: &str = "370811001001";

fn visit(id: Uuid, village: &str, household: Option<Uuid>) -> Value {
    json!({"id": id, "kind": "visit", "body": {"village": village, "household": household, "day": "2026-07-01", "how": "in_person"}})
}

async fn row<T>(test: &TestApp, sql: &'static str, args: &[lianxin_server::engine::value::Value]) -> T
where
    T: lianxin_server::engine::db::Record,
{
    test.app.db.read().await.unwrap().one(sql, args).await.unwrap()
}

story!(a_visit_is_taken_once_and_never_changed, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::TownshipLeader, 0).await;
    link(&test.app, VILLAGE, "township_charge", &cadre.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    standing(&test.app, VILLAGE, home, "old_party_member", "2020-01-01").await;
    standing(&test.app, VILLAGE, home, "thriving", "2026-07-02").await;
    let (id, need, promise) = (test.app.clock.id(), test.app.clock.id(), test.app.clock.id());
    let mut record = visit(id, VILLAGE, Some(home));
    record["body"]["did"] = json!(["eat"]);
    record["body"]["statements"] = json!([{"words": " 自来水压力小 ", "consent": true}, {"words": "不想说"}]);
    record["body"]["needs"] = json!([{"id": need, "words": "修水管"}]);
    record["body"]["promises"] = json!([{"id": promise, "words": "问水务站", "due": "2026-07-10"}]);
    assert_eq!(cadre.send(record.clone()).await, "created");
    assert_eq!(cadre.send(record.clone()).await, "duplicate");
    record["body"]["at"] = json!(12345);
    assert_eq!(cadre.send(record.clone()).await, "duplicate", "a clock is no content");
    record["body"]["how"] = json!("phone");
    let conflict = cadre.push(vec![record]).await.remove(0);
    assert_eq!(conflict["outcome"], "conflict");
    assert_eq!(conflict["stored"]["how"], "in_person", "{conflict}");
    assert_eq!(conflict["stored"]["statements"][0]["words"], "自来水压力小");
    let (did, leader): (String, i64) =
        row(&test, "SELECT did, leader FROM visit WHERE id = $1", &args![id]).await;
    assert_eq!((did.as_str(), leader), ("old_party_member,eat", 1));
    let week: (i64, i64, i64, i64, i64, i64) = row(
        &test,
        "SELECT visits, by_leaders, eat, statements, needs, promises FROM visit_week WHERE township = '370811001' AND week = '2026-W27'",
        &[],
    )
    .await;
    assert_eq!(week, (1, 1, 1, 2, 1, 1));
    for place in [VILLAGE, "370811001"] {
        let reached: (i64, i64, i64, i64, i64) = row(
            &test,
            "SELECT households, by_leaders, township_charge, old_party_member, thriving FROM reach WHERE place = $1 AND quarter = '2026Q3'",
            &args![place],
        )
        .await;
        assert_eq!(reached, (1, 1, 1, 1, 0), "{place}");
    }
    let audited: (i64,) =
        row(&test, "SELECT COUNT(*) FROM audit WHERE verb = 'sync.push' AND place = $1", &args![VILLAGE])
            .await;
    assert_eq!(audited.0, 4, "one line per push, replays too");
});

story!(one_bad_record_does_not_stop_the_others, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    let old = link(&test.app, "370811001002", "paired_unit", &cadre.name, "2026-01-01").await;
    unlink(&test.app, old, "2026-06-01").await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    let id = || test.app.clock.id();
    let mut early = visit(id(), VILLAGE, None);
    early["body"]["day"] = json!("2026-07-05");
    let mut then = visit(id(), "370811001002", None);
    then["body"]["day"] = json!("2026-05-20");
    let mut said = visit(id(), VILLAGE, None);
    said["body"]["did"] = json!(["hardship"]);
    let mut strange = visit(id(), VILLAGE, None);
    strange["body"]["mood"] = json!("good");
    let records = vec![
        visit(id(), "370812001001", None),
        early,
        visit(id(), "370811001002", None),
        then,
        said,
        strange,
        visit(id(), VILLAGE, Some(id())),
        json!({"id": id(), "kind": "check_in", "body": {}}),
        json!({"id": "7", "kind": "visit", "body": {}}),
        visit(id(), VILLAGE, Some(home)),
    ];
    let results = cadre.push(records).await;
    let told: Vec<(&str, &str)> = results
        .iter()
        .map(|r| (r["outcome"].as_str().unwrap(), r["problem"]["code"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            ("rejected", "not_linked"),
            ("rejected", "invalid"),
            ("rejected", "not_linked"),
            ("created", ""),
            ("rejected", "invalid"),
            ("rejected", "malformed"),
            ("rejected", "invalid"),
            ("rejected", "unknown_kind"),
            ("rejected", "malformed"),
            ("created", ""),
        ]
    );
    assert_eq!(results[1]["problem"]["fields"][0]["code"], "too_early");
    assert_eq!(results[6]["problem"]["fields"][0]["code"], "unknown_household");
    let many: Vec<Value> = (0..201).map(|_| visit(id(), VILLAGE, None)).collect();
    let refused = cadre.caller.post("/sync/push", json!({"device": cadre.device, "records": many})).await;
    assert_eq!(refused.refused(), "too_many_records");
});

story!(police_record_the_village_and_nobodys_home, |test| {
    let roster = roster(&test).await;
    let mut police = Cadre::of(&test, &roster, Rank::Police, 0).await;
    link(&test.app, VILLAGE, "police_liaison", &police.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    let results = police
        .push(vec![
            visit(test.app.clock.id(), VILLAGE, Some(home)),
            visit(test.app.clock.id(), VILLAGE, None),
        ])
        .await;
    assert_eq!(results[0]["problem"]["code"], "village_only");
    assert_eq!(results[1]["outcome"], "created");
});

story!(another_officials_record_is_neither_shown_nor_changed, |test| {
    let roster = roster(&test).await;
    let mut a = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    let mut b = Cadre::of(&test, &roster, Rank::Staff, 1).await;
    for cadre in [&a, &b] {
        link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    }
    let id = test.app.clock.id();
    assert_eq!(a.send(visit(id, VILLAGE, None)).await, "created");
    let taken = b.push(vec![visit(id, VILLAGE, None)]).await.remove(0);
    assert_eq!((taken["outcome"].as_str(), taken["stored"].as_str()), (Some("rejected"), None));
    assert_eq!(taken["problem"]["code"], "id_taken");
    let withdrawal = json!({"id": test.app.clock.id(), "kind": "withdrawal", "body": {"village": VILLAGE, "visit": id, "reason": "写错"}});
    let refused = b.push(vec![withdrawal.clone()]).await.remove(0);
    assert_eq!(refused["problem"]["fields"][0]["code"], "unknown_visit");
    let mut correction = visit(test.app.clock.id(), VILLAGE, None);
    correction["body"]["corrects"] = json!(id);
    assert_eq!(b.push(vec![correction]).await[0]["problem"]["fields"][0]["code"], "unknown_visit");
    assert_eq!(a.send(withdrawal.clone()).await, "created");
    assert_eq!(a.send(withdrawal).await, "duplicate");
});

story!(corrections_and_withdrawals_undo_exactly_what_they_name, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    let [first, promise, need, keeping, correction, promise2] = [(); 6].map(|()| test.app.clock.id());
    let mut made = visit(first, VILLAGE, Some(home));
    made["body"]["promises"] = json!([{"id": promise, "words": "修灯", "due": "2026-07-20"}]);
    made["body"]["needs"] = json!([{"id": need, "words": "路灯"}]);
    let mut kept = visit(keeping, VILLAGE, Some(home));
    kept["body"]["kept"] = json!([promise]);
    assert_eq!(cadre.push(vec![made, kept]).await[1]["outcome"], "created");
    let promises = "SELECT due, kept, withdrawn FROM promise_week WHERE week = '2026-W30'";
    assert_eq!(row::<(i64, i64, i64)>(&test, promises, &[]).await, (1, 1, 0));
    let withdraw = |visit: Uuid| json!({"village": VILLAGE, "id": test.app.clock.id(), "reason": "记错了户", "visit": visit});
    let mut body = withdraw(keeping);
    body.as_object_mut().unwrap().remove("visit");
    let path = format!("/visits/370811.{keeping}/withdraw");
    assert_eq!(cadre.caller.post(&path, body.clone()).await.status, 201);
    assert_eq!(cadre.caller.post(&path, body).await.status, 200);
    assert_eq!(row::<(i64, i64, i64)>(&test, promises, &[]).await, (1, 0, 0), "open again");
    let keep = json!({"id": test.app.clock.id(), "village": VILLAGE, "day": "2026-07-01"});
    let path = format!("/promises/370811.{promise}/keep");
    assert_eq!(cadre.caller.post(&path, keep.clone()).await.status, 201);
    assert_eq!(cadre.caller.post(&path, keep).await.status, 200);
    let mut right = visit(correction, VILLAGE, None);
    right["body"]["corrects"] = json!(first);
    right["body"]["promises"] = json!([{"id": promise2, "words": "修灯和路", "due": "2026-07-21"}]);
    assert_eq!(cadre.send(right.clone()).await, "created");
    assert_eq!(row::<(i64, i64, i64)>(&test, promises, &[]).await, (2, 1, 0), "what was kept stays kept");
    let state: (String,) = row(&test, "SELECT state FROM need WHERE id = $1", &args![need]).await;
    assert_eq!(state.0, "withdrawn");
    let reached: (i64,) = row(&test, "SELECT COUNT(*) FROM household_reach", &[]).await;
    let columns: (i64,) = row(&test, "SELECT households FROM reach WHERE place = $1", &args![VILLAGE]).await;
    assert_eq!((reached.0, columns.0), (0, 0));
    right["id"] = json!(test.app.clock.id());
    right["body"]["promises"] = json!([]);
    assert_eq!(cadre.push(vec![right]).await[0]["problem"]["code"], "not_standing");
    let rhythm = cadre.caller.get("/me/rhythm").await.ok();
    let weeks = rhythm["weeks"].as_array().unwrap();
    assert_eq!((weeks.len(), weeks[25].clone()), (26, json!({"week": "2026-W27", "visits": 1})));
});

story!(an_erased_household_leaves_no_word_behind, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    let [id, need, promise, back] = [(); 4].map(|()| test.app.clock.id());
    let mut talk = visit(id, VILLAGE, Some(home));
    talk["body"]["statements"] =
        json!([{"words": "只说一次的话", "consent": true}, {"words": "只说一次的私话", "consent": false}]);
    talk["body"]["needs"] = json!([{"id": need, "words": "只说一次的事"}]);
    talk["body"]["promises"] = json!([{"id": promise, "words": "只说一次的诺", "due": "2026-07-10"}]);
    let other = visit(back, VILLAGE, Some(home));
    let taken_back = json!({"id": test.app.clock.id(), "kind": "withdrawal", "body": {"village": VILLAGE, "visit": back, "reason": "只说一次的由"}});
    cadre.push(vec![talk.clone(), other, taken_back]).await;
    let (_, cursor) = cadre.pull("").await;
    let mut town = test.sign_in(lianxin_domain::access::Role::Township, "370811001").await;
    let name = format!("370811.{home}");
    let copy = town.post(&format!("/households/{name}/copy"), json!({"purpose": "本户申请"})).await.ok();
    assert_eq!(copy["talks"].as_array().unwrap().len(), 2, "{copy}");
    assert!(copy.to_string().contains("只说一次的话") && copy["household"]["name"].is_string(), "{copy}");
    assert!(!copy.to_string().contains("只说一次的私话"), "staff print the copy: {copy}");
    let kept: Vec<i64> =
        copy["talks"].as_array().unwrap().iter().map(|talk| talk["kept"].as_i64().unwrap()).collect();
    assert_eq!(kept.iter().sum::<i64>(), 1, "{copy}");
    town.post(&format!("/households/{name}/erase"), json!({"reason": "本户申请清除"})).await.ok();
    let mut conn = test.app.db.read().await.unwrap();
    for sql in [
        "SELECT words FROM statement",
        "SELECT words FROM need",
        "SELECT words FROM promise",
        "SELECT reason FROM withdrawal",
    ] {
        let words: Vec<(String,)> = conn.all(sql, &[]).await.unwrap();
        assert!(!words.is_empty() && words.iter().all(|(words,)| words.is_empty()), "{sql}: {words:?}");
    }
    drop(conn);
    let (items, _) = cadre.pull(&cursor).await;
    assert!(!serde_json::to_string(&items).unwrap().contains("只说一次"), "{items:?}");
    let gone: Vec<&str> = items
        .iter()
        .filter(|item| item["op"] == "gone")
        .map(|item| item["entity"].as_str().unwrap())
        .collect();
    assert!(["household", "need", "promise"].iter().all(|word| gone.contains(word)), "{items:?}");
    assert_eq!(cadre.send(talk).await, "duplicate", "its id is still known");
    crate::kit::recount::check(&test.app).await;
});
