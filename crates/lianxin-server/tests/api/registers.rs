//! A register's way in: previewed, committed all or nothing, compared, undone; what is sealed is never stored in clear.

use std::time::Duration;

use lianxin_domain::access::Role;
use serde_json::{Value, json};

use crate::{
    kit::{Caller, TestApp},
    story,
};

const TOWNSHIP: &str = "370811002";
const VILLAGE: &str = "370811002001";

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

async fn ended(staff: &mut Caller, name: &str) -> Value {
    for _ in 0..800 {
        let import = staff.get(&format!("/household-imports/{name}")).await.ok();
        if import["phase"] == "" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the import does not end");
}

async fn previewed(staff: &mut Caller, file: &str) -> (String, Value) {
    let made = staff.upload(&format!("/household-imports?file_name={file}"), fixture(file)).await;
    assert_eq!(made.status, 202, "{}", made.json);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let import = ended(staff, &name).await;
    (name, import)
}

async fn committed(staff: &mut Caller, name: &str, left: &str) -> Value {
    staff.post(&format!("/household-imports/{name}/commit"), json!({"left": left})).await.ok();
    let import = ended(staff, name).await;
    assert_eq!(import["state"], "committed", "{import}");
    import
}

async fn undone(staff: &mut Caller, name: &str) -> Value {
    staff.post(&format!("/household-imports/{name}/undo"), json!({})).await.ok();
    ended(staff, name).await
}

/// Name, house and members of a village's households, with the facts of two classes.
async fn village(staff: &mut Caller) -> Vec<String> {
    let list = staff.get(&format!("/villages/{VILLAGE}/households?purpose=abc&limit=200")).await.ok();
    let mut lines = Vec::new();
    for one in list["items"].as_array().unwrap() {
        let name = one["ref"].as_str().unwrap();
        let mut line = format!("{} {} {}", one["name"], one["house"], one["members"]);
        for class in ["contact", "hardship"] {
            // Nothing of these households is anybody's task: their own copy tells.
            let ask = json!({"purpose": "本户申请副本"});
            let told = staff.post(&format!("/households/{name}/copy"), ask).await.ok();
            let of = told["classes"].as_array().unwrap().iter().find(|of| of["class"] == class).unwrap();
            for fact in of["facts"].as_array().unwrap().iter().filter(|fact| fact["until"].is_null()) {
                line += &format!(" {class}={}", fact["text"]);
            }
        }
        for standing in one["standings"].as_array().unwrap() {
            line += &format!(" {}", standing["kind"]);
        }
        lines.push(line.replace('"', ""));
    }
    lines.sort();
    lines
}

/// Whether a text stands in any file of the data directory.
fn in_files(test: &TestApp, text: &str) -> bool {
    let files = std::fs::read_dir(test.folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

async fn rows(test: &TestApp, table: &str) -> i64 {
    let sql: &'static str = format!("SELECT COUNT(*) AS n FROM {table}").leak();
    let (n,): (i64,) = test.app.db.read().await.unwrap().one(sql, &[]).await.unwrap();
    n
}

story!(a_register_is_previewed_committed_compared_and_undone, |test| {
    test.real_city().await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let (first, import) = previewed(&mut staff, "households.xlsx").await;
    let counts = &import["counts"];
    assert_eq!(
        (import["state"].as_str(), import["kind"].as_str()),
        (Some("preview"), Some("households")),
        "{import}"
    );
    assert_eq!((counts["joined"].as_i64(), counts["errors"].as_i64()), (Some(5), Some(0)), "{import}");
    assert!(village(&mut staff).await.is_empty(), "a preview imports nothing");
    let changes = staff.get(&format!("/household-imports/{first}/changes?kind=joined")).await.ok();
    assert_eq!(changes["items"][0]["after"]["hardship"], "sealed", "{changes}");
    for secret in ["欠医药费", "13800001111", "肝硬化", "王小宝", "父母外出务工"] {
        assert!(!changes.to_string().contains(secret), "{secret} is shown");
        assert!(!in_files(&test, secret), "{secret} is stored in clear by a preview");
    }
    let done = committed(&mut staff, &first, "keep").await;
    assert_eq!(done["can_undo"], true);
    let before = village(&mut staff).await;
    assert_eq!(before.len(), 3);
    assert!(
        before.contains(
            &"单秀兰 12号 3 contact=13800001111 hardship=因病致贫，欠医药费 old_model old_party_member"
                .to_owned()
        ),
        "{before:?}"
    );
    for secret in ["欠医药费", "13800001111", "肝硬化", "王小宝", "父母外出务工"] {
        assert!(!in_files(&test, secret), "{secret} is stored in clear");
    }
    let (again, import) = previewed(&mut staff, "households.xlsx").await;
    let counts = &import["counts"];
    assert_eq!(
        (counts["joined"].as_i64(), counts["same"].as_i64(), counts["left"].as_i64()),
        (Some(0), Some(5), Some(0)),
        "{import}"
    );
    staff.delete(&format!("/household-imports/{again}")).await.ok();

    let (second, import) = previewed(&mut staff, "households-changed.xlsx").await;
    let counts = &import["counts"];
    let of = |kind: &str| counts[kind].as_i64().unwrap();
    assert_eq!((of("joined"), of("changed"), of("left"), of("same")), (1, 2, 1, 0), "{import}");
    committed(&mut staff, &second, "end").await;
    let after = village(&mut staff).await;
    assert_eq!(
        after,
        [
            "單秀蘭 012 3 contact=13800003333 old_model old_party_member",
            "孙丽 13 1 contact=0537-1234567 thriving",
            "郑新 14号 2"
        ]
    );
    let undo = undone(&mut staff, &second).await;
    assert_eq!(undo["state"], "undone", "{undo}");
    assert_eq!(village(&mut staff).await, before, "an undo brings all back");
    assert_eq!(undone(&mut staff, &first).await["state"], "committed", "its households were changed since");
});

story!(an_undo_leaves_no_key_and_a_discarded_preview_neither, |test| {
    test.real_city().await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let (first, _) = previewed(&mut staff, "households.xlsx").await;
    assert_eq!(rows(&test, "household_key").await, 5);
    staff.delete(&format!("/household-imports/{first}")).await.ok();
    assert_eq!((rows(&test, "household_key").await, rows(&test, "import_household").await), (0, 0));
    let (second, _) = previewed(&mut staff, "households.xlsx").await;
    committed(&mut staff, &second, "keep").await;
    assert_eq!(undone(&mut staff, &second).await["state"], "undone");
    for table in ["household", "resident", "standing", "sealed_fact", "household_key"] {
        assert_eq!(rows(&test, table).await, 0, "{table}");
    }
    assert!(!in_files(&test, "单秀兰") && !in_files(&test, "shanxiulan"), "what was undone is gone");
    let changes = staff.get(&format!("/household-imports/{second}/changes?kind=joined")).await.ok();
    assert_eq!(changes["items"][0]["name"], "—", "what was changed is noise without the key");
});

story!(a_corrected_or_stale_household_stops_undo_and_commit, |test| {
    test.real_city().await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let (first, _) = previewed(&mut staff, "households.xlsx").await;
    committed(&mut staff, &first, "keep").await;
    let (second, _) = previewed(&mut staff, "households-changed.xlsx").await;
    let list = staff.get(&format!("/villages/{VILLAGE}/households?purpose=abc&q=sxl")).await.ok();
    let household = list["items"][0]["ref"].as_str().unwrap().to_owned();
    staff.patch(&format!("/households/{household}"), json!({"house": "12号甲"})).await.ok();
    staff.post(&format!("/household-imports/{second}/commit"), json!({"left": "end"})).await.ok();
    let stopped = ended(&mut staff, &second).await;
    assert_eq!(
        (stopped["state"].as_str(), stopped["error"]["code"].as_str()),
        (Some("preview"), Some("import_stale"))
    );
    let undo = undone(&mut staff, &first).await;
    assert_eq!(
        (undo["state"].as_str(), undo["error"]["code"].as_str()),
        (Some("committed"), Some("cannot_undo"))
    );
    staff.post(&format!("/households/{household}/erase"), json!({"reason": "本户申请"})).await.ok();
    assert_eq!(
        undone(&mut staff, &first).await["state"],
        "undone",
        "the erased one stays erased, the rest goes"
    );
    assert_eq!(rows(&test, "household").await, 1);
});

story!(problems_quote_nothing_sealed_and_each_kind_has_its_own_door, |test| {
    test.real_city().await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (name, import) = previewed(&mut staff, "households-problems.xlsx").await;
    assert!(import["counts"]["errors"].as_i64().unwrap() >= 5, "{import}");
    let told = staff.get(&format!("/household-imports/{name}/problems?limit=200")).await.ok();
    for secret in ["保密", "单秀兰", "五保户"] {
        assert!(!told.to_string().contains(secret), "{secret}: {told}");
        assert!(!in_files(&test, secret), "{secret} is stored");
    }
    let commit = format!("/household-imports/{name}/commit");
    assert_eq!(staff.post(&commit, json!({})).await.refused(), "import_errors");
    let marked = staff.get(&format!("/household-imports/{name}/problems.xlsx")).await;
    assert_eq!((marked.status, &marked.bytes[..2]), (200, b"PK".as_slice()));
    assert_eq!(staff.get("/templates/households.xlsx").await.status, 200);

    let roster = office.upload("/imports?file_name=roster.xlsx", fixture("roster.xlsx")).await;
    let roster = roster.json["ref"].as_str().unwrap().to_owned();
    for path in [
        format!("/imports/{roster}"),
        format!("/imports/{name}"),
        format!("/household-imports/{roster}"),
        "/imports".into(),
    ] {
        assert_eq!(staff.get(&path).await.refused(), "not_found", "township: {path}");
    }
    for path in [
        format!("/household-imports/{name}"),
        format!("/household-imports/{name}/changes"),
        format!("/imports/{name}"),
        "/household-imports".into(),
    ] {
        assert_eq!(office.get(&path).await.refused(), "not_found", "office: {path}");
    }
    assert_eq!(office.post(&format!("/imports/{name}/commit"), json!({})).await.refused(), "not_found");
    assert_eq!(staff.get("/household-imports").await.ok()["items"].as_array().unwrap().len(), 1);
    assert_eq!(office.get("/imports").await.ok()["items"].as_array().unwrap().len(), 1);
    let mut other = test.sign_in(Role::Township, "370811001").await;
    assert_eq!(other.get(&format!("/household-imports/{name}")).await.refused(), "not_found");
    assert_eq!(other.get("/household-imports").await.ok()["items"], json!([]));
});
