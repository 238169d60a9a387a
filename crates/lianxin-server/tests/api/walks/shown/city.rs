//! The small city, filled so that every piece of data is a mark of its own.

use std::time::Duration;

use lianxin_domain::{access::Role, ids::Ref};
use lianxin_server::args;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    callers::{self, Person},
    drawn::drawn,
    marks::{HERE, THERE, word},
};
use crate::kit::{Caller, TestApp, people as roster};

/// What a path's parts can be filled with, and everybody who calls.
pub struct City {
    /// Everybody.
    pub people: Vec<Person>,
    /// Households here, there, and one that was erased.
    pub households: Vec<String>,
    /// A fact of the first household.
    pub fact: String,
    /// Visits: id, village, household, author.
    pub visits: Vec<(Uuid, &'static str, Option<Uuid>, &'static str)>,
    /// A promise here.
    pub promise: String,
    /// Officials here and there, and their units.
    pub officials: Vec<String>,
    /// Units.
    pub units: Vec<String>,
    /// A solved plan and a pin of it: the tier, subject and village that were pinned.
    pub plan: String,
    /// The pin.
    pub pin: String,
    /// `tier=…&subject=…&village=…`
    pub pinned: String,
    /// Rosters that were uploaded.
    pub imports: Vec<String>,
    /// Registers of households that were uploaded.
    pub registers: Vec<String>,
    /// Sheets of open matters that were uploaded.
    pub dockets: Vec<String>,
    /// A snapshot.
    pub snapshot: String,
    /// A complaint.
    pub suggestion: String,
    /// Needs here and there, and their cases.
    pub needs: Vec<String>,
    /// The cases.
    pub cases: Vec<String>,
    /// What others have agreed to: an emergency, an order; and an emergency that waits.
    pub approvals: Vec<String>,
    /// A file of the case here.
    pub document: String,
    /// The digits on the slip of the case here.
    pub codes: Vec<String>,
    /// What a household asked.
    pub asked: Vec<String>,
    /// A sealed complaint here.
    pub complaints: Vec<String>,
    /// Where each phone's copy stood before anything was there.
    pub cursors: Vec<String>,
    /// A draw of the households here and there.
    pub draw: String,
}

