//! Visits as a file: who may take which, what is in it and what never is, and that the household can see it.

use lianxin_domain::{access::Role, people::Rank};
use lianxin_server::args;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        Caller, TestApp,
        caller::Reply,
        talks::{Cadre, households, link, roster},
    },
    story,
};

const VILLAGE: &str = "370811001001";
const NEXT: &str = "370811001002";
const DAYS: &str = "from=2026-06-01&to=2026-07-01";

fn url(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

async fn taken(caller: &mut Caller, file: &str, query: &str) -> Reply {
    caller.get(&format!("/visits/export/{file}?{query}&purpose={}", url("季度汇总"))).await
}

/// A simple reading of RFC 4180, header first.
fn lines(reply: &Reply) -> Vec<Vec<String>> {
    assert_eq!(reply.status, 200, "{}", reply.json);
    let text = std::str::from_utf8(&reply.bytes).unwrap().strip_prefix('\u{feff}').expect("a mark");
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => row.last_mut().unwrap().extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                chars.next();
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.pop();
    rows
}

fn column<'a>(rows: &'a [Vec<String>], label: &str) -> Vec<&'a str> {
    let at = rows[0].iter().position(|one| one == label).expect("a column of this name");
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

/// Two homes; one visited with words of every kind, the other one's record taken back; a day with the whole village.
async fn lived(test: &TestApp) -> (Cadre, Vec<Uuid>) {
    let roster = roster(test).await;
    let mut cadre = Cadre::of(test, &roster, Rank::TownshipLeader, 0).await;
    let other = Cadre::of(test, &roster, Rank::Staff, 0).await;
    for who in [&cadre, &other] {
        link(&test.app, VILLAGE, "paired_unit", &who.name, "2026-01-01").await;
    }
    let homes = households(&test.app, VILLAGE, 2).await;
    let mut conn = test.app.db.write().await.unwrap();
    let fact = "INSERT INTO sealed_fact (county, household, id, village, class, since, until, sealed) \
                VALUES ('370811', $1, $2, $3, 'hardship', '2026-01-01', '9999-12-31', $4)";
    conn.run(fact, &args![homes[0], test.app.clock.id(), VILLAGE, b"noise".to_vec()]).await.unwrap();
    conn.commit().await.unwrap();
    let [talk, back, whole, promise, need, unheard] = [(); 6].map(|()| test.app.clock.id());
    let visit = |id: Uuid, home: Option<Uuid>, day: &str| json!({"id": id, "kind": "visit", "body": {"village": VILLAGE, "household": home, "day": day, "how": "in_person"}});
    let mut said = visit(talk, Some(homes[0]), "2026-06-15");
    said["body"]["did"] = json!(["eat"]);
    said["body"]["with"] = json!([other.name.to_string()]);
    said["body"]["statements"] = json!([
        {"words": "=HYPERLINK(\"x\",\"低保\")", "consent": true}, {"words": "没同意的话"},
        {"words": "路不好走", "consent": true, "quotable": true}
    ]);
    said["body"]["needs"] = json!([{"id": need, "words": "修水管"}]);
    said["body"]["promises"] = json!([{"id": promise, "words": "问水务站", "due": "2026-07-10"}]);
    let mut wrong = visit(back, Some(homes[1]), "2026-06-16");
    wrong["body"]["statements"] = json!([{"words": "记错了户的话", "consent": true}]);
    wrong["body"]["needs"] = json!([{"id": unheard, "words": "记错了户的事"}]);
    let withdrawn = json!({"id": test.app.clock.id(), "kind": "withdrawal", "body": {"village": VILLAGE, "visit": back, "reason": "记错了户"}});
    let results = cadre.push(vec![said, wrong, withdrawn, visit(whole, None, "2026-07-01")]).await;
    assert!(results.iter().all(|result| result["outcome"] == "created"), "{results:?}");
    (cadre, homes)
}

