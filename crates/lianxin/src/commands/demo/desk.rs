//! What waits on the demo's desks today: a slip in a resident's hand, answers that are owed, a complaint, a look that wants a
//! second person's consent, and a draw whose calls are still to be made. All of it comes in by the server's own door, as its
//! accounts and a resident without one would send it.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, header},
};
use lianxin_domain::day::Day;
use lianxin_server::App;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::accounts::{self, Account};
use crate::{
    commands::Failure,
    out::{Out, seconds},
};

/// Bytes of an answer.
const MOST: usize = 16 << 20;
/// Slips that residents hold.
const SLIPS: usize = 3;

/// A browser.
struct Caller {
    router: Router,
    cookie: String,
    csrf: String,
}

impl Caller {
    fn nobody(router: &Router) -> Caller {
        Caller { router: router.clone(), cookie: String::new(), csrf: String::new() }
    }

    async fn signed_in(router: &Router, accounts: &[Account], login: &str) -> Result<Caller, Failure> {
        let account =
            accounts.iter().find(|account| account.login == login).ok_or("an account of the demo")?;
        let mut caller = Caller::nobody(router);
        caller.post("/session", json!({"login": login, "password": account.password})).await?;
        let session = caller.get("/session").await?;
        caller.csrf = text(&session, "csrf");
        Ok(caller)
    }

    async fn get(&mut self, path: &str) -> Result<Value, Failure> {
        self.send("GET", path, Body::empty()).await
    }

    async fn post(&mut self, path: &str, body: Value) -> Result<Value, Failure> {
        self.send("POST", path, Body::from(body.to_string())).await
    }

    async fn send(&mut self, method: &str, path: &str, body: Body) -> Result<Value, Failure> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .body(body)?;
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        request.extensions_mut().insert(ConnectInfo(here));
        let reply = self.router.clone().oneshot(request).await?;
        let status = reply.status();
        let cookies = reply.headers().get_all(header::SET_COOKIE).iter().filter_map(|one| one.to_str().ok());
        let kept: Vec<&str> = cookies.filter_map(|one| one.split(';').next()).collect();
        if !kept.is_empty() {
            self.cookie = kept.join("; ");
        }
        let bytes = to_bytes(reply.into_body(), MOST).await?;
        if !status.is_success() {
            return Err(format!("{method} {path}: {status} {}", String::from_utf8_lossy(&bytes)).into());
        }
        Ok(if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? })
    }
}

fn text(json: &Value, field: &str) -> String {
    json[field].as_str().unwrap_or_default().to_owned()
}

/// Fills them.
pub async fn filled(app: &App, out: &Out) -> Result<(), Failure> {
    let begun = std::time::Instant::now();
    let router = lianxin_server::router(app.clone());
    let accounts = accounts::all(app).await?;
    let sign_in = async |login: &str| Caller::signed_in(&router, &accounts, login).await;
    let mut town = sign_in("town").await?;
    let slips = asked_and_owed(&router, &mut town).await?;
    to_the_police(app, &mut town, &mut sign_in("police").await?).await?;
    let village = in_an_emergency(&mut town, &mut sign_in("leader").await?).await?;
    to_be_called(app, &mut sign_in("office").await?, &mut sign_in("audit").await?).await?;
    out.say(format!(
        "desks      {slips} slips given, a look at a household of {village} waits for consent, calls wait, in {}",
        seconds(begun.elapsed())
    ));
    Ok(())
}