impl City {
    /// Somebody by his name.
    pub fn person(&mut self, name: &str) -> &mut Person {
        self.people.iter_mut().find(|person| person.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// Somebody's browser.
    fn browser(&mut self, name: &str) -> &mut Caller {
        &mut self.person(name).caller
    }

    /// Fills the city.
    pub async fn fill(test: &TestApp) -> City {
        let roster = roster(&test.app).await;
        let people = callers::everybody(test, &roster).await;
        let mut city = City {
            people,
            households: vec![],
            fact: String::new(),
            visits: vec![],
            promise: String::new(),
            officials: vec![],
            units: vec![],
            plan: String::new(),
            pin: String::new(),
            pinned: String::new(),
            imports: vec![],
            registers: vec![],
            dockets: vec![],
            snapshot: String::new(),
            suggestion: String::new(),
            needs: vec![],
            cases: vec![],
            document: String::new(),
            approvals: vec![],
            codes: vec![],
            asked: vec![],
            complaints: vec![],
            cursors: vec![],
            draw: String::new(),
        };
        city.officials(test).await;
        city.accounts(test).await;
        city.first_pulls().await;
        city.homes().await;
        city.talks(test).await;
        city.cases(test).await;
        city.handed().await;
        city.granted().await;
        city.together(test).await;
        city.erased(test).await;
        city.looks().await;
        city.approvals().await;
        callers::part(test, &city.people).await;
        city.plan().await;
        city.uploads().await;
        city.complaint(test).await;
        city.draw = drawn(test, &city.households).await;
        city
    }

    /// Telephones, numbers and villages' elders.
    async fn officials(&mut self, test: &TestApp) {
        const OFFICIAL: &str = "UPDATE official SET phone = $2, staff_no = $3, id_digest = $4 WHERE id = $1";
        const UNIT: &str = "UPDATE unit SET phone = $2 WHERE id = $1";
        const PROFILE: &str = "INSERT INTO village_profile (county, village, difficulty, households, residents, needs, \
             contact_name, contact_phone) VALUES ($1, $2, 10, 100, 300, '{}', $3, $4)";
        for (name, here) in [("author", true), ("other_author", false)] {
            let (official, _) = self.person(name).official.clone().unwrap();
            let mut conn = test.app.db.write().await.unwrap();
            let mark = |what: &str| word(what, here);
            let (phone, code, digest) = (mark("cadrephone"), mark("cadrecode"), mark("cadredigest"));
            conn.run(OFFICIAL, &args![official.id, phone, code, digest]).await.unwrap();
            let find = "SELECT unit FROM official WHERE id = $1";
            let (unit,): (Uuid,) = conn.one(find, &args![official.id]).await.unwrap();
            conn.run(UNIT, &args![unit, mark("unitphone")]).await.unwrap();
            let village = if here { HERE } else { THERE };
            let row = args![&village[..6], village, mark("elder"), mark("elderphone")];
            conn.run(PROFILE, &row).await.unwrap();
            conn.commit().await.unwrap();
            self.units.push(Ref { county: official.county.clone(), id: unit }.to_string());
            self.officials.push(official.to_string());
        }
    }

    /// Accounts and phones with names of their own.
    async fn accounts(&mut self, test: &TestApp) {
        test.account(&word("login", false), Role::Township, "370812001").await;
        for (who, here) in [("author", true), ("other_author", false)] {
            let person = self.person(who);
            let named = json!({"id": person.official.as_ref().unwrap().1, "name": word("phone", here)});
            person.caller.post("/sync/devices", named).await.ok();
        }
    }

    async fn first_pulls(&mut self) {
        for person in self.people.iter_mut() {
            let Some((_, device)) = person.official.as_ref() else { continue };
            let page = person.caller.get(&format!("/sync/pull?device={device}")).await.ok();
            self.cursors.push(page["next"].as_str().unwrap().to_owned());
        }
    }

    async fn homes(&mut self) {
        for (who, here) in [("township", true), ("other_township", false)] {
            let village = if here { HERE } else { THERE };
            let mark = |what: &str| word(what, here);
            let fact = |class: &str| json!({"class": class, "text": mark(class)});
            let facts = ["contact", "hardship", "health", "money", "minor"].map(fact);
            let family = json!({
                "house": mark("house"), "name": mark("head"), "members": 3,
                "residents": [{"name": mark("head"), "relation": "户主"}, {"name": mark("resident"), "relation": "子"}],
                "standings": [{"kind": "old_party_member", "holder": mark("holder"), "source": mark("source")}],
                "facts": facts,
            });
            let path = format!("/villages/{village}/households");
            let made = self.browser(who).post(&path, family).await.ok();
            self.households.push(made["ref"].as_str().unwrap().to_owned());
        }
    }

    async fn talks(&mut self, test: &TestApp) {
        let mark = |what: &str| word(what, true);
        let said =
            |words: String, consent| json!([{"words": words, "consent": consent, "quotable": consent}]);
        let both =
            json!([{"words": mark("agreed"), "consent": true, "quotable": true}, {"words": mark("private")}]);
        let (need, promise) = (test.app.clock.id(), test.app.clock.id());
        let more = json!({"needs": [{"id": need, "words": mark("need")}],
            "promises": [{"id": promise, "words": mark("promise"), "due": "2026-07-09"}]});
        self.promise = format!("370811.{promise}");
        self.needs.push(format!("370811.{need}"));
        self.talk(test, "author", HERE, Some(0), both, more).await;
        self.talk(test, "author", HERE, None, said(mark("hall"), false), json!({})).await;
        self.talk(test, "former", HERE, Some(0), said(mark("once"), false), json!({})).await;
        self.talk(test, "turned_police", HERE, Some(0), said(mark("once"), false), json!({})).await;
        let taken = self.talk(test, "author", HERE, Some(0), said(mark("retold"), true), json!({})).await;
        let regret = json!({"village": HERE, "visit": taken, "reason": mark("regret")});
        self.send("author", json!({"id": test.app.clock.id(), "kind": "withdrawal", "body": regret})).await;
        let said =
            json!([{"words": word("agreed", false), "consent": true}, {"words": word("private", false)}]);
        let need = test.app.clock.id();
        self.needs.push(format!("370812.{need}"));
        let more = json!({"needs": [{"id": need, "words": word("need", false)}],
            "promises": [{"id": test.app.clock.id(), "words": word("promise", false), "due": "2026-07-09"}]});
        self.talk(test, "other_author", THERE, Some(1), said, more).await;
    }

    /// A case of each need; the household's word on the one here, of which it keeps the reason from the office.
    async fn cases(&mut self, test: &TestApp) {
        for (who, here) in [("author", true), ("other_author", false)] {
            let need = self.needs[usize::from(!here)].clone();
            let about = json!({"title": word("matter", here), "theme": "water", "kind": "ordinary"});
            let made = self.browser(who).post(&format!("/needs/{need}/case"), about).await.ok();
            self.cases.push(made["ref"].as_str().unwrap().to_owned());
        }
        let case = self.cases[0].clone();
        let slip = self.browser("same_township").post(&format!("/cases/{case}/slip"), json!({})).await.ok();
        self.codes.push(slip["short_code"].as_str().unwrap().to_owned());
        let wish = json!({"token": slip["token"], "kind": "correct", "words": word("wish", true)});
        test.stranger().post("/resident/request", wish).await.ok();
        let (owed,): (Uuid,) = {
            let mut conn = test.app.db.read().await.unwrap();
            conn.one("SELECT id FROM owed_answer", &args![]).await.unwrap()
        };
        self.asked.push(format!("370811.{owed}"));
        let complaint = json!({"token": slip["token"], "about": "official", "level": "village",
            "accused": word("accused", true), "words": word("grudge", true)});
        test.stranger().post("/resident/complain", complaint).await.ok();
        let (sealed,): (Uuid,) = {
            let mut conn = test.app.db.read().await.unwrap();
            conn.one("SELECT id FROM complaint", &args![]).await.unwrap()
        };
        self.complaints.push(format!("370811.{sealed}"));
        let acts = format!("/cases/{case}/acts");
        for act in [json!({"act": "accept"}), json!({"act": "done", "words": word("deed", true)})] {
            self.browser("township").post(&acts, act).await.ok();
        }
        for (word_of, private) in [("told", false), ("kept", true)] {
            let said = json!({"word": "partly", "reason": word(word_of, true), "private": private});
            self.browser("same_township").post(&format!("/cases/{case}/word"), said).await.ok();
        }
    }

    /// A case that its household addressed to the police, and one that a department has taken over.
    async fn handed(&mut self) {
        let household = self.households[0].split_once('.').unwrap().1.to_owned();
        let said = |title: &str, words: &str, theme: &str, police: bool| {
            json!({"village": HERE, "household": household, "words": word(words, true), "title": word(title, true),
                "theme": theme, "kind": "ordinary", "police": police})
        };
        let all = [said("alarm", "plea", "safety", true), said("errand", "plight", "benefits", false)];
        for said in all {
            let made = self.browser("same_township").post("/cases", said).await.ok();
            self.cases.push(made["ref"].as_str().unwrap().to_owned());
        }
        let acts = format!("/cases/{}/acts", self.cases.last().unwrap());
        let to = self.units[0].clone();
        for act in [json!({"act": "accept"}), json!({"act": "offer", "to": to})] {
            self.browser("township").post(&acts, act).await.ok();
        }
        self.browser("own_unit").post(&acts, json!({"act": "take_over"})).await.ok();
    }

    /// A household lets the police see what it lacks, and the department its health.
    async fn granted(&mut self) {
        let path = format!("/households/{}/grants", self.households[0]);
        for (to, class) in [("police".to_owned(), "hardship"), (self.units[0].clone(), "health")] {
            let given = json!({"to": to, "class": class, "until": "2026-12-31"});
            self.browser("same_township").post(&path, given).await.ok();
        }
    }

    /// Another unit's part of the case here, taken on, and a file of it.
    async fn together(&mut self, test: &TestApp) {
        let case = self.cases[0].clone();
        let invite =
            json!({"act": "invite", "to": self.units[0], "by": "2026-07-20", "words": word("portion", true)});
        self.browser("township").post(&format!("/cases/{case}/acts"), invite).await.ok();
        self.browser("own_unit").post(&format!("/cases/{case}/acts"), json!({"act": "join"})).await.ok();
        let paper = word("paper", true);
        let path = format!("/cases/{case}/documents?file_name={paper}.pdf");
        let made = self.browser("township").upload(&path, format!("%PDF-1.7 {paper}").into_bytes()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let mut conn = test.app.db.read().await.unwrap();
        let (id,): (Uuid,) = conn.one("SELECT id FROM case_document", &args![]).await.unwrap();
        self.document = id.to_string();
    }

    /// Records a visit and gives its id.
    async fn talk(
        &mut self,
        test: &TestApp,
        who: &'static str,
        village: &'static str,
        household: Option<usize>,
        statements: Value,
        more: Value,
    ) -> Uuid {
        let id = test.app.clock.id();
        let household: Option<Uuid> =
            household.map(|n| self.households[n].split_once('.').unwrap().1.parse().unwrap());
        let mut body = json!({"village": village, "household": household, "day": "2026-06-30", "how": "in_person",
            "statements": statements});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.send(who, json!({"id": id, "kind": "visit", "body": body})).await;
        self.visits.push((id, village, household, who));
        id
    }

    async fn send(&mut self, who: &str, record: Value) {
        let person = self.person(who);
        let device = person.official.as_ref().unwrap().1;
        let reply =
            person.caller.post("/sync/push", json!({"device": device, "records": [record]})).await.ok();
        assert_eq!(reply["results"][0]["outcome"], "created", "{reply}");
    }

    /// A household with a talk that were erased: neither may be seen by anybody.
    async fn erased(&mut self, test: &TestApp) {
        let erased = word("erased", true);
        let family =
            json!({"house": erased, "name": erased, "facts": [{"class": "contact", "text": erased}]});
        let path = format!("/villages/{HERE}/households");
        let made = self.browser("township").post(&path, family).await.ok();
        let household = made["ref"].as_str().unwrap().to_owned();
        self.households.push(household.clone());
        let said = json!([{"words": word("forgotten", true), "consent": true}]);
        self.talk(test, "author", HERE, Some(2), said, json!({})).await;
        let why = json!({"reason": "本户要求"});
        self.browser("township").post(&format!("/households/{household}/erase"), why).await.ok();
    }

    /// A look with a purpose of its own, and a fact to name.
    async fn looks(&mut self) {
        for (who, here) in [("township", true), ("other_township", false)] {
            let household = self.households[usize::from(!here)].clone();
            let ask = json!({"class": "health", "purpose": word("why", here)});
            self.browser(who).post(&format!("/households/{household}/reveal"), ask).await.ok();
        }
        let path = format!("/households/{}?purpose=abc", self.households[0]);
        let shown = self.browser("township").get(&path).await.ok();
        self.fact = shown["facts"][0]["id"].as_str().unwrap().to_owned();
    }

    /// An emergency and an order that hold, and an emergency that waits.
    async fn approvals(&mut self) {
        let ask = json!({"village": HERE, "house": word("house", true), "reason": word("emergency", true)});
        for (who, way, agrees) in
            [("unlinked", "glass", "township"), ("inspector", "orders", "auditor"), ("former", "glass", "")]
        {
            let asked = self.browser(who).post(&format!("/{way}"), ask.clone()).await.ok();
            let name = asked["ref"].as_str().unwrap().to_owned();
            if !agrees.is_empty() {
                let voice = format!("/approvals/{name}/voice");
                let agreed = self.browser(agrees).post(&voice, json!({"agrees": true})).await.ok();
                assert_eq!(agreed["state"], "granted");
            }
            self.approvals.push(name);
        }
    }

    /// A solved plan with a pin, and a snapshot.
    async fn plan(&mut self) {
        let office = self.browser("city_office");
        let tiers = ["contact_point", "paired_unit", "township_charge", "police_liaison"];
        let new = json!({"name": "方案", "place": "3708", "tiers": tiers, "mode": "full"});
        let plan = office.post("/plans", new).await.ok()["ref"].as_str().unwrap().to_owned();
        office.post(&format!("/plans/{plan}/solve"), json!({})).await.ok();
        ended(office, &format!("/plans/{plan}/progress"), "state", "running").await;
        let links = office.get(&format!("/plans/{plan}/links?tier=contact_point")).await.ok();
        let (who, village) = (&links["items"][0]["subject"]["ref"], &links["items"][0]["village"]["code"]);
        let pin = json!({"kind": "pin", "tier": "contact_point", "subject": {"kind": "official", "ref": who},
            "village": village, "reason": word("pin", true)});
        let made = office.post(&format!("/plans/{plan}/choices"), pin).await.ok();
        let snapshot = office.post("/snapshots", json!({"as_of": "2026-07-01"})).await.ok();
        self.pin = made["choice"]["id"].as_str().unwrap().to_owned();
        self.pinned = format!(
            "tier=contact_point&subject={}&village={}",
            who.as_str().unwrap(),
            village.as_str().unwrap()
        );
        self.snapshot = snapshot["ref"].as_str().unwrap().to_owned();
        self.plan = plan;
    }

    /// A roster, and registers with and without mistakes.
    async fn uploads(&mut self) {
        let here = |what: &str| word(what, true);
        let good =
            [&here("newhead"), "9号", "2", &here("newresident"), &here("newcontact"), "", &here("newhealth")];
        let bad = [&here("badhead"), "8号", "很多", "", &here("badcontact"), &here("badhardship"), ""];
        for row in [good, bad] {
            let township = self.browser("township");
            let made = township.upload("/household-imports?file_name=a.xlsx", register(row)).await.ok();
            let name = made["ref"].as_str().unwrap().to_owned();
            let path = format!("/household-imports/{name}");
            while township.get(&path).await.ok()["phase"] != "" {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            self.registers.push(name);
        }
        let good = [&here("newmatter"), &here("newneed"), &here("head"), "2026-06-01"];
        let bad = [&here("badmatter"), &here("badneed"), &here("badhead"), "去年"];
        let township = self.browser("township");
        let made = township.upload("/case-imports?file_name=a.xlsx", docket([good, bad])).await.ok();
        let name = made["ref"].as_str().unwrap().to_owned();
        while township.get(&format!("/case-imports/{name}")).await.ok()["phase"] != "" {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        self.dockets.push(name);
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/roster-problems.xlsx");
        let office = self.browser("county_office");
        let made = office.upload("/imports?file_name=b.xlsx", std::fs::read(file).unwrap()).await.ok();
        let name = made["ref"].as_str().unwrap().to_owned();
        while office.get(&format!("/imports/{name}")).await.ok()["phase"] != "" {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        self.imports.push(name);
    }

    async fn complaint(&mut self, test: &TestApp) {
        let said =
            json!({"kind": "complaint", "text": word("complaint", true), "contact": word("answerme", true)});
        let reply = self.browser("author").post("/suggestions", said).await;
        assert!(reply.status < 300, "{}", reply.json);
        let mut conn = test.app.db.read().await.unwrap();
        let (county, id): (String, Uuid) =
            conn.one("SELECT county, id FROM suggestion", &args![]).await.unwrap();
        self.suggestion = format!("{county}.{id}");
    }
}

async fn ended(caller: &mut Caller, path: &str, field: &str, busy: &str) {
    while caller.get(path).await.ok()[field] == busy {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// A register of one household.
fn register(row: [&str; 7]) -> Vec<u8> {
    of_village(&["村居", "户主", "门牌号", "人口", "成员", "电话", "困难情况", "健康"], &[&row])
}

/// A sheet of open matters.
fn docket(rows: [[&str; 4]; 2]) -> Vec<u8> {
    of_village(&["村居", "事项", "诉求内容", "户主", "受理日期"], &[&rows[0], &rows[1]])
}

fn of_village(labels: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (n, label) in labels.iter().enumerate() {
        sheet.write_string(0, n as u16, *label).unwrap();
    }
    for (line, row) in (1..).zip(rows) {
        for (n, value) in ["航运新村"].iter().chain(*row).enumerate() {
            sheet.write_string(line, n as u16, *value).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
