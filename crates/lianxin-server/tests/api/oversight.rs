//! What was reached where, and what it costs: numbers of places, small ones withheld, alike on every page.

use lianxin_domain::access::Role;
use lianxin_server::{args, engine::db::Insert};
use serde_json::{Value, json};

use crate::{
    kit::{Caller, TestApp},
    story,
};

const REACH: Insert = Insert {
    table: "reach",
    columns: &[
        "county",
        "place",
        "quarter",
        "households",
        "by_leaders",
        "contact_point",
        "paired_unit",
        "first_secretary",
        "township_charge",
        "old_party_member",
        "old_official",
        "old_model",
        "hardship",
        "thriving",
    ],
    tail: "",
};
const THERE: Insert = Insert {
    table: "household_count",
    columns: &[
        "county",
        "place",
        "households",
        "old_party_member",
        "old_official",
        "old_model",
        "hardship",
        "thriving",
    ],
    tail: "",
};
const WEEK: Insert = Insert {
    table: "visit_week",
    columns: &[
        "county",
        "township",
        "week",
        "visits",
        "by_leaders",
        "in_person",
        "phone",
        "meeting",
        "work",
        "eat",
        "stay",
        "statements",
        "needs",
        "promises",
    ],
    tail: "",
};
const PROMISED: Insert = Insert {
    table: "promise_week",
    columns: &["county", "township", "week", "due", "kept", "withdrawn"],
    tail: "",
};

/// Village, households there and reached, in hardship there and reached.
const VILLAGES: &[(&str, i64, i64, i64, i64)] = &[
    ("370811001001", 300, 120, 20, 12),
    ("370811001002", 250, 90, 18, 3),
    ("370811001003", 180, 60, 16, 9),
    ("370811002001", 400, 200, 30, 14),
    ("370811002002", 150, 0, 12, 0),
    ("370811002003", 160, 158, 11, 6),
    ("370812001001", 310, 100, 22, 10),
    ("370812001002", 290, 80, 20, 8),
    ("370812001003", 200, 70, 15, 7),
];

/// Puts roll-ups in as the visits would have left them.
async fn rolled_up(test: &TestApp) {
    let (mut there, mut reached) = (vec![], vec![]);
    let mut townships: std::collections::BTreeMap<&str, [i64; 4]> = Default::default();
    let mut add = |place: &str, sums: [i64; 4]| {
        let [all, met, hard, hard_met] = sums;
        there.push(args![&place[..6], place, all, all / 10, 0i64, 0i64, hard, all / 20].to_vec());
        let zero = 0i64;
        reached.push(
            args![
                &place[..6],
                place,
                "2026Q3",
                met,
                met / 4,
                met / 10,
                met / 2,
                zero,
                met / 3,
                met / 10,
                zero,
                zero,
                hard_met,
                met / 20
            ]
            .to_vec(),
        );
    };
    for (village, all, met, hard, hard_met) in VILLAGES {
        add(village, [*all, *met, *hard, *hard_met]);
        let sums = townships.entry(&village[..9]).or_default();
        sums.iter_mut().zip([all, met, hard, hard_met]).for_each(|(sum, n)| *sum += n);
    }
    for (township, sums) in townships {
        add(township, sums);
    }
    let week = |township: &str, week: &str, n: i64| {
        args![&township[..6], township, week, n, 0i64, n, 0i64, 0i64, 0i64, 0i64, 0i64, n, n / 5, n / 5]
            .to_vec()
    };
    let weeks = vec![
        week("370811001", "2026-W26", 40),
        week("370811002", "2026-W26", 3),
        week("370812001", "2026-W26", 50),
        week("370811001", "2026-W27", 60),
        week("370811002", "2026-W27", 70),
        week("370812001", "2024-W01", 9),
    ];
    let promised = |township: &str, week: &str, due: i64, kept: i64, withdrawn: i64| {
        args![&township[..6], township, week, due, kept, withdrawn].to_vec()
    };
    let promises = vec![
        promised("370811001", "2026-W20", 30, 18, 2),
        promised("370811001", "2026-W27", 20, 8, 0),
        promised("370812001", "2026-W26", 25, 10, 0),
    ];
    let mut conn = test.app.db.write().await.unwrap();
    for (insert, rows) in [(THERE, there), (REACH, reached), (WEEK, weeks), (PROMISED, promises)] {
        conn.insert(&insert, &rows).await.unwrap();
    }
    conn.commit().await.unwrap();
}

async fn page(caller: &mut Caller, path: &str) -> Value {
    caller.get(path).await.ok()
}

