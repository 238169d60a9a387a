//! Satisfaction: a draw under two secrets that anybody replays, calls that tell no official who was asked, figures once a month.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use lianxin_domain::{
    access::{Grant, Role},
    people::Rank,
    satisfaction::draw::{Refused, replay},
};
use lianxin_server::{access, args, oversight::open_answers};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        Caller, On, PASSWORD, TestApp,
        talks::{Cadre, households, link, roster},
    },
    story,
};

const VILLAGES: [&str; 4] = ["370811001001", "370811001002", "370811002001", "370811002002"];
pub const DAY: i64 = 86_400_000;

pub fn draw() -> Value {
    json!({
        "name": "七月回访", "place": "370811", "frame": "reached", "since": "2026-06-01", "until": "2026-07-01", "strata": "township",
        "aim": {"kind": "margin", "margin": 0.1}, "response": 0.8,
    })
}

/// Thirty households in each village, all called upon: by one official in the first township, by another in the second.
pub async fn visited(test: &TestApp) -> (Vec<Uuid>, [Cadre; 2]) {
    let roster = roster(test).await;
    let mut cadres =
        [Cadre::of(test, &roster, Rank::Staff, 0).await, Cadre::of(test, &roster, Rank::Staff, 1).await];
    let mut all = Vec::new();
    for (n, village) in VILLAGES.into_iter().enumerate() {
        let cadre = &mut cadres[n / 2];
        link(&test.app, village, "paired_unit", &cadre.name, "2026-01-01").await;
        let homes = households(&test.app, village, 30).await;
        let visit = |household: &Uuid| {
            let body =
                json!({"village": village, "household": household, "day": "2026-07-01", "how": "in_person"});
            json!({"id": test.app.clock.id(), "kind": "visit", "body": body})
        };
        let results = cadre.push(homes.iter().map(visit).collect()).await;
        assert!(results.iter().all(|result| result["outcome"] == "created"), "{results:?}");
        all.extend(homes);
    }
    (all, cadres)
}

/// Makes a draw and brings it to its sample; gives its name.
pub async fn drawn(office: &mut Caller, auditor: &mut Caller) -> String {
    let made = office.post("/draws", draw()).await;
    assert_eq!(made.status, 201, "{}", made.json);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    assert_eq!(office.post(&format!("/draws/{name}/commit"), json!({})).await.ok()["state"], "committed");
    let given =
        auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 4 1 6 2 2 5"})).await.ok();
    assert_eq!(given["state"], "drawn");
    name
}

pub async fn file(caller: &mut Caller, name: &str) -> String {
    let reply = caller.get(&format!("/public/draws/{name}/replay")).await;
    assert_eq!(reply.status, 200);
    String::from_utf8(reply.bytes).unwrap()
}

