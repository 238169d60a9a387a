//! Parts and threads, conflicts, limits on moves, full matrices.

use lianxin_flow::assign::{Assign, Dense};
use lianxin_flow::certificate::{check, check_dense, check_infeasible};
use lianxin_flow::limit::{Trial, Unlimited, within};
use lianxin_flow::{ArcState, Capacity, Change, Control, Plan, Session, Spread, Stopped};

use crate::brute;
use crate::random::Random;

/// Several small problems side by side, their agents in turn.
fn side_by_side(random: &mut Random) -> Spread {
    let many: Vec<Spread> = (0..=random.index(5)).map(|_| random.spread()).collect();
    let mut capacities = Vec::new();
    let mut first = Vec::new();
    for one in &many {
        let base = u32::try_from(capacities.len()).unwrap();
        first.push(base);
        capacities.extend(
            one.capacities()
                .iter()
                .map(|node| Capacity { parent: node.parent.map(|parent| parent + base), ..*node }),
        );
    }
    let mut builder = Spread::builder(capacities);
    for turn in 0..7 {
        for (one, base) in many.iter().zip(&first).filter(|(one, _)| turn < one.agents()) {
            let own = u32::try_from(turn).unwrap();
            let arcs: Vec<_> = one.arcs_of(own).map(|(place, cost, _)| (place + base, cost)).collect();
            let agent = builder.agent(one.take(own), &arcs);
            for (place, _, state) in one.arcs_of(own) {
                match state {
                    ArcState::Pinned => builder.pin(agent, place + base),
                    ArcState::Banned => builder.ban(agent, place + base),
                    ArcState::Free => &mut builder,
                };
            }
        }
    }
    builder.build().unwrap()
}

#[test]
fn parts_give_the_same_at_any_number_of_threads() {
    let (mut solved, mut several) = (0, 0);
    for seed in 0..600 {
        let spread = side_by_side(&mut Random(seed));
        let on = |threads| spread.solve_parts(&Control { threads, ..Control::default() });
        let one = on(1);
        assert_eq!((one.clone(), one.clone()), (on(2), on(4)), "seed {seed}");
        several += usize::from(spread.parts().len() > 1);
        match (one, spread.solve()) {
            (Ok(parts), Ok(whole)) => {
                assert_eq!(check(&spread, &parts.plan, &parts.prices), Ok(whole.objective));
                solved += 1;
            }
            (Err(Stopped::Infeasible(why)), Err(_)) => {
                assert_eq!(check_infeasible(&spread, &why), Ok(()), "seed {seed}");
            }
            (ours, whole) => panic!("seed {seed}: {ours:?} but {whole:?}"),
        }
    }
    assert!(solved > 50 && several > 400, "{solved} {several}");
}

#[test]
fn price_passes_give_the_same_at_any_number_of_threads() {
    let mut random = Random(5);
    let mut builder = Spread::builder(vec![Capacity::new(90, 110); 400]);
    for agent in 0..40_000 {
        let arcs: Vec<_> = (0..8).map(|at| ((agent + at * 37) % 400, random.within(0, 10_000))).collect();
        builder.agent(1, &arcs);
    }
    let spread = builder.build().unwrap();
    let on = |threads| spread.solve_with(&Control { threads, ..Control::default() }).unwrap();
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(4));
}

#[test]
fn a_conflict_is_a_conflict_and_needs_all_of_its_changes() {
    let (mut conflicts, mut peaceful) = (0, 0);
    for seed in 0..1500 {
        let mut random = Random(seed);
        let Ok(session) = Session::new(random.spread()) else { continue };
        let problem = session.problem();
        let mut changes = Vec::new();
        for agent in 0..u32::try_from(problem.agents()).unwrap() {
            for (place, ..) in problem.arcs_of(agent) {
                if random.chance(25) {
                    changes.push(Change::Pin { agent, place });
                } else if random.chance(25) {
                    changes.push(Change::Ban { agent, place });
                }
            }
        }
        let apply = |changes: &[Change]| session.clone().apply(changes).is_ok();
        match session.conflict(&changes).unwrap() {
            None => {
                assert!(apply(&changes), "seed {seed}");
                peaceful += 1;
            }
            Some(conflict) => {
                let list: Vec<Change> = conflict.iter().map(|&at| changes[at].clone()).collect();
                assert!(!apply(&list), "seed {seed}: {conflict:?} is no conflict");
                for left_out in 0..list.len() {
                    let mut others = list.clone();
                    others.remove(left_out);
                    assert!(apply(&others), "seed {seed}: {conflict:?} is too large");
                }
                conflicts += 1;
            }
        }
    }
    assert!(conflicts > 100 && peaceful > 50, "{conflicts} {peaceful}");
}

