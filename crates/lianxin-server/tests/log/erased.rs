//! Erasure: the log still verifies, nobody can open what was closed, nobody can pretend it, and no byte of the household is left.

use lianxin_domain::{access::Role, people::Rank};
use lianxin_server::{
    App, args,
    engine::{backup, db::Engine},
    log::{
        rows::{Event, Row},
        sequencer::{Reach, catch_up},
        store,
    },
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    cosigned,
    kit::{
        Caller, TestApp,
        talks::{Cadre, link, roster},
        written,
    },
    story, verdict,
};

const VILLAGE: &str = "370811001001";
/// Words that only this household has.
const WORDS: &[&str] =
    &["单秀兰", "shanxiulan", "尿毒症透析", "13955512345", "七十七号院", "屋后漏雨", "问透析报销"];

async fn known_household(test: &TestApp) -> (Cadre, Caller, String) {
    let roster = roster(test).await;
    let mut cadre = Cadre::of(test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let mut town = test.sign_in(Role::Township, "370811001").await;
    let family = json!({
        "house": "七十七号院", "name": "单秀兰", "members": 2, "residents": [{"name": "单秀兰", "relation": "户主"}],
        "facts": [{"class": "health", "text": "尿毒症透析"}, {"class": "contact", "text": "13955512345"}],
    });
    let made = town.post(&format!("/villages/{VILLAGE}/households"), family).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let id: Uuid = name.split_once('.').unwrap().1.parse().unwrap();
    let mut talk = json!({"id": test.app.clock.id(), "kind": "visit", "body": {
        "village": VILLAGE, "household": id, "day": "2026-07-01", "how": "in_person",
    }});
    talk["body"]["statements"] = json!([{"words": "屋后漏雨", "consent": true}]);
    assert_eq!(cadre.send(talk).await, "created");
    let said = json!({"village": VILLAGE, "household": id, "words": "想问报销", "title": "报销咨询", "theme": "health",
        "kind": "ordinary"});
    let made = town.post("/cases", said).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let look = json!({"class": "health", "purpose": "问透析报销"});
    town.post(&format!("/households/{name}/reveal"), look).await.ok();
    (cadre, town, name)
}

/// Words that this household's cases, slips, wishes and the looks at it leave behind.
const IN_CASES: &[&str] = &[
    "单家屋漏",
    "瓦片换了三十块",
    "东墙还在滴水",
    "等瓦匠上门",
    "我家是四口人",
    "看单家漏雨",
    "洪水要转移单家",
    "知道单家在哪",
    "请来看单家的墙",
];

/// What stands in a file of its case and in the file's name: never in clear.
const IN_FILES: &[&str] = &["墙里渗水三年", "单家墙照"];

/// A file's name and its first piece as they are stored.
async fn sealed_file(test: &TestApp) -> Option<(Vec<u8>, Vec<u8>)> {
    const FILE: &str = "SELECT d.name, c.bytes FROM case_document d \
         JOIN case_chunk c ON c.county = d.county AND c.document = d.id";
    test.app.db.read().await.unwrap().maybe(FILE, &[]).await.unwrap()
}

/// Whether these very bytes lie anywhere, as they are or as a backup writes them.
fn lies(everywhere: &[(String, Vec<u8>)], sealed: &[u8]) -> bool {
    let coded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, sealed);
    let has = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    everywhere.iter().any(|(_, bytes)| has(bytes, sealed) || has(bytes, coded.as_bytes()))
}

/// A case of the household from its need to its word, with what it asked of the office, and an emergency look that was agreed.
async fn whole_case(test: &TestApp, cadre: &mut Cadre, town: &mut Caller, name: &str) {
    let (county, id) = name.split_once('.').unwrap();
    let need = test.app.clock.id();
    let talk = json!({"id": test.app.clock.id(), "kind": "visit", "body": {
        "village": VILLAGE, "household": id, "day": "2026-07-01", "how": "in_person",
        "needs": [{"id": need, "words": "屋后漏雨，东墙湿透"}],
    }});
    assert_eq!(cadre.send(talk).await, "created");
    let about = json!({"title": "单家屋漏", "theme": "housing", "kind": "ordinary"});
    let made = cadre.caller.post(&format!("/needs/{county}.{need}/case"), about).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let case = made.json["ref"].as_str().unwrap().to_owned();
    town.get(&format!("/cases/{case}?purpose=看单家漏雨")).await.ok();
    let units = town.get(&format!("/cases/{case}/units")).await.ok()["items"].clone();
    let other = |unit: &&serde_json::Value| unit["kind"] == "county_department";
    let unit = units.as_array().unwrap().iter().find(other).unwrap()["ref"].clone();
    let file = format!("%PDF-1.7 {}", IN_FILES[0]).into_bytes();
    let made = town.upload(&format!("/cases/{case}/documents?file_name={}.pdf", IN_FILES[1]), file).await;
    assert_eq!(made.status, 201, "{}", made.json);
    for body in [
        json!({"act": "accept"}),
        json!({"act": "begin", "words": "等瓦匠上门"}),
        json!({"act": "invite", "to": unit, "by": "2026-07-09", "words": "请来看单家的墙"}),
        json!({"act": "done", "words": "瓦片换了三十块"}),
    ] {
        town.post(&format!("/cases/{case}/acts"), body).await.ok();
    }
    let slip = cadre.caller.post(&format!("/cases/{case}/slip"), json!({})).await;
    let token = slip.json["token"].as_str().unwrap();
    let mut resident = test.stranger();
    let no = json!({"token": token, "word": "not_solved", "reason": "东墙还在滴水"});
    resident.post("/resident/answer", no).await.ok();
    let wish = json!({"token": token, "kind": "correct", "words": "我家是四口人"});
    resident.post("/resident/request", wish).await.ok();
    let readers = resident.post("/resident/readers", json!({"token": token})).await.ok();
    let event = readers["items"][0]["event"].clone();
    resident.post("/resident/why", json!({"token": token, "event": event})).await.ok();
    let glass = json!({"village": VILLAGE, "house": "七十七号院", "reason": "洪水要转移单家"});
    let asked = cadre.caller.post("/glass", glass).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let voice = json!({"agrees": true, "words": "知道单家在哪"});
    let asked = asked.json["ref"].as_str().unwrap().to_owned();
    town.post(&format!("/approvals/{asked}/voice"), voice).await.ok();
    cadre.caller.post(&format!("/glass/{asked}"), json!({})).await.ok();
}