story!(a_draw_is_fixed_before_its_seed_is_known_and_replays_anywhere, |test| {
    let (homes, _) = visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let name = office.post("/draws", draw()).await.ok()["ref"].as_str().unwrap().to_owned();
    let path = format!("/draws/{name}");
    let second = json!({"second": "骰子 4 1 6 2 2 5"});
    assert_eq!(auditor.post(&format!("{path}/witness"), second.clone()).await.refused(), "draw_state");
    let line = office.post(&format!("{path}/commit"), json!({})).await.ok();
    // 120 households: n₀ = 96.04, 54 answers with the correction, 68 to be drawn, and of each stratum half at most.
    assert_eq!((&line["units"], &line["completes"], &line["drawn"]), (&json!(120), &json!(54), &json!(60)));
    assert_eq!(office.post(&format!("{path}/commit"), json!({})).await.refused(), "draw_state");
    let shown = office.get(&path).await.ok();
    assert_eq!((shown["first"].as_str(), shown["seed"].as_str()), (Some(""), Some("")), "{shown}");
    let before = file(&mut test.stranger(), &name).await;
    assert_eq!(replay(&before).unwrap().seed, None);
    assert_eq!(office.post(&format!("{path}/witness"), second.clone()).await.refused(), "not_found");
    assert_eq!(auditor.post(&format!("{path}/witness"), json!({"second": "短"})).await.refused(), "invalid");
    assert_eq!(auditor.post(&format!("{path}/witness"), second).await.ok()["state"], "drawn");
    let after = file(&mut test.stranger(), &name).await;
    let replayed = replay(&after).unwrap();
    assert_eq!(replayed.drawn.iter().map(Vec::len).collect::<Vec<_>>(), [30, 30]);
    let shown = auditor.get(&path).await.ok();
    assert_eq!(shown["commitment"], lianxin_domain::satisfaction::draw::hex(&replayed.commitment));
    assert_eq!(shown["seed"], lianxin_domain::satisfaction::draw::hex(&replayed.seed.unwrap()));
    assert_eq!((&shown["rates"]["drawn"], &shown["rates"]["open"]), (&json!(60), &json!(60)));
    // The file is blind: no household stands in it; and who was really put on the list is who the seed draws.
    assert!(
        homes.iter().all(|id| !after.contains(&id.to_string()) && !after.contains(&id.simple().to_string()))
    );
    let mut conn = test.app.db.write().await.unwrap();
    let other = "UPDATE draw_unit SET household = $1 WHERE n = 0";
    conn.run(other, &args![test.app.clock.id()]).await.unwrap();
    conn.commit().await.unwrap();
    let steered = replay(&file(&mut test.stranger(), &name).await);
    assert!(matches!(steered, Err(Refused::OtherSample { .. })), "{steered:?}");
});

story!(a_changed_frame_is_not_drawn_from, |test| {
    visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let name = office.post("/draws", draw()).await.ok()["ref"].as_str().unwrap().to_owned();
    office.post(&format!("/draws/{name}/commit"), json!({})).await.ok();
    let mut conn = test.app.db.write().await.unwrap();
    let mine = test.app.clock.id().as_bytes().repeat(30);
    conn.run("UPDATE draw_frame SET units = $1 WHERE n = 3", &args![mine]).await.unwrap();
    conn.commit().await.unwrap();
    let refused =
        auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 4 1 6 2 2 5"})).await;
    assert_eq!(refused.refused(), "frame_changed", "{}", refused.json);
    assert_eq!(test.stranger().get(&format!("/public/draws/{name}/replay")).await.refused(), "frame_changed");
    let gone = office.post(&format!("/draws/{name}/withdraw"), json!({"reason": "抽样框有误"})).await.ok();
    assert_eq!((gone["state"].as_str(), gone["reason"].as_str()), (Some("withdrawn"), Some("抽样框有误")));
});

