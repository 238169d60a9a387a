//! The log over HTTP, as a witness and anyone else sees it.

use lianxin_domain::access::Role;
use lianxin_log::{
    Checkpoint, Head, Note, Tile, Tiles,
    tiles::bundle,
    witness::{Request, consider},
};
use lianxin_server::log::sequencer::{Reach, catch_up};
use serde_json::json;

use crate::{kit::Caller, story, verdict, witness, worked};

async fn text(caller: &mut Caller, path: &str) -> String {
    let reply = caller.get(path).await;
    assert_eq!(reply.status, 200, "{path}");
    String::from_utf8(reply.bytes).unwrap()
}

/// Everything that a tree of this size has, fetched.
async fn fetched(caller: &mut Caller, size: u64) -> std::collections::BTreeMap<Tile, Vec<u8>> {
    let mut tiles = std::collections::BTreeMap::new();
    for tile in Tile::all(size) {
        tiles.insert(tile, caller.get(&format!("/log/{}", tile.path())).await.bytes);
    }
    tiles
}

fn cosigned(note: &str, proof: Vec<[u8; 32]>, old: Head, trust: lianxin_log::Trust) -> String {
    let request = Request { old: old.size, proof, checkpoint: note.as_bytes().to_vec() };
    let cosigned = consider(&request, &[trust], |_| Some(old), &witness(), 1_782_900_000).unwrap();
    let mut note = Note::parse(note.as_bytes()).unwrap();
    note.add(cosigned.signature);
    note.to_string()
}

story!(a_witness_follows_the_log_over_http, |test| {
    let mut stranger = test.stranger();
    assert_eq!(stranger.get("/log/checkpoint").await.status, 404, "there is nothing yet");
    worked(&test.app, 0, 300).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let trust = test.app.keys.log.trust(vec![]);
    assert_eq!(text(&mut stranger, "/log/key").await.trim(), trust.log[0].to_string());
    let first = text(&mut stranger, "/log/checkpoint").await;
    let head = trust.signed(first.as_bytes()).unwrap().head;
    let given = cosigned(&first, vec![], Head::EMPTY, trust.clone());
    let bring = |note: String| note.into_bytes();
    let unknown = stranger.call("POST", "/log/cosignature", bring(given.clone())).await;
    assert_eq!(unknown.refused(), "not_cosigned", "nobody knows this witness");

    let mut admin = test.sign_in(Role::Administrator, "3708").await;
    let key = witness().verifier().to_string();
    assert_eq!(admin.post("/log/witnesses", json!({"key": trust.log[0].to_string()})).await.status, 422);
    let made = admin.post("/log/witnesses", json!({"key": key})).await;
    assert_eq!(made.status, 201);
    assert_eq!(admin.post("/log/witnesses", json!({"key": key})).await.refused(), "invalid", "twice");
    assert_eq!(
        stranger.call("POST", "/log/cosignature", bring(first.clone())).await.refused(),
        "not_cosigned"
    );
    assert_eq!(stranger.call("POST", "/log/cosignature", bring(given)).await.status, 200);

    worked(&test.app, 300, 500).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let second = text(&mut stranger, "/log/checkpoint").await;
    let new = trust.signed(second.as_bytes()).unwrap().head;
    let tiles = fetched(&mut stranger, new.size).await;
    let mut reader = Tiles::open(new, |tile| tiles.get(&tile).cloned()).unwrap();
    let proof = reader.consistency(head.size).unwrap();
    let given = cosigned(&second, proof, head, trust.clone());
    assert_eq!(stranger.call("POST", "/log/cosignature", bring(given)).await.status, 200);
    let shown = text(&mut stranger, "/log/checkpoint").await;
    let own = test.app.keys.log.trust(vec![witness().verifier().clone()]);
    assert_eq!(own.cosigned(shown.as_bytes()).unwrap().0.head, new);

    let state = admin.get("/log").await.ok();
    assert_eq!((state["size"].as_u64(), state["stopped"].as_bool()), (Some(new.size), Some(false)));
    assert_eq!(state["witnesses"][0]["size"].as_u64(), Some(new.size));
    let id = state["witnesses"][0]["id"].as_str().unwrap();
    assert!(state["checked"].is_null(), "nobody has verified it yet");
    assert_eq!(admin.post("/log/check", json!({})).await.status, 404, "auditors only");
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    let found = auditor.post("/log/check", json!({})).await.ok();
    assert_eq!((found["sound"].as_bool(), found["wrong"].as_u64()), (Some(true), Some(0)));
    assert_eq!((found["entries"].as_u64(), found["witnessed"].as_u64()), (Some(new.size), Some(new.size)));
    let last = admin.get("/log").await.ok()["checked"].clone();
    assert_eq!((last["sound"].as_bool(), last["entries"].as_u64()), (Some(true), Some(new.size)));
    let mut conn = test.app.db.write().await.unwrap();
    let told = "UPDATE audit SET actor_name = 'nobody' WHERE place = '370812001001'";
    assert!(conn.run(told, &[]).await.unwrap() > 0);
    conn.commit().await.unwrap();
    let found = auditor.post("/log/check", json!({})).await.ok();
    assert_eq!(found["sound"].as_bool(), Some(false));
    assert_eq!(found["findings"][0]["table"], "audit");
    admin.delete(&format!("/log/witnesses/{id}")).await.ok();
    assert_eq!(admin.get("/log").await.ok()["witnesses"], json!([]));
});