/// Where PostgreSQL keeps its files, when this process may read them.
async fn cluster_files(test: &TestApp) -> Vec<(String, Vec<u8>)> {
    let mut conn = test.app.db.read().await.unwrap();
    let (folder,): (String,) =
        conn.one("SELECT current_setting('data_directory') AS folder", &[]).await.unwrap();
    drop(conn);
    let (mut found, mut folders) = (Vec::new(), vec![std::path::PathBuf::from(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                found.push((path.display().to_string(), bytes));
            }
        }
    }
    found
}

/// Everything that is stored anywhere: files with their folders, and on PostgreSQL every row of every table.
async fn everywhere(test: &TestApp) -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![test.folder().to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    // A fresh backup holds every row of every table, on either engine.
    let mut file = Vec::new();
    backup::write(&test.app.db, &test.app.clock, &mut file, |_, _| ()).await.unwrap();
    let lines = &file[..file.len() - 64];
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(lines), &mut text).unwrap();
    found.push(("a fresh backup".into(), text));
    found
}

fn hits(everywhere: &[(String, Vec<u8>)], word: &str) -> Vec<String> {
    let has = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    everywhere.iter().filter(|(_, bytes)| has(bytes)).map(|(name, _)| name.clone()).collect()
}

async fn first_event(app: &App) -> Event {
    const FIRST: &str = "SELECT county, id, at, day, account, actor_name, actor_unit, role, village, household, class, purpose \
         FROM access_event WHERE class = 'health'";
    app.db.read().await.unwrap().one(FIRST, &[]).await.unwrap()
}

