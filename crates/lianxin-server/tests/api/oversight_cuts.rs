//! Cases by theme and by tier: what is few is withheld in two directions, alike on every page, and does not follow from what is shown.

use lianxin_domain::access::Role;
use lianxin_server::{
    App, args,
    cases::{cuts::UNCUT, store},
    engine::migrate::{MIGRATIONS, statements},
};
use serde_json::{Value, json};

use crate::{
    cases::{VILLAGE, slip, taken_on_and_done, world},
    kit::{Caller, TestApp},
    oversight_cases::part,
    story,
};

const THEMES: [&str; 3] = ["water", "roads", "power"];
const TIERS: [&str; 3] = ["paired_unit", "township_charge", "counter"];
/// Raised in the second quarter: of each township, by theme and by tier.
const RAISED: &[(&str, [i64; 3], [i64; 3])] = &[
    ("370811001", [20, 3, 30], [20, 31, 2]),
    ("370811002", [40, 30, 25], [50, 40, 5]),
    ("370812001", [60, 50, 20], [100, 29, 1]),
];

/// Puts roll-ups in as the cases would have left them: all were finished, solved and in time.
async fn counted(test: &TestApp, quarter: &str) {
    let mut conn = test.app.db.write().await.unwrap();
    let mut rows = Vec::new();
    for (township, themes, tiers) in RAISED {
        for (cut, parts, all) in [("theme", THEMES, themes), ("tier", TIERS, tiers)] {
            for (part, n) in parts.into_iter().zip(*all) {
                let key = [&township[..6], township, cut, quarter, part].map(str::to_owned);
                rows.push((key, [n, n, n, 0, 0, 0, 0, 0, 0, n, 0]));
            }
        }
    }
    store::count(&mut conn, rows).await.unwrap();
    conn.commit().await.unwrap();
}

async fn cut(caller: &mut Caller, place: &str, cut: &str, part: &str) -> Value {
    let path = format!("/cases/figures/cut?cut={cut}&place={place}&from=2026Q2&to=2026Q2&part={part}");
    caller.get(&path).await.ok()
}

type Numbers = Vec<Option<i64>>;

/// The numbers of every part of a place, and of the places below it.
async fn table(caller: &mut Caller, place: &str, of: &str) -> (Numbers, Vec<(String, Numbers)>) {
    let mut below: Vec<(String, Numbers)> = vec![];
    let mut own = vec![];
    for part in if of == "theme" { THEMES } else { TIERS } {
        let told = cut(caller, place, of, part).await;
        let one = told["parts"].as_array().unwrap().iter().find(|one| one["part"] == part).unwrap();
        own.push(one["figures"]["raised"]["n"].as_i64());
        for (n, child) in told["children"].as_array().unwrap().iter().enumerate() {
            let code = child["place"]["code"].as_str().unwrap();
            if below.len() <= n {
                below.push((code.to_owned(), vec![]));
            }
            below[n].1.push(child["figures"]["raised"]["n"].as_i64());
        }
    }
    (own, below)
}

/// With all sums known, each gap stands beside another in its row and in its column.
fn no_gap_stands_alone(rows: &[(String, Numbers)]) {
    for (_, row) in rows {
        assert_ne!(row.iter().filter(|n| n.is_none()).count(), 1, "{rows:?}");
    }
    for part in 0..3 {
        assert_ne!(rows.iter().filter(|(_, row)| row[part].is_none()).count(), 1, "{rows:?}");
    }
}

