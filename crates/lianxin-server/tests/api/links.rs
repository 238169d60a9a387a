//! A plan's whole life: drafted, solved, changed while one looks, published, proved, undone, repaired.

use std::time::Duration;

use lianxin_domain::{
    access::{Grant, Role},
    people::Rank,
};
use serde_json::{Value, json};

use crate::{
    kit::{Caller, PASSWORD, people},
    story,
};

const ALL: [&str; 4] = ["contact_point", "paired_unit", "township_charge", "police_liaison"];

/// Waits for the plan's job.
async fn ended(office: &mut Caller, plan: &str) -> Value {
    for _ in 0..400 {
        let progress = office.get(&format!("/plans/{plan}/progress")).await.ok();
        if progress["state"] != "running" {
            return progress;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the job does not end");
}

async fn drafted(office: &mut Caller, tiers: &[&str], mode: &str) -> String {
    let new = json!({"name": "二〇二六年联系方案", "place": "3708", "tiers": tiers, "mode": mode});
    let made = office.post("/plans", new).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

async fn solved(office: &mut Caller, tiers: &[&str], mode: &str) -> String {
    let plan = drafted(office, tiers, mode).await;
    office.post(&format!("/plans/{plan}/solve"), json!({})).await.ok();
    let progress = ended(office, &plan).await;
    assert_eq!(progress["state"], "done", "{progress}");
    plan
}

async fn published(office: &mut Caller, plan: &str) {
    let how = json!({"starts": "2026-07-01", "document": "济下派办〔2026〕1号"});
    office.post(&format!("/plans/{plan}/publish"), how).await.ok();
    let progress = ended(office, plan).await;
    assert_eq!(progress["state"], "done", "{progress}");
}

story!(a_plan_is_solved_published_and_proved, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let before = office.get("/overview/3708").await.ok();
    assert_eq!(
        (
            before["cover"]["coverage_one"]["holds"].as_bool(),
            before["cover"]["coverage_two"]["covered"].as_i64()
        ),
        (Some(false), Some(0))
    );
    let plan = solved(&mut office, &ALL, "full").await;
    let shown = office.get(&format!("/plans/{plan}")).await.ok();
    assert_eq!(
        (shown["state"].as_str(), shown["result"]["certified"].as_bool()),
        (Some("solved"), Some(true))
    );
    published(&mut office, &plan).await;
    let after = office.get("/overview/3708").await.ok();
    assert_eq!(after["cover"]["coverage_one"]["holds"], true, "{after}");
    assert_eq!(after["cover"]["coverage_two"]["covered"], 9);
    let village = office.get("/villages/370811001001").await.ok();
    let tiers: std::collections::BTreeSet<&str> =
        village["links"].as_array().unwrap().iter().map(|l| l["tier"].as_str().unwrap()).collect();
    assert!(
        tiers.contains("paired_unit")
            && tiers.contains("township_charge")
            && tiers.contains("police_liaison"),
        "{tiers:?}"
    );
    assert_eq!(village["links"][0]["document"], "济下派办〔2026〕1号");
    assert_eq!(office.get("/officials?linked=no").await.ok()["items"], json!([]));
    let early = office.get("/proof?as_of=2026-06-30").await.ok();
    assert_eq!(early["counterexamples"]["two"], 27, "{early}");
    let proof = office.get("/proof").await.ok();
    assert_eq!(proof["counterexamples"], json!({"one": 0, "two": 0}));
});

story!(a_pin_is_answered_at_once_and_explained, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = solved(&mut office, &ALL, "full").await;
    let links = office.get(&format!("/plans/{plan}/links?tier=contact_point")).await.ok();
    let link = &links["items"][0];
    let (who, village) =
        (link["subject"]["ref"].as_str().unwrap(), link["village"]["code"].as_str().unwrap());
    let why = office
        .get(&format!("/plans/{plan}/why?tier=contact_point&subject={who}&village={village}"))
        .await
        .ok();
    assert_eq!((why["planned"].as_bool(), why["cost"].as_i64()), (Some(true), link["cost"].as_i64()));
    let other = why["next_for_subject"][0]["village"]["code"].as_str().unwrap();
    let at_least = why["next_for_subject"][0]["at_least"].as_i64().unwrap();
    let pin = json!({"kind": "pin", "tier": "contact_point", "subject": {"kind": "official", "ref": who}, "village": other, "reason": "熟悉情况"});
    let chosen = office.post(&format!("/plans/{plan}/choices"), pin).await.ok();
    let cost = chosen["delta"]["objective_after"].as_i64().unwrap()
        - chosen["delta"]["objective_before"].as_i64().unwrap();
    assert!(cost >= at_least && !chosen["delta"]["changed"].as_array().unwrap().is_empty(), "{chosen}");
    let id = chosen["choice"]["id"].as_str().unwrap().to_owned();
    let undone = office.delete(&format!("/plans/{plan}/choices/{id}")).await.ok();
    assert_eq!(undone["delta"]["objective_after"], chosen["delta"]["objective_before"]);
    let worst = office.get(&format!("/plans/{plan}/worst?tier=township_charge&limit=3")).await.ok();
    assert_eq!(worst["items"].as_array().unwrap().len(), 3);
});

story!(a_what_if_is_exact_and_sharing_the_cost_is_compared, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = solved(&mut office, &ALL, "full").await;
    let links = office.get(&format!("/plans/{plan}/links?tier=contact_point")).await.ok();
    let who = links["items"][0]["subject"]["ref"].as_str().unwrap().to_owned();
    let village = links["items"][1]["village"]["code"].as_str().unwrap().to_owned();
    let ask = format!("/plans/{plan}/what-if?tier=contact_point&subject={who}&village={village}");
    let asked = office.get(&ask).await.ok();
    let extra = asked["extra"].as_i64().unwrap();
    assert!(extra >= 0 && !asked["delta"]["changed"].as_array().unwrap().is_empty(), "{asked}");
    let pin = json!({"kind": "pin", "tier": "contact_point", "subject": {"kind": "official", "ref": who}, "village": village, "reason": "熟悉情况"});
    let chosen = office.post(&format!("/plans/{plan}/choices"), pin).await.ok();
    let objective = |when: &str| chosen["delta"][when].as_i64().unwrap();
    assert_eq!(objective("objective_after") - objective("objective_before"), extra);
    let compared = office.get(&format!("/plans/{plan}/sharing")).await.ok();
    let charge: Vec<&Value> =
        compared["tiers"].as_array().unwrap().iter().filter(|t| t["tier"] == "contact_point").collect();
    let words: Vec<&str> = charge.iter().map(|t| t["sharing"].as_str().unwrap()).collect();
    assert_eq!(words, ["sum", "worst_first", "leximin"]);
    assert!(charge[1]["worst"].as_i64() <= charge[0]["worst"].as_i64());
    let mut rules = office.get(&format!("/plans/{plan}")).await.ok()["rules"].clone();
    rules["tiers"]["contact_point"]["sharing"] = json!("leximin");
    office.put(&format!("/plans/{plan}/rules"), rules).await.ok();
    office.post(&format!("/plans/{plan}/solve"), json!({})).await.ok();
    ended(&mut office, &plan).await;
    let shown = office.get(&format!("/plans/{plan}")).await.ok();
    let tier = shown["result"]["tiers"].as_array().unwrap().iter().find(|t| t["tier"] == "contact_point");
    assert_eq!(tier.unwrap()["sharing"], "leximin");
    assert_eq!(tier.unwrap()["objective"], charge[2]["objective"]);
    let mut rival = office;
    let refused = rival
        .get(&format!("/plans/{plan}/what-if?tier=contact_point&subject={who}&village=370899999999"))
        .await;
    assert_eq!(refused.refused(), "not_found");
});

