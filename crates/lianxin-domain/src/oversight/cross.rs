//! Counts in two directions, by place and by a part of a cut (a theme, a tier), with both sums shown: which cells are withheld so that no small one follows
//! from the sums. What is shown is a circulation: from the whole to the places, from each place to the parts, from each part back
//! to the whole; a withheld cell is an arc of unknown flow, and between which numbers it may lie is told by the flow that can be
//! led around it (Cox 1995; Fischetti and Salazar 1999). Cells are added until each small one may be none and may be enough;
//! which are added depends on their order, not on their numbers.
//!
//! A place's own row is the sums of the table below it. There the parts that are withheld of the place are withheld of all below, so
//! that nothing of the row follows from below; and what follows from above for those below is found in both tables together, as
//! they are one circulation: where the row's cells were, there is the table below.
//!
//! Several cuts have the sums of places in common and nothing else. Where such a sum is withheld, so is its whole row in each cut,
//! and any sums of places that fit together fit every cut: beside one cut the other tells nothing new.

use std::collections::VecDeque;

use super::withhold::LEAST;

/// Whole and parts of a table: a row for each place, a column for each part, several counts in each cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cross<'a, const N: usize> {
    /// Cells by place and part. Counts of a cell are told together or not at all.
    pub cells: Vec<Vec<[i64; N]>>,
    /// Whether the sum of each place is told, by count.
    pub rows_shown: Vec<[bool; N]>,
    /// The table above and what is withheld of it; without one it is decided here which sums of parts are told.
    pub above: Option<Above<'a, N>>,
    /// Whether the whole is told, by count.
    pub whole_shown: [bool; N],
}

/// The table of the places around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Above<'a, const N: usize> {
    /// The table.
    pub cross: &'a Cross<'a, N>,
    /// What is withheld of it.
    pub marks: &'a Marks,
    /// Which of its places is the whole here.
    pub at: usize,
}

/// What is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Cells by place and part.
    pub cells: Vec<Vec<bool>>,
    /// The sums of parts.
    pub columns: Vec<bool>,
}

/// From, to, flow, whether it is known.
type Arc = (usize, usize, i64, bool);

/// One count in the circulation.
struct Net {
    /// Those of the table itself, then those of the one above.
    arcs: Vec<Arc>,
    own: usize,
    /// By node, the arcs of unknown flow that begin or end there.
    unknown: Vec<Vec<usize>>,
}

fn few(n: i64) -> bool {
    (1..LEAST).contains(&n)
}

