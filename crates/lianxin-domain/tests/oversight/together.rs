//! All that somebody can make of all pages together, by trying: a city's cases by theme, those of its counties by theme, and the
//! city's by tier. Every world that fits all that is shown is looked at; a small number that is the same in each of them, or small
//! in each, was not withheld.

use std::collections::{BTreeMap, BTreeSet};

use lianxin_domain::oversight::{
    LEAST, Level, Part,
    cross::{Above, Cross, Marks},
    down,
};

type Table = Vec<Vec<i64>>;

/// Numbers from a seed (SplitMix64: Steele, Lea, Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, below: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below) as i64
    }

    fn count(&mut self) -> i64 {
        match self.below(5) {
            0 => 0,
            1 | 2 => 1 + self.below(4),
            _ => 5 + self.below(3),
        }
    }
}

fn sums(table: &Table) -> Vec<i64> {
    table.iter().map(|row| row.iter().sum()).collect()
}

fn columns(table: &Table) -> Vec<i64> {
    (0..table[0].len()).map(|j| table.iter().map(|row| row[j]).sum()).collect()
}

fn few(n: i64) -> bool {
    (1..LEAST).contains(&n)
}

/// A table as it is shown.
#[derive(Clone, Debug)]
struct Shown {
    cells: Vec<Vec<Option<i64>>>,
    rows: Vec<Option<i64>>,
    columns: Vec<Option<i64>>,
    whole: Option<i64>,
}

fn told(n: i64, gone: bool) -> Option<i64> {
    (!gone).then_some(n)
}

impl Shown {
    fn of(table: &Table, marks: &Marks, rows_gone: &[bool], whole_gone: bool) -> Shown {
        let row = |(row, marks): (&Vec<i64>, &Vec<bool>)| {
            row.iter().zip(marks).map(|(n, gone)| told(*n, *gone)).collect()
        };
        let own = sums(table);
        Shown {
            cells: table.iter().zip(&marks.cells).map(row).collect(),
            rows: own.iter().zip(rows_gone).map(|(n, gone)| told(*n, *gone)).collect(),
            columns: columns(table).into_iter().zip(&marks.columns).map(|(n, gone)| told(n, *gone)).collect(),
            whole: told(own.iter().sum(), whole_gone),
        }
    }

    /// Every table that fits, of which no sum is more than somebody can think; none when there are too many to try.
    fn fitting(&self, most: i64) -> Option<Vec<Table>> {
        let mut found = Vec::new();
        let mut table: Table = self.cells.iter().map(|row| vec![0; row.len()]).collect();
        let left = self.whole.unwrap_or(most);
        let columns = self.columns.iter().map(|sum| sum.unwrap_or(left).min(left)).collect();
        self.each((0, 0), &mut table, (left, left, columns), &mut found).then_some(found)
    }

    /// `left`: of the whole, of the row, of each column.
    fn each(
        &self,
        (i, j): (usize, usize),
        table: &mut Table,
        (whole, row, columns): (i64, i64, Vec<i64>),
        found: &mut Vec<Table>,
    ) -> bool {
        if i == table.len() {
            let full = self.columns.iter().zip(&columns).all(|(sum, left)| sum.is_none() || *left == 0);
            if full && (self.whole.is_none() || whole == 0) {
                found.push(table.clone());
            }
            return found.len() < 600;
        }
        let row = if j == 0 { self.rows[i].unwrap_or(whole) } else { row };
        if j == table[i].len() {
            let full = self.rows[i].is_none() || row == 0;
            return !full || self.each((i + 1, 0), table, (whole, 0, columns), found);
        }
        let most = row.min(whole).min(columns[j]);
        let values = self.cells[i][j].map_or(0..=most, |n| n..=n.min(most));
        for n in values {
            table[i][j] = n;
            let mut columns = columns.clone();
            columns[j] -= n;
            if !self.each((i, j + 1), table, (whole - n, row - n, columns), found) {
                return false;
            }
        }
        true
    }
}

/// What each cell may be.
type May = BTreeMap<(usize, usize, usize), BTreeSet<i64>>;

fn add(may: &mut May, which: usize, table: &Table) {
    for (i, row) in table.iter().enumerate() {
        for (j, n) in row.iter().enumerate() {
            may.entry((which, i, j)).or_default().insert(*n);
        }
    }
}

/// Small numbers that follow; where the sums of all places are told, also those that can be told to be small.
fn recovered(real: &[&Table], may: &May, strict: bool) -> usize {
    let small = |(key, values): (&(usize, usize, usize), &BTreeSet<i64>)| {
        let n = real[key.0][key.1][key.2];
        few(n) && (values.len() == 1 || strict && values.iter().all(|n| *n < LEAST))
    };
    may.iter().filter(|entry| small(*entry)).count()
}

/// A city's themes by county, those of each county by township, and its tiers by county.
struct City {
    themes: Table,
    below: Vec<Table>,
    tiers: Table,
}

fn city(dice: &mut Dice, counties: usize, (themes, tiers): (usize, usize)) -> City {
    let table =
        |dice: &mut Dice| -> Table { (0..2).map(|_| (0..themes).map(|_| dice.count()).collect()).collect() };
    let below: Vec<Table> = (0..counties).map(|_| table(dice)).collect();
    let own: Table = below.iter().map(columns).collect();
    let cut = |n: i64, dice: &mut Dice| -> Vec<i64> {
        let mut left = n;
        let mut parts: Vec<i64> = (1..tiers)
            .map(|_| {
                let n = dice.count().min(left);
                left -= n;
                n
            })
            .collect();
        parts.push(left);
        parts
    };
    let tiers = sums(&own).into_iter().map(|n| cut(n, dice)).collect();
    City { themes: own, below, tiers }
}

