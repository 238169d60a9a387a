//! Households: who may see which, for a purpose that the household can read; sealed, corrected, copied, erased.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
    people::Rank,
};
use lianxin_server::{args, links::store::LINK};
use serde_json::{Value, json};

use crate::{
    kit::{Caller, PASSWORD, TestApp, people},
    story,
};

const VILLAGE: &str = "370811001001";
const ILLNESS: &str = "肝硬化在县医院住院";

fn family() -> Value {
    json!({
        "house": "12号", "name": "单秀兰", "members": 4,
        "residents": [{"name": "单秀兰", "relation": "户主"}, {"name": "王建国", "relation": "配偶"}],
        "standings": [{"kind": "old_party_member", "holder": "单秀兰", "source": "1970年党员登记"}],
        "facts": [
            {"class": "contact", "text": "13800001111"}, {"class": "hardship", "text": "因病致贫"},
            {"class": "health", "text": ILLNESS}, {"class": "minor", "text": "王小宝，2016年生，上小学"}
        ],
    })
}

async fn added(staff: &mut Caller, village: &str, family: Value) -> String {
    let made = staff.post(&format!("/villages/{village}/households"), family).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

/// A case of a household, so that something of it is the township's task.
pub async fn taken_in(staff: &mut Caller, village: &str, household: &str, theme: &str) -> String {
    let id = household.split_once('.').unwrap().1;
    let said = json!({"village": village, "household": id, "words": "想问问能不能报销", "title": "报销咨询",
        "theme": theme, "kind": "ordinary"});
    let made = staff.post("/cases", said).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

/// An official who is linked to a village in one tier since the year began.
async fn linked(test: &TestApp, rank: Rank, tier: &str, village: &str) -> Caller {
    let refs = people(&test.app).await;
    let own: &Ref = &refs.iter().find(|(known, _)| *known == rank).unwrap().1;
    let mut conn = test.app.db.write().await.unwrap();
    let unit: (uuid::Uuid,) = conn
        .one("SELECT unit FROM official WHERE county = $1 AND id = $2", &args![&own.county, own.id])
        .await
        .unwrap();
    let row = args![
        &village[..6],
        test.app.clock.id(),
        village,
        tier,
        own.county.as_str(),
        own.id,
        own.county.as_str(),
        unit.0,
        "2026-01-01",
        "9999-12-31",
        "",
        "",
        "",
    ];
    conn.insert(&LINK, &[row.to_vec()]).await.unwrap();
    conn.commit().await.unwrap();
    let grants = [Grant { role: Role::Official, place: "3708".parse().unwrap(), unit: None }];
    let login = format!("own-{tier}");
    lianxin_server::access::routes::make_account(
        &test.app,
        &login,
        "张干部",
        PASSWORD,
        &own.to_string(),
        &grants,
    )
    .await
    .unwrap();
    let mut official = test.stranger();
    official.sign_in(&login, PASSWORD).await;
    official
}

async fn events(staff: &mut Caller, household: &str) -> Vec<String> {
    let list = staff.get(&format!("/households/{household}/events?limit=200")).await.ok();
    let line = |e: &Value| {
        let text = |part: &str| e[part].as_str().unwrap().to_owned();
        format!("{} {} {} {}", text("class"), text("purpose"), text("role"), e["whole_village"])
    };
    list["items"].as_array().unwrap().iter().map(line).collect()
}

fn url(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

story!(a_village_is_seen_for_a_purpose_within_the_jurisdiction, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = added(&mut staff, VILLAGE, family()).await;
    for n in 0..3 {
        added(&mut staff, VILLAGE, json!({"house": format!("{n}号"), "name": format!("李{n}")})).await;
    }
    let list = format!("/villages/{VILLAGE}/households");
    let missing = staff.get(&list).await;
    assert_eq!(
        (missing.refused(), missing.json["fields"][0]["field"].as_str()),
        ("invalid", Some("purpose"))
    );
    let short = staff.get(&format!("{list}?purpose=x")).await;
    assert_eq!(short.status, 422);
    let purpose = url("核对户册");
    let first = staff.get(&format!("{list}?purpose={purpose}&limit=3")).await.ok();
    let (items, next) = (first["items"].as_array().unwrap(), first["next"].as_str().unwrap());
    assert_eq!((items.len(), items[0]["name"].as_str()), (3, Some("单秀兰")));
    assert_eq!(items[0]["standings"][0]["kind"], "old_party_member");
    assert!(!first.to_string().contains("13800001111") && !first.to_string().contains("因病"));
    let rest = staff.get(&format!("{list}?purpose={purpose}&limit=3&after={next}")).await.ok();
    assert_eq!((rest["items"].as_array().unwrap().len(), rest["next"].as_str()), (1, None));
    for q in ["单秀", "sxl", "shanxiu", "王建", "wjg", "12"] {
        let found = staff.get(&format!("{list}?purpose={purpose}&q={}", url(q))).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{q}: {found}");
        assert_eq!(found["items"][0]["ref"], household.as_str());
    }
    let shown = staff.get(&format!("/households/{household}?purpose={purpose}")).await.ok();
    assert_eq!(shown["residents"][1]["name"], "王建国");
    assert_eq!(shown["facts"].as_array().unwrap().len(), 4);
    assert!(shown["facts"].as_array().unwrap().iter().all(|fact| fact.get("text").is_none()));
    let seen = events(&mut staff, &household).await;
    assert_eq!(seen[0], "roster 核对户册 township false");
    assert_eq!(seen.iter().filter(|line| *line == "roster 核对户册 township true").count(), 8);
    let mut other = test.sign_in(Role::Township, "370812001").await;
    for path in [
        format!("{list}?purpose={purpose}"),
        format!("/households/{household}?purpose={purpose}"),
        format!("/households/{household}/events"),
    ] {
        assert_eq!(other.get(&path).await.refused(), "not_found", "{path}");
    }
    let ask = json!({"class": "health", "purpose": "回应诉求"});
    assert_eq!(other.post(&format!("/households/{household}/reveal"), ask).await.refused(), "not_found");
    for role in [Role::ProgrammeOffice, Role::Department, Role::Auditor, Role::Administrator] {
        let mut caller = test.sign_in(role, "3708").await;
        assert_eq!(caller.get(&format!("{list}?purpose={purpose}")).await.refused(), "not_found", "{role:?}");
    }
    assert_eq!(events(&mut staff, &household).await.len(), seen.len(), "a refused look is no look");
});

story!(each_reveal_has_its_event_and_minors_need_approval, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = added(&mut staff, VILLAGE, family()).await;
    let reveal = format!("/households/{household}/reveal");
    people(&test.app).await;
    let ask = json!({"class": "health", "purpose": "联系医院"});
    assert_eq!(staff.post(&reveal, ask).await.refused(), "needs_task", "nothing of it is anybody's task");
    taken_in(&mut staff, VILLAGE, &household, "health").await;
    let health = staff.post(&reveal, json!({"class": "health", "purpose": "联系医院"})).await.ok();
    assert_eq!(health["facts"][0]["text"], ILLNESS);
    assert_eq!(
        staff.post(&reveal, json!({"class": "money", "purpose": "核对"})).await.ok()["facts"],
        json!([])
    );
    let minor = staff.post(&reveal, json!({"class": "minor", "purpose": "助学"})).await;
    assert_eq!((minor.status, minor.refused()), (403, "needs_approval"));
    assert_eq!(staff.post(&reveal, json!({"class": "health"})).await.refused(), "invalid");
    assert_eq!(staff.post(&reveal, json!({"class": "talks", "purpose": "看看"})).await.refused(), "invalid");
    let seen = events(&mut staff, &household).await;
    assert_eq!(seen, ["money 核对 township false", "health 联系医院 township false"]);
    let copy =
        staff.post(&format!("/households/{household}/copy"), json!({"purpose": "本户申请副本"})).await.ok();
    assert_eq!(
        (copy["minors_left_out"].as_i64(), copy["events"][0]["class"].as_str()),
        (Some(1), Some("copy"))
    );
    assert!(copy.to_string().contains(ILLNESS) && !copy.to_string().contains("王小宝"), "{copy}");
});

story!(an_official_reveals_in_own_villages_only_and_the_police_nowhere, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = added(&mut staff, VILLAGE, family()).await;
    let elsewhere = added(&mut staff, "370811001002", family()).await;
    let ask = json!({"class": "contact", "purpose": "约定走访时间"});
    let mut police = linked(&test, Rank::Police, "police_liaison", VILLAGE).await;
    for class in ["contact", "hardship", "minor", "nonsense"] {
        let ask = json!({"class": class, "purpose": "约定走访时间"});
        let path = format!("/me/households/{household}/reveal");
        assert_eq!(police.post(&path, ask).await.refused(), "not_found", "{class}");
    }
    assert!(events(&mut staff, &household).await.is_empty());
    let mut official = linked(&test, Rank::Staff, "paired_unit", VILLAGE).await;
    let own = format!("/me/households/{household}/reveal");
    assert_eq!(official.post(&own, ask.clone()).await.ok()["facts"][0]["text"], "13800001111");
    let minor = json!({"class": "minor", "purpose": "助学"});
    assert_eq!(official.post(&own, minor).await.refused(), "needs_approval");
    let other = format!("/me/households/{elsewhere}/reveal");
    assert_eq!(official.post(&other, ask.clone()).await.refused(), "not_found");
    assert_eq!(official.post(&format!("/households/{household}/reveal"), ask).await.refused(), "not_found");
    assert_eq!(events(&mut staff, &household).await, ["contact 约定走访时间 official false"]);
});

