//! Answers made into figures, once, when a closed draw is released: the only place that opens answers.

use std::collections::BTreeMap;

use lianxin_domain::{
    ids::Ref,
    places::{Level, PlaceCode},
    satisfaction::{Area, Common, Interval, LEAST, Measure, Node, Shown, as_area, estimate_of, release},
};

use super::{
    ceremony::stated,
    read::{self, DrawRow},
    sealed::{self, Answer},
};
use crate::{
    app::App,
    args,
    engine::{
        error::{Error, Result},
        value::Value,
    },
    keys::random,
};

/// How sure the intervals are.
const CONFIDENCE: f64 = 0.95;

/// What stands at a node of the tree.
enum At {
    Place(PlaceCode),
    Official(String),
}

/// The tree of a draw: its place, counties, townships, and below a township the officials whose visits were asked about.
struct Tree {
    nodes: Vec<Node>,
    at: Vec<At>,
}

/// The rows of all figures that may be shown of a draw, made on a reading connection: areas of a city take seconds.
pub async fn rows(app: &App, row: &DrawRow, name: &Ref, month: &str) -> Result<Vec<Vec<Value>>> {
    let mut conn = app.db.read().await?;
    let sealed = read::answers(&mut conn, name).await?;
    let sizes = read::sizes(&mut conn, name).await?;
    drop(conn);
    let place: PlaceCode = row.place.parse().map_err(Error::internal)?;
    let statement = stated(row)?;
    let (app, name, month) = (app.clone(), name.clone(), month.to_owned());
    let work = move || {
        let open = |sealed: &Vec<u8>| sealed::open(&app.keys, &name, sealed);
        let answers: Vec<Answer> = sealed.iter().map(open).collect::<Result<_>>()?;
        let cells: Vec<u64> = statement.cells.iter().map(|cell| cell.size).collect();
        let weights = Weights::of(&cells, &answers);
        let tree = Tree::of(&place, &sizes, (&answers, &weights))?;
        let shown = release(&tree.nodes, &random::<32>()?);
        let mut rows = Vec::new();
        for subject in tree.subjects(&shown) {
            rows.extend(of_subject(&subject, &name, &month));
        }
        Ok(rows)
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Whose figures: kind, name, blocks, and by measure the share drawn towards the neighbours'.
type Subject = (&'static str, String, Shown, Vec<Option<Interval>>);

fn of_subject((kind, subject, shown, like): &Subject, name: &Ref, month: &str) -> Vec<Vec<Value>> {
    let row = |(measure, like): (&Measure, &Option<Interval>)| {
        let own = estimate_of(shown, *measure, CONFIDENCE)?;
        let like = like.unwrap_or(own);
        let answers = count(shown.n());
        let mut values =
            args![&name.county, name.id, *kind, subject.as_str(), measure.word(), month, answers].to_vec();
        values.extend([own.at, own.low, own.high, like.at, like.low, like.high].map(millionths));
        Some(values)
    };
    Measure::ALL.iter().zip(like).filter_map(row).collect()
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A share as it is stored, on a grid of a tenth of a percent: finer would be noise.
fn millionths(share: f64) -> Value {
    Value::Int((share * 1000.0).round() as i64 * 1000)
}

/// For how many households of its stratum an answer stands: size over answers (Horvitz and Thompson 1952, with those who did not
/// answer missing at random within the stratum). Strata are drawn from in proportion but for the smallest ones.
struct Weights(Vec<f64>);

impl Weights {
    fn of(sizes: &[u64], answers: &[Answer]) -> Weights {
        let mut count = vec![0_u64; sizes.len()];
        for at in answers.iter().filter_map(|answer| answer.stratum) {
            if let Some(n) = count.get_mut(at as usize) {
                *n += 1;
            }
        }
        Weights(sizes.iter().zip(count).map(|(size, n)| *size as f64 / n.max(1) as f64).collect())
    }

    fn sum(&self, answers: &[&Answer]) -> f64 {
        let weight = |answer: &&Answer| answer.stratum.and_then(|at| self.0.get(at as usize)).unwrap_or(&1.0);
        answers.iter().map(weight).sum()
    }
}

/// Answers and what they stand for.
type Weighed<'a> = (&'a [Answer], &'a Weights);

impl Tree {
    fn of(root: &PlaceCode, sizes: &[(String, i64)], answers: Weighed<'_>) -> Result<Tree> {
        let mut townships: BTreeMap<PlaceCode, f64> = BTreeMap::new();
        for (village, n) in sizes {
            let village: PlaceCode = village.parse().map_err(Error::internal)?;
            if let Some(township) = village.at(Level::Township) {
                *townships.entry(township).or_default() += *n as f64;
            }
        }
        let mut tree = Tree { nodes: vec![Node::default()], at: vec![At::Place(root.clone())] };
        let mut county: Option<usize> = None;
        for (township, size) in &townships {
            let parent = match (root.level(), township.at(Level::County)) {
                (Level::City, Some(code)) => {
                    let known = county.filter(|at| matches!(&tree.at[*at], At::Place(own) if *own == code));
                    *county.insert(known.unwrap_or_else(|| tree.push(0, At::Place(code))))
                }
                _ => 0,
            };
            tree.township(parent, township, *size, answers, township == root);
        }
        Ok(tree)
    }

    fn push(&mut self, parent: usize, at: At) -> usize {
        self.nodes.push(Node { parent: Some(parent), ..Node::default() });
        self.at.push(at);
        self.nodes.len() - 1
    }

    /// A township with a leaf for each official; `is_root` when the draw is of this township alone.
    fn township(
        &mut self,
        parent: usize,
        code: &PlaceCode,
        size: f64,
        (answers, weights): Weighed<'_>,
        is_root: bool,
    ) {
        let own: Vec<&Answer> = answers.iter().filter(|answer| answer.township == code.as_str()).collect();
        let mut by_official: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
        for answer in &own {
            by_official.entry(&answer.official).or_default().push(answer);
        }
        let at = if is_root { 0 } else { self.push(parent, At::Place(code.clone())) };
        self.nodes[at].size += size;
        let mut above = self.nodes[at].parent;
        while let Some(next) = above {
            self.nodes[next].size += size;
            above = self.nodes[next].parent;
        }
        let all = weights.sum(&own);
        for (official, list) in by_official {
            let leaf = self.push(at, At::Official(official.to_owned()));
            let node = &mut self.nodes[leaf];
            node.n = list.len() as u64;
            node.size = size * weights.sum(&list) / all;
            for measure in Measure::ALL {
                let yes = list.iter().filter(|answer| answer.answers.says(*measure)).count() as u64;
                node.yes[*measure as usize] = yes;
            }
        }
    }

    /// What is shown of whom: places with the figures drawn towards their neighbours', and officials.
    fn subjects(&self, shown: &[Option<Shown>]) -> Vec<Subject> {
        let mut list = Vec::new();
        let mut officials: BTreeMap<&str, Shown> = BTreeMap::new();
        let mut likes: BTreeMap<usize, Vec<Option<Common>>> = BTreeMap::new();
        for (at, own) in shown.iter().enumerate() {
            let Some(own) = own else { continue };
            match &self.at[at] {
                At::Official(official) if official.is_empty() => {}
                At::Official(official) => {
                    officials.entry(official).or_default().blocks.extend(own.blocks.iter().copied());
                }
                At::Place(code) => {
                    let commons = self.nodes[at]
                        .parent
                        .map(|parent| &*likes.entry(parent).or_insert_with(|| self.commons(parent, shown)));
                    let like = Measure::ALL.iter().enumerate().map(|(m, measure)| {
                        let common = commons?.get(m)?.as_ref()?;
                        Some(common.interval(&as_area(own, *measure)?, CONFIDENCE))
                    });
                    list.push(("place", code.to_string(), own.clone(), like.collect()));
                }
            }
        }
        let officials = officials.into_iter().filter(|(_, own)| own.n() >= LEAST);
        list.extend(
            officials.map(|(who, own)| ("official", who.to_owned(), own, vec![None; Measure::ALL.len()])),
        );
        list
    }

    /// What the shown children of a node have in common, by measure.
    fn commons(&self, parent: usize, shown: &[Option<Shown>]) -> Vec<Option<Common>> {
        let children: Vec<&Shown> = (0..shown.len())
            .filter(|at| self.nodes[*at].parent == Some(parent) && matches!(self.at[*at], At::Place(_)))
            .filter_map(|at| shown[at].as_ref())
            .collect();
        let of = |measure: &Measure| {
            let areas: Vec<Area> = children.iter().filter_map(|own| as_area(own, *measure)).collect();
            Common::of(&areas)
        };
        Measure::ALL.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use lianxin_domain::satisfaction::{Answers, Heard};

    use super::*;

    fn answer(official: &str, stratum: Option<u32>) -> Answer {
        let answers = Answers { took_place: Heard::Yes, listened: Heard::Yes, satisfied: 5 };
        Answer { township: "370811001".into(), official: official.into(), stratum, answers }
    }

    /// The sizes at the officials' leaves of a township of 200 households.
    fn sizes(cells: &[u64], answers: &[Answer]) -> Vec<f64> {
        let root: PlaceCode = "370811001".parse().unwrap();
        let weights = Weights::of(cells, answers);
        let tree = Tree::of(&root, &[("370811001001".into(), 200)], (answers, &weights)).unwrap();
        tree.nodes[1..].iter().map(|node| node.size).collect()
    }

    #[test]
    fn an_answer_stands_for_its_stratum() {
        // 30 of 150 in one stratum, 10 of 50 in the other: all stand for five, as if there were none.
        let mut even: Vec<Answer> = (0..30).map(|_| answer("a", Some(0))).collect();
        even.extend((0..10).map(|_| answer("b", Some(1))));
        assert_eq!(sizes(&[150, 50], &even), [150.0, 50.0]);
        // The small one was asked as often as the large one: each answer of it stands for less.
        let mut uneven: Vec<Answer> = (0..20).map(|_| answer("a", Some(0))).collect();
        uneven.extend((0..20).map(|_| answer("b", Some(1))));
        assert_eq!(sizes(&[180, 20], &uneven), [180.0, 20.0]);
        // Answers that do not know theirs count alike.
        let old: Vec<Answer> = (0..4).map(|n| answer(if n == 0 { "a" } else { "b" }, None)).collect();
        assert_eq!(sizes(&[150, 50], &old), [50.0, 150.0]);
    }
}
