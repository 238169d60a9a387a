//! An office's sheet of open matters: previewed, committed all or nothing, compared, undone while nobody has acted.

use std::time::Duration;

use lianxin_domain::access::Role;
use serde_json::{Value, json};

use crate::{
    cases::DAY,
    kit::{
        Caller, PASSWORD, TestApp, recount,
        talks::{households, roster},
    },
    story,
};

const TOWNSHIP: &str = "370811002";
const VILLAGE: &str = "370811002001";

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

async fn ended(staff: &mut Caller, name: &str) -> Value {
    for _ in 0..2400 {
        let import = staff.get(&format!("/case-imports/{name}")).await.ok();
        if import["phase"] == "" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the import does not end");
}

async fn previewed(staff: &mut Caller, bytes: Vec<u8>) -> (String, Value) {
    let made = staff.upload("/case-imports?file_name=a.xlsx", bytes).await;
    assert_eq!(made.status, 202, "{}", made.json);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let import = ended(staff, &name).await;
    (name, import)
}

async fn committed(staff: &mut Caller, name: &str, alike: &str) -> Value {
    staff.post(&format!("/case-imports/{name}/commit"), json!({"skip_alike": alike == "skip"})).await.ok();
    ended(staff, name).await
}

async fn undone(staff: &mut Caller, name: &str) -> Value {
    staff.post(&format!("/case-imports/{name}/undo"), json!({})).await.ok();
    ended(staff, name).await
}

fn counts(import: &Value) -> [i64; 6] {
    ["joined", "alike", "same", "over", "errors", "acted"]
        .map(|name| import["counts"][name].as_i64().unwrap())
}

async fn changes(staff: &mut Caller, name: &str, kind: &str) -> Vec<Value> {
    let told = staff.get(&format!("/case-imports/{name}/changes?kind={kind}&limit=200")).await.ok();
    told["items"].as_array().unwrap().clone()
}

/// Titles, states and last days of the township's open cases.
async fn cases(staff: &mut Caller) -> Vec<String> {
    let list = staff.get("/cases?limit=200").await.ok();
    let line = |one: &Value| {
        format!("{} {} {} {}", one["title"], one["office"], one["raised"], one["owner"]).replace('"', "")
    };
    let mut lines: Vec<String> = list["items"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

async fn rows(test: &TestApp, sql: &'static str) -> i64 {
    let (n,): (i64,) = test.app.db.read().await.unwrap().one(sql, &[]).await.unwrap();
    n
}

async fn counted(test: &TestApp) -> (i64, i64) {
    let sum = "SELECT CAST(COALESCE(SUM(raised), 0) AS BIGINT), CAST(COALESCE(SUM(late), 0) AS BIGINT) FROM matter_cut WHERE place <> county AND cut = 'theme'";
    test.app.db.read().await.unwrap().one(sum, &[]).await.unwrap()
}

/// Whether a text stands in any file of the data directory.
fn in_files(test: &TestApp, text: &str) -> bool {
    let files = std::fs::read_dir(test.folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// The real city with units; the township's staff, and its register.
async fn world(test: &TestApp) -> Caller {
    test.real_city().await;
    roster(test).await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let made = staff.upload("/household-imports?file_name=a.xlsx", fixture("households.xlsx")).await;
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let path = format!("/household-imports/{name}");
    while staff.get(&path).await.ok()["phase"] != "" {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    staff.post(&format!("{path}/commit"), json!({})).await.ok();
    while staff.get(&path).await.ok()["phase"] != "" {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    staff
}

story!(an_offices_list_is_previewed_committed_compared_and_undone, |test| {
    let mut staff = world(&test).await;
    let (first, import) = previewed(&mut staff, fixture("cases.xlsx")).await;
    assert_eq!(
        (import["state"].as_str(), import["kind"].as_str()),
        (Some("preview"), Some("cases")),
        "{import}"
    );
    assert_eq!(counts(&import), [6, 0, 0, 1, 0, 0], "{import}");
    assert!(cases(&mut staff).await.is_empty(), "a preview makes nothing");
    let new = changes(&mut staff, &first, "new").await;
    let water = &new[0];
    assert_eq!(water["name"], "自来水水压小，傍晚没水");
    let of = |name: &str| water["after"][name].clone();
    assert_eq!(
        (of("household"), of("office"), of("raised"), of("wanted_by"), of("overdue")),
        (json!("单**"), json!("in_progress"), json!("2026-06-25"), json!("2026-07-20"), json!(true))
    );
    assert_eq!(
        (&new[1]["after"]["waits"], &new[1]["after"]["handler"]),
        (&json!("transfer"), &json!("县直部门1"))
    );
    assert_eq!(new[2]["after"]["household"], Value::Null, "the village's own");
    for secret in ["村东头三排", "13800001111", "打138"] {
        assert!(!json!(new).to_string().contains(secret), "{secret} is shown");
        assert!(!in_files(&test, secret), "{secret} is stored in clear by a preview");
    }
    let done = committed(&mut staff, &first, "make").await;
    assert_eq!((&done["state"], &done["can_undo"]), (&json!("committed"), &json!(true)), "{done}");
    recount::cases(&test.app).await;
    let lines = cases(&mut staff).await;
    assert_eq!(
        lines,
        [
            "周某家危房漏雨 accepted 2026-06-29 乡镇政府4",
            "垃圾清运不及时，夏天有味 accepted 2026-06-01 乡镇政府4",
            "村口路灯不亮 received 2026-06-27 ",
            "申请低保 received 2026-06-22 ",
            "自来水水压小，傍晚没水 in_progress 2026-06-25 乡镇政府4",
            "通村路坑洼，下雨没法走 received 2026-06-20 ",
        ]
    );
    assert_eq!(
        rows(&test, "SELECT COUNT(*) AS n FROM import_key").await,
        0,
        "what it said is forgotten here"
    );
    assert_eq!(rows(&test, "SELECT COUNT(*) AS n FROM import_matter WHERE made = 1").await, 6);
    assert!(!in_files(&test, "13800001111"), "a number is not stored");
    assert_eq!(counted(&test).await, (6, 0));
    let sheet = "SELECT COALESCE(CAST(SUM(raised) AS BIGINT), 0) FROM matter_cut WHERE place <> county AND cut = 'tier' AND part = 'sheet'";
    assert_eq!(rows(&test, sheet).await, 6);
    let found = staff.get(&format!("/cases/search?place={TOWNSHIP}&q=水压")).await.ok();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let case = found["items"][0]["ref"].as_str().unwrap().to_owned();
    let whole = staff.get(&format!("/cases/{case}?purpose=核对导入")).await.ok();
    let acts: Vec<&Value> = whole["steps"].as_array().unwrap().iter().map(|step| &step["act"]).collect();
    assert_eq!(acts, [&json!("begin"), &json!("accept"), &json!("raise")], "{whole}");
    assert!(whole["inside"]["words"].as_str().unwrap().contains("号码略"), "{whole}");
    assert_eq!(whole["inside"]["household"]["name"], "单秀兰", "{whole}");

    let (again, import) = previewed(&mut staff, fixture("cases.xlsx")).await;
    assert_eq!(counts(&import), [0, 0, 6, 1, 0, 0], "the same list says nothing new: {import}");
    staff.delete(&format!("/case-imports/{again}")).await.ok();
    let (later, import) = previewed(&mut staff, fixture("cases-later.xlsx")).await;
    assert_eq!(counts(&import), [1, 1, 1, 0, 0, 0], "{import}");
    assert_eq!(changes(&mut staff, &later, "alike").await[0]["before"]["title"], "自来水水压小，傍晚没水");
    assert_eq!(changes(&mut staff, &later, "same").await[0]["name"], "申请低保");
    committed(&mut staff, &later, "skip").await;
    assert_eq!(cases(&mut staff).await.len(), 7, "what looks alike was left out");
    assert_eq!(undone(&mut staff, &later).await["state"], "undone");
    assert_eq!(cases(&mut staff).await, lines);
    assert_eq!(undone(&mut staff, &first).await["state"], "undone");
    recount::cases(&test.app).await;
    assert!(cases(&mut staff).await.is_empty());
    for sql in [
        "SELECT COUNT(*) AS n FROM matter",
        "SELECT COUNT(*) AS n FROM case_step",
        "SELECT COUNT(*) AS n FROM matter_gram",
    ] {
        assert_eq!(rows(&test, sql).await, 0, "{sql}");
    }
    assert_eq!(counted(&test).await, (0, 0));
    assert_eq!(rows(&test, sheet).await, 0);
    assert!(!in_files(&test, "村东头三排"), "what was undone is gone");
});

story!(our_own_workbook_taken_in_again_changes_nothing, |test| {
    let mut staff = world(&test).await;
    let (first, _) = previewed(&mut staff, fixture("cases.xlsx")).await;
    committed(&mut staff, &first, "make").await;
    let before = cases(&mut staff).await;
    let sheet = staff.get("/cases/list.xlsx").await;
    assert_eq!(sheet.status, 200);
    let (own, import) = previewed(&mut staff, sheet.bytes.clone()).await;
    assert_eq!(counts(&import), [0, 0, 6, 0, 0, 0], "{import}");
    assert_eq!(import["counts"]["warnings"], 0, "{import}");
    assert_eq!(changes(&mut staff, &own, "same").await.len(), 6);
    assert_eq!(cases(&mut staff).await, before);
    // Somebody else's numbers are numbers that say nothing; their villages lie elsewhere.
    let mut other = test.sign_in(Role::Township, "370811001").await;
    let (_, import) = previewed(&mut other, sheet.bytes).await;
    assert_eq!(counts(&import)[4], 6, "each row is refused: {import}");
});

story!(what_somebody_has_acted_upon_stays_and_what_the_clock_did_is_taken_back, |test| {
    let mut staff = world(&test).await;
    let (first, _) = previewed(&mut staff, fixture("cases.xlsx")).await;
    committed(&mut staff, &first, "make").await;
    test.app.clock.forward(DAY);
    let up = lianxin_server::cases::tick::tick(&test.app).await.unwrap();
    assert!(up.escalated >= 2, "what was overdue went up: {up:?}");
    assert_eq!(counted(&test).await.1, up.escalated as i64);
    let found = staff.get(&format!("/cases/search?place={TOWNSHIP}&q=路灯")).await.ok();
    let lamp = found["items"][0]["ref"].as_str().unwrap().to_owned();
    staff.post(&format!("/cases/{lamp}/acts"), json!({"act": "accept"})).await.ok();
    let undo = undone(&mut staff, &first).await;
    assert_eq!((undo["state"].as_str(), counts(&undo)[5]), (Some("undone"), 1), "{undo}");
    assert_eq!(cases(&mut staff).await, ["村口路灯不亮 accepted 2026-06-27 乡镇政府4"]);
    assert_eq!(counted(&test).await, (1, 0));
    let left = changes(&mut staff, &first, "acted").await;
    assert_eq!(
        (left.len(), &left[0]["subject"], &left[0]["name"]),
        (1, &json!(lamp), &json!("村口路灯不亮"))
    );
    assert_eq!(staff.post(&format!("/case-imports/{first}/undo"), json!({})).await.refused(), "import_state");

    // A slip is an act, too; with nothing left to take back an undo is refused.
    let (second, import) = previewed(&mut staff, fixture("cases-later.xlsx")).await;
    assert_eq!(counts(&import)[0], 3, "{import}");
    committed(&mut staff, &second, "make").await;
    // Whoever took a case on gives no slip of it: a colleague does.
    test.account("colleague", Role::Township, TOWNSHIP).await;
    let mut other = test.stranger();
    other.sign_in("colleague", PASSWORD).await;
    for title in ["水压", "低保", "清淤"] {
        let found = staff.get(&format!("/cases/search?place={TOWNSHIP}&q={title}")).await.ok();
        let case = found["items"][0]["ref"].as_str().unwrap().to_owned();
        other.post(&format!("/cases/{case}/slip"), json!({})).await.ok();
    }
    let undo = undone(&mut staff, &second).await;
    assert_eq!(
        (undo["state"].as_str(), undo["error"]["code"].as_str()),
        (Some("committed"), Some("cannot_undo"))
    );
});

story!(problems_stop_a_commit_and_each_kind_has_its_own_door, |test| {
    let mut staff = world(&test).await;
    let (name, import) = previewed(&mut staff, fixture("cases-problems.xlsx")).await;
    assert!(counts(&import)[4] >= 6, "{import}");
    let told = staff.get(&format!("/case-imports/{name}/problems?limit=200")).await.ok();
    assert!(!told.to_string().contains("保密") && !in_files(&test, "保密"), "{told}");
    let commit = format!("/case-imports/{name}/commit");
    assert_eq!(staff.post(&commit, json!({})).await.refused(), "import_errors");
    let marked = staff.get(&format!("/case-imports/{name}/problems.xlsx")).await;
    assert_eq!((marked.status, &marked.bytes[..2]), (200, b"PK".as_slice()));
    assert_eq!(staff.get("/templates/cases.xlsx").await.status, 200);
    let (stale, _) = previewed(&mut staff, fixture("cases.xlsx")).await;
    let (first, _) = previewed(&mut staff, fixture("cases.xlsx")).await;
    committed(&mut staff, &first, "make").await;
    let stopped = committed(&mut staff, &stale, "make").await;
    assert_eq!(
        (stopped["state"].as_str(), stopped["error"]["code"].as_str()),
        (Some("preview"), Some("import_stale"))
    );
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut other = test.sign_in(Role::Township, "370811001").await;
    for path in
        [format!("/case-imports/{name}"), format!("/case-imports/{name}/changes"), "/case-imports".into()]
    {
        assert_eq!(office.get(&path).await.refused(), "not_found", "office: {path}");
    }
    for path in [format!("/case-imports/{name}"), format!("/household-imports/{name}")] {
        assert_eq!(other.get(&path).await.refused(), "not_found", "{path}");
    }
    assert_eq!(staff.get(&format!("/household-imports/{name}")).await.refused(), "not_found");
    assert_eq!(other.get("/case-imports").await.ok()["items"], json!([]));
    assert_eq!(staff.get("/case-imports").await.ok()["items"].as_array().unwrap().len(), 3);
    let refused = previewed(&mut staff, fixture("not-a-roster.xlsx")).await.1;
    assert_eq!(refused["refusal"]["code"], "no_matters", "{refused}");
});

story!(a_household_erased_since_the_preview_brings_nothing_back, |test| {
    let mut staff = world(&test).await;
    let (name, _) = previewed(&mut staff, fixture("cases.xlsx")).await;
    let list = staff.get(&format!("/villages/{VILLAGE}/households?purpose=abc&q=sxl")).await.ok();
    let household = list["items"][0]["ref"].as_str().unwrap().to_owned();
    staff.post(&format!("/households/{household}/erase"), json!({"reason": "本户申请"})).await.ok();
    committed(&mut staff, &name, "make").await;
    let lines = cases(&mut staff).await;
    assert!(lines.len() == 5 && !lines.iter().any(|line| line.contains("水压")), "{lines:?}");
    assert!(!in_files(&test, "村东头三排"));
});

story!(ten_thousand_matters_come_in_within_seconds_and_more_are_refused, |test| {
    test.real_city().await;
    roster(&test).await;
    households(&test.app, VILLAGE, 200).await;
    let mut staff = test.sign_in(Role::Township, TOWNSHIP).await;
    let sheet = |count: usize| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (n, label) in ["所在村", "户主", "事项", "诉求内容", "受理日期"].iter().enumerate()
        {
            sheet.write_string(0, n as u16, *label).unwrap();
        }
        for n in 0..count {
            let row = n as u32 + 1;
            let words = ["自来水", "通村路", "低保", "垃圾", "路灯", "医保", "危房"][n % 7];
            sheet.write_string(row, 0, "航运新村").unwrap();
            sheet.write_string(row, 1, format!("张{}", n % 200)).unwrap();
            sheet.write_string(row, 2, format!("{words}问题第{n}件")).unwrap();
            sheet.write_string(row, 3, format!("{words}的事已经说过多次，编为{n}，请来人看一看")).unwrap();
            sheet.write_string(row, 4, "2026-06-20").unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    // Unoptimised, a tenth is enough to tell.
    let many = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
    let begun = std::time::Instant::now();
    let (name, import) = previewed(&mut staff, sheet(many)).await;
    let read = begun.elapsed();
    assert_eq!(counts(&import), [many as i64, 0, 0, 0, 0, 0], "{import}");
    let begun = std::time::Instant::now();
    let done = committed(&mut staff, &name, "make").await;
    let wrote = begun.elapsed();
    assert_eq!(done["state"], "committed", "{done}");
    println!("{many} matters: previewed in {read:?}, written in {wrote:?}");
    let begun = std::time::Instant::now();
    let (again, import) = previewed(&mut staff, sheet(many)).await;
    assert_eq!(counts(&import)[2], many as i64, "{import}");
    println!("compared again in {:?}", begun.elapsed());
    staff.delete(&format!("/case-imports/{again}")).await.ok();
    let begun = std::time::Instant::now();
    assert_eq!(undone(&mut staff, &name).await["state"], "undone");
    println!("undone in {:?}", begun.elapsed());
    assert_eq!(rows(&test, "SELECT COUNT(*) AS n FROM matter_gram").await, 0);
    let refused = previewed(&mut staff, sheet(10_001)).await.1;
    assert_eq!(refused["refusal"]["code"], "too_many_rows", "{refused}");
});
