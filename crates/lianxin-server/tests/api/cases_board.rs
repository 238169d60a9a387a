//! Boards of cases: whatever is done, they are what a recount says, on whichever day they are asked; and what was there before
//! the roll-up and the index of texts were is counted and indexed when the program is next opened.

use lianxin_domain::access::Role;
use lianxin_server::{
    App, args,
    cases::{search::UNINDEXED, tick::tick},
    engine::migrate::{MIGRATIONS, statements},
};
use serde_json::{Value, json};

use crate::{
    cases::{DAY, VILLAGE, World, slip, taken_on_and_done, world},
    kit::{Caller, PASSWORD, TestApp, recount, talks::households},
    story,
};

/// Acts that are tried; what is not possible is refused.
const TRIED: usize = 160;

/// Numbers from a seed (splitmix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

fn deed(world: &World, which: usize) -> Value {
    match which {
        0 | 1 => json!({"act": "accept"}),
        2 => json!({"act": "begin"}),
        3 => json!({"act": "stop", "reason": "season", "words": "等汛期过去"}),
        4 => json!({"act": "resume"}),
        5 => json!({"act": "offer", "to": world.unit}),
        6 => json!({"act": "take_over"}),
        7 => json!({"act": "send_back", "words": "不归我们管"}),
        8 | 9 => json!({"act": "done", "words": "换了水管"}),
        10 => {
            json!({"act": "cannot", "reason": "no_funds", "words": "今年没有这笔资金，明年列入计划"})
        }
        11 => json!({"act": "take_reading"}),
        12 => json!({"act": "second_read", "agree": true, "words": "属实"}),
        _ => json!({"act": "ask"}),
    }
}

async fn raise(world: &mut World, homes: &[uuid::Uuid], kind: &str) -> String {
    let said = json!({"village": VILLAGE, "words": "井水浑", "title": "井水", "theme": "water", "kind": kind, "households": homes});
    let made = world.township.post("/cases", said).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.json["ref"].as_str().unwrap().to_owned()
}

/// Everybody signs in again: sessions do not outlive a week.
async fn again(world: &mut World) {
    world.township.sign_in("township-370811001", PASSWORD).await;
    world.department.sign_in("water-board", PASSWORD).await;
}

async fn every_case(test: &TestApp) -> Vec<String> {
    let mut conn = test.app.db.read().await.unwrap();
    let rows: Vec<(String, uuid::Uuid)> =
        conn.all("SELECT county, id FROM matter ORDER BY id", &args![]).await.unwrap();
    rows.into_iter().map(|(county, id)| format!("{county}.{id}")).collect()
}

/// One thing that somebody tries.
async fn tried(test: &TestApp, world: &mut World, dice: &mut Dice) {
    let cases = every_case(test).await;
    let case = cases[dice.below(cases.len())].clone();
    match dice.below(12) {
        0 => {
            let kind = ["question", "ordinary", "complex"][dice.below(3)];
            raise(world, &[], kind).await;
        }
        1 => {
            let made = world.township.post(&format!("/cases/{case}/slip"), json!({})).await;
            if let Some(token) = made.json["token"].as_str() {
                let word = ["solved", "partly", "not_solved"][dice.below(3)];
                test.stranger().post("/resident/answer", json!({"token": token, "word": word})).await;
            }
        }
        2 => {
            let into = json!({"into": cases[dice.below(cases.len())]});
            world.township.post(&format!("/cases/{case}/merge"), into).await;
        }
        3 => {
            world.township.post(&format!("/cases/{case}/part"), json!({})).await;
        }
        4 => {
            test.app.clock.forward(5 * DAY);
            tick(&test.app).await.unwrap();
            again(world).await;
        }
        5 => {
            let mut many = deed(world, dice.below(10));
            many["refs"] = json!(cases);
            world.township.post("/cases/bulk", many).await;
        }
        _ => {
            let body = deed(world, dice.below(14));
            let who = if dice.below(3) == 0 { &mut world.department } else { &mut world.township };
            let told = who.post(&format!("/cases/{case}/acts"), body).await;
            assert_ne!(told.status, 500, "{}", told.json);
        }
    }
}