story!(a_household_is_corrected_and_counted, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = added(&mut staff, VILLAGE, family()).await;
    added(&mut staff, "370811001002", json!({"name": "李四", "standings": [{"kind": "thriving"}]})).await;
    assert_eq!(count(&test, VILLAGE).await, [1, 1, 0, 0, 1, 0]);
    assert_eq!(count(&test, "370811001").await, [2, 1, 0, 0, 1, 1]);
    let path = format!("/households/{household}");
    let fix = json!({"name": "单 秀蘭", "residents": [{"name": "单秀兰", "relation": "户主"}]});
    staff.headers = vec![("if-match", "\"v7\"".to_owned())];
    assert_eq!(staff.patch(&path, fix.clone()).await.refused(), "changed_meanwhile");
    staff.headers.clear();
    staff.patch(&path, fix).await.ok();
    let end = json!({"kind": "old_party_member", "until": "2026-07-01"});
    staff.post(&format!("{path}/standings"), end.clone()).await.ok();
    assert_eq!(staff.post(&format!("{path}/standings"), end).await.refused(), "not_found");
    staff.post(&format!("{path}/standings"), json!({"kind": "old_model", "since": "2020-05-01"})).await.ok();
    let shown = staff.get(&format!("{path}?purpose={}", url("核对"))).await.ok();
    assert_eq!((shown["name"].as_str(), shown["residents"].as_array().unwrap().len()), (Some("单秀蘭"), 1));
    let hardship = shown["facts"].as_array().unwrap().iter().find(|f| f["class"] == "hardship").unwrap();
    let fact = format!("{path}/facts/{}", hardship["id"].as_str().unwrap());
    staff.patch(&fact, json!({})).await.ok();
    assert_eq!(count(&test, VILLAGE).await, [1, 0, 0, 1, 0, 0]);
    staff.delete(&fact).await.ok();
    assert_eq!(staff.delete(&fact).await.refused(), "not_found");
    staff.post(&format!("{path}/facts"), json!({"class": "money", "text": "低保每月五百元"})).await.ok();
    let bad = staff.post(&format!("{path}/facts"), json!({"class": "grievance", "text": "上访"})).await;
    assert_eq!(bad.refused(), "invalid");
    assert_eq!(
        staff.post(&format!("{path}/standings"), json!({"kind": "grievance"})).await.refused(),
        "invalid"
    );
    let ops: Vec<String> = feed(&test).await;
    assert_eq!(ops.len(), 8, "every write is in the feed: {ops:?}");
});

