//! Callbacks of the demo, of last month and of the last quarter: drawn, called, closed and released through the same verbs as
//! everybody's, on the clocks of those days.

use std::time::Instant;

use lianxin_domain::{access::Right, ids::Ref};
use lianxin_server::{
    App,
    access::store,
    engine::{
        act::{Act, Actor},
        clock::Clock,
        http::{Body, Path},
    },
    oversight::open_answers,
    satisfaction::routes::{calls, draws, steps},
};
use serde_json::{Value, json};

use crate::{
    city::Chance,
    commands::Failure,
    out::{Out, seconds},
};

const DAY: i64 = 86_400_000;

/// Somebody of the demo, with every right.
async fn who(app: &App, login: &str) -> Result<Actor, Failure> {
    let account = store::by_login(&mut app.db.read().await?, login).await?.ok_or("an account of the demo")?;
    Ok(Actor { account: account.id, name: account.name, ..Actor::program(&app.city()?) })
}

/// A draw of the demo.
struct Round {
    name: &'static str,
    frame: &'static str,
    /// When it is closed and when its figures are released: milliseconds.
    closed: i64,
    released: i64,
}

/// Draws, calls, closes and releases: all households in the last quarter, those reached last month. What of it is over is told
/// to the public.
pub async fn asked(app: &App, out: &Out, seed: u64) -> Result<(), Failure> {
    let (begun, now) = (Instant::now(), app.clock.millis());
    let today = app.clock.today().date();
    let quarter = today.with().month((today.month() - 1) / 3 * 3 + 1).day(1).build()?;
    let since_quarter = i64::from(today.since(quarter)?.get_days()) * DAY;
    let rounds = [
        // Released three weeks before this quarter began, closed in the month before that.
        Round {
            name: "全体农户回访",
            frame: "all",
            closed: now - since_quarter - 45 * DAY,
            released: now - since_quarter - 21 * DAY,
        },
        // Closed three days before this month began.
        Round {
            name: "上季度入户走访回访",
            frame: "reached",
            closed: now - (i64::from(today.day()) + 2) * DAY,
            released: now,
        },
    ];
    let mut called = 0;
    for round in rounds {
        called += asked_once(app, &round, seed).await?;
    }
    let told = open_answers::tick(app).await?;
    out.say(format!(
        "callbacks  {called} households called, released, {told} quarters to the public, in {}",
        seconds(begun.elapsed())
    ));
    Ok(())
}

async fn asked_once(app: &App, round: &Round, seed: u64) -> Result<usize, Failure> {
    let last = App::open(app.config.clone(), Clock::fixed(round.closed)).await?;
    let (office, auditor, caller) =
        (who(app, "office").await?, who(app, "audit").await?, who(app, "call").await?);
    let (until, city) = (last.clock.today(), app.city()?);
    let since: lianxin_domain::day::Day = until.date().checked_sub(jiff::Span::new().days(91))?.into();
    let new: draws::NewDraw = serde_json::from_value(json!({
        "name": round.name, "place": city, "frame": round.frame, "since": since, "until": until, "strata": "county",
        "aim": {"kind": "margin", "margin": 0.05}, "response": 0.7,
    }))?;
    let edit = |verb| Act::of(&last, office.clone(), verb, Right::EditDraws);
    let made = draws::make(edit("satisfaction.draw.make"), Body(new)).await?.answer;
    let name: Ref = made.name_ref.parse()?;
    steps::commit(edit("satisfaction.draw.commit"), Path(name.clone())).await?;
    let second: steps::Second = serde_json::from_value(json!({"second": "骰子 3 6 1 4 2 5 5 1 6 2"}))?;
    let witness = Act::of(&last, auditor, "satisfaction.draw.witness", Right::WitnessDraws);
    steps::witness(witness, Path(name.clone()), Body(second)).await?;
    let called = call_all(&last, &caller, &Chance::new(seed)).await?;
    steps::close(edit("satisfaction.draw.close"), Path(name)).await?;
    last.db.close().await;
    let then = App::open(app.config.clone(), Clock::fixed(round.released)).await?;
    let release = Act::of(&then, office, "satisfaction.batch.release", Right::EditDraws);
    steps::release(release, Path(city)).await?;
    then.db.close().await;
    Ok(called)
}

/// Calls everybody once.
async fn call_all(app: &App, caller: &Actor, chance: &Chance) -> Result<usize, Failure> {
    let mut called = 0;
    loop {
        let act = |verb| Act::of(app, caller.clone(), verb, Right::Interview);
        let next = calls::next(act("satisfaction.callback.next")).await?.answer;
        let Some(unit) = next.callback else { return Ok(called) };
        let ended: calls::Ended = serde_json::from_value(answer(&unit, chance))?;
        let name: Ref = unit.draw.parse()?;
        calls::outcome(act("satisfaction.callback.end"), Path((name, unit.n)), Body(ended)).await?;
        called += 1;
    }
}

/// What somebody answers: a village has its own mood, and about one in thirty visits is remembered by nobody.
fn answer(unit: &calls::Callback, chance: &Chance) -> Value {
    let village = unit.village.code.as_str();
    let mood = 62 + chance.of(village).below(34);
    let mut own = chance.of(&format!("{village} {}", unit.n));
    let mut yes = |percent: u64| own.below(100) < percent;
    let outcome = match () {
        () if yes(72) => "completed",
        () if yes(40) => "refused",
        () if yes(60) => "wrong_number",
        () if yes(50) => "moved",
        () => "unable",
    };
    let heard = |so: bool, unsure: bool| {
        if so {
            "yes"
        } else if unsure {
            "partly"
        } else {
            "no"
        }
    };
    let (came, unsure, listened, content) = (yes(94), yes(50), yes(mood), yes(mood));
    json!({
        "outcome": outcome,
        "took_place": heard(came, unsure),
        "listened": heard(came && listened, unsure),
        "satisfied": match (content, unsure) { (true, true) => 5, (true, false) => 4, (false, true) => 3, (false, false) => 2 },
    })
}
