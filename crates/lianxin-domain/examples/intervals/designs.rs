//! Designs of samples, each with a population whose truth is known: how often does the 95 % interval hold it?

use lianxin_domain::satisfaction::{
    Answer, Area, Common, Interval, LEAST, MEASURES, Measure, Node, Stratum, StratumSize, allocate,
    estimate_of, mean, proportion, release, wilson,
};

use super::chance::Chance;

const CONFIDENCE: f64 = 0.95;

/// One run: its intervals with the truth.
pub type Run = fn(&mut Chance) -> Vec<(Interval, f64)>;

/// Every design: what it is, and how to run it once.
pub const DESIGNS: &[(&str, Run)] = &[
    ("simple, 400 answers, share 0.80, Wilson", simple_large),
    ("simple, 100 answers, share anywhere from 0.60 to 0.90, Wilson", simple_small),
    ("12 strata in proportion, 600 of 12,000, shares 0.50 to 0.94", proportionate),
    ("12 unequal strata, at least 20 each, 400 of 24,000, weighted", disproportionate),
    ("4 strata answering at 0.9 to 0.3, 500 drawn, weighting classes", nonresponse),
    ("60 villages, 10 households each, intraclass 0.10", many_clusters),
    ("20 villages, 15 households each, intraclass 0.05", few_clusters),
    ("mean of 1 to 5, 40 villages, 8 households each", mean_of_clusters),
    ("40 small areas of 5 to 40 answers, beta-binomial, one of them", small_areas),
    ("released: 12 counties of 13 townships, 1,067 answers, city", released_city),
    ("released: the same, one county", released_county),
    ("released: the same, each township that is shown", released_townships),
];

/// Counts how many of `runs` runs hold the truth, and how many intervals there were.
pub fn coverage(run: Run, runs: usize, seed: u64) -> (usize, usize) {
    let mut chance = Chance(seed);
    let mut held = (0, 0);
    for _ in 0..runs {
        for (interval, truth) in run(&mut chance) {
            held.0 += usize::from(interval.low <= truth && truth <= interval.high);
            held.1 += 1;
        }
    }
    held
}

fn counted(chance: &mut Chance, n: usize, share: f64) -> f64 {
    (0..n).filter(|_| chance.yes(share)).count() as f64
}

fn simple_large(chance: &mut Chance) -> Vec<(Interval, f64)> {
    vec![(wilson(counted(chance, 400, 0.8), 400.0, CONFIDENCE), 0.8)]
}

fn simple_small(chance: &mut Chance) -> Vec<(Interval, f64)> {
    // One share alone would measure its own lattice of a hundred answers (Brown, Cai and DasGupta 2001).
    let share = 0.6 + 0.3 * chance.even();
    vec![(wilson(counted(chance, 100, share), 100.0, CONFIDENCE), share)]
}

/// A finite population in strata: exactly so many of each say yes.
struct Population {
    sizes: Vec<usize>,
    yes: Vec<usize>,
}

impl Population {
    fn of(sizes: &[usize], share: impl Fn(usize) -> f64) -> Population {
        let yes = sizes.iter().enumerate().map(|(h, n)| (*n as f64 * share(h)).round() as usize).collect();
        Population { sizes: sizes.to_vec(), yes }
    }

    fn truth(&self) -> f64 {
        self.yes.iter().sum::<usize>() as f64 / self.sizes.iter().sum::<usize>() as f64
    }

    /// Draws without replacement in each stratum, where only some answer; each answer stands for its share of the stratum.
    fn asked(&self, chance: &mut Chance, take: &[u64], answering: impl Fn(usize) -> f64) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (h, (size, yes)) in self.sizes.iter().zip(&self.yes).enumerate() {
            let units: Vec<usize> = (0..*size).collect();
            let drawn = chance.some(&units, take[h] as usize);
            let told: Vec<usize> = drawn.into_iter().filter(|_| chance.yes(answering(h))).collect();
            let weight = *size as f64 / told.len().max(1) as f64;
            for unit in told {
                let value = f64::from(u8::from(unit < *yes));
                answers.push(Answer { stratum: h as u32, cluster: answers.len() as u32, weight, value });
            }
        }
        answers
    }

    fn strata(&self) -> StratumSize {
        self.sizes.iter().enumerate().map(|(h, n)| (h as u32, *n as u64)).collect()
    }
}

fn stratified(chance: &mut Chance, population: &Population, total: u64, least: u64) -> Vec<(Interval, f64)> {
    let strata: Vec<Stratum> =
        population.sizes.iter().map(|size| Stratum { size: *size as u64, spread: 0.5 }).collect();
    let take = allocate(total, &strata, least);
    let answers = population.asked(chance, &take, |_| 1.0);
    let got = proportion(&answers, &population.strata(), CONFIDENCE).expect("there are answers");
    vec![(got.interval, population.truth())]
}

fn proportionate(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let population = Population::of(&[1000; 12], |h| 0.5 + 0.04 * h as f64);
    stratified(chance, &population, 600, 2)
}

fn disproportionate(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let sizes: Vec<usize> = (0..12).map(|h| if h < 8 { 250 } else { 5500 }).collect();
    let population = Population::of(&sizes, |h| 0.6 + 0.03 * (h % 8) as f64);
    stratified(chance, &population, 400, 20)
}