story!(a_frame_is_cut_by_the_tier_of_the_last_visit, |test| {
    let roster = roster(&test).await;
    for (n, tier) in ["paired_unit", "township_charge"].into_iter().enumerate() {
        let mut cadre = Cadre::of(&test, &roster, Rank::Staff, n).await;
        for village in &VILLAGES[..2] {
            link(&test.app, village, tier, &cadre.name, "2026-01-01").await;
        }
        // Of the second one's homes all lie where the first has homes too: a village is in both strata.
        let mut visits = Vec::new();
        for village in &VILLAGES[..2] {
            for household in households(&test.app, village, 20 + 10 * n).await {
                let body = json!({"village": village, "household": household, "day": "2026-07-01", "how": "in_person"});
                visits.push(json!({"id": test.app.clock.id(), "kind": "visit", "body": body}));
            }
        }
        assert!(cadre.push(visits).await.iter().all(|result| result["outcome"] == "created"));
    }
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let mut cut = draw();
    for (frame, strata) in [("reached", "kind"), ("all", "tier"), ("cases", "tier"), ("reached", "Tier")] {
        (cut["frame"], cut["strata"]) = (json!(frame), json!(strata));
        assert_eq!(office.post("/draws", cut.clone()).await.json["fields"][0]["field"], "strata");
    }
    (cut["frame"], cut["strata"]) = (json!("reached"), json!("tier"));
    let name = office.post("/draws", cut).await.ok()["ref"].as_str().unwrap().to_owned();
    office.post(&format!("/draws/{name}/commit"), json!({})).await.ok();
    let second = json!({"second": "骰子 4 1 6 2 2 5"});
    auditor.post(&format!("/draws/{name}/witness"), second).await.ok();
    let replayed = replay(&file(&mut test.stranger(), &name).await).unwrap();
    let cells: Vec<(&str, u64)> =
        replayed.statement.cells.iter().map(|cell| (cell.name.as_str(), cell.size)).collect();
    assert_eq!(cells, [("370811/paired_unit", 40), ("370811/township_charge", 60)]);
    let sums = "SELECT u.stratum, v.tier, CAST(COUNT(*) AS BIGINT) AS n FROM draw_unit u \
         JOIN visit v ON v.county = u.county AND v.household = u.household GROUP BY u.stratum, v.tier ORDER BY u.stratum";
    let drawn: Vec<(i64, String, i64)> = test.app.db.read().await.unwrap().all(sums, &[]).await.unwrap();
    let wanted = |at: usize, tier: &str| (at as i64, tier.to_owned(), replayed.drawn[at].len() as i64);
    assert_eq!(drawn, [wanted(0, "paired_unit"), wanted(1, "township_charge")]);
});

story!(what_cannot_be_a_draw_is_refused, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let with = |field: &str, value: Value| {
        let mut body = draw();
        body[field] = value;
        body
    };
    for (body, code) in [
        (with("name", json!(" ")), "invalid"),
        (with("place", json!("370812")), "not_found"),
        (with("place", json!("370811001001")), "invalid"),
        (with("frame", json!("everybody")), "invalid"),
        (with("since", json!("2026-07-02")), "invalid"),
        (with("until", json!("2026-07-02")), "invalid"),
        (with("since", json!("2024-07-02")), "invalid"),
        (with("strata", json!("village")), "invalid"),
        (with("aim", json!({"kind": "margin", "margin": 0.7})), "bad_aim"),
        (with("aim", json!({"kind": "find", "rate": 2})), "bad_aim"),
        (with("aim", json!({"kind": "x"})), "invalid"),
        (with("response", json!(0)), "bad_aim"),
    ] {
        let reply = office.post("/draws", body.clone()).await;
        assert_eq!(reply.refused(), code, "{body}");
    }
    let name = office.post("/draws", draw()).await.ok()["ref"].as_str().unwrap().to_owned();
    let refused = office.post(&format!("/draws/{name}/commit"), json!({})).await;
    assert_eq!(refused.refused(), "empty_frame", "nobody was called upon");
});

/// Calls everybody who waits: who lives in the first township is content, in the second every third is not.
async fn call_all(caller: &mut Caller) -> BTreeMap<String, u32> {
    let mut called = BTreeMap::<String, u32>::new();
    for n in 0.. {
        let next = caller.post("/callbacks/next", json!({})).await.ok();
        let Some(unit) = next["callback"].as_object() else { break };
        let village = unit["village"]["code"].as_str().unwrap().to_owned();
        let path = format!("/callbacks/{}/{}", unit["draw"].as_str().unwrap(), unit["n"]);
        assert_eq!(unit["visit"]["day"], "2026-07-01");
        assert!(next.to_string().contains("张") && !next.to_string().contains("phone"));
        caller.post(&format!("{path}/call"), json!({})).await.ok();
        let good = village.starts_with("370811001") || n % 3 > 0;
        let outcome = match n % 10 {
            7 => json!({"outcome": "refused"}),
            _ if good => {
                json!({"outcome": "completed", "took_place": "yes", "listened": "yes", "satisfied": 5})
            }
            _ => json!({"outcome": "completed", "took_place": "no", "listened": "partly", "satisfied": 2}),
        };
        caller.post(&format!("{path}/outcome"), outcome).await.ok();
        *called.entry(village[..9].to_owned()).or_default() += 1;
    }
    called
}