/// The cheapest plan with a cost on every arc that is not taken today.
fn with_bonus(spread: &Spread, today: &Plan, bonus: i64) -> Trial<Plan> {
    let moved = |agent: u32, place: u32| today.places_of(agent).binary_search(&place).is_err();
    let mut builder = Spread::builder(spread.capacities().to_vec());
    for agent in 0..u32::try_from(spread.agents()).unwrap() {
        let cost = |(place, cost, _)| (place, cost + if moved(agent, place) { bonus } else { 0 });
        let arcs: Vec<_> = spread.arcs_of(agent).map(cost).collect();
        builder.agent(spread.take(agent), &arcs);
        for (place, _, state) in spread.arcs_of(agent) {
            match state {
                ArcState::Pinned => builder.pin(agent, place),
                ArcState::Banned => builder.ban(agent, place),
                ArcState::Free => &mut builder,
            };
        }
    }
    let solution = builder.build().unwrap().solve().unwrap();
    let moves = solution.plan.pairs().filter(|&(agent, place)| moved(agent, place)).count();
    let moves = i64::try_from(moves).unwrap();
    Trial { cost: solution.objective - bonus * moves, moves, plan: solution.plan }
}

#[test]
fn a_limit_on_moves_is_kept_and_its_bound_holds() {
    let (mut tight, mut all) = (0, 0);
    for seed in 0..1200 {
        let mut random = Random(seed);
        let spread = random.spread();
        let Ok(solution) = spread.solve() else { continue };
        // Today's plan is the best one for other costs.
        let Ok(today) = reversed(&spread).solve() else { continue };
        let today = today.plan;
        let moves_of = |plan: &Plan| {
            let moved = |&(agent, place): &(u32, u32)| today.places_of(agent).binary_search(&place).is_err();
            i64::try_from(plan.pairs().filter(moved).count()).unwrap()
        };
        let most = random.within(0, moves_of(&solution.plan));
        let limited = within(most, 1 << 20, |bonus| Ok::<_, ()>(with_bonus(&spread, &today, bonus)));
        match limited {
            Ok(limited) => {
                assert!(limited.best.moves <= most && limited.at_least <= limited.best.cost, "seed {seed}");
                let exact = best_within(&spread, &today, limited.best.moves);
                assert_eq!(limited.best.cost, exact, "seed {seed}: best with as many moves");
                let exact = best_within(&spread, &today, most);
                assert!(limited.at_least <= exact && exact <= limited.best.cost, "seed {seed}");
                tight += usize::from(limited.best.cost == exact);
                all += 1;
            }
            Err(Unlimited::TooFew { least }) => assert!(least > most, "seed {seed}"),
            Err(Unlimited::Failed(())) => unreachable!(),
        }
    }
    assert!(all > 150 && tight * 10 > all * 7, "{tight} of {all}");
}

fn reversed(spread: &Spread) -> Spread {
    let mut builder = Spread::builder(spread.capacities().to_vec());
    for agent in 0..u32::try_from(spread.agents()).unwrap() {
        let arcs: Vec<_> = spread.arcs_of(agent).map(|(place, cost, _)| (place, -cost)).collect();
        builder.agent(spread.take(agent), &arcs);
    }
    builder.build().unwrap()
}

fn best_within(spread: &Spread, today: &Plan, most: i64) -> i64 {
    // Moves ride on the costs, which are far smaller than a million.
    const UNIT: i64 = 1_000_000;
    let mut builder = Spread::builder(spread.capacities().to_vec());
    for agent in 0..u32::try_from(spread.agents()).unwrap() {
        let moved = |place: u32| i64::from(today.places_of(agent).binary_search(&place).is_err());
        let arcs: Vec<_> =
            spread.arcs_of(agent).map(|(place, cost, _)| (place, cost + UNIT * moved(place))).collect();
        builder.agent(spread.take(agent), &arcs);
        for (place, _, state) in spread.arcs_of(agent) {
            match state {
                ArcState::Pinned => builder.pin(agent, place),
                ArcState::Banned => builder.ban(agent, place),
                ArcState::Free => &mut builder,
            };
        }
    }
    let value = |costs: &[i64]| {
        let sum: i64 = costs.iter().sum();
        let moves = (sum + UNIT / 2).div_euclid(UNIT);
        if moves <= most { sum - moves * UNIT } else { i64::MAX }
    };
    brute::least(&builder.build().unwrap(), value).unwrap()
}

#[test]
fn a_full_matrix_agrees_with_all_its_arcs() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let columns = 1 + random.index(60) as usize;
        let rows = 1 + random.index(columns) as usize;
        let most = if seed % 3 == 0 { 3 } else { 100_000 };
        let costs: Vec<i32> =
            (0..rows * columns).map(|_| i32::try_from(random.within(-most, most)).unwrap()).collect();
        let dense = Dense::new(columns, costs.clone()).unwrap();
        let answer = dense.solve();
        assert_eq!(check_dense(&dense, &answer.columns, &answer.prices), Ok(answer.objective));
        let mut builder = Assign::builder(u32::try_from(columns).unwrap());
        for row in costs.chunks(columns) {
            let arcs: Vec<_> = (0..).zip(row.iter().map(|&cost| i64::from(cost))).collect();
            builder.row(&arcs);
        }
        assert_eq!(answer.objective, builder.build().unwrap().solve().unwrap().objective, "seed {seed}");
    }
    assert!(Dense::new(3, vec![0; 7]).is_err() && Dense::new(1, vec![0; 2]).is_err());
    assert_eq!(Dense::new(0, Vec::new()).unwrap().solve().objective, 0);
}