fn child<'a>(page: &'a Value, code: &str) -> &'a Value {
    let all = page["children"].as_array().or(page["items"].as_array()).expect("places");
    all.iter().find(|one| one["place"]["code"] == code).unwrap_or_else(|| panic!("{code} in {page}"))
}

fn gone() -> Value {
    json!({"n": null, "withheld": true})
}

fn shown(n: i64) -> Value {
    json!({"n": n, "withheld": false})
}

story!(households_are_counted_from_the_city_to_the_village, |test| {
    rolled_up(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let city = page(&mut office, "/reach/3708").await;
    assert_eq!(
        city["now"]["households"],
        json!({"there": shown(2240), "reached": shown(878), "unmet": shown(1362)})
    );
    assert_eq!(city["quarter"], "2026Q3");
    assert_eq!(city["quarters"], json!(["2026Q3"]));
    assert_eq!(child(&city, "370811")["figures"]["households"]["reached"], shown(628));
    let county = page(&mut office, "/reach/370811").await;
    assert_eq!(county["now"]["households"]["reached"], shown(628));
    assert_eq!(child(&county, "370811001")["figures"]["tiers"]["paired_unit"], shown(135));
    let township = page(&mut office, "/reach/370811001").await;
    assert_eq!(township["now"]["households"]["unmet"], shown(460));
    assert_eq!(child(&township, "370811001001")["figures"]["households"]["reached"], shown(120));
    let village = page(&mut office, "/reach/370811001001").await;
    assert_eq!(village["now"]["households"]["reached"], shown(120));
    assert_eq!(village["children"], json!([]));
    assert_eq!(village["weeks"], json!([]));
    let before = page(&mut office, "/reach/3708?quarter=2025Q1").await;
    assert_eq!(before["now"]["households"]["reached"], shown(0));
    assert_eq!(office.get("/reach/3708?quarter=spring").await.refused(), "invalid");
    assert_eq!(office.get("/reach/370899").await.refused(), "not_found");
});

story!(a_small_number_takes_another_with_it, |test| {
    rolled_up(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let township = page(&mut office, "/reach/370811001").await;
    assert_eq!(township["now"]["kinds"]["hardship"]["reached"], shown(24));
    let reached = |code: &str| child(&township, code)["figures"]["kinds"]["hardship"]["reached"].clone();
    // Three of the households in hardship were reached: 24 - 12 - 9 would say so.
    assert_eq!(reached("370811001002"), gone());
    assert_eq!(reached("370811001003"), gone(), "the next place goes with it");
    assert_eq!(reached("370811001001"), shown(12));
    let hidden = &child(&township, "370811001003")["figures"]["kinds"]["hardship"];
    assert_eq!((&hidden["there"], &hidden["unmet"]), (&shown(16), &gone()));
    // What is withheld on one page is on no other.
    let village = page(&mut office, "/reach/370811001003").await;
    assert_eq!(village["now"]["kinds"]["hardship"]["reached"], gone());
    let unmet = page(&mut office, "/reach/370811001003/unmet").await;
    assert_eq!(unmet["items"][0]["figures"]["kinds"]["hardship"]["unmet"], gone());
});

story!(almost_all_is_as_small_as_almost_none, |test| {
    rolled_up(&test).await;
    let mut town = test.sign_in(Role::Township, "370811002").await;
    let township = page(&mut town, "/reach/370811002").await;
    // Two of 160 were not met.
    assert_eq!(child(&township, "370811002003")["figures"]["households"]["reached"], gone());
    assert_eq!(child(&township, "370811002001")["figures"]["households"]["reached"], gone());
    assert_eq!(child(&township, "370811002002")["figures"]["households"]["reached"], shown(0));
});

story!(weeks_and_promises_of_places, |test| {
    rolled_up(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let week = |page: &Value, label: &str| {
        let weeks = page["weeks"].as_array().unwrap();
        assert_eq!(weeks.len(), 52);
        weeks.iter().find(|week| week["week"] == label).unwrap_or_else(|| panic!("{label}")).clone()
    };
    let city = page(&mut office, "/reach/3708").await;
    assert_eq!(week(&city, "2026-W26")["visits"], shown(93));
    assert_eq!(week(&city, "2026-W26")["starts"], "2026-06-22");
    assert_eq!(week(&city, "2026-W27")["kept"], shown(8));
    // 30 - 18 - 2 of the county and 25 - 10 of the other; what is due this week is not overdue yet.
    assert_eq!(city["now"]["overdue"], shown(25));
    let county = page(&mut office, "/reach/370811").await;
    assert_eq!(county["now"]["overdue"], shown(10));
    // Three visits in one township of the county: neither of the two is told, though the county is.
    assert_eq!(week(&county, "2026-W26")["visits"], shown(43));
    for township in ["370811001", "370811002"] {
        let own = page(&mut office, &format!("/reach/{township}")).await;
        assert_eq!(week(&own, "2026-W26")["visits"], gone(), "{township}");
        assert!(week(&own, "2026-W27")["visits"]["n"].as_i64().is_some());
    }
});

story!(who_was_not_met_is_a_number_of_a_village, |test| {
    rolled_up(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let first = page(&mut office, "/reach/370811/unmet").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 3);
    assert_eq!(child(&first, "370811001002")["figures"]["households"]["unmet"], shown(160));
    let next = first["next"].as_str().expect("another township");
    let second = page(&mut office, &format!("/reach/370811/unmet?after={next}")).await;
    assert_eq!(second["next"], Value::Null);
    assert_eq!(child(&second, "370811002002")["figures"]["households"]["unmet"], shown(150));
    let village = page(&mut office, "/reach/370811002002/unmet").await;
    assert_eq!(village["items"].as_array().unwrap().len(), 1);
    let text = format!("{first}{second}{village}");
    for word in ["\"official", "\"by\"", "\"author"] {
        assert!(!text.contains(word), "{word}");
    }
});

story!(who_sees_what_was_reached, |test| {
    rolled_up(&test).await;
    let mut town = test.sign_in(Role::Township, "370811001").await;
    page(&mut town, "/reach/370811001").await;
    for code in ["370811002", "370811", "3708"] {
        assert_eq!(town.get(&format!("/reach/{code}")).await.refused(), "not_found", "{code}");
        assert_eq!(town.get(&format!("/reach/{code}/unmet")).await.refused(), "not_found", "{code}");
    }
    assert_eq!(town.get("/burden/370811").await.refused(), "not_found");
    for role in [Role::Official, Role::Department, Role::Auditor, Role::Administrator] {
        let mut caller = test.sign_in(role, "3708").await;
        assert_eq!(caller.get("/reach/3708").await.refused(), "not_found", "{role:?}");
        assert_eq!(caller.get("/burden/3708").await.refused(), "not_found", "{role:?}");
    }
});

story!(what_a_record_costs_is_told_without_names, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut official = test.sign_in(Role::Official, "370811").await;
    let told = |week: &str, seconds: i64| {
        json!({"form": "visit", "week": week, "seconds": seconds,
               "fields": {"statements": 1, "needs": 0, "with": 0}, "read": {"statements": 1}})
    };
    for seconds in [12, 18, 19, 25] {
        official.post("/burden", told("2026-W26", seconds)).await.ok();
    }
    let few = page(&mut office, "/burden/370811?form=visit").await;
    assert_eq!((&few["n"], &few["withheld"], &few["bands"]), (&Value::Null, &json!(true), &json!([])));
    official.post("/burden", told("2026-W27", 200)).await.ok();
    let enough = page(&mut office, "/burden/3708").await;
    assert_eq!((&enough["n"], &enough["median"], &enough["slow"]), (&json!(5), &json!(10), &json!(180)));
    assert_eq!(enough["weeks"].as_array().unwrap().last().unwrap()["withheld"], true);
    let field = |name: &str| {
        let fields = enough["fields"].as_array().unwrap();
        fields.iter().find(|field| field["field"] == name).unwrap().clone()
    };
    assert_eq!(field("statements"), json!({"field": "statements", "records": 5, "filled": 5, "read": 5}));
    assert_eq!(field("needs")["filled"], 0);
    assert_eq!(field("how")["records"], 0);
    for (body, field) in [
        (told("2024-W01", 20), "week"),
        (told("2026-W28", 20), "week"),
        (json!({"form": "survey", "week": "2026-W27", "seconds": 3}), "form"),
        (json!({"form": "visit", "week": "2026-W27", "seconds": 3, "fields": {"gps": 1}}), "fields"),
    ] {
        let reply = official.post("/burden", body).await;
        assert_eq!(reply.refused(), "invalid");
        assert_eq!(reply.json["fields"][0]["field"], field);
    }
    let audit = test.sign_in(Role::Auditor, "3708").await.get("/audit?verb=oversight.burden.tell").await.ok();
    let lines = audit["items"].as_array().unwrap();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line["detail"] == "{}" && line["subject"] == ""), "{lines:?}");
});
