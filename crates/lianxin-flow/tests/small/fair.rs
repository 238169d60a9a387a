//! Fairest plans against brute force, and their proofs against tampering.

use lianxin_flow::certificate::{Refusal, check_fair, check_infeasible};
use lianxin_flow::fair::{Fairness, Grades, Report, narrow};
use lianxin_flow::{Capacity, Control, Plan, Session, Spread, Stopped};

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
    let mut seen = Seen::default();
    for seed in 0..10_000 {
        let mut random = Random(seed);
        let spread = random.problem();
        let limits = (0..random.within(0, 4)).map(|_| random.within(-2, 20)).collect();
        let every = (0..6).flat_map(|agent| spread_costs(&spread, agent)).collect();
        let grades = Grades::new(if seed % 2 == 0 { every } else { limits });
        let fairness = Fairness::Leximin(grades.clone());
        let best = brute::least(&spread, |costs| (counts(&grades, costs), costs.iter().sum::<i64>()));
        match (spread.solve_fair(&fairness, &Control::default()), best) {
            (Ok(fair), Some((best_counts, best_sum))) => {
                let costs = costs_of(&spread, &fair.plan);
                assert_eq!((counts(&grades, &costs), fair.objective), (best_counts, best_sum), "seed {seed}");
                assert_eq!(check_fair(&spread, &fairness, &fair.plan, &fair.proof), Ok(best_sum));
                seen.note(&spread, &fair.plan, spread.solve().unwrap().objective < best_sum);
            }
            (Err(Stopped::Infeasible(_)), None) => {}
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    seen.all_kinds_often();
}

/// What the cases tried really were.
#[derive(Debug, Default)]
struct Seen {
    feasible: usize,
    /// Fairness costs something.
    priced: usize,
    /// A place with an upper bound above one, yet finite, is full.
    full_above_one: usize,
    /// A place with a lower bound above one is at it.
    least_above_one: usize,
    /// An agent takes several places.
    several: usize,
    /// A capacity inside the tree binds: a node with children is full.
    inner_full: usize,
}

impl Seen {
    fn note(&mut self, spread: &Spread, plan: &Plan, priced: bool) {
        let mut loads = vec![0_i64; spread.places()];
        for (_, place) in plan.pairs() {
            let mut node = Some(place);
            while let Some(at) = node {
                loads[at as usize] += 1;
                node = spread.capacities()[at as usize].parent;
            }
        }
        let nodes = || spread.capacities().iter().zip(&loads);
        let inner = |at: usize| {
            spread.capacities().iter().any(|node| node.parent.is_some_and(|parent| parent as usize == at))
        };
        self.feasible += 1;
        self.priced += usize::from(priced);
        self.full_above_one += usize::from(nodes().any(|(node, &load)| node.upper > 1 && load == node.upper));
        self.least_above_one +=
            usize::from(nodes().any(|(node, &load)| node.lower > 1 && load == node.lower));
        self.several += usize::from((0..).take(spread.agents()).any(|agent| spread.take(agent) > 1));
        let full =
            |(at, (node, &load)): (usize, (&Capacity, &i64))| load == node.upper && load > 1 && inner(at);
        self.inner_full += usize::from(nodes().enumerate().any(full));
    }

    fn all_kinds_often(&self) {
        let Self { feasible, priced, full_above_one, least_above_one, several, inner_full } = *self;
        assert!(feasible > 4000 && priced > 400 && full_above_one > 2000, "{self:?}");
        assert!(least_above_one > 500 && several > 1500 && inner_full > 700, "{self:?}");
    }
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
    let (mut seen, mut proved) = (Seen::default(), 0);
    for seed in 0..10_000 {
        let mut random = Random(seed);
        let spread = random.problem();
        let best = brute::least(&spread, |costs| (costs.iter().max().copied(), costs.iter().sum::<i64>()));
        match (spread.solve_fair(&Fairness::WorstFirst, &Control::default()), best) {
            (Ok(fair), Some((worst, sum))) => {
                assert_eq!((fair.proof.worst, fair.objective), (worst, sum), "seed {seed}");
                assert_eq!(fair.report.worst, worst.unwrap_or(0));
                seen.note(&spread, &fair.plan, spread.solve().unwrap().objective < sum);
                proved += usize::from(fair.proof.no_better.is_some());
            }
            (Err(Stopped::Infeasible(why)), None) => assert_eq!(check_infeasible(&spread, &why), Ok(())),
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}"),
        }
    }
    seen.all_kinds_often();
    assert!(proved > 3000, "{proved}");
}