story!(only_staff_of_the_place_take_visits_home_and_say_why, |test| {
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    for role in [Role::Administrator, Role::ProgrammeOffice, Role::Department, Role::Official, Role::Auditor]
    {
        let mut other = test.sign_in(role, "370811").await;
        assert_eq!(
            taken(&mut other, &format!("{VILLAGE}.csv"), DAYS).await.refused(),
            "not_found",
            "{role:?}"
        );
    }
    for file in [
        "370811002.csv",
        "370811.csv",
        "370812001001.csv",
        "3708.csv",
        "370811001.xls",
        "370811001",
        "370811001999.csv",
    ] {
        assert_eq!(taken(&mut staff, file, DAYS).await.refused(), "not_found", "{file}");
    }
    for file in ["370811001.csv", "370811001001.xlsx", "370811001002.parquet"] {
        assert_eq!(taken(&mut staff, file, DAYS).await.status, 200, "{file}");
    }
    let wrong = |reply: Reply| -> Vec<String> {
        let fields = reply.json["fields"].as_array().expect("fields").iter();
        fields.map(|f| format!("{} {}", f["field"].as_str().unwrap(), f["code"].as_str().unwrap())).collect()
    };
    let bare = staff.get("/visits/export/370811001.csv").await;
    assert_eq!(
        (bare.status, wrong(bare)),
        (422, vec!["from required".into(), "to required".into(), "purpose required".into()])
    );
    let short = staff.get(&format!("/visits/export/370811001.csv?{DAYS}&purpose=x")).await;
    assert_eq!(wrong(short), ["purpose required"]);
    let long = staff.get(&format!("/visits/export/370811001.csv?{DAYS}&purpose={}", "x".repeat(201))).await;
    assert_eq!(wrong(long), ["purpose too_long"]);
    for (days, expected) in [
        ("from=2026-07-01&to=2026-06-30", "to backwards"),
        ("from=2025-05-01&to=2026-06-30", "to span_too_long"),
        ("from=1.7.2026&to=2026-06-30", "from bad_day"),
    ] {
        assert_eq!(wrong(taken(&mut staff, "370811001.csv", days).await), [expected]);
    }
    let mut city = test.sign_in(Role::Township, "3708").await;
    assert_eq!(taken(&mut city, "3708.csv", DAYS).await.refused(), "one_county");
    assert_eq!(taken(&mut city, "370812.csv", DAYS).await.status, 200);
});

story!(a_file_says_what_may_be_known_and_the_household_sees_that_it_left, |test| {
    let (mut cadre, homes) = lived(&test).await;
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let (stored,): (String,) = {
        let mut conn = test.app.db.read().await.unwrap();
        conn.one("SELECT did FROM visit WHERE household = $1", &args![homes[0]]).await.unwrap()
    };
    assert_eq!(stored, "hardship,eat");
    let rows = lines(&taken(&mut staff, "370811001.csv", DAYS).await);
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(column(&rows, "日期"), ["2026-06-15", "2026-06-16", "2026-07-01"]);
    assert_eq!(column(&rows, "记录状态"), ["有效", "已撤回", "有效"]);
    assert_eq!(column(&rows, "对象"), ["户", "户", "全村"]);
    assert_eq!(column(&rows, "三老三户三同"), ["同吃", "", ""], "hardship is known from a sealed fact only");
    assert_eq!(column(&rows, "反映（不可引用）"), ["'=HYPERLINK(\"x\",\"低保\")", "", ""]);
    assert_eq!(column(&rows, "反映（可引用）"), ["路不好走", "", ""]);
    assert_eq!(column(&rows, "诉求"), ["修水管", "", ""]);
    assert_eq!(column(&rows, "承诺"), ["问水务站（期限 2026-07-10，未兑现）", "", ""]);
    let whole = format!("{rows:?}");
    for never in ["没同意的话", "记错了户", "困难户", "张0", "0号", "noise"] {
        assert!(!whole.contains(never), "{never}: {whole}");
    }
    let seen = |events: Value| -> Vec<String> {
        let line = |e: &Value| {
            format!(
                "{} {} {}",
                e["class"].as_str().unwrap(),
                e["purpose"].as_str().unwrap(),
                e["whole_village"]
            )
        };
        let mut lines: Vec<String> = events["items"].as_array().unwrap().iter().map(line).collect();
        lines.sort();
        lines
    };
    let events = format!("/households/370811.{}/events?limit=50", homes[1]);
    assert_eq!(seen(staff.get(&events).await.ok()), ["export 季度汇总 true", "talks 季度汇总 true"]);
    let named = lines(&taken(&mut staff, &format!("{VILLAGE}.csv"), &format!("{DAYS}&names=true")).await);
    assert_eq!(column(&named, "户主"), ["张0", "", ""], "what was taken back names nobody");
    assert_eq!(column(&named, "门牌号"), ["0号", "", ""]);
    assert_eq!(column(&named, "走访干部")[0].split('、').count(), 2, "{named:?}");
    let after = seen(staff.get(&events).await.ok());
    assert_eq!(after.len(), 5);
    assert!(after.contains(&"roster 季度汇总 true".to_owned()), "{after:?}");
    let none = lines(&taken(&mut staff, &format!("{NEXT}.csv"), DAYS).await);
    assert_eq!(none.len(), 1);
    assert_eq!(seen(staff.get(&events).await.ok()).len(), 5, "another village is not told");
    let audit: Vec<(String, String)> = {
        let mut conn = test.app.db.read().await.unwrap();
        conn.all("SELECT place, detail FROM audit WHERE verb = 'visits.visit.export' ORDER BY id", &[])
            .await
            .unwrap()
    };
    assert_eq!(audit.len(), 3, "{audit:?}");
    assert!(audit[1].0 == VILLAGE && audit[1].1.contains("\"names\":true"), "{audit:?}");
    staff
        .post(&format!("/households/370811.{}/erase", homes[0]), json!({"reason": "本户申请清除"}))
        .await
        .ok();
    let rows = lines(&taken(&mut staff, "370811001.csv", &format!("{DAYS}&names=true")).await);
    assert_eq!((column(&rows, "户主"), column(&rows, "诉求")), (vec!["", "", ""], vec!["", "", ""]));
    assert_eq!(
        cadre.caller.get(&format!("/visits/export/{VILLAGE}.csv?{DAYS}&purpose=xx")).await.status,
        404
    );
});