story!(erased_is_erased_and_the_log_still_verifies, |test| {
    let (_cadre, mut town, name) = known_household(&test).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let before = cosigned(&test.app).await;
    let event = first_event(&test.app).await;
    let secret: (Vec<u8>,) = test
        .app
        .db
        .read()
        .await
        .unwrap()
        .one("SELECT secret FROM log_secret WHERE owner = $1", &args![&event.household])
        .await
        .unwrap();
    let there = everywhere(&test).await;
    for word in ["单秀兰", "七十七号院", "屋后漏雨", "问透析报销"] {
        assert!(!hits(&there, word).is_empty(), "{word} is there before, so that the search means something");
    }
    town.post(&format!("/households/{name}/erase"), json!({"reason": "本户书面申请"})).await.ok();
    catch_up(&test.app, Reach::All).await.unwrap();
    test.app.db.sweep().await;
    if test.app.db.engine() == Engine::Postgres {
        let mut conn = test.app.db.read().await.unwrap();
        let left: Vec<(String,)> = conn.all("SELECT purpose FROM access_event", &[]).await.unwrap();
        assert!(left.iter().all(|(purpose,)| purpose != "问透析报销"));
    }
    let there = everywhere(&test).await;
    for word in WORDS {
        assert!(hits(&there, word).is_empty(), "{word} is still in {:?}", hits(&there, word));
    }
    // Not even the secret is left, without which nobody can try words against the log.
    let held = there.iter().any(|(_, bytes)| bytes.windows(32).any(|window| window == secret.0.as_slice()));
    assert!(!held, "the secret of the household is still there");
    let verdict = verdict(&test.app, &[before]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
    assert_eq!((verdict.forgotten, verdict.erased > 0), (1, true));
    let stayed = Row::Event(first_event(&test.app).await);
    assert_eq!(stayed.household(), Some(event.household.as_str()), "who looked, and when, still proves");
});

story!(what_a_household_said_in_its_cases_is_erased_with_it, |test| {
    let (mut cadre, mut town, name) = known_household(&test).await;
    whole_case(&test, &mut cadre, &mut town, &name).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let there = everywhere(&test).await;
    for word in IN_CASES {
        assert!(!hits(&there, word).is_empty(), "{word} is there before, so that the search means something");
    }
    for word in IN_FILES {
        assert!(hits(&there, word).is_empty(), "{word} lies open in {:?}", hits(&there, word));
    }
    let (called, piece) = sealed_file(&test).await.expect("a file");
    assert!(lies(&there, &called) && lies(&there, &piece), "they are there before");
    town.post(&format!("/households/{name}/erase"), json!({"reason": "本户书面申请"})).await.ok();
    catch_up(&test.app, Reach::All).await.unwrap();
    test.app.db.sweep().await;
    let there = everywhere(&test).await;
    for word in IN_CASES.iter().chain(WORDS).chain(IN_FILES) {
        assert!(hits(&there, word).is_empty(), "{word} is still in {:?}", hits(&there, word));
    }
    // Of the file not even the sealed bytes are left, and the key is gone.
    assert!(sealed_file(&test).await.is_none());
    assert!(!lies(&there, &called) && !lies(&there, &piece), "sealed bytes are still there");
    // Two neighbouring characters of the title or of the words: what a search compares.
    let mut conn = test.app.db.read().await.unwrap();
    let (grams,): (i64,) =
        conn.one("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM matter_gram", &[]).await.unwrap();
    assert_eq!(grams, 0);
    drop(conn);
    let list = town.get("/cases/list.xlsx").await;
    assert_eq!(list.status, 200);
    let file =
        town.get(&format!("/visits/export/{VILLAGE}.csv?from=2026-07-01&to=2026-07-01&purpose=核对")).await;
    assert_eq!(file.status, 200, "{}", file.json);
    let exports =
        [("visits".to_owned(), file.bytes), ("cases".to_owned(), written(&list.bytes).into_bytes())];
    for word in IN_CASES.iter().chain(WORDS) {
        assert!(hits(&exports, word).is_empty(), "{word} leaves in an export");
    }
    catch_up(&test.app, Reach::All).await.unwrap();
    let verdict = verdict(&test.app, &[]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
});

story!(sealed_facts_never_lie_open_on_a_disk, |test| {
    let (_cadre, mut town, name) = known_household(&test).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    for _ in 0..2 {
        let mut there = everywhere(&test).await;
        if test.app.db.engine() == Engine::Postgres {
            there.extend(cluster_files(&test).await);
        }
        for word in ["尿毒症透析", "13955512345"] {
            assert!(hits(&there, word).is_empty(), "{word} lies in {:?}", hits(&there, word));
        }
        town.post(&format!("/households/{name}/erase"), json!({"reason": "本户书面申请"})).await;
    }
});

story!(an_erasure_cannot_be_pretended, |test| {
    let (_cadre, mut town, name) = known_household(&test).await;
    catch_up(&test.app, Reach::All).await.unwrap();
    let id: Uuid = name.split_once('.').unwrap().1.parse().unwrap();
    let county = "370811".parse().unwrap();
    // The secret goes and the words go, as in an erasure, but nobody erased.
    let mut conn = test.app.db.write().await.unwrap();
    store::forget(&mut conn, &county, id).await.unwrap();
    conn.run("UPDATE access_event SET purpose = '' WHERE household = $1", &args![id.to_string()])
        .await
        .unwrap();
    conn.commit().await.unwrap();
    let found = verdict(&test.app, &[]).await;
    assert_eq!(found.findings[0].code, "secret-missing", "{:?}", found.findings);
    assert_eq!(found.findings[0].table, "access_event");
    town.post(&format!("/households/{name}/erase"), json!({"reason": "本户书面申请"})).await.ok();
    catch_up(&test.app, Reach::All).await.unwrap();
    assert!(verdict(&test.app, &[]).await.sound(), "now it stands in the log who erased, when and why");
    // Words put back under a closed commitment are found, too.
    let mut conn = test.app.db.write().await.unwrap();
    let put = "UPDATE access_event SET purpose = '慰问' WHERE household = $1";
    conn.run(put, &args![id.to_string()]).await.unwrap();
    conn.commit().await.unwrap();
    assert!(!verdict(&test.app, &[]).await.sound());
});

story!(an_erasure_while_the_log_is_being_written_closes_what_it_must, |test| {
    let (_cadre, mut town, name) = known_household(&test).await;
    let app = test.app.clone();
    let looking = tokio::spawn(async move {
        for _ in 0..200 {
            catch_up(&app, Reach::All).await.unwrap();
            tokio::task::yield_now().await;
        }
    });
    town.post(&format!("/households/{name}/erase"), json!({"reason": "本户书面申请"})).await.ok();
    looking.await.unwrap();
    catch_up(&test.app, Reach::All).await.unwrap();
    let verdict = verdict(&test.app, &[]).await;
    assert!(verdict.sound(), "{:?}", verdict.findings);
});
