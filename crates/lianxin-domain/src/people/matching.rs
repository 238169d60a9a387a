//! Who in a workbook is who of today.

use std::{collections::HashMap, hash::Hash};

use super::{Incoming, OfficialRecord, PresentOfficial};

/// For each incoming official the index of the same person among those of today, nobody twice: by identity digest, then
/// staff number, then name, unit and telephone, then name and unit, then sound, unit and telephone (a name mended), then
/// name and telephone (a move). A key that several people share decides nothing.
pub fn pair(present: &[PresentOfficial], incoming: &[Incoming<OfficialRecord>]) -> Vec<Option<usize>> {
    let mut pairs = Pairs {
        present,
        incoming,
        of_incoming: vec![None; incoming.len()],
        taken: vec![false; present.len()],
    };
    let some = |text: &'_ str| !text.is_empty();
    pairs.by(|r| some(&r.id_digest).then_some(&r.id_digest), |_, _| true);
    pairs.by(|r| some(&r.staff_no).then_some(&r.staff_no), same_identity);
    pairs.by(|r| some(&r.phone).then_some((&r.unit, &r.name_key, &r.phone)), same_identity);
    pairs.by(|r| Some((&r.unit, &r.name_key)), no_contradiction);
    pairs.by(|r| some(&r.phone).then_some((&r.unit, &r.pinyin, &r.phone)), no_contradiction);
    pairs.by(|r| some(&r.phone).then_some((&r.name_key, &r.phone)), no_contradiction);
    pairs.of_incoming
}

struct Pairs<'a> {
    present: &'a [PresentOfficial],
    incoming: &'a [Incoming<OfficialRecord>],
    of_incoming: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Pairs<'a> {
    fn by<K: Eq + Hash>(
        &mut self,
        key: impl Fn(&'a OfficialRecord) -> Option<K>,
        may: fn(&OfficialRecord, &OfficialRecord) -> bool,
    ) {
        let mut free: HashMap<K, (Sole, Sole)> = HashMap::new();
        for (n, one) in self.present.iter().enumerate().filter(|(n, _)| !self.taken[*n]) {
            if let Some(key) = key(&one.record) {
                free.entry(key).or_default().0.add(n);
            }
        }
        for (n, one) in self.incoming.iter().enumerate().filter(|(n, _)| self.of_incoming[*n].is_none()) {
            if let Some((_, coming)) = key(&one.record).and_then(|key| free.get_mut(&key)) {
                coming.add(n);
            }
        }
        for (here, coming) in free.into_values() {
            if let (Sole::One(here), Sole::One(coming)) = (here, coming)
                && may(&self.present[here].record, &self.incoming[coming].record)
            {
                self.of_incoming[coming] = Some(here);
                self.taken[here] = true;
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
enum Sole {
    #[default]
    Nobody,
    One(usize),
    Several,
}

impl Sole {
    fn add(&mut self, n: usize) {
        *self = if let Sole::Nobody = self { Sole::One(n) } else { Sole::Several };
    }
}

fn agree(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || a == b
}

fn same_identity(a: &OfficialRecord, b: &OfficialRecord) -> bool {
    agree(&a.id_digest, &b.id_digest)
}

fn no_contradiction(a: &OfficialRecord, b: &OfficialRecord) -> bool {
    same_identity(a, b) && agree(&a.staff_no, &b.staff_no)
}
