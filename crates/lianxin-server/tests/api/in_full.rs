//! Who sees what in full: the police of a village, a first secretary, a department by its matter; what a household lets others see;
//! and who answers for its minors.

use lianxin_domain::{
    access::{Grant, Role},
    ids::Ref,
    people::Rank,
};
use lianxin_server::{access, args};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    cases::{VILLAGE, slip},
    kit::{
        Caller, PASSWORD, TestApp,
        talks::{Cadre, link, roster},
    },
    story,
};

const PLEA: &str = "夜里有人敲门闹事";

/// A village with its staff, police officer, first secretary and a department of the county, and a household.
struct Place {
    staff: Caller,
    police: Cadre,
    secretary: Cadre,
    charge: Cadre,
    department: Caller,
    unit: Ref,
    household: String,
}

async fn of_unit(test: &TestApp, login: &str, unit: &Ref, role: Role) -> Caller {
    let grants = [Grant { role, place: "370811".parse().unwrap(), unit: Some(unit.clone()) }];
    access::routes::make_account(&test.app, login, login, PASSWORD, "", &grants).await.unwrap();
    let mut caller = test.stranger();
    caller.sign_in(login, PASSWORD).await;
    caller
}

async fn place(test: &TestApp) -> Place {
    let roster = roster(test).await;
    let police = Cadre::of(test, &roster, Rank::Police, 0).await;
    let secretary = Cadre::of(test, &roster, Rank::Staff, 1).await;
    let charge = Cadre::of(test, &roster, Rank::Staff, 2).await;
    for (who, tier) in
        [(&police, "police_liaison"), (&secretary, "first_secretary"), (&charge, "paired_unit")]
    {
        link(&test.app, VILLAGE, tier, &who.name, "2026-01-01").await;
    }
    let of_county = |(rank, of): &&(Rank, Ref)| *rank == Rank::Staff && of.county.as_str() == "370811";
    let official = roster.iter().find(of_county).unwrap().1.clone();
    let find = "SELECT unit FROM official WHERE id = $1";
    let (id,): (Uuid,) = test.app.db.read().await.unwrap().one(find, &args![official.id]).await.unwrap();
    let unit = Ref { county: official.county, id };
    let mut staff = test.sign_in(Role::Township, "370811001").await;
    let family = json!({
        "house": "12号", "name": "单秀兰", "members": 4,
        "residents": [{"name": "单秀兰", "relation": "户主"}, {"name": "王建国", "relation": "配偶"}],
        "standings": [{"kind": "old_party_member", "holder": "单秀兰", "source": "1970年党员登记"}],
        "facts": [
            {"class": "contact", "text": "13800001111"}, {"class": "hardship", "text": "因病致贫"},
            {"class": "health", "text": "肝硬化"}, {"class": "money", "text": "欠三万"},
            {"class": "minor", "text": "王小宝，上小学"}
        ],
    });
    let made = staff.post(&format!("/villages/{VILLAGE}/households"), family).await;
    let household = made.json["ref"].as_str().unwrap().to_owned();
    let department = of_unit(test, "civil-affairs", &unit, Role::Department).await;
    Place { staff, police, secretary, charge, department, unit, household }
}

impl Place {
    /// A case of the household from the counter.
    async fn said(&mut self, title: &str, words: &str, theme: &str, police: bool) -> String {
        let id = self.household.split_once('.').unwrap().1;
        let said = json!({"village": VILLAGE, "household": id, "words": words, "title": title, "theme": theme,
            "kind": "ordinary", "police": police});
        let made = self.staff.post("/cases", said).await;
        assert_eq!(made.status, 201, "{}", made.json);
        made.json["ref"].as_str().unwrap().to_owned()
    }

