//! Cases by theme: what is few is withheld in two directions, alike on every page, and does not follow from what is shown.

use lianxin_domain::access::Role;
use lianxin_server::{args, cases::store::WEEK};
use serde_json::{Value, json};

use crate::{
    kit::{Caller, TestApp},
    story,
};

const THEMES: [&str; 3] = ["water", "roads", "power"];
/// Raised in the second quarter: of each township, by theme.
const RAISED: &[(&str, [i64; 3])] =
    &[("370811001", [20, 3, 30]), ("370811002", [40, 30, 25]), ("370812001", [60, 50, 20])];

/// Puts roll-ups in as the cases would have left them: all were finished, solved and in time.
async fn counted(test: &TestApp, quarter: &str, week: &str) {
    let row = |township: &str, theme: usize, n: i64| {
        let none = 0_i64;
        args![
            &township[..6],
            township,
            quarter,
            week,
            THEMES[theme],
            n,
            n,
            n,
            none,
            none,
            none,
            none,
            none,
            none,
            n,
            none
        ]
        .to_vec()
    };
    let rows = RAISED.iter().flat_map(|(place, all)| (0..3).map(|theme| row(place, theme, all[theme])));
    let mut conn = test.app.db.write().await.unwrap();
    conn.insert(&WEEK, &rows.collect::<Vec<_>>()).await.unwrap();
    conn.commit().await.unwrap();
}

async fn themes(caller: &mut Caller, place: &str, theme: &str) -> Value {
    let path = format!("/cases/figures/themes?place={place}&from=2026Q2&to=2026Q2&theme={theme}");
    caller.get(&path).await.ok()
}

/// The numbers of every theme of a place, and of the places below it.
async fn table(caller: &mut Caller, place: &str) -> (Vec<Option<i64>>, Vec<(String, Vec<Option<i64>>)>) {
    let mut below: Vec<(String, Vec<Option<i64>>)> = vec![];
    let mut own = vec![];
    for theme in THEMES {
        let told = themes(caller, place, theme).await;
        let of = told["themes"].as_array().unwrap().iter().find(|one| one["theme"] == theme).unwrap();
        own.push(of["figures"]["raised"]["n"].as_i64());
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

story!(what_few_did_of_a_theme_does_not_follow_from_the_sums, |test| {
    counted(&test, "2026Q2", "2026-W20").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (city, counties) = table(&mut office, "3708").await;
    // The whole city is told: 120, 83 and 75; its counties hide nothing small.
    assert_eq!(city, [Some(120), Some(83), Some(75)]);
    assert_eq!(counties[0].1, [Some(60), Some(33), Some(55)]);
    for (county, small) in [("370811", Some((0, 1))), ("370812", None)] {
        let (own, townships) = table(&mut office, county).await;
        assert_eq!(Some(&own), counties.iter().find(|(code, _)| code == county).map(|(_, own)| own), "alike");
        let gaps = townships.iter().flat_map(|(_, row)| row).filter(|n| n.is_none()).count();
        match small {
            Some((place, theme)) => assert_eq!(townships[place].1[theme], None, "{county} {townships:?}"),
            None => assert_eq!(gaps, 0, "{county} {townships:?}"),
        }
        // With all sums known, each gap stands beside another in its row and in its column.
        for (_, row) in townships.iter().filter(|(_, row)| row.contains(&None)) {
            assert!(row.iter().filter(|n| n.is_none()).count() > 1, "{county} {townships:?}");
        }
        for theme in 0..3 {
            let gaps = townships.iter().filter(|(_, row)| row[theme].is_none()).count();
            assert_ne!(gaps, 1, "{county} {townships:?}");
        }
        // What the page of numbers and the report tell of themes is the same.
        let page = office.get(&format!("/cases/figures?place={county}&from=2026Q2&to=2026Q2")).await.ok();
        for (n, theme) in THEMES.iter().enumerate() {
            let one = page["themes"].as_array().unwrap().iter().find(|one| one["theme"] == *theme).unwrap();
            assert_eq!(one["raised"]["n"].as_i64(), own[n], "{theme}");
        }
    }
    // A township's own page tells what its county's page tells of it.
    let (_, townships) = table(&mut office, "370811").await;
    for (code, row) in
        townships.iter().filter(|(code, _)| code.starts_with("37081100") && code <= &"370811002".to_owned())
    {
        let (own, below) = table(&mut office, code).await;
        assert_eq!((&own, below.len()), (row, 0), "{code}");
    }
    let wrong = office.get("/cases/figures/themes?theme=weather").await;
    assert_eq!(wrong.refused(), "invalid");
    let village = office.get("/cases/figures/themes?place=370811001001").await;
    assert_eq!(village.refused(), "invalid");
    let mut township = test.sign_in(Role::Township, "370811001").await;
    assert_eq!(township.get("/cases/figures/themes?place=370811").await.status, 404);
});

story!(a_theme_goes_over_quarters_that_do_not_overlap, |test| {
    counted(&test, "2026Q1", "2026-W08").await;
    counted(&test, "2026Q2", "2026-W20").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let told = office.get("/cases/figures/themes?theme=water&from=2025Q4&to=2026Q2").await.ok();
    let raised: Vec<&Value> =
        told["quarters"].as_array().unwrap().iter().map(|one| &one["figures"]["raised"]["n"]).collect();
    assert_eq!(raised, [&json!(0), &json!(120), &json!(120)]);
    assert_eq!(told["quarters"][2]["figures"]["solved_range"]["at"], 1000);
    assert_eq!(told["quarters"][2]["figures"]["outcomes"], Value::Null);
});
