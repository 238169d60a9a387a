//! Which household of today a row of the workbook is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Incoming, Known};
use crate::{
    people::{folded, name_key},
    places::PlaceCode,
};

/// A house number as it is compared: `第０１２号`, `12号`, `12` are one.
pub fn house_key(house: &str) -> String {
    let mut key = folded(house);
    for sign in ["门牌", "第", "号", "户"] {
        key = key.replace(sign, "");
    }
    let bare = key.trim_start_matches('0');
    // 3-12 and 312 differ, though neither keeps its sign.
    let parts: Vec<&str> =
        house.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    format!("{bare}/{}", if parts.len() > 1 { parts.len() } else { 1 })
}

/// For each row the index of the household that it is, if one.
pub fn matched(known: &[Known], incoming: &[Incoming]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; incoming.len()];
    let mut free: BTreeSet<usize> = (0..known.len()).collect();
    let heads: Vec<(String, String)> = known.iter().map(|k| keys(&k.record.name, &k.record.house)).collect();
    let wanted: Vec<(String, String)> = incoming.iter().map(|i| keys(&i.name, &i.house)).collect();
    let here = |n: usize| known[n].record.village.clone();
    // The same head behind the same door; the same head alone; the same door with somebody who lived there.
    pair(
        &mut found,
        &mut free,
        |n| (here(n), heads[n].clone()),
        |n| (incoming[n].village.clone(), wanted[n].clone()),
    );
    pair(
        &mut found,
        &mut free,
        |n| (here(n), heads[n].0.clone()),
        |n| (incoming[n].village.clone(), wanted[n].0.clone()),
    );
    let door = |village: PlaceCode, house: &str, lone: usize| {
        // A house without a number is no door: each such row stands alone.
        let unnumbered = house.starts_with('/').then_some(lone);
        (village, house.to_owned(), unnumbered)
    };
    let before = found.clone();
    pair(
        &mut found,
        &mut free,
        |n| door(here(n), &heads[n].1, n),
        |n| door(incoming[n].village.clone(), &wanted[n].1, usize::MAX - n),
    );
    for (n, old) in before.iter().enumerate().filter(|(_, old)| old.is_none()) {
        if let (None, Some(now)) = (old, found[n])
            && !acquainted(&known[now], &incoming[n])
        {
            found[n] = None;
            free.insert(now);
        }
    }
    moved(known, incoming, &heads, &wanted, &mut found, &mut free);
    found
}

fn keys(name: &str, house: &str) -> (String, String) {
    (name_key(name), house_key(house))
}

/// Pairs what has one and the same key, where both sides have it once.
fn pair<K: Ord>(
    found: &mut [Option<usize>],
    free: &mut BTreeSet<usize>,
    of_known: impl Fn(usize) -> K,
    of_row: impl Fn(usize) -> K,
) {
    let mut by_key: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for &n in free.iter() {
        by_key.entry(of_known(n)).or_default().0.push(n);
    }
    for n in (0..found.len()).filter(|&n| found[n].is_none()) {
        by_key.entry(of_row(n)).or_default().1.push(n);
    }
    for (known, rows) in by_key.into_values() {
        if let ([one], [row]) = (known.as_slice(), rows.as_slice()) {
            found[*row] = Some(*one);
            free.remove(one);
        }
    }
}

/// Whether somebody of the row lived in the household.
fn acquainted(known: &Known, row: &Incoming) -> bool {
    let of = |name: &str| name_key(name);
    let mut there: BTreeSet<String> = known.record.residents.iter().map(|p| of(&p.name)).collect();
    there.insert(of(&known.record.name));
    let residents = row.residents.iter().flatten().map(|p| of(&p.name));
    residents.chain([of(&row.name)]).any(|name| there.contains(&name))
}

/// A household that moved to another village of its county: the same head, and somebody else with them.
fn moved(
    known: &[Known],
    incoming: &[Incoming],
    heads: &[(String, String)],
    wanted: &[(String, String)],
    found: &mut [Option<usize>],
    free: &mut BTreeSet<usize>,
) {
    let mut by_head: HashMap<(PlaceCode, &str), Vec<usize>> = HashMap::new();
    for &n in free.iter() {
        by_head.entry((known[n].id.county.clone(), heads[n].0.as_str())).or_default().push(n);
    }
    for n in 0..incoming.len() {
        let row = &incoming[n];
        if found[n].is_some() {
            continue;
        }
        let same = by_head.get(&(row.village.owner(), wanted[n].0.as_str())).map_or(&[][..], Vec::as_slice);
        let with: Vec<usize> =
            same.iter().copied().filter(|&k| free.contains(&k) && together(&known[k], row)).collect();
        if let [one] = with.as_slice() {
            found[n] = Some(*one);
            free.remove(one);
        }
    }
}

/// Whether at least one resident besides the head is the same.
fn together(known: &Known, row: &Incoming) -> bool {
    let head = name_key(&row.name);
    let there: BTreeSet<String> = known.record.residents.iter().map(|p| name_key(&p.name)).collect();
    let mut residents = row.residents.iter().flatten().map(|p| name_key(&p.name));
    residents.any(|name| name != head && there.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_numbers_are_compared_as_numbers() {
        for (a, b) in [("12号", "12"), ("第０１２号", "12号"), ("门牌12", "12号"), ("东街3号", "东街3")]
        {
            assert_eq!(house_key(a), house_key(b), "{a} {b}");
        }
        for (a, b) in [("3-12", "312"), ("12", "120"), ("东街3号", "西街3号")] {
            assert_ne!(house_key(a), house_key(b), "{a} {b}");
        }
        assert!(house_key("").starts_with('/'));
    }
}
