//! Small numbers are withheld: a count of one to four, or one that leaves out one to four of a known whole. So that nobody can
//! subtract them out of the number of the place above, another part of the same whole is then withheld with it (complementary
//! cell suppression; Cox 1980). Which one depends on the places' order and not on the numbers, as a choice by size would tell
//! what it hides. What is withheld of a place is the same on every page, as each page decides it from the city down.

/// The smallest count that is shown, beside none at all.
pub const LEAST: i64 = 5;

/// A count of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The count.
    pub n: i64,
    /// What it is a part of, where that is shown beside it: the rest is a count too.
    pub of: Option<i64>,
}

impl Part {
    /// A count that stands alone.
    pub fn of(n: i64) -> Part {
        Part { n, of: None }
    }

    /// Whether the count, or what it leaves out, is about too few.
    pub fn is_small(self) -> bool {
        few(self.n) || self.of.is_some_and(|whole| few(whole - self.n))
    }

    /// Whether it can be no less (`true` in the first) or no more (in the second) and still be small in the same way.
    fn at_edge(self) -> (bool, bool) {
        let rest = self.of.map(|whole| whole - self.n);
        (self.n == 1 || rest == Some(LEAST - 1), self.n == LEAST - 1 || rest == Some(1))
    }
}

fn few(n: i64) -> bool {
    0 < n && n < LEAST
}

/// The places of one level, all right below the same place.
#[derive(Clone, Debug)]
pub struct Level {
    /// Their counts, in the order of their codes.
    pub parts: Vec<Part>,
    /// The place through which the way leads on; none at the end of it.
    pub at: Option<usize>,
}

/// Follows one count from the city (`whole`) down: whether it is withheld of the place where the way ends, and of which of
/// the places right below that one.
pub fn down(whole: Part, levels: &[Level]) -> (bool, Vec<bool>) {
    let mut hidden = whole.is_small();
    for level in levels {
        let marks = withheld(&level.parts, !hidden);
        match level.at {
            None => return (hidden, marks),
            Some(at) => hidden = marks.get(at).copied().unwrap_or(true),
        }
    }
    (hidden, Vec::new())
}

/// Which parts of a whole are withheld.
pub fn withheld(parts: &[Part], whole_shown: bool) -> Vec<bool> {
    let mut marks: Vec<bool> = parts.iter().map(|part| part.is_small()).collect();
    let small = marks.iter().filter(|mark| **mark).count();
    let alone = if whole_shown { small == 1 || told_by_the_sum(parts, &marks) } else { small == 0 };
    if alone && let Some(next) = companion(parts, &marks) {
        marks[next] = true;
    }
    marks
}

/// Whether the sum of the small ones admits one reading only: each is as little, or each as much, as a small one can be.
fn told_by_the_sum(parts: &[Part], marks: &[bool]) -> bool {
    let small: Vec<(bool, bool)> =
        parts.iter().zip(marks).filter(|(_, mark)| **mark).map(|(part, _)| part.at_edge()).collect();
    !small.is_empty() && (small.iter().all(|edge| edge.0) || small.iter().all(|edge| edge.1))
}

