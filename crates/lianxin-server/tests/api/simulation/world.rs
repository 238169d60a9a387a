//! The server, its phones, and everything that goes wrong between them.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::{
    access::{Grant, Role},
    day::Day,
    ids::Ref,
    places::PlaceCode,
    visits::calendar,
};
use lianxin_server::{
    access::{sessions, store},
    args,
    engine::{
        db::Conn,
        feed::{self, Changed},
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    chance::Chance,
    phone::{Fate, Phone},
};
use crate::kit::{
    On, TestApp, recount,
    talks::{households, link, roster, standing, unlink},
};

const VILLAGES: [&str; 9] = [
    "370811001001",
    "370811001002",
    "370811001003",
    "370811002001",
    "370811002002",
    "370811002003",
    "370812001001",
    "370812001002",
    "370812001003",
];

pub struct World {
    test: TestApp,
    chance: Chance,
    phones: Vec<Phone>,
    officials: Vec<Ref>,
    links: Vec<(Ref, String, Uuid)>,
    homes: Vec<(String, Uuid)>,
    /// Pushes that arrive late: whose, what.
    in_the_air: Vec<(usize, Value)>,
    /// Numbers that are taken and not committed: only on PostgreSQL, where it can happen.
    late: Option<(PlaceCode, Conn)>,
    may_be_late: bool,
    steps: u64,
    counts: BTreeMap<String, u64>,
}

impl World {
    pub async fn new(test: TestApp, on: On, mut chance: Chance, phones: usize) -> World {
        let mut roster = roster(&test).await;
        roster.sort_by(|a, b| a.1.cmp(&b.1));
        let officials: Vec<Ref> = roster.into_iter().map(|(_, name)| name).take(40).collect();
        let mut homes = Vec::new();
        for village in VILLAGES {
            for id in households(&test.app, village, 12).await {
                if chance.one_in(3) {
                    let kind = ["old_party_member", "old_official", "thriving"][chance.below(3)];
                    standing(&test.app, village, id, kind, "2020-01-01").await;
                }
                homes.push((village.to_owned(), id));
            }
        }
        let mut world = World {
            test,
            chance,
            phones: vec![],
            officials,
            links: vec![],
            homes,
            in_the_air: vec![],
            late: None,
            may_be_late: on == On::Postgres,
            steps: 0,
            counts: BTreeMap::new(),
        };
        for n in 0..world.officials.len() * 2 {
            let who = world.officials[n % world.officials.len()].clone();
            world.link(who).await;
        }
        for n in 0..phones {
            world.phone(n).await;
        }
        world
    }

    async fn link(&mut self, who: Ref) {
        let village = VILLAGES[self.chance.below(VILLAGES.len())];
        if self.links.iter().any(|(known, linked, _)| *known == who && linked == village) {
            return;
        }
        let tier =
            ["paired_unit", "township_charge", "contact_point", "police_liaison"][self.chance.below(4)];
        let since = ["2026-01-01", "2026-06-01"][self.chance.below(2)];
        let id = link(&self.test.app, village, tier, &who, since).await;
        self.links.push((who, village.to_owned(), id));
    }

    /// A phone that is signed in already: hashing two hundred passwords would take longer than the simulation.
    async fn phone(&mut self, n: usize) {
        let app = self.test.app.clone();
        let official = self.officials[n % self.officials.len()].clone();
        let account = store::Account {
            id: app.clock.id(),
            login: format!("phone-{n}"),
            name: format!("phone {n}"),
            password: String::new(),
            state: "active".into(),
            must_change: 0,
            official: official.to_string(),
            seen_at: 0,
            version: 1,
        };
        let mut conn = app.db.write().await.unwrap();
        store::insert(&mut conn, &account, app.clock.millis()).await.unwrap();
        let grant = Grant { role: Role::Official, place: "3708".parse().unwrap(), unit: None };
        store::set_grants(&mut conn, account.id, &[grant]).await.unwrap();
        let token = sessions::start(&app, &mut conn, account.id, "simulated").await.unwrap();
        conn.commit().await.unwrap();
        let mut caller = self.test.stranger();
        caller.keep(&format!("{}={token}", sessions::COOKIE)).await;
        let device = self.chance.id(app.clock.millis() as u64);
        caller.post("/sync/devices", json!({"id": device, "name": "手机"})).await.ok();
        let skew = self.chance.below(3) as i64 - 1;
        self.phones.push(Phone::new(caller, official, device, skew));
    }

    fn count(&mut self, what: &str) {
        *self.counts.entry(what.to_owned()).or_default() += 1;
    }

    /// Something happens.
    pub async fn step(&mut self) {
        self.steps += 1;
        let n = self.chance.below(self.phones.len());
        match self.chance.below(40) {
            0 => self.relink().await,
            1 => self.household().await,
            2 => self.arrive_late().await,
            3 => self.begin_late().await,
            4 | 5 => self.end_late().await,
            6 if self.chance.one_in(40) => {
                self.test.app.clock.forward(86_400_000);
                self.count("days passed");
            }
            7 if self.chance.one_in(4) => {
                self.phones[n].wipe();
                self.count("phones wiped");
            }
            8 => self.burst().await,
            9..=22 => {
                let villages = self.villages(n);
                let now = self.test.app.clock.millis();
                self.phones[n].write(&mut self.chance, now, &villages);
            }
            23..=31 => self.push(n).await,
            _ => self.pull(n).await,
        }
    }

    /// The villages that an official would write about: his own, and now and then one that is not.
    fn villages(&mut self, n: usize) -> Vec<String> {
        let who = &self.phones[n].official;
        let own = self.links.iter().filter(|(known, ..)| known == who).map(|(_, village, _)| village.clone());
        let mut own: Vec<String> = own.collect();
        if self.chance.one_in(20) {
            own.push(VILLAGES[self.chance.below(VILLAGES.len())].to_owned());
        }
        own
    }

    /// Whether a push of this phone would wait for the transaction that is held open.
    fn blocked(&self, push: &Value) -> bool {
        let Some((county, _)) = &self.late else { return false };
        let records = push["records"].as_array().expect("records");
        records
            .iter()
            .any(|record| record["body"]["village"].as_str().is_some_and(|v| v.starts_with(county.as_str())))
    }

    async fn push(&mut self, n: usize) {
        let most = 1 + self.chance.below(30);
        let packed = self.phones[n].packed(most);
        let fate = Fate::of(&mut self.chance);
        if packed["records"].as_array().is_some_and(Vec::is_empty) || self.blocked(&packed) {
            return;
        }
        self.count(&format!("pushes: {fate:?}"));
        match fate {
            Fate::NeverArrives => {}
            Fate::ArrivesLate => self.in_the_air.push((n, packed)),
            Fate::ReplyLost => drop(self.phones[n].caller.post("/sync/push", packed).await.ok()),
            Fate::ArrivesTwice => {
                self.phones[n].caller.post("/sync/push", packed.clone()).await.ok();
                let reply = self.phones[n].caller.post("/sync/push", packed).await.ok();
                self.phones[n].acknowledged(&reply);
            }
            Fate::Arrives => {
                let reply = self.phones[n].caller.post("/sync/push", packed).await.ok();
                self.phones[n].acknowledged(&reply);
            }
        }
    }

    /// Several phones at the very same time.
    async fn burst(&mut self) {
        if self.late.is_some() {
            return;
        }
        let some: BTreeSet<usize> = (0..12).map(|_| self.chance.below(self.phones.len())).collect();
        let sent: Vec<(usize, Value)> = some.into_iter().map(|n| (n, self.phones[n].packed(20))).collect();
        let sent: Vec<(usize, Value)> = sent
            .into_iter()
            .filter(|(_, p)| p["records"].as_array().is_some_and(|r| !r.is_empty()))
            .collect();
        let tasks: Vec<_> = sent
            .into_iter()
            .map(|(n, packed)| {
                let mut caller = self.phones[n].caller.clone();
                (n, tokio::spawn(async move { caller.post("/sync/push", packed).await.ok() }))
            })
            .collect();
        for (n, task) in tasks {
            let reply = task.await.expect("answered");
            self.phones[n].acknowledged(&reply);
        }
        self.count("bursts");
    }

    async fn arrive_late(&mut self) {
        if self.in_the_air.is_empty() {
            return;
        }
        let at = self.chance.below(self.in_the_air.len());
        if self.blocked(&self.in_the_air[at].1) {
            return;
        }
        let (n, packed) = self.in_the_air.remove(at);
        self.phones[n].caller.post("/sync/push", packed).await.ok();
        self.count("pushes that came late");
    }

    async fn pull(&mut self, n: usize) {
        let limit = [50, 200, 500][self.chance.below(3)];
        let phone = &mut self.phones[n];
        let path = format!("/sync/pull?device={}&limit={limit}&after={}", phone.device, phone.cursor);
        let page = phone.caller.get(&path).await.ok();
        if !self.chance.one_in(8) {
            self.phones[n].took(&page);
            self.count("pages pulled");
        } else {
            self.count("pages lost");
        }
    }

    async fn relink(&mut self) {
        if self.chance.one_in(2) || self.links.is_empty() {
            let who = self.officials[self.chance.below(self.officials.len())].clone();
            self.link(who).await;
            self.count("links begun");
        } else {
            let (_, _, id) = self.links.remove(self.chance.below(self.links.len()));
            let today = self.test.app.clock.today().to_string();
            unlink(&self.test.app, id, &today).await;
            self.count("links ended");
        }
    }

    /// A household changes or goes away.
    async fn household(&mut self) {
        let (village, id) = self.homes[self.chance.below(self.homes.len())].clone();
        if self.late.is_some() {
            return;
        }
        let mut conn = self.test.app.db.write().await.unwrap();
        self.change(&mut conn, &village, id).await;
        conn.commit().await.unwrap();
    }

    async fn change(&mut self, conn: &mut Conn, village: &str, id: Uuid) {
        let (house, state) =
            (format!("新{}号", self.steps), if self.chance.one_in(10) { "gone" } else { "present" });
        let county: PlaceCode = village[..6].parse().unwrap();
        conn.run(
            "UPDATE household SET house = $3, state = $4 WHERE county = $1 AND id = $2",
            &args![&county, id, house, state],
        )
        .await
        .unwrap();
        let gone = state == "gone";
        let changed = Changed { entity: "household", id, village: village.parse().unwrap(), gone };
        feed::note(conn, &county, &[changed]).await.unwrap();
        self.count("households changed");
    }

    /// A transaction that took its number stays open while others go on.
    async fn begin_late(&mut self) {
        if !self.may_be_late || self.late.is_some() {
            return;
        }
        let (village, id) = self.homes[self.chance.below(self.homes.len())].clone();
        let mut conn = self.test.app.db.write().await.unwrap();
        self.change(&mut conn, &village, id).await;
        self.late = Some((village[..6].parse().unwrap(), conn));
        self.count("late commits");
    }

    async fn end_late(&mut self) {
        if let Some((_, conn)) = self.late.take() {
            conn.commit().await.unwrap();
        }
    }

    /// The network heals: everything that waits arrives, everybody pulls to the end.
    pub async fn settle(&mut self) {
        self.end_late().await;
        while !self.in_the_air.is_empty() {
            self.arrive_late().await;
        }
        for n in 0..self.phones.len() {
            while !self.phones[n].outbox.is_empty() {
                let packed = self.phones[n].packed(200);
                let reply = self.phones[n].caller.post("/sync/push", packed).await.ok();
                self.phones[n].acknowledged(&reply);
            }
        }
        for phone in &mut self.phones {
            phone.pull().await;
        }
    }

    /// Everything that must be true now.
    pub async fn check(&mut self) {
        self.nothing_lost_and_nothing_doubled().await;
        recount::check(&self.test.app).await;
        let mut fresh: BTreeMap<Ref, BTreeMap<(String, String), Value>> = BTreeMap::new();
        for n in 0..self.phones.len() {
            let who = self.phones[n].official.clone();
            if !fresh.contains_key(&who) {
                let held = std::mem::take(&mut self.phones[n].copy);
                let cursor = std::mem::take(&mut self.phones[n].cursor);
                self.phones[n].pull().await;
                let anew = std::mem::replace(&mut self.phones[n].copy, held);
                self.phones[n].cursor = cursor;
                self.scope_holds(&who, &anew).await;
                fresh.insert(who.clone(), anew);
            }
            let (held, anew) = (without_last_day(&self.phones[n].copy), without_last_day(&fresh[&who]));
            assert_eq!(held, anew, "phone {n} of {who} holds something else than a new one");
        }
    }

    async fn nothing_lost_and_nothing_doubled(&mut self) {
        let mut conn = self.test.app.db.read().await.unwrap();
        let stored: Vec<(Uuid, i64, i64)> = conn
            .all(
                "SELECT v.id, (SELECT COUNT(*) FROM statement s WHERE s.county = v.county AND s.visit = v.id) AS a, \
                 (SELECT COUNT(*) FROM visit_official o WHERE o.county = v.county AND o.visit = v.id) AS b FROM visit v",
                &[],
            )
            .await
            .unwrap();
        let withdrawn: Vec<(Uuid,)> =
            conn.all("SELECT id FROM visit WHERE state = 'withdrawn'", &[]).await.unwrap();
        let withdrawn: BTreeSet<String> = withdrawn.into_iter().map(|(id,)| id.to_string()).collect();
        let kept: BTreeMap<String, String> = conn
            .all::<(Uuid, String)>("SELECT id, state FROM promise", &[])
            .await
            .unwrap()
            .into_iter()
            .map(|(id, state)| (id.to_string(), state))
            .collect();
        let stored: BTreeMap<Uuid, (i64, i64)> = stored.into_iter().map(|(id, a, b)| (id, (a, b))).collect();
        let mut taken = BTreeSet::new();
        let mut outcomes: BTreeMap<String, u64> = BTreeMap::new();
        for (id, (outcome, record)) in self.phones.iter().flat_map(|phone| &phone.told) {
            *outcomes.entry(format!("{} {outcome}", record["kind"].as_str().unwrap())).or_default() += 1;
            let body = &record["body"];
            match (record["kind"].as_str().unwrap(), outcome.as_str()) {
                (_, "rejected") => assert!(!stored.contains_key(id), "rejected and stored: {record}"),
                ("visit", _) => {
                    let (statements, by) = stored.get(id).unwrap_or_else(|| panic!("lost: {record}"));
                    assert_eq!(
                        (*statements as usize, *by),
                        (body["statements"].as_array().unwrap().len(), 1)
                    );
                    taken.insert(*id);
                }
                ("withdrawal", _) => assert!(withdrawn.contains(body["visit"].as_str().unwrap()), "{record}"),
                _ => assert_ne!(kept[body["promise"].as_str().unwrap()], "", "{record}"),
            }
        }
        assert_eq!(taken, stored.keys().copied().collect(), "what is stored is what was taken");
        assert!(taken.len() > 200, "only {} visits were taken", taken.len());
        self.counts.extend(outcomes);
    }

    /// What a new phone gets, against the tables.
    async fn scope_holds(&self, who: &Ref, held: &BTreeMap<(String, String), Value>) {
        let app = &self.test.app;
        let (today, mut conn) = (app.clock.today(), app.db.read().await.unwrap());
        let since = calendar::plus(today, -400);
        let links: Vec<(String, String)> = conn
            .all(
                "SELECT village, tier FROM link WHERE official = $1 AND since <= $2 AND until > $2",
                &args![who.id, today],
            )
            .await
            .unwrap();
        let villages: BTreeSet<String> = links.iter().map(|(village, _)| village.clone()).collect();
        let open: BTreeSet<&String> =
            links.iter().filter(|(_, tier)| tier != "police_liaison").map(|(village, _)| village).collect();
        let mut expected: BTreeSet<(String, String)> =
            villages.iter().map(|village| ("village".to_owned(), village.clone())).collect();
        let mut add = |entity: &str, id: Uuid| expected.insert((entity.to_owned(), id.to_string()));
        for village in &villages {
            let sees = open.contains(village);
            let visits: Vec<(Uuid, Uuid, String, Option<Uuid>)> = conn
                .all(
                    "SELECT id, official, state, household FROM visit WHERE village = $1 AND day >= $2",
                    &args![village, since],
                )
                .await
                .unwrap();
            for (id, official, state, household) in visits {
                let mine = official == who.id;
                if mine && (sees || household.is_none()) || sees && state == "stands" {
                    add("visit", id);
                }
            }
            promises(&mut conn, village, who, sees, since, &mut add).await;
            if sees {
                for sql in [
                    ("household", "SELECT id FROM household WHERE village = $1 AND state = 'present'"),
                    ("need", "SELECT id FROM need WHERE village = $1 AND state = 'open'"),
                ] {
                    let rows: Vec<(Uuid,)> = conn.all(sql.1, &args![village]).await.unwrap();
                    for (id,) in rows {
                        add(sql.0, id);
                    }
                }
            }
        }
        let held: BTreeSet<(String, String)> = held.keys().cloned().collect();
        assert_eq!(held, expected, "{who}");
    }

    /// What happened, in numbers.
    pub fn told(&self) -> String {
        let counts: Vec<String> = self.counts.iter().map(|(what, n)| format!("{what} {n}")).collect();
        format!("{} steps, {} phones; {}", self.steps, self.phones.len(), counts.join(", "))
    }
}

async fn promises(
    conn: &mut Conn,
    village: &str,
    who: &Ref,
    sees: bool,
    since: Day,
    add: &mut impl FnMut(&str, Uuid) -> bool,
) {
    let rows: Vec<(Uuid, Uuid, Option<Uuid>)> = conn
        .all(
            "SELECT id, official, household FROM promise WHERE village = $1 AND (state = 'open' OR state = 'kept' AND kept_on >= $2)",
            &args![village, since],
        )
        .await
        .unwrap();
    for (id, official, household) in rows {
        if sees || official == who.id && household.is_none() {
            add("promise", id);
        }
    }
}

/// A household's last day follows its visits on the phone itself; the server sends it with the household only.
fn without_last_day(copy: &BTreeMap<(String, String), Value>) -> BTreeMap<(String, String), Value> {
    let mut copy = copy.clone();
    for item in copy.values_mut() {
        if let Some(data) = item["data"].as_object_mut() {
            data.remove("last_day");
        }
    }
    copy
}