story!(calls_are_made_one_at_a_time_by_who_is_not_linked, |test| {
    let (_, [cadre, _]) = visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let name = drawn(&mut office, &mut auditor).await;
    let mut first = test.sign_in(Role::Interviewer, "370811").await;
    let mut other = test.sign_in(Role::Interviewer, "3708").await;
    let mut elsewhere = test.sign_in(Role::Interviewer, "370812").await;
    assert_eq!(elsewhere.post("/callbacks/next", json!({})).await.ok()["callback"], Value::Null);
    let one = first.post("/callbacks/next", json!({})).await.ok()["callback"].clone();
    assert_eq!(
        first.post("/callbacks/next", json!({})).await.ok()["callback"]["n"],
        one["n"],
        "the same again"
    );
    let two = other.post("/callbacks/next", json!({})).await.ok()["callback"].clone();
    assert_ne!(one["n"], two["n"]);
    let path = |unit: &Value| format!("/callbacks/{name}/{}", unit["n"]);
    let refused = json!({"outcome": "refused"});
    assert_eq!(other.post(&format!("{}/call", path(&one)), json!({})).await.refused(), "not_held");
    assert_eq!(elsewhere.post(&format!("{}/call", path(&one)), json!({})).await.refused(), "not_found");
    assert_eq!(other.post(&format!("{}/outcome", path(&one)), refused.clone()).await.refused(), "not_held");
    let half = json!({"outcome": "completed", "took_place": "yes"});
    assert_eq!(first.post(&format!("{}/outcome", path(&one)), half).await.refused(), "invalid");
    let later = json!({"outcome": "not_reached", "later_minutes": 60});
    let now = first.post(&format!("{}/outcome", path(&one)), later).await.ok();
    assert_eq!((&now["held"], &now["waiting"]), (&json!(false), &json!(60)), "it is called again");
    assert_eq!(first.post(&format!("{}/outcome", path(&one)), refused).await.refused(), "not_held");
    // An interviewer who is linked to the first township's villages never gets a household there.
    let grants = [Grant { role: Role::Interviewer, place: "370811".parse().unwrap(), unit: None }];
    let official = cadre.name.to_string();
    access::routes::make_account(&test.app, "both", "both", PASSWORD, &official, &grants).await.unwrap();
    let mut both = test.stranger();
    both.sign_in("both", PASSWORD).await;
    let called = call_all(&mut both).await;
    assert_eq!(called.keys().collect::<Vec<_>>(), ["370811002"], "{called:?}");
    // The household sees who looked and why; the audit does not say which household it was.
    let events: Vec<(String, String, i64)> = test
        .app
        .db
        .read()
        .await
        .unwrap()
        .all(
            "SELECT role, class, COUNT(*) AS n FROM access_event GROUP BY role, class ORDER BY role, class",
            &[],
        )
        .await
        .unwrap();
    let by = |class: &str| events.iter().find(|(role, known, _)| role == "interviewer" && known == class);
    assert!(by("roster").unwrap().2 > 25 && by("contact").unwrap().2 >= 25, "{events:?}");
    let lines: Vec<(String, String)> = test
        .app
        .db
        .read()
        .await
        .unwrap()
        .all("SELECT subject, detail FROM audit WHERE verb LIKE 'satisfaction.callback.%'", &[])
        .await
        .unwrap();
    assert!(lines.iter().all(|(subject, _)| subject.is_empty() || *subject == name), "{lines:?}");
    // Its own official learns nothing of it.
    let mut own = cadre.caller.clone();
    assert_eq!(own.post("/callbacks/next", json!({})).await.refused(), "not_found");
    assert_eq!(own.get(&format!("/draws/{name}")).await.refused(), "not_found");
});

