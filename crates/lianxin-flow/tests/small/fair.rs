//! Fairest plans against brute force, and their proofs against tampering.

use lianxin_flow::certificate::{Refusal, check_fair, check_infeasible};
use lianxin_flow::fair::{Fairness, Grades, Report, narrow};
use lianxin_flow::{Control, Plan, Session, Spread, Stopped};

use crate::brute;
use crate::random::Random;

/// How many costs are in each grade, the worst first.
fn counts(grades: &Grades, costs: &[i64]) -> Vec<usize> {
    let mut counts = vec![0; grades.limits().len() + 1];
    for &cost in costs {
        counts[grades.limits().len() - grades.of(cost)] += 1;
    }
    counts
}

fn costs_of(spread: &Spread, plan: &Plan) -> Vec<i64> {
    plan.pairs().map(|(agent, place)| spread.arc(agent, place).unwrap().0).collect()
}

#[test]
fn leximin_in_grades_agrees_with_brute_force() {
    let mut feasible = 0;
    for seed in 0..4000 {
        let mut random = Random(seed);
        let spread = random.spread();
        let limits = (0..random.within(0, 4)).map(|_| random.within(-2, 600)).collect();
        let every = (0..6).flat_map(|agent| spread_costs(&spread, agent)).collect();
        let grades = Grades::new(if seed % 2 == 0 { every } else { limits });
        let fairness = Fairness::Leximin(grades.clone());
        let best = brute::least(&spread, |costs| (counts(&grades, costs), costs.iter().sum::<i64>()));
        match (spread.solve_fair(&fairness, &Control::default()), best) {
            (Ok(fair), Some((best_counts, best_sum))) => {
                let costs = costs_of(&spread, &fair.plan);
                assert_eq!((counts(&grades, &costs), fair.objective), (best_counts, best_sum), "seed {seed}");
                assert_eq!(check_fair(&spread, &fairness, &fair.plan, &fair.proof), Ok(best_sum));
                feasible += 1;
            }
            (Err(Stopped::Infeasible(_)), None) => {}
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    assert!(feasible > 1000, "{feasible}");
}

fn spread_costs(spread: &Spread, agent: u32) -> Vec<i64> {
    if (agent as usize) < spread.agents() {
        spread.arcs_of(agent).map(|arc| arc.1).collect()
    } else {
        Vec::new()
    }
}

#[test]
fn worst_first_agrees_with_brute_force() {
    let (mut feasible, mut proved) = (0, 0);
    for seed in 0..4000 {
        let spread = Random(seed).spread();
        let best = brute::least(&spread, |costs| (costs.iter().max().copied(), costs.iter().sum::<i64>()));
        match (spread.solve_fair(&Fairness::WorstFirst, &Control::default()), best) {
            (Ok(fair), Some((worst, sum))) => {
                assert_eq!((fair.proof.worst, fair.objective), (worst, sum), "seed {seed}");
                assert_eq!(fair.report.worst, worst.unwrap_or(0));
                feasible += 1;
                proved += usize::from(fair.proof.no_better.is_some());
            }
            (Err(Stopped::Infeasible(why)), None) => assert_eq!(check_infeasible(&spread, &why), Ok(())),
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    assert!(feasible > 1000 && proved > 500, "{feasible} {proved}");
}

#[test]
fn the_sum_is_one_stage() {
    for seed in 0..500 {
        let spread = Random(seed).spread();
        if let Ok(fair) = spread.solve_fair(&Fairness::Sum, &Control::default()) {
            assert_eq!(Ok(fair.objective), spread.solve().map(|solution| solution.objective));
        }
    }
}

#[test]
fn a_worse_plan_or_a_changed_price_is_refused() {
    let (mut plans, mut prices) = (0, 0);
    for seed in 0..5000 {
        let spread = Random(seed).spread();
        let grades = Grades::towards_worst((0..6).flat_map(|agent| spread_costs(&spread, agent)));
        let fairness = Fairness::Leximin(grades.clone());
        let Ok(fair) = spread.solve_fair(&fairness, &Control::default()) else { continue };
        if let Ok(plain) = spread.solve() {
            let (own, other) = (costs_of(&spread, &fair.plan), costs_of(&spread, &plain.plan));
            if counts(&grades, &own) != counts(&grades, &other) {
                assert!(check_fair(&spread, &fairness, &plain.plan, &fair.proof).is_err(), "seed {seed}");
                plans += 1;
            }
        }
        let mut proof = fair.proof.clone();
        proof.prices.pop();
        assert_eq!(check_fair(&spread, &fairness, &fair.plan, &proof), Err(Refusal::Shape));
        for place in 0..spread.places() {
            let mut proof = fair.proof.clone();
            proof.prices[0][place] += 1_000_000;
            prices += usize::from(check_fair(&spread, &fairness, &fair.plan, &proof).is_err());
        }
    }
    assert!(plans > 15 && prices > 500, "{plans} {prices}");
}

#[test]
fn a_narrowed_problem_lives_in_a_session() {
    for seed in 0..500 {
        let spread = Random(seed).spread();
        let Ok(narrowed) = narrow(&spread, &Fairness::WorstFirst, &Control::default()) else { continue };
        let session = Session::new(narrowed.problem).unwrap();
        let fair = spread.solve_fair(&Fairness::WorstFirst, &Control::default()).unwrap();
        assert_eq!(session.objective(), fair.objective);
    }
}

#[test]
fn a_report_counts_from_the_worst_end() {
    let report = Report::of_costs((1..=200).rev().collect());
    assert_eq!((report.worst, report.tenth_worst, report.percentile_99), (200, 191, 198));
    assert_eq!((report.median, report.sum, report.takes), (100, 20_100, 200));
    assert_eq!(Report::of_costs(vec![7]).tenth_worst, 7);
    assert_eq!(Report::of_costs(Vec::new()), Report::default());
}