async fn count(test: &TestApp, place: &str) -> [i64; 6] {
    const SQL: &str = "SELECT households, old_party_member, old_official, old_model, hardship, thriving \
         FROM household_count WHERE county = $1 AND place = $2";
    let mut conn = test.app.db.read().await.unwrap();
    let (a, b, c, d, e, f): (i64, i64, i64, i64, i64, i64) =
        conn.one(SQL, &args![&place[..6], place]).await.unwrap();
    [a, b, c, d, e, f]
}

async fn feed(test: &TestApp) -> Vec<String> {
    let mut conn = test.app.db.read().await.unwrap();
    let lines: Vec<(i64, String, String)> =
        conn.all("SELECT n, entity, op FROM change ORDER BY n", &[]).await.unwrap();
    lines.into_iter().map(|(_, entity, op)| format!("{entity} {op}")).collect()
}

story!(an_erased_household_leaves_nothing_but_that_it_was_there, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let household = added(&mut staff, VILLAGE, family()).await;
    let reveal = format!("/households/{household}/reveal");
    people(&test.app).await;
    taken_in(&mut staff, VILLAGE, &household, "health").await;
    staff.post(&reveal, json!({"class": "health", "purpose": "联系医院"})).await.ok();
    assert!(!in_files(&test, ILLNESS) && !in_files(&test, "13800001111"), "sealed at rest");
    if test.folder().join("test.db").exists() {
        assert!(in_files(&test, "王建国"), "names are on the register");
    }
    let erase = format!("/households/{household}/erase");
    assert_eq!(staff.post(&erase, json!({})).await.refused(), "invalid");
    staff.post(&erase, json!({"reason": "本户书面申请"})).await.ok();
    assert_eq!(
        staff.post(&reveal, json!({"class": "health", "purpose": "联系医院"})).await.refused(),
        "not_found"
    );
    assert_eq!(staff.get(&format!("/households/{household}?purpose=ab")).await.refused(), "not_found");
    assert_eq!(staff.post(&erase, json!({"reason": "再来一次"})).await.refused(), "not_found");
    assert_eq!(
        events(&mut staff, &household).await,
        ["health  township false"],
        "who looked stays, not the words"
    );
    for text in
        ["单秀兰", "shanxiulan", "王建国", "1970年党员登记", ILLNESS, "13800001111", "12号", "联系医院"]
    {
        assert!(!in_files(&test, text), "{text} is still in the files");
    }
    let mut conn = test.app.db.read().await.unwrap();
    for table in ["household_key", "sealed_fact", "resident", "standing"] {
        let sql: &'static str = format!("SELECT COUNT(*) AS n FROM {table}").leak();
        let (n,): (i64,) = conn.one(sql, &[]).await.unwrap();
        assert_eq!(n, 0, "{table}");
    }
    assert_eq!(count(&test, VILLAGE).await, [0; 6]);
    assert_eq!(feed(&test).await, ["household put", "household gone"]);
});

/// Whether a text stands in any file of the data directory: the database, its log, anything else.
fn in_files(test: &TestApp, text: &str) -> bool {
    let files = std::fs::read_dir(test.folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(&path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
