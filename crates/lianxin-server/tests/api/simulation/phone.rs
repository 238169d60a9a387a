//! One phone: an outbox that survives everything, a copy that a wipe takes away, a clock that is wrong.

use std::collections::BTreeMap;

use lianxin_domain::{day::Day, ids::Ref, visits::calendar};
use serde_json::{Value, json};
use uuid::Uuid;

use super::chance::Chance;
use crate::kit::Caller;

/// How a push or pull fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    NeverArrives,
    ReplyLost,
    ArrivesTwice,
    /// It arrives after others that were sent later; the phone has given it up by then.
    ArrivesLate,
}

impl Fate {
    pub fn of(chance: &mut Chance) -> Fate {
        match chance.below(10) {
            0 => Fate::NeverArrives,
            1 => Fate::ReplyLost,
            2 => Fate::ArrivesTwice,
            3 => Fate::ArrivesLate,
            _ => Fate::Arrives,
        }
    }
}

pub struct Phone {
    pub caller: Caller,
    pub official: Ref,
    pub device: Uuid,
    /// Days that its clock is off.
    skew: i64,
    pub outbox: Vec<Value>,
    /// What was acknowledged and how.
    pub told: BTreeMap<Uuid, (String, Value)>,
    pub cursor: String,
    pub copy: BTreeMap<(String, String), Value>,
}

impl Phone {
    pub fn new(caller: Caller, official: Ref, device: Uuid, skew: i64) -> Phone {
        let (outbox, told, copy) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Phone { caller, official, device, skew, outbox, told, cursor: String::new(), copy }
    }

    fn of(&self, entity: &str, village: &str) -> Vec<&Value> {
        let here = |item: &&Value| item["entity"] == entity && item["village"] == village;
        self.copy.values().filter(here).collect()
    }

    /// Writes something down, as far as this phone knows.
    pub fn write(&mut self, chance: &mut Chance, now: i64, villages: &[String]) {
        let today = calendar::plus(Day::of_millis(now), self.skew);
        let Some(village) = chance.pick(villages).cloned() else { return };
        let id = chance.id(now as u64);
        let own: Vec<String> = self.standing(&village);
        let record = match chance.below(12) {
            0 if !own.is_empty() => {
                let visit = &own[chance.below(own.len())];
                json!({"id": id, "kind": "withdrawal", "body": {"village": village, "visit": visit, "reason": "记错了"}})
            }
            1 => match self.open_promise(chance, &village) {
                Some(promise) => {
                    json!({"id": id, "kind": "promise_kept", "body": {"village": village, "promise": promise, "day": today}})
                }
                None => return,
            },
            n => {
                let corrects = if n == 2 { chance.pick(&own).cloned() } else { None };
                let body = self.visit(chance, now, &village, today, corrects);
                json!({"id": id, "kind": "visit", "body": body})
            }
        };
        self.outbox.push(record);
    }

    fn standing(&self, village: &str) -> Vec<String> {
        let mine = self
            .of("visit", village)
            .into_iter()
            .filter(|v| v["data"]["mine"] == true && v["data"]["state"] == "stands");
        let waiting = self.outbox.iter().filter(|r| r["kind"] == "visit" && r["body"]["village"] == village);
        mine.chain(waiting).filter_map(|v| v["id"].as_str().map(str::to_owned)).collect()
    }

    fn open_promise(&self, chance: &mut Chance, village: &str) -> Option<Value> {
        let open: Vec<&Value> =
            self.of("promise", village).into_iter().filter(|p| p["data"]["state"] == "open").collect();
        chance.pick(&open).map(|promise| promise["id"].clone())
    }

    fn visit(
        &self,
        chance: &mut Chance,
        now: i64,
        village: &str,
        today: Day,
        corrects: Option<String>,
    ) -> Value {
        let homes = self.of("household", village);
        let home = if chance.one_in(5) { None } else { chance.pick(&homes).map(|home| home["id"].clone()) };
        let day = calendar::plus(today, -(chance.below(100) as i64) * i64::from(chance.one_in(3)));
        let how = ["in_person", "phone", "meeting", "work"][chance.below(4)];
        let did: Vec<&str> = ["eat", "stay", "work"].into_iter().filter(|_| chance.one_in(4)).collect();
        let statements: Vec<Value> = (0..chance.below(3))
            .map(|n| json!({"words": format!("第{n}句"), "consent": chance.one_in(2), "quotable": false}))
            .collect();
        let needs: Vec<Value> =
            (0..chance.below(2)).map(|_| json!({"id": chance.id(now as u64), "words": "路灯"})).collect();
        let promises: Vec<Value> = (0..chance.below(2))
            .map(|_| {
                let due = calendar::plus(day, chance.below(60) as i64);
                json!({"id": chance.id(now as u64), "words": "去问", "due": due})
            })
            .collect();
        let kept: Vec<Value> =
            if chance.one_in(3) { self.open_promise(chance, village).into_iter().collect() } else { vec![] };
        let at = now + self.skew * 315_360_000_000;
        json!({"village": village, "household": home, "day": day, "how": how, "did": did, "statements": statements,
            "needs": needs, "promises": promises, "kept": kept, "corrects": corrects, "at": at})
    }

    /// What waits, as a push.
    pub fn packed(&self, most: usize) -> Value {
        let records: Vec<&Value> = self.outbox.iter().take(most).collect();
        json!({"device": self.device, "records": records})
    }

    /// A push's reply: what was taken or refused leaves the outbox.
    pub fn acknowledged(&mut self, reply: &Value) {
        for result in reply["results"].as_array().expect("results") {
            let id: Uuid = result["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let Some(at) = self.outbox.iter().position(|record| record["id"] == result["id"]) else {
                continue;
            };
            let record = self.outbox.remove(at);
            let outcome = result["outcome"].as_str().expect("an outcome").to_owned();
            assert_ne!(outcome, "conflict", "this phone never changed a record: {result}");
            self.told.insert(id, (outcome, record));
        }
    }

    /// A page of a pull: items and cursor together.
    pub fn took(&mut self, page: &Value) {
        for item in page["items"].as_array().expect("items") {
            let (entity, village) = (item["entity"].as_str().unwrap(), item["village"].as_str().unwrap());
            let id = item["id"].as_str().unwrap_or(village).to_owned();
            match (entity, item["op"].as_str()) {
                ("village", Some("gone")) => self.copy.retain(|_, held| held["village"] != item["village"]),
                (_, Some("gone")) => drop(self.copy.remove(&(entity.to_owned(), id))),
                _ => drop(self.copy.insert((entity.to_owned(), id), item.clone())),
            }
        }
        self.cursor = page["next"].as_str().expect("a cursor").to_owned();
    }

    /// Everything but the outbox is gone.
    pub fn wipe(&mut self) {
        self.cursor.clear();
        self.copy.clear();
    }

    /// Pulls to the end.
    pub async fn pull(&mut self) {
        loop {
            let path = format!("/sync/pull?device={}&limit=500&after={}", self.device, self.cursor);
            let page = self.caller.get(&path).await.ok();
            self.took(&page);
            if page["more"] != true {
                return;
            }
        }
    }
}