    /// Who read the household's record, as staff print it.
    async fn readers(&mut self) -> Vec<String> {
        let listed = self.staff.get(&format!("/households/{}/events", self.household)).await.ok();
        let word = |event: &Value, field: &str| event[field].as_str().unwrap().to_owned();
        let told = |event: &Value| format!("{} {}", word(event, "class"), word(event, "purpose"));
        listed["items"].as_array().unwrap().iter().map(told).collect()
    }
}

fn titles(reply: &Value) -> Vec<&str> {
    reply["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

story!(the_police_see_doors_and_what_households_addressed_to_them, |test| {
    let mut place = place(&test).await;
    let water = place.said("自来水停水", "水管破了", "water", false).await;
    let alarm = place.said("夜间滋扰", PLEA, "safety", true).await;
    let doors = format!("/me/villages/{VILLAGE}/doors");
    let police = &mut place.police.caller;
    assert_eq!(police.get(&doors).await.refused(), "invalid", "a purpose is needed");
    let listed = police.get(&format!("{doors}?purpose=巡防走访&q=王建国")).await.ok();
    assert_eq!(listed["items"], json!([{"house": "12号", "name": "单秀兰"}]), "nobody is looked for");
    assert_eq!(police.get("/me/villages/370811001002/doors?purpose=看看").await.status, 404);
    let cases = police.get("/me/police/cases").await.ok();
    assert_eq!(titles(&cases), ["夜间滋扰"]);
    let path = format!("/me/police/cases/{alarm}");
    assert_eq!(police.get(&path).await.refused(), "invalid");
    let shown = police.get(&format!("{path}?purpose=处警")).await.ok();
    assert_eq!(
        (&shown["words"], &shown["door"]),
        (&json!(PLEA), &json!({"name": "单秀兰", "house": "12号"}))
    );
    for other in [
        format!("/me/police/cases/{water}?purpose=看看"),
        format!("/me/cases/{alarm}?purpose=看看"),
        format!("/cases/{alarm}?purpose=看看"),
        "/cases".into(),
        "/cases/search?q=滋扰".into(),
        format!("/villages/{VILLAGE}/households?purpose=看看"),
        format!("/households/{}?purpose=看看", place.household),
    ] {
        assert_eq!(police.get(&other).await.status, 404, "{other}");
    }
    assert!(police.get("/me/cases").await.ok()["items"].as_array().unwrap().is_empty());
    // The household addresses the other one itself, and takes the first one back.
    for (case, to_police) in [(&water, true), (&alarm, false)] {
        let token = slip(&mut place.secretary.caller, case).await;
        let mut resident = test.stranger();
        let sent = json!({"token": token, "police": to_police});
        let told = resident.post("/resident/address", sent).await.ok();
        assert_eq!((&told["police"], &told["household"]), (&json!(to_police), &json!(true)));
    }
    // One of the whole village is nobody's record.
    let said = json!({"village": VILLAGE, "words": "路灯不亮", "title": "路灯不亮", "theme": "power", "kind": "ordinary"});
    let village = place.staff.post("/cases", said).await.json["ref"].as_str().unwrap().to_owned();
    let token = slip(&mut place.staff, &village).await;
    let told = test.stranger().post("/resident/open", json!({"token": token})).await.ok();
    assert_eq!(told["household"], false);
    assert_eq!(titles(&place.police.caller.get("/me/police/cases").await.ok()), ["自来水停水"]);
    assert_eq!(place.police.caller.get(&format!("{path}?purpose=处警")).await.status, 404);
    let readers = place.readers().await;
    assert_eq!(readers, ["roster 处警", "talks 处警", "roster 巡防走访"]);
    // Nobody else has doors of a village to open.
    assert_eq!(place.charge.caller.get(&format!("{doors}?purpose=看看")).await.status, 404);
    assert_eq!(place.charge.caller.get("/me/police/cases").await.ok()["items"], json!([]));
});

story!(a_first_secretary_reads_the_villages_cases_and_others_what_they_heard, |test| {
    let mut place = place(&test).await;
    let water = place.said("自来水停水", "水管破了", "water", false).await;
    assert_eq!(titles(&place.secretary.caller.get("/me/cases").await.ok()), ["自来水停水"]);
    assert!(place.charge.caller.get("/me/cases").await.ok()["items"].as_array().unwrap().is_empty());
    let path = format!("/me/cases/{water}");
    assert_eq!(place.secretary.caller.get(&path).await.refused(), "invalid");
    let shown = place.secretary.caller.get(&format!("{path}?purpose=协调供水")).await.ok();
    assert_eq!((&shown["words"], &shown["door"]["name"]), (&json!("水管破了"), &json!("单秀兰")));
    assert!(shown["steps"].as_array().unwrap().iter().all(|step| step["by"] == ""));
    for other in [&mut place.charge.caller, &mut place.police.caller] {
        assert_eq!(other.get(&format!("{path}?purpose=看看")).await.status, 404);
    }
    assert_eq!(place.readers().await, ["roster 协调供水", "talks 协调供水"]);
});

story!(a_department_sees_the_fields_of_its_matter_while_it_is_its_task, |test| {
    let mut place = place(&test).await;
    let case = place.said("申请低保", "想问问低保", "benefits", false).await;
    let other = place.said("自来水停水", "水管破了", "water", false).await;
    let ask = |class: &str| json!({"class": class, "purpose": "核对低保条件"});
    let reveal = format!("/cases/{case}/reveal");
    // Before it is its task the case is none of its business.
    assert_eq!(place.department.get(&format!("/cases/{case}")).await.status, 404);
    assert_eq!(place.department.post(&reveal, ask("hardship")).await.status, 404);
    assert!(titles(&place.department.get("/cases").await.ok()).is_empty());
    let acts = format!("/cases/{case}/acts");
    place.staff.post(&acts, json!({"act": "accept"})).await.ok();
    place.staff.post(&acts, json!({"act": "offer", "to": place.unit.to_string()})).await.ok();
    assert_eq!(titles(&place.department.get("/cases").await.ok()), ["申请低保"]);
    place.department.post(&acts, json!({"act": "take_over"})).await.ok();
    let shown = place.department.get(&format!("/cases/{case}?purpose=办理")).await.ok();
    assert_eq!(shown["inside"]["fields"], json!(["contact", "hardship"]));
    assert_eq!(place.department.post(&reveal, ask("hardship")).await.ok()["facts"][0]["text"], "因病致贫");
    assert_eq!(place.department.post(&reveal, ask("contact")).await.ok()["facts"][0]["text"], "13800001111");
    for class in ["health", "money", "minor"] {
        assert_eq!(place.department.post(&reveal, ask(class)).await.refused(), "not_its_matter", "{class}");
    }
    let minors = format!("/cases/{case}/minors");
    let why = json!({"reason": "核对"});
    assert_eq!(place.department.post(&minors, why.clone()).await.refused(), "not_its_matter");
    for path in [format!("/cases/{other}"), format!("/cases/{other}/alike?purpose=看看")] {
        assert!(place.department.get(&path).await.status >= 403, "{path}");
    }
    assert!(titles(&place.department.get("/cases/search?place=370811&q=停水").await.ok()).is_empty());
    // Once the office has done its part and the household has its say, nothing is open any more.
    place.department.post(&acts, json!({"act": "begin"})).await.ok();
    place.department.post(&acts, json!({"act": "done", "words": "已经办好"})).await.ok();
    let token = slip(&mut place.secretary.caller, &case).await;
    let said = json!({"token": token, "word": "solved"});
    test.stranger().post("/resident/answer", said).await.ok();
    assert_eq!(place.department.post(&reveal, ask("hardship")).await.status, 404);
    assert!(place.readers().await.iter().all(|line| !line.contains("health") && !line.contains("money")));
    // A school's matter opens what is written about minors, once two others agreed.
    let school = place.said("孩子转学", "孩子要转学", "school", false).await;
    let acts = format!("/cases/{school}/acts");
    place.staff.post(&acts, json!({"act": "offer", "to": place.unit.to_string()})).await.ok();
    place.department.post(&acts, json!({"act": "take_over"})).await.ok();
    let reveal = format!("/cases/{school}/reveal");
    assert_eq!(place.department.post(&reveal, ask("minor")).await.refused(), "needs_approval");
    let asked = place.department.post(&format!("/cases/{school}/minors"), why).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let voice = format!("/approvals/{}/voice", asked.json["ref"].as_str().unwrap());
    place.staff.post(&voice, json!({"agrees": true})).await.ok();
    let mut office = test.sign_in(Role::ProgrammeOffice, "370811").await;
    assert_eq!(office.post(&voice, json!({"agrees": true})).await.ok()["state"], "granted");
    assert_eq!(place.department.post(&reveal, ask("minor")).await.ok()["facts"][0]["text"], "王小宝，上小学");
});

story!(a_household_lets_a_seat_see_until_a_day_and_takes_it_back, |test| {
    let mut place = place(&test).await;
    let home = place.household.clone();
    let path = format!("/households/{home}/grants");
    let give = |to: &str, class: &str, until: &str| json!({"to": to, "class": class, "until": until});
    let unit = place.unit.to_string();
    for (wrong, code) in [
        (give("police", "minor", "2026-08-01"), "invalid"),
        (give("police", "hardship", "2026-07-01"), "invalid"),
        (give("police", "hardship", "2028-01-01"), "invalid"),
        (give("nobody", "hardship", "2026-08-01"), "invalid"),
    ] {
        assert_eq!(place.staff.post(&path, wrong).await.refused(), code);
    }
    let ask = |class: &str| json!({"class": class, "purpose": "上门走访"});
    let reveal = format!("/me/granted/{home}/reveal");
    assert_eq!(place.police.caller.post(&reveal, ask("hardship")).await.status, 404);
    place.staff.post(&path, give("police", "hardship", "2026-08-01")).await.ok();
    place.staff.post(&path, give(&unit, "health", "2026-08-01")).await.ok();
    assert_eq!(place.police.caller.post(&reveal, ask("hardship")).await.ok()["facts"][0]["text"], "因病致贫");
    assert_eq!(place.police.caller.post(&reveal, ask("health")).await.refused(), "not_granted");
    assert_eq!(place.department.post(&reveal, ask("health")).await.ok()["facts"][0]["text"], "肝硬化");
    assert_eq!(place.department.post(&reveal, ask("hardship")).await.refused(), "not_granted");
    for other in [&mut place.charge.caller, &mut place.secretary.caller] {
        assert_eq!(other.post(&reveal, ask("hardship")).await.status, 404);
    }
    assert_eq!(place.police.caller.get("/me/granted").await.refused(), "invalid");
    let listed = place.police.caller.get("/me/granted?purpose=上门走访").await.ok();
    assert_eq!(
        (&listed["items"][0]["name"], &listed["items"][0]["class"]),
        (&json!("单秀兰"), &json!("hardship"))
    );
    assert_eq!(place.readers().await[0], "roster 本户授权：上门走访");
    // Nobody writes down what lets himself see.
    let mut both = {
        let grants = [
            Grant { role: Role::Township, place: "370811001".parse().unwrap(), unit: None },
            Grant {
                role: Role::Department,
                place: "370811".parse().unwrap(),
                unit: Some(place.unit.clone()),
            },
        ];
        access::routes::make_account(&test.app, "both", "both", PASSWORD, "", &grants).await.unwrap();
        let mut caller = test.stranger();
        caller.sign_in("both", PASSWORD).await;
        caller
    };
    assert_eq!(both.post(&path, give(&unit, "money", "2026-08-01")).await.refused(), "grantee_enters");
    // By the slip the household sees what it gave, takes it back, and gives anew.
    let case = place.said("自来水停水", "水管破了", "water", false).await;
    let token = slip(&mut place.secretary.caller, &case).await;
    let mut resident = test.stranger();
    let given = resident.post("/resident/grants", json!({"token": token})).await.ok();
    assert_eq!(given["items"].as_array().unwrap().len(), 2);
    assert!(given["units"].as_array().unwrap().iter().any(|one| one["ref"] == unit.as_str()));
    let of_police = given["items"].as_array().unwrap().iter().find(|one| one["seat"] == "police").unwrap();
    let back = json!({"token": token, "id": of_police["id"]});
    resident.post("/resident/grant-end", back.clone()).await.ok();
    assert_eq!(resident.post("/resident/grant-end", back).await.status, 404);
    assert_eq!(place.police.caller.post(&reveal, ask("hardship")).await.status, 404);
    let anew = json!({"token": token, "to": "police", "class": "contact", "until": "2026-07-02"});
    resident.post("/resident/grant", anew).await.ok();
    assert_eq!(
        place.police.caller.post(&reveal, ask("contact")).await.ok()["facts"][0]["text"],
        "13800001111"
    );
    test.app.clock.forward(24 * 3_600_000);
    place.police.caller.sign_in(&place.police.login, PASSWORD).await;
    assert_eq!(place.police.caller.post(&reveal, ask("contact")).await.status, 404, "its day is over");
});

story!(minors_are_for_whoever_answers_for_them, |test| {
    let mut place = place(&test).await;
    let home = place.household.clone();
    let path = format!("/households/{home}/copy");
    let copy = |by: &str| json!({"purpose": "本户申请副本", "asked_by": by});
    assert_eq!(place.staff.post(&path, copy("路人")).await.refused(), "invalid");
    for (by, why) in [("", "not_guardian"), ("王建国", "not_guardian"), ("单秀兰", "needs_approval")] {
        let told = place.staff.post(&path, copy(by)).await.ok();
        assert_eq!((&told["minors_why"], told["minors_left_out"].as_i64()), (&json!(why), Some(1)), "{by}");
        assert!(!told.to_string().contains("王小宝"));
    }
    let ask = json!({"reason": "监护人索取副本"});
    let asked = place.staff.post(&format!("/households/{home}/minors"), ask).await;
    let voice = format!("/approvals/{}/voice", asked.json["ref"].as_str().unwrap());
    for (role, at) in [(Role::ProgrammeOffice, "370811"), (Role::ProgrammeOffice, "3708")] {
        test.sign_in(role, at).await.post(&voice, json!({"agrees": true})).await.ok();
    }
    assert!(place.staff.post(&path, copy("单秀兰")).await.ok().to_string().contains("王小宝"));
    assert!(!place.staff.post(&path, copy("王建国")).await.ok().to_string().contains("王小宝"));
    let guardians = format!("/households/{home}/guardians");
    assert_eq!(place.staff.put(&guardians, json!({"names": ["路人"]})).await.refused(), "invalid");
    place.staff.put(&guardians, json!({"names": ["王建国"]})).await.ok();
    let shown = place.staff.get(&format!("/households/{home}?purpose=核对")).await.ok();
    assert_eq!(shown["guardians"], json!(["王建国"]));
    assert!(place.staff.post(&path, copy("王建国")).await.ok().to_string().contains("王小宝"));
    assert!(!place.staff.post(&path, copy("单秀兰")).await.ok().to_string().contains("王小宝"));
    place.staff.put(&guardians, json!({"names": []})).await.ok();
    let shown = place.staff.get(&format!("/households/{home}?purpose=核对")).await.ok();
    assert_eq!(shown["guardians"], json!(["单秀兰"]));
});

story!(a_slip_is_printed_by_nobody_who_worked_on_the_case_and_answered_from_no_staff_browser, |test| {
    let mut place = place(&test).await;
    let worked = place.said("自来水停水", "水管破了", "water", false).await;
    let other = place.said("路灯不亮", "路灯坏了", "power", false).await;
    for act in [json!({"act": "accept"}), json!({"act": "begin"}), json!({"act": "done", "words": "修好了"})]
    {
        place.staff.post(&format!("/cases/{worked}/acts"), act).await.ok();
    }
    assert_eq!(
        place.staff.post(&format!("/cases/{worked}/slip"), json!({})).await.refused(),
        "slip_concerned"
    );
    let both = json!({"refs": [worked, other, "370811.01920000-0000-7000-8000-000000000000"]});
    let printed = place.staff.post("/slips", both.clone()).await;
    assert_eq!(printed.status, 201, "{}", printed.json);
    let rows = printed.json["rows"].as_array().unwrap();
    assert_eq!(rows[0]["problem"]["code"], "slip_concerned");
    assert!(rows[1]["slip"]["token"].is_string() && rows[2]["problem"]["code"] == "not_found");
    test.account("counter", Role::Township, "370811001").await;
    let mut counter = test.stranger();
    counter.sign_in("counter", PASSWORD).await;
    let printed = counter.post("/slips", both).await.json;
    let token = printed["rows"][0]["slip"]["token"].clone();
    // Nor does whoever printed a slip close the case afterwards.
    for act in [json!({"act": "accept"}), json!({"act": "begin"})] {
        counter.post(&format!("/cases/{other}/acts"), act).await.ok();
    }
    let done = json!({"act": "done", "words": "换了灯泡"});
    assert_eq!(counter.post(&format!("/cases/{other}/acts"), done).await.refused(), "slip_printed");
    // From the browser in which he is signed in nobody answers; the page may be looked at there.
    let said = json!({"token": token, "word": "solved"});
    assert_eq!(counter.post("/resident/answer", said.clone()).await.refused(), "staff_browser");
    let grant = json!({"token": token, "to": "police", "class": "contact", "until": "2026-08-01"});
    assert_eq!(counter.post("/resident/grant", grant).await.refused(), "staff_browser");
    counter.post("/resident/open", json!({"token": token})).await.ok();
    test.stranger().post("/resident/answer", said).await.ok();
    // What opens nothing any more is forgotten.
    test.app.clock.forward(401 * 24 * 3_600_000);
    lianxin_server::cases::tick::tick(&test.app).await.unwrap();
    let (n,): (i64,) =
        test.app.db.read().await.unwrap().one("SELECT COUNT(*) AS n FROM slip", &args![]).await.unwrap();
    assert_eq!(n, 0);
});

story!(in_an_emergency_the_police_reach_a_household_and_see_nothing_of_what_it_lacks, |test| {
    let mut place = place(&test).await;
    let ask = json!({"village": VILLAGE, "house": "12号", "reason": "老人走失，电话打不通"});
    let asked = place.police.caller.post("/glass", ask).await;
    assert_eq!(asked.status, 201, "{}", asked.json);
    let name = asked.json["ref"].as_str().unwrap().to_owned();
    let agreed = place.staff.post(&format!("/approvals/{name}/voice"), json!({"agrees": true})).await.ok();
    assert_eq!(agreed["state"], "granted");
    let shown = place.police.caller.post(&format!("/glass/{name}"), json!({})).await.ok();
    assert_eq!(shown["classes"].as_array().unwrap().len(), 1);
    assert_eq!(shown["classes"][0]["facts"][0]["text"], "13800001111");
    assert_eq!(
        (&shown["household"]["name"], &shown["household"]["residents"]),
        (&json!("单秀兰"), &json!([]))
    );
    let told = shown.to_string();
    assert!(!told.contains("因病致贫") && !told.contains("王建国") && !told.contains("old_party_member"));
    let readers = place.readers().await;
    assert!(
        readers.iter().all(|line| line.starts_with("roster") || line.starts_with("contact")),
        "{readers:?}"
    );
});