/// The next place after the last small one, round to the first, that has anything to count; else the next at all.
fn companion(parts: &[Part], marks: &[bool]) -> Option<usize> {
    let start = marks.iter().rposition(|mark| *mark).map_or(0, |last| last + 1);
    let order = || (0..parts.len()).map(move |step| (start + step) % parts.len()).filter(|at| !marks[*at]);
    order().find(|at| parts[*at].n > 0).or_else(|| order().next())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn parts(counts: &[i64]) -> Vec<Part> {
        counts.iter().copied().map(Part::of).collect()
    }

    #[test]
    fn small_counts_go_and_take_one_with_them() {
        for (counts, shown, expected) in [
            (&[0, 5, 90][..], true, &[false, false, false][..]),
            (&[3, 90, 40], true, &[true, true, false]),
            (&[90, 40, 3], true, &[true, false, true]),
            (&[3, 2, 40], true, &[true, true, false]),
            (&[1, 1, 40], true, &[true, true, true]),
            (&[4, 4, 40], true, &[true, true, true]),
            (&[90, 0, 40], false, &[true, false, false]),
            (&[90, 3, 40], false, &[false, true, false]),
            (&[0, 0], false, &[true, false]),
            (&[], false, &[]),
        ] {
            assert_eq!(withheld(&parts(counts), shown), expected, "{counts:?}");
        }
    }

    #[test]
    fn a_small_rest_is_as_small_as_a_small_count() {
        for (n, of, small) in [(48, 50, true), (50, 50, false), (45, 50, false), (46, 50, true), (0, 3, true)]
        {
            assert_eq!(Part { n, of: Some(of) }.is_small(), small, "{n} of {of}");
        }
    }

    /// What the public sees of some counts: the shown ones, and a gap for each withheld one.
    type Seen = Vec<Option<i64>>;

    /// For somebody who knows every shown number and what they are sums and parts of, each gap could stand for several
    /// numbers. With `method`, also for somebody who knows how gaps are chosen: only cities with the same gaps count.
    fn nothing_follows(cities: &[(Vec<i64>, Vec<bool>)], method: bool) {
        let gaps: BTreeSet<&Vec<bool>> = cities.iter().map(|(_, hidden)| hidden).collect();
        assert!(gaps.len() > 3);
        for hidden in gaps {
            let mut read: BTreeMap<Seen, (bool, Vec<BTreeSet<i64>>)> = BTreeMap::new();
            for (counts, own) in cities.iter().filter(|(_, own)| !method || own == hidden) {
                let seen: Seen = counts.iter().zip(hidden).map(|(n, gap)| (!gap).then_some(*n)).collect();
                let (real, values) =
                    read.entry(seen).or_insert_with(|| (false, vec![BTreeSet::new(); counts.len()]));
                *real |= own == hidden;
                for (value, count) in values.iter_mut().zip(counts) {
                    value.insert(*count);
                }
            }
            for (seen, (_, values)) in read.into_iter().filter(|(_, (real, _))| *real) {
                for (shown, value) in seen.iter().zip(values) {
                    assert!(shown.is_some() || value.len() > 1, "{seen:?} tells {value:?}");
                }
            }
        }
    }

    fn all(places: usize, most: i64) -> impl Iterator<Item = Vec<i64>> {
        let base = most + 1;
        (0..base.pow(places as u32)).map(move |mut n| {
            let digit = |_| {
                let digit = n % base;
                n /= base;
                digit
            };
            (0..places).map(digit).collect()
        })
    }

    #[test]
    fn no_withheld_number_of_three_places_follows_from_their_sum() {
        // Sums above the range are left out: their other readings lie outside of it.
        let cities = all(3, 24).filter(|counts| counts.iter().sum::<i64>() <= 24).map(|counts| {
            let sum: i64 = counts.iter().sum();
            let (whole, marks) = down(Part::of(sum), &[Level { parts: parts(&counts), at: None }]);
            ([counts, vec![sum]].concat(), [marks, vec![whole]].concat())
        });
        nothing_follows(&cities.collect::<Vec<_>>(), true);
    }

    #[test]
    fn no_withheld_number_follows_on_two_levels() {
        let cities = all(5, 12).filter(|counts| counts.iter().sum::<i64>() <= 12).map(|counts| {
            // Two townships of two and three villages.
            let villages = [&counts[..2], &counts[2..]];
            let townships: Vec<i64> = villages.iter().map(|list| list.iter().sum()).collect();
            let sum: i64 = counts.iter().sum();
            let (mut numbers, mut hidden) = (vec![sum], vec![Part::of(sum).is_small()]);
            for (at, own) in villages.iter().enumerate() {
                let way =
                    [Level { parts: parts(&townships), at: Some(at) }, Level { parts: parts(own), at: None }];
                let (whole, marks) = down(Part::of(sum), &way);
                numbers.extend([&[townships[at]], *own].concat());
                hidden.extend([vec![whole], marks].concat());
            }
            (numbers, hidden)
        });
        nothing_follows(&cities.collect::<Vec<_>>(), false);
    }

    #[test]
    fn no_withheld_number_follows_from_a_rest() {
        let there = [9, 12, 11];
        let cities = all(3, 12).filter(|counts| counts.iter().zip(there).all(|(n, of)| *n <= of));
        let cities = cities.map(|counts| {
            let sum: i64 = counts.iter().sum();
            let parts: Vec<Part> =
                counts.iter().zip(there).map(|(n, of)| Part { n: *n, of: Some(of) }).collect();
            let whole = Part { n: sum, of: Some(there.iter().sum()) };
            let (whole, marks) = down(whole, &[Level { parts, at: None }]);
            ([counts, vec![sum]].concat(), [marks, vec![whole]].concat())
        });
        nothing_follows(&cities.collect::<Vec<_>>(), false);
    }
}
