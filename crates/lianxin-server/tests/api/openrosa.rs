//! OpenRosa: what a client of ODK gets, what is taken from it, and the answer it understands when it is not.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use lianxin_domain::{
    access::{RIGHTS, Right, Role},
    people::Rank,
};
use lianxin_server::{
    access::{passwords, store},
    args,
    sync::openrosa::DOORS,
};
use uuid::Uuid;

use crate::{
    kit::{
        Caller, PASSWORD, TestApp,
        caller::Reply,
        recount,
        talks::{Cadre, households, link, roster},
    },
    story,
};

const VILLAGE: &str = "370811001001";
const HOME: &str = "0197c0de-0000-7000-8000-000000000001";
const INSTANCE: &str = "3f1c9a52-6d0b-4c55-9a3e-7e2b8d7f0a11";
const BOUNDARY: &str = "5b1d7f3e-8a52-4f0e-9c1d-2a7e6f4b3c90";

/// What ODK Collect sends, byte by byte: the form as its engine fills it in (`cargo xtask odk`), in the parts of its client.
fn fixture() -> String {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/odk/submission.multipart");
    std::fs::read_to_string(path).expect("the fixture")
}

fn odk(test: &TestApp, login: &str, password: &str) -> Caller {
    let mut caller = test.stranger();
    let basic = format!("Basic {}", STANDARD.encode(format!("{login}:{password}")));
    caller.headers.push(("authorization", basic));
    caller.headers.push(("x-openrosa-version", "1.0".to_owned()));
    caller.headers.push(("host", "lianxin.example".to_owned()));
    caller.headers.push(("content-type", format!("multipart/form-data; boundary={BOUNDARY}")));
    caller
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.bytes.clone()).expect("text")
}

async fn get(caller: &mut Caller, path: &str) -> String {
    let reply = caller.get(&format!("//openrosa{path}")).await;
    assert_eq!(reply.status, 200, "{path}: {}", text(&reply));
    text(&reply)
}

async fn submit(caller: &mut Caller, body: &str) -> Reply {
    caller.call("POST", "//openrosa/submission?deviceID=collect%3A1", body.as_bytes().to_vec()).await
}