#[test]
fn the_sum_is_one_stage() {
    for seed in 0..500 {
        let spread = Random(seed).problem();
        if let Ok(fair) = spread.solve_fair(&Fairness::Sum, &Control::default()) {
            assert_eq!(Ok(fair.objective), spread.solve().map(|solution| solution.objective));
        }
    }
}

#[test]
fn a_worse_plan_or_a_changed_price_is_refused() {
    let (mut plans, mut prices, mut unbacked) = (0, 0, 0);
    for seed in 0..5000 {
        let spread = Random(seed).problem();
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
            let checked = check_fair(&spread, &fairness, &fair.plan, &proof);
            prices += usize::from(checked.is_err());
            // Where nobody is, no agent minds the price, but it is not backed by a full place.
            let node = u32::try_from(place).unwrap();
            let parent = spread.capacities().iter().any(|capacity| capacity.parent == Some(node));
            let empty = !parent && fair.plan.pairs().all(|pair| pair.1 != node);
            if empty && spread.capacities()[place].upper > 0 {
                assert_eq!(checked, Err(Refusal::Price { place: node }), "seed {seed}");
                unbacked += 1;
            }
        }
    }
    assert!(plans > 200 && prices > 5000 && unbacked > 500, "{plans} {prices} {unbacked}");
}

#[test]
fn a_narrowed_problem_lives_in_a_session() {
    for seed in 0..500 {
        let spread = Random(seed).problem();
        let Ok(narrowed) = narrow(&spread, &Fairness::WorstFirst, &Control::default()) else { continue };
        let session = Session::new(narrowed.problem).unwrap();
        let fair = spread.solve_fair(&Fairness::WorstFirst, &Control::default()).unwrap();
        assert_eq!(session.objective(), fair.objective);
    }
}

#[test]
fn fair_plans_are_the_same_at_any_number_of_threads() {
    let mut random = Random(11);
    let mut builder = Spread::builder(vec![Capacity::new(60, 90); 220]);
    for agent in 0..17_000 {
        let arcs: Vec<_> = (0..6).map(|at| ((agent + at * 37) % 220, random.within(0, 400))).collect();
        builder.agent(1, &arcs);
    }
    let spread = builder.build().unwrap();
    for fairness in [Fairness::WorstFirst, Fairness::Leximin(Grades::new(vec![90, 120, 150]))] {
        let on = |threads| spread.solve_fair(&fairness, &Control { threads, ..Control::default() }).unwrap();
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(4));
    }
}

#[test]
fn grades_towards_the_worst_keep_worst_and_tenth_worst() {
    let limits = |count| Grades::towards_worst(1..=count).limits().to_vec();
    assert_eq!(limits(1000), [500, 750, 900, 950, 980, 990, 991, 999, 1000]);
    assert_eq!(limits(20), [10, 11, 15, 18, 19, 20]);
    assert_eq!(limits(0), [0_i64; 0]);
    let mut better = 0;
    for seed in 0..60 {
        let mut random = Random(seed);
        let mut builder = Spread::builder(vec![Capacity::new(4, 9); 12]);
        for _ in 0..80 {
            let arcs: Vec<_> = (0..12).map(|place| (place, random.within(0, 100))).collect();
            builder.agent(1, &arcs[random.index(8) as usize..]);
        }
        let spread = builder.build().unwrap();
        let control = Control::default();
        let Ok(worst) = spread.solve_fair(&Fairness::WorstFirst, &control) else { continue };
        let grades = Grades::towards_worst(costs_of(&spread, &worst.plan));
        let leximin = spread.solve_fair(&Fairness::Leximin(grades), &control).unwrap();
        assert_eq!(leximin.report.worst, worst.report.worst, "seed {seed}");
        assert!(leximin.report.tenth_worst <= worst.report.tenth_worst, "seed {seed}");
        better += usize::from(leximin.report.tenth_worst < worst.report.tenth_worst);
    }
    assert!(better > 10, "{better}");
}

#[test]
fn a_report_counts_from_the_worst_end() {
    let report = Report::of_costs((1..=200).rev().collect());
    assert_eq!((report.worst, report.tenth_worst, report.percentile_99), (200, 191, 198));
    assert_eq!((report.median, report.sum, report.takes), (100, 20_100, 200));
    assert_eq!(Report::of_costs(vec![7]).tenth_worst, 7);
    assert_eq!(Report::of_costs(Vec::new()), Report::default());
}
