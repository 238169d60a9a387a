//! Cold solves against brute force.

use lianxin_flow::{Capacity, Infeasible, Malformed, Spread, certificate};

use crate::brute;
use crate::random::Random;

#[test]
fn small_problems_agree_with_brute_force() {
    let (mut feasible, mut kinds) = (0, [0; 3]);
    for seed in 0..6000 {
        let spread = Random(seed).problem();
        match (spread.solve(), brute::optimum(&spread)) {
            (Ok(solution), Some(best)) => {
                assert_eq!(solution.objective, best, "seed {seed}");
                assert_eq!(certificate::check(&spread, &solution.plan, &solution.prices), Ok(best));
                feasible += 1;
            }
            (Err(why), None) => {
                assert_eq!(certificate::check_infeasible(&spread, &why), Ok(()), "seed {seed}: {why:?}");
                kinds[match why {
                    Infeasible::Agent { .. } => 0,
                    Infeasible::TooFewPlaces { .. } => 1,
                    Infeasible::TooFewAgents { .. } => 2,
                }] += 1;
            }
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    assert!(feasible > 1000 && kinds.iter().all(|&count| count > 200), "{feasible} {kinds:?}");
}

#[test]
fn same_problem_same_answer() {
    for seed in 0..300 {
        let spread = Random(seed).problem();
        assert_eq!(spread.solve(), spread.clone().solve());
    }
}

#[test]
fn mistakes_are_named() {
    let two = || vec![Capacity::new(0, 1), Capacity::new(0, 1)];
    let mut builder = Spread::builder(two());
    builder.agent(1, &[(0, 1), (0, 2)]);
    assert_eq!(builder.build().unwrap_err(), Malformed::DoubleArc { agent: 0, place: 0 });
    let mut builder = Spread::builder(two());
    builder.agent(1, &[(2, 1)]);
    assert_eq!(builder.build().unwrap_err(), Malformed::NoSuchPlace { place: 2 });
    let mut builder = Spread::builder(two());
    builder.agent(1, &[(0, i64::MAX)]);
    assert!(matches!(builder.build().unwrap_err(), Malformed::CostTooLarge { .. }));
    let mut builder = Spread::builder(two());
    builder.agent(1, &[(0, 1)]);
    builder.pin(0, 1);
    assert_eq!(builder.build().unwrap_err(), Malformed::NoSuchArc { agent: 0, place: 1 });
    let bounds = Spread::builder(vec![Capacity::new(2, 1)]).build().unwrap_err();
    assert_eq!(bounds, Malformed::Bounds { place: 0, lower: 2, upper: 1 });
    let ring = vec![Capacity::new(0, 1).under(1), Capacity::new(0, 1).under(0)];
    assert!(matches!(Spread::builder(ring).build().unwrap_err(), Malformed::Cycle { .. }));
}

#[test]
fn nothing_to_do_is_solved() {
    let empty = Spread::builder(Vec::new()).build().unwrap().solve().unwrap();
    assert_eq!((empty.objective, empty.prices.len()), (0, 0));
    let lonely = Spread::builder(vec![Capacity::new(1, 1)]).build().unwrap();
    let why = lonely.solve().unwrap_err();
    assert_eq!(why, Infeasible::TooFewAgents { places: vec![0], agents: vec![], need: 1, have: 0 });
    certificate::check_infeasible(&lonely, &why).unwrap();
}