story!(figures_are_released_the_month_after_and_give_no_answer_away, |test| {
    let (_, cadres) = visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let name = drawn(&mut office, &mut auditor).await;
    let called = call_all(&mut test.sign_in(Role::Interviewer, "370811").await).await;
    assert_eq!(called.values().sum::<u32>(), 60);
    // What is stored of an answer is sealed, all of one length, and under ids without time.
    let stored: Vec<(Uuid, Vec<u8>)> =
        test.app.db.read().await.unwrap().all("SELECT id, sealed FROM draw_answer", &[]).await.unwrap();
    assert_eq!(stored.len(), 54);
    assert!(stored.iter().all(|(_, sealed)| sealed.len() == stored[0].1.len()));
    assert!(stored.iter().any(|(id, _)| id.get_version_num() != 7));
    let results = "/satisfaction/370811";
    assert_eq!(office.get(results).await.ok()["draw"], Value::Null);
    assert_eq!(office.post(&format!("{results}/release"), json!({})).await.ok()["draws"], 0, "not closed");
    office.post(&format!("/draws/{name}/close"), json!({})).await.ok();
    assert_eq!(
        office.post(&format!("{results}/release"), json!({})).await.ok()["draws"],
        0,
        "the same month"
    );
    test.app.clock.forward(31 * DAY);
    office.sign_in("programme_office-370811", PASSWORD).await;
    let batch = office.post(&format!("{results}/release"), json!({})).await.ok();
    // The county, two townships, two officials; three measures each.
    assert_eq!(
        (&batch["draws"], &batch["figures"], &batch["month"]),
        (&json!(1), &json!(15), &json!("2026-08"))
    );
    assert_eq!(office.post(&format!("{results}/release"), json!({})).await.ok()["draws"], 0, "once only");
    let shown = office.get(results).await.ok();
    assert_eq!((&shown["own"]["answers"], &shown["rates"]["completed"]), (&json!(54), &json!(54)));
    let share = |place: &Value| place["figures"][2]["share"].as_f64().unwrap();
    // A coin in each block moves it by some points.
    assert!((0.65..=1.0).contains(&share(&shown["own"])), "{}", shown["own"]);
    let (a, b) = (&shown["below"][0], &shown["below"][1]);
    assert!(share(a) > 0.95 && share(b) < 0.85, "{a} {b}");
    for figure in a["figures"].as_array().unwrap() {
        assert!(figure["low"].as_f64() < figure["share"].as_f64() || figure["share"] == 0.0, "{figure}");
    }
    assert_eq!(shown["orders"].as_array().unwrap().len(), 3);
    // Staff of a township see their own, an official their own, nobody else's.
    let mut township = test.sign_in(Role::Township, "370811002").await;
    assert_eq!(township.get("/satisfaction/370811002").await.ok()["own"]["answers"], b["answers"]);
    assert_eq!(township.get(results).await.refused(), "not_found");
    for (cadre, place) in cadres.iter().zip([a, b]) {
        let mut caller = cadre.caller.clone();
        caller.sign_in(&cadre.login, PASSWORD).await;
        let own = caller.get("/me/satisfaction").await.ok();
        assert_eq!(own["months"].as_array().unwrap().len(), 1, "{own}");
        assert_eq!(own["months"][0]["answers"], place["answers"]);
    }
});