/// Refused with this status, in the envelope, with these words in it.
#[track_caller]
fn refused(reply: &Reply, status: u16, words: &str) {
    let said = text(reply);
    assert_eq!(reply.status, status, "{said}");
    assert!(said.contains("<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">"), "{said}");
    assert!(said.contains("<message nature=\"error\">") && said.contains(words), "{words}: {said}");
    assert_eq!(reply.headers["x-openrosa-version"], "1.0");
    assert_eq!(reply.headers["date"], "Wed, 01 Jul 2026 01:00:00 GMT");
}

async fn count(test: &TestApp, sql: &'static str) -> i64 {
    let (n,): (i64,) = test.app.db.read().await.unwrap().one(sql, &args![]).await.unwrap();
    n
}

/// An official of one village with one household of a known id, and his client.
async fn linked(test: &TestApp) -> (Cadre, Caller) {
    let roster = roster(test).await;
    let cadre = Cadre::of(test, &roster, Rank::Staff, 0).await;
    link(&test.app, VILLAGE, "paired_unit", &cadre.name, "2026-01-01").await;
    let made = households(&test.app, VILLAGE, 1).await[0];
    let home: Uuid = HOME.parse().unwrap();
    let mut conn = test.app.db.write().await.unwrap();
    for sql in [
        "UPDATE household SET id = $1 WHERE id = $2",
        "UPDATE resident SET household = $1 WHERE household = $2",
    ] {
        conn.run(sql, &args![home, made]).await.unwrap();
    }
    conn.commit().await.unwrap();
    let caller = odk(test, &cadre.login, PASSWORD);
    (cadre, caller)
}

story!(a_client_gets_the_form_and_the_lists_of_its_official, |test| {
    let (mut cadre, mut client) = linked(&test).await;
    let list = get(&mut client, "/formList").await;
    for part in [
        "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">",
        "<formID>visit</formID><name>走访记录</name><version>1</version><hash>md5:",
        "<downloadUrl>http://lianxin.example/openrosa/forms/visit</downloadUrl>",
        "<manifestUrl>http://lianxin.example/openrosa/forms/visit/manifest</manifestUrl>",
    ] {
        assert!(list.contains(part), "{part} in {list}");
    }
    assert!(!list.contains("descriptionText"));
    assert!(get(&mut client, "/formList?verbose=true&formID=visit").await.contains("descriptionText"));
    assert!(!get(&mut client, "/formList?formID=other").await.contains("<xform>"));
    assert!(get(&mut client, "/forms/visit").await.contains("jr://file-csv/households.csv"));
    let id = test.app.clock.id();
    let promise = serde_json::json!({"id": id, "kind": "visit", "body": {"village": VILLAGE, "household": HOME, "day": "2026-07-01",
        "how": "phone", "promises": [{"id": test.app.clock.id(), "words": "修灯,\n\"路口\"那盏", "due": "2026-07-09"}]}});
    assert_eq!(cadre.send(promise).await, "created");
    let manifest = get(&mut client, "/forms/visit/manifest").await;
    assert!(manifest.contains("<mediaFile><filename>households.csv</filename><hash>md5:"), "{manifest}");
    let events = "SELECT COUNT(*) FROM access_event";
    assert_eq!(count(&test, events).await, 0, "hashes show nobody");
    let villages = get(&mut client, "/forms/visit/villages.csv").await;
    assert_eq!(villages, "name,label,households\r\n370811001001,东门大街社区,yes\r\n");
    assert_eq!(count(&test, events).await, 0, "a village is no resident");
    let homes = get(&mut client, "/forms/visit/households.csv").await;
    assert_eq!(
        homes,
        format!("name,label,village,house,initials\r\n{HOME},0号 · 张0 zs,{VILLAGE},0号,zs\r\n")
    );
    let promises = get(&mut client, "/forms/visit/promises.csv").await;
    assert!(promises.contains(",\"2026-07-09 修灯, \"\"路口\"\"那盏\",370811001001\r\n"), "{promises}");
    let mut conn = test.app.db.read().await.unwrap();
    let seen: Vec<(String, String, String)> =
        conn.all("SELECT class, village, purpose FROM access_event ORDER BY class", &args![]).await.unwrap();
    let event = |class: &str| (class.to_owned(), VILLAGE.to_owned(), "下载到本人的 ODK 客户端".to_owned());
    assert_eq!(seen, [event("roster"), event("talks")]);
    client.headers.push(("accept-language", "en".to_owned()));
    assert!(get(&mut client, "/formList").await.contains("<name>Visit</name>"));
});

story!(a_submission_is_taken_once, |test| {
    let (_, mut client) = linked(&test).await;
    let ready = client.call("HEAD", "//openrosa/submission", vec![]).await;
    assert_eq!((ready.status, ready.bytes.len()), (204, 0));
    assert_eq!(ready.headers["x-openrosa-accept-content-length"], "1048576");
    let first = submit(&mut client, &fixture()).await;
    assert_eq!(first.status, 201, "{}", text(&first));
    assert!(text(&first).contains("<message nature=\"submit_success\">已保存。</message>"));
    let again = submit(&mut client, &fixture()).await;
    assert_eq!(again.status, 202, "{}", text(&again));
    assert!(text(&again).contains("submit_success"));
    let id: Uuid = INSTANCE.parse().unwrap();
    let mut conn = test.app.db.read().await.unwrap();
    let kept: (String, String, String, String) = conn
        .one("SELECT village, how, did, official_name FROM visit WHERE id = $1", &args![id])
        .await
        .unwrap();
    assert_eq!((kept.0.as_str(), kept.1.as_str(), kept.2.as_str()), (VILLAGE, "in_person", "eat,stay"));
    let said: Vec<(String, i64, i64)> =
        conn.all("SELECT words, consent, quotable FROM statement ORDER BY n", &args![]).await.unwrap();
    let expected = [("自来水压力小，二楼上不去 & 夏天更小", 1, 1), ("儿子在外打工，不愿多说", 0, 0)];
    assert_eq!(said, expected.map(|(words, consent, quotable)| (words.to_owned(), consent, quotable)));
    drop(conn);
    assert_eq!(count(&test, "SELECT COUNT(*) FROM need").await, 1);
    assert_eq!(count(&test, "SELECT COUNT(*) FROM promise").await, 1, "an empty repeat says nothing");
    assert_eq!(count(&test, "SELECT COUNT(*) FROM audit WHERE verb = 'sync.openrosa.submit'").await, 2);
    let other = fixture().replace("<how>in_person</how>", "<how>phone</how>");
    refused(&submit(&mut client, &other).await, 400, "同一编号的记录内容不同");
    let corrected = fixture()
        .replace("<how>in_person</how>", "<how>phone</how>")
        .replace("</instanceID>", "0</instanceID>")
        .replace("<instanceName>", &format!("<deprecatedID>uuid:{INSTANCE}</deprecatedID><instanceName>"));
    assert_eq!(submit(&mut client, &corrected).await.status, 201, "an edited form corrects");
    assert_eq!(count(&test, "SELECT COUNT(*) FROM visit WHERE state = 'corrected'").await, 1);
    recount::check(&test.app).await;
});

story!(what_cannot_be_taken_is_said_in_words_that_clients_show, |test| {
    let (_, mut client) = linked(&test).await;
    let whole = fixture();
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        whole.replace(from, to)
    };
    let close = format!("--{BOUNDARY}--");
    let photo = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"1.jpg\"; filename=\"1.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nx\r\n{close}"
    );
    let laughs =
        "<!DOCTYPE d [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><data id=\"visit\"";
    let large = "大".repeat(400_000);
    let cases = [
        ("cut off", whole[..whole.find("<needs>").unwrap()].to_owned(), 400, "multipart/form-data"),
        ("half a form", with("</meta></data>", ""), 400, "xml_submission_file"),
        ("no form", with("xml_submission_file", "another_part"), 400, "请去掉附件"),
        ("no part", format!("{close}\r\n"), 400, "xml_submission_file"),
        ("another form", with("id=\"visit\"", "id=\"survey\""), 400, "没有这份表单：survey"),
        ("no id", with(INSTANCE, "").replace("uuid:", ""), 400, "instanceID"),
        ("laughs", with("<data id=\"visit\"", laughs), 400, "xml_submission_file"),
        ("a field we have not", with("<meta>", "<mood>好</mood><meta>"), 400, "（mood）"),
        ("a photo", with(&close, &photo), 400, "走访不要照片"),
        ("too large", with("修村东头的水管", &large), 413, "1 MB"),
        ("no day", with("2026-07-01</day>", "</day>"), 400, "哪一天？：必填"),
        ("tomorrow's tomorrow", with("2026-07-01</day>", "2026-07-03</day>"), 400, "哪一天？：日期在将来"),
        ("due before", with("2026-07-10", "2026-06-10"), 400, "承诺 1：期限要在走访之日"),
        ("too long", with("修村东头的水管", &"长".repeat(2001)), 400, "诉求 1：内容过长"),
        ("derived", with("eat stay", "eat hardship"), 400, "这一项由系统得出"),
        ("a stranger's home", with(HOME, &HOME.replace("01", "02")), 400, "去了哪一户？："),
        ("another village", with(VILLAGE, "370812001001"), 400, "都不是这个村的联系干部"),
    ];
    for (name, body, status, words) in cases {
        let reply = submit(&mut client, &body).await;
        assert!(
            reply.status == status && text(&reply).contains(words),
            "{name}: {} {}",
            reply.status,
            text(&reply)
        );
        refused(&reply, status, words);
    }
    client.headers.retain(|(name, _)| *name != "content-type");
    client.headers.push(("content-type", "text/xml".to_owned()));
    refused(&submit(&mut client, &whole).await, 400, "multipart/form-data");
    client.headers.push(("sec-fetch-site", "cross-site".to_owned()));
    assert_eq!(
        submit(&mut client, &whole).await.status,
        403,
        "a foreign page cannot send with a browser's password"
    );
    assert_eq!(count(&test, "SELECT COUNT(*) FROM visit").await, 0);
});

