//! A roster's way in: previewed, refused with reasons, committed all or nothing, compared, undone.

use std::time::Duration;

use lianxin_domain::access::Role;
use serde_json::{Value, json};

use crate::{kit::Caller, story};

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Waits until the import's job ended.
async fn ended(office: &mut Caller, name: &str) -> Value {
    for _ in 0..800 {
        let import = office.get(&format!("/imports/{name}")).await.ok();
        if import["phase"] == "" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the import does not end");
}

async fn previewed(office: &mut Caller, file: &str) -> (String, Value) {
    let made = office.upload(&format!("/imports?file_name={file}"), fixture(file)).await;
    assert_eq!(made.status, 202, "{}", made.json);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let import = ended(office, &name).await;
    (name, import)
}

async fn committed(office: &mut Caller, name: &str, left: &str) -> Value {
    office.post(&format!("/imports/{name}/commit"), json!({"left": left})).await.ok();
    let import = ended(office, name).await;
    assert_eq!(import["state"], "committed", "{import}");
    import
}

async fn names(office: &mut Caller) -> Vec<String> {
    let list = office.get("/officials?limit=200").await.ok();
    let line = |o: &Value| format!("{} {} {} {}", o["name"], o["post"], o["rank"], o["unit"]["name"]);
    let mut names: Vec<String> = list["items"].as_array().unwrap().iter().map(line).collect();
    names.sort();
    names
}

story!(a_messy_roster_is_previewed_committed_and_undone, |test| {
    test.real_city().await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (name, import) = previewed(&mut office, "roster.xlsx").await;
    assert_eq!(
        (import["state"].as_str(), import["counts"]["errors"].as_i64()),
        (Some("preview"), Some(0)),
        "{import}"
    );
    let joined = import["counts"]["joined"].as_i64().unwrap();
    assert!(joined > 3, "{import}");
    assert!(names(&mut office).await.is_empty(), "a preview imports nothing");
    let changes = office.get(&format!("/imports/{name}/changes?kind=joined&limit=200")).await.ok();
    assert_eq!(changes["items"].as_array().unwrap().len() as i64, joined);
    assert!(changes["items"][0]["after"].get("id_digest").is_none(), "digests stay inside");
    let done = committed(&mut office, &name, "keep").await;
    assert_eq!(done["can_undo"], true);
    assert_eq!(names(&mut office).await.len() as i64, joined);
    let (_, again) = previewed(&mut office, "roster.xlsx").await;
    assert_eq!(
        (again["counts"]["joined"].as_i64(), again["counts"]["same"].as_i64()),
        (Some(0), Some(joined)),
        "{again}"
    );
    office.post(&format!("/imports/{name}/undo"), json!({})).await.ok();
    assert_eq!(ended(&mut office, &name).await["state"], "undone");
    assert!(names(&mut office).await.is_empty());
});

story!(a_changed_roster_is_a_difference_and_its_undo_brings_all_back, |test| {
    test.real_city().await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (first, _) = previewed(&mut office, "roster.xlsx").await;
    committed(&mut office, &first, "keep").await;
    let before = names(&mut office).await;
    let (second, import) = previewed(&mut office, "roster-changed.xlsx").await;
    let counts = &import["counts"];
    for kind in ["joined", "moved", "left"] {
        assert!(counts[kind].as_i64().unwrap() > 0, "{kind}: {counts}");
    }
    committed(&mut office, &second, "end").await;
    let after = names(&mut office).await;
    let expected =
        before.len() as i64 + counts["joined"].as_i64().unwrap() - counts["left"].as_i64().unwrap();
    assert_eq!(after.len() as i64, expected);
    let late = office.post(&format!("/imports/{first}/undo"), json!({})).await;
    assert_eq!(late.refused(), "cannot_undo");
    office.post(&format!("/imports/{second}/undo"), json!({})).await.ok();
    assert_eq!(ended(&mut office, &second).await["state"], "undone");
    assert_eq!(names(&mut office).await, before);
});

story!(problems_are_named_by_cell_and_nothing_is_imported, |test| {
    test.real_city().await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (name, import) = previewed(&mut office, "roster-problems.xlsx").await;
    assert!(import["counts"]["errors"].as_i64().unwrap() > 0, "{import}");
    let problems = office.get(&format!("/imports/{name}/problems?severity=error")).await.ok();
    let first = &problems["items"][0];
    assert!(first["row"].as_i64().unwrap() > 0 && !first["mend"].as_str().unwrap().is_empty(), "{first}");
    assert_eq!(office.post(&format!("/imports/{name}/commit"), json!({})).await.refused(), "import_errors");
    let marked = office.get(&format!("/imports/{name}/problems.xlsx")).await;
    assert_eq!((marked.status, &marked.bytes[..2]), (200, b"PK".as_slice()));
    office.delete(&format!("/imports/{name}")).await.ok();
    assert_eq!(office.get(&format!("/imports/{name}/problems.xlsx")).await.refused(), "file_gone");
    assert_eq!(office.get(&format!("/imports/{name}/problems")).await.ok()["items"], json!([]));
});

story!(a_poisoned_workbook_is_refused_in_words, |test| {
    test.real_city().await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let poisoned = [
        "bomb.xlsx",
        "bomb-lying.xlsx",
        "million-columns.xlsx",
        "password.xlsx",
        "truncated.xlsx",
        "empty.xlsx",
        "csv-gb18030.xlsx",
        "not-a-roster.xlsx",
    ];
    for file in poisoned {
        let begun = std::time::Instant::now();
        let (_, import) = previewed(&mut office, file).await;
        assert_eq!(import["state"], "refused", "{file}: {import}");
        assert!(!import["refusal"]["mend"].as_str().unwrap().is_empty(), "{file}: {import}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{file} took {:?}", begun.elapsed());
    }
    assert!(names(&mut office).await.is_empty());
});

story!(the_template_and_the_links_are_workbooks, |test| {
    crate::kit::people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    for path in ["/templates/roster.xlsx", "/export/370811"] {
        let file = office.get(path).await;
        assert_eq!((file.status, &file.bytes[..2]), (200, b"PK".as_slice()), "{path}");
    }
    assert_eq!(office.get("/export/370812").await.status, 404);
});
