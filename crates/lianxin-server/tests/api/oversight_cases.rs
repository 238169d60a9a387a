//! How cases go, as offices, the public and the monthly report are told it: alike everywhere, small numbers withheld.

use std::io::{Cursor, Read};

use lianxin_domain::access::Role;
use lianxin_server::{cases::store, oversight::release};
use serde_json::{Value, json};

use crate::{
    kit::{Caller, TestApp, caller::Reply},
    story,
};

const DAY: i64 = 24 * 3600 * 1000;

/// A township's second quarter: raised, finished, solved, partly, not solved, silent, kept, late.
const TOWNSHIPS: &[(&str, [i64; 8])] = &[
    ("370811001", [60, 50, 35, 6, 5, 4, 40, 12]),
    ("370811002", [40, 30, 10, 8, 6, 6, 25, 8]),
    ("370812001", [90, 80, 75, 5, 0, 0, 80, 6]),
];

/// Puts roll-ups in as the cases would have left them.
async fn counted(test: &TestApp, quarter: &str, townships: &[(&str, [i64; 8])]) {
    let mut rows = Vec::new();
    for (township, n) in townships {
        let [raised, finished, solved, partly, not_solved, silent, kept, late] = *n;
        for (cut, part) in [("theme", "water"), ("tier", "counter")] {
            let key = [&township[..6], township, cut, quarter, part].map(str::to_owned);
            rows.push((key, [raised, finished, solved, partly, not_solved, silent, 0, 0, 0, kept, late]));
        }
    }
    let mut conn = test.app.db.write().await.unwrap();
    store::count(&mut conn, rows).await.unwrap();
    conn.commit().await.unwrap();
}

async fn figures(caller: &mut Caller, place: &str) -> Value {
    caller.get(&format!("/cases/figures?place={place}&from=2026Q2&to=2026Q2")).await.ok()
}

fn shown(n: i64) -> Value {
    json!({"n": n, "withheld": false})
}

story!(outcomes_are_told_of_a_place_as_a_whole_or_not_at_all, |test| {
    counted(&test, "2026Q2", TOWNSHIPS).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let city = figures(&mut office, "3708").await;
    assert_eq!(city["now"]["outcomes"], json!({"partly": 19, "not_solved": 11, "silent": 10}));
    assert_eq!(
        city["children"][1]["figures"]["outcomes"],
        json!({"partly": 5, "not_solved": 0, "silent": 0})
    );
    // Chance does not explain what two counties differ in; the order is that of their codes all the same.
    let beside = |page: &Value| -> Vec<Value> {
        let all = page["children"].as_array().unwrap();
        all.iter().map(|one| one["figures"]["solved_range"]["beside"].clone()).collect()
    };
    assert_eq!(beside(&city), ["lower", "higher"]);
    assert_eq!(city["now"]["solved_range"]["beside"], Value::Null);
    assert_eq!(city["now"]["solved_range"]["at"], 750);
    // Four households that were never heard take their township's outcomes and the neighbour's along, but not those solved.
    let county = figures(&mut office, "370811").await;
    assert_eq!(county["now"]["outcomes"], json!({"partly": 14, "not_solved": 11, "silent": 10}));
    for child in county["children"].as_array().unwrap() {
        assert_eq!(child["figures"]["outcomes"], Value::Null, "{child}");
    }
    assert_eq!(county["children"][0]["figures"]["solved"], shown(35));
    assert_eq!(beside(&county)[0], "not_apart");
});

story!(the_public_is_told_once_and_never_again_otherwise, |test| {
    counted(&test, "2026Q2", TOWNSHIPS).await;
    let mut anyone = test.stranger();
    // The second quarter ended yesterday: the last words are not in.
    assert_eq!(release::tick(&test.app).await.unwrap(), 0);
    let nothing = anyone.get("/open/cases").await.ok();
    assert_eq!((&nothing["quarters"], &nothing["next"]), (&json!([]), &json!("2026Q2")));
    assert_eq!(nothing["next_day"], "2026-07-15");
    test.app.clock.forward(14 * DAY);
    assert_eq!(release::tick(&test.app).await.unwrap(), 1);
    let told = anyone.get("/open/cases").await;
    assert!(told.headers.get("set-cookie").is_none());
    let told = told.ok();
    let quarter = &told["quarters"][0];
    assert_eq!((&quarter["quarter"], &quarter["day"]), (&json!("2026Q2"), &json!("2026-07-15")));
    assert_eq!((&quarter["city"]["finished"], &quarter["city"]["solved"]), (&shown(160), &shown(120)));
    let names: Vec<&str> =
        quarter["counties"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["任城区", "兖州区"]);
    for absent in ["370811001", "古槐", "reopened", "recurred", "cannot"] {
        assert!(!told.to_string().contains(absent), "{absent}");
    }
    // What changes later changes no release: two states of it would give one household's word away.
    counted(&test, "2026Q2", &[("370811001", [1, 1, 1, 0, 0, 0, 1, 0])]).await;
    assert_eq!(release::tick(&test.app).await.unwrap(), 0);
    test.app.clock.forward(30 * DAY);
    assert_eq!(release::tick(&test.app).await.unwrap(), 0);
    assert_eq!(anyone.get("/open/cases").await.ok()["quarters"], told["quarters"]);
    // The third quarter comes beside it, when it is over; a quarter without cases does not.
    counted(&test, "2026Q3", &[("370812001", [9, 9, 9, 0, 0, 0, 9, 0])]).await;
    test.app.clock.forward(80 * DAY);
    assert_eq!(release::tick(&test.app).await.unwrap(), 1);
    let later = anyone.get("/open/cases").await.ok();
    assert_eq!((&later["quarters"][0]["quarter"], &later["quarters"][1]), (&json!("2026Q3"), quarter));
});