story!(every_door_asks_who_it_is_and_what_he_may, |test| {
    let mut tried = 0;
    for (role, rights) in RIGHTS {
        let login = format!("odk-{}", role.word());
        test.account(&login, *role, "370811").await;
        for (method, path) in DOORS {
            let path = format!("//openrosa{path}");
            let stranger = test.stranger().call(method.as_str(), &path, vec![]).await;
            assert_eq!(stranger.status, 401, "{method} {path}");
            assert_eq!(stranger.headers["www-authenticate"], "Basic realm=\"Lianxin\", charset=\"UTF-8\"");
            let reply = odk(&test, &login, PASSWORD).call(method.as_str(), &path, vec![]).await;
            assert_eq!(
                reply.status, 403,
                "{role:?} {method} {path}: nobody here is an official of the roster"
            );
            assert!(rights.contains(&Right::RecordVisits) == (*role == Role::Official));
            tried += 2;
        }
    }
    assert_eq!(tried, RIGHTS.len() * DOORS.len() * 2);
    let (cadre, mut client) = linked(&test).await;
    for (method, path) in DOORS {
        let reply = client.call(method.as_str(), &format!("//openrosa{path}"), vec![]).await;
        let expected = if method == "POST" {
            400
        } else if method == "HEAD" {
            204
        } else {
            200
        };
        assert_eq!(reply.status, expected, "{method} {path}");
    }
    let unknown = client.get("//openrosa/forms/visit/residents.csv").await;
    refused(&unknown, 400, "没有这份表单");
    refused(&client.get("//openrosa/nothing").await, 400, "没有这份表单");
    let _ = cadre;
});