/// What a board says, of a caller who sees the place.
async fn board(caller: &mut Caller, place: &str) -> Value {
    caller.get(&format!("/cases/board?place={place}")).await.ok()["columns"].clone()
}

story!(boards_are_what_a_recount_says_after_whatever_is_done, |test| {
    let mut world = world(&test).await;
    let homes = households(&test.app, VILLAGE, 3).await;
    world.raised().await;
    raise(&mut world, &homes, "ordinary").await;
    recount::cases(&test.app).await;
    let mut dice = Dice(5);
    for _ in 0..TRIED {
        tried(&test, &mut world, &mut dice).await;
        recount::cases(&test.app).await;
    }
    // All of the city's cases lie in one village here: its own count, its township's and county's and the city's are one.
    let mut city = test.sign_in(Role::Township, "3708").await;
    let own = board(&mut city, VILLAGE).await;
    for place in ["370811001", "370811", "3708"] {
        assert_eq!(board(&mut city, place).await, own, "{place}");
    }
    let sum = |name: &str| -> i64 {
        own.as_array().unwrap().iter().map(|column| column[name].as_i64().unwrap()).sum()
    };
    assert!(sum("in_time") > 0 && sum("overdue") > 0, "{own}");
    assert_eq!(board(&mut city, "370811002").await.to_string().matches(":0").count(), 10);
});

story!(what_was_there_before_the_roll_up_is_counted_by_its_migration, |test| {
    let mut world = world(&test).await;
    let homes = households(&test.app, VILLAGE, 3).await;
    world.raised().await;
    raise(&mut world, &homes, "ordinary").await;
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("DELETE FROM matter_due", &[]).await.unwrap();
    let (_, text) = MIGRATIONS.iter().find(|(name, _)| *name == "0022_cases_board").unwrap();
    for statement in statements(text).into_iter().filter(|text| text.contains("INTO matter_due")) {
        conn.run(statement.leak(), &[]).await.unwrap();
    }
    conn.commit().await.unwrap();
    recount::cases(&test.app).await;
});

story!(cases_from_before_the_index_are_found_after_the_next_start, |test| {
    let mut world = world(&test).await;
    let water = world.raised().await;
    let homes = households(&test.app, VILLAGE, 2).await;
    raise(&mut world, &homes, "ordinary").await;
    let token = slip(&mut world.cadre.caller, &water).await;
    taken_on_and_done(&mut world.township, &water).await;
    test.stranger().post("/resident/answer", json!({"token": token, "word": "solved"})).await.ok();
    let all = "SELECT kind, gram, matter, township FROM matter_gram ORDER BY kind, gram, matter";
    let mut conn = test.app.db.read().await.unwrap();
    let before: Vec<(String, String, uuid::Uuid, String)> = conn.all(all, &args![]).await.unwrap();
    drop(conn);
    let mut conn = test.app.db.write().await.unwrap();
    conn.run("DELETE FROM matter_gram", &[]).await.unwrap();
    App::set(&mut conn, UNINDEXED, "begin").await.unwrap();
    conn.commit().await.unwrap();
    let found = async |world: &mut World| {
        world.township.get("/cases/search?q=停水").await.ok()["items"].as_array().unwrap().len()
    };
    assert_eq!(found(&mut world).await, 0);
    let next = App::open(test.app.config.clone(), test.app.clock.clone()).await.unwrap();
    assert_eq!(next.setting(UNINDEXED), "whole");
    next.db.close().await;
    let mut conn = test.app.db.read().await.unwrap();
    let after: Vec<(String, String, uuid::Uuid, String)> = conn.all(all, &args![]).await.unwrap();
    assert!(
        after == before && after.iter().any(|row| row.0 == "w"),
        "the words of what is open, and every title"
    );
    assert!(!after.iter().any(|row| row.0 == "w" && format!("370811.{}", row.2) == water));
    assert_eq!(found(&mut world).await, 1);
});
