//! An attack on released figures: whoever adds and subtracts whatever is shown learns of no group of fewer than five, and of no
//! group that all answered the same, as each count is told by several sets of answers.

use lianxin_domain::satisfaction::{LEAST, MEASURES, Measure, Node, Shown, release};

use super::chance::Chance;

/// A city with very uneven answers: many townships with one to six, officials below them.
fn city(chance: &mut Chance) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    for _ in 0..2 + chance.below(4) {
        let county = nodes.len();
        nodes.push(Node { parent: Some(0), ..Node::default() });
        for _ in 0..1 + chance.below(5) {
            let township = nodes.len();
            nodes.push(Node { parent: Some(county), size: 400.0, ..Node::default() });
            for _ in 0..1 + chance.below(4) {
                let n = chance.below(9) as u64;
                let share = [0.0, 0.3, 0.8, 1.0][chance.below(4)];
                let yes = std::array::from_fn(|_| (0..n).filter(|_| chance.yes(share)).count() as u64);
                nodes.push(Node { parent: Some(township), size: 100.0, n, yes });
            }
        }
    }
    nodes
}

fn key(chance: &mut Chance) -> [u8; 32] {
    std::array::from_fn(|_| chance.below(256) as u8)
}

/// Which counts of yes among `n` could have given `told`, one answer being replaced by a coin.
fn readings(n: i64, told: i64) -> Vec<i64> {
    let gives = |yes: i64| {
        (yes > 0 && (told == yes - 1 || told == yes)) || (yes < n && (told == yes || told == yes + 1))
    };
    (0..=n).filter(|yes| gives(*yes)).collect()
}

/// The leaves below a node: whom its figure speaks of.
fn leaves(nodes: &[Node], at: usize) -> Vec<usize> {
    let below: Vec<usize> = (0..nodes.len()).filter(|n| nodes[*n].parent == Some(at)).collect();
    if below.is_empty() { vec![at] } else { below.into_iter().flat_map(|n| leaves(nodes, n)).collect() }
}

/// What a query asks for: some shown figures added up.
struct Query {
    leaves: Vec<usize>,
    n: i64,
    yes: i64,
}

fn query(chance: &mut Chance, nodes: &[Node], shown: &[Option<Shown>], measure: Measure) -> Option<Query> {
    let told: Vec<usize> = (0..nodes.len()).filter(|at| shown[*at].is_some()).collect();
    if told.is_empty() {
        return None;
    }
    let mut query = Query { leaves: vec![], n: 0, yes: 0 };
    for _ in 0..1 + chance.below(4) {
        let at = told[chance.below(told.len())];
        let own = leaves(nodes, at);
        if own.iter().any(|leaf| query.leaves.contains(leaf)) {
            continue;
        }
        let figure = shown[at].as_ref()?;
        query.leaves.extend(own);
        query.n += figure.n() as i64;
        query.yes += figure.yes(measure) as i64;
    }
    Some(query)
}

#[test]
fn a_thousand_pairs_of_queries_recover_no_answer() {
    let mut chance = Chance(42);
    let (mut pairs, mut apart) = (0, 0);
    while pairs < 1000 {
        let nodes = city(&mut chance);
        let shown = release(&nodes, &key(&mut chance));
        let measure = Measure::ALL[chance.below(MEASURES)];
        let (Some(a), Some(b)) =
            (query(&mut chance, &nodes, &shown, measure), query(&mut chance, &nodes, &shown, measure))
        else {
            continue;
        };
        pairs += 1;
        // Whom the one speaks of and the other does not: with a figure known of both, their difference is known.
        let within = b.leaves.iter().all(|leaf| a.leaves.contains(leaf));
        if !within {
            continue;
        }
        let (n, yes) = (a.n - b.n, a.yes - b.yes);
        let rest: Vec<usize> = a.leaves.iter().copied().filter(|leaf| !b.leaves.contains(leaf)).collect();
        assert_eq!(n, rest.iter().map(|leaf| nodes[*leaf].n as i64).sum::<i64>());
        if n == 0 {
            continue;
        }
        apart += 1;
        assert!(n >= LEAST as i64, "a group of {n} follows by subtraction");
        // Nobody's answer follows as long as some reading has both kinds of answers in it.
        assert!(
            readings(n, yes).iter().any(|y| (1..n).contains(y)),
            "{yes} of {n}: everybody's answer follows"
        );
    }
    assert!(apart > 100, "only {apart} pairs could be subtracted: the attack was no attack");
}

#[test]
fn the_attack_works_on_figures_that_are_only_cut_at_five() {
    // The usual rule alone, groups under five withheld, gives answers away: this shows that the attack above has teeth.
    let mut chance = Chance(42);
    let mut recovered = 0;
    for _ in 0..300 {
        let nodes = city(&mut chance);
        for township in (0..nodes.len()).filter(|at| nodes[*at].size == 400.0) {
            let own = leaves(&nodes, township);
            let all: u64 = own.iter().map(|leaf| nodes[*leaf].n).sum();
            let told: u64 = own.iter().map(|leaf| nodes[*leaf].n).filter(|n| *n >= LEAST).sum();
            recovered += usize::from(all >= LEAST && all - told == 1);
        }
    }
    assert!(recovered > 10, "{recovered}");
}

#[test]
fn no_answer_is_certain_in_any_block() {
    let mut chance = Chance(99);
    let mut alike = 0;
    for _ in 0..500 {
        let nodes = city(&mut chance);
        for shown in release(&nodes, &key(&mut chance)).into_iter().flatten() {
            for block in &shown.blocks {
                assert!(block.n >= LEAST, "{block:?}");
                for told in block.yes.map(|yes| yes as i64) {
                    let n = block.n as i64;
                    alike += usize::from(told == 0 || told == n);
                    assert!((0..=n).contains(&told) && readings(n, told).iter().any(|y| (1..n).contains(y)));
                }
            }
        }
    }
    assert!(alike > 100, "blocks of one mind must be among them: {alike}");
}

#[test]
fn who_knows_all_shown_figures_is_never_sure_of_an_answer() {
    // Bayes by counting: five answer, each yes with 0.8; a shown count of five leaves doubt about each of them.
    let mut chance = Chance(3);
    let (mut told_five, mut said_no) = (0_u32, 0_u32);
    for _ in 0..60_000 {
        let answers: Vec<bool> = (0..5).map(|_| chance.yes(0.8)).collect();
        let yes = answers.iter().filter(|yes| **yes).count() as u64;
        let nodes = [
            Node { size: 500.0, ..Node::default() },
            Node { parent: Some(0), size: 500.0, n: 5, yes: [yes; MEASURES] },
        ];
        let shown = release(&nodes, &key(&mut chance));
        if shown[1].as_ref().unwrap().yes(Measure::TookPlace) == 5 {
            told_five += 1;
            said_no += u32::from(!answers[0]);
        }
    }
    let doubt = f64::from(said_no) / f64::from(told_five);
    assert!((0.02..0.08).contains(&doubt), "{doubt}");
}
