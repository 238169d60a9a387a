//! The checker refuses what is not so.

use lianxin_flow::{Infeasible, Plan, certificate};

use crate::brute;
use crate::random::Random;

#[test]
fn a_changed_plan_is_refused_unless_it_is_as_cheap() {
    let (mut refused, mut dear) = (0, 0);
    for seed in 0..6000 {
        let mut random = Random(seed);
        let spread = random.problem();
        let Ok(solution) = spread.solve() else { continue };
        let mut rows: Vec<Vec<u32>> =
            (0..).take(spread.agents()).map(|agent| solution.places_of(agent).to_vec()).collect();
        let agent = random.index(rows.len()) as usize;
        let row = &mut rows[agent];
        if row.is_empty() {
            continue;
        }
        let at = random.index(row.len()) as usize;
        row[at] = random.index(spread.places());
        row.sort_unstable();
        let plan = Plan::from_rows(&rows);
        match certificate::check(&spread, &plan, &solution.prices) {
            Ok(cost) => assert_eq!(cost, solution.objective),
            Err(_) => refused += 1,
        }
        dear += usize::from(plan != solution.plan);
    }
    assert!(refused > 500 && dear >= refused, "{refused} of {dear}");
}

#[test]
fn changed_prices_prove_the_optimum_or_nothing() {
    let mut refused = 0;
    for seed in 0..6000 {
        let mut random = Random(seed);
        let spread = random.problem();
        let Ok(solution) = spread.solve() else { continue };
        let mut prices = solution.prices.clone();
        let node = random.index(prices.len()) as usize;
        prices[node] += [-1_000_000, -3, -1, 1, 3, 1_000_000][random.index(6) as usize];
        match certificate::check(&spread, &solution.plan, &prices) {
            Ok(cost) => assert_eq!(cost, solution.objective),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn a_false_hall_set_is_refused() {
    let mut refused = 0;
    for seed in 0..3000 {
        let mut random = Random(seed);
        let spread = random.problem();
        let Err(why) = spread.solve() else { continue };
        let wrong = match why {
            Infeasible::Agent { agent, take, allowed, pinned } => {
                Infeasible::Agent { agent, take, allowed: allowed + 1, pinned }
            }
            Infeasible::TooFewPlaces { agents, places, need, room } => {
                Infeasible::TooFewPlaces { agents, places, need: need + 1, room }
            }
            Infeasible::TooFewAgents { places, mut agents, need, have } => {
                agents.pop();
                Infeasible::TooFewAgents { places, agents, need, have: have - 1 }
            }
        };
        assert!(certificate::check_infeasible(&spread, &wrong).is_err(), "seed {seed}");
        refused += 1;
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn no_set_proves_a_feasible_problem_infeasible() {
    for seed in 0..300 {
        let spread = Random(seed).problem();
        if brute::optimum(&spread).is_none() {
            continue;
        }
        let all: Vec<u32> = (0..).take(spread.agents()).collect();
        for subset in 0_u32..1 << spread.places() {
            let places: Vec<u32> = (0..32).filter(|place| subset & (1 << place) != 0).collect();
            let claim = Infeasible::TooFewPlaces { agents: all.clone(), places, need: 9, room: 0 };
            assert!(certificate::check_infeasible(&spread, &claim).is_err());
        }
    }
}

#[test]
fn answers_of_another_shape_are_refused() {
    let spread = Random(1).spread();
    let none = Plan::from_rows::<[u32; 0]>([]);
    assert_eq!(certificate::check(&spread, &none, &[]), Err(certificate::Refusal::Shape));
    let far = Plan::from_rows(vec![vec![u32::MAX]; spread.agents()]);
    assert!(certificate::check(&spread, &far, &vec![0; spread.places()]).is_err());
}
