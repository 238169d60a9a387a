//! Who gets in, what they may do, and what is written down.

use lianxin_domain::access::Role;
use serde_json::json;

use crate::{kit::PASSWORD, story};

story!(a_session_begins_and_ends, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let session = office.get("/session").await.ok();
    assert_eq!(session["city"]["name"], "济宁市");
    assert!(session["may"].as_array().unwrap().iter().any(|right| right == "publish_plans"));
    office.delete("/session").await.ok();
    assert_eq!(office.get("/places/3708").await.refused(), "signed_out");
});

story!(a_wrong_password_says_nothing_and_is_slowed, |test| {
    test.account("zhang", Role::ProgrammeOffice, "3708").await;
    let mut stranger = test.stranger();
    for login in ["zhang", "zhang", "zhang", "zhang", "nobody", "zhang"] {
        let reply = stranger.post("/session", json!({"login": login, "password": "wrong wrong wrong"})).await;
        assert_eq!((reply.status, reply.refused()), (401, "wrong_password"), "{login}");
    }
    let reply = stranger.post("/session", json!({"login": "zhang", "password": PASSWORD})).await;
    assert_eq!(reply.refused(), "too_many_tries");
    test.app.clock.forward(16 * 60_000);
    stranger.sign_in("zhang", PASSWORD).await;
});

story!(a_known_device_is_not_locked_out_by_a_stranger, |test| {
    test.account("wang", Role::ProgrammeOffice, "3708").await;
    let mut owner = test.stranger();
    owner.sign_in("wang", PASSWORD).await;
    let mut stranger = test.stranger();
    for _ in 0..6 {
        stranger.post("/session", json!({"login": "wang", "password": "wrong wrong wrong"})).await;
    }
    owner.sign_in("wang", PASSWORD).await;
});

story!(a_write_needs_the_token_and_the_same_site, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let rename = json!({"name": "新村", "since": "2026-07-01", "document": "文"});
    office.headers = vec![("sec-fetch-site", "cross-site".into())];
    assert_eq!(office.post("/villages/370811001001/rename", rename.clone()).await.refused(), "csrf");
    office.headers.clear();
    office.without_csrf();
    assert_eq!(office.post("/villages/370811001001/rename", rename).await.refused(), "csrf");
});

story!(a_disabled_account_is_out_at_once, |test| {
    let mut admin = test.sign_in(Role::Administrator, "3708").await;
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    let list = admin.get("/accounts?q=programme").await.ok();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    office.get("/places/370811").await.ok();
    admin.patch(&format!("/accounts/{id}"), json!({"state": "disabled"})).await.ok();
    assert_eq!(office.get("/places/370811").await.refused(), "signed_out");
    let own =
        admin.get("/accounts?q=administrator").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
    let last = admin.patch(&format!("/accounts/{own}"), json!({"state": "disabled"})).await;
    assert_eq!(last.refused(), "last_administrator");
});

story!(a_new_account_is_checked_and_versioned, |test| {
    let mut admin = test.sign_in(Role::Administrator, "370811").await;
    let new = |login: &str, password: &str, place: &str| json!({"login": login, "name": "李四", "password": password, "grants": [{"role": "township", "place": place}]});
    let weak = admin.post("/accounts", new("li.si", "short", "370811001")).await;
    assert_eq!((weak.status, weak.json["fields"][0]["code"].as_str()), (422, Some("weak_password")));
    assert_eq!(
        admin.post("/accounts", new("li.si", PASSWORD, "370812")).await.refused(),
        "outside_jurisdiction"
    );
    let made = admin.post("/accounts", new("li.si", PASSWORD, "370811001")).await;
    assert_eq!(made.status, 201);
    let id = made.ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(admin.post("/accounts", new("li.si", PASSWORD, "370811001")).await.refused(), "login_taken");
    let mut fresh = test.stranger();
    fresh.sign_in("li.si", PASSWORD).await;
    assert_eq!(fresh.get("/places/370811001").await.refused(), "must_change_password");
    let change = json!({"old": PASSWORD, "new": "another battery horse"});
    fresh.post("/session/password", change).await.ok();
    fresh.get("/places/370811001").await.ok();
    let shown = admin.get(&format!("/accounts/{id}")).await;
    let tag = shown.headers["etag"].to_str().unwrap().to_owned();
    admin.patch(&format!("/accounts/{id}"), json!({"name": "李司"})).await.ok();
    admin.headers = vec![("if-match", tag)];
    let stale = admin.patch(&format!("/accounts/{id}"), json!({"name": "李思"})).await;
    assert_eq!(stale.refused(), "changed_meanwhile");
});

story!(every_write_leaves_a_line_for_the_auditor_of_the_place, |test| {
    let mut office = test.sign_in(Role::ProgrammeOffice, "3708").await;
    let mut auditor = test.sign_in(Role::Auditor, "370811").await;
    let rename = json!({"name": "东门新村", "since": "2026-07-01", "document": "济政〔2026〕1号"});
    office.post("/villages/370811001001/rename", rename.clone()).await.ok();
    office.post("/villages/370812001001/rename", rename).await.ok();
    let lines = auditor.get("/audit?verb=places.village.rename").await.ok();
    assert_eq!(lines["items"].as_array().unwrap().len(), 1, "{lines}");
    assert_eq!(lines["items"][0]["subject"], "370811001001");
    assert_eq!(office.get("/audit").await.status, 404);
});

story!(the_first_administrator_needs_the_code_of_the_console, |test| {
    let mut stranger = test.stranger();
    assert_eq!(stranger.get("/session").await.ok()["setup_needed"], true);
    let code =
        lianxin_server::access::routes::announce_setup(&test.app).await.unwrap().expect("no account yet");
    let first =
        |code: &str| json!({"code": code, "login": "Root.Admin", "name": "管理员", "password": PASSWORD});
    assert_eq!(stranger.post("/setup", first("0000000000")).await.refused(), "bad_setup_code");
    stranger.post("/setup", first(&code)).await.ok();
    assert_eq!(stranger.post("/setup", first(&code)).await.refused(), "set_up_already");
    stranger.sign_in("root.admin", PASSWORD).await;
    assert_eq!(stranger.get("/session").await.ok()["grants"][0]["role"], "administrator");
});

story!(problems_speak_the_readers_language_and_headers_are_safe, |test| {
    let mut stranger = test.stranger();
    let zh = stranger.get("/places/3708").await;
    assert_eq!(zh.json["detail"], "请先登录。");
    stranger.headers = vec![("accept-language", "en-GB,en;q=0.9".into())];
    let en = stranger.get("/places/3708").await;
    assert_eq!(en.json["detail"], "Please sign in.");
    assert_eq!(en.headers["content-type"], "application/problem+json");
    for name in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"] {
        assert!(en.headers.contains_key(name), "{name}");
    }
    assert_eq!(stranger.get("/no/such/verb").await.refused(), "not_found");
    let mut auditor = test.sign_in(Role::Auditor, "3708").await;
    assert_eq!(auditor.get("/plans").await.json["detail"], "没有这一项，或您无权查看。");
});
