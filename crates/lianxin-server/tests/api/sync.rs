//! Sync: what a phone gets, keeps, loses, and how two of them come to hold the same.

use lianxin_domain::people::Rank;
use lianxin_server::{
    args,
    engine::feed::{self, Changed},
    sync::cursor::begin_life,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        On, TestApp,
        talks::{Cadre, households, link, roster, standing, unlink},
    },
    story,
};

const VILLAGE: &str = "370811001001";

fn visit(id: Uuid, household: Option<Uuid>) -> Value {
    json!({"id": id, "kind": "visit", "body": {"village": VILLAGE, "household": household, "day": "2026-07-01", "how": "in_person"}})
}

fn entities(items: &[Value]) -> Vec<&str> {
    let mut words: Vec<&str> = items.iter().map(|item| item["entity"].as_str().unwrap()).collect();
    words.dedup();
    words
}

story!(a_phone_gets_its_villages_in_order_and_then_only_what_changed, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    let (nothing, start) = cadre.pull("").await;
    assert_eq!(nothing, Vec::<Value>::new());
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let homes = households(&test.app, VILLAGE, 120).await;
    standing(&test.app, VILLAGE, homes[0], "old_model", "2020-01-01").await;
    let (id, need, promise) = (test.app.clock.id(), test.app.clock.id(), test.app.clock.id());
    let mut talk = visit(id, Some(homes[0]));
    talk["body"]["statements"] = json!([{"words": "只跟你说", "consent": false}]);
    talk["body"]["needs"] = json!([{"id": need, "words": "修水管"}]);
    talk["body"]["promises"] = json!([{"id": promise, "words": "问水务站", "due": "2026-07-10"}]);
    assert_eq!(cadre.send(talk).await, "created");
    let (items, cursor) = cadre.pull(&start).await;
    assert_eq!(entities(&items), ["village", "household", "promise", "need", "visit"]);
    assert_eq!(items.len(), 1 + 120 + 3);
    assert_eq!(items[0]["data"]["tiers"], json!([{"tier": "paired_unit", "since": "2026-01-01"}]));
    let first = items.iter().find(|item| item["id"] == json!(homes[0])).unwrap();
    assert_eq!(first["data"]["standings"][0]["kind"], "old_model");
    assert_eq!(first["data"]["last_day"], "2026-07-01");
    assert_eq!(first["data"]["residents"][0]["relation"], "户主");
    let told = items.last().unwrap();
    assert_eq!(
        (told["data"]["mine"].clone(), told["data"]["statements"][0]["words"].clone()),
        (json!(true), json!("只跟你说"))
    );
    assert_eq!(cadre.pull(&cursor).await.0, Vec::<Value>::new(), "nothing new");
    let keep = json!({"id": test.app.clock.id(), "kind": "promise_kept", "body": {"village": VILLAGE, "promise": promise, "day": "2026-07-01"}});
    assert_eq!(cadre.send(keep).await, "created");
    let withdrawn = json!({"id": test.app.clock.id(), "kind": "withdrawal", "body": {"village": VILLAGE, "visit": id, "reason": "记错"}});
    let (items, cursor) = cadre.pull(&cursor).await;
    assert_eq!(
        (items.len(), items[0]["data"]["state"].as_str(), items[0]["data"]["kept_on"].as_str()),
        (1, Some("kept"), Some("2026-07-01"))
    );
    assert_eq!(cadre.send(withdrawn).await, "created");
    let (items, _) = cadre.pull(&cursor).await;
    let ops: Vec<(&str, &str)> =
        items.iter().map(|item| (item["entity"].as_str().unwrap(), item["op"].as_str().unwrap())).collect();
    assert_eq!(ops, [("need", "gone"), ("promise", "gone"), ("visit", "put")]);
    assert_eq!(items[2]["data"]["state"], "withdrawn");
    let (all, _) = cadre.pull("not-a-cursor").await;
    assert_eq!(all.len(), 1 + 120 + 1, "what is not ours starts anew");
});

