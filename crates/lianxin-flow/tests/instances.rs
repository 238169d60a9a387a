//! The big instances against their known optima.
//!
//! `LIANXIN_INSTANCES` names a folder with `.bin` files made by `bench/instances.py`; without it only small
//! instances made here are solved, and the test says so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use lianxin_flow::formats::{Instance, Shape, recognise};
use lianxin_flow::network::{Edge, Network};
use lianxin_flow::{Change, Session, certificate};

fn optima() -> BTreeMap<&'static str, i64> {
    let lines = include_str!("optima.csv").lines().skip(1);
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            (fields[0], fields[3].parse().unwrap())
        })
        .collect()
}

fn solve(shape: &Shape) -> i64 {
    match shape {
        Shape::Spread(spread) => {
            let solution = spread.solve().unwrap();
            let checked = certificate::check(spread, &solution.plan, &solution.prices);
            assert_eq!(checked, Ok(solution.objective));
            solution.objective
        }
        Shape::Assign(assign) => {
            let answer = assign.solve().unwrap();
            let checked = certificate::check_assign(assign, &answer.columns, &answer.prices);
            assert_eq!(checked, Ok(answer.objective));
            answer.objective
        }
        Shape::General => panic!("the instance should have a special shape"),
    }
}

#[test]
fn known_optima_are_met() {
    let Some(folder) = std::env::var_os("LIANXIN_INSTANCES") else {
        println!("LIANXIN_INSTANCES is not set: only small instances are solved");
        return;
    };
    let optima = optima();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bin"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .bin file in LIANXIN_INSTANCES");
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(&optimum) = optima.get(name.as_str()) else { continue };
        let bytes = std::fs::read(&file).unwrap();
        let shape = recognise(&Instance::read(&bytes).unwrap());
        assert_eq!(solve(&shape), optimum, "{name}");
        println!("{name}: {optimum}, certificate verified");
        if let Shape::Spread(spread) = shape {
            follow_changes(Session::new(spread).unwrap(), 200);
        }
    }
}

/// Pins and bans on a big plan, and at the end the objective of a cold solve.
fn follow_changes(mut session: Session, changes: u32) {
    let agents = u32::try_from(session.problem().agents()).unwrap();
    for step in 0..changes {
        let agent = step.wrapping_mul(2_654_435_761) % agents;
        let place = session.places_of(agent)[0];
        let next = session.next_places(agent, 1);
        let change = match next.first() {
            Some(next) if step % 2 == 0 => Change::Pin { agent, place: next.place },
            _ => Change::Ban { agent, place },
        };
        let before = session.objective();
        if session.apply(&[change]).is_err() {
            assert_eq!(session.objective(), before);
        }
    }
    assert_eq!(session.verify(), Ok(session.objective()));
    assert_eq!(session.problem().solve().unwrap().objective, session.objective());
}

/// A middling instance whose numbers come from a fixed formula.
fn made_here(agents: u32, places: u32, degree: u32) -> Network {
    let mut state = 7_u64;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % u64::from(below)).unwrap()
    };
    let sink = agents + places;
    let mut edges = Vec::new();
    for agent in 0..agents {
        let step = 1 + random(places / degree - 1);
        for at in 0..degree {
            // The first place in turn makes every bound attainable.
            let to = agents + (agent + at * step) % places;
            edges.push(Edge { from: agent, to, lower: 0, upper: 1, cost: i64::from(random(10_000)) });
        }
    }
    let (lower, upper) = (i64::from(agents / places), i64::from(agents / places) + 1);
    edges.extend((agents..sink).map(|from| Edge { from, to: sink, lower, upper, cost: 0 }));
    let mut supplies = vec![1; agents as usize];
    supplies.resize(sink as usize, 0);
    supplies.push(-i64::from(agents));
    Network::new(supplies, edges).unwrap()
}

#[test]
fn special_shapes_agree_with_the_network_simplex() {
    for (agents, places, degree) in [(300, 40, 8), (900, 70, 10), (2000, 150, 6)] {
        let network = made_here(agents, places, degree);
        let shape = recognise(&network);
        assert_eq!(i128::from(solve(&shape)), network.solve().unwrap().objective);
        let Shape::Spread(spread) = shape else { panic!("not recognised") };
        follow_changes(Session::new(spread).unwrap(), 300);
    }
}
