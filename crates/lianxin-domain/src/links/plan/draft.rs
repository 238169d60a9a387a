//! One tier's problem before it is a network: who, which villages, which pairs at which cost, and the bounds on both sides.

use std::collections::HashMap;

use crate::links::{Subject, Tier, rules::Sharing};

/// Which step of a tier a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Officials to villages.
    Direct,
    /// Units to villages.
    Units,
    /// The officials of one unit (by index) to its villages.
    Within(u32),
}

/// A problem.
#[derive(Clone, Debug)]
pub struct Draft {
    pub tier: Tier,
    pub stage: Stage,
    /// Who, with the least and the most villages of each.
    pub subjects: Vec<(Subject, u32, u32)>,
    /// Which villages (index), with the least and the most of each.
    pub villages: Vec<(u32, u32, Option<u32>)>,
    /// For each subject: position of the village in `villages`, and cost.
    pub pairs: Vec<Vec<(u32, i64)>>,
    /// Loads as even as can be.
    pub even: bool,
    /// How the cost is shared.
    pub sharing: Sharing,
}

/// Which side takes exactly so many of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Subjects take villages.
    Subjects,
    /// Villages take subjects.
    Villages,
}

/// One way to bound a problem: who takes, how many each takes, and the bounds of each on the other side.
#[derive(Clone, Debug)]
pub struct Shape {
    pub side: Side,
    pub takes: Vec<u32>,
    pub bounds: Vec<(i64, i64)>,
}

impl Draft {
    /// The problem cut into parts that have no pair in common; parts keep the order of their first subject. Villages that
    /// nobody can get, but that need somebody, form parts of their own.
    pub fn components(self) -> Vec<Draft> {
        let (n, m) = (self.subjects.len(), self.villages.len());
        let mut roots = Roots::new(n + m);
        for (subject, pairs) in self.pairs.iter().enumerate() {
            for (village, _) in pairs {
                roots.join(subject, n + *village as usize);
            }
        }
        let mut place: HashMap<usize, usize> = HashMap::new();
        let mut parts: Vec<Draft> = Vec::new();
        let mut moved: Vec<u32> = vec![0; m];
        let mut home: Vec<usize> = vec![0; m];
        for (index, village) in self.villages.iter().enumerate() {
            let part = self.part_of(roots.find(n + index), &mut place, &mut parts);
            moved[index] = parts[part].villages.len() as u32;
            home[index] = part;
            parts[part].villages.push(*village);
        }
        for (index, subject) in self.subjects.iter().enumerate() {
            let part = self.part_of(roots.find(index), &mut place, &mut parts);
            let pairs = self.pairs[index].iter().map(|(village, cost)| (moved[*village as usize], *cost));
            parts[part].subjects.push(*subject);
            parts[part].pairs.push(pairs.collect());
        }
        parts
            .retain(|part| !part.subjects.is_empty() || part.villages.iter().any(|(_, least, _)| *least > 0));
        parts
    }

    fn part_of(&self, root: usize, place: &mut HashMap<usize, usize>, parts: &mut Vec<Draft>) -> usize {
        *place.entry(root).or_insert_with(|| {
            let Draft { tier, stage, even, sharing, .. } = *self;
            parts.push(Draft {
                tier,
                stage,
                subjects: vec![],
                villages: vec![],
                pairs: vec![],
                even,
                sharing,
            });
            parts.len() - 1
        })
    }

    /// Ways to bound the problem, the evenest first; the last is what the rules say and no more.
    pub fn shapes(&self) -> Vec<Shape> {
        let (n, m) = (self.subjects.len() as i64, self.villages.len() as i64);
        let exact = self.subjects.iter().all(|(_, least, most)| least == most);
        let by_subjects = exact || (self.even && n >= m);
        let takes: Vec<u32> = match by_subjects {
            true => self.subjects.iter().map(|(_, least, _)| *least).collect(),
            false => self.villages.iter().map(|(_, least, _)| *least).collect(),
        };
        let side = if by_subjects { Side::Subjects } else { Side::Villages };
        let ruled: Vec<(i64, i64)> = match by_subjects {
            true => self
                .villages
                .iter()
                .map(|(_, least, most)| (i64::from(*least), most.map_or(i64::MAX, i64::from)))
                .collect(),
            false => {
                self.subjects.iter().map(|(_, least, most)| (i64::from(*least), i64::from(*most))).collect()
            }
        };
        let total: i64 = takes.iter().map(|take| i64::from(*take)).sum();
        let many = if by_subjects { m } else { n };
        let mut shapes = Vec::new();
        if self.even && many > 0 {
            let (floor, ceil) = (total / many, (total + many - 1) / many);
            for (floor, ceil) in [(floor, ceil), (0, ceil + 1)] {
                let bound =
                    |(least, most): &(i64, i64)| (floor.clamp(*least, *most), ceil.clamp(*least, *most));
                shapes.push(Shape { side, takes: takes.clone(), bounds: ruled.iter().map(bound).collect() });
            }
        }
        shapes.push(Shape { side, takes, bounds: ruled });
        shapes
    }
}

/// Union by path halving (Tarjan and van Leeuwen 1984); the smaller index is the root, so that parts come out in order.
struct Roots(Vec<usize>);

impl Roots {
    fn new(n: usize) -> Roots {
        Roots((0..n).collect())
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}
