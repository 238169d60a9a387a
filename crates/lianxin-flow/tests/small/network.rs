//! General networks against the other solvers and against cycle cancelling.

use lianxin_flow::certificate;
use lianxin_flow::formats::{Shape, recognise};
use lianxin_flow::network::{Edge, Misshapen, Network};

use crate::brute;
use crate::random::Random;

fn random_network(random: &mut Random) -> Network {
    let nodes = 2 + random.index(6) as usize;
    let mut supplies = vec![0; nodes];
    for _ in 0..random.index(4) {
        let amount = random.within(0, 4);
        supplies[random.index(nodes) as usize] += amount;
        supplies[random.index(nodes) as usize] -= amount;
    }
    let edges = (0..random.index(16))
        .map(|_| {
            let lower = if random.chance(75) { 0 } else { random.within(-2, 2) };
            Edge {
                from: random.index(nodes),
                to: random.index(nodes),
                lower,
                upper: lower + random.within(0, 6),
                cost: random.within(-6, 12),
            }
        })
        .collect();
    Network::new(supplies, edges).unwrap()
}

/// Any flow by augmenting over an artificial node, then negative cycles cancelled (Klein 1967).
fn optimum(network: &Network) -> Option<i64> {
    let nodes = network.supplies().len() + 1;
    let dear = 1_000_000;
    let mut arcs = Vec::new();
    let mut left = network.supplies().to_vec();
    for edge in network.edges() {
        left[edge.from as usize] -= edge.lower;
        left[edge.to as usize] += edge.lower;
        arcs.push((edge.from as usize, edge.to as usize, edge.upper - edge.lower, 0, edge.cost));
    }
    for (node, &left) in left.iter().enumerate() {
        let (from, to) = if left > 0 { (node, nodes - 1) } else { (nodes - 1, node) };
        arcs.push((from, to, left.abs(), left.abs(), dear));
    }
    while cancel_cycle(&mut arcs, nodes) {}
    let artificial = &arcs[network.edges().len()..];
    if artificial.iter().any(|arc| arc.3 > 0) {
        return None;
    }
    let flows = network.edges().iter().zip(&arcs);
    Some(flows.map(|(edge, arc)| edge.cost * (edge.lower + arc.3)).sum())
}

fn cancel_cycle(arcs: &mut [(usize, usize, i64, i64, i64)], nodes: usize) -> bool {
    let mut dist = vec![0; nodes];
    let mut via: Vec<Option<(usize, bool)>> = vec![None; nodes];
    let mut last = None;
    for _ in 0..=nodes {
        last = None;
        for (at, &(from, to, room, flow, cost)) in arcs.iter().enumerate() {
            if flow < room && dist[from] + cost < dist[to] {
                (dist[to], via[to], last) = (dist[from] + cost, Some((at, true)), Some(to));
            }
            if flow > 0 && dist[to] - cost < dist[from] {
                (dist[from], via[from], last) = (dist[to] - cost, Some((at, false)), Some(from));
            }
        }
    }
    let Some(mut node) = last else { return false };
    let before = |arcs: &[(usize, usize, i64, i64, i64)], node: usize| match via[node].unwrap() {
        (at, true) => arcs[at].0,
        (at, false) => arcs[at].1,
    };
    for _ in 0..nodes {
        node = before(arcs, node);
    }
    let mut cycle = Vec::new();
    let start = node;
    loop {
        cycle.push(via[node].unwrap());
        node = before(arcs, node);
        if node == start {
            break;
        }
    }
    let room = |&(at, forward): &(usize, bool)| if forward { arcs[at].2 - arcs[at].3 } else { arcs[at].3 };
    let amount = cycle.iter().map(room).min().unwrap();
    for (at, forward) in cycle {
        arcs[at].3 += if forward { amount } else { -amount };
    }
    true
}

#[test]
fn small_networks_agree_with_cycle_cancelling() {
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..6000 {
        let network = random_network(&mut Random(seed));
        match (network.solve(), optimum(&network)) {
            (Ok(flow), Some(best)) => {
                assert_eq!(flow.objective, i128::from(best), "seed {seed}");
                feasible += 1;
            }
            (Err(cut), None) => {
                certificate::check_cut(&network, &cut).unwrap();
                infeasible += 1;
            }
            (ours, best) => panic!("seed {seed}: {ours:?} but {best:?}\n{network:?}"),
        }
    }
    assert!(feasible > 1000 && infeasible > 1000, "{feasible} {infeasible}");
}

