//! What talks need: officials with accounts and links, households behind doors.

use lianxin_domain::{
    access::{Grant, Role},
    day::Day,
    ids::Ref,
    people::Rank,
    places::PlaceCode,
};
use lianxin_server::{App, access, args, links::store};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Caller, PASSWORD, TestApp, people};

/// An official of the small roster with an account, signed in, and the device that he registered.
pub struct Cadre {
    /// The browser.
    pub caller: Caller,
    /// Who it is.
    pub name: Ref,
    /// The login.
    pub login: String,
    /// The registered device.
    pub device: Uuid,
}

impl Cadre {
    /// The nth official of a rank.
    pub async fn of(test: &TestApp, roster: &[(Rank, Ref)], rank: Rank, n: usize) -> Cadre {
        let name = roster.iter().filter(|(r, _)| *r == rank).nth(n).expect("in the roster").1.clone();
        let login = format!("{}-{n}", rank.word().replace('_', "-"));
        let grants = [Grant { role: Role::Official, place: "3708".parse().unwrap(), unit: None }];
        access::routes::make_account(&test.app, &login, &login, PASSWORD, &name.to_string(), &grants)
            .await
            .expect("a new account");
        Cadre::signed_in(test, name, login).await
    }

    async fn signed_in(test: &TestApp, name: Ref, login: String) -> Cadre {
        let mut caller = test.stranger();
        caller.sign_in(&login, PASSWORD).await;
        let device = test.app.clock.id();
        let made = caller.post("/sync/devices", json!({"id": device, "name": "手机"})).await;
        assert_eq!(made.status, 201, "{}", made.json);
        Cadre { caller, name, login, device }
    }

    /// Sends records and gives their results.
    pub async fn push(&mut self, records: Vec<Value>) -> Vec<Value> {
        let sent = json!({"device": self.device, "records": records});
        let reply = self.caller.post("/sync/push", sent).await.ok();
        reply["results"].as_array().expect("results").clone()
    }

    /// Sends one record and gives its outcome.
    pub async fn send(&mut self, record: Value) -> String {
        let results = self.push(vec![record]).await;
        results[0]["outcome"].as_str().expect("an outcome").to_owned()
    }

    /// Pulls from a cursor until there is no more: the items and the next cursor.
    pub async fn pull(&mut self, after: &str) -> (Vec<Value>, String) {
        let (mut items, mut after) = (Vec::new(), after.to_owned());
        loop {
            let path = format!("/sync/pull?device={}&limit=50&after={after}", self.device);
            let page = self.caller.get(&path).await.ok();
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            after = page["next"].as_str().expect("a cursor").to_owned();
            if page["more"] != true {
                return (items, after);
            }
        }
    }
}

/// Links an official to a village from a day on; gives the link's id.
pub async fn link(app: &App, village: &str, tier: &str, who: &Ref, since: &str) -> Uuid {
    let village: PlaceCode = village.parse().unwrap();
    let id = app.clock.id();
    let mut conn = app.db.write().await.unwrap();
    let (unit,): (Uuid,) = conn
        .one("SELECT unit FROM official WHERE county = $1 AND id = $2", &args![&who.county, who.id])
        .await
        .unwrap();
    let row = args![
        &village.owner(),
        id,
        &village,
        tier,
        &who.county,
        Some(who.id),
        &who.county,
        unit,
        since,
        Day::NEVER,
        "",
        "",
        "",
    ];
    conn.insert(&store::LINK, &[row.to_vec()]).await.unwrap();
    conn.commit().await.unwrap();
    id
}

/// Ends a link on a day.
pub async fn unlink(app: &App, id: Uuid, until: &str) {
    let mut conn = app.db.write().await.unwrap();
    conn.run("UPDATE link SET until = $2 WHERE id = $1", &args![id, until]).await.unwrap();
    conn.commit().await.unwrap();
}

/// Households of a village with one resident each; gives their ids.
pub async fn households(app: &App, village: &str, count: usize) -> Vec<Uuid> {
    const HOUSEHOLD: &str = "INSERT INTO household (county, id, village, house, name, name_key, pinyin, initials, members, state, since, \
         until, version) VALUES ($1, $2, $3, $4, $5, $5, 'zhangsan', 'zs', 3, 'present', '2020-01-01', '9999-12-31', 1)";
    const RESIDENT: &str = "INSERT INTO resident (county, id, household, village, name, name_key, pinyin, initials, relation) \
         VALUES ($1, $2, $3, $4, $5, $5, 'zhangsan', 'zs', '户主')";
    let village: PlaceCode = village.parse().unwrap();
    let county = village.owner();
    let mut conn = app.db.write().await.unwrap();
    let mut ids = Vec::new();
    for n in 0..count {
        let (id, name) = (app.clock.id(), format!("张{n}"));
        conn.run(HOUSEHOLD, &args![&county, id, &village, format!("{n}号"), &name]).await.unwrap();
        conn.run(RESIDENT, &args![&county, app.clock.id(), id, &village, &name]).await.unwrap();
        ids.push(id);
    }
    conn.commit().await.unwrap();
    ids
}

/// Gives a household a public standing.
pub async fn standing(app: &App, village: &str, household: Uuid, kind: &str, since: &str) {
    const STANDING: &str = "INSERT INTO standing (county, household, kind, since, until, holder, source) \
         VALUES ($1, $2, $3, $4, '9999-12-31', '张老', '村党支部')";
    let mut conn = app.db.write().await.unwrap();
    conn.run(STANDING, &args![&village[..6], household, kind, since]).await.unwrap();
    conn.commit().await.unwrap();
}

/// The small roster.
pub async fn roster(test: &TestApp) -> Vec<(Rank, Ref)> {
    people(&test.app).await
}