/// Households that hold a slip: they ask why somebody looked, for a correction, and complain of a body.
async fn asked_and_owed(router: &Router, town: &mut Caller) -> Result<usize, Failure> {
    let mut lines = Vec::new();
    for state in ["asked", "open", "finished"] {
        let page = town.get(&format!("/cases?state={state}&limit=100")).await?;
        lines.extend(page["items"].as_array().cloned().unwrap_or_default());
    }
    let mut given = 0;
    for line in &lines {
        let case = text(line, "ref");
        // Who wants to give a slip says why the case is looked at; a matter of the whole village has no household to give it to.
        let shown = town.get(&format!("/cases/{case}?purpose=准备给群众的纸条")).await?;
        if shown["inside"]["household"].is_null() {
            continue;
        }
        let token = text(&town.post(&format!("/cases/{case}/slip"), json!({})).await?, "token");
        let mut resident = Caller::nobody(router);
        match given {
            0 => {
                let readers = resident.post("/resident/readers", json!({"token": token})).await?;
                let event = readers["items"][0]["event"].clone();
                resident.post("/resident/why", json!({"token": token, "event": event})).await?;
            }
            1 => {
                let wish = json!({"token": token, "kind": "correct", "words": "我家四口人，登记成三口。"});
                resident.post("/resident/request", wish).await?;
            }
            _ => {
                let said = json!({"token": token, "about": "body", "level": "village", "accused": "村集体账目",
                    "words": "去年修路的钱到底花了多少，问了三回没人说清楚。"});
                resident.post("/resident/complain", said).await?;
            }
        }
        given += 1;
        if given == SLIPS {
            break;
        }
    }
    Ok(given)
}

/// A household tells the police officer of its village of a matter, and lets him see how to reach it.
async fn to_the_police(app: &App, town: &mut Caller, police: &mut Caller) -> Result<(), Failure> {
    let own = police.get("/me/villages").await?;
    let until = Day::of_millis(app.clock.millis() + 60 * 24 * 3_600_000);
    for one in own["villages"].as_array().into_iter().flatten() {
        let village = text(&one["village"], "code");
        // Those of another township are not this counter's.
        let path = format!("/villages/{village}/households?limit=1&purpose=窗口登记");
        let Ok(homes) = town.get(&path).await else { continue };
        let name = text(&homes["items"][0], "ref");
        let Some((_, household)) = name.split_once('.') else { continue };
        let said = json!({"village": village, "household": household, "words": "半夜总有人敲门要账，老人孩子都害怕。",
            "title": "夜间滋扰", "theme": "safety", "kind": "ordinary", "police": true});
        town.post("/cases", said).await?;
        let given = json!({"to": "police", "class": "contact", "until": until});
        town.post(&format!("/households/{name}/grants"), given).await?;
        return Ok(());
    }
    Ok(())
}

/// Somebody asks to look at a household in an emergency, and waits for a second person of another unit; gives the village.
async fn in_an_emergency(town: &mut Caller, leader: &mut Caller) -> Result<String, Failure> {
    let own = leader.get("/me/villages").await?;
    let village = text(&own["villages"][0]["village"], "code");
    let homes = town.get(&format!("/villages/{village}/households?limit=1&purpose=核对门牌")).await?;
    let house = text(&homes["items"][0], "house");
    let ask = json!({"village": village, "house": house, "reason": "连夜暴雨要转移，电话打不通"});
    leader.post("/glass", ask).await?;
    Ok(text(&own["villages"][0]["village"], "name"))
}

/// A draw from the households whose case was closed, under two secrets; its calls are still to be made.
async fn to_be_called(app: &App, office: &mut Caller, auditor: &mut Caller) -> Result<(), Failure> {
    let today = app.clock.today();
    let since = lianxin_domain::visits::calendar::plus(today, -90);
    let new = json!({"name": "本季度事项回访", "place": app.city()?, "frame": "cases", "since": since, "until": today,
        "strata": "county", "aim": {"kind": "margin", "margin": 0.1}, "response": 0.7});
    let name = text(&office.post("/draws", new).await?, "ref");
    office.post(&format!("/draws/{name}/commit"), json!({})).await?;
    auditor.post(&format!("/draws/{name}/witness"), json!({"second": "骰子 2 6 4 4 1 3 5 2 6 1"})).await?;
    Ok(())
}