/// What is withheld of the sums of places.
fn places_gone(table: &Table) -> (bool, Vec<bool>) {
    let parts = sums(table).into_iter().map(Part::of).collect();
    down(Part::of(sums(table).into_iter().sum()), &[Level { parts, at: None }])
}

fn crossed<'a>(table: &Table, gone: &(bool, Vec<bool>), above: Option<Above<'a, 1>>) -> Cross<'a, 1> {
    Cross {
        cells: table.iter().map(|row| row.iter().map(|n| [*n]).collect()).collect(),
        rows_shown: gone.1.iter().map(|gone| [!gone]).collect(),
        above,
        whole_shown: [!gone.0],
    }
}

/// Of a city whose small numbers are withheld in this way: how many follow from all pages together, and whether the sums of all
/// places are told; none when there is too much to try. `alone`: small cells only, as a control.
fn attack(city: &City, alone: bool) -> Option<(usize, bool)> {
    let gone = places_gone(&city.themes);
    let mut told = !gone.0 && !gone.1.contains(&true);
    let cross = crossed(&city.themes, &gone, None);
    let marked = |table: &Table, cross: &Cross<'_, 1>| -> Marks {
        if !alone {
            return cross.withheld();
        }
        let small = |row: &Vec<i64>| row.iter().map(|n| few(*n)).collect();
        Marks { cells: table.iter().map(small).collect(), columns: small(&columns(table)) }
    };
    let marks = marked(&city.themes, &cross);
    let most = sums(&city.themes).iter().sum::<i64>() + 2 * LEAST;
    let themes = Shown::of(&city.themes, &marks, &gone.1, gone.0).fitting(most)?;
    // Of each county the tables below by their sums, which are the county's row.
    let mut below: Vec<BTreeMap<Vec<i64>, May>> = Vec::new();
    for (at, table) in city.below.iter().enumerate() {
        let parts = sums(table).into_iter().map(Part::of).collect();
        let all = sums(&city.themes).into_iter().map(Part::of).collect();
        let levels = [Level { parts: all, at: Some(at) }, Level { parts, at: None }];
        let own = down(Part::of(sums(&city.themes).into_iter().sum()), &levels);
        told &= !own.1.contains(&true);
        let above = Above { cross: &cross, marks: &marks, at };
        let own_marks = marked(table, &crossed(table, &own, Some(above)));
        let mut fits: BTreeMap<Vec<i64>, May> = BTreeMap::new();
        for one in Shown::of(table, &own_marks, &own.1, own.0).fitting(most)? {
            add(fits.entry(columns(&one)).or_default(), 1 + at, &one);
        }
        below.push(fits);
    }
    let tiers_cross = crossed(&city.tiers, &gone, None);
    let tiers = Shown::of(&city.tiers, &marked(&city.tiers, &tiers_cross), &gone.1, gone.0).fitting(most)?;
    let mut by_sums: BTreeMap<Vec<i64>, May> = BTreeMap::new();
    for one in &tiers {
        add(by_sums.entry(sums(one)).or_default(), 1 + city.below.len(), one);
    }
    let mut may = May::new();
    for one in &themes {
        let Some(tiers) = by_sums.get(&sums(one)) else { continue };
        let rows: Option<Vec<&May>> = one.iter().zip(&below).map(|(row, fits)| fits.get(row)).collect();
        let Some(rows) = rows else { continue };
        add(&mut may, 0, one);
        for (key, values) in rows.into_iter().chain([tiers]).flatten() {
            may.entry(*key).or_default().extend(values);
        }
    }
    let real: Vec<&Table> = std::iter::once(&city.themes).chain(&city.below).chain([&city.tiers]).collect();
    assert!(
        real.iter().enumerate().all(|(which, table)| {
            table
                .iter()
                .enumerate()
                .all(|(i, row)| row.iter().enumerate().all(|(j, n)| may[&(which, i, j)].contains(n)))
        }),
        "the real world fits what is shown"
    );
    Some((recovered(&real, &may, told), told))
}

#[test]
fn no_small_number_follows_from_all_levels_and_cuts_together() {
    let (mut dice, mut tried) = (Dice(11), [0, 0]);
    for n in 0..240 {
        let city = city(&mut dice, 2 + n % 2, (2 + n / 2 % 2, 2 + n / 4 % 2));
        let Some((found, told)) = attack(&city, false) else { continue };
        assert_eq!(found, 0, "{:?} {:?} {:?}", city.themes, city.below, city.tiers);
        tried[usize::from(told)] += 1;
    }
    assert!(tried.iter().all(|n| *n > 20), "{tried:?}");
}

#[test]
fn the_attack_works_where_only_small_cells_are_withheld() {
    let mut dice = Dice(11);
    let found: usize =
        (0..60).filter_map(|n| attack(&city(&mut dice, 2 + n % 2, (2, 3)), true)).map(|(n, _)| n).sum();
    assert!(found > 60, "{found}");
}
