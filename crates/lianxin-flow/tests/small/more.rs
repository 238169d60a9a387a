//! Parts and threads, conflicts, limits on moves, full matrices.

use lianxin_flow::assign::{Assign, Dense};
use lianxin_flow::certificate::{check, check_dense, check_infeasible};
use lianxin_flow::limit::{Trial, Unlimited};
use lianxin_flow::{ArcState, Capacity, Change, Control, Plan, Session, Spread, Stopped};

use crate::brute;
use crate::random::Random;

/// Several small problems side by side, their agents in turn.
fn side_by_side(random: &mut Random) -> Spread {
    let many: Vec<Spread> = (0..=random.index(5)).map(|_| random.problem()).collect();
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
    let (mut conflicts, mut peaceful, mut roomy) = (0, 0, 0);
    for seed in 0..6000 {
        let mut random = Random(seed);
        let Ok(session) = Session::new(random.problem()) else { continue };
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
        // Bounds may make room for what comes before and after them.
        for place in 0..u32::try_from(problem.places()).unwrap() {
            if seed % 2 == 0 && random.chance(40) {
                let lower = random.within(0, 2);
                let at = random.index(changes.len() + 1) as usize;
                changes.insert(at, Change::Bounds { place, lower, upper: lower + random.within(0, 5) });
            }
        }
        let apply = |changes: &[Change]| session.clone().apply(changes).is_ok();
        match session.conflict(&changes).unwrap() {
            None => {
                assert!(apply(&changes), "seed {seed}");
                peaceful += 1;
                // Not all changes from the front on: a later one makes room for them.
                roomy += usize::from((1..changes.len()).any(|front| !apply(&changes[..front])));
            }
            Some(conflict) => {
                let list: Vec<Change> = conflict.iter().map(|&at| changes[at].clone()).collect();
                assert!(!apply(&list), "seed {seed}: {conflict:?} is no conflict");
                assert!(!apply(&changes), "seed {seed}: all can be made");
                assert!(conflict.is_sorted(), "seed {seed}: {conflict:?}");
                for left_out in 0..list.len() {
                    let mut others = list.clone();
                    others.remove(left_out);
                    assert!(apply(&others), "seed {seed}: {conflict:?} is too large");
                }
                conflicts += 1;
            }
        }
    }
    assert!(conflicts > 1000 && peaceful > 500 && roomy > 10, "{conflicts} {peaceful} {roomy}");
}

#[test]
fn a_limit_on_moves_is_kept_and_its_bound_holds() {
    let (mut tight, mut all) = (0, 0);
    for seed in 0..1200 {
        let mut random = Random(seed);
        let spread = random.problem();
        let Ok(solution) = spread.solve() else { continue };
        // Today's plan is the best one for other costs.
        let Ok(today) = reversed(&spread).solve() else { continue };
        let today = today.plan;
        let most = random.within(0, Spread::moves(&solution.plan, &today));
        match spread.solve_near(&today, most, &Control::default()) {
            Ok(limited) => {
                let Trial { cost, moves, plan: near } = &limited.best;
                assert_eq!(Spread::moves(&near.plan, &today), *moves);
                let staying = spread.staying(&today, limited.bonus).unwrap();
                let with_bonus = check(&staying, &near.plan, &near.prices);
                assert_eq!(with_bonus, Ok(cost + limited.bonus * moves), "seed {seed}");
                assert!(limited.best.moves <= most && limited.at_least <= limited.best.cost, "seed {seed}");
                let exact = best_within(&spread, &today, limited.best.moves);
                assert_eq!(limited.best.cost, exact, "seed {seed}: best with as many moves");
                let exact = best_within(&spread, &today, most);
                assert!(limited.at_least <= exact && exact <= limited.best.cost, "seed {seed}");
                tight += usize::from(limited.best.cost == exact);
                all += 1;
            }
            Err(Unlimited::TooFew { least }) => assert!(least > most, "seed {seed}"),
            Err(Unlimited::Failed(why)) => panic!("seed {seed}: {why}"),
        }
    }
    assert!(all > 150 && tight * 10 > all * 7, "{tight} of {all}");
}

#[test]
fn a_conflict_keeps_the_agent_it_speaks_of() {
    let mut builder = Spread::builder(vec![Capacity::new(0, 1), Capacity::new(0, 2)]);
    builder.agent(1, &[(0, 1), (1, 1)]);
    let session = Session::new(builder.build().unwrap()).unwrap();
    let changes = [
        Change::Cost { agent: 0, place: 1, cost: 3 },
        Change::AddAgent { take: 1, arcs: vec![(0, 2), (1, 2)] },
        Change::Pin { agent: 0, place: 0 },
        Change::Pin { agent: 1, place: 0 },
    ];
    assert_eq!(session.conflict(&changes), Ok(Some(vec![1, 2, 3])));
    assert!(session.conflict(&changes[2..]).is_err(), "there is no agent 1 without the change that adds it");
}

#[test]
fn who_is_new_moves_wherever_it_goes() {
    let mut builder = Spread::builder(vec![Capacity::new(0, 2), Capacity::new(0, 2)]);
    for _ in 0..3 {
        builder.agent(1, &[(0, 5), (1, 1)]);
    }
    let spread = builder.build().unwrap();
    let today = Plan::from_rows([[0], [0]]);
    let near = |most| spread.solve_near(&today, most, &Control::default());
    assert_eq!(near(3).unwrap().best.cost, 1 + 1 + 5);
    let one = near(1).unwrap().best;
    assert_eq!((one.cost, one.moves), (5 + 5 + 1, 1));
    assert!(matches!(near(0), Err(Unlimited::TooFew { least: 1 })));
    assert!(spread.staying(&today, lianxin_flow::MAX_COST).is_err());
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
    for seed in 0..300 {
        let mut random = Random(seed);
        let columns = 1 + random.index(90) as usize;
        let rows = 1 + random.index(columns) as usize;
        let most = [3, 100_000, 6][seed as usize % 3];
        // In every third matrix all rows want the same columns, so that the first core is too small.
        let step = if seed % 3 == 2 { 2 } else { 0 };
        let mut cost = |at: usize| {
            let column = i64::try_from(at % columns).unwrap();
            i32::try_from(step * column + random.within(-most, most)).unwrap()
        };
        let costs: Vec<i32> = (0..rows * columns).map(&mut cost).collect();
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