story!(every_form_carries_the_same_and_speaks_the_language_of_the_reader, |test| {
    let (_cadre, _) = lived(&test).await;
    let mut staff = test.sign_in(Role::Township, "370811").await;
    staff.headers.push(("accept-language", "en".into()));
    let csv = taken(&mut staff, "370811.csv", DAYS).await;
    assert_eq!(
        csv.headers["content-disposition"],
        "attachment; filename=\"lianxin-visits-370811-2026-06-01-2026-07-01.csv\""
    );
    assert_eq!(csv.headers["cache-control"], "no-store");
    let rows = lines(&csv);
    assert_eq!(rows[0], lianxin_sheets::visits::column_names(false));
    assert_eq!(column(&rows, "how"), ["in_person"; 3]);
    assert_eq!(column(&rows, "promises")[0], "问水务站 (due 2026-07-10, open)");
    let book = taken(&mut staff, "370811.xlsx", DAYS).await;
    assert!(
        book.bytes.starts_with(b"PK")
            && book.headers["content-type"].to_str().unwrap().contains("spreadsheetml")
    );
    let columns = taken(&mut staff, "370811.parquet", DAYS).await;
    assert!(columns.bytes.starts_with(b"PAR1") && columns.bytes.ends_with(b"PAR1"));
});

/// So many more visits of one day, in two villages by turns.
async fn grow(test: &TestApp, official: Uuid, count: usize) {
    let visit = |n: usize| {
        let village = if n.is_multiple_of(2) { VILLAGE } else { NEXT };
        let (id, none) = (test.app.clock.id(), None::<Uuid>);
        let when = ("2026-06-20", "2026-W25", "2026Q2");
        let row = args![
            "370811",
            id,
            village,
            none,
            when.0,
            when.1,
            when.2,
            "phone",
            "",
            "",
            0_i64,
            "370811",
            official,
            "",
            "stands",
            none,
            0_i64,
            0_i64,
            Vec::<u8>::new(),
        ];
        row.to_vec()
    };
    let rows: Vec<_> = (0..count).map(visit).collect();
    let mut conn = test.app.db.write().await.unwrap();
    conn.insert(&lianxin_server::visits::store::VISIT, &rows).await.unwrap();
    conn.commit().await.unwrap();
}

story!(pages_join_without_a_gap_and_what_is_too_much_is_refused_with_its_number, |test| {
    let (cadre, _) = lived(&test).await;
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    grow(&test, cadre.name.id, 2500).await;
    let rows = lines(&taken(&mut staff, "370811001.csv", DAYS).await);
    assert_eq!(rows.len() - 1, 2503);
    let read: Vec<(&str, &str)> = column(&rows, "区划代码").into_iter().zip(column(&rows, "日期")).collect();
    assert!(read.is_sorted(), "by village and day");
    let own = column(&rows, "村（社区）");
    assert!(own.iter().all(|name| !name.is_empty()) && own[0] != own[2502]);
    assert_eq!(lines(&taken(&mut staff, &format!("{NEXT}.csv"), DAYS).await).len() - 1, 1250);
    grow(&test, cadre.name.id, 197_498).await;
    let refused = taken(&mut staff, "370811001.csv", DAYS).await;
    assert_eq!(
        (refused.status, refused.refused(), refused.json["count"].as_i64()),
        (422, "too_many_rows", Some(200_001))
    );
    let events: Vec<(String,)> =
        test.app.db.read().await.unwrap().all("SELECT class FROM access_event", &[]).await.unwrap();
    assert_eq!(events.len(), 6, "what did not leave was not told");
});
