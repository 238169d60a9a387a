//! How what was finished divides into outcomes, told of a place as a whole or not at all: beside each other the parts of one
//! whole would give the smallest away. The places that are withheld together are as many as it takes that none of their small
//! numbers follows from the sums that are shown (the bounds of a cell in a table with known margins: Fréchet 1940; Dobra and
//! Fienberg 2000). Which places join the small ones depends on their order, not on their numbers.

use super::withhold::LEAST;

/// Outcomes beside the household's "solved": partly, not solved, no answer.
pub const OTHERS: usize = 3;

/// A place's finished cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// All others than those solved: partly, not solved, no answer.
    pub others: [i64; OTHERS],
    /// Whether their sum is shown.
    pub sum_shown: bool,
}

impl Outcomes {
    fn sum(&self) -> i64 {
        self.others.iter().sum()
    }

    /// Whether it must be withheld whatever stands beside it.
    pub fn is_small(&self) -> bool {
        !self.sum_shown || self.others.iter().any(|n| (1..LEAST).contains(n))
    }
}

/// Which places' outcomes are withheld; `whole_shown` tells whether those of the place above them are shown.
pub fn withheld(places: &[Outcomes], whole_shown: bool) -> Vec<bool> {
    let mut marks: Vec<bool> = places.iter().map(Outcomes::is_small).collect();
    if whole_shown && !marks.contains(&true) {
        return marks;
    }
    let start = marks.iter().rposition(|mark| *mark).map_or(0, |last| last + 1);
    for step in 0..places.len() {
        let at = (start + step) % places.len();
        if guarded(places, &marks, whole_shown) {
            break;
        }
        // A place without others has nothing to hide behind.
        marks[at] |= places[at].sum() > 0;
    }
    marks
}

/// Whether no small number of the withheld places follows from what is shown.
fn guarded(places: &[Outcomes], marks: &[bool], whole_shown: bool) -> bool {
    let hidden: Vec<&Outcomes> =
        places.iter().zip(marks).filter(|(place, mark)| **mark && place.sum() > 0).map(|(p, _)| p).collect();
    if hidden.len() < 2 {
        return hidden.is_empty() && whole_shown;
    }
    // Sums that are not shown bound nothing.
    if !whole_shown || hidden.iter().any(|place| !place.sum_shown) {
        return true;
    }
    let all: i64 = hidden.iter().map(|place| place.sum()).sum();
    (0..OTHERS).all(|outcome| {
        let column: i64 = hidden.iter().map(|place| place.others[outcome]).sum();
        hidden.iter().filter(|place| (1..LEAST).contains(&place.others[outcome])).all(|place| {
            let (low, high) = ((place.sum() + column - all).max(0), place.sum().min(column));
            high >= LEAST && low < high
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn of(others: [i64; OTHERS]) -> Outcomes {
        Outcomes { others, sum_shown: true }
    }

    #[test]
    fn a_small_outcome_takes_its_place_and_others_along() {
        for (places, shown, expected) in [
            (&[of([0, 5, 9]), of([6, 0, 0])][..], true, &[false, false][..]),
            (&[of([0, 3, 9]), of([6, 7, 0]), of([5, 5, 5])], true, &[true, true, false]),
            // The second has nothing to hide behind.
            (&[of([0, 3, 9]), of([0, 0, 0]), of([5, 5, 5])], true, &[true, false, true]),
            (&[of([5, 5, 5]), of([6, 6, 6]), of([7, 7, 7])], false, &[true, true, false]),
            (&[], true, &[]),
            (&[], false, &[]),
        ] {
            assert_eq!(withheld(places, shown), expected, "{places:?}");
        }
        let unknown = Outcomes { others: [0, 0, 2], sum_shown: false };
        assert_eq!(withheld(&[unknown, of([5, 5, 5]), of([5, 0, 0])], true), [true, true, false]);
    }

    /// Every table of two or three places that looks the same from outside: no small number stands alone in it.
    #[test]
    fn no_small_outcome_follows_from_what_is_shown() {
        const MOST: i64 = 7;
        let rows: Vec<[i64; OTHERS]> = (0..(MOST + 1).pow(3))
            .map(|n| [n % (MOST + 1), n / (MOST + 1) % (MOST + 1), n / (MOST + 1).pow(2)])
            .filter(|row| {
                let sum: i64 = row.iter().sum();
                sum == 0 || (LEAST..=9).contains(&sum)
            })
            .collect();
        // What is seen: each place's sum, the columns' sums, and the numbers of the places that are shown.
        type Seen = (Vec<i64>, [i64; OTHERS], Vec<Option<[i64; OTHERS]>>);
        let mut told: BTreeMap<Seen, Vec<Vec<[i64; OTHERS]>>> = BTreeMap::new();
        let mut tables: Vec<Vec<[i64; OTHERS]>> = Vec::new();
        for first in &rows {
            for second in &rows {
                tables.push(vec![*first, *second]);
            }
        }
        let mut hidden_tables = 0;
        for table in tables {
            let places: Vec<Outcomes> = table.iter().map(|row| of(*row)).collect();
            let columns = std::array::from_fn(|at| table.iter().map(|row| row[at]).sum());
            if columns.iter().any(|n| (1..LEAST).contains(n)) {
                // Then the place above is withheld itself.
                continue;
            }
            let marks = withheld(&places, true);
            hidden_tables += usize::from(marks.contains(&true));
            let shown = table.iter().zip(&marks).map(|(row, mark)| (!mark).then_some(*row)).collect();
            let sums = places.iter().map(Outcomes::sum).collect();
            told.entry((sums, columns, shown)).or_default().push(table);
        }
        assert!(hidden_tables > 1000, "{hidden_tables}");
        for (seen, tables) in told.iter().filter(|(seen, _)| seen.2.contains(&None)) {
            for place in 0..seen.0.len() {
                for outcome in 0..OTHERS {
                    let values: BTreeSet<i64> = tables.iter().map(|table| table[place][outcome]).collect();
                    let small = values.iter().all(|n| (1..LEAST).contains(n));
                    assert!(!(values.len() == 1 && small), "{seen:?} tells {values:?}");
                }
            }
        }
    }
}