story!(whom_the_rules_leave_out_is_named_in_the_browser, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = drafted(&mut office, &["police_liaison"], "full").await;
    let shown = office.get(&format!("/plans/{plan}")).await.ok();
    let mut rules = shown["rules"].clone();
    rules["tiers"]["police_liaison"]["per_official"]["most"] = json!(1);
    office.put(&format!("/plans/{plan}/rules"), rules.clone()).await.ok();
    office.post(&format!("/plans/{plan}/solve"), json!({})).await.ok();
    ended(&mut office, &plan).await;
    let stuck = office.get(&format!("/plans/{plan}")).await.ok();
    assert_eq!(
        (stuck["state"].as_str(), stuck["infeasible"]["kind"].as_str()),
        (Some("draft"), Some("too_few_people")),
        "{stuck}"
    );
    let relax = &stuck["infeasible"]["relax"][0];
    assert_eq!(
        (relax["code"].as_str(), relax["rule_path"].as_str()),
        (Some("raise_most"), Some("tiers.police_liaison.per_official.most"))
    );
    rules["tiers"]["police_liaison"]["per_official"]["least"] = json!(9);
    assert_eq!(office.put(&format!("/plans/{plan}/rules"), rules).await.refused(), "bad_rules");
});

story!(an_undo_brings_back_what_was, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let first = solved(&mut office, &ALL, "full").await;
    published(&mut office, &first).await;
    let was = office.get("/villages/370811002001").await.ok();
    let second = solved(&mut office, &["township_charge"], "full").await;
    let links = office.get(&format!("/plans/{second}/links")).await.ok();
    let (who, village) =
        (links["items"][0]["subject"]["ref"].clone(), links["items"][0]["village"]["code"].clone());
    let ban = json!({"kind": "ban", "tier": "township_charge", "subject": {"kind": "official", "ref": who}, "village": village, "reason": "亲属回避"});
    office.post(&format!("/plans/{second}/choices"), ban).await.ok();
    published(&mut office, &second).await;
    let undo = office.post(&format!("/plans/{second}/undo"), json!({})).await.ok();
    assert!(undo["result"]["moves"]["start"].as_i64().unwrap() > 0, "{undo}");
    let listed = office.get(&format!("/plans/{}/moves?kind=start", undo["ref"].as_str().unwrap())).await.ok();
    assert_eq!(
        listed["items"].as_array().unwrap().len() as i64,
        undo["result"]["moves"]["start"].as_i64().unwrap()
    );
    published(&mut office, undo["ref"].as_str().unwrap()).await;
    let is = office.get("/villages/370811002001").await.ok();
    let who = |village: &Value| {
        let mut names: Vec<String> = village["links"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| format!("{} {} {}", l["tier"], l["unit"]["name"], l["who"]["name"]))
            .collect();
        names.sort();
        names
    };
    assert_eq!(who(&was), who(&is));
    assert_eq!(office.post(&format!("/plans/{first}/withdraw"), json!({})).await.refused(), "plan_state");
});