story!(the_public_is_told_what_offices_were_told_once_a_quarter_and_nothing_follows, |test| {
    visited(&test).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    let of_city = json!({"place": "3708", "strata": "county"});
    let mut new = draw();
    new.as_object_mut().unwrap().extend(of_city.as_object().unwrap().clone());
    let name = office.post("/draws", new).await.ok()["ref"].as_str().unwrap().to_owned();
    office.post(&format!("/draws/{name}/commit"), json!({})).await.ok();
    auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 4 1 6 2 2 5"})).await.ok();
    call_all(&mut test.sign_in(Role::Interviewer, "3708").await).await;
    office.post(&format!("/draws/{name}/close"), json!({})).await.ok();
    test.app.clock.forward(31 * DAY);
    office.sign_in("programme_office-3708", PASSWORD).await;
    assert_eq!(office.post("/satisfaction/3708/release", json!({})).await.ok()["draws"], 1);
    let mut anyone = test.stranger();
    assert_eq!(open_answers::tick(&test.app).await.unwrap(), 0, "the quarter is not over");
    assert_eq!(anyone.get("/open/satisfaction").await.ok()["quarters"], json!([]));
    test.app.clock.forward(75 * DAY);
    assert_eq!(open_answers::tick(&test.app).await.unwrap(), 1);
    assert_eq!(open_answers::tick(&test.app).await.unwrap(), 0, "once only");
    let reply = anyone.get("/open/satisfaction").await;
    assert!(reply.headers.get("set-cookie").is_none());
    let told = reply.ok();
    assert_eq!(told["quarters"][0]["quarter"], "2026Q3");
    let of = &told["quarters"][0]["draws"][0];
    // Whatever the public is told is one of the figures that offices were told, to the tenth of a percent.
    office.sign_in("programme_office-3708", PASSWORD).await;
    let inside = office.get("/satisfaction/3708").await.ok();
    let mut groups: Vec<i64> = vec![];
    let places = of["below"].as_array().unwrap().iter().zip(inside["below"].as_array().unwrap());
    for (open, known) in places.chain([(&of["own"], &inside["own"])]) {
        assert_eq!((&open["code"], &open["answers"]), (&known["place"]["code"], &known["answers"]));
        for (open, known) in
            open["figures"].as_array().unwrap().iter().zip(known["figures"].as_array().unwrap())
        {
            for (word, share) in [("at", "share"), ("low", "low"), ("high", "high")] {
                let tenths = (known[share].as_f64().unwrap() * 1000.0).round() as i64;
                assert_eq!(open[word], tenths, "{open} {known}");
            }
        }
        groups.push(open["answers"].as_i64().unwrap_or(0));
    }
    // No sum or difference of what is shown speaks of one to four: of the city and any of its counties.
    let whole = groups.pop().unwrap();
    for some in 0..1_u32 << groups.len() {
        let sum: i64 = groups.iter().enumerate().filter(|(n, _)| some >> n & 1 == 1).map(|(_, n)| n).sum();
        assert!(whole == sum || whole - sum >= 5, "{whole} less {sum}");
        assert!(sum == 0 || sum >= 5, "{sum}");
    }
    for absent in ["370811001", "古槐", "official", "like"] {
        assert!(!told.to_string().contains(absent), "{absent}");
    }
    // What is withdrawn or released later changes nothing that was told.
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("UPDATE draw_figure SET share = 0", &[]).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(open_answers::tick(&test.app).await.unwrap(), 0);
    assert_eq!(anyone.get("/open/satisfaction").await.ok()["quarters"], told["quarters"]);
});

story!(who_had_a_case_closed_is_asked_about_it, |test| {
    const MATTER: &str = "INSERT INTO matter (county, id, village, township, need, household, brought_county, brought, title, words, theme, \
         kind, urgent, wanted_by, office, resident, rung, owner_county, owner, owner_name, turn, allowed, used, since, spent, due, round, \
         pending, closed_by, asked_on, asked_tries, answered, stage, raised, version, made_at, changed_at, finished_on) \
         VALUES ('370811', $1, $2, $3, NULL, $4, '', NULL, '修水管', '', '', 'ordinary', 0, '', 'done', 'solved', 'township', '', NULL, '', \
         NULL, 15, 0, '', 0, '9999-12-31', 1, '', NULL, '', 0, '', 'finished', '2026-05-01', 1, 0, 0, $5)";
    let village = VILLAGES[0];
    let homes = households(&test.app, village, 60).await;
    let mut conn = test.app.db.write().await.unwrap();
    for (n, home) in homes.iter().enumerate() {
        let day = if n < 50 { "2026-06-10" } else { "2026-05-31" };
        let values = args![test.app.clock.id(), village, &village[..9], *home, day];
        conn.run(MATTER, &values).await.unwrap();
    }
    conn.commit().await.unwrap();
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let mut body = draw();
    body["frame"] = json!("cases");
    let name = office.post("/draws", body).await.ok()["ref"].as_str().unwrap().to_owned();
    assert_eq!(office.post(&format!("/draws/{name}/commit"), json!({})).await.ok()["units"], 50);
    auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 4 1 6 2 2 5"})).await.ok();
    let mut caller = test.sign_in(Role::Interviewer, "370811").await;
    let next = caller.post("/callbacks/next", json!({})).await.ok();
    assert_eq!((&next["callback"]["case"], &next["callback"]["visit"]), (&json!("修水管"), &Value::Null));
    let seen: (i64,) = test
        .app
        .db
        .read()
        .await
        .unwrap()
        .one("SELECT COUNT(*) AS n FROM access_event WHERE role = 'interviewer' AND class = 'talks'", &[])
        .await
        .unwrap();
    assert_eq!(seen.0, 1, "that the title was shown is written down");
});

