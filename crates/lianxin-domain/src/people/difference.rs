//! What a checked roster changes of today's people.

use std::collections::{HashMap, HashSet};

use super::{
    Change, ChangeKind, Checked, Difference, Incoming, OfficialRecord, Present, UnitKey, VillageRecord,
    matching,
};
use crate::places::PlaceCode;

/// Compares a checked roster with today. People are matched by identity digest, then staff number, then name and unit,
/// then name and telephone. Empty cells keep what is known. Only officials of counties that the roster mentions (the
/// city itself counts as one) can leave.
pub fn difference(present: &Present, checked: &Checked) -> Difference {
    let mut found = Difference {
        units: units(present, checked),
        villages: villages(present, checked),
        ..Difference::default()
    };
    let pairs = matching::pair(&present.officials, &checked.officials);
    let mut stay = vec![false; present.officials.len()];
    for (one, pair) in checked.officials.iter().zip(pairs) {
        let Some(n) = pair else {
            found.officials.push(joined(one));
            continue;
        };
        stay[n] = true;
        let before = &present.officials[n];
        let after = merged(&before.record, one, checked);
        match kind(&before.record, &after) {
            None => found.same += 1,
            Some(kind) => found.officials.push(Change {
                kind,
                at: Some(one.at),
                of: Some(before.id.clone()),
                before: Some(before.record.clone()),
                after: Some(after),
            }),
        }
    }
    let mentioned: HashSet<PlaceCode> = checked.officials.iter().map(|one| one.record.county()).collect();
    let gone = present
        .officials
        .iter()
        .zip(stay)
        .filter(|(one, stays)| !stays && mentioned.contains(&one.record.county()));
    found.officials.extend(gone.map(|(one, _)| Change {
        kind: ChangeKind::Left,
        at: None,
        of: Some(one.id.clone()),
        before: Some(one.record.clone()),
        after: None,
    }));
    found.officials.sort_by_key(|change| change.kind);
    found
}

fn joined(one: &Incoming<OfficialRecord>) -> Change<OfficialRecord> {
    Change {
        kind: ChangeKind::Joined,
        at: Some(one.at),
        of: None,
        before: None,
        after: Some(one.record.clone()),
    }
}

/// The incoming record with what its row left open filled from today's.
fn merged(before: &OfficialRecord, one: &Incoming<OfficialRecord>, checked: &Checked) -> OfficialRecord {
    let mut after = one.record.clone();
    let keep = |text: &mut String, old: &String| {
        if text.is_empty() {
            text.clone_from(old);
        }
    };
    keep(&mut after.staff_no, &before.staff_no);
    keep(&mut after.id_digest, &before.id_digest);
    keep(&mut after.phone, &before.phone);
    keep(&mut after.post, &before.post);
    after.gender = after.gender.or(before.gender);
    after.joined = after.joined.or(before.joined);
    if after.home.is_none() {
        after.home.clone_from(&before.home);
    }
    if after.skills.is_empty() {
        after.skills.clone_from(&before.skills);
    }
    if checked.inferred_ranks.contains(&one.at) && after.unit == before.unit && after.post == before.post {
        after.rank = before.rank;
    }
    after
}

fn kind(before: &OfficialRecord, after: &OfficialRecord) -> Option<ChangeKind> {
    if before.unit != after.unit || before.post != after.post || before.rank != after.rank {
        return Some(ChangeKind::Moved);
    }
    let same = OfficialRecord { unit_name: before.unit_name.clone(), ..after.clone() } == *before;
    (!same).then_some(ChangeKind::Changed)
}

fn units(present: &Present, checked: &Checked) -> Vec<Change<super::UnitRecord>> {
    let today: HashMap<&UnitKey, _> = present.units.iter().map(|unit| (&unit.record.key, unit)).collect();
    let changes = checked.units.iter().filter_map(|one| {
        let before = today.get(&one.record.key);
        if before.is_some_and(|before| before.record == one.record) {
            return None;
        }
        Some(Change {
            kind: if before.is_some() { ChangeKind::Changed } else { ChangeKind::Joined },
            at: Some(one.at),
            of: before.map(|before| before.id.clone()),
            before: before.map(|before| before.record.clone()),
            after: Some(one.record.clone()),
        })
    });
    changes.collect()
}

fn villages(present: &Present, checked: &Checked) -> Vec<Change<VillageRecord>> {
    let today: HashMap<&PlaceCode, &VillageRecord> =
        present.villages.iter().map(|v| (&v.village, v)).collect();
    let changes = checked.villages.iter().filter_map(|one| {
        let before = today.get(&one.record.village).copied();
        if before == Some(&one.record) {
            return None;
        }
        Some(Change {
            kind: if before.is_some() { ChangeKind::Changed } else { ChangeKind::Joined },
            at: Some(one.at),
            of: None,
            before: before.cloned(),
            after: Some(one.record.clone()),
        })
    });
    changes.collect()
}
