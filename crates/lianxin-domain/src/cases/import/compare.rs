//! What the program has already: the same matter is passed over, one that looks alike is told.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::Incoming;
use crate::{
    cases::likeness::{likeness, pairs},
    ids::Ref,
    people::{Origin, folded},
    places::PlaceCode,
};

/// From this likeness on two matters of a village are told to look alike.
const LIKE: f64 = 0.55;
/// From this likeness on, with the same household, they are the same.
const SAME: f64 = 0.92;
/// A pair of characters that stands in more cases of a village than this tells nothing.
const COMMON: usize = 200;
/// Candidates that are compared in full.
const CANDIDATES: usize = 12;

/// A case of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMatter {
    /// Its name.
    pub id: Ref,
    /// Its village.
    pub village: PlaceCode,
    /// Whose it is.
    pub household: Option<Uuid>,
    /// Its title.
    pub title: String,
    /// What is asked for.
    pub words: String,
    /// Whether it is finished: then only the very same matter is meant, as another may have come up.
    pub finished: bool,
}

/// What an incoming matter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing like it is known.
    New,
    /// This case, by its index.
    Same(usize),
    /// It looks like this case, by its index.
    Alike(usize),
    /// An earlier row of the sheet.
    Twice(Origin),
}

/// A verdict for each matter.
pub fn compare(rows: &[Incoming], known: &[KnownMatter]) -> Vec<Verdict> {
    let index = Index::new(known);
    let mut seen: HashMap<(&PlaceCode, Option<Uuid>, String), Origin> = HashMap::new();
    let mut verdicts = Vec::with_capacity(rows.len());
    for row in rows {
        let text = folded(&format!("{}{}", row.title, row.words));
        if let Some(first) = seen.get(&(&row.village, row.household, text.clone())) {
            verdicts.push(Verdict::Twice(*first));
            continue;
        }
        verdicts.push(index.verdict(row, &text));
        seen.insert((&row.village, row.household, text), row.at);
    }
    verdicts
}

struct Index<'k> {
    known: &'k [KnownMatter],
    exact: HashMap<(&'k PlaceCode, String), Vec<usize>>,
    sets: Vec<BTreeSet<(char, char)>>,
    by_pair: HashMap<(&'k PlaceCode, (char, char)), Vec<usize>>,
}

impl<'k> Index<'k> {
    fn new(known: &'k [KnownMatter]) -> Index<'k> {
        let mut index = Index { known, exact: HashMap::new(), sets: Vec::new(), by_pair: HashMap::new() };
        for (n, one) in known.iter().enumerate() {
            let text = folded(&format!("{}{}", one.title, one.words));
            index.exact.entry((&one.village, text)).or_default().push(n);
            let set = pairs(&one.words);
            for pair in &set {
                let with = index.by_pair.entry((&one.village, *pair)).or_default();
                // One more than is useful tells that the pair is common.
                if with.len() <= COMMON {
                    with.push(n);
                }
            }
            index.sets.push(set);
        }
        index
    }

    fn verdict(&self, row: &Incoming, text: &str) -> Verdict {
        let may_be = |n: &usize| {
            let one = self.known[*n].household;
            one.is_none() || row.household.is_none() || one == row.household
        };
        let exact = self.exact.get(&(&row.village, text.to_owned())).map_or(&[][..], Vec::as_slice);
        if let Some(same) = exact.iter().copied().find(|n| self.known[*n].household == row.household) {
            return Verdict::Same(same);
        }
        if let Some(same) = exact.iter().copied().find(may_be) {
            return Verdict::Same(same);
        }
        let own = pairs(&row.words);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for pair in &own {
            let with = self.by_pair.get(&(&row.village, *pair)).filter(|with| with.len() <= COMMON);
            for n in with.into_iter().flatten() {
                *shared.entry(*n).or_default() += 1;
            }
        }
        let mut near: Vec<(usize, usize)> = shared
            .into_iter()
            .filter(|(n, _)| may_be(n) && !self.known[*n].finished)
            .map(|(n, by)| (by, n))
            .collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        let best = near
            .into_iter()
            .take(CANDIDATES)
            .map(|(_, n)| (likeness(&own, &self.sets[n]), n))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((by, n)) if by >= SAME && self.known[n].household == row.household => Verdict::Same(n),
            Some((by, n)) if by >= LIKE => Verdict::Alike(n),
            _ => Verdict::New,
        }
    }
}
