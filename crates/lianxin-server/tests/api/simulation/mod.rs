//! Two hundred phones and a bad network, from one seed: requests that never arrive, replies that get lost, pushes that
//! arrive twice or late, clocks that are wrong, phones that are wiped, links that end, numbers that are taken early and
//! committed late. At the end nothing acknowledged is lost, nothing is doubled, every phone holds what the server says it
//! may hold, and every roll-up equals a recount. `LIANXIN_SEED=n` replays a run, `LIANXIN_STEPS=n` makes it longer.

mod chance;
mod phone;
mod world;

use chance::Chance;
use world::World;

use crate::kit::{On, TestApp};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

async fn simulate(on: On, steps: u64) {
    let seed = number("LIANXIN_SEED", 20120720);
    println!("simulation on {on:?}: LIANXIN_SEED={seed}");
    let test = TestApp::start(on).await;
    let mut world = World::new(test, on, Chance::new(seed), 200).await;
    for _ in 0..number("LIANXIN_STEPS", steps) {
        world.step().await;
    }
    world.settle().await;
    world.check().await;
    println!("{}", world.told());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn phones_converge_on_sqlite() {
    simulate(On::Sqlite, 2500).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn phones_converge_on_postgres() {
    simulate(On::Postgres, 2500).await;
}