fn nonresponse(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let population = Population::of(&[4000, 3000, 2000, 1000], |h| 0.9 - 0.12 * h as f64);
    let answers = population.asked(chance, &[200, 150, 100, 50], |h| 0.9 - 0.2 * h as f64);
    let got = proportion(&answers, &population.strata(), CONFIDENCE).expect("there are answers");
    vec![(got.interval, population.truth())]
}

/// Two stages with equal chances: some of very many villages, so that the first stage is with replacement in effect.
fn clustered(chance: &mut Chance, villages: usize, households: usize, intraclass: f64) -> Vec<Answer> {
    let size = (1.0 - intraclass) / intraclass;
    let mut answers = Vec::new();
    for cluster in 0..villages {
        let share = chance.beta(0.75 * size, 0.25 * size);
        for _ in 0..households {
            let value = f64::from(u8::from(chance.yes(share)));
            answers.push(Answer { stratum: 0, cluster: cluster as u32, weight: 1.0, value });
        }
    }
    answers
}

fn many_clusters(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let answers = clustered(chance, 60, 10, 0.10);
    vec![(proportion(&answers, &StratumSize::new(), CONFIDENCE).expect("answers").interval, 0.75)]
}

fn few_clusters(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let answers = clustered(chance, 20, 15, 0.05);
    vec![(proportion(&answers, &StratumSize::new(), CONFIDENCE).expect("answers").interval, 0.75)]
}

fn mean_of_clusters(chance: &mut Chance) -> Vec<(Interval, f64)> {
    // 1 to 5 as four yes-or-no steps of one chance per village: mean 1 + 4 · 0.75.
    let mut answers = clustered(chance, 40, 0, 0.1);
    for cluster in 0..40 {
        let share = chance.beta(6.75, 2.25);
        for _ in 0..8 {
            answers.push(Answer { stratum: 0, cluster, weight: 1.0, value: 1.0 + counted(chance, 4, share) });
        }
    }
    vec![(mean(&answers, &StratumSize::new(), CONFIDENCE).expect("answers").interval, 4.0)]
}

fn small_areas(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let truths: Vec<f64> = (0..40).map(|_| chance.beta(12.0, 4.0)).collect();
    let areas: Vec<Area> = truths
        .iter()
        .enumerate()
        .map(|(at, share)| {
            let n = 5 + 35 * at / 39;
            Area { yes: counted(chance, n, *share), n: n as f64 }
        })
        .collect();
    let one = chance.below(40);
    let common = Common::of(&areas).expect("forty areas");
    // The interval's ends are where the distribution has passed 2.5 % and 97.5 %: asking it at the truth spares finding them.
    let below = common.below(&areas[one], truths[one]);
    vec![(Interval { at: below, low: 0.025, high: 0.975 }, below)]
}

/// A city's tree with answers of a proportional sample, each township a leaf; and the truth of each node.
fn city(chance: &mut Chance) -> (Vec<Node>, Vec<f64>) {
    let mut nodes = vec![Node::default()];
    let mut truths = vec![0.0];
    for county in 0..12 {
        let at = nodes.len();
        nodes.push(Node { parent: Some(0), ..Node::default() });
        truths.push(0.0);
        for township in 0..13 {
            let households = 200 + 80 * ((county * 5 + township * 7) % 13);
            let share = 0.6 + 0.025 * ((county + township) % 12) as f64;
            let yes_there = (share * households as f64).round() as usize;
            let units: Vec<usize> = (0..households).collect();
            let n = households / 100;
            let yes = chance.some(&units, n).into_iter().filter(|unit| *unit < yes_there).count() as u64;
            nodes.push(Node { parent: Some(at), size: households as f64, n: n as u64, yes: [yes; MEASURES] });
            truths.push(yes_there as f64);
            for above in [0, at] {
                nodes[above].size += households as f64;
                truths[above] += yes_there as f64;
            }
        }
    }
    let shares = truths.iter().zip(&nodes).map(|(yes, node)| yes / node.size).collect();
    (nodes, shares)
}

fn released(chance: &mut Chance, node: usize) -> Vec<(Interval, f64)> {
    let (nodes, truths) = city(chance);
    let key = std::array::from_fn(|_| chance.below(256) as u8);
    let shown = release(&nodes, &key)[node].clone().expect("many answers");
    assert!(shown.n() >= LEAST);
    vec![(estimate_of(&shown, Measure::Satisfied, CONFIDENCE).expect("answers"), truths[node])]
}

fn released_city(chance: &mut Chance) -> Vec<(Interval, f64)> {
    released(chance, 0)
}

fn released_county(chance: &mut Chance) -> Vec<(Interval, f64)> {
    released(chance, 1)
}

fn released_townships(chance: &mut Chance) -> Vec<(Interval, f64)> {
    let (nodes, truths) = city(chance);
    let key = std::array::from_fn(|_| chance.below(256) as u8);
    let shown = release(&nodes, &key);
    let townships = (0..nodes.len()).filter(|at| nodes[*at].n > 0);
    let told = townships.filter_map(|at| {
        let shown = shown[at].as_ref()?;
        Some((estimate_of(shown, Measure::Satisfied, CONFIDENCE)?, truths[at]))
    });
    told.collect()
}