story!(a_merged_village_needs_a_small_repair_only, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = solved(&mut office, &ALL, "full").await;
    published(&mut office, &plan).await;
    let merge = json!({"into": "370811001002", "on": "2026-07-01", "document": "任政〔2026〕5号"});
    assert_eq!(
        office
            .post(
                "/villages/370811001001/merge",
                json!({"into": "370812001001", "on": "2026-07-01", "document": ""})
            )
            .await
            .refused(),
        "other_county"
    );
    let merged = office.post("/villages/370811001001/merge", merge).await.ok();
    assert!(merged["ended_links"].as_i64().unwrap() >= merged["moved"].as_i64().unwrap());
    let old = office.get("/villages/370811001001").await.ok();
    assert_eq!(
        (old["successor"]["code"].as_str(), old["links"].as_array().unwrap().len()),
        (Some("370811001002"), 0)
    );
    let repair = solved(&mut office, &ALL, "repair").await;
    let moves = office.get(&format!("/plans/{repair}")).await.ok()["result"]["moves"].clone();
    assert!(moves["start"].as_i64().unwrap() <= 6 && moves["keep"].as_i64().unwrap() > 40, "{moves}");
    published(&mut office, &repair).await;
    let after = office.get("/overview/3708").await.ok();
    assert_eq!(
        (
            after["cover"]["coverage_two"]["villages"].as_i64(),
            after["cover"]["coverage_two"]["covered"].as_i64()
        ),
        (Some(8), Some(8))
    );
});

