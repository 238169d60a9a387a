//! One-to-one problems against brute force.

use lianxin_flow::assign::Assign;
use lianxin_flow::certificate;

use crate::random::Random;

fn random_problem(random: &mut Random) -> Assign {
    let columns = 1 + random.index(7);
    let mut builder = Assign::builder(columns);
    let dearest = if random.chance(50) { 4 } else { 1000 };
    for _ in 0..random.index(7) {
        builder.row(&random.arcs(columns as usize, dearest));
    }
    builder.build().unwrap()
}

fn optimum(assign: &Assign, row: u32, taken: u32) -> Option<i64> {
    if row as usize == assign.rows() {
        return Some(0);
    }
    assign
        .row(row)
        .filter(|&(column, _)| taken & (1 << column) == 0)
        .filter_map(|(column, cost)| Some(cost + optimum(assign, row + 1, taken | 1 << column)?))
        .min()
}

#[test]
fn small_problems_agree_with_brute_force() {
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..6000 {
        let assign = random_problem(&mut Random(seed));
        match (assign.solve(), optimum(&assign, 0, 0)) {
            (Ok(ours), Some(best)) => {
                assert_eq!(ours.objective, best, "seed {seed}");
                feasible += 1;
            }
            (Err(why), None) => {
                certificate::check_shortage(&assign, &why).unwrap();
                infeasible += 1;
            }
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    assert!(feasible > 1000 && infeasible > 1000, "{feasible} {infeasible}");
}

#[test]
fn changed_answers_are_refused_unless_they_are_as_good() {
    let mut refused = 0;
    for seed in 0..3000 {
        let mut random = Random(seed);
        let assign = random_problem(&mut random);
        let Ok(ours) = assign.solve() else { continue };
        if assign.rows() == 0 {
            continue;
        }
        let mut prices = ours.prices.clone();
        prices[random.index(assign.columns()) as usize] += random.within(-3, 3);
        let mut columns = ours.columns.clone();
        columns[random.index(assign.rows()) as usize] = random.index(assign.columns());
        for answer in [
            certificate::check_assign(&assign, &columns, &ours.prices),
            certificate::check_assign(&assign, &ours.columns, &prices),
        ] {
            match answer {
                Ok(cost) => assert_eq!(cost, ours.objective),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 1000, "{refused}");
}