story!(what_one_may_no_longer_hold_is_gone, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    let own = link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    households(&test.app, VILLAGE, 2).await;
    let (items, cursor) = cadre.pull("").await;
    assert_eq!(items.len(), 3);
    unlink(&test.app, own, "2026-07-01").await;
    let (items, cursor) = cadre.pull(&cursor).await;
    assert_eq!(items, [json!({"entity": "village", "op": "gone", "village": VILLAGE})]);
    assert_eq!(cadre.pull(&cursor).await.0, Vec::<Value>::new());
    link(&test.app, VILLAGE, "police_liaison", &cadre.name, "2026-01-01").await;
    let (items, _) = cadre.pull(&cursor).await;
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!(items[0]["data"]["households_known"], false);
});

story!(others_words_without_consent_and_police_see_no_talk, |test| {
    let roster = roster(&test).await;
    let mut a = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    let mut b = Cadre::of(&test, &roster, Rank::Staff, 1).await;
    let mut police = Cadre::of(&test, &roster, Rank::Police, 0).await;
    for cadre in [&a, &b] {
        link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    }
    link(&test.app, VILLAGE, "police_liaison", &police.name, "2026-01-01").await;
    let home = households(&test.app, VILLAGE, 1).await[0];
    let mut talk = visit(test.app.clock.id(), Some(home));
    talk["body"]["statements"] = json!([{"words": "只跟你说"}, {"words": "可以告诉别人", "consent": true}]);
    talk["body"]["needs"] = json!([{"id": test.app.clock.id(), "words": "修水管"}]);
    assert_eq!(a.send(talk).await, "created");
    let (seen, _) = b.pull("").await;
    let told = seen.iter().find(|item| item["entity"] == "visit").unwrap();
    assert_eq!(
        told["data"]["statements"],
        json!([{"words": "可以告诉别人", "consent": true, "quotable": false}])
    );
    assert_eq!(told["data"]["mine"], false);
    let text = serde_json::to_string(&police.pull("").await.0).unwrap();
    for word in ["张0", "只跟你说", "可以告诉别人", "修水管"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    let events: Vec<(String, String, String)> = {
        let mut conn = test.app.db.read().await.unwrap();
        conn.all("SELECT class, actor_name, purpose FROM access_event ORDER BY id", &args![]).await.unwrap()
    };
    let classes: Vec<&str> = events.iter().map(|(class, ..)| class.as_str()).collect();
    assert_eq!(classes.len(), 2, "{events:?}");
    assert!(classes.contains(&"roster") && classes.contains(&"talks"), "{events:?}");
    assert!(events.iter().all(|(_, who, why)| *who == b.login && why == "同步到本人手机"));
});

story!(a_revoked_device_is_told_to_wipe, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let listed = cadre.caller.get("/sync/devices").await.ok();
    assert_eq!(listed["items"][0]["state"], "active");
    let device = cadre.device;
    let again = cadre.caller.post("/sync/devices", json!({"id": device, "name": "旧手机"})).await;
    assert_eq!((again.status, again.json["name"].as_str()), (200, Some("旧手机")));
    let mut other = Cadre::of(&test, &roster, Rank::Staff, 1).await;
    assert_eq!(
        other.caller.post("/sync/devices", json!({"id": device, "name": "x"})).await.refused(),
        "id_taken"
    );
    assert_eq!(other.caller.get(&format!("/sync/pull?device={device}")).await.refused(), "unknown_device");
    assert_eq!(other.caller.delete(&format!("/sync/devices/{device}")).await.status, 404);
    assert_eq!(cadre.caller.post(&format!("/sync/devices/{device}/wiped"), json!({})).await.status, 404);
    cadre.caller.delete(&format!("/sync/devices/{device}")).await.ok();
    let push = json!({"device": device, "records": [visit(test.app.clock.id(), None)]});
    assert_eq!(cadre.caller.post("/sync/push", push).await.refused(), "device_revoked");
    assert_eq!(cadre.caller.get(&format!("/sync/pull?device={device}")).await.refused(), "device_revoked");
    cadre.caller.post(&format!("/sync/devices/{device}/wiped"), json!({})).await.ok();
    assert_eq!(cadre.caller.get("/sync/devices").await.ok()["items"][0]["state"], "wiped");
    let mut admin = test.sign_in(lianxin_domain::access::Role::Administrator, "3708").await;
    let accounts = admin.get(&format!("/accounts?q={}", other.login)).await.ok();
    let account = accounts["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/accounts/{account}/devices");
    assert_eq!(admin.get(&path).await.ok()["items"].as_array().unwrap().len(), 1);
    admin.delete(&format!("{path}/{}", other.device)).await.ok();
    assert_eq!(
        other.caller.get(&format!("/sync/pull?device={}", other.device)).await.refused(),
        "device_revoked"
    );
});