story!(a_snapshot_is_signed_and_checked, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let made = office.post("/snapshots", json!({"as_of": "2026-07-01"})).await;
    assert_eq!(made.status, 201);
    let name = made.json["ref"].as_str().unwrap().to_owned();
    let file = office.get(&format!("/snapshots/{name}/file")).await.bytes;
    let verdict = office.upload("/snapshots/verify", file.clone()).await.ok();
    assert_eq!((verdict["ok"].as_bool(), verdict["own"].as_bool()), (Some(true), Some(true)));
    let mut changed = file;
    changed[200] ^= 1;
    assert_eq!(office.upload("/snapshots/verify", changed).await.ok()["ok"], false);
    let mut county = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(county.get(&format!("/snapshots/{name}/file")).await.status, 404);
});

story!(a_stale_plan_is_not_published, |test| {
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let (first, second) = (solved(&mut office, &ALL, "full").await, solved(&mut office, &ALL, "full").await);
    published(&mut office, &first).await;
    office
        .post(&format!("/plans/{second}/publish"), json!({"starts": "2026-07-01", "document": "文"}))
        .await
        .ok();
    let progress = ended(&mut office, &second).await;
    assert_eq!(
        (progress["state"].as_str(), progress["error"]["code"].as_str()),
        (Some("failed"), Some("stale_plan"))
    );
});

story!(an_official_sees_their_own_villages_and_no_more, |test| {
    let refs = people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = solved(&mut office, &ALL, "full").await;
    published(&mut office, &plan).await;
    let own = &refs.iter().find(|(rank, _)| *rank == Rank::Police).unwrap().1;
    let grants = [Grant { role: Role::Official, place: "3708".parse().unwrap(), unit: None }];
    lianxin_server::access::routes::make_account(
        &test.app,
        "min.jing",
        "民警",
        PASSWORD,
        &own.to_string(),
        &grants,
    )
    .await
    .unwrap();
    let mut official = test.stranger();
    official.sign_in("min.jing", PASSWORD).await;
    let mine = official.get("/me/villages").await.ok();
    assert!(!mine["villages"].as_array().unwrap().is_empty());
    assert_eq!(mine["villages"][0]["tier"], "police_liaison");
    assert_eq!(official.get(&format!("/officials/{own}")).await.status, 404);
    assert_eq!(official.get("/villages/370811001001").await.status, 404);
});

story!(a_backup_is_restored_whole_or_refused, |test| {
    use lianxin_server::engine::backup;
    people(&test.app).await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let plan = solved(&mut office, &ALL, "full").await;
    published(&mut office, &plan).await;
    let mut file = Vec::new();
    let written = backup::write(&test.app.db, &test.app.clock, &mut file, |_, _| {}).await.unwrap();
    assert_eq!(backup::check(&file).unwrap(), written);
    let other = crate::kit::TestApp::empty(crate::kit::On::Sqlite).await;
    assert_eq!(backup::restore(&other.app.db, &file, |_| {}).await.unwrap(), written);
    let mut again = Vec::new();
    backup::write(&other.app.db, &test.app.clock, &mut again, |_, _| {}).await.unwrap();
    assert_eq!(file, again, "what was restored is what was backed up, byte for byte");
    assert!(backup::restore(&other.app.db, &file, |_| {}).await.is_err(), "never over an installation");
    for at in (0..file.len()).step_by(file.len() / 200 + 1) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x10;
        assert!(backup::check(&damaged).is_err(), "byte {at} of {}", file.len());
        assert!(backup::check(&file[..at]).is_err(), "cut at {at}");
    }
});
