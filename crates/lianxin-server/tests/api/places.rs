//! Divisions, their search and their history.

use lianxin_domain::access::Role;
use serde_json::json;

use crate::story;

story!(a_place_is_found_by_name_pinyin_initials_and_code, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    for (q, expected) in [
        ("前铺", "370811002002"),
        ("qianpu", "370811002002"),
        ("jzsq", "370812001001"),
        ("370812001003", "370812001003"),
    ] {
        let q = q.replace("前铺", "%E5%89%8D%E9%93%BA");
        let found = office.get(&format!("/places?q={q}")).await.ok();
        assert_eq!(found["items"][0]["code"], expected, "{q}: {found}");
    }
    let found = office.get("/places?q=qianpu").await.ok();
    assert_eq!(found["items"][0]["path"], "任城区 / 许庄街道");
});

story!(a_renamed_village_keeps_its_history, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let rename =
        |name: &str, since: &str| json!({"name": name, "since": since, "document": "任政〔2026〕3号"});
    office.post("/villages/370811001001/rename", rename("东门社区", "2026-07-01")).await.ok();
    let place = office.get("/places/370811001001").await.ok();
    assert_eq!(place["place"]["name"], "东门社区");
    let names: Vec<&str> =
        place["names"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["东门社区", "东门大街社区"]);
    assert_eq!(place["names"][1]["until"], "2026-07-01");
    let early = office.post("/villages/370811001001/rename", rename("早", "2019-01-01")).await;
    assert_eq!(early.status, 422);
    assert_eq!(office.post("/villages/370812001001/rename", rename("远", "2026-07-01")).await.status, 404);
    assert_eq!(
        office.post("/villages/370811001/rename", rename("乡", "2026-07-01")).await.refused(),
        "not_a_village"
    );
});

story!(outlines_are_checked_before_they_replace_the_map, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    assert_eq!(office.get("/map").await.ok()["features"], json!([]));
    let bad = office.put("/map", json!({"source": "x", "map": {"features": [{"properties": {}}]}})).await;
    assert_eq!(bad.refused(), "bad_map");
    let square = json!({"type": "Polygon", "coordinates": [[[116, 35], [117, 35], [117, 36], [116, 35]]]});
    let map =
        json!({"features": [{"properties": {"adcode": "370811", "name": "任城区"}, "geometry": square}]});
    office.put("/map", json!({"source": "本办测绘", "map": map})).await.ok();
    let stored = office.get("/map").await.ok();
    assert_eq!(
        (stored["source"].as_str(), stored["features"][0]["properties"]["code"].as_str()),
        (Some("本办测绘"), Some("370811"))
    );
});