story!(after_a_restored_backup_phones_fetch_anew, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    households(&test.app, VILLAGE, 2).await;
    let (_, cursor) = cadre.pull("").await;
    assert_eq!(cadre.pull(&cursor).await.0, Vec::<Value>::new());
    begin_life(&test.app).await.unwrap();
    let (items, after) = cadre.pull(&cursor).await;
    assert_eq!(
        items[0],
        json!({"entity": "village", "op": "gone", "village": VILLAGE}),
        "what it holds may be gone"
    );
    assert_eq!(entities(&items), ["village", "household"]);
    assert_eq!(items.len(), 4);
    assert_eq!(cadre.pull(&after).await.0, Vec::<Value>::new(), "once");
});

story!(too_much_for_a_phone_is_left_out_and_said, |test| {
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    for village in [VILLAGE, "370811001002", "370811001003"] {
        link(&test.app, village, "paired_unit", &cadre.name, "2026-01-01").await;
    }
    let mut conn = test.app.db.write().await.unwrap();
    for (village, n) in [(VILLAGE, 3000), ("370811001002", 1001), ("370811001003", 900)] {
        conn.run(
            "INSERT INTO household_count (county, place, households, old_party_member, old_official, old_model, hardship, thriving) \
             VALUES ('370811', $1, $2, 0, 0, 0, 0, 0)",
            &args![village, i64::from(n)],
        )
        .await
        .unwrap();
    }
    conn.commit().await.unwrap();
    let page = cadre.caller.get(&format!("/sync/pull?device={}", cadre.device)).await.ok();
    let left = json!([{"village": "370811001002", "name": "西门里社区", "households": 1001, "why": "too_many_households"}]);
    assert_eq!(page["left_out"], left);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
});

/// A takes its number first and commits last: a phone that pulls in between must still get it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_commit_is_not_skipped() {
    let test = TestApp::start(On::Postgres).await;
    let roster = roster(&test).await;
    let mut cadre = Cadre::of(&test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let homes = households(&test.app, VILLAGE, 2).await;
    let (_, cursor) = cadre.pull("").await;
    let changed = |id| [Changed { entity: "household", id, village: VILLAGE.parse().unwrap(), gone: false }];
    let county = "370811".parse().unwrap();
    let mut a = test.app.db.write().await.unwrap();
    feed::note(&mut a, &county, &changed(homes[0])).await.unwrap();
    let (app, other) = (test.app.clone(), changed(homes[1]));
    let b = tokio::spawn(async move {
        let mut b = app.db.write().await.unwrap();
        feed::note(&mut b, &"370811".parse().unwrap(), &other).await.unwrap();
        b.commit().await.unwrap();
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert!(!b.is_finished(), "the second waits for the first");
    let (between, cursor) = cadre.pull(&cursor).await;
    assert_eq!(between, Vec::<Value>::new());
    a.commit().await.unwrap();
    b.await.unwrap();
    let (items, _) = cadre.pull(&cursor).await;
    let ids: Vec<&Value> = items.iter().map(|item| &item["id"]).collect();
    assert_eq!(ids, [&json!(homes[0]), &json!(homes[1])]);
}