story!(what_few_did_is_withheld_from_the_public_and_does_not_follow, |test| {
    // Three of the second county's households: its number and the first's are withheld, or a subtraction would tell.
    let few = [("370811001", [60, 50, 48, 1, 1, 0, 40, 0]), ("370812001", [3, 3, 3, 0, 0, 0, 3, 0])];
    counted(&test, "2026Q1", &few).await;
    assert_eq!(release::tick(&test.app).await.unwrap(), 1);
    let told = test.stranger().get("/open/cases").await.ok();
    let quarter = &told["quarters"][0];
    for county in quarter["counties"].as_array().unwrap() {
        for number in ["raised", "finished", "solved", "clocks", "kept"] {
            assert_eq!(county["figures"][number], json!({"n": null, "withheld": true}), "{number} {county}");
        }
        for absent in ["outcomes", "solved_range", "kept_range"] {
            assert_eq!(county["figures"][absent], Value::Null, "{absent} {county}");
        }
    }
    // Two of the city's are not solved: that follows from what is solved, so that is withheld, too.
    assert_eq!(quarter["city"]["finished"], shown(53));
    assert_eq!(quarter["city"]["solved"]["withheld"], true);
    assert_eq!(quarter["city"]["outcomes"], Value::Null);
});

pub fn part(reply: &Reply, name: &str) -> String {
    assert_eq!(reply.status, 200, "{}", reply.json);
    let mut zip = zip::ZipArchive::new(Cursor::new(&reply.bytes)).expect("an archive");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

story!(the_report_says_what_the_pages_show, |test| {
    counted(&test, "2026Q2", TOWNSHIPS).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let word = office.get("/reports/2026-06.docx").await;
    let named = word.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(named.ends_with("filename=\"lianxin-report-3708-2026-06.docx\""), "{named}");
    let text = part(&word, "word/document.xml");
    for said in [
        "干部联系群众工作月报",
        "2026年6月",
        "2026年第二季度，新提出事项190件；单位办结、群众也已确认而了结的160件，其中群众认可解决的120件，占75.0%",
        "群众认为部分解决19件、没有解决11件，多次询问仍未联系上10件",
        "一、联系覆盖",
        "任城区",
        "低于总体",
        "数字说明",
        "停住的事项",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    office.headers.push(("accept-language", "en-GB".into()));
    let county = part(&office.get("/reports/2026-06.docx?place=370811").await, "word/document.xml");
    for said in ["Monthly report", "June 2026", "100 cases were raised and 80 finished", "not apart", "＊"] {
        assert!(county.contains(said), "{said} in {county}");
    }
    // Excel holds the same; a township's handler gets its own, without what is stuck.
    let mut township = test.sign_in(Role::Township, "370811001").await;
    let book = township.get("/reports/2026-07.xlsx").await;
    assert!(part(&book, "xl/sharedStrings.xml").contains("古槐街道"));
    let text = part(&township.get("/reports/2026-07.docx").await, "word/document.xml");
    assert!(!text.contains("停住的事项见下表"), "{text}");
    for beyond in ["2026-08.docx", "2025-07.docx", "2026-06.pdf", "2026-06", "x.docx"] {
        assert_eq!(township.get(&format!("/reports/{beyond}")).await.status, 404, "{beyond}");
    }
    assert_eq!(township.get("/reports/2026-06.docx?place=370811002").await.status, 404);
    assert_eq!(office.get("/reports/2026-06.docx?place=370811001001").await.refused(), "invalid");
});