story!(what_few_did_of_a_theme_does_not_follow_from_the_sums, |test| {
    counted(&test, "2026Q2").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (city, counties) = table(&mut office, "3708", "theme").await;
    // The whole city is told: 120, 83 and 75; its counties hide nothing small.
    assert_eq!(city, [Some(120), Some(83), Some(75)]);
    assert_eq!(counties[0].1, [Some(60), Some(33), Some(55)]);
    for (county, small) in [("370811", Some((0, 1))), ("370812", None)] {
        let (own, townships) = table(&mut office, county, "theme").await;
        assert_eq!(Some(&own), counties.iter().find(|(code, _)| code == county).map(|(_, own)| own), "alike");
        let gaps = townships.iter().flat_map(|(_, row)| row).filter(|n| n.is_none()).count();
        match small {
            Some((place, theme)) => assert_eq!(townships[place].1[theme], None, "{county} {townships:?}"),
            None => assert_eq!(gaps, 0, "{county} {townships:?}"),
        }
        no_gap_stands_alone(&townships);
        // What the page of numbers and the report tell of themes is the same.
        let page = office.get(&format!("/cases/figures?place={county}&from=2026Q2&to=2026Q2")).await.ok();
        for (n, theme) in THEMES.iter().enumerate() {
            let one = page["themes"].as_array().unwrap().iter().find(|one| one["theme"] == *theme).unwrap();
            assert_eq!(one["raised"]["n"].as_i64(), own[n], "{theme}");
        }
    }
    // A township's own page tells what its county's page tells of it.
    let (_, townships) = table(&mut office, "370811", "theme").await;
    for (code, row) in &townships {
        let (own, below) = table(&mut office, code, "theme").await;
        assert_eq!((&own, below.len()), (row, 0), "{code}");
    }
    let wrong = office.get("/cases/figures/cut?cut=theme&part=weather").await;
    assert_eq!(wrong.refused(), "invalid");
    let village = office.get("/cases/figures/cut?cut=theme&place=370811001001").await;
    assert_eq!(village.refused(), "invalid");
    let mut township = test.sign_in(Role::Township, "370811001").await;
    assert_eq!(township.get("/cases/figures/cut?cut=theme&place=370811").await.status, 404);
});

story!(what_few_brought_of_a_tier_does_not_follow_and_no_township_is_told, |test| {
    counted(&test, "2026Q2").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (city, counties) = table(&mut office, "3708", "tier").await;
    assert_eq!(city, [Some(170), Some(100), Some(8)]);
    assert_eq!(
        counties[1],
        ("370812".to_owned(), vec![counties[1].1[0], counties[1].1[1], None]),
        "one is few"
    );
    no_gap_stands_alone(&counties);
    for (county, row) in &counties {
        // A county's own page tells what the city's tells of it, and nothing of its townships: there one official may be a tier.
        let (own, below) = table(&mut office, county, "tier").await;
        assert_eq!((&own, below.len()), (row, 0), "{county}");
    }
    for (path, field) in [
        ("cut=tier&place=370811001", "place"),
        ("cut=tier&part=water", "part"),
        ("cut=official", "cut"),
        ("", "cut"),
    ] {
        let refused = office.get(&format!("/cases/figures/cut?{path}")).await;
        assert_eq!(refused.refused(), "invalid", "{path}");
        assert!(refused.json.to_string().contains(&format!("\"{field}\"")), "{path} {}", refused.json);
    }
    // Both cuts have the same sums, so that no place's sum is told by one and withheld by the other.
    for of in ["theme", "tier"] {
        let (_, rows) = table(&mut office, "3708", of).await;
        let told: Vec<i64> = rows.iter().map(|(_, row)| row.iter().flatten().sum()).collect();
        assert!(told[0] <= 148 && told[1] <= 130, "{of} {told:?}");
    }
    // The report has the same table, of the city and its counties.
    for (place, told) in [("3708", true), ("370811", true), ("370811001", false)] {
        let text =
            part(&office.get(&format!("/reports/2026-05.docx?place={place}")).await, "word/document.xml");
        assert_eq!(text.contains("分层面") && text.contains("乡镇包村"), told, "{place}");
        assert!(text.contains("分主题") && !text.contains("早先未记"), "{place}");
    }
});

story!(a_part_goes_over_quarters_that_do_not_overlap, |test| {
    counted(&test, "2026Q1").await;
    counted(&test, "2026Q2").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    for (of, n) in [("cut=theme&part=water", 120), ("cut=tier&part=paired_unit", 170)] {
        let told = office.get(&format!("/cases/figures/cut?{of}&from=2025Q4&to=2026Q2")).await.ok();
        let raised: Vec<&Value> =
            told["quarters"].as_array().unwrap().iter().map(|one| &one["figures"]["raised"]["n"]).collect();
        assert_eq!(raised, [&json!(0), &json!(n), &json!(n)]);
        assert_eq!(told["quarters"][2]["figures"]["solved_range"]["at"], 1000);
        assert_eq!(told["quarters"][2]["figures"]["outcomes"], Value::Null);
    }
});