story!(a_right_password_is_hashed_once_and_a_changed_one_is_wrong_at_once, |test| {
    let (cadre, mut client) = linked(&test).await;
    get(&mut client, "/formList").await;
    let busy = test.app.hashing.acquire_many(2).await.unwrap();
    let quick = tokio::time::timeout(Duration::from_secs(5), client.get("//openrosa/formList")).await;
    assert_eq!(quick.expect("no hash is computed").status, 200);
    let mut wrong = odk(&test, &cadre.login, "another password");
    let waits = tokio::time::timeout(Duration::from_millis(300), wrong.get("//openrosa/formList")).await;
    assert!(waits.is_err(), "a password that was not proven is hashed");
    drop(busy);
    test.app.clock.forward(10 * 60_000);
    let busy = test.app.hashing.acquire_many(2).await.unwrap();
    let waits = tokio::time::timeout(Duration::from_millis(300), client.get("//openrosa/formList")).await;
    assert!(waits.is_err(), "after ten minutes it is hashed again");
    drop(busy);
    get(&mut client, "/formList").await;
    let account =
        store::by_login(&mut test.app.db.read().await.unwrap(), &cadre.login).await.unwrap().unwrap();
    let hash = passwords::hash(&test.app, "a new and better one", &cadre.login).await.unwrap();
    let mut conn = test.app.db.write().await.unwrap();
    store::set_password(&mut conn, account.id, &hash, true).await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(client.get("//openrosa/formList").await.status, 401, "the old password");
    let mut fresh = odk(&test, &cadre.login, "a new and better one");
    let must = fresh.get("//openrosa/formList").await;
    assert_eq!(must.status, 403, "{}", text(&must));
    assert!(text(&must).contains("请先修改初始密码"));
    let mut conn = test.app.db.write().await.unwrap();
    store::set_password(&mut conn, account.id, &hash, false).await.unwrap();
    store::update(&mut conn, account.id, &account.name, "disabled").await.unwrap();
    conn.commit().await.unwrap();
    assert_eq!(fresh.get("//openrosa/formList").await.status, 401, "a disabled account");
});

story!(guessing_is_slowed, |test| {
    let (cadre, mut client) = linked(&test).await;
    let mut guesser = odk(&test, &cadre.login, "a guess");
    for _ in 0..5 {
        assert_eq!(guesser.get("//openrosa/formList").await.status, 401);
    }
    let slowed = guesser.get("//openrosa/formList").await;
    assert_eq!(slowed.status, 429, "{}", text(&slowed));
    assert!(text(&slowed).contains("尝试次数过多"));
    assert_eq!(
        client.get("//openrosa/formList").await.status,
        429,
        "a stranger's right password is slowed like a guess"
    );
});