#[test]
fn changed_answers_are_refused_unless_they_are_as_good() {
    let mut refused = 0;
    for seed in 0..3000 {
        let mut random = Random(seed);
        let network = random_network(&mut random);
        match network.solve() {
            Ok(flow) => {
                let mut potentials = flow.potentials.clone();
                potentials[random.index(flow.potentials.len()) as usize] += random.within(-3, 3);
                match certificate::check_network(&network, &flow.flows, &potentials) {
                    Ok(cost) => assert_eq!(cost, flow.objective),
                    Err(_) => refused += 1,
                }
                let mut flows = flow.flows.clone();
                if !flows.is_empty() {
                    flows[random.index(flow.flows.len()) as usize] += 1;
                    if let Ok(cost) = certificate::check_network(&network, &flows, &flow.potentials) {
                        assert_eq!(cost, flow.objective);
                    }
                }
            }
            Err(mut cut) => {
                cut.need += 1;
                assert!(certificate::check_cut(&network, &cut).is_err());
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

/// A random many-to-few problem as a general network, agents first, the sink last.
fn as_network(random: &mut Random, most_agents: usize, most_places: usize, greatest: i64) -> Network {
    let capacities = random.capacities(most_places, greatest);
    let agents = 1 + random.index(most_agents) as usize;
    let places = capacities.len();
    let mut supplies = vec![0; agents + places + 1];
    let mut edges = Vec::new();
    let node = |at: usize| u32::try_from(at).unwrap();
    for agent in 0..agents {
        let arcs = random.arcs(places, 9);
        supplies[agent] = 1 + random.within(0, 1);
        supplies[agents + places] -= supplies[agent];
        edges.extend(arcs.into_iter().map(|(place, cost)| Edge {
            from: node(agent),
            to: node(agents) + place,
            lower: 0,
            upper: 1,
            cost,
        }));
    }
    for (at, bounds) in capacities.iter().enumerate() {
        let to = bounds.parent.map_or(node(agents + places), |parent| node(agents) + parent);
        let upper = bounds.upper.min(1000);
        edges.push(Edge { from: node(agents + at), to, lower: bounds.lower, upper, cost: 0 });
    }
    if random.chance(50) {
        edges.reverse();
    }
    Network::new(supplies, edges).unwrap()
}

#[test]
fn the_shape_recognised_has_the_same_optimum() {
    let mut feasible = 0;
    for seed in 0..3000 {
        let network = as_network(&mut Random(seed), 5, 5, 4);
        let general = network.solve().ok().map(|flow| flow.objective);
        let special = match recognise(&network) {
            Shape::Spread(spread) => {
                let best = brute::optimum(&spread);
                assert_eq!(spread.solve().ok().map(|solution| solution.objective), best, "seed {seed}");
                best
            }
            Shape::Assign(assign) => assign.solve().ok().map(|assignment| assignment.objective),
            Shape::General => panic!("seed {seed}: not recognised"),
        };
        assert_eq!(general, special.map(i128::from), "seed {seed}");
        feasible += usize::from(general.is_some());
    }
    assert!(feasible > 300, "{feasible}");
}

#[test]
fn middling_problems_agree_with_the_simplex() {
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..2000 {
        let network = as_network(&mut Random(seed), 40, 12, 30);
        let Shape::Spread(spread) = recognise(&network) else { continue };
        match (spread.solve(), network.solve()) {
            (Ok(ours), Ok(flow)) => {
                assert_eq!(i128::from(ours.objective), flow.objective, "seed {seed}");
                feasible += 1;
            }
            (Err(why), Err(cut)) => {
                certificate::check_infeasible(&spread, &why).unwrap();
                certificate::check_cut(&network, &cut).unwrap();
                infeasible += 1;
            }
            (ours, flow) => panic!("seed {seed}: {ours:?} but {flow:?}"),
        }
    }
    assert!(feasible > 200 && infeasible > 200, "{feasible} {infeasible}");
}

#[test]
fn mistakes_are_named() {
    let edge = |from, to, lower, upper| Edge { from, to, lower, upper, cost: 0 };
    assert!(matches!(Network::new(vec![1, 0], vec![]), Err(Misshapen::Unbalanced { sum: 1 })));
    assert!(matches!(Network::new(vec![0], vec![edge(0, 1, 0, 1)]), Err(Misshapen::Edge { arc: 0 })));
    assert!(matches!(Network::new(vec![0], vec![edge(0, 0, 2, 1)]), Err(Misshapen::Edge { arc: 0 })));
    assert!(matches!(Network::new(vec![i64::MIN], vec![]), Err(Misshapen::TooLarge)));
}