story!(a_township_that_is_no_more_is_in_no_sum, |test| {
    async fn raised(office: &mut Caller, place: &str) -> [i64; 2] {
        let told = office.get(&format!("/cases/figures?place={place}&from=2026Q2&to=2026Q2")).await.ok();
        [&told["now"], &told["children"][0]["figures"]].map(|of| of["raised"]["n"].as_i64().unwrap())
    }
    counted(&test, "2026Q2").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    assert_eq!(raised(&mut office, "3708").await, [278, 148]);
    assert_eq!(raised(&mut office, "370811").await, [148, 53]);
    let mut conn = test.app.db.write().await.unwrap();
    let gone = "UPDATE place SET until = '2026-03-31' WHERE code = '370811001'";
    assert_eq!(conn.run(gone, &[]).await.unwrap(), 1);
    conn.commit().await.unwrap();
    // Its number would follow from the county's and the other township's.
    assert_eq!(raised(&mut office, "3708").await, [225, 95]);
    assert_eq!(raised(&mut office, "370811").await, [95, 95]);
});

/// Raised, finished, solved, in time, by part of a cut.
async fn kept(test: &TestApp, cut: &str) -> Vec<(String, i64, i64, i64, i64)> {
    let sql = "SELECT part, CAST(SUM(raised) AS BIGINT), CAST(SUM(finished) AS BIGINT), CAST(SUM(solved) AS BIGINT), \
               CAST(SUM(kept) AS BIGINT) FROM matter_cut WHERE place <> county AND cut = $1 GROUP BY part ORDER BY part";
    test.app.db.read().await.unwrap().all(sql, &args![cut]).await.unwrap()
}

story!(by_whom_a_matter_came_to_light_is_kept_and_known_of_those_from_before, |test| {
    let mut world = world(&test).await;
    let heard = world.raised().await;
    let said =
        json!({"village": VILLAGE, "words": "井水浑", "title": "井水", "theme": "water", "kind": "ordinary"});
    world.township.post("/cases", said).await.ok();
    let token = slip(&mut world.cadre.caller, &heard).await;
    taken_on_and_done(&mut world.township, &heard).await;
    test.stranger().post("/resident/answer", json!({"token": token, "word": "solved"})).await.ok();
    let of = |part: &str, n: [i64; 4]| (part.to_owned(), n[0], n[1], n[2], n[3]);
    assert_eq!(kept(&test, "theme").await, [of("water", [2, 1, 1, 1])]);
    let all = "SELECT heard FROM matter ORDER BY id";
    let before: Vec<(String,)> = test.app.db.read().await.unwrap().all(all, &args![]).await.unwrap();
    let tier = before[0].0.clone();
    assert_eq!(before[1].0, "counter");
    let mut now = [of("counter", [1, 0, 0, 0]), of(&tier, [1, 1, 1, 1])];
    now.sort();
    assert_eq!(kept(&test, "tier").await, now);

    // As it was before: nothing told by whom, and there was no such cut.
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("DELETE FROM matter_cut WHERE cut = 'tier'", &[]).await.unwrap();
    conn.run("UPDATE matter SET heard = 'counter'", &[]).await.unwrap();
    let (_, text) = MIGRATIONS.iter().find(|(name, _)| *name == "0030_cases_cut").unwrap();
    for statement in statements(text).into_iter().filter(|text| text.contains("UPDATE matter SET heard")) {
        conn.run(statement.leak(), &[]).await.unwrap();
    }
    App::set(&mut conn, UNCUT, "begin").await.unwrap();
    conn.commit().await.unwrap();
    let next = App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
    assert_eq!(next.setting(UNCUT), "whole");
    next.db.close().await;
    let after: Vec<(String,)> = test.app.db.read().await.unwrap().all(all, &args![]).await.unwrap();
    assert_eq!(after, before);
    // Which clock was kept is not known of a case.
    let mut then = [of("counter", [1, 0, 0, 0]), of("earlier", [0, 0, 0, 1]), of(&tier, [1, 1, 1, 0])];
    then.sort();
    assert_eq!(kept(&test, "tier").await, then);
    let whole = "SELECT county, cut, CAST(SUM(CASE WHEN place = county THEN raised + finished + kept ELSE 0 END) AS BIGINT), \
                 CAST(SUM(raised + finished + kept) AS BIGINT) FROM matter_cut GROUP BY county, cut ORDER BY cut";
    let whole: Vec<(String, String, i64, i64)> =
        test.app.db.read().await.unwrap().all(whole, &args![]).await.unwrap();
    let cuts: Vec<(&str, i64, i64)> = whole.iter().map(|(_, cut, n, all)| (cut.as_str(), *n, *all)).collect();
    assert_eq!(cuts, [("theme", 4, 8), ("tier", 4, 8)], "the county's own row is the sum of its townships'");
});