story!(what_is_served_is_what_the_checkpoint_says, |test| {
    worked(&test.app, 0, 700).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let mut stranger = test.stranger();
    let note = text(&mut stranger, "/log/checkpoint").await;
    let head = Checkpoint::parse(Note::parse(note.as_bytes()).unwrap().text()).unwrap().head;
    let tiles = fetched(&mut stranger, head.size).await;
    let mut reader = Tiles::open(head, |tile| tiles.get(&tile).cloned()).unwrap();
    let mut seen = 0;
    for tile in Tile::all(head.size).filter(|tile| tile.level == 0) {
        let bytes = stranger.get(&format!("/log/{}", tile.entries_path())).await.bytes;
        for (n, entry) in (tile.span().start..).zip(bundle::parse(&bytes).unwrap()) {
            assert_eq!(reader.leaf(n).unwrap(), lianxin_log::hash::leaf(entry), "{n}");
            let text = String::from_utf8(entry.to_vec()).unwrap();
            let bare =
                ["official", "走访", "370811", "contact", "visits"].iter().all(|word| !text.contains(word));
            assert!(bare, "nobody's data: {text}");
            seen += 1;
        }
    }
    assert_eq!(seen, head.size);
    for path in ["0/000.p/0", "0/0", "0/999", "9/000", "entries/999", "x", "0/../../checkpoint"] {
        assert_eq!(stranger.get(&format!("/log/tile/{path}")).await.status, 404, "{path}");
    }
});

story!(everybody_sees_their_own_acts_and_the_auditor_all_of_the_place, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let rename = json!({"name": "东门新村", "since": "2026-07-01", "document": "济政〔2026〕1号"});
    office.post("/villages/370811001001/rename", rename.clone()).await.ok();
    office.post("/villages/370812001001/rename", rename).await.ok();
    worked(&test.app, 0, 6).await;
    let waiting = office.get("/log/mine").await.ok();
    assert!(waiting["items"][0]["entry"].is_null(), "{waiting}");
    catch_up(&test.app, Reach::All).await.unwrap();
    let own = office.get("/log/mine").await.ok();
    let deeds: Vec<&str> =
        own["items"].as_array().unwrap().iter().map(|d| d["deed"].as_str().unwrap()).collect();
    assert_eq!(deeds.iter().filter(|deed| **deed == "places.village.rename").count(), 2, "{own}");
    let renamed =
        own["items"].as_array().unwrap().iter().filter(|deed| deed["deed"] == "places.village.rename");
    assert!(renamed.into_iter().all(|deed| deed["place_name"] == "东门新村"), "{own}");
    assert!(own["items"].as_array().unwrap().iter().all(|deed| deed["entry"].as_i64().is_some()), "{own}");
    assert_eq!(office.get("/log/entries").await.status, 404);
    let all = auditor.get("/log/entries").await.ok();
    let items = all["items"].as_array().unwrap();
    assert!(items.iter().any(|deed| deed["how"] == "looked" && deed["who"] == "official 3"), "{all}");
    assert!(items.iter().all(|deed| deed["place"].as_str().unwrap().starts_with("370811")), "{all}");
    assert!(items.iter().all(|deed| deed["purpose"] == ""), "the words belong to the household: {all}");
    assert_eq!(auditor.get("/log/entries?place=370812").await.status, 404);
    assert!(verdict(&test.app, &[]).await.sound());
});