/// 325 households in each of the real city's villages, in SQLite's own words: 1.6 million by one statement.
const WHOLE_CITY: &str = "INSERT INTO household (county, id, village, house, name, name_key, pinyin, initials, members, state, since, \
     until, version) WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 325) \
     SELECT substr(p.code, 1, 6), randomblob(16), p.code, k.n || '号', '张', '张', 'zhang', 'z', 3, 'present', '2020-01-01', '9999-12-31', 1 \
     FROM place p, k WHERE p.level = 'village' AND p.until = '9999-12-31'";

/// How long writers wait at most, and how often one wrote, until told to stop.
async fn writers(app: lianxin_server::App, mut stop: tokio::sync::oneshot::Receiver<()>) -> (Duration, u32) {
    let (mut longest, mut times) = (Duration::ZERO, 0);
    while stop.try_recv().is_err() {
        let begun = Instant::now();
        let mut conn = app.db.write().await.unwrap();
        conn.run("UPDATE setting SET value = '1' WHERE name = 'bench'", &[]).await.unwrap();
        conn.commit().await.unwrap();
        longest = longest.max(begun.elapsed());
        times += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (longest, times)
}

/// `cargo test --release -p lianxin-server --test api -- --ignored whole_city --nocapture` prints the figures of the README.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a bench: 1.6 million households"]
async fn a_whole_city_is_drawn_from_in_seconds() {
    let test = TestApp::empty(On::Sqlite).await;
    test.real_city().await;
    let mut conn = test.app.db.write().await.unwrap();
    let households = conn.run(WHOLE_CITY, &[]).await.unwrap();
    conn.commit().await.unwrap();
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    let mut body = draw();
    body["place"] = json!("3708");
    body["frame"] = json!("all");
    body["aim"] = json!({"kind": "margin", "margin": 0.02});
    let name = office.post("/draws", body).await.ok()["ref"].as_str().unwrap().to_owned();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let writing = tokio::spawn(writers(test.app.clone(), stopped));
    let begun = Instant::now();
    let line = office.post(&format!("/draws/{name}/commit"), json!({})).await.ok();
    let fixed = begun.elapsed();
    let begun = Instant::now();
    auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 4 1 6 2 2 5"})).await.ok();
    let drawn = begun.elapsed();
    stop.send(()).unwrap();
    let (longest, times) = writing.await.unwrap();
    let begun = Instant::now();
    let text = file(&mut test.stranger(), &name).await;
    let written = begun.elapsed();
    let begun = Instant::now();
    assert!(replay(&text).unwrap().seed.is_some());
    println!(
        "{households} households: fixed in {fixed:.1?}, {} drawn in {drawn:.1?}; a file of {} MB in {written:.1?}, replayed in {:.1?}; \
         {times} other writes meanwhile, the longest {longest:.1?}",
        line["drawn"],
        text.len() / 1_000_000,
        begun.elapsed()
    );
    assert!(households > 1_500_000);
    assert!(longest < Duration::from_secs(1), "a draw holds others up");
}