impl<const N: usize> Cross<'_, N> {
    fn columns(&self) -> usize {
        self.cells.first().map_or(0, Vec::len)
    }

    fn column(&self, at: usize) -> [i64; N] {
        std::array::from_fn(|n| self.cells.iter().map(|row| row[at][n]).sum())
    }

    /// Which cells and sums are withheld.
    pub fn withheld(&self) -> Marks {
        let small = |counts: &[i64; N]| counts.iter().any(|n| few(*n));
        let whole = self.whole_shown.iter().all(|shown| *shown);
        let own = |at| !whole || small(&self.column(at));
        let columns: Vec<bool> = self.above.as_ref().map_or_else(
            || (0..self.columns()).map(own).collect(),
            |above| above.marks.cells[above.at].clone(),
        );
        let row = |(cells, shown): (&Vec<[i64; N]>, &[bool; N])| {
            let told = shown.iter().all(|shown| *shown);
            let gone = |part: usize| self.above.is_some() && columns[part];
            cells.iter().enumerate().map(|(part, cell)| !told || gone(part) || small(cell)).collect()
        };
        let cells = self.cells.iter().zip(&self.rows_shown).map(row).collect();
        let mut marks = Marks { cells, columns };
        // What is safe stays so when more is withheld, and what is withheld for it is not small: each arc is looked at once.
        for n in 0..N {
            let (mut net, mut at) = (self.net(n, &marks), 0);
            while at < net.own {
                if !net.is_told(at) {
                    at += 1;
                } else if self.hide_one_more(&mut marks, (net.arcs[at].0, net.arcs[at].1)) {
                    net = self.net(n, &marks);
                } else {
                    break;
                }
            }
        }
        marks
    }

    /// A withheld cell that follows from what is shown: its arc.
    #[cfg(test)]
    fn open(&self, marks: &Marks) -> Option<(usize, usize)> {
        (0..N).find_map(|n| {
            let net = self.net(n, marks);
            let found = (0..net.own).find(|at| net.is_told(*at))?;
            let (from, to, ..) = net.arcs[found];
            Some((from, to))
        })
    }

    /// The circulation of a count.
    fn net(&self, n: usize, marks: &Marks) -> Net {
        let mut arcs = self.arcs(n, marks);
        let Some(above) = &self.above else {
            let own = arcs.len();
            return Net::of(arcs, own);
        };
        // The whole is one of its places, whose cells end where the parts of all its places come together.
        let (place, nodes) = (1 + above.at, 2 + self.cells.len() + self.columns());
        let node = |node: usize| if node == place { 0 } else { nodes + node };
        arcs.pop();
        let own = arcs.len();
        for (part, arc) in arcs[own - self.columns()..].iter_mut().enumerate() {
            arc.1 = node(1 + above.cross.cells.len() + part);
        }
        let theirs = above.cross.arcs(n, above.marks).into_iter().filter(|arc| arc.0 != place);
        arcs.extend(theirs.map(|(from, to, flow, known)| (node(from), node(to), flow, known)));
        Net::of(arcs, own)
    }

    /// The arcs of a count: node 0 is the whole, then the places, the parts, and where parts come together. The sums of parts and
    /// the whole are the last.
    fn arcs(&self, n: usize, marks: &Marks) -> Vec<Arc> {
        let (rows, columns) = (self.cells.len(), self.columns());
        let last = rows + columns + 1;
        let mut arcs = Vec::with_capacity((rows + 1) * (columns + 1));
        let mut whole = 0;
        for (i, cells) in self.cells.iter().enumerate() {
            let sum = cells.iter().map(|cell| cell[n]).sum();
            whole += sum;
            arcs.push((0, 1 + i, sum, self.rows_shown[i][n]));
            for (j, cell) in cells.iter().enumerate() {
                arcs.push((1 + i, 1 + rows + j, cell[n], !marks.cells[i][j]));
            }
        }
        for j in 0..columns {
            arcs.push((1 + rows + j, last, self.column(j)[n], !marks.columns[j]));
        }
        arcs.push((last, 0, whole, self.whole_shown[n]));
        arcs
    }

    /// Withholds the next cell that may help the one between two nodes; whether there was any. Cells in which there is nothing come
    /// last, but before the sums of parts.
    fn hide_one_more(&self, marks: &mut Marks, (from, to): (usize, usize)) -> bool {
        let (rows, columns) = (self.cells.len(), self.columns());
        let row = (1..=rows).contains(&from).then(|| from - 1);
        let column =
            [to, from].into_iter().filter_map(|node| node.checked_sub(1 + rows)).find(|j| *j < columns);
        let something = |i: usize, j: usize| self.cells[i][j].iter().any(|n| *n > 0);
        let next = next(marks, (row, column), something).or_else(|| next(marks, (row, column), |_, _| true));
        if let Some((i, j)) = next {
            marks.cells[i][j] = true;
            return true;
        }
        let sum = (0..columns).find(|j| !marks.columns[*j] && self.above.is_none());
        if let Some(j) = sum {
            marks.columns[j] = true;
        }
        sum.is_some()
    }
}

/// The next cell of those that may be: first where one stands alone in its row or column, then where others do, then any.
fn next(
    marks: &Marks,
    (row, column): (Option<usize>, Option<usize>),
    may: impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let (rows, columns) = (marks.cells.len(), marks.columns.len());
    let gone = |i: usize, j: usize| marks.cells[i][j];
    let in_row = |i: usize| (0..columns).filter(|j| gone(i, *j)).count();
    let in_column = |j: usize| (0..rows).filter(|i| gone(*i, j)).count() + usize::from(marks.columns[j]);
    let lone_rows = row.into_iter().chain(0..rows).filter(|i| in_row(*i) == 1);
    let lone_columns = column.into_iter().chain(0..columns).filter(|j| in_column(*j) == 1);
    let fits = |(i, j): &(usize, usize)| !gone(*i, *j) && may(*i, *j);
    let of_row = lone_rows.filter_map(|i| {
        let start = (0..columns).rfind(|j| gone(i, *j)).unwrap_or_default();
        (1..columns).map(|step| (i, (start + step) % columns)).find(fits)
    });
    let of_column = lone_columns.filter_map(|j| {
        let start = (0..rows).rfind(|i| gone(*i, j)).unwrap_or_default();
        (1..=rows).map(|step| ((start + step) % rows, j)).find(fits)
    });
    let any = (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))).filter(fits);
    of_row.chain(of_column).chain(any).next()
}

impl Net {
    fn of(arcs: Vec<Arc>, own: usize) -> Net {
        let nodes = arcs.iter().map(|arc| arc.0.max(arc.1) + 1).max().unwrap_or_default();
        let mut unknown = vec![Vec::new(); nodes];
        for (at, (from, to, ..)) in arcs.iter().enumerate().filter(|(_, arc)| !arc.3) {
            unknown[*from].push(at);
            unknown[*to].push(at);
        }
        Net { arcs, own, unknown }
    }

    /// Whether a small number follows for an arc: it could be neither less nor more, or not as much as is shown.
    fn is_told(&self, at: usize) -> bool {
        let (from, to, flow, known) = self.arcs[at];
        if known || !few(flow) {
            return false;
        }
        let more = self.around(at, to, from, LEAST);
        let less = self.around(at, from, to, flow);
        flow + more < LEAST || (more == 0 && less == 0)
    }

    /// How much more can be led from one node to another by arcs of unknown flow, without this one; enough is enough.
    fn around(&self, without: usize, from: usize, to: usize, enough: i64) -> i64 {
        let mut flows: Vec<i64> = self.arcs.iter().map(|arc| arc.2).collect();
        let mut led = 0;
        while led < enough {
            let mut came: Vec<Option<(usize, bool)>> = vec![None; self.unknown.len()];
            let mut queue = VecDeque::from([from]);
            while came[to].is_none()
                && let Some(node) = queue.pop_front()
            {
                for at in self.unknown[node].iter().filter(|at| **at != without) {
                    let (tail, head, ..) = self.arcs[*at];
                    let (next, forward) = if tail == node { (head, true) } else { (tail, false) };
                    if came[next].is_none() && next != from && (forward || flows[*at] > 0) {
                        came[next] = Some((*at, forward));
                        queue.push_back(next);
                    }
                }
            }
            let (mut step, mut node, mut path) = (enough - led, to, Vec::new());
            while node != from {
                let Some((at, forward)) = came[node] else { return led };
                path.push((at, forward));
                if !forward {
                    step = step.min(flows[at]);
                }
                node = if forward { self.arcs[at].0 } else { self.arcs[at].1 };
            }
            path.into_iter().for_each(|(at, forward)| flows[at] += if forward { step } else { -step });
            led += step;
        }
        led
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&[i64]]) -> Cross<'static, 1> {
        Cross {
            cells: cells.iter().map(|row| row.iter().map(|n| [*n]).collect()).collect(),
            rows_shown: vec![[true]; cells.len()],
            above: None,
            whole_shown: [true],
        }
    }

    fn shape(marks: &Marks) -> Vec<String> {
        let row = |row: &Vec<bool>| row.iter().map(|mark| if *mark { 'x' } else { '.' }).collect();
        marks.cells.iter().chain([&marks.columns]).map(row).collect()
    }

    #[test]
    fn a_small_cell_takes_three_others_along() {
        for (cells, expected) in [
            (&[&[9, 3, 20][..], &[8, 7, 9], &[30, 30, 30]][..], &[".xx", "...", ".xx", "..."][..]),
            (&[&[9, 9], &[9, 9]], &["..", "..", ".."]),
            // The theme as a whole is too small.
            (&[&[9, 1], &[9, 2]], &["xx", "xx", "xx"]),
            (&[&[0, 9], &[7, 0]], &["..", "..", ".."]),
        ] {
            let marks = table(cells).withheld();
            assert_eq!(shape(&marks).len(), expected.len());
            if expected.iter().all(|row| !row.contains('x')) {
                assert_eq!(shape(&marks), expected, "{cells:?}");
            }
            assert!(table(cells).open(&marks).is_none(), "{cells:?}: {:?}", shape(&marks));
        }
        let gone = Cross { whole_shown: [false], ..table(&[&[2, 1]]) };
        assert_eq!(gone.withheld().columns, [true, true]);
    }

    #[test]
    fn a_place_whose_sum_is_withheld_tells_nothing_by_its_cells() {
        let mut cross = table(&[&[9, 9, 9], &[1, 1, 1], &[6, 7, 8], &[9, 9, 9]]);
        cross.rows_shown[1] = [false];
        cross.rows_shown[2] = [false];
        let marks = cross.withheld();
        assert_eq!(marks.cells[1], [true; 3]);
        assert_eq!(marks.cells[2], [true; 3]);
    }

    /// Numbers from a seed (SplitMix64: Steele, Lea, Flood 2014).
    fn chance(seed: &mut u64, below: u64) -> u64 {
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    /// All that somebody can make of what is shown: every table of whole numbers with the same shown cells and sums, by trying.
    struct Attack<'a> {
        cross: &'a Cross<'a, 1>,
        marks: &'a Marks,
        gaps: Vec<(usize, usize)>,
        found: Vec<(bool, bool)>,
        tried: u64,
    }

    impl Attack<'_> {
        fn recover(cross: &Cross<'_, 1>, marks: &Marks) -> Vec<(usize, usize, i64)> {
            let all = (0..cross.cells.len()).flat_map(|i| (0..cross.columns()).map(move |j| (i, j)));
            let gaps: Vec<(usize, usize)> = all.filter(|(i, j)| marks.cells[*i][*j]).collect();
            let mut attack = Attack { cross, marks, found: vec![(false, false); gaps.len()], gaps, tried: 0 };
            let rows: Vec<i64> = (0..cross.cells.len()).map(|i| attack.left_in_row(i)).collect();
            let columns: Vec<i64> = (0..cross.columns()).map(|j| attack.left_in_column(j)).collect();
            let mut own = vec![0; attack.gaps.len()];
            attack.each(0, &mut own, rows, columns);
            let told = attack.gaps.iter().zip(&attack.found).filter(|(_, (other, enough))| !other || !enough);
            told.map(|((i, j), _)| (*i, *j, cross.cells[*i][*j][0])).filter(|cell| few(cell.2)).collect()
        }

        fn left_in_row(&self, i: usize) -> i64 {
            (0..self.cross.columns())
                .filter(|j| self.marks.cells[i][*j])
                .map(|j| self.cross.cells[i][j][0])
                .sum()
        }

        fn left_in_column(&self, j: usize) -> i64 {
            (0..self.cross.cells.len())
                .filter(|i| self.marks.cells[*i][j])
                .map(|i| self.cross.cells[i][j][0])
                .sum()
        }

        fn each(&mut self, at: usize, own: &mut Vec<i64>, rows: Vec<i64>, columns: Vec<i64>) {
            self.tried += 1;
            assert!(self.tried < 5_000_000, "too many tables to try");
            if self.found.iter().all(|found| *found == (true, true)) {
                return;
            }
            let Some((i, j)) = self.gaps.get(at).copied() else {
                let fits = |j: usize| columns[j] == 0 || self.marks.columns[j];
                if rows.iter().all(|left| *left == 0) && (0..columns.len()).all(fits) {
                    for (n, (i, j)) in self.gaps.iter().enumerate() {
                        self.found[n].0 |= own[n] != self.cross.cells[*i][*j][0];
                        self.found[n].1 |= own[n] >= LEAST;
                    }
                }
                return;
            };
            let later = &self.gaps[at + 1..];
            let most = if self.marks.columns[j] { rows[i] } else { rows[i].min(columns[j]) };
            // The last gap of a row or column takes what is left of its sum.
            let mut least = if later.iter().any(|gap| gap.0 == i) { 0 } else { rows[i] };
            if !self.marks.columns[j] && !later.iter().any(|gap| gap.1 == j) {
                least = least.max(columns[j]);
            }
            // Large and small by turns, so that both are found soon.
            for n in (0..=most - least).map(|n| least + if n % 2 == 0 { n / 2 } else { most - least - n / 2 })
            {
                let (mut rows, mut columns) = (rows.clone(), columns.clone());
                (rows[i], columns[j], own[at]) = (rows[i] - n, columns[j] - n, n);
                self.each(at + 1, own, rows, columns);
            }
        }
    }

    fn random(seed: &mut u64) -> Cross<'static, 1> {
        let (rows, columns) = (2 + chance(seed, 2) as usize, 2 + chance(seed, 2) as usize);
        let mut one = || match chance(seed, 4) {
            0 => 0,
            1 => 1 + chance(seed, 4) as i64,
            _ => 5 + chance(seed, 6) as i64,
        };
        let cells: Vec<Vec<[i64; 1]>> = (0..rows).map(|_| (0..columns).map(|_| [one()]).collect()).collect();
        Cross { rows_shown: vec![[true]; rows], cells, above: None, whole_shown: [true] }
    }

    #[test]
    fn no_small_cell_is_recovered_by_trying_all_tables() {
        let (mut seed, mut small, mut told) = (7, 0, 0);
        for _ in 0..400 {
            let cross = random(&mut seed);
            // Sums of places that are too small are withheld before it comes here.
            if cross.cells.iter().any(|row| few(row.iter().map(|cell| cell[0]).sum())) {
                continue;
            }
            let marks = cross.withheld();
            small += cross.cells.iter().flatten().filter(|cell| few(cell[0])).count();
            told += marks.cells.iter().flatten().filter(|mark| !**mark).count();
            assert_eq!(Attack::recover(&cross, &marks), [], "{cross:?} {:?}", shape(&marks));
        }
        assert!(small > 300 && told > 300, "{small} small ones, {told} told");
    }

    #[test]
    fn the_attack_works_where_only_small_cells_are_withheld() {
        let (mut seed, mut recovered) = (7, 0);
        for _ in 0..200 {
            let cross = random(&mut seed);
            let cells = cross.cells.iter().map(|row| row.iter().map(|cell| few(cell[0])).collect()).collect();
            let columns = (0..cross.columns()).map(|j| few(cross.column(j)[0])).collect();
            recovered += Attack::recover(&cross, &Marks { cells, columns }).len();
        }
        assert!(recovered > 100, "{recovered}");
    }
}
